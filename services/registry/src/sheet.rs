//! The sheet of a venue: what it says of itself beyond its name and where it is. All of it is public.

use serde::{Deserialize, Serialize};

use crate::{
    refusal::Refused,
    structure::text,
    venue::{parse_hours, parse_phone},
    venue_file::{is_mail, is_page},
};

macro_rules! ways {
    ($($(#[$doc:meta])* $way:ident $name:literal $standard:literal $words:literal;)*) => {
        /// How people are received: the ways of access and the special care of the national standard v1.0.2.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Access { $($(#[$doc])* $way,)* }

        impl Access {
            /// Every one, in the order in which they are told.
            pub const ALL: &'static [Self] = &[$(Self::$way,)*];

            /// As it is kept: `walk-in`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$way => $name,)* }
            }

            /// In the words of the standard.
            pub const fn standard(self) -> &'static str {
                match self { $(Self::$way => $standard,)* }
            }

            /// In words for people.
            pub const fn in_words(self) -> &'static str {
                match self { $(Self::$way => $words,)* }
            }
        }
    };
}

ways! {
    /// `Se présenter`
    WalkIn "walk-in" "Se présenter" "On peut venir sans prévenir.";
    /// `Téléphoner`
    Call "call" "Téléphoner" "On peut téléphoner.";
    /// `Contacter par mail`
    Mail "mail" "Contacter par mail" "On peut écrire un courriel.";
    /// `Prendre un RDV en ligne`
    BookOnline "book-online" "Prendre un RDV en ligne" "On peut prendre rendez-vous sur internet.";
    /// `Envoyer un mail avec une fiche de prescription`
    Referral "referral" "Envoyer un mail avec une fiche de prescription" "Un professionnel peut orienter quelqu’un par courriel.";
    /// `Ce lieu n'accueille pas de public`
    NotPublic "not-public" "Ce lieu n'accueille pas de public" "Ce lieu ne reçoit pas de public.";
    /// `Handicaps moteurs`
    Mobility "mobility" "Handicaps moteurs" "Accueil des personnes à mobilité réduite.";
    /// `Surdité`
    Hearing "hearing" "Surdité" "Accueil des personnes sourdes ou malentendantes.";
    /// `Déficience visuelle`
    Sight "sight" "Déficience visuelle" "Accueil des personnes aveugles ou malvoyantes.";
    /// `Handicaps mentaux`
    Mental "mental" "Handicaps mentaux" "Accueil des personnes en situation de handicap mental.";
    /// `Illettrisme`
    Literacy "literacy" "Illettrisme" "Aide pour les personnes qui lisent ou écrivent avec difficulté.";
    /// `Langues étrangères (anglais)`
    English "english" "Langues étrangères (anglais)" "On parle anglais.";
    /// `Langues étrangères (autres)`
    Languages "languages" "Langues étrangères (autres)" "On parle d’autres langues.";
}

impl Access {
    /// Whether the standard files it under `prise_en_charge_specifique`, not under `modalites_acces`.
    pub const fn is_care(self) -> bool {
        !matches!(self, Self::WalkIn | Self::Call | Self::Mail | Self::BookOnline | Self::Referral | Self::NotPublic)
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }

    /// What was kept; a name that is not known any more is passed over.
    pub(crate) fn read_all(kept: &str) -> Vec<Self> {
        kept.split_whitespace().filter_map(Self::named).collect()
    }

    /// As they are kept: each once, in one order.
    pub(crate) fn kept(all: &[Self]) -> String {
        let named: Vec<&str> = Self::ALL.iter().filter(|one| all.contains(one)).map(|one| one.name()).collect();
        named.join(" ")
    }
}

/// What a venue says of itself; what is unknown is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Number and street.
    pub address: String,
    /// Opening hours in the syntax of OpenStreetMap.
    pub hours: String,
    /// The telephone of the place.
    pub phone: String,
    /// A mail address for the public.
    pub mail: String,
    /// Its page.
    pub website: String,
    /// How people are received.
    pub access: Vec<Access>,
    /// How to come.
    pub directions: String,
    /// What the place is.
    pub description: String,
}

/// A change of the sheet as somebody wrote it down: what is absent stays, what is empty is taken away.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WrittenSheet {
    /// Its name; 1 to 120 characters.
    pub name: Option<String>,
    /// Number and street; 1 to 200 characters.
    pub address: Option<String>,
    /// Opening hours in the syntax of OpenStreetMap; at most 500 characters.
    pub hours: Option<String>,
    /// The telephone of the place.
    pub phone: Option<String>,
    /// A mail address for the public.
    pub mail: Option<String>,
    /// Its page, `http` or `https`.
    pub website: Option<String>,
    /// How people are received.
    pub access: Option<Vec<Access>>,
    /// How to come; at most 500 characters.
    pub directions: Option<String>,
    /// What the place is; at most 1 000 characters.
    pub description: Option<String>,
}

const LONGEST_NAME: usize = 120;
const LONGEST_ADDRESS: usize = 200;
const LONGEST_MAIL: usize = 254;
const LONGEST_WEBSITE: usize = 300;
const LONGEST_DIRECTIONS: usize = 500;
const LONGEST_DESCRIPTION: usize = 1000;

