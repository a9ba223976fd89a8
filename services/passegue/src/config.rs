//! Configuration: the one place where the environment is read, and what the options of a command make of it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    str::FromStr,
};

use iban::IbanLike;

use crate::{
    post::{BadServer, PostSettings, Server},
    stop::Stop,
};

pub use cheques::desk::House;
pub use store::conn::Place;

const PREFIX: &str = "PASSEGUE_";
/// What `ops/test` tells the tests; it never concerns the program.
const TESTS: &str = "PASSEGUE_TEST_";
const DATABASE_URL: &str = "DATABASE_URL";
const DATA: &str = "PASSEGUE_DATA";
const LOG: &str = "PASSEGUE_LOG";
const HOUSE_NAME: &str = "PASSEGUE_HOUSE_NAME";
const HOUSE_IBAN: &str = "PASSEGUE_HOUSE_IBAN";
const HOUSE_BIC: &str = "PASSEGUE_HOUSE_BIC";
const HOUSE_PUBLIC_URL: &str = "PASSEGUE_HOUSE_PUBLIC_URL";
const HOUSE_SETTLEMENT_DAY: &str = "PASSEGUE_HOUSE_SETTLEMENT_DAY";
const HELP_PHONE: &str = "PASSEGUE_HELP_PHONE";
const SMTP_URL: &str = "PASSEGUE_SMTP_URL";
const MAIL_FROM: &str = "PASSEGUE_MAIL_FROM";
const BEHIND_PROXY: &str = "PASSEGUE_BEHIND_PROXY";
const PASSPHRASE: &str = "PASSEGUE_PASSPHRASE";
const KNOWN: [&str; 12] = [
    DATA,
    LOG,
    HOUSE_NAME,
    HOUSE_IBAN,
    HOUSE_BIC,
    HOUSE_PUBLIC_URL,
    HOUSE_SETTLEMENT_DAY,
    HELP_PHONE,
    SMTP_URL,
    MAIL_FROM,
    BEHIND_PROXY,
    PASSPHRASE,
];

const DEFAULT_DATA: &str = "var/passegue";
const DEFAULT_LOG: &str = "info";
/// What pain.001 takes for a name.
const LONGEST_NAME: usize = 70;

