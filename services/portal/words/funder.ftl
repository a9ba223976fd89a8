# Orders of booklets: placed, followed, issued; and what became of their cheques.

orders-title = Commandes
orders-back = Toutes les commandes
orders-new = Passer une commande
orders-none = Aucune commande pour le moment.
orders-caption = De la plus récente à la plus ancienne

order-name = Commande { $label }
order-label = Commande
order-funder = Commanditaire
order-stage = Où elle en est
order-carnets = Carnets
order-carnets-hint = Nombre de carnets, pas de chèques.
order-cheques = Chèques en tout
order-per-carnet = Chèques par carnet
order-per-carnet-hint = Le plus souvent 10.
order-face-value = Valeur d'un chèque
order-face-value-euros = Valeur d'un chèque, en euros
order-face-value-hint = Un nombre entier d'euros, le plus souvent 10.
order-value = Montant à payer
order-distribution = Dernier jour pour remettre les carnets
order-distribution-hint = Après ce jour, aucun carnet n'est plus remis.
order-validity = Dernier jour imprimé sur les chèques
order-validity-hint = Ce jour ou plus tard que le précédent.
order-tolerance = Dernier jour où les chèques sont acceptés
order-tolerance-hint = Quelques semaines après le jour imprimé, pour les retardataires.
order-publics = Pour qui
order-publics-hint = Ne cochez rien si la commande est pour tout le monde.
order-everybody = Tout le monde
order-communes = Pour quelles communes
order-communes-hint = Ne cochez rien si la commande est pour toutes les communes.
order-communes-some = Réserver la commande à certaines communes
order-communes-count = { $count ->
    [one] 1 commune
   *[other] { $count } communes
}
order-everywhere = Toutes les communes
order-terms = Ce qui a été commandé
order-placed = Commande passée le
order-signed = Devis signé le
order-funds = Fonds reçus en entier le
order-issued = Carnets émis le
order-closed = Commande close le

order-at = { $stage ->
    [quoted] Devis à signer
    [placed] Commande passée
    [funded] Fonds reçus
    [issued] Carnets émis, fonds attendus
    [active] Chèques actifs
   *[closed] Commande close
}
order-next = { $stage ->
    [quoted] Rien n'est commandé tant que le commanditaire n'a pas signé.
    [placed] Le réseau émet les carnets. Versez le montant sur le compte du réseau.
    [funded] Le réseau émet les carnets.
    [issued] Les chèques seront acceptés quand les fonds seront confirmés.
    [active] Les carnets peuvent être remis et les chèques utilisés.
   *[closed] Ce qui n'a pas été utilisé revient au commanditaire.
}

order-new-title = Passer une commande
order-new-lead = Rien n'est commandé avant votre accord, à la page suivante.
order-between = Écrivez un nombre entier, de { $least } à { $most }.
order-day-wrong = Choisissez un jour, par exemple 31/12/2026.
order-validity-before = Le jour imprimé vient après le dernier jour de remise.
order-tolerance-before = Ce jour vient après le jour imprimé sur les chèques.
order-verify = Vérifier la commande
order-verify-title = Vérifiez vos réponses
order-sum = { $cheques ->
    [one] C'est le montant à payer, pour 1 chèque.
   *[other] C'est le montant à payer, pour { $cheques } chèques.
}
order-then = La commande part au réseau. Elle ne peut plus être changée ensuite.
order-place = Passer la commande

order-issue-lead = Les codes des chèques sont tirés et scellés pour l'imprimeur. Une grande commande prend une minute.
order-issue = Émettre les carnets
order-print-lead = Les codes partent chez l'imprimeur : une personne les demande, une autre les libère.
order-print = Imprimer les carnets
order-file-ready = Le fichier est prêt.
order-file-once = Ce lien sert une seule fois, dans les dix minutes. Vous pourrez en demander un autre.

public-job-seeker = Personnes en recherche d'emploi
public-young = Jeunes de 18 à 25 ans en parcours d'insertion
public-sixty = Personnes de 60 ans et plus
public-minima = Personnes aux minima sociaux
public-other = Autres personnes

funnel-title = Ce que deviennent les chèques
funnel-issued = Émis
funnel-handed-over = Remis à des personnes
funnel-used = Utilisés dans un lieu
funnel-settled = Payés au lieu
funnel-note = { $count ->
    [one] chèque
   *[other] chèques
}, soit { $amount }

