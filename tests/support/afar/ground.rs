//! What lies under a centre in a process of its own: its folder of data and its database.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::{chance::Chance, ids::Id};
use passegue::config::centre_file;
use store::conn::Place;
use tokio::process::Command;

use crate::support::{
    engine::{Engine, Fresh},
    program::{self, Ended, Program},
};

/// A folder of data and a database of one test. Dropping it drops both; keep it longer than its programs.
pub(crate) struct Ground {
    folder: PathBuf,
    database: Option<Fresh>,
    server: Option<Place>,
    data: Option<PathBuf>,
}

impl Ground {
    /// An empty one on that engine; `name` helps whoever looks on.
    pub(crate) fn new(engine: Engine, name: &str) -> Self {
        let unique: Id<()> = Chance::from_machine().id();
        let folder = std::env::temp_dir().join(format!("passegue_{name}_{unique}"));
        fs::create_dir_all(&folder).expect("the temporary folder can be written");
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(engine.fresh(name)),
        };
        Self { folder, database, server: None, data: None }
    }

    /// An empty one whose database is on a server of the test's own.
    pub(crate) fn on(server: Place, name: &str) -> Self {
        let mut ground = Self::new(Engine::Sqlite, name);
        ground.server = Some(server);
        ground
    }

    /// An empty one on SQLite whose folder of data is elsewhere.
    pub(crate) fn keeping_data_in(data: PathBuf, name: &str) -> Self {
        let mut ground = Self::new(Engine::Sqlite, name);
        ground.data = Some(data);
        ground
    }

    /// One whose schema is there.
    pub(crate) async fn ready(engine: Engine, name: &str) -> Self {
        Self::new(engine, name).migrated().await
    }

    /// The same, its schema made.
    pub(crate) async fn migrated(self) -> Self {
        self.runs(&["migrate"]).await.well();
        self
    }

    /// A file or a folder of that name, beside the data.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The folder of data.
    pub(crate) fn data(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| self.beside("data"))
    }

    /// Where everything that its programs log is.
    pub(crate) fn log(&self) -> PathBuf {
        self.beside("log")
    }

    /// The centre's database.
    pub(crate) fn place(&self) -> Place {
        let fresh = self.database.as_ref().map(Fresh::place);
        fresh.or_else(|| self.server.clone()).unwrap_or_else(|| centre_file(&self.data()))
    }

    /// A centre on it, on a free port.
    pub(crate) async fn serve(&self) -> Program {
        Program::of(self.command(&["serve", "--listen", "127.0.0.1:0"]), &self.log()).await
    }

    /// A command of the centre's own machine, run to its end.
    pub(crate) async fn runs(&self, words: &[&str]) -> Ended {
        program::ended(self.command(words)).await
    }

    /// The same, not yet run.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = program::command(words);
        command.arg("--data").arg(self.data());
        if let Place::Postgres(url) = self.place() {
            command.arg("--database-url").arg(url);
        }
        command
    }
}

impl Drop for Ground {
    // A leftover in the temporary folder is no failure.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A path as a word of a command line.
pub(crate) fn word(path: &Path) -> &str {
    path.to_str().expect("a path of this test")
}
