//! Mail addresses and pages.

use crate::venue_file::notes::{Notes, quoted};

const LONGEST_PAGE: usize = 500;
/// Addresses that one cell may give.
const MOST: usize = 20;

/// The mail addresses of a cell, each once.
pub(crate) fn mails(raw: &str, notes: &mut Notes) -> Vec<String> {
    let plain = raw.replace("[at]", "@").replace("(at)", "@");
    let words =
        plain.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '/' | '<' | '>' | '(' | ')' | '"'));
    let mut found: Vec<String> = Vec::new();
    let mut odd = false;
    for word in words {
        let word = word.trim_start_matches(':').trim_matches(['.', '\'', '-']);
        let word = word.strip_prefix("mailto:").unwrap_or(word);
        match mail(word) {
            Some(mail) if found.len() < MOST && !found.contains(&mail) => found.push(mail),
            Some(_) => {}
            None => odd |= word.contains('@'),
        }
    }
    let missing = found.is_empty() && !raw.trim().is_empty();
    if odd || missing {
        let says = format!("{} n'est pas une adresse de courriel : vérifiez-la.", quoted(raw));
        notes.warn("MAIL_INVALID", "courriels", says);
    }
    if found.len() > 1 {
        let says = format!("Plusieurs adresses de courriel ({}) : toutes sont gardées.", found.len());
        notes.warn("MAILS_SEVERAL", "courriels", says);
    }
    found
}

/// Whether this is one mail address and nothing else.
pub(crate) fn is_mail(text: &str) -> bool {
    mail(text).is_some()
}

/// Whether this is one page, with its scheme.
pub(crate) fn is_page(text: &str) -> bool {
    let with_scheme = text.starts_with("http://") || text.starts_with("https://");
    with_scheme && !text.contains(char::is_whitespace) && page(text, "site_web", &mut Notes::default()).is_some()
}

fn mail(word: &str) -> Option<String> {
    let (local, domain) = word.split_once('@')?;
    let in_local = |c: char| c.is_alphanumeric() || ".!#$%&'*+-=?^_`{}~".contains(c);
    let well_formed = !local.is_empty() && local.len() <= 64 && local.chars().all(in_local);
    (well_formed && is_host(domain)).then(|| format!("{local}@{}", domain.to_lowercase()))
}

// Names separated by dots, the last of letters: `mairie-hesdin.fr`.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let inside = label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        !label.is_empty() && label.len() <= 63 && inside && !label.starts_with('-') && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let top = last.len() >= 2 && last.chars().all(char::is_alphabetic);
    host.contains('.') && host.len() <= 253 && top && host.split('.').all(label)
}

/// The pages of a cell, each once, with their scheme.
pub(crate) fn pages(raw: &str, field: &'static str, notes: &mut Notes) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut odd = false;
    for piece in raw.split(|c: char| c.is_whitespace() || c == '|').flat_map(parts) {
        let piece = if piece.contains("://") { piece } else { piece.trim_matches(['(', ')', '<', '>', '"']) };
        match page(piece, field, notes) {
            Some(page) if found.len() < MOST && !found.contains(&page) => found.push(page),
            Some(_) => {}
            None => odd |= piece.chars().any(char::is_alphanumeric) && !is_joint(piece),
        }
    }
    if odd {
        let says = format!("Tout n'est pas une adresse de page dans {} : le reste est laissé de côté.", quoted(raw));
        notes.warn("URL_INVALID", field, says);
    }
    found
}

/// The first page of a cell.
pub(crate) fn first_page(raw: &str, field: &'static str, notes: &mut Notes) -> Option<String> {
    pages(raw, field, notes).into_iter().next()
}

// `;` and `,` part two pages only before the next one: both may stand in an address.
fn parts(piece: &str) -> Vec<&str> {
    let mut starts = vec![0];
    for (at, _) in piece.match_indices([',', ';']) {
        let next = &piece[at + 1..];
        if next.is_empty() || next.starts_with("http") || next.starts_with("www.") {
            starts.push(at + 1);
        }
    }
    starts.push(piece.len());
    starts.windows(2).map(|ends| piece[ends[0]..ends[1]].trim_end_matches([',', ';'])).collect()
}

