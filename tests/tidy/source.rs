//! Rust files as the rules see them: without comments, without the inside of strings, without tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::root;

/// One Rust file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// From the root of the repository: `services/cheques/src/redeem.rs`.
    pub(crate) path: String,
    /// As written.
    pub(crate) text: String,
    /// Whether the whole file is compiled for tests only.
    pub(crate) test: bool,
}

impl Source {
    /// A file that exists only to be found wanting.
    pub(crate) fn planted(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), test: is_tests(path) }
    }

    /// The crate it belongs to; none for the integration binary.
    pub(crate) fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("services/")?.split('/').next()
    }

    /// Its place in the crate: `[]` for the root, `["access", "policy"]` for `src/access/policy.rs`.
    pub(crate) fn module(&self) -> Option<Vec<String>> {
        let (_, inside) = self.path.strip_prefix("services/")?.split_once("/src/")?;
        let mut names: Vec<String> = inside.strip_suffix(".rs")?.split('/').map(str::to_owned).collect();
        if names.last().is_some_and(|last| last == "mod") || names == ["lib"] {
            names.pop();
        }
        Some(names)
    }

    /// Every name of its path under `src`: `["access", "policy"]`, also for the root (`["lib"]`).
    pub(crate) fn names(&self) -> Vec<&str> {
        let inside = self.path.split_once("/src/").map_or("", |(_, inside)| inside);
        inside.trim_end_matches(".rs").split('/').collect()
    }

    /// What is compiled for use: comments, strings and tests blanked out. Lines keep their numbers.
    pub(crate) fn code(&self) -> String {
        let bare = self.bare();
        match self.test {
            true => String::new(),
            false => bare[..start_of_tests(&bare)].to_owned(),
        }
    }

    /// What is compiled only for tests, in the same way.
    pub(crate) fn tests(&self) -> String {
        let bare = self.bare();
        match self.test {
            true => bare,
            false => bare[start_of_tests(&bare)..].to_owned(),
        }
    }

    fn bare(&self) -> String {
        blank(&self.text)
    }
}

/// Every Rust file of services and tests.
pub(crate) fn every_source() -> Vec<Source> {
    let mut sources: Vec<Source> = files(&["services", "tests"])
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, text)| Source { test: is_tests(&path), path, text })
        .collect();
    mark_test_modules(&mut sources);
    sources
}

/// Every text file of ours under these folders or of these names, with its path from the root.
pub(crate) fn files(under: &[&str]) -> Vec<(String, String)> {
    let root = root();
    let mut found = Vec::new();
    for start in under {
        walk(&root.join(start), &mut found);
    }
    found.sort();
    let text = |path: &PathBuf| fs::read_to_string(path).ok();
    let name = |path: &Path| path.strip_prefix(&root).map(|path| path.to_string_lossy().into_owned());
    found.iter().filter_map(|path| Some((name(path).ok()?, text(path)?))).collect()
}

fn walk(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_file() {
        found.push(path.to_path_buf());
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let hidden =
            [".git", "target", "node_modules", "__pycache__", "vendor"].iter().any(|name| entry.file_name() == *name);
        if !hidden {
            walk(&entry.path(), found);
        }
    }
}

fn is_tests(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/")
}

// `#[cfg(test)] mod testing;` makes a whole file, and what lies below it, a test.
fn mark_test_modules(sources: &mut [Source]) {
    let named: Vec<(String, Vec<String>)> = sources.iter().flat_map(test_modules).collect();
    for source in sources {
        let (Some(house), Some(module)) = (source.crate_name().map(str::to_owned), source.module()) else { continue };
        source.test |= named.iter().any(|(its_house, start)| *its_house == house && module.starts_with(start));
    }
}

fn test_modules(source: &Source) -> Vec<(String, Vec<String>)> {
    let (Some(house), Some(module)) = (source.crate_name(), source.module()) else { return Vec::new() };
    let bare = source.bare();
    bare.match_indices(CFG_TEST)
        .filter_map(|(at, _)| declared_module(&bare[at + CFG_TEST.len()..], ';'))
        .map(|name| (house.to_owned(), [module.clone(), vec![name]].concat()))
        .collect()
}

