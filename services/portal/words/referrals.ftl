# « Orientations »: somebody is sent to another place, and nobody loses sight of them.

referrals-title = Orientations
referrals-lead = Les personnes que vous envoyez vers un autre lieu, et celles que l'on vous envoie.
referrals-back = Revenir aux orientations
referrals-received = Celles que vous avez reçues
referrals-sent = Celles que vous avez envoyées
referrals-received-none = Personne ne vous a encore été envoyé.
referrals-sent-none = Vous n'avez encore envoyé personne. Pour commencer, ouvrez la fiche de la personne.
referrals-counted = Envoyées ce mois-ci : { $sent }. Reçues : { $received }.
referrals-caption = { $side ->
        [sent] Les orientations envoyées, la dernière en premier
       *[received] Les orientations reçues, la dernière en premier
    }
referral-with = Autre lieu
referral-unnamed = Nom sur la page
referral-late = en retard
referral-to-tell = personne à prévenir

## One of them
referral-title = Orientation
referral-back = Revenir à l'orientation
referral-state = Où elle en est
referral-stage = { $stage ->
        [sent] Envoyée, pas encore vue
        [seen] Vue, en attente d'une réponse
        [proposed] Un autre moment est proposé
        [accepted] Acceptée : la personne est attendue
        [refused] Refusée
        [lapsed] Finie : personne n'a répondu à temps
       *[withdrawn] Retirée
    }
referral-from = Envoyée par
referral-to = Vers
referral-partner = Un partenaire hors du réseau
referral-partner-contact = Comment joindre ce partenaire
referral-sent = Envoyée le
referral-due = Réponse attendue avant la fin du
referral-starts = { $stage ->
        [accepted] La personne est attendue
       *[other] Moment demandé
    }
referral-other = Autre moment proposé
referral-reasons = Raisons
referral-note = Message du lieu
referral-person = Personne
referral-reason = Pourquoi elle est envoyée
referral-sheet = Voir la fiche de la personne
referral-again = Orienter la personne vers un autre lieu
referral-seat = Réserver une place dans ce lieu
referral-why = { $why ->
        [complet] c'est complet
        [niveau] le niveau ne convient pas
        [loin] c'est trop loin pour elle
        [acces] le lieu n'est pas adapté à son besoin
        [autre-metier] ce n'est pas ce que fait ce lieu
        [ferme] le lieu est fermé à ce moment
        [injoignable] la personne ne répond pas
        [refus] la personne ne le souhaite pas
       *[autre] une autre raison
    }

## Who was told
referral-news = Qui a été prévenu
referral-news-whom = Qui
referral-news-what = De quoi
referral-news-at = Depuis
referral-news-told = Prévenu le
referral-news-waits = Pas encore
referral-party = { $whom ->
        [receiver] Le lieu qui reçoit
        [sender] Vous
       *[person] La personne
    }
referral-fact = { $fact ->
        [sent] L'orientation est envoyée
        [seen] L'orientation est vue
        [accepted] La personne est attendue
        [refused] Le lieu ne peut pas la recevoir
        [recalled] Le lieu ne peut plus la recevoir
        [proposed] Un autre moment est proposé
        [taken] L'autre moment convient
        [withdrawn] L'orientation est retirée
        [late] La réponse est en retard
        [untold] La personne n'est pas encore prévenue
       *[lapsed] Personne n'a répondu à temps
    }

## Sending
referral-new-title = Orienter une personne
referral-new-lead = La personne doit être d'accord. Le lieu lira son prénom, l'initiale de son nom, comment la joindre et ce qu'il lui faut pour participer. Il a dix jours pour répondre.
referral-place-ask = Vers quel lieu du réseau ?
referral-place-hint = Pour un lieu hors du réseau, laissez ce choix et écrivez son nom plus bas.
referral-place-outside = Un lieu hors du réseau
referral-place-missing = Choisissez un lieu, ou écrivez le nom d'un partenaire.
referral-place-twice = Choisissez un lieu du réseau ou un partenaire, pas les deux.
referral-for-session = Pour cette séance
referral-session-elsewhere = Cette séance est dans un autre lieu. Décochez-la, ou choisissez de nouveau son lieu.
referral-outside-head = Ou un partenaire hors du réseau
referral-partner-name = Nom du partenaire
referral-partner-hint = Par exemple : Croix-Rouge de Montreuil
referral-why-head = Pour quoi faire
referral-reason-hint = Facultatif. Ces mots restent chez vous. L'autre lieu les lit seulement si la personne est d'accord.
referral-reason-long = Écrivez moins de 1000 signes.
referral-send = Envoyer l'orientation

## Answering
referral-answer-title = Répondre à l'orientation
referral-answer-again = Changer de moment, ou ne plus attendre la personne
referral-answer-ask = Votre réponse
referral-answer = { $answer ->
        [oui] Oui, la personne est attendue
        [autre] { $again ->
                [yes] Nous proposons un autre moment
               *[no] Oui, mais à un autre moment
            }
       *[non] { $again ->
                [yes] Nous ne pouvons plus la recevoir
               *[no] Non, pas ici
            }
    }
