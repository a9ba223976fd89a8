# The network's own pages: applications, venues, structures, lists that others publish.

network-title = Réseau
network-back = Revenir au réseau
network-applications = Demandes d'habilitation
network-applications-waiting = { $count ->
        [0] Aucune demande n'attend.
        [one] Une demande attend une décision.
       *[other] { $count } demandes attendent une décision.
    }
network-applications-open = Voir les demandes
network-applications-none = Aucune demande dans cette liste.
network-venues = Lieux du réseau
network-venues-lead = Chaque lieu, et ce qui peut être fait.
network-venues-open = Voir les lieux
network-venues-none = Aucun lieu n'est encore enregistré.
network-venues-back = Revenir aux lieux
network-venue = Lieu
network-commune = Commune
network-structure = Structure
network-standing = Situation
network-structures = Structures
network-structures-lead = Le registre, avec les numéros SIRET et RNA.
network-structures-open = Voir les structures
network-stocks-lead = Où sont les carnets, qui les attend, et chaque mouvement.
network-stocks-open = Voir les réserves
network-import = Importer une liste de lieux
network-import-lead = Un fichier au standard national, avec son rapport.
network-import-open = Importer un fichier
cases-stages = État des demandes
cases-pending = En attente
cases-accepted = Acceptées
cases-refused = Non acceptées
case-of = Demande de { $structure }, envoyée le { $at }
case-until = jusqu'au { $day }

## The same, side by side
same-heading = Doublons possibles
same-title = Ce lieu, puis ce qui lui ressemble
same-lead = Comparez avant de décider. Deux lieux d'une même structure ne sont pas des doublons.
same-none = Rien ne ressemble à ce lieu dans le réseau.
same-venue = Lieu
same-why = Ressemblance
same-structure = Structure
same-numbers = SIRET, RNA
same-address = Adresse
same-telephone = Téléphone
same-no-venue = Aucun lieu
same-itself = Ce lieu
same-siret = même SIRET
same-rna = même RNA
same-name = même nom, même commune
same-phone = même téléphone

## Deciding
decide-title = Décider
decide-go = Décider de cette demande
decide-own = Vous avez fait cette demande.
decide-own-next = Une autre personne du réseau doit décider.
decide-incomplete = Il manque des réponses ou des pièces.
decide-incomplete-next = Vous pouvez les demander dans les messages avant de décider.
decide-choice = Votre décision
decide-yes = Accepter la demande
decide-no = Ne pas accepter
decide-last-day = Dernier jour de l'habilitation
decide-last-day-hint = Si vous acceptez. Le lieu encaisse jusqu'à ce jour, à minuit.
decide-reason = Raison
decide-reason-hint = Si vous n'acceptez pas. Le demandeur lit cette phrase.
decide-save = Enregistrer la décision
decide-done = La décision est enregistrée.
    .next = Le demandeur la voit dès maintenant.
decide-wrong-choice = Choisissez une décision.
decide-wrong-day = Écrivez le dernier jour de l'habilitation.
decide-wrong-reason = Dites pourquoi, en une phrase que le demandeur lira.

## Suspending, reinstating, withdrawing
standing-heading = Ce que vous pouvez faire
standing-done = C'est fait, dès maintenant.
standing-done-next = La raison est gardée dans le journal.
standing-suspend = Suspendre l'habilitation
standing-reinstate = Rétablir l'habilitation
standing-withdraw = Retirer l'habilitation
standing-effects = Ce que cela change
standing-reason = Pourquoi ?
standing-reason-hint = Le lieu lit cette phrase. 500 signes au plus.
standing-wrong-reason = Dites pourquoi, en une phrase que le lieu lira. 500 signes au plus.
standing-not-now = La situation du lieu a changé : ce geste ne s'applique plus.
suspend-title = Suspendre l'habilitation
suspend-no-cheques = Le lieu ne peut plus encaisser de chèques, à partir de maintenant.
suspend-still-paid = Les chèques déjà encaissés restent payés, aux dates prévues.
suspend-public = La page publique dit que le lieu ne prend plus les chèques.
suspend-agenda = Les ateliers restent annoncés : le lieu continue d'accueillir.
suspend-back = Vous pouvez rétablir l'habilitation à tout moment.
reinstate-title = Rétablir l'habilitation
reinstate-cheques = Le lieu peut de nouveau encaisser des chèques, à partir de maintenant.
reinstate-term = Le terme de l'habilitation ne change pas.
reinstate-public = La page publique dit de nouveau que le lieu prend les chèques.
withdraw-title = Retirer l'habilitation
withdraw-no-cheques = Le lieu ne peut plus encaisser de chèques, à partir de maintenant.
withdraw-still-paid = Les chèques déjà encaissés restent payés, aux dates prévues.
withdraw-public = La page publique dit que le lieu ne prend plus les chèques.
withdraw-again = Pour revenir, le lieu devra faire une nouvelle demande.