const CFG_TEST: &str = "#[cfg(test)]";

fn start_of_tests(bare: &str) -> usize {
    bare.match_indices(CFG_TEST)
        .find(|(at, _)| declared_module(&bare[at + CFG_TEST.len()..], '{').is_some())
        .map_or(bare.len(), |(at, _)| at)
}

// The name in `mod name {` or `mod name;` at the start of the text.
fn declared_module(text: &str, end: char) -> Option<String> {
    let (head, _) = text.trim_start().split_once(end)?;
    let (_, name) = head.split_once("mod ")?;
    let plain = head.len() < 60 && !head.contains(['{', ';', '(', '=']) || head.starts_with("pub(crate) mod ");
    plain.then(|| name.trim().to_owned())
}

/// The text with comments and the inside of strings and characters turned to spaces.
fn blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kept, hidden) = piece(rest, first, out.chars().next_back());
        out.push_str(&rest[..kept]);
        out.extend(rest[kept..kept + hidden].chars().map(|c| if c == '\n' { c } else { ' ' }));
        rest = &rest[kept + hidden..];
    }
    out
}

// How many bytes to keep, then how many to hide.
fn piece(rest: &str, first: char, before: Option<char>) -> (usize, usize) {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match first {
        '/' if rest.starts_with("//") => (0, rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => (0, block_comment(rest)),
        '"' => (1, quoted(&rest[1..], '"')),
        'r' if !in_word || before == Some('b') => raw_string(rest).unwrap_or((1, 0)),
        '\'' => character(rest),
        _ => (first.len_utf8(), 0),
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest[at..];
        match () {
            () if here.starts_with("/*") => (depth, at) = (depth + 1, at + 2),
            () if here.starts_with("*/") => (depth, at) = (depth - 1, at + 2),
            () => at += here.chars().next().map_or(1, char::len_utf8),
        }
        if depth == 0 {
            break;
        }
    }
    at
}

// Up to and with the closing quote.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<(usize, usize)> {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let inside = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&close).map_or(inside.len(), |at| at + close.len());
    Some((2 + hashes, length))
}

// 'x' and '\n' are hidden; a lifetime is kept.
fn character(rest: &str) -> (usize, usize) {
    let mut after = rest[1..].chars();
    match (after.next(), after.next()) {
        (Some('\\'), _) => (1, quoted(&rest[1..], '\'')),
        (Some(c), Some('\'')) => (1, c.len_utf8() + 1),
        _ => (1, 0),
    }
}

#[test]
fn comments_strings_and_tests_are_not_code() {
    let text = r##"fn f<'a>(s: &'a str) -> char { /* x::y /* z */ */ let _ = "a\"b::c"; let _ = r#"d::e"#; '"' } // f::g
#[cfg(test)]
mod tests { use h::i; }"##;
    let source = Source::planted("services/cheques/src/redeem.rs", text);
    let code = source.code();
    assert!(code.contains("fn f<'a>(s: &'a str) -> char"), "{code}");
    for hidden in ["x::y", "b::c", "d::e", "f::g", "h::i"] {
        assert!(!code.contains(hidden), "{hidden} in {code}");
    }
    assert!(source.tests().contains("h::i"));
    assert_eq!(source.module(), Some(vec!["redeem".to_owned()]));
}

#[test]
fn a_test_module_in_its_own_file_is_a_test() {
    let mut sources = [
        Source::planted(
            "services/gateway/src/lib.rs",
            "#[cfg(test)]\nmod testing;\npub mod plan;\n#[cfg(test)]\nfn f() {}",
        ),
        Source::planted("services/gateway/src/testing/graph.rs", "use a::b;"),
        Source::planted("services/gateway/src/plan.rs", "use a::b;"),
    ];
    mark_test_modules(&mut sources);
    assert_eq!(sources.map(|source| source.test), [false, true, false]);
}
