//! Tables that leave for a spreadsheet: CSV in UTF-8, with semicolons as French ones read it, and cells that compute nothing.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// A table, line by line.
#[derive(Clone, Debug)]
pub(crate) struct Spreadsheet {
    // Without its mark, spreadsheets take the file for another alphabet's.
    text: String,
}

impl Spreadsheet {
    /// A table with these heads.
    pub(crate) fn new<H: AsRef<str>>(heads: impl IntoIterator<Item = H>) -> Self {
        let mut sheet = Self { text: "\u{feff}".to_owned() };
        sheet.line(heads);
        sheet
    }

    /// One more line.
    pub(crate) fn line<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let cells: Vec<String> = cells.into_iter().map(|cell| written(cell.as_ref())).collect();
        self.text.push_str(&cells.join(";"));
        self.text.push_str("\r\n");
    }

    /// The file, to be kept under that name.
    pub(crate) fn download(self, name: &str) -> Response {
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '-' };
        let name: String = name.chars().map(plain).collect();
        let mut response = self.text.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

/// Euros and cents as a spreadsheet reads them: `12,50`.
pub(crate) fn euros(cents: i32) -> String {
    format!("{}{},{:02}", if cents < 0 { "-" } else { "" }, cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

/// A cell that begins as a formula does is a text for good: what people typed computes nothing on another's machine.
fn written(cell: &str) -> String {
    let number =
        !cell.is_empty() && cell.strip_prefix('-').unwrap_or(cell).chars().all(|c| c.is_ascii_digit() || c == ',');
    let formula = !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%']);
    let safe = if formula { format!("'{cell}") } else { cell.to_owned() };
    match safe.contains([';', '"', '\n', '\r']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_computes() {
        let cells =
            ["=cmd|' /C calc'!A0", "+33", "-1+2", "@SUM(A1)", "\tx", "a;b", "dit \"oui\"", "-12,50", "12,50", ""];
        let written: Vec<String> = cells.iter().map(|cell| written(cell)).collect();
        let expected = [
            "'=cmd|' /C calc'!A0",
            "'+33",
            "'-1+2",
            "'@SUM(A1)",
            "'\tx",
            "\"a;b\"",
            "\"dit \"\"oui\"\"\"",
            "-12,50",
            "12,50",
            "",
        ];
        assert_eq!(written, expected);
    }

    #[test]
    fn a_sheet_is_read_by_french_spreadsheets() {
        let mut sheet = Spreadsheet::new(["lieu", "montant"]);
        sheet.line(["Mairie d’Hesdin".to_owned(), euros(1250)]);
        assert_eq!(sheet.text, "\u{feff}lieu;montant\r\nMairie d’Hesdin;12,50\r\n");
        let response = sheet.download("relevé n° 1.csv");
        assert_eq!(response.headers()["content-disposition"], "attachment; filename=\"relev--n--1.csv\"");
        assert_eq!([euros(-5), euros(100_000)], ["-0,05", "1000,00"]);
    }
}
