//! The documents of the story: every mutation and query that it asks of the network.

use super::client::Deed;

macro_rules! deeds {
    ($($name:ident $field:literal $document:literal;)*) => {
        $(pub(crate) const $name: Deed = Deed { field: $field, document: $document };)*
    };
}

deeds! {
    COMMUNES "communes" "query($year: Int!) { communes(year: $year) { nodes { code name } refusal { code message nextStep } } }";
    COMMUNE "commune" "query($code: ID!, $year: Int!) { commune(code: $code, year: $year) { name successor } }";
    TONIGHT "communes" "query($year: Int!) { communes(year: $year) { nodes { code nearestVenue { km venue { id name sessions(first: 1) { title startsAt } } } nextSession { title startsAt } } } }";
    REGISTER "registerStructure" "mutation($key: ID!, $input: StructureInput!) { registerStructure(key: $key, input: $input) { structure { id } refusal { code message nextStep } } }";
    ENROL "enrolMember" "mutation($key: ID!, $organisation: ID!, $person: ID!, $role: Role!, $name: String!, $mail: String!) { enrolMember(key: $key, organisationId: $organisation, personId: $person, role: $role, name: $name, mail: $mail) { member { id } refusal { code message nextStep } } }";
    APPLY "applyForAccreditation" "mutation($key: ID!, $input: ApplyForAccreditationInput!) { applyForAccreditation(key: $key, input: $input) { application { id venueId structureId } refusal { code message nextStep } } }";
    DECIDE "decideAccreditation" "mutation($key: ID!, $application: ID!, $lastDay: String) { decideAccreditation(key: $key, applicationId: $application, accept: true, lastDay: $lastDay) { application { stage } refusal { code message nextStep } } }";
    SUSPEND "suspendVenue" "mutation($key: ID!, $venue: ID!, $reason: String!) { suspendVenue(key: $key, venueId: $venue, reason: $reason) { standing { state } refusal { code message nextStep } } }";
    REINSTATE "reinstateVenue" "mutation($key: ID!, $venue: ID!, $reason: String!) { reinstateVenue(key: $key, venueId: $venue, reason: $reason) { standing { state } refusal { code message nextStep } } }";
    DECLARE_NODE "declareNode" "mutation($key: ID!, $venue: ID!, $url: String!, $publicKey: String!) { declareNode(key: $key, venueId: $venue, url: $url, publicKey: $publicKey) { node { venueId } refusal { code message nextStep } } }";
    VENUES "venues" "query { venues(acceptsCheques: true, first: 100) { edges { node { id name } } } }";
    CREATE_WORKSHOP "createWorkshop" "mutation($key: ID!, $venue: ID!, $input: WorkshopInput!) { createWorkshop(venueId: $venue, key: $key, input: $input) { workshop { id } refusal { code message nextStep } } }";
    SCHEDULE "scheduleSession" "mutation($key: ID!, $venue: ID!, $input: SessionInput!) { scheduleSession(venueId: $venue, key: $key, input: $input) { session { id } refusal { code message nextStep } } }";
    PLACE_ORDER "placeOrder" "mutation($key: ID!, $input: OrderInput!) { placeOrder(key: $key, input: $input) { order { orderId label } refusal { code message nextStep } } }";
    CONFIRM_FUNDS "confirmFunds" "mutation($key: ID!, $order: ID!, $cents: Int!, $reference: String!) { confirmFunds(key: $key, orderId: $order, amountCents: $cents, reference: $reference) { funds { amountCents } refusal { code message nextStep } } }";
    ISSUE "issueCarnets" "mutation($key: ID!, $order: ID!) { issueCarnets(key: $key, orderId: $order) { issue { carnets cheques firstCarnet lastCarnet printRun { id sha256 } } refusal { code message nextStep } } }";
    ASK_PRINT "askPrintRelease" "mutation($key: ID!, $input: PrintReleaseInput!) { askPrintRelease(key: $key, input: $input) { release { releaseId } refusal { code message nextStep } } }";
    RELEASE_PRINT "releasePrint" "mutation($key: ID!, $release: ID!) { releasePrint(key: $key, releaseId: $release) { release { released } refusal { code message nextStep } } }";
    OPEN_PRINT "openPrint" "mutation($key: ID!, $release: ID!) { openPrint(key: $key, releaseId: $release) { ticket { ticket file { id } } refusal { code message nextStep } } }";
    ALLOT "allotCarnets" "mutation($key: ID!, $order: ID!, $prescriber: ID!, $from: Int!, $to: Int!) { allotCarnets(key: $key, orderId: $order, prescriberId: $prescriber, first: $from, last: $to) { allotment { carnets } refusal { code message nextStep } } }";
    HAND_OVER "handOverCarnet" "mutation($key: ID!, $input: HandOverInput!) { handOverCarnet(key: $key, input: $input) { handOver { carnet cheques valueCents } refusal { code message nextStep } } }";
    CHEQUE "cheque" "query($code: String!) { cheque(code: $code) { cheque { carnet no redeemable remainingCheques } refusal { code message nextStep } } }";
    REDEEM "redeemCheques" "mutation($key: ID!, $venue: ID!, $codes: [String!]!) { redeemCheques(key: $key, venueId: $venue, codes: $codes) { receipt { id cheques valueCents remaining { carnet cheques valueCents } } refusal { code message nextStep } } }";
    VOID "voidRedemption" "mutation($key: ID!, $receipt: ID!, $reason: String!) { voidRedemption(key: $key, receiptId: $receipt, reason: $reason) { void { cheques valueCents } refusal { code message nextStep } } }";
    CLOSE_ORDER "closeExpiredOrder" "mutation($key: ID!, $order: ID!) { closeExpiredOrder(key: $key, orderId: $order) { closed { refundableCents } refusal { code message nextStep } } }";
    PREPARE "prepareSettlement" "mutation($key: ID!) { prepareSettlement(key: $key) { settlement { settlementId no venues payments cheques amountCents } refusal { code message nextStep } } }";
    APPROVE "approveSettlement" "mutation($key: ID!, $settlement: ID!) { approveSettlement(key: $key, settlementId: $settlement) { settlement { stage amountCents } refusal { code message nextStep } } }";
    EXPORT "exportSettlement" "mutation($key: ID!, $settlement: ID!) { exportSettlement(key: $key, settlementId: $settlement) { export { payments amountCents file { ticket file { id sha256 name } } } refusal { code message nextStep } } }";
    CONFIRM "confirmSettlement" "mutation($key: ID!, $settlement: ID!, $reference: String!) { confirmSettlement(key: $key, settlementId: $settlement, bankReference: $reference) { settlement { stage amountCents } refusal { code message nextStep } } }";
    STATEMENT "statement" "query($venue: ID!, $settlement: ID!) { statement(venueId: $venue, settlementId: $settlement, first: 100) { total { cheques amountCents } lines { edges { node { carnet valueCents } } } } }";
    KEEP_LEARNER "keepLearner" "mutation($key: ID!, $input: LearnerInput!, $another: Boolean) { keepLearner(key: $key, input: $input, isAnother: $another) { learner { learnerId card } refusal { code message nextStep } } }";
    RECORD_CONSENTS "recordConsents" "mutation($key: ID!, $input: ConsentsInput!) { recordConsents(key: $key, input: $input) { learner { learnerId } refusal { code message nextStep } } }";
    RECORD_DIAGNOSTIC "recordDiagnostic" "mutation($key: ID!, $input: DiagnosticInput!) { recordDiagnostic(key: $key, input: $input) { diagnostic { diagnosticId } refusal { code message nextStep } } }";
    RECORD_HELP "recordHelp" "mutation($key: ID!, $input: HelpInput!) { recordHelp(key: $key, input: $input) { help { helpId venueId day theme minutes at } refusal { code message nextStep } } }";
    SEND_REFERRAL "sendReferral" "mutation($key: ID!, $input: ReferralInput!) { sendReferral(key: $key, input: $input) { referral { referralId } refusal { code message nextStep } } }";
    ANSWER_REFERRAL "answerReferral" "mutation($key: ID!, $id: ID!, $input: ReferralAnswerInput!) { answerReferral(key: $key, referralId: $id, input: $input) { referral { referralId } refusal { code message nextStep } } }";
    BOOK_SEAT "bookSeat" "mutation($key: ID!, $venue: ID!, $input: SeatInput!) { bookSeat(venueId: $venue, key: $key, input: $input) { seat { venueId bookingId sessionId startsAt stage until cheques } refusal { code message nextStep } } }";
    CONFIRM_SEAT "confirmSeat" "mutation($key: ID!, $venue: ID!, $booking: ID!) { confirmSeat(venueId: $venue, key: $key, bookingId: $booking) { seat { bookingId stage until cheques } refusal { code message nextStep } } }";
    HOLD_CHEQUES "holdCheques" "mutation($key: ID!, $input: HoldChequesInput!) { holdCheques(key: $key, input: $input) { held { bookingId carnet cheques until freeCheques } refusal { code message nextStep } } }";
    QUESTIONS "questionSet" "query { questionSet { version skills { id } } }";
    SESSIONS "sessions" "query($venue: ID!) { sessions(venueId: $venue, first: 1) { edges { node { id } } } }";
    CHECK "checkNetwork" "mutation { checkNetwork { check { holds findings { name says counted wrong } } refusal { code message nextStep } } }";
    LAST_CHECK "networkCheck" "query { networkCheck { holds findings { name } } }";
}