/// The variables that concern Passegué, as they were at start. A value may be a secret: none is printed.
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Reads the process's own. A `PASSEGUE_` variable that is not known is refused: it is a typing error.
    pub fn read() -> Result<Self, Stop> {
        Self::of(own())
    }

    /// These variables and no other.
    pub fn of(variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, Stop> {
        let (environment, strangers) = Self::with_strangers(variables);
        match strangers.first() {
            Some(name) => {
                let known = KNOWN.join(", ");
                Err(Stop::usage(format!("La variable {name} n'existe pas. Celles qui existent : {known}.")))
            }
            None => Ok(environment),
        }
    }

    /// Reads the process's own, and names the `PASSEGUE_` variables that are not known instead of refusing them.
    pub fn look() -> (Self, Vec<String>) {
        Self::with_strangers(own())
    }

    fn with_strangers(variables: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<String>) {
        let concerns = |name: &str| name == DATABASE_URL || (name.starts_with(PREFIX) && !name.starts_with(TESTS));
        let ours: BTreeMap<_, _> = variables
            .into_iter()
            .filter(|(name, value)| concerns(name) && !value.trim().is_empty())
            .map(|(name, value)| (name, value.trim().to_owned()))
            .collect();
        let is_stranger = |name: &&String| **name != DATABASE_URL && !KNOWN.contains(&name.as_str());
        let strangers = ours.keys().filter(is_stranger).cloned().collect();
        (Self(ours), strangers)
    }

    /// The folder of data: the option, else `PASSEGUE_DATA`, else `var/passegue`.
    pub fn data(&self, option: Option<PathBuf>) -> PathBuf {
        option.unwrap_or_else(|| PathBuf::from(self.get(DATA).unwrap_or(DEFAULT_DATA)))
    }

    /// Where the centre's database is: PostgreSQL by the option or `DATABASE_URL`, else a file of SQLite in the folder of data.
    pub fn place(&self, data: &Path, option: Option<String>) -> Result<Place, Stop> {
        match option.as_deref().or_else(|| self.get(DATABASE_URL)) {
            None => Ok(centre_file(data)),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Place::Postgres(url.to_owned()))
            }
            Some(_) => Err(Stop::usage("DATABASE_URL doit commencer par postgres:// (sans elle, la base est SQLite).")),
        }
    }

    /// The filter of the logs, `info` by default.
    pub fn log(&self) -> &str {
        self.get(LOG).unwrap_or(DEFAULT_LOG)
    }

    /// The passphrase that seals the secrets of a backup, when it is given so.
    pub fn passphrase(&self) -> Option<&str> {
        self.get(PASSPHRASE)
    }

    /// How letters leave: through the mail server of `PASSEGUE_SMTP_URL`, in the name of `PASSEGUE_MAIL_FROM`; else they wait.
    pub fn post(&self) -> Result<PostSettings, Stop> {
        let Some(url) = self.get(SMTP_URL) else { return Ok(PostSettings::Absent) };
        let from = self.needed(MAIL_FROM, "l'adresse de l'expéditeur des messages")?;
        Server::new(url, from).map(PostSettings::Smtp).map_err(|bad| match bad {
            BadServer::Url => Stop::usage(format!(
                "{SMTP_URL} n'est pas une adresse de serveur de messagerie : écrivez smtps://nom:mot-de-passe@serveur."
            )),
            BadServer::From => Stop::usage(format!(
                "{MAIL_FROM} n'est pas une adresse : écrivez « Passegué <ne-pas-repondre@reseau.example> »."
            )),
        })
    }

    /// Whether a proxy stands before the centre and says, in `X-Forwarded-For`, where requests come from.
    pub fn behind_proxy(&self) -> bool {
        self.get(BEHIND_PROXY).is_some()
    }

    /// The network's own account: all of it, checked.
    pub fn house(&self) -> Result<House, Stop> {
        let name = self.needed(HOUSE_NAME, "le nom du titulaire du compte du réseau")?;
        let iban = self.needed(HOUSE_IBAN, "l'IBAN du compte du réseau")?;
        let bic = self.needed(HOUSE_BIC, "le BIC de la banque du réseau")?;
        let public_url = self.needed(HOUSE_PUBLIC_URL, "l'adresse publique imprimée sur les chèques")?;
        if name.chars().count() > LONGEST_NAME {
            return Err(Stop::usage(format!("{HOUSE_NAME} a plus de {LONGEST_NAME} caractères.")));
        }
        let iban = iban::Iban::from_str(&dense(iban))
            .map_err(|_| Stop::usage(format!("{HOUSE_IBAN} n'est pas un IBAN valable : vérifiez chaque chiffre.")))?;
        let bic = dense(bic);
        if !is_bic(&bic) {
            return Err(Stop::usage(format!("{HOUSE_BIC} n'est pas un BIC : il a 8 ou 11 caractères.")));
        }
        // Capitals are welcome: printed as a square code, they take less room.
        let scheme = public_url.to_ascii_lowercase();
        if !scheme.starts_with("https://") && !scheme.starts_with("http://") {
            return Err(Stop::usage(format!("{HOUSE_PUBLIC_URL} doit commencer par https://.")));
        }
        Ok(House {
            name: name.to_owned(),
            iban: iban.electronic_str().to_owned(),
            bic,
            public_url: public_url.trim_end_matches('/').to_owned(),
            settlement_day: self.get(HOUSE_SETTLEMENT_DAY).map(day_of_month).transpose()?,
        })
    }

    /// What the pages say besides, for a site at this address.
    pub fn pages(&self, public_url: &str) -> Pages {
        Pages { phone: self.get(HELP_PHONE).map(str::to_owned), secure: !is_here(public_url), demo: false }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn needed(&self, name: &str, what: &str) -> Result<&str, Stop> {
        self.get(name).ok_or_else(|| Stop::usage(format!("Il manque {what} : donnez la variable {name}.")))
    }
}

