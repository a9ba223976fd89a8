# The venue's own pages. « Lieu », « atelier », « séance », « demande »; short sentences, no blame, the next step.

venue-list-title = Mes lieux
venue-list-none = Aucun lieu n'est encore enregistré pour votre structure. Commencez par une demande.
venue-list-open = Ouvrir la fiche
venue-applications = Mes demandes d'habilitation
venue-back = Revenir au lieu
venue-standing-never = Ce lieu n'est pas encore habilité : il ne peut pas encaisser de chèques.
    .short = Pas encore habilité
venue-standing-accredited = Ce lieu est habilité jusqu'au { $until }.
    .short = Habilité
venue-standing-suspended = Ce lieu est suspendu depuis le { $since }. Les chèques déjà encaissés restent payés.
    .short = Suspendu
venue-standing-withdrawn = L'habilitation de ce lieu a pris fin le { $since }. Une nouvelle demande est possible.
    .short = Habilitation retirée
venue-standing-lapsed = L'habilitation de ce lieu est arrivée à son terme le { $since }. Demandez son renouvellement.
    .short = Habilitation terminée

## The sheet
sheet-done = C'est enregistré.
sheet-done-next = Le public voit la nouvelle fiche dès maintenant.
sheet-reason = Raison : { $reason }
sheet-hours = Horaires
sheet-hours-none = Les horaires ne sont pas encore écrits.
sheet-hours-change = Modifier les horaires
sheet-say = Ce que le public lit
sheet-address = Adresse
sheet-phone = Téléphone
sheet-mail = Courriel
sheet-website = Site internet
sheet-access = Accueil
sheet-directions = Comment venir
sheet-description = Présentation
sheet-missing = À compléter
sheet-change = Modifier la fiche
sheet-public = Voir la page publique
sheet-more = Aussi pour ce lieu
sheet-workshops = Ateliers et séances

## Changing it
edit-title = Modifier la fiche
edit-lead = Tout ce que vous écrivez ici est public.
edit-name = Nom du lieu
edit-address = Numéro et rue
edit-address-hint = Par exemple : 12 rue de l'Église
edit-phone = Téléphone du lieu
edit-phone-hint = Le public appelle ce numéro en premier.
edit-mail = Courriel du lieu
edit-mail-hint = Une adresse du lieu, pas celle d'une personne.
edit-website = Site internet
edit-website-hint = Par exemple : mairie-hesdin.fr
edit-access = Accueil
edit-access-hint = Cochez tout ce qui est vrai.
edit-directions = Comment venir
edit-directions-hint = Bus, parking, entrée, étage. 500 signes au plus.
edit-description = Présentation
edit-description-hint = Ce que les gens trouvent ici. 1 000 signes au plus.
edit-save = Enregistrer la fiche
edit-wrong-name = Écrivez le nom du lieu, en 120 signes au plus.
edit-wrong-address = Écrivez le numéro et la rue, en 200 signes au plus.
edit-wrong-phone = Écrivez le numéro avec ses chiffres, par exemple 03 21 06 00 00.
edit-wrong-mail = Écrivez l'adresse en entier, par exemple accueil@mairie.fr.
edit-wrong-website = Écrivez l'adresse du site, par exemple mairie-hesdin.fr.
edit-wrong-directions = Ce texte est trop long : 500 signes au plus.
edit-wrong-description = Ce texte est trop long : 1 000 signes au plus.
access-walk-in = On peut venir sans prévenir
access-call = On peut téléphoner
access-mail = On peut écrire un courriel
access-book-online = On peut prendre rendez-vous sur internet
access-referral = Un professionnel peut orienter quelqu'un par courriel
access-not-public = Ce lieu ne reçoit pas de public
access-mobility = Personnes à mobilité réduite
access-hearing = Personnes sourdes ou malentendantes
access-sight = Personnes aveugles ou malvoyantes
access-mental = Personnes en situation de handicap mental
access-literacy = Personnes qui lisent ou écrivent avec difficulté
access-english = On parle anglais
access-languages = On parle d'autres langues

