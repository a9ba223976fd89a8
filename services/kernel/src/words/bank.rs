//! What the bank says, in plain French: reasons of rejections and returns, and what to do about an entry that leads nowhere.

use std::sync::LazyLock;

use super::sheet::Sheet;

const FRENCH: &str = include_str!("../../words/bank.ftl");

static BANK: LazyLock<Sheet> = LazyLock::new(|| Sheet::of(FRENCH));

/// Why a payment was rejected or came back, by the code of ISO 20022 (`AC04`); a code that is not known is said to be so.
pub fn bank_reason(code: &str) -> String {
    let known = told(code, None);
    // Names of other sentences are no codes.
    let is_code = code.len() == 4 && !known.is_empty();
    if is_code { known } else { told("other-reason", None) }
}

/// What an entry is that leads to nothing known: `charge`, `no-reference`, `unknown-reference`, `amount`, `stage`, `twice`,
/// `overdue`. Empty for another name.
pub fn bank_why(why: &str) -> String {
    told(&format!("why-{why}"), None)
}

/// What to do about it.
pub fn bank_next_step(why: &str) -> String {
    told(&format!("why-{why}"), Some("next"))
}

fn told(name: &str, attribute: Option<&'static str>) -> String {
    BANK.text(name, attribute, None).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use fluent_bundle::FluentResource;

    use super::*;

    #[test]
    fn every_reason_is_a_sentence_and_an_unknown_one_is_told_as_such() {
        assert!(FluentResource::try_new(FRENCH.to_owned()).is_ok());
        for line in FRENCH.lines().filter(|line| !line.starts_with([' ', '#'])) {
            let Some((name, _)) = line.split_once(" = ") else { continue };
            let says = told(name, None);
            assert!(says.ends_with('.') && says.starts_with(char::is_uppercase), "{name}: {says}");
            if let Some(why) = name.strip_prefix("why-") {
                assert!(bank_next_step(why).ends_with('.'), "{name}");
            }
        }
        assert_eq!(bank_reason("AC04"), "Le compte est fermé.");
        for odd in ["ZZ99", "", "other-reason", "why-twice"] {
            assert_eq!(bank_reason(odd), told("other-reason", None), "{odd}");
        }
    }

    #[test]
    fn what_leads_nowhere_has_a_next_step() {
        for why in ["charge", "no-reference", "unknown-reference", "amount", "stage", "twice", "overdue"] {
            assert!(!bank_why(why).is_empty() && !bank_next_step(why).is_empty(), "{why}");
        }
        assert_eq!((bank_why("else"), bank_next_step("else")), (String::new(), String::new()));
    }
}
