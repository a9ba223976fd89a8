//! The one table of rights. What it does not allow is refused.
//!
//! Every root field of the schema is an [`Action`] of the same name; `tests/snapshots/access.txt` prints the whole table.

use super::role::Role::{
    self, Administrator, Analyst, CounterStaff, Funder, Operator, Prescriber, Treasurer, VenueManager,
};

/// How far a right goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Not at all.
    Never,
    /// On what belongs to the caller's own structure.
    Own,
    /// Anywhere in the network.
    Any,
}

use Reach::{Any, Own};

macro_rules! actions {
    ($($action:ident $field:literal $public:ident [$($role:ident $reach:ident),*];)*) => {
        /// A deed that can be asked of the network: one for each root field of the schema, and the few of [`DOORS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $(#[doc = concat!("`", $field, "`.")] $action,)* }

        impl Action {
            /// Every deed, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$action,)*];

            /// The root field of the schema that asks for it, or the door of its own.
            pub const fn field(self) -> &'static str {
                match self { $(Self::$action => $field,)* }
            }
        }

        /// How far anybody may do it, without a token.
        pub const fn public(action: Action) -> Reach {
            match action { $(Action::$action => Reach::$public,)* }
        }

        /// How far this role may do it.
        pub const fn reach(role: Role, action: Action) -> Reach {
            match (action, role) {
                $($((Action::$action, $role) => $reach,)*)*
                _ => Reach::Never,
            }
        }
    };
}