## Hours
hours-title = Modifier les horaires
hours-lead = Écrivez l'heure comme vous la dites : 9 h ou 9 h 30. Laissez vide ce qui ne sert pas.
hours-beyond = Vos horaires actuels disent plus que cette page.
hours-beyond-next = Si vous enregistrez, ils seront remplacés par ce que vous écrivez ici.
hours-from = { $day }, ouverture { $no } : de
hours-until = { $day }, ouverture { $no } : à
hours-closed-legend = { $day } : fermeture
hours-closed = Fermé toute la journée
hours-note = { $day } : précision (par exemple : sur rendez-vous)
hours-holidays = Jours fériés
hours-holidays-closed = Fermé les jours fériés
hours-save = Enregistrer les horaires
hours-wrong-time = Écrivez l'heure comme 9 h ou 9 h 30.
hours-wrong-order = La fin vient après le début.
hours-wrong-before = Cette ouverture commence avant la fin de la précédente.
hours-wrong-closed = Ce jour est marqué fermé et a des horaires. Gardez l'un ou l'autre.
hours-wrong-note = Cette précision est trop longue : 60 signes au plus.
day-monday = lundi
day-tuesday = mardi
day-wednesday = mercredi
day-thursday = jeudi
day-friday = vendredi
day-saturday = samedi
day-sunday = dimanche

## Workshops and sessions
workshops-title = Ateliers et séances
workshops-back = Revenir aux ateliers
workshops-away = La machine du lieu ne répond pas.
workshops-away-next = Elle garde les ateliers et les séances. Revenez dans quelques minutes, ou regardez si elle est allumée.
workshops-away-kept = La machine du lieu ne répond pas. Ce que vous avez écrit est gardé ici : envoyez de nouveau dans quelques minutes.
workshops-done-workshop = L'atelier est créé.
workshops-done-session = La séance est annoncée.
workshops-done-cancel = La séance est annulée.
workshops-done-next = Le public le voit dans quelques instants.
workshops-sessions = Séances à venir
workshops-sessions-none = Aucune séance n'est annoncée.
workshops-seats = { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }
workshops-cancelled = Annulée : { $reason }
workshops-cancel = Annuler la séance
workshops-offered = Ateliers proposés
workshops-offered-none = Aucun atelier n'est encore proposé.
workshops-facts = { $minutes } minutes, { $seats ->
        [one] { $seats } place
       *[other] { $seats } places
    }, { $price ->
        [0] gratuit
        [one] 1 chèque
       *[other] { $price } chèques
    }
