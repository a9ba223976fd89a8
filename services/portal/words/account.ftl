# One's own account, second factor, devices, invitations, members.

account-title = Mon compte
account-back = Mon compte
account-name = Nom
account-mail = Adresse électronique
account-invited = Une invitation vous attend.
account-invited-link = Lire l'invitation
account-factor = Deuxième preuve
account-factor-lead = En plus de votre adresse, un code prouve que c'est bien vous. Il vient de votre téléphone ou d'une carte en papier.
account-to-set-up = Votre rôle demande une deuxième preuve.
    .next = Choisissez le téléphone ou la carte : ensuite, tous vos outils s'ouvrent.
account-asked = Donnez votre code pour ouvrir tous vos outils.
account-asked-link = Donner mon code
account-phone = Téléphone
account-phone-since = Ajouté le { $day }
account-phone-add = Ajouter mon téléphone
account-phone-change = Changer de téléphone
account-card = Carte de codes
account-card-left = { $left ->
        [0] Tous les codes ont servi
        [one] { $left } code reste
       *[other] { $left } codes restent
    }
account-card-add = Imprimer une carte de codes
account-card-change = Imprimer une nouvelle carte
account-card-few = Votre carte est presque finie. Imprimez-en une nouvelle.
account-structures = Mes structures
account-nowhere = Vous n'êtes dans aucune structure. Demandez une invitation à la personne responsable.
account-here = Vous agissez ici.
account-choose = Agir pour cette structure
account-leave = Quitter
account-device = Poste d'accueil
account-device-lead = Un poste d'accueil s'ouvre avec un code court, même sans courrier électronique.
account-device-link = Voir ce poste

## The second factor, given
proof-title = Confirmez que c'est vous
proof-lead = Donnez un code pour continuer.
proof-lead-kept = Donnez un code pour continuer. Ce que vous avez écrit est gardé.
proof-phone = Les 6 chiffres de votre téléphone
proof-card = Le code n° { $no } de votre carte
proof-either = Les 6 chiffres de votre téléphone, ou le code n° { $no } de votre carte
proof-hint = Chaque code sert une seule fois.
proof-send = Continuer
proof-none = Vous n'avez pas encore de deuxième preuve.
    .next = Choisissez-en une dans un autre onglet, puis revenez ici donner votre code. Ce que vous avez écrit vous attend.
proof-none-link = Choisir ma deuxième preuve (nouvel onglet)
proof-lost = Je n'ai plus mon téléphone ni ma carte
proof-lost-next = Appelez l'administrateur du réseau. Il vérifie que c'est vous, puis supprime votre ancienne preuve. Vous en choisissez alors une nouvelle.

## On a telephone
phone-title = Ajouter mon téléphone
phone-lead = Votre téléphone affiche un code de 6 chiffres. Il change toutes les 30 secondes.
phone-first = Installez une application de codes : FreeOTP, Aegis ou celle que vous avez déjà.
phone-second = Affichez le carré, et photographiez-le avec l'application.
phone-third = Écrivez ici le code que l'application affiche.
phone-begin = Afficher le carré
phone-none = Je n'ai pas de téléphone : imprimer une carte
phone-scan = Photographiez ce carré avec votre application de codes.
phone-square = Carré à photographier
phone-by-hand = Vous ne pouvez pas photographier ? Écrivez cette clé dans l'application :
phone-code = Code affiché par l'application
phone-code-hint = 6 chiffres.
phone-confirm = Ajouter ce téléphone

## On paper
card-title = Ma carte de codes
card-lead = Une carte en papier porte 20 codes numérotés. Le site vous demande l'un d'eux.
card-once = Chaque code sert une seule fois.
card-former = Une nouvelle carte remplace l'ancienne.
card-keep = Gardez-la sur vous, comme une clé.
card-make = Faire une carte
card-late = Cette carte a déjà été montrée. Faites-en une nouvelle.
card-print = Imprimez cette page maintenant.
    .next = Les codes ne seront plus montrés.
card-of = Carte de { $name }
card-no = n° { $no }
card-found = Vous trouvez cette carte ? Déposez-la dans un lieu du réseau.
card-done = C'est imprimé