// deed, field, how far for anybody, then role by role.
actions! {
    // Read by all.
    Communes "communes" Any [];
    Commune "commune" Any [];
    Venues "venues" Any [];
    Venue "venue" Any [];
    ListedPlaces "listedPlaces" Any [];
    FormalityPlaces "formalityPlaces" Any [];
    // Signing in. Whoever asks is nobody yet; what is asked proves them, or not.
    AskSignIn "askSignIn" Any [];
    SignIn "signIn" Any [];
    RenewAccess "renewAccess" Any [];
    EndAccess "endAccess" Any [];
    ChooseOrganisation "chooseOrganisation" Any [];
    Me "me" Any [];
    // Proofs. The same: what is asked is one's own, or proves who asks.
    ProveSecondFactor "proveSecondFactor" Any [];
    SetUpTotp "setUpTotp" Any [];
    ConfirmTotp "confirmTotp" Any [];
    PrintCodeCard "printCodeCard" Any [];
    EndSecondFactor "endSecondFactor" Never [Administrator Any];
    OwnDevice "ownDevice" Any [];
    OpenDevice "openDevice" Any [];
    SetPin "setPin" Any [];
    EnrolDevice "enrolDevice" Never [VenueManager Own, Administrator Any];
    EndDevice "endDevice" Never [VenueManager Own, Administrator Any];
    Devices "devices" Never [VenueManager Own, Administrator Any];
    InviteMember "inviteMember" Never [VenueManager Own, Administrator Any];
    CancelInvitation "cancelInvitation" Never [VenueManager Own, Administrator Any];
    Invitations "invitations" Never [VenueManager Own, Administrator Any];
    AcceptInvitation "acceptInvitation" Any [];
    DeclineInvitation "declineInvitation" Any [];
    LeaveOrganisation "leaveOrganisation" Any [];
    Trail "trail" Never [VenueManager Own, Administrator Any];
    NetworkKeys "networkKeys" Never [Administrator Any];
    DeedsInPairs "deedsInPairs" Never [Operator Any, Treasurer Any, Administrator Any];
    Places "places" Any [];
    CriteriaGrid "criteriaGrid" Any [];
    // Registry.
    RegisterStructure "registerStructure" Never [Operator Any, Administrator Any];
    EnrolMember "enrolMember" Never [VenueManager Own, Administrator Any];
    DismissMember "dismissMember" Never [VenueManager Own, Administrator Any];
    Members "members" Never [VenueManager Own, Administrator Any];
    ApplyForAccreditation "applyForAccreditation" Never [VenueManager Own, Operator Any];
    Applications "applications" Never [VenueManager Own, Operator Any];
    Application "application" Never [VenueManager Own, Operator Any];
    ApplicationDraft "applicationDraft" Never [VenueManager Own];
    SaveApplicationDraft "saveApplicationDraft" Never [VenueManager Own];
    AnswerCriteria "answerCriteria" Never [VenueManager Own, Operator Any];
    AttachEvidence "attachEvidence" Never [VenueManager Own, Operator Any];
    OpenEvidence "openEvidence" Never [VenueManager Own, Operator Any];
    WriteMessage "writeMessage" Never [VenueManager Own, Operator Any];
    Duplicates "duplicates" Never [Operator Any];
    Structures "structures" Never [Operator Any, Administrator Any];
    UpdateVenue "updateVenue" Never [VenueManager Own, Operator Any];
    ImportListings "importListings" Never [Operator Any];
    DecideAccreditation "decideAccreditation" Never [Operator Any];
    SuspendVenue "suspendVenue" Never [Operator Any];
    ReinstateVenue "reinstateVenue" Never [Operator Any];
    WithdrawVenue "withdrawVenue" Never [Operator Any];
    DeclareNode "declareNode" Never [Operator Any, Administrator Any];
    // Cheques.
    Orders "orders" Never [Operator Any, Treasurer Any, Funder Own, Analyst Any];
    Order "order" Never [Operator Any, Treasurer Any, Funder Own, Analyst Any];
    PlaceOrder "placeOrder" Never [Funder Own, Operator Any];
    OrderTasks "orderTasks" Never [Operator Any, Treasurer Any, Funder Own];
    QuoteOrder "quoteOrder" Never [Operator Any];
    SignOrder "signOrder" Never [Funder Own];
    IssueInvoice "issueInvoice" Never [Operator Any];
    ProposeProof "proposeProof" Never [Operator Any];
    AnswerProof "answerProof" Never [Funder Own];
    OpenProof "openProof" Never [Operator Any, Funder Own];
    RecordPrinting "recordPrinting" Never [Operator Any];
    DispatchCarnets "dispatchCarnets" Never [Operator Any];
    ConfirmDelivery "confirmDelivery" Never [Operator Any, Prescriber Own];
    ConfirmFunds "confirmFunds" Never [Treasurer Any];
    IssueCarnets "issueCarnets" Never [Operator Any];
    AskPrintRelease "askPrintRelease" Never [Operator Any];
    ReleasePrint "releasePrint" Never [Operator Any];
    OpenPrint "openPrint" Never [Operator Any];
    PrintReleases "printReleases" Never [Operator Any];
    CancelPrintRun "cancelPrintRun" Never [Operator Any];
    OpenFile "openFile" Never [Operator Any, Treasurer Any, VenueManager Own];
    DepositFile "POST /files" Never [VenueManager Own, Operator Any, Treasurer Any];
    AllotCarnets "allotCarnets" Never [Operator Any];
    Stock "stock" Never [Prescriber Own, Operator Any];
    HandOvers "handOvers" Never [Prescriber Own];
    Carnet "carnet" Never [Prescriber Own];
    HandOverCarnet "handOverCarnet" Never [Prescriber Own];
    CarnetFiles "carnetFiles" Never [Prescriber Own, CounterStaff Own, VenueManager Own, Operator Any];
    BlockCarnet "blockCarnet" Never [Prescriber Own, CounterStaff Own, VenueManager Own, Operator Any];
    UnblockCarnet "unblockCarnet" Never [Prescriber Own, CounterStaff Own, VenueManager Own, Operator Any];
    ReplaceCarnet "replaceCarnet" Never [Prescriber Own, CounterStaff Own, VenueManager Own, Operator Any];
    Stocks "stocks" Never [Operator Any];
    Parcels "parcels" Never [Prescriber Own, VenueManager Own, Operator Any];
    CarnetMoves "carnetMoves" Never [Prescriber Own, VenueManager Own, Operator Any];
    DistributionPoints "distributionPoints" Never [Prescriber Any, VenueManager Any, Operator Any];
    SendCarnets "sendCarnets" Never [Prescriber Own, VenueManager Own, Operator Any];
    CountParcel "countParcel" Never [Prescriber Own, VenueManager Own, Operator Any];
    ReturnCarnets "returnCarnets" Never [Prescriber Own, VenueManager Own, Operator Any];
    BlockStock "blockStock" Never [Prescriber Own, VenueManager Own, Operator Any];
    AllocationPlan "allocationPlan" Never [Operator Any];
    AllocateCarnets "allocateCarnets" Never [Operator Any];
    // Requests for a booklet: who records them knows who asks; the funder and the network never do.
    RequestCarnet "requestCarnet" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    CarnetRequests "carnetRequests" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    CarnetRequest "carnetRequest" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    WithdrawRequest "withdrawRequest" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    SetCarnetAside "setCarnetAside" Never [Prescriber Own];
    PostCarnet "postCarnet" Never [Prescriber Own];
    HandOverRequest "handOverRequest" Never [Prescriber Own];
    RequestQueue "requestQueue" Never [Funder Own, Operator Any];
    RequestRule "requestRule" Never [Funder Own, Operator Any];
    SettleRequestRule "settleRequestRule" Never [Funder Own, Operator Any];
    DecideRequest "decideRequest" Never [Funder Own, Operator Any];
    Booklet "booklet" Any [];
    Counters "counters" Never [CounterStaff Own, VenueManager Own];
    Cheque "cheque" Never [CounterStaff Own, VenueManager Own, Operator Any];
    LookOver "lookOver" Never [CounterStaff Own, VenueManager Own];
    RedeemCheques "redeemCheques" Never [CounterStaff Own, VenueManager Own];
    VoidRedemption "voidRedemption" Never [CounterStaff Own, VenueManager Own];
    HoldCheques "holdCheques" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    ReleaseCheques "releaseCheques" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    CounterOffer "counterOffer" Never [CounterStaff Own, VenueManager Own];
    RecordWelcome "recordWelcome" Never [CounterStaff Own, VenueManager Own];
    Receipt "receipt" Never [CounterStaff Own, VenueManager Own];
    CounterDay "counterDay" Never [CounterStaff Own, VenueManager Own];
    ValidateOrderEnd "validateOrderEnd" Never [Funder Own];
    // People who learn: who keeps them knows them, who serves them knows a first name; figures and the network never.
    ConsentForm "consentForm" Any [];
    Learners "learners" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    Learner "learner" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    LearnerRecord "learnerRecord" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    SimilarLearners "similarLearners" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    KeepLearner "keepLearner" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    ChangeLearner "changeLearner" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    RenewLearnerCard "renewLearnerCard" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    ServeLearner "serveLearner" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    RecordConsents "recordConsents" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    MergeLearners "mergeLearners" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    UndoLearnerMerge "undoLearnerMerge" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    EraseLearner "eraseLearner" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    // Help outside sessions: of nobody in particular, unless they show their card.
    RecordHelp "recordHelp" Never [CounterStaff Own, VenueManager Own];
    UndoHelp "undoHelp" Never [CounterStaff Own, VenueManager Own];
    Helps "helps" Never [CounterStaff Own, VenueManager Own];
    // What they can do already: read by who made it, and by who knows the person while the person agrees; never by the network.
    QuestionSet "questionSet" Any [];
    RecordDiagnostic "recordDiagnostic" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    Diagnostic "diagnostic" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    Diagnostics "diagnostics" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    DiagnosticCounts "diagnosticCounts" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    // Somebody sent to another place, with their accord; a partner outside holds a secret address.
    SendReferral "sendReferral" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    SettleReferral "settleReferral" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    TellReferral "tellReferral" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    OpenReferralLink "openReferralLink" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    CloseReferralLink "closeReferralLink" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    SeeReferral "seeReferral" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    AnswerReferral "answerReferral" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    Referrals "referrals" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    Referral "referral" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    ReferralCounts "referralCounts" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    LinkedReferral "linkedReferral" Any [];
    AnswerLinkedReferral "answerLinkedReferral" Any [];
    Recommendations "recommendations" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    QuestionSets "questionSets" Never [Operator Any];
    DraftQuestions "draftQuestions" Never [Operator Any];
    PublishQuestions "publishQuestions" Never [Operator Any];
    // After the counter.
    Acts "acts" Never [Operator Any, Treasurer Any];
    PaidServices "paidServices" Never [Operator Any, Treasurer Any];
    HeldPayments "heldPayments" Never [Operator Any, Treasurer Any];
    ReverseRedemptions "reverseRedemptions" Never [Operator Any];
    HoldRedemptions "holdRedemptions" Never [Operator Any];
    ReleaseRedemptions "releaseRedemptions" Never [Operator Any];
    HoldPayments "holdPayments" Never [Operator Any];
    ReleasePayments "releasePayments" Never [Operator Any];
    PaperRequests "paperRequests" Never [VenueManager Own, Operator Any, Treasurer Any];
    PaperRequest "paperRequest" Never [VenueManager Own, Operator Any, Treasurer Any];
    AskForPapers "askForPapers" Never [Operator Any];
    AnswerPapers "answerPapers" Never [VenueManager Own];
    CheckPapers "checkPapers" Never [Operator Any];
    Disputes "disputes" Never [VenueManager Own, Operator Any, Treasurer Any];
    Dispute "dispute" Never [VenueManager Own, Operator Any, Treasurer Any];
    OpenDispute "openDispute" Never [VenueManager Own];
    AnswerDispute "answerDispute" Never [VenueManager Own, Operator Any];
    CloseDispute "closeDispute" Never [Operator Any];
    CloseExpiredOrder "closeExpiredOrder" Never [Operator Any, Treasurer Any];
    ProposeEndStatement "proposeEndStatement" Never [Operator Any];
    AnswerEndStatement "answerEndStatement" Never [Funder Own];
    IssueCreditNote "issueCreditNote" Never [Treasurer Any];
    ConfirmRefund "confirmRefund" Never [Treasurer Any];
    // Settlement.
    Settlements "settlements" Never [Treasurer Any, Operator Any];
    Settlement "settlement" Never [Treasurer Any, Operator Any];
    SettlementPreview "settlementPreview" Never [Treasurer Any, Operator Any];
    Statements "statements" Never [VenueManager Own, Treasurer Any, Operator Any];
    Statement "statement" Never [VenueManager Own, Treasurer Any, Operator Any];
    NextPayments "nextPayments" Never [VenueManager Own, Treasurer Any, Operator Any];
    PrepareSettlement "prepareSettlement" Never [Treasurer Any];
    ApproveSettlement "approveSettlement" Never [Treasurer Any];
    ExportSettlement "exportSettlement" Never [Treasurer Any];
    ConfirmSettlement "confirmSettlement" Never [Treasurer Any];
    // The bank, and on which account a structure is paid.
    ImportBankFile "importBankFile" Never [Treasurer Any];
    ConfirmIncomingFunds "confirmIncomingFunds" Never [Treasurer Any];
    BankFiles "bankFiles" Never [Treasurer Any, Operator Any];
    BankFile "bankFile" Never [Treasurer Any, Operator Any];
    ReturnedPayments "returnedPayments" Never [Treasurer Any, Operator Any];
    BankAccount "bankAccount" Never [VenueManager Own, Treasurer Any, Operator Any];
    BankDossiers "bankDossiers" Never [Treasurer Any, Operator Any];
    ProposeBankAccount "proposeBankAccount" Never [VenueManager Own, Operator Any];
    DecideBankAccount "decideBankAccount" Never [Treasurer Any, Operator Any];
    PaymentTerms "paymentTerms" Any [];
    PlannedTerms "plannedTerms" Any [];
    FeeRules "feeRules" Never [Operator Any, Treasurer Any];
    SetPaymentTerms "setPaymentTerms" Never [Treasurer Any];
    SetFeeRule "setFeeRule" Never [Operator Any];
    SettlementCalendar "settlementCalendar" Any [];
    NetworkCheck "networkCheck" Never [Operator Any, Treasurer Any, Funder Any, Analyst Any, Administrator Any];
    CheckNetwork "checkNetwork" Never [Operator Any, Treasurer Any, Administrator Any];
    // The books, as an accountant and those who pay read them.
    TrialBalance "trialBalance" Never [Operator Any, Treasurer Any];
    AccountStatement "accountStatement" Never [Operator Any, Treasurer Any];
    OrderStatement "orderStatement" Never [Operator Any, Treasurer Any, Funder Own];
    ExportFec "exportFec" Never [Treasurer Any];
    FundProof "fundProof" Never [Operator Any, Treasurer Any, Funder Any, Administrator Any];
    DailyRoots "dailyRoots" Never [Operator Any, Treasurer Any, Funder Any, Administrator Any];
    Transparency "transparency" Any [];
    // Figures.
    Funnel "funnel" Never [Operator Any, Treasurer Any, Funder Own, Analyst Any];
    CommuneFigures "communeFigures" Never [Operator Any, Funder Own, Analyst Any];
    HelpFigures "helpFigures" Never [Operator Any, Analyst Any];
    // Who comes to sessions: booked at any venue, read where they are welcomed, changed by who booked and by the venue.
    BookSeat "bookSeat" Never [Prescriber Any, CounterStaff Any, VenueManager Any];
    ConfirmSeat "confirmSeat" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    EndBooking "endBooking" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    CloseErrand "closeErrand" Never [Prescriber Own, CounterStaff Own, VenueManager Own];
    SessionBookings "sessionBookings" Never [CounterStaff Own, VenueManager Own];
    RecordAttendance "recordAttendance" Never [CounterStaff Own, VenueManager Own];
    Errands "errands" Never [CounterStaff Own, VenueManager Own];
    // The venue's own agenda.
    CreateWorkshop "createWorkshop" Never [CounterStaff Own, VenueManager Own];
    ChangeWorkshop "changeWorkshop" Never [CounterStaff Own, VenueManager Own];
    ScheduleSession "scheduleSession" Never [CounterStaff Own, VenueManager Own];
    ChangeSession "changeSession" Never [CounterStaff Own, VenueManager Own];
    CancelSession "cancelSession" Never [CounterStaff Own, VenueManager Own];
    CreateSeries "createSeries" Never [CounterStaff Own, VenueManager Own];
    EndSeries "endSeries" Never [CounterStaff Own, VenueManager Own];
    SeriesPreview "seriesPreview" Never [CounterStaff Own, VenueManager Own];
    AddRoom "addRoom" Never [CounterStaff Own, VenueManager Own];
    EndRoom "endRoom" Never [CounterStaff Own, VenueManager Own];
    AddTrainer "addTrainer" Never [VenueManager Own];
    EndTrainer "endTrainer" Never [VenueManager Own];
    Trainers "trainers" Never [CounterStaff Own, VenueManager Own];
    OpenFeed "openFeed" Never [VenueManager Own];
    CloseFeed "closeFeed" Never [VenueManager Own];
    Feeds "feeds" Never [VenueManager Own];
    Feed "feed" Any [];
    AddCalendar "addCalendar" Never [VenueManager Own];
    RemoveCalendar "removeCalendar" Never [VenueManager Own];
    CompleteCalendarEntry "completeCalendarEntry" Never [CounterStaff Own, VenueManager Own];
    Calendars "calendars" Never [CounterStaff Own, VenueManager Own];
    CalendarEntries "calendarEntries" Never [CounterStaff Own, VenueManager Own];
    Series "series" Any [];
    Rooms "rooms" Any [];
    Sessions "sessions" Any [];
    Workshops "workshops" Any [];
}

