//! The pages of booklets: a cover with a talon, then the cheques, each with its square and its code. Made at the moment of
//! release, for a browser to print; never kept.

use std::ops::RangeInclusive;

use kernel::{
    paper::PaperKey,
    words::{euros, long_day},
};
use registry::proofs::square;
use store::Fault;

use crate::{
    order::Serial,
    orders::print_run::{Booklet, PrintRun},
};

/// What the pages say of the network: nothing of it is a secret.
#[derive(Clone, Debug, Default)]
pub struct Imprint {
    /// What a code's printed address begins with.
    pub public_url: String,
    /// The telephone of help, if the network has one.
    pub phone: Option<String>,
}

const COVER: &str = include_str!("../../pages/cover.html");
const CHEQUE: &str = include_str!("../../pages/cheque.html");
const STYLE: &str = include_str!("../../pages/style.css");
/// Cheques on a sheet.
const A_SHEET: usize = 5;

/// Lays booklets of a sealed run out as one HTML document; the same booklets give the same document.
pub fn lay_out_pages(
    sealed: &[u8],
    key: &PaperKey,
    imprint: &Imprint,
    numbers: RangeInclusive<i64>,
) -> Result<Vec<u8>, Fault> {
    let run = PrintRun::read(sealed)?;
    let mut pages = format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>Carnets {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        run.label()
    );
    for booklet in run.booklets().filter(|booklet| numbers.contains(&booklet.serial.no)) {
        pages.push_str(&cover(&run, &booklet.serial, imprint));
        for sheet in numbered(&booklet).chunks(A_SHEET) {
            pages.push_str("<section class=\"feuille\">\n");
            for (no, code) in sheet {
                pages.push_str(&cheque(&run, &booklet, *no, code, (key, imprint))?);
            }
            pages.push_str("</section>\n");
        }
    }
    pages.push_str("</body>\n</html>\n");
    Ok(pages.into_bytes())
}

fn numbered<'a>(booklet: &Booklet<'a>) -> Vec<(usize, &'a kernel::code::Code)> {
    (1..).zip(booklet.codes).collect()
}

fn cover(run: &PrintRun, serial: &Serial, imprint: &Imprint) -> String {
    let site = imprint.public_url.to_lowercase();
    let site = site.split("://").last().unwrap_or_default();
    let (call, phone) = match &imprint.phone {
        Some(phone) => {
            (format!("Appelez le {}", escaped(phone)), format!("Téléphone : <strong>{}</strong>", escaped(phone)))
        }
        None => ("Allez dans un lieu du réseau".to_owned(), format!("Site : {}", escaped(site))),
    };
    let filled = COVER.replace("{serial}", &serial.to_string()).replace("{count}", &run.size().to_string());
    let filled = filled.replace("{value}", &euros(run.value())).replace("{until}", &long_day(run.validity_ends()));
    filled.replace("{site}", &escaped(site)).replace("{call}", &call).replace("{phone}", &phone)
}

fn cheque(
    run: &PrintRun,
    booklet: &Booklet<'_>,
    no: usize,
    code: &kernel::code::Code,
    (key, imprint): (&PaperKey, &Imprint),
) -> Result<String, Fault> {
    let token = key
        .sign(code, run.value(), run.validity_ends())
        .map_err(|error| Fault::because("a cheque cannot be printed", error))?;
    let square = square::draw(&token.url(&imprint.public_url))?;
    let filled = CHEQUE.replace("{side}", &square.side.to_string()).replace("{path}", &square.path);
    let filled = filled.replace("{serial}", &booklet.serial.to_string()).replace("{no}", &no.to_string());
    let filled = filled.replace("{count}", &run.size().to_string()).replace("{value}", &euros(run.value()));
    Ok(filled.replace("{code}", &code.printed()).replace("{until}", &long_day(run.validity_ends())))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
