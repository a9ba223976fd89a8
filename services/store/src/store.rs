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
    conn::{AnyConn, Place, connect},
    fault::{Fault, Reply},
    health::Health,
    migrate::{self, Books},
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
}

pub(crate) type Job = Box<dyn FnOnce(&mut Hand) + Send>;

// More than this waiting means that the writer stands still: callers are told at once.
const LONGEST_QUEUE: usize = 1024;

impl Store {
    /// Opens the database, its readers and its writer.
    ///
    /// Faults: the place does not answer, a migration is missing (unless `migrate`), the schema is newer than this program.
    pub fn open(settings: Settings) -> Result<Self, Fault> {
        if let Place::Sqlite(path) = &settings.place {
            make_room(path)?;
        }
        let mut conn = connect(&settings.place)?;
        migrate::settle(&mut conn, settings.books, settings.migrate)?;
        drop(conn);
        let pool = Pool::builder()
            .max_size(settings.readers.max(1))
            .min_idle(Some(0))
            .connection_timeout(Duration::from_secs(2))
            .test_on_check_out(true)
            .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
            .build(Opener(settings.place.clone()))
            .map_err(|error| Fault::unavailable(format!("no reader: {error}")))?;
        let health = Health::new();
        let hand = Hand::new(settings.place.clone(), settings.clock.clone(), settings.chance.clone(), health.clone());
        let jobs = start_writer(hand)?;
        let (place, clock, chance) = (settings.place, settings.clock, settings.chance);
        Ok(Self(Arc::new(Inner { pool, jobs, place, clock, chance, health })))
    }

    /// Reads with a connection of the pool. Each statement sees what is committed then.
    pub async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        look: impl FnOnce(&mut AnyConn) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        let inner = self.0.clone();
        let span = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || {
            let _entered = span.entered();
            let mut conn = inner.pool.get().map_err(|_| Fault::unavailable("no reader is free"))?;
            tracing::trace!(read.name = name, "read");
            look(&mut conn)
        });
        done.await.map_err(|error| Fault::because("a reader died", error))?
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
    pub async fn transact<T: Send + 'static>(
        &self,
        name: &'static str,
        mut work: impl FnMut(&mut Tx<'_>) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        let (answer, waiting) = oneshot::channel();
        self.post(Box::new(move |hand| {
            // Nobody may be waiting any more: the work is done all the same.
            let _ = answer.send(hand.transact(name, &mut work));
        }))?;
        waiting.await.map_err(|_| Fault::broken("the writer died"))?
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

    /// Whether the writer's database answers, as last seen.
    pub fn is_up(&self) -> bool {
        self.0.health.is_up()
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
        connect(&self.0)
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
