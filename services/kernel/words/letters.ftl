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
    Vous ne connaissez pas ce lieu ? Ne faites rien : il ne se passera rien.
    .subject = Passegué : « { $place } » vous invite

factor-ended =
    Bonjour,

    Un administrateur du réseau a supprimé votre code de sécurité, à votre demande.
    Connectez-vous : la page vous aide à en choisir un nouveau.

    Vous n’avez rien demandé ? Appelez le réseau tout de suite.
    .subject = Passegué : votre code de sécurité est supprimé

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
