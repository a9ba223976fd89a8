# What everybody may read. Sentences of at most fifteen words, one idea each, « vous », the same word for the same thing.

## Home
home-title = Trouver de l'aide près de chez vous
home-lead = Un courriel, une démarche, une photo à envoyer : quelqu'un vous montre, à votre rythme.
home-description = Près de chez vous, un lieu vous aide avec l'ordinateur, le téléphone ou internet.
home-how = Comment ça marche
home-one = Trouvez un lieu
    .text = Écrivez le nom de votre commune. Vous voyez les lieux proches, leurs horaires et leur téléphone.
home-two = Demandez un carnet
    .text = Le carnet contient des chèques. Ils sont gratuits pour vous. Demandez si vous y avez droit.
home-three = Venez avec un chèque
    .text = Donnez un chèque pour un atelier. Le lieu vous rend un reçu avec ce qui reste.
home-booklet = J'ai déjà un carnet
    .text = Regardez combien de chèques il vous reste, et jusqu'à quand.
    .link = Voir mon carnet
home-map = Tout voir sur une carte
    .text = Chaque commune, et le lieu qui accepte les chèques le plus proche.
    .link = Ouvrir la carte
home-call = Parler à quelqu'un
    .text = Vous préférez le téléphone ? Nous cherchons avec vous.
    .link = Trouver de l'aide

finder-field = Votre commune ou votre code postal
finder-hint = Par exemple : Hesdin, ou 62140
finder-button = Chercher

## A plain camera in front of a cheque
cheque-title = Ceci est un chèque du Pass numérique
cheque-lead = Ce chèque paie une aide avec l'ordinateur, le téléphone ou internet.
cheque-keep = Gardez-le avec son carnet. Donnez-le à l'accueil d'un lieu, le jour de votre atelier.
cheque-find = Trouver un lieu
cheque-left = Voir ce qui reste
cheque-staff = Vous accueillez cette personne ?
    .text = Rien n'a été encaissé. Passez par le guichet pour encaisser ce chèque.
    .link = Aller au guichet

## Help
help-title = Aide
help-lead = Les questions que l'on nous pose le plus. Si la vôtre n'y est pas, demandez-la à l'accueil d'un lieu.
help-phone = Vous pouvez aussi nous appeler :
help-what = Qu'est-ce qu'un chèque du Pass numérique ?
    .answer = C'est un papier qui paie une aide avec l'ordinateur, le téléphone ou internet. Les chèques sont réunis dans un carnet.
help-where = Où utiliser mes chèques ?
    .answer = Dans tous les lieux du réseau. Peu importe la commune où vous avez reçu votre carnet.
help-price = Combien cela coûte-t-il ?
    .answer = Le carnet est gratuit pour vous. Un atelier demande un chèque ou plusieurs, ou rien du tout. C'est écrit sur la page du lieu.
help-left = Combien de chèques me reste-t-il ?
    .answer = Regardez dans « Mon carnet ». Il faut le numéro du carnet et le code d'un seul chèque.
help-refused = Mon chèque ne passe pas. Que faire ?
    .answer = Ce n'est pas de votre faute. Le lieu vous accueille quand même. Il vous dit quoi faire ensuite.
help-lost = J'ai perdu mon carnet.
    .answer = Retournez là où vous l'avez reçu, avec son numéro si vous l'avez noté.
help-data = Que savez-vous de moi ?
    .answer = Rien qui porte votre nom. Vous n'avez pas besoin de compte : le papier suffit.
help-staff = Vous travaillez dans un lieu ?
    .answer = Connectez-vous pour encaisser, voir vos relevés et changer votre fiche.

## The law
legal-title = Mentions légales
legal-who = Qui publie ce site
    .text = Ce site est publié par { $name }, qui en répond.
legal-people = Ce que nous gardons de vous
    .text = Aucun nom n'est lié à un chèque. Les chèques sont comptés, pas les personnes. Le compte d'un professionnel contient son nom et son adresse de courriel. Ses actes sont notés.
legal-cookies = Les témoins de connexion
    .text = Un témoin garde vos réglages de lecture, si vous en choisissez. Un autre garde votre connexion, si vous êtes professionnel. Il n'y en a pas d'autre, et personne ne vous suit.
legal-rights = Vos droits
    .text = Vous pouvez demander ce qui vous concerne, le faire corriger ou effacer. Demandez-le à l'accueil d'un lieu ou par courrier. Vous pouvez aussi vous adresser à la CNIL.
legal-data = D'où viennent les cartes et les chiffres
    .text = Contours : IGN ADMIN EXPRESS COG ; découpage et populations : INSEE/DGCL. Licence Ouverte 2.0.
legal-code = Le logiciel
    .text = Passegué est un logiciel libre, sous licence EUPL-1.2. Rien de cette page ne vient d'un autre site.

