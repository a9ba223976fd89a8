//! Who asks: the least that reaches them. Sealed under a key of its own, read by the structure that recorded it, forgotten after the end.

use kernel::{fold, ids::RequestId};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Tx,
    personal::{Personal, Sealed},
};

use crate::refusal::{Refusal, written, written_lines};

/// Somebody who asks for a booklet. A person without telephone, at home nowhere, is the usual case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// First name and name, 2 to 100 characters.
    pub name: String,
    /// The year of birth, to tell two people of one name apart.
    pub birth_year: i32,
    /// Where they may be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where a letter reaches them, in several lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Nothing of it.
impl std::fmt::Debug for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Who")
    }
}

impl Who {
    /// The same as it is kept. Refusals: `INPUT_INVALID` (`name`, `birthYear`, `phone`, `address`).
    pub fn tidy(&self, this_year: i32) -> Result<Self, Refusal> {
        let name = written(&self.name, 100, "name")?;
        if name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return Err(Refusal::Invalid { field: "name" });
        }
        if !(this_year - 120..=this_year - 3).contains(&self.birth_year) {
            return Err(Refusal::Invalid { field: "birthYear" });
        }
        let phone = self.phone.as_deref().map(|phone| written(phone, 30, "phone")).transpose()?;
        if phone.as_deref().is_some_and(|phone| phone.chars().filter(char::is_ascii_digit).count() < 4) {
            return Err(Refusal::Invalid { field: "phone" });
        }
        let address = self.address.as_deref().map(|lines| written_lines(lines, 300, "address")).transpose()?;
        Ok(Self { name, birth_year: self.birth_year, phone, address })
    }

    /// How lists name them: « Amina B. »
    pub fn short(&self) -> String {
        let mut words = self.name.split_whitespace();
        let first = words.next().unwrap_or_default();
        match words.next_back().and_then(|last| last.chars().next()) {
            Some(letter) => format!("{first} {letter}."),
            None => first.to_owned(),
        }
    }

    /// By what the same person is known again, whatever the order, the case and the accents of their names.
    pub(crate) fn mark(&self, personal: &Personal) -> [u8; 32] {
        let plain = fold::plain(&self.name);
        let mut words: Vec<&str> =
            plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        let year = self.birth_year.to_be_bytes();
        let mut parts: Vec<&[u8]> = vec![b"request", &year];
        parts.extend(words.iter().map(|word| word.as_bytes()));
        personal.mark(&parts)
    }

    /// What stands for all of it where an act is compared with the one before: told by nobody without the secret.
    pub(crate) fn seal_of_content(&self, personal: &Personal) -> Result<[u8; 32], Fault> {
        Ok(personal.mark(&[b"content", &self.clear()?]))
    }

    pub(crate) fn seal(&self, personal: &Personal, of: RequestId, tx: &Tx<'_>) -> Result<Sealed, Fault> {
        personal.seal(of.bytes(), &self.clear()?, tx.chance())
    }

    /// What was sealed for that request. Faults when it was altered, or sealed under another secret.
    pub(crate) fn open(personal: &Personal, of: RequestId, sealed: &Sealed) -> Result<Self, Fault> {
        let clear = personal.open(of.bytes(), sealed).ok_or_else(|| Fault::broken("a person cannot be read"))?;
        serde_json::from_slice(&clear).map_err(|_| Fault::broken("a person cannot be read"))
    }

    fn clear(&self) -> Result<Vec<u8>, Fault> {
        serde_json::to_vec(self).map_err(|_| Fault::broken("a person cannot be written"))
    }
}

#[cfg(test)]
mod tests {
    use kernel::chance::Chance;
    use store::files::Cabinet;

    use super::*;

    fn who(name: &str) -> Who {
        Who { name: name.to_owned(), birth_year: 1951, phone: None, address: None }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let usual = who("Amina Ba");
        let with = |phone: &str| Who { phone: Some(phone.to_owned()), ..usual.clone() };
        let table = [
            (usual.clone(), None),
            (who(" "), Some("name")),
            (who("A."), Some("name")),
            (Who { birth_year: 1904, ..usual.clone() }, Some("birthYear")),
            (Who { birth_year: 2023, ..usual.clone() }, Some("birthYear")),
            (with("chez sa fille"), Some("phone")),
            (with("03 21 00 00 00"), None),
            (Who { address: Some("\u{7}".to_owned()), ..usual.clone() }, Some("address")),
        ];
        for (who, wrong) in table {
            let told = who.tidy(2025).err();
            assert_eq!(told, wrong.map(|field| Refusal::Invalid { field }));
        }
    }

    #[test]
    fn lists_tell_a_first_name_and_a_letter() {
        assert_eq!(who("Amina Ba").short(), "Amina B.");
        assert_eq!(who("Jean-Luc de la Rue").short(), "Jean-Luc R.");
        assert_eq!(who("Zoé").short(), "Zoé");
        assert_eq!(format!("{:?}", who("Zoé")), "Who");
    }

    #[test]
    fn the_same_person_is_known_again() {
        let personal = Cabinet::new(std::path::PathBuf::new(), [7; 32]).personal();
        let mark = |name: &str| who(name).mark(&personal);
        for name in ["amina ba", "BA Amina", " Amina  Bâ ", "Ba, Amina"] {
            assert_eq!(mark("Amina Ba"), mark(name), "{name}");
        }
        assert_ne!(mark("Amina Ba"), mark("Amina Bah"));
        assert_ne!(mark("Amina Ba"), Who { birth_year: 1952, ..who("Amina Ba") }.mark(&personal));
        let of: RequestId = Chance::from_seed(1).id();
        let sealed = personal.seal(of.bytes(), &who("Amina Ba").clear().unwrap(), &Chance::from_seed(2)).unwrap();
        assert_eq!(Who::open(&personal, of, &sealed).unwrap(), who("Amina Ba"));
    }
}