## Structures
structures-search = Chercher une structure
structures-search-hint = Un mot du nom, un SIRET ou un RNA
structures-find = Chercher
structures-none = Aucune structure ne correspond.
structures-new = Ajouter une structure
structures-back = Revenir aux structures
structures-name = Nom de la structure
structures-kind = Rôle dans le réseau
structures-siret = SIRET
structures-siret-hint = 14 chiffres, s'il est connu.
structures-rna = RNA
structures-rna-hint = W et neuf signes, pour une association.
structures-unknown = Inconnu
structures-save = Ajouter cette structure
structures-done = La structure est ajoutée.
structures-done-next = Vous pouvez maintenant inviter ses membres.
structures-wrong-name = Écrivez le nom de la structure, en 120 signes au plus.
structures-wrong-kind = Choisissez le rôle de la structure.
kind-venue-holder = Porteur de lieu
kind-prescriber = Prescripteur
kind-funder = Commanditaire
kind-operator = Tête de réseau
kind-intercommunality = Intercommunalité

## Importing
import-lead = Le fichier est lu ligne par ligne. Une ligne refusée n'empêche pas les autres.
import-file-hint = CSV ou JSON, 8 Mo et 20 000 lignes au plus.
import-source = Qui publie cette liste ?
import-source-hint = Par exemple : Département du Pas-de-Calais
import-mode = Essai
import-dry-run = Essayer d'abord, sans rien écrire
import-mapping-title = Mes colonnes ont d'autres noms
import-mapping = Correspondance
import-mapping-hint = Un document JSON, comme il est décrit dans la documentation.
import-send = Lire ce fichier
import-back = Importer un autre fichier
import-wrong-source = Dites qui publie cette liste, en 120 signes au plus.
import-wrong-none = Choisissez un fichier sur votre appareil.
import-wrong-kind = Ce fichier n'est pas lu ici. Choisissez un CSV ou un JSON.
import-refused-caption = Lignes refusées : les cent premières
import-line = Ligne
import-name = Nom
import-reasons = Raisons
import-no-name = Sans nom
imported-title = Rapport de l'import
imported-dry-run = C'était un essai : rien n'est écrit.
imported-dry-run-next = Pour l'écrire, envoyez de nouveau le fichier sans cocher « Essai ».
imported-done = La liste est importée.
imported-done-next = Le public la voit dès maintenant.
imported-rows = Lignes lues
imported-new = Lieux nouveaux
imported-updated = Lieux mis à jour
imported-unchanged = Lieux inchangés
imported-refused = Lignes refusées
imported-remarks = Sur le fichier entier
imported-sheet = Télécharger le rapport (CSV)
imported-sheet-hint = Ce lien sert une fois, pendant dix minutes.