workshops-announce = Annoncer une séance
workshops-new = Proposer un nouvel atelier
workshop-title = Proposer un atelier
workshop-name = Titre de l'atelier
workshop-name-hint = Par exemple : Premiers pas sur un ordinateur
workshop-theme = Sujet
workshop-theme-choose = Choisissez un sujet
workshop-level = Pour qui
workshop-minutes = Durée en minutes
workshop-seats = Nombre de places
workshop-price = Prix en chèques
workshop-price-hint = 0 si l'atelier est gratuit.
workshop-save = Proposer cet atelier
workshop-wrong-title = Écrivez un titre, en 120 signes au plus.
workshop-wrong-theme = Choisissez un sujet dans la liste.
workshop-wrong-level = Dites pour qui est l'atelier.
workshop-wrong-minutes = Écrivez une durée entre 5 et 600 minutes.
workshop-wrong-seats = Écrivez un nombre de places entre 1 et 500.
workshop-wrong-price = Écrivez un nombre de chèques entre 0 et 10.
theme-phone = Téléphone et tablette
theme-computer = Ordinateur
theme-internet = Internet
theme-email = Courriel
theme-procedures = Démarches en ligne
theme-safety = Se protéger des arnaques
theme-photos = Photos et fichiers
theme-communication = Parler avec ses proches
theme-job = Chercher un emploi
theme-health = Santé en ligne
theme-parenting = Accompagner ses enfants
theme-office = Écrire, calculer, présenter
theme-creation = Créer
theme-culture = Comprendre le numérique
theme-money = Banque et achats en ligne
theme-school = L'école et ses outils en ligne
theme-upkeep = Entretenir son matériel
theme-business = Le numérique d'un métier ou d'une association
theme-ai = Intelligence artificielle
workshop-language = Langue
language-french = Français
language-sign = Langue des signes française
language-english = Anglais
language-arabic = Arabe
language-ukrainian = Ukrainien
language-other = Une autre langue, que le titre dit
workshop-competences = Ce que l'on apprend
workshop-competences-hint = Les seize compétences de Pix. Cochez seulement ce que l'atelier travaille vraiment.
competence-search = 1.1 Chercher une information
competence-manage = 1.2 Ranger et garder ses fichiers
competence-process = 1.3 Trier et calculer
competence-interact = 2.1 Écrire et répondre
competence-share = 2.2 Partager et publier
competence-collaborate = 2.3 Travailler à plusieurs
competence-take-part = 2.4 Faire ses démarches, tenir sa place en ligne
competence-texts = 3.1 Écrire un document
competence-media = 3.2 Faire des images, des sons, des films
competence-adapt = 3.3 Adapter un document à qui le lit
competence-program = 3.4 Programmer
competence-secure = 4.1 Protéger ses appareils
competence-privacy = 4.2 Protéger ses données et sa vie privée
competence-health = 4.3 Protéger sa santé et la planète
competence-solve = 5.1 Se sortir d'une panne
competence-build = 5.2 Choisir et installer ses outils
workshop-equipment = Ce que le lieu prête
lent-computer = Un ordinateur
lent-tablet = Une tablette
lent-phone = Un téléphone
workshop-access = Pour qui c'est prévu
fit-wheelchair = On peut venir en fauteuil roulant
fit-loop = Une boucle aide à entendre
fit-print = Les documents sont en grands caractères
fit-words = Les mots sont simples, sans longue lecture
fit-children = On peut venir avec ses enfants
workshop-kind = Une porte d'entrée douce
workshop-discovery = C'est une découverte : robots, jeux, exposition
workshop-discovery-hint = Une découverte est gratuite : personne n'a besoin de chèque.
workshop-wrong-discovery = Une découverte est gratuite : écrivez 0, ou décochez « découverte ».
session-title = Annoncer une séance
session-day = Jour
session-day-hint = Par exemple : 31/03/2026
session-hour = Heure de début
session-hour-hint = Par exemple : 14 h 30
session-save = Annoncer cette séance
session-wrong-day = Écrivez le jour comme 31/03/2026.
session-wrong-past = Ce moment est déjà passé. Choisissez un jour à venir.
session-wrong-reason = Dites pourquoi, en une phrase.
cancel-title = Annuler la séance
cancel-reason = Pourquoi est-elle annulée ?
cancel-reason-hint = Le public lit cette phrase.
cancel-save = Annuler cette séance

## Applications of the structure
cases-title = Mes demandes d'habilitation
cases-none = Vous n'avez pas encore fait de demande.
cases-at = Envoyée le { $at }
cases-open = Ouvrir la demande
cases-new = Faire une demande
cases-back = Revenir aux demandes
case-title = Demande d'habilitation
case-back = Revenir à la demande
case-done-sent = Votre demande est envoyée.
    .next = Une personne du réseau la lit, puis une autre décide. La réponse arrive ici.
case-done-message = Votre message est envoyé.
    .next = La réponse arrivera sur cette page.
case-done-grid = Vos réponses sont enregistrées.
    .next = Vous pouvez les changer jusqu'à la décision.
case-done-piece = La pièce est jointe.
    .next = Le réseau peut la lire dès maintenant.
