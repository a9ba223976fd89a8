//! Tables: one text for two engines, cents and references held by the database, nothing that distributed SQL lacks.

use std::{collections::BTreeSet, process::Command};

use super::{assert_tidy, source::files};
use crate::support::root;

/// Columns named `…_id` that refer to no table here, and why.
const FREE: [(&str, &str); 30] = [
    ("booking.learner_id", "a random name: a node has no table of learners"),
    ("booking.structure_id", "a node has no table of structures: the centre has"),
    ("errand.receipt_id", "the centre's receipt"),
    ("cheque_hold.booking_id", "born on the venue's node with the booking"),
    ("cheque_hold_use.receipt_id", "joins the cheques of one act; the receipt lies in `act`"),
    ("paid_service.receipt_id", "joins the cheques of one act; the receipt lies in `act`"),
    ("paid_service.session_id", "born on the venue's node; the centre keeps what was declared"),
    ("agenda_session.session_id", "born on the venue's node; the centre holds a projection"),
    ("agenda_session.workshop_id", "born on the venue's node; the centre holds a projection"),
    ("agenda_workshop.workshop_id", "born on the venue's node; the centre holds a projection"),
    ("agenda_generation.venue_id", "a node has no table of venues: the centre has"),
    ("calendar.venue_id", "a node has no table of venues: the centre has"),
    ("feed.trainer_id", "is of a structure; the verb looks it up in its transaction"),
    ("feed.venue_id", "a node has no table of venues: the centre has"),
    ("file_deposit.person_id", "people are known by their token; no table names them"),
    ("file_ticket.person_id", "people are known by their token; no table names them"),
    ("learner_attempt.person_id", "people are known by their token; no table names them"),
    ("membership.person_id", "people are known by their token; no table names them"),
    ("redemption.receipt_id", "joins the cheques of one act; the receipt lies in `act`"),
    ("referral.other_session_id", "born on the venue's node; the centre keeps what was announced"),
    ("referral.session_id", "born on the venue's node; the centre keeps what was announced"),
    ("room.venue_id", "a node has no table of venues: the centre has"),
    ("series.trainer_id", "is of a structure; the verb looks it up in its transaction"),
    ("session.room_id", "added later: SQLite adds no key of two columns; the verb looks it up in its transaction"),
    ("session.series_id", "added later: SQLite adds no key of two columns; the verb writes both in one transaction"),
    ("session.trainer_id", "is of a structure; the verb looks it up in its transaction"),
    ("settlement_payment.end_to_end_id", "the bank's reference, no key of ours"),
    ("trainer.structure_id", "a node has no table of structures: the centre has"),
    ("unknown_code.person_id", "people are known by their token; no table names them"),
    ("workshop.venue_id", "a node has no table of venues: the centre has"),
];

/// What the database must not do, so that distributed engines on the same wire stay possible.
const FORBIDDEN: [(&str, &str); 9] = [
    ("serial", "ids are made by whoever has the intention"),
    ("bigserial", "ids are made by whoever has the intention"),
    ("sequence", "numbers come from the head row"),
    ("identity", "ids are made by whoever has the intention"),
    ("autoincrement", "ids are made by whoever has the intention"),
    ("trigger", "rules live in verbs and constraints"),
    ("listen", "news go through the outbox"),
    ("notify", "news go through the outbox"),
    ("deferrable", "a constraint holds at each statement"),
];

/// One column of a table, with what is said about it there and at the end of the table.
#[derive(Debug)]
struct Column {
    /// `table.column`.
    name: String,
    definition: String,
    refers: bool,
    checked: bool,
}

fn columns(sql: &str) -> Vec<Column> {
    let code = without_comments(sql);
    let mut found = Vec::new();
    for statement in code.split(';') {
        let statement = statement.trim();
        if let Some((name, body)) = statement.strip_prefix("create table ").and_then(|rest| rest.split_once('(')) {
            found.extend(of_table(name.trim(), body.rsplit_once(')').map_or(body, |(inside, _)| inside)));
        } else if let Some((name, column)) =
            statement.strip_prefix("alter table ").and_then(|rest| rest.split_once(" add column "))
        {
            found.extend(of_table(name.trim(), column));
        }
    }
    found
}

fn of_table(table: &str, body: &str) -> Vec<Column> {
    let lines = parts(body);
    let (rules, own): (Vec<&String>, Vec<&String>) = lines.iter().partition(|line| is_rule(line));
    let said =
        |kind: &str, column: &str| rules.iter().any(|rule| rule.contains(kind) && head(rule, kind).contains(column));
    own.iter()
        .filter_map(|line| {
            let (column, definition) = line.split_once(' ')?;
            let refers = definition.contains(" references ") || said("foreign key", column);
            let checked = definition.contains("check (") || said("check", column);
            Some(Column { name: format!("{table}.{column}"), definition: definition.to_owned(), refers, checked })
        })
        .collect()
}