## Accessibility
access-title = Accessibilité
access-state = Ce site est non conforme : aucun audit n'a encore été fait.
access-who = { $name } veut que chacun puisse lire ce site et s'en servir. Cette page dit ce qui est fait, et ce qui manque. Elle porte sur le référentiel RGAA 4.1.
access-done = Ce qui est fait
access-done-script = Toutes les pages marchent sans script, sur un vieux téléphone.
access-done-keyboard = Tout se fait au clavier, et l'on voit toujours où l'on est.
access-done-zoom = Le texte peut doubler de taille sans rien cacher.
access-done-contrast = Les textes et les cadres sont bien contrastés, en clair et en sombre.
access-done-forms = Chaque erreur est expliquée en haut de la page et à côté du champ.
access-done-comfort = La page « Confort de lecture » règle les lettres, les couleurs et l'espace.
access-missing = Ce qui manque
access-not-audit = Personne d'extérieur n'a vérifié le site : voilà pourquoi il est « non conforme ».
access-not-readers = Nous n'avons pas essayé tous les lecteurs d'écran.
access-not-documents = Les documents à imprimer n'existent que comme pages de ce site.
access-not-people = Les textes simples n'ont pas été relus par les personnes à qui ils s'adressent.
access-tell = Dites-nous ce qui vous gêne
    .text = Dites-le à l'accueil d'un lieu, de vive voix si vous préférez. Nous cherchons une autre façon de faire, puis nous corrigeons.
access-rights = Si nous ne répondons pas
    .text = Vous pouvez vous adresser au Défenseur des droits, gratuitement :
access-rights-write = Par internet :
access-rights-call = Par téléphone :
access-rights-post = Par courrier, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07

## Reading comfort
comfort-title = Confort de lecture
comfort-lead = Choisissez ce qui vous aide à lire. Vos choix restent sur cet appareil.
comfort-size = Taille des lettres
comfort-size-usual = Habituelle
comfort-size-large = Grande
comfort-size-largest = Très grande
comfort-colours = Couleurs
comfort-colours-machine = Comme mon appareil
comfort-colours-light = Claires
comfort-colours-dark = Sombres
comfort-more = Encore plus lisible
comfort-contrast = Contraste renforcé
comfort-airy = Plus d'espace entre les lettres et les lignes
comfort-keep = Garder ces choix
comfort-motion = Rien ne bouge sur ce site : il n'y a pas d'animation à couper.

## Map
map-title = Carte des communes
map-lead = Les { $count } communes de { $year }. Pour chacune, le lieu le plus proche qui accepte les chèques.
map-name = Carte des communes et des lieux
map-describe = Chaque commune porte un numéro. Plus sa couleur est foncée, plus un lieu est proche. Les mêmes informations sont dans le tableau.
map-legend = Distance par la route jusqu'au lieu le plus proche
map-here = Un lieu dans la commune
map-near = Moins de 5 km
map-middle = De 5 à 10 km
map-far = Plus de 10 km
map-unknown = Aucun lieu connu
map-count = { $count ->
    [one] { $count } commune
   *[other] { $count } communes
}
map-dot = Un lieu qui accepte les chèques
map-about = Distances estimées par la route : ligne droite et 30 % de plus. Classes fixes.
map-table = Communes et lieux les plus proches
map-head-commune = Commune
map-head-venue = Lieu le plus proche
map-head-way = Distance
map-sort-name = Trier par nom
map-sort-way = Trier par distance
map-in-place = Sur place
map-none = Aucun
map-year = Autres années :
map-print = Cette page s'imprime sur une feuille A4.
map-source = Contours : IGN ADMIN EXPRESS COG. Licence Ouverte 2.0.

## Finder
finder-title = Trouver un lieu
finder-cheques = Seulement les lieux qui acceptent les chèques
finder-open = Seulement les lieux ouverts maintenant
finder-map = Voir toutes les communes sur une carte
finder-again = Chercher une autre commune
finder-unknown = Nous ne trouvons pas « { $typed } » dans le territoire.
    .next = Essayez le nom de la commune, ou son code postal. Vous pouvez aussi choisir sur la carte.
finder-which = Quelle commune ?
    .lead = { $count ->
        [one] Une commune correspond à « { $typed } ».
       *[other] { $count } communes correspondent à « { $typed } ». Choisissez la vôtre.
    }
finder-found-as = autrefois { $name }
found-title = Lieux près de { $commune }
found-sort = Appliquer ces choix
found-none = Aucun lieu ne correspond à ces choix.
    .next = Retirez un choix, ou appelez-nous : nous cherchons avec vous.
found-all = Voir tous les lieux, ouverts ou non
found-picture = Carte des lieux trouvés
    .says = La commune { $commune } est en couleur. Chaque lieu porte son numéro dans la liste.
