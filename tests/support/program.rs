//! The program as an operator runs it: in a process of its own, with nothing of this process's environment, ended with its guard.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command as Shell, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    sync::{Mutex, MutexGuard},
    time::timeout,
};

const BINARY: &str = env!("CARGO_BIN_EXE_passegue");
/// Longer than any start or end of a program takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The account of a network that never pays anybody.
const HOUSE: [(&str, &str); 4] = [
    ("PASSEGUE_HOUSE_NAME", "Passegué Essai"),
    ("PASSEGUE_HOUSE_IBAN", "FR7630006000011234567890189"),
    ("PASSEGUE_HOUSE_BIC", "AGRIFRPP"),
    ("PASSEGUE_HOUSE_PUBLIC_URL", "HTTPS://PASS.EXAMPLE"),
];

/// Waits until no other test uses the whole machine; keep the guard for as long as this one does.
pub(crate) async fn alone() -> MutexGuard<'static, ()> {
    static MACHINE: Mutex<()> = Mutex::const_new(());
    MACHINE.lock().await
}

/// The command line, not yet run.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(words).env_clear().envs(HOUSE).stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// A command that ended by itself.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: Option<i32>,
    /// What it said on stdout.
    pub(crate) said: String,
    /// What it said on stderr.
    pub(crate) complained: String,
}

impl Ended {
    /// It did what it was asked; what it said.
    #[track_caller]
    pub(crate) fn well(self) -> String {
        assert_eq!(self.status, Some(0), "{self:?}");
        self.said
    }
}

/// Runs a command to its end.
pub(crate) async fn run(words: &[&str]) -> Ended {
    ended(command(words)).await
}

/// The same for a command that was prepared.
pub(crate) async fn ended(mut command: Command) -> Ended {
    let output = timeout(PATIENCE, command.output()).await.expect("the command ends").expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("it speaks UTF-8");
    Ended { status: output.status.code(), said: text(output.stdout), complained: text(output.stderr) }
}

/// A program that serves until it is ended. Dropping it kills it.
pub(crate) struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    url: String,
    log: PathBuf,
}

impl Program {
    /// Starts it and waits until it says its address; what it logs is added to that file.
    pub(crate) async fn start(words: &[&str], log: &Path) -> Self {
        Self::of(command(words), log).await
    }

    /// The same for a command that was prepared.
    pub(crate) async fn of(mut command: Command, log: &Path) -> Self {
        let stderr = File::options().create(true).append(true).open(log).expect("the log can be written");
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("its output is a pipe")).lines();
        let mut program = Self { child, lines, url: String::new(), log: log.to_path_buf() };
        program.url = program.says("Passegué écoute sur ").await;
        program
    }

    /// Its address.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The rest of its next line on stdout that begins so.
    pub(crate) async fn says(&mut self, beginning: &str) -> String {
        let saying = async {
            while let Some(line) = self.lines.next_line().await.expect("it speaks UTF-8") {
                if let Some(rest) = line.strip_prefix(beginning) {
                    return Some(rest.to_owned());
                }
            }
            None
        };
        match timeout(PATIENCE, saying).await {
            Ok(Some(said)) => said,
            lost => {
                let (why, log) = (if lost.is_err() { "in time" } else { "before its end" }, self.last_logged());
                panic!("it did not say « {beginning} » {why} ({:?}):\n{log}", self.child.try_wait())
            }
        }
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// Whether it logged anything of that level.
    pub(crate) fn logged(&self, level: &str) -> bool {
        self.logged_text(&format!("\"level\":\"{level}\""))
    }

    /// Whether its log has that text.
    pub(crate) fn logged_text(&self, text: &str) -> bool {
        fs::read_to_string(&self.log).expect("a log").contains(text)
    }

    fn last_logged(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(5)..].join("\n")
    }

    /// The memory that it holds now, in kilobytes.
    pub(crate) fn resident(&self) -> u64 {
        let pid = self.child.id().expect("it runs");
        let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("Linux tells of its processes");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Sends it a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        let sent = Shell::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &pid]).status();
        assert!(sent.expect("a shell").success(), "{name} is sent");
    }

    /// Kills it at once, wherever it is, and waits until it is gone.
    pub(crate) async fn killed(mut self) {
        timeout(PATIENCE, self.child.kill()).await.expect("it is gone").expect("it was running");
    }

    /// Waits until it ends by itself; its status.
    pub(crate) async fn ends(mut self) -> Option<i32> {
        self.ended().await
    }

    /// The same for one that is part of something else.
    pub(crate) async fn ended(&mut self) -> Option<i32> {
        timeout(PATIENCE, self.child.wait()).await.expect("it ends").expect("it was running").code()
    }
}
