# What every page says: head, foot, forms, trouble. French sentences, plain and kind; « vous »; the next step always.

skip-link = Aller au contenu

## Navigation
nav-main = Menu principal
nav-finder = Trouver un lieu
nav-map = Carte
nav-booklet = Mon carnet
nav-help = Aide
nav-sign-in = Espace des professionnels
nav-today = Aujourd'hui
nav-counter = Encaisser
nav-counter-day = Ma journée
nav-prescriber = Remettre un carnet
nav-requests = Demandes de carnet
nav-learners = Personnes
nav-referrals = Orientations
nav-venue = Mon lieu
nav-operator = Réseau
nav-treasurer = Règlements
nav-funder = Commandes
nav-analyst = Chiffres
nav-members = Membres
nav-trail = Journal
nav-account = Mon compte
nav-sign-out = Se déconnecter

## Foot
foot-phone = Besoin d'aide ? Appelez le
foot-help = Besoin d'aide ? Demandez dans le lieu le plus proche.
foot-comfort = Confort de lecture
foot-calendar = Calendrier des règlements
foot-accessibility = Accessibilité : non conforme
foot-legal = Mentions légales
foot-letters = Courrier de la démonstration

## Forms
form-errors = Il y a quelque chose à corriger
form-error = Erreur :
form-stale = Votre page était restée ouverte longtemps. Tout ce que vous avez écrit est là. Vérifiez, puis envoyez de nouveau.

## Parts
part-step = Étape { $at } sur { $of }
part-change = Modifier
part-pages = Pages de la liste
part-first = Revenir au début de la liste
part-next = Voir la suite

## The session ended in the middle of a form
ended-title = Connectez-vous de nouveau
ended-lead = Votre connexion a pris fin. Rien n'est perdu : tout ce que vous avez écrit est gardé dans cette page.
ended-first = Connectez-vous dans un autre onglet :
ended-link = se connecter (nouvel onglet)
ended-second = Revenez sur cette page, puis envoyez de nouveau.
ended-send = Envoyer de nouveau

## Trouble
trouble-home = Aller à l'accueil
trouble-help = Lire l'aide
trouble-phone = Nous appeler :
trouble-signed-out = Connectez-vous pour continuer
    .next = Cette page est réservée aux personnes connectées.
trouble-forbidden = Cette page n'est pas dans votre rôle
    .next = Demandez à l'administrateur de votre structure s'il vous manque un rôle.
trouble-absent = Nous ne trouvons pas cette page
    .next = Vérifiez l'adresse, ou repartez de l'accueil.
trouble-too-long = Ce texte est trop long pour nous
    .next = Revenez en arrière, raccourcissez le texte, puis envoyez de nouveau.
trouble-unreadable = Nous n'avons pas compris ce qui est arrivé
    .next = Revenez en arrière, puis envoyez le formulaire de nouveau.
trouble-foreign = Ce formulaire ne vient pas de notre site
    .next = Rien n'a été fait. Repartez de l'accueil, puis recommencez.
trouble-away = Le réseau ne répond pas pour le moment
    .next = Rien n'est perdu. Attendez une minute, puis rechargez cette page.
trouble-broken = Quelque chose n'a pas marché de notre côté
    .next = Ce n'est pas de votre faute. Attendez une minute, puis recommencez.
