//! The store: readers from a pool, one writer thread, and the doors to both.

use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    time::Duration,
};

use diesel::{
    RunQueryDsl,
    r2d2::{ManageConnection, Pool},
};
use kernel::{
    chance::Chance,
    clock::{At, Clock},
};
use tokio::sync::oneshot;

use crate::{
    conn::{AnyConn, Place, connect, connect_to_serve},
    disk,
    fault::{Fault, Reply},
    health::Health,
    migrate::{self, Books},
    pulse::{self, Pulse},
    tx::{Hand, Tx},
};

/// What a store is opened with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the database is.
    pub place: Place,
    /// Which set of tables it bears.
    pub books: Books,
    /// What tells the time.
    pub clock: Clock,
    /// Where identifiers are drawn.
    pub chance: Chance,
    /// Whether missing migrations are run; otherwise they are a fault.
    pub migrate: bool,
    /// Readers kept open, 1 or more.
    pub readers: u32,
}

/// A database, once for all; cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    pool: Pool<Opener>,
    jobs: SyncSender<Job>,
    place: Place,
    clock: Clock,
    chance: Chance,
    health: Health,
    _pulse: Option<Pulse>,
}

pub(crate) type Job = Box<dyn FnOnce(&mut Hand) + Send>;

// More than this waiting means that the writer stands still: callers are told at once.
const LONGEST_QUEUE: usize = 1024;
/// Whoever asks is told within their second, also when all readers are taken.
const LONGEST_WAIT: Duration = Duration::from_millis(800);

impl Store {
    /// Opens the database, its readers and its writer.
    ///
    /// Faults: the place does not answer, a migration is missing (unless `migrate`), the schema is newer than this program.
    pub fn open(settings: Settings) -> Result<Self, Fault> {
        if let Place::Sqlite(path) = &settings.place {
            make_room(path)?;
        }
        let mut conn = connect(&settings.place)?;
        disk::settle(&mut conn)?;
        migrate::settle(&mut conn, settings.books, settings.migrate)?;
        drop(conn);
        let pool = Pool::builder()
            .max_size(settings.readers.max(1))
            .min_idle(Some(0))
            .connection_timeout(LONGEST_WAIT)
            .test_on_check_out(true)
            .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
            .build(Opener(settings.place.clone()))
            .map_err(|error| Fault::unavailable(format!("no reader: {error}")))?;
        let health = Health::new();
        let hand = Hand::new(settings.place.clone(), settings.clock.clone(), settings.chance.clone(), health.clone());
        let jobs = start_writer(hand)?;
        let pulse = pulse::start(&settings.place, health.clone())?;
        let (place, clock, chance) = (settings.place, settings.clock, settings.chance);
        Ok(Self(Arc::new(Inner { pool, jobs, place, clock, chance, health, _pulse: pulse })))
    }

