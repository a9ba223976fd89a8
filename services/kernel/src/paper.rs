//! The signed token in the QR of a cheque: 79 bytes that prove, without network, that the cheque is genuine.
//!
//! It proves *genuine*, never *unspent*. It holds the code, so it is the cheque itself: masked wherever it is shown.
//!
//! | bytes | what |
//! | --- | --- |
//! | 1 | version, always 1 |
//! | 1 | number of the key |
//! | 10 | the code, packed |
//! | 1 | face value in whole euros, 1 to 255 |
//! | 2 | end of validity, in days since 1 January 2020, most significant byte first |
//! | 64 | Ed25519 signature of the fifteen bytes above |

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::{
    cents::Cents,
    chance::Chance,
    clock::Day,
    code::{CODE_IN_TOKEN, Code, TOKEN_BYTES, TOKEN_VERSION},
    crockford,
};

/// Bytes under the signature.
const SIGNED: usize = 15;
/// 1 January 2020, in days since 1970.
const FIRST_DAY: i64 = 18_262;

/// The secret key with which cheques are signed when their print file is read.
#[derive(Clone)]
pub struct PaperKey {
    id: u8,
    key: SigningKey,
}

impl PaperKey {
    /// The key of that number, from its 32 secret bytes.
    pub fn from_seed(id: u8, seed: [u8; 32]) -> Self {
        Self { id, key: SigningKey::from_bytes(&seed) }
    }

    /// A new key.
    pub fn generate(id: u8, chance: &Chance) -> Self {
        Self::from_seed(id, chance.bytes())
    }

    /// Its number, printed in each token.
    pub const fn id(&self) -> u8 {
        self.id
    }

    /// The secret bytes, to be kept outside the database.
    pub fn seed(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// What a venue needs to recognise the tokens of this key.
    pub fn public(&self) -> PaperPublicKey {
        PaperPublicKey { id: self.id, key: self.key.verifying_key() }
    }

    /// The signature of a root of the ledger: see [`root`](crate::root). Never of what a token holds: it is told apart by its
    /// first bytes and its length.
    pub(crate) fn sign_text(&self, text: &str) -> [u8; 64] {
        self.key.sign(text.as_bytes()).to_bytes()
    }

    /// The token of a cheque. The same cheque always gives the same bytes.
    pub fn sign(&self, code: &Code, face_value: Cents, end_of_validity: Day) -> Result<PaperToken, NotPrintable> {
        let mut bytes = [0; TOKEN_BYTES];
        bytes[0] = TOKEN_VERSION;
        bytes[1] = self.id;
        bytes[CODE_IN_TOKEN].copy_from_slice(&code.packed());
        bytes[12] = whole_euros(face_value)?;
        bytes[13..SIGNED].copy_from_slice(&day_number(end_of_validity)?.to_be_bytes());
        let signature = self.key.sign(&bytes[..SIGNED]);
        bytes[SIGNED..].copy_from_slice(&signature.to_bytes());
        Ok(PaperToken(bytes))
    }
}

/// Its number only.
impl fmt::Debug for PaperKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PaperKey(id {})", self.id)
    }
}

/// The public half of a [`PaperKey`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperPublicKey {
    id: u8,
    key: VerifyingKey,
}

impl PaperPublicKey {
    /// The key of that number; refuses bytes that are no point of the curve, or a weak one.
    pub fn from_bytes(id: u8, bytes: [u8; 32]) -> Result<Self, NotGenuine> {
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| NotGenuine::Key)?;
        if key.is_weak() { Err(NotGenuine::Key) } else { Ok(Self { id, key }) }
    }

    /// Its 32 bytes.
    pub fn bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether this key signed that text.
    pub(crate) fn signed_text(&self, text: &str, signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }

    /// Its number.
    pub const fn id(&self) -> u8 {
        self.id
    }
}

/// A cheque that this form of token cannot carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPrintable {
    /// The face value is not a whole number of euros from 1 to 255.
    #[error("face value is not 1 to 255 whole euros")]
    FaceValue,
    /// The end of validity is before 2020 or after 6 June 2199.
    #[error("end of validity out of range")]
    EndOfValidity,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotGenuine {
    /// Not 79 bytes, nor 127 symbols.
    #[error("not a paper token")]
    Shape,
    /// Of a form that this program does not know.
    #[error("unknown version of paper token")]
    Version,
    /// Signed under another key, or the key itself is not one.
    #[error("another key")]
    Key,
    /// The signature is not of this key for these bytes.
    #[error("signature does not match")]
    Signature,
    /// Signed, yet holding what is never signed.
    #[error("contents cannot be read")]
    Contents,
}

