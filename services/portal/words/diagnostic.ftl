# « Bilan »: a talk of five minutes. Never a test: nobody is judged, and the person reads no level.

## Where it begins
diagnostic-title = Bilan avec une personne
diagnostic-lead = Cinq minutes pour parler de ce que la personne sait déjà faire, et de ce qui vient ensuite.
diagnostic-begin = Commencer un bilan
diagnostic-begin-hint = Sans nom : le bilan est imprimé et compté, puis effacé. Pour garder le bilan d'une personne, partez de sa fiche.
diagnostic-paper-head = Sur papier
diagnostic-paper-lead = Imprimez la feuille, parlez avec la personne, cochez. Vous recopiez les réponses plus tard, dans les 90 jours.
diagnostic-paper-print = Imprimer une feuille à cocher
diagnostic-paper-version = Numéro écrit en bas de la feuille
diagnostic-paper-version-hint = Une feuille ancienne garde ses propres questions.
diagnostic-paper-enter = Recopier une feuille
diagnostic-month = Ce mois-ci
diagnostic-counted = { $all ->
        [0] Aucun bilan pour le moment.
        [one] Un bilan fait ici, dont { $unnamed } sans nom.
       *[other] { $all } bilans faits ici, dont { $unnamed } sans nom.
    }
diagnostic-back = Revenir aux bilans

## The questions
diagnostic-new-title = Bilan
diagnostic-enter-title = Recopier un bilan fait sur papier
diagnostic-new-lead = Lisez les questions à voix haute, sans vous presser. Il n'y a pas de mauvaise réponse.
diagnostic-unnamed = Ce bilan est sans nom. Vous pouvez l'imprimer aujourd'hui. Ensuite, les réponses sont effacées.
diagnostic-day = Jour du bilan
diagnostic-day-hint = Celui qui est écrit sur la feuille.
diagnostic-day-wrong = Écrivez le jour du bilan, par exemple 2025-10-01.
diagnostic-first-head = Pour commencer
diagnostic-first-lead = Si la personne ne veut pas répondre, passez à la suite.
diagnostic-skills-head = Ce que la personne sait faire
diagnostic-skills-lead = Une réponse par question. Si une question n'a pas été posée, choisissez « Question passée ».
diagnostic-answer = { $answer ->
        [seul] Oui, sans aide
        [aide] Avec de l'aide
        [pas-encore] Pas encore
       *[passee] Question passée
    }
diagnostic-answer-missing = Il manque une réponse : { $topic }.
diagnostic-nothing-asked = Toutes les questions sont passées. Choisissez au moins une réponse.
diagnostic-see = Voir le résultat

## On paper
diagnostic-paper-title = Bilan : feuille à cocher
diagnostic-paper-words = Il n'y a pas de mauvaise réponse. Cochez une case par ligne.
diagnostic-paper-blanks = Jour : ______________ Lieu : ____________________________ Numéro de carte, si la personne en a une : ______________
diagnostic-paper-caption = Est-ce que la personne le fait ?
diagnostic-question = Question
diagnostic-alone = Oui, sans aide
diagnostic-help = Avec de l'aide
diagnostic-not-yet = Pas encore
diagnostic-paper-number = Questions numéro { $version }.
diagnostic-print = Pour imprimer : menu du navigateur, puis « Imprimer ».

## For the person
diagnostic-result-title = Votre bilan
diagnostic-start = Vous commencez. C'est le bon moment : ici, on apprend à son rythme.
diagnostic-can = Ce que vous savez déjà faire
diagnostic-learnt = Ce que vous faites sans aide depuis le { $day }
diagnostic-helped = Ce que vous faites avec de l'aide
diagnostic-next = Ce qui vient ensuite
diagnostic-later = Plus tard, si vous en avez envie
diagnostic-pace = Vous choisissez quand, et à quel rythme.
diagnostic-ease = Vous savez faire beaucoup de choses. Venez découvrir, ou aider les autres.
diagnostic-done-head = Pour votre démarche
diagnostic-done = Quelqu'un fait la démarche avec vous, ou pour vous. C'est gratuit.
diagnostic-phone = Une question ? Appelez le
diagnostic-once = Ce bilan est sans nom : cette page s'ouvre aujourd'hui seulement. Imprimez-la maintenant.

