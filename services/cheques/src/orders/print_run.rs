//! The print run: the only place where codes exist in clear, sealed at issue under a key outside the database.

use kernel::{cents::Cents, clock::Day, code::Code, paper::PaperKey};
use store::Fault;

use crate::order::{Order, Serial};

/// The media type of a sealed run, before it is laid out for a printer.
pub const MEDIA_TYPE: &str = "application/vnd.passegue.print-run";

/// The codes of an order, booklet by booklet.
///
/// Kept as text: a first line `label;value in cents;end of validity;cheques per carnet`, then a line a booklet with its codes.
pub(crate) struct PrintRun {
    label: String,
    value: Cents,
    validity_ends: Day,
    cheques_per_carnet: usize,
    codes: Vec<Code>,
}

/// One booklet of a run.
pub(crate) struct Booklet<'a> {
    pub(crate) serial: Serial,
    pub(crate) codes: &'a [Code],
}

impl PrintRun {
    /// Draws every code of an order.
    pub(crate) fn draw(order: &Order, chance: &kernel::chance::Chance) -> Result<Self, Fault> {
        let codes = (0..order.terms.cheques()).map(|_| Code::draw(chance)).collect();
        Ok(Self {
            label: order.label.clone(),
            value: order.terms.face_value,
            validity_ends: order.terms.validity_ends,
            cheques_per_carnet: usize::try_from(order.terms.cheques_per_carnet)
                .map_err(|error| Fault::because("a booklet is too large", error))?,
            codes,
        })
    }

    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    pub(crate) const fn value(&self) -> Cents {
        self.value
    }

    pub(crate) const fn validity_ends(&self) -> Day {
        self.validity_ends
    }

    /// Cheques in each booklet.
    pub(crate) const fn size(&self) -> usize {
        self.cheques_per_carnet
    }

    /// Booklet by booklet, in the order of their numbers.
    pub(crate) fn booklets(&self) -> impl Iterator<Item = Booklet<'_>> {
        let serial = |no| Serial { label: self.label.clone(), no };
        let numbered = self.codes.chunks(self.cheques_per_carnet).zip(1..);
        numbered.map(move |(codes, no)| Booklet { serial: serial(no), codes })
    }

    pub(crate) fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// The text to seal.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut text =
            format!("{};{};{};{}\n", self.label, self.value.get(), self.validity_ends, self.cheques_per_carnet);
        for booklet in self.codes.chunks(self.cheques_per_carnet) {
            let line: Vec<String> = booklet.iter().map(Code::symbols).collect();
            text.push_str(&line.join(";"));
            text.push('\n');
        }
        text.into_bytes()
    }

    /// Reads the text back.
    pub(crate) fn read(text: &[u8]) -> Result<Self, Fault> {
        let wrong = || Fault::broken("a print run cannot be read");
        let text = std::str::from_utf8(text).map_err(|error| Fault::because("a print run cannot be read", error))?;
        let (first, rest) = text.split_once('\n').ok_or_else(wrong)?;
        let mut heads = first.split(';');
        let mut next = || heads.next().ok_or_else(wrong);
        let (label, value, day, size) = (next()?, next()?, next()?, next()?);
        let codes = rest.split([';', '\n']).filter(|code| !code.is_empty()).map(Code::parse).collect::<Result<_, _>>();
        Ok(Self {
            label: label.to_owned(),
            value: Cents::new(value.parse().map_err(|_| wrong())?),
            validity_ends: day.parse().map_err(|_| wrong())?,
            cheques_per_carnet: size.parse().ok().filter(|size| *size > 0).ok_or_else(wrong)?,
            codes: codes.map_err(|_| wrong())?,
        })
    }
}

/// Lays a sealed run out for a printer: CSV with `carnet;cheque;code;valeur;fin_de_validite;qr`.
///
/// The paper tokens are signed here, when the file is read; Ed25519 is deterministic, so the same run gives the same file.
pub fn lay_out(sealed: &[u8], key: &PaperKey, public_url: &str) -> Result<Vec<u8>, Fault> {
    let run = PrintRun::read(sealed)?;
    let mut csv = String::from("carnet;cheque;code;valeur;fin_de_validite;qr\n");
    for (codes, booklet) in run.codes.chunks(run.cheques_per_carnet).zip(1..) {
        let serial = Serial { label: run.label.clone(), no: booklet };
        for (code, no) in codes.iter().zip(1..) {
            csv.push_str(&line(&run, &serial, no, code, key, public_url)?);
        }
    }
    Ok(csv.into_bytes())
}