/// The deeds that are asked at a door of their own over HTTP, and so are no field of the schema.
pub const DOORS: &[Action] = &[Action::DepositFile];

/// The deeds that move money or the right to it: one of them fills a request alone.
pub const MONEY: &[Action] = &[
    Action::PlaceOrder,
    Action::QuoteOrder,
    Action::SignOrder,
    Action::IssueInvoice,
    Action::AnswerEndStatement,
    Action::IssueCreditNote,
    Action::ConfirmRefund,
    Action::ConfirmFunds,
    Action::IssueCarnets,
    Action::HandOverCarnet,
    Action::UnblockCarnet,
    Action::ReplaceCarnet,
    Action::HandOverRequest,
    Action::HoldCheques,
    Action::ReleaseCheques,
    Action::RecordAttendance,
    Action::RedeemCheques,
    Action::VoidRedemption,
    Action::ReverseRedemptions,
    Action::HoldRedemptions,
    Action::ReleaseRedemptions,
    Action::HoldPayments,
    Action::ReleasePayments,
    Action::CloseDispute,
    Action::CloseExpiredOrder,
    Action::PrepareSettlement,
    Action::ApproveSettlement,
    Action::ExportSettlement,
    Action::ConfirmSettlement,
    Action::ImportBankFile,
    Action::ConfirmIncomingFunds,
    Action::ProposeBankAccount,
    Action::DecideBankAccount,
    Action::SetPaymentTerms,
    Action::SetFeeRule,
];

