//! Reading calendars, round after round: each twice an hour, whole once a day and whenever it changed.

use std::time::Duration;

use kernel::{clock::At, ids::StructureId};
use store::{Fault, Reply, Tx};
use tokio::task::JoinSet;

use crate::{
    calendar::{Calendar, Trouble, Version},
    events::{self, Events},
    fetch::{Fetched, Fetcher},
    house::{self, House},
    intake, rows,
};

/// Reads the calendars of a house; cheap to clone.
#[derive(Clone, Debug)]
pub struct Reader {
    house: House,
    fetcher: Fetcher,
}

/// What a reading gave.
enum Reading {
    Same,
    Whole(Box<Events>, Version),
    Failed(Trouble),
}

const BETWEEN_ROUNDS: Duration = Duration::from_secs(60);
const EVERY_MS: i64 = 30 * 60_000;
/// What comes again is planned for a year ahead: the year moves on while the calendar stays as it is.
const WHOLE_MS: i64 = 20 * 3_600_000;
/// In one round, and at the same time.
const MOST: i64 = 200;
const AT_ONCE: usize = 8;

impl Reader {
    /// A reader of the calendars of that house.
    pub const fn new(house: House, fetcher: Fetcher) -> Self {
        Self { house, fetcher }
    }

    /// Reads what is due, once a minute, for ever: spawn it, abort it to stop.
    pub async fn run(self) {
        loop {
            if let Err(fault) = self.read_due().await {
                tracing::warn!(cause = %fault, "calendars not read; tried again later");
            }
            tokio::time::sleep(BETWEEN_ROUNDS).await;
        }
    }

    /// Reads once whatever is due, and says how many calendars were asked.
    ///
    /// One that cannot be read does not hold up the others; the last fault is told at the end.
    pub async fn read_due(&self) -> Result<usize, Fault> {
        let since = self.house.store().now().plus_ms(-EVERY_MS);
        let due = self.house.read("node.calendarsDue", move |conn| rows::calendars_due(conn, since, MOST)).await?;
        let (mut count, mut trouble) = (0, None);
        for some in due.chunks(AT_ONCE) {
            let mut readings = JoinSet::new();
            for calendar in some.iter().cloned() {
                let reader = self.clone();
                readings.spawn(async move { reader.read(calendar).await });
            }
            for read in readings.join_all().await {
                match read {
                    Ok(()) => count += 1,
                    Err(fault) => trouble = Some(fault),
                }
            }
        }
        trouble.map_or(Ok(count), Err)
    }

    async fn read(&self, calendar: Calendar) -> Result<(), Fault> {
        let now = self.house.store().now();
        let Some(owner) = self.house.owner(calendar.venue) else {
            // The venue went to a machine of its own, which reads it: it is not asked here, and waits like the others.
            return self.keep(Calendar { read_at: Some(now), ..calendar }).await.map_err(house::fault);
        };
        let reading = self.ask(&calendar, now).await;
        tracing::debug!(venue.id = %calendar.venue, calendar.id = %calendar.id, outcome = reading.name(), "calendar read");
        let after = Calendar { read_at: Some(now), trouble: None, ..calendar };
        let kept = match reading {
            Reading::Same => self.keep(after).await,
            Reading::Failed(trouble) => self.keep(Calendar { trouble: Some(trouble), ..after }).await,
            Reading::Whole(events, version) => {
                self.take_in(owner, Calendar { whole_at: Some(now), version, ..after }, *events).await
            }
        };
        kept.map_err(house::fault)
    }

    async fn ask(&self, calendar: &Calendar, now: At) -> Reading {
        let is_fresh = calendar.whole_at.is_some_and(|at| at > now.plus_ms(-WHOLE_MS)) && calendar.trouble.is_none();
        let known = if is_fresh { calendar.version.clone() } else { Version::default() };
        let read = match self.fetcher.fetch(&calendar.address, &known).await {
            Ok(Fetched::Same) => return Reading::Same,
            Ok(Fetched::New(text, version)) => events::read(&text, now).map(|events| (events, version)),
            Err(trouble) => Err(trouble),
        };
        match read {
            Ok((events, version)) => Reading::Whole(Box::new(events), version),
            Err(trouble) => Reading::Failed(trouble),
        }
    }

    /// Nothing of the agenda changes.
    async fn keep(&self, after: Calendar) -> Reply<()> {
        let keep = move |tx: &mut Tx<'_>| -> Reply<()> {
            if let Some(after) = still(tx, &after)? {
                rows::update_calendar(tx, &after)?;
            }
            Ok(())
        };
        self.house.store().transact("node.askCalendar", keep).await
    }

    async fn take_in(&self, owner: StructureId, after: Calendar, events: Events) -> Reply<()> {
        let venue = after.venue;
        let take_in = move |tx: &mut Tx<'_>| -> Reply<()> {
            if let Some(after) = still(tx, &after)? {
                rows::update_calendar(tx, &after)?;
                intake::take_in(tx, owner, &after, &events)?;
            }
            Ok(())
        };
        self.house.adjust("node.readCalendar", venue, take_in).await
    }
}

/// The same, unless the venue gave it up while it was read.
fn still(tx: &mut Tx<'_>, after: &Calendar) -> Result<Option<Calendar>, Fault> {
    let now = rows::calendar(tx.conn, after.venue, after.id)?;
    Ok(now.filter(|now| now.ended_at.is_none()).map(|_| after.clone()))
}

impl Reading {
    const fn name(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Whole(..) => "whole",
            Self::Failed(trouble) => trouble.name(),
        }
    }
}
