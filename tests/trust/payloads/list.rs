//! What is written to do harm: by the program that it is meant for.

use serde_json::{Value, json};

use super::super::surface::{Ask, Part, Surface};

/// A word by which a payload is found again in an answer.
pub(super) const MARK: &str = "zq7";

/// Texts, each meant for a program that takes text for something else.
pub(super) fn payloads() -> Vec<String> {
    let plain = [
        // A database.
        "zq7' or '1'='1",
        "zq7'; drop table act; --",
        "zq7\" or \"\"=\"",
        "1 or 1=1",
        "zq7' union select null,null--",
        "zq7'||(select 1)||'",
        "zq7\\'; select pg_sleep(9)--",
        "$1",
        "?1",
        ":name",
        "zq7/**/or/**/1=1",
        // Its patterns.
        "%",
        "_",
        "%%%%",
        "zq7%",
        "[a-z]*",
        "\\",
        "zq7\\%",
        // A spreadsheet.
        "=zq7+1",
        "=HYPERLINK(\"http://zq7\")",
        "+zq7",
        "-zq7+1",
        "@SUM(zq7)",
        "＝zq7",
        "=cmd|' /C calc'!zq7",
        "\t=zq7",
        "zq7\t",
        "\r=zq7",
        // A page, a template, a document.
        "<script>zq7</script>",
        "\"><img src=x onerror=zq7>",
        "<![CDATA[zq7]]>",
        "]]>zq7",
        "<!DOCTYPE zq7 [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "&zq7;",
        "{{zq7}}",
        "${zq7}",
        "#{zq7}",
        "<%= zq7 %>",
        "{% zq7 %}",
        // A log.
        "zq7\nlevel=ERROR forged",
        "zq7\r\n{\"level\":\"ERROR\"}",
        "\u{1b}[2Jzq7",
        "zq7\u{7}",
        // A reader's eye.
        "zq7\u{202e}gpj.exe",
        "\u{2066}zq7\u{2069}",
        "zq7\u{200b}\u{200c}\u{200d}",
        "\u{feff}zq7",
        "zq7\u{2028}x",
        "z\u{300}\u{301}q7",
        // Text that is none, or hardly.
        "\u{0}",
        "zq7\u{0}zq7",
        "",
        " ",
        "\u{a0}",
        "\u{ffff}",
        "👩‍👩‍👧‍👦zq7",
        "\u{10ffff}",
        // A file, an address, a command.
        "../../../../etc/passwd",
        "..\\..\\zq7",
        "/etc/passwd%00.pdf",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "zq7; id",
        "`id`",
        "$(id)",
        "| id",
        // A cursor, a number, a literal of another language.
        "WyJcdTAwMDAiLCJ4Il0=",
        "[\"\\u0000\",\"zq7\"]",
        "OTIyMzM3MjAzNjg1NDc3NTgwOC54",
        "-1",
        "1e309",
        "NaN",
        "null",
        "true",
        "9223372036854775808",
        "0x10",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ];
    let mut all: Vec<String> = plain.iter().map(|text| (*text).to_owned()).collect();
    all.extend(cursors());
    all.extend(["a".repeat(1_000), "é".repeat(20_000), "a".repeat(60_000), "zq7".repeat(350_000)]);
    all
}

/// Cursors as ours are written, about what is not: in base 64.
fn cursors() -> Vec<String> {
    let inside = [
        "[\"\\u0000\",\"00000000-0000-0000-0000-000000000001\"]",
        "[0,\"\\u0000\",\"00000000-0000-0000-0000-000000000001\"]",
        "[9223372036854775807,\"00000000-0000-0000-0000-000000000001\"]",
        "[-9223372036854775808,\"00000000-0000-0000-0000-000000000001\"]",
        "[[[[[[[[]]]]]]]]",
    ];
    let deep = "[".repeat(3_000);
    inside
        .iter()
        .map(|text| in_base_64(text))
        .chain([in_base_64(&deep), "9223372036854775807.00000000-0000-0000-0000-000000000001".to_owned()])
        .collect()
}

fn in_base_64(text: &str) -> String {
    const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut written = String::new();
    for group in text.as_bytes().chunks(3) {
        let at = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = (at(0) << 16) | (at(1) << 8) | at(2);
        for place in 0..=group.len() {
            let symbol = usize::try_from((bits >> (18 - 6 * place)) & 63).expect("six bits");
            written.push(char::from(SYMBOLS[symbol]));
        }
    }
    written
}

/// Addresses at which no venue's machine is: of the cloud's inside, of this link, of nowhere; of no web at all.
pub(super) const ADDRESSES: &[&str] = &[
    "http://169.254.169.254/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[fd00:ec2::254]/",
    "http://0.0.0.0/",
    "http://0.0.0.0:4000/",
    "http://[::]/",
    "http://[::ffff:0.0.0.0]/",
    "http://224.0.0.1/",
    "http://[ff02::1]/",
    "http://255.255.255.255/",
    "http://0/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://0251.0376.0251.0376/",
    "http://2852039166/",
    "http://169.254.43518/",
    "http://hesdin.local@169.254.169.254/",
    "http://a\\@b/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_",
    "ftp://hesdin.example/",
    "javascript:alert(1)",
    "//hesdin.example/",
    "http://",
    "http:///graphql",
    "http://a b/",
    "http://a\r\nHost: b/",
    "http://hesdin.example/?x",
    "http://hesdin.example/#x",
    "http://hesdin.example:0/",
    "http://hesdin.example:99999/",
    "http://[::1",
    "http://[::1]x/",
    "http://..",
    "http://%31%36%39.254.169.254/",
    "http://１６９.254.169.254/",
];

type Places = dyn Fn(&[Part], &Value, &dyn Fn(&Part) -> bool) -> Vec<String>;

/// Where what, of another kind than is asked.
pub(super) fn of_other_kinds(ask: &Ask, base: &Value, places: &Places) -> Vec<(String, Value)> {
    let all = places(&ask.arguments, base, &|_| true);
    let inner = places(&ask.arguments, base, &|part| Surface::read().entries(&part.named).is_empty());
    let mut tried = Vec::new();
    for place in all.iter().chain(&inner) {
        for wrong in [
            json!(null),
            json!({}),
            json!([]),
            json!([[]]),
            json!(true),
            json!(-1),
            json!("NOBODY"),
            json!({ "admin": true }),
        ] {
            tried.push((place.clone(), wrong));
        }
    }
    for place in places(&ask.arguments, base, &|part| ["Int", "Float"].contains(&part.named.as_str())) {
        let numbers = [
            json!(-1),
            json!(0),
            json!(i32::MAX),
            json!(i32::MIN),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(1.5),
            json!(1e300),
            json!(101),
            json!("1"),
        ];
        tried.extend(numbers.map(|number| (place.clone(), number)));
    }
    for place in places(&ask.arguments, base, &|part| part.written.starts_with('[')) {
        let whole = place.trim_end_matches("/0").to_owned();
        tried.push((whole.clone(), json!(vec!["x"; 501])));
        tried.push((whole.clone(), json!(vec!["x"; 10_000])));
        tried.push((whole, json!(null)));
    }
    // Fields that nobody has, beside those that there are.
    for place in places(&ask.arguments, base, &|part| !Surface::read().entries(&part.named).is_empty()) {
        for name in ["id", "stage", "organisation", "role", "__proto__", "admin", "createdAt"] {
            tried.push((format!("{place}/{name}"), json!("x")));
        }
    }
    tried.push(("/nobody".to_owned(), json!("x")));
    tried
}
