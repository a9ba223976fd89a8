//! No import loop between the files of a crate: two files that need each other are one file, or a third is missing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    assert_tidy,
    paths::{Named, paths},
    source::{Source, every_source},
};

type Module = Vec<String>;

/// One crate, by module.
#[derive(Default)]
struct House {
    files: BTreeMap<Module, String>,
    named: BTreeMap<Module, Vec<Named>>,
    /// `#[macro_export]` puts a macro at the root, wherever it is written.
    macros: BTreeMap<String, Module>,
}

fn findings(sources: &[Source]) -> Vec<String> {
    let mut houses: BTreeMap<&str, House> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.test) {
        if let (Some(name), Some(module)) = (source.crate_name(), source.module()) {
            houses.entry(name).or_default().add(source, module);
        }
    }
    houses.values().flat_map(House::loops).collect()
}

impl House {
    fn add(&mut self, source: &Source, module: Module) {
        let code = source.code();
        for (_, after) in code.match_indices("#[macro_export]").map(|(at, mark)| code.split_at(at + mark.len())) {
            let name = after.split_once("macro_rules!").and_then(|(_, rest)| rest.split_whitespace().next());
            self.macros.extend(name.map(|name| (name.to_owned(), module.clone())));
        }
        self.named.insert(module.clone(), paths(&code));
        self.files.insert(module, source.path.clone());
    }

    fn loops(&self) -> Vec<String> {
        let edges: BTreeMap<&Module, BTreeSet<Module>> =
            self.named.keys().map(|module| (module, self.needs(module))).collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for start in edges.keys() {
            let Some(ring) = ring(&edges, start).filter(|ring| ring.is_disjoint(&seen)) else { continue };
            found.push(ring.path.iter().map(|module| self.files[module].as_str()).collect::<Vec<_>>().join(" → "));
            seen.extend(ring.path);
        }
        found
    }

    /// The other files whose things this one names.
    fn needs(&self, module: &Module) -> BTreeSet<Module> {
        let targets = self.named[module].iter().filter_map(|named| self.target(module, &named.segments, 8));
        targets.filter(|target| target != module).collect()
    }

    /// The file that a path leads to, through what other files hand on.
    fn target(&self, from: &Module, segments: &[String], patience: usize) -> Option<Module> {
        let whole = self.absolute(from, segments)?;
        let known = (0..=whole.len()).rev().find(|length| self.files.contains_key(&whole[..*length]))?;
        let (module, rest) = (whole[..known].to_vec(), &whole[known..]);
        let Some(item) = rest.first() else { return Some(module) };
        if let (true, Some(home)) = (module.is_empty(), self.macros.get(item)) {
            return Some(home.clone());
        }
        let handed = self.named[&module].iter().find(|named| named.handed_on && named.used_as.as_ref() == Some(item));
        let further = handed.filter(|_| patience > 0 && module != *from);
        let further = further.and_then(|named| self.target(&module, &named.segments, patience - 1));
        Some(further.unwrap_or(module))
    }

    // The path from the root of the crate; none when it leads outside.
    fn absolute(&self, from: &Module, segments: &[String]) -> Option<Module> {
        let (first, rest) = segments.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([from, rest].concat()),
            "super" => {
                let (_, above) = from.split_last()?;
                match rest.first().is_some_and(|next| next == "super") {
                    true => self.absolute(&above.to_vec(), rest),
                    false => Some([above, rest].concat()),
                }
            }
            child => {
                let below = [from.as_slice(), &[child.to_owned()]].concat();
                self.files.contains_key(&below).then(|| [from, segments].concat())
            }
        }
    }
}

struct Ring {
    path: Vec<Module>,
}

impl Ring {
    fn is_disjoint(&self, seen: &BTreeSet<Module>) -> bool {
        self.path.iter().all(|module| !seen.contains(module))
    }
}

// The shortest way from a module back to itself.
fn ring(edges: &BTreeMap<&Module, BTreeSet<Module>>, start: &Module) -> Option<Ring> {
    let mut waiting = VecDeque::from([vec![start.clone()]]);
    let mut met = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        for next in path.last().and_then(|last| edges.get(last)).into_iter().flatten() {
            let longer = [path.as_slice(), std::slice::from_ref(next)].concat();
            if next == start {
                return Some(Ring { path: longer });
            }
            if met.insert(next.clone()) {
                waiting.push_back(longer);
            }
        }
    }
    None
}

#[test]
fn no_two_files_need_each_other() {
    assert_tidy("loops between files", &findings(&every_source()));
}

#[cfg(test)]
fn planted(files: &[(&str, &str)]) -> Vec<String> {
    let source = |(name, text): &(&str, &str)| Source::planted(&format!("services/cheques/src/{name}"), text);
    findings(&files.iter().map(source).collect::<Vec<_>>())
}

#[test]
fn planted_loops_are_found() {
    let two = [("lib.rs", "pub mod a; pub mod b;"), ("a.rs", "use crate::b::B;"), ("b.rs", "fn f(_: &super::a::A) {}")];
    assert_eq!(planted(&two), ["services/cheques/src/a.rs → services/cheques/src/b.rs → services/cheques/src/a.rs"]);
    let three = [
        ("a.rs", "use crate::{b::{B}, d};"),
        ("b.rs", "use super::c::C;"),
        ("c/mod.rs", "use crate::a;"),
        ("d.rs", ""),
    ];
    assert_eq!(planted(&three).len(), 1);
    let parent = [("p.rs", "mod q; fn f() { q::g() }"), ("p/q.rs", "use super::Thing;")];
    assert_eq!(planted(&parent).len(), 1);
}

#[test]
fn a_front_door_is_no_loop() {
    let handed_on = [("lib.rs", "pub use a::A; pub use b::B;"), ("a.rs", "use crate::B;"), ("b.rs", "")];
    assert_eq!(planted(&handed_on), Vec::<String>::new());
    let exported = [
        ("lib.rs", "pub use a::A;"),
        ("a.rs", "crate::each!(x);"),
        ("c.rs", "#[macro_export]\nmacro_rules! each { () => {} }"),
    ];
    assert_eq!(planted(&exported), Vec::<String>::new());
    let in_tests = [("a.rs", "#[cfg(test)]\nmod tests { use crate::b::B; }"), ("b.rs", "use crate::a::A;")];
    assert_eq!(planted(&in_tests), Vec::<String>::new());
}
