//! What was copied from others into the house: each file is listed with where it comes from, and is what it was on that day.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha512};

use super::assert_tidy;
use crate::support::root;

const FOLDER: &str = "services/portal/assets/vendor";
const LIST: &str = "vendor.toml";
const LICENCES: [&str; 2] = ["MIT", "BSD-3-Clause"];

/// One `[[file]]` of the list.
#[derive(Clone, Debug, Default)]
struct Vendored {
    name: String,
    from: String,
    version: String,
    licence: String,
    sha512: String,
}

/// The list, read as the few lines of TOML that it is.
fn read(list: &str) -> Vec<Vendored> {
    list.split("[[file]]").skip(1).map(entry).collect()
}

fn entry(lines: &str) -> Vendored {
    let value = |key: &str| {
        let line = lines.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
        line.map_or_else(String::new, |value| value.trim().trim_matches('"').to_owned())
    };
    Vendored {
        name: value("name"),
        from: value("from"),
        version: value("version"),
        licence: value("licence"),
        sha512: value("sha512"),
    }
}

fn findings(list: &[Vendored], kept: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut found = Vec::new();
    let listed: BTreeSet<&str> = list.iter().map(|file| file.name.as_str()).collect();
    found.extend(
        kept.iter().filter(|(name, _)| !listed.contains(name.as_str())).map(|(name, _)| format!("{name}: not listed")),
    );
    for file in list {
        let name = &file.name;
        if file.from.is_empty() || file.version.is_empty() {
            found.push(format!("{name}: from where, in which version?"));
        }
        if !LICENCES.contains(&file.licence.as_str()) {
            found.push(format!("{name}: licence {:?} is not in the list", file.licence));
        }
        match kept.iter().find(|(its, _)| its == name) {
            Some((_, content)) if sha512(content) == file.sha512 => {}
            Some(_) => found.push(format!("{name}: not the file that was listed")),
            None => found.push(format!("{name}: absent")),
        }
    }
    found
}

fn sha512(content: &[u8]) -> String {
    Sha512::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn folder() -> PathBuf {
    root().join(FOLDER)
}

fn kept() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    gather(&folder(), &mut found);
    let name = |path: &Path| path.strip_prefix(folder()).expect("inside").to_string_lossy().into_owned();
    let all = found.iter().map(|path| (name(path), fs::read(path).expect("a file")));
    all.filter(|(name, _)| name != LIST).collect()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder") {
        match entry.expect("an entry").path() {
            inner if inner.is_dir() => gather(&inner, found),
            file => found.push(file),
        }
    }
}

/// Every lock file of npm: it pins what, never where from.
fn addresses() -> Vec<String> {
    let locks = ["ops/bench-peers/package-lock.json", "tests/browser/package-lock.json"];
    let tells = |lock: &&str| fs::read_to_string(root().join(lock)).expect("a lock file").contains("\"resolved\"");
    locks.into_iter().filter(tells).map(|lock| format!("{lock} tells where its packages were downloaded")).collect()
}

#[test]
fn every_file_of_others_is_listed_and_unchanged() {
    let list = fs::read_to_string(folder().join(LIST)).expect("the list");
    assert_tidy("vendor", &findings(&read(&list), &kept()));
}

#[test]
fn lock_files_tell_no_address() {
    assert_tidy("lock files", &addresses());
}

#[test]
fn planted_changes_are_found() {
    let list = format!(
        "# a list\n[[file]]\nname = \"a.js\"\nfrom = \"a/dist/a.js\"\nversion = \"1.0.0\"\nlicence = \"MIT\"\nsha512 = \"{}\"\n\
         \n[[file]]\nname = \"b.js\"\nversion = \"1.0.0\"\nlicence = \"SSPL-1.0\"\nsha512 = \"00\"\n",
        sha512(b"a")
    );
    let list = read(&list);
    let kept = |name: &str, content: &[u8]| (name.to_owned(), content.to_vec());
    assert_eq!(findings(&list[..1], &[kept("a.js", b"a")]), Vec::<String>::new());
    let expected = [
        "c.js: not listed",
        "a.js: not the file that was listed",
        "b.js: from where, in which version?",
        "b.js: licence \"SSPL-1.0\" is not in the list",
        "b.js: absent",
    ];
    assert_eq!(findings(&list, &[kept("a.js", b"A"), kept("c.js", b"c")]), expected);
}