## Quotes
quote-new = Établir un devis
quote-until-hint = Après ce jour, le devis ne peut plus être signé.
quote-then = Le devis part chez le commanditaire. Il devient une commande quand il le signe.
quote-make = Établir le devis

## What a funder settles besides
rules-title = Régler les autres conditions
rules-lead = Ces conditions sont écrites dans la commande. Le réseau les vérifie à la remise, au guichet et au paiement. Deux ne sont pas encore vérifiées : les rendez-vous manqués et le montant le plus petit d'un virement.
rules-year = Communes de l'année
rules-cap = Prix le plus haut d'un atelier, en chèques
rules-cap-hint = Laissez vide s'il n'y a pas de limite.
rules-cap-none = Pas de limite
rules-second = Un deuxième carnet pour la même personne
rules-second-choice = { $rule ->
    [libre] À tout moment
    [jamais] Jamais
    [mois] Quelques mois après le premier
   *[utilises] Quand tous les chèques du premier sont utilisés
}
rules-second-told = { $rule ->
    [libre] À tout moment
    [jamais] Jamais
    [mois] { $months } mois après le premier
   *[utilises] Quand tous les chèques du premier sont utilisés
}
rules-months = Nombre de mois
rules-months-hint = Seulement si vous avez choisi quelques mois.
rules-family = La famille peut présenter un chèque
rules-yes = Oui
rules-no = Non
rules-holds = Rendez-vous manqués avant de ne plus garder de chèques
rules-holds-hint = Avec 2, aucun chèque n’est gardé d’avance une troisième fois. Aucun chèque n’est jamais perdu. Laissez vide pour ne rien limiter.
rules-paper = Jours pendant lesquels le lieu garde le papier après son paiement
rules-paper-hint = Par exemple 90.
rules-minimum = Montant le plus petit d'un virement, en euros
rules-minimum-hint = Un lieu à qui l'on doit moins attend le règlement suivant.
rules-number-wrong = Écrivez un nombre, par exemple 3.

## The life of an order
life-steps = Ce qui s'est passé
life-what = Étape
life-when = Quand
life-who = Par
life-said = Précision
life-step = { $step ->
    [quoted] Devis établi
    [signed] Devis signé
    [proof-proposed] Bon à tirer envoyé
    [proof-approved] Bon à tirer approuvé
    [proof-refused] Bon à tirer refusé
    [printed] Carnets imprimés
    [end-validated] Fin de la commande notée par le commanditaire
    [statement-accepted] État contradictoire accepté
   *[statement-disputed] État contradictoire contesté
}
life-documents = Les documents
life-deliveries = Les livraisons
life-calendar = Le calendrier de la fin
delivery-to = Point de remise
delivery-sent = Expédiée le
delivery-counted = Carnets comptés
delivery-missing = Carnets manquants
delivery-waits = Pas encore comptée
calendar-name = Échéance
calendar-day = Jour
calendar-what = Ce qui est annoncé
calendar-told = Annoncé le
calendar-says = { $alert ->
    [month] La fin approche : les quatre compteurs
    [fortnight] Le commanditaire prend acte, les points de remise arrêtent
    [week] Tout carnet remis ensuite est à la charge du commanditaire
    [invalid] Les lieux ne prennent plus les chèques
   *[other] L'état contradictoire est à établir
}
tally-title = Où en sont les carnets
tally-issued = Carnets émis
tally-handed = Carnets remis
tally-stock = Carnets en réserve
tally-started = Carnets entamés
tally-used-cheques = Chèques utilisés
tally-used = Valeur utilisée
tally-unused = Valeur non utilisée

## Documents
paper-name = { $paper ->
    [quote] Devis
    [invoice] Facture de valeur faciale
    [statement] État contradictoire
   *[credit] Avoir
}
paper-title = { $paper ->
    [quote] Devis { $number }
    [invoice] Facture de valeur faciale { $number }
    [statement] État contradictoire { $number }
   *[credit] Avoir { $number }
}
paper-lead = { $paper ->
    [quote] C'est le montant à payer si vous signez ce devis.
    [invoice] C'est la valeur faciale des chèques, sans frais et sans TVA.
    [statement] C'est la valeur reçue et non utilisée, telle que les deux parties la lisent.
   *[credit] C'est la valeur faciale non utilisée, qui revient au commanditaire.
}
paper-pay = { $paper ->
    [invoice] Où verser ce montant
   *[other] Le remboursement
}
paper-back = La commande
paper-number = Numéro
paper-what = Document
paper-day = Établi le
paper-amount = Montant
paper-paid = Payé le
paper-unpaid = Pas encore payé
paper-issuer = Émetteur
paper-follows = Fait suite au document
paper-until = Devis valable jusqu'au
paper-value = Valeur faciale de tous les chèques
paper-holder = Titulaire du compte
paper-iban = IBAN
paper-bic = BIC
paper-say = À rappeler sur le virement
paper-answer = { $answer ->
    [signed] Signé par { $name }, { $at }.
    [accepted] Accepté par { $name }, { $at }.
   *[disputed] Contesté par { $name }, { $at }.
}
paper-hash = Empreinte de ce document :
paper-print = Pour garder ce document, imprimez cette page.

