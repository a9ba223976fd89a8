# « Aujourd'hui », the page where everybody lands.

today-title = Aujourd'hui
today-hello = Bonjour { $name }
today-nothing = Rien n'attend pour le moment. Le menu, en haut de la page, vous mène à vos outils.
today-missing = Une partie de votre journée n'est pas affichée.
    .next = Le réseau ne répond pas pour tout. Rechargez la page dans une minute.
today-second-factor = Votre rôle demande une deuxième preuve : un code en plus de votre adresse.
today-second-factor-link = Choisir ma deuxième preuve
