//! Who works in a network that is reached over HTTP, and what they do before a test begins.

use std::sync::atomic::{AtomicU32, Ordering};

use kernel::{
    access::{Actor, Role},
    chance::Chance,
    clock::{Clock, Day},
    ids::PersonId,
};
use passegue::{
    centre::mint,
    config::{files_folder, keys_folder},
    keys::Keyring,
};
use serde_json::{Value, json};

use super::{Client, Ground};
use crate::support::{
    network::{
        answer::text,
        deeds::{
            APPLY, ASK_PRINT, CONFIRM_FUNDS, CREATE_WORKSHOP, DECIDE, DECIDE_ACCOUNT, ENROL, HAND_OVER, ISSUE,
            OPEN_PRINT, PLACE_ORDER, PROPOSE_ACCOUNT, REGISTER, RELEASE_PRINT, SCHEDULE,
        },
        demand, workshop,
    },
    sql,
};

/// A network and who may act in it.
pub(crate) struct Afar {
    /// A client of its centre.
    pub(crate) client: Client,
    /// The operator's token.
    pub(crate) operator: String,
    second_operator: String,
    /// Two operators, then two treasurers.
    staff: Vec<Actor>,
    /// The treasurer's token.
    pub(crate) treasurer: String,
    /// The token of another treasurer.
    pub(crate) second_treasurer: String,
    funder: Member,
    prescriber: Member,
    administrator: String,
    keyring: Keyring,
    clock: Clock,
    keys: AtomicU32,
}

/// A token, and the structure that it speaks for.
struct Member {
    token: String,
    organisation: String,
}

/// A venue and the token of its counter.
#[derive(Clone, Debug)]
pub(crate) struct Venue {
    pub(crate) id: String,
    pub(crate) structure: String,
    pub(crate) counter: String,
}

const MINUTES: i64 = 60;
/// The face value of a cheque.
pub(crate) const CENTS: i64 = 1000;

impl Afar {
    /// Founds the network of a centre that serves there: the first administrator by the command, the others by mutations.
    pub(crate) async fn found(ground: &Ground, url: &str) -> Self {
        let enrolled = ground.runs(&["token", "--enrol", "Tête de réseau"]).await;
        let network = after(&enrolled.complained, "Structure : ");
        let administrator = enrolled.well().trim().to_owned();
        let data = ground.data();
        let keyring = Keyring::load(&keys_folder(&data), files_folder(&data)).expect("the centre made its keys");
        let nobody = || Member { token: String::new(), organisation: String::new() };
        let mut afar = Self {
            client: Client::new(url),
            operator: String::new(),
            second_operator: String::new(),
            staff: Vec::new(),
            treasurer: String::new(),
            second_treasurer: String::new(),
            funder: nobody(),
            prescriber: nobody(),
            administrator,
            keyring,
            clock: Clock::wall(),
            keys: AtomicU32::new(0),
        };
        afar.gather(&network).await;
        afar
    }

    async fn gather(&mut self, network: &str) {
        for role in [Role::Operator, Role::Operator, Role::Treasurer, Role::Treasurer] {
            let somebody = self.enrolled(network, role).await;
            self.staff.push(somebody);
        }
        self.prove_anew();
        self.funder = self.member("Communauté de communes", "FUNDER", Role::Funder).await;
        self.prescriber = self.member("Centre social", "PRESCRIBER", Role::Prescriber).await;
    }

    /// The network's own people prove who they are once more: that holds for five minutes, and a storm lasts longer.
    pub(crate) fn prove_anew(&mut self) {
        let tokens: Vec<String> = self.staff.iter().map(|actor| self.token(actor)).collect();
        let tokens: [String; 4] = tokens.try_into().expect("four people");
        [self.operator, self.second_operator, self.treasurer, self.second_treasurer] = tokens;
    }

    async fn member(&self, name: &str, kind: &str, role: Role) -> Member {
        let input = json!({ "name": name, "kind": kind });
        let registered = self.does(&self.operator, REGISTER, json!({ "input": input })).await;
        let organisation = text(&registered["id"]);
        Member { token: self.enrol(&organisation, role).await, organisation }
    }

    /// Enrols somebody new; their token.
    async fn enrol(&self, organisation: &str, role: Role) -> String {
        self.token(&self.enrolled(organisation, role).await)
    }

    async fn enrolled(&self, organisation: &str, role: Role) -> Actor {
        let person: PersonId = Chance::from_machine().id();
        let name = role.name().replace('-', "_").to_uppercase();
        let variables = json!({ "organisation": organisation, "person": person.to_string(), "role": name });
        self.does(&self.administrator, ENROL, variables).await;
        Actor::member(person, organisation.parse().expect("an identifier"), [role])
    }

    /// Enrols somebody new at the counter of a venue, who signs in by mail.
    pub(crate) async fn names(&self, venue: &Venue, name: &str, mail: &str) {
        let person: PersonId = Chance::from_machine().id();
        let asked = json!({
            "organisation": venue.structure, "person": person.to_string(), "role": "COUNTER_STAFF", "name": name, "mail": mail,
        });
        self.does(&self.administrator, ENROL, asked).await;
    }

    /// A token of somebody who has just proved who they are.
    fn token(&self, actor: &Actor) -> String {
        mint(self.keyring.signing(self.clock.now()), &self.clock, actor, 0, MINUTES).expect("a token")
    }