referral-answer-missing = Choisissez une réponse.
referral-answer-do = Envoyer la réponse
referral-reasons-ask = Pourquoi ?
referral-reasons-hint = Pour un refus ou un autre moment. Cochez une ou plusieurs raisons.
referral-reasons-missing = Cochez au moins une raison.
referral-other-head = Quand ?
referral-other-lead = { $when ->
        [any] Pour un oui, dites quand la personne est attendue. C'est ce jour et cette heure qu'elle lira dans sa lettre.
       *[other] À remplir seulement si vous proposez un autre moment.
    }
referral-session = Une séance de votre agenda
referral-session-none = Aucune : je donne un jour et une heure
referral-session-line = { $when } : { $title }
referral-day = Jour
referral-day-wrong = Écrivez un jour, par exemple 2025-10-14.
referral-hour = Heure
referral-hour-hint = Par exemple 14 h 30
referral-hour-wrong = Écrivez une heure, par exemple 14 h 30.
referral-note-head = Un mot
referral-note-hint = Facultatif. Il est lu par qui vous envoie la personne.
referral-note-long = Écrivez moins de 500 signes.

## Steps
referral-step = { $step ->
        [voir] Dire que vous l'avez vue
        [prendre] L'autre moment convient
        [decliner] L'autre moment ne convient pas
       *[retirer] Retirer l'orientation
    }
referral-step-lead = { $step ->
        [voir] Qui vous envoie la personne saura que vous vous en occupez.
        [prendre] Demandez d'abord à la personne. Le lieu l'attendra à ce moment.
        [decliner] L'orientation finit ici. Vous pourrez en envoyer une autre.
       *[retirer] Le lieu sera prévenu, et ne lira plus qui devait venir. Prévenez aussi la personne.
    }
referral-step-do = { $step ->
        [voir] C'est vu
        [prendre] Prendre ce moment
        [decliner] Décliner
       *[retirer] Retirer
    }

## Telling the person
referral-tell-link = Prévenir la personne : { $fact ->
        [sent] son orientation est envoyée
        [accepted] elle est attendue
        [refused] le lieu ne peut pas la recevoir
        [recalled] le lieu ne peut plus la recevoir
        [proposed] un autre moment est proposé
        [withdrawn] son orientation est retirée
       *[lapsed] le lieu n'a pas répondu
    }
referral-tell-title = Prévenir la personne
referral-tell-what = { $fact ->
        [sent] Dites-lui que vous l'avez orientée, et que le lieu va répondre.
        [accepted] Dites-lui qu'elle est attendue, où et quand.
        [refused] Dites-lui que ce lieu ne peut pas la recevoir, et cherchez un autre atelier avec elle.
        [recalled] Dites-lui vite que ce lieu ne l'attend plus, et pourquoi. Cherchez un autre atelier avec elle.
        [proposed] Dites-lui quel autre moment est proposé, et demandez-lui s'il convient.
        [withdrawn] Dites-lui que l'orientation est retirée.
       *[lapsed] Dites-lui que le lieu n'a pas répondu, et cherchez un autre atelier avec elle.
    }
referral-tell-how = Comment l'avez-vous prévenue ?
referral-told-here = De vive voix
referral-tell-missing = Dites comment la personne a été prévenue.
referral-tell-do = Noter qu'elle est prévenue

## The letter
referral-letter-title = Imprimer la lettre pour la personne
referral-letter-lead = La lettre ne dit pas pourquoi la personne est envoyée.
referral-letter-word = { $stage ->
        [accepted] On vous attend à cet endroit :
        [moved] Le moment qui était prévu ne tient plus. Cet endroit vous en propose un autre. Dites-nous s'il vous convient :
        [proposed] Cet endroit vous propose un autre moment. Dites-nous s'il vous convient :
        [refused] Cet endroit ne peut pas vous recevoir cette fois. Venez nous voir, nous chercherons ensemble :
        [recalled] Cet endroit ne peut plus vous recevoir : n'y allez pas. Venez nous voir, nous chercherons ensemble :
        [lapsed] Cet endroit ne nous a pas répondu. Venez nous voir, nous chercherons ensemble :
        [withdrawn] On ne vous attend plus à cet endroit :
       *[sent] Nous avons demandé à cet endroit de vous recevoir. Il va répondre :
    }
referral-letter-when = { $stage ->
        [accepted] Le { $when }
        [proposed] Moment proposé : le { $when }
       *[other] Moment demandé : le { $when }
    }
referral-letter-call = { $stage ->
        [accepted] Si vous ne pouvez pas venir, appelez-nous. Ce n'est pas grave.
       *[other] Une question ? Appelez-nous.
    }

## A partner outside
referral-link-title = Donner une adresse au partenaire
referral-link-lead = Avec cette adresse, le partenaire lit l'orientation et y répond jusqu'au lendemain de la date limite. Envoyez-la à lui seul.
referral-link-opened = L'adresse est ouverte
referral-link-once = Copiez-la maintenant : elle n'est montrée qu'une fois.
referral-link-open = Ouvrir une adresse
referral-link-until = Une adresse est ouverte jusqu'au { $until }.
referral-link-close = Fermer cette adresse
referral-partner-title = Une personne vous est envoyée
referral-partner-lead = De la part de « { $sender } ».
referral-partner-unnamed = La personne ne souhaite plus que son nom soit lu ici. Appelez qui vous l'envoyait.
referral-partner-expected = Merci, votre réponse est envoyée : la personne est attendue.
referral-partner-done = Il n'y a plus rien à répondre ici. Merci.
