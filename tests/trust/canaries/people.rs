//! People of whom everything was written down, each word standing nowhere else.

use serde_json::{Value, json};

/// Somebody whom the counter keeps.
pub(super) struct Somebody {
    pub(super) given: String,
    pub(super) family: String,
    born: i32,
    address: String,
    phone: String,
    mail: String,
    proxy: String,
    proxy_phone: String,
}

impl Somebody {
    pub(super) fn of(no: i32) -> Self {
        let letters = letters(no);
        Self {
            given: format!("Gaspardine{letters}"),
            family: format!("Wattebled{letters}"),
            born: 1930 + no,
            address: format!("{no} impasse des Canaris {letters}"),
            phone: format!("06 44 33 22 {no:02}"),
            mail: format!("canari.{letters}@prive.example"),
            proxy: format!("Tutrice{letters} Canari"),
            proxy_phone: format!("03 21 44 00 {no:02}"),
        }
    }

    /// What nobody should find.
    pub(super) fn words(&self) -> Vec<String> {
        let Self { given, family, address, phone, mail, proxy, proxy_phone, .. } = self;
        let words = [given, family, address, phone, mail, proxy, proxy_phone];
        words.into_iter().cloned().chain([self.birthday()]).collect()
    }

    fn birthday(&self) -> String {
        format!("{}-03-02", self.born)
    }

    /// As a client writes it.
    pub(super) fn input(&self) -> Value {
        json!({
            "givenName": self.given, "familyName": self.family, "birthDate": self.birthday(), "address": self.address,
            "phone": self.phone, "mail": self.mail, "toldBy": "MAIL",
            "proxy": { "name": self.proxy, "relation": "GUARDIAN", "phone": self.proxy_phone },
        })
    }

    /// As the page is filled in.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        vec![
            ("prenom", self.given.clone()),
            ("nom", self.family.clone()),
            ("naissance", self.born.to_string()),
            ("date", self.birthday()),
            ("adresse", self.address.clone()),
            ("telephone", self.phone.clone()),
            ("courriel", self.mail.clone()),
            ("prevenir", "courriel".to_owned()),
            ("proche", self.proxy.clone()),
            ("lien", "tuteur".to_owned()),
            ("proche-telephone", self.proxy_phone.clone()),
            ("langue", "fr".to_owned()),
            // Names of this test sound alike.
            ("semblable", "autre".to_owned()),
        ]
    }
}

/// Somebody who wishes a booklet.
pub(super) struct Wish {
    name: String,
    born: i32,
    address: String,
    phone: String,
}

impl Wish {
    pub(super) fn of(no: i32) -> Self {
        let letters = letters(no);
        Self {
            name: format!("Honorine{letters} Delattre{letters}"),
            born: 1930 + no,
            address: format!("{no} venelle des Canaris {letters}"),
            phone: format!("06 55 33 22 {no:02}"),
        }
    }

    pub(super) fn words(&self) -> Vec<String> {
        [&self.name, &self.address, &self.phone].into_iter().cloned().collect()
    }

    pub(super) fn input(&self, today: &str) -> Value {
        json!({
            "name": self.name, "birthYear": self.born, "phone": self.phone, "address": self.address, "public": "OTHER",
            "homeCommune": "62447", "proofSeenOn": today,
        })
    }

    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        vec![
            ("nom", self.name.clone()),
            ("naissance", self.born.to_string()),
            ("public", "soixante".to_owned()),
            ("commune", "hesdin la foret".to_owned()),
            ("adresse", self.address.clone()),
            ("telephone", self.phone.clone()),
            ("vu", "oui".to_owned()),
        ]
    }
}

/// Two letters for a number below a hundred.
fn letters(no: i32) -> String {
    let letter = |digit: i32| char::from(b'a' + u8::try_from(digit).expect("a digit"));
    format!("{}{}", letter(no / 10), letter(no % 10))
}
