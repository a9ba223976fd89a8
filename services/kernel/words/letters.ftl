# The mails that the network sends: greeting, what is the matter, what to do; and what a mail is made of.

sign-in =
    Bonjour,

    Votre code pour vous connecter à Passegué : { $first } { $last }

    Écrivez-le sur la page qui l’attend. Il marche pendant { $minutes } minutes, une seule fois.

    Sur cet appareil, vous pouvez aussi ouvrir ce lien :
    { $address }

    Vous n’avez rien demandé ? Ne faites rien : sans ce code, personne ne peut entrer.
    Ne donnez ce code à personne, même au téléphone.
    .subject = { $first } { $last } : votre code Passegué

invitation =
    Bonjour,

    « { $place } » vous invite à travailler avec le réseau Passegué.

    1. Ouvrez cette page : { $url }/connexion
    2. Écrivez l’adresse où vous lisez ce message.
    3. Répondez à l’invitation.

    Vous avez { $days } jours pour répondre.
    Vous ne connaissez pas cette structure ? Ne faites rien : il ne se passera rien.
    .subject = Passegué : « { $place } » vous invite

factor-ended =
    Bonjour,

    Un administrateur du réseau a supprimé votre deuxième preuve : téléphone ou carte de codes.
    Connectez-vous : la page vous aide à en choisir une nouvelle.

    Vous n’avez rien demandé ? Appelez le réseau tout de suite.
    .subject = Passegué : votre deuxième preuve est supprimée

order-month =
    Bonjour,

    Les chèques de la commande { $label } sont valables jusqu’au { $validity }. Voici où en sont les carnets.

    - carnets émis : { $issued }
    - carnets remis : { $handed }
    - carnets en réserve : { $stock }
    - carnets entamés : { $started }

    { $side ->
        [funder] À faire : demandez aux points de remise de donner les carnets qui restent.
       *[operator] À faire : regardez avec les points de remise les carnets qui restent.
    }
    .subject = Passegué : commande { $label }, fin dans trente jours

order-fortnight =
    Bonjour,

    Les chèques de la commande { $label } sont valables jusqu’au { $validity }. Les points de remise sont prévenus d’arrêter.

    - carnets émis : { $issued }
    - carnets remis : { $handed }
    - carnets en réserve : { $stock }
    - carnets entamés : { $started }

    { $side ->
        [funder] À faire : prenez acte de la fin de la commande sur sa page.
       *[operator] À faire : vérifiez que le commanditaire prend acte de la fin.
    }
    .subject = Passegué : commande { $label }, fin dans quinze jours

order-week =
    Bonjour,

    Les chèques de la commande { $label } sont valables jusqu’au { $validity }.
    Tout carnet remis à partir d’aujourd’hui est à la charge du commanditaire.

    { $side ->
        [funder] À faire : rien, si vous avez pris acte de la fin de la commande.
       *[operator] À faire : vérifiez que plus aucun carnet n’est remis.
    }
    .subject = Passegué : commande { $label }, fin dans sept jours

order-invalid =
    Bonjour,

    Les chèques de la commande { $label } étaient acceptés jusqu’au { $tolerance }. Les lieux les refusent maintenant.

    { $side ->
        [funder] À faire : rien. L’état contradictoire vous sera proposé dans sept jours.
       *[operator] À faire : fermez la commande, pour que le reste revienne au commanditaire.
    }
    .subject = Passegué : commande { $label }, chèques plus acceptés

order-statement =
    Bonjour,

    La commande { $label } est finie. L’état contradictoire dit ce qui a été utilisé et ce qui revient au commanditaire.

    - carnets émis : { $issued }
    - carnets remis : { $handed }
    - carnets en réserve : { $stock }
    - carnets entamés : { $started }

    { $side ->
        [funder] À faire : lisez l’état sur la page de la commande, puis acceptez-le ou dites ce qui ne va pas.
       *[operator] À faire : proposez l’état contradictoire sur la page de la commande.
    }
    .subject = Passegué : commande { $label }, état contradictoire

