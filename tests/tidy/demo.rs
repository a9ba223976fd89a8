//! The demo tells its story through the front door: it calls no verb, and no database, of any service.

use super::{
    assert_tidy,
    paths::paths,
    source::{Source, every_source},
};

const BEHIND_THE_DOOR: [&str; 5] = ["registry", "cheques", "learners", "node", "store"];

fn findings(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_demo(source)) {
        for named in paths(&source.code()) {
            if BEHIND_THE_DOOR.contains(&named.segments[0].as_str()) {
                found.push(format!("{} names {}: ask through /graphql", source.path, named.segments.join("::")));
            }
        }
    }
    found
}

fn is_demo(source: &Source) -> bool {
    source.crate_name() == Some("passegue")
        && source.names().iter().any(|name| *name == "demo" || name.starts_with("demo_"))
}

#[test]
fn the_demo_calls_no_verb() {
    assert_tidy("demo", &findings(&every_source()));
}

#[test]
fn planted_short_cuts_are_found() {
    let planted = [
        Source::planted(
            "services/passegue/src/demo/story.rs",
            "use cheques::counter::redeem;\nuse crate::node::start;\nuse kernel::ids::Id;",
        ),
        Source::planted("services/passegue/src/demo.rs", "fn f() { registry::standing(x); }"),
        Source::planted("services/passegue/src/serve.rs", "use store::Store;"),
    ];
    let expected = [
        "services/passegue/src/demo/story.rs names cheques::counter::redeem: ask through /graphql",
        "services/passegue/src/demo.rs names registry::standing: ask through /graphql",
    ];
    assert_eq!(findings(&planted), expected);
}
