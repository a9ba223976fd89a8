# Payment runs, funds of orders, and the check of the books.

runs-title = Règlements
runs-back = Tous les règlements
runs-next = Le prochain règlement
runs-nothing = Aucun chèque n'attend d'être payé.
runs-waiting = { $cheques ->
    [one] 1 chèque attend d'être payé.
   *[other] { $cheques } chèques attendent d'être payés.
}
runs-planned = Préparation prévue le { $day }.
runs-not-planned = La date de préparation n'est pas encore fixée.
runs-see = Voir le détail
runs-see-and-prepare = Voir le détail et préparer
runs-funds = Fonds à confirmer
runs-confirm-funds = Confirmer les fonds
runs-all = Règlements préparés
runs-caption = Du plus récent au plus ancien
runs-none = Aucun règlement n'a encore été préparé.
runs-no = Règlement
runs-stage = Où il en est
runs-cheques = Chèques
runs-amount = Montant
runs-day = Jour du virement
runs-control = Contrôle des comptes

run-name = Règlement n° { $no }
run-stage = { $stage ->
    [preparing] Préparation interrompue
    [prepared] À valider
    [approved] Fichier à produire
    [exported] Paiement à confirmer
   *[confirmed] Terminé à la banque
}
run-no-day = pas encore fixé
run-facts = Où en est ce règlement
run-venues = Ce que reçoit chaque lieu
run-caption = Chèques et montant par lieu
run-payments = Virements
run-prepared = Préparé le
run-approved = Validé le
run-execution = Jour demandé à la banque
run-exported = Fichier produit le
run-confirmed = Payé le
run-reference = Référence de la banque
run-mine = Vous avez préparé ce règlement.
    .next = Une autre personne doit le valider : prévenez-la.
run-resume = La préparation s'est arrêtée avant la fin.
    .link = Reprendre la préparation
run-approve-title = Valider ce règlement
run-approve-lead = Regardez les montants. Après validation, ils ne changent plus.
run-day = Jour du virement
run-day-hint = Le jour où la banque doit payer. Demain, si vous laissez ce jour.
run-approve = Valider le règlement
run-export-title = Produire le fichier de la banque
run-export-lead = Le fichier contient tous les virements. Déposez-le sur le site de votre banque.
run-export = Produire le fichier
run-export-again = Obtenir le fichier de nouveau
run-file-ready = Le fichier est prêt.
run-file-fetch = Télécharger le fichier de la banque
run-file-once = Ce lien sert une seule fois, dans les dix minutes. Vous pourrez en demander un autre.
run-confirm-title = Confirmer le paiement
run-confirm-lead = Quand la banque a payé, recopiez la référence de son relevé.
run-bank-reference = Référence de la banque
run-bank-reference-hint = Elle est sur le relevé de compte, par exemple « VIR 2025-118 ».
run-confirm = Confirmer le paiement

preview-title = Le prochain règlement
preview-held = { $cheques ->
        [one] 1 chèque retenu, { $amount }
       *[other] { $cheques } chèques retenus, { $amount }
    }, dans { $venues ->
        [one] 1 lieu.
       *[other] { $venues } lieux.
    } Ils attendent un prochain règlement.
preview-lead = { $cheques ->
    [one] C'est la valeur de 1 chèque accepté.
   *[other] C'est la valeur de { $cheques } chèques acceptés.
}
preview-since = Le règlement d'avant a été préparé le { $at }.
preview-interrupted = Une préparation s'est arrêtée avant la fin.
    .next = En préparant, vous la reprenez.
preview-unpaid = Ces structures n'ont pas de compte bancaire validé :
    .next = Leur part attend un prochain règlement. Demandez leur compte, ou appelez le réseau.
preview-carried = Reporté d'avant
preview-paid = À payer
preview-capped = { $paid } maintenant, { $rest } au règlement suivant : le premier virement sur un compte nouveau est limité
preview-waits = Attend : { $why }
preview-venue = Lieu
preview-structure = Structure payée
preview-caption = Ce que recevra chaque lieu
preview-then = Ensuite, une autre personne valide. Rien n'est payé avant.
preview-prepare = Préparer ce règlement

control-title = Contrôle des comptes
control-back = Aujourd'hui
control-lead = Tout est recompté depuis les écritures, chèque par chèque.
control-holds = Tout est juste.
control-at = Dernier contrôle le { $at }.
control-wrong = { $count ->
    [one] 1 règle n'est pas respectée
   *[other] { $count } règles ne sont pas respectées
}
control-wrong-of = En défaut : { $wrong } sur { $counted }.
control-right = Ce qui est juste
control-counted = (examinés : { $counted })
control-never = Aucun contrôle n'a encore été fait.
control-check = Contrôler maintenant

