# People who learn: found, written down, served, merged, forgotten.

## The list
learners-title = Personnes accompagnées
learners-lead = Les personnes que vous suivez, et celles que vous avez reçues avec leur carte.
learners-caption = Personnes, les plus récentes d'abord
learners-all = Toutes les personnes
learners-none = Aucune personne pour le moment.
learners-back = Revenir aux personnes
learner-person = Personne
learner-card = Carte
learner-relation-head = Suivi
learner-last = Dernier contact
learner-kept = { $kept ->
        [yes] Suivie ici
       *[no] Reçue avec sa carte
    }
learner-find-title = Retrouver une personne
learner-find-card = Numéro de la carte
learner-card-hint = 10 signes, par exemple 7QK2M-9XW0T. Majuscules et tirets n'ont pas d'importance.
learner-find-or = Ou bien, sans la carte :
learner-find-hint = Si vous la connaissez. À un an près, nous trouvons aussi.
learner-find-do = Chercher
learner-found-title = Résultat de la recherche
learner-found-none = Nous ne trouvons personne de ce nom parmi vos personnes. Demandez sa carte à la personne, ou notez-la.
learner-card-unknown = Nous ne trouvons pas cette carte. Relisez le numéro, ou cherchez par le nom.
learner-card-missing = Écrivez le numéro de la carte.

## Somebody who shows a card
learner-serve-link = Recevoir une personne qui a une carte
learner-serve-title = Recevoir une personne avec sa carte
learner-serve-lead = Vous verrez son prénom et une initiale, et pendant 30 jours comment la joindre.
learner-serve-do = Recevoir cette personne

## Somebody new
learner-new-title = Noter une personne
learner-new-lead = Seuls le prénom et le nom sont nécessaires. La personne n'a besoin ni de téléphone, ni d'adresse électronique.
learner-new-do = Enregistrer la personne
learner-kept-note = Votre structure voit ces informations. Un lieu qui reçoit la personne avec sa carte voit son prénom, une initiale et son âge approximatif. Pendant 30 jours, il voit aussi comment la joindre et ce dont elle a besoin. Tout est effacé deux ans après le dernier contact, ou dès que la personne le demande.
learner-part-who = Qui est-ce ?
learner-given = Prénom
learner-given-wrong = Écrivez le prénom, en 100 caractères au plus.
learner-family = Nom de famille
learner-family-wrong = Écrivez le nom de famille, en 100 caractères au plus.
learner-born = Année de naissance
learner-born-hint = Quatre chiffres, par exemple 1951. Laissez vide si la personne ne la dit pas.
learner-birthday = Date de naissance (si elle est utile)
learner-commune = Commune où la personne habite
learner-part-contact = Comment la prévenir ?
learner-contact-lead = Tout est facultatif.
learner-phone = Téléphone
learner-phone-who = Qui répond à ce téléphone ?
learner-phone-shared = D'autres personnes y répondent aussi
learner-phone-told = { $shared ->
        [yes] { $phone } (partagé : ne dites rien de personnel)
       *[no] { $phone }
    }
learner-mail = Adresse électronique
learner-address = Adresse postale
learner-proxy = Proche ou tuteur
learner-proxy-hint = Le nom de la personne qui agit pour elle, s'il y en a une.
learner-proxy-phone = Téléphone de ce proche
learner-relation-ask = Qui est ce proche ?
learner-relation-missing = Dites qui est ce proche.
learner-relation = { $relation ->
        [tuteur] Tuteur ou curateur
        [professionnel] Professionnel qui l'accompagne
       *[entourage] Famille, voisin ou ami
    }
learner-told-ask = Comment la personne veut-elle être prévenue ?
learner-told-hint = Il faut avoir rempli la case qui correspond.
learner-told-wrong = Remplissez d'abord ce qu'il faut pour la prévenir ainsi : adresse, téléphone ou proche.
learner-told = { $by ->
        [lettre] Par une lettre
        [telephone] Par téléphone
        [sms] Par un SMS
        [courriel] Par un courriel
        [proche] Par son proche
       *[visite] À sa prochaine visite
    }
learner-part-needs = De quoi a-t-elle besoin ?
learner-language-ask = Langue où elle est à l'aise
learner-language = { $code ->
        [fr] Français
        [ar] Arabe
        [de] Allemand
        [en] Anglais
        [es] Espagnol
        [fa] Persan
        [it] Italien
        [nl] Néerlandais
        [pl] Polonais
        [ps] Pachto
        [pt] Portugais
        [ro] Roumain
        [tr] Turc
        [uk] Ukrainien
       *[other] Autre ({ $letters })
    }
learner-access-ask = Besoins pour participer
learner-access-hint = Cochez seulement ce que la personne souhaite dire.
learner-access = { $need ->
        [entendre] Entend mal
        [voir] Voit mal
        [bouger] Se déplace difficilement
        [psychique] Handicap mental ou psychique
       *[lire] Lit ou écrit difficilement
    }
learner-transport-ask = Comment vient-elle ?
learner-transport = { $way ->
        [pied] À pied, sans autre moyen
        [bus] En bus
        [voiture] Avec sa voiture
        [accompagne] Quelqu'un la conduit
       *[inconnu] Elle ne l'a pas dit
    }

## Who may be known already
learner-similar-ask = Est-ce la même personne ?
learner-similar-same = Oui, c'est { $name }
learner-similar-card = { $born ->
        [none] Carte { $card }
       *[other] Née en { $born }, carte { $card }
    }
