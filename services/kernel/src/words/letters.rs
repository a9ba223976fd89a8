//! The mails that the network sends, in French: one message of `words/letters.ftl` for each, with its subject.

use std::sync::LazyLock;

use fluent_bundle::FluentArgs;
/// A fact that a letter tells: a text, or a number with which a sentence agrees.
pub use fluent_bundle::FluentValue as Fact;

use super::sheet::Sheet;

const FRENCH: &str = include_str!("../../words/letters.ftl");

static LETTERS: LazyLock<Sheet> = LazyLock::new(|| Sheet::of(FRENCH));

/// A mail as it is to be read: plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The line that a list of mails shows.
    pub subject: String,
    /// The text, which ends with a line of its own.
    pub body: String,
}

/// The mail of that name, with the facts that it tells; empty for a name that is not known.
pub fn letter<'a>(name: &str, facts: &[(&'a str, Fact<'a>)]) -> Written {
    let facts: FluentArgs<'_> = facts.iter().cloned().collect();
    let told = |attribute| LETTERS.text(name, attribute, Some(&facts)).unwrap_or_default();
    let (subject, body) = (told(Some("subject")), told(None));
    Written { subject, body: if body.is_empty() { body } else { body + "\n" } }
}

/// A sentence that a mail is made of, by its name; empty for one that is not known.
pub fn line<'a>(name: &str, facts: &[(&'a str, Fact<'a>)]) -> String {
    let facts: FluentArgs<'_> = facts.iter().cloned().collect();
    LETTERS.text(name, None, Some(&facts)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentResource;

    use super::*;

    #[test]
    fn every_letter_greets_and_ends_with_a_line() {
        let Ok(_) = FluentResource::try_new(FRENCH.to_owned()) else { panic!("the file has an error") };
        let names: Vec<&str> = FRENCH.lines().filter_map(|line| line.strip_suffix(" =")).collect();
        let of_orders = [
            "order-month",
            "order-fortnight",
            "order-week",
            "order-invalid",
            "order-statement",
            "order-stop",
            "order-refused",
        ];
        let of_requests = ["request-due", "request-over"];
        let expected = [
            &["sign-in", "invitation", "factor-ended"],
            of_orders.as_slice(),
            &of_requests,
            &["referral", "booking", "week"],
        ]
        .concat();
        assert_eq!(names, expected);
        for name in names {
            let told = letter(name, &[("asks", Fact::from(0))]);
            assert!(told.subject.contains("Passegué"), "{name}: {}", told.subject);
            assert!(told.body.starts_with("Bonjour,\n\n") && told.body.ends_with(".\n"), "{name}: {}", told.body);
        }
        assert_eq!(letter("unknown", &[]), Written::default());
    }

    #[test]
    fn a_letter_tells_its_facts() {
        let facts = [("place", "Ludothèque".into()), ("url", "https://x".into()), ("days", Fact::from(14))];
        let told = letter("invitation", &facts);
        assert_eq!(told.subject, "Passegué : « Ludothèque » vous invite");
        assert!(told.body.contains("1. Ouvrez cette page : https://x/connexion\n2. Écrivez"), "{}", told.body);
        assert!(told.body.contains("Vous avez 14 jours pour répondre.\nVous ne connaissez"), "{}", told.body);
    }
}
