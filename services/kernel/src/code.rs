//! The code printed on a cheque: `6PC5-G4GX-XFCX-1PNY`, fourteen random symbols and two that check them.
//!
//! The two check symbols are those of Reed and Solomon over GF(32): one wrong symbol, two wrong symbols or two
//! neighbours swapped never pass. Seventy random bits cannot be guessed; what is kept is their keyed hash.

use std::{fmt, ops::Range};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    chance::Chance,
    crockford,
    ids::ChequeId,
    refusal::{self, Refusal},
};

/// Symbols of a code, check symbols included.
const SYMBOLS: usize = 16;

/// Longer than any address that carries a paper token; what is longer is not read.
const LONGEST_INPUT: usize = 512;

/// First byte of a paper token: the form described in `paper`.
pub(crate) const TOKEN_VERSION: u8 = 1;
/// Bytes of a paper token.
pub(crate) const TOKEN_BYTES: usize = 79;
/// Where the packed code stands in it.
pub(crate) const CODE_IN_TOKEN: Range<usize> = 2..12;

/// A code whose check symbols agree. It is money for whoever holds it: shown in full by [`Code::printed`] alone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Code([u8; SYMBOLS]);

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// Not sixteen symbols of the alphabet.
    #[error("not sixteen symbols")]
    Shape,
    /// The check symbols disagree.
    #[error("check symbols disagree")]
    Check {
        /// The group of four, 1 to 4, where one wrong symbol would explain it; nothing when none would.
        group: Option<u8>,
    },
}

impl Code {
    /// A new code, of seventy bits of chance.
    pub fn draw(chance: &Chance) -> Self {
        let mut symbols = [0; SYMBOLS];
        for (symbol, byte) in symbols.iter_mut().zip(chance.bytes::<14>()) {
            *symbol = byte & 31;
        }
        let checks = check_symbols(&symbols);
        symbols[14..].copy_from_slice(&checks);
        Self(symbols)
    }

    /// Reads what was typed or scanned: any case, spaces and dashes, `O` for 0, `I` or `L` for 1, `U` for V, a whole
    /// address ending with a code or with a paper token. The signature of a token is not looked at here.
    pub fn parse(text: &str) -> Result<Self, Misread> {
        if text.len() > LONGEST_INPUT {
            return Err(Misread::Shape);
        }
        let values = crockford::read(text).ok_or(Misread::Shape)?;
        match <[u8; SYMBOLS]>::try_from(values.as_slice()) {
            Ok(symbols) => Self::checked(symbols),
            Err(_) => Self::in_token(&values),
        }
    }

    /// As on paper: `6PC5-G4GX-XFCX-1PNY`.
    pub fn printed(&self) -> String {
        self.0.chunks(4).map(crockford::spell).collect::<Vec<_>>().join("-")
    }

    /// The sixteen symbols without hyphens: what is hashed.
    pub fn symbols(&self) -> String {
        crockford::spell(&self.0)
    }

    /// What may be shown and logged: the last group, `1PNY`.
    pub fn last_four(&self) -> String {
        crockford::spell(&self.0[12..])
    }

    /// Eighty bits, five for each symbol.
    pub fn packed(&self) -> [u8; 10] {
        let mut packed = [0; 10];
        for (byte, packed) in crockford::to_bytes(&self.0).into_iter().flatten().zip(&mut packed) {
            *packed = byte;
        }
        packed
    }

    /// The code that [`Code::packed`] gave, its check symbols verified.
    pub fn from_packed(packed: &[u8; 10]) -> Result<Self, Misread> {
        let values = crockford::to_values(packed);
        Self::checked(values.try_into().map_err(|_| Misread::Shape)?)
    }

    fn checked(symbols: [u8; SYMBOLS]) -> Result<Self, Misread> {
        match syndromes(&symbols) {
            (0, 0) => Ok(Self(symbols)),
            (first, second) => Err(Misread::Check { group: group_at_fault(first, second) }),
        }
    }

    fn in_token(values: &[u8]) -> Result<Self, Misread> {
        let bytes = crockford::to_bytes(values).ok_or(Misread::Shape)?;
        let bytes: [u8; TOKEN_BYTES] = bytes.try_into().map_err(|_| Misread::Shape)?;
        if bytes[0] != TOKEN_VERSION {
            return Err(Misread::Shape);
        }
        let mut packed = [0; 10];
        packed.copy_from_slice(&bytes[CODE_IN_TOKEN]);
        Self::from_packed(&packed)
    }
}

