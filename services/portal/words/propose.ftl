# « Chercher un atelier »: the next sessions of the whole network for one person, each with its reasons.

propose-title = Chercher un atelier pour une personne
propose-lead = Les séances des six prochaines semaines, dans tous les lieux du réseau. La première est celle qui convient le mieux.
propose-back-person = Revenir à la fiche de la personne
propose-found = Ce que vous pouvez proposer
propose-found-lead = Le nombre de places est celui de la séance. Appelez le lieu pour savoir combien il en reste.
propose-none = Nous ne trouvons aucune séance qui convienne. Essayez un autre jour, un autre sujet, ou un autre moyen de venir.
propose-caption = Les séances proposées, la plus adaptée en premier
propose-head-when = Quand
propose-head-what = Atelier
propose-head-where = Où
propose-head-why = Pourquoi
propose-head-refer = Ou bien
propose-book = Réserver : { $when }
propose-refer = Orienter vers { $place }

## What is asked
propose-ask = Votre recherche
propose-known = Ce que dit la fiche de la personne est déjà pris en compte. Ce que vous choisissez ici compte d'abord.
propose-unsaid = { $from ->
        [fiche] Comme sur la fiche
        [bilan] Comme dans son dernier bilan
       *[inconnu] Elle ne l'a pas dit
    }
propose-level-ask = Où en est-elle ?
propose-theme-ask = Sujet qu'elle demande
propose-theme-any = N'importe lequel
propose-days-ask = Quels jours peut-elle venir ?
propose-days-hint = Si vous ne cochez rien, tous les jours conviennent.
propose-parts-ask = À quel moment ?
propose-cheques-ask = Combien de chèques lui reste-t-il ?
propose-cheques-hint = Si vous ne savez pas, laissez vide.
propose-cheques-wrong = Écrivez un nombre de chèques, de 0 à 100, ou laissez vide.
propose-do = Chercher

## Why
propose-way = à { $km }
propose-day = { $day ->
        [1] lundi
        [2] mardi
        [3] mercredi
        [4] jeudi
        [5] vendredi
        [6] samedi
       *[7] dimanche
    }
propose-part = { $part ->
        [matin] le matin
        [apres-midi] l'après-midi
       *[soir] le soir
    }
propose-half = { $part ->
        [matin] matin
        [apres-midi] après-midi
       *[soir] soir
    }
propose-seats = { $seats ->
        [one] { $seats } place en tout
       *[other] { $seats } places en tout
    }
propose-level = { $level ->
        [jamais] pour qui n'a jamais touché un ordinateur
        [debutant] niveau débutant
        [intermediaire] niveau intermédiaire
       *[avance] niveau avancé
    }
propose-discovery = découverte ouverte à tous
propose-price = { $price ->
        [0] gratuit
        [one] { $price } chèque
       *[other] { $price } chèques
    }
propose-fit = { $fit ->
        [convient] à son niveau
        [dessus] un peu au-dessus de son niveau
       *[dessous] plus facile que ce qu'elle sait faire
    }
propose-theme = sur le sujet demandé
propose-gap = là où il y a le plus à apprendre
propose-language = dans sa langue
propose-met = adapté à son besoin
propose-unmet = Appelez le lieu avant : rien n'est dit pour qui { $needs }.
propose-need = { $need ->
        [entendre] entend mal
        [voir] voit mal
        [bouger] se déplace difficilement
        [psychique] vit avec un handicap mental ou psychique
       *[lire] lit ou écrit difficilement
    }
