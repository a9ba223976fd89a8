//! What people and programs write where a text is asked: it is refused with a code, or kept as the text that it is.

mod list;

use std::{collections::BTreeSet, time::Instant};

use kernel::{
    access::{
        Action, Reach,
        Role::{Administrator, CounterStaff, Funder, Operator, Prescriber, Treasurer, VenueManager},
    },
    refusal::Code,
};
use registry::{formula, publish_listings::publish_listings, venue_sheet};
use serde_json::{Value, json};

use super::{
    callers::{Answer, Caller, Front},
    lines::{self, ENDINGS},
    surface::{Ask, Part, Surface},
    things::{Tenant, Things},
};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network, Place,
        answer::text,
        cast::Person,
        deeds::{APPLY, DECIDE, OPEN_FILE, REGISTER},
        demand,
    },
};

on_both_engines!(
    a_text_is_refused_with_a_code_or_kept_as_a_text,
    what_is_no_text_is_refused_with_a_code,
    what_goes_out_runs_in_no_program,
    a_machine_is_declared_at_no_address_of_the_machine_itself,
);

/// Somebody of each role, in one small network.
struct Scene {
    net: Network,
    front: Front,
    callers: Vec<Caller>,
    things: Things,
}

impl Scene {
    async fn set(engine: Engine, name: &str) -> Self {
        let net = Network::open(engine, name).await;
        let tenant = Tenant::settle(&net, "Hesdin").await;
        let things = Things::of(&net, &tenant).await;
        let (cast, own) = (&net.cast, Some((0, &tenant)));
        let callers = vec![
            Caller::member(&net, Operator, &cast.operator, None),
            Caller::member(&net, Treasurer, &cast.treasurer, None),
            Caller::member(&net, Administrator, &cast.administrator, None),
            Caller::member(&net, VenueManager, &tenant.place.manager, own),
            Caller::member(&net, CounterStaff, &tenant.place.counter, own),
            Caller::member(&net, Prescriber, &tenant.prescriber, own),
            Caller::member(&net, Funder, &tenant.funder, own),
            Caller::nobody(),
        ];
        Self { front: Front::of(&net), net, callers, things }
    }

    /// The first who holds the right, and the arguments that they would give.
    fn asked_by(&self, ask: &Ask) -> (&Caller, Value) {
        let action = Action::ALL.iter().find(|action| action.field() == ask.field).expect("each root field is a deed");
        let holder = self.callers.iter().find(|caller| caller.actor.reach(*action) != Reach::Never);
        let holder = holder.unwrap_or_else(|| panic!("nobody may {} here", ask.field));
        (holder, lines::arguments(&ask.field, &self.things, holder.role))
    }

    async fn tries(&self, caller: &Caller, ask: &Ask, arguments: &Value) -> Result<Answer, String> {
        let answer = self.front.asks(caller, ask, arguments).await;
        let told = || format!("{} {}: {}", ask.field, shortened(&arguments.to_string()), shortened(&answer.text));
        let code = answer.fault();
        let well = match answer.status {
            200 => code.is_empty() || ["BAD_REQUEST", "LIMIT_EXCEEDED"].contains(&code.as_str()),
            400 => ["BAD_REQUEST", "LIMIT_EXCEEDED"].contains(&code.as_str()),
            413 => code == "LIMIT_EXCEEDED",
            _ => false,
        };
        let refusal = answer.root(&ask.field).map(|root| root["refusal"]["code"].clone()).unwrap_or_default();
        let known = refusal.as_str().is_none_or(|code| Code::ALL.iter().any(|known| known.name() == code));
        if well && known { Ok(answer) } else { Err(told()) }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(260).collect()
}

/// What was tried, and what went wrong, each place once.
#[derive(Default)]
struct Tally {
    tried: usize,
    places: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, place: String, outcome: Result<(), String>) {
        self.tried += 1;
        self.wrong.extend(outcome.err());
        self.places.insert(place);
    }

    fn holds(&self, what: &str, least: usize, begun: Instant) {
        let (tried, places) = (self.tried, self.places.len());
        println!("{what}: {tried} requests on {places} places in {:.1} s", begun.elapsed().as_secs_f64());
        let first: Vec<&String> = self.wrong.iter().take(40).collect();
        assert!(self.wrong.is_empty(), "{} of {tried}: {first:#?}", self.wrong.len());
        assert!(tried >= least, "only {tried} requests");
    }
}

