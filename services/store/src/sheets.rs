//! Sheets: the books of a snapshot as plain text, a file a table, and the same made into books again.
//!
//! CSV as RFC 4180 has it, in UTF-8: a first line of names, commas, texts always between quotes. Nothing at all between two
//! commas is an absent value; two quotes are an empty text. Numbers are whole; bytes and identifiers are hexadecimal; a double
//! is the shortest text that reads back as the same one. Rows go by in pages: a long table takes no more memory than a short one.

use std::{
    io::{BufRead, Write},
    path::Path,
};

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Text},
    sqlite::SqliteConnection,
};

use crate::{
    catalogue::{self, Column, Kind, Table, quoted},
    fault::Fault,
    indexes::Indexes,
    migrate::{self, Books},
    pour, snapshot,
};

/// A table of a snapshot, as a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The table's name.
    pub table: String,
    /// Its columns, in the order of the sheet.
    pub columns: Vec<SheetColumn>,
    /// The statement that made it, with what is said there of its columns.
    pub made_by: String,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its name.
    pub name: String,
    /// `number`, `real`, `text` or `bytes`.
    pub kind: &'static str,
    /// What is said of it where it is made; empty when nothing is.
    pub says: String,
}

const ROWS_AT_ONCE: i64 = 8192;
const CHUNK_BYTES: usize = 4 * 1024 * 1024;
/// Rows of agendas and drafts may be long; longer than this, a sheet is not one of ours.
const LONGEST_ROW: usize = 64 * 1024 * 1024;

/// The sheets of a snapshot; those that others lean on come first.
pub fn of(path: &Path) -> Result<Vec<Sheet>, Fault> {
    let mut conn = snapshot::open(path)?;
    let tables = catalogue::tables_of_sqlite(&mut conn, None)?;
    tables.iter().map(|table| sheet(&mut conn, table)).collect()
}

fn sheet(conn: &mut SqliteConnection, table: &Table) -> Result<Sheet, Fault> {
    let made: Made = sql_query(MADE).bind::<Text, _>(&table.name).get_result(conn)?;
    let columns = table.columns.iter().map(|column| SheetColumn {
        name: column.name.clone(),
        kind: word(column.kind),
        says: said_of(&made.sql, &column.name),
    });
    Ok(Sheet { table: table.name.clone(), columns: columns.collect(), made_by: made.sql.clone() })
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Real => "real",
        Kind::Text => "text",
        Kind::Bytes | Kind::Id => "bytes",
    }
}

/// The comment that stands right above a column where its table is made.
fn said_of(sql: &str, column: &str) -> String {
    let mut said: Vec<&str> = Vec::new();
    for line in sql.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("--") {
            said.push(comment.trim());
        } else if line.split_whitespace().next().is_some_and(|word| word.trim_matches('"') == column) {
            return said.join(" ");
        } else {
            said.clear();
        }
    }
    String::new()
}

/// Writes a table of a snapshot as its sheet; how many rows.
pub fn write(path: &Path, sheet: &Sheet, out: &mut dyn Write) -> Result<i64, Fault> {
    let mut conn = snapshot::open(path)?;
    let table = table(&mut conn, &sheet.table)?;
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    writeln!(out, "{}", names.join(",")).map_err(unwritten)?;
    let cells = table.columns.iter().map(cell).collect::<Vec<_>>().join(" || ',' || ");
    let select = format!(
        "select count(*) as rows, coalesce(max(\"__at\"), 0) as last,
            coalesce(group_concat(line, char(10) order by \"__at\"), '') as lines
         from (select \"__at\", {cells} as line from (select rowid as \"__at\", * from {} where rowid > ? order by rowid limit ?))",
        quoted(&table.name)
    );
    let (mut written, mut last) = (0, i64::MIN);
    loop {
        let some: Lines =
            sql_query(&select).bind::<BigInt, _>(last).bind::<BigInt, _>(ROWS_AT_ONCE).get_result(&mut conn)?;
        if some.rows == 0 {
            break;
        }
        out.write_all(some.lines.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(unwritten)?;
        (written, last) = (written + some.rows, some.last);
    }
    out.flush().map_err(unwritten)?;
    Ok(written)
}

/// One cell as text; the absent value is nothing at all.
fn cell(column: &Column) -> String {
    let name = quoted(&column.name);
    match column.kind {
        Kind::Number => format!("coalesce(cast({name} as text), '')"),
        Kind::Real => format!("coalesce(double_as_text({name}), '')"),
        Kind::Text => {
            format!("case when {name} is null then '' else '\"' || replace({name}, '\"', '\"\"') || '\"' end")
        }
        Kind::Bytes | Kind::Id => {
            format!("case when {name} is null then '' when length({name}) = 0 then '\"\"' else lower(hex({name})) end")
        }
    }
}

/// New books in a new file, as their sheets come in.
#[derive(Debug)]
pub struct Filling<'p> {
    path: &'p Path,
    indexes: Indexes,
}

/// New books in a new file, with the schema that those migrations made and nothing in them, ready for their sheets.
pub fn begin<'p>(path: &'p Path, books: Books, schema: &[String]) -> Result<Filling<'p>, Fault> {
    let mut conn = snapshot::open(path)?;
    migrate::run_these(&mut conn, books, schema)?;
    if migrate::applied_versions_of_sqlite(&mut conn)? != schema {
        return Err(Fault::broken(
            "these sheets are of a schema that this program does not know: install a newer passegue",
        ));
    }
    for table in catalogue::tables_of_sqlite(&mut conn, None)?.iter().rev() {
        // Rows that a migration brought along come with the others.
        sql_query(format!("delete from {}", quoted(&table.name))).execute(&mut conn)?;
    }
    Ok(Filling { path, indexes: Indexes::undo_in_sqlite(&mut conn)? })
}

impl Filling<'_> {
    /// Pours a sheet into its table; how many rows. Faults on a sheet that is not the table's.
    pub fn read(&self, table: &str, sheet: &mut dyn BufRead) -> Result<i64, Fault> {
        read(self.path, table, sheet)
    }

    /// Makes the books whole, once every sheet is in.
    pub fn end(self) -> Result<(), Fault> {
        let mut conn = snapshot::open(self.path)?;
        conn.batch_execute(snapshot::IN_HASTE)?;
        self.indexes.redo_in_sqlite(&mut conn)
    }
}