## Where it is done for them
diagnostic-places-head = Lieux où la démarche est faite pour la personne
diagnostic-places-commune = Commune de la personne
diagnostic-places-hint = Un nom ou un code postal. Les lieux s'ajoutent à la page à imprimer.
diagnostic-places-see = Ajouter les lieux
diagnostic-places-which = Quelle commune ?
diagnostic-places-unknown = Nous ne trouvons pas cette commune. Écrivez un autre nom, ou un code postal.
diagnostic-places-none = Nous ne connaissons pas de lieu Aidants Connect ou France services près de cette commune. Appelez la mairie.

## For staff
diagnostic-staff-see = Voir les domaines et les réponses (pour l'équipe)
diagnostic-staff-title = Bilan, pour l'équipe
diagnostic-staff-lead = Ne montrez pas cette page à la personne : la sienne est à imprimer.
diagnostic-result-back = Revenir à la page de la personne
diagnostic-made-on = Jour du bilan
diagnostic-made-by = Fait par
diagnostic-made-how = Comment
diagnostic-how = { $paper ->
        [yes] Sur papier, questions numéro { $version }
       *[no] À l'écran, questions numéro { $version }
    }
diagnostic-way-head = Suite proposée
diagnostic-way = { $way ->
        [training] Des ateliers
        [done] Une démarche faite pour la personne
       *[ease] À l'aise : découvertes, ou aider les autres
    }
diagnostic-overall = En un mot
diagnostic-level = { $level ->
        [untouched] 0 : jamais touché
        [beginner] 1 : commence
        [intermediate] 2 : se débrouille
       *[advanced] 3 : à l'aise
    }
diagnostic-coop = { $level ->
        [beginner] Débutant
        [intermediate] Intermédiaire
       *[advanced] Avancé
    }
diagnostic-area = { $area ->
        [information] Chercher et ranger
        [communication] Communiquer
        [content] Écrire et créer
        [safety] Se protéger
       *[environment] Se servir de l'appareil
    }
diagnostic-needs = À voir d'abord
diagnostic-need = { $need ->
        [equipment] Pas d'appareil : proposez un prêt, ou du matériel à prix solidaire.
        [connection] Pas d'internet à la maison : dites où il y a un accès libre.
        [mailbox] Pas d'adresse électronique à soi : proposez d'en créer une ensemble.
        [helper] Personne ne l'aide : donnez le téléphone d'un lieu proche.
        [formality] Une démarche à faire : elle veut apprendre à la faire.
       *[done] Une démarche à faire : elle préfère qu'on la fasse pour elle.
    }
diagnostic-levels-caption = Domaine par domaine
diagnostic-area-head = Domaine
diagnostic-level-head = Où en est la personne
diagnostic-coop-head = Dans La Coop
diagnostic-before-head = Le { $day }
diagnostic-answers-caption = Les réponses
diagnostic-topic-head = Sujet
diagnostic-competence-head = Compétence Pix
diagnostic-answer-head = Réponse

## Those of one person
diagnostic-person-see = Voir les bilans de cette personne
diagnostic-person-title = Bilans d'une personne
diagnostic-person-lead = Ceux de votre structure, et les autres si la personne est d'accord.
diagnostic-person-caption = Bilans, les plus récents d'abord
diagnostic-person-none = Aucun bilan à lire ici pour cette personne.
diagnostic-person-new = Faire un bilan

## Elsewhere
diagnostic-card = Un bilan : cinq minutes pour savoir par où commencer.
diagnostic-card-link = Faire un bilan

## The questions, version by version
questions-title = Questions du bilan
questions-lead = Ce qui est demandé aux personnes. Une version publiée ne change plus jamais.
questions-open = Voir les questions
questions-network-lead = Ce qui est demandé aux personnes, version par version.
questions-back = Revenir aux versions
questions-caption = Versions, la plus récente d'abord
questions-version-head = Version
questions-name-head = Titre
questions-state-head = État
questions-draft = Brouillon : personne ne la voit encore
questions-first = Posée depuis le début
questions-since = Posée depuis le { $day }
questions-one-draft = Un brouillon est en cours : ouvrez-le pour le changer ou le publier.
questions-begin-lead = Le brouillon reprend les questions posées aujourd'hui.
questions-begin = Écrire une nouvelle version
questions-one-title = Questions du bilan, version { $version }
questions-one-back = Revenir à la version { $version }
questions-draft-lead = C'est un brouillon. Choisissez une question pour la changer.
questions-published-lead = Cette version est publiée : elle ne change plus. Pour changer un mot, écrivez une nouvelle version.
questions-sorts = Pour commencer
questions-skills = Ce que la personne sait faire
questions-ask-head = Question
questions-choices-head = Réponses
questions-told-head = Ce qui est dit à la personne
questions-add = Ajouter une question
questions-publish-head = Publier
questions-publish-lead = Un bilan a de 8 à 12 questions, deux au moins par domaine. Une fois publiée, cette version ne change plus.
questions-publish = Publier cette version
questions-add-title = Ajouter une question
questions-edit-title = Changer une question
questions-edit-lead = Des phrases courtes, avec « vous ». La question est lue à voix haute.
questions-sort-lead = Vous changez les mots. Ce qui suit de chaque réponse reste le même.
questions-ask = Question
questions-ask-hint = Par exemple : Est-ce que vous lisez vos messages ?
questions-alone = Si la personne le fait sans aide
questions-alone-hint = Par exemple : Vous lisez vos messages.
questions-helped = Si la personne le fait avec de l'aide
questions-helped-hint = Par exemple : Avec de l'aide, vous lisez vos messages.
questions-next = Si la personne ne le fait pas encore
questions-next-hint = Par exemple : Lire vos messages, à votre rythme.
questions-topic = Sujet, pour l'équipe
questions-topic-hint = En deux ou trois mots.
questions-competence = Compétence Pix
questions-competence-hint = Elle donne le domaine de la question.
questions-competence-wrong = Choisissez une compétence dans la liste.
questions-competences = { $no ->
        [c11] Mener une recherche et une veille d'information
        [c12] Gérer des données
        [c13] Traiter des données
        [c21] Interagir
        [c22] Partager et publier
        [c23] Collaborer
        [c24] S'insérer dans le monde numérique
        [c31] Développer des documents textuels
        [c32] Développer des documents multimédia
        [c33] Adapter les documents à leur finalité
        [c34] Programmer
        [c41] Sécuriser l'environnement numérique
        [c42] Protéger les données personnelles et la vie privée
        [c43] Protéger la santé, le bien-être et l'environnement
        [c51] Résoudre des problèmes techniques
       *[c52] Évoluer dans un environnement numérique
    }
questions-choice = Réponse
questions-tells = { $need ->
        [equipment] Dit que la personne n'a pas d'appareil.
        [connection] Dit que la personne n'a pas internet chez elle.
        [mailbox] Dit que la personne n'a pas d'adresse à elle.
        [helper] Dit que personne ne l'aide.
        [formality] Dit que la personne veut apprendre une démarche.
       *[done] Dit que la personne préfère qu'on fasse la démarche pour elle.
    }
questions-text-wrong = Écrivez un texte de 200 caractères au plus.
questions-keep = Garder ce texte
questions-take-lead = Cette question ne sera plus posée.
questions-take = Retirer cette question
