//! What the doctor looks at: each thing that commonly goes wrong, in plain French, with the next step.
//!
//! Nothing is changed and no secret is shown. One file a part of the machine.

pub mod finding;

mod clock;

mod disk;

mod database;

mod keys;

mod port;

mod surroundings;

mod memory;

use std::path::{Path, PathBuf};

use kernel::clock::Clock;
use store::{migrate::Books, vitals};

pub use finding::{Finding, Verdict};

use crate::config::{Environment, Place};

/// What is looked at.
#[derive(Debug)]
pub struct Patient {
    /// The folder of data.
    pub data: PathBuf,
    /// The database.
    pub place: Place,
    /// The address on which the centre listens, or would.
    pub listen: String,
    /// Variables that do not exist, by name.
    pub strangers: Vec<String>,
}

/// Looks at everything, in the order in which a start would meet it.
pub async fn look(patient: &Patient, environment: &Environment, clock: &Clock) -> Vec<Finding> {
    let Patient { data, place, listen, strangers } = patient;
    let now = clock.now();
    let seen = vitals::look(place, Books::Centre);
    let vitals = seen.as_ref().ok();
    let mut findings = surroundings::look(environment, strangers);
    findings.push(clock::look(now, vitals, data));
    findings.extend(disk::look(data));
    findings.extend(database::look(place, &seen));
    findings.extend(database::hosted(place, data, vitals));
    findings.extend(keys::look(data, place, vitals));
    findings.push(port::look(listen, data).await);
    findings.extend(memory::look(place, data, vitals, now).await);
    findings
}

/// The part of it that a centre at work can tell of itself, for the letter of the week.
pub async fn week(place: &Place, data: &Path, clock: &Clock) -> Vec<Finding> {
    let now = clock.now();
    let seen = vitals::look(place, Books::Centre);
    let vitals = seen.as_ref().ok();
    let mut findings = vec![clock::look(now, vitals, data)];
    findings.extend(disk::look(data));
    findings.extend(database::look(place, &seen));
    findings.extend(keys::look(data, place, vitals));
    findings.extend(memory::look(place, data, vitals, now).await);
    findings
}