async fn a_text_is_refused_with_a_code_or_kept_as_a_text(engine: Engine) {
    let (begun, scene, mut tally) = (Instant::now(), Scene::set(engine, "payloads").await, Tally::default());
    let payloads = list::payloads();
    assert!(payloads.len() >= 40, "only {} payloads", payloads.len());
    // What is said of a text is said before a database is asked: the one that waits for its disk at each act tries fewer.
    let tried = match engine {
        Engine::Sqlite => 1,
        Engine::Postgres => 8,
    };
    let payloads: Vec<String> = payloads.into_iter().step_by(tried).collect();
    for ask in texts_of(&scene) {
        let (caller, base) = scene.asked_by(&ask);
        for base in with_more(&ask, base) {
            let texts = places(&ask.arguments, &base, &|part| ["String", "ID"].contains(&part.named.as_str()));
            for (no, place) in texts.into_iter().enumerate() {
                // What is too long for any field is tried once in each form.
                for payload in payloads.iter().filter(|payload| no == 0 || payload.len() < 2_000) {
                    let Some(arguments) = with(&base, &place, json!(payload)) else { continue };
                    let outcome = scene.tries(caller, &ask, &arguments).await;
                    let kept = outcome.and_then(|answer| kept_as_it_is(&ask, payload, &answer));
                    tally.count(format!("{} {place}", ask.field), kept);
                }
            }
        }
    }
    tally.holds("payloads", 40 * 50 / tried, begun);
    scene.net.books_hold().await;
}

/// Every field, those that end something last.
fn texts_of(scene: &Scene) -> Vec<Ask> {
    let mut asks = Surface::read().asks();
    asks.retain(|ask| !ask.arguments.is_empty());
    asks.sort_by_key(|ask| ENDINGS.iter().position(|ending| *ending == ask.field));
    assert!(!scene.callers.is_empty() && asks.len() > 30);
    asks
}

/// Where a form has parts that its shortest line leaves out.
fn with_more(ask: &Ask, base: Value) -> Vec<Value> {
    match ask.field.as_str() {
        "applyForAccreditation" => vec![base, json!({ "input": demand("Azincourt") })],
        _ => vec![base],
    }
}

/// The places of a kind in the arguments of a field, as pointers: also those that may be left out.
fn places(parts: &[Part], base: &Value, wanted: &dyn Fn(&Part) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for part in parts {
        let here = format!("/{}", part.name);
        let entries = Surface::read().entries(&part.named);
        if wanted(part) {
            found.push(if part.written.starts_with('[') { format!("{here}/0") } else { here });
        } else if !entries.is_empty() && base.get(&part.name).is_some_and(Value::is_object) {
            found.extend(places(entries, &base[&part.name], wanted).iter().map(|inside| format!("{here}{inside}")));
        }
    }
    found
}

/// The arguments with that value there; nothing where it stands there already.
fn with(base: &Value, place: &str, value: Value) -> Option<Value> {
    let mut arguments = base.clone();
    let (above, name) = place.rsplit_once('/').expect("a pointer");
    let (above, name, value) = match name {
        "0" => {
            let (above, name) = above.rsplit_once('/').expect("a pointer");
            (above, name, json!([value]))
        }
        _ => (above, name, value),
    };
    let target = arguments.pointer_mut(above)?;
    if target.get(name) == Some(&value) {
        return None;
    }
    target[name] = value;
    Some(arguments)
}

/// Where the answer shows what was written, it shows it as it was written; a page of others' words is not looked at.
fn kept_as_it_is(ask: &Ask, payload: &str, answer: &Answer) -> Result<(), String> {
    let marked = payload.contains(list::MARK) && ask.mutation && payload.len() < 200;
    if !marked || !answer.text.contains(list::MARK) {
        return Ok(());
    }
    let body: Value = serde_json::from_str(&answer.text).map_err(|error| error.to_string())?;
    let (mut shown, written) = (Vec::new(), list::payloads());
    texts(&body, &mut shown);
    // What an earlier act wrote may stand there too; the end of a line is kept in one spelling.
    let same = |one: &String, text: &String| one.trim().replace("\r\n", "\n") == *text;
    let whole = |text: &&String| text.contains(list::MARK) && !written.iter().any(|one| same(one, text));
    match shown.iter().find(whole) {
        Some(other) => Err(format!("{}: « {payload} » came back as « {other} »", ask.field)),
        None => Ok(()),
    }
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
        _ => {}
    }
}

/// Numbers out of all measure, lists without end, values of another kind, fields that nobody has.
async fn what_is_no_text_is_refused_with_a_code(engine: Engine) {
    let (begun, scene, mut tally) = (Instant::now(), Scene::set(engine, "no_text").await, Tally::default());
    for ask in texts_of(&scene) {
        let (caller, base) = scene.asked_by(&ask);
        for (place, wrong) in list::of_other_kinds(&ask, &base, &places) {
            let Some(arguments) = with(&base, &place, wrong) else { continue };
            let outcome = scene.tries(caller, &ask, &arguments).await;
            tally.count(format!("{} {place}", ask.field), outcome.map(|_| ()));
        }
    }
    tally.holds("other kinds", 500, begun);
    scene.net.books_hold().await;
}