learner-similar-served = Reçue avec sa carte
learner-similar-another = Non, c'est une autre personne
learner-similar-elsewhere = Une personne au nom semblable est suivie ailleurs dans le réseau. Si c'est elle, demandez-lui sa carte.
learner-similar-later = Une personne au nom semblable est déjà connue, mais trop de noms ont été cherchés ici. Attendez 5 minutes, puis envoyez de nouveau.
learner-similar-go = Continuer avec cette réponse

## One person
learner-title = Fiche de { $name }
learner-back = Revenir à la fiche
learner-age = Âge
learner-age-band = { $band ->
        [minor] Moins de 18 ans
        [young] 18 à 25 ans
        [adult] 26 à 59 ans
        [senior] 60 à 74 ans
       *[elder] 75 ans et plus
    }
learner-served = Cette personne est suivie par une autre structure.
learner-served-until = { $over ->
        [yes] Depuis le { $day }, vous ne voyez plus comment la joindre. Demandez-lui sa carte pour la recevoir de nouveau.
       *[no] Vous voyez comment la joindre jusqu'au { $day }.
    }
learner-diagnostics-link = Voir ou faire un bilan
learner-refer-link = Orienter cette personne vers un autre lieu
learner-propose-link = Chercher un atelier pour cette personne
learner-deeds = Que voulez-vous faire ?
learner-change-title = Corriger la fiche
learner-change-do = Enregistrer
learner-change-same = Vous suivez déjà cette personne. Voici sa fiche avec ce que vous venez d'écrire. Relisez-la, puis enregistrez.

## What somebody agrees to
learner-consents = Accords de la personne
learner-consents-none = La personne n'a encore répondu à rien : rien n'est partagé, rien n'est rappelé.
learner-consents-link = Noter ou retirer un accord
learner-consents-title = Accords de la personne : noter ou retirer
learner-consents-do = Enregistrer les réponses
learner-consents-same = Ces réponses sont déjà enregistrées. Changez-en une, ou revenez à la fiche.
learner-consents-paper = Vous pouvez imprimer cette page et la faire signer. La personne peut garder une copie.
learner-consent-to = Usage
learner-consent-said = Réponse
learner-consent-when = Quand et comment
learner-consent = { $purpose ->
        [orientation] Orientation vers un autre lieu
        [raison] Raison de sa venue
        [bilan] Son bilan
       *[rappels] Rappels de rendez-vous
    }
learner-consent-yes = { $given ->
        [yes] Oui
       *[no] Non
    }
learner-consent-by = { $way ->
        [papier] { $at }, sur papier, avec l'aide de { $by }
       *[personne] { $at }, dit par la personne, noté par { $by }
    }
learner-way-ask = Comment la personne a-t-elle répondu ?
learner-way-missing = Dites comment la personne a répondu.
learner-way = { $way ->
        [papier] Sur papier, avec mon aide
       *[personne] Elle a lu ou écouté le texte, et a répondu
    }

## The card
learner-card-link = Imprimer la carte
learner-card-title = Carte de la personne
learner-card-lead = Imprimez-la et donnez-la à la personne. Aucun nom n'y est écrit.
learner-card-slip = Ma carte du réseau
learner-card-number = Numéro
learner-card-network = Réseau
learner-card-word = Montrez cette carte à l'accueil d'un lieu : vous n'aurez rien à expliquer de nouveau.
learner-card-lost = Carte perdue
learner-card-lost-lead = La nouvelle carte a un autre numéro. L'ancienne ne marche plus.
learner-card-renew = Faire une nouvelle carte

## Two sheets, one person
learner-merge-title = Réunir avec une autre fiche
learner-merge-lead = Choisissez l'autre fiche de cette même personne. Rien n'est perdu : vous pourrez les séparer de nouveau.
learner-merge-which = Fiches au nom semblable
learner-merge-one = { $name }, carte { $card }
learner-merge-served = { $name }, reçue avec sa carte
learner-merge-card = Ou le numéro de la carte de l'autre fiche
learner-merge-missing = Choisissez une fiche, ou écrivez le numéro de sa carte.
learner-merge-do = Réunir les deux fiches
learner-merge-undo-link = Séparer la fiche réunie le { $at }
learner-merged-at = Réunies le
learner-part-title = Séparer deux fiches
learner-part-lead = Chaque fiche redevient comme avant. Ce qui a été noté depuis reste sur cette fiche.
learner-part-do = Séparer les deux fiches

## Forgotten
learner-erase-title = Effacer la personne
learner-erase-lead = La personne le demande. Son nom, ses coordonnées et sa carte disparaissent pour toujours.
learner-erase-ask = Confirmez
learner-erase-sure = J'ai compris que rien ne pourra être retrouvé
learner-erase-missing = Cochez cette case pour effacer la personne.
learner-erase-do = Effacer pour toujours
learner-erased = La personne est effacée.
    .next = Dites-lui que c'est fait. Sa carte ne mène plus à rien.

## One's own data
export-link = Donner à la personne ce que nous gardons d'elle
export-title = Ce que cette structure garde de vous
export-made = { $structure }, le { $day }
export-who = Qui vous êtes
export-helps = Les coups de main reçus ici
export-diagnostics = Vos bilans
export-none = Rien.
export-line = { $name } : { $value }
export-word = { $purpose } : { $said } ({ $by }, texte numéro { $version })
export-help = { $day }, { $place }, { $minutes } minutes
export-diagnostic = { $day }, { $place }
export-referral = { $day }, vers { $place }
export-rights = Vous pouvez faire corriger ou effacer tout cela : demandez-le ici. D'autres lieux du réseau peuvent garder autre chose de vous : demandez-le-leur aussi.
