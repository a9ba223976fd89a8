//! `sights.txt`, read; and the doors of the schema that open on somebody.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    classes::{Class, Classes},
    surface::{Ask, Part, Surface},
};

const TABLE: &str = include_str!("../sights.txt");

/// What a structure has to do with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    Keeper,
    Serving,
    Served,
    Maker,
    Agreed,
    Recorder,
    Helper,
    Sender,
    Receiver,
    Bearer,
    Told,
    Host,
}

impl Relation {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "keeper" => Self::Keeper,
            "serving" => Self::Serving,
            "served" => Self::Served,
            "maker" => Self::Maker,
            "agreed" => Self::Agreed,
            "recorder" => Self::Recorder,
            "helper" => Self::Helper,
            "sender" => Self::Sender,
            "receiver" => Self::Receiver,
            "bearer" => Self::Bearer,
            "told" => Self::Told,
            "host" => Self::Host,
            _ => return None,
        })
    }
}

/// What each relation shows.
pub(super) struct Sights {
    granted: BTreeMap<(Relation, String), BTreeSet<String>>,
    surface: &'static Surface,
}

/// A root field from which a path leads to somebody.
pub(super) struct Door {
    /// Asks every path at once.
    pub(super) ask: Ask,
    /// How many values about somebody it asks.
    pub(super) paths: usize,
}

/// Types whose people work with the network: who they are is the matrix's affair.
const STAFF: &[&str] = &[
    "Act",
    "ApplicationMessage",
    "CarnetMove",
    "CounterEntry",
    "DisputeMessage",
    "HandOver",
    "Hold",
    "Invitation",
    "Me",
    "Member",
    "NamedPerson",
    "OrderStep",
    "PrintRelease",
    "ReceiptSeen",
    "TrailEntry",
    "Trainer",
    "Undone",
];

/// What the centre is to do with cheques: it names a booking, and nobody.
const OF_CHEQUES: &str = "Errand";

/// A random name, told once to whoever hands a booklet over: it leads to nobody.
const PSEUDONYM: &str = "HandedOver.learnerRef";

impl Sights {
    pub(super) fn read() -> Self {
        let mut granted: BTreeMap<(Relation, String), BTreeSet<String>> = BTreeMap::new();
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (head, fields) = line.split_once(':').unwrap_or_else(|| panic!("« relation Type: fields » in {line}"));
            let (relation, name) =
                head.split_once(' ').unwrap_or_else(|| panic!("« relation Type: fields » in {line}"));
            let relation = Relation::named(relation).unwrap_or_else(|| panic!("no relation {relation}"));
            let fields = fields.split_whitespace().map(str::to_owned);
            granted.entry((relation, name.to_owned())).or_default().extend(fields);
        }
        Self { granted, surface: Surface::read() }
    }

    /// Each line: a relation and a type.
    pub(super) fn granted(&self) -> impl Iterator<Item = (Relation, String)> {
        self.granted.keys().cloned()
    }

    /// The types about somebody.
    pub(super) fn types(&self) -> impl Iterator<Item = &str> {
        self.granted.keys().map(|(_, name)| name.as_str())
    }

    pub(super) fn is_personal(&self, kind: &str) -> bool {
        self.types().any(|name| name == kind)
    }

    pub(super) fn grants(&self, relation: Relation, kind: &str, leaf: &str) -> bool {
        self.granted.get(&(relation, kind.to_owned())).is_some_and(|fields| fields.contains(leaf))
    }

    /// Whether some path from that type on tells of somebody.
    pub(super) fn leads(&self, name: &str) -> bool {
        let (mut seen, mut next) = (BTreeSet::new(), vec![name.to_owned()]);
        while let Some(name) = next.pop() {
            if self.is_personal(&name) {
                return true;
            }
            if seen.insert(name.clone()) {
                next.extend(self.surface.fields(&name).iter().map(|field| field.named.clone()));
            }
        }
        false
    }

    /// Every root field that leads to somebody.
    pub(super) fn doors(&self) -> Vec<Door> {
        let leading = self.surface.asks().into_iter().filter(|ask| self.leads(&ask.named));
        let door = |ask: Ask| {
            assert!(
                !ask.mutation,
                "« {} » changes something and shows people: this test asks queries alone",
                ask.field
            );
            let (inside, paths) = self.within(&ask.named, &mut Vec::new());
            let list = |part: fn(&Part) -> String| ask.arguments.iter().map(part).collect::<Vec<_>>().join(", ");
            let around = |text: String| if text.is_empty() { text } else { format!("({text})") };
            let declared = around(list(|one| format!("${}: {}", one.name, one.written)));
            let given = around(list(|one| format!("{0}: ${0}", one.name)));
            let document = format!("query{declared} {{ {}{given} {inside} }}", ask.field);
            Door { ask: Ask { document, ..ask }, paths }
        };
        leading.map(door).collect()
    }

    /// Every value about somebody from a type on, whatever the way, no type within itself; and how many there are.
    fn within(&self, name: &str, above: &mut Vec<String>) -> (String, usize) {
        let (mut chosen, mut paths) = (Vec::new(), 0);
        above.push(name.to_owned());
        for field in self.surface.fields(name) {
            let composite = !self.surface.fields(&field.named).is_empty();
            let leads = composite && !above.contains(&field.named) && self.leads(&field.named);
            if leads || (!composite && self.is_personal(name)) {
                let needs = field.arguments.iter().any(|one| one.written.ends_with('!'));
                assert!(!needs, "{name}.{} tells of people and wants an argument: nothing here gives it", field.name);
            }
            if leads {
                let (inside, more) = self.within(&field.named, above);
                // A way on which every type leads back has nothing to show.
                if more > 0 {
                    chosen.push(format!("{} {inside}", field.name));
                    paths += more;
                }
            } else if !composite && self.is_personal(name) {
                chosen.push(field.name.clone());
                paths += 1;
            }
        }
        above.pop();
        (format!("{{ {} }}", chosen.join(" ")), paths)
    }
}