fn read(path: &Path, table_name: &str, sheet: &mut dyn BufRead) -> Result<i64, Fault> {
    let mut conn = snapshot::open(path)?;
    conn.batch_execute(snapshot::IN_HASTE)?;
    conn.batch_execute("begin")?;
    let table = table(&mut conn, table_name)?;
    let mut rows = Rows { sheet, line: 0 };
    let heads = rows.next()?.ok_or_else(|| rows.torn(table_name))?;
    let same = heads.len() == table.columns.len()
        && heads.iter().zip(&table.columns).all(|(cell, column)| cell.text == column.name);
    if !same {
        return Err(rows.torn(table_name));
    }
    let poured = pour_all(&mut conn, &table, &mut rows)?;
    conn.batch_execute("commit")?;
    Ok(poured)
}

fn pour_all(conn: &mut SqliteConnection, table: &Table, rows: &mut Rows<'_>) -> Result<i64, Fault> {
    let columns = |write: &dyn Fn(&Column, usize) -> String| {
        table.columns.iter().enumerate().map(|(no, column)| write(column, no)).collect::<Vec<_>>().join(", ")
    };
    let insert = format!(
        "insert into {} ({}) select {} from json_each(?)",
        quoted(&table.name),
        columns(&|column, _| quoted(&column.name)),
        columns(&pour::sqlite_writes)
    );
    let (mut poured, mut chunk) = (0, String::from("["));
    let send = |chunk: &mut String, conn: &mut SqliteConnection| -> Result<(), Fault> {
        if chunk.len() > 1 {
            chunk.push(']');
            sql_query(&insert).bind::<Text, _>(chunk.as_str()).execute(conn)?;
            chunk.clear();
            chunk.push('[');
        }
        Ok(())
    };
    while let Some(cells) = rows.next()? {
        if cells.len() != table.columns.len() {
            return Err(rows.torn(&table.name));
        }
        if chunk.len() > 1 {
            chunk.push(',');
        }
        as_json(&mut chunk, &cells, table).ok_or_else(|| rows.torn(&table.name))?;
        poured += 1;
        if chunk.len() > CHUNK_BYTES {
            send(&mut chunk, conn)?;
        }
    }
    send(&mut chunk, conn)?;
    Ok(poured)
}

/// A row as a JSON list; nothing for a cell that is not of its column's kind.
fn as_json(out: &mut String, cells: &[Cell], table: &Table) -> Option<()> {
    out.push('[');
    for (place, (cell, column)) in cells.iter().zip(&table.columns).enumerate() {
        if place > 0 {
            out.push(',');
        }
        match (&column.kind, cell.quoted) {
            (_, false) if cell.text.is_empty() => out.push_str("null"),
            (Kind::Number, false) => {
                cell.text.parse::<i64>().ok()?;
                out.push_str(&cell.text);
            }
            (Kind::Text, true) | (Kind::Real, false) => out.push_str(&serde_json::to_string(&cell.text).ok()?),
            (Kind::Bytes | Kind::Id, _) => {
                let hexadecimal = cell.text.len().is_multiple_of(2) && cell.text.bytes().all(|c| c.is_ascii_hexdigit());
                hexadecimal.then_some(())?;
                out.push('"');
                out.push_str(&cell.text);
                out.push('"');
            }
            _ => return None,
        }
    }
    out.push(']');
    Some(())
}

/// One cell as it stands in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    text: String,
    quoted: bool,
}

/// The rows of a sheet, one after the other; a text may run over several lines.
struct Rows<'r> {
    sheet: &'r mut dyn BufRead,
    line: u64,
}

