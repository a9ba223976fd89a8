//! Role by deed by whose it is: what is tried is generated from the schema, what is expected from the table of rights.

use std::{collections::BTreeMap, time::Instant};

use kernel::{
    access::{
        Action, Reach,
        Role::{self, Administrator, Analyst, CounterStaff, Funder, Operator, Prescriber, Treasurer, VenueManager},
        policy::STEP_UP,
        token::{Vouched, vouch},
    },
    chance::Chance,
    refusal::Code,
};
use serde_json::{Value, json};

use super::{
    callers::{Answer, Caller, Front, minted},
    lines::{self, BEARERS, ENDINGS, OF_ONESELF, OPEN_WITHIN},
    surface::{Ask, Surface},
    things::{TOWNS, Tenant, Things},
};
use crate::support::{
    engine::{Engine, on_both_engines},
    network::{
        Network,
        deeds::{CHECK, DISMISS, MEMBERS},
    },
};

on_both_engines!(nobody_gets_past_the_table_of_rights);

async fn nobody_gets_past_the_table_of_rights(engine: Engine) {
    let begun = Instant::now();
    let scene = Scene::set(engine).await;
    let mut tally = Tally::default();
    scene.who_is_not_believed(&mut tally).await;
    scene.who_is_turned_away(&mut tally).await;
    scene.who_is_let_in(&mut tally).await;
    scene.who_works_at_a_suspended_venue(&mut tally).await;
    scene.who_proved_too_long_ago(&mut tally).await;
    scene.who_sees_everything(&mut tally).await;
    scene.what_only_the_gateway_asks(&mut tally).await;
    tally.holds(begun);
    scene.net.books_hold().await;
}

/// How many cases the whole must count.
const LEAST_CASES: usize = 2000;

/// Cases tried, by what was expected, and those that went otherwise.
#[derive(Default)]
struct Tally {
    cases: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, expected: &'static str, outcome: Result<(), String>) {
        *self.cases.entry(expected).or_default() += 1;
        self.wrong.extend(outcome.err());
    }

    fn holds(&self, begun: Instant) {
        let (all, wrong) = (self.cases.values().sum::<usize>(), self.wrong.len());
        println!("{all} cases in {:.1} s: {:?}", begun.elapsed().as_secs_f64(), self.cases);
        let first: Vec<&String> = self.wrong.iter().take(40).collect();
        assert!(wrong == 0, "{wrong} of {all} cases went otherwise: {first:#?}");
        assert!(all >= LEAST_CASES, "only {all} cases");
    }
}

/// Whose the thing is that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Own,
    Anothers,
    /// One's own venue and structure, somebody else's thing within.
    Crossed,
    Nobodys,
}

/// What an answer comes to.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// The door opened: it was done, shown, or refused for a reason of the matter itself.
    In(Option<String>),
    /// Nothing was shown; or the code that says so.
    Away(Option<String>),
}

struct Scene {
    net: Network,
    front: Front,
    asks: Vec<Ask>,
    tenants: Vec<Tenant>,
    things: Vec<Things>,
    nothing: Things,
    /// Each role of each organisation, then the network's own.
    callers: Vec<Caller>,
}

impl Scene {
    async fn set(engine: Engine) -> Self {
        let net = Network::open(engine, "matrix").await;
        let (mut tenants, mut things) = (Vec::new(), Vec::new());
        for town in TOWNS {
            let tenant = Tenant::settle(&net, town).await;
            things.push(Things::of(&net, &tenant).await);
            tenants.push(tenant);
        }
        net.asks(&net.cast.operator, CHECK, json!({})).await.ok();
        let callers = callers(&net, &tenants);
        let (front, nothing) = (Front::of(&net), things[0].absent(&net));
        let mut asks = Surface::read().asks();
        asks.sort_by_key(|ask| ENDINGS.iter().position(|ending| *ending == ask.field));
        Self { front, asks, tenants, things, nothing, callers, net }
    }

    /// No door opens to a word that is not believed, not even a public one; and all are told the same.
    async fn who_is_not_believed(&self, tally: &mut Tally) {
        let mut said: Option<Answer> = None;
        for caller in strangers(&self.net, &self.tenants[0]).await {
            for ask in &self.asks {
                for things in [&self.things[0], &self.nothing] {
                    let arguments = lines::arguments(&ask.field, things, None);
                    let answer = self.front.asks(&caller, ask, &arguments).await;
                    let first = said.get_or_insert_with(|| answer.clone());
                    let same = answer == *first && answer.status == 401 && answer.fault() == "UNAUTHENTICATED";
                    let told = || format!("{} by {}: {answer:?}", ask.field, caller.name);
                    tally.count("not believed", if same { Ok(()) } else { Err(told()) });
                }
            }
        }
    }

