//! The sheet: what a prepared network tells whoever loads it. It holds bearer codes of a network that is thrown away.

use std::{fs, path::Path};

use kernel::{
    access::{Actor, Role},
    ids::{PersonId, StructureId, VenueId},
};

use crate::stop::Stop;

/// What a sheet begins with, before the mark of its network.
const MARK: &str = "bench ";

/// A counter: a venue, who sits there, their access token, and the cookie of their browser.
#[derive(Clone, Debug)]
pub(crate) struct Counter {
    pub(crate) venue: VenueId,
    pub(crate) structure: StructureId,
    pub(crate) person: PersonId,
    pub(crate) token: String,
    pub(crate) cookie: String,
}

impl Counter {
    /// The person at the counter.
    pub(crate) fn actor(&self) -> Actor {
        Actor::member(self.person, self.structure, [Role::CounterStaff])
    }
}

/// The mark of the network, its counters, then codes in the order in which they are to be used.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) mark: String,
    pub(crate) counters: Vec<Counter>,
    pub(crate) codes: Vec<String>,
}

impl Sheet {
    /// The sheet of a network under that mark, with nothing on it yet.
    pub(crate) const fn new(mark: String) -> Self {
        Self { mark, counters: Vec::new(), codes: Vec::new() }
    }

    /// Writes the sheet: the mark, a line a counter, an empty line, a line a code.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Stop> {
        let mut text = format!("{MARK}{}\n", self.mark);
        for Counter { venue, structure, person, token, cookie } in &self.counters {
            text.push_str(&format!("{venue} {structure} {person} {token} {cookie}\n"));
        }
        text.push('\n');
        for code in &self.codes {
            text.push_str(code);
            text.push('\n');
        }
        fs::write(path, text).map_err(|error| Stop::refused(format!("La feuille ne peut pas être écrite ({error}).")))
    }

    /// Reads a sheet back.
    pub(crate) fn read(path: &Path) -> Result<Self, Stop> {
        let wrong = || Stop::refused("Cette feuille n'a pas été écrite par « passegue bench prepare ».");
        let text = fs::read_to_string(path)
            .map_err(|error| Stop::refused(format!("La feuille ne peut pas être lue ({error}).")))?;
        let (mark, text) = text.strip_prefix(MARK).and_then(|text| text.split_once('\n')).ok_or_else(wrong)?;
        let (counters, codes) = text.split_once("\n\n").ok_or_else(wrong)?;
        let counters: Vec<Counter> = counters.lines().map(counter).collect::<Option<_>>().ok_or_else(wrong)?;
        if mark.is_empty() || counters.is_empty() {
            return Err(wrong());
        }
        Ok(Self { mark: mark.to_owned(), counters, codes: codes.lines().map(str::to_owned).collect() })
    }

    /// The counter of that number, around again after the last.
    pub(crate) fn counter(&self, no: usize) -> &Counter {
        &self.counters[no % self.counters.len()]
    }
}

fn counter(line: &str) -> Option<Counter> {
    let mut words = line.split(' ');
    let (venue, structure, person) = (words.next()?, words.next()?, words.next()?);
    let (token, cookie) = (words.next()?, words.next()?);
    Some(Counter {
        venue: venue.parse().ok()?,
        structure: structure.parse().ok()?,
        person: person.parse().ok()?,
        token: token.to_owned(),
        cookie: cookie.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use kernel::chance::Chance;

    use super::*;

    #[test]
    fn a_sheet_reads_back_as_it_was_written() {
        let folder = crate::scratch::Folder::new("bench_sheet");
        let path = folder.path().join("sheet");
        let chance = Chance::from_seed(1);
        let (token, cookie) = ("a.b.c".to_owned(), "d=e%20f".to_owned());
        let counter = || Counter {
            venue: chance.id(),
            structure: chance.id(),
            person: chance.id(),
            token: token.clone(),
            cookie: cookie.clone(),
        };
        let sheet = Sheet {
            mark: "m1".to_owned(),
            counters: vec![counter(), counter()],
            codes: vec!["one".to_owned(), "two".to_owned()],
        };
        sheet.write(&path).unwrap();
        let read = Sheet::read(&path).unwrap();
        assert_eq!(read.codes, sheet.codes);
        assert_eq!(read.counter(3).venue, sheet.counters[1].venue);
        assert_eq!(read.counter(0).actor(), sheet.counters[0].actor());
        assert_eq!(read.counter(0).cookie, "d=e%20f");
        assert_eq!(read.mark, "m1");
        let text = std::fs::read_to_string(&path).unwrap();
        let (_, unmarked) = text.split_once('\n').unwrap();
        for other in ["anything", unmarked, &format!("bench \n{unmarked}")] {
            std::fs::write(&path, other).unwrap();
            assert!(Sheet::read(&path).is_err(), "{other}");
        }
    }
}