fn is_rule(line: &str) -> bool {
    ["primary key", "foreign key", "unique", "check", "constraint"].iter().any(|word| line.starts_with(word))
}

// The words in the first parentheses after the kind of rule.
fn head<'a>(rule: &'a str, kind: &str) -> BTreeSet<&'a str> {
    let (_, after) = rule.split_once(kind).unwrap_or(("", ""));
    let inside = after.split_once(')').map_or(after, |(inside, _)| inside);
    inside.split(|c: char| !c.is_alphanumeric() && c != '_').collect()
}

// Split at the commas that are in no parentheses.
fn parts(body: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let at_top = |c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    };
    let spaced = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    body.split(at_top).map(spaced).filter(|part| !part.is_empty()).collect()
}

fn without_comments(sql: &str) -> String {
    sql.lines()
        .map(|line| line.split_once("--").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase()
}

fn loose_cents(columns: &[Column]) -> Vec<String> {
    let cents = columns.iter().filter(|column| column.name.ends_with("_cents"));
    let loose = cents.filter(|column| !column.definition.starts_with("bigint") || !column.checked);
    loose.map(|column| format!("{} is not `bigint` with a check", column.name)).collect()
}

fn loose_references(columns: &[Column], free: &[(&str, &str)]) -> Vec<String> {
    let mut unused: BTreeSet<&str> = free.iter().map(|(name, _)| *name).collect();
    let mut found = Vec::new();
    for column in columns.iter().filter(|column| column.name.ends_with("_id") && !column.refers) {
        if !free.iter().any(|(name, _)| *name == column.name) {
            found.push(format!("{} has no foreign key", column.name));
        }
        unused.remove(column.name.as_str());
    }
    found.extend(unused.iter().map(|name| format!("{name}: an exception that nothing needs")));
    found
}

fn forbidden(path: &str, sql: &str) -> Vec<String> {
    let code = without_comments(sql);
    let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let used = FORBIDDEN.iter().filter(|(word, _)| words.contains(word));
    used.map(|(word, why)| format!("{path} says `{word}`: {why}")).collect()
}

fn texts() -> Vec<(String, String)> {
    let sql = files(&["migrations/postgresql"]).into_iter().filter(|(path, _)| path.ends_with(".sql"));
    let texts: Vec<(String, String)> = sql.collect();
    assert!(texts.len() >= 4, "the migrations were found");
    texts
}

fn all_columns() -> Vec<Column> {
    texts().iter().filter(|(path, _)| path.ends_with("up.sql")).flat_map(|(_, sql)| columns(sql)).collect()
}

#[test]
fn sqlite_is_derived_from_postgresql() {
    let said =
        Command::new(root().join("ops/derive-migrations")).arg("--check").output().expect("ops/derive-migrations runs");
    assert!(
        said.status.success(),
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );
}

#[test]
fn every_amount_is_whole_cents_with_a_check() {
    assert_tidy("cents", &loose_cents(&all_columns()));
}

#[test]
fn every_reference_is_held_by_the_database() {
    assert_tidy("references", &loose_references(&all_columns(), &FREE));
}

#[test]
fn nothing_closes_the_door_to_distributed_sql() {
    let found: Vec<String> = texts().iter().flat_map(|(path, sql)| forbidden(path, sql)).collect();
    assert_tidy("engines", &found);
}

#[test]
fn planted_faults_are_found() {
    let sql = "-- listen to a trigger
        create table a (
            id uuid not null primary key, -- no amount_cents integer
            b_id uuid not null references b (id),
            c_id uuid, d_id uuid,
            fee_cents bigint check (fee_cents > 0), due_cents bigint not null, bad_cents integer check (bad_cents > 0),
            own_cents bigint not null,
            check (own_cents > 0 and id <> b_id),
            foreign key (d_id, b_id) references d (id, b)
        ); alter table a add column e_id uuid; create index x on a (c_id);";
    let columns = columns(sql);
    assert_eq!(
        loose_cents(&columns),
        ["a.due_cents is not `bigint` with a check", "a.bad_cents is not `bigint` with a check"]
    );
    let free = [("a.e_id", "planted"), ("a.z_id", "planted")];
    assert_eq!(
        loose_references(&columns, &free),
        ["a.c_id has no foreign key", "a.z_id: an exception that nothing needs"]
    );
    assert_eq!(forbidden("x", sql), Vec::<String>::new());
    assert_eq!(forbidden("x", "create sequence s"), ["x says `sequence`: numbers come from the head row"]);
}
