# Handing booklets over: somebody is there, and is never named.

## The stock
prescriber-title = Remettre un carnet
prescriber-carnet = Numéro du carnet, ou code d'un de ses chèques
prescriber-carnet-hint = Scannez un chèque, ou tapez le numéro de la couverture : par exemple K7QMX-0042.
prescriber-carnet-missing = Scannez un chèque, ou tapez le numéro du carnet.
prescriber-look = Continuer
prescriber-left = { $carnets ->
        [one] Il reste { $carnets } carnet dans votre réserve.
       *[other] Il reste { $carnets } carnets dans votre réserve.
    }
prescriber-no-stock = Aucun carnet ne vous est réservé. Vous pouvez remettre les carnets que vous avez reçus.
prescriber-stock = Votre réserve, en carnets
prescriber-order = Commande
prescriber-allotted = Réservés
prescriber-gone = Remis
prescriber-rest = Restants
prescriber-until = À remettre avant le
prescriber-recent-title = Derniers carnets remis
prescriber-recent = Derniers carnets remis, sans aucun nom
prescriber-recent-none = Aucun carnet remis pour le moment.
prescriber-carnet-head = Carnet
prescriber-day = Jour
prescriber-home = Commune
prescriber-public = Public

## The publics
prescriber-job-seeker = Demandeur d'emploi
prescriber-young = 18 à 25 ans en parcours d'insertion
prescriber-sixty = 60 ans et plus
prescriber-minima = Bénéficiaire des minima sociaux
prescriber-other = Autre situation

## The booklet
prescriber-back = Revenir à la réserve
prescriber-carnet-title = À qui va ce carnet ?
prescriber-holds = Dans ce carnet
prescriber-cheques = { $cheques ->
        [one] { $cheques } chèque ({ $value })
       *[other] { $cheques } chèques ({ $value })
    }
prescriber-valid = Chèques valables jusqu'au
prescriber-for = Prévu pour
prescriber-ask-public = Quelle est la situation de la personne ?
prescriber-public-missing = Choisissez la situation de la personne.
prescriber-ask-commune = Dans quelle commune habite la personne ?
prescriber-ask-commune-hint = Le nom de la commune ou son code postal.
prescriber-commune-missing = Écrivez le nom de la commune.
prescriber-commune-unknown = Nous ne trouvons pas cette commune dans le territoire. Essayez avec le code postal.
prescriber-commune-which = Plusieurs communes correspondent. Choisissez la bonne.
prescriber-ask-which = Laquelle de ces communes ?
prescriber-ask-seen = Le justificatif
prescriber-ask-seen-hint = Regardez-le seulement : il n'est ni copié, ni gardé.
prescriber-seen = J'ai vu un justificatif de cette situation aujourd'hui
prescriber-seen-missing = Cochez cette case quand vous avez vu le justificatif.
prescriber-former = La personne a-t-elle déjà reçu un carnet de cette commande ?
prescriber-former-hint = Demandez-le-lui. Nous gardons votre réponse, jamais son nom.
prescriber-former-choice = { $way ->
        [jamais] Non, c'est le premier
        [carnet] Oui, et nous avons son numéro
       *[jour] Oui, sans le numéro du carnet
    }
prescriber-former-missing = Choisissez une réponse.
prescriber-former-carnet = Numéro de ce premier carnet
prescriber-former-carnet-hint = Seulement si vous l'avez : il est sur la couverture, par exemple K7QMX-0042.
prescriber-former-carnet-missing = Écrivez le numéro de ce premier carnet.
prescriber-former-day = Jour où il a été donné
prescriber-former-day-hint = Seulement sans le numéro : le jour dont la personne se souvient.
prescriber-former-day-missing = Écrivez le jour où ce carnet a été donné.
prescriber-former-fact = Déjà un carnet ?
prescriber-taken-by = Qui vient chercher ce carnet ?
prescriber-taken-by-holder = La personne elle-même
prescriber-taken-by-family = Quelqu'un de sa famille
prescriber-taken-by-missing = Choisissez qui vient chercher le carnet.
prescriber-taken-by-fact = Qui vient
prescriber-go-on = Continuer

## Confirming
prescriber-back-to-carnet = Modifier
prescriber-confirm-title = Vérifiez avant de remettre
prescriber-eligibility = Justificatif
prescriber-seen-on = Vu par vous le { $day }
prescriber-hand-over = Remettre ce carnet

## The reminder
prescriber-done-title = Carnet remis
prescriber-done = C'est fait : le carnet est à la personne.
    .next = Imprimez ce rappel et donnez-le-lui.
prescriber-slip = Votre carnet de chèques
prescriber-slip-word = Gardez vos chèques. Pour savoir ce qui reste : demandez dans un lieu, ou sur le site, « Mon carnet ».
prescriber-where = Où utiliser vos chèques
prescriber-print = Pour imprimer : Ctrl + P, ou le menu du navigateur. Seul le rappel sort sur le papier.
prescriber-first = Réserver un premier atelier
prescriber-another = Remettre un autre carnet

## « Aujourd'hui »
prescriber-card-left = { $carnets ->
        [one] carnet dans votre réserve, à remettre avant le { $until }
       *[other] carnets dans votre réserve, à remettre avant le { $until }
    }
prescriber-card-none = Une personne a besoin d'un carnet ?
prescriber-card-link = Remettre un carnet
