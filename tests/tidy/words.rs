//! Words that mean "not finished", and tests that do not test.

use super::{
    assert_tidy,
    source::{Source, every_source, files},
};

// In two halves, so that this file passes its own rule.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!"), concat!("unimple", "mented!")];

const OURS: [&str; 10] = [
    ".ci",
    "Cargo.toml",
    "README.md",
    "migrations",
    "ops",
    "schema",
    "services",
    "tests",
    ".clippy.toml",
    ".rustfmt.toml",
];

fn unfinished(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            found.extend(
                UNFINISHED
                    .iter()
                    .filter(|word| has_word(line, word))
                    .map(|word| format!("{path}:{}: {word}", number + 1)),
            );
        }
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    line.match_indices(word)
        .any(|(at, _)| apart(line[..at].chars().next_back()) && apart(line[at + word.len()..].chars().next()))
}

fn idle_tests(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let tests = source.tests();
        if tests.contains("#[ignore") {
            found.push(format!("{} has an ignored test", source.path));
        }
        if ["sleep(", "sleep_until("]
            .iter()
            .any(|call| has_word(&tests, call.trim_end_matches('(')) && tests.contains(call))
        {
            found.push(format!("{} sleeps in a test: wait for what is meant", source.path));
        }
    }
    found
}

#[test]
fn nothing_is_left_for_later() {
    assert_tidy("unfinished", &unfinished(&files(&OURS)));
}

#[test]
fn every_test_runs_and_none_sleeps() {
    assert_tidy("tests", &idle_tests(&every_source()));
}

#[test]
fn planted_words_are_found() {
    let line = |text: String| vec![("ops/test".to_owned(), text)];
    for word in UNFINISHED {
        assert_eq!(unfinished(&line(format!("# a\n# {word} b"))), [format!("ops/test:2: {word}")]);
    }
    assert_eq!(unfinished(&line(format!("MA{}S", UNFINISHED[0]))), Vec::<String>::new());
    let planted = [
        Source::planted("tests/stories.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() { tokio::time::sleep(d).await }"),
        Source::planted(
            "services/node/src/a.rs",
            "fn f() { sleep(d) }\n#[cfg(test)]\nmod tests { // sleep(1)\n fn asleep() {} }",
        ),
    ];
    let found = idle_tests(&planted);
    assert_eq!(
        found,
        ["tests/stories.rs has an ignored test", "tests/stories.rs sleeps in a test: wait for what is meant"]
    );
}
