//! The files of the centre itself: nothing that is written for people ever takes their place.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use crate::config::{Place, files_folder, keys_folder};

/// How every file of SQLite begins.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";
/// What SQLite keeps beside its file.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Where the centre keeps what it cannot lose.
#[derive(Clone, Debug)]
pub(super) struct Guarded {
    folders: [PathBuf; 2],
    database: Option<PathBuf>,
}

impl Guarded {
    /// The keys and sealed files of a folder of data, and the file of its database if it is one.
    pub(super) fn of(data: &Path, place: &Place) -> Self {
        let database = match place {
            Place::Sqlite(file) => Some(file.clone()),
            Place::Postgres(_) => None,
        };
        Self { folders: [keys_folder(data), files_folder(data)], database }
    }

    /// Whether the place is one of these, or holds a database, whoever's it is.
    pub(super) fn holds(&self, place: &Path) -> bool {
        let (named, meant) = (real(place), place.canonicalize().ok());
        let ours = |place: &PathBuf| self.is_database(place) || self.in_folders(place);
        ours(&named) || meant.as_ref().is_some_and(ours) || is_sqlite(place)
    }

    fn is_database(&self, place: &Path) -> bool {
        self.database.as_deref().is_some_and(|file| {
            let whole = file.canonicalize().unwrap_or_else(|_| real(file));
            [real(file), whole].iter().any(|file| BESIDE.iter().any(|end| place == with_end(file, end)))
        })
    }

    fn in_folders(&self, place: &Path) -> bool {
        let mut folders = self.folders.iter().map(|folder| folder.canonicalize().unwrap_or_else(|_| real(folder)));
        folders.any(|folder| place.starts_with(folder))
    }
}

fn with_end(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// The place in the folder that is meant, whether or not something stands there.
fn real(place: &Path) -> PathBuf {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    place.file_name().map_or_else(|| folder.clone(), |name| folder.join(name))
}

fn is_sqlite(place: &Path) -> bool {
    let mut head = [0_u8; 16];
    place.is_file() && File::open(place).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *SQLITE
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::scratch::Folder;

    #[test]
    fn what_the_centre_cannot_lose_is_known_by_any_path() {
        let folder = Folder::new("guarded");
        let data = folder.path().join("data");
        for inside in ["keys", "files/ab", "out"] {
            fs::create_dir_all(data.join(inside)).unwrap();
        }
        let database = data.join("passegue.sqlite");
        fs::write(&database, "").unwrap();
        fs::write(data.join("out/other.db"), b"SQLite format 3\0 and more").unwrap();
        fs::write(data.join("out/r.csv"), "a;b").unwrap();
        let guarded = Guarded::of(&data, &Place::Sqlite(database));
        let cases = [
            ("passegue.sqlite", true),
            ("out/../passegue.sqlite", true),
            ("passegue.sqlite-wal", true),
            ("passegue.sqlite-shm", true),
            ("passegue.sqlite-journal", true),
            ("keys/token-1", true),
            ("keys/new.csv", true),
            ("files/ab/sealed", true),
            ("out/other.db", true),
            ("out/r.csv", false),
            ("out/new.csv", false),
            ("keys.csv", false),
        ];
        for (place, expected) in cases {
            assert_eq!(guarded.holds(&data.join(place)), expected, "{place}");
        }
        let elsewhere = Guarded::of(&data, &Place::Postgres("postgres://h/d".to_owned()));
        assert!(elsewhere.holds(&data.join("keys/token-1")) && !elsewhere.holds(&data.join("passegue.sqlite")));
    }
}
