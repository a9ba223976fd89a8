# Signing in and out.

sign-in-title = Se connecter
sign-in-lead = Cette entrée est pour les personnes qui travaillent avec le réseau.
sign-in-mail = Votre adresse électronique
    .hint = Celle que connaît votre structure. Par exemple : prenom.nom@mairie.fr
sign-in-ask = Recevoir un code
sign-in-no-mail = Écrivez votre adresse électronique.
sign-in-learners = Vous avez un carnet de chèques ? Vous n'avez pas besoin de compte.
sign-in-ended = Votre connexion a pris fin.
    .next = Connectez-vous de nouveau : vous reviendrez à la même page.

## The screen that waits
sign-in-code-title = Écrivez le code reçu
sign-in-code-lead = Si nous connaissons cette adresse, un message vient de partir. Vous pouvez le lire ici ou sur un autre appareil.
sign-in-code = Les six chiffres du message
    .hint = Le code marche pendant 15 minutes, une seule fois.
sign-in-enter = Entrer
sign-in-no-code = Écrivez les six chiffres du message.
sign-in-nothing-came = Vous n'avez rien reçu ?
sign-in-wait = Attendez deux minutes : un message met parfois du temps.
sign-in-spam = Regardez dans les messages indésirables.
sign-in-again = Demander un nouveau code
sign-in-late = Les messages partent en retard en ce moment.
    .next = Gardez cette page ouverte : le vôtre partira dès que possible.

## The link
sign-in-link-title = Vous y êtes presque
sign-in-link-lead = Appuyez sur le bouton pour entrer. Ce lien marche une seule fois.
sign-in-used = Ce lien a déjà servi
sign-in-expired = Ce lien ne marche plus
sign-in-not-now = Attendez un peu

## Leaving
leave-title = Se déconnecter
leave-lead = Sur un ordinateur partagé, déconnectez-vous avant de partir.
leave-stay = Rester connecté
leave-done-title = Votre connexion est fermée
leave-done-lead = Plus personne ne peut se servir de votre connexion sur cet appareil.
leave-back = Se connecter de nouveau

## The mailbox of the demo
letters-title = Courrier de la démonstration
letters-lead = Ici, les messages ne partent pas : chacun peut les lire sur cette page.
letters-none = Aucun message pour le moment.