    /// What the table does not allow is refused, on one's own too; and what is another's looks like what is not there.
    async fn who_is_turned_away(&self, tally: &mut Tally) {
        let nobody = Caller::nobody();
        for caller in self.callers.iter().chain([&nobody]) {
            for ask in self.asks.iter().filter(|ask| caller.actor.reach(action(ask)) != Reach::Any) {
                for (whose, things) in self.targets(caller) {
                    self.turned_away(caller, ask, whose, &things, tally).await;
                }
            }
        }
    }

    async fn turned_away(&self, caller: &Caller, ask: &Ask, whose: Whose, things: &Things, tally: &mut Tally) {
        let reach = caller.actor.reach(action(ask));
        let arguments = lines::arguments(&ask.field, things, caller.role);
        let own = caller.tenant.map(|no| lines::arguments(&ask.field, &self.things[no], caller.role));
        let bearers = BEARERS.contains(&ask.field.as_str());
        if whose == Whose::Crossed && (reach == Reach::Never || OPEN_WITHIN.contains(&ask.field.as_str())) {
            return;
        }
        if reach == Reach::Own && bearers {
            // Asked below, where it is let in.
            return;
        }
        if reach == Reach::Own && own.as_ref() == Some(&arguments) {
            // Asked below, where it is let in; a list of one's own is looked at here for what is others'.
            return self.shows_only_its_own(caller, ask, &arguments, tally).await;
        }
        let answer = self.front.asks(caller, ask, &arguments).await;
        let absent = match whose {
            Whose::Crossed => things.with_things_of(&self.nothing),
            _ => self.nothing.clone(),
        };
        let alike = self.front.asks(caller, ask, &lines::arguments(&ask.field, &absent, caller.role)).await;
        let told = || format!("{} ({whose:?}) by {}: {}", ask.field, caller.name, answer.text);
        let outcome = match seen(ask, &answer) {
            Err(fault) => Err(format!("{} ({whose:?}) by {}: {fault}", ask.field, caller.name)),
            Ok(Seen::In(_)) => Err(told()),
            Ok(Seen::Away(Some(code))) if reach == Reach::Never && code != "FORBIDDEN" => Err(told()),
            Ok(Seen::Away(None)) if ask.mutation => Err(format!("{}: a mutation says why", told())),
            Ok(Seen::Away(_)) if things.named(&answer.text) != absent.named(&alike.text) => {
                Err(format!("{}, and of what is absent {}", told(), alike.text))
            }
            Ok(Seen::Away(_)) => Ok(()),
        };
        tally.count(if reach == Reach::Never { "never" } else { "not one's own" }, outcome);
    }

    /// A list is asked without saying whose: nothing of the other organisations stands in it.
    async fn shows_only_its_own(&self, caller: &Caller, ask: &Ask, arguments: &Value, tally: &mut Tally) {
        if ask.mutation {
            return;
        }
        let answer = self.front.asks(caller, ask, arguments).await;
        let others = self.things.iter().enumerate().filter(|(no, _)| Some(*no) != caller.tenant);
        let told = others.filter_map(|(_, things)| things.betrayed(&answer.text, &arguments.to_string())).next();
        let outcome = match told {
            Some(thing) => Err(format!("{} by {} tells of another's {thing}: {}", ask.field, caller.name, answer.text)),
            None => seen(ask, &answer).map(|_| ()),
        };
        tally.count("of one's own alone", outcome);
    }

    /// What the table allows is not refused for want of a right.
    async fn who_is_let_in(&self, tally: &mut Tally) {
        for caller in self.callers.iter().filter(|caller| !caller.actor.is(Operator)) {
            for no in 0..self.tenants.len() {
                if caller.tenant.is_none_or(|own| own == no) {
                    self.let_in(caller, no, tally).await;
                }
            }
        }
        for no in 0..self.tenants.len() {
            self.let_in(&Caller::nobody(), no, tally).await;
        }
    }

