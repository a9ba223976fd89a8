//! The schema, told where it is open: what tools ask, what a person asks, what it may cost; and nothing where it is closed.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    desk::{Desk, OPEN},
    network::Network,
};
use crate::{Introspection, Limits, Request};

/// What graphql-js asks, as `getIntrospectionQuery` writes it with every option.
const STANDARD: &str = include_str!("introspection.graphql");

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

fn one<'v>(list: &'v Value, name: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}"))
}

/// The named type at the heart of a reference, and how it is wrapped.
fn reference(written: &Value) -> String {
    match written["kind"].as_str().unwrap() {
        "NON_NULL" => format!("{}!", reference(&written["ofType"])),
        "LIST" => format!("[{}]", reference(&written["ofType"])),
        _ => written["name"].as_str().unwrap().to_owned(),
    }
}

/// Every named type that a schema speaks of.
fn spoken(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| spoken(item, found)),
        Value::Object(object) => {
            if object.contains_key("kind") && object.get("ofType").is_none_or(Value::is_null) {
                found.extend(object["name"].as_str().map(str::to_owned));
            }
            object.values().for_each(|value| spoken(value, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn the_standard_question_is_answered_whole_for_the_network() {
    let desk = Desk::of(include_str!("../../../../schema/supergraph.graphql"), Introspection::ToAll, Limits::default());
    let schema = desk.data(STANDARD, json!({})).await["__schema"].clone();
    let types = names(&schema["types"]);
    assert_eq!(types.iter().collect::<HashSet<_>>().len(), types.len(), "each type once");
    let mut mentioned = HashSet::new();
    spoken(&schema, &mut mentioned);
    let unknown: Vec<_> = mentioned.iter().filter(|name| !types.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert_eq!(schema["queryType"], json!({ "name": "Query", "kind": "OBJECT" }));
    assert_eq!((&schema["mutationType"]["name"], &schema["subscriptionType"]), (&json!("Mutation"), &Value::Null));
    let machinery = |name: &&&str| name.contains("__") && !name.starts_with("__");
    assert_eq!(types.iter().find(machinery), None);
    assert_eq!(names(&schema["directives"]), ["include", "skip", "deprecated", "specifiedBy", "oneOf"]);
    let redeem = one(&one(&schema["types"], "Mutation")["fields"], "redeemCheques");
    assert!(redeem["args"].as_array().is_some_and(|arguments| !arguments.is_empty()), "{redeem}");
    assert_eq!(desk.asked(), 0, "no subgraph is asked");
}

#[tokio::test]
async fn every_word_of_introspection_has_its_answer() {
    let desk = Desk::open();
    let schema = desk.data(STANDARD, json!({})).await["__schema"].clone();
    let types = &schema["types"];
    let seen: Vec<_> = names(types).into_iter().filter(|name| !name.starts_with("__")).collect();
    let own = ["Day", "Size", "Wanted", "One", "Thing", "Media", "Book", "Found", "Query", "Mutation"];
    assert_eq!(seen, [&own[..], &["Boolean", "Float", "Int", "ID", "String"]].concat());
    assert_eq!(names(&one(types, "Query")["fields"]), ["book", "find"]);

    let book = one(types, "Book");
    assert_eq!((&book["kind"], &book["description"]), (&json!("OBJECT"), &json!("Something to read.")));
    assert_eq!((names(&book["interfaces"]), &book["possibleTypes"]), (vec!["Media", "Thing"], &Value::Null));
    assert_eq!(reference(&one(&book["fields"], "pages")["type"]), "[[Int!]!]");
    let name = one(&book["fields"], "name");
    assert_eq!((&name["isDeprecated"], &name["deprecationReason"]), (&json!(true), &json!("say title")));
    assert_eq!(one(&book["fields"], "tag")["deprecationReason"], "No longer supported");

    let media = one(types, "Media");
    assert_eq!((names(&media["interfaces"]), names(&media["possibleTypes"])), (vec!["Thing"], vec!["Book"]));
    assert_eq!(names(&one(types, "Thing")["possibleTypes"]), ["Book"], "what callers may not see is not told");
    assert_eq!(names(&one(types, "Found")["possibleTypes"]), ["Book"]);
    assert_eq!(one(types, "Day")["specifiedByURL"], "https://days.invalid/");
    assert_eq!((&one(types, "One")["isOneOf"], &one(types, "Wanted")["isOneOf"]), (&json!(true), &json!(false)));

    let wanted = &one(types, "Wanted")["inputFields"];
    let default = |name: &str| one(wanted, name)["defaultValue"].clone();
    assert_eq!((default("size"), default("most"), default("old")), (json!("LARGE"), json!("3"), Value::Null));
    assert_eq!(default("words"), r#"["a", "l'été\n"]"#);
    let find = &one(&one(types, "Query")["fields"], "find")["args"];
    assert_eq!(one(find, "wanted")["defaultValue"], r#"{size: SMALL, words: ["x"]}"#);

    assert_eq!(names(&schema["directives"]), ["note", "skip", "include", "deprecated", "specifiedBy", "oneOf"]);
    let note = one(&schema["directives"], "note");
    assert_eq!((&note["isRepeatable"], &note["locations"][0]), (&json!(true), &json!("VARIABLE_DEFINITION")));
    assert_eq!(one(&note["args"], "text")["defaultValue"], r#""see \"below\"""#);
}

#[tokio::test]
async fn what_is_deprecated_is_told_only_when_asked() {
    let desk = Desk::open();
    let query = "query($old: Boolean, $never: Boolean = false) {
        book: __type(name: \"Book\") {
            kept: fields { name }
            all: fields(includeDeprecated: true) { name args { name } }
            said: fields(includeDeprecated: $old) { name }
            none: fields(includeDeprecated: $never) { name }
        }
        size: __type(name: \"Size\") { enumValues { name } }
        wanted: __type(name: \"Wanted\") { inputFields { name } }
    }";
    let data = desk.data(query, json!({ "old": true })).await;
    let kept = vec!["id", "title", "out", "pages", "again"];
    assert_eq!(names(&data["book"]["kept"]), kept);
    assert_eq!(names(&data["book"]["none"]), kept);
    assert_eq!(names(&data["book"]["said"]), ["id", "title", "out", "pages", "name", "again", "tag"]);
    assert_eq!(names(&one(&data["book"]["all"], "pages")["args"]), ["from"]);
    assert_eq!(names(&data["size"]["enumValues"]), ["SMALL", "LARGE"]);
    assert_eq!(names(&data["wanted"]["inputFields"]), ["size", "words", "most"]);
}

#[tokio::test]
async fn a_type_is_found_by_name_through_aliases_fragments_and_conditions() {
    let desk = Desk::open();
    let query = "query Q($name: String! = \"Book\", $yes: Boolean!, $no: Boolean!) {
        ...Root
        gone: __type(name: \"Book\") @skip(if: $yes) { name }
        never: __schema @include(if: false) { queryType { name } }
    }
    fragment Root on Query {
        it: __type(name: $name) { ...Short ... @include(if: $yes) { kind } ... @skip(if: $yes) { description } }
        nobody: __type(name: \"Secret\") { name }
        machine: __type(name: \"join__Graph\") { name }
        __type(name: \"__Type\") { __typename name fields @include(if: $no) { name } }
    }
    fragment Short on __Type { is: name ... on __Type { fields { __typename of: type { ... { name } } name } } }";
    let data = desk.data(query, json!({ "yes": true, "no": false })).await;
    let field = |name: &str, kind: Value| json!({ "__typename": "__Field", "of": { "name": kind }, "name": name });
    let expected = json!({
        "it": {
            "is": "Book",
            "fields": [
                field("id", Value::Null),
                field("title", json!("String")),
                field("out", json!("Day")),
                field("pages", Value::Null),
                field("again", json!("Book")),
            ],
            "kind": "OBJECT",
        },
        "nobody": null,
        "machine": null,
        "__type": { "__typename": "__Type", "name": "__Type" },
    });
    assert_eq!(data, expected);
    assert_eq!(desk.data(query, json!({ "name": "Ghost", "yes": false, "no": false })).await["it"], Value::Null);
    assert_eq!(desk.asked(), 0);
}

#[tokio::test]
async fn beside_other_fields_each_is_answered_by_whoever_knows() {
    let desk = Desk::open();
    let query = "query($tell: Boolean = true) {
        __typename book { title __typename } ... on Query @include(if: $tell) { __schema { queryType { name } } }
    }";
    let book = json!({ "title": "B", "__typename": "Book" });
    let whole = json!({ "__typename": "Query", "book": book, "__schema": { "queryType": { "name": "Query" } } });
    assert_eq!(desk.data(query, json!({})).await, whole);
    assert_eq!(desk.asked(), 1);
    let data = desk.data(query, json!({ "tell": false })).await;
    assert_eq!(data, json!({ "__typename": "Query", "book": book }));
    assert_eq!(desk.data("{ __typename }", json!({})).await, json!({ "__typename": "Query" }));
    assert_eq!(desk.data("{ book @include(if: false) { id } }", json!({})).await, json!({}));
}

#[tokio::test]
async fn what_is_wrongly_asked_of_the_schema_is_refused() {
    let desk = Desk::open();
    let bad = [
        "{ __type { name } }",
        "{ __schema { venues } }",
        "{ __schema }",
        "{ __schema { __types { name } } }",
        "{ __schema { __schema { queryType { name } } } }",
        "{ __service { sdl } }",
        "{ __type(name: 1) { name } }",
        "{ book { __schema { queryType { name } } } }",
        "mutation { __schema { queryType { name } } }",
        "subscription { __schema { queryType { name } } }",
    ];
    for query in bad {
        assert_eq!(desk.refused(query).await, (400, "BAD_REQUEST".to_owned()), "{query}");
    }
    assert_eq!(desk.asked(), 0);
}

/// `fields` within `type` within `fields`, so many times.
fn recursive(levels: usize) -> String {
    let inner = "fields { type { ".repeat(levels) + "name" + &" } }".repeat(levels);
    format!("{{ book {{ id }} __type(name: \"Book\") {{ {inner} }} }}")
}

#[tokio::test]
async fn the_schema_is_told_within_limits() {
    let desk = Desk::open();
    let deep = |levels: usize| {
        format!("{{ __schema {{ queryType {{ {}name{} }} }} }}", "ofType { ".repeat(levels), " }".repeat(levels))
    };
    assert_eq!(desk.refused(&deep(15)).await, (400, "LIMIT_EXCEEDED".to_owned()));
    assert_eq!(desk.data(&deep(14), json!({})).await, json!({ "__schema": { "queryType": { "ofType": null } } }));
    let few = Desk::of(OPEN, Introspection::ToAll, Limits { introspection_values: 40, ..Limits::default() });
    assert_eq!(few.refused(&recursive(4)).await, (400, "LIMIT_EXCEEDED".to_owned()));
    assert_eq!(few.asked(), 0, "nobody is asked when too much is");
    let data = few.data(&recursive(1), json!({})).await;
    assert_eq!((&data["book"]["id"], data["__type"]["fields"].as_array().map(Vec::len)), (&json!("b"), Some(5)));
}

#[tokio::test]
async fn a_question_without_end_ends_quickly() {
    let again: String = (0..20).map(|number| format!("  again{number}: Book\n")).collect();
    let desk = Desk::of(&OPEN.replace("  again: Book\n", &again), Introspection::ToAll, Limits::default());
    let started = std::time::Instant::now();
    assert_eq!(desk.refused(&recursive(7)).await, (400, "LIMIT_EXCEEDED".to_owned()));
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(desk.asked(), 0);
}

#[tokio::test]
async fn a_schema_open_to_members_tells_nobody_else() {
    let asked = ["{ __schema { queryType { name } } }", "{ ... { x: __type(name: \"Book\") { name } } }", STANDARD];
    let desk = Desk::of(OPEN, Introspection::ToMembers, Limits::default());
    for query in asked {
        assert_eq!(desk.refused(query).await, (400, "BAD_REQUEST".to_owned()), "{query}");
    }
    assert_eq!(desk.reason("{ books }").await, Value::Null);
    let desk = desk.by_a_member();
    for query in asked {
        assert!(desk.data(query, json!({})).await.is_object(), "the plan was made for somebody else: {query}");
    }
    assert!(desk.reason("{ books }").await.is_array());
}

#[tokio::test]
async fn a_closed_schema_tells_nothing_to_anybody() {
    let desk = Desk::of(OPEN, Introspection::Closed, Limits::default());
    let asked = ["{ __schema { queryType { name } } }", "{ book { id } x: __type(name: \"Book\") { name } }", STANDARD];
    for query in asked {
        assert_eq!(desk.refused(query).await, (400, "BAD_REQUEST".to_owned()), "{query}");
    }
    let network = Network::start().await;
    let (member, _) = network.member();
    let request = Request { query: STANDARD.to_owned(), ..Request::default() };
    let reply = network.gateway.answer(member, request).await;
    assert_eq!(
        (reply.status.as_u16(), reply.body["errors"][0]["extensions"].clone()),
        (400, json!({ "code": "BAD_REQUEST" }))
    );
    assert_eq!((desk.asked(), network.asked()), (0, 0));
    assert_eq!(desk.data("{ __typename }", json!({})).await, json!({ "__typename": "Query" }));
}
