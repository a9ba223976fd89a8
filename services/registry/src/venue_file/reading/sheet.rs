//! Rows of a CSV, whatever parts its cells; a row that is cut or too long is told, never lost.
//!
//! The rows are parted here and not by a library: a quotation mark that is never closed must cost its own line, not
//! the rest of the file, so the reading has to be taken up again one line further.

use std::rc::Rc;

use crate::formula::bare;
use crate::venue_file::{
    reading::record::{Columns, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Record, Table},
    unreadable::Unreadable,
    verdict::Problem,
};

/// The comma comes last: of equals, the last is taken.
const DELIMITERS: [char; 4] = ['|', '\t', ';', ','];

/// Reads a CSV. `known` says of a column's name whether somebody will ask for it: it settles the delimiter.
pub(crate) fn read(text: &str, known: impl Fn(&str) -> bool) -> Result<Table, Unreadable> {
    let (text, line) = without_hint(text);
    let delimiter = delimiter(text, known);
    let mut rows = Rows::new(text, line, delimiter);
    let header = rows.next().ok_or(Unreadable::Empty)?;
    if header.cells.len() > MOST_COLUMNS {
        return Err(Unreadable::TooMany(MOST_COLUMNS));
    }
    let columns = Rc::new(Columns::new(without_blank_end(header.cells)));
    let (mut records, mut cells) = (Vec::new(), 0_usize);
    while let Some(row) = rows.next() {
        let row = if row.swallows(columns.names.len(), &rows) { rows.back_to_first_line(&row) } else { row };
        cells += row.cells.len();
        if records.len() >= MOST_ROWS || cells > MOST_CELLS {
            return Err(Unreadable::TooMany(if cells > MOST_CELLS { MOST_CELLS } else { MOST_ROWS }));
        }
        records.push(record(row, &columns));
    }
    Ok(Table { columns, records, json: false })
}

// A line of headings may end with delimiters, as any other.
fn without_blank_end(mut names: Vec<String>) -> Vec<String> {
    while names.last().is_some_and(|name| name.trim().is_empty()) {
        names.pop();
    }
    names
}

// Spreadsheets may say their delimiter on a first line: `sep=;`.
fn without_hint(text: &str) -> (&str, usize) {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim().to_lowercase().starts_with("sep=") => (rest, 2),
        _ => (text, 1),
    }
}

// The one that gives most columns that somebody asks for, then most columns.
fn delimiter(text: &str, known: impl Fn(&str) -> bool) -> char {
    let score = |delimiter: &char| {
        let cells = Rows::new(text, 1, *delimiter).next().map(|row| row.cells).unwrap_or_default();
        (cells.iter().filter(|cell| known(cell)).count(), cells.len())
    };
    DELIMITERS.into_iter().max_by_key(score).unwrap_or(',')
}

fn record(row: Row, columns: &Rc<Columns>) -> Record {
    let expected = columns.names.len();
    // What was written against formulas is taken off again.
    let mut cells: Vec<String> = row.cells.iter().map(|cell| bare(cell).to_owned()).collect();
    cells.truncate(row.filled(expected));
    let problem = match cells.len() {
        _ if row.open_quote => {
            Some(("QUOTE_OPEN", "Un guillemet ouvert n'est pas refermé : corrigez la ligne.".to_owned()))
        }
        found if found > expected => Some((
            "CELLS_TOO_MANY",
            format!(
                "La ligne a {found} cellules pour {expected} colonnes : entourez de guillemets ce qui contient un séparateur."
            ),
        )),
        _ => None,
    };
    match problem {
        Some((code, says)) => {
            Record::broken(row.line, Rc::clone(columns), cells, Problem { code, field: "ligne", says })
        }
        None => {
            let short = short(&cells, expected);
            Record::new(row.line, Rc::clone(columns), cells).short_of(short)
        }
    }
}

// Some programs leave out the empty cells at the end of a line; a line that is cut looks the same.
fn short(cells: &[String], expected: usize) -> Option<Problem> {
    let found = cells.len();
    let says =
        || format!("La ligne a {found} cellules pour {expected} colonnes, la fin est lue comme vide : complétez-la.");
    let written = cells.iter().any(|cell| !cell.trim().is_empty());
    (found < expected && written).then(|| Problem { code: "CELLS_TOO_FEW", field: "ligne", says: says() })
}

struct Row {
    line: usize,
    start: usize,
    end: usize,
    cells: Vec<String>,
    open_quote: bool,
    // Something stands between a closing quotation mark and the delimiter.
    stray: bool,
}

