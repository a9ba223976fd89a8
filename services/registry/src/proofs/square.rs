//! A text as a square that cameras read (ISO/IEC 18004): one path of dark runs, for whoever draws it.

use fast_qr::{ECL, QRBuilder};
use store::Fault;

/// A square to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// How many modules it has on a side, its white margin of four included.
    pub side: usize,
    /// The dark modules, as the path of an SVG whose unit is a module.
    pub path: String,
}

const MARGIN: usize = 4;

/// Draws a text. Faults when it is longer than a square holds.
pub fn draw(text: &str) -> Result<Square, Fault> {
    let code = QRBuilder::new(text).ecl(ECL::M).build();
    let code = code.map_err(|error| Fault::because("a square cannot be drawn", error))?;
    let mut path = String::new();
    for row in 0..code.size {
        let dark: Vec<bool> = code[row].iter().map(|module| module.value()).collect();
        let mut at = 0;
        while at < dark.len() {
            let run = dark[at..].iter().take_while(|is_dark| **is_dark == dark[at]).count();
            if dark[at] {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", at + MARGIN, row + MARGIN));
            }
            at += run;
        }
    }
    Ok(Square { side: code.size + 2 * MARGIN, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_its_margin_and_its_corners() {
        let square = draw("HTTPS://PASS.EXAMPLE/C/6PC5G4GXXFCX1PNY").unwrap();
        assert_eq!((square.side - 17 - 2 * MARGIN) % 4, 0, "a size of the standard");
        // The upper left corner: a run of seven, then one module.
        assert!(square.path.starts_with("M4 4h7v1h-7z"), "{}", square.path);
        assert!(square.path.contains("M4 5h1v1h-1z"));
        assert_eq!(draw("a").unwrap(), draw("a").unwrap());
        assert!(draw(&"x".repeat(5000)).is_err());
    }
}
