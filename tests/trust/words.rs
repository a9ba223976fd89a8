//! The rights as a lawyer reads them: what each role can and cannot do, and who reads what is private. In French.

use std::{collections::BTreeSet, fmt::Write};

use kernel::access::{
    Action, Reach,
    Role::{self, Administrator, Analyst, CounterStaff, Funder, Operator, Prescriber, Treasurer, VenueManager},
    policy::{self, MONEY, STEP_UP},
};

use super::{
    classes::{Class, Classes},
    lines::OF_ONESELF,
};

/// What each root field lets do, said after « peut ». In the order of the table of rights.
const DEEDS: &[(&str, &str)] = &[
    // Read by all.
    ("communes", "lire la liste des communes"),
    ("commune", "lire la fiche d'une commune"),
    ("venues", "chercher un lieu"),
    ("venue", "lire la fiche d'un lieu"),
    ("listedPlaces", "chercher un lieu d'aide recensé hors du réseau"),
    ("formalityPlaces", "chercher un lieu où une démarche est faite avec la personne ou pour elle"),
    // Signing in.
    ("askSignIn", "demander un code pour se connecter"),
    ("signIn", "se connecter avec le code ou le lien reçu"),
    ("renewAccess", "prolonger sa propre visite"),
    ("endAccess", "se déconnecter"),
    ("chooseOrganisation", "changer de structure parmi les siennes"),
    ("me", "lire ce que le réseau sait de soi"),
    // Proofs, devices, invitations.
    ("proveSecondFactor", "donner son second facteur"),
    ("setUpTotp", "commencer à poser son second facteur par téléphone"),
    ("confirmTotp", "confirmer son second facteur par téléphone"),
    ("printCodeCard", "imprimer sa carte de codes"),
    ("endSecondFactor", "retirer son second facteur à une personne"),
    ("ownDevice", "lire ce qu'est le poste que l'on tient"),
    ("openDevice", "rouvrir un poste avec son code"),
    ("setPin", "choisir son code sur un poste"),
    ("enrolDevice", "inscrire un poste de guichet"),
    ("endDevice", "retirer un poste de guichet"),
    ("devices", "lire la liste des postes"),
    ("inviteMember", "inviter une personne"),
    ("cancelInvitation", "annuler une invitation"),
    ("invitations", "lire les invitations en attente"),
    ("acceptInvitation", "accepter une invitation qui est pour soi"),
    ("declineInvitation", "décliner une invitation qui est pour soi"),
    ("leaveOrganisation", "quitter une structure"),
    ("trail", "lire le journal des actes"),
    ("networkKeys", "lire l'état des clés du réseau"),
    ("deedsInPairs", "lire ce qui se fait à deux, et s'il manque quelqu'un"),
    // Registry.
    ("registerStructure", "inscrire une structure"),
    ("enrolMember", "donner un rôle à une personne"),
    ("dismissMember", "retirer un rôle à une personne"),
    ("members", "lire la liste des membres"),
    ("applyForAccreditation", "demander l'habilitation d'un lieu"),
    ("applications", "lire les demandes d'habilitation"),
    ("decideAccreditation", "décider d'une demande d'habilitation"),
    ("suspendVenue", "suspendre un lieu"),
    ("reinstateVenue", "lever la suspension d'un lieu"),
    ("withdrawVenue", "retirer son habilitation à un lieu"),
    ("declareNode", "déclarer la machine d'un lieu"),
    ("places", "chercher une commune par son nom ou son code postal"),
    ("criteriaGrid", "lire la grille de critères de l'habilitation"),
    ("application", "lire une demande d'habilitation"),
    ("applicationDraft", "relire son brouillon de demande"),
    ("saveApplicationDraft", "garder un brouillon de demande"),
    ("answerCriteria", "répondre aux critères d'une demande"),
    ("attachEvidence", "joindre une pièce à une demande"),
    ("openEvidence", "télécharger une pièce d'une demande, une fois"),
    ("writeMessage", "écrire dans le fil d'une demande"),
    ("duplicates", "lire les lieux qui se ressemblent"),
    ("structures", "chercher une structure"),
    ("updateVenue", "modifier la fiche d'un lieu"),
    ("importListings", "importer des lieux recensés"),
    // Cheques.
    ("orders", "lire les commandes de carnets"),
    ("placeOrder", "commander des carnets"),
    ("orderTasks", "lire ce qui attend dans les commandes"),
    ("quoteOrder", "établir le devis d'une commande"),
    ("signOrder", "signer le devis de sa commande"),
    ("issueInvoice", "établir la facture d'une commande"),
    ("proposeProof", "envoyer le bon à tirer d'une commande"),
    ("answerProof", "répondre au bon à tirer de sa commande"),
    ("openProof", "télécharger le bon à tirer d'une commande, une fois"),
    ("recordPrinting", "noter l'impression des carnets d'une commande"),
    ("dispatchCarnets", "expédier des carnets à un point de remise"),
    ("confirmDelivery", "compter les carnets d'une livraison"),
    ("validateOrderEnd", "prendre acte de la fin de sa commande"),
    ("proposeEndStatement", "proposer l'état contradictoire d'une commande"),
    ("answerEndStatement", "répondre à l'état contradictoire de sa commande"),
    ("issueCreditNote", "établir l'avoir d'une commande"),
    ("confirmRefund", "constater le remboursement d'un avoir"),
    ("confirmFunds", "constater l'arrivée des fonds d'une commande"),
    ("issueCarnets", "émettre les carnets d'une commande"),
    ("askPrintRelease", "demander les codes d'une commande pour l'impression"),
    ("releasePrint", "libérer les codes qu'une autre personne a demandés"),
    ("openPrint", "télécharger une fois des codes libérés"),
    ("printReleases", "lire qui a demandé, libéré et téléchargé les codes d'une commande"),
    ("cancelPrintRun", "annuler un tirage avant que ses chèques soient actifs"),
    ("openFile", "obtenir le droit de télécharger un fichier, une fois"),
    ("handOverCarnet", "remettre un carnet à une personne"),
    ("cheque", "consulter un chèque dont on a le code, sans le consommer"),
    ("redeemCheques", "encaisser des chèques"),
    ("voidRedemption", "annuler un encaissement du jour"),
    ("closeExpiredOrder", "clore une commande échue et en rendre le reste"),
    ("order", "lire une commande de carnets"),
    ("POST /files", "déposer un fichier"),
    ("allotCarnets", "attribuer des carnets à un prescripteur"),
    ("stock", "lire le stock de carnets d'un prescripteur"),
    ("handOvers", "lire ses remises de carnets"),
    ("carnet", "consulter un carnet de son stock"),
    ("carnetFiles", "retrouver un carnet par son numéro, ou par le jour et la commune de sa remise"),
    ("blockCarnet", "bloquer un carnet perdu ou volé"),
    ("unblockCarnet", "débloquer un carnet retrouvé"),
    ("replaceCarnet", "remplacer un carnet par un autre de la même commande"),
    ("stocks", "lire toutes les réserves de carnets"),
    ("parcels", "lire les envois de carnets"),
    ("carnetMoves", "lire les mouvements de carnets"),
    ("distributionPoints", "lire la liste des points de distribution"),
    ("sendCarnets", "envoyer des carnets à une autre réserve"),
    ("countParcel", "compter un envoi de carnets reçu"),
    ("returnCarnets", "rendre des carnets au réseau"),
    ("blockStock", "bloquer des carnets perdus ou volés avant leur remise"),
    ("allocationPlan", "calculer une répartition de carnets par commune"),
    ("allocateCarnets", "envoyer des carnets selon une répartition"),
    ("requestCarnet", "noter la demande d'un carnet pour une personne"),
    ("carnetRequests", "lire les demandes de carnet notées par sa structure"),
    ("carnetRequest", "lire une demande de carnet, avec la personne"),
    ("withdrawRequest", "retirer une demande de carnet"),
    ("setCarnetAside", "mettre de côté un carnet pour une demande"),
    ("postCarnet", "noter l'envoi d'un carnet par la poste"),
    ("handOverRequest", "remettre un carnet demandé"),
    ("requestQueue", "lire les demandes de carnet en attente, sans aucun nom"),
    ("requestRule", "lire les règles des demandes d'une commande"),
    ("settleRequestRule", "fixer les règles des demandes d'une commande"),
    ("decideRequest", "accepter ou refuser une demande de carnet, sans savoir de qui"),
    ("booklet", "lire ce qui reste d'un carnet dont on a le numéro et un code"),
    ("counters", "lire les lieux où l'on tient le guichet"),
    ("lookOver", "consulter plusieurs chèques dont on a les codes, sans les consommer"),
    ("counterOffer", "lire les ateliers du jour au guichet d'un lieu"),
    ("holdCheques", "faire garder des chèques pour un rendez-vous"),
    ("releaseCheques", "rendre des chèques gardés pour un rendez-vous"),
    ("recordWelcome", "noter une personne accueillie sans chèque"),
    ("receipt", "relire un reçu"),
    ("counterDay", "lire la journée du guichet"),
    // Learners.
    ("consentForm", "lire le texte des accords demandés aux personnes"),
    ("learners", "lire la liste des personnes accompagnées par sa structure"),
    ("learner", "lire la fiche d'une personne accompagnée"),
    ("learnerRecord", "lire ce que sa structure garde d'une personne, pour la personne"),
    ("similarLearners", "lire qui porte un nom semblable parmi les personnes accompagnées"),
    ("keepLearner", "noter une personne accompagnée"),
    ("changeLearner", "corriger la fiche d'une personne accompagnée"),
    ("renewLearnerCard", "donner une nouvelle carte à une personne accompagnée"),
    ("serveLearner", "recevoir une personne qui montre sa carte"),
    ("recordConsents", "noter les accords d'une personne accompagnée"),
    ("mergeLearners", "réunir deux fiches d'une même personne"),
    ("undoLearnerMerge", "séparer deux fiches réunies"),
    ("eraseLearner", "effacer une personne accompagnée"),
    // Help outside sessions.
    ("recordHelp", "noter un coup de main donné à une personne"),
    ("undoHelp", "annuler un coup de main le jour où il est noté"),
    ("helps", "lire les coups de main notés"),
    ("questionSet", "lire les questions du bilan"),
    ("recordDiagnostic", "noter le bilan d'une personne"),
    ("diagnostic", "lire un bilan fait par sa structure, ou partagé avec l'accord de la personne"),
    ("diagnostics", "lire les bilans d'une personne, avec son accord s'ils viennent d'ailleurs"),
    ("diagnosticCounts", "lire combien de bilans sa structure a faits"),
    // Referrals.
    ("sendReferral", "orienter une personne accompagnée vers un autre lieu, avec son accord"),
    ("settleReferral", "décider d'une orientation envoyée : prendre un autre moment, ou la retirer"),
    ("tellReferral", "noter que la personne orientée est prévenue"),
    ("openReferralLink", "ouvrir une adresse secrète pour un partenaire hors du réseau"),
    ("closeReferralLink", "fermer une adresse secrète de partenaire"),
    ("seeReferral", "noter qu'une orientation reçue est vue"),
    ("answerReferral", "répondre à une orientation reçue"),
    ("referrals", "lire les orientations envoyées ou reçues"),
    ("referral", "lire une orientation envoyée ou reçue"),
    ("referralCounts", "lire combien d'orientations sont envoyées et reçues"),
    ("linkedReferral", "lire une orientation dont on a l'adresse secrète"),
    ("answerLinkedReferral", "répondre à une orientation dont on a l'adresse secrète"),
    ("recommendations", "chercher les prochains ateliers qui conviennent à une personne"),
    ("questionSets", "lire toutes les versions des questions du bilan"),
    ("draftQuestions", "écrire les prochaines questions du bilan"),
    ("publishQuestions", "publier les questions du bilan"),
    // After the counter.
    ("acts", "chercher un encaissement"),
    ("paidServices", "lire ce que les chèques ont payé depuis un mois"),
    ("heldPayments", "lire les lieux dont les paiements sont retenus"),
    ("reverseRedemptions", "corriger un encaissement, payé ou non"),
    ("holdRedemptions", "retenir des chèques avant leur paiement"),
    ("releaseRedemptions", "libérer des chèques retenus"),
    ("holdPayments", "retenir les paiements d'un lieu"),
    ("releasePayments", "libérer les paiements d'un lieu"),
    ("paperRequests", "lire les demandes de chèques papier"),
    ("paperRequest", "lire une demande de chèques papier"),
    ("askForPapers", "demander des chèques papier à un lieu"),
    ("answerPapers", "répondre à une demande de chèques papier"),
    ("checkPapers", "dire quels chèques papier ont été vus"),
    ("disputes", "lire les contestations de relevés"),
    ("dispute", "lire une contestation"),
    ("openDispute", "contester un relevé"),
    ("answerDispute", "écrire dans le fil d'une contestation"),
    ("closeDispute", "clore une contestation"),
    // Settlement.
    ("settlement", "lire un règlement"),
    ("statement", "lire le relevé d'un lieu"),
    ("prepareSettlement", "préparer un règlement"),
    ("approveSettlement", "approuver un règlement préparé par quelqu'un d'autre"),
    ("exportSettlement", "obtenir le fichier bancaire d'un règlement"),
    ("confirmSettlement", "constater qu'un règlement est payé"),
    ("importBankFile", "importer un fichier de la banque"),
    ("confirmIncomingFunds", "constater qu'une somme reçue est celle d'une commande"),
    ("bankFiles", "lire la liste des fichiers de la banque"),
    ("bankFile", "lire un fichier de la banque, écriture par écriture"),
    ("returnedPayments", "lire les virements rejetés ou revenus"),
    ("bankAccount", "lire le compte bancaire d'une structure"),
    ("bankDossiers", "lire les comptes bancaires proposés"),
    ("proposeBankAccount", "proposer un compte bancaire"),
    ("decideBankAccount", "décider d'un compte bancaire proposé par quelqu'un d'autre"),
    ("paymentTerms", "lire les conditions de paiement"),
    ("plannedTerms", "lire les conditions de paiement à venir"),
    ("feeRules", "lire les frais d'une commande"),
    ("setPaymentTerms", "fixer les conditions de paiement"),
    ("setFeeRule", "fixer les frais d'une commande"),
    ("settlementCalendar", "lire le calendrier des règlements"),
    ("networkCheck", "lire la dernière vérification des comptes"),
    ("checkNetwork", "vérifier les comptes maintenant"),
    ("settlements", "lire la liste des règlements"),
    ("settlementPreview", "lire ce que serait le prochain règlement"),
    ("statements", "lire la liste des relevés d'un lieu"),
    ("nextPayments", "lire la date et le montant du prochain virement"),
    // The books.
    ("trialBalance", "lire la balance des comptes"),
    ("accountStatement", "lire le relevé d'un compte du registre"),
    ("orderStatement", "lire le relevé d'une commande, mois par mois"),
    ("exportFec", "obtenir le fichier des écritures comptables"),
    ("fundProof", "lire la preuve que l'argent est là"),
    ("dailyRoots", "lire les racines signées du registre"),
    ("transparency", "lire ce que le réseau publie de ses paiements"),
    ("funnel", "lire combien de chèques sont commandés, remis et utilisés"),
    ("communeFigures", "lire les chiffres par commune"),
    ("helpFigures", "lire combien de coups de main sont donnés, par commune et par mois"),
    // The venue's own agenda.
    ("createWorkshop", "proposer un atelier"),
    ("changeWorkshop", "modifier un atelier"),
    ("scheduleSession", "programmer une séance"),
    ("changeSession", "modifier une séance"),
    ("cancelSession", "annuler une séance"),
    ("createSeries", "créer une série de séances"),
    ("bookSeat", "réserver une place à une séance"),
    ("confirmSeat", "confirmer une place réservée"),
    ("endBooking", "annuler ou déplacer une réservation"),
    ("closeErrand", "noter que les chèques d'une réservation ont été traités"),
    ("sessionBookings", "lire qui vient à une séance"),
    ("recordAttendance", "remplir la feuille de présence d'une séance"),
    ("errands", "lire ce que le réseau doit encore faire pour les réservations d'un lieu"),
    ("endSeries", "arrêter une série de séances"),
    ("seriesPreview", "voir les dates d'une série avant de la créer"),
    ("addRoom", "ajouter une salle"),
    ("endRoom", "retirer une salle"),
    ("addTrainer", "ajouter une personne qui anime"),
    ("endTrainer", "retirer une personne qui anime"),
    ("trainers", "lire qui anime dans un lieu"),
    ("openFeed", "ouvrir un agenda à suivre"),
    ("closeFeed", "fermer un agenda à suivre"),
    ("feeds", "lire la liste des agendas à suivre"),
    ("feed", "suivre un agenda dont on a l'adresse secrète"),
    ("addCalendar", "ajouter un agenda à relire"),
    ("removeCalendar", "retirer un agenda à relire"),
    ("completeCalendarEntry", "compléter une séance venue d'un agenda"),
    ("calendars", "lire la liste des agendas relus"),
    ("calendarEntries", "lire les séances qui attendent leur atelier"),
    ("series", "lire les séries d'un lieu"),
    ("rooms", "lire les salles d'un lieu"),
    ("sessions", "lire les séances d'un lieu"),
    ("workshops", "lire les ateliers d'un lieu"),
];