/// The fields of a type that are values.
fn values(surface: &Surface, name: &str) -> BTreeSet<String> {
    let fields = surface.fields(name).iter().filter(|field| surface.fields(&field.named).is_empty());
    fields.map(|field| field.name.clone()).collect()
}

/// Default deny: a value about somebody that no relation shows is looked for all the same, and must be named to be shown.
#[test]
fn every_value_about_somebody_has_its_line() {
    let sights = Sights::read();
    for name in sights.types().collect::<BTreeSet<_>>() {
        let there = values(sights.surface, name);
        let lines = sights.granted.iter().filter(|((_, of), _)| of == name).flat_map(|(_, fields)| fields.clone());
        let granted: BTreeSet<String> = lines.collect();
        let (unsaid, stale): (Vec<_>, Vec<_>) =
            (there.difference(&granted).collect(), granted.difference(&there).collect());
        assert!(
            unsaid.is_empty() && stale.is_empty(),
            "{name} in tests/trust/sights.txt: not said {unsaid:?}, no field {stale:?}"
        );
    }
}

#[test]
fn whatever_tells_of_people_is_of_those_who_learn_or_of_those_who_work_here() {
    let (sights, classes) = (Sights::read(), Classes::read());
    let told: Vec<String> = classes.of(Class::Person);
    let unclassed = told.iter().filter(|whole| {
        let (name, _) = whole.split_once('.').expect("a type and its field");
        *whole != PSEUDONYM && !STAFF.contains(&name) && !sights.is_personal(name)
    });
    let unclassed: Vec<&String> = unclassed.collect();
    assert!(
        unclassed.is_empty(),
        "say in tests/trust/sights.txt who sees these, or whose they are in {}: {unclassed:?}",
        file!()
    );
}

/// What hangs on somebody's sheet is about them.
#[test]
fn whatever_a_sheet_leads_to_is_about_somebody() {
    let sights = Sights::read();
    for name in sights.types().collect::<BTreeSet<_>>() {
        for field in sights.surface.fields(name) {
            let composite = !sights.surface.fields(&field.named).is_empty();
            assert!(
                !composite || field.named == OF_CHEQUES || sights.is_personal(&field.named),
                "{name}.{} has no line in tests/trust/sights.txt",
                field.name
            );
        }
    }
}
