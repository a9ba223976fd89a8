# The counter: whoever reads has somebody in front of them. One idea a sentence; the next step always.

## « Encaisser »
counter-title = Encaisser
counter-code = Code du chèque
counter-code-hint = Scannez le chèque, ou tapez son code : 16 lettres et chiffres.
counter-code-missing = Scannez un chèque, ou tapez son code.
counter-add = Ajouter ce chèque
counter-list = Chèques posés sur la table
counter-line = Chèque { $no } du carnet { $carnet } : { $value }
counter-line-unknown = Chèque qui finit par { $end }
counter-remove = Retirer
counter-go-on = { $cheques ->
        [one] Continuer avec { $cheques } chèque : { $value }
       *[other] Continuer avec { $cheques } chèques : { $value }
    }
counter-change-venue = Changer de lieu
counter-welcome = Accueillir quand même
counter-to-day = Voir ma journée
counter-to-welcome = Accueillir sans chèque
counter-to-list = Revenir à la liste
counter-back = Revenir à l'encaissement

## The camera
counter-camera = Scanner avec la caméra
counter-camera-aim = Montrez le carré noir et blanc du chèque à la caméra.
counter-camera-slow = Nous n'arrivons pas à lire ce chèque. Tapez son code dans le champ.
counter-camera-absent = La caméra ne répond pas. Tapez le code dans le champ.

## At which counter
counter-choose-title = Où êtes-vous aujourd'hui ?
counter-choose-legend = Votre lieu
counter-choose-button = Choisir ce lieu
counter-choose-one = Choisissez le lieu où vous êtes.
counter-choose-closed = Ce lieu ne prend pas de chèques en ce moment. Vous pouvez accueillir quand même.

## Confirming
counter-confirm-title = Vérifiez avant d'encaisser
counter-fact-venue = Lieu
counter-fact-cheques = Chèques
counter-fact-value = Valeur
counter-fact-remaining = Restera dans le carnet { $carnet }
counter-left = { $cheques ->
        [one] { $cheques } chèque ({ $value }), jusqu'au { $until }
       *[other] { $cheques } chèques ({ $value }), jusqu'au { $until }
    }
counter-left-none = Plus aucun chèque : le carnet est fini
counter-take = { $cheques ->
        [one] Encaisser { $cheques } chèque : { $value }
       *[other] Encaisser { $cheques } chèques : { $value }
    }
counter-fact-cap = Au plus par atelier et par personne, en chèques
counter-service = Pour quel atelier ?
counter-service-hint = Le prix est celui que votre lieu annonce. Vous pouvez ne rien choisir.
counter-service-unsaid = Je ne le dis pas
counter-service-missing = Choisissez l'atelier : le nombre de personnes et le reste vont avec lui. Sinon, effacez-les.
counter-service-price = { $cheques ->
        [0] gratuit
        [one] { $cheques } chèque par personne
       *[other] { $cheques } chèques par personne
    }
counter-service-session = { $hour } : { $title } ({ $price })
counter-service-walk-in = Sans séance : { $title } ({ $price })
counter-people = Combien de personnes ces chèques paient-ils ?
counter-people-wrong = Écrivez un nombre de 1 à 10.
counter-remainder = Reste payé en argent à votre lieu, en euros
counter-remainder-hint = Laissez vide si tout est payé en chèques. Un chèque ne rend jamais la monnaie.
counter-remainder-wrong = Écrivez un montant, par exemple 5 ou 12,50.
counter-holder-legend = Chèques personnels
counter-holder-hint = Le commanditaire demande que la personne vienne elle-même. Son nom n'est pas gardé.
counter-holder = La personne à qui est le carnet est là
counter-clear = Tout retirer et recommencer

## The receipt, turned to the person
counter-receipt-title = Reçu
counter-receipt-done = C'est fait.
    .next = Imprimez le reçu, ou montrez cet écran à la personne.
counter-receipt-voided = Cet encaissement est annulé.
    .next = Les chèques peuvent servir de nouveau.