/// The deeds for which a second factor must have been given in the last five minutes: money that leaves, and what opens it.
pub const STEP_UP: &[Action] = &[
    Action::ApproveSettlement,
    Action::ExportSettlement,
    Action::ExportFec,
    Action::OpenFile,
    Action::ReleasePrint,
    Action::OpenPrint,
    Action::CancelPrintRun,
    Action::EndSecondFactor,
    Action::IssueCreditNote,
    Action::DecideBankAccount,
    Action::SetPaymentTerms,
    Action::SetFeeRule,
];

/// The deeds that two persons do: what one begins with the first, another ends with the second. Whoever does both is refused
/// `SAME_PERSON`.
pub const IN_PAIRS: &[(Action, Action)] = &[
    (Action::ApplyForAccreditation, Action::DecideAccreditation),
    (Action::AskPrintRelease, Action::ReleasePrint),
    (Action::ProposeProof, Action::AnswerProof),
    (Action::ProposeEndStatement, Action::AnswerEndStatement),
    (Action::ProposeBankAccount, Action::DecideBankAccount),
    (Action::PrepareSettlement, Action::ApproveSettlement),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn money_is_never_public_and_always_somebodys() {
        for action in MONEY {
            assert_eq!(public(*action), Reach::Never, "{action:?}");
            assert!(Role::ALL.iter().any(|role| reach(*role, *action) > Reach::Never), "{action:?}");
        }
    }

    #[test]
    fn what_wants_a_second_factor_is_never_public() {
        assert!(STEP_UP.iter().all(|action| public(*action) == Reach::Never));
    }

    #[test]
    fn who_only_looks_changes_nothing() {
        let reads = [
            Action::Orders,
            Action::Order,
            Action::NetworkCheck,
            Action::Funnel,
            Action::CommuneFigures,
            Action::HelpFigures,
        ];
        for action in Action::ALL.iter().filter(|action| !reads.contains(action)) {
            assert_eq!(reach(Analyst, *action), Reach::Never, "{action:?}");
        }
    }

    #[test]
    fn who_pays_out_does_not_create_cheques_nor_take_them() {
        for action in [Action::IssueCarnets, Action::HandOverCarnet, Action::RedeemCheques] {
            assert_eq!(reach(Treasurer, action), Reach::Never, "{action:?}");
        }
        for action in
            [Action::ConfirmFunds, Action::ApproveSettlement, Action::ConfirmSettlement, Action::IssueCreditNote]
        {
            assert_eq!(reach(Operator, action), Reach::Never, "{action:?}");
        }
    }

    #[test]
    fn each_deed_has_a_field_of_its_own() {
        let fields: BTreeSet<_> = Action::ALL.iter().map(|action| action.field()).collect();
        assert_eq!(fields.len(), Action::ALL.len());
    }
}
