//! Writing a hand-over of a centre that may be at work.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use cheques::desk::known_peppers;
use kernel::{chance::Chance, clock::Clock};
use sha2::{Digest, Sha256};
use store::{
    files::hex,
    sheets::{self, Sheet},
    snapshot,
};

use super::{
    describe,
    manifest::{ENVELOPES, FILES, FORMAT, Manifest, README},
};
use crate::{
    backup::{
        disk::{self, Beside},
        manifest::{self as of_backup, Sum},
        passphrase::Passphrase,
        take,
    },
    config::Place,
    stop::Stop,
};

/// What is handed over, and where to.
#[derive(Debug)]
pub struct Asked {
    /// The new folder: absent or empty.
    pub into: PathBuf,
    /// The centre's folder of data.
    pub data: PathBuf,
    /// The centre's database.
    pub place: Place,
    /// What the two people seal the secrets with; none: they stay out of it.
    pub phrases: Option<[Passphrase; 2]>,
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// What the folder says of itself.
    pub manifest: Manifest,
    /// Sheets.
    pub sheets: usize,
    /// Rows in them.
    pub rows: i64,
    /// Secrets in each envelope.
    pub secrets: usize,
}

/// Writes it beside, and gives it its name once it is whole and on disk.
pub fn write(asked: &Asked, clock: &Clock, chance: &Chance) -> Result<Written, Stop> {
    let Asked { into, data, place, phrases } = asked;
    if !disk::is_free(into)? {
        let into = into.display();
        return Err(Stop::refused(format!("Le dossier {into} n'est pas vide : donnez un dossier nouveau.")));
    }
    let (mut beside, books) = (Beside::new(into, chance)?, Beside::new(into, chance)?);
    // A copy of the books of one instant, as a backup takes it; its own folder goes away with it.
    let copied = books.path().join("copie");
    let asked = take::Asked { into: copied.clone(), data: data.clone(), place: place.clone(), passphrase: None };
    let taken = take::copied(&asked, clock, chance)?;
    let folder = beside.path();
    let mut out = Out { folder, files: BTreeMap::new(), sheets: 0, rows: 0 };
    let centre = out.books("centre", &copied.join(of_backup::CENTRE))?;
    let hosted = match taken.manifest.hosted {
        Some(_) => out.books("lieux", &copied.join(of_backup::HOSTED))?,
        None => Vec::new(),
    };
    out.sealed_files(&copied.join(of_backup::FILES))?;
    out.text(README, &describe::readme(&taken.manifest, &centre, &hosted))?;
    let Out { files, sheets, rows, .. } = out;
    let manifest = taken.manifest;
    let mut manifest = Manifest {
        format: FORMAT,
        program: manifest.program,
        at: manifest.at,
        taken_at: manifest.taken_at,
        centre: manifest.centre,
        hosted: manifest.hosted,
        peppers: manifest.peppers,
        files,
    };
    let secrets = match phrases {
        Some(phrases) => seal(data, &copied, phrases, &mut manifest, folder, chance)?,
        None => 0,
    };
    manifest.write(folder)?;
    beside.keep(into)?;
    Ok(Written { manifest, sheets, rows, secrets })
}

struct Out<'f> {
    folder: &'f Path,
    files: BTreeMap<String, Sum>,
    sheets: usize,
    rows: i64,
}

impl Out<'_> {
    /// Every table of a snapshot as a sheet, and how they are made.
    fn books(&mut self, name: &str, snapshot: &Path) -> Result<Vec<Sheet>, Stop> {
        disk::folder(&self.folder.join(name))?;
        let sheets = sheets::of(snapshot)?;
        for sheet in &sheets {
            self.rows += self.sheet(&format!("{name}/{}.csv", sheet.table), snapshot, sheet)?;
            self.sheets += 1;
        }
        disk::sync(&self.folder.join(name))?;
        let made: Vec<&str> = sheets.iter().map(|sheet| sheet.made_by.as_str()).collect();
        self.text(&format!("schema-{name}.sql"), &format!("{};\n", made.join(";\n\n")))?;
        Ok(sheets)
    }

    fn sheet(&mut self, name: &str, snapshot: &Path, sheet: &Sheet) -> Result<i64, Stop> {
        let path = self.folder.join(name);
        let file = File::create_new(&path).map_err(|error| disk::cannot("Le fichier", &path, "être écrit", &error))?;
        let mut out = Summed { out: BufWriter::with_capacity(256 * 1024, file), hash: Sha256::new(), bytes: 0 };
        let rows = sheets::write(snapshot, sheet, &mut out)?;
        let Summed { out, hash, bytes } = out;
        let synced = out.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        synced.map_err(|error| disk::cannot("Le fichier", &path, "être écrit", &error))?;
        self.files.insert(name.to_owned(), Sum { bytes, sha256: hex(&hash.finalize()) });
        Ok(rows)
    }

    fn sealed_files(&mut self, from: &Path) -> Result<(), Stop> {
        let to = self.folder.join(FILES);
        disk::folder(&to)?;
        for name in disk::names(from)? {
            let sum = disk::copy(&from.join(&name), &to.join(&name))?;
            self.files.insert(format!("{FILES}/{name}"), sum);
        }
        disk::sync(&to)
    }

    fn text(&mut self, name: &str, text: &str) -> Result<(), Stop> {
        let sum = disk::write(&self.folder.join(name), text.as_bytes())?;
        self.files.insert(name.to_owned(), sum);
        Ok(())
    }
}

/// What is written, summed on its way.
struct Summed {
    out: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for Summed {
    fn write(&mut self, some: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(some)?;
        self.hash.update(&some[..written]);
        self.bytes += u64::try_from(written).unwrap_or_default();
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// The same secrets in both envelopes: either person opens theirs.
fn seal(
    data: &Path,
    copied: &Path,
    phrases: &[Passphrase; 2],
    manifest: &mut Manifest,
    folder: &Path,
    chance: &Chance,
) -> Result<usize, Stop> {
    let peppers = snapshot::look(&copied.join(of_backup::CENTRE), known_peppers)?;
    let secrets = take::secrets(data, &peppers)?;
    let covered = manifest.covered();
    for (name, phrase) in ENVELOPES.iter().zip(phrases) {
        let sealed = take::sealed(&secrets, phrase, &covered, chance)?;
        manifest.files.insert((*name).to_owned(), disk::write(&folder.join(name), &sealed)?);
    }
    Ok(secrets.count())
}