counter-slip = Votre reçu
counter-slip-voided = Vos chèques vous sont rendus
counter-slip-venue = Lieu
counter-slip-at = Date
counter-slip-used = Chèques utilisés
counter-slip-cheques = { $cheques ->
        [one] { $cheques } chèque ({ $value })
       *[other] { $cheques } chèques ({ $value })
    }
counter-slip-service = Atelier
counter-slip-price = Prix
counter-slip-price-told = { $people ->
        [one] { $price }
       *[other] { $price }, pour { $people } personnes
    }
counter-slip-remainder = Payé en argent, au lieu
counter-slip-remaining = Il reste dans le carnet { $carnet }
counter-slip-given-back = { $cheques ->
        [one] Vous pouvez utiliser de nouveau ce chèque, dans tous les lieux du réseau.
       *[other] Vous pouvez utiliser de nouveau ces { $cheques } chèques, dans tous les lieux du réseau.
    }
counter-slip-word = Gardez ce papier. Vos autres chèques servent dans tous les lieux du réseau.
counter-next = Encaisser d'autres chèques
counter-print = Pour imprimer : Ctrl + P, ou le menu du navigateur. Seul le reçu sort sur le papier.

## The day
counter-day-title = Ma journée
counter-day-none = Aucun chèque encaissé aujourd'hui.
counter-day-sum = { $cheques ->
        [one] { $cheques } chèque encaissé aujourd'hui : { $value }.
       *[other] { $cheques } chèques encaissés aujourd'hui : { $value }.
    }
counter-day-welcomed = { $people ->
        [one] { $people } personne accueillie sans chèque.
       *[other] { $people } personnes accueillies sans chèque.
    }
counter-day-caption = Ce qui a été fait aujourd'hui : { $venue }
counter-day-at = Heure
counter-day-what = Quoi
counter-day-who = Qui
counter-day-then = Suite
counter-day-you = Vous
counter-day-colleague = Un collègue
counter-day-free = { $people ->
        [one] Accueil gratuit de { $people } personne
       *[other] Accueil gratuit de { $people } personnes
    }
counter-day-to-regularise = { $people ->
        [one] Accueil de { $people } personne, à régulariser
       *[other] Accueil de { $people } personnes, à régulariser
    }
counter-day-is-voided = Annulé
counter-day-noted = Noté
counter-day-settled = En cours de paiement
counter-day-undo = Annuler
counter-day-voided = L'encaissement est annulé.
    .next = Rendez les chèques à la personne : ils peuvent servir de nouveau. Si son carnet a été remplacé, faites remplacer le nouveau : le suivant gardera cette valeur.
counter-day-welcome-done = L'accueil est noté.
    .next = Aucun nom n'est gardé. Aucun paiement n'est promis.

## Undoing
counter-void-title = Annuler un encaissement
counter-void-lead = Les chèques seront rendus à la personne. C'est possible jusqu'à ce soir.
counter-void-reason = Pourquoi ?
counter-void-reason-hint = En quelques mots, sans nom : par exemple « erreur de chèque ».
counter-void-reason-missing = Écrivez pourquoi, en quelques mots.
counter-void-button = Annuler cet encaissement

## « Accueillir quand même »
counter-welcome-title = Accueillir quand même
counter-welcome-lead = La personne est venue : elle ne repart pas sans aide. Nous comptons sa visite, sans son nom.
counter-welcome-kind = Comment ?
counter-welcome-later = À régulariser
counter-welcome-later-hint = Le chèque pose une question. Le réseau la regardera avec vous. Aucun paiement n'est promis.
counter-welcome-free = Gratuitement
counter-welcome-free-hint = La personne n'a pas de chèque, ou le garde pour une autre fois.
counter-welcome-kind-missing = Choisissez comment vous accueillez la personne.
counter-welcome-people = Combien de personnes ?
counter-welcome-people-wrong = Écrivez un nombre de 1 à 50.
counter-welcome-button = Noter cet accueil

## « Aujourd'hui »
counter-card-take = Une personne vient avec des chèques ?
counter-card-take-link = Encaisser
counter-card-day = { $cheques ->
        [one] chèque encaissé aujourd'hui
       *[other] chèques encaissés aujourd'hui
    }
counter-card-day-link = Voir ma journée