## Acts at the counters
acts-title = Encaissements
acts-lead = Retrouvez un encaissement pour le vérifier, le corriger ou retenir son paiement.
acts-open = Chercher un encaissement
acts-search = Numéro de reçu ou de carnet
acts-search-hint = Le numéro du carnet est écrit sur sa couverture, par exemple K7QMX-0042.
acts-find = Chercher
acts-caption = Encaissements trouvés, les plus récents d'abord
acts-none = Aucun encaissement ne correspond. Vérifiez le numéro.
acts-back = Revenir aux encaissements
act-title = Un encaissement
act-back = Revenir à cet encaissement
act-at = { $venue }, { $at }
act-when = Date et heure
act-where = Lieu
act-cheques = Chèques
act-value = Valeur
act-state = Situation
act-which = Chèque
act-lines = Les chèques de cet encaissement
act-cheque = { $carnet }, chèque { $no }
act-waits = En attente du prochain règlement.
act-in-run = { $stage ->
    [preparing] Dans le règlement n° { $no }, en préparation.
    [prepared] Dans le règlement n° { $no }, à valider.
    [approved] Dans le règlement n° { $no }, validé.
    [exported] Dans le règlement n° { $no }, à la banque.
   *[confirmed] Payé par le règlement n° { $no }.
}
act-held = Retenu le { $at } : { $reason }
act-voided = Annulé par le lieu le { $at } : { $reason }
act-reversed = Corrigé par le réseau le { $at } : { $reason }
act-recoverable = Corrigé par le réseau le { $at }, après paiement : le lieu doit rendre la somme. Motif : { $reason }
act-blocked = Le chèque est bloqué.
act-state-stands = En ordre
act-state-venue-held = Paiements du lieu retenus
act-state-held = { $count ->
    [one] 1 chèque retenu
   *[other] { $count } chèques retenus
}
act-state-undone = { $count ->
    [one] 1 chèque annulé
   *[other] { $count } chèques annulés
}
act-done = C'est enregistré, avec votre nom et votre motif.
act-done-next = Le lieu et le trésorier le voient dès maintenant.
act-venue-held = Les paiements de ce lieu sont retenus.
act-what-to-do = Ce que vous pouvez faire
act-reverse = Corriger cet encaissement
act-hold = Retenir le paiement
act-release = Libérer le paiement
act-others = Voir les autres encaissements de ce lieu
correct-which = Quels chèques ?
correct-wrong-which = Choisissez au moins un chèque.
correct-reason-hint = Cette phrase reste dans l'historique. 200 signes au plus, sans nom de personne.
correct-wrong-reason = Dites pourquoi, en une phrase. 200 signes au plus.
correct-blocked-legend = Ces chèques peuvent-ils servir de nouveau ?
correct-blocked = Non, les bloquer
correct-blocked-hint = À cocher pour un chèque volé, copié ou vendu.
correct-not-now = Plus aucun chèque de cet encaissement n'est concerné.
reverse-cheques = Les chèques choisis ne comptent plus comme utilisés : la personne peut s'en servir de nouveau. Si son carnet a été remplacé, faites remplacer le nouveau : le suivant gardera cette valeur.
reverse-unpaid = S'ils ne sont pas encore payés, le lieu ne les recevra pas.
reverse-paid = S'ils sont déjà payés, la somme est reprise sur les prochains règlements du lieu.
reverse-told = Rien n'est effacé : l'encaissement, la correction et votre motif restent visibles.
hold-waits = Les chèques choisis attendent, hors de tout règlement, jusqu'à ce que vous les libériez.
hold-run = Si un règlement préparé les contient, il devra être préparé de nouveau.
hold-told = Le lieu voit combien de chèques sont retenus.
release-next = Les chèques choisis seront payés par le prochain règlement.
held-heading = Lieux dont les paiements sont retenus
held-none = Aucun.
held-since = Depuis le { $at } : { $reason }
payments-title = Paiements du lieu
payments-hold = Retenir les paiements de ce lieu
payments-release = Libérer les paiements de ce lieu
payments-held = Les paiements de ce lieu sont retenus.
payments-hold-waits = Tout ce qui est dû au lieu attend, hors de tout règlement.
payments-hold-approved = Un règlement déjà validé est payé quand même.
payments-hold-counter = Le lieu peut continuer d'encaisser des chèques, s'il est habilité.
payments-hold-told = Le lieu lit votre motif sur sa page de paiements.
payments-release-next = Tout ce qui était retenu sera payé par le prochain règlement.

## What cheques paid for
services-title = Ateliers payés en chèques
services-lead = Ce que les chèques ont payé depuis un mois, et ce qui mérite un regard. Rien n'a été refusé.
services-open = Voir les ateliers payés
services-days = Du { $from } au { $until }
services-with-session = Chèques pris pour une séance
services-walk-in = Chèques pris sans séance
services-unsaid = Chèques dont l'atelier n'est pas dit
services-remainder = Payé en argent aux lieux
services-look = À regarder
services-look-lead = Ouvrez la ligne, parlez-en au lieu. Vous pouvez retenir ou corriger un encaissement s'il le faut.
services-none = Rien à regarder.
services-caption = Ateliers à regarder, les plus récents d'abord
services-carnets = Carnets à regarder
services-carnets-lead = Ce n'est pas une preuve. Ouvrez les encaissements du lieu, et parlez-en avec lui.
services-carnets-caption = Carnets à regarder, les plus récents d'abord
services-carnet = Carnet
services-whole-at-once = Tous ses chèques ont été pris en une minute.
services-whole-in-a-day = Remis, puis entièrement utilisé dans ce lieu en une journée.
services-before-hand-over = Des chèques ont été présentés, et refusés, avant la remise du carnet.
services-what = Atelier
services-where = Lieu
services-cheques = Chèques
services-expected = Attendu
services-because = Pourquoi
services-name = { $title }, le { $day }
services-expected-told = { $people ->
        [one] { $people } personne, prix { $price }
       *[other] { $people } personnes, prix { $price }
    }
services-seats = { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }
services-more-than-seats = Plus que les places.
services-more-than-price = Plus de chèques que le prix.
services-several-prices = Plusieurs prix pour une séance.
