//! One row before anything is understood of it: cells under the names of their columns.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use crate::territory::folded;
use crate::venue_file::verdict::Problem;

/// The columns of a file.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// As written.
    pub(crate) names: Vec<String>,
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
    /// What was asked before: every row asks for the same columns.
    asked: RefCell<HashMap<String, Option<usize>>>,
}

impl Columns {
    /// Columns of these names; of two that are alike the first is found.
    pub(crate) fn new(names: Vec<String>) -> Self {
        let mut columns = Self::default();
        for (place, name) in names.iter().enumerate() {
            columns.exact.entry(name.trim().to_owned()).or_insert(place);
            columns.folded.entry(key(name)).or_insert(place);
        }
        columns.names = names;
        columns
    }

    /// Where the column stands: its very name first, else whatever case, accents, spaces and underscores.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        if let Some(known) = self.asked.borrow().get(name) {
            return *known;
        }
        let exact = Some(name.trim()).filter(|name| !name.is_empty()).and_then(|name| self.exact.get(name));
        let alike = || Some(key(name)).filter(|key| !key.is_empty()).and_then(|key| self.folded.get(&key));
        let place = exact.or_else(alike).copied();
        self.asked.borrow_mut().insert(name.to_owned(), place);
        place
    }

    /// The first names, for a sentence.
    pub(crate) fn told(&self) -> String {
        let shown: Vec<String> =
            self.names.iter().take(8).map(|name| crate::venue_file::notes::cut(name.trim(), 30)).collect();
        let more = if self.names.len() > shown.len() { ", …" } else { "" };
        format!("{}{more}", shown.join(", "))
    }
}

fn key(name: &str) -> String {
    folded(name).replace(' ', "")
}

/// One row of a file.
#[derive(Debug)]
pub(crate) struct Record {
    /// The line on which it begins, or its number in a list.
    pub(crate) line: usize,
    /// Why it cannot be read at all, if so.
    pub(crate) broken: Option<Problem>,
    /// What is said of a row that lacks its last cells: whether they were needed tells if it is kept.
    pub(crate) short: Option<Problem>,
    columns: Rc<Columns>,
    cells: Vec<String>,
}

impl Record {
    /// A row with its cells.
    pub(crate) fn new(line: usize, columns: Rc<Columns>, cells: Vec<String>) -> Self {
        Self { line, broken: None, short: None, columns, cells }
    }

    /// A row that cannot be read, with what can be seen of it.
    pub(crate) fn broken(line: usize, columns: Rc<Columns>, cells: Vec<String>, problem: Problem) -> Self {
        Self { line, broken: Some(problem), short: None, columns, cells }
    }

    /// The same row, which lacks its last cells if something is said of that.
    pub(crate) fn short_of(self, short: Option<Problem>) -> Self {
        Self { short, ..self }
    }

    /// What stands in a column; empty when there is none.
    pub(crate) fn cell(&self, name: &str) -> &str {
        self.columns.place(name).and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    /// The names of its columns.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.names.iter().map(String::as_str)
    }

    /// The first cell that holds something, for a row whose name cannot be told.
    pub(crate) fn first(&self) -> &str {
        self.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// Whether all its cells are empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.first().is_empty()
    }
}

/// Every row of a file, and the columns that any of them has.
#[derive(Debug)]
pub(crate) struct Table {
    /// The columns of the file.
    pub(crate) columns: Rc<Columns>,
    /// Its rows, in order.
    pub(crate) records: Vec<Record>,
    /// Whether it was JSON.
    pub(crate) json: bool,
}

/// What is read at most.
pub(crate) const MOST_ROWS: usize = 100_000;
/// Cells of one row.
pub(crate) const MOST_COLUMNS: usize = 20_000;
/// Cells of all rows together.
pub(crate) const MOST_CELLS: usize = 4_000_000;
