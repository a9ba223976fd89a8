//! One thing of each kind, and the least that each deed needs to be well formed.

use kernel::access::Action;
use serde_json::{Value, json};

use crate::support::network::{
    Network, Place, Plan, Wanted,
    answer::text,
    counter::unknown,
    deeds::{APPLICATIONS, APPLY, ENROL, ENROL_DEVICE, INVITE, ISSUE},
    demand,
    diagnostics::{answered, questions},
    workshop,
};

/// One thing of each kind.
pub(super) struct Things {
    pub(super) venue: String,
    pub(super) structure: String,
    funder: String,
    prescriber: String,
    member: String,
    application: String,
    order: String,
    file: String,
    serial: String,
    pub(super) code: String,
    receipt: String,
    run: String,
    workshop: String,
    session: String,
    plan: Plan,
    device: String,
    invitation: String,
}

impl Things {
    pub(super) async fn of(net: &Network, place: &Place) -> Self {
        let carnet = net.carnet().await;
        let receipt = text(&net.redeems(place, &[&carnet[0]]).await.ok()["id"]);
        let order = net.places(&Wanted::default()).await;
        let issued = net.asks(&net.cast.operator, ISSUE, json!({ "order": order })).await.ok();
        let workshop = net.offers(place, "Prendre en main son téléphone").await;
        let session = net.schedules(place, &workshop, "2025-10-20T14:00:00+02:00").await.ok();
        let enrolment = json!({ "organisation": place.structure, "person": net.nothing(), "role": "COUNTER_STAFF" });
        let member = net.asks(&place.manager, ENROL, enrolment).await.ok();
        let enrolled = json!({ "organisation": place.structure, "name": "Tablette" });
        let device = net.asks(&place.manager, ENROL_DEVICE, enrolled).await.ok();
        let invited = json!({
            "organisation": place.structure, "mail": format!("{}@b.example", net.nothing()), "name": "Ana",
            "roles": ["COUNTER_STAFF"],
        });
        let invitation = net.asks(&place.manager, INVITE, invited).await.ok();
        let renewal = json!({ "input": { "venueId": place.id, "account": demand("Auchy")["account"] } });
        let application = net.asks(&net.cast.operator, APPLY, renewal).await;
        // Of one venue, one renewal waits: who comes again finds the first.
        let waiting = net.asks(&net.cast.operator, APPLICATIONS, json!({ "stage": "PENDING" })).await.nodes();
        drop(application);
        let application = waiting.first().cloned().unwrap_or_default();
        Self {
            venue: place.id.clone(),
            structure: place.structure.clone(),
            funder: net.cast.funder.organisation(),
            prescriber: net.cast.prescriber.organisation(),
            member: text(&member["id"]),
            application: text(&application["id"]),
            order,
            file: text(&issued["printRun"]["id"]),
            serial: carnet.serial.clone(),
            code: carnet[1].to_owned(),
            receipt,
            run: net.prepares().await,
            plan: net.plans(place, &workshop).await,
            workshop,
            session: text(&session["id"]),
            device: text(&device["id"]),
            invitation: text(&invitation["id"]),
        }
    }

    pub(super) fn absent(net: &Network) -> Self {
        let id = || net.nothing();
        Self {
            serial: "ZZZZZ-0001".to_owned(),
            code: unknown(1),
            venue: id(),
            structure: id(),
            funder: id(),
            prescriber: id(),
            member: id(),
            application: id(),
            order: id(),
            file: id(),
            receipt: id(),
            run: id(),
            workshop: id(),
            session: id(),
            plan: Plan { series: id(), room: id(), trainer: id(), feed: id(), calendar: id() },
            device: id(),
            invitation: id(),
        }
    }