/// A day that every month has.
fn day_of_month(text: &str) -> Result<u32, Stop> {
    let day = text.parse().ok().filter(|day| (1..=28).contains(day));
    day.ok_or_else(|| Stop::usage(format!("{HOUSE_SETTLEMENT_DAY} doit être un jour du mois, de 1 à 28.")))
}

fn own() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        Some((name, value.to_string_lossy().into_owned()))
    })
}

/// The names that were given, never a value.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What the pages of a centre say besides what the network tells them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The telephone of help; none until the network gives one.
    pub phone: Option<String>,
    /// Whether browsers reach the site over HTTPS: cookies go no other way then.
    pub secure: bool,
    /// Whether this is the demo.
    pub demo: bool,
}

impl Pages {
    /// Pages read on the machine itself: the demo and the tests.
    pub const fn on_this_machine() -> Self {
        Self { phone: None, secure: false, demo: true }
    }
}

/// Whether an address is plain HTTP on the machine itself.
fn is_here(public_url: &str) -> bool {
    let host = public_url.to_ascii_lowercase();
    let host = host.strip_prefix("http://").map(|rest| rest.split(['/', ':']).next().unwrap_or_default().to_owned());
    host.is_some_and(|host| host == "localhost" || host.starts_with("127.") || host == "[")
}

/// The folder of keys in a folder of data.
pub fn keys_folder(data: &Path) -> PathBuf {
    data.join("keys")
}

/// The folder of sealed files in a folder of data.
pub fn files_folder(data: &Path) -> PathBuf {
    data.join("files")
}

/// The centre's own file of SQLite in a folder of data.
pub fn centre_file(data: &Path) -> Place {
    Place::Sqlite(data.join("centre.sqlite"))
}

fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}

