# What the trail says that somebody did: one line for each mutation, named as in the schema.
#
# It follows the person's name: « Amina Ba a encaissé des chèques ». It names no amount, no code, no learner.

## Structures, venues and rights

registerStructure = a enregistré une structure
applyForAccreditation = a demandé l’habilitation d’un lieu
decideAccreditation = a décidé d’une demande d’habilitation
answerCriteria = a répondu à la grille d’une demande d’habilitation
attachEvidence = a joint une pièce à une demande d’habilitation
openEvidence = a ouvert une pièce d’une demande d’habilitation
writeMessage = a écrit un message sur une demande d’habilitation
saveApplicationDraft = a enregistré le brouillon d’une demande d’habilitation
updateVenue = a modifié la fiche d’un lieu
importListings = a importé une liste de lieux
suspendVenue = a suspendu un lieu
reinstateVenue = a rétabli un lieu
withdrawVenue = a retiré l’habilitation d’un lieu
declareNode = a déclaré la machine d’un lieu

## Signing in

askSignIn = a demandé un code de connexion
signIn = a ouvert une connexion
renewAccess = a présenté une clé de connexion déjà remplacée
endAccess = a fermé une connexion
chooseOrganisation = a choisi pour quelle structure agir

## People

enrolMember = a donné un rôle à une personne
dismissMember = a mis fin au rôle d’une personne

## Proofs

proveSecondFactor = a donné sa deuxième preuve
setUpTotp = a demandé à ajouter un téléphone
confirmTotp = a ajouté un téléphone comme deuxième preuve
printCodeCard = a imprimé une carte de codes
endSecondFactor = a supprimé la deuxième preuve d’une personne
enrolDevice = a ajouté un poste d’accueil
endDevice = a retiré un poste d’accueil
setPin = a choisi un code court
openDevice = a ouvert un poste avec son code court
inviteMember = a invité une personne
acceptInvitation = a accepté une invitation
declineInvitation = a refusé une invitation
cancelInvitation = a annulé une invitation
leaveOrganisation = a quitté une structure

## By the machine itself

weeklyLetter = a écrit la lettre de la semaine

## Cheques

placeOrder = a commandé des carnets
quoteOrder = a établi le devis d’une commande
signOrder = a signé le devis d’une commande
issueInvoice = a établi la facture d’une commande
proposeProof = a envoyé le bon à tirer d’une commande
answerProof = a répondu au bon à tirer d’une commande
openProof = a ouvert le bon à tirer d’une commande
recordPrinting = a noté l’impression des carnets d’une commande
dispatchCarnets = a expédié des carnets à un point de remise
confirmDelivery = a compté les carnets d’une livraison
validateOrderEnd = a pris acte de la fin d’une commande
proposeEndStatement = a proposé l’état contradictoire d’une commande
answerEndStatement = a répondu à l’état contradictoire d’une commande
issueCreditNote = a établi l’avoir d’une commande
confirmRefund = a confirmé le remboursement d’un avoir
confirmFunds = a confirmé la réception de fonds d’une commande
issueCarnets = a émis les carnets d’une commande
openFile = a ouvert un fichier du réseau
askPrintRelease = a demandé les codes d’une commande pour l’impression
releasePrint = a libéré les codes d’une commande pour l’impression
openPrint = a ouvert les codes d’une commande pour l’impression
cancelPrintRun = a annulé un tirage et ses codes
allotCarnets = a réservé des carnets à un prescripteur
handOverCarnet = a remis un carnet
blockCarnet = a bloqué un carnet perdu ou volé
unblockCarnet = a débloqué un carnet retrouvé
replaceCarnet = a remplacé un carnet
sendCarnets = a envoyé des carnets
countParcel = a compté un envoi de carnets
returnCarnets = a rendu des carnets au réseau
blockStock = a bloqué des carnets perdus ou volés avant leur remise
allocateCarnets = a réparti des carnets entre les prescripteurs
requestCarnet = a noté la demande d’un carnet
withdrawRequest = a retiré la demande d’un carnet
setCarnetAside = a mis un carnet de côté
postCarnet = a envoyé un carnet par la poste
handOverRequest = a remis un carnet demandé
settleRequestRule = a fixé les règles des demandes d’une commande
decideRequest = a décidé d’une demande de carnet
recordDiagnostic = a noté un bilan
draftQuestions = a écrit les prochaines questions du bilan
publishQuestions = a publié les questions du bilan
redeemCheques = a encaissé des chèques
voidRedemption = a annulé un encaissement
reverseRedemptions = a corrigé un encaissement
holdRedemptions = a retenu des chèques avant leur paiement
releaseRedemptions = a libéré des chèques retenus
holdPayments = a retenu les paiements d’un lieu
releasePayments = a libéré les paiements d’un lieu
askForPapers = a demandé des chèques papier à un lieu
answerPapers = a répondu à une demande de chèques papier
checkPapers = a regardé les chèques papier d’un lieu
openDispute = a contesté un relevé
answerDispute = a écrit sur une contestation
closeDispute = a clos une contestation
holdCheques = a fait garder des chèques pour un rendez-vous
releaseCheques = a rendu des chèques gardés pour un rendez-vous
recordWelcome = a accueilli une personne sans chèque
recordHelp = a noté un coup de main
undoHelp = a annulé un coup de main
closeExpiredOrder = a clos une commande terminée

