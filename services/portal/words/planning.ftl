# Series, rooms, who holds workshops, calendars. « Série », « séance », « salle », « agenda »; what is skipped is said, with why.

workshops-series = Créer une série de séances
workshops-done-series = La série est créée : ses séances sont annoncées.

series-title = Créer une série de séances
series-first = Premier jour
series-first-hint = Les séances suivantes tombent le même jour de la semaine.
series-rhythm = Rythme
rhythm-weekly = Chaque semaine
rhythm-other = Une semaine sur deux
rhythm-odd = Les semaines impaires
rhythm-even = Les semaines paires
rhythm-monthly = Une fois par mois, le même jour de la semaine
series-last = Dernier jour
series-last-hint = Sans réponse, la série dure un an.
series-school = Vacances scolaires
series-school-hint = Zone B. Les jours fériés sont toujours laissés de côté.
series-school-too = Garder aussi les séances pendant les vacances scolaires
series-exceptions = Jours sans séance
series-exceptions-hint = Un jour par ligne, comme 31/03/2026.
series-room = Salle
series-room-none = Aucune salle en particulier
series-trainer = Qui anime
series-trainer-none = Personne en particulier
series-needs = À suivre avant
series-needs-hint = Les ateliers qu'il vaut mieux avoir suivis avant celui-ci.
series-look = Voir les dates
series-dates-title = Les dates de cette série
series-dates = Chaque jour de la série, et ce qu'il devient
series-date = Jour et heure
series-becomes = Ce qu'il devient
series-count = { $count ->
    [0] Aucune séance n'aura lieu. Changez le premier jour ou le rythme.
    [one] Une séance aura lieu.
   *[other] { $count } séances auront lieu.
}
series-cut = La série s'arrête au bout d'un an, ou de 200 séances. Créez la suite plus tard.
series-school-known = Les vacances scolaires sont connues jusqu'au { $day }. Après ce jour, regardez le calendrier.
series-save = Créer ces séances
series-sits = La séance a lieu
series-skip-holiday = Laissé de côté : jour férié
series-skip-school = Laissé de côté : vacances scolaires
series-skip-exception = Laissé de côté à votre demande
series-skip-past = Laissé de côté : ce moment est passé
series-skip-room = La salle est prise : écrivez ce jour dans « Jours sans séance », ou changez de salle
series-skip-trainer = La personne anime déjà une séance : écrivez ce jour dans « Jours sans séance », ou changez de personne
holiday-all-saints = Laissé de côté : Toussaint
holiday-armistice = Laissé de côté : 11 novembre
holiday-ascension = Laissé de côté : Ascension
holiday-assumption = Laissé de côté : 15 août
holiday-christmas = Laissé de côté : Noël
holiday-easter-monday = Laissé de côté : lundi de Pâques
holiday-labour-day = Laissé de côté : 1er mai
holiday-national-day = Laissé de côté : 14 juillet
holiday-new-year = Laissé de côté : jour de l'an
holiday-victory = Laissé de côté : 8 mai
holiday-whit-monday = Laissé de côté : lundi de Pentecôte
series-wrong-exceptions = Écrivez chaque jour comme 31/03/2026, un jour par ligne.
series-wrong-rhythm = Choisissez un rythme dans la liste.

rooms-title = Salles et animation
rooms-none = Aucune salle n'est encore enregistrée.
rooms-seats = { $seats ->
    [one] Une place
   *[other] { $seats } places
}
rooms-end = Retirer
rooms-new = Ajouter une salle ou un lieu de permanence
rooms-name = Nom
rooms-name-hint = Par exemple : Salle du conseil, ou Mairie d'Azincourt
rooms-address = Adresse, si c'est ailleurs
rooms-address-hint = Le numéro et la rue. Laissez vide pour une salle de votre lieu.
rooms-commune = Code de la commune, si c'est ailleurs
rooms-commune-hint = Le code INSEE en cinq signes, par exemple 62069 pour Azincourt.
rooms-save = Ajouter
rooms-people = Qui anime
rooms-people-none = Personne n'est encore enregistré.
rooms-who = Nom de la personne
rooms-who-hint = Comme vos collègues l'appellent. Le public ne le voit pas.
rooms-who-save = Ajouter cette personne
rooms-wrong-name = Écrivez un nom, en 80 signes au plus.
rooms-wrong-who = Écrivez le nom de la personne, en 80 signes au plus.
rooms-wrong-commune = Écrivez aussi le code de la commune.
rooms-wrong-address = Écrivez aussi l'adresse.