    /// The least that each deed needs to be well formed: a table, one line a deed.
    pub(super) fn variables(&self, action: Action) -> Value {
        let (venue, order, run, why) = (&self.venue, &self.order, &self.run, "Contrôle");
        match action {
            Action::Communes | Action::CommuneFigures => json!({ "year": 2025 }),
            Action::Commune => json!({ "code": "62447", "year": 2025 }),
            Action::Venues | Action::ListedPlaces | Action::Applications | Action::Orders | Action::NetworkCheck => {
                json!({})
            }
            Action::Venue => json!({ "id": venue }),
            Action::AskSignIn => json!({ "mail": "personne@nulle-part.example" }),
            Action::SignIn => json!({ "id": self.member, "code": "123456" }),
            Action::RenewAccess | Action::EndAccess => json!({ "refresh": self.member }),
            Action::ChooseOrganisation => json!({ "organisation": self.structure }),
            Action::Me => json!({}),
            Action::Places => json!({ "search": "62140" }),
            Action::CriteriaGrid | Action::ConsentForm | Action::ApplicationDraft | Action::Structures => json!({}),
            Action::Application => json!({ "id": self.application }),
            Action::SaveApplicationDraft => json!({ "document": "{}" }),
            Action::AnswerCriteria => json!({ "application": self.application, "input": {
                "version": 1, "answers": [{ "criterion": "public", "reply": "YES" }],
            } }),
            Action::AttachEvidence => {
                json!({ "application": self.application, "input": { "fileId": self.file, "criterion": "bank" } })
            }
            Action::OpenEvidence => json!({ "application": self.application, "file": self.file }),
            Action::WriteMessage => json!({ "application": self.application, "body": "Bonjour" }),
            Action::Duplicates => json!({ "venue": venue }),
            Action::UpdateVenue => json!({ "venue": venue, "input": { "phone": "0321000000" } }),
            Action::ImportListings => json!({ "file": self.file, "source": "Essai", "dryRun": true }),
            Action::RegisterStructure => json!({ "input": { "name": "Foyer rural", "kind": "VENUE_HOLDER" } }),
            Action::EnrolMember => {
                json!({ "organisation": self.structure, "person": self.member, "role": "COUNTER_STAFF" })
            }
            Action::DismissMember => json!({ "member": self.member }),
            Action::Members => json!({ "organisation": self.structure }),
            Action::ApplyForAccreditation => {
                json!({ "input": { "venueId": venue, "account": demand("Auchy")["account"] } })
            }
            Action::DecideAccreditation => json!({ "application": self.application, "accept": false, "reason": why }),
            Action::SuspendVenue | Action::ReinstateVenue | Action::WithdrawVenue => {
                json!({ "venue": venue, "reason": why })
            }
            Action::DeclareNode => json!({ "venue": venue, "url": "http://127.0.0.1:9/", "publicKey": "00" }),
            Action::PlaceOrder => json!({ "input": Wanted::default().input(&self.funder) }),
            Action::ConfirmFunds => json!({ "order": order, "cents": 10_000, "reference": format!("VIR {order}") }),
            Action::OrderTasks => json!({}),
            Action::QuoteOrder => {
                json!({ "input": Wanted::default().input(&self.funder), "until": "2025-10-31" })
            }
            Action::SignOrder
            | Action::IssueInvoice
            | Action::ProposeProof
            | Action::RecordPrinting
            | Action::ValidateOrderEnd
            | Action::ProposeEndStatement
            | Action::IssueCreditNote => json!({ "order": order }),
            Action::AnswerProof => json!({ "order": order, "approve": true }),
            Action::OpenProof => json!({ "order": order, "file": self.file }),
            Action::DispatchCarnets => {
                json!({ "order": order, "structure": self.prescriber, "first": 1, "last": 1 })
            }
            Action::ConfirmDelivery => json!({ "order": order, "no": 1, "counted": 1 }),
            Action::AnswerEndStatement => json!({ "order": order, "accept": true }),
            Action::ConfirmRefund => json!({ "order": order, "reference": "VIR 9" }),
            Action::IssueCarnets | Action::CloseExpiredOrder => json!({ "order": order }),
            Action::AskPrintRelease => json!({ "input": { "fileId": self.file, "form": "DATA" } }),
            Action::ReleasePrint | Action::OpenPrint => json!({ "release": self.file }),
            Action::PrintReleases => json!({ "order": order }),
            Action::CancelPrintRun => json!({ "order": order, "reason": why }),
            Action::OpenFile => json!({ "file": self.file }),
            Action::HandOverCarnet => json!({ "input": {
                "prescriberId": self.prescriber, "carnet": self.serial, "homeCommune": "62447", "public": "OTHER",
            } }),
            Action::RequestCarnet => json!({ "input": {
                "name": format!("Zélie {}", self.serial), "birthYear": 1951, "public": "OTHER", "homeCommune": "62447",
                "proofSeenOn": "2025-10-01",
            } }),
            Action::CarnetRequests | Action::RequestQueue => json!({}),
            Action::QuestionSet | Action::QuestionSets => json!({}),
            Action::FormalityPlaces => json!({ "commune": "62447" }),
            Action::Diagnostic => json!({ "id": self.receipt }),
            Action::Diagnostics => json!({ "learner": self.receipt }),
            Action::Recommendations => json!({ "input": {} }),
            Action::SendReferral => json!({ "input": { "learnerId": self.receipt, "venueId": venue } }),
            Action::SeeReferral | Action::Referral | Action::CloseReferralLink | Action::LearnerRecord => {
                json!({ "id": self.receipt })
            }
            Action::AnswerReferral => json!({ "id": self.receipt, "input": { "accept": true } }),
            Action::SettleReferral => json!({ "id": self.receipt, "settlement": "WITHDRAW" }),
            Action::TellReferral => json!({ "id": self.receipt, "no": 1 }),
            Action::OpenReferralLink => json!({ "id": self.receipt, "secret": "0123456789abcdef0123456789abcdef" }),
            Action::Referrals => json!({}),
            Action::DiagnosticCounts | Action::ReferralCounts => json!({ "month": "2025-10" }),
            Action::LinkedReferral => json!({ "secret": "0123456789abcdef0123456789abcdef" }),
            Action::AnswerLinkedReferral => {
                json!({ "secret": "0123456789abcdef0123456789abcdef", "input": { "accept": true } })
            }
            Action::RecordDiagnostic => {
                let mut input = answered(&[], "HELP");
                input["learnerId"] = json!(self.receipt);
                json!({ "input": input })
            }
            Action::DraftQuestions => json!({ "input": questions() }),
            Action::PublishQuestions => json!({ "version": 2, "revision": 1 }),
            Action::CarnetRequest | Action::WithdrawRequest | Action::HandOverRequest => {
                json!({ "id": self.receipt, "carnet": self.serial })
            }
            Action::SetCarnetAside => json!({ "id": self.receipt, "carnet": self.serial }),
            Action::PostCarnet => json!({ "id": self.receipt, "carnet": self.serial, "tracking": "6A123456789" }),
            Action::RequestRule => json!({ "order": order }),
            Action::SettleRequestRule => json!({ "order": order, "input": { "takes": "BY_HAND" } }),
            Action::DecideRequest => json!({ "id": self.receipt, "accept": true }),
            Action::Learners => json!({}),
            Action::Learner | Action::RenewLearnerCard | Action::EraseLearner | Action::UndoLearnerMerge => {
                json!({ "id": self.receipt })
            }
            Action::SimilarLearners => json!({ "name": { "givenName": "Zélie", "familyName": "Canari" } }),
            Action::KeepLearner => {
                json!({ "input": { "givenName": "Zélie", "familyName": self.serial }, "another": true })
            }
            Action::ChangeLearner => {
                json!({ "id": self.receipt, "input": { "givenName": "Zélie", "familyName": "Canari" } })
            }
            Action::ServeLearner => json!({ "card": "00000-00001" }),
            Action::RecordConsents => json!({ "input": {
                "learnerId": self.receipt, "answers": [{ "purpose": "REMINDERS", "given": true }], "version": 1, "way": "PERSON",
            } }),
            Action::MergeLearners => json!({ "from": self.receipt, "into": self.order }),
            Action::AllotCarnets => json!({ "order": order, "prescriber": self.prescriber, "from": 1, "to": 1 }),
            Action::Stock | Action::HandOvers => json!({ "prescriber": self.prescriber }),
            Action::Carnet => json!({ "prescriber": self.prescriber, "written": self.serial }),
            Action::CarnetFiles => json!({ "structure": self.structure, "serial": self.serial }),
            Action::BlockCarnet => json!({ "input": {
                "structureId": self.structure, "carnet": self.serial, "why": "LOST", "reason": why,
            } }),
            Action::UnblockCarnet => json!({ "structure": self.structure, "carnet": self.serial, "reason": why }),
            Action::ReplaceCarnet => json!({ "input": {
                "structureId": self.structure, "oldCarnet": self.serial, "newCarnet": self.serial, "reason": why,
            } }),
            Action::Stocks | Action::DistributionPoints => json!({}),
            Action::Parcels | Action::CarnetMoves => json!({ "structure": self.structure }),
            Action::SendCarnets => {
                json!({ "from": self.structure, "to": self.funder, "lot": { "first": self.serial } })
            }
            Action::CountParcel => json!({ "parcel": self.file, "counted": 1 }),
            Action::ReturnCarnets => json!({ "structure": self.structure, "lot": { "first": self.serial } }),
            Action::BlockStock => json!({
                "structure": self.structure, "lot": { "first": self.serial }, "why": "LOST", "reason": why,
            }),
            Action::AllocationPlan => json!({ "order": order, "carnets": 0, "fixed": 0 }),
            Action::AllocateCarnets => {
                json!({ "order": order, "to": [{ "structureId": self.prescriber, "carnets": 1 }] })
            }
            Action::Booklet => json!({ "serial": self.serial, "code": self.code }),
            Action::Counters => json!({}),
            Action::CounterOffer => json!({ "venue": venue }),
            Action::PaidServices => json!({}),
            Action::LookOver => json!({ "venue": venue, "codes": [self.code] }),
            Action::HoldCheques => json!({ "input": {
                "bookingId": self.receipt, "carnet": self.serial, "cheques": 1, "venueId": venue,
                "startsAt": "2025-10-21T14:00:00+02:00",
            } }),
            Action::ReleaseCheques => json!({ "booking": self.receipt, "why": "CANCELLED" }),
            Action::RecordWelcome => json!({ "input": { "venueId": venue, "kind": "FREE" } }),
            Action::RecordHelp => json!({ "input": { "venueId": venue, "theme": "MAIL", "minutes": 20 } }),
            Action::UndoHelp => json!({ "id": self.receipt }),
            Action::Helps => json!({ "venue": venue }),
            Action::HelpFigures => json!({ "year": 2025, "month": 10 }),
            Action::Receipt => json!({ "receipt": self.receipt }),
            Action::CounterDay => json!({ "venue": venue }),
            Action::Cheque => json!({ "code": self.code }),
            Action::RedeemCheques => json!({ "venue": venue, "codes": [self.code] }),
            Action::VoidRedemption => json!({ "receipt": self.receipt, "reason": why }),
            Action::Acts => json!({ "written": self.receipt }),
            Action::HeldPayments => json!({}),
            Action::ReverseRedemptions | Action::HoldRedemptions | Action::ReleaseRedemptions => {
                json!({ "receipt": self.receipt, "lines": [], "reason": why })
            }
            Action::PaperRequests => json!({}),
            Action::PaperRequest => json!({ "id": self.receipt }),
            Action::AskForPapers => json!({ "input": {
                "venueId": venue, "settlementId": run, "lines": [1], "reason": why,
            } }),
            Action::AnswerPapers | Action::CheckPapers => json!({ "request": self.receipt }),
            Action::Disputes => json!({ "venue": venue }),
            Action::Dispute => json!({ "id": self.receipt }),
            Action::OpenDispute => json!({ "venue": venue, "settlement": run, "body": why }),
            Action::AnswerDispute => json!({ "id": self.receipt, "body": why }),
            Action::CloseDispute => json!({ "id": self.receipt, "outcome": "EXPLAINED", "reason": why }),
            Action::HoldPayments | Action::ReleasePayments => json!({ "venue": venue, "reason": why }),
            Action::Order => json!({ "order": order }),
            Action::Settlements | Action::SettlementPreview | Action::DepositFile => json!({}),
            Action::Funnel => json!({ "order": order }),
            Action::Statements | Action::NextPayments => json!({ "venue": venue }),
            Action::Settlement | Action::ApproveSettlement | Action::ExportSettlement => json!({ "settlement": run }),
            Action::Statement => json!({ "venue": venue, "settlement": run }),
            Action::PrepareSettlement | Action::CheckNetwork => json!({}),
            Action::ConfirmSettlement => json!({ "settlement": run, "reference": "RELEVE" }),
            Action::ImportBankFile => json!({ "file": self.file }),
            Action::BankFile => json!({ "id": self.file }),
            Action::ConfirmIncomingFunds => json!({ "statement": run, "no": 1, "reference": "VIR" }),
            Action::BankFiles | Action::ReturnedPayments | Action::BankDossiers => json!({}),
            Action::PaymentTerms | Action::PlannedTerms | Action::SettlementCalendar => json!({}),
            Action::FeeRules => json!({ "order": order }),
            Action::BankAccount => json!({ "structure": self.structure }),
            Action::ProposeBankAccount => json!({ "input": {
                "structureId": self.structure, "holder": "Mairie", "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP",
                "documentDay": "2025-09-30",
            } }),
            Action::DecideBankAccount => {
                json!({ "dossier": self.application, "decision": { "accept": false, "reason": why } })
            }
            Action::SetPaymentTerms => json!({ "from": "2026-01-01", "minimum": 100, "delay": 30 }),
            Action::SetFeeRule => json!({ "order": order, "from": "2026-01-01", "rate": 0 }),
            Action::CreateWorkshop => json!({ "venue": venue, "input": workshop("Intrus") }),
            Action::ChangeWorkshop => json!({ "venue": venue, "workshop": self.workshop, "input": { "seats": 9 } }),
            Action::ScheduleSession => json!({ "venue": venue, "input": {
                "workshopId": self.workshop, "startsAt": "2025-10-21T14:00:00+02:00",
            } }),
            Action::ChangeSession => json!({ "venue": venue, "session": self.session, "input": { "seats": 9 } }),
            Action::CreateSeries | Action::SeriesPreview => json!({ "venue": venue, "input": {
                "workshopId": self.workshop, "rule": "FREQ=WEEKLY;COUNT=2", "firstDay": "2025-11-03", "time": "09:00",
            } }),
            Action::EndSeries => json!({ "venue": venue, "series": self.plan.series, "reason": why }),
            Action::AddRoom => json!({ "venue": venue, "input": { "name": "Salle bleue", "seats": 8 } }),
            Action::EndRoom => json!({ "venue": venue, "room": self.plan.room }),
            Action::AddTrainer => json!({ "venue": venue, "name": "Camille" }),
            Action::EndTrainer => json!({ "venue": venue, "trainer": self.plan.trainer }),
            Action::OpenFeed | Action::Feed => {
                json!({ "venue": venue, "secret": "0123456789abcdef0123456789abcdef" })
            }
            Action::BookSeat => json!({ "venue": venue, "input": { "sessionId": self.session } }),
            Action::ConfirmSeat | Action::CloseErrand => json!({ "venue": venue, "booking": self.receipt }),
            Action::EndBooking => json!({ "venue": venue, "booking": self.receipt, "end": "CANCELLED" }),
            Action::SessionBookings => json!({ "venue": venue, "session": self.session }),
            Action::RecordAttendance => {
                json!({ "venue": venue, "input": { "sessionId": self.session, "lines": [] } })
            }
            Action::Errands => json!({ "venue": venue }),
            Action::CloseFeed => json!({ "venue": venue, "feed": self.plan.feed }),
            Action::AddCalendar => json!({ "venue": venue, "address": "http://localhost:1/secret.ics" }),
            Action::RemoveCalendar => json!({ "venue": venue, "calendar": self.plan.calendar }),
            // Of no entry: a calendar is read by rounds, and tells nothing here.
            Action::CompleteCalendarEntry => json!({ "venue": venue, "entry": self.plan.calendar }),
            Action::Calendars | Action::CalendarEntries => json!({ "venue": venue }),
            Action::Series | Action::Rooms | Action::Trainers | Action::Feeds => json!({ "venue": venue }),
            Action::CancelSession => json!({ "venue": venue, "session": self.session, "reason": why }),
            Action::ProveSecondFactor | Action::ConfirmTotp => json!({ "code": "000000" }),
            Action::SetUpTotp | Action::PrintCodeCard | Action::NetworkKeys | Action::DeedsInPairs | Action::Trail => {
                json!({})
            }
            Action::EndSecondFactor => json!({ "person": self.member }),
            Action::OwnDevice => json!({ "device": self.member }),
            Action::OpenDevice => json!({ "device": self.member, "person": self.member, "pin": "204891" }),
            Action::SetPin => json!({ "device": self.member, "pin": "204891" }),
            Action::EnrolDevice => json!({ "organisation": self.structure, "name": "Tablette" }),
            Action::EndDevice => json!({ "id": self.device }),
            Action::Devices | Action::Invitations | Action::LeaveOrganisation => {
                json!({ "organisation": self.structure })
            }
            Action::InviteMember => json!({
                "organisation": self.structure, "mail": "a@b.example", "name": "Ana", "roles": ["COUNTER_STAFF"],
            }),
            Action::CancelInvitation | Action::AcceptInvitation | Action::DeclineInvitation => {
                json!({ "id": self.invitation })
            }
            Action::Sessions | Action::Workshops => json!({ "venue": venue }),
            Action::TrialBalance | Action::FundProof | Action::DailyRoots | Action::Transparency => json!({}),
            Action::AccountStatement => json!({ "kind": "bank" }),
            Action::OrderStatement => json!({ "order": order }),
            Action::ExportFec => json!({ "siren": "200044030", "until": "2025-10-01" }),
        }
    }
}