fn line(run: &PrintRun, serial: &Serial, no: i64, code: &Code, key: &PaperKey, url: &str) -> Result<String, Fault> {
    let token = key
        .sign(code, run.value, run.validity_ends)
        .map_err(|error| Fault::because("a cheque cannot be printed", error))?;
    Ok(format!("{serial};{no};{};{};{};{}\n", code.printed(), run.value, run.validity_ends, token.url(url)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::{chance::Chance, clock::At, ids::Id, paper::PaperToken};

    use super::*;
    use crate::order::Terms;

    fn order(carnets: i64, cheques_per_carnet: i64) -> Order {
        let day: Day = "2026-06-30".parse().unwrap();
        let terms = Terms {
            carnets,
            cheques_per_carnet,
            face_value: Cents::new(1000),
            distribution_ends: day,
            validity_ends: day,
            tolerance_ends: day.plus_days(90),
            communes: BTreeSet::new(),
            publics: BTreeSet::new(),
            rules: crate::orders::rules::Rules::default(),
        };
        Order {
            id: Id::from_bytes([1; 16]),
            funder: Id::from_bytes([2; 16]),
            label: "K7QMX".to_owned(),
            terms,
            placed_at: At(0),
            signed_at: Some(At(0)),
            quote_ends: None,
            issued_carnets: 0,
            issued_at: None,
            print_file: None,
            received: Cents::ZERO,
            covered_carnets: 0,
            funds_at: None,
            closed_at: None,
        }
    }

    #[test]
    fn a_run_reads_back_as_it_was_written() {
        for (carnets, size) in [(1, 1), (3, 4), (2, 50)] {
            let run = PrintRun::draw(&order(carnets, size), &Chance::from_seed(1)).unwrap();
            let text = run.write();
            let read = PrintRun::read(&text).unwrap();
            assert_eq!(read.codes(), run.codes());
            assert_eq!(read.write(), text);
            assert_eq!(
                i64::try_from(run.codes().iter().collect::<std::collections::HashSet<_>>().len()),
                Ok(carnets * size)
            );
        }
    }

    #[test]
    fn a_run_that_was_damaged_is_not_read() {
        let text = String::from_utf8(PrintRun::draw(&order(1, 2), &Chance::from_seed(1)).unwrap().write()).unwrap();
        let (_, codes) = text.split_once('\n').unwrap();
        let damaged = [
            String::new(),
            "K7QMX;1000".to_owned(),
            format!("K7QMX;1000;2026-06-30;0\n{codes}"),
            format!("K7QMX;ten;2026-06-30;2\n{codes}"),
            format!("K7QMX;1000;30/06/2026;2\n{codes}"),
            "K7QMX;1000;2026-06-30;2\nnot a code".to_owned(),
        ];
        for text in damaged {
            assert!(PrintRun::read(text.as_bytes()).is_err(), "{text}");
        }
        assert!(PrintRun::read(&[0xFF, b'\n']).is_err());
    }

    #[test]
    fn what_the_printer_reads_is_the_run() {
        let run = PrintRun::draw(&order(2, 3), &Chance::from_seed(1)).unwrap();
        let key = PaperKey::from_seed(1, [3; 32]);
        let csv = lay_out(&run.write(), &key, "https://pass.example").unwrap();
        assert_eq!(lay_out(&run.write(), &key, "https://pass.example").unwrap(), csv, "the same each time");
        let csv = String::from_utf8(csv).unwrap();
        let lines: Vec<Vec<&str>> = csv.lines().map(|line| line.split(';').collect()).collect();
        assert_eq!(lines[0], ["carnet", "cheque", "code", "valeur", "fin_de_validite", "qr"]);
        assert_eq!(lines.len(), 7);
        for ((line, code), place) in lines[1..].iter().zip(run.codes()).zip(0..) {
            let (booklet, no) = (format!("K7QMX-{:04}", place / 3 + 1), (place % 3 + 1).to_string());
            assert_eq!(line[..5], [&booklet, &no, &code.printed(), "10.00", "2026-06-30"]);
            assert_eq!(Code::parse(line[5]).as_ref(), Ok(code), "the printed address leads to the same code");
            let facts = PaperToken::verify(line[5], &key.public()).unwrap();
            assert_eq!((facts.code, facts.face_value), (code.clone(), Cents::new(1000)));
        }
    }
}
