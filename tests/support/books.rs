//! A centre with its books: people, venues, orders, and a clock that moves only by hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use cheques::{
    books::check,
    carnets::{
        allot::{AllotCarnets, allot_carnets},
        former::Attestation,
        hand_over::{HandOver, hand_over_carnet},
        release::{AskRelease, Form, ask_print_release, open_print, release_print},
        replace::{ReplaceCarnet, replace_carnet},
    },
    corrections::{
        acts::{Sought, acts},
        hold::{Held, Hold, hold_redemptions, release_redemptions},
        hold_venue::{HeldVenue, HoldVenue, hold_payments, release_payments},
        reverse::{Chosen, Reverse, Reversed, reverse_redemptions},
    },
    counter::{
        receipt::Receipt,
        redeem::{Presented, redeem},
    },
    desk::{Desk, House, Keys},
    order::{Public, Terms},
    orders::{
        confirm_funds::{ConfirmFunds, confirm_funds},
        issue::{Issued, issue_carnets},
        place_order::{PlaceOrder, place_order},
    },
    payments::export,
};
use kernel::{
    access::{Actor, Role, token::SigningKey},
    cents::Cents,
    chance::Chance,
    clock::{At, Clock, Day},
    code::Pepper,
    ids::{FileId, OrderId, ReceiptId, StructureId, VenueId},
    paper::PaperKey,
    refusal::{Code, Refusal},
};
use registry::{
    apply::{Demand, Subject, apply_for_accreditation},
    decide::{WrittenDecision, decide_accreditation},
    identity::{lodge::Lodge, secrets::Secrets},
    register::{WrittenStructure, register_structure},
    structure::StructureKind,
    territory,
    venue::WrittenVenue,
};
use store::{
    Reply, Store, Trouble,
    conn::Place,
    deposits::{self, Sender},
    files::Cabinet,
    migrate::Books,
    store::Settings,
};

use super::{
    counting::Counter,
    engine::{Engine, Fresh},
    iban::iban,
};

/// A centre under test. Its people hold one role each.
pub(crate) struct Centre {
    pub(crate) desk: Desk,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) operator: Actor,
    pub(crate) other_operator: Actor,
    pub(crate) treasurer: Actor,
    pub(crate) other_treasurer: Actor,
    pub(crate) prescriber: Actor,
    chance: Chance,
    // Last, so that the database goes after those who use it.
    _ground: Ground,
}

/// What lies under a centre, gone with it.
struct Ground {
    files: PathBuf,
    /// Whether the files are this centre's: a twin shares those of another.
    own: bool,
    _database: Option<Fresh>,
}

impl Drop for Ground {
    fn drop(&mut self) {
        if self.own {
            let _ = std::fs::remove_dir_all(&self.files);
        }
    }
}

/// A venue, who answers for it, and who sits at its counter.
#[derive(Clone)]
pub(crate) struct Venue {
    pub(crate) id: VenueId,
    pub(crate) structure: StructureId,
    pub(crate) counter: Actor,
}

/// An order that was placed.
#[derive(Clone)]
pub(crate) struct Ordered {
    pub(crate) id: OrderId,
    pub(crate) label: String,
    pub(crate) value: Cents,
}

/// How many booklets, of how many cheques, of how many euros.
pub(crate) type Size = (i64, i64, i64);

pub(crate) const HESDIN: &str = "62447";

