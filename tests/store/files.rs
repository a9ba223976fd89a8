//! Files: sealed on disk, handed out once against a ticket, and never when they were altered.

use std::path::{Path, PathBuf};

use kernel::{
    ids::{FileId, Id},
    refusal::Code,
};
use store::files::{self, Cabinet, FileFacts, Ticket};

use super::Shelf;
use crate::support::{
    books::refused,
    engine::{Engine, on_both_engines},
};

on_both_engines!(
    a_file_is_sealed,
    a_ticket_is_taken_once,
    a_ticket_expires,
    a_ticket_opens_one_file,
    an_altered_file_is_refused,
    an_abandoned_transaction_leaves_no_file_to_fetch,
);

const SECRET: &[u8] = b"6PC5-G4GX-XFCX-1PNY;6PC5-G4GX-XFCX-1PNY";

struct Archive {
    shelf: Shelf,
    cabinet: Cabinet,
    folder: PathBuf,
}

impl Drop for Archive {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Archive {
    fn new(engine: Engine, name: &str) -> Self {
        let shelf = Shelf::new(engine, name);
        let unique: FileId = kernel::chance::Chance::from_machine().id();
        let folder = std::env::temp_dir().join(format!("passegue-archive-{unique}"));
        Self { shelf, cabinet: Cabinet::new(folder.clone(), [9; 32]), folder }
    }

    async fn put(&self) -> Ticket {
        let cabinet = self.cabinet.clone();
        let putting = self.shelf.store.transact("test.put", move |tx| {
            let facts = cabinet.put(tx, "codes.csv", "text/csv", SECRET)?;
            Ok(files::ticket(tx, facts, Id::from_bytes([5; 16]))?)
        });
        putting.await.expect("a file")
    }

    async fn take(&self, ticket: &Ticket) -> store::Reply<FileFacts> {
        files::take(&self.shelf.store, ticket.file.id, &ticket.ticket).await
    }

    fn on_disk(&self, file: FileId) -> PathBuf {
        self.folder.join(file.to_string())
    }
}

async fn a_file_is_sealed(engine: Engine) {
    let archive = Archive::new(engine, "sealed");
    let ticket = archive.put().await;
    let facts = archive.take(&ticket).await.expect("in time");
    assert_eq!(facts, ticket.file);
    assert_eq!((facts.name.as_str(), facts.media_type.as_str(), facts.bytes), ("codes.csv", "text/csv", 39));
    assert_eq!(archive.cabinet.open(facts.id).expect("the right key"), SECRET);
    let sealed = std::fs::read(archive.on_disk(facts.id)).expect("on disk");
    assert!(!sealed.windows(4).any(|part| part == &SECRET[..4]), "no code lies in clear");
    let other = Cabinet::new(archive.folder.clone(), [8; 32]);
    assert!(other.open(facts.id).is_err(), "another key opens nothing");
    let left: Vec<_> = std::fs::read_dir(&archive.folder).expect("the folder").collect();
    assert_eq!(left.len(), 1, "nothing half-written stays beside");
}

async fn a_ticket_is_taken_once(engine: Engine) {
    let archive = Archive::new(engine, "ticket");
    let ticket = archive.put().await;
    archive.take(&ticket).await.expect("the first time");
    assert_eq!(refused(archive.take(&ticket).await), Code::NotFound);
}

async fn a_ticket_expires(engine: Engine) {
    let archive = Archive::new(engine, "expires");
    let (early, late) = (archive.put().await, archive.put().await);
    archive.shelf.clock.jump_to(early.until);
    archive.take(&early).await.expect("the last instant");
    archive.shelf.clock.jump_to(late.until.plus_ms(1));
    assert_eq!(refused(archive.take(&late).await), Code::NotFound);
}

async fn a_ticket_opens_one_file(engine: Engine) {
    let archive = Archive::new(engine, "one_file");
    let (one, other) = (archive.put().await, archive.put().await);
    assert_eq!(refused(files::take(&archive.shelf.store, other.file.id, &one.ticket).await), Code::NotFound);
    for wrong in ["", "00", "zz", "é", &one.ticket[..62], &format!("{}00", one.ticket)] {
        assert_eq!(refused(files::take(&archive.shelf.store, one.file.id, wrong).await), Code::NotFound, "{wrong:?}");
    }
    archive.take(&one).await.expect("no attempt has spent it");
}

async fn an_altered_file_is_refused(engine: Engine) {
    let archive = Archive::new(engine, "altered");
    let (one, other) = (archive.put().await.file.id, archive.put().await.file.id);
    let path = archive.on_disk(one);
    let sealed = std::fs::read(&path).expect("on disk");
    for at in [0, 11, 12, sealed.len() / 2, sealed.len() - 1] {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        lay(&path, &altered);
        assert!(archive.cabinet.open(one).is_err(), "byte {at} was changed");
    }
    for cut in [0, 5, 12, sealed.len() - 1] {
        lay(&path, &sealed[..cut]);
        assert!(archive.cabinet.open(one).is_err(), "cut at {cut}");
    }
    lay(&archive.on_disk(other), &sealed);
    assert!(archive.cabinet.open(other).is_err(), "a file in the place of another");
    lay(&path, &sealed);
    assert_eq!(archive.cabinet.open(one).expect("as it was"), SECRET);
    std::fs::remove_file(&path).expect("it was there");
    assert!(archive.cabinet.open(one).is_err(), "a missing file");
}

fn lay(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("the folder can be written");
}

async fn an_abandoned_transaction_leaves_no_file_to_fetch(engine: Engine) {
    let archive = Archive::new(engine, "abandoned");
    let cabinet = archive.cabinet.clone();
    let abandoned: store::Reply<()> = archive
        .shelf
        .store
        .transact("test.put", move |tx| {
            let facts = cabinet.put(tx, "codes.csv", "text/csv", SECRET)?;
            files::ticket(tx, facts, Id::from_bytes([5; 16]))?;
            Err(super::refusal_of(Code::WrongStage))
        })
        .await;
    assert_eq!(refused(abandoned), Code::WrongStage);
    for table in ["file", "file_ticket"] {
        assert_eq!(crate::support::sql::count(&archive.shelf.place, table), 0, "{table}");
    }
}
