//! Who sees what of somebody who learns: every path of the schema that leads to them is asked by each role of three organisations, and
//! what comes back is held against `sights.txt`.

mod planted;
mod sights;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use async_graphql::{Request as Document, Variables};
use kernel::access::{Action, Reach};
use serde_json::{Map, Value, json};

use super::{
    callers::{Caller, Front},
    matrix::callers,
    surface::Surface,
    things::{TOWNS, Tenant},
};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::Network,
    root,
};
use planted::{Sheet, planted, received};
use sights::{Door, Relation, Sights};

on_both_engines!(nobody_sees_more_of_somebody_than_is_theirs_to_see);

async fn nobody_sees_more_of_somebody_than_is_theirs_to_see(engine: Engine) {
    let begun = Instant::now();
    let scene = Scene::set(engine).await;
    let mut found = Found::default();
    scene.whoever_is_asked_about(&mut found).await;
    scene.whoever_is_listed(&mut found).await;
    scene.what_only_the_gateway_asks(&mut found).await;
    found.holds(&scene, begun);
}

/// What was shown, and to whom it was not to be.
#[derive(Default)]
struct Found {
    asked: usize,
    shown: usize,
    /// By which relation each type was seen.
    seen: BTreeSet<(Relation, String)>,
    wrong: Vec<String>,
}

impl Found {
    fn holds(&self, scene: &Scene, begun: Instant) {
        let (paths, seconds) =
            (scene.doors.iter().map(|door| door.paths).sum::<usize>(), begun.elapsed().as_secs_f64());
        let people = (scene.callers.len(), scene.sheets.len());
        println!(
            "{paths} paths, {people:?} who look and are looked at, {} questions, {} sights in {seconds:.1} s",
            self.asked, self.shown
        );
        let first: Vec<&String> = self.wrong.iter().take(30).collect();
        assert!(first.is_empty(), "{} sights that nobody granted: {first:#?}", self.wrong.len());
        // What nobody could see proves nothing.
        let unseen: Vec<_> = scene.sights.granted().filter(|line| !self.seen.contains(line)).collect();
        assert!(unseen.is_empty(), "granted in tests/trust/sights.txt, and seen by nobody here: {unseen:?}");
        assert!(paths >= 100 && self.asked >= 1000 && self.shown >= 2000, "too little was looked at");
    }
}

struct Scene {
    net: Network,
    front: Front,
    tenants: Vec<Tenant>,
    sheets: Vec<Sheet>,
    /// Whose word each is, under the field that shows it.
    owners: BTreeMap<(&'static str, String), usize>,
    callers: Vec<Caller>,
    sights: Sights,
    doors: Vec<Door>,
}

impl Scene {
    async fn set(engine: Engine) -> Self {
        let net = Network::open(engine, "privacy").await;
        let mut tenants = Vec::new();
        for town in TOWNS {
            tenants.push(Tenant::settle(&net, town).await);
        }
        let mut sheets = planted(&net, &tenants).await;
        // More than thirty days: who was received on the first day is received no more.
        net.it_is("2025-11-05", (8, 0));
        received(&net, &tenants, &mut sheets).await;
        let words = |(no, sheet): (usize, &Sheet)| {
            let words = sheet.words.iter().map(move |(field, word)| ((*field, word.clone()), no));
            words.collect::<Vec<_>>()
        };
        let owners = sheets.iter().enumerate().flat_map(words).collect();
        let mut callers = callers(&net, &tenants);
        callers.push(Caller::nobody());
        let (front, sights) = (Front::of(&net), Sights::read());
        let doors = sights.doors();
        Self { front, tenants, sheets, owners, callers, sights, doors, net }
    }

    /// Each person, by their identifier, their card, their name; everybody asks.
    async fn whoever_is_asked_about(&self, found: &mut Found) {
        for (no, sheet) in self.sheets.iter().enumerate() {
            // Names that are sought are counted for five minutes.
            self.net.minutes_pass(6);
            for caller in &self.callers {
                for door in &self.doors {
                    for arguments in about(&door.ask.field, sheet) {
                        self.asks(caller, door, arguments, Some(no), found).await;
                    }
                }
            }
        }
    }