    /// Reads with a connection of the pool. Each statement sees what is committed then.
    ///
    /// Faults with `UNAVAILABLE` within a second when the database does not answer, or no reader is free.
    pub async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        look: impl FnOnce(&mut AnyConn) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        self.0.health.reads()?;
        let inner = self.0.clone();
        let span = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || {
            let _entered = span.entered();
            let mut conn = inner.pool.get().map_err(|_| Fault::unavailable("no reader is free"))?;
            tracing::trace!(read.name = name, "read");
            look(&mut conn)
        });
        tokio::select! {
            biased;
            seen = done => seen.map_err(|error| Fault::because("a reader died", error))?,
            // The reader goes on waiting by itself.
            () = self.0.health.falls_silent() => Err(Fault::silent().into()),
        }
    }

    /// Reads many statements of one instant: nothing that commits meanwhile is seen.
    pub async fn read_still<T: Send + 'static>(
        &self,
        name: &'static str,
        look: impl FnOnce(&mut AnyConn) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        self.read(name, move |conn| {
            let begin = match conn {
                AnyConn::Pg(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                AnyConn::Sqlite(_) => "BEGIN",
            };
            diesel::sql_query(begin).execute(conn)?;
            let seen = look(conn);
            diesel::sql_query("ROLLBACK").execute(conn)?;
            seen
        })
        .await
    }

    /// Runs the closure in one transaction of the writer: all of it, or nothing. A refusal rolls back.
    ///
    /// The closure may run several times (crossing, lost connection): it changes nothing but the database.
    /// Faults with `UNAVAILABLE` within a second when the database does not answer: what was in its hands then may be done
    /// all the same, and is told by asking again under the same key.
    pub async fn transact<T: Send + 'static>(
        &self,
        name: &'static str,
        mut work: impl FnMut(&mut Tx<'_>) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        self.takes_writes()?;
        let (answer, waiting) = oneshot::channel();
        self.post(Box::new(move |hand| {
            // Whoever was told that nothing can be done now, or left, is not served behind their back.
            if !answer.is_closed() {
                let _ = answer.send(hand.transact(name, &mut work));
            }
        }))?;
        self.told(waiting).await
    }

    /// Waits for the writer's answer, for as long as its database gives signs of life.
    pub(crate) async fn told<T>(&self, waiting: oneshot::Receiver<Reply<T>>) -> Reply<T> {
        tokio::select! {
            biased;
            answer = waiting => answer.map_err(|_| Fault::broken("the writer died"))?,
            () = self.0.health.falls_silent() => Err(Fault::silent().into()),
        }
    }

    /// Whether a write is worth joining the queue.
    pub(crate) fn takes_writes(&self) -> Result<(), Fault> {
        self.0.health.writes()
    }

    /// Hands a job to the writer, or says at once that too many wait.
    pub(crate) fn post(&self, job: Job) -> Result<(), Fault> {
        self.0.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Fault::unavailable("too many writes are waiting"),
            TrySendError::Disconnected(_) => Fault::broken("the writer died"),
        })
    }

    /// This instant.
    pub fn now(&self) -> At {
        self.0.clock.now()
    }

    /// What tells the time here.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Where identifiers are drawn here.
    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    /// Where the database is.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// Whether the database answers readers and writer, as last seen.
    pub fn is_up(&self) -> bool {
        self.0.health.is_well()
    }

    /// Whether there is room for what is written, as last seen.
    pub fn has_room(&self) -> bool {
        self.0.health.has_room()
    }

    /// Waits until the disk fails under the database: nothing is written from then on, and the process is to end.
    ///
    /// What was acknowledged is there; what was not is told by its key, after the next start.
    pub async fn fails(&self) -> Fault {
        self.0.health.is_spent().await
    }
}

fn make_room(path: &Path) -> Result<(), Fault> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder
        .map_or(Ok(()), std::fs::create_dir_all)
        .map_err(|error| Fault::because("the folder of the database cannot be made", error))
}

fn start_writer(mut hand: Hand) -> Result<SyncSender<Job>, Fault> {
    let (jobs, queue): (SyncSender<Job>, Receiver<Job>) = sync_channel(LONGEST_QUEUE);
    std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || {
            while let Ok(job) = queue.recv() {
                job(&mut hand);
            }
        })
        .map_err(|error| Fault::because("the writer cannot start", error))?;
    Ok(jobs)
}

/// Opens readers; Diesel's own manager would try the engines one after the other.
#[derive(Debug)]
struct Opener(Place);

impl ManageConnection for Opener {
    type Connection = AnyConn;
    type Error = Fault;

    fn connect(&self) -> Result<AnyConn, Fault> {
        connect_to_serve(&self.0)
    }
    fn is_valid(&self, conn: &mut AnyConn) -> Result<(), Fault> {
        match conn {
            AnyConn::Pg(conn) => diesel::sql_query("SELECT 1").execute(conn)?,
            AnyConn::Sqlite(_) => 0,
        };
        Ok(())
    }
    fn has_broken(&self, conn: &mut AnyConn) -> bool {
        use diesel::r2d2::R2D2Connection;
        std::thread::panicking() || conn.is_broken()
    }
}
