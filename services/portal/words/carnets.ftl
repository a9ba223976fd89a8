# Booklets one by one: somebody has lost theirs, or a box has to go somewhere. Nobody is named.

## Looking for a booklet
carnets-title = Carnet perdu ou volé
carnets-lead = Bloquez-le tout de suite, même au téléphone : ses chèques seront refusés partout.
carnets-number = Numéro du carnet
carnets-number-hint = Il est sur le talon que la personne garde chez elle : par exemple K7QMX-0042.
carnets-without = Sans le numéro
carnets-day-field = Jour où le carnet a été remis
carnets-home-field = Commune de la personne
carnets-look = Chercher
carnets-none = Aucun carnet ne correspond. Essayez un autre jour, ou la commune voisine.
carnets-found = Carnets trouvés
carnets-day = Remis le
carnets-given-by = Remis par
carnets-state = État
carnets-unknown = Inconnu
carnets-not-given = Pas encore remis
carnets-in-stock = En réserve
carnets-left = { $cheques ->
        [0] Terminé
        [one] { $cheques } chèque à utiliser
       *[other] { $cheques } chèques à utiliser
    }
carnets-lost = Perdu
carnets-stolen = Volé
carnets-missing = Manquant dans un envoi
carnets-replaced = Remplacé

## One booklet
carnets-back = Chercher un autre carnet
carnets-one = Carnet { $carnet }
carnets-since = Bloqué depuis le
carnets-holder = Réserve de
carnets-remains = Reste
carnets-until = Chèques acceptés jusqu'au
carnets-replaced-by = Remplacé par
carnets-replaces = Remplace
carnets-block-title = Bloquer ce carnet
carnets-block-lead = Ses chèques seront refusés partout, dès maintenant. On peut le débloquer s'il est retrouvé.
carnets-why = Que s'est-il passé ?
carnets-why-missing = Choisissez : perdu ou volé.
carnets-reason = Comment le savez-vous ?
carnets-reason-hint = En quelques mots, sans nom : par exemple « La personne a appelé ».
carnets-reason-missing = Écrivez quelques mots : 200 caractères au plus.
carnets-block = Bloquer le carnet
carnets-block-done = Le carnet est bloqué.
    .next = Ses chèques sont refusés partout. Vous pouvez remettre un carnet de remplacement.
carnets-unblock-title = Le carnet est retrouvé
carnets-found-how = Où était-il ?
carnets-found-hint = En quelques mots, sans nom : par exemple « Dans un tiroir ».
carnets-unblock = Débloquer le carnet
carnets-unblock-done = Le carnet est débloqué.
    .next = Ses chèques peuvent servir de nouveau.
carnets-replace = Remplacer le carnet
carnets-replace-title = Remplacer un carnet
carnets-replace-lead = Le nouveau carnet garde les chèques qui restent, et ceux qu'un lieu a rendus depuis un remplacement. Les anciens codes ne serviront plus jamais.
carnets-back-one = Revenir au carnet
carnets-new = Numéro du nouveau carnet
carnets-new-hint = Il commence par les mêmes cinq signes que l'ancien.
carnets-new-missing = Écrivez le numéro du nouveau carnet.
carnets-slip-title = Carnet remplacé
carnets-slip-done = C'est fait : le nouveau carnet remplace l'ancien.
    .next = Imprimez ce papier et donnez-le à la personne.
carnets-slip = Votre nouveau carnet
carnets-slip-word = { $cheques ->
        [one] Servez-vous du premier chèque. Les autres sont annulés : nous les avons retirés du carnet.
       *[other] Servez-vous des { $cheques } premiers chèques. Les autres sont annulés : nous les avons retirés du carnet.
    }

## Stocks
reserve-title = Les réserves de carnets
reserve-back = Revenir aux réserves
reserve-all = Carnets à remettre, réserve par réserve
reserve-holder = Réserve
reserve-carnets = Carnets
reserve-nobody = Le réseau
reserve-empty = Aucun carnet dans cette réserve.
reserve-done = C'est fait.
    .next = Les réserves sont à jour.
lot-first = Premier numéro
lot-first-hint = Sur la couverture : par exemple K7QMX-0001.
lot-first-missing = Écrivez le numéro du premier carnet.
lot-last = Dernier numéro
lot-last-hint = Laissez vide pour un seul carnet.

