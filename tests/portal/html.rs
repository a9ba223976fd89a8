//! What every page of the site must be, read as text: whole, labelled, and without anything from elsewhere.

use std::collections::BTreeSet;

/// Elements that have no end.
const VOID: [&str; 8] = ["meta", "link", "input", "img", "br", "hr", "path", "circle"];

/// What is wrong with a page; nothing when it is whole.
pub(crate) fn faults(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !html.starts_with("<!DOCTYPE html>") || !html.contains("<html lang=\"fr\"") {
        found.push("it does not begin as a page in French".to_owned());
    }
    if html.matches("<h1").count() != 1 {
        found.push(format!("{} h1", html.matches("<h1").count()));
    }
    let tags = tags(html);
    found.extend(unbalanced(&tags));
    found.extend(identifiers(&tags));
    for tag in &tags {
        let strange = [" style=", " onclick=", " onload=", "javascript:"].iter().find(|bad| tag.contains(**bad));
        found.extend(strange.map(|bad| format!("{bad} in <{tag}>")));
        let far = ["src=\"http", "src=\"//"].iter().any(|far| tag.contains(far));
        let far = far || (tag.starts_with("link") && tag.contains("href=\"http"));
        if far {
            found.push(format!("something from elsewhere: <{tag}>"));
        }
        let shown = tag.starts_with("input ") && !tag.contains("type=\"hidden\"");
        let field = shown || tag.starts_with("select ") || (tag.starts_with("textarea ") && !tag.contains(" hidden"));
        if field && attribute(tag, "id").is_none_or(|id| !html.contains(&format!("for=\"{id}\""))) {
            found.push(format!("a field without a label: <{tag}>"));
        }
        if tag.starts_with("img ") && attribute(tag, "alt").is_none() {
            found.push(format!("a picture without words: <{tag}>"));
        }
    }
    found
}

/// What stands between `<` and `>`, in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag).collect()
}

fn name(tag: &str) -> &str {
    tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default()
}

fn unbalanced(tags: &[&str]) -> Vec<String> {
    let (mut open, mut found): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for tag in tags.iter().filter(|tag| !tag.starts_with('!')) {
        match (tag.starts_with('/'), tag.ends_with('/') || VOID.contains(&name(tag)) || name(tag) == "ellipse") {
            (true, _) if open.pop() != Some(name(tag)) => found.push(format!("</{}> ends nothing", name(tag))),
            (true, _) | (false, true) => {}
            (false, false) => open.push(name(tag)),
        }
    }
    found.extend(open.into_iter().map(|left| format!("<{left}> has no end")));
    found
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

/// Identifiers once each, and what is pointed at exists.
fn identifiers(tags: &[&str]) -> Vec<String> {
    let (mut known, mut found) = (BTreeSet::new(), Vec::new());
    for id in tags.iter().filter_map(|tag| attribute(tag, "id")) {
        if !known.insert(id) {
            found.push(format!("twice the identifier {id}"));
        }
    }
    for kind in ["for", "aria-describedby", "aria-labelledby"] {
        let named = tags.iter().filter_map(|tag| attribute(tag, kind)).flat_map(str::split_whitespace);
        found.extend(
            named.filter(|id| !known.contains(id)).map(|id| format!("{kind} points at {id}, which is not there")),
        );
    }
    let inside = tags.iter().filter_map(|tag| attribute(tag, "href")?.strip_prefix('#'));
    found.extend(inside.filter(|id| !known.contains(id)).map(|id| format!("a link to #{id}, which is not there")));
    found
}

#[test]
fn a_page_that_is_not_whole_is_found() {
    let head = "<!DOCTYPE html><html lang=\"fr\"><body><h1>x</h1>";
    let cases = [
        ("<p><b></p>", "</p> ends nothing"),
        ("<div>", "</body> ends nothing"),
        ("<p id=\"a\"></p><p id=\"a\"></p>", "twice the identifier a"),
        ("<input id=\"a\" name=\"a\">", "a field without a label"),
        ("<a href=\"#b\">x</a>", "a link to #b"),
        ("<p style=\"color:red\"></p>", " style="),
        ("<img src=\"https://x/y.png\" alt=\"\">", "something from elsewhere"),
    ];
    for (inside, expected) in cases {
        let found = faults(&format!("{head}{inside}</body></html>"));
        assert!(found.iter().any(|fault| fault.contains(expected)), "{inside}: {found:?}");
    }
    assert_eq!(faults(&format!("{head}<p>x</p></body></html>")), Vec::<String>::new());
}