fn is_bic(bic: &str) -> bool {
    let signs = bic.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let country = bic.as_bytes().get(4..6).is_some_and(|two| two.iter().all(u8::is_ascii_uppercase));
    signs && country && matches!(bic.len(), 8 | 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: [(&str, &str); 4] = [
        (HOUSE_NAME, "Réseau des 7 Vallées"),
        (HOUSE_IBAN, "FR14 2004 1010 0505 0001 3M02 606"),
        (HOUSE_BIC, "PSSTFRPPLIL"),
        (HOUSE_PUBLIC_URL, "https://pass.example/"),
    ];

    fn environment(variables: &[(&str, &str)]) -> Result<Environment, Stop> {
        Environment::of(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn an_unknown_variable_is_named() {
        let stop = environment(&[("PASSEGUE_DATE", "/tmp")]).unwrap_err();
        assert!(stop.to_string().contains("PASSEGUE_DATE"), "{stop}");
        assert_eq!(stop.status(), crate::stop::USAGE);
        assert!(environment(&[("PASSEGUE_TEST_POSTGRES", "x"), ("HOME", "/")]).is_ok());
    }

    #[test]
    fn the_mail_server_is_whole_or_absent() {
        let post = |variables: &[(&str, &str)]| environment(variables).unwrap().post().map(|post| format!("{post:?}"));
        assert_eq!(post(&[]).unwrap(), "Absent");
        let (url, from) = ((SMTP_URL, "smtps://nom:secret@mail.example"), (MAIL_FROM, "Passegué <a@mail.example>"));
        assert!(post(&[url]).unwrap_err().to_string().contains(MAIL_FROM));
        for (wrong, name) in
            [(&[(SMTP_URL, "mail:secret"), from], SMTP_URL), (&[url, (MAIL_FROM, "Passegué")], MAIL_FROM)]
        {
            let said = post(wrong).unwrap_err().to_string();
            assert!(said.contains(name) && !said.contains("secret"), "{said}");
        }
    }

    #[test]
    fn options_win_over_variables() {
        let ours = environment(&[(DATA, "/srv/a"), (DATABASE_URL, "postgres://h/a")]).unwrap();
        assert_eq!(ours.data(None), PathBuf::from("/srv/a"));
        assert_eq!(ours.data(Some("/srv/b".into())), PathBuf::from("/srv/b"));
        assert_eq!(ours.place(Path::new("d"), None).unwrap(), Place::Postgres("postgres://h/a".into()));
        let other = ours.place(Path::new("d"), Some("postgresql://h/b".into())).unwrap();
        assert_eq!(other, Place::Postgres("postgresql://h/b".into()));
        assert!(ours.place(Path::new("d"), Some("mysql://h/b".into())).is_err());
        let none = environment(&[]).unwrap();
        assert_eq!(none.place(Path::new("d"), None).unwrap(), Place::Sqlite("d/centre.sqlite".into()));
        assert_eq!((none.data(None), none.log()), (PathBuf::from("var/passegue"), "info"));
    }

    #[test]
    fn the_address_on_the_paper_may_be_in_capitals() {
        let mut variables = HOUSE.to_vec();
        variables.push((HOUSE_PUBLIC_URL, "HTTPS://PASS.EXAMPLE/"));
        assert_eq!(environment(&variables).unwrap().house().unwrap().public_url, "HTTPS://PASS.EXAMPLE");
    }

    #[test]
    fn cookies_go_over_https_unless_the_site_is_on_the_machine_itself() {
        let ours = environment(&[(HELP_PHONE, "03 21 00 00 00")]).unwrap();
        for (url, secure) in [
            ("https://pass.example", true),
            ("http://pass.example", true),
            ("http://127.0.0.1:4000", false),
            ("HTTP://LOCALHOST", false),
        ] {
            assert_eq!(ours.pages(url), Pages { phone: Some("03 21 00 00 00".into()), secure, demo: false }, "{url}");
        }
    }

    #[test]
    fn the_day_of_settlements_may_be_fixed() {
        let mut variables = HOUSE.to_vec();
        assert_eq!(environment(&variables).unwrap().house().unwrap().settlement_day, None);
        variables.push((HOUSE_SETTLEMENT_DAY, "28"));
        assert_eq!(environment(&variables).unwrap().house().unwrap().settlement_day, Some(28));
    }

    #[test]
    fn the_account_of_the_network_is_whole_and_checked() {
        let house = environment(&HOUSE).unwrap().house().unwrap();
        assert_eq!(house.iban, "FR1420041010050500013M02606");
        assert_eq!(house.public_url, "https://pass.example");
        for (absent, (name, _)) in HOUSE.iter().enumerate() {
            let rest: Vec<_> = HOUSE.iter().enumerate().filter(|(at, _)| *at != absent).map(|(_, one)| *one).collect();
            let stop = environment(&rest).unwrap().house().unwrap_err();
            assert!(stop.to_string().contains(name), "{stop}");
        }
        for (name, wrong) in [
            (HOUSE_IBAN, "FR1420041010050500013M02607"),
            (HOUSE_BIC, "PSST"),
            (HOUSE_PUBLIC_URL, "pass"),
            (HOUSE_SETTLEMENT_DAY, "31"),
            (HOUSE_SETTLEMENT_DAY, "fin du mois"),
        ] {
            let mut variables = HOUSE.to_vec();
            variables.push((name, wrong));
            let stop = environment(&variables).unwrap().house().unwrap_err();
            assert!(stop.to_string().contains(name) && !stop.to_string().contains("2004"), "{stop}");
        }
    }
}