funds-title = Confirmer les fonds d'une commande
funds-lead = Confirmez quand l'argent est sur le compte. Les carnets que ce montant couvre deviennent alors actifs, dans l'ordre de leurs numéros.
funds-amount = Montant reçu, en euros
funds-amount-hint = Tout ce que la commande attend, ou une partie. Par exemple « 12 000 » ou « 12 000,50 ».
funds-amount-wrong = Écrivez le montant en chiffres, par exemple « 12 000 ».
funds-reference = Numéro de mandat ou de virement
funds-reference-hint = Celui du relevé de compte.
funds-confirm = Confirmer les fonds
funds-received = Déjà reçu
funds-awaited = Encore attendu
funds-covered = Carnets couverts
funds-parts = Les versements reçus
funds-part-at = Reçu le
funds-part-amount = Montant
funds-came = Les fonds ont été confirmés le { $at }.
    .next = Les chèques émis sont actifs.

## What the bank says

bank-title = Fichiers de la banque
bank-back = Tous les fichiers de la banque
bank-lead = Déposez ici les fichiers de la banque. Chaque écriture retrouve son virement ou sa commande.
bank-file = Fichier de la banque
bank-file-hint = Un relevé (camt.053), un avis (camt.054) ou une réponse à vos virements (pain.002), au format XML.
bank-import = Importer ce fichier
bank-wrong-none = Choisissez le fichier de la banque.
bank-wrong-kind = Choisissez un fichier XML, tel que la banque le donne.
bank-files = Fichiers importés
bank-caption = Du plus récent au plus ancien
bank-none = Aucun fichier n'a encore été importé.
bank-number = Numéro
bank-kind = Type
bank-until = Jusqu'au
bank-balance = Solde
bank-no-balance = Sans solde
bank-imported = Importé le
bank-kind-name = { $kind ->
    [statement] Relevé de compte
    [notification] Avis d'opérations
   *[answer] Réponse à un fichier de virements
}
bank-report-title = Ce que dit la banque
bank-of-number = Numéro { $number }
bank-days = Du { $from } au { $until }
bank-opening = Solde au début
bank-closing = Solde à la fin
bank-entries = Écritures
bank-paid = Virements payés
bank-rejected = Virements rejetés
bank-returned = Virements revenus
bank-accepted = Virements reçus par la banque
bank-known = Déjà connues
bank-proposed = Fonds à confirmer
bank-funds = Fonds confirmés
bank-unmatched = À regarder
bank-lines = Écriture par écriture
bank-no-line = Ce fichier ne contient aucune écriture.
bank-see-run = Voir le règlement
bank-confirm-funds = Ce sont les fonds de cette commande
bank-ending = { $ending ->
    [paid] { $known ->
        [yes] Virement payé : { $about }.
       *[no] Règlement payé en une fois.
    }
    [rejected] { $known ->
        [yes] Virement rejeté, de nouveau dû : { $about }.
       *[no] Règlement rejeté, de nouveau dû.
    }
    [returned] Virement revenu, de nouveau dû : { $about }.
    [accepted] { $known ->
        [yes] La banque a reçu ce virement : { $about }.
       *[no] La banque a reçu ce règlement.
    }
    [proposed] Sans doute les fonds de la commande { $about }.
    [funds] Fonds de la commande { $about }, confirmés.
   *[known] Déjà connue.
}

returns-title = Virements rejetés ou revenus
returns-lead = L'argent de ces virements est de nouveau dû. Il part avec le prochain règlement, une fois le compte vérifié.
returns-none = Aucun virement n'est revenu.
returns-caption = Du plus récent au plus ancien
returns-who = Structure
returns-account = Compte
returns-what = Ce que dit la banque
returns-when = Appris le

