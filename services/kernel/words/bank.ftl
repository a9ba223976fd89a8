# What the bank says, and what to do next: the codes of ISO 20022 in plain words, and entries that lead to nothing known.

## Why a payment was rejected or came back

AC01 = Le numéro de compte n’existe pas ou est mal écrit.
AC03 = Le numéro de compte n’existe pas ou est mal écrit.
AC04 = Le compte est fermé.
AC06 = Le compte est bloqué.
AC13 = Ce compte ne reçoit pas de virement.
AG01 = La banque interdit ce virement.
AG02 = La banque ne reconnaît pas ce type de virement.
AM02 = La banque refuse ce montant.
AM04 = Le compte du réseau n’avait pas assez d’argent.
AM05 = La banque voit ce virement deux fois.
BE01 = Le nom du titulaire ne correspond pas au compte.
BE04 = L’adresse du titulaire manque.
BE05 = La banque ne reconnaît pas celui qui paie.
CNOR = La banque du destinataire ne reçoit pas ce type de virement.
CUST = La banque a arrêté ce virement à la demande d’un client.
DNOR = La banque du réseau n’est pas inscrite pour ce virement.
FF01 = La banque ne lit pas ce fichier.
FOCR = Le virement revient à notre demande.
FRAD = Le virement revient pour soupçon de fraude.
MD07 = Le titulaire du compte est décédé.
MS02 = Le destinataire refuse ce virement, sans dire pourquoi.
MS03 = La banque ne dit pas pourquoi.
NARR = La banque l’explique avec ses propres mots.
RC01 = Le code de la banque (BIC) n’est pas bon.
RR01 = Il manque le compte de celui qui paie.
RR02 = Il manque le nom ou l’adresse de celui qui paie.
RR03 = Il manque le nom ou l’adresse du destinataire.
RR04 = La loi ne permet pas ce virement.
TM01 = Le fichier est arrivé trop tard à la banque.
other-reason = La banque donne une raison que nous ne connaissons pas.

## Entries that lead to nothing known

why-charge = Frais ou intérêts de la banque.
    .next = Vérifiez avec le contrat de la banque, puis notez-le dans votre comptabilité.
why-no-reference = Cette écriture ne porte aucune référence connue.
    .next = Cherchez qui a payé. Si c’est un commanditaire, confirmez ses fonds sur la page de sa commande.
why-unknown-reference = Aucun virement du réseau ne porte cette référence.
    .next = Demandez à la banque d’où vient cette écriture.
why-amount = Le montant n’est pas celui du virement.
    .next = Comparez avec le relevé du règlement, puis appelez la banque.
why-stage = Ce virement n’a pas encore été envoyé à la banque, ou il est déjà payé.
    .next = Ouvrez le règlement pour voir où il en est, puis appelez la banque.
why-twice = La banque dit deux fois le même mouvement.
    .next = Appelez la banque aujourd’hui : l’argent est peut-être parti deux fois.
why-overdue = Cette commande a déjà reçu tous ses fonds.
    .next = Appelez le commanditaire : il a peut-être payé deux fois.