impl Row {
    // How many cells count: empty ones too many are what spreadsheets leave at the end of lines.
    fn filled(&self, expected: usize) -> usize {
        let last = self.cells.iter().rposition(|cell| !bare(cell).trim().is_empty()).map_or(0, |at| at + 1);
        self.cells.len().min(last.max(expected))
    }

    // A quotation mark that is closed rows later, or never: a line inside is a row of its own. A row that is whole
    // may hold any lines in its quotation marks.
    fn swallows(&self, columns: usize, rows: &Rows<'_>) -> bool {
        let lines = rows.text.get(self.start..self.end).unwrap_or_default().trim_end().lines().count();
        if self.open_quote && lines > 1 {
            return true;
        }
        let is_row = |line: &str| columns > 2 && line.matches(rows.delimiter).count() + 1 >= columns;
        let inside = |cell: &String| cell.contains('\n') && cell.lines().any(is_row);
        (self.stray || self.filled(columns) != columns) && self.cells.iter().any(inside)
    }
}

/// Walks over a text row by row, and can be set back.
struct Rows<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    delimiter: char,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, line: usize, delimiter: char) -> Self {
        Self { text, at: 0, line, delimiter }
    }

    // Only the first line of the row, whatever its quotation marks; the walk goes on with the next.
    fn back_to_first_line(&mut self, row: &Row) -> Row {
        let text = self.text.get(row.start..row.end).unwrap_or_default();
        let length = text.find('\n').map_or(text.len(), |at| at + 1);
        (self.at, self.line) = (row.start + length, row.line + 1);
        let cells = text[..length].trim_end().split(self.delimiter).take(MOST_COLUMNS).map(str::to_owned).collect();
        Row { line: row.line, start: row.start, end: self.at, cells, open_quote: true, stray: false }
    }

    fn row(&mut self) -> Row {
        let (start, line) = (self.at, self.line);
        let (mut cells, mut open_quote, mut stray) = (Vec::new(), false, false);
        loop {
            let Cell { text: cell, used, end, stray: after } = cell(&self.text[self.at..], self.delimiter);
            // What comes after so many cells is only walked over.
            if cells.len() <= MOST_COLUMNS {
                cells.push(cell);
            }
            self.line += self.text[self.at..self.at + used].matches('\n').count();
            self.at += used;
            open_quote |= matches!(end, End::Open);
            stray |= after;
            if !matches!(end, End::Delimiter) {
                return Row { line, start, end: self.at, cells, open_quote, stray };
            }
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    /// The next row that is no blank line.
    fn next(&mut self) -> Option<Row> {
        while self.at < self.text.len() {
            let row = self.row();
            if !self.text[row.start..row.end].trim().is_empty() {
                return Some(row);
            }
        }
        None
    }
}

enum End {
    Delimiter,
    Line,
    Open,
}

// One cell, how much of the text it takes with what ends it, and what ended it.
struct Cell {
    text: String,
    used: usize,
    end: End,
    stray: bool,
}

fn cell(text: &str, delimiter: char) -> Cell {
    match text.strip_prefix('"') {
        Some(inside) => quoted_cell(inside, delimiter),
        None => plain_cell(text, delimiter),
    }
}

fn plain_cell(text: &str, delimiter: char) -> Cell {
    let Some(at) = text.find([delimiter, '\n']) else {
        let (used, text) = (text.len(), text.trim_end_matches('\r').to_owned());
        return Cell { text, used, end: End::Line, stray: false };
    };
    let end = if text[at..].starts_with('\n') { End::Line } else { End::Delimiter };
    let cell = if matches!(end, End::Line) { text[..at].trim_end_matches('\r') } else { &text[..at] };
    Cell { text: cell.to_owned(), used: at + 1, end, stray: false }
}

// Two quotation marks are one; what stands between the closing one and the delimiter is kept.
fn quoted_cell(inside: &str, delimiter: char) -> Cell {
    let mut text = String::new();
    let mut at = 0;
    while let Some(length) = inside[at..].find('"') {
        text.push_str(&inside[at..at + length]);
        at += length + 1;
        if !inside[at..].starts_with('"') {
            let Cell { text: rest, used, end, .. } = plain_cell(&inside[at..], delimiter);
            text.push_str(&rest);
            return Cell { text, used: 1 + at + used, end, stray: !rest.trim().is_empty() };
        }
        text.push('"');
        at += 1;
    }
    text.push_str(&inside[at..]);
    Cell { text, used: 1 + inside.len(), end: End::Open, stray: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        read(text, |name| ["nom", "commune", "adresse"].contains(&name)).unwrap()
    }

    fn told(text: &str) -> Vec<(usize, &'static str, String)> {
        let records = table(text).records;
        let code = |record: &Record| record.broken.as_ref().or(record.short.as_ref()).map_or("", |told| told.code);
        records.iter().map(|record| (record.line, code(record), record.cell("nom").to_owned())).collect()
    }

    #[test]
    fn the_header_tells_the_delimiter() {
        for delimiter in [",", ";", "|", "\t"] {
            let text = "nom,commune,adresse\nA,B,C\n".replace(',', delimiter);
            assert_eq!(table(&text).records[0].cell("adresse"), "C", "{delimiter}");
        }
        assert_eq!(table("sep=;\nnom;commune;adresse\nA;B, b;C").records[0].cell("commune"), "B, b");
        assert_eq!(table("nom;commune, ou ville;adresse\nA;B;C").records[0].cell("adresse"), "C");
    }

    #[test]
    fn columns_are_found_whatever_their_case_accents_and_spaces() {
        let table = table("NOM ; Comm\u{fb}ne;Adresse_postale\nA;B;C");
        let record = &table.records[0];
        assert_eq!([record.cell("nom"), record.cell("commune"), record.cell("adresse postale")], ["A", "B", "C"]);
    }

    #[test]
    fn rows_keep_their_lines() {
        let text = "nom,commune,adresse\r\n\r\n\"A\nA\",\"B \"\"b\"\"\",C\r\nD,E,F\r\n\r\n";
        assert_eq!(told(text), [(3, "", "A\nA".to_owned()), (5, "", "D".to_owned())]);
        assert_eq!(table(text).records[0].cell("commune"), "B \"b\"");
    }

    #[test]
    fn rows_cut_or_too_long_are_told() {
        let text = "nom,commune,adresse\nA,B\nC,D,E,F\nG,H,I,,\n,,\n";
        let expected = [(2, "CELLS_TOO_FEW", "A"), (3, "CELLS_TOO_MANY", "C"), (4, "", "G"), (5, "", "")];
        assert_eq!(told(text), expected.map(|(line, code, name)| (line, code, name.to_owned())));
    }

    #[test]
    fn an_open_quotation_mark_costs_its_line_alone() {
        let open = "nom,commune,adresse\n\"A,B,C\nD,E,F\nG,H,I\n";
        let expected = [(2, "QUOTE_OPEN", "\"A"), (3, "", "D"), (4, "", "G")];
        assert_eq!(told(open), expected.map(|(line, code, name)| (line, code, name.to_owned())));
        let closed_later = "nom,commune,adresse\nA,B,\"C\nD,E,F\nG,\"H\",I\n";
        let lines: Vec<(usize, &str)> = told(closed_later).iter().map(|(line, code, _)| (*line, *code)).collect();
        assert_eq!(lines, [(2, "QUOTE_OPEN"), (3, ""), (4, "")]);
    }

    #[test]
    fn a_whole_row_may_hold_any_lines() {
        let cases = [
            "nom,commune,adresse\nA,B,\"rue 1, bât. 2, porte 3\nlieu-dit\"\nD,E,F\n",
            "nom,commune,adresse\nA,B,\"\nX,Y,Z\nU,V,W\"\nD,E,F\n",
            "nom,commune,adresse\nA,B,\"X,Y,Z\n1,2,3\",,\nD,E,F\n",
        ];
        for text in cases {
            let seen: Vec<String> = told(text).into_iter().map(|(_, code, name)| format!("{code}{name}")).collect();
            assert_eq!(seen, ["A", "D"], "{text}");
        }
    }

    #[test]
    fn headings_may_end_with_delimiters() {
        assert_eq!(
            told("nom,commune,adresse,,\nA,B,C\nD,E,F,,\nG,H,I,J,\n").iter().map(|row| row.1).collect::<Vec<_>>(),
            ["", "", "CELLS_TOO_MANY"]
        );
    }

    #[test]
    fn too_much_is_refused() {
        let text = format!("nom,commune\n{}", "a,b\n".repeat(MOST_ROWS + 1));
        assert_eq!(read(&text, |_| true).err(), Some(Unreadable::TooMany(MOST_ROWS)));
        assert_eq!(read("", |_| true).err(), Some(Unreadable::Empty));
        assert_eq!(read(&",".repeat(1_000_000), |_| true).err(), Some(Unreadable::TooMany(MOST_COLUMNS)));
    }
}
