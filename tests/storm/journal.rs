//! What clients were told, kept by a process that shares nothing with the centre nor with this one.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::Mutex,
};

use crate::support::root;

/// A redemption as its receipt says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// The venue that was told.
    pub(crate) venue: String,
    /// What the cheques are worth.
    pub(crate) cents: i64,
    /// How many they are.
    pub(crate) cheques: i64,
}

/// The journal; dropping it ends its process.
pub(crate) struct Journal {
    pipes: Mutex<(ChildStdin, Lines<BufReader<ChildStdout>>)>,
    path: PathBuf,
    _child: Child,
}

impl Journal {
    /// A new one in that file.
    pub(crate) fn open(path: &Path) -> Self {
        let mut child = Command::new("python3")
            .arg(root().join("tests/storm/journal.py"))
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("python3 runs (ops/test installs it)");
        let input = child.stdin.take().expect("its input is a pipe");
        let output = BufReader::new(child.stdout.take().expect("its output is a pipe")).lines();
        Self { pipes: Mutex::new((input, output)), path: path.to_path_buf(), _child: child }
    }

    /// Keeps a receipt; it is on disk when this returns.
    pub(crate) async fn keep(&self, receipt: &str, told: &Told) {
        let line = format!("{receipt} {} {} {}\n", told.venue, told.cents, told.cheques);
        let mut pipes = self.pipes.lock().await;
        pipes.0.write_all(line.as_bytes()).await.expect("the journal reads");
        let answer = pipes.1.next_line().await.expect("the journal answers");
        assert_eq!(answer.as_deref(), Some("ok"));
    }

    /// Every receipt kept, read back from its file; fails on one that was given for two acts.
    pub(crate) fn all(&self) -> BTreeMap<String, Told> {
        let text = fs::read_to_string(&self.path).expect("the journal is there");
        let mut all = BTreeMap::new();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [receipt, venue, cents, cheques] = words[..] else { panic!("a line of four words: {line}") };
            let number = |word: &str| word.parse().expect("a number");
            let told = Told { venue: venue.to_owned(), cents: number(cents), cheques: number(cheques) };
            assert_eq!(all.insert(receipt.to_owned(), told), None, "one receipt for two acts: {receipt}");
        }
        all
    }
}