feeds-title = Agendas à suivre
feeds-what = Un agenda se suit depuis un téléphone ou un site. Il montre les séances, jamais les personnes inscrites.
feeds-opened = L'agenda est ouvert.
feeds-opened-next = Copiez son adresse maintenant : elle ne sera plus montrée. Qui l'a peut suivre l'agenda.
feeds-none = Aucun agenda n'est ouvert.
feeds-close = Fermer
feeds-new = Ouvrir un agenda
feeds-whose = De qui
feeds-whole = Tout le lieu
feeds-save = Ouvrir cet agenda
feeds-of-venue = Les séances du lieu, depuis le { $since }
feeds-of-person = Les séances de { $name }, depuis le { $since }
feeds-of-somebody = Les séances d'une personne partie, depuis le { $since }

calendars-title = Agendas relus
calendars-what = Vous tenez déjà un agenda ailleurs ? Donnez son adresse. Vos séances arrivent ici, sans être écrites deux fois.
calendars-none = Aucun agenda n'est relu.
calendars-facts = Relu le { $at }. { $planned ->
    [0] Aucune séance à venir
    [one] Une séance à venir
   *[other] { $planned } séances à venir
}, { $waiting ->
    [0] rien à compléter.
    [one] une date à compléter.
   *[other] { $waiting } dates à compléter.
}
calendars-new-facts = Cet agenda est relu dans quelques minutes. Rechargez alors la page.
calendars-trouble = La dernière lecture n'a pas marché. Vos séances restent comme elles sont.
calendars-unreachable = Le site de cet agenda ne répond pas. Nous essayons encore toutes les demi-heures ; vérifiez aussi l'adresse.
calendars-refused = Le site répond que cet agenda n'existe pas, ou qu'il n'est pas partagé. Copiez de nouveau son adresse de partage.
calendars-not-public = Cette adresse mène à un réseau privé. Donnez une adresse que tout le monde peut ouvrir.
calendars-sent-around = Cette adresse renvoie trop de fois ailleurs. Copiez de nouveau l'adresse de partage.
calendars-too-large = Cet agenda est trop lourd : plus d'un mégaoctet. Partagez un agenda qui ne contient que vos ateliers.
calendars-too-many = Cet agenda a plus de deux mille rendez-vous. Partagez un agenda qui ne contient que vos ateliers.
calendars-unreadable = Cette adresse ne mène pas à un agenda. Prenez l'adresse « iCal » ou « .ics » du partage.
calendars-unread = Ces rendez-vous n'ont pas pu être lus. Corrigez-les dans votre agenda, ou écrivez la séance ici.
calendars-unread-line = Ligne { $line } : { $why }
calendars-event-broken = il est mal écrit par votre agenda.
calendars-event-nameless = il n'a pas d'identifiant.
calendars-event-untitled = il n'a pas de titre.
calendars-event-no-hour = il dure toute la journée : donnez-lui une heure.
calendars-event-no-date = sa date ne se lit pas.
calendars-event-no-zone = son fuseau horaire est inconnu.
calendars-event-no-rule = sa répétition n'est pas comprise.
calendars-event-length = il dure moins de cinq minutes ou plus de dix heures.
calendars-event-too-often = il revient plus de deux cents fois en un an : la suite est laissée de côté.
calendars-remove = Ne plus relire
calendars-waiting = À compléter
calendars-waiting-what = Dites une fois de quel atelier il s'agit : les dates suivantes du même titre suivront.
calendars-entry-when = { $count ->
    [one] { $when }
   *[other] { $count } dates, la première le { $when }
}
calendars-which = Quel atelier est « { $title } » ?
calendars-which-none = Choisissez
calendars-which-no-workshop = Ce n'est pas un atelier
calendars-complete = Valider
calendars-new = Ajouter un agenda
calendars-address = Adresse de l'agenda
calendars-address-hint = Elle commence par https:// ou webcal:// et finit souvent par .ics. Nous ne la montrons plus ensuite.
calendars-save = Relire cet agenda
calendars-wrong-address = Écrivez l'adresse de partage de votre agenda : elle commence par https:// ou webcal://.
calendars-wrong-which = Choisissez un atelier dans la liste.

bulletin-download = Télécharger les séances pour le bulletin (tableur)
bulletin-day = Jour
bulletin-hour = Heure
bulletin-minutes = Durée en minutes
bulletin-title = Atelier
bulletin-place = Lieu
bulletin-seats = Places
bulletin-price = Prix en chèques
