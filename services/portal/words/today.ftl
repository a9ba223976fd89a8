# « Aujourd'hui », the page where everybody lands.

today-title = Aujourd'hui
today-hello = Bonjour { $name }
today-nothing = Rien n'attend pour le moment. Le menu, en haut de la page, vous mène à vos outils.
today-invitation = Vous n'avez pas encore de rôle. Une invitation vous attend peut-être.
today-invitation-link = Voir mes invitations
today-missing = Une partie de votre journée n'est pas affichée.
    .next = Le réseau ne répond pas pour tout. Rechargez la page dans une minute.
today-second-factor = Votre rôle demande une deuxième preuve : un code en plus de votre adresse.
today-second-factor-link = Choisir ma deuxième preuve

## Venue managers and the network
today-venue-standing = { $name } : { $state }.
today-venue-open = Ouvrir la fiche du lieu
today-venue-hours = Les horaires de { $name } ne sont pas écrits.
today-venue-hours-link = Écrire les horaires
today-venue-application = Votre demande pour { $name } attend une décision.
today-venue-application-link = Voir la demande
today-operator-applications = { $count ->
        [one] demande d'habilitation attend une décision.
       *[other] demandes d'habilitation attendent une décision.
    }
today-operator-disputes = { $late ->
        [0] { $count ->
            [one] contestation attend une réponse.
           *[other] contestations attendent une réponse.
        }
       *[other] { $count ->
            [one] contestation attend une réponse, dont { $late } en retard.
           *[other] contestations attendent une réponse, dont { $late } en retard.
        }
    }
today-operator-held = { $count ->
        [one] lieu a ses paiements retenus.
       *[other] lieux ont leurs paiements retenus.
    }
today-operator-papers = { $count ->
        [one] demande de chèques papier à regarder.
       *[other] demandes de chèques papier à regarder.
    }
today-pairs = Certains gestes se font à deux : une personne commence, une autre termine.
today-pairs-link = Voir ce qui se fait à deux
today-venue-papers = { $count ->
        [one] demande de chèques papier attend votre réponse.
       *[other] demandes de chèques papier attendent votre réponse.
    }
today-venue-disputes = { $count ->
        [one] contestation a reçu une réponse du réseau.
       *[other] contestations ont reçu une réponse du réseau.
    }

## Payments, orders, figures
today-books-wrong = Le contrôle des comptes a trouvé quelque chose à corriger.
today-books-see = Voir le contrôle
today-run = { $stage ->
    [preparing] La préparation du règlement n° { $no } s'est arrêtée avant la fin.
    [prepared] Le règlement n° { $no } attend une deuxième personne.
    [approved] Le règlement n° { $no } est validé : le fichier est à produire.
   *[exported] Le règlement n° { $no } est à la banque : le paiement est à confirmer.
}
today-run-see = Voir ce règlement
today-funds = { $count ->
    [one] 1 commande attend la confirmation de ses fonds.
   *[other] { $count } commandes attendent la confirmation de leurs fonds.
}
today-next-run = Prochain règlement, prévu le { $day }.
today-next-run-unknown = Prochain règlement : la date n'est pas encore fixée.
today-next-run-see = Voir ce qui sera payé
today-no-order = Vous n'avez pas de commande en cours.
today-orders = { $count ->
    [one] 1 commande est en cours.
   *[other] { $count } commandes sont en cours.
}
today-orders-see = Voir les commandes
today-order-unpaid = La commande { $label } attend vos fonds.
today-order-see = Voir la commande
today-figures = Carnets remis, chèques utilisés, commune par commune.
today-figures-used = { $used ->
    [one] chèque utilisé, sur { $handed } remis.
   *[other] chèques utilisés, sur { $handed } remis.
}
today-figures-see = Voir les chiffres
today-payment = Prochain virement. { $when }
today-payment-at = { $venue } : prochain virement. { $when }
today-payment-see = Voir les relevés

today-accounts = { $count ->
    [one] 1 compte bancaire attend votre décision.
   *[other] { $count } comptes bancaires attendent votre décision.
}
today-accounts-see = Voir les comptes à valider
today-bank = Des virements attendent la réponse de la banque.
today-account-suspended = Un virement est revenu : vos paiements attendent un compte vérifié.
today-account-see = Voir le compte bancaire
