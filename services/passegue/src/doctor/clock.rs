//! The clock: dates of redemptions, of tokens and of expiries are those of the machine.

use std::{fs, path::Path, time::UNIX_EPOCH};

use kernel::{clock::At, words::long_day};
use store::vitals::Vitals;

use super::finding::Finding;

const WHAT: &str = "Horloge";
const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;
/// What machines that are set by the network never exceed.
const SLACK: i64 = 5 * MINUTE;
/// A difference between two machines that tokens (a minute) begin to feel.
const APART: i64 = 10 * SECOND;
/// A network that did nothing for so long is asleep, or the clock has jumped.
const ASLEEP: i64 = 45 * DAY;
const SET_IT: &str = "mettez la machine à l'heure (timedatectl set-ntp true) avant d'accepter des chèques";

pub(super) fn look(now: At, vitals: Option<&Vitals>, data: &Path) -> Finding {
    let server = vitals.and_then(|vitals| vitals.server_now).map_or(0, |server| server.0 - now.0);
    let newest = vitals.and_then(|vitals| vitals.books.as_ref()).and_then(|books| books.newest);
    let on_disk = last_written(data);
    if let Some(newest) = newest.filter(|newest| newest.0 > now.0 + SLACK) {
        let (hour, minute) = newest.paris_time();
        let says = format!(
            "L'horloge retarde : elle dit le {}, et la base connaît un acte du {} à {hour} h {minute:02}.",
            long_day(now.day()),
            long_day(newest.day())
        );
        return Finding::repair(WHAT, says, SET_IT);
    }
    if on_disk.is_some_and(|written| written.0 > now.0 + SLACK) {
        let says = "L'horloge retarde : des fichiers du centre ont été écrits plus tard que l'heure qu'elle affiche.";
        return Finding::repair(WHAT, says, SET_IT);
    }
    if server.abs() > SLACK {
        let says = format!(
            "L'horloge de cette machine et celle de PostgreSQL diffèrent de {} minutes.",
            server.abs() / MINUTE
        );
        return Finding::repair(WHAT, says, "mettez les deux machines à l'heure (timedatectl set-ntp true)");
    }
    if server.abs() > APART {
        let says = format!(
            "L'horloge de cette machine et celle de PostgreSQL diffèrent de {} secondes.",
            server.abs() / SECOND
        );
        return Finding::watch(WHAT, says, "mettez les deux machines à l'heure (timedatectl set-ntp true)");
    }
    if let Some(newest) = newest.filter(|newest| newest.0 + ASLEEP < now.0) {
        let says = format!(
            "L'horloge dit le {}, et le dernier acte connu est du {}.",
            long_day(now.day()),
            long_day(newest.day())
        );
        return Finding::watch(
            WHAT,
            says,
            "vérifiez la date : si elle est en avance, des chèques seraient refusés à tort",
        );
    }
    let (hour, minute) = now.paris_time();
    Finding::well(WHAT, format!("Il est {hour} h {minute:02} à Paris, le {}.", long_day(now.day())))
}

/// When something of the centre was last written, by the file system.
fn last_written(data: &Path) -> Option<At> {
    let entries = fs::read_dir(data).ok()?.flatten();
    let written = entries.filter_map(|entry| entry.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    let newest = written.max()?;
    Some(At(i64::try_from(newest.as_millis()).unwrap_or(i64::MAX)))
}
