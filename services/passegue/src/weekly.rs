//! The letter of the week, written by the centre itself: what the doctor sees, and which payments wait.

use std::{path::PathBuf, time::Duration};

use cheques::orders::late;
use kernel::words::{self, Written, long_day};
use registry::{
    identity::lodge::Lodge,
    proofs::weekly::{is_written, week, write},
};
use store::Reply;
use tokio::time::{MissedTickBehavior, interval_at};

use crate::{
    config::Place,
    doctor::{self, Finding, Verdict},
};

/// How often a centre looks whether a letter is due.
const LOOKS_EVERY: Duration = Duration::from_secs(600);

/// Who writes it.
#[derive(Clone, Debug)]
pub struct Weekly {
    lodge: Lodge,
    place: Place,
    data: PathBuf,
}

impl Weekly {
    /// For the centre of that folder and that database.
    pub const fn new(lodge: Lodge, place: Place, data: PathBuf) -> Self {
        Self { lodge, place, data }
    }

    /// Writes the letter of this week unless it is written; answers whether it was written now.
    pub async fn look(&self) -> Reply<bool> {
        let week = week(self.lodge.store().now());
        if is_written(&self.lodge, week).await? {
            return Ok(false);
        }
        let mut findings = doctor::week(&self.place, &self.data, self.lodge.store().clock()).await;
        findings.extend(self.payments().await?);
        let Written { subject, body } = letter(&findings);
        write(&self.lodge, week, &subject, &body).await?;
        Ok(true)
    }

    /// Looks every ten minutes, for ever: spawn it, abort it to stop.
    pub async fn keep(self) {
        // A centre that has just been opened is seen to by whoever opened it.
        let mut ticks = interval_at(tokio::time::Instant::now() + LOOKS_EVERY, LOOKS_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(trouble) = self.look().await {
                tracing::warn!(cause = ?trouble, "the letter of the week was not written; it will be tried again");
            }
        }
    }

    async fn payments(&self) -> Reply<Option<Finding>> {
        let now = self.lodge.store().now();
        let late = self.lodge.store().read("weekly.late", move |conn| Ok(late::late(conn, now)?)).await?;
        Ok(late.map(|run| waits(&run)))
    }
}

fn waits(run: &late::Late) -> Finding {
    let since = long_day(run.since.day());
    let facts = [("no", run.no.to_string().into()), ("since", since.into()), ("stage", run.stage.name().into())];
    Finding {
        verdict: Verdict::Watch,
        what: "Règlement",
        says: words::line("run-late", &facts),
        next: Some(words::line("run-late-next", &facts)),
    }
}

/// The letter that says these findings: those that ask for nothing are left out.
pub fn letter(findings: &[Finding]) -> Written {
    let mut asks: Vec<&Finding> = findings.iter().filter(|finding| finding.verdict > Verdict::Well).collect();
    asks.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    let lines: Vec<String> = asks.iter().map(|finding| line(finding)).collect();
    words::letter("week", &[("asks", asks.len().into()), ("lines", lines.join("\n\n").into())])
}

fn line(finding: &Finding) -> String {
    let (what, says) = (("what", finding.what.into()), ("says", finding.says.as_str().into()));
    match &finding.next {
        Some(next) => words::line("week-line-next", &[what, says, ("next", next.as_str().into())]),
        None => words::line("week-line", &[what, says]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(verdict: Verdict, says: &str) -> Finding {
        Finding { verdict, what: "Disque", says: says.to_owned(), next: Some("libérez de la place".to_owned()) }
    }

    #[test]
    fn nothing_to_do_is_said_in_a_line() {
        let told = letter(&[finding(Verdict::Well, "Il reste de la place.")]);
        assert_eq!(told.subject, "Passegué : rien à faire cette semaine");
        assert_eq!(told.body, "Bonjour,\n\nRien à faire : le réseau va bien.\n");
    }

    #[test]
    fn what_is_to_do_comes_with_its_next_step_and_the_worst_first() {
        let told = letter(&[finding(Verdict::Watch, "Il reste peu."), finding(Verdict::Repair, "Il ne reste rien.")]);
        assert_eq!(told.subject, "Passegué : 2 choses à faire cette semaine");
        let (worst, other) = (told.body.find("Il ne reste rien.").unwrap(), told.body.find("Il reste peu.").unwrap());
        assert!(worst < other && told.body.contains("À faire : libérez de la place."), "{}", told.body);
    }
}
