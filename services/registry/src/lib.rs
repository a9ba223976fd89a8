#![doc = include_str!("../README.md")]

// The ground: communes, year by year, and how far they are.
pub mod territory;

pub mod distance;

mod gazetteer;

// Who is there.
pub mod structure;

pub mod venue;

pub mod sheet;

pub mod hours;

pub mod account;

pub mod accounts;

pub mod membership;

// The right to be paid for cheques.
pub mod standing;

pub mod accreditation;

pub mod criteria;

pub mod message;

pub mod case_file;

pub mod draft;

// What venues announce.
pub mod agenda;

pub mod node;

// What others list of venues.
pub mod venue_file;

pub mod listing;

pub mod formula;

pub mod venue_sheet;

// What is read across nouns.
pub mod directory;

pub mod finder;

pub mod formalities;

// Who they are, and how they prove it.
pub mod identity;
pub mod places;

pub mod duplicates;

pub mod structures;

pub mod proofs;

pub mod network_keys;
pub mod pairs;

// What is done, one story a file.
pub mod register;

pub mod enrol;

pub mod update_venue;

pub mod apply;

pub mod answer_criteria;

pub mod attach_evidence;

pub mod write_message;

pub mod decide;

pub mod suspend;

pub mod declare;

pub mod import_listings;

pub mod import_report;

pub mod import_file;

pub mod publish_listings;

// Bad news, rows, and the doors.
mod refusal;

mod door;

mod rows;

mod tables;

pub mod graph;

#[cfg(test)]
mod tests;