    /// Things made for this caller alone: what an earlier one undid is nobody's hindrance.
    async fn let_in(&self, caller: &Caller, no: usize, tally: &mut Tally) {
        let things = Things::of(&self.net, &self.tenants[no]).await;
        for ask in self.asks.iter().filter(|ask| caller.actor.reach(action(ask)) != Reach::Never) {
            let arguments = lines::arguments(&ask.field, &things, caller.role);
            let answer = self.front.asks(caller, ask, &arguments).await;
            let told = || format!("{} by {} at {}: {}", ask.field, caller.name, TOWNS[no], answer.text);
            let outcome = match seen(ask, &answer) {
                Ok(Seen::In(Some(code))) if code == "INPUT_INVALID" && !MEANT_TO_FAIL.contains(&&*ask.field) => {
                    Err(format!("its line in tests/trust/lines/ is not well formed: {}", told()))
                }
                Ok(Seen::In(_)) => Ok(()),
                Ok(away) if is_rightly_absent(ask, caller, &away) => Ok(()),
                Ok(Seen::Away(_)) if OF_ONESELF.contains(&&*ask.field) => Ok(()),
                Ok(Seen::Away(_)) => Err(told()),
                Err(fault) => Err(format!("{} by {}: {fault}", ask.field, caller.name)),
            };
            tally.count("let in", outcome);
        }
    }

    async fn who_works_at_a_suspended_venue(&self, tally: &mut Tally) {
        let place = &self.tenants[2].place;
        for caller in self.callers.iter().filter(|caller| caller.tenant == Some(2)) {
            let things = Things::of(&self.net, &self.tenants[2]).await;
            self.net.suspends(place).await.ok();
            for ask in self.asks.iter().filter(|ask| caller.actor.reach(action(ask)) == Reach::Own) {
                let arguments = lines::arguments(&ask.field, &things, caller.role);
                let answer = self.front.asks(caller, ask, &arguments).await;
                let outcome = seen(ask, &answer);
                let held = match &outcome {
                    Ok(Seen::In(code)) if ask.field == "redeemCheques" => code.as_deref() == Some("VENUE_SUSPENDED"),
                    Ok(Seen::In(_)) => true,
                    Ok(away) => is_rightly_absent(ask, caller, away),
                    Err(_) => false,
                };
                let told = || format!("{} by {}, suspended: {}", ask.field, caller.name, answer.text);
                tally.count("suspended", if held { Ok(()) } else { Err(told()) });
            }
            self.net.reinstates(place).await.ok();
        }
    }

    /// A right that moves money out is not enough: the second factor must be of the last minutes. The others need none.
    async fn who_proved_too_long_ago(&self, tally: &mut Tally) {
        let cast = &self.net.cast;
        for (role, person) in
            [(Treasurer, &cast.treasurer), (Operator, &cast.operator), (Administrator, &cast.administrator)]
        {
            let caller = Caller::unproved(&self.net, role, person);
            let things = Things::of(&self.net, &self.tenants[0]).await;
            let held = |ask: &&Ask| caller.actor.reach(action(ask)) != Reach::Never;
            let still = |ask: &&Ask| !ask.mutation || STEP_UP.contains(&action(ask));
            for ask in self.asks.iter().filter(held).filter(still) {
                let answer = self.front.asks(&caller, ask, &lines::arguments(&ask.field, &things, caller.role)).await;
                let wanted = STEP_UP.contains(&action(ask));
                let outcome = seen(ask, &answer);
                let asked = matches!(&outcome, Ok(Seen::In(Some(code))) if code == "STEP_UP_NEEDED");
                let absent = matches!(&outcome, Ok(away) if is_rightly_absent(ask, &caller, away));
                let told = || format!("{} by {}: {}", ask.field, caller.name, answer.text);
                tally.count("unproved", if wanted == asked || absent { Ok(()) } else { Err(told()) });
            }
        }
    }

