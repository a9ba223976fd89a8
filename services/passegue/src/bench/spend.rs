//! Redemptions without a wire: the queue and its batches, as the schema's resolver asks them, from many tasks at once.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use cheques::{
    counter::redeem::{Presented, redeem},
    desk::Desk,
};
use tokio::task::JoinSet;

use super::{ground::Ground, sheet::Sheet};
use crate::{commands::say, stop::Stop};

/// What is spent.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// La feuille du réseau préparé.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
    /// Chèques à dépenser, depuis le premier.
    #[arg(long, value_name = "NOMBRE")]
    count: usize,
    /// Guichets à la fois.
    #[arg(long, value_name = "NOMBRE", default_value_t = 256)]
    clients: usize,
}

/// Redeems the first cheques of the sheet, one an act; prints how fast.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let sheet = Arc::new(Sheet::read(&wanted.sheet)?);
    let centre = ground.find(&sheet.mark).await?;
    let began = Instant::now();
    let till = Till::new(sheet, 0, wanted.count, Duration::ZERO);
    let spent = till.spend(centre.desk(), wanted.clients).ended().await?;
    say(format!("spent {}", spent.count));
    say(format!("spend_s {:.3}", began.elapsed().as_secs_f64()));
    Ok(())
}

/// Cheques to be spent, from one place of the sheet to another.
pub(crate) struct Till {
    sheet: Arc<Sheet>,
    next: Arc<AtomicUsize>,
    last: usize,
    /// What each counter does before its next cheque.
    pause: Duration,
    closed: Arc<AtomicBool>,
}

/// What was spent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spent {
    pub(crate) count: usize,
    /// The longest that one act waited.
    pub(crate) longest: Duration,
}

/// Redemptions under way.
pub(crate) struct Spending {
    tasks: JoinSet<Result<Spent, Stop>>,
    closed: Arc<AtomicBool>,
}

impl Till {
    pub(crate) fn new(sheet: Arc<Sheet>, from: usize, last: usize, pause: Duration) -> Self {
        let last = last.min(sheet.codes.len());
        Self { sheet, next: Arc::new(AtomicUsize::new(from)), last, pause, closed: Arc::new(AtomicBool::new(false)) }
    }

    /// Lets so many counters redeem, each its next cheque a pause after the last was answered.
    pub(crate) fn spend(self, desk: &Desk, clients: usize) -> Spending {
        let till = Arc::new(self);
        let mut tasks = JoinSet::new();
        for no in 0..clients {
            let (till, desk) = (till.clone(), desk.clone());
            tasks.spawn(async move { till.counter(&desk, no).await });
        }
        Spending { tasks, closed: till.closed.clone() }
    }

    async fn counter(&self, desk: &Desk, no: usize) -> Result<Spent, Stop> {
        let counter = self.sheet.counter(no);
        let (actor, venue) = (counter.actor(), counter.venue);
        let mut spent = Spent::default();
        while !self.closed.load(Ordering::Relaxed) {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            if place >= self.last {
                break;
            }
            let presented = Presented::bare(venue, vec![self.sheet.codes[place].clone()]);
            let began = Instant::now();
            redeem(desk, &actor, &format!("till-{place}"), presented).await?;
            spent = spent.and(Spent { count: 1, longest: began.elapsed() });
            if !self.pause.is_zero() {
                tokio::time::sleep(self.pause).await;
            }
        }
        Ok(spent)
    }
}

impl Spent {
    fn and(self, other: Self) -> Self {
        Self { count: self.count + other.count, longest: self.longest.max(other.longest) }
    }
}

impl Spending {
    /// Takes no more cheques; answers what was spent.
    pub(crate) async fn close(self) -> Result<Spent, Stop> {
        self.closed.store(true, Ordering::Relaxed);
        self.ended().await
    }

    /// Waits until there is none left.
    pub(crate) async fn ended(mut self) -> Result<Spent, Stop> {
        let mut spent = Spent::default();
        while let Some(one) = self.tasks.join_next().await {
            let one = one.map_err(|error| Stop::refused(format!("Un guichet s'est arrêté ({error}).")))?;
            spent = spent.and(one?);
        }
        Ok(spent)
    }
}
