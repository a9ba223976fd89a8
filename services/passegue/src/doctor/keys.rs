//! The keys: all there, readable by the service alone, and the ones that these books know.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use cheques::desk::{known_peppers, unrecognised};
use store::{
    Fault,
    vitals::{self, Vitals},
};

use super::finding::Finding;
use crate::{
    config::{Place, files_folder, keys_folder},
    keys::Keyring,
};

const KEYS: &str = "Clés";
const RIGHTS: &str = "Droits";
const PEPPER: &str = "Codes";
const FROM_THE_SAFE: &str =
    "restaurez le dossier « keys » depuis le coffre ou une sauvegarde ; ne créez jamais une clé à la main";

pub(super) fn look(data: &Path, place: &Place, vitals: Option<&Vitals>) -> Vec<Finding> {
    let folder = keys_folder(data);
    // What the books know, when they can be asked.
    let known = vitals.filter(|vitals| vitals.books.is_some()).map(|_| vitals::ask(place, known_peppers));
    match (folder.exists(), &known) {
        // There is no centre here: the line of the database says so.
        (false, None) => return Vec::new(),
        (false, Some(Ok(known))) if known.is_empty() => {
            return vec![Finding::well(
                KEYS,
                "Elles seront créées au premier « passegue serve » : ce centre est neuf.",
            )];
        }
        _ => {}
    }
    let keyring = match Keyring::load(&folder, files_folder(data)) {
        Ok(keyring) => keyring,
        Err(fault) => return vec![Finding::repair(KEYS, fault.to_string(), FROM_THE_SAFE)],
    };
    let mut findings = vec![Finding::well(KEYS, "Toutes les clés sont là."), rights(&folder)];
    findings.extend(known.map(|known| peppers(&known, &keyring)));
    findings
}

fn rights(folder: &Path) -> Finding {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let open = |path: &std::path::PathBuf| fs::metadata(path).is_ok_and(|seen| seen.permissions().mode() & 0o077 != 0);
    let mut all: Vec<_> = entries.chain([folder.to_path_buf()]).filter(open).collect();
    all.sort();
    match all.first() {
        None => Finding::well(RIGHTS, "Seul le service peut lire les clés."),
        Some(path) => Finding::repair(
            RIGHTS,
            format!("D'autres personnes de la machine peuvent lire {}.", path.display()),
            format!("chmod 700 {0} ; chmod 600 {0}/*", folder.display()),
        ),
    }
}

fn peppers(known: &Result<Vec<(i64, Vec<u8>)>, Fault>, keyring: &Keyring) -> Finding {
    let Ok(known) = known else {
        return Finding::watch(
            PEPPER,
            "Les secrets des codes ne peuvent pas être comparés à la base.",
            "relancez la commande",
        );
    };
    match unrecognised(known, keyring.peppers()).first() {
        None => Finding::well(PEPPER, "Chaque secret des codes est celui de cette base."),
        Some(no) => Finding::repair(
            PEPPER,
            format!("Le secret des codes numéro {no} (pepper-{no}) manque, ou n'est pas celui de cette base."),
            FROM_THE_SAFE,
        ),
    }
}
