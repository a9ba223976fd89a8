//! Why the program stops: one line for whoever started it, and the status of the process.

use std::{error::Error, fmt};

use store::{Fault, Trouble};

/// The books were looked at and do not agree.
pub const BROKEN: u8 = 1;
/// The command or its configuration cannot be understood.
pub const USAGE: u8 = 2;
/// The command was understood and could not be carried out.
pub const REFUSED: u8 = 3;

/// The end of the program, told in one line of French.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    line: String,
    status: u8,
}

impl Stop {
    /// The command or its configuration cannot be understood.
    pub fn usage(line: impl fmt::Display) -> Self {
        Self::with(line, USAGE)
    }

    /// The command was understood and could not be carried out.
    pub fn refused(line: impl fmt::Display) -> Self {
        Self::with(line, REFUSED)
    }

    /// The books do not agree.
    pub fn broken(line: impl fmt::Display) -> Self {
        Self::with(line, BROKEN)
    }

    /// The status of the process.
    pub const fn status(&self) -> u8 {
        self.status
    }

    fn with(line: impl fmt::Display, status: u8) -> Self {
        Self { line: line.to_string().split_whitespace().collect::<Vec<_>>().join(" "), status }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}
impl Error for Stop {}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::refused(told(&fault))
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Broken(fault) => fault.into(),
            Trouble::Refused(refusal) => {
                let spoken = kernel::words::say(&refusal);
                Self::refused(format!("{} {} ({})", spoken.message, spoken.next_step, spoken.code))
            }
        }
    }
}

/// What the floors below say of a start that fails, and what an operator reads instead.
const IN_FRENCH: [(&str, &str); 12] = [
    (
        "the disk did not keep",
        "Le disque n'a pas gardé ce qui venait d'être écrit : Passegué s'arrête ici. Tout ce qui a été confirmé est gardé. Vérifiez le disque, puis relancez.",
    ),
    ("migration(s) are missing", "Des migrations manquent dans cette base : lancez d'abord « passegue migrate »."),
    (
        "made by a newer passegue",
        "Cette base vient d'une version plus récente de passegue : installez cette version, ou restaurez une sauvegarde.",
    ),
    (
        "the database does not answer",
        "La base de données ne répond pas : vérifiez qu'elle est lancée, et son adresse (DATABASE_URL ou --data).",
    ),
    (
        "the address of the database cannot be used",
        "L'adresse de la base ne peut pas être lue : vérifiez-la (DATABASE_URL ou --database-url) ; dans un mot de passe, / ? @ # et % s'écrivent %2F %3F %40 %23 et %25.",
    ),
    (
        "the folder of the database cannot be made",
        "Le dossier de la base ne peut pas être créé ni ouvert : vérifiez le dossier des données (--data) et ses droits.",
    ),
    (
        "file is not a database",
        "Le fichier de la base n'est pas une base SQLite : vérifiez le dossier des données (--data), ou restaurez une sauvegarde.",
    ),
    ("malformed", "Le fichier de la base est abîmé : restaurez une sauvegarde (passegue restore, avec --force)."),
    (
        "database is locked",
        "Un autre programme se sert de cette base (un centre, une restauration) : attendez qu'il ait fini, puis recommencez.",
    ),
    (
        "attempt to write a readonly database",
        "La base ne peut pas être écrite : une restauration vient de la mettre de côté, ou les droits de son fichier ne le permettent pas. Vérifiez-les, puis recommencez.",
    ),
    (
        "is missing: cheques hashed with it",
        "Il manque un secret des codes (pepper) dont cette base se sert : restaurez le dossier « keys » depuis le coffre.",
    ),
    (
        "is not the one of this database",
        "Le secret des codes (pepper) n'est pas celui de cette base : restaurez le dossier « keys » depuis le coffre.",
    ),
];

/// The fault with the first line of each of its causes.
fn told(fault: &Fault) -> String {
    let said = fault.to_string();
    let known = IN_FRENCH.iter().find(|(part, _)| said.contains(part));
    let mut line = known.map_or_else(|| said.clone(), |(_, french)| (*french).to_owned());
    let mut source = fault.source();
    while let Some(cause) = source {
        let cause_said = cause.to_string();
        line = format!("{line} ({})", cause_said.lines().next().unwrap_or_default());
        source = cause.source();
    }
    line
}

#[cfg(test)]
mod tests {
    use kernel::{chance::Chance, clock::Clock};
    use store::{Store, conn::Place, migrate::Books, store::Settings};

    use super::*;

    fn open(place: Place, migrate: bool) -> Result<Store, Fault> {
        let (clock, chance) = (Clock::wall(), Chance::from_seed(1));
        Store::open(Settings { place, books: Books::Centre, clock, chance, migrate, readers: 1 })
    }

    #[test]
    fn a_missing_migration_is_said_with_the_command_to_run() {
        let folder = crate::scratch::Folder::new("stop_missing");
        let fault = open(Place::Sqlite(folder.path().join("centre.sqlite")), false).err().unwrap();
        let stop = Stop::from(fault);
        assert!(stop.to_string().contains("passegue migrate"), "{stop}");
        assert_eq!(stop.status(), REFUSED);
    }

    #[tokio::test]
    async fn a_newer_schema_is_said() {
        use diesel::RunQueryDsl;

        let folder = crate::scratch::Folder::new("stop_newer");
        let place = Place::Sqlite(folder.path().join("centre.sqlite"));
        let store = open(place.clone(), true).unwrap();
        let newer = "insert into __diesel_schema_migrations (version) values ('29990101000000')";
        store.transact("test", move |tx| Ok(diesel::sql_query(newer).execute(tx.conn)?)).await.unwrap();
        let stop = Stop::from(open(place, true).err().unwrap());
        assert!(stop.to_string().contains("plus récente"), "{stop}");
    }

    #[test]
    fn a_database_that_cannot_be_reached_is_one_line() {
        let url = "postgres://nobody@127.0.0.1:1/nothing".to_owned();
        let stop = Stop::from(open(Place::Postgres(url), false).err().unwrap());
        assert!(stop.to_string().starts_with("La base de données ne répond pas"), "{stop}");
        assert_eq!(stop.to_string().lines().count(), 1);
    }
}