case-reason = Raison donnée : { $reason }
case-holder = Titulaire du compte
case-iban = IBAN
case-bic = BIC
case-grid = Grille d'habilitation
case-incomplete = { $asked ->
        [0] La grille n'est pas encore remplie.
       *[other] Réponses : { $answered } sur { $asked }. Il manque encore des réponses ou des pièces.
    }
case-answer = Répondre à la grille
case-piece = Joindre une pièce

## Applying
apply-title = Demander une habilitation
apply-lead = Pour { $structure } : quatre tâches, dans l'ordre que vous voulez.
apply-kept = Ce que vous écrivez est gardé. Vous pouvez vous arrêter et reprendre plus tard.
apply-check = Vérifier et envoyer
apply-not-ready = Il manque le lieu ou le compte. Complétez-les pour pouvoir envoyer.
apply-back = Revenir aux tâches
apply-save = Enregistrer et continuer
task-place = Le lieu
task-account = Le compte bancaire
task-grid = La grille d'habilitation
task-grid-known = { $count ->
        [one] { $count } réponse
       *[other] { $count } réponses
    }
task-pieces = Les pièces
task-pieces-known = { $count ->
        [one] { $count } pièce
       *[other] { $count } pièces
    }
task-done = Fait :
task-to-do = À faire
task-change = Modifier
task-start = Commencer
place-title = Le lieu
place-which = Pour quel lieu ?
place-new = Un nouveau lieu
place-new-title = Si c'est un nouveau lieu
place-new-lead = Laissez ces cases vides si votre lieu est dans la liste.
place-commune = Commune ou code postal
place-commune-hint = Par exemple : Le Parcq, ou 62770
place-communes = Quelle commune ?
place-commune-choice = { $name } ({ $postcode })
place-wrong-which = Choisissez un lieu, ou « Un nouveau lieu ».
place-wrong-name = Écrivez le nom du lieu, en 120 signes au plus.
place-wrong-address = Écrivez le numéro et la rue, en 200 signes au plus.
place-wrong-commune = Cette commune n'est pas trouvée. Vérifiez son nom, ou écrivez le code postal.
place-wrong-several = Plusieurs communes sont possibles. Choisissez la bonne.
account-bank-title = Le compte bancaire
account-bank-lead = Les chèques encaissés seront payés sur ce compte. Il est au nom de la structure.
account-bank-holder = Titulaire du compte
account-bank-holder-hint = Comme il est écrit sur le RIB.
account-bank-iban = IBAN
account-bank-iban-hint = Il commence par FR76. Les espaces ne comptent pas.
account-bank-bic = BIC
account-bank-bic-hint = 8 ou 11 signes, sur le RIB.
account-bank-wrong-holder = Écrivez le titulaire du compte, en 70 signes au plus.
account-bank-wrong-iban = Cet IBAN ne passe pas le contrôle. Relisez-le sur le RIB.
account-bank-wrong-bic = Le BIC a 8 ou 11 signes. Relisez-le sur le RIB.
send-title = Vérifiez, puis envoyez
send-structure = Structure
send-place = Lieu
send-account = Compte
send-missing = À compléter
send-answered = Réponses données : { $answered } sur { $asked }.
send-grid = Modifier les réponses
send-pieces = Pièces jointes
send-pieces-none = Aucune pièce n'est jointe. Vous pourrez en joindre après l'envoi.
send-lead = En envoyant, vous dites que ces réponses sont vraies.
send-send = Envoyer la demande

