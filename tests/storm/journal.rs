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
    sync::{mpsc, oneshot},
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
    lines: mpsc::UnboundedSender<Line>,
    path: PathBuf,
}

/// A line, and whoever waits for it to be kept.
type Line = (String, oneshot::Sender<()>);

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
        let (lines, coming) = mpsc::unbounded_channel();
        tokio::spawn(carry(coming, input, output, child));
        Self { lines, path: path.to_path_buf() }
    }

    /// Keeps a receipt; it is on disk when this returns. Receipts that come together share one sync.
    pub(crate) async fn keep(&self, receipt: &str, told: &Told) {
        let (kept, waiting) = oneshot::channel();
        let line = format!("{receipt} {} {} {}\n", told.venue, told.cents, told.cheques);
        self.lines.send((line, kept)).expect("the journal reads");
        waiting.await.expect("the journal answers");
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

/// Hands over whatever waits, and answers once it is kept.
async fn carry(
    mut coming: mpsc::UnboundedReceiver<Line>,
    mut input: ChildStdin,
    mut output: Lines<BufReader<ChildStdout>>,
    _child: Child,
) {
    const MOST: usize = 256;
    let mut some = Vec::new();
    while coming.recv_many(&mut some, MOST).await > 0 {
        let text: String = some.iter().map(|(line, _)| line.as_str()).collect();
        input.write_all(text.as_bytes()).await.expect("the journal reads");
        let mut kept = 0;
        while kept < some.len() {
            let answer = output.next_line().await.expect("the journal answers").expect("it goes on");
            let count = answer.strip_prefix("ok ").and_then(|count| count.parse::<usize>().ok());
            kept += count.unwrap_or_else(|| panic!("the journal said {answer}"));
        }
        for (_, waiting) in some.drain(..) {
            let _ = waiting.send(());
        }
    }
}