## Payments

prepareSettlement = a préparé un règlement
approveSettlement = a validé un règlement
exportSettlement = a produit le fichier de banque d’un règlement
confirmSettlement = a confirmé le paiement d’un règlement
checkNetwork = a vérifié les comptes du réseau
exportFec = a produit le fichier des écritures comptables
importBankFile = a importé un fichier de la banque
confirmIncomingFunds = a rapproché une somme reçue de sa commande
proposeBankAccount = a proposé un compte bancaire
decideBankAccount = a décidé d’un compte bancaire
setPaymentTerms = a fixé les conditions de paiement
setFeeRule = a fixé les frais d’une commande

## Learners

keepLearner = a noté une personne accompagnée
changeLearner = a corrigé la fiche d’une personne accompagnée
renewLearnerCard = a donné une nouvelle carte à une personne accompagnée
serveLearner = a reçu une personne qui montrait sa carte
recordConsents = a noté les accords d’une personne accompagnée
mergeLearners = a réuni deux fiches d’une même personne
undoLearnerMerge = a séparé deux fiches réunies
eraseLearner = a effacé une personne accompagnée
sendReferral = a orienté une personne vers un autre lieu
seeReferral = a vu une orientation reçue
answerReferral = a répondu à une orientation
settleReferral = a décidé d’une orientation envoyée
tellReferral = a prévenu une personne de son orientation
openReferralLink = a ouvert une adresse secrète pour un partenaire
closeReferralLink = a fermé une adresse secrète de partenaire
answerLinkedReferral = a reçu la réponse d’un partenaire à une orientation

## Workshops

createWorkshop = a créé un atelier
changeWorkshop = a modifié un atelier
scheduleSession = a fixé une date d’atelier
changeSession = a modifié une date d’atelier
cancelSession = a annulé une date d’atelier
createSeries = a créé une série de séances
bookSeat = a réservé une place
confirmSeat = a confirmé une place
endBooking = a annulé ou déplacé une réservation
closeErrand = a noté ce que le réseau a fait pour une réservation
recordAttendance = a rempli une feuille de présence
endSeries = a arrêté une série de séances
addRoom = a ajouté une salle
endRoom = a retiré une salle
addTrainer = a ajouté une personne qui anime
endTrainer = a retiré une personne qui anime
openFeed = a ouvert un agenda à suivre
closeFeed = a fermé un agenda à suivre
addCalendar = a ajouté un agenda à relire
removeCalendar = a retiré un agenda à relire
completeCalendarEntry = a complété des séances venues d’un agenda
