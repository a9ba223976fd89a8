//! Cells that a spreadsheet would take for a formula: an apostrophe before them makes them text, and is taken away again.

use std::borrow::Cow;

const SHIELD: char = '\'';
const TRIGGERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The cell as it is written: with an apostrophe when a spreadsheet would run it.
///
/// A sign and digits are a number or a telephone and stay as they are. [`bare`] undoes it.
pub fn shielded(cell: &str) -> Cow<'_, str> {
    match runs(cell) {
        true => Cow::Owned(format!("{SHIELD}{cell}")),
        false => Cow::Borrowed(cell),
    }
}

/// The cell as it was meant: without the apostrophe that [`shielded`] put before it.
pub fn bare(cell: &str) -> &str {
    cell.strip_prefix(SHIELD).filter(|rest| runs(rest)).unwrap_or(cell)
}

// What already begins with apostrophes gets one more, so that taking one away gives back what was there.
fn runs(cell: &str) -> bool {
    let text = cell.trim_start_matches(SHIELD);
    text.starts_with(TRIGGERS) && !is_number(text)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_comes_back() {
        for cell in ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "'=x", "''-x+1", "-", "＝x"] {
            let written = shielded(cell);
            assert_eq!(written, format!("'{cell}"));
            assert_eq!(bare(&written), cell);
        }
    }

    #[test]
    fn what_no_spreadsheet_runs_stays() {
        for cell in ["", "'", "Médiathèque", "l'atelier", "'quoted'", "+33321000000", "-1.5", "a=b"] {
            assert_eq!(shielded(cell), cell);
            assert_eq!(bare(cell), cell);
        }
    }
}
