//! Who somebody is: the least that helps and reaches them. Sealed under a key of its own, and destroyed with it.

use kernel::{clock::Day, ids::LearnerRef};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Tx,
    personal::{Personal, Sealed},
};

use super::{
    needs::{Access, Proxy, ToldBy, Transport},
    spelling::{language, mail, phone},
};
use crate::refusal::{Refusal, written, written_lines};

/// Somebody who learns. Without mail, without telephone, with a birthday that nobody noted: the usual case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// First names, 1 to 100 characters.
    pub given: String,
    /// Family names, 1 to 100 characters.
    pub family: String,
    /// The year of birth, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i32>,
    /// The day of birth, when it is known; its year is the one above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Day>,
    /// Where they may be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whether others answer that telephone too.
    #[serde(default)]
    pub phone_shared: bool,
    /// Where a mail reaches them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Where a letter reaches them, in several lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// How they wish to be told; nothing: when they come again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<ToldBy>,
    /// Who acts for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<Proxy>,
    /// The language in which they are at ease: two or three letters, `fr`.
    pub language: String,
    /// What they need to take part.
    #[serde(default)]
    pub access: Vec<Access>,
    /// How they come, when they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transport: Option<Transport>,
}

/// Nothing of it.
impl std::fmt::Debug for Who {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Who")
    }
}

impl Who {
    /// The same as it is kept.
    ///
    /// Refusals: `INPUT_INVALID` (`givenName`, `familyName`, `birthYear`, `birthDate`, `phone`, `mail`, `address`, `proxy`,
    /// `language`; `toldBy` where nothing reaches them that way).
    pub fn tidy(self, today: Day) -> Result<Self, Refusal> {
        let (birth_year, birth_date) = born(self.birth_year, self.birth_date, today)?;
        let mut access = self.access;
        access.sort_unstable();
        access.dedup();
        let who = Self {
            given: name(&self.given, "givenName")?,
            family: name(&self.family, "familyName")?,
            birth_year,
            birth_date,
            phone_shared: self.phone_shared && self.phone.is_some(),
            phone: self.phone.as_deref().map(|text| phone(text, "phone")).transpose()?,
            mail: self.mail.as_deref().map(mail).transpose()?,
            address: self.address.as_deref().map(|lines| written_lines(lines, 300, "address")).transpose()?,
            told_by: self.told_by,
            proxy: self.proxy.map(Proxy::tidy).transpose()?,
            language: language(&self.language)?,
            access,
            transport: self.transport,
        };
        who.is_reached()?;
        Ok(who)
    }

    /// How a list names them: « Amina B. »
    pub fn short(&self) -> String {
        let first = self.given.split_whitespace().next().unwrap_or_default();
        match self.family.chars().find(|c| c.is_alphabetic()) {
            Some(letter) => format!("{first} {}.", letter.to_uppercase()),
            None => first.to_owned(),
        }
    }

    /// What stands for all of it where an act is compared with the one before: told by nobody without the secret.
    pub(crate) fn seal_of_content(&self, personal: &Personal) -> Result<[u8; 32], Fault> {
        Ok(personal.mark(&[b"learner content", &self.clear()?]))
    }

    pub(crate) fn seal(&self, personal: &Personal, of: LearnerRef, tx: &Tx<'_>) -> Result<Sealed, Fault> {
        personal.seal(of.bytes(), &self.clear()?, tx.chance())
    }

    /// What was sealed for that learner. Faults when it was altered, or sealed under another secret.
    pub(crate) fn open(personal: &Personal, of: LearnerRef, sealed: &Sealed) -> Result<Self, Fault> {
        let clear = personal.open(of.bytes(), sealed).ok_or_else(|| Fault::broken("a learner cannot be read"))?;
        serde_json::from_slice(&clear).map_err(|_| Fault::broken("a learner cannot be read"))
    }

    fn clear(&self) -> Result<Vec<u8>, Fault> {
        serde_json::to_vec(self).map_err(|_| Fault::broken("a learner cannot be written"))
    }

    // A wish that nothing can fulfil is a wish that is lost.
    fn is_reached(&self) -> Result<(), Refusal> {
        let reached = match self.told_by {
            None => true,
            Some(ToldBy::Letter) => self.address.is_some(),
            Some(ToldBy::Telephone | ToldBy::Sms) => self.phone.is_some(),
            Some(ToldBy::Mail) => self.mail.is_some(),
            Some(ToldBy::Somebody) => self.proxy.is_some(),
        };
        if reached { Ok(()) } else { Err(Refusal::Invalid { field: "toldBy" }) }
    }
}

fn name(text: &str, field: &'static str) -> Result<String, Refusal> {
    let name = written(text, 100, field)?;
    if name.chars().any(char::is_alphabetic) { Ok(name) } else { Err(Refusal::Invalid { field }) }
}

