//! Three venues with a machine of their own, each in a process: one is killed, one is frozen, the others are not disturbed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::{Instant, interval, timeout};

use crate::support::{
    afar::{Afar, Ground, Venue, word},
    engine::{Engine, on_both_engines},
    network::{
        answer::text,
        deeds::{DECLARE_NODE, Deed},
    },
    program::{Program, alone},
};

on_both_engines!(a_dead_machine_costs_one_labelled_error);

/// Each commune, its nearest venue, and that venue's next session as its own machine tells it.
const TONIGHT: Deed = Deed {
    field: "communes",
    document: "query($year: Int!) { communes(year: $year) { nodes { code name nearestVenue { km venue { id name \
        sessions(first: 1) { title startsAt } } } } } }",
};
/// The same as the centre last heard it.
const HEARD: Deed = Deed {
    field: "communes",
    document: "query($year: Int!) { communes(year: $year) { nodes { code nextSession { venueId title startsAt } } } }",
};
const TOWNS: [&str; 3] = ["Hesdin", "Beaurainville", "Auchy"];
/// Longer than any recovery takes: a machine that is away is looked at every second.
const PATIENCE: Duration = Duration::from_secs(60);
const A_MOMENT: Duration = Duration::from_millis(100);
const AT_ONCE: Duration = Duration::from_secs(1);

async fn a_dead_machine_costs_one_labelled_error(engine: Engine) {
    let _alone = alone().await;
    let ground = Ground::ready(engine, "village").await;
    let centre = ground.serve().await;
    let afar = Afar::found(&ground, centre.url()).await;
    let [mut killed, frozen, well] = machines(&ground, &afar, centre.url()).await;
    let village = Village { afar: &afar };
    village.is_whole_again(&[&killed, &frozen, &well]).await;
    village.heard_of([&killed, &frozen, &well]).await;

    killed.dies().await;
    frozen.program().signal("STOP");
    let first = village.tonight().await;
    first.misses(&[(&killed, "VENUE_NODE_UNAVAILABLE"), (&frozen, "VENUE_NODE_TIMEOUT")], &well);
    let opened = village.until(|tonight| tonight.faults().values().all(|code| code == "VENUE_NODE_UNAVAILABLE")).await;
    opened.misses(&[(&killed, "VENUE_NODE_UNAVAILABLE"), (&frozen, "VENUE_NODE_UNAVAILABLE")], &well);
    let began = Instant::now();
    let at_once = village.tonight().await;
    let took = began.elapsed();
    at_once.misses(&[(&killed, "VENUE_NODE_UNAVAILABLE"), (&frozen, "VENUE_NODE_UNAVAILABLE")], &well);
    println!("village on {engine:?}: {:?} while a frozen machine is waited for, {took:?} once it is known", first.took);
    assert!(took < AT_ONCE, "nobody waits for a machine that is known to be away: {took:?}");
    village.heard_of([&killed, &frozen, &well]).await;

    frozen.program().signal("CONT");
    killed.rises(&ground, centre.url()).await;
    village.is_whole_again(&[&killed, &frozen, &well]).await;
}

/// A venue's own machine, and how to start it again at the same address.
struct Machine {
    name: &'static str,
    venue: Venue,
    program: Option<Program>,
    address: String,
    data: PathBuf,
}

/// Three venues, each with a machine that is declared, a workshop and a session next month.
async fn machines(ground: &Ground, afar: &Afar, centre: &str) -> [Machine; 3] {
    let mut machines = Vec::new();
    for (name, days) in TOWNS.into_iter().zip(30..) {
        let venue = afar.venue(name).await;
        let data = ground.beside(&format!("machine-{days}"));
        let mut machine = Machine { name, venue, program: None, address: "127.0.0.1:0".to_owned(), data };
        machine.rises(ground, centre).await;
        let key = machine.program.as_mut().expect("it rose").says("Clé publique : ").await;
        let url = machine.program().url().to_owned();
        machine.address = url.trim_start_matches("http://").to_owned();
        let declared = json!({ "venue": machine.venue.id, "url": url, "publicKey": key });
        afar.does(&afar.operator, DECLARE_NODE, declared).await;
        afar.offers(&machine.venue, &machine.title(), &afar.day(days).at(14, 0).iso_seconds()).await;
        machines.push(machine);
    }
    machines.try_into().unwrap_or_else(|_| panic!("three towns"))
}

impl Machine {
    /// Starts it, the second time at the address where it was.
    async fn rises(&mut self, ground: &Ground, centre: &str) {
        let words = ["node", "--name", "lieu", "--venue", &self.venue.id, "--structure", &self.venue.structure];
        let where_to = ["--centre", centre, "--listen", &self.address, "--data", word(&self.data)];
        let log: &Path = &ground.beside(&format!("{}.log", self.name));
        self.program = Some(Program::start(&[&words[..], &where_to[..]].concat(), log).await);
    }

    async fn dies(&mut self) {
        self.program.take().expect("it lives").killed().await;
    }

