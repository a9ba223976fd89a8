//! Importing a file that somebody brought: read, compared, written or only looked at, with its report.

use std::sync::Arc;

use kernel::{
    access::{Action, Actor},
    ids::{FileId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Store, Tx,
    act::{ActKey, ContentHash},
    conn::AnyConn,
    deposits,
    files::{self, Cabinet, FileFacts, Ticket},
};

use crate::{
    import_listings::{self, Ending, Mode, RowReport},
    import_report::{Report, Totals, reasons, said},
    refusal::Refused,
    structure::text,
    territory::Successors,
    venue_file::{self, Layout, Mapping, VenueFile},
};

/// What is to be imported.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// A file that was brought by `POST /files`.
    pub file: FileId,
    /// Who publishes the rows that do not say it; 1 to 120 characters.
    pub source: String,
    /// How its columns are read when they are not those of the standard: JSON, see the README.
    pub mapping: Option<String>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It cannot be read at all; the sentence says why and what to do.
    Unreadable(String),
    /// It was read, row by row.
    Read(Box<Imported>),
}

/// What a file brought, or would bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// How it was understood.
    pub layout: Layout,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// How many rows ended how.
    pub totals: Totals,
    /// The first rows that were kept out.
    pub refused: Vec<RefusedRow>,
    /// What concerns the whole file.
    pub remarks: Vec<String>,
    /// The right to fetch the whole report once.
    pub report: Ticket,
}

/// A row that was kept out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// The line on which it begins.
    pub line: usize,
    /// Its name as written; may be empty.
    pub name: String,
    /// Why, in French.
    pub reasons: String,
}

/// A person waits for the answer: longer files are for `passegue import`.
const LONGEST_FILE: i64 = 8 * 1024 * 1024;
const MOST_ROWS: usize = 20_000;
const LONGEST_MAPPING: usize = 256 * 1024;
const LONGEST_SOURCE: usize = 120;
/// So many rows are told at once; the report tells all.
const MOST_TOLD: usize = 100;

/// Imports a file, or says what it would bring.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (source, mapping), `NOT_FOUND`, `INPUT_INVALID` for a file over
/// 8 MiB or 20 000 rows. A file that cannot be read is an answer of its own and leaves the key free, as does a look.
pub async fn import_file(
    store: &Store,
    cabinet: &Cabinet,
    actor: &Actor,
    key: &str,
    asked: &Asked,
    mode: Mode,
) -> Reply<Outcome> {
    let (person, organisation) = actor.known()?;
    actor.may_anywhere(Action::ImportListings)?;
    let source = text(&asked.source, LONGEST_SOURCE, "source")?;
    if asked.mapping.as_ref().is_some_and(|mapping| mapping.len() > LONGEST_MAPPING) {
        return Err(Refused::Input("mapping").into());
    }
    let key = ActKey::of(actor, Action::ImportListings, key)?;
    let file = asked.file;
    let facts = store.read("import.file", move |conn| brought(conn, file, organisation)).await?;
    if facts.bytes > LONGEST_FILE {
        return Err(Refused::Input("file").into());
    }
    let read = match read(store, cabinet, &facts, asked.mapping.clone()).await? {
        Ok(read) if read.rows.len() > MOST_ROWS => return Err(Refused::Input("file").into()),
        Ok(read) => read,
        Err(why) => return Ok(Outcome::Unreadable(why)),
    };
    let import = Import::of(read, &facts, source, cabinet.clone(), store, person)?;
    match mode {
        Mode::Look => import.look(store).await,
        Mode::Write => store.once(key, ContentHash::of(asked)?, move |tx| import.write(tx)).await,
    }
}

/// What is known of a file that this organisation brought; `NOT_FOUND` for any other: naming a file gives no right to it.
fn brought(conn: &mut AnyConn, file: FileId, organisation: StructureId) -> Reply<FileFacts> {
    if deposits::owner(conn, file)? != Some(organisation) {
        return Err(Refused::NotFound.into());
    }
    files::facts(conn, file)
}

/// The rows of a file, or the sentence that says why there are none. Opening and reading are long: off the threads that answer.
async fn read(
    store: &Store,
    cabinet: &Cabinet,
    facts: &FileFacts,
    mapping: Option<String>,
) -> Reply<Result<VenueFile, String>> {
    let successors = store.read("territory", |conn| Ok(Successors::read(conn)?)).await?;
    let (cabinet, file) = (cabinet.clone(), facts.id);
    let reading = move || -> Result<Result<VenueFile, String>, Fault> {
        let bytes = cabinet.open(file)?;
        let read = || {
            let mapping = mapping.as_deref().filter(|text| !text.trim().is_empty()).map(Mapping::parse).transpose()?;
            venue_file::read_bytes(bytes, mapping.as_ref(), &successors)
        };
        Ok(read().map_err(|unreadable| unreadable.to_string()))
    };
    let read = tokio::task::spawn_blocking(reading).await;
    Ok(read.map_err(|error| Fault::because("a file died while it was read", error))??)
}

/// A file that was read, ready to be compared.
struct Import {
    rows: Arc<Vec<import_listings::Row>>,
    file: String,
    source: String,
    layout: Layout,
    remarks: Vec<venue_file::Problem>,
    cabinet: Cabinet,
    person: PersonId,
}

impl Import {
    fn of(
        read: VenueFile,
        facts: &FileFacts,
        source: String,
        cabinet: Cabinet,
        store: &Store,
        person: PersonId,
    ) -> Result<Self, Fault> {
        let VenueFile { rows, layout, remarks } = read;
        let rows = Arc::new(import_listings::told_apart(rows, &source, store.now().day())?);
        Ok(Self { rows, file: facts.name.clone(), source, layout, remarks, cabinet, person })
    }

    async fn look(self, store: &Store) -> Reply<Outcome> {
        let compared = self.rows.clone();
        let rows = store.read_still("venues.compare", move |conn| Ok(import_listings::look(conn, &compared)?)).await?;
        let report = self.report(rows, true);
        store.transact("venues.report", move |tx| Ok(self.told(tx, &report)?)).await
    }

    fn write(&self, tx: &mut Tx<'_>) -> Reply<Outcome> {
        let rows = import_listings::write(tx, &self.rows)?;
        Ok(self.told(tx, &self.report(rows, false))?)
    }

    fn report(&self, rows: Vec<RowReport>, dry_run: bool) -> Report {
        let (file, source) = (self.file.clone(), self.source.clone());
        Report { file, source, layout: self.layout, remarks: self.remarks.clone(), dry_run, rows }
    }

    fn told(&self, tx: &mut Tx<'_>, report: &Report) -> Result<Outcome, Fault> {
        let sheet = self.cabinet.put(tx, "rapport-import.csv", "text/csv; charset=utf-8", &report.csv()?)?;
        let refused = report.rows.iter().filter(|row| matches!(row.ending, Ending::Refused(_)));
        let told = |row: &RowReport| RefusedRow {
            line: row.line,
            name: row.name.clone(),
            reasons: said(reasons(&row.ending)),
        };
        Ok(Outcome::Read(Box::new(Imported {
            layout: report.layout,
            dry_run: report.dry_run,
            totals: report.totals(),
            refused: refused.take(MOST_TOLD).map(told).collect(),
            remarks: report.remarks.iter().map(|remark| remark.says.clone()).collect(),
            report: files::ticket(tx, sheet, self.person)?,
        })))
    }
}