/// The last four symbols only, so that no log holds a cheque.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "****-****-****-{}", self.last_four())
    }
}

impl Misread {
    /// The refusal for the person at the counter; `no` says which code of the act, from 1.
    pub fn refusal(self, no: usize) -> Refusal {
        let refusal = Refusal::of(refusal::Code::CodeMistyped).with("no", no);
        match self {
            Self::Check { group: Some(group) } => refusal.with("group", group),
            Self::Check { group: None } | Self::Shape => refusal,
        }
    }
}

/// The secret that turns a code into the identifier that is kept. Lives outside the database.
#[derive(Clone)]
pub struct Pepper {
    no: i64,
    secret: [u8; 32],
}

impl Pepper {
    /// The secret of that number; cheques remember the number of the pepper that named them.
    pub const fn new(no: i64, secret: [u8; 32]) -> Self {
        Self { no, secret }
    }

    /// Its number.
    pub const fn no(&self) -> i64 {
        self.no
    }

    /// Tells two secrets apart without showing them, to notice at start that the wrong one was given.
    pub fn fingerprint(&self) -> [u8; 8] {
        let mut short = [0; 8];
        short.copy_from_slice(&self.hash(b"fingerprint")[..8]);
        short
    }

    /// The identifier of the cheque that bears this code: HMAC-SHA256 of its symbols, cut to 128 bits.
    pub fn cheque_id(&self, code: &Code) -> ChequeId {
        let mut id = [0; 16];
        id.copy_from_slice(&self.hash(code.symbols().as_bytes())[..16]);
        ChequeId::from_bytes(id)
    }

    fn hash(&self, message: &[u8]) -> [u8; 32] {
        let mut block = [0; 64]; // HMAC fills a short key with zeros up to a block
        block[..32].copy_from_slice(&self.secret);
        Hmac::<Sha256>::new(&block.into()).chain_update(message).finalize().into_bytes().into()
    }
}

/// Its number only.
impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pepper(no {})", self.no)
    }
}

/// The powers of `a` in GF(32), where a^5 = a^2 + 1.
const POWERS: [u8; 31] = powers();

const fn powers() -> [u8; 31] {
    let mut table = [0; 31];
    let (mut power, mut exponent) = (1_u8, 0);
    while exponent < 31 {
        table[exponent] = power;
        power <<= 1;
        if power & 32 != 0 {
            power ^= 0b10_0101;
        }
        exponent += 1;
    }
    table
}

/// The exponent of a value that is not zero.
fn log(value: u8) -> Option<usize> {
    POWERS.iter().position(|power| *power == value)
}

/// The value times `a` to that exponent.
fn times_power(value: u8, exponent: usize) -> u8 {
    log(value).map_or(0, |own| POWERS[(own + exponent) % 31])
}

/// The word as a polynomial, first symbol highest, at `a` and at `a²`: both zero for a code.
pub(crate) fn syndromes(symbols: &[u8]) -> (u8, u8) {
    symbols
        .iter()
        .fold((0, 0), |(first, second), symbol| (times_power(first, 1) ^ symbol, times_power(second, 2) ^ symbol))
}

/// The two last symbols that make both syndromes zero: the solution of x·a + y = S1, x·a² + y = S2.
pub(crate) fn check_symbols(with_zeros_at_the_end: &[u8]) -> [u8; 2] {
    let (first, second) = syndromes(with_zeros_at_the_end);
    let inverse = log(POWERS[1] ^ POWERS[2]).map_or(0, |sum| 31 - sum);
    let x = times_power(first ^ second, inverse);
    [x, first ^ times_power(x, 1)]
}

