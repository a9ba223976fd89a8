//! A network to measure: venues by the hundred, orders by the hundred thousand, made by the very verbs that the schema asks.

use std::collections::BTreeSet;

use cheques::{
    carnets::{
        former::Attestation,
        hand_over::{HandOver, hand_over_carnet},
    },
    desk::Desk,
    order::{Public, Terms},
    orders::{
        confirm_funds::{ConfirmFunds, confirm_funds},
        issue::issue_carnets,
        place_order::{PlaceOrder, Placed, place_order},
    },
};
use kernel::{
    access::{Actor, Role},
    cents::Cents,
    chance::Chance,
    code::Code,
    ids::{OrderId, PersonId, StructureId},
};
use portal::session::{Organisation, Session};
use registry::{
    apply::{Demand, Subject, apply_for_accreditation},
    decide::{WrittenDecision, decide_accreditation},
    distance::Point,
    register::{WrittenStructure, register_structure},
    structure::StructureKind,
    venue::WrittenVenue,
};
use store::{Fault, Store};
use tokio::task::JoinSet;

use super::sheet::Counter;
use crate::{centre::Centre, config::House, stop::Stop};

const COMMUNE: &str = "62447";
const HESDIN: Point = Point { lat: 50.373, lon: 2.037 };
const TOKEN_MINUTES: i64 = 1440;
/// Hand-overs that wait together, so that the writer is never idle.
const AT_ONCE: usize = 64;

/// The account of a network that pays nobody.
pub(crate) fn house() -> House {
    House {
        name: "Passegué, mesures".to_owned(),
        iban: "FR7699999620000000000007732".to_owned(),
        bic: "PASSFRPP".to_owned(),
        public_url: "HTTPS://PASS.EXAMPLE".to_owned(),
        settlement_day: None,
    }
}

/// Those who act for the network, one role each.
pub(crate) struct People {
    pub(crate) chance: Chance,
    pub(crate) operator: Actor,
    pub(crate) other_operator: Actor,
    pub(crate) treasurer: Actor,
    pub(crate) other_treasurer: Actor,
}

impl People {
    pub(crate) fn new() -> Self {
        let chance = Chance::from_machine();
        let network: StructureId = chance.id();
        let member = |role| Actor::member(chance.id(), network, [role]);
        Self {
            operator: member(Role::Operator),
            other_operator: member(Role::Operator),
            treasurer: member(Role::Treasurer),
            other_treasurer: member(Role::Treasurer),
            chance,
        }
    }

    /// A key that was never used.
    pub(crate) fn key(&self) -> String {
        self.chance.id::<()>().to_string()
    }

    pub(crate) async fn structure(&self, store: &Store, name: &str, kind: StructureKind) -> Result<StructureId, Stop> {
        let written = WrittenStructure { name: name.to_owned(), kind, siret: None, rna: None };
        Ok(register_structure(store, &self.operator, &self.key(), &written).await?.id)
    }

    /// An accredited venue of a structure of its own, and somebody at its counter.
    pub(crate) async fn counter(&self, centre: &Centre, name: &str) -> Result<Counter, Stop> {
        self.counter_at(centre, name, HESDIN).await
    }

    /// The same at another place.
    pub(crate) async fn counter_at(&self, centre: &Centre, name: &str, at: Point) -> Result<Counter, Stop> {
        let store = centre.store();
        let structure = self.structure(store, name, StructureKind::VenueHolder).await?;
        let demand = Demand {
            subject: Subject::New(structure, written_venue(name, at)),
            holder: name.to_owned(),
            iban: house().iban,
            bic: house().bic,
            funder: None,
            answers: None,
            evidence: Vec::new(),
        };
        let application = apply_for_accreditation(store, &self.operator, &self.key(), &demand).await?;
        let last_day = centre.clock().now().day().plus_days(365).to_string();
        let accept = WrittenDecision { accept: true, last_day: Some(last_day), reason: None };
        decide_accreditation(store, &self.other_operator, &self.key(), application.id, &accept).await?;
        let person: PersonId = self.chance.id();
        let token = centre.mint(person, structure, [Role::CounterStaff], TOKEN_MINUTES)?;
        let until = centre.clock().now().plus_ms(TOKEN_MINUTES * 60_000);
        let session = Session {
            visit: self.key(),
            token: token.clone(),
            until,
            refresh: String::new(),
            refresh_until: until,
            second_factor: "NOT_NEEDED".to_owned(),
            person: person.to_string(),
            name: format!("Guichet de {name}"),
            organisation: Some(Organisation { id: structure.to_string(), name: name.to_owned() }),
            roles: BTreeSet::from([Role::CounterStaff]),
            used_at: None,
            again: false,
        };
        let cookie = portal::brought(centre.portal(), &session);
        Ok(Counter { venue: application.venue, structure, person, token, cookie })
    }

