//! Rows whose columns are those of the national standard, v1 or v0.

use crate::venue_file::{
    columns::written::{FIELDS, HOURS, LISTS, OTHER_LABELS, Written},
    hours::WrittenHours,
    reading::record::{Columns, Record, Table},
    unreadable::Unreadable,
    verdict::Layout,
};

/// Columns that v0 had and v1 has not, and the other way round.
const ONLY_V0: [&str; 7] = [
    "publics_accueillis",
    "conditions_acces",
    "labels_nationaux",
    "labels_autres",
    "accessibilite",
    "cle_ban",
    "courriel",
];
const ONLY_V1: [&str; 8] = [
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "modalites_acces",
    "fiche_acces_libre",
    "courriels",
];

/// Whether the standard has a column of this name.
pub(crate) fn knows(name: &str) -> bool {
    let columns = Columns::new(vec![name.to_owned()]);
    every_name().any(|known| columns.place(known).is_some())
}

fn every_name() -> impl Iterator<Item = &'static str> {
    let fields = FIELDS.iter().flat_map(|(_, names)| names.iter());
    let lists = LISTS.iter().flat_map(|(_, names)| names.iter());
    fields.chain(lists).chain(&OTHER_LABELS).copied().chain([HOURS])
}

/// How the file is laid out, if it has the one column without which there is no place.
pub(crate) fn layout(table: &Table) -> Result<Layout, Unreadable> {
    let has = |name: &&str| table.columns.place(name).is_some();
    if !has(&"nom") {
        return Err(Unreadable::NoHeader(table.columns.told()));
    }
    let old = ONLY_V0.iter().filter(|name| has(name)).count() > ONLY_V1.iter().filter(|name| has(name)).count();
    Ok(match (old, table.json) {
        (true, _) => Layout::V0,
        (false, true) => Layout::V1Json,
        (false, false) => Layout::V1Csv,
    })
}

/// The columns of the file that nobody asks for.
pub(crate) fn unknown(columns: &Columns) -> Vec<&str> {
    columns
        .names
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty() && !name.contains('.') && !knows(name))
        .collect()
}

/// The row in the terms of the standard.
pub(crate) fn written(record: &Record) -> Written {
    let first = |names: &[&str]| names.iter().map(|name| record.cell(name)).find(|cell| !cell.trim().is_empty());
    let all = |names: &[&str]| -> Vec<String> {
        names.iter().map(|name| record.cell(name)).filter(|cell| !cell.trim().is_empty()).map(str::to_owned).collect()
    };
    let mut written = Written::default();
    for (field, names) in FIELDS {
        written.texts.extend(first(names).map(|text| (field, text.to_owned())));
    }
    written.lists = LISTS.into_iter().map(|(list, names)| (list, all(names))).collect();
    written.other_labels = all(&OTHER_LABELS);
    written.hours = WrittenHours { week: record.cell(HOURS).to_owned(), ..WrittenHours::default() };
    written
}