## What both sides see
grid-title = Grille d'habilitation
grid-lead = Répondez à ce que vous savez. Vous pourrez compléter jusqu'à la décision.
grid-note = Précision : { $question }
grid-save = Enregistrer mes réponses
reply-yes = Oui.
reply-soon = Bientôt.
reply-no = Non.
reply-none = Pas encore de réponse.
piece-title = Joindre une pièce
piece-lead = Les pièces non envoyées sont effacées au bout d'un jour.
piece-criterion = Que montre cette pièce ?
piece-criterion-choose = Choisissez un critère
piece-file = Fichier
piece-file-hint = PDF ou photo, 20 Mo au plus.
piece-send = Joindre cette pièce
piece-finished = J'ai fini
piece-take-away = Retirer
piece-open = Ouvrir { $name }
piece-missing = Une pièce est demandée ici.
piece-wrong-criterion = Choisissez ce que montre la pièce.
piece-wrong-none = Choisissez un fichier sur votre appareil.
piece-choose-again = Choisissez de nouveau le fichier : le navigateur ne le garde pas.
piece-wrong-long = Ce fichier dépasse 20 Mo. Choisissez une photo plus petite.
piece-wrong-kind = Ce fichier n'est pas lu ici. Choisissez un PDF ou une photo.
piece-wrong-away = Le fichier n'a pas pu être pris. Essayez de nouveau dans un instant.
thread-title = Messages
thread-none = Aucun message pour le moment.
thread-message = Votre message
thread-message-hint = N'écrivez le nom d'aucune personne aidée. 2 000 signes au plus.
thread-send = Envoyer le message
thread-wrong-empty = Écrivez votre message avant de l'envoyer.
thread-operator = pour le réseau, le { $at }
thread-applicant = pour le demandeur, le { $at }
application-pending = La demande attend une décision.
    .short = En attente
application-accepted = La demande est acceptée. Le lieu est habilité jusqu'au { $day }.
    .short = Acceptée
application-refused = La demande n'est pas acceptée. Vous pouvez en faire une autre.
    .short = Non acceptée

## What the venue is paid (« Relevés »)
statements-title = Relevés
statements-back = Mon lieu
statements-back-list = Tous les relevés
statements-all = Ce qui a été payé
statements-none = Aucun règlement n'a encore été préparé pour votre lieu.
statements-caption = Du plus récent au plus ancien
statement-head = Relevé
statement-name = Relevé n° { $no }
statement-venue = Lieu
statement-state = Où en est le paiement
statement-day = Jour demandé à la banque
statement-paid = Payé le
statement-holder = Titulaire du compte
statement-iban = Compte
statement-reference = Référence du virement
statement-carried = Reporté de règlements d'avant
statement-fee = Frais du réseau
statement-offset = Repris sur ce que vous devez
statement-sum = Montant payé
statement-held = Pas encore payé
statement-left = Reste à payer
statement-rest = { $rest }. Le premier virement sur un compte nouveau est limité à { $most }, pour tous les lieux de la structure. Le reste part avec le règlement suivant.
statement-bounced = Réponse de la banque
statement-caption = Chèque par chèque
statement-line-at = Accepté le
statement-line-carnet = Carnet
statement-line-cheque = Chèque n°
statement-line-value = Valeur
statement-line-service = Atelier
statement-line-walk-in = { $title } (sans séance)
statement-print = Cette page s'imprime.
statement-csv = Télécharger toutes les lignes pour un tableur

payment-title = Prochain virement
payment-on = Virement demandé à la banque pour le { $day }.
payment-decided = Règlement préparé : une deuxième personne le valide.
payment-planned = Prochain règlement prévu le { $day }.
payment-not-planned = La date du prochain règlement n'est pas encore fixée.
payment-nothing = Aucun chèque n'attend d'être payé.
payment-held = { $cheques ->
        [one] 1 chèque, { $amount }, est retenu : le réseau le vérifie.
       *[other] { $cheques } chèques, { $amount }, sont retenus : le réseau les vérifie.
    }
payment-all-held = Vos paiements sont retenus par le réseau. Motif : { $reason }
payment-besides = { $cheques ->
    [one] Ensuite : { $amount }, pour 1 chèque.
   *[other] Ensuite : { $amount }, pour { $cheques } chèques.
}
payment-stage = { $stage ->
    [prepared] En cours de validation
    [approved] Virement en préparation
    [exported] Virement demandé
   *[confirmed] Payé
}

