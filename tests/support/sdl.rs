//! Schemas read as text: enough of the language to list the members of each type.

use std::collections::{BTreeMap, BTreeSet};

/// The members of each object, input, interface and enumeration: fields, or values.
pub(crate) fn members(sdl: &str) -> BTreeMap<String, BTreeSet<String>> {
    let tokens = tokens(sdl);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut at = 0;
    while at + 1 < tokens.len() {
        let begins = ["type", "input", "interface", "enum"].contains(&tokens[at].as_str()) && is_name(&tokens[at + 1]);
        if !begins {
            at += 1;
            continue;
        }
        let name = tokens[at + 1].clone();
        at = until_brace(&tokens, at + 2);
        at = body(&tokens, at, found.entry(name).or_default());
    }
    found
}

/// The root fields of a schema: each with `query` or `mutation`, without those that federation adds.
pub(crate) fn root_fields(sdl: &str) -> BTreeMap<String, &'static str> {
    let members = members(sdl);
    let of = |root: &str, kind: &'static str| {
        let fields = members.get(root).into_iter().flatten().filter(|field| !field.starts_with('_'));
        fields.map(|field| (field.clone(), kind)).collect::<Vec<_>>()
    };
    of("Query", "query").into_iter().chain(of("Mutation", "mutation")).collect()
}

// The place of the `{` that opens the type, or of the next definition when it has no body.
fn until_brace(tokens: &[String], mut at: usize) -> usize {
    while at < tokens.len() && tokens[at] != "{" {
        at = if tokens[at] == "(" { balanced(tokens, at) } else { at + 1 };
    }
    at
}

fn body(tokens: &[String], open: usize, members: &mut BTreeSet<String>) -> usize {
    let mut at = open + 1;
    while at < tokens.len() && tokens[at] != "}" {
        members.insert(tokens[at].clone());
        at = rest_of_member(tokens, at + 1);
    }
    at + 1
}

// Arguments, type, default value, directives.
fn rest_of_member(tokens: &[String], mut at: usize) -> usize {
    while at < tokens.len() {
        match tokens[at].as_str() {
            "(" => at = balanced(tokens, at),
            ":" | "=" => at = value(tokens, at + 1),
            "@" => at += 2,
            "!" | "," => at += 1,
            _ => break,
        }
    }
    at
}

// A type or a default value: one word, or a list or object of them.
fn value(tokens: &[String], at: usize) -> usize {
    if ["[", "{"].contains(&tokens[at].as_str()) { balanced(tokens, at) } else { at + 1 }
}

// The place after the bracket that closes the one here.
fn balanced(tokens: &[String], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

// Words and signs; comments and descriptions left out, other strings as one word.
fn tokens(sdl: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = sdl;
    while let Some(first) = rest.chars().next() {
        let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let length = match first {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' if rest.starts_with("\"\"\"") => rest[3..].find("\"\"\"").map_or(rest.len(), |end| end + 6),
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            c if in_word(c) => rest.find(|c| !in_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        // A string is a value only behind a sign that asks for one; elsewhere it describes.
        let describes = first == '"' && !matches!(tokens.last().map(String::as_str), Some("=" | ":" | "[" | ","));
        if first != '#' && !first.is_whitespace() && !describes {
            tokens.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    tokens
}

#[test]
fn a_schema_is_read() {
    let sdl = r#"
        """ type Ghost { a: Int } """
        type Query @key(fields: "id name") { # type Ghost
            "A field." a(first: Int = 20, "of {" of: [String!] = ["x}"]): [Thing!]! @tag(name: "b")
            b: Int
        }
        input In { x: Int = 3 y: Point = { lat: 1, lon: 2 } @x z: Int! }
        enum Colour { RED GREEN @deprecated(reason: "b") }
        union Both = Query | In
        extend type Query { _service: String! }
        directive @join(type: String) on FIELD
    "#;
    let members = members(sdl);
    let listed = |name: &str| members[name].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(listed("Query"), ["_service", "a", "b"]);
    assert_eq!(listed("In"), ["x", "y", "z"]);
    assert_eq!(listed("Colour"), ["GREEN", "RED"]);
    assert_eq!(members.len(), 3);
    assert_eq!(root_fields(sdl).into_keys().collect::<Vec<_>>(), ["a", "b"]);
}