    /// Those who see the whole network: every organisation's things are theirs to deal with, and what is absent is told.
    async fn who_sees_everything(&self, tally: &mut Tally) {
        for caller in self.callers.iter().filter(|caller| caller.tenant.is_none()) {
            let told = |ask: &&Ask| !OF_ONESELF.contains(&ask.field.as_str());
            let any = |ask: &&Ask| caller.actor.reach(action(ask)) == Reach::Any;
            for ask in self.asks.iter().filter(any).filter(told) {
                let arguments = lines::arguments(&ask.field, &self.nothing, caller.role);
                let answer = self.front.asks(caller, ask, &arguments).await;
                let outcome = match seen(ask, &answer) {
                    Ok(Seen::Away(Some(code))) if code == "FORBIDDEN" => Err(format!("{}: {answer:?}", ask.field)),
                    Ok(_) => Ok(()),
                    Err(fault) => Err(format!("{} (absent) by {}: {fault}", ask.field, caller.name)),
                };
                tally.count("absent, told", outcome);
            }
        }
        for caller in self.callers.iter().filter(|caller| caller.actor.is(Operator)) {
            for no in 0..self.tenants.len() {
                self.let_in(caller, no, tally).await;
            }
        }
    }

    /// What federation adds is for the gateway alone: no caller asks a subgraph's own questions through the front door.
    async fn what_only_the_gateway_asks(&self, tally: &mut Tally) {
        let venue = self.things[0].get("venue");
        let entities = |kind: &str| {
            let one = json!({ "__typename": kind, "id": venue, "venueId": venue });
            let query =
                format!("query($r: [_Any!]!) {{ _entities(representations: $r) {{ ... on {kind} {{ id }} }} }}");
            json!({ "query": query, "variables": { "r": [one] } })
        };
        let kinds = ["Venue", "Workshop", "Session", "Member", "Application", "Order", "Settlement"];
        let asked = kinds.iter().map(|kind| entities(kind));
        let asked: Vec<Value> = asked
            .chain(
                ["{ _service { sdl } }", "{ _entities(representations: []) { __typename } }"]
                    .map(|query| json!({ "query": query })),
            )
            .collect();
        let nobody = Caller::nobody();
        for caller in self.callers.iter().chain([&nobody]) {
            for body in &asked {
                let answer = self.front.sends(caller, body).await;
                let refused = answer.status == 400 && answer.fault() == "BAD_REQUEST";
                let told = || format!("{body} by {}: {answer:?}", caller.name);
                tally.count("federation's own", if refused { Ok(()) } else { Err(told()) });
            }
        }
    }

    fn targets(&self, caller: &Caller) -> Vec<(Whose, Things)> {
        let Some(own) = caller.tenant else {
            return self.things.iter().map(|things| (Whose::Anothers, things.clone())).collect();
        };
        let others = (0..self.things.len()).filter(|no| *no != own);
        let mut targets: Vec<_> = others.map(|no| (Whose::Anothers, self.things[no].clone())).collect();
        let next = &self.things[(own + 1) % self.things.len()];
        targets.push((Whose::Crossed, self.things[own].with_things_of(next)));
        targets.push((Whose::Own, self.things[own].clone()));
        targets.push((Whose::Nobodys, self.nothing.clone()));
        targets
    }
}

/// Deeds whose line is refused on purpose: a machine that is declared would be asked for the venue's agenda.
const MEANT_TO_FAIL: &[&str] =
    &["declareNode", "attachEvidence", "importListings", "answerCriteria", "setPin", "openDevice", "askForPapers"];

/// What is not there for somebody who has the right: another's file, or a list that is empty because nobody has given it
/// anything yet.
fn is_rightly_absent(ask: &Ask, caller: &Caller, seen: &Seen) -> bool {
    match seen {
        Seen::Away(Some(code)) => code == "NOT_FOUND" && is_kept_apart(ask, caller),
        Seen::Away(None) => !ask.mutation && MAY_BE_EMPTY.contains(&&*ask.field),
        Seen::In(_) => false,
    }
}

/// Files are of a deed: who may open one opens those of their own deeds, and this scene has a print run alone.
fn is_kept_apart(ask: &Ask, caller: &Caller) -> bool {
    // A parcel is counted by those to whom it was sent: here, the venue.
    let counts = ask.field == "countParcel" && caller.role == Some(Prescriber);
    let of_files = ["attachEvidence", "openEvidence", "importListings", "endSecondFactor", "openProof"];
    // Nobody sends anybody to a prescriber.
    let receives = ["seeReferral", "answerReferral"].contains(&&*ask.field) && caller.role == Some(Prescriber);
    // The bank has said nothing here.
    let of_the_bank = ["importBankFile", "confirmIncomingFunds"].contains(&ask.field.as_str());
    counts || receives || of_the_bank || ask.field == "openFile" || of_files.contains(&ask.field.as_str())
}