order-stop =
    Bonjour,

    Les chèques de la commande { $label } sont valables jusqu’au { $validity }. Ne remettez plus ces carnets.

    À faire : gardez les carnets qui restent et appelez le réseau pour les rendre.
    .subject = Passegué : commande { $label }, ne remettez plus ses carnets

order-refused =
    Bonjour,

    Les chèques de la commande { $label } étaient acceptés jusqu’au { $tolerance }. Votre lieu ne peut plus les prendre.

    À faire : accueillez quand même la personne, et indiquez-lui où demander un nouveau carnet.
    .subject = Passegué : commande { $label }, chèques plus acceptés

request-due =
    Bonjour,

    La demande de carnet { $reference } attend depuis le { $since }. { $stage ->
        [funder] Elle attend votre décision.
        [quota] Le nombre de carnets que vous permettez est atteint.
        [stock] Il n’y a plus de carnet à l’endroit où la personne l’a demandé.
        [accepted] Le carnet est promis, et la personne ne l’a pas reçu.
        [set-aside] Le carnet est mis de côté, et la personne n’est pas venue.
       *[posted] Le carnet est parti par la poste, et son arrivée n’est pas notée.
    }

    À faire : { $stage ->
        [funder] acceptez la demande ou refusez-la, sur la page des demandes.
        [quota] augmentez ce nombre ou laissez la demande finir, sur la page des demandes.
        [stock] réservez des carnets à ce lieu.
        [accepted] remettez le carnet, mettez-le de côté ou envoyez-le.
        [set-aside] appelez la personne, si elle a laissé un numéro.
       *[posted] regardez le suivi de la poste, puis notez l’arrivée ou le retour du carnet.
    }{ $ends ->
        [none] { "" }
       *[other] { " " }Sans réponse, la demande finit le { $ends }.
    }
    .subject = Passegué : la demande { $reference } attend

request-over =
    Bonjour,

    La demande de carnet { $reference } est finie : son délai est passé.{ $stage ->
        [set-aside] { " " }Le carnet mis de côté revient dans votre réserve.
       *[other] { "" }
    }

    À faire : prévenez la personne si vous le pouvez. Elle peut faire une nouvelle demande.
    .subject = Passegué : la demande { $reference } est finie

referral =
    Bonjour,

    { $fact ->
        [sent] Une structure du réseau vous envoie une personne. Elle attend votre réponse.
        [seen] Le lieu a vu votre orientation. Il va répondre.
        [accepted] Le lieu attend la personne que vous lui avez envoyée.
        [refused] Le lieu ne peut pas recevoir la personne que vous lui avez envoyée. Il dit pourquoi.
        [recalled] Le lieu ne peut plus recevoir la personne qu’il attendait. Il dit pourquoi.
        [proposed] Le lieu propose un autre moment à la personne que vous lui avez envoyée. Ce qui était prévu avant ne tient plus.
        [taken] Le moment que vous avez proposé convient. La personne viendra.
        [withdrawn] La personne ne viendra pas : son orientation est retirée.
        [late] Une orientation attend une réponse depuis dix jours.
        [untold] Une personne que vous avez orientée n’a pas encore été prévenue.
       *[lapsed] Une orientation est finie : personne n’a répondu à temps.
    }{ $when ->
        [none] { "" }
       *[other] { " " }Moment { $stage ->
                [accepted] prévu
                [proposed] proposé
               *[other] demandé
            } : le { $when }.
    }

    La page : { $url }

    À faire : { $fact ->
        [sent] ouvrez cette page et répondez dans les dix jours.
        [seen] rien pour le moment.
        [accepted] prévenez la personne, puis notez-le sur cette page.
        [refused] prévenez la personne, et cherchez avec elle un autre atelier.
        [recalled] prévenez la personne au plus vite, et cherchez avec elle un autre atelier.
        [proposed] demandez à la personne si ce moment lui convient, puis répondez sur cette page.
        [taken] attendez la personne ce jour-là.
        [withdrawn] rien. Gardez la place pour quelqu’un d’autre.
        [late] { $stage ->
                [proposed] { $side ->
                        [sender] répondez sur cette page. Sans réponse dans cinq jours, l’orientation finit.
                       *[receiver] rien : la réponse doit venir de qui vous envoie la personne.
                    }
               *[other] { $side ->
                        [receiver] répondez sur cette page. Sans réponse dans cinq jours, l’orientation finit.
                       *[sender] appelez le lieu. Sans réponse dans cinq jours, l’orientation finit.
                    }
            }
        [untold] prévenez la personne, puis notez-le sur cette page.
       *[lapsed] { $side ->
            [sender] prévenez la personne, et cherchez avec elle un autre atelier.
           *[receiver] rien. Si vous pouvez recevoir la personne, appelez qui vous l’envoyait.
        }
    }
    .subject = Passegué : { $fact ->
        [sent] une personne vous est envoyée
        [seen] votre orientation est vue
        [accepted] la personne est attendue
        [refused] le lieu ne peut pas recevoir la personne
        [recalled] le lieu ne peut plus recevoir la personne
        [proposed] un autre moment est proposé
        [taken] la personne viendra
        [withdrawn] une orientation est retirée
        [late] une orientation attend
        [untold] une personne n’est pas encore prévenue
       *[lapsed] une orientation est finie
    }

