//! The documents of the stories: one for each mutation and query of the contract.

/// What is asked: a root field, and the document that asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deed {
    /// The root field.
    pub(crate) field: &'static str,
    /// The GraphQL document.
    pub(crate) document: &'static str,
}

macro_rules! deeds {
    ($($name:ident $field:literal $document:literal;)*) => {
        $(pub(crate) const $name: Deed = Deed { field: $field, document: $document };)*

        /// Every document of this file.
        pub(crate) const ALL: &[Deed] = &[$($name,)*];
    };
}

deeds! {
    // The territory and its venues.
    COMMUNES "communes" "query($year: Int!) { communes(year: $year) { year nodes { code name } refusal { code message nextStep } } }";
    COMMUNE "commune" "query($code: ID!, $year: Int!) { commune(code: $code, year: $year) { code name year successor nearestVenue { km minutes estimated venue { id name acceptsCheques } } nextSession { title startsAt venueId } } }";
    VENUES "venues" "query($near: PointInput, $commune: ID, $accepts: Boolean, $first: Int, $after: String) { venues(near: $near, commune: $commune, acceptsCheques: $accepts, first: $first, after: $after) { edges { cursor node { id name distance { km } } } pageInfo { hasNextPage endCursor } } }";
    VENUE "venue" "query($id: ID!) { venue(id: $id) { id name address hours phone acceptsCheques commune { code name } structure { id name } standing { state since until reason } workshops(first: 5) { title } sessions(first: 5) { title startsAt stage } } }";
    LISTED "listedPlaces" "query($search: String, $commune: ID, $year: Int, $first: Int, $after: String) { listedPlaces(search: $search, commune: $commune, year: $year, first: $first, after: $after) { edges { cursor node { id name address postcode communeName commune { code name year } point { lat lon } hours phone services takesPass source updatedOn } } pageInfo { hasNextPage endCursor } } }";
    // Signing in.
    ASK_SIGN_IN "askSignIn" "mutation($mail: String!, $key: ID!) { askSignIn(mail: $mail, key: $key) { asked { id until late } refusal { code message nextStep } } }";
    SIGN_IN "signIn" "mutation($id: ID!, $code: String, $link: String) { signIn(id: $id, code: $code, link: $link) { access { token until refresh refreshUntil secondFactor me { id name mail roles organisation { id name kind } memberships { roles organisation { id } } } } refusal { code message nextStep } } }";
    RENEW_ACCESS "renewAccess" "mutation($refresh: String!) { renewAccess(refresh: $refresh) { access { token until refresh refreshUntil secondFactor me { id roles organisation { id } } } refusal { code message nextStep } } }";
    END_ACCESS "endAccess" "mutation($refresh: String!) { endAccess(refresh: $refresh) { end { ended } refusal { code message nextStep } } }";
    CHOOSE_ORGANISATION "chooseOrganisation" "mutation($organisation: ID!) { chooseOrganisation(organisationId: $organisation) { access { token refresh me { roles organisation { id } } } refusal { code message nextStep } } }";
    ME "me" "{ me { id name mail roles organisation { id name kind } memberships { roles organisation { id name } } } }";
    PLACES "places" "query($search: String!, $year: Int) { places(search: $search, year: $year) { code name year postcode point { lat lon } foundAs } }";
    // The registry.
    GRID "criteriaGrid" "query($version: Int) { criteriaGrid(version: $version) { version title criteria { id question help evidence } } }";
    STRUCTURES "structures" "query($search: String, $first: Int, $after: String) { structures(search: $search, first: $first, after: $after) { edges { node { id name kind siret rna } } pageInfo { hasNextPage endCursor } } }";
    CASE "application" "query($id: ID!) { application(id: $id) { isOwn application { id stage } grid { version } answers { criterion reply note } evidence { fileId name criterion } thread { side body } completeness { complete asked answered unanswered unshown } } }";
    DRAFT "applicationDraft" "query { applicationDraft { document changedAt } }";
    SAVE_DRAFT "saveApplicationDraft" "mutation($key: ID!, $document: String!) { saveApplicationDraft(key: $key, document: $document) { draft { changedAt } refusal { code message nextStep } } }";
    ANSWER "answerCriteria" "mutation($key: ID!, $application: ID!, $input: GridAnswersInput!) { answerCriteria(key: $key, applicationId: $application, input: $input) { answered { version asked answered complete } refusal { code message nextStep } } }";
    ATTACH "attachEvidence" "mutation($key: ID!, $application: ID!, $input: EvidenceInput!) { attachEvidence(key: $key, applicationId: $application, input: $input) { evidence { fileId name criterion } refusal { code message nextStep } } }";
    OPEN_EVIDENCE "openEvidence" "mutation($key: ID!, $application: ID!, $file: ID!) { openEvidence(key: $key, applicationId: $application, fileId: $file) { ticket { fileId name ticket until } refusal { code message nextStep } } }";
    WRITE "writeMessage" "mutation($key: ID!, $application: ID!, $body: String!) { writeMessage(key: $key, applicationId: $application, body: $body) { message { id side at body } refusal { code message nextStep } } }";
    DUPLICATES "duplicates" "query($venue: ID!) { duplicates(venueId: $venue) { venueId name structureName siret because } }";
    UPDATE_VENUE "updateVenue" "mutation($key: ID!, $venue: ID!, $input: VenueSheetInput!) { updateVenue(key: $key, venueId: $venue, input: $input) { sheet { venueId name hoursInWords phone access } refusal { code message nextStep } } }";
    IMPORT "importListings" "mutation($key: ID!, $file: ID!, $source: String!, $mapping: String, $dryRun: Boolean) { importListings(key: $key, fileId: $file, source: $source, mapping: $mapping, dryRun: $dryRun) { report { unreadable dryRun rows imported refused sheet { fileId ticket } } refusal { code message nextStep } } }";
    REGISTER "registerStructure" "mutation($key: ID!, $input: StructureInput!) { registerStructure(key: $key, input: $input) { structure { id name siret rna } refusal { code message nextStep } } }";
    ENROL "enrolMember" "mutation($key: ID!, $organisation: ID!, $person: ID!, $role: Role!, $name: String, $mail: String) { enrolMember(key: $key, organisationId: $organisation, personId: $person, role: $role, name: $name, mail: $mail) { member { id role since until } refusal { code message nextStep } } }";
    DISMISS "dismissMember" "mutation($key: ID!, $member: ID!) { dismissMember(key: $key, memberId: $member) { member { id role until } refusal { code message nextStep } } }";
    MEMBERS "members" "query($organisation: ID!, $first: Int, $after: String) { members(organisationId: $organisation, first: $first, after: $after) { edges { node { id personId role } } pageInfo { hasNextPage endCursor } } }";
    APPLY "applyForAccreditation" "mutation($key: ID!, $input: ApplyForAccreditationInput!) { applyForAccreditation(key: $key, input: $input) { application { id venueId structureId funderId stage account { iban } } refusal { code message nextStep } } }";
    APPLICATIONS "applications" "query($stage: ApplicationStage, $first: Int, $after: String) { applications(stage: $stage, first: $first, after: $after) { edges { node { id venueId stage reason account { iban } } } pageInfo { hasNextPage endCursor } } }";
    DECIDE "decideAccreditation" "mutation($key: ID!, $application: ID!, $accept: Boolean!, $lastDay: String, $reason: String) { decideAccreditation(key: $key, applicationId: $application, accept: $accept, lastDay: $lastDay, reason: $reason) { application { id stage lastDay reason } refusal { code message nextStep } } }";
    SUSPEND "suspendVenue" "mutation($key: ID!, $venue: ID!, $reason: String!) { suspendVenue(key: $key, venueId: $venue, reason: $reason) { standing { state since reason } refusal { code message nextStep } } }";
    REINSTATE "reinstateVenue" "mutation($key: ID!, $venue: ID!, $reason: String!) { reinstateVenue(key: $key, venueId: $venue, reason: $reason) { standing { state until } refusal { code message nextStep } } }";
    WITHDRAW "withdrawVenue" "mutation($key: ID!, $venue: ID!, $reason: String!) { withdrawVenue(key: $key, venueId: $venue, reason: $reason) { standing { state since } refusal { code message nextStep } } }";
    DECLARE_NODE "declareNode" "mutation($key: ID!, $venue: ID!, $url: String!, $publicKey: String!) { declareNode(key: $key, venueId: $venue, url: $url, publicKey: $publicKey) { node { venueId url } refusal { code message nextStep } } }";
    // Orders and booklets.
    ORDERS "orders" "query($first: Int, $after: String) { orders(first: $first, after: $after) { edges { cursor node { id label stage funderId carnets issuedCarnets } } pageInfo { hasNextPage hasPreviousPage endCursor } } }";
    ORDER "order" "query($order: ID!) { order(id: $order) { id label stage funderName carnets chequesPerCarnet faceValueCents valueCents receivedCents coveredCarnets funds { no reference amountCents } fundsAt issuedAt closedAt printFileId } }";
    PLACE_ORDER "placeOrder" "mutation($key: ID!, $input: OrderInput!) { placeOrder(key: $key, input: $input) { order { orderId label } refusal { code message nextStep } } }";
    CONFIRM_FUNDS "confirmFunds" "mutation($key: ID!, $order: ID!, $cents: Int!, $reference: String!) { confirmFunds(key: $key, orderId: $order, amountCents: $cents, reference: $reference) { funds { amountCents receivedCents coveredCarnets } refusal { code message nextStep } } }";
    ISSUE "issueCarnets" "mutation($key: ID!, $order: ID!) { issueCarnets(key: $key, orderId: $order) { issue { carnets cheques firstCarnet lastCarnet printRun { id sha256 bytes } } refusal { code message nextStep } } }";
    OPEN_FILE "openFile" "mutation($key: ID!, $file: ID!) { openFile(key: $key, fileId: $file) { ticket { ticket until file { id name } } refusal { code message nextStep } } }";
    ALLOT "allotCarnets" "mutation($key: ID!, $order: ID!, $prescriber: ID!, $from: Int!, $to: Int!) { allotCarnets(key: $key, orderId: $order, prescriberId: $prescriber, first: $from, last: $to) { allotment { carnets firstCarnet lastCarnet prescriberId } refusal { code message nextStep } } }";
    STOCK "stock" "query($prescriber: ID!, $first: Int, $after: String) { stock(prescriberId: $prescriber, first: $first, after: $after) { edges { node { orderId label chequesPerCarnet allotted handedOver left distributionEnds validUntil } } pageInfo { hasNextPage endCursor } } }";
    CARNET "carnet" "query($prescriber: ID!, $written: String!) { carnet(prescriberId: $prescriber, written: $written) { carnet { carnet cheques valueCents distributionEnds validUntil communes publics } refusal { code message nextStep } } }";
    HAND_OVERS "handOvers" "query($prescriber: ID!, $first: Int, $after: String) { handOvers(prescriberId: $prescriber, first: $first, after: $after) { edges { node { carnet at by homeCommune public } } pageInfo { hasNextPage endCursor } } }";
    HAND_OVER "handOverCarnet" "mutation($key: ID!, $input: HandOverInput!) { handOverCarnet(key: $key, input: $input) { handOver { carnet cheques valueCents validUntil learnerRef } refusal { code message nextStep } } }";
    CLOSE_ORDER "closeExpiredOrder" "mutation($key: ID!, $order: ID!) { closeExpiredOrder(key: $key, orderId: $order) { closed { refundableCents } refusal { code message nextStep } } }";
    // The life of an order.
    TASKS "orderTasks" "query { orderTasks { orderId label kind until } }";
    LIFE "order" "query($order: ID!) { order(id: $order) { stage signedAt quoteEnds rules { communesYear capCheques secondCarnet secondMonths familyMayPresent holdsForgiven paperDays minimumPaymentCents } life { proof proofUntil steps { no kind byName document note fileId } documents { kind number day amountCents sha256 funderName iban valueCents until follows paidAt paidReference tally { issuedCarnets handedOverCarnets inStockCarnets startedCarnets usedCheques usedCents receivedCents unusedCents } } deliveries { no structureName carnets counted missing } calendar { name day toldAt } tally { issuedCarnets handedOverCarnets inStockCarnets startedCarnets unusedCents } } } }";
    QUOTE "quoteOrder" "mutation($key: ID!, $input: OrderInput!, $until: String!) { quoteOrder(key: $key, input: $input, until: $until) { quote { orderId label number } refusal { code message nextStep } } }";
    SIGN "signOrder" "mutation($key: ID!, $order: ID!) { signOrder(key: $key, orderId: $order) { taken { orderId step { no kind at byName fileId document note } } refusal { code message nextStep } } }";
    INVOICE "issueInvoice" "mutation($key: ID!, $order: ID!) { issueInvoice(key: $key, orderId: $order) { document { number amountCents } refusal { code message nextStep } } }";
    PROPOSE_PROOF "proposeProof" "mutation($key: ID!, $order: ID!, $file: ID, $note: String) { proposeProof(key: $key, orderId: $order, fileId: $file, note: $note) { taken { orderId step { no kind at byName fileId document note } } refusal { code message nextStep } } }";
    ANSWER_PROOF "answerProof" "mutation($key: ID!, $order: ID!, $approve: Boolean!, $reason: String) { answerProof(key: $key, orderId: $order, approve: $approve, reason: $reason) { taken { orderId step { no kind at byName fileId document note } } refusal { code message nextStep } } }";
    OPEN_PROOF "openProof" "mutation($key: ID!, $order: ID!, $file: ID!) { openProof(key: $key, orderId: $order, fileId: $file) { ticket { ticket until file { id name } } refusal { code message nextStep } } }";
    RECORD_PRINTING "recordPrinting" "mutation($key: ID!, $order: ID!) { recordPrinting(key: $key, orderId: $order) { taken { orderId step { no kind at byName fileId document note } } refusal { code message nextStep } } }";
    DISPATCH "dispatchCarnets" "mutation($key: ID!, $order: ID!, $structure: ID!, $first: Int!, $last: Int!) { dispatchCarnets(key: $key, orderId: $order, structureId: $structure, first: $first, last: $last) { made { delivery { no carnets counted } } refusal { code message nextStep } } }";
    COUNT_DELIVERY "confirmDelivery" "mutation($key: ID!, $order: ID!, $no: Int!, $counted: Int!) { confirmDelivery(key: $key, orderId: $order, deliveryNo: $no, counted: $counted) { made { delivery { no carnets counted missing } } refusal { code message nextStep } } }";
    VALIDATE_END "validateOrderEnd" "mutation($key: ID!, $order: ID!) { validateOrderEnd(key: $key, orderId: $order) { taken { orderId step { no kind at byName fileId document note } } refusal { code message nextStep } } }";
    PROPOSE_STATEMENT "proposeEndStatement" "mutation($key: ID!, $order: ID!) { proposeEndStatement(key: $key, orderId: $order) { document { number amountCents } refusal { code message nextStep } } }";
    ANSWER_STATEMENT "answerEndStatement" "mutation($key: ID!, $order: ID!, $accept: Boolean!, $reason: String) { answerEndStatement(key: $key, orderId: $order, accept: $accept, reason: $reason) { taken { orderId step { no kind at byName fileId document note } } refusal { code message nextStep } } }";
    CREDIT_NOTE "issueCreditNote" "mutation($key: ID!, $order: ID!) { issueCreditNote(key: $key, orderId: $order) { document { number amountCents } refusal { code message nextStep } } }";
    REFUND "confirmRefund" "mutation($key: ID!, $order: ID!, $reference: String!) { confirmRefund(key: $key, orderId: $order, reference: $reference) { refund { creditNote amountCents } refusal { code message nextStep } } }";
    // The counter.
    CHEQUE "cheque" "query($code: String!) { cheque(code: $code) { cheque { carnet no valueCents until redeemable remainingCheques } refusal { code message nextStep } } }";
    COUNTERS "counters" "query($first: Int, $after: String) { counters(first: $first, after: $after) { edges { node { venueId name open } } pageInfo { hasNextPage endCursor } } }";
    LOOK_OVER "lookOver" "query($venue: ID!, $codes: [String!]!) { lookOver(venueId: $venue, codes: $codes) { look { accepted valueCents cheques { lastFour carnet no valueCents until refusal { code message nextStep } } remaining { carnet cheques valueCents until } } refusal { code message nextStep } } }";
    WELCOME "recordWelcome" "mutation($key: ID!, $input: WelcomeInput!) { recordWelcome(key: $key, input: $input) { welcome { id at kind reasonCode people } refusal { code message nextStep } } }";
    RECEIPT "receipt" "query($receipt: ID!) { receipt(id: $receipt) { id venueId venueName at by cheques valueCents voided voidable remaining { carnet cheques valueCents until } } }";
    COUNTER_DAY "counterDay" "query($venue: ID!, $day: String, $first: Int, $after: String) { counterDay(venueId: $venue, day: $day, first: $first, after: $after) { venueName day acts cheques valueCents welcomed entries { edges { cursor node { id at by cheques valueCents voided voidable welcome reasonCode people } } pageInfo { hasNextPage endCursor } } } }";
    BOOKLET "booklet" "query($serial: String!, $code: String!) { booklet(serial: $serial, code: $code) { booklet { carnet cheques valueCents until state } refusal { code message nextStep } } }";
    REDEEM "redeemCheques" "mutation($key: ID!, $venue: ID!, $codes: [String!]!) { redeemCheques(key: $key, venueId: $venue, codes: $codes) { receipt { id venueId at cheques valueCents remaining { carnet cheques valueCents until } } refusal { code message nextStep } } }";
    VOID "voidRedemption" "mutation($key: ID!, $receipt: ID!, $reason: String!) { voidRedemption(key: $key, receiptId: $receipt, reason: $reason) { void { receiptId cheques valueCents } refusal { code message nextStep } } }";
    // The month's end.
    PREPARE "prepareSettlement" "mutation($key: ID!) { prepareSettlement(key: $key) { settlement { settlementId no stage venues payments cheques amountCents } refusal { code message nextStep } } }";
    APPROVE "approveSettlement" "mutation($key: ID!, $settlement: ID!, $day: String) { approveSettlement(key: $key, settlementId: $settlement, executionDay: $day) { settlement { stage amountCents } refusal { code message nextStep } } }";
    EXPORT "exportSettlement" "mutation($key: ID!, $settlement: ID!) { exportSettlement(key: $key, settlementId: $settlement) { export { payments amountCents file { ticket until file { id name sha256 bytes } } } refusal { code message nextStep } } }";
    CONFIRM "confirmSettlement" "mutation($key: ID!, $settlement: ID!, $reference: String!) { confirmSettlement(key: $key, settlementId: $settlement, bankReference: $reference) { settlement { stage amountCents } refusal { code message nextStep } } }";
    SETTLEMENTS "settlements" "query($first: Int, $after: String) { settlements(first: $first, after: $after) { edges { node { id no stage payments cheques amountCents executionDay confirmedAt } } pageInfo { hasNextPage endCursor } } }";
    PREVIEW "settlementPreview" "query { settlementPreview { cheques amountCents heldCheques heldCents interrupted nextRun venues { venue { id name } cheques amountCents hasAccount } } }";
    STATEMENTS "statements" "query($venue: ID, $first: Int, $after: String) { statements(venueId: $venue, first: $first, after: $after) { edges { node { settlementNo stage cheques amountCents executionDay paidAt venue { id name } transfer { holder iban reference } } } pageInfo { hasNextPage endCursor } } }";
    NEXT_PAYMENTS "nextPayments" "query($venue: ID) { nextPayments(venueId: $venue) { venue { id name } cheques amountCents heldCheques heldCents holdReason nextRun underWay { settlementNo stage amountCents executionDay } } }";
    FUNNEL "funnel" "query($order: ID) { funnel(orderId: $order) { total { ...steps } orders { edges { node { orderId label hidden steps { ...steps } } } } } } fragment steps on FunnelSteps { issued { cheques amountCents } handedOver { cheques amountCents } used { cheques amountCents } settled { cheques amountCents } }";
    FIGURES "communeFigures" "query($year: Int!) { communeFigures(year: $year) { year carnets { count hidden } cheques { count hidden } communes { code name carnets { count hidden } cheques { count hidden } } } }";
    SETTLEMENT "settlement" "query($settlement: ID!, $first: Int, $after: String) { settlement(id: $settlement) { no stage amountCents payments executionDay confirmedAt preparedByMe bankReference venues(first: $first, after: $after) { edges { node { venueId cheques amountCents } } pageInfo { hasNextPage endCursor } } } }";
    STATEMENT "statement" "query($venue: ID!, $settlement: ID!, $first: Int, $after: String) { statement(venueId: $venue, settlementId: $settlement, first: $first, after: $after) { settlementNo stage total { cheques amountCents } lines { edges { node { line carnet chequeNo valueCents } } pageInfo { hasNextPage endCursor } } } }";
    // After the counter.
    ACTS "acts" "query($written: String, $venue: ID, $first: Int, $after: String) { acts(written: $written, venueId: $venue, first: $first, after: $after) { edges { node { receiptId venueName at by venue { id } venueHold { reason at by } lines { line carnet chequeNo valueCents settlementId settlementNo settlementStage holdable hold { reason at by } undone { reason at by side recoverable blocked } } } } pageInfo { hasNextPage endCursor } } }";
    HELD_PAYMENTS "heldPayments" "query { heldPayments { venueName venue { id } hold { reason at by } } }";
    REVERSE "reverseRedemptions" "mutation($key: ID!, $receipt: ID!, $lines: [Int!], $reason: String!, $blocked: Boolean) { reverseRedemptions(key: $key, chosen: { receiptId: $receipt, lines: $lines }, reason: $reason, blocked: $blocked) { reversal { receiptId cheques valueCents recoverableCents refundableCents blocked } refusal { code message nextStep } } }";
    HOLD "holdRedemptions" "mutation($key: ID!, $receipt: ID!, $lines: [Int!], $reason: String!) { holdRedemptions(key: $key, chosen: { receiptId: $receipt, lines: $lines }, reason: $reason) { held { receiptId cheques valueCents } refusal { code message nextStep } } }";
    RELEASE "releaseRedemptions" "mutation($key: ID!, $receipt: ID!, $lines: [Int!], $reason: String!) { releaseRedemptions(key: $key, chosen: { receiptId: $receipt, lines: $lines }, reason: $reason) { held { receiptId cheques valueCents } refusal { code message nextStep } } }";
    HOLD_PAYMENTS "holdPayments" "mutation($key: ID!, $venue: ID!, $reason: String!) { holdPayments(key: $key, venueId: $venue, reason: $reason) { payments { venue { id } at held } refusal { code message nextStep } } }";
    RELEASE_PAYMENTS "releasePayments" "mutation($key: ID!, $venue: ID!, $reason: String!) { releasePayments(key: $key, venueId: $venue, reason: $reason) { payments { venue { id } at held } refusal { code message nextStep } } }";
    DISPUTES "disputes" "query($venue: ID, $stage: DisputeStage, $first: Int, $after: String) { disputes(venueId: $venue, stage: $stage, first: $first, after: $after) { edges { node { id venueName venue { id } settlementId settlementNo line carnet chequeNo valueCents stage openedAt answerBy late outcome closedAt } } pageInfo { hasNextPage endCursor } } }";
    DISPUTE "dispute" "query($id: ID!) { dispute(id: $id) { id stage answerBy late outcome messages { side author at body } } }";
    OPEN_DISPUTE "openDispute" "mutation($key: ID!, $venue: ID!, $settlement: ID!, $line: Int, $body: String!) { openDispute(key: $key, venueId: $venue, settlementId: $settlement, line: $line, body: $body) { dispute { disputeId stage answerBy } refusal { code message nextStep } } }";
    ANSWER_DISPUTE "answerDispute" "mutation($key: ID!, $id: ID!, $body: String!) { answerDispute(key: $key, disputeId: $id, body: $body) { dispute { disputeId stage answerBy } refusal { code message nextStep } } }";
    CLOSE_DISPUTE "closeDispute" "mutation($key: ID!, $id: ID!, $outcome: DisputeOutcome!, $reason: String!) { closeDispute(key: $key, disputeId: $id, outcome: $outcome, reason: $reason) { dispute { disputeId stage answerBy } refusal { code message nextStep } } }";
    TRIAL_BALANCE "trialBalance" "query($day: String, $first: Int, $after: String) { trialBalance(day: $day) { day ledgerNo totalCents accounts(first: $first, after: $after) { edges { node { account { kind number label } ownerId auxiliary name debitCents creditCents balanceCents } } pageInfo { hasNextPage endCursor } } } }";
    ACCOUNT "accountStatement" "query($kind: String!, $owner: ID, $from: String, $until: String, $first: Int, $after: String) { accountStatement(account: { kind: $kind, ownerId: $owner }, from: $from, until: $until, first: $first, after: $after) { account { number } auxiliary name openingCents closingCents lines { edges { node { ledgerNo at piece label other { kind } otherName debitCents creditCents balanceCents } } pageInfo { hasNextPage endCursor } } } }";
    ORDER_STATEMENT "orderStatement" "query($order: ID!) { orderStatement(orderId: $order) { label heldCents root months { month fundedCents usedCents givenBackCents heldCents } } }";
    FEC "exportFec" "mutation($key: ID!, $siren: String!, $from: String, $until: String!) { exportFec(key: $key, siren: $siren, from: $from, until: $until) { export { entries lines file { file { id name sha256 bytes } ticket } } refusal { code message nextStep } } }";
    FUND_PROOF "fundProof" "query { fundProof { at ledgerNo verdict missingCents unusedCents unusedCountedCents dueCents inTransitCents refundableCents feesCents recoverableCents promisedCents ledgerBankCents statement { number day closingCents } differences { kind amountCents day about } } }";
    DAILY_ROOTS "dailyRoots" "query($first: Int, $after: String) { dailyRoots(first: $first, after: $after) { edges { cursor node { day ledgerNo root } } pageInfo { hasNextPage endCursor } } }";
    TRANSPARENCY "transparency" "query($first: Int, $after: String) { transparency(first: $first, after: $after) { edges { cursor node { month publishedAt verdict missingCents promisedCents ledgerBankCents closingCents closingDay delays { cheques medianDays ninetiethDays } totals { fundedCents usedCents paidCents venues } } } pageInfo { hasNextPage endCursor } } }";
    CHECK "checkNetwork" "mutation { checkNetwork { check { at holds findings { name says counted wrong advice } } refusal { code message nextStep } } }";
    LAST_CHECK "networkCheck" "query { networkCheck { at holds findings { name says counted wrong advice } } }";
    // A venue's agenda.
    WORKSHOPS "workshops" "query($venue: ID!, $first: Int, $after: String, $ended: Boolean) { workshops(venueId: $venue, first: $first, after: $after, withEnded: $ended) { edges { node { id title theme level minutes priceCheques seats ended } } pageInfo { hasNextPage endCursor } } }";
    SESSIONS "sessions" "query($venue: ID!, $from: String, $first: Int, $after: String, $cancelled: Boolean) { sessions(venueId: $venue, from: $from, first: $first, after: $after, withCancelled: $cancelled) { edges { node { id title startsAt minutes seats stage reason venue { name } } } pageInfo { hasNextPage endCursor } } }";
    CREATE_WORKSHOP "createWorkshop" "mutation($key: ID!, $venue: ID!, $input: WorkshopInput!) { createWorkshop(venueId: $venue, key: $key, input: $input) { workshop { id title minutes seats } refusal { code message nextStep } } }";
    CHANGE_WORKSHOP "changeWorkshop" "mutation($key: ID!, $venue: ID!, $workshop: ID!, $input: WorkshopChangeInput!) { changeWorkshop(venueId: $venue, key: $key, workshopId: $workshop, input: $input) { workshop { id title minutes ended } refusal { code message nextStep } } }";
    SCHEDULE "scheduleSession" "mutation($key: ID!, $venue: ID!, $input: SessionInput!) { scheduleSession(venueId: $venue, key: $key, input: $input) { session { id startsAt minutes seats } refusal { code message nextStep } } }";
    CHANGE_SESSION "changeSession" "mutation($key: ID!, $venue: ID!, $session: ID!, $input: SessionChangeInput!) { changeSession(venueId: $venue, key: $key, sessionId: $session, input: $input) { session { id startsAt minutes seats } refusal { code message nextStep } } }";
    CANCEL_SESSION "cancelSession" "mutation($key: ID!, $venue: ID!, $session: ID!, $reason: String!) { cancelSession(venueId: $venue, key: $key, sessionId: $session, reason: $reason) { session { id stage reason } refusal { code message nextStep } } }";
    // Proofs.
    PROVE "proveSecondFactor" "mutation($code: String!) { proveSecondFactor(code: $code) { access { token until refresh refreshUntil secondFactor me { id name organisation { id } roles } } refusal { code message nextStep } } }";
    SET_UP_TOTP "setUpTotp" "mutation { setUpTotp { totp { secret address squareSide squarePath until } refusal { code message nextStep } } }";
    CONFIRM_TOTP "confirmTotp" "mutation($code: String!) { confirmTotp(code: $code) { access { token until refresh refreshUntil secondFactor me { id name organisation { id } roles } } refusal { code message nextStep } } }";
    PRINT_CARD "printCodeCard" "mutation($key: ID!) { printCodeCard(key: $key) { card { printedAt codes { no code } } refusal { code message nextStep } } }";
    END_FACTOR "endSecondFactor" "mutation($key: ID!, $person: ID!) { endSecondFactor(key: $key, personId: $person) { ended { personId } refusal { code message nextStep } } }";
    OWN_DEVICE "ownDevice" "query($device: String!) { ownDevice(device: $device) { id name organisationName people { id name } shut } }";
    OPEN_DEVICE "openDevice" "mutation($device: String!, $person: ID!, $pin: String!) { openDevice(device: $device, personId: $person, pin: $pin) { access { token until refresh refreshUntil secondFactor me { id name organisation { id } roles } } refusal { code message nextStep } } }";
    SET_PIN "setPin" "mutation($device: String!, $pin: String!) { setPin(device: $device, pin: $pin) { device { id name } refusal { code message nextStep } } }";
    ENROL_DEVICE "enrolDevice" "mutation($key: ID!, $organisation: ID!, $name: String!) { enrolDevice(key: $key, organisationId: $organisation, name: $name) { device { id name until secret } refusal { code message nextStep } } }";
    END_DEVICE "endDevice" "mutation($key: ID!, $id: ID!) { endDevice(key: $key, id: $id) { device { id endedAt } refusal { code message nextStep } } }";
    DEVICES "devices" "query($organisation: ID!, $first: Int, $after: String) { devices(organisationId: $organisation, first: $first, after: $after) { edges { node { id name until } } pageInfo { hasNextPage endCursor } } }";
    INVITE "inviteMember" "mutation($key: ID!, $organisation: ID!, $mail: String!, $name: String!, $roles: [Role!]!) { inviteMember(key: $key, organisationId: $organisation, mail: $mail, name: $name, roles: $roles) { invitation { id organisationName name mail roles until } refusal { code message nextStep } } }";
    CANCEL_INVITATION "cancelInvitation" "mutation($key: ID!, $id: ID!) { cancelInvitation(key: $key, id: $id) { invitation { id } refusal { code message nextStep } } }";
    INVITATIONS "invitations" "query($organisation: ID!, $first: Int, $after: String) { invitations(organisationId: $organisation, first: $first, after: $after) { edges { node { id name mail roles } } pageInfo { hasNextPage endCursor } } }";
    ACCEPT "acceptInvitation" "mutation($key: ID!, $id: ID!) { acceptInvitation(key: $key, id: $id) { invitation { id roles } refusal { code message nextStep } } }";
    DECLINE "declineInvitation" "mutation($key: ID!, $id: ID!) { declineInvitation(key: $key, id: $id) { invitation { id } refusal { code message nextStep } } }";
    LEAVE "leaveOrganisation" "mutation($key: ID!, $organisation: ID!) { leaveOrganisation(key: $key, organisationId: $organisation) { left { organisationId roles } refusal { code message nextStep } } }";
    MY_PROOFS "me" "query { me { roles secondFactor { totpSince card { printedAt left asked } } invitations { id organisationName roles } } }";
    TRAIL "trail" "query($organisation: ID, $search: String, $from: String, $until: String, $first: Int, $after: String) { trail(organisationId: $organisation, search: $search, from: $from, until: $until, first: $first, after: $after) { edges { node { at personId personName organisationId organisationName verb deed reason } } pageInfo { hasNextPage endCursor } } }";
    NETWORK_KEYS "networkKeys" "query { networkKeys { kid kind since serves } }";
}
