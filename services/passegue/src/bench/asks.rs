//! Requests that are made beforehand: a line of a file each, a token and a body. They name people of a network that is thrown away.

use std::{fs, path::Path};

use super::connection::Shot;
use crate::stop::Stop;

/// Requests, in the order in which they are to be sent.
pub(crate) struct Asks(Vec<Shot>);

impl Asks {
    /// Reads them back.
    pub(crate) fn read(path: &Path) -> Result<Self, Stop> {
        let text = fs::read_to_string(path)
            .map_err(|error| Stop::refused(format!("Les demandes ne peuvent pas être lues ({error}).")))?;
        let lines = text.lines().map(|line| line.split_once(' '));
        let shots: Option<Vec<Shot>> =
            lines.map(|line| line.map(|(token, body)| Shot::new(body, Some(token)))).collect();
        let shots = shots.filter(|shots| !shots.is_empty());
        Ok(Self(shots.ok_or_else(|| Stop::refused("Ce fichier ne contient pas de demandes préparées."))?))
    }

    /// The request of that number, around again after the last.
    pub(crate) fn shot(&self, no: usize) -> &Shot {
        &self.0[no % self.0.len()]
    }
}

/// Writes requests down.
pub(crate) fn write(path: &Path, asks: impl Iterator<Item = (String, serde_json::Value)>) -> Result<(), Stop> {
    let lines: String = asks.map(|(token, body)| format!("{token} {body}\n")).collect();
    fs::write(path, lines)
        .map_err(|error| Stop::refused(format!("Les demandes ne peuvent pas être écrites ({error}).")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_read_back_as_they_were_written_and_begin_again() {
        let folder = crate::scratch::Folder::new("bench_asks");
        let path = folder.path().join("asks");
        let asks =
            ["un", "deux"].map(|no| (format!("jeton-{no}"), serde_json::json!({ "query": format!("{{ {no} }}") })));
        write(&path, asks.into_iter()).unwrap();
        let read = Asks::read(&path).unwrap();
        assert!(read.shot(1).place("Bearer jeton-deux").is_some() && read.shot(1).place("{ deux }").is_some());
        assert!(read.shot(2).place("Bearer jeton-un").is_some(), "the first again");
        for other in ["", "un mot\nrien\n"] {
            std::fs::write(&path, other).unwrap();
            assert!(Asks::read(&path).is_err(), "{other}");
        }
    }
}
