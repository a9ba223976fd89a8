//! A PostgreSQL of one test's own, which may be stopped, frozen, or put on a small disk without harm to others.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::Duration,
};

use store::conn::Place;

/// A server in a folder. Dropping it ends it and removes what it kept; keep it longer than its clients.
pub(crate) struct Server {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
    habits: String,
    /// PostgreSQL refuses to run as root.
    as_postgres: bool,
}

impl Server {
    /// Made and started in that folder, which only its own user may hold; `habits` are settings such as `max_wal_size=8MB`.
    pub(crate) fn start(folder: &Path, habits: &[&str]) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let own = format!("-p {port} -k {} -c listen_addresses=127.0.0.1", folder.display());
        // An acknowledgement is on disk.
        let safe = ["fsync=on", "synchronous_commit=on", "max_connections=60"];
        let habits = safe.iter().chain(habits).fold(own, |all, habit| format!("{all} -c {habit}"));
        let as_postgres = owned_by_root(folder);
        let server = Self { folder: folder.to_owned(), programs: programs(), port, habits, as_postgres };
        if as_postgres {
            let given = Command::new("chown").arg("postgres").arg(folder).status().expect("chown runs");
            assert!(given.success(), "the user postgres exists (ops/test installs PostgreSQL)");
        }
        server.must("initdb", &["-A", "trust", "-U", "passegue", "-E", "UTF8", "--no-locale", "--wal-segsize=1"]);
        server.begin();
        server
    }

    /// Where it is.
    pub(crate) fn place(&self) -> Place {
        Place::Postgres(format!("postgres://passegue@127.0.0.1:{}/postgres", self.port))
    }

    /// Starts it again; answers once it takes questions.
    pub(crate) fn begin(&self) {
        let log = self.folder.join("log").display().to_string();
        self.must("pg_ctl", &["-w", "-t", "60", "-s", "-l", &log, "-o", &self.habits, "start"]);
    }

    /// Ends it at once, as a crash does.
    pub(crate) fn stop(&self) {
        self.must("pg_ctl", &["-m", "immediate", "-s", "stop"]);
    }

    /// Every process of it stands still, its sockets open.
    pub(crate) fn freeze(&self) {
        self.signal("STOP");
    }

    /// They all go on.
    pub(crate) fn thaw(&self) {
        self.signal("CONT");
    }

    /// Fills its log of writes up to the size that it keeps, so that the log needs no more room.
    pub(crate) fn keeps_room_for_its_log(&self) {
        use diesel::{Connection, PgConnection, connection::SimpleConnection};
        let Place::Postgres(url) = self.place() else { unreachable!("a server") };
        let mut conn = PgConnection::establish(&url).expect("the server answers");
        for _ in 0..16 {
            conn.batch_execute("create table ballast as select 1 as one; drop table ballast; select pg_switch_wal()")
                .expect("its own user may");
        }
        conn.batch_execute("checkpoint").expect("its own user may");
    }

    /// Its processes, the first of them before the others.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let Ok(text) = fs::read_to_string(self.data().join("postmaster.pid")) else { return Vec::new() };
        let first: Option<u32> = text.lines().next().and_then(|line| line.trim().parse().ok());
        first.into_iter().chain(first.map(children).into_iter().flatten()).collect()
    }

    fn signal(&self, name: &str) {
        let pids = self.processes().iter().map(u32::to_string).collect::<Vec<_>>();
        // One that ended meanwhile is no matter.
        let _ = Command::new("kill").arg(format!("-{name}")).args(pids).output();
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn must(&self, program: &str, words: &[&str]) {
        let Output { status, stdout, stderr } = self.run(program, words);
        let said = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        assert!(status.success(), "{program} {words:?}: {said}\n{log}");
    }

    fn run(&self, program: &str, words: &[&str]) -> Output {
        let path = self.programs.join(program);
        let mut command = match self.as_postgres {
            true => Command::new("runuser"),
            false => Command::new(&path),
        };
        if self.as_postgres {
            command.args(["-u", "postgres", "--"]).arg(&path);
        }
        command.arg("-D").arg(self.data()).args(words).current_dir(&self.folder);
        // What starts a server keeps its outputs open: they go to files.
        let (out, err) = (self.folder.join("said"), self.folder.join("complained"));
        let file = |path: &Path| fs::File::create(path).expect("a file beside the server");
        let status =
            command.stdout(file(&out)).stderr(file(&err)).status().expect("PostgreSQL is there (ops/test installs it)");
        let read = |path: &Path| fs::read(path).unwrap_or_default();
        Output { status, stdout: read(&out), stderr: read(&err) }
    }
}

impl Drop for Server {
    // A leftover is no failure.
    fn drop(&mut self) {
        self.thaw();
        if self.data().join("postmaster.pid").exists() {
            let _ = self.run("pg_ctl", &["-m", "immediate", "-s", "-t", "10", "stop"]);
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn owned_by_root(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(folder).expect("a folder").uid() == 0
}

/// The newest server of the distribution; whatever else is on the PATH only when there is none.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let number = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest = versions.filter(|path| path.join("bin/initdb").exists()).max_by_key(number);
    newest.map(|version| version.join("bin")).unwrap_or_default()
}

/// The processes that this one started.
fn children(parent: u32) -> Vec<u32> {
    let parent = format!("PPid:\t{parent}");
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let its = |pid: &u32| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        status.lines().any(|line| line == parent)
    };
    pids.filter(its).collect()
}

/// How long a server needs to be there again after a crash, at most.
pub(crate) const BACK_WITHIN: Duration = Duration::from_secs(5);