const ROLES: [(Role, &str); 8] = [
    (CounterStaff, "Accueil"),
    (VenueManager, "Responsable de lieu"),
    (Prescriber, "Prescripteur"),
    (Operator, "Tête de réseau"),
    (Treasurer, "Trésorier"),
    (Funder, "Commanditaire"),
    (Analyst, "Analyste de l'intercommunalité"),
    (Administrator, "Administrateur"),
];

/// What holds for everybody; each sentence is tried by `tests/trust/matrix.rs`.
const FOR_ALL: &str = "\
Pour tous :
  - Ce qui n'est pas écrit ici comme permis est refusé.
  - Ce qui appartient à une autre structure et ce qui n'existe pas reçoivent la même réponse.
  - Une personne qui a plusieurs rôles a les droits de chacun, jamais davantage.
  - Un jeton périmé, révoqué ou d'une autre origine n'ouvre rien, pas même ce qui est public.
  - La parole de la machine d'un lieu n'ouvre rien de ce qui s'ouvre aux personnes.
  - Les gens d'un lieu suspendu gardent leurs droits, mais aucun chèque n'y est encaissé tant que dure la suspension.
  - Un geste marqué * demande un second facteur donné depuis moins de cinq minutes.
  - Un geste marqué € engage de l'argent : il est seul dans sa demande, et jamais fait deux fois.
