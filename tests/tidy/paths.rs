//! The paths that a piece of Rust names: `use` trees laid flat, and `a::b` in the text.

/// One path, such as `crate::conn::Place`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its segments; a glob ends in `*`.
    pub(crate) segments: Vec<String>,
    /// The name it takes here, when it stands in a `use`.
    pub(crate) used_as: Option<String>,
    /// Whether that `use` hands the name on to others.
    pub(crate) handed_on: bool,
}

/// Every path in code whose comments and strings are blanked.
pub(crate) fn paths(code: &str) -> Vec<Named> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = match tokens[at].as_str() {
            "use" => use_item(&tokens, at, &mut found),
            word if starts_path(&tokens, at) && is_word(word) => inline(&tokens, at, &mut found),
            _ => at + 1,
        };
    }
    found
}

fn use_item(tokens: &[String], at: usize, found: &mut Vec<Named>) -> usize {
    let public = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
    let mut rest = &tokens[at + 1..];
    // `use<'a>` in a return type is no import.
    if rest.first().is_some_and(|token| token == "<") {
        return at + 1;
    }
    tree(&mut rest, &[], public, found);
    tokens.len() - rest.len()
}

fn tree(rest: &mut &[String], before: &[String], public: bool, found: &mut Vec<Named>) {
    let mut segments = before.to_vec();
    let mut used_as = None;
    while let Some(token) = next(rest) {
        match token.as_str() {
            "{" => return branches(rest, &segments, public, found),
            "," | "}" | ";" => {
                // The end of the tree belongs to the caller.
                break;
            }
            "as" => used_as = peek(rest),
            "::" => {}
            "self" if !before.is_empty() => {}
            word if used_as.is_none() => segments.push(word.to_owned()),
            _ => {}
        }
        *rest = &rest[1..];
    }
    let used_as = used_as.or_else(|| segments.last().cloned());
    found.push(Named { segments, used_as, handed_on: public });
}

fn branches(rest: &mut &[String], before: &[String], public: bool, found: &mut Vec<Named>) {
    *rest = &rest[1..];
    while let Some(token) = next(rest) {
        match token.as_str() {
            "}" => {
                *rest = &rest[1..];
                return;
            }
            "," => *rest = &rest[1..],
            ";" => return,
            _ => tree(rest, before, public, found),
        }
    }
}

fn inline(tokens: &[String], start: usize, found: &mut Vec<Named>) -> usize {
    let mut segments = vec![tokens[start].clone()];
    let mut at = start + 1;
    while at + 1 < tokens.len() && tokens[at] == "::" && is_word(&tokens[at + 1]) {
        segments.push(tokens[at + 1].clone());
        at += 2;
    }
    if segments.len() > 1 {
        found.push(Named { segments, used_as: None, handed_on: false });
    }
    at
}

fn starts_path(tokens: &[String], at: usize) -> bool {
    at == 0 || !matches!(tokens[at - 1].as_str(), "." | "::")
}

fn next(rest: &[String]) -> Option<String> {
    rest.first().cloned()
}

fn peek(rest: &[String]) -> Option<String> {
    rest.get(1).cloned()
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ':' if rest.starts_with("::") => 2,
            c if c.is_alphanumeric() || c == '_' => {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        if !first.is_whitespace() {
            out.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    out
}

#[test]
fn trees_are_laid_flat() {
    let code = "pub use a::{self, b::{C, D as E}, f::*}; use ::g; fn h() { k::l::<M>(n.o(), p); } pub(crate) use q::r;";
    let shown: Vec<String> = paths(code).iter().map(show).collect();
    assert_eq!(
        shown,
        ["a as a on", "a::b::C as C on", "a::b::D as E on", "a::f::* as * on", "g as g", "k::l", "q::r as r on"]
    );
}

#[cfg(test)]
fn show(named: &Named) -> String {
    let used_as = named.used_as.as_ref().map_or(String::new(), |name| format!(" as {name}"));
    format!("{}{used_as}{}", named.segments.join("::"), if named.handed_on { " on" } else { "" })
}
