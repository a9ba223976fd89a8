# Help outside any session: whoever reads has somebody in front of them, or the next one at the door. No name is asked.

## Writing it down
hand-title = Noter un coup de main
hand-lead = Un sujet et une durée suffisent. Aucun nom n'est demandé.
hand-ask-theme = Sur quel sujet ?
hand-theme-choose = Choisissez un sujet
hand-theme-missing = Choisissez un sujet dans la liste.
hand-ask-minutes = Combien de minutes ?
hand-minutes-wrong = Écrivez un nombre de minutes, de 1 à 600.
hand-ask-way = Comment ?
hand-ask-mode = Où ?
hand-ask-commune = Commune où vit la personne
hand-elsewhere-legend = Si ce n'est aucune de nos communes
hand-elsewhere = La personne vit ailleurs, ou ne le dit pas
hand-more = Dire plus, si vous voulez
hand-ask-autonomy = Autonomie de la personne
hand-ask-age = Âge de la personne
hand-ask-situation = Situation de la personne
hand-ask-next = La personne est orientée vers
hand-ask-card = Numéro de sa carte
hand-ask-card-hint = Seulement si la personne montre sa carte.
hand-ask-day = Jour du coup de main
hand-ask-day-hint = Aujourd'hui, ou dans les 31 jours d'avant.
hand-unsaid = Non dit
hand-nowhere = Aucune autre structure
hand-send = Noter ce coup de main

## The choices, in the words of the national tool
hand-formality = Démarche : { $theme }
hand-theme = { $theme ->
        [courriel] Courriel
        [materiel] Prendre en main du matériel
        [internet] Navigation sur internet
        [securite] Prévention en sécurité numérique
        [sante] Santé
        [banque] Banque et achats en ligne
        [reseaux] Réseaux sociaux communication
        [contenus] Gérer ses contenus numériques
        [bureautique] Bureautique
        [emploi] Insertion professionnelle
        [scolarite] Scolarité et numérique
        [parentalite] Parentalité
        [creation] Créer avec le numérique
        [culture] Culture numérique
        [ia] Intelligence artificielle (IA)
        [maintenance] Maintenance de matériel
        [professionnel] Accompagner un professionnel
        [diagnostic] Diagnostic numérique
        [demarches] Aide aux démarches administratives
        [argent] Argent - Impôts
        [papiers] Papiers - Élections Citoyenneté
        [social] Social - Santé
        [famille] Famille - Scolarité
        [travail] Travail - Formation - Entreprise
        [logement] Logement
        [transports] Transports - Mobilité
        [etrangers] Étrangers - Europe
        [justice] Justice
        [loisirs] Loisirs - Sports Culture
        [associations] Associations
       *[other] Autre sujet
    }
hand-way = { $way ->
        [avec] Faire avec : la personne apprend
        [place] Faire à la place : la personne a besoin du résultat
       *[other] Non dit
    }
hand-mode = { $mode ->
        [lieu] Au lieu
        [domicile] Au domicile de la personne
        [distance] Au téléphone, ou à distance
       *[other] Ailleurs
    }
hand-channel = { $mode ->
        [lieu] Lieu d'activité
        [domicile] À domicile
        [distance] À distance
       *[other] Autre lieu
    }
hand-autonomy = { $autonomy ->
        [guidage] Avec guidage
        [besoin] Autonome avec guidage en cas de besoin
       *[other] Autonome
    }
hand-age = { $age ->
        [mineur] Mineur(e)
        [jeune] 18 - 24 ans
        [adulte] 25 - 39 ans
        [quarante] 40 - 59 ans
        [soixante] 60 - 69 ans
       *[other] 70 ans et plus
    }
hand-situation = { $situation ->
        [retraite] Retraité
        [sans-emploi] Sans emploi
        [en-emploi] En emploi
       *[other] Scolarisé
    }
