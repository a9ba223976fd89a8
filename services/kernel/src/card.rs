//! The number on the card of somebody who learns: `7QK2M-9XW0T`, eight random symbols and two that check them. A pseudonym.

use std::fmt;

use crate::{
    chance::Chance,
    code::{check_symbols, syndromes},
    crockford,
};

/// Symbols of a number, check symbols included.
const SYMBOLS: usize = 10;
const CHECKS: usize = 2;
/// Longer than any address that ends with a number; what is longer is not read.
const LONGEST_INPUT: usize = 512;

/// A number whose check symbols agree. It leads to nobody without the network's books.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CardNumber([u8; SYMBOLS]);

impl CardNumber {
    /// A new number, of forty bits of chance.
    pub fn draw(chance: &Chance) -> Self {
        let mut symbols = [0; SYMBOLS];
        for (symbol, byte) in symbols.iter_mut().zip(chance.bytes::<{ SYMBOLS - CHECKS }>()) {
            *symbol = byte & 31;
        }
        let checks = check_symbols(&symbols);
        symbols[SYMBOLS - CHECKS..].copy_from_slice(&checks);
        Self(symbols)
    }

    /// Reads what was typed or scanned, as kindly as the code of a cheque; nothing when it is no number, or was mistyped.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST_INPUT {
            return None;
        }
        let symbols: [u8; SYMBOLS] = crockford::read(text)?.try_into().ok()?;
        (syndromes(&symbols) == (0, 0)).then_some(Self(symbols))
    }

    /// As on the card: `7QK2M-9XW0T`.
    pub fn printed(&self) -> String {
        self.0.chunks(SYMBOLS / 2).map(crockford::spell).collect::<Vec<_>>().join("-")
    }

    /// The ten symbols without hyphen: what is kept.
    pub fn symbols(&self) -> String {
        crockford::spell(&self.0)
    }
}

/// Nothing of it: whoever has it is received under it.
impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardNumber")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_survives_every_spelling(seed: u64) {
            let card = CardNumber::draw(&Chance::from_seed(seed));
            prop_assert_eq!(CardNumber::parse(&card.printed()), Some(card.clone()));
            prop_assert_eq!(CardNumber::parse(&format!(" {} ", card.symbols().to_lowercase())), Some(card));
        }

        #[test]
        fn reading_never_panics(text in ".{0,600}") {
            let _ = CardNumber::parse(&text);
        }
    }

    #[test]
    fn one_wrong_symbol_and_two_neighbours_swapped_never_pass() {
        for seed in 0..40 {
            let card = CardNumber::draw(&Chance::from_seed(seed));
            let reread = |symbols: [u8; SYMBOLS]| CardNumber::parse(&crockford::spell(&symbols));
            for (place, wrong) in (0..SYMBOLS).flat_map(|place| (1..32).map(move |wrong| (place, wrong))) {
                let mut symbols = card.0;
                symbols[place] ^= wrong;
                assert_eq!(reread(symbols), None, "{place} {wrong}");
            }
            for place in 0..SYMBOLS - 1 {
                let mut symbols = card.0;
                symbols.swap(place, place + 1);
                assert_eq!(reread(symbols).is_some(), symbols == card.0);
            }
        }
    }

    #[test]
    fn a_number_is_printed_in_two_groups_and_never_in_a_log() {
        let card = CardNumber::draw(&Chance::from_seed(1));
        assert_eq!((card.printed().len(), card.printed().find('-')), (11, Some(5)));
        assert_eq!(format!("{card:?}"), "CardNumber");
        for text in ["", "7QK2M", "7QK2M-9XW0T-1", "7QK2M 9XW0*"] {
            assert_eq!(CardNumber::parse(text), None, "{text}");
        }
    }
}
