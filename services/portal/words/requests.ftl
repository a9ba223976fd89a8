# Requests for a booklet: somebody asks, a booklet is kept or sent, and is given.

## The list
requests-title = Demandes de carnet
requests-lead = Les personnes qui ont demandé un carnet ici, et ce qu'il reste à faire.
requests-caption = Demandes, les plus récentes d'abord
requests-none = Aucune demande pour le moment.
requests-open = Voir les demandes de carnet
requests-back = Revenir aux demandes
request-new = Noter une demande
request-reference = Référence
request-person = Personne
request-state = Étape
request-due = À faire avant le
request-late = { $day } : la date est passée
request-forgotten = Données effacées
request-stage = { $stage ->
        [waiting] En attente
        [accepted] Carnet promis
        [aside] Carnet mis de côté
        [posted] Carnet envoyé par la poste
        [given] Carnet remis
        [refused] Demande refusée
        [lapsed] Demande finie sans suite
       *[withdrawn] Demande retirée par la personne
    }
request-waits = { $wait ->
        [stock] En attente de carnets
        [quota] En attente : le nombre prévu par le commanditaire est atteint
       *[funder] En attente d'une décision du commanditaire
    }

## A new one
request-new-title = Noter une demande de carnet
request-new-lead = La personne n'a pas besoin d'adresse électronique, ni de téléphone.
request-name = Prénom et nom de la personne
request-name-wrong = Écrivez le prénom et le nom, en 100 caractères au plus.
request-born = Année de naissance
request-born-hint = Quatre chiffres, par exemple 1951. Elle sert à ne pas confondre deux personnes.
request-born-wrong = Écrivez l'année de naissance en quatre chiffres, par exemple 1951.
request-another = Une autre personne du même nom
request-another-hint = Quelqu'un du même nom, né la même année, a déjà demandé un carnet. Demandez à la personne si c'est elle. Si ce n'est pas elle, cochez la case.
request-another-yes = C'est une autre personne
request-phone = Téléphone (si la personne en a un)
request-phone-hint = Pour la prévenir quand le carnet est prêt.
request-phone-wrong = Écrivez un numéro de téléphone, ou laissez la case vide.
request-address = Adresse postale (pour un envoi par la poste)
request-address-hint = Telle qu'elle s'écrit sur une enveloppe, sans le nom.
request-address-wrong = Écrivez une adresse de 300 caractères au plus.
request-kept = Vous seuls voyez ces informations. Elles sont effacées 30 jours après la fin de la demande.
request-send = Envoyer la demande

## One request
request-title = Demande { $reference }
request-asked = Demandé le
request-seen-on = Vu le { $day }, non copié
request-reason = Motif du refus
request-place = Mis de côté à
request-tracking = Numéro de suivi de la poste
request-by = Noté par
request-back = Revenir à la demande
request-next-late = { $who ->
        [acts] La date du { $day } est passée : choisissez ce que vous faites maintenant.
        [watches] La date du { $day } est passée. Parlez-en à un prescripteur de votre structure : c'est à lui de continuer.
       *[waits] La date du { $day } est passée, et la demande attend toujours. Prévenez la personne si vous le pouvez.
    }
request-next = { $stage ->
        [waiting] Gardez la référence. Vous serez prévenu ici quand la demande avance, au plus tard le { $day }.
        [accepted] { $gives ->
            [yes] Remettez le carnet, mettez-le de côté ou envoyez-le avant le { $day }.
           *[no] Un prescripteur de votre structure remet le carnet avant le { $day }.
        }
        [aside] La personne peut venir jusqu'au { $day }. Ensuite, le carnet revient dans la réserve.
        [posted] Notez l'arrivée du carnet avant le { $day }, pour que ses chèques marchent.
        [given] Rien à faire. Les informations sur la personne sont effacées dans 30 jours.
        [refused] Dites le motif à la personne. Elle peut venir sans chèque, ou faire une autre demande.
        [lapsed] Prévenez la personne si vous le pouvez. Elle peut faire une nouvelle demande.
       *[withdrawn] Rien à faire. Les informations sur la personne sont effacées.
    }
request-step = { $step ->
        [give] Remettre le carnet
        [aside] Mettre un carnet de côté
        [post] Envoyer le carnet par la poste
        [arrived] Noter l'arrivée du carnet
        [back] Mettre de côté le carnet revenu
       *[withdraw] Retirer la demande
    }
request-step-lead = { $step ->
        [give] La personne est devant vous. Le carnet devient le sien, et ses chèques marchent tout de suite.
        [aside] Le carnet est gardé pour elle, et personne d'autre ne le reçoit. Vous imprimez ensuite une fiche à lui donner.
        [post] Le carnet part par lettre suivie. Ses chèques marchent quand vous notez son arrivée.
        [arrived] La poste a remis la lettre, ou la personne a appelé. Ses chèques marchent tout de suite.
        [back] La lettre est revenue. Gardez le carnet, ou un autre, à un endroit où la personne peut venir.
       *[withdraw] La personne ne veut plus de carnet. Ses informations sont effacées tout de suite.
    }
request-step-do = { $step ->
        [give] Remettre ce carnet
        [aside] Mettre ce carnet de côté
        [post] Noter l'envoi
        [arrived] Noter l'arrivée
        [back] Mettre ce carnet de côté
       *[withdraw] Retirer et effacer
    }