/// A sheet, a bank's file and a print run, made of what was written to do harm.
async fn what_goes_out_runs_in_no_program(engine: Engine) {
    let net = Network::open(engine, "exports").await;
    let cast = &net.cast;
    let mut places = Vec::new();
    for payload in list::payloads().iter().filter(|payload| payload.chars().count() <= 70 && !payload.contains('\0')) {
        let registered = json!({ "input": { "name": payload, "kind": "VENUE_HOLDER" } });
        let registered = net.asks(&cast.operator, REGISTER, registered).await;
        if registered.refusal().is_some() {
            continue;
        }
        let mut form = demand("Hesdin");
        form["venue"]["name"] = json!(payload);
        form["venue"]["address"] = json!(payload);
        form["account"]["holder"] = json!(payload);
        let structure = registered.ok()["id"].clone();
        let input = json!({ "structureId": structure, "venue": form["venue"], "account": form["account"] });
        let applied = net.asks(&cast.operator, APPLY, json!({ "input": input })).await;
        if applied.refusal().is_some() {
            continue;
        }
        let application = applied.ok();
        let accept = json!({ "application": application["id"], "accept": true, "lastDay": "2028-09-30" });
        net.asks(&cast.second_operator, DECIDE, accept).await.ok();
        let (id, structure) = (text(&application["venueId"]), text(&application["structureId"]));
        let mut place = Place { id, structure, counter: Person::nobody(), manager: Person::nobody() };
        place.counter = net.newcomer(&place, CounterStaff).await;
        places.push(place);
    }
    assert!(places.len() >= 15, "only {} venues bear such names", places.len());
    a_sheet_runs_nothing(&net).await;
    a_banks_file_is_plain(&net, &places).await;
}

async fn a_sheet_runs_nothing(net: &Network) {
    let published = publish_listings(net.centre().store()).await.expect("the venues are read");
    let sheet = venue_sheet::csv(&published.ours).expect("a sheet");
    let mut reader = csv::Reader::from_reader(sheet.as_slice());
    let mut cells = 0;
    for line in reader.records() {
        for cell in line.expect("a line").iter() {
            cells += 1;
            // A sign and digits are a number or a telephone.
            assert_eq!(formula::shielded(formula::bare(cell)), cell, "a spreadsheet would run « {cell} »");
        }
    }
    assert!(cells > 100, "{cells}");
    let json: Value = serde_json::from_slice(&venue_sheet::json(&published.ours).expect("a list")).expect("JSON");
    assert!(json.as_array().is_some_and(|list| list.len() >= 15));
}

/// Every venue takes a cheque, and the month is paid: names of holders reach the bank in its own characters alone.
async fn a_banks_file_is_plain(net: &Network, places: &[Place]) {
    for ten in places.chunks(10) {
        let carnet = net.carnet().await;
        for (place, code) in ten.iter().zip(&carnet.codes) {
            net.redeems(place, &[code]).await.ok();
        }
    }
    let run = net.prepares().await;
    net.approves(&run).await.ok();
    let file = net.exports(&run).await.ok()["file"].clone();
    let content = net.fetches(&text(&file["file"]["id"]), &text(&file["ticket"])).await.expect("the bank's file");
    let content = String::from_utf8(content).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(&content);
    let mut names = 0;
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::DocType(_)
            | quick_xml::events::Event::CData(_)
            | quick_xml::events::Event::PI(_) => {
                panic!("nothing but elements and text")
            }
            quick_xml::events::Event::Text(text) => {
                let text: &str = text.as_ref();
                let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/-?:().,'+ &;\n".contains(c));
                assert!(plain, "{text}");
                names += usize::from(!text.trim().is_empty());
            }
            _ => {}
        }
    }
    assert!(names > 100, "{names}");
    let again = net.asks(&net.cast.treasurer, OPEN_FILE, json!({ "file": file["file"]["id"] })).await.ok();
    assert_eq!(again["file"]["id"], file["file"]["id"]);
}

/// Addresses of the machine's own inside, of the cloud's, or of nowhere.
async fn a_machine_is_declared_at_no_address_of_the_machine_itself(engine: Engine) {
    let scene = Scene::set(engine, "addresses").await;
    let declare = Surface::read().asks().into_iter().find(|ask| ask.field == "declareNode").expect("a root field");
    let (caller, base) = scene.asked_by(&declare);
    let key = kernel::access::token::SigningKey::from_seed([7; 32]).public().to_hex();
    let mut taken = Vec::new();
    for url in list::ADDRESSES {
        let mut arguments = base.clone();
        (arguments["url"], arguments["publicKey"]) = (json!(url), json!(key));
        let answer = scene.tries(caller, &declare, &arguments).await.expect("an answer of the contract");
        let code = answer.root("declareNode").map(|root| root["refusal"]["code"].clone()).unwrap_or_default();
        if code != "INPUT_INVALID" {
            taken.push(format!("{url}: {}", answer.text));
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}

#[test]
fn a_place_is_found_wherever_it_is() {
    let surface = Surface::read();
    let apply = surface.asks().into_iter().find(|ask| ask.field == "applyForAccreditation").expect("a root field");
    let base = json!({ "input": demand("Hesdin") });
    let found = places(&apply.arguments, &base, &|part| part.named == "String");
    for place in ["/input/account/iban", "/input/structure/siret", "/input/venue/name", "/input/venue/phone"] {
        assert!(found.iter().any(|one| one == place), "{place} in {found:?}");
    }
    let changed = with(&base, "/input/venue/name", json!("x")).expect("another name");
    assert_eq!(changed["input"]["venue"]["name"], "x");
    assert_eq!(with(&json!({ "codes": ["a"] }), "/codes/0", json!("b")), Some(json!({ "codes": ["b"] })));
}
