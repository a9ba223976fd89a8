//! Sizes: no file too long to be read at once, hardly an `unwrap`.

use super::{
    assert_tidy,
    source::{Source, every_source},
};

const LONGEST_FILE: usize = 500;
const MOST_UNWRAPS: usize = 20;

fn long_files(sources: &[Source]) -> Vec<String> {
    let lines = |source: &Source| match source.test {
        true => source.text.lines().count(),
        false => source.code().lines().count(),
    };
    let measured = sources.iter().map(|source| (source, lines(source)));
    measured
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(source, lines)| format!("{} has {lines} lines before its tests, over {LONGEST_FILE}", source.path))
        .collect()
}

fn unwraps(sources: &[Source], most: usize) -> Vec<String> {
    let counted: Vec<(&str, usize)> = sources
        .iter()
        .filter(|source| source.crate_name().is_some())
        .map(|source| (source.path.as_str(), source.code().matches(".unwrap()").count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let all: usize = counted.iter().map(|(_, count)| count).sum();
    match all > most {
        true => {
            counted.iter().map(|(path, count)| format!("{path}: {count} of {all} unwrap, over {most} in all")).collect()
        }
        false => Vec::new(),
    }
}

#[test]
fn no_file_is_too_long() {
    assert_tidy("long files", &long_files(&every_source()));
}

#[test]
fn there_is_hardly_an_unwrap() {
    assert_tidy("unwrap", &unwraps(&every_source(), MOST_UNWRAPS));
}

#[test]
fn planted_excess_is_found() {
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}", "x.unwrap();\n".repeat(600));
    let long = Source::planted("services/node/src/long.rs", &"fn f() {}\n".repeat(501));
    let tested = Source::planted("services/node/src/tested.rs", &tests);
    assert_eq!(
        long_files(&[long, tested.clone()]),
        ["services/node/src/long.rs has 501 lines before its tests, over 500"]
    );
    let unwrapping = Source::planted("services/node/src/bold.rs", "fn f() { a.unwrap(); b.unwrap(); } // c.unwrap()");
    assert_eq!(unwraps(&[unwrapping, tested], 1), ["services/node/src/bold.rs: 2 of 2 unwrap, over 1 in all"]);
}
