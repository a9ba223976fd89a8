//! The report of an import: a line for each row of the file, on the terminal or for machines.

use registry::{
    import_listings::{Ending, RowReport},
    import_report::{Report, Totals, ending, reasons, said},
    venue_file::{Layout, Problem},
};
use serde::Serialize;
use store::Fault;

/// A line a row, then what they come to.
pub(super) fn lines(report: &Report) -> impl Iterator<Item = String> {
    report.rows.iter().map(line).chain(summary(report))
}

fn summary(report: &Report) -> Vec<String> {
    let Totals { rows, imported, updated, unchanged, refused } = report.totals();
    let Report { file, source, .. } = report;
    let layout = layout(report.layout);
    let mut lines = vec![
        String::new(),
        format!("Fichier {file} : {layout}, source « {source} » pour les lignes qui n'en disent pas."),
        format!(
            "Total : {imported} importé(s), {updated} mis à jour, {unchanged} inchangé(s), {refused} refusé(s), \
             soit {rows} ligne(s) : toutes celles du fichier."
        ),
    ];
    lines.extend(report.remarks.iter().map(|remark| format!("Attention : {}", without_controls(&remark.says))));
    if refused > 0 {
        lines.push(
            "Les lignes refusées n'ont rien changé : corrigez-les dans le fichier, puis lancez de nouveau la même \
             commande. Les autres lignes resteront inchangées."
                .to_owned(),
        );
    }
    if report.dry_run {
        lines.push("C'était un essai (--dry-run) : rien n'a été écrit.".to_owned());
    }
    lines
}

/// The same for machines: one document.
pub(super) fn json(report: &Report) -> Result<String, Fault> {
    let document = Document {
        file: &report.file,
        source: &report.source,
        layout: report.layout,
        remarks: &report.remarks,
        dry_run: report.dry_run,
        totals: report.totals(),
        rows: report.rows.iter().map(Line::of).collect(),
    };
    serde_json::to_string_pretty(&document).map_err(|error| Fault::because("a report cannot be written", error))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    file: &'a str,
    source: &'a str,
    layout: Layout,
    remarks: &'a [Problem],
    dry_run: bool,
    totals: Totals,
    rows: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    name: &'a str,
    ending: &'static str,
    reasons: &'a [Problem],
    warnings: &'a [Problem],
}

impl<'a> Line<'a> {
    fn of(row: &'a RowReport) -> Self {
        let ending = match row.ending {
            Ending::Imported => "imported",
            Ending::Updated => "updated",
            Ending::Unchanged => "unchanged",
            Ending::Refused(_) => "refused",
        };
        Self { line: row.line, name: &row.name, ending, reasons: reasons(&row.ending), warnings: &row.warnings }
    }
}

fn line(row: &RowReport) -> String {
    let name = if row.name.trim().is_empty() { "(sans nom)" } else { row.name.as_str() };
    let mut line = format!("ligne {}  {:<10}  {name}", row.line, ending(&row.ending));
    let reasons = reasons(&row.ending);
    match (reasons, row.warnings.as_slice()) {
        ([], []) => {}
        ([], warnings) => line = format!("{line}  — attention : {}", said(warnings)),
        (reasons, []) => line = format!("{line}  — {}", said(reasons)),
        (reasons, warnings) => line = format!("{line}  — {} ; attention : {}", said(reasons), said(warnings)),
    }
    without_controls(&line)
}

/// A text of the file may bring what would move the cursor of a terminal.
fn without_controls(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

const fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::V1Csv => "standard national v1, en CSV",
        Layout::V1Json => "standard national v1, en JSON",
        Layout::V0 => "standard national d'avant la v1",
        Layout::Mapped => "colonnes lues par la correspondance donnée",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(says: &str) -> Problem {
        Problem { code: "NAME_MISSING", field: "nom", says: says.to_owned() }
    }

    fn row(line: usize, name: &str, ending: Ending, warnings: Vec<Problem>) -> RowReport {
        RowReport { line, name: name.to_owned(), ending, warnings }
    }

    fn report() -> Report {
        let refused = Ending::Refused(vec![problem("Il manque le nom."), problem("Il manque la commune.")]);
        Report {
            file: "lieux.csv".to_owned(),
            source: "lieux".to_owned(),
            layout: Layout::V1Csv,
            remarks: vec![problem("Colonnes laissées de côté : a.")],
            dry_run: false,
            rows: vec![
                row(2, "=cmd\u{1b}[2J", Ending::Imported, vec![]),
                row(3, "", refused, vec![problem("Deux mails.")]),
                row(4, "Auchy", Ending::Unchanged, vec![problem("Deux mails.")]),
            ],
        }
    }

    #[test]
    fn each_row_has_its_line_and_the_sum_is_theirs() {
        let lines: Vec<String> = lines(&report()).collect();
        assert_eq!(lines[0], "ligne 2  importé     =cmd [2J");
        assert_eq!(
            lines[1],
            "ligne 3  refusé      (sans nom)  — Il manque le nom ; Il manque la commune ; attention : Deux mails"
        );
        assert_eq!(lines[2], "ligne 4  inchangé    Auchy  — attention : Deux mails");
        assert!(
            lines[5].contains("1 importé(s), 0 mis à jour, 1 inchangé(s), 1 refusé(s), soit 3 ligne(s)"),
            "{lines:?}"
        );
        assert_eq!(lines[6], "Attention : Colonnes laissées de côté : a.");
        assert!(lines[7].contains("corrigez-les"), "{lines:?}");
    }

    #[test]
    fn machines_read_the_same() {
        let told: serde_json::Value = serde_json::from_str(&json(&report()).unwrap()).unwrap();
        assert_eq!(told["totals"]["rows"], 3);
        assert_eq!(told["rows"][1]["reasons"][0]["code"], "NAME_MISSING");
        assert_eq!((&told["layout"], &told["dryRun"]), (&"v1-csv".into(), &false.into()));
    }
}