## Leaving
quit-title = Quitter une structure
quit-lead = Vous quittez « { $name } ».
quit-effect = Tous vos rôles y prennent fin tout de suite. Pour revenir, il faudra une nouvelle invitation.
quit-send = Quitter
quit-no = Rester

## Invitations
invitation-title = Invitations
invitation-none = Aucune invitation ne vous attend.
invitation-on = Continuer
invitation-roles = On vous propose :
invitation-until = Réponse possible jusqu'au { $day }
invitation-accept = Accepter
invitation-decline = Refuser

## Members
members-title = Membres
members-back = Membres
members-invite = Inviter une personne
members-people = Les personnes
members-nobody = Personne n'a de rôle ici pour le moment.
members-nameless = Personne sans nom enregistré
members-since = depuis le { $day }
members-end = Mettre fin à ce rôle
members-factor = Supprimer sa deuxième preuve
members-invited = Invitations sans réponse
members-cancel = Annuler l'invitation
members-devices = Postes d'accueil
members-devices-lead = Pour ajouter un poste, ouvrez la page « Poste d'accueil » sur ce poste.
members-device-until = jusqu'au { $day }
members-device-end = Retirer ce poste

role-counter-staff = Accueil
role-venue-manager = Responsable de lieu
role-prescriber = Prescripteur
role-operator = Tête de réseau
role-treasurer = Trésorier
role-funder = Commanditaire
role-analyst = Analyste
role-administrator = Administrateur

invite-title = Inviter une personne
invite-lead = Nous lui écrivons. Elle répond quand elle veut, pendant 14 jours.
invite-name = Prénom et nom
invite-name-hint = Comme ses collègues l'appellent.
invite-address = Adresse électronique
invite-roles = Ses rôles
invite-roles-hint = Cochez un rôle ou plusieurs.
invite-no-role = Cochez au moins un rôle.
invite-send = Envoyer l'invitation

dismiss-title = Mettre fin à un rôle
dismiss-lead = { $name } n'aura plus le rôle « { $role } ».
dismiss-effect = L'effet est immédiat, partout. Ce qui est déjà fait reste noté.
dismiss-send = Mettre fin au rôle
dismiss-no = Ne rien changer

factor-title = Supprimer une deuxième preuve
factor-lead = { $name } a perdu son téléphone et sa carte. Vérifiez d'abord que c'est bien cette personne qui le demande.
factor-effect = Ses connexions ouvertes prennent fin. À la prochaine, elle choisit une nouvelle preuve.
factor-send = Supprimer sa deuxième preuve

## The machine of a counter
device-title = Poste d'accueil
device-lead = Ce poste n'est pas encore un poste d'accueil.
device-ask = La personne responsable du lieu peut l'ajouter, ici même, après s'être connectée.
device-name-field = Nom du poste
device-name-hint = Par exemple : tablette de l'accueil.
device-enrol = Ajouter ce poste pour 30 jours
device-name = Nom
device-place = Lieu
device-until = Ajouté jusqu'au
device-chosen = Votre code court est enregistré.
    .next = La prochaine fois, ce poste s'ouvre avec lui.
device-pin-title = Mon code court sur ce poste
device-pin-lead = Ce poste se ferme après 5 minutes sans usage. Votre code court le rouvre.
device-pin = Code court
device-pin-hint = 6 chiffres. Évitez 123456 ou 6 fois le même chiffre.
device-pin-send = Enregistrer mon code
device-locked-title = Ce poste est fermé
device-who = Qui êtes-vous ?
device-nobody = Choisissez votre nom.
device-code = Votre code court
device-code-hint = 6 chiffres.
device-open = Ouvrir
device-other = Me connecter autrement
device-shut = Trop de codes courts faux ont été essayés ici.
    .next = Connectez-vous avec votre adresse électronique, puis choisissez un nouveau code.
device-empty = Personne n'a encore de code court sur ce poste.
    .next = Connectez-vous avec votre adresse électronique, puis choisissez votre code.
device-by-mail = Me connecter avec mon adresse
device-end-title = Retirer un poste
device-end-lead = Ce poste ne s'ouvrira plus avec un code court. Les connexions ouvertes y prennent fin.
device-end-send = Retirer ce poste
