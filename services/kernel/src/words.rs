//! What people read: a French sentence and a next step for each refusal and fault, amounts and days in full.
//!
//! The sentences are in `words/fr.ftl`: one message for each code, with its next step as the attribute `.next`.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;

use crate::{
    cents::Cents,
    clock::{At, Day},
    ids::VenueId,
    refusal::{FaultCode, Refusal},
};

mod bank;
mod deeds;
mod findings;
mod letters;
mod pairs;
mod sheet;

pub use bank::{bank_next_step, bank_reason, bank_why};
pub use deeds::{deed, deeds_with};
pub use findings::{finding, finding_wrong};
pub use letters::{Fact, Written, letter, line};
pub use pairs::{in_pair, in_pair_wants};

use self::sheet::Sheet;

const FRENCH: &str = include_str!("../words/fr.ftl");
/// Every fact that a sentence may use. One that is absent reads as `none`, so that a sentence chooses another wording.
const FACTS: [&str; 18] = [
    "no", "group", "until", "at", "since", "minutes", "stage", "field", "expected", "venue", "tries", "why", "number",
    "count", "cap", "missing", "from", "left",
];
const ABSENT: &str = "none";
/// Keeps a number and what follows it on one line.
const NO_BREAK: char = '\u{A0}';
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

static SENTENCES: LazyLock<Sheet> = LazyLock::new(|| Sheet::of(FRENCH));

/// Bad news as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spoken {
    /// For machines.
    pub code: &'static str,
    /// What is the matter, in one sentence or two.
    pub message: String,
    /// What to do now.
    pub next_step: String,
}

/// Tells a refusal, with the facts that it brings.
pub fn say(refusal: &Refusal) -> Spoken {
    let mut args = nothing_known();
    for (fact, value) in &refusal.facts {
        args.set(fact.clone(), readable(fact, value));
    }
    spoken(refusal.code.name(), &args)
}

/// Tells a fault.
pub fn say_fault(fault: FaultCode) -> Spoken {
    spoken(fault.name(), &nothing_known())
}

/// An amount as people write it: `12,50 €`, `10 €`, `1 250 €`, with spaces that do not break.
pub fn euros(amount: Cents) -> String {
    let (sign, cents) = (if amount.get() < 0 { "-" } else { "" }, amount.get().unsigned_abs());
    let whole = in_thousands(cents / 100);
    match cents % 100 {
        0 => format!("{sign}{whole}{NO_BREAK}€"),
        rest => format!("{sign}{whole},{rest:02}{NO_BREAK}€"),
    }
}

/// A day in full: `31 octobre 2025`, `1er mai 2026`.
pub fn long_day(day: Day) -> String {
    let month = usize::try_from(day.month()).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let number = if day.day_of_month() == 1 { "1er".to_owned() } else { day.day_of_month().to_string() };
    format!("{number} {} {}", month.unwrap_or(&""), day.year())
}

fn in_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(NO_BREAK);
        }
        text.push(digit);
    }
    text
}

fn nothing_known() -> FluentArgs<'static> {
    FACTS.iter().map(|fact| (*fact, ABSENT)).collect()
}

fn spoken(code: &'static str, args: &FluentArgs<'_>) -> Spoken {
    Spoken { code, message: sentence(code, None, args), next_step: sentence(code, Some("next"), args) }
}

/// Empty if the file has no such message: tests hold that it has them all.
fn sentence(code: &str, attribute: Option<&str>, args: &FluentArgs<'_>) -> String {
    SENTENCES.text(code, attribute, Some(args)).unwrap_or_default()
}

/// A fact as people read it: days and instants in full, amounts in euros, the rest as it is.
fn readable<'a>(fact: &str, value: &'a str) -> FluentValue<'a> {
    if let ("minutes" | "tries" | "count" | "cap" | "missing" | "left", Ok(number)) = (fact, value.parse::<i64>()) {
        return FluentValue::from(number); // agrees: 1 minute, 2 minutes
    }
    let told = match fact {
        "until" | "since" | "from" => value.parse().ok().or_else(|| instant(value).map(At::day)).map(long_day),
        "at" => value.parse().map(long_day).ok().or_else(|| instant(value).map(day_and_hour)),
        "expected" => amount(value).map(euros),
        "venue" if value.parse::<VenueId>().is_ok() => Some(ABSENT.to_owned()), // a number names nothing to a reader
        _ => None,
    };
    told.map_or_else(|| FluentValue::from(value), FluentValue::from)
}

/// An instant in full, in Paris: `31 octobre 2025 à 14 h 30`.
pub fn day_and_hour(at: At) -> String {
    let (hour, minute) = at.paris_time();
    format!("{} à {hour}{NO_BREAK}h{NO_BREAK}{minute:02}", long_day(at.day()))
}

/// Milliseconds of UTC, or `2025-10-01T08:00:00Z`.
fn instant(value: &str) -> Option<At> {
    let written = || chrono::DateTime::parse_from_rfc3339(value).map(|there| there.timestamp_millis());
    value.parse().ok().or_else(|| written().ok()).map(At)
}

