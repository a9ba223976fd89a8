//! Stories of the registry alone, on a database of their own; the network's stories are in the workspace's tests.

mod agenda;
mod case_files;
mod graph;
mod identity;
mod imports;
mod life;
mod listings;
mod people;
mod places;
mod sheets;
mod statements;
mod territory;

use std::path::PathBuf;

use kernel::{
    access::{Actor, Role, token::SigningKey},
    chance::Chance,
    clock::{At, Clock, Day},
    ids::{StructureId, VenueId},
    refusal::Code,
};
use store::{
    Reply, Store, Trouble,
    conn::{AnyConn, Place},
    files::Cabinet,
    migrate::Books,
    store::Settings,
};

use crate::{
    accreditation::Application,
    apply::{Demand, Subject, apply_for_accreditation},
    decide::{WrittenDecision, decide_accreditation},
    identity::{lodge::Lodge, secrets::Secrets},
    register::{WrittenStructure, register_structure},
    standing::{self, Standing},
    structure::StructureKind,
    territory as ground,
    venue::WrittenVenue,
};

pub(crate) const IBAN: &str = "FR76 3000 6000 0112 3456 7890 189";
pub(crate) const REST: &str = "le dossier est complet";

/// A registry with its territory, an operator's two people, and a clock that is moved by hand.
pub(crate) struct Bench {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) operator: Actor,
    pub(crate) other_operator: Actor,
    folder: PathBuf,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl Bench {
    pub(crate) async fn new() -> Self {
        let unique: StructureId = Chance::from_machine().id();
        let folder = std::env::temp_dir().join(format!("passegue-registry-{unique}"));
        let clock = Clock::by_hand(day("2025-03-03").at(9, 0));
        let chance = Chance::from_seed(7);
        let place = Place::Sqlite(folder.join("centre.sqlite"));
        let (books, clock_too) = (Books::Centre, clock.clone());
        let settings = Settings { place, books, clock: clock_too, chance: chance.clone(), migrate: true, readers: 2 };
        let store = Store::open(settings).unwrap();
        ground::import(&store).await.unwrap();
        let network = chance.id();
        let operator = Actor::member(chance.id(), network, [Role::Operator, Role::Administrator]);
        let other_operator = Actor::member(chance.id(), network, [Role::Operator]);
        Self { store, clock, operator, other_operator, folder }
    }

    /// What signing in needs, under a secret and a key of these tests.
    pub(crate) fn lodge(&self) -> Lodge {
        let key = SigningKey::from_seed([1; 32]);
        Lodge::new(self.store.clone(), Secrets::new([2; 32]), key.into(), "https://pass.example/")
    }

    /// Where its files are sealed.
    pub(crate) fn cabinet(&self) -> Cabinet {
        Cabinet::new(self.folder.join("files"), [7; 32])
    }

    pub(crate) fn now(&self) -> At {
        self.store.now()
    }

    /// A key that was never used.
    pub(crate) fn key(&self) -> String {
        self.store.chance().id::<()>().to_string()
    }

    pub(crate) async fn structure(&self, name: &str, kind: StructureKind) -> StructureId {
        let written = WrittenStructure { name: name.to_owned(), kind, siret: None, rna: None };
        register_structure(&self.store, &self.operator, &self.key(), &written).await.unwrap().id
    }

    pub(crate) fn manager_of(&self, structure: StructureId) -> Actor {
        Actor::member(self.store.chance().id(), structure, [Role::VenueManager])
    }

    pub(crate) async fn apply(&self, actor: &Actor, demand: &Demand) -> Reply<Application> {
        apply_for_accreditation(&self.store, actor, &self.key(), demand).await
    }

    pub(crate) async fn accept(&self, application: &Application, last_day: &str) -> Reply<Application> {
        let decision = WrittenDecision { accept: true, last_day: Some(last_day.to_owned()), reason: None };
        decide_accreditation(&self.store, &self.other_operator, &self.key(), application.id, &decision).await
    }

    /// A venue accredited for all funders until the end of 2025.
    pub(crate) async fn accredited(&self, name: &str, commune: &str, lat: f64, lon: f64) -> VenueId {
        let structure = self.structure(name, StructureKind::VenueHolder).await;
        let written = WrittenVenue { lat, lon, ..venue(name, commune) };
        let demand = demand(Subject::New(structure, written));
        let application = self.apply(&self.operator, &demand).await.unwrap();
        self.accept(&application, "2025-12-31").await.unwrap();
        application.venue
    }

    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut AnyConn) -> Result<T, store::Fault> + Send + 'static,
    ) -> T {
        self.store.read("test", move |conn| Ok(look(conn)?)).await.unwrap()
    }

    pub(crate) async fn standing(&self, venue: VenueId) -> Standing {
        let found = self.look(move |conn| standing::standings(conn, &[venue])).await;
        found[&venue].standing(self.now())
    }
}

pub(crate) fn venue(name: &str, commune: &str) -> WrittenVenue {
    WrittenVenue {
        name: name.to_owned(),
        address: "1 place d'Armes".to_owned(),
        commune: commune.to_owned(),
        year: 2025,
        lat: 50.373,
        lon: 2.037,
        hours: Some("Mo-Fr 09:00-12:00".to_owned()),
        phone: Some("03 21 86 00 00".to_owned()),
    }
}

pub(crate) fn demand(subject: Subject) -> Demand {
    Demand {
        subject,
        holder: "Atelier".to_owned(),
        iban: IBAN.to_owned(),
        bic: "AGRIFRPP".to_owned(),
        funder: None,
        answers: None,
        evidence: Vec::new(),
    }
}

pub(crate) fn refused<T: std::fmt::Debug>(reply: Reply<T>) -> Code {
    match reply {
        Err(Trouble::Refused(refusal)) => refusal.code,
        other => panic!("refused was expected: {other:?}"),
    }
}