/// What a genuine token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFacts {
    /// The code of the cheque.
    pub code: Code,
    /// What it is worth.
    pub face_value: Cents,
    /// The last day on which it may be presented.
    pub end_of_validity: Day,
}

/// A signed token, ready to be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperToken([u8; TOKEN_BYTES]);

impl PaperToken {
    /// The 79 bytes.
    pub const fn bytes(&self) -> &[u8; TOKEN_BYTES] {
        &self.0
    }

    /// The 127 symbols.
    pub fn base32(&self) -> String {
        crockford::spell(&crockford::to_values(&self.0))
    }

    /// The address to print, all upper case so that a small QR holds it: `HTTPS://PASSEGUE.EXAMPLE/C/…`.
    pub fn url(&self, base: &str) -> String {
        format!("{}/C/{}", base.trim_end_matches('/').to_uppercase(), self.base32())
    }

    /// What the token says, if this key signed it: the 79 bytes, or the symbols, alone or at the end of an address.
    pub fn verify(presented: impl AsRef<[u8]>, key: &PaperPublicKey) -> Result<PaperFacts, NotGenuine> {
        let bytes = token_bytes(presented.as_ref())?;
        if bytes[0] != TOKEN_VERSION {
            return Err(NotGenuine::Version);
        }
        if bytes[1] != key.id {
            return Err(NotGenuine::Key);
        }
        let (signed, signature) = bytes.split_at(SIGNED);
        let signature = Signature::from_slice(signature).map_err(|_| NotGenuine::Signature)?;
        key.key.verify_strict(signed, &signature).map_err(|_| NotGenuine::Signature)?;
        facts(&bytes)
    }
}

/// The last four symbols of the code only.
impl fmt::Debug for PaperToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = facts(&self.0).map(|facts| facts.code.last_four()).unwrap_or_default();
        write!(f, "PaperToken(****-****-****-{code})")
    }
}

fn whole_euros(value: Cents) -> Result<u8, NotPrintable> {
    let cents = value.get();
    match u8::try_from(cents / 100) {
        Ok(euros) if euros > 0 && cents % 100 == 0 => Ok(euros),
        _ => Err(NotPrintable::FaceValue),
    }
}

fn day_number(day: Day) -> Result<u16, NotPrintable> {
    u16::try_from(day.number() - FIRST_DAY).map_err(|_| NotPrintable::EndOfValidity)
}

fn token_bytes(presented: &[u8]) -> Result<[u8; TOKEN_BYTES], NotGenuine> {
    if let Ok(bytes) = presented.try_into() {
        return Ok(bytes);
    }
    let text = std::str::from_utf8(presented).map_err(|_| NotGenuine::Shape)?;
    let values = crockford::read(text).ok_or(NotGenuine::Shape)?;
    let bytes = crockford::to_bytes(&values).ok_or(NotGenuine::Shape)?;
    bytes.try_into().map_err(|_| NotGenuine::Shape)
}