/// Whole cents (`1250`), or as amounts are logged (`12.50`).
fn amount(value: &str) -> Option<Cents> {
    let cents = match value.split_once('.') {
        None => value.parse(),
        Some((euros, cents)) => format!("{euros}{cents}").parse(),
    };
    cents.ok().map(Cents::new)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_bundle::{FluentResource, concurrent::FluentBundle};
    use unic_langid::LanguageIdentifier;

    use super::*;
    use crate::{chance::Chance, refusal::Code};

    /// One plausible value for each fact.
    const EXAMPLES: [(&str, &str); 18] = [
        ("no", "3"),
        ("group", "2"),
        ("until", "2025-10-31"),
        ("at", "1759305600000"),
        ("since", "2025-09-01"),
        ("minutes", "5"),
        ("stage", "issued"),
        ("field", "name"),
        ("expected", "2000000"),
        ("venue", "Mairie d’Hesdin"),
        ("tries", "4"),
        ("why", "truncated"),
        ("number", "2025-117"),
        ("count", "12"),
        ("cap", "2"),
        ("missing", "3"),
        ("from", "2026-01-15"),
        ("left", "6"),
    ];

    fn with_all_facts(code: Code) -> Refusal {
        EXAMPLES.iter().fold(Refusal::of(code), |refusal, (fact, value)| refusal.with(fact, value))
    }

    /// Every way in which every code may be told.
    fn everything() -> Vec<Spoken> {
        let bare = Code::ALL.iter().map(|code| say(&Refusal::of(*code)));
        let full = Code::ALL.iter().map(|code| say(&with_all_facts(*code)));
        let one_fact = Code::ALL
            .iter()
            .flat_map(|code| EXAMPLES.iter().map(|(fact, value)| say(&Refusal::of(*code).with(fact, value))));
        let faults = FaultCode::ALL.into_iter().map(say_fault);
        bare.chain(full).chain(one_fact).chain(faults).collect()
    }

    #[test]
    fn every_code_is_told_well_whatever_facts_are_known() {
        for Spoken { code, message, next_step } in everything() {
            for text in [&message, &next_step] {
                assert!(text.len() > 10, "{code}: {text:?}");
                assert!(text.ends_with(['.', '?', '!']), "{code}: {text}");
                assert!(text.starts_with(char::is_uppercase), "{code}: {text}");
                assert!(!text.contains(['{', '}', '$', '\n']), "{code}: {text}");
                assert!(!text.contains(ABSENT), "{code}: {text}");
                assert!(!text.contains("  "), "{code}: {text}");
                assert!(!text.contains(" :") && !text.contains(" »") && !text.contains("« "), "{code}: {text}");
            }
        }
    }

    #[test]
    fn sentences_are_short_and_plain() {
        let foreign = ["bon", "voucher", "token", "structure", "invalide", "erroné", "refusé", "interdit", "requête"];
        for Spoken { code, message, next_step } in everything() {
            for sentence in message.split_inclusive(". ").chain(next_step.split_inclusive(". ")) {
                let words: Vec<_> =
                    sentence.split_whitespace().map(|word| word.trim_matches([',', '.', ':'])).collect();
                assert!(words.len() <= 18, "{code}: {} words: {sentence}", words.len());
                assert!(!words.iter().any(|word| foreign.contains(word)), "{code}: {sentence}");
            }
        }
    }

    #[test]
    fn the_file_has_no_error_no_double_and_nothing_unreferenced() {
        let (sentences, errors) = match FluentResource::try_new(FRENCH.to_owned()) {
            Ok(sentences) => (sentences, Vec::new()),
            Err((sentences, errors)) => (sentences, errors),
        };
        assert!(errors.is_empty(), "{errors:?}");
        let mut alone = FluentBundle::new_concurrent(vec![LanguageIdentifier::default()]);
        assert!(alone.add_resource(sentences).is_ok(), "one message twice");
        let told: BTreeSet<_> = FRENCH.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id).collect();
        let told: BTreeSet<_> = told.into_iter().filter(|id| !id.starts_with([' ', '#'])).collect();
        let refusals = Code::ALL.iter().map(|code| code.name());
        let known: BTreeSet<_> = refusals.chain(FaultCode::ALL.map(FaultCode::name)).collect();
        assert_eq!(told, known);
    }

    #[test]
    fn sentences_use_known_facts_only() {
        for (place, _) in FRENCH.match_indices('$') {
            let name: String = FRENCH[place + 1..].chars().take_while(|c| c.is_alphanumeric()).collect();
            assert!(FACTS.contains(&name.as_str()), "{name}");
        }
        assert_eq!(EXAMPLES.map(|(fact, _)| fact), FACTS);
    }

    #[test]
    fn facts_are_told_as_people_say_them() {
        let told = |code, fact: &str, value: &str| {
            let Spoken { message, next_step, .. } = say(&Refusal::of(code).with(fact, value));
            format!("{message} {next_step}").replace(NO_BREAK, " ")
        };
        let cases = [
            (told(Code::CodeMistyped, "group", "2"), "Il y a probablement une faute de frappe dans le groupe 2."),
            (told(Code::CodeMistyped, "no", "3"), "Relisez le code du chèque numéro 3 sur le papier"),
            (told(Code::Expired, "until", "2025-10-31"), "Ce chèque était accepté jusqu’au 31 octobre 2025."),
            (told(Code::Expired, "no", "2"), "Le chèque numéro 2 n’est plus valable."),
            (told(Code::AlreadyRedeemed, "no", "2"), "Le chèque numéro 2 a déjà été utilisé. Accueillez quand même"),
            (told(Code::NotActive, "no", "2"), "Le chèque numéro 2 n’est pas encore actif."),
            (told(Code::FundsMismatch, "expected", &euros(Cents::new(1250))), "la commande attend encore : 12,50 €."),
            (told(Code::Expired, "until", "1761951599000"), "jusqu’au 31 octobre 2025."),
            (told(Code::AlreadyRedeemed, "at", "1759305600000"), "utilisé ici, le 1er octobre 2025 à 10 h 00."),
            (told(Code::AlreadyRedeemed, "at", "2025-10-01T08:00:00Z"), "le 1er octobre 2025 à 10 h 00."),
            (told(Code::TooManyAttempts, "minutes", "1"), "Attendez 1 minute, puis"),
            (told(Code::TooManyAttempts, "minutes", "5"), "Attendez 5 minutes, puis"),
            (told(Code::TooManyAttempts, "field", "signIn"), "Trop de demandes de connexion sont arrivées"),
            (told(Code::TooManyAttempts, "field", "person"), "Trop de noms ou de cartes ont été cherchés ici"),
            (told(Code::SignInWrongCode, "tries", "1"), "Il reste 1 essai."),
            (told(Code::SignInWrongCode, "tries", "4"), "Il reste 4 essais."),
            (told(Code::FundsMismatch, "expected", "2000000"), "la commande attend encore : 20 000 €."),
            (told(Code::FundsMismatch, "expected", "12.50"), "la commande attend encore : 12,50 €."),
            (told(Code::NoAccount, "venue", "Mairie"), "Le lieu « Mairie » n’a pas"),
            (told(Code::NoAccount, "venue", &Chance::from_seed(1).id::<()>().to_string()), "Un des lieux à payer"),
            (told(Code::InputInvalid, "field", "somethingNew"), "Une des informations ne peut pas"),
        ];
        for (told, expected) in cases {
            assert!(told.contains(expected), "{told:?} should say {expected:?}");
        }
    }

    #[test]
    fn the_cheque_of_another_issuer_is_told_whom_to_call() {
        let told = say(&Refusal::of(Code::CodeUnknown));
        assert_eq!(told.code, "CODE_UNKNOWN");
        assert_eq!(told.message, "Ce chèque n’est pas un chèque de ce réseau.");
        assert!(told.next_step.contains("Appelez l’émetteur qui y est écrit."));
    }

    #[test]
    fn no_refusal_of_the_counter_sends_a_person_away() {
        let at_the_counter = [
            Code::CodeUnknown,
            Code::NotActive,
            Code::NotHandedOver,
            Code::Expired,
            Code::Blocked,
            Code::Held,
            Code::AlreadyRedeemed,
            Code::VenueSuspended,
            Code::VenueNotAccredited,
            Code::NotPayable,
            Code::PriceOverCap,
            Code::PriceNotCovered,
            Code::HolderOnly,
        ];
        for code in at_the_counter {
            let told = say(&Refusal::of(code));
            assert!(told.next_step.starts_with("Accueillez quand même la personne."), "{told:?}");
        }
        let handing_over = say(&Refusal::of(Code::NotActive).with("stage", "carnet"));
        assert_eq!(handing_over.message, "Ce carnet n’est pas encore actif.");
        assert!(handing_over.next_step.starts_with("Prenez un autre carnet"), "{handing_over:?}");
    }

    #[test]
    fn amounts() {
        let cases = [
            (0, "0 €"),
            (5, "0,05 €"),
            (1250, "12,50 €"),
            (1000, "10 €"),
            (100_000, "1 000 €"),
            (123_456_789, "1 234 567,89 €"),
            (-1250, "-12,50 €"),
            (99_999, "999,99 €"),
        ];
        for (cents, text) in cases {
            assert_eq!(euros(Cents::new(cents)).replace(NO_BREAK, " "), text);
        }
        assert!(!euros(Cents::new(123_456_789)).contains(' '));
        assert!(!euros(Cents::new(i64::MIN)).is_empty());
    }

    #[test]
    fn days_in_full() {
        let day = |text: &str| long_day(text.parse().unwrap());
        assert_eq!(day("2025-10-31"), "31 octobre 2025");
        assert_eq!(day("2026-05-01"), "1er mai 2026");
        assert_eq!(day("2024-02-29"), "29 février 2024");
        assert_eq!(day("2025-12-21"), "21 décembre 2025");
    }
}
