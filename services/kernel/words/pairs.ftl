# What two persons do together: what each does, then what to do when there is nobody for the second half.

decideAccreditation = Une personne demande l’habilitation d’un lieu, une autre la décide.
    .next = Donnez le rôle de tête de réseau à une deuxième personne.
releasePrint = Une personne demande le fichier des codes pour l’imprimeur, une autre le libère.
    .next = Donnez le rôle de tête de réseau à une deuxième personne.
answerProof = La tête de réseau propose un bon à tirer, le commanditaire y répond.
    .next = Donnez le rôle de commanditaire à une personne du commanditaire.
answerEndStatement = La tête de réseau propose l’état de fin de commande, le commanditaire y répond.
    .next = Donnez le rôle de commanditaire à une personne du commanditaire.
decideBankAccount = Une personne propose un compte bancaire, une autre le vérifie.
    .next = Donnez le rôle de trésorier ou de tête de réseau à une deuxième personne.
approveSettlement = Une personne prépare un règlement, une autre le valide.
    .next = Donnez le rôle de trésorier à une deuxième personne.