## Disputes about statements
disputes-title = Mes contestations
disputes-network-title = Contestations des lieux
disputes-network-lead = Ce que les lieux signalent sur leurs relevés : une réponse est due en 15 jours.
disputes-lead = Ce que vous avez signalé sur vos relevés, et les réponses du réseau.
disputes-caption = Contestations, les plus récentes d'abord
disputes-none = Aucune contestation.
disputes-back = Revenir aux contestations
disputes-open = Voir les contestations
dispute-title = Une contestation
dispute-back = Revenir à cette contestation
dispute-what = Objet
dispute-venue = Lieu
dispute-run = Règlement n°
dispute-since = Ouverte le
dispute-state = Situation
dispute-line = { $carnet }, chèque { $no }, { $value }
dispute-missing = Un chèque manque sur le relevé
dispute-open = Le réseau répond au plus tard le { $day }.
dispute-late = La réponse était attendue le { $day }.
dispute-answered = Le réseau a répondu. Vous pouvez encore écrire.
dispute-paid-as-is = Payée telle quelle
dispute-reversed = Encaissement corrigé
dispute-explained = Manque expliqué
dispute-by-venue = Le lieu, le { $at }
dispute-by-network = Le réseau, le { $at }
dispute-message = Votre message
dispute-message-hint = 1 000 signes au plus. N'écrivez pas le nom d'une personne accompagnée.
dispute-wrong-message = Écrivez votre message, en 1 000 signes au plus.
dispute-statement = Voir le relevé
dispute-close = Clore la contestation
close-outcome = Comment se termine-t-elle ?
close-paid-hint = La ligne était juste : rien ne change.
close-reversed-hint = La ligne était fausse : l'encaissement est corrigé tout de suite, et la somme reprise.
close-explained-hint = Le chèque qui manquait n'a pas été encaissé ici, ou il est ailleurs : dites où.
close-wrong-outcome = Choisissez comment la contestation se termine.
close-reason = Expliquez au lieu
close-reason-hint = Le lieu lit cette phrase. 200 signes au plus.
close-wrong-reason = Expliquez en une phrase, en 200 signes au plus.
open-title = Contester un relevé
open-back = Revenir au relevé
open-lead = Le réseau vous répond en 15 jours. Le paiement n'attend pas la réponse.
open-line = Quelle ligne ?
open-line-hint = Si un chèque manque sur le relevé, gardez le premier choix.
open-missing = Un chèque manque
open-cheque = { $carnet }, chèque { $no }, le { $at }
open-message = Que se passe-t-il ?
open-send = Envoyer au réseau
open-link = Contester une ligne, ou signaler un chèque qui manque

## Torn cheques, ticked against a statement
ticks-link = Imprimer la liste à cocher des chèques papier
ticks-title = Liste à cocher des chèques papier
ticks-lead = Chèques de ce relevé : { $cheques }. Cochez chaque chèque que vous avez dans vos papiers.
ticks-caption = Chèques du relevé, carnet par carnet
ticks-carnet = Carnet
ticks-cheques = Chèques à cocher
ticks-days = Acceptés le
ticks-keep-until = Gardez les chèques déchirés, tamponnés, jusqu'au { $day }. Le réseau peut les demander.
ticks-keep-unpaid = { $days ->
        [0] Gardez les chèques déchirés, tamponnés, jusqu'au paiement de ce relevé. Le réseau peut les demander.
        [one] Gardez les chèques déchirés, tamponnés, jusqu'à { $days } jour après le paiement de ce relevé. Le réseau peut les demander.
       *[other] Gardez les chèques déchirés, tamponnés, jusqu'à { $days } jours après le paiement de ce relevé. Le réseau peut les demander.
    }
ticks-missing = Si un chèque manque dans vos papiers, dites-le au réseau : écrivez une contestation sur ce relevé.
## The bank account

own-account-title = Compte bancaire
own-account-state = { $state ->
    [none] Aucun compte n'est encore validé : vos chèques attendent d'être payés.
    [paid] Vos chèques sont payés sur ce compte.
    [cooling] Ce compte est nouveau : aucun paiement ne part pendant trois jours.
   *[suspended] Un virement est revenu : aucun paiement ne part avant que le compte soit vérifié.
}
own-account-until = Les paiements reprennent le { $at }.
own-account-open = Un compte que vous avez proposé attend une décision.
    .next = Le réseau vous écrit dès que c'est décidé.