";

/// The whole text.
pub(crate) fn rights() -> String {
    let mut text = format!("\nEn toutes lettres\n\n{FOR_ALL}");
    let public = Action::ALL.iter().filter(|action| policy::public(**action) != Reach::Never);
    list(&mut text, "Tout le monde, sans dire qui il est, peut", public);
    for (role, name) in ROLES {
        let _ = write!(text, "\n{name} ({})\n", role.name());
        for (reach, head) in [
            (Reach::Any, "Peut, dans tout le réseau"),
            (Reach::Own, "Peut, pour sa seule structure"),
            (Reach::Never, "Ne peut pas"),
        ] {
            list(&mut text, head, special().filter(|action| policy::reach(role, **action) == reach));
        }
    }
    private(&mut text);
    text
}

/// What is not for everybody.
fn special() -> impl Iterator<Item = &'static Action> {
    Action::ALL.iter().filter(|action| policy::public(**action) == Reach::Never)
}

fn list<'a>(text: &mut String, head: &str, deeds: impl Iterator<Item = &'a Action>) {
    let deeds: Vec<_> = deeds.collect();
    if deeds.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {head} :");
    for action in deeds {
        let money = if MONEY.contains(action) { ", €" } else { "" };
        let proof = if STEP_UP.contains(action) { ", *" } else { "" };
        let _ = writeln!(text, "    - {} ({}{money}{proof})", said(action.field()), action.field());
    }
}

