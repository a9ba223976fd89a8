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
   *[confirmed] Payé
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
    .next = Le règlement ne peut pas être préparé sans elles. Demandez leur compte, ou appelez le réseau.
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
