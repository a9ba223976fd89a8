# The books: balance, accounts, entries, the proof of the funds, what is published of it.

balance-title = Comptabilité
balance-at = Balance au { $day }, jusqu'à la ligne { $line } du registre.
balance-day = À la fin de quel jour ?
balance-show = Afficher
balance-proposal = Les numéros de compte sont une proposition.
    .next = Un expert-comptable les confirme avant la première clôture.
balance-caption = Ce qui est passé par chaque compte
balance-account = Compte
balance-party = Titulaire
balance-debit = Débit
balance-credit = Crédit
balance-left = Solde
balance-none = Rien n'était encore écrit ce jour-là.
balance-total = Le total des débits est { $total }, comme celui des crédits.

account-page = Compte { $number }
account-of = Compte { $number }, { $label }
books-back = Comptabilité
account-from = Du
account-until = Au
account-auxiliary = Numéro du titulaire
account-opening = Solde au début
account-closing = Solde à la fin
account-caption = Écritures, de la plus ancienne à la plus récente
account-none = Aucune écriture entre ces jours.
account-print = Cette page peut être imprimée.
entry-no = Ligne
entry-at = Quand
entry-piece = Pièce
entry-label = Écriture
entry-other = En face

fec-title = Fichier des écritures comptables
fec-lead = C'est le fichier que demandent l'expert-comptable et l'administration fiscale.
fec-siren = Numéro SIREN du réseau
fec-siren-hint = Neuf chiffres, par exemple 200 044 030.
fec-from = Premier jour
fec-from-hint = Laissez vide pour tout écrire depuis le début.
fec-until = Dernier jour
fec-make = Produire le fichier
fec-ready = { $lines ->
    [0] Le fichier est prêt. Il n'a aucune écriture.
    [one] Le fichier est prêt, avec 1 ligne.
   *[other] Le fichier est prêt, avec { $lines } lignes.
}
fec-fetch = Télécharger le fichier

fund-proof-title = Preuve des fonds
fund-proof-lead = Voici ce qui est promis à d'autres, et ce que la banque détient.
proof-at = Calculé le { $at }, jusqu'à la ligne { $line } du registre.
proof-promises = Ce qui est promis
proof-what = À qui
proof-amount = Montant
proof-unused = Chèques payés par les financeurs, pas encore utilisés
proof-due = Dû aux lieux
proof-transit = Virements remis à la banque, pas encore payés
proof-refundable = À rendre aux financeurs
proof-fees = Frais retenus, pas encore versés
proof-recoverable = Trop-perçu que des lieux doivent rendre
proof-promised = Total promis
proof-bank = À la banque
proof-ledger = Selon notre registre
proof-closing = Selon le dernier relevé de la banque
proof-closing-day = Fin de ce relevé
proof-statement = Numéro du relevé
proof-differences = Ce qui sépare le relevé du registre
proof-difference = Différence
proof-about = À propos de
proof-since = Depuis le
proof-same = Aucune différence n'est connue entre le relevé et le registre.
proof-print = Cette page peut être imprimée. Chaque mois, son résultat est publié ici :
difference-kind = { $kind ->
    [in-flight] En route : pas encore vu par la banque
    [late] En retard : attendu par la banque depuis plus d'une semaine
    [not-posted] Vu par la banque, pas encore écrit dans le registre
    [charge] Frais de la banque
    [unknown-credit] Argent reçu, d'origine inconnue
    [unknown-debit] Argent sorti, sans raison connue
   *[unexplained] Écart que rien n'explique
}
fund-proof-verdict = { $verdict ->
    [proven] Prouvé : l'argent est là.
    [unproven] Non prouvé : le relevé de la banque manque, ou il a plus de sept jours.
    [missing] Il manque { $missing } à la banque.
   *[wrong] Nos comptes se contredisent.
}
verdict-next = { $verdict ->
    [proven] La banque détient tout ce qui est promis.
    [unproven] Le trésorier importe le dernier relevé de la banque. La preuve est alors refaite.
    [missing] Regardez les différences ci-dessous, et appelez la banque. Ne préparez aucun règlement.
   *[wrong] Lancez le contrôle des comptes, et appelez le réseau avant tout règlement.
}
verdict-next-funder = Le réseau cherche pourquoi, et ne paie rien d'ici là. Appelez-le si vous voulez en savoir plus.
verdict-short = { $verdict ->
    [proven] Prouvé
    [unproven] Non prouvé
    [missing] Il manque de l'argent
   *[wrong] Comptes contradictoires
}

order-statement-title = Relevé de la commande
order-statement-back = La commande
order-statement-held = C'est ce qui est gardé aujourd'hui pour cette commande.
order-statement-caption = Mois par mois
order-statement-none = Les fonds de cette commande ne sont pas encore reçus.
order-statement-see = Relevé de la commande
order-month = Mois
order-funded = Fonds reçus
order-used = Chèques utilisés
order-given-back = Rendu au financeur
order-held = Gardé à la fin
root-printed = Racine du registre, signée. Gardez ce papier : il montre tout changement fait après coup.

transparency-title = Nos paiements, en clair
open-description = Chaque mois, le réseau montre que l'argent est là, et en combien de jours les lieux sont payés.
transparency-lead = Chaque mois, nous publions deux choses. L'argent des financeurs est-il là ? En combien de jours les lieux sont-ils payés ?
open-last = En { $month }
open-half = { $days ->
    [one] La moitié des chèques a été payée aux lieux en 1 jour ou moins.
   *[other] La moitié des chèques a été payée aux lieux en { $days } jours ou moins.
}
open-most = { $days ->
    [one] Neuf chèques sur dix ont été payés en 1 jour ou moins.
   *[other] Neuf chèques sur dix ont été payés en { $days } jours ou moins.
}
open-totals = Depuis le début
open-funded = Reçu des financeurs
open-used = Chèques utilisés
open-paid = Payé aux lieux
open-venues = Lieux payés
open-months = Mois par mois
open-caption = Du plus récent au plus ancien
open-month = Mois
open-verdict = Preuve des fonds
open-promised = Promis
open-closing = À la banque
open-median = La moitié des chèques
open-ninetieth = Neuf sur dix
open-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
open-too-few = Trop peu pour être dit
open-no-statement = Pas de relevé
open-none = Le premier mois n'est pas encore fini. Revenez au début du mois prochain.
open-how = Le délai va du jour où le chèque est utilisé au jour où la banque paie le lieu. Un nombre trop petit n'est pas montré.

today-proof-missing = { $amount } manquent à la banque.
today-proof-wrong = Nos comptes se contredisent.
today-proof-unproven = La preuve des fonds attend un relevé de la banque.
today-proof-proven = L'argent des financeurs est là : la banque le prouve.
today-proof-see = Voir la preuve des fonds