## The proof of print
bat-title = Envoyer un bon à tirer
bat-back = La commande
bat-lead = Le commanditaire a six jours pour l'approuver. Rien n'est imprimé avant.
bat-file = Le bon à tirer
bat-file-hint = Un fichier PDF ou une image. Laissez vide s'il part sur papier.
bat-note = Ce qu'il faut regarder
bat-note-hint = Facultatif, par exemple « logo, couleurs, date ».
bat-send = Envoyer le bon à tirer
bat-open = Obtenir le bon à tirer

## What is done, deed by deed
deed-title = { $deed ->
    [signature] Signer le devis
    [facture] Établir la facture de valeur faciale
    [reponse] Répondre au bon à tirer
    [impression] Noter l'impression des carnets
    [livraison] Expédier des carnets
    [comptage] Compter les carnets d'une livraison
    [fin] Prendre acte de la fin de la commande
    [cloture] Fermer la commande
    [etat] Proposer l'état contradictoire
    [accord] Répondre à l'état contradictoire
    [avoir] Établir l'avoir
   *[remboursement] Confirmer le remboursement
}
deed-lead = { $deed ->
    [signature] Le devis devient votre commande. Vous devrez en verser le montant.
    [facture] Elle prend le numéro suivant de l'année et ne peut plus être changée.
    [reponse] Regardez bien les dates, les logos et les textes : les carnets seront imprimés ainsi.
    [impression] Les carnets sont là, comme le bon à tirer approuvé.
    [livraison] Les carnets partent vers un point de remise, qui les comptera.
    [comptage] Écrivez le nombre de carnets trouvés, même s'il en manque.
    [fin] À sept jours de la fin, tout carnet remis est à votre charge.
    [cloture] Ce qui est venu et n'a pas été utilisé revient au commanditaire.
    [etat] Les chiffres sont figés. Le commanditaire les accepte ou dit ce qui ne va pas.
    [accord] Lisez l'état sur la page de la commande avant de répondre.
    [avoir] Il porte sur la valeur faciale non utilisée, et prend le numéro suivant de l'année.
   *[remboursement] Confirmez quand la banque a payé l'avoir.
}
deed-do = { $deed ->
    [signature] Signer le devis
    [facture] Établir la facture
    [reponse] Envoyer ma réponse
    [impression] Les carnets sont imprimés
    [livraison] Noter l'expédition
    [comptage] Noter le nombre compté
    [fin] Prendre acte
    [cloture] Fermer la commande
    [etat] Proposer l'état
    [accord] Envoyer ma réponse
    [avoir] Établir l'avoir
   *[remboursement] Confirmer le remboursement
}
deed-answer = Votre réponse
deed-answer-wrong = Choisissez une réponse.
deed-yes = { $deed ->
    [reponse] Les carnets peuvent être imprimés ainsi
   *[other] Les chiffres sont justes
}
deed-no = { $deed ->
    [reponse] Il y a quelque chose à changer
   *[other] Je conteste ces chiffres
}
deed-reason = Ce qui ne va pas
deed-reason-hint = À écrire seulement si votre réponse est non.
deed-point = Point de remise
deed-choose = Choisissez
deed-first = Premier carnet
deed-first-hint = Son numéro dans la commande, par exemple 1.
deed-last = Dernier carnet
deed-delivery = Livraison
deed-delivery-of = { $name } : { $count ->
    [one] 1 carnet
   *[other] { $count } carnets
}
deed-counted = Carnets comptés
deed-counted-hint = Le nombre trouvé dans le colis.

