//! The second factor on paper: twenty numbered codes, each of which serves once, for whoever has no telephone.

use kernel::{chance::Chance, ids::CodeCardId};

use crate::identity::secrets::Secrets;

/// How many codes a card has.
pub const CODES: i64 = 20;
/// How many digits each has.
pub const DIGITS: usize = 8;
/// From so many left on, a new card is worth printing.
pub const FEW: i64 = 5;

/// A code as it is printed: `0412 8837`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// From 1 to [`CODES`].
    pub no: i64,
    /// Eight digits, in two groups.
    pub code: String,
}

/// The codes of a card, made of its identifier and the secret of visits: nothing of them has to be kept.
pub(crate) fn codes(secrets: &Secrets, card: CodeCardId) -> Vec<Printed> {
    let written = |code: String| format!("{} {}", &code[..DIGITS / 2], &code[DIGITS / 2..]);
    (1..=CODES).map(|no| Printed { no, code: written(code(secrets, card, no)) }).collect()
}

/// Whether these digits are that number's on that card.
pub(crate) fn is(secrets: &Secrets, card: CodeCardId, no: i64, digits: &str) -> bool {
    // Of both, a hash: how far they agree is not told by the time that it takes.
    let hash = |text: &str| secrets.mac("card typed", &[text.as_bytes()]);
    hash(&code(secrets, card, no)) == hash(digits)
}

fn code(secrets: &Secrets, card: CodeCardId, no: i64) -> String {
    let [a, b, c, d, e, f, g, h, ..] = secrets.mac("card", &[card.bytes(), &no.to_be_bytes()]);
    // So few of the 2^64 numbers are beyond the last whole hundred million that no code is likelier than another.
    format!("{:08}", u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 100_000_000)
}

/// Which of the numbers that are left is asked next; none when the card is used up.
pub(crate) fn next_asked(left: &[i64], chance: &Chance) -> Option<i64> {
    let count = u64::try_from(left.len()).ok().filter(|count| *count > 0)?;
    let place = u64::from_le_bytes(chance.bytes()) % count;
    left.get(usize::try_from(place).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        Secrets::new([7; 32])
    }

    #[test]
    fn a_card_has_twenty_numbered_codes_of_eight_digits() {
        let printed = codes(&secrets(), Chance::from_seed(1).id());
        assert_eq!(printed.iter().map(|code| code.no).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
        for Printed { code, .. } in &printed {
            let (first, second) = code.split_once(' ').unwrap();
            assert!([first, second].iter().all(|part| part.len() == 4 && part.parse::<u16>().is_ok()), "{code}");
        }
        let different: std::collections::BTreeSet<_> = printed.iter().map(|printed| &printed.code).collect();
        assert_eq!(different.len(), printed.len());
    }

    #[test]
    fn a_code_is_of_one_card_one_number_and_one_secret() {
        let chance = Chance::from_seed(2);
        let (card, other) = (chance.id(), chance.id());
        let seventh = codes(&secrets(), card)[6].code.replace(' ', "");
        assert!(is(&secrets(), card, 7, &seventh));
        assert!(!is(&secrets(), other, 7, &seventh) && !is(&secrets(), card, 8, &seventh));
        assert!(!is(&Secrets::new([8; 32]), card, 7, &seventh) && !is(&secrets(), card, 7, ""));
    }

    #[test]
    fn what_is_asked_is_left() {
        let chance = Chance::from_seed(3);
        let asked: Vec<_> = (0..50).filter_map(|_| next_asked(&[2, 5, 9], &chance)).collect();
        assert!(asked.len() == 50 && asked.iter().all(|no| [2, 5, 9].contains(no)));
        assert!([2, 5, 9].iter().all(|no| asked.contains(no)));
        assert_eq!(next_asked(&[], &chance), None);
    }
}