/// Where the story of most tests begins.
pub(crate) fn first_day() -> Day {
    day("2025-03-03")
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

impl Centre {
    /// A centre on a database of its own, with the territory, at nine in the morning.
    pub(crate) async fn new(engine: Engine, name: &str) -> Self {
        let database = engine.fresh(name);
        Self::on(&database.place(), 7, Some(database)).await
    }

    /// The same, and what is asked of its database from the first statement on.
    pub(crate) async fn heard(engine: Engine, name: &str) -> (Self, Counter) {
        let database = engine.fresh(name);
        let counter = Counter::of(&database.place());
        (Self::on(&database.place(), 7, Some(database)).await, counter)
    }

    /// A centre that reaches a database through another place; whoever made the database keeps it.
    pub(crate) async fn through(place: &Place) -> Self {
        Self::on(place, 7, None).await
    }

    async fn on(place: &Place, seed: u64, database: Option<Fresh>) -> Self {
        let clock = Clock::by_hand(first_day().at(9, 0));
        let chance = Chance::from_seed(seed);
        let name: StructureId = Chance::from_machine().id();
        let files = std::env::temp_dir().join(format!("passegue-files-{name}"));
        let store = open(place, &clock, &chance).expect("a fresh database opens");
        territory::import(&store).await.expect("the territory");
        let network = chance.id();
        let operator = Actor::member(chance.id(), network, [Role::Operator, Role::Administrator]);
        let ccas =
            WrittenStructure { name: "CCAS".to_owned(), kind: StructureKind::Prescriber, siret: None, rna: None };
        let prescriber = register_structure(&store, &operator, "ccas", &ccas).await.expect("a prescriber").id;
        let member = |role| Actor::member(chance.id(), network, [role]);
        Self {
            desk: Desk::open(store.clone(), keys(files.clone()), house()).await.expect("a fresh desk opens"),
            operator,
            other_operator: member(Role::Operator),
            treasurer: member(Role::Treasurer),
            other_treasurer: member(Role::Treasurer),
            prescriber: Actor::member(chance.id(), prescriber, [Role::Prescriber]),
            store,
            clock,
            chance,
            _ground: Ground { files, own: true, _database: database },
        }
    }

    /// Another process on the same books: its own store and queue, the same keys, clock and people.
    pub(crate) async fn twin(&self, place: &Place) -> Self {
        let chance = Chance::from_seed(8);
        let store = open(place, &self.clock, &chance).expect("the same database opens twice");
        let files = self._ground.files.clone();
        Self {
            desk: Desk::open(store.clone(), keys(files.clone()), house()).await.expect("the same keys open it"),
            operator: self.operator.clone(),
            other_operator: self.other_operator.clone(),
            treasurer: self.treasurer.clone(),
            other_treasurer: self.other_treasurer.clone(),
            prescriber: self.prescriber.clone(),
            store,
            clock: self.clock.clone(),
            chance,
            _ground: Ground { files, own: false, _database: None },
        }
    }

    /// Where the database is, without a proxy.
    pub(crate) fn place(&self) -> Place {
        self.store.place().clone()
    }

    /// A key that was never used.
    pub(crate) fn key(&self) -> String {
        self.chance.id::<()>().to_string()
    }

    pub(crate) fn chance(&self) -> &Chance {
        &self.chance
    }

    pub(crate) fn now(&self) -> At {
        self.clock.now()
    }

    pub(crate) fn wait_ms(&self, ms: i64) {
        self.clock.jump_to(self.now().plus_ms(ms));
    }

    /// Nine in the morning, so many days later.
    pub(crate) fn wait_days(&self, days: i64) {
        self.clock.jump_to(self.now().day().plus_days(days).at(9, 0));
    }

    pub(crate) async fn structure(&self, name: &str, kind: StructureKind) -> StructureId {
        let written = WrittenStructure { name: name.to_owned(), kind, siret: None, rna: None };
        let registered = register_structure(&self.store, &self.operator, &self.key(), &written).await;
        registered.expect("a structure is registered").id
    }

    pub(crate) async fn funder(&self, name: &str) -> StructureId {
        self.structure(name, StructureKind::Funder).await
    }

    /// A venue of a structure of its own, accredited until the end of 2026 for one funder or for all.
    pub(crate) async fn venue(&self, name: &str, funder: Option<StructureId>) -> Venue {
        let structure = self.structure(name, StructureKind::VenueHolder).await;
        self.venue_of(structure, name, funder).await
    }

    /// One more venue of a structure.
    pub(crate) async fn venue_of(&self, structure: StructureId, name: &str, funder: Option<StructureId>) -> Venue {
        let demand = Demand {
            subject: Subject::New(structure, written_venue(name)),
            holder: format!("Association {name}"),
            iban: iban(&self.chance),
            bic: "AGRIFRPP".to_owned(),
            funder,
            answers: None,
            evidence: Vec::new(),
        };
        let applied = apply_for_accreditation(&self.store, &self.operator, &self.key(), &demand).await;
        let application = applied.expect("a venue applies");
        let decision = WrittenDecision { accept: true, last_day: Some("2026-12-31".to_owned()), reason: None };
        let decided =
            decide_accreditation(&self.store, &self.other_operator, &self.key(), application.id, &decision).await;
        decided.expect("another person accepts");
        let counter = Actor::member(self.chance.id(), structure, [Role::CounterStaff]);
        Venue { id: application.venue, structure, counter }
    }

    /// Places an order, honoured for a year.
    pub(crate) async fn order(&self, funder: StructureId, size: Size) -> Ordered {
        self.order_until(funder, size, self.now().day().plus_days(365)).await
    }

    /// Places an order, honoured until a day.
    pub(crate) async fn order_until(&self, funder: StructureId, size: Size, last: Day) -> Ordered {
        let asked = PlaceOrder { funder, terms: terms(size, last) };
        let value = asked.terms.value().expect("a small order");
        let placed = place_order(&self.desk, &self.operator, &self.key(), asked).await.expect("an order is placed");
        Ordered { id: placed.order, label: placed.label, value }
    }

    pub(crate) async fn fund(&self, order: &Ordered) {
        let asked = ConfirmFunds { order: order.id, amount: order.value, reference: format!("mandat {}", order.label) };
        confirm_funds(&self.desk, &self.treasurer, &self.key(), asked).await.expect("the funds are confirmed");
    }

    /// A part of an order's funds has come, in cents.
    pub(crate) async fn fund_in_part(&self, order: &Ordered, cents: i64) {
        let asked =
            ConfirmFunds { order: order.id, amount: Cents::new(cents), reference: format!("part {}", self.key()) };
        confirm_funds(&self.desk, &self.treasurer, &self.key(), asked).await.expect("a part is confirmed");
    }

    /// Issues an order; answers its codes, booklet by booklet, as the printer reads them.
    pub(crate) async fn issue(&self, order: &Ordered) -> Vec<Vec<String>> {
        let issued = issue_carnets(&self.desk, &self.operator, &self.key(), order.id).await.expect("issued");
        self.printed(&issued).await
    }

    /// The codes of an issue, booklet by booklet, as the printer reads them.
    pub(crate) async fn printed(&self, issued: &Issued) -> Vec<Vec<String>> {
        let file = issued.print_run.id;
        let wish = AskRelease { file, form: Form::Data, first: None, last: None };
        let wish = ask_print_release(&self.desk, &self.operator, &self.key(), wish).await.expect("a wish").release;
        release_print(&self.desk, &self.other_operator, &self.key(), wish).await.expect("released");
        let ticket = open_print(&self.desk, &self.operator, &self.key(), wish).await.expect("a ticket");
        let (_, csv) = export::fetch(&self.desk, file, &ticket.ticket).await.expect("the print run");
        let csv = String::from_utf8(csv).expect("a text");
        let mut booklets: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for line in csv.lines().skip(1) {
            let cells: Vec<&str> = line.split(';').collect();
            booklets.entry(cells[0]).or_default().push(cells[2].to_owned());
        }
        booklets.into_values().collect()
    }

    /// Hands the booklet of that number over, to somebody of Hesdin.
    pub(crate) async fn hand_over(&self, order: &Ordered, no: usize) {
        self.try_hand_over(&order.label, no).await.expect("a booklet is handed over");
    }

    pub(crate) async fn try_hand_over(&self, label: &str, no: usize) -> Reply<Cents> {
        let asked = HandOver {
            prescriber: self.prescriber.organisation().expect("somebody of a structure"),
            carnet: format!("{label}-{no:04}"),
            home_commune: HESDIN.to_owned(),
            public: Public::SixtyAndOver,
            eligibility_seen_on: None,
            attested: Attestation::default(),
        };
        Ok(hand_over_carnet(&self.desk, &self.prescriber, &self.key(), asked).await?.value)
    }

    /// An order that is funded, issued and handed over whole; answers its codes.
    pub(crate) async fn living(&self, funder: StructureId, size: Size) -> Vec<String> {
        let order = self.order(funder, size).await;
        self.fund(&order).await;
        let booklets = self.issue(&order).await;
        for no in 1..=booklets.len() {
            self.hand_over(&order, no).await;
        }
        booklets.concat()
    }

    /// An order of two booklets: one is handed over, used once, and replaced by the other, out of the prescriber's stock.
    pub(crate) async fn replaces_one(&self, funder: StructureId, venue: &Venue) {
        let order = self.order(funder, (2, 3, 10)).await;
        self.fund(&order).await;
        let booklets = self.issue(&order).await;
        let prescriber = self.prescriber.organisation().expect("somebody of a structure");
        let allot = AllotCarnets { order: order.id, prescriber, first: 1, last: 2 };
        allot_carnets(&self.desk, &self.operator, &self.key(), allot).await.expect("a stock");
        self.hand_over(&order, 1).await;
        self.redeem(venue, &booklets[0][..1]).await.expect("honoured");
        let asked = ReplaceCarnet {
            structure: prescriber,
            old: format!("{}-0001", order.label),
            new: format!("{}-0002", order.label),
            reason: "perdu".to_owned(),
        };
        replace_carnet(&self.desk, &self.prescriber, &self.key(), asked).await.expect("replaced");
    }

    /// One act at a venue's counter, under a key of its own.
    pub(crate) async fn redeem(&self, venue: &Venue, codes: &[String]) -> Reply<Receipt> {
        self.redeem_under(&self.key(), venue, codes).await
    }

    pub(crate) async fn redeem_under(&self, key: &str, venue: &Venue, codes: &[String]) -> Reply<Receipt> {
        redeem(&self.desk, &venue.counter, key, Presented::bare(venue.id, codes.to_vec())).await
    }

    /// The operator reverses the cheques of an act that have these numbers in their booklets; none: all that can be.
    pub(crate) async fn reverses(&self, receipt: ReceiptId, cheques: &[i64], blocked: bool) -> Reply<Reversed> {
        let asked =
            Reverse { chosen: self.chosen(receipt, cheques).await, blocked, reason: "chèque contesté".to_owned() };
        reverse_redemptions(&self.desk, &self.operator, &self.key(), asked).await
    }

    /// The operator holds them back.
    pub(crate) async fn holds(&self, receipt: ReceiptId, cheques: &[i64]) -> Reply<Held> {
        let asked = Hold { chosen: self.chosen(receipt, cheques).await, reason: "à vérifier".to_owned() };
        hold_redemptions(&self.desk, &self.operator, &self.key(), asked).await
    }

    /// The operator releases them.
    pub(crate) async fn releases(&self, receipt: ReceiptId, cheques: &[i64]) -> Reply<Held> {
        let asked = Hold { chosen: self.chosen(receipt, cheques).await, reason: "vérifié".to_owned() };
        release_redemptions(&self.desk, &self.operator, &self.key(), asked).await
    }

    /// The operator holds, or releases, all that a venue is owed.
    pub(crate) async fn holds_venue(&self, venue: VenueId, held: bool) -> Reply<HeldVenue> {
        let asked = HoldVenue { venue, reason: "contrôle du lieu".to_owned() };
        match held {
            true => hold_payments(&self.desk, &self.operator, &self.key(), asked).await,
            false => release_payments(&self.desk, &self.operator, &self.key(), asked).await,
        }
    }

    async fn chosen(&self, receipt: ReceiptId, cheques: &[i64]) -> Chosen {
        let sought = Sought { written: Some(receipt.to_string()), venue: None };
        let acts = acts(&self.desk, &self.operator, sought, 1, None).await.expect("acts are found");
        let lines = acts.iter().flat_map(|act| &act.lines).filter(|line| cheques.contains(&line.cheque_no));
        Chosen { receipt, lines: lines.map(|line| line.line).collect() }
    }

    /// What signing in and letters need, over these books.
    pub(crate) fn lodge(&self) -> Lodge {
        let key = SigningKey::from_seed([5; 32]);
        Lodge::new(self.store.clone(), Secrets::new([6; 32]), key.into(), "https://pass.example")
    }

    /// A file that somebody brought, as `POST /files` takes it.
    pub(crate) async fn deposits(&self, who: &Actor, kind: &str, content: &[u8]) -> FileId {
        let (person, organisation) = who.known().expect("somebody");
        let facts = self.desk.cabinet().seal(&self.chance, "fichier", kind, content).expect("a sealed file");
        let id = facts.id;
        deposits::record(&self.store, facts, Sender { person, organisation }).await.expect("a deposit");
        id
    }

    /// Every invariant, recomputed from rows; fails with those that do not hold.
    pub(crate) async fn books_balance(&self) {
        let wrong = self.wrong_findings().await;
        assert!(wrong.is_empty(), "the books are wrong: {wrong:?}");
    }

    /// The invariants that do not hold, in the words of the report.
    pub(crate) async fn wrong_findings(&self) -> Vec<String> {
        let report = check::run(&self.store).await.expect("the books can be read");
        let wrong = report.findings.into_iter().filter(|finding| finding.wrong > 0);
        wrong.map(|finding| format!("{} {}", finding.name, finding.says)).collect()
    }
}

/// A store with a clock and a chance of the test's own.
pub(crate) fn open(place: &Place, clock: &Clock, chance: &Chance) -> Result<Store, store::Fault> {
    let (clock, chance) = (clock.clone(), chance.clone());
    Store::open(Settings { place: place.clone(), books: Books::Centre, clock, chance, migrate: true, readers: 4 })
}

pub(crate) fn keys(files: PathBuf) -> Keys {
    Keys {
        peppers: vec![Pepper::new(1, [1; 32]), Pepper::new(2, [2; 32])],
        paper: PaperKey::from_seed(1, [3; 32]),
        cabinet: Cabinet::new(files, [4; 32]),
    }
}

pub(crate) fn house() -> House {
    House {
        name: "Réseau des 7 Vallées".to_owned(),
        iban: "FR7630006000011234567890189".to_owned(),
        bic: "PSSTFRPPLIL".to_owned(),
        public_url: "HTTPS://PASS.EXAMPLE".to_owned(),
        settlement_day: None,
    }
}

pub(crate) fn terms((carnets, cheques_per_carnet, euros): Size, last: Day) -> Terms {
    Terms {
        carnets,
        cheques_per_carnet,
        face_value: Cents::new(euros * 100),
        distribution_ends: last,
        validity_ends: last,
        tolerance_ends: last,
        communes: BTreeSet::new(),
        publics: BTreeSet::new(),
        rules: cheques::orders::rules::Rules::default(),
    }
}

fn written_venue(name: &str) -> WrittenVenue {
    WrittenVenue {
        name: name.to_owned(),
        address: "1 place d'Armes".to_owned(),
        commune: HESDIN.to_owned(),
        year: 2025,
        lat: 50.373,
        lon: 2.037,
        hours: None,
        phone: None,
    }
}

/// The code of a refusal; fails on anything else.
pub(crate) fn refused<T: std::fmt::Debug>(reply: Reply<T>) -> Code {
    refusal(reply).code
}

pub(crate) fn refusal<T: std::fmt::Debug>(reply: Reply<T>) -> Refusal {
    match reply {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("a refusal was expected: {other:?}"),
    }
}