## Sending
parcel-send-title = Envoyer des carnets
parcel-send-lead = Les carnets passent dans la réserve de qui les reçoit, qui les compte à l'arrivée.
parcel-send-to = À qui ?
parcel-send-choose = Choisissez
parcel-send-to-missing = Choisissez à qui vont les carnets.
parcel-send-do = Envoyer

## Parcels
parcel-all = Les envois
parcel-none = Aucun envoi pour le moment.
parcel-numbers = Numéros
parcel-from = De
parcel-to = Vers
parcel-sent = Envoyé le
parcel-state = État
parcel-late = À compter, en retard
parcel-waits = À compter
parcel-counted = Compté, complet
parcel-short = { $missing ->
        [one] Il manque { $missing } carnet
       *[other] Il manque { $missing } carnets
    }
parcel-title = Un envoi de carnets
parcel-slip = Bordereau d'envoi
parcel-counted-at = Compté le
parcel-word = Comptez les carnets à l'arrivée, puis dites combien il y en a.
parcel-count = Combien de carnets y a-t-il ?
parcel-count-missing = Écrivez combien de carnets vous avez comptés.
parcel-missing = Numéros des carnets manquants
parcel-missing-hint = Un par ligne. Laissez vide si tout est là. Ces carnets seront bloqués.
parcel-count-do = Enregistrer le compte
parcel-sent-done = Les carnets sont envoyés.
    .next = Imprimez ce bordereau et mettez-le dans le colis.
parcel-count-done = Le compte est enregistré.
    .next = S'il manque des carnets, le réseau est prévenu.

## Out of a stock
return-title = Rendre des carnets
return-lead = Rendez ceux que vous ne remettrez pas avant la fin de la distribution.
lose-title = Bloquer des carnets avant leur remise
lose-lead = Une boîte est perdue ou volée : tous ses carnets sont bloqués d'un coup.
lose-why = Que s'est-il passé ?
lose-lost = Ces carnets sont perdus
lose-stolen = Ces carnets sont volés
lose-reason = Comment le savez-vous ?
lose-reason-hint = En quelques mots : par exemple « Armoire forcée cette nuit ».

## Into a stock
allot-title = Mettre des carnets dans une réserve
allot-lead = Le prescripteur les a déjà en main : rien n'est envoyé, rien n'est à compter.
allot-order-missing = Choisissez une commande.
allot-first = Premier numéro dans la commande
allot-last = Dernier numéro dans la commande
allot-number-missing = Écrivez un nombre.
allot-do = Mettre dans la réserve

## Sharing out
share-title = Répartir des carnets par commune
share-lead = Une part fixe par commune, le reste selon les habitants. Changez les nombres, puis choisissez les réserves.
share-count = Carnets à répartir
share-carnets-missing = Écrivez combien de carnets vous répartissez.
share-fixed = Part fixe par commune
share-fixed-hint = Laissez vide pour tout répartir selon les habitants.
share-propose = Voir la proposition
share-carnets = { $people ->
        [one] Carnets pour { $commune } ({ $people } habitant)
       *[other] Carnets pour { $commune } ({ $people } habitants)
    }
share-to = Réserve pour { $commune }
share-nobody = Aucune : ne rien envoyer
share-none = Choisissez au moins une réserve.
share-do = Envoyer les carnets

## Moves
moves-title = Les mouvements de carnets
moves-all = Mouvements, les derniers d'abord
moves-nothing = Aucun mouvement pour le moment.
moves-at = Le
moves-what = Mouvement
moves-why = Raison
moves-none = Aucun
moves-allotted = Mis en réserve
moves-sent = Envoyés
moves-missing = Manquants à l'arrivée
moves-returned = Rendus au réseau
moves-lost = Perdus
moves-stolen = Volés
moves-handed-over = Remis
moves-blocked = Bloqués
moves-unblocked = Débloqués
moves-replaced = Remplacés

## « Aujourd'hui »
reserve-card-parcels = { $count ->
        [one] envoi de carnets à compter
       *[other] envois de carnets à compter
    }
reserve-card-short = { $count ->
        [one] envoi de carnets incomplet
       *[other] envois de carnets incomplets
    }
reserve-card-late = { $count ->
        [one] envoi de carnets attend d'être compté depuis plus de deux semaines
       *[other] envois de carnets attendent d'être comptés depuis plus de deux semaines
    }
reserve-card-link = Voir les envois
carnets-card = Une personne a perdu son carnet ?
carnets-card-link = Chercher ce carnet
