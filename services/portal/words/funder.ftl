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
order-funds = Fonds reçus en entier le
order-issued = Carnets émis le
order-closed = Commande close le

order-at = { $stage ->
    [placed] Commande passée
    [funded] Fonds reçus
    [issued] Carnets émis, fonds attendus
    [active] Chèques actifs
   *[closed] Commande close
}
order-next = { $stage ->
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
order-print-lead = Le fichier de l'imprimeur contient les codes : ne l'envoyez à personne d'autre.
order-print = Obtenir le fichier de l'imprimeur
order-file-ready = Le fichier est prêt.
order-file-fetch = Télécharger le fichier de l'imprimeur
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