fn is_joint(piece: &str) -> bool {
    ["et", "ou", "puis", "-", ":"].contains(&piece)
}

fn page(piece: &str, field: &'static str, notes: &mut Notes) -> Option<String> {
    let lower = piece.to_lowercase();
    let (scheme, rest) = match lower.split_once("://") {
        Some(("http" | "https", _)) => piece.split_once("://")?,
        Some(_) => return None,
        None => ("", piece),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    if !is_host(name) || port.parse::<u16>().is_err() || piece.len() > LONGEST_PAGE {
        return None;
    }
    if scheme.is_empty() {
        let says = format!("L'adresse {} n'avait pas de « https:// » : il a été ajouté.", quoted(piece));
        notes.warn("URL_SCHEME", field, says);
    }
    let scheme = if scheme.is_empty() { "https".to_owned() } else { scheme.to_lowercase() };
    Some(format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(notes: Notes) -> Vec<&'static str> {
        notes.take().into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn mails_are_listed() {
        let cases: [(&str, &[&str], &[&str]); 12] = [
            ("", &[], &[]),
            ("contact@arqa.FR", &["contact@arqa.fr"], &[]),
            (": ccas@biarritz.fr", &["ccas@biarritz.fr"], &[]),
            ("a@b.fr ou c@d.fr", &["a@b.fr", "c@d.fr"], &["MAILS_SEVERAL"]),
            ("a@b.fr|c@d.fr", &["a@b.fr", "c@d.fr"], &["MAILS_SEVERAL"]),
            ("a@b.fr - a@b.fr", &["a@b.fr"], &[]),
            ("a@b.fr;c@d.fr,e@f.fr / g@h.fr", &["a@b.fr", "c@d.fr", "e@f.fr", "g@h.fr"], &["MAILS_SEVERAL"]),
            ("Accueil <accueil@lieu.fr>", &["accueil@lieu.fr"], &[]),
            ("mailto:a@b.fr", &["a@b.fr"], &[]),
            ("https://lieu.fr/contact/", &[], &["MAIL_INVALID"]),
            ("a@b", &[], &["MAIL_INVALID"]),
            ("a@b.fr x@@y.fr", &["a@b.fr"], &["MAIL_INVALID"]),
        ];
        for (raw, expected, warned) in cases {
            let mut notes = Notes::default();
            assert_eq!(
                (mails(raw, &mut notes).as_slice(), codes(notes).as_slice()),
                (owned(expected).as_slice(), warned),
                "{raw}"
            );
        }
    }

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn pages_take_a_scheme() {
        let cases: [(&str, &[&str], &[&str]); 10] = [
            ("https://a.fr/|https://b.fr/x;y", &["https://a.fr/", "https://b.fr/x;y"], &[]),
            ("https://a.fr/;https://b.fr/", &["https://a.fr/", "https://b.fr/"], &[]),
            ("https://a.fr/1,2.html,https://b.fr/", &["https://a.fr/1,2.html", "https://b.fr/"], &[]),
            ("HTTP://A.fr", &["http://A.fr"], &[]),
            ("www.mairie.fr", &["https://www.mairie.fr"], &["URL_SCHEME"]),
            ("partinellu.fr", &["https://partinellu.fr"], &["URL_SCHEME"]),
            ("Facebook : MissionLocale", &[], &["URL_INVALID"]),
            ("http://a.fr   Facebook : X", &["http://a.fr"], &["URL_INVALID"]),
            ("javascript://a.fr/%0aalert(1)", &[], &["URL_INVALID"]),
            ("Non", &[], &["URL_INVALID"]),
        ];
        for (raw, expected, warned) in cases {
            let mut notes = Notes::default();
            let read = pages(raw, "site_web", &mut notes);
            assert_eq!((read, codes(notes).as_slice()), (owned(expected), warned), "{raw}");
        }
    }
}