hand-redirected = { $to ->
        [administration] Administration (mairie, préfecture…)
        [mediation] Autre structure de médiation numérique
        [operateur] Opérateur ou organisme en charge de la démarche administrative
        [sociale] Structure d'aide sociale (maison des solidarités, centre social…)
        [insertion] Structure d'insertion professionnelle (France Travail, mission locale, chambre de commerce…)
        [demarches] Structure d'aide aux démarches administratives (France Services…)
       *[other] Autre
    }
hand-how = { $way ->
        [avec] { $mode }, faire avec
        [place] { $mode }, faire à la place
       *[other] { $mode }
    }
hand-minutes = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
hand-home-unsaid = Ailleurs, ou non dit

## The day
hands-title = Coups de main
hands-none = Aucun coup de main noté pour ce jour.
hands-sum = { $count ->
        [one] { $count } coup de main noté : { $time }.
       *[other] { $count } coups de main notés : { $time }.
    }
hands-caption = Coups de main de ce jour : { $venue }
hands-at = Noté à
hands-what = Sujet
hands-long = Durée
hands-how = Comment
hands-home = Commune de la personne
hands-done = Le coup de main est noté.
    .next = Aucun nom n'est gardé. Vous pouvez l'annuler jusqu'à ce soir.
hands-done-card = Le coup de main est noté, avec la carte de la personne.
    .next = Vous pouvez l'annuler jusqu'à ce soir.
hands-undone = Le coup de main est annulé.
    .next = Il n'est plus compté.
hands-new = Noter un coup de main
hands-back = Revenir aux coups de main
hands-copy = Recopier dans La Coop
    .lead = Le fichier a les colonnes que vous remplissez dans La Coop de la médiation numérique, sans le nom des personnes aidées.
hands-csv = Télécharger { $month } pour un tableur

## Undoing
hand-undo-title = Annuler un coup de main
hand-undo-lead = La ligne reste dans la liste, mais elle n'est plus comptée. C'est possible jusqu'à ce soir.
hand-undo-button = Annuler ce coup de main

## The month, column by column
hand-csv-day = Date
hand-csv-kind = Type
hand-csv-person = Bénéficiaire
hand-csv-channel = Canaux d'accompagnement
hand-csv-place = Lieu
hand-csv-minutes = Durée (min)
hand-csv-themes = Thématique(s) d'accompagnement
hand-csv-autonomy = Niveau d'autonomie du bénéficiaire
hand-csv-sent-on = Le bénéficiaire est-il orienté vers une autre structure ?
hand-csv-sent-to = Structure de redirection
hand-csv-home = Commune de résidence du bénéficiaire
hand-csv-age = Tranche d'âge du bénéficiaire
hand-csv-situation = Statut du bénéficiaire
hand-csv-way = Faire avec ou à la place
hand-csv-adviser = Noté par
hand-csv-alone = Accompagnement individuel
hand-csv-anonymous = Anonyme
hand-csv-known = Suivi
hand-csv-unsaid = Non communiqué
hand-csv-yes = Oui
hand-csv-no = Non

## At the counter and on « Aujourd'hui »
hands-to-record = Noter un coup de main
hands-card = Une personne a besoin d'un coup de main ?
hands-to-day = Coups de main du jour

## Figures by commune and month
hand-figures-title = Coups de main par commune
hand-figures-lead = L'aide donnée à une personne à la fois, en dehors des ateliers.
hand-figures-to = Voir les coups de main par commune
hand-figures-others = Autres mois :
hand-figures-table = Coups de main donnés aux habitants en { $month }, arrondis à 5
hand-figures-count = Coups de main
hand-figures-month = Mois
hand-figures-elsewhere = Ailleurs, ou non dit
hand-figures-hidden = caché
hand-figures-how = Comment ces nombres sont faits
    .text = Ils sont arrondis à 5. Un nombre qui concerne moins de 11 personnes est caché, pour que personne ne soit reconnu. D'autres nombres sont cachés avec lui, sinon le total le trahirait. Sans carte, une personne qui vient deux fois est comptée deux fois.
hand-figures-back = Revenir aux chiffres