    /// Whatever a list shows to whoever asks for all of it.
    async fn whoever_is_listed(&self, found: &mut Found) {
        for caller in &self.callers {
            for door in &self.doors {
                for arguments in self.all_of(&door.ask.field) {
                    self.asks(caller, door, arguments, None, found).await;
                }
            }
        }
    }

    fn all_of(&self, field: &str) -> Vec<Value> {
        let days = |place: &str| json!({ "venueId": place, "from": "2025-10-01", "until": "2025-11-05" });
        match field {
            "learners" | "carnetRequests" => vec![json!({})],
            "referrals" => vec![json!({ "tray": "SENT" }), json!({ "tray": "RECEIVED" })],
            "helps" => self.tenants.iter().map(|tenant| days(&tenant.place.id)).collect(),
            field if ABOUT.contains(&field) => Vec::new(),
            field => panic!("« {field} » leads to people: say in tests/trust/privacy.rs how it is asked"),
        }
    }

    async fn asks(&self, caller: &Caller, door: &Door, arguments: Value, target: Option<usize>, found: &mut Found) {
        let mut arguments = arguments;
        if door.ask.arguments.iter().any(|one| one.name == "first") {
            arguments["first"] = json!(50);
        }
        let answer = self.front.asks(caller, &door.ask, &arguments).await;
        found.asked += 1;
        let told = |what: String| format!("{} by {}: {what}", door.ask.field, caller.name);
        match answer.root(&door.ask.field) {
            Ok(shown) => self.walk(&door.ask.named, &shown, target, &mut |kind, leaf, whose| {
                self.judged(caller, &door.ask.field, (kind, leaf), whose, found);
            }),
            Err(fault) => found.wrong.push(told(fault)),
        }
        self.spoken(caller, &answer.text, &door.ask.field, found);
    }

    /// Every value that stands in an object about somebody, and about whom; an object that names nobody is about whom the one around
    /// it is.
    fn walk(&self, kind: &str, value: &Value, whose: Option<usize>, tell: &mut impl FnMut(&str, &str, Option<usize>)) {
        match value {
            Value::Array(all) => all.iter().for_each(|one| self.walk(kind, one, whose, tell)),
            Value::Object(object) => {
                let whose = self.identified(kind, object).or(whose);
                for field in Surface::read().fields(kind) {
                    let Some(value) = object.get(&field.name) else { continue };
                    if !Surface::read().fields(&field.named).is_empty() {
                        self.walk(&field.named, value, whose, tell);
                    } else if self.sights.is_personal(kind) && *value != Value::Null && *value != json!([]) {
                        tell(kind, &field.name, whose);
                    }
                }
            }
            _ => {}
        }
    }

