//! What the books and the folder remember: acts set aside, the last check, the last backup.

use std::path::Path;

use cheques::books::check;
use kernel::{
    chance::Chance,
    clock::{At, Clock},
    words::long_day,
};
use store::{Fault, Store, migrate::Books, store::Settings, vitals::Vitals};

use super::finding::Finding;
use crate::{
    backup::record::{self, Record},
    config::Place,
};

const PARKED: &str = "Actes";
const CHECK: &str = "Comptes";
const LEDGER: &str = "Registre";
const BACKUP: &str = "Sauvegarde";
const DAY: i64 = 24 * 60 * 60 * 1000;
/// Checks and backups are for every night: two are missing.
const LATE: i64 = 2 * DAY;

pub(super) async fn look(place: &Place, data: &Path, vitals: Option<&Vitals>, now: At) -> Vec<Finding> {
    let last = record::last(data);
    let mut findings = Vec::new();
    if let Some(books) = vitals.and_then(|vitals| vitals.books.as_ref()) {
        findings.push(parked(books.parked));
        if let Ok(store) = opened(place) {
            findings.push(last_check(&store, now).await);
            if let Some(last) = &last {
                findings.extend(anchored(&store, last).await);
            }
        }
    }
    findings.push(last_backup(last.as_ref(), now));
    findings
}

fn opened(place: &Place) -> Result<Store, Fault> {
    let (place, clock, chance) = (place.clone(), Clock::wall(), Chance::from_machine());
    Store::open(Settings { place, books: Books::Centre, clock, chance, migrate: false, readers: 1 })
}

fn parked(count: i64) -> Finding {
    match count {
        0 => Finding::well(PARKED, "Aucun acte n'attend d'être examiné."),
        some => Finding::watch(
            PARKED,
            format!("{some} acte(s) ont échoué et attendent qu'on les examine (table « parked »)."),
            "lisez leur cause, et demandez au lieu de présenter de nouveau le chèque",
        ),
    }
}

async fn last_check(store: &Store, now: At) -> Finding {
    const RUN_IT: &str = "lancez « passegue check », et prévoyez-le chaque nuit";
    match check::last(store).await.ok().flatten() {
        None => Finding::watch(CHECK, "Les comptes n'ont jamais été vérifiés.", RUN_IT),
        Some(report) => {
            let when = long_day(report.at.day());
            if !report.holds() {
                let says = format!("La dernière vérification, le {when}, a trouvé une erreur dans les comptes.");
                return Finding::repair(
                    CHECK,
                    says,
                    "lancez « passegue check » et n'exportez aucun règlement avant de comprendre",
                );
            }
            let says = format!("La dernière vérification, le {when}, a tout trouvé juste.");
            if report.at.0 + LATE < now.0 { Finding::watch(CHECK, says, RUN_IT) } else { Finding::well(CHECK, says) }
        }
    }
}

/// An end of the ledger that was cut off whole shows only against what is kept outside the database.
async fn anchored(store: &Store, last: &Record) -> Option<Finding> {
    let borne = last.is_borne_by(store).await.ok()?;
    let no = last.ledger_no;
    Some(match borne {
        true => Finding::well(LEDGER, format!("Il prolonge celui de la dernière sauvegarde (ligne {no}).")),
        false => Finding::repair(
            LEDGER,
            format!("La ligne {no}, qui était dans la dernière sauvegarde, a disparu ou changé."),
            "n'exportez aucun règlement ; comparez avec cette sauvegarde (passegue restore dans un dossier vide)",
        ),
    })
}

fn last_backup(last: Option<&Record>, now: At) -> Finding {
    const TAKE_IT: &str = "lancez « passegue backup », et prévoyez-la chaque nuit";
    let Some(last) = last else {
        return Finding::watch(BACKUP, "Aucune sauvegarde n'est connue.", TAKE_IT);
    };
    let says = format!("La dernière est du {}.", long_day(last.at.day()));
    if !last.secrets {
        let says = format!("{says} Elle ne contient pas les clés.");
        return Finding::watch(
            BACKUP,
            says,
            "gardez le dossier « keys » dans un coffre, ou sauvegardez avec une phrase secrète",
        );
    }
    if last.at.0 + LATE < now.0 { Finding::watch(BACKUP, says, TAKE_IT) } else { Finding::well(BACKUP, says) }
}
