//! Surfaces as text files that anybody can read: who may do what, and what the network can refuse.
//!
//! A change there is a decision: look at the difference, then run again with `PASSEGUE_BLESS=1`.

use std::{collections::BTreeMap, env, fmt::Write, fs, path::PathBuf};

use kernel::{
    access::{
        Action, Actor, Reach, Role,
        policy::{self, DOORS, MONEY},
    },
    chance::Chance,
    refusal::{Code, FaultCode, Refusal},
    words::{self, Spoken},
};

use crate::{
    support::{root, sdl::root_fields},
    trust::rights,
};

const ACCESS: &str = "access.txt";
const REFUSALS: &str = "refusals.txt";

fn folder() -> PathBuf {
    root().join("tests/snapshots")
}

/// Holds a text against its file; with `PASSEGUE_BLESS` writes the file.
fn hold(name: &str, text: &str) {
    let path = folder().join(name);
    if env::var_os("PASSEGUE_BLESS").is_some() {
        fs::write(&path, text).expect("the snapshot can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "tests/snapshots/{name} is another (PASSEGUE_BLESS=1 keeps it):\n{}",
        difference(&kept, text)
    );
}

/// The lines of one text that the other lacks, in order.
fn difference(kept: &str, text: &str) -> String {
    let lacking = |of: &str, other: &str, sign: char| -> String {
        let others: Vec<&str> = other.lines().collect();
        of.lines()
            .filter(|line| !others.contains(line))
            .fold(String::new(), |all, line| format!("{all}{sign} {line}\n"))
    };
    format!("{}{}", lacking(kept, text, '-'), lacking(text, kept, '+'))
}

#[test]
fn no_snapshot_is_left_over() {
    let files = fs::read_dir(folder()).expect("the folder of snapshots");
    let names: Vec<_> = files.map(|file| file.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    let strange: Vec<_> = names.iter().filter(|name| ![ACCESS, REFUSALS].contains(&name.as_str())).collect();
    assert!(strange.is_empty(), "no test holds {strange:?}");
}

// --- Who may do what -------------------------------------------------------------------------------------------------

/// The root fields of the four subgraphs: each with its kind and its service.
fn asked() -> BTreeMap<String, (&'static str, &'static str)> {
    let services = [
        ("registry", registry::graph::sdl()),
        ("cheques", cheques::graph::sdl()),
        ("learners", learners::graph::sdl()),
        ("venue", node::graph::sdl()),
    ];
    let fields = services
        .iter()
        .flat_map(|(service, sdl)| root_fields(sdl).into_iter().map(|(field, kind)| (field, (kind, *service))));
    fields.collect()
}

#[test]
fn every_root_field_is_a_deed_and_every_deed_a_root_field() {
    let asked = asked();
    let fields = Action::ALL.iter().filter(|action| !DOORS.contains(action));
    let deeds: Vec<&str> = fields.map(|action| action.field()).collect();
    let unclassified: Vec<_> = asked.keys().filter(|field| !deeds.contains(&field.as_str())).collect();
    let unasked: Vec<_> = deeds.iter().filter(|field| !asked.contains_key(**field)).collect();
    assert!(unclassified.is_empty(), "in the schema, not in services/kernel/src/access/policy.rs: {unclassified:?}");
    assert!(unasked.is_empty(), "in services/kernel/src/access/policy.rs, not in the schema: {unasked:?}");
}

#[test]
fn every_mutation_is_told_in_the_trail() {
    let mutations = asked().into_iter().filter(|(_, (kind, _))| *kind == "mutation");
    let untold: Vec<_> = mutations.map(|(field, _)| field).filter(|field| words::deed(field).is_none()).collect();
    assert!(untold.is_empty(), "no line in services/kernel/words/deeds.ftl: {untold:?}");
}

#[test]
fn who_may_do_what() {
    hold(ACCESS, &format!("{}{}", access(), rights()));
}

fn access() -> String {
    let mut text = String::from(
        "Who may do what, from services/kernel/src/access/policy.rs and the schema.\n\
         any: everywhere; own: on what belongs to one's own structure; -: never; €: fills a request alone.\n\n",
    );
    let asked = asked();
    let heads = Role::ALL.iter().map(|role| role.name());
    row(&mut text, &[""; 4], &["anybody"].into_iter().chain(heads).collect::<Vec<_>>());
    for action in Action::ALL {
        let unasked = if DOORS.contains(action) { ("door", "passegue") } else { ("?", "?") };
        let (kind, service) = asked.get(action.field()).copied().unwrap_or(unasked);
        let money = if MONEY.contains(action) { "€" } else { "" };
        let anybody = reach(policy::public(*action));
        let roles = Role::ALL.iter().map(|role| reach(actor(*role).reach(*action)));
        row(
            &mut text,
            &[action.field(), kind, service, money],
            &[anybody].into_iter().chain(roles).collect::<Vec<_>>(),
        );
    }
    text
}

fn row(text: &mut String, deed: &[&str; 4], cells: &[&str]) {
    let [field, kind, service, money] = deed;
    let mut line = format!("{field:<22} {kind:<9} {service:<9} {money:<2}");
    for (cell, head) in cells.iter().zip(["anybody"].into_iter().chain(Role::ALL.map(Role::name))) {
        let _ = write!(line, " {cell:<width$}", width = head.len());
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

fn actor(role: Role) -> Actor {
    let chance = Chance::from_seed(1);
    Actor::member(chance.id(), chance.id(), [role])
}

const fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Never => "-",
        Reach::Own => "own",
        Reach::Any => "any",
    }
}

// --- What is refused -------------------------------------------------------------------------------------------------

/// One plausible value for each fact that a sentence may use.
const FACTS: [(&str, &str); 10] = [
    ("no", "3"),
    ("group", "2"),
    ("until", "2025-10-31"),
    ("at", "2025-10-01"),
    ("since", "2025-09-01"),
    ("minutes", "5"),
    ("stage", "issued"),
    ("field", "name"),
    ("expected", "2000000"),
    ("venue", "Mairie d’Hesdin"),
];

#[test]
fn what_is_refused() {
    hold(REFUSALS, &refusals());
}

fn refusals() -> String {
    let mut text = String::from(
        "What the network can refuse: code, what is the matter, → what to do now.\n\
         Then the same with every fact known, where that changes the sentence.\n",
    );
    for code in Code::ALL {
        let bare = words::say(&Refusal::of(*code));
        let full = FACTS.iter().fold(Refusal::of(*code), |refusal, (fact, value)| refusal.with(fact, value));
        let full = words::say(&full);
        told(&mut text, &bare);
        if (&full.message, &full.next_step) != (&bare.message, &bare.next_step) {
            sentences(&mut text, &full);
        }
    }
    text.push_str("\nAnd the faults, which are nobody's to act upon but ours.\n");
    for fault in FaultCode::ALL {
        told(&mut text, &words::say_fault(fault));
    }
    text
}

fn told(text: &mut String, said: &Spoken) {
    let _ = writeln!(text, "\n{}", said.code);
    sentences(text, said);
}

fn sentences(text: &mut String, said: &Spoken) {
    let _ = writeln!(text, "    {}\n    → {}", said.message, said.next_step);
}

#[test]
fn a_difference_is_shown() {
    assert_eq!(difference("a\nb\n", "a\nc\n"), "- b\n+ c\n");
    assert_eq!(difference("", "a\n"), "+ a\n");
}