booking =
    Bonjour,

    { $fact ->
        [called-off] Une séance que vous avez réservée n’aura pas lieu.
        [put-off] Une séance que vous avez réservée change de jour ou d’heure.
       *[venue-closed] Un lieu où vous avez réservé une séance ne reçoit personne en ce moment. Vos réservations y sont annulées.
    }

    Lieu : { $place }
    Atelier : { $title }
    { $fact ->
        [put-off] Nouveau moment
       *[other] Séance
    } : le { $when }
    Places réservées par vous : { $count }
    { $fact ->
        [called-off] { $next ->
                [none] Autre séance de cet atelier : aucune pour le moment
               *[other] Prochaine séance de cet atelier : le { $next }
            }
        [put-off] Vos places sont gardées, et les chèques des personnes aussi.
       *[venue-closed] Les chèques des personnes leur sont rendus.
    }

    La page du lieu : { $url }

    À faire : { $fact ->
        [called-off] prévenez les personnes, et réservez avec elles une autre séance. Leurs chèques sont libres.
        [put-off] prévenez les personnes. Si ce moment ne leur va pas, annulez leur place sur cette page.
       *[venue-closed] prévenez les personnes, et cherchez avec elles un atelier dans un autre lieu.
    }
    .subject = Passegué : { $fact ->
        [called-off] une séance est annulée
        [put-off] une séance change de jour ou d’heure
       *[venue-closed] un lieu ne reçoit personne en ce moment
    }

week =
    Bonjour,

    { $asks ->
        [0] Rien à faire : le réseau va bien.
       *[other] Voici ce qui demande votre attention.

        { $lines }
    }
    .subject = Passegué : { $asks ->
        [0] rien à faire
        [one] une chose à faire
       *[other] { $asks } choses à faire
    } cette semaine

## Why a session is called off by itself
calendar-told-no-more = Cette séance n’est plus dans l’agenda du lieu.

## What the letter of the week is made of
week-line = - { $what } : { $says }
week-line-next = - { $what } : { $says }
    {"  "}À faire : { $next }.
run-late = Le règlement n° { $no } { $stage ->
        [preparing] n’est pas fini de préparer
        [prepared] attend d’être validé
        [approved] attend son fichier de banque
       *[exported] attend la confirmation de la banque
    } depuis le { $since }.
run-late-next = { $stage ->
        [preparing] reprenez sa préparation
        [prepared] demandez à une seconde personne de le valider
        [approved] produisez le fichier et déposez-le à la banque
       *[exported] confirmez-le quand la banque a payé
    }