## What waits
task-of = Commande { $label } : { $says }
task-says = { $task ->
    [sign] le devis attend votre signature, jusqu'au { $until }.
    [invoice] la facture est à établir.
    [proof] le bon à tirer est à envoyer.
    [answer] le bon à tirer attend votre réponse, jusqu'au { $until }.
    [print] le bon à tirer est approuvé, les carnets sont à imprimer.
    [count] une livraison n'est pas encore comptée.
    [nears] les chèques sont valables jusqu'au { $until }.
    [end] prenez acte de la fin avant le { $until }.
    [close] les chèques ne sont plus acceptés, la commande est à fermer.
    [statement] l'état contradictoire est à proposer.
    [agree] l'état contradictoire attend votre réponse.
    [credit] l'avoir est à établir.
   *[refund] l'avoir est à rembourser.
}
task-do = { $task ->
    [sign] Signer le devis
    [invoice] Établir la facture
    [proof] Envoyer le bon à tirer
    [answer] Répondre
    [print] Noter l'impression
    [count] Noter le nombre compté
    [end] Prendre acte
    [close] Fermer la commande
    [statement] Proposer l'état contradictoire
    [agree] Répondre
    [credit] Établir l'avoir
   *[refund] Confirmer le remboursement
}
task-send = Les carnets sont imprimés : ils peuvent partir vers les points de remise.
task-send-do = Expédier des carnets

## Printing
print-back = Revenir à la commande
print-title = Imprimer les carnets de la commande { $label }
print-lead = Une personne demande les codes, une autre les libère. Chaque téléchargement est noté.
print-done = C'est enregistré.
    .next = La page dit ce qui reste à faire.
print-fetch = Télécharger
print-asked = Demandes
print-asked-at = Demandé le { $at }.
print-data = Fichier pour l'imprimeur
print-data-hint = Toute la commande, une ligne par chèque. Ne l'envoyez à personne d'autre.
print-pages = { $count ->
        [one] Page du carnet { $first }
       *[other] Pages des carnets { $first } à { $last }
    }
print-pages-some = Pages à imprimer ici
print-pages-hint = Une couverture avec un talon à détacher, puis les chèques. Cinquante carnets au plus.
print-waits-other = Une autre personne doit libérer ces codes.
print-waits-you = Vous pouvez libérer ces codes.
print-open = Libéré le { $at }, ouvert pendant un jour.
print-shut = Libéré le { $at }, fermé depuis.
print-fetched = { $count ->
        [0] Jamais téléchargé.
        [one] Téléchargé { $count } fois.
       *[other] Téléchargé { $count } fois.
    }
print-release = Libérer ces codes
print-open-it = Obtenir un lien, bon une fois
print-ask-title = Demander les codes
print-form = Sous quelle forme ?
print-first = Premier carnet, pour des pages
print-first-missing = Écrivez le numéro du premier carnet dans la commande.
print-last = Dernier carnet, pour des pages
print-last-hint = Laissez vide pour un seul carnet.
print-ask = Demander les codes
print-not-issued = Les carnets de cette commande ne sont pas émis : émettez-les d'abord.
print-cancel-title = Annuler ce tirage
print-cancel-lead = Tant que l'argent n'est pas arrivé, les codes peuvent être annulés. La commande est ensuite émise avec de nouveaux codes.
print-cancel-reason = Pourquoi ?
print-cancel = Annuler ce tirage

## The network's fee on an order

fees-title = Frais du réseau
fees-lead = Le réseau garde cette part de ce qu'il paie aux lieux. Le taux est celui du jour où le chèque est utilisé.
fees-none = Aucuns frais : les lieux reçoivent toute la valeur des chèques.
fees-caption = Du taux le plus ancien au plus lointain
fees-from = À partir du
fees-rate = Part de la valeur
fees-zero = Aucuns frais
fees-per-cent = { $rate } %
fees-set = Changer le taux
fees-from-hint = Un jour à venir. Les chèques utilisés avant ce jour gardent leur taux.
fees-from-wrong = Choisissez un jour à venir.
fees-rate-field = Taux, en pour cent
fees-rate-hint = De 0 à 20, par exemple 4 ou 1,5. Zéro met fin aux frais.
fees-rate-wrong = Écrivez un taux de 0 à 20, avec un seul chiffre après la virgule, par exemple 1,5.
fees-do = Fixer ce taux
fees-done = Le taux est fixé.
    .next = Il vaut pour les chèques utilisés à partir de son premier jour.
