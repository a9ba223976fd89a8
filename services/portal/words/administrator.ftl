# What the administrator looks at: the trail, the keys.

trail-title = Journal
trail-lead = Chaque acte est noté ici. Rien ne peut y être changé ni retiré.
trail-words = Mots à chercher
trail-words-hint = Une action, le nom d'une personne ou un motif. Exemple : suspendu.
trail-from = Depuis le
trail-until = Jusqu'au
trail-search = Chercher
trail-no-day = Nous ne lisons pas cette date. Écrivez-la comme 2025-10-31.
trail-nothing = Aucun acte ne correspond. Essayez avec moins de mots, ou d'autres dates.
trail-caption = Les actes, du plus récent au plus ancien
trail-when = Quand
trail-who = Qui
trail-what = Quoi
trail-where = Pour quelle structure
trail-why = Pourquoi
trail-machine = Le programme lui-même

keys-title = Clés du réseau
keys-lead = Ces clés protègent le réseau. Cette page n'en montre que le nom, jamais le secret.
keys-caption = Les clés et leur rôle
keys-what = Rôle
keys-name = Nom
keys-since = Créée le
keys-state = État
keys-serves = En service
keys-former = Ancienne, encore reconnue
keys-token = Signe les connexions
keys-paper = Signe les chèques imprimés
keys-pepper = Protège les codes des chèques
keys-files = Ferme les fichiers
keys-visits = Protège les connexions et les codes de sécurité
keys-rotate = Changer une clé
keys-rotate-lead = Sur la machine du réseau, lancez la commande « passegue keys rotate ». L'ancienne clé reste reconnue le temps du passage.

pairs-title = Ce qui se fait à deux
pairs-lead = Pour protéger l'argent, une personne commence et une autre termine. Seul, personne ne peut faire les deux.
pairs-none-lacks = Il y a quelqu'un pour chaque étape.
pairs-lacking = Il manque quelqu'un
pairs-where = L'administrateur invite une personne, ou donne un rôle, depuis la page des membres.
pairs-caption = Les actes à deux, et combien de personnes peuvent chaque étape
pairs-what = Acte
pairs-beginners = Peuvent commencer
pairs-enders = Peuvent terminer
pairs-state = État
pairs-open = Possible
pairs-narrow = En partie : ce qu'une personne commence, nulle autre ne peut le terminer
pairs-blocked = Bloqué

administrator-today-pairs = { $count ->
        [one] acte à deux attend une personne de plus.
       *[other] actes à deux attendent une personne de plus.
    }
administrator-today-pairs-link = Voir ce qui manque
administrator-today-invited = { $count ->
        [one] { $count } invitation attend une réponse.
       *[other] { $count } invitations attendent une réponse.
    }
administrator-today-people = Voir les membres
administrator-today-structures = Chaque structure a ses personnes : invitez-les par son nom.
administrator-today-structures-link = Voir les structures
administrator-today-trail = Le journal garde la trace de chaque acte.
administrator-today-trail-link = Lire le journal
administrator-today-keys = Les clés du réseau ont chacune un nom et un âge.
administrator-today-keys-link = Voir les clés
