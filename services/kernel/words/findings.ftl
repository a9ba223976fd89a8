# What the check of the books looks at: one sentence for each thing that must be true.
#
# « .wrong » is what to think when it is not, for the treasurer: what is meant, then what to do.

redeemed-once = Aucun chèque n’est accepté deux fois.
    .wrong = Un chèque compte deux acceptations. Ne préparez aucun règlement, et appelez le réseau.
paid-once = Aucun chèque n’est payé deux fois.
    .wrong = Un chèque est payé deux fois. N’envoyez aucun fichier à la banque, et appelez le réseau.
bank-holds-promises = La banque détient exactement ce qui est promis.
    .wrong = L’argent en banque et les promesses diffèrent. Comparez avec le relevé de la banque, puis appelez le réseau.
redemptions-posted = Chaque acceptation est écrite dans le registre, au bon montant et au bon lieu.
    .wrong = Une acceptation manque au registre, ou diffère. Ne préparez aucun règlement, et appelez le réseau.
voids-posted = Chaque annulation corrige la bonne ligne du registre.
    .wrong = Une annulation ne corrige pas sa ligne. Ne préparez aucun règlement, et appelez le réseau.
no-stray-line = Aucune ligne du registre n’existe sans un acte qui la demande.
    .wrong = Une ligne du registre ne vient d’aucun acte. Ne préparez aucun règlement, et appelez le réseau.
receipts-kept = Chaque reçu donné à un lieu a ses acceptations.
    .wrong = Un reçu et ses acceptations ne vont pas ensemble. Appelez le réseau avant tout règlement.
stages-true = L’état de chaque chèque correspond à son histoire.
    .wrong = L’état d’un chèque ne suit pas son histoire. Appelez le réseau avant tout règlement.
issued-counted = Chaque commande compte les chèques de ses carnets, chacun à sa valeur.
    .wrong = Une commande n’a pas le bon nombre de chèques. Appelez le réseau.
funds-true = Chaque versement est écrit dans le registre, et couvre le bon nombre de carnets.
    .wrong = Un versement manque au registre, ou couvre trop de carnets. Appelez le réseau avant toute remise.
refunds-true = Chaque avoir remboursé est payé une fois, au bon montant.
    .wrong = Un remboursement ne vaut pas son avoir. Comparez avec le relevé de la banque, puis appelez le réseau.
documents-true = Les factures, états et avoirs sont numérotés sans trou, et aucun n’a été changé.
    .wrong = Un document manque ou a été changé. N’en établissez aucun autre, et appelez le réseau.
held-true = L’argent gardé pour chaque commande vaut ce qui est venu, moins ses chèques utilisés.
    .wrong = L’argent gardé pour une commande n’est pas le bon. Appelez le réseau avant tout règlement.
lines-true = Chaque ligne de règlement est celle d’une acceptation, au bon lieu et au bon montant.
    .wrong = Une ligne de règlement ne vient d’aucune acceptation. N’envoyez aucun fichier à la banque, et appelez le réseau.
none-forgotten = Aucune acceptation d’avant le dernier règlement n’est oubliée.
    .wrong = Une acceptation attend hors de tout règlement. Le lieu serait payé trop peu : appelez le réseau.
payments-true = Chaque virement vaut les lignes de sa structure.
    .wrong = Un virement ne vaut pas ses lignes. N’envoyez aucun fichier à la banque, et appelez le réseau.
cleared-true = Chaque lieu voit quitter de son dû ce que valent ses lignes approuvées.
    .wrong = Le dû d’un lieu n’a pas baissé du bon montant. Appelez le réseau avant tout règlement.
paid-true = Chaque règlement est payé en entier, ou pas encore.
    .wrong = Un règlement est payé en partie. Comparez avec le relevé de la banque, puis appelez le réseau.
no-negative = Aucun compte n’est négatif.
    .wrong = Un compte est négatif : trop a été payé. Ne préparez aucun règlement, et appelez le réseau.
none-untold = Aucun événement ne manque à la suite de ce qui s’est passé.
    .wrong = Un événement manque à la suite. Appelez le réseau.
chain-whole = Le registre est complet : aucune ligne ne manque ni n’a été changée.
    .wrong = Une ligne du registre manque ou a été changée. Arrêtez tout paiement, et appelez le réseau.
none-parked = Aucun acte n’attend d’être examiné.
    .wrong = Un acte a été mis de côté. Appelez le réseau : il peut attendre une réponse.
