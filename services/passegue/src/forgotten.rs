//! Who was forgotten, told outside the books: `forgotten.txt` in the folder of data, a list that is only ever added to.
//!
//! Books that are put back know again whoever was forgotten since they were copied. The list bears the random name of each row that
//! was forgotten, and nothing else; a restore and each start forget them again.

use std::{
    collections::BTreeSet,
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use gateway::{Answer, Call, Subgraph};
use kernel::ids::LearnerRef;
use learners::learner::{
    erase::ERASED,
    forget_again::{forget_again, forgotten, still_known},
};
use store::{Fault, Reply, Store, conn::AnyConn, head};
use tokio::sync::Mutex;

/// The name of the list in a folder of data, and in a backup.
pub const LIST: &str = "forgotten.txt";

/// The list of a folder.
#[derive(Clone, Debug)]
pub struct Forgotten {
    path: PathBuf,
}

impl Forgotten {
    /// The list of that folder, which may have none yet.
    pub fn of(folder: &Path) -> Self {
        Self::at(folder.join(LIST))
    }

    /// The list in that file.
    pub const fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Whose rows it bears. A line that a crash cut short is no name: the books still tell whose it was.
    pub fn read(&self) -> Result<BTreeSet<LearnerRef>, Fault> {
        match std::fs::read(&self.path) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).lines().filter_map(|line| line.parse().ok()).collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
            Err(error) => Err(Fault::of_file("the list of who was forgotten cannot be read", error)),
        }
    }

    /// Adds these rows; they are on disk when this returns.
    pub fn add(&self, rows: &[LearnerRef]) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        self.append(rows).map_err(|error| Fault::of_file("the list of who was forgotten cannot be written", error))
    }

    fn append(&self, rows: &[LearnerRef]) -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).read(true).append(true).mode(0o600).open(&self.path)?;
        // A line that was cut short is ended first.
        let mut lines = if ends_a_line(&mut file)? { String::new() } else { "\n".to_owned() };
        rows.iter().for_each(|row| lines.push_str(&format!("{row}\n")));
        file.write_all(lines.as_bytes()).and_then(|()| file.sync_all())?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    }
}

fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// What keeps books and list together; cheap to clone.
#[derive(Clone)]
pub struct Remembered {
    store: Store,
    list: Forgotten,
    /// The last row of the outbox that was looked at.
    seen: Arc<Mutex<i64>>,
}

impl Remembered {
    /// Brings the two together: whoever is on the list and known to the books is forgotten again, and the list bears whoever the
    /// books forgot. Answers how many rows were forgotten again, too.
    pub async fn begin(store: Store, list: Forgotten) -> Reply<(Self, usize)> {
        let told = list.read()?;
        let again = forget(&store, told.clone()).await?;
        let look = |conn: &mut AnyConn| -> Reply<_> { Ok((head::position(conn)?, forgotten(conn)?)) };
        let (seen, gone) = store.read_still("forgotten.begin", look).await?;
        let untold: Vec<LearnerRef> = gone.into_iter().filter(|row| !told.contains(row)).collect();
        list.add(&untold)?;
        Ok((Self { store, list, seen: Arc::new(Mutex::new(seen)) }, again))
    }

    /// Adds whoever was forgotten since the last look.
    pub async fn look(&self) -> Reply<()> {
        let mut seen = self.seen.lock().await;
        let (list, from) = (self.list.clone(), *seen);
        *seen = self.store.read("forgotten", move |conn| Ok(follow(conn, &list, from)?)).await?;
        Ok(())
    }
}

/// Most starts have nobody to forget again, and write nothing.
async fn forget(store: &Store, told: BTreeSet<LearnerRef>) -> Reply<usize> {
    let asked = told.clone();
    let known = store.read("forgotten.known", move |conn| Ok(still_known(conn, &asked)?)).await?;
    if known.is_empty() {
        return Ok(0);
    }
    store.transact("forgotten.again", move |tx| Ok(forget_again(tx, &told)?)).await
}

/// Rows of the outbox that are read at once.
const AT_ONCE: i64 = 1000;

/// Notes who was forgotten after that row of the outbox; answers the last row.
fn follow(conn: &mut AnyConn, list: &Forgotten, mut last: i64) -> Result<i64, Fault> {
    loop {
        let told = head::told_after(conn, last, AT_ONCE)?;
        let Some(end) = told.last().map(|one| one.position) else { return Ok(last) };
        let mut gone: Vec<LearnerRef> = Vec::new();
        for one in told.iter().filter(|one| one.topic == ERASED) {
            let rows: Vec<LearnerRef> = serde_json::from_str(&one.body)
                .map_err(|error| Fault::because("who was forgotten cannot be read", error))?;
            gone.extend(rows);
        }
        list.add(&gone)?;
        last = end;
    }
}

/// The learners' subgraph: whoever it forgets is on the list before the answer leaves.
pub struct Listed<S> {
    /// The learners' own.
    pub learners: S,
    /// What keeps the list.
    pub remembered: Remembered,
}

#[async_trait::async_trait]
impl<S: Subgraph> Subgraph for Listed<S> {
    async fn call(&self, call: Call<'_>) -> Answer {
        let changes = call.document.mutation;
        let answer = self.learners.call(call).await;
        if changes && let Err(trouble) = self.remembered.look().await {
            tracing::error!(cause = ?trouble, "the list of who was forgotten waits for the next look");
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use kernel::chance::Chance;

    use super::*;
    use crate::scratch::Folder;

    #[test]
    fn what_is_added_is_read_again_whatever_a_crash_left() {
        let folder = Folder::new("forgotten");
        let (list, chance) = (Forgotten::of(folder.path()), Chance::from_seed(1));
        let [one, two, three]: [LearnerRef; 3] = [chance.id(), chance.id(), chance.id()];
        assert_eq!(list.read().unwrap(), BTreeSet::new());
        list.add(&[]).unwrap();
        assert!(!folder.path().join(LIST).exists(), "nobody, no file");
        list.add(&[one]).unwrap();
        let cut = format!("{one}\n{}", &two.to_string()[..20]);
        std::fs::write(folder.path().join(LIST), cut).unwrap();
        assert_eq!(list.read().unwrap(), BTreeSet::from([one]));
        list.add(&[two, three]).unwrap();
        assert_eq!(list.read().unwrap(), BTreeSet::from([one, two, three]));
        let text = std::fs::read_to_string(folder.path().join(LIST)).unwrap();
        assert!(text.starts_with(&format!("{one}\n")) && text.ends_with(&format!("{two}\n{three}\n")), "{text}");
    }
}