transfer-stage = { $stage ->
    [open] Pas encore payé
    [paid] Payé
    [rejected] Rejeté par la banque
   *[returned] Revenu de la banque
}
transfer-caption = Un virement par structure
transfer-sent = Envois
run-transfers = Virements et réponses de la banque
run-held-title = Ce qui attend un prochain règlement
run-held = { $why ->
    [no-account] aucun compte n'est validé
    [cooling] le compte est nouveau : trois jours d'attente
    [suspended] un virement est revenu : le compte est à vérifier
    [minimum] le montant est sous le minimum
    [capped] le premier virement sur un compte nouveau est limité : le reste attend
   *[changed] le compte a changé depuis la préparation
}
run-held-caption = Montant et raison par lieu
run-why = Raison
run-new-accounts = { $count ->
    [one] 1 compte de ce règlement n'a jamais été payé.
   *[other] { $count } comptes de ce règlement n'ont jamais été payés.
}
run-new-seen = J'ai regardé chacun de ces comptes
run-version = Format du fichier
run-version-nine = pain.001.001.09 (le plus récent)
run-version-three = pain.001.001.03 (certaines banques)
run-bank-files = Un fichier de la banque confirme chaque virement tout seul.
    .link = Importer un fichier de la banque

accounts-title = Comptes à valider
accounts-lead = Une personne propose un compte, une autre décide. Aucun paiement ne part pendant les trois jours qui suivent un changement.
accounts-none = Aucun compte n'attend de décision.
account-proposed-for = Compte proposé pour { $name }
account-look = Regarder et décider
account-own = Vous avez proposé ce compte.
    .next = Une autre personne doit décider : prévenez-la.
account-holder = Titulaire
account-iban = Compte
account-bic = Code de la banque (BIC)
account-document = Date du document
account-reference = Régie ou mandat
account-proposed = Proposé le
account-present = Compte actuel
account-first = Aucun : c'est le premier
account-also = Ce compte sert déjà à une autre structure :
    .next = Appelez-la avant de décider.
account-open = Ouvrir le relevé d'identité bancaire
account-check = Que dit la banque du titulaire ?
account-check-hint = C'est la vérification du bénéficiaire, sur le site de votre banque.
payee-check = { $check ->
    [match] Le nom est le bon
    [close-match] Le nom est presque le bon
    [no-match] Le nom n'est pas le bon
    [not-possible] La banque ne peut pas répondre
   *[not-asked] Je n'ai pas demandé
}
account-payee-name = Nom donné par la banque
account-payee-name-hint = Seulement si le nom est presque le bon.
account-decision = Votre décision
account-decision-missing = Choisissez : accepter ou refuser.
account-yes = Accepter ce compte
account-no = Refuser ce compte
account-override = Pourquoi l'accepter malgré la réponse de la banque ?
account-override-hint = Seulement si le nom n'est pas tout à fait le bon.
account-refuse-reason = Pourquoi le refuser ?
account-refuse-reason-hint = La structure lira cette raison.
account-then = Les responsables de la structure reçoivent une lettre.
account-decide = Enregistrer la décision

## The terms under which venues are paid

terms-title = Conditions de paiement
terms-lead = Des conditions valent à partir de leur premier jour, jusqu'au premier jour des suivantes. Le passé ne change pas.
terms-none = Aucune condition n'est fixée. Tout est payé, même un petit montant.
terms-caption = Conditions d'aujourd'hui, puis celles à venir
terms-from = À partir du
terms-minimum = Plus petit paiement
terms-first = Premier virement sur un compte, au plus
terms-first-none = Pas de limite
terms-delay = Délai après la fin du mois
terms-set = Fixer de nouvelles conditions
terms-from-hint = Un jour à venir. Dès ce jour, les lieux lisent ces conditions dans le calendrier public.
terms-from-wrong = Choisissez un jour à venir.
terms-minimum-hint = De 0 à 1 000 €. Une somme plus petite attend le règlement suivant, elle n'est pas perdue.
terms-minimum-wrong = Écrivez un montant de 0 à 1 000 €, par exemple 15 ou 15,50.
terms-first-field = Premier virement sur un compte, au plus
terms-first-hint = Laissez vide s'il n'y a pas de limite. Sinon, jusqu'à 100 000 €, et au moins le plus petit paiement. Ce qui dépasse attend le règlement suivant, il n'est pas perdu.
terms-first-wrong = Écrivez un montant jusqu'à 100 000 €, au moins égal au plus petit paiement, ou laissez vide.
terms-delay-field = Délai promis, en jours
terms-delay-hint = De 1 à 90 jours après la fin du mois.
terms-delay-wrong = Écrivez un nombre de jours, de 1 à 90.
terms-do = Fixer ces conditions
terms-done = Ces conditions sont fixées.
    .next = Elles valent à partir de leur premier jour.
terms-public = Calendrier public des règlements