impl WrittenSheet {
    /// Checks what was written from top to bottom; answers it as it will be kept.
    pub(crate) fn parse(self) -> Result<Self, Refused> {
        let Self { name, address, hours, phone, mail, website, access, directions, description } = self;
        Ok(Self {
            name: name.map(|raw| text(&raw, LONGEST_NAME, "name")).transpose()?,
            address: address.map(|raw| text(&raw, LONGEST_ADDRESS, "address")).transpose()?,
            hours: hours.map(|raw| parse_hours(&raw)).transpose()?,
            phone: phone.map(|raw| parse_phone(&raw)).transpose()?,
            mail: mail.map(|raw| fitting(&raw, LONGEST_MAIL, "mail", is_mail)).transpose()?,
            website: website.map(|raw| fitting(&with_scheme(&raw), LONGEST_WEBSITE, "website", is_page)).transpose()?,
            // Each once, in one order.
            access: access.map(|ways| Access::read_all(&Access::kept(&ways))),
            directions: directions.map(|raw| lines(&raw, LONGEST_DIRECTIONS, "directions")).transpose()?,
            description: description.map(|raw| lines(&raw, LONGEST_DESCRIPTION, "description")).transpose()?,
        })
    }

    /// The sheet after this change.
    pub(crate) fn over(self, sheet: Sheet) -> Sheet {
        Sheet {
            name: self.name.unwrap_or(sheet.name),
            address: self.address.unwrap_or(sheet.address),
            hours: self.hours.unwrap_or(sheet.hours),
            phone: self.phone.unwrap_or(sheet.phone),
            mail: self.mail.unwrap_or(sheet.mail),
            website: self.website.unwrap_or(sheet.website),
            access: self.access.unwrap_or(sheet.access),
            directions: self.directions.unwrap_or(sheet.directions),
            description: self.description.unwrap_or(sheet.description),
        }
    }
}

fn fitting(raw: &str, longest: usize, field: &'static str, fits: fn(&str) -> bool) -> Result<String, Refused> {
    let text = raw.trim();
    let fine = text.is_empty() || (text.chars().count() <= longest && fits(text));
    if fine { Ok(text.to_owned()) } else { Err(Refused::Input(field)) }
}

/// People leave out `https://`.
fn with_scheme(raw: &str) -> String {
    let page = raw.trim();
    if page.is_empty() || page.contains("://") { page.to_owned() } else { format!("https://{page}") }
}

/// A text of some lines, or none: line breaks as `\n`, at most one empty line in a row, no other control character.
pub(crate) fn lines(raw: &str, longest: usize, field: &'static str) -> Result<String, Refused> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    let mut kept: Vec<&str> = Vec::new();
    for line in text.trim().split('\n').map(str::trim_end) {
        if !(line.is_empty() && kept.last().is_some_and(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    let text = kept.join("\n");
    let plain = text.chars().all(|c| c == '\n' || !c.is_control());
    if plain && text.chars().count() <= longest { Ok(text) } else { Err(Refused::Input(field)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_access_are_kept_once_and_in_one_order() {
        let kept = Access::kept(&[Access::Hearing, Access::WalkIn, Access::Hearing]);
        assert_eq!(kept, "walk-in hearing");
        assert_eq!(Access::read_all(&kept), [Access::WalkIn, Access::Hearing]);
        assert_eq!(Access::read_all("walk-in by-boat"), [Access::WalkIn]);
        assert_eq!(Access::ALL.iter().filter(|one| one.is_care()).count(), 7);
        assert_eq!(Access::read_all(&Access::kept(Access::ALL)), Access::ALL);
    }

    #[test]
    fn a_change_is_checked_from_top_to_bottom() {
        let bad = [
            (WrittenSheet { name: Some(" ".to_owned()), ..WrittenSheet::default() }, Refused::Input("name")),
            (WrittenSheet { address: Some("a\nb".to_owned()), ..WrittenSheet::default() }, Refused::Input("address")),
            (WrittenSheet { hours: Some("parfois".to_owned()), ..WrittenSheet::default() }, Refused::Hours),
            (WrittenSheet { phone: Some("affiché".to_owned()), ..WrittenSheet::default() }, Refused::Input("phone")),
            (WrittenSheet { mail: Some("lieu".to_owned()), ..WrittenSheet::default() }, Refused::Input("mail")),
            (
                WrittenSheet { website: Some("javascript://x".to_owned()), ..WrittenSheet::default() },
                Refused::Input("website"),
            ),
            (
                WrittenSheet { directions: Some("x".repeat(501)), ..WrittenSheet::default() },
                Refused::Input("directions"),
            ),
            (
                WrittenSheet { description: Some("a\u{0}".to_owned()), ..WrittenSheet::default() },
                Refused::Input("description"),
            ),
        ];
        for (written, expected) in bad {
            assert_eq!(written.clone().parse().map(|_| ()), Err(expected), "{written:?}");
        }
    }

    #[test]
    fn what_is_absent_stays_and_what_is_empty_goes() {
        let held = Sheet { name: "Mairie".to_owned(), mail: "a@b.fr".to_owned(), ..Sheet::default() };
        let change = WrittenSheet {
            mail: Some(String::new()),
            website: Some("hesdin.fr".to_owned()),
            directions: Some(" Bus 5\r\n\r\n\r\nPuis à pied ".to_owned()),
            ..WrittenSheet::default()
        };
        let sheet = change.parse().unwrap().over(held);
        assert_eq!((sheet.name.as_str(), sheet.mail.as_str()), ("Mairie", ""));
        assert_eq!((sheet.website.as_str(), sheet.directions.as_str()), ("https://hesdin.fr", "Bus 5\n\nPuis à pied"));
    }
}