fn facts(bytes: &[u8; TOKEN_BYTES]) -> Result<PaperFacts, NotGenuine> {
    let mut packed = [0; 10];
    packed.copy_from_slice(&bytes[CODE_IN_TOKEN]);
    let code = Code::from_packed(&packed).map_err(|_| NotGenuine::Contents)?;
    if bytes[12] == 0 {
        return Err(NotGenuine::Contents);
    }
    let days = u16::from_be_bytes([bytes[13], bytes[14]]);
    Ok(PaperFacts {
        code,
        face_value: Cents::new(i64::from(bytes[12]) * 100),
        end_of_validity: Day::from_number(FIRST_DAY + i64::from(days)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> PaperKey {
        PaperKey::from_seed(3, [5; 32])
    }

    fn day() -> Day {
        Day::of(2026, 12, 31).unwrap()
    }

    fn code() -> Code {
        Code::draw(&Chance::from_seed(1))
    }

    fn token() -> PaperToken {
        key().sign(&code(), Cents::new(1000), day()).unwrap()
    }

    #[test]
    fn a_genuine_token_tells_its_cheque_in_every_form() {
        let facts = PaperFacts { code: code(), face_value: Cents::new(1000), end_of_validity: day() };
        let (token, public) = (token(), key().public());
        let url = token.url("https://pass.example/");
        assert!(url.starts_with("HTTPS://PASS.EXAMPLE/C/"));
        assert_eq!(url, url.to_uppercase());
        assert_eq!(token.base32().len(), 127);
        assert_eq!(PaperToken::verify(token.bytes(), &public).as_ref(), Ok(&facts));
        for text in [token.base32(), token.base32().to_lowercase(), url] {
            assert_eq!(PaperToken::verify(&text, &public).as_ref(), Ok(&facts), "{text}");
        }
    }

    #[test]
    fn one_bit_changed_anywhere_is_refused() {
        let (token, public) = (token(), key().public());
        for bit in 0..TOKEN_BYTES * 8 {
            let mut bytes = *token.bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(PaperToken::verify(bytes, &public).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn one_symbol_changed_anywhere_is_refused() {
        let (text, public) = (token().base32(), key().public());
        for place in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[place] = if changed[place] == b'Z' { b'Y' } else { b'Z' };
            assert!(PaperToken::verify(changed, &public).is_err(), "symbol {place}");
        }
    }

    #[test]
    fn the_same_cheque_gives_the_same_token() {
        assert_eq!(token(), token());
        assert_ne!(token(), key().sign(&code(), Cents::new(2000), day()).unwrap());
    }

    #[test]
    fn another_key_is_refused() {
        let stranger = PaperKey::generate(3, &Chance::from_seed(9)).public();
        assert_eq!(PaperToken::verify(token().bytes(), &stranger), Err(NotGenuine::Signature));
        let renumbered = PaperPublicKey::from_bytes(4, key().public().bytes()).unwrap();
        assert_eq!(renumbered.id(), 4);
        assert_eq!(PaperToken::verify(token().bytes(), &renumbered), Err(NotGenuine::Key));
        assert_eq!(PaperPublicKey::from_bytes(1, [0; 32]).map(|_| ()), Err(NotGenuine::Key));
        assert_eq!(key().id(), 3);
        assert_eq!(key().seed(), [5; 32]);
    }

    #[test]
    fn what_is_no_token_has_no_shape() {
        let (text, public) = (token().base32(), key().public());
        let bytes = token().bytes().to_vec();
        for presented in [&b""[..], b"6PC5-G4GX-XFCX-1PNY", &[0xFF; 80], &bytes[..78], &text.as_bytes()[..126]] {
            assert_eq!(PaperToken::verify(presented, &public), Err(NotGenuine::Shape));
        }
        let mut other_version = *token().bytes();
        other_version[0] = 2;
        assert_eq!(PaperToken::verify(other_version, &public), Err(NotGenuine::Version));
    }

    #[test]
    fn values_and_days_that_do_not_fit_are_not_printed() {
        let sign = |cents, day| key().sign(&code(), Cents::new(cents), day).map(|_| ());
        for cents in [0, -100, 99, 150, 25_501, 25_600, i64::MAX, i64::MIN] {
            assert_eq!(sign(cents, day()), Err(NotPrintable::FaceValue), "{cents}");
        }
        for (cents, day) in [(100, (2020, 1, 1)), (25_500, (2199, 6, 6))] {
            let (year, month, day) = day;
            let day = Day::of(year, month, day).unwrap();
            let token = key().sign(&code(), Cents::new(cents), day).unwrap();
            let facts = PaperToken::verify(token.bytes(), &key().public()).unwrap();
            assert_eq!((facts.face_value, facts.end_of_validity), (Cents::new(cents), day));
        }
        assert_eq!(sign(100, Day::of(2019, 12, 31).unwrap()), Err(NotPrintable::EndOfValidity));
        assert_eq!(sign(100, Day::of(2199, 6, 7).unwrap()), Err(NotPrintable::EndOfValidity));
    }

    #[test]
    fn signed_nonsense_is_refused() {
        let key = key();
        let forge = |change: fn(&mut [u8; TOKEN_BYTES])| {
            let mut bytes = *token().bytes();
            change(&mut bytes);
            let signature = key.key.sign(&bytes[..SIGNED]);
            bytes[SIGNED..].copy_from_slice(&signature.to_bytes());
            PaperToken::verify(bytes, &key.public())
        };
        assert_eq!(forge(|bytes| bytes[12] = 0), Err(NotGenuine::Contents));
        assert_eq!(forge(|bytes| bytes[5] ^= 1), Err(NotGenuine::Contents));
    }

    #[test]
    fn nothing_secret_is_shown() {
        let shown = format!("{:?} {:?}", key(), token());
        assert_eq!(shown, format!("PaperKey(id 3) PaperToken(****-****-****-{})", code().last_four()));
    }
}