    /// Somebody does what must be accepted, under a new key.
    pub(crate) async fn does(
        &self,
        token: &str,
        deed: crate::support::network::deeds::Deed,
        variables: Value,
    ) -> Value {
        let mut variables = variables;
        variables["key"] = json!(format!("afar-{:05}", self.keys.fetch_add(1, Ordering::Relaxed)));
        self.client.does(token, deed, variables).await
    }

    /// A day that many days from now.
    pub(crate) fn day(&self, days: i64) -> Day {
        self.clock.now().day().plus_days(days)
    }

    /// A venue of that town, accredited for a year, with somebody at its counter.
    pub(crate) async fn venue(&self, town: &str) -> Venue {
        let application = self.does(&self.operator, APPLY, json!({ "input": demand(town) })).await;
        let last_day = self.day(365).to_string();
        let decision = json!({ "application": application["id"], "accept": true, "lastDay": last_day });
        self.does(&self.second_operator, DECIDE, decision).await;
        let structure = text(&application["structureId"]);
        let counter = self.enrol(&structure, Role::CounterStaff).await;
        Venue { id: text(&application["venueId"]), structure, counter }
    }

    /// Accounts that did not take a payment are looked at again, by two persons: paid on from now on, as they were.
    pub(crate) async fn looks_again(&self, ground: &Ground, venues: &[Venue]) {
        for venue in venues {
            let Some((holder, iban, bic)) = sql::suspended(&ground.place(), &venue.structure) else { continue };
            let input = json!({
                "structureId": venue.structure, "holder": holder, "iban": iban, "bic": bic,
                "documentDay": self.day(0).to_string(),
            });
            let dossier = self.does(&self.operator, PROPOSE_ACCOUNT, json!({ "input": input })).await;
            let decision = json!({ "accept": true, "payeeCheck": "MATCH" });
            let asked = json!({ "dossier": dossier["id"], "decision": decision });
            self.does(&self.treasurer, DECIDE_ACCOUNT, asked).await;
        }
    }

    /// An order of so many booklets of so many cheques, paid for.
    pub(crate) async fn order(&self, carnets: i64, of: i64) -> String {
        let input = json!({
            "funderId": self.funder.organisation, "carnets": carnets, "chequesPerCarnet": of,
            "faceValueCents": CENTS, "distributionEnds": self.day(90).to_string(),
            "validityEnds": self.day(180).to_string(), "toleranceEnds": self.day(200).to_string(),
            "communes": [], "publics": [],
        });
        let order = text(&self.does(&self.funder.token, PLACE_ORDER, json!({ "input": input })).await["orderId"]);
        let funds = json!({ "order": order, "cents": carnets * of * CENTS, "reference": format!("VIR {order}") });
        self.does(&self.treasurer, CONFIRM_FUNDS, funds).await;
        order
    }

    /// The codes of so many booklets of so many cheques, paid for and handed over.
    pub(crate) async fn cheques(&self, carnets: i64, of: i64) -> Vec<String> {
        let order = self.order(carnets, of).await;
        let issued = self.does(&self.operator, ISSUE, json!({ "order": order })).await;
        let printed = self.print_run(&text(&issued["printRun"]["id"])).await;
        let mut codes = Vec::new();
        let mut last = String::new();
        for line in printed.lines().skip(1) {
            let cells: Vec<&str> = line.split(';').collect();
            if last != cells[0] {
                last = cells[0].to_owned();
                self.hands_over(&last).await;
            }
            codes.push(cells[2].to_owned());
        }
        codes
    }

    /// A print run, in clear.
    pub(crate) async fn print_run(&self, file: &str) -> String {
        let ticket = self.print_ticket(file).await;
        self.client.get(&format!("/files/{file}?ticket={ticket}")).await.text().await.expect("the print run")
    }

    /// The right to fetch a print run once: asked for by one operator, released by the other.
    pub(crate) async fn print_ticket(&self, file: &str) -> String {
        self.print_ticket_of(&self.client, file).await
    }

    /// The same, of another centre with the same people.
    pub(crate) async fn print_ticket_of(&self, client: &Client, file: &str) -> String {
        let key = || json!(format!("print-{:05}", self.keys.fetch_add(1, Ordering::Relaxed)));
        let wish = json!({ "key": key(), "input": { "fileId": file, "form": "DATA" } });
        let release = client.does(&self.operator, ASK_PRINT, wish).await["releaseId"].clone();
        client.does(&self.second_operator, RELEASE_PRINT, json!({ "key": key(), "release": release })).await;
        let opened = client.does(&self.operator, OPEN_PRINT, json!({ "key": key(), "release": release })).await;
        text(&opened["ticket"])
    }

    async fn hands_over(&self, carnet: &str) {
        let Member { token, organisation } = &self.prescriber;
        let input = json!({
            "prescriberId": organisation, "carnet": carnet, "homeCommune": "62447", "public": "JOB_SEEKER",
        });
        self.does(token, HAND_OVER, json!({ "input": input })).await;
    }

    /// A venue offers a workshop and plans a session of it.
    pub(crate) async fn offers(&self, venue: &Venue, title: &str, starts_at: &str) {
        let variables = json!({ "venue": venue.id, "input": workshop(title) });
        let workshop = self.does(&venue.counter, CREATE_WORKSHOP, variables).await;
        let input = json!({ "workshopId": workshop["id"], "startsAt": starts_at });
        self.does(&venue.counter, SCHEDULE, json!({ "venue": venue.id, "input": input })).await;
    }
}

fn after(text: &str, beginning: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(beginning));
    line.unwrap_or_else(|| panic!("no « {beginning} » in {text}")).to_owned()
}
