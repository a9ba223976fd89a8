//! The folder of keys, as text: names, numbers, contents, and what is said when one of them is wrong.

use std::path::Path;

use store::Fault;

pub(super) fn names(folder: &Path) -> Result<Vec<String>, Fault> {
    if !folder.exists() {
        let folder = folder.display();
        return Err(Fault::broken(format!("Le dossier des clés {folder} est absent : restaurez-le depuis le coffre.")));
    }
    let unreadable = |error| Fault::because(&format!("Le dossier {} ne peut pas être lu.", folder.display()), error);
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    entries.map(|entry| Ok(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned())).collect()
}

/// `pepper-2` is number 2 of its kind; `pepper-02` is none.
pub(super) fn number(name: &str, kind: &str) -> Option<i64> {
    let no: i64 = name.strip_prefix(kind)?.strip_prefix('-')?.parse().ok()?;
    (no > 0 && name == format!("{kind}-{no}")).then_some(no)
}

pub(super) fn text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path)
        .map_err(|error| Fault::because(&format!("La clé {} ne peut pas être lue.", path.display()), error))
}

pub(super) fn missing(folder: &Path, name: &str) -> Fault {
    Fault::broken(format!(
        "Il manque la clé « {name} » dans {} : restaurez ce dossier depuis le coffre.",
        folder.display()
    ))
}

/// Fewer different signs than these are no chance: 64 that are drawn have more but once in 10¹⁵.
const FEWEST_DIFFERENT: usize = 8;

/// Whether a secret, as it is written, holds too few different signs to be one.
pub(crate) fn is_weak(secret: &str) -> bool {
    secret.chars().collect::<std::collections::BTreeSet<char>>().len() < FEWEST_DIFFERENT
}

pub(super) fn weak(path: &Path) -> Fault {
    let path = path.display();
    Fault::broken(format!(
        "La clé {path} est trop faible (moins de {FEWEST_DIFFERENT} signes différents) : restaurez celle du coffre."
    ))
}

pub(super) fn damaged(path: &Path) -> Fault {
    let path = path.display();
    Fault::broken(format!(
        "La clé {path} est abîmée (64 chiffres hexadécimaux attendus) : restaurez-la depuis le coffre."
    ))
}
