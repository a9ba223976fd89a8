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
