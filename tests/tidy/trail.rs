//! The trail is written once and never changed: no statement updates or removes an act, and only the store knows the table.

use super::{
    assert_tidy,
    source::{Source, every_source, files},
};

/// Where acts are written, and where they are read.
const HOME: [&str; 5] = ["act.rs", "recall.rs", "trail.rs", "vitals.rs", "tables.rs"];

const CHANGES: [&str; 5] = ["update(act::", "delete(act::", "delete(act.", "update(act.", "replace_into(act::"];

fn changers(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.crate_name().is_some()) {
        let code: String = source.code().split_whitespace().collect();
        found.extend(CHANGES.iter().filter(|call| code.contains(*call)).map(|call| format!("{}: {call}", source.path)));
        let is_home = HOME.iter().any(|name| source.path == format!("services/store/src/{name}"));
        if !is_home && code.contains("tables::act") {
            found.push(format!("{} names the table of acts", source.path));
        }
    }
    found
}

fn changed_by_sql(files: &[(String, String)]) -> Vec<String> {
    let statements = ["update act ", "delete from act ", "delete from act;", "truncate act"];
    let found = files.iter().flat_map(|(path, text)| {
        statements
            .iter()
            .filter(move |words| text.to_lowercase().contains(**words))
            .map(move |words| format!("{path}: {words}"))
    });
    found.collect()
}

#[test]
fn nothing_changes_or_removes_an_act() {
    let planted = Source::planted("services/cheques/src/a.rs", "fn f() { diesel::delete( act::table ); }");
    assert_eq!(changers(&[planted]).len(), 1, "the rule sees a planted fault");
    let planted = [("services/a.rs".to_owned(), "sql_query(\"UPDATE act SET person = null\")".to_owned())];
    assert_eq!(changed_by_sql(&planted).len(), 1, "the rule sees a planted fault");
    assert_tidy("the trail is append-only", &changers(&every_source()));
    assert_tidy("the trail is append-only", &changed_by_sql(&files(&["services", "migrations"])));
}