    fn program(&self) -> &Program {
        self.program.as_ref().expect("it lives")
    }

    fn title(&self) -> String {
        format!("Atelier de {}", self.name)
    }
}

/// The question of all communes, asked of the centre.
struct Village<'v> {
    afar: &'v Afar,
}

impl Village<'_> {
    /// The whole territory by one query.
    async fn tonight(&self) -> Tonight {
        let began = Instant::now();
        let asked = self.afar.client.ask("", TONIGHT, &json!({ "year": 2022 })).await;
        let reply = asked.expect("the centre answers");
        assert_eq!(reply.status, 200, "{}", reply.body);
        Tonight { body: reply.body, took: began.elapsed() }
    }

    /// Asks until the answer is as wanted.
    async fn until(&self, wanted: impl Fn(&Tonight) -> bool) -> Tonight {
        let mut ticks = interval(A_MOMENT);
        let asking = async {
            loop {
                let tonight = self.tonight().await;
                if wanted(&tonight) {
                    return tonight;
                }
                ticks.tick().await;
            }
        };
        timeout(PATIENCE, asking).await.expect("it comes within a minute")
    }

    /// Every commune has its nearest venue with the session that this venue announced, and there is no error.
    async fn is_whole_again(&self, machines: &[&Machine; 3]) {
        let tonight = self.until(|tonight| tonight.body.get("errors").is_none()).await;
        for machine in machines {
            assert_eq!(tonight.sessions_at(machine), Some(BTreeSet::from([machine.title()])), "{}", machine.name);
        }
    }

    /// What the machines told the centre is still known there, whoever is dead.
    async fn heard_of(&self, machines: [&Machine; 3]) {
        let titles: BTreeSet<_> = machines.iter().map(|machine| machine.title()).collect();
        let mut ticks = interval(A_MOMENT);
        let asking = async {
            loop {
                let shown = self.afar.client.shows("", HEARD, json!({ "year": 2022 })).await;
                let nodes = shown["nodes"].as_array().cloned().unwrap_or_default();
                let heard: BTreeSet<_> =
                    nodes.iter().filter_map(|node| node["nextSession"]["title"].as_str()).collect();
                if nodes.iter().all(|node| !node["nextSession"].is_null()) {
                    assert!(heard.iter().eq(titles.iter()), "{heard:?}");
                    return nodes.len();
                }
                ticks.tick().await;
            }
        };
        assert_eq!(timeout(PATIENCE, asking).await.expect("each machine tells its agenda"), 69);
    }
}

/// One answer of the network.
struct Tonight {
    body: Value,
    took: Duration,
}

impl Tonight {
    fn communes(&self) -> &[Value] {
        let nodes = self.body["data"]["communes"]["nodes"].as_array();
        let nodes = nodes.unwrap_or_else(|| panic!("no communes: {}", self.body));
        assert_eq!(nodes.len(), 69, "the communes of 2022");
        assert!(nodes.iter().all(|node| node["nearestVenue"]["km"].is_number()), "each has its nearest venue");
        nodes
    }

    /// The titles announced at a venue, over all communes to which it is nearest; none: its machine said nothing.
    fn sessions_at(&self, machine: &Machine) -> Option<BTreeSet<String>> {
        let near = self.communes().iter().map(|node| &node["nearestVenue"]["venue"]);
        let here: Vec<&Value> = near.filter(|venue| venue["id"] == machine.venue.id.as_str()).collect();
        assert!(!here.is_empty(), "{} is nearest to some commune", machine.name);
        assert!(here.iter().all(|venue| venue["name"].is_string()), "the registry always names a venue");
        let silent = here.iter().all(|venue| venue["sessions"].is_null());
        let title = |venue: &&Value| text(&venue["sessions"][0]["title"]);
        (!silent).then(|| here.iter().map(title).collect())
    }

    /// The code of each error, by venue; fails when a venue is named twice or an error names none.
    fn faults(&self) -> BTreeMap<String, String> {
        let mut faults = BTreeMap::new();
        for error in self.body["errors"].as_array().into_iter().flatten() {
            let (venue, code) = (text(&error["extensions"]["venueId"]), text(&error["extensions"]["code"]));
            assert!(!text(&error["message"]).is_empty());
            assert_eq!(faults.insert(venue, code), None, "one error for each venue: {}", self.body["errors"]);
        }
        faults
    }

    /// These venues are missing, each with one labelled error of that code; the other is complete.
    fn misses(&self, away: &[(&Machine, &str)], well: &Machine) {
        let expected: BTreeMap<String, String> =
            away.iter().map(|(machine, code)| (machine.venue.id.clone(), (*code).to_owned())).collect();
        assert_eq!(self.faults(), expected);
        for (machine, _) in away {
            assert_eq!(self.sessions_at(machine), None, "{}", machine.name);
        }
        assert_eq!(self.sessions_at(well), Some(BTreeSet::from([well.title()])), "{}", well.name);
    }
}