    fn identified(&self, kind: &str, object: &Map<String, Value>) -> Option<usize> {
        let named = |((field, word), no): (&(&'static str, String), &usize)| {
            let (of, name) = field.split_once('.')?;
            (of == kind && object.get(name)? == word.as_str()).then_some(*no)
        };
        self.owners.iter().find_map(named)
    }

    fn judged(
        &self,
        caller: &Caller,
        field: &str,
        (kind, leaf): (&str, &str),
        whose: Option<usize>,
        found: &mut Found,
    ) {
        found.shown += 1;
        let Some(no) = whose else {
            found.wrong.push(format!("{kind}.{leaf} of nobody knows whom by {}", caller.name));
            return;
        };
        let by: Vec<Relation> = self
            .relations(caller, field, &self.sheets[no])
            .into_iter()
            .filter(|by| self.sights.grants(*by, kind, leaf))
            .collect();
        if by.is_empty() {
            found.wrong.push(format!("{kind}.{leaf} of sheet {no} by {}", caller.name));
        }
        found.seen.extend(by.into_iter().map(|by| (by, kind.to_owned())));
    }

    /// Wherever a word stands in an answer, under whatever name: it is one that is granted.
    fn spoken(&self, caller: &Caller, answer: &str, field: &str, found: &mut Found) {
        for sheet in &self.sheets {
            // What a venue offers is everybody's.
            let told = sheet.words.iter().filter(|(whole, _)| !whole.starts_with("Session."));
            let heard = told.filter(|(_, word)| word.len() > 5 && answer.contains(word.as_str()));
            for (whole, word) in heard {
                let relations = self.relations(caller, field, sheet);
                let granted = told_by(whole).iter().any(|whole| {
                    let (kind, leaf) = whole.split_once('.').expect("a type and its field");
                    relations.iter().any(|by| self.sights.grants(*by, kind, leaf))
                });
                if !granted {
                    found.wrong.push(format!("« {word} » ({whole}) in {field} by {}", caller.name));
                }
            }
        }
    }

    /// What the structure of whoever asks has to do with somebody, in the part that they play there.
    fn relations(&self, caller: &Caller, field: &str, sheet: &Sheet) -> BTreeSet<Relation> {
        let mine = caller.actor.organisation().map(|id| id.to_string()).unwrap_or_default();
        // Whoever asks by the secret of a partner is that partner.
        let bearer = field == "linkedReferral" && sheet.word("LinkedReferral.secret").is_some();
        let may = |action: Action| caller.actor.reach(action) != Reach::Never;
        let is_mine = |whose: &Option<String>| whose.as_ref() == Some(&mine);
        let keeper = is_mine(&sheet.keeper) && may(Action::Learner);
        let receiver = is_mine(&sheet.receiver) && may(Action::Referral);
        let serving = sheet.serving.contains(&mine) && may(Action::Learner);
        let all = [
            (Relation::Keeper, keeper),
            (Relation::Serving, serving),
            (Relation::Served, sheet.served.contains(&mine) && may(Action::Learner)),
            (Relation::Maker, is_mine(&sheet.maker) && may(Action::Diagnostic)),
            (Relation::Agreed, sheet.agrees && (keeper || serving) && may(Action::Diagnostic)),
            (Relation::Recorder, is_mine(&sheet.recorder) && may(Action::CarnetRequest)),
            (Relation::Helper, is_mine(&sheet.helper) && may(Action::Helps)),
            (Relation::Sender, is_mine(&sheet.sender) && may(Action::Referral)),
            (Relation::Receiver, receiver),
            (Relation::Bearer, bearer),
            (Relation::Told, sheet.explains && (receiver || bearer)),
            (Relation::Host, is_mine(&sheet.host) && may(Action::SessionBookings)),
        ];
        all.into_iter().filter(|(_, holds)| *holds).map(|(relation, _)| relation).collect()
    }

    /// Federation's own field: refused at the front door, and without a word about anybody where a subgraph is reached directly.
    async fn what_only_the_gateway_asks(&self, found: &mut Found) {
        let desk = learners::desk::Desk::new(self.net.centre().store().clone(), self.net.keyring().for_desk().cabinet);
        let (learners, cheques) =
            (learners::graph::schema(desk), cheques::graph::schema(self.net.centre().desk().clone()));
        let kinds: BTreeSet<String> = self.sights.types().map(str::to_owned).chain(entities()).collect();
        let ids: Vec<&str> = self
            .sheets
            .iter()
            .flat_map(|sheet| sheet.words.iter())
            .filter(|(field, _)| field.ends_with(".id"))
            .map(|(_, id)| id.as_str())
            .collect();
        for kind in &kinds {
            let leaves =
                Surface::read().fields(kind).iter().filter(|field| Surface::read().fields(&field.named).is_empty());
            let leaves: Vec<&str> = leaves.map(|field| field.name.as_str()).collect();
            let query = format!(
                "query($r: [_Any!]!) {{ _entities(representations: $r) {{ ... on {kind} {{ {} }} }} }}",
                leaves.join(" ")
            );
            let these: Vec<Value> =
                ids.iter().map(|id| json!({ "__typename": kind, "id": id, "venueId": id })).collect();
            for caller in &self.callers {
                let answer = self.front.sends(caller, &json!({ "query": query, "variables": { "r": these } })).await;
                found.asked += 1;
                if answer.status != 400 {
                    found.wrong.push(format!("_entities of {kind} by {}: {}", caller.name, answer.status));
                }
                self.spoken(caller, &answer.text, "_entities", found);
                let document = || {
                    let variables = Variables::from_json(json!({ "r": these }));
                    Document::new(query.clone()).variables(variables).data(caller.actor.clone())
                };
                let direct = [json!(learners.execute(document()).await), json!(cheques.execute(document()).await)];
                for answer in direct {
                    self.spoken(caller, &answer["data"].to_string(), "_entities, directly,", found);
                }
            }
        }
    }
}

/// What is asked about one person.
const ABOUT: [&str; 10] = [
    "learner",
    "learners",
    "similarLearners",
    "learnerRecord",
    "diagnostic",
    "diagnostics",
    "carnetRequest",
    "referral",
    "linkedReferral",
    "sessionBookings",
];

/// How a field is asked about that person, each way.
fn about(field: &str, sheet: &Sheet) -> Vec<Value> {
    let word = |name: &str| sheet.word(name).map(|word| json!(word));
    let name = || {
        let (given, family) = (word("LearnerPerson.givenName")?, word("LearnerPerson.familyName")?);
        Some(json!({ "name": { "givenName": given, "familyName": family } }))
    };
    let one = |argument: &str, name: &str| Some(json!({ argument: word(name)? }));
    let seat = || Some(json!({ "venueId": word("Session.venue")?, "sessionId": word("Session.id")? }));
    let ways = match field {
        "learner" => vec![one("id", "Learner.id")],
        "learners" => vec![one("card", "Learner.card"), name()],
        "similarLearners" => vec![name()],
        "diagnostic" => vec![one("id", "Diagnostic.id")],
        "diagnostics" => vec![one("learnerId", "Learner.id")],
        "carnetRequest" => vec![one("id", "CarnetRequest.id")],
        "learnerRecord" => vec![one("id", "Learner.id")],
        "referral" => vec![one("id", "Referral.id")],
        "linkedReferral" => vec![one("secret", "LinkedReferral.secret")],
        "sessionBookings" => vec![seat()],
        _ => Vec::new(),
    };
    ways.into_iter().flatten().collect()
}

/// The fields that may tell that word.
fn told_by(field: &'static str) -> Vec<&'static str> {
    let others: &'static [&'static str] = match field {
        "LearnerPerson.givenName" => &["Learner.shortName", "Referral.shortName", "LinkedReferral.shortName"],
        "Learner.id" => &["Diagnostic.learnerId", "Referral.learnerId"],
        "Referral.reason" => &["HeldReferral.reason", "LinkedReferral.reason"],
        "Referral.partnerName" => &["HeldReferral.place"],
        "Learner.card" => &["Help.card"],
        "Diagnostic.id" => &["DiagnosticMade.id"],
        _ => &[],
    };
    std::iter::once(field).chain(others.iter().copied()).collect()
}

/// The types that federation resolves by key.
fn entities() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("schema/supergraph.graphql")).expect("the composed schema");
    let keyed = text.lines().filter(|line| line.starts_with("type ") && line.contains("key: \""));
    keyed.filter_map(|line| line.split_whitespace().nth(1)).map(str::to_owned).collect()
}

#[test]
fn no_entity_leads_to_somebody() {
    let (sights, entities) = (Sights::read(), entities());
    assert!(entities.contains("Venue") && entities.len() >= 3, "{entities:?}");
    let leading: Vec<&String> = entities.iter().filter(|name| sights.leads(name)).collect();
    assert!(leading.is_empty(), "federation resolves what leads to people: {leading:?}");
}
