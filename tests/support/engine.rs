//! The two engines, and a fresh database on either: a file or a schema per test, gone with its guard.

use std::{
    fmt::Write,
    path::PathBuf,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use store::conn::Place;

/// Where the private PostgreSQL of `ops/test` answers.
const SERVER: &str = "PASSEGUE_TEST_POSTGRES";

/// `serializable` to run once more as strictly as distributed engines do.
const ISOLATION: &str = "PASSEGUE_TEST_ISOLATION";

/// An engine under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Built in, one file.
    Sqlite,
    /// A real server.
    Postgres,
}

/// An empty database of one test. Dropping it removes the file or the schema.
///
/// Keep it alive as long as anything uses the database.
#[derive(Debug)]
pub(crate) struct Fresh {
    place: Place,
    leftover: Leftover,
}

#[derive(Debug)]
enum Leftover {
    Folder(PathBuf),
    Schema { server: String, name: String },
}

impl Engine {
    /// Both, for a test that compares them.
    pub(crate) const fn both() -> [Self; 2] {
        [Self::Sqlite, Self::Postgres]
    }

    /// An empty database that no other test sees; `name` helps whoever looks at the server.
    pub(crate) fn fresh(self, name: &str) -> Fresh {
        let name = unique(name);
        match self {
            Self::Sqlite => fresh_file(&name),
            Self::Postgres => fresh_schema(name),
        }
    }
}

impl Fresh {
    /// Where it is, as the store wants it.
    pub(crate) fn place(&self) -> Place {
        self.place.clone()
    }
}

fn fresh_file(name: &str) -> Fresh {
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    Fresh { place: Place::Sqlite(folder.join("fresh.sqlite")), leftover: Leftover::Folder(folder) }
}

fn fresh_schema(name: String) -> Fresh {
    let server = std::env::var(SERVER).unwrap_or_else(|_| {
        panic!("{SERVER} is not set, and an absent engine is a failure, never a skip: run the tests by ops/test")
    });
    statement(&server, &format!("create schema {name}")).expect("the PostgreSQL of ops/test makes a schema");
    let mut url = format!("{server}?options=-csearch_path%3D{name}");
    if let Ok(isolation) = std::env::var(ISOLATION) {
        write!(url, "%20-cdefault_transaction_isolation%3D{isolation}").expect("a String takes any text");
    }
    Fresh { place: Place::Postgres(url), leftover: Leftover::Schema { server, name } }
}

impl Drop for Fresh {
    // A leftover is no failure: ops/test throws the whole server away.
    fn drop(&mut self) {
        match &self.leftover {
            Leftover::Folder(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            Leftover::Schema { server, name } => {
                let _ = statement(server, &format!("set lock_timeout = '2s'; drop schema {name} cascade"));
            }
        }
    }
}

fn statement(server: &str, sql: &str) -> Result<(), Box<dyn std::error::Error>> {
    Ok(PgConnection::establish(server)?.batch_execute(sql)?)
}

// Lower-case letters, digits and underscores: a name that both a folder and a schema may bear without quotes.
fn unique(name: &str) -> String {
    static SO_FAR: AtomicU32 = AtomicU32::new(0);
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let number = SO_FAR.fetch_add(1, Ordering::Relaxed);
    format!("t{}_{number}_{}", process::id(), plain.chars().take(36).collect::<String>())
}

/// Writes each story once and runs it on both engines, as `story::sqlite` and `story::postgresql`.
///
/// A story is `async fn story(engine: Engine)`; it asks `engine.fresh("…")` for as many databases as it needs.
macro_rules! on_both_engines {
    ($($story:ident),+ $(,)?) => {
        $(mod $story {
            use crate::support::engine::Engine;

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                super::$story(Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgresql() {
                super::$story(Engine::Postgres).await;
            }
        })+
    };
}
pub(crate) use on_both_engines;
