# « Aujourd'hui », the page where everybody lands.

today-title = Aujourd'hui
today-hello = Bonjour { $name }
today-nothing = Rien n'attend pour le moment. Le menu, en haut de la page, vous mène à vos outils.
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
