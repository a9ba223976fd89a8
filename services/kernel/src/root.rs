//! The root of the ledger at the end of a day: whoever holds one, on paper, sees whether anything before it was changed since.
//!
//! Written `2025-10-31.1234.7548b81c…` (day, last line, SHA-256 of that line in the chain), and after one more point, where it
//! is told, the signature of the centre. Spaces and line breaks do not matter: it is copied from paper.

use std::{fmt, str::FromStr};

use crate::{
    clock::Day,
    paper::{PaperKey, PaperPublicKey},
};

/// The root of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Root {
    /// Which day, in Paris: everything up to its midnight is in it.
    pub day: Day,
    /// The last line of the ledger; 0 when there was none.
    pub ledger_no: i64,
    /// The hash of that line, which chains all lines before; zeros when there was none.
    pub hash: [u8; 32],
}

/// A root as it is read from paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedRoot {
    /// The root.
    pub root: Root,
    /// The signature, if it was copied too.
    pub signature: Option<[u8; 64]>,
}

/// What was typed is not a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a root of the ledger")]
pub struct NotARoot;

impl Root {
    /// Signed by the centre.
    pub fn sign(&self, key: &PaperKey) -> [u8; 64] {
        key.sign_text(&self.said())
    }

    /// Whether that key signed it.
    pub fn is_signed(&self, key: &PaperPublicKey, signature: &[u8]) -> bool {
        key.signed_text(&self.said(), signature)
    }

    // What is signed names what it is: no signature of anything else serves here.
    fn said(&self) -> String {
        format!("passegue daily root\n{self}")
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.", self.day, self.ledger_no)?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Display for PrintedRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)?;
        match &self.signature {
            None => Ok(()),
            Some(signature) => {
                f.write_str(".")?;
                signature.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

impl FromStr for PrintedRoot {
    type Err = NotARoot;
    fn from_str(text: &str) -> Result<Self, NotARoot> {
        let tidy: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let mut parts = tidy.split('.');
        let mut next = || parts.next().ok_or(NotARoot);
        let day: Day = next()?.parse().map_err(|_| NotARoot)?;
        let ledger_no: i64 = next()?.parse().map_err(|_| NotARoot)?;
        let hash = bytes(next()?)?;
        let signature = parts.next().map(bytes).transpose()?;
        if ledger_no < 0 || parts.next().is_some() {
            return Err(NotARoot);
        }
        Ok(Self { root: Root { day, ledger_no, hash }, signature })
    }
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], NotARoot> {
    if text.len() != 2 * N || !text.is_ascii() {
        return Err(NotARoot);
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        let digits = text.get(2 * place..2 * place + 2).ok_or(NotARoot)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| NotARoot)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> Root {
        Root { day: Day::of(2025, 10, 31).unwrap(), ledger_no: 1234, hash: [0xab; 32] }
    }

    #[test]
    fn a_root_is_read_as_it_is_printed() {
        let key = PaperKey::from_seed(1, [7; 32]);
        for signature in [None, Some(root().sign(&key))] {
            let printed = PrintedRoot { root: root(), signature };
            assert_eq!(printed.to_string().parse(), Ok(printed.clone()));
            let copied = printed.to_string().to_uppercase().replace("ABAB", "ABAB \n ");
            assert_eq!(copied.parse(), Ok(printed));
        }
        let ill = ["", "2025-10-31", "2025-10-31.1234", "2025-10-31.x.ab", "2025-10-31.-1.ab", "2025-10-31.1234.abab"];
        let long = format!("{}.00", root());
        for text in ill.iter().copied().chain([long.as_str(), &format!("{}.é", root())]) {
            assert_eq!(text.parse::<PrintedRoot>(), Err(NotARoot), "{text}");
        }
    }

    #[test]
    fn a_signature_is_of_one_root_and_one_key() {
        let (key, other) = (PaperKey::from_seed(1, [7; 32]), PaperKey::from_seed(1, [8; 32]));
        let signature = root().sign(&key);
        assert!(root().is_signed(&key.public(), &signature));
        assert!(!root().is_signed(&other.public(), &signature));
        let others = [
            Root { ledger_no: 1235, ..root() },
            Root { hash: [0xac; 32], ..root() },
            Root { day: root().day.plus_days(1), ..root() },
        ];
        assert!(others.iter().all(|other| !other.is_signed(&key.public(), &signature)));
        assert!(!root().is_signed(&key.public(), &signature[..63]));
    }
}
