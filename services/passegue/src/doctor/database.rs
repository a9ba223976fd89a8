//! The database: it answers, keeps what it is told, and has the schema of this program.

use std::path::Path;

use store::{
    Fault,
    migrate::{Books, Standing},
    vitals::{self, Vitals},
};

use super::finding::Finding;
use crate::{config::Place, hosted, stop::Stop};

const BASE: &str = "Base";
const SAFETY: &str = "Sûreté";
const SCHEMA: &str = "Schéma";
const HOSTED: &str = "Lieux hébergés";
/// The oldest release of PostgreSQL that the tests are run on.
const POSTGRES_FLOOR: i64 = 15;

pub(super) fn look(place: &Place, seen: &Result<Vitals, Fault>) -> Vec<Finding> {
    match seen {
        Err(fault) => vec![absent(place, fault)],
        Ok(vitals) => {
            let mut findings = vec![engine(place, vitals), safety(vitals)];
            findings.extend(schema(SCHEMA, &vitals.standing));
            findings
        }
    }
}

/// The hosted venues' tables; looked at once the centre's are right.
pub(super) fn hosted(place: &Place, data: &Path, centre: Option<&Vitals>) -> Option<Finding> {
    centre.filter(|vitals| vitals.standing == Standing::Current)?;
    let seen = hosted::found_beside(place, data)
        .and_then(|found| found.map(|place| vitals::look(&place, Books::Node)).transpose());
    match seen {
        Ok(None) => Some(Finding::well(HOSTED, "Leurs tables seront créées au premier « passegue serve ».")),
        Ok(Some(vitals)) => {
            Some(schema(HOSTED, &vitals.standing).unwrap_or_else(|| Finding::well(HOSTED, "Leurs tables sont là.")))
        }
        Err(fault) => Some(Finding::repair(
            HOSTED,
            format!("Leurs tables ne peuvent pas être lues ({}).", Stop::from(fault)),
            "vérifiez le fichier nodes/hosted.sqlite, ou restaurez une sauvegarde",
        )),
    }
}

fn absent(place: &Place, fault: &Fault) -> Finding {
    match place {
        Place::Sqlite(path) if !path.exists() => Finding::repair(
            BASE,
            format!("La base {} n'existe pas.", path.display()),
            "vérifiez --data, lancez « passegue serve » pour un nouveau centre, ou « passegue restore » pour en retrouver un",
        ),
        Place::Sqlite(path) => Finding::repair(
            BASE,
            format!("La base {} ne peut pas être lue ({fault}).", path.display()),
            "gardez ce fichier de côté et restaurez une sauvegarde (passegue restore … --force)",
        ),
        Place::Postgres(_) => Finding::repair(
            BASE,
            "PostgreSQL ne répond pas.",
            "vérifiez qu'il est lancé (systemctl status postgresql), et l'adresse DATABASE_URL",
        ),
    }
}

fn engine(place: &Place, vitals: &Vitals) -> Finding {
    let (name, version) = (place.engine(), &vitals.version);
    if let Some(why) = vitals.books.as_ref().and_then(|books| books.unwritable.as_ref()) {
        return Finding::repair(
            BASE,
            format!("{name} {version} répond, mais rien ne peut y être écrit ({why})."),
            "vérifiez les droits, la place libre, et que ce serveur n'est pas une copie en lecture seule",
        );
    }
    match place {
        Place::Postgres(_) if vitals.major < POSTGRES_FLOOR => Finding::watch(
            BASE,
            format!("{name} {version} répond, mais cette version est ancienne."),
            format!("prévoyez PostgreSQL {POSTGRES_FLOOR} ou plus récent"),
        ),
        _ => Finding::well(BASE, format!("{name} {version} répond et peut être écrit.")),
    }
}

fn safety(vitals: &Vitals) -> Finding {
    match vitals.careless.as_slice() {
        [] => Finding::well(SAFETY, "Un chèque accepté est sur le disque avant d'être confirmé."),
        careless => Finding::repair(
            SAFETY,
            format!(
                "Une coupure de courant peut effacer des chèques acceptés : {} est désactivé.",
                careless.join(", ")
            ),
            "remettez ce réglage à « on » dans la configuration de PostgreSQL, puis relancez-le",
        ),
    }
}

fn schema(what: &'static str, standing: &Standing) -> Option<Finding> {
    match standing {
        Standing::Current if what == SCHEMA => Some(Finding::well(SCHEMA, "Les tables sont celles de cette version.")),
        Standing::Current => None,
        Standing::Behind(count) => Some(Finding::repair(
            what,
            format!("{count} migration(s) manquent dans cette base."),
            "faites une sauvegarde (passegue backup), puis lancez « passegue migrate »",
        )),
        Standing::Ahead(_) => Some(Finding::repair(
            what,
            "Cette base vient d'une version plus récente de passegue.",
            "installez cette version-là, ou restaurez une sauvegarde plus ancienne",
        )),
    }
}