own-account-history = Comptes proposés
own-account-caption = Du plus récent au plus ancien
own-account-stage = Décision
own-account-dossier = { $stage ->
    [open] En attente
    [approved] Accepté
   *[refused] Refusé
}
account-new-title = Proposer un autre compte
account-new-lead = Recopiez votre relevé d'identité bancaire. Une personne du réseau le vérifie.
account-new-holder-hint = Exactement comme sur le relevé d'identité bancaire.
account-new-iban = Numéro de compte (IBAN)
account-new-iban-hint = Il commence par deux lettres, par exemple FR.
account-new-file = Relevé d'identité bancaire
account-new-file-hint = Un fichier PDF ou une photo. Il aide à décider plus vite.
account-new-file-kept = Nous avons déjà votre document. Choisissez un fichier seulement pour le remplacer.
account-new-reference-hint = Pour une collectivité : le numéro de la régie ou du mandat.
account-new-then = Après l'accord du réseau, aucun paiement ne part pendant trois jours. C'est pour vous protéger.
account-new-send = Proposer ce compte

## Torn papers that the network asks for
papers-title = Chèques papier demandés
papers-one-title = Une demande de chèques papier
papers-network-lead = Ce que vous avez demandé aux lieux, et ce qu'ils ont répondu.
papers-venue-lead = Le réseau vous demande parfois des chèques déchirés et tamponnés. Envoyez-les, et dites ce qui manque.
papers-open = Voir les demandes de papiers
papers-none = Aucune demande.
papers-back = Revenir aux demandes
papers-caption = Demandes, les plus récentes d'abord
papers-lines = Chèques demandés
papers-asked-on = Demandés le
papers-venue = Lieu
papers-run = Règlement n°
papers-count = Chèques
papers-state = Situation
papers-reason = Pourquoi
papers-asked = Réponse du lieu attendue au plus tard le { $day }
papers-late = La réponse du lieu était attendue le { $day }
papers-answered = Le lieu a répondu. Le réseau regarde les papiers.
papers-closed = { $missing ->
        [0] Terminé : tous les papiers ont été vus
        [one] Terminé : { $missing } papier manque
       *[other] Terminé : { $missing } papiers manquent
    }
paper-which = Chèque
paper-at = Accepté le
torn-value = Valeur
paper-state = Papier
torn-name = { $carnet }, chèque { $no }
paper-awaited = Attendu
paper-sent = Envoyé, selon le lieu
paper-said-missing = Manque, selon le lieu
paper-seen = Vu
paper-missing = Manque
papers-not-sent = Lesquels n'avez-vous pas ?
papers-not-seen = Lesquels n'avez-vous pas vus ?
papers-missing-hint = Ne cochez rien si tous sont là.
papers-answer = J'envoie les autres
papers-check = J'ai vu les autres
papers-deal = Que faire des papiers qui manquent ?
papers-deal-lead = Parlez-en d'abord au lieu. Ensuite, retenez le paiement ou corrigez l'encaissement.
papers-ask-title = Demander des chèques papier
papers-ask = Demander ces papiers
papers-ask-link = Demander des chèques papier de ce relevé
papers-which = Quels chèques ?
papers-which-hint = Les 100 premiers chèques du relevé.
papers-wrong-which = Cochez au moins un chèque.
papers-reason-hint = Le lieu lit cette phrase. 200 signes au plus, sans nom d'une personne accompagnée.
papers-day = Réponse attendue au plus tard le
papers-day-hint = Laissez vide pour 15 jours.
papers-kept-until = Le lieu garde ces papiers jusqu'au { $day }.
papers-kept-unpaid = Le lieu garde ces papiers : ce relevé n'est pas encore payé.