request-carnet = Numéro du carnet
request-carnet-hint = Sur la couverture : par exemple K7QMX-0042.
request-carnet-missing = Écrivez le numéro du carnet.
request-place-ask = Où la personne vient-elle le chercher ?
request-place-hint = Ce nom est écrit sur la fiche.
request-place-own = À l'accueil de votre structure
request-tracking-hint = Sur le reçu de la poste, par exemple 6A 1234 5678 9012.
request-tracking-missing = Écrivez le numéro de suivi qui est sur le reçu de la poste.
request-no-address = Cette demande n'a pas d'adresse postale. Mettez le carnet de côté, ou retirez la demande et notez-en une autre.

## The papers
request-slip-see = Imprimer la fiche
request-slip-title = Fiche à donner à la personne
request-slip-lead = La fiche ne dit ni le nom de la personne, ni sa situation.
request-slip = Votre carnet vous attend
request-slip-reference = Référence
request-slip-place = Où venir
request-slip-until = Jusqu'au
request-slip-phone = Téléphone
request-slip-word = { $phone ->
        [yes] Venez avec cette fiche. Vous ne pouvez pas venir avant cette date ? Appelez, ou demandez à quelqu'un d'appeler.
       *[no] Venez avec cette fiche. Vous ne pouvez pas venir avant cette date ? Prévenez-nous, ou demandez à quelqu'un de nous prévenir.
    }
request-letter-see = Imprimer la lettre
request-letter-title = Lettre à joindre au carnet
request-letter-lead = Mettez la lettre et le carnet dans une enveloppe suivie. Ne gardez pas de copie.
request-letter-hello = Bonjour,
request-letter-here = Voici le carnet de chèques que vous avez demandé.
request-letter-use = Chaque chèque paie une aide pour vos démarches sur ordinateur ou sur téléphone, dans un lieu du réseau.
request-letter-first = { $phone ->
        [yes] Appelez-nous quand vous avez reçu cette lettre : vos chèques marchent ensuite.
       *[no] Prévenez-nous quand vous avez reçu cette lettre, ou demandez à quelqu'un de nous prévenir : vos chèques marchent ensuite.
    }
request-letter-reference = Votre référence : { $reference }.
request-letter-carnet = Votre carnet : { $carnet }.
request-print = Pour imprimer : Ctrl + P, ou le menu du navigateur.

## The funder's side
request-queue-open = Voir les demandes de carnet
request-queue-title = Demandes de carnet sur cette commande
request-queue-lead = Aucun nom n'est montré ici : la situation et la commune suffisent.
request-queue = Demandes qui attendent
request-queue-none = Aucune demande n'attend.
request-queue-back = Revenir aux demandes de la commande
request-rule-title = Vos règles
request-rule-takes = Qui accepte les demandes ?
request-rule-takes-wrong = Choisissez qui accepte les demandes.
request-rule-automatic = La règle, tout de suite
request-rule-automatic-hint = Dans les communes, les publics et les nombres prévus.
request-rule-by-hand = Vous, une par une
request-rule-by-hand-hint = Chaque demande attend votre décision, dix jours au plus.
request-rule-none = Personne : pas de demande sur cette commande
request-rule-ceiling = Carnets sur demande, au plus
request-rule-commune = Carnets sur demande pour une même commune, au plus
request-rule-count-hint = Laissez vide pour ne pas fixer de nombre.
request-rule-count-wrong = Écrivez un nombre de 1 à 100 000, ou laissez la case vide.
request-rule-days = Jours pendant lesquels un carnet est gardé
request-rule-days-hint = De 1 à 90.
request-rule-days-wrong = Écrivez un nombre de jours, de 1 à 90.
request-rule-settle = Enregistrer ces règles
request-rule-done = Ces règles sont enregistrées.
    .next = Elles valent dès maintenant. Les demandes qui attendent votre décision l'attendent toujours.
request-decide-title = Décider d'une demande
request-decide-answer = Votre décision
request-decide-yes = J'accepte : un carnet est promis
request-decide-no = Je refuse
request-decide-wrong = Choisissez votre décision.
request-decide-reason = Motif, si vous refusez
request-decide-reason-hint = Une phrase simple, que l'on dira à la personne.
request-decide-reason-wrong = Écrivez un motif de 200 caractères au plus.
request-decide-do = Enregistrer ma décision
request-decide-done = Votre décision est enregistrée.
    .next = La structure qui a noté la demande la lit, et prévient la personne.

## « Aujourd'hui »
request-card-own = { $late ->
        [0] { $ready ->
            [0] { $count ->
                [one] demande de carnet suit son cours.
               *[other] demandes de carnet suivent leur cours.
            }
           *[other] { $count ->
                [one] demande de carnet en cours, à préparer.
               *[other] demandes de carnet en cours, dont { $ready } à préparer.
            }
        }
       *[other] { $count ->
            [one] demande de carnet en cours, en retard.
           *[other] demandes de carnet en cours, dont { $late } en retard.
        }
    }
request-card-own-link = Voir les demandes
request-card-queue = { $who ->
        [network] { $count ->
            [one] demande attend des carnets de la commande { $label }.
           *[other] demandes attendent des carnets de la commande { $label }.
        }
       *[funder] { $count ->
            [one] demande attend votre décision sur la commande { $label }.
           *[other] demandes attendent votre décision sur la commande { $label }.
        }
    }
request-card-queue-link = Voir ces demandes