/// One wrong symbol at degree d makes S1 = e·a^d and S2 = e·a^2d: their quotient tells where, if the place exists.
fn group_at_fault(first: u8, second: u8) -> Option<u8> {
    let degree = (log(second)? + 31 - log(first)?) % 31;
    let place = (SYMBOLS - 1).checked_sub(degree)?;
    u8::try_from(place / 4 + 1).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::{clock::Day, paper::PaperKey};

    fn codes(seed: u64, count: usize) -> Vec<Code> {
        let chance = Chance::from_seed(seed);
        (0..count).map(|_| Code::draw(&chance)).collect()
    }

    fn reread(symbols: [u8; SYMBOLS]) -> Result<Code, Misread> {
        Code::parse(&crockford::spell(&symbols))
    }

    proptest! {
        #[test]
        fn a_code_survives_every_spelling(seed: u64) {
            let code = Code::draw(&Chance::from_seed(seed));
            prop_assert_eq!(Code::parse(&code.printed()), Ok(code.clone()));
            prop_assert_eq!(Code::parse(&code.symbols().to_lowercase()), Ok(code.clone()));
            prop_assert_eq!(Code::from_packed(&code.packed()), Ok(code));
        }

        #[test]
        fn reading_never_panics(text in ".{0,600}", packed: [u8; 10]) {
            let _ = (Code::parse(&text), Code::from_packed(&packed));
        }
    }

    #[test]
    fn an_example_worked_out_apart_is_a_code() {
        let code = Code::parse("6PC5-G4GX-XFCX-1PNY").unwrap();
        assert_eq!(code.printed(), "6PC5-G4GX-XFCX-1PNY");
        assert_eq!(code.symbols(), "6PC5G4GXXFCX1PNY");
        assert_eq!(code.last_four(), "1PNY");
    }

    #[test]
    fn every_wrong_symbol_is_found_and_placed_in_its_group() {
        for code in codes(1, 40) {
            for (place, wrong) in (0..SYMBOLS).flat_map(|place| (1..32).map(move |wrong| (place, wrong))) {
                let mut symbols = code.0;
                symbols[place] ^= wrong;
                let group = u8::try_from(place / 4 + 1).ok();
                assert_eq!(reread(symbols), Err(Misread::Check { group }), "{place} {wrong}");
            }
        }
    }

    #[test]
    fn neighbours_swapped_never_pass() {
        for code in codes(2, 500) {
            for place in 0..SYMBOLS - 1 {
                let mut symbols = code.0;
                symbols.swap(place, place + 1);
                assert_eq!(reread(symbols).is_ok(), symbols == code.0);
            }
        }
    }

    #[test]
    fn two_wrong_symbols_never_pass() {
        let code = Code::draw(&Chance::from_seed(3));
        for (first, second) in (0..SYMBOLS).flat_map(|first| (0..first).map(move |second| (first, second))) {
            for (one, other) in (1..32).flat_map(|one| (1..32).map(move |other| (one, other))) {
                let mut symbols = code.0;
                symbols[first] ^= one;
                symbols[second] ^= other;
                assert!(matches!(reread(symbols), Err(Misread::Check { .. })));
            }
        }
    }

    #[test]
    fn a_group_is_named_only_when_one_symbol_explains_the_fault() {
        let code = Code::draw(&Chance::from_seed(4));
        let mut seen = HashSet::new();
        for wrong in 1..32 {
            let mut symbols = code.0;
            symbols[0] ^= wrong;
            symbols[15] ^= 7;
            let Err(Misread::Check { group }) = reread(symbols) else { panic!("read") };
            let explained = (0..SYMBOLS).filter(|place| {
                (1..32).any(|change| {
                    let mut again = symbols;
                    again[*place] ^= change;
                    reread(again).is_ok()
                })
            });
            let groups: Vec<_> = explained.map(|place| u8::try_from(place / 4 + 1).unwrap()).collect();
            assert_eq!(group.into_iter().collect::<Vec<_>>(), groups);
            seen.insert(group.is_some());
        }
        assert_eq!(seen.len(), 2, "both cases should have been met");
    }

    #[test]
    fn what_people_type_is_read_kindly() {
        let code = Code::parse("6PC5-G4GX-XFCX-1PNY").unwrap();
        let kind = [
            "6pc5-g4gx-xfcx-1pny",
            "6PC5G4GXXFCX1PNY",
            "  6PC5 G4GX XFCX 1PNY\r\n",
            "6PC5\u{2013}G4GX\u{2014}XFCX\u{2011}1PNY",
            "6PC5\u{A0}G4GX\u{202F}XFCX\u{200B}1PNY",
            "\u{FEFF}6PC5-G4GX-XFCX-iPNY",
            "6PC5-G4GX-XFCX-LPNY",
            "6 P C 5 - G 4 G X - X F C X - l P N Y",
            "https://passegue.example/c/6PC5-G4GX-XFCX-1PNY",
            "HTTPS://PASSEGUE.EXAMPLE/C/6PC5G4GXXFCX1PNY/",
            "https://passegue.example/c/6pc5g4gxxfcx1pny?from=sms&a=/b/#top",
            "passegue.example/c/6PC5-G4GX-XFCX-1PNY#x",
        ];
        for text in kind {
            assert_eq!(Code::parse(text), Ok(code.clone()), "{text:?}");
        }
    }

    #[test]
    fn letters_left_out_of_the_alphabet_are_read_as_what_they_look_like() {
        let chance = Chance::from_seed(5);
        let has = |symbol: char| {
            std::iter::repeat_with(|| Code::draw(&chance)).find(|code| code.symbols().contains(symbol)).unwrap()
        };
        for (symbol, typed) in [('0', "O"), ('0', "o"), ('1', "I"), ('1', "l"), ('V', "U"), ('V', "u")] {
            let code = has(symbol);
            assert_eq!(Code::parse(&code.symbols().replace(symbol, typed)), Ok(code), "{typed}");
        }
        let wrong = has('A').symbols().replacen('A', "U", 1);
        assert!(matches!(Code::parse(&wrong), Err(Misread::Check { group: Some(_) })), "a U that was no V is found");
    }

    #[test]
    fn what_is_not_sixteen_symbols_has_no_shape() {
        let long = "6".repeat(LONGEST_INPUT + 1);
        let shapeless = ["", " ", "/", "6PC5-G4GX-XFCX-1PN", "6PC5-G4GX-XFCX-1PNYC", "6PC5_G4GX_XFCX_1PNY", &long];
        let others = ["6PC5-G4GX-XFCX-1PA*", "6PC5-G4GX-XFCX-1PAÉ", "https://passegue.example/", "6PC5.G4GX.XFCX.1PNY"];
        for text in shapeless.into_iter().chain(others) {
            assert_eq!(Code::parse(text), Err(Misread::Shape), "{text:?}");
        }
    }

    #[test]
    fn the_code_is_found_in_a_paper_token() {
        let code = Code::draw(&Chance::from_seed(6));
        let day = Day::of(2026, 12, 31).unwrap();
        let token = PaperKey::from_seed(1, [1; 32]).sign(&code, crate::cents::Cents::new(1000), day).unwrap();
        let url = token.url("https://pass.example");
        for text in [token.base32(), url.clone(), url.to_lowercase(), format!("{url}?x=1")] {
            assert_eq!(Code::parse(&text), Ok(code.clone()));
        }
        let another_version = format!("4{}", &token.base32()[1..]);
        assert_eq!(Code::parse(&another_version), Err(Misread::Shape));
        assert_eq!(Code::parse(&token.base32()[..126]), Err(Misread::Shape));
    }

    #[test]
    fn nothing_but_the_last_group_is_shown() {
        let code = Code::parse("6PC5-G4GX-XFCX-1PNY").unwrap();
        assert_eq!(format!("{code:?}"), "****-****-****-1PNY");
        assert_eq!(format!("{:?}", Pepper::new(2, [9; 32])), "Pepper(no 2)");
    }

    #[test]
    fn the_pepper_decides_the_identifier() {
        let code = Code::parse("6PC5-G4GX-XFCX-1PNY").unwrap();
        let (one, other) = (Pepper::new(1, [1; 32]), Pepper::new(2, [2; 32]));
        assert_eq!(one.no(), 1);
        assert_eq!(one.cheque_id(&code), Pepper::new(1, [1; 32]).cheque_id(&code));
        assert_ne!(one.cheque_id(&code), other.cheque_id(&code));
        assert_ne!(one.fingerprint(), other.fingerprint());
        let all: HashSet<_> = codes(7, 1000).iter().map(|code| one.cheque_id(code)).collect();
        assert_eq!(all.len(), 1000);
    }

    #[test]
    fn a_misreading_becomes_a_refusal() {
        let refusal = Misread::Check { group: Some(2) }.refusal(3);
        assert_eq!(refusal, Refusal::of(refusal::Code::CodeMistyped).with("no", 3).with("group", 2));
        assert_eq!(Misread::Shape.refusal(1), Refusal::of(refusal::Code::CodeMistyped).with("no", 1));
    }
}