found-caption = { $commune } est en couleur.
found-way = À { $way }, environ { $minutes } min en voiture
found-poster = Imprimer l'affiche des lieux près de { $commune }

## A place
venue-cheques = Accepte les chèques
venue-no-cheques = N'accepte pas encore les chèques
venue-open = Ouvert maintenant
venue-closed = Fermé maintenant
venue-call = Appeler :
venue-phone = Appelez avant de venir
    .text = Dites simplement ce que vous voulez faire. On vous propose un moment.
venue-no-phone = Nous n'avons pas le téléphone de ce lieu. Vous pouvez y passer.
venue-hours = Horaires
venue-no-hours = Nous ne connaissons pas ses horaires. Demandez-les par téléphone.
venue-come = Venir
venue-access = Accueil
venue-coming = Ateliers à venir
venue-nothing = Aucun atelier n'est annoncé. Appelez le lieu : on peut aussi vous aider sur rendez-vous.
venue-away = Ces informations datent d'{ $age }.
    .next = L'ordinateur de ce lieu ne répond pas en ce moment. Appelez avant de venir.
venue-unknown = Les ateliers de ce lieu ne peuvent pas être affichés.
venue-about = À propos
venue-structure = Ce lieu dépend de { $name }.
venue-site = Son site
session-facts = { $minutes } minutes, { $seats } places.
session-price = { $count ->
    [0] Gratuit, sans chèque
    [one] { $count } chèque
   *[other] { $count } chèques
}
level-never = Pour qui n'a jamais touché un ordinateur.
level-beginner = Pour débuter.
level-intermediate = Pour aller plus loin.
level-advanced = Pour les personnes à l'aise.

## My booklet
booklet-title = Mon carnet
booklet-lead = Regardez combien de chèques il vous reste, et jusqu'à quand.
booklet-number = Numéro du carnet
    .hint = Il est écrit sur la couverture. Par exemple : 7VAL-000123
booklet-code = Code d'un chèque
    .hint = Celui d'un seul chèque suffit. Seize signes, par groupes de quatre.
booklet-look = Voir ce qui reste
booklet-nothing-used = Regarder n'utilise aucun chèque.
booklet-no-number = Écrivez le numéro du carnet.
booklet-no-code = Écrivez le code d'un des chèques.
booklet-another = Regarder un autre carnet
booklet-left = { $count ->
    [one] chèque à utiliser
   *[other] chèques à utiliser
}
booklet-usable = Vous pouvez les utiliser jusqu'au { $until }, dans tous les lieux du réseau.
booklet-empty = Tous les chèques de ce carnet ont servi. Demandez un autre carnet là où vous l'avez reçu.
booklet-not-yet = Ce carnet ne peut pas encore servir. Demandez là où vous l'avez reçu.
booklet-ended = Ces chèques étaient acceptés jusqu'au { $until }. Demandez un autre carnet là où vous l'avez reçu.
booklet-blocked = Ce carnet est bloqué : il a été déclaré perdu ou volé, ou un autre le remplace. Demandez dans un lieu du réseau.
booklet-value = Valeur restante
booklet-until = Dernier jour
booklet-where = Trouver où les utiliser

## The poster
poster-title = Affiche : de l'aide près de { $commune }
poster-print = Imprimez cette page sur une feuille A4, puis accrochez-la à hauteur des yeux.
poster-ask = Besoin d'aide avec l'ordinateur, le téléphone ou internet ?
poster-lead = Près de { $commune }, quelqu'un vous montre, à votre rythme.
poster-none = Aucun lieu n'accepte les chèques près d'ici pour le moment.
poster-word = Appelez, ou venez. Il n'y a pas de question bête.
poster-call = Un doute ? Appelez le
poster-site = Tous les lieux : { $address }

## The calendar of settlements

calendar-title = Calendrier des règlements
calendar-lead = Quand les lieux sont payés des chèques qu'ils ont acceptés.
calendar-next = Les prochains règlements
calendar-not-fixed = La date du prochain règlement n'est pas encore fixée.
calendar-terms = Conditions de paiement
calendar-since = Depuis le
calendar-delay = Délai après la fin du mois
calendar-days = { $count ->
    [one] 1 jour au plus
   *[other] { $count } jours au plus
}
calendar-minimum = Plus petit paiement
calendar-first = Premier virement sur un compte nouveau, au plus
calendar-past = Les derniers règlements
calendar-none = Aucun règlement n'a encore eu lieu.
calendar-caption = Du plus récent au plus ancien
calendar-run = Règlement
calendar-no = n° { $no }
calendar-prepared = Préparé le
calendar-execution = Virement demandé pour le
calendar-done = Payé le
calendar-not-yet = Pas encore