/// What a root field lets do, in French.
fn said(field: &str) -> &'static str {
    let known = DEEDS.iter().find(|(named, _)| *named == field);
    known.unwrap_or_else(|| panic!("« {field} » is not said in tests/trust/words.rs")).1
}

/// Who reads what is private: each field with the deeds that show it and the roles that hold them.
fn private(text: &mut String) {
    let classes = Classes::read();
    for (class, head) in [
        (Class::Person, "Ce qui désigne une personne"),
        (Class::Bank, "Ce qui est d'un compte en banque"),
        (Class::Secret, "Ce qui ouvre quelque chose"),
        (Class::Guarded, "Ce qui n'est dit que dans une fiche publique, aux seuls intéressés"),
    ] {
        let _ = writeln!(text, "\n{head}, et qui peut le lire :");
        for field in classes.of(class) {
            let deeds = classes.shown_by(&field);
            let readers: BTreeSet<&str> = deeds.iter().flat_map(|deed| readers(deed)).collect();
            let readers = readers.into_iter().collect::<Vec<_>>().join(", ");
            let _ = writeln!(text, "  - {field} (par {}) : {readers}", deeds.join(", "));
        }
    }
}

fn readers(field: &str) -> Vec<&'static str> {
    let action = Action::ALL.iter().find(|action| action.field() == field).expect("each root field is a deed");
    if policy::public(*action) != Reach::Never {
        return vec![if OF_ONESELF.contains(&field) { "soi-même" } else { "qui le demande" }];
    }
    let held = ROLES.iter().filter(|(role, _)| policy::reach(*role, *action) != Reach::Never);
    held.map(|(_, name)| *name).collect()
}

#[test]
fn each_deed_is_said_once() {
    let deeds: BTreeSet<&str> = Action::ALL.iter().map(|action| action.field()).collect();
    let said: Vec<&str> = DEEDS.iter().map(|(field, _)| *field).collect();
    let once: BTreeSet<&str> = said.iter().copied().collect();
    assert_eq!(said.len(), once.len(), "a deed is said twice in tests/trust/words.rs");
    let unsaid: Vec<_> = deeds.difference(&once).collect();
    let stale: Vec<_> = once.difference(&deeds).collect();
    assert!(unsaid.is_empty() && stale.is_empty(), "tests/trust/words.rs: not said {unsaid:?}, no deed {stale:?}");
}