fn born(year: Option<i32>, date: Option<Day>, today: Day) -> Result<(Option<i32>, Option<Day>), Refusal> {
    if date.is_some_and(|date| date > today || year.is_some_and(|year| year != date.year())) {
        return Err(Refusal::Invalid { field: "birthDate" });
    }
    let year = year.or(date.map(Day::year));
    match year.is_none_or(|year| (today.year() - 120..=today.year()).contains(&year)) {
        true => Ok((year, date)),
        false => Err(Refusal::Invalid { field: "birthYear" }),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use kernel::chance::Chance;
    use store::files::Cabinet;

    use super::*;
    use crate::learner::needs::Relation;

    pub(in crate::learner) fn who(given: &str, family: &str, birth_year: Option<i32>) -> Who {
        Who {
            given: given.to_owned(),
            family: family.to_owned(),
            birth_year,
            birth_date: None,
            phone: None,
            phone_shared: false,
            mail: None,
            address: None,
            told_by: None,
            proxy: None,
            language: "fr".to_owned(),
            access: Vec::new(),
            transport: None,
        }
    }

    pub(in crate::learner) fn personal() -> Personal {
        Cabinet::new(std::path::PathBuf::new(), [7; 32]).personal()
    }

    fn today() -> Day {
        "2025-10-01".parse().unwrap()
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let usual = who("Amina", "Ba", Some(1951));
        let day = |text: &str| Some(text.parse().unwrap());
        let niece = |phone: &str| Proxy {
            name: "Sa nièce".to_owned(),
            relation: Relation::Relative,
            phone: Some(phone.to_owned()),
        };
        let table = [
            (usual.clone(), None),
            (who("Amina", "Ba", None), None),
            (who(" ", "Ba", None), Some("givenName")),
            (who("Amina", "-", None), Some("familyName")),
            (who("Amina", "Ba", Some(1904)), Some("birthYear")),
            (who("Amina", "Ba", Some(2026)), Some("birthYear")),
            (Who { birth_date: day("1951-03-02"), ..usual.clone() }, None),
            (Who { birth_date: day("1952-03-02"), ..usual.clone() }, Some("birthDate")),
            (Who { birth_year: None, birth_date: day("2025-10-02"), ..usual.clone() }, Some("birthDate")),
            (Who { phone: Some("chez sa fille".to_owned()), ..usual.clone() }, Some("phone")),
            (Who { phone: Some("+33 (0)3.21.00.00.00".to_owned()), ..usual.clone() }, None),
            (Who { mail: Some("amina@".to_owned()), ..usual.clone() }, Some("mail")),
            (Who { mail: Some("amina@village.example".to_owned()), ..usual.clone() }, None),
            (Who { language: "français".to_owned(), ..usual.clone() }, Some("language")),
            (Who { told_by: Some(ToldBy::Letter), ..usual.clone() }, Some("toldBy")),
            (Who { told_by: Some(ToldBy::Sms), ..usual.clone() }, Some("toldBy")),
            (Who { told_by: Some(ToldBy::Somebody), ..usual.clone() }, Some("toldBy")),
            (Who { told_by: Some(ToldBy::Somebody), proxy: Some(niece("0321000000")), ..usual.clone() }, None),
            (Who { proxy: Some(niece("?")), ..usual }, Some("proxy")),
        ];
        for (no, (who, wrong)) in table.into_iter().enumerate() {
            assert_eq!(who.tidy(today()).err(), wrong.map(|field| Refusal::Invalid { field }), "line {no}");
        }
        let dated = Who { birth_date: day("1951-03-02"), ..who("Amina", "Ba", None) };
        assert_eq!(dated.tidy(today()).unwrap().birth_year, Some(1951));
    }

    #[test]
    fn lists_tell_a_first_name_and_a_letter() {
        assert_eq!(who("Amina", "Ba", None).short(), "Amina B.");
        assert_eq!(who("Jean-Luc Henri", "’t élan", None).short(), "Jean-Luc T.");
        assert_eq!(format!("{:?}", who("Zoé", "Roy", None)), "Who");
    }

    #[test]
    fn somebody_is_sealed_for_one_row_alone() {
        let (personal, chance) = (personal(), Chance::from_seed(1));
        let (of, other): (LearnerRef, LearnerRef) = (chance.id(), chance.id());
        let amina = who("Amina", "Ba", Some(1951));
        let sealed = personal.seal(of.bytes(), &amina.clear().unwrap(), &chance).unwrap();
        assert_eq!(Who::open(&personal, of, &sealed).unwrap(), amina);
        assert!(Who::open(&personal, other, &sealed).is_err());
        assert!(!format!("{sealed:?}").contains("Amina"));
    }
}
