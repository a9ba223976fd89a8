//! The letter of the week: the administrators read, once a week, that there is nothing to do, or what.

use kernel::clock::At;
use store::{
    Reply, Tx,
    act::{self, ActKey, ContentHash, NOBODY},
    conn::AnyConn,
};

use crate::{
    identity::{
        letter::{self, Letter},
        lodge::Lodge,
        mail::Mail,
    },
    rows::person as rows,
};

/// The name of the act under which a week's letter is kept: the machine writes it, nobody asks.
pub const WEEKLY: &str = "weeklyLetter";
/// Until the next one.
const LETTER_MS: i64 = 7 * 24 * 3_600_000;
/// A letter leaves on Monday from this hour on, in Paris.
const HOUR_MS: i64 = 7 * 3_600_000;

/// The number of the week whose letter is due at that instant: from Monday at seven.
pub fn week(now: At) -> i64 {
    // 1 January 1970 was a Thursday.
    (now.plus_ms(-HOUR_MS).day().number() + 3).div_euclid(7)
}

/// Whether that week's letter was written.
pub async fn is_written(lodge: &Lodge, week: i64) -> Reply<bool> {
    let key = key(week)?;
    let look = move |conn: &mut AnyConn| Ok(!act::recall(conn, &[key])?.is_empty());
    lodge.store().read("weekly.written", look).await
}

/// Writes it to every administrator who has an address, once, whoever asks; answers how many.
pub async fn write(lodge: &Lodge, week: i64, subject: &str, body: &str) -> Reply<usize> {
    let (here, subject, body) = (lodge.clone(), subject.to_owned(), body.to_owned());
    let writing = move |tx: &mut Tx<'_>| {
        let until = tx.now().plus_ms(LETTER_MS);
        let to = rows::administrators(tx.conn)?;
        for mail in &to {
            let letter = Letter { to: Mail::kept(mail.clone()), subject: subject.clone(), body: body.clone() };
            letter::write(tx, here.secrets(), &letter, until, letter::Fate::Post)?;
        }
        Ok(to.len())
    };
    // The content is the week alone: another centre on the same books may have seen other things.
    lodge.store().once(key(week)?, ContentHash::of(&week)?, writing).await
}

fn key(week: i64) -> Reply<ActKey> {
    Ok(ActKey::new(NOBODY, WEEKLY, &week.to_string())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::day;

    #[test]
    fn a_week_begins_on_monday_at_seven() {
        let at = |text: &str, hour| week(day(text).at(hour, 0));
        assert_eq!(at("2025-03-03", 7), at("2025-03-10", 6), "Monday to Monday");
        assert_eq!(at("2025-03-03", 6) + 1, at("2025-03-03", 7));
        assert_eq!(at("2025-03-10", 7), at("2025-03-03", 7) + 1);
    }
}
