//! Reading a file of venues: the bytes of a file become one verdict a row, and no row is lost.
//!
//! Known are the national standard v1 and its forerunner v0, as CSV or JSON, and any other layout through a mapping.
//! Nothing here asks a database, a network or a clock: the same bytes always give the same verdicts.

use std::{collections::HashSet, path::Path};

use crate::territory::Successors;
use columns::{mapped, standard};
use reading::{
    elements, input,
    record::{Record, Table},
    sheet,
};

mod place;

mod unreadable;

mod verdict;

// From bytes to rows of cells, and from cells to the terms of the standard.
mod reading;

mod columns;

// From what is written to what is meant.
mod judge;

mod notes;

mod text;

mod pivot;

mod whereabouts;

mod contacts;

mod date;

mod hours;

#[cfg(test)]
mod tests;

pub use columns::mapping::Mapping;
pub use place::ListedPlace;
pub use unreadable::Unreadable;
pub use verdict::{Layout, Problem, ReadRow, VenueFile};

/// Whether this is one mail address and nothing else.
pub(crate) fn is_mail(text: &str) -> bool {
    contacts::contact::is_mail(text)
}

/// Whether this is the address of one page, with its scheme.
pub(crate) fn is_page(text: &str) -> bool {
    contacts::contact::is_page(text)
}

/// Reads a file of venues, by a mapping when its columns are not those of the standard.
///
/// `territory` tells which communes ended. What concerns one row is said beside that row; an error concerns the file.
/// At most 64 MiB, 100 000 rows and 4 000 000 values are read.
pub fn read(path: &Path, mapping: Option<&Mapping>, territory: &Successors) -> Result<VenueFile, Unreadable> {
    read_bytes(input::bytes(path)?, mapping, territory)
}

/// The same for bytes that are already there.
pub fn read_bytes(bytes: Vec<u8>, mapping: Option<&Mapping>, territory: &Successors) -> Result<VenueFile, Unreadable> {
    let table = table(&input::text(bytes)?, mapping)?;
    let layout = match mapping {
        Some(mapping) => has_names(&table, mapping)?,
        None => standard::layout(&table)?,
    };
    if table.records.is_empty() {
        return Err(Unreadable::NoRows);
    }
    let remarks = remarks(&table, mapping);
    let rows = table.records.iter().map(|record| row(record, mapping, territory)).collect();
    Ok(VenueFile { rows, layout, remarks })
}

// A JSON document begins with a bracket; a header of columns does not.
fn table(text: &str, mapping: Option<&Mapping>) -> Result<Table, Unreadable> {
    if text.trim_start().starts_with(['[', '{']) {
        return elements::read(text);
    }
    match mapping {
        Some(mapping) => {
            let asked: HashSet<&str> = mapping.columns().collect();
            sheet::read(text, |name| asked.contains(name.trim()))
        }
        None => sheet::read(text, standard::knows),
    }
}

fn has_names(table: &Table, mapping: &Mapping) -> Result<Layout, Unreadable> {
    let columns = mapping.name_columns();
    if !columns.is_empty() && !columns.iter().any(|column| table.columns.place(column).is_some()) {
        let column = columns.join(" », « ");
        return Err(Unreadable::NameColumnMissing { column, seen: table.columns.told() });
    }
    Ok(Layout::Mapped)
}

fn row(record: &Record, mapping: Option<&Mapping>, territory: &Successors) -> ReadRow {
    if let Some(problem) = &record.broken {
        return judge::refuse(record.line, record.first(), problem.clone());
    }
    if record.is_empty() {
        let says = "La ligne est vide : rien à importer.".to_owned();
        return judge::refuse(record.line, "", Problem { code: "ROW_EMPTY", field: "ligne", says });
    }
    let written = match mapping {
        Some(mapping) => mapped::written(mapping, record),
        None => standard::written(record),
    };
    let read = judge::judge(record.line, &written, territory);
    match &record.short {
        Some(short) => of_short_row(read, record, short),
        None => read,
    }
}

// Without its last cells a row is a place, or it is refused for that alone.
fn of_short_row(mut read: ReadRow, record: &Record, short: &Problem) -> ReadRow {
    if read.outcome.is_err() {
        return judge::refuse(record.line, record.first(), short.clone());
    }
    read.warnings.insert(0, short.clone());
    read
}

// What concerns the whole file: keys and columns that nobody reads.
fn remarks(table: &Table, mapping: Option<&Mapping>) -> Vec<Problem> {
    let told = |names: Vec<&str>| {
        let shown: Vec<String> = names.iter().take(12).map(|name| notes::cut(name, 40)).collect();
        format!("{}{}", shown.join(", "), if names.len() > 12 { ", …" } else { "" })
    };
    let remark = |code, field, says: &str, names: Vec<&str>| {
        (!names.is_empty()).then(|| Problem { code, field, says: format!("{says} : {}.", told(names)) })
    };
    let Some(mapping) = mapping else {
        let says = "Colonnes hors du standard, laissées de côté";
        return remark("COLUMNS_UNKNOWN", "fichier", says, standard::unknown(&table.columns)).into_iter().collect();
    };
    let ignored = mapping.ignored.iter().map(String::as_str).collect();
    let mut seen = HashSet::new();
    let absent = mapping.columns().filter(|name| seen.insert(*name) && table.columns.place(name).is_none()).collect();
    let keys = remark("KEYS_IGNORED", "correspondance", "Clés de la correspondance que rien ne lit", ignored);
    let columns = remark("COLUMNS_ABSENT", "fichier", "Colonnes de la correspondance absentes du fichier", absent);
    keys.into_iter().chain(columns).collect()
}