/// Lists that nothing fills in this scene.
const MAY_BE_EMPTY: &[&str] = &[
    "orderTasks",
    "listedPlaces",
    "formalityPlaces",
    "stock",
    "devices",
    "invitations",
    "duplicates",
    "nextPayments",
    "applicationDraft",
    "heldPayments",
    "bankFile",
    "bankFiles",
    "returnedPayments",
    "paymentTerms",
    "plannedTerms",
    "feeRules",
    "dailyRoots",
    "transparency",
    "counterOffer",
    "statements",
    "places",
    "parcels",
    "carnetMoves",
    "requestQueue",
    "recommendations",
];

fn action(ask: &Ask) -> Action {
    let known = Action::ALL.iter().find(|action| action.field() == ask.field);
    *known.unwrap_or_else(|| panic!("« {} » is no deed of policy.rs", ask.field))
}

/// What an answer comes to; a fault is never expected.
fn seen(ask: &Ask, answer: &Answer) -> Result<Seen, String> {
    let root = answer.root(&ask.field)?;
    if let Some(code) = root["refusal"]["code"].as_str() {
        if !Code::ALL.iter().any(|known| known.name() == code) {
            return Err(format!("a code that is not in the catalogue: {code}"));
        }
        let away = ["FORBIDDEN", "NOT_FOUND"].contains(&code);
        return Ok(if away { Seen::Away(Some(code.to_owned())) } else { Seen::In(Some(code.to_owned())) });
    }
    let empty = |list: &Value| list.as_array().is_some_and(Vec::is_empty);
    let nothing = root.is_null() || empty(&root) || empty(&root["edges"]);
    Ok(if nothing { Seen::Away(None) } else { Seen::In(None) })
}

/// Each role of each organisation, then the network's own.
pub(super) fn callers(net: &Network, tenants: &[Tenant]) -> Vec<Caller> {
    let of = |(no, tenant): (usize, &Tenant)| {
        let people = [
            (CounterStaff, tenant.place.counter.clone()),
            (VenueManager, tenant.place.manager.clone()),
            (Prescriber, tenant.prescriber.clone()),
            (Funder, tenant.funder.clone()),
        ];
        people.map(|(role, person)| Caller::member(net, role, &person, Some((no, tenant))))
    };
    let cast = &net.cast;
    let network = [
        (Treasurer, &cast.treasurer),
        (Analyst, &cast.analyst),
        (Administrator, &cast.administrator),
        (Operator, &cast.operator),
    ];
    let network = network.map(|(role, person)| Caller::member(net, role, person, None));
    tenants.iter().enumerate().flat_map(of).chain(network).collect()
}

/// Those whose word is not believed.
async fn strangers(net: &Network, tenant: &Tenant) -> Vec<Caller> {
    let (person, mail) = (&tenant.place.counter, "partie@hesdin.example");
    let left = net.names(&tenant.place, "Personne Partie", mail).await;
    let access = net.signs_in(mail).await;
    let word = |name: &str| access[name].as_str().expect("a word").to_owned();
    let held =
        net.asks(&tenant.place.manager, MEMBERS, json!({ "organisation": tenant.place.structure })).await.nodes();
    let held = held.into_iter().find(|held| held["personId"] == left.as_str()).expect("a role");
    net.asks(&tenant.place.manager, DISMISS, json!({ "member": held["id"] })).await.ok();
    let (now, chance) = (net.now(), Chance::from_seed(5));
    let what = Vouched { audience: "passegue", actor: &person.actor, venue: None, body: b"{}" };
    let machines = vouch(net.keyring().signing(now), &what, chance.bytes(), now).expect("a machine's word");
    let stranger = kernel::access::token::SigningKey::generate(&chance);
    let another = kernel::access::token::mint(&stranger, &person.actor, chance.bytes(), now, 10).expect("a token");
    vec![
        Caller::with_token("whose time is over", minted(net, person, 0)),
        Caller::with_token("a machine", machines),
        Caller::with_token("whose right was taken", word("token")),
        Caller::with_token("who presents what only renews", word("refresh")),
        Caller::with_token("another network's", another),
        Caller::with_token("noise", "x.y.z".to_owned()),
    ]
}

#[test]
fn every_role_has_its_place_in_the_matrix() {
    let placed = [CounterStaff, VenueManager, Prescriber, Funder, Treasurer, Analyst, Administrator, Operator];
    assert!(Role::ALL.iter().all(|role| placed.contains(role)), "a role without callers in tests/trust/matrix.rs");
}