    /// Places an order of booklets of ten euros a cheque, and confirms its funds.
    pub(crate) async fn order(&self, desk: &Desk, funder: StructureId, size: Size) -> Result<Placed, Stop> {
        let last = desk.store().now().day().plus_days(300);
        let terms = Terms {
            carnets: size.carnets,
            cheques_per_carnet: size.cheques_per_carnet,
            face_value: Cents::new(1000),
            distribution_ends: last,
            validity_ends: last,
            tolerance_ends: last,
            communes: BTreeSet::new(),
            publics: BTreeSet::new(),
            rules: cheques::orders::rules::Rules::default(),
        };
        let amount = terms.value().map_err(|error| Fault::because("an order is too large", error))?;
        let placed = place_order(desk, &self.operator, &self.key(), PlaceOrder { funder, terms }).await?;
        let funds = ConfirmFunds { order: placed.order, amount, reference: format!("mesure {}", placed.label) };
        confirm_funds(desk, &self.treasurer, &self.key(), funds).await?;
        Ok(placed)
    }

    /// Issues an order; answers its codes as the sealed run holds them.
    pub(crate) async fn issue(&self, desk: &Desk, order: OrderId) -> Result<Vec<u8>, Stop> {
        let issued = issue_carnets(desk, &self.operator, &self.key(), order).await?;
        Ok(desk.cabinet().open(issued.print_run.id)?)
    }

    /// Hands every booklet of an order over, to people of one commune.
    pub(crate) async fn hand_over(&self, desk: &Desk, label: &str, carnets: i64) -> Result<(), Stop> {
        let structure = self.structure(desk.store(), "CCAS", StructureKind::Prescriber).await?;
        let prescriber = Actor::member(self.chance.id(), structure, [Role::Prescriber]);
        let mut waiting = JoinSet::new();
        for no in 1..=carnets {
            if waiting.len() >= AT_ONCE {
                ended(waiting.join_next().await)?;
            }
            let (desk, prescriber, key) = (desk.clone(), prescriber.clone(), self.key());
            let asked = HandOver {
                prescriber: structure,
                carnet: format!("{label}-{no:04}"),
                home_commune: COMMUNE.to_owned(),
                public: Public::SixtyAndOver,
                eligibility_seen_on: None,
                attested: Attestation::default(),
            };
            waiting.spawn(async move { hand_over_carnet(&desk, &prescriber, &key, asked).await });
        }
        while let Some(one) = waiting.join_next().await {
            ended(Some(one))?;
        }
        Ok(())
    }
}

/// How many booklets, of how many cheques.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) carnets: i64,
    pub(crate) cheques_per_carnet: i64,
}

/// The codes of a sealed run, booklet by booklet: a heading, then a line a booklet.
pub(crate) fn codes(run: &[u8]) -> Result<Vec<String>, Stop> {
    let wrong = || Stop::refused("Un tirage ne peut pas être relu.");
    let text = std::str::from_utf8(run).map_err(|_| wrong())?;
    let (_, booklets) = text.split_once('\n').ok_or_else(wrong)?;
    let symbols = booklets.split([';', '\n']).filter(|code| !code.is_empty());
    symbols.map(|code| Ok(Code::parse(code).map_err(|_| wrong())?.printed())).collect()
}

/// How one of many deeds that wait together ended.
fn ended<T>(one: Option<Result<store::Reply<T>, tokio::task::JoinError>>) -> Result<(), Stop> {
    match one {
        Some(Ok(reply)) => Ok(reply.map(drop)?),
        Some(Err(error)) => Err(Stop::refused(format!("Une tâche s'est arrêtée ({error})."))),
        None => Ok(()),
    }
}

fn written_venue(name: &str, at: Point) -> WrittenVenue {
    WrittenVenue {
        name: name.to_owned(),
        address: "1 place d'Armes".to_owned(),
        commune: COMMUNE.to_owned(),
        year: 2025,
        lat: at.lat,
        lon: at.lon,
        hours: None,
        phone: None,
    }
}