impl Rows<'_> {
    fn next(&mut self) -> Result<Option<Vec<Cell>>, Fault> {
        let mut row = Vec::new();
        loop {
            let before = row.len();
            let read = self
                .sheet
                .read_until(b'\n', &mut row)
                .map_err(|error| Fault::because("a sheet cannot be read", error))?;
            self.line += 1;
            if read == 0 && before == 0 {
                return Ok(None);
            }
            // Quotes go in pairs: an odd count means that a text goes on in the next line.
            let whole = row.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2);
            if whole {
                break;
            }
            if read == 0 || row.len() > LONGEST_ROW {
                return Err(self.torn("a sheet"));
            }
        }
        let text = String::from_utf8(row).map_err(|_| self.torn("a sheet"))?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        cells(text).map(Some).ok_or_else(|| self.torn("a sheet"))
    }

    fn torn(&self, what: &str) -> Fault {
        Fault::broken(format!("{what} cannot be read at line {}: it is not as it was written", self.line))
    }
}

fn cells(row: &str) -> Option<Vec<Cell>> {
    let (mut all, mut rest) = (Vec::new(), row);
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                let (text, after) = rest.split_at(end);
                (Cell { text: text.to_owned(), quoted: false }, after)
            }
            Some(inside) => quoted_cell(inside)?,
        };
        all.push(cell);
        if after.is_empty() {
            return Some(all);
        }
        rest = after.strip_prefix(',')?;
    }
}

fn quoted_cell(inside: &str) -> Option<(Cell, &str)> {
    let (mut text, mut rest) = (String::new(), inside);
    loop {
        let end = rest.find('"')?;
        text.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => return Some((Cell { text, quoted: true }, rest)),
        }
    }
}

fn table(conn: &mut SqliteConnection, name: &str) -> Result<Table, Fault> {
    let found = catalogue::tables_of_sqlite(conn, None)?.into_iter().find(|table| table.name == name);
    found.ok_or_else(|| Fault::broken(format!("these books have no table {name}")))
}

fn unwritten(error: std::io::Error) -> Fault {
    Fault::of_file("a sheet cannot be written", error)
}

#[derive(QueryableByName)]
struct Made {
    #[diesel(sql_type = Text)]
    sql: String,
}

const MADE: &str = "select sql from sqlite_master where type = 'table' and name = ?";

#[derive(QueryableByName)]
struct Lines {
    #[diesel(sql_type = BigInt)]
    rows: i64,
    #[diesel(sql_type = BigInt)]
    last: i64,
    #[diesel(sql_type = Text)]
    lines: String,
}

#[cfg(test)]
mod tests {
    use diesel::Connection;

    use super::*;

    struct Folder(std::path::PathBuf);
    impl Folder {
        fn new() -> Self {
            let unique: kernel::ids::FileId = kernel::chance::Chance::from_machine().id();
            let folder = std::env::temp_dir().join(format!("passegue-sheets-{unique}"));
            std::fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }
    }
    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    const MAKE: &str = "create table thing (
        id blob not null primary key,
        -- what it is called,
        -- by everybody
        name text,
        count integer,
        at real
    ) strict;";

    #[test]
    fn whatever_a_table_holds_comes_back_the_same() {
        let folder = Folder::new();
        let [from, to] = ["from", "to"].map(|name| folder.0.join(name));
        for path in [&from, &to] {
            let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
            conn.batch_execute(MAKE).unwrap();
        }
        let mut conn = SqliteConnection::establish(from.to_str().unwrap()).unwrap();
        conn.batch_execute(
            "insert into thing values (x'00ff', 'a \"quoted\", text', 9223372036854775807, 0.1),
                (x'01', '', -1, -1e300), (x'02', null, null, null), (x'03', 'two' || char(10) || 'lines' || char(13) || ' é€', 0, 3.0),
                (x'', ',', 7, 5e-324)",
        )
        .unwrap();
        let sheets = of(&from).unwrap();
        let [sheet] = &sheets[..] else { panic!("one table") };
        assert_eq!(sheet.columns[1].says, "what it is called, by everybody");
        assert_eq!(sheet.columns.iter().map(|one| one.kind).collect::<Vec<_>>(), ["bytes", "text", "number", "real"]);
        let mut text = Vec::new();
        assert_eq!(write(&from, sheet, &mut text).unwrap(), 5);
        assert_eq!(read(&to, "thing", &mut &text[..]).unwrap(), 5);
        let mut again = Vec::new();
        write(&to, sheet, &mut again).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), String::from_utf8(again).unwrap());
    }

    #[test]
    fn a_sheet_that_is_torn_is_told() {
        let folder = Folder::new();
        let path = folder.0.join("books");
        SqliteConnection::establish(path.to_str().unwrap()).unwrap().batch_execute(MAKE).unwrap();
        let ill = [
            "",
            "id,name,count\n",
            "id,name,count,at\n00,\"a\",1\n",
            "id,name,count,at\n00,a,1,\n",
            "id,name,count,at\n00,\"a\",x,\n",
            "id,name,count,at\n0,\"a\",1,\n",
            "id,name,count,at\n00,\"a,1,\n",
            "id,name,count,at\n00,\"a\"b,1,\n",
        ];
        for text in ill {
            assert!(read(&path, "thing", &mut text.as_bytes()).is_err(), "{text}");
        }
        assert!(read(&path, "nothing", &mut &b""[..]).is_err());
    }
}
