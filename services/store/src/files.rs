//! Files that the network makes (print runs, bank files): sealed on disk, handed out against one-use tickets.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit,
    aead::{Aead, Payload},
};
use diesel::{insert_into, prelude::*, update};
use kernel::{
    chance::Chance,
    clock::At,
    ids::{FileId, PersonId},
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    fault::{Fault, Reply},
    ids::Ref,
    personal::Personal,
    sealing::{self, Sealing},
    store::Store,
    tables::{file, file_ticket},
    tx::Tx,
};

/// A folder of sealed files and the key that opens them; the key lives outside the database.
#[derive(Clone)]
pub struct Cabinet {
    folder: PathBuf,
    key: [u8; 32],
}

impl std::fmt::Debug for Cabinet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cabinet")
    }
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its identifier.
    pub id: FileId,
    /// The name under which a browser keeps it.
    pub name: String,
    /// `text/csv; charset=utf-8`, `application/xml`…
    pub media_type: String,
    /// SHA-256 of the content in clear, lower-case hexadecimal.
    pub sha256: String,
    /// Its length in clear, in bytes.
    pub bytes: i64,
}

/// The right to fetch one file once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Which file.
    pub file: FileFacts,
    /// The secret to present; 64 hexadecimal digits.
    pub ticket: String,
    /// Until when, in UTC milliseconds.
    pub until: At,
}

const TICKET_MS: i64 = 10 * 60 * 1000;

impl Cabinet {
    /// The files of that folder, opened with that key.
    pub const fn new(folder: PathBuf, key: [u8; 32]) -> Self {
        Self { folder, key }
    }

    /// Seals the content on disk, and records it in the transaction. An abandoned transaction leaves only an unreadable file.
    pub fn put(&self, tx: &mut Tx<'_>, name: &str, media_type: &str, content: &[u8]) -> Result<FileFacts, Fault> {
        let facts = self.seal(tx.chance(), name, media_type, content)?;
        record(tx, &facts)?;
        Ok(facts)
    }

    /// Seals the content on disk, for [`record`] to make it known: what is long is done before a transaction.
    pub fn seal(&self, chance: &Chance, name: &str, media_type: &str, content: &[u8]) -> Result<FileFacts, Fault> {
        let id: FileId = chance.id();
        self.write(id, content, chance)?;
        let sha256 = hex(&Sha256::digest(content));
        let bytes = i64::try_from(content.len()).map_err(|error| Fault::because("a file is too long", error))?;
        Ok(FileFacts { id, name: name.to_owned(), media_type: media_type.to_owned(), sha256, bytes })
    }

    /// Begins to seal what comes in pieces, for [`record`] to make known.
    pub fn begin(&self, chance: &Chance) -> Result<Sealing, Fault> {
        Sealing::begin(&self.folder, &self.key, chance)
    }

    /// Takes a file off the disk; one that is not there is no matter.
    pub fn discard(&self, id: FileId) {
        if let Err(error) = std::fs::remove_file(self.path(id)) {
            tracing::warn!(file.id = %id, cause = %error, "a file was not taken away");
        }
    }

    fn write(&self, id: FileId, content: &[u8], chance: &Chance) -> Result<(), Fault> {
        let nonce: [u8; 12] = chance.bytes();
        let sealed = self
            .cipher()
            .encrypt(&nonce.into(), Payload { msg: content, aad: id.bytes() })
            .map_err(|_| Fault::broken("a file cannot be sealed"))?;
        std::fs::create_dir_all(&self.folder)
            .map_err(|error| Fault::of_file("the folder of files cannot be made", error))?;
        write_whole(&self.path(id), &[&nonce[..], &sealed].concat())
    }

    /// The content in clear. Faults when the file is missing, altered, or sealed with another key.
    pub fn open(&self, id: FileId) -> Result<Vec<u8>, Fault> {
        let sealed = std::fs::read(self.path(id)).map_err(|error| Fault::because("a file is missing", error))?;
        if let Some(opened) = sealing::open(&sealed, &self.key, id) {
            return opened;
        }
        let (nonce, body) = sealed.split_first_chunk::<12>().ok_or_else(|| Fault::broken("a file is cut short"))?;
        self.cipher()
            .decrypt(nonce.into(), Payload { msg: body, aad: id.bytes() })
            .map_err(|_| Fault::broken("a file was altered, or sealed with another key"))
    }

    /// What seals who somebody is: of the same secret as files, and another key.
    pub fn personal(&self) -> Personal {
        Personal::of(&self.key)
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.key.into())
    }

    fn path(&self, id: FileId) -> PathBuf {
        self.folder.join(id.to_string())
    }
}

/// Writes beside, syncs, then renames: a crash leaves the whole file or none.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    use std::io::Write;
    let beside = path.with_extension("part");
    let fault = |error| Fault::of_file("a file cannot be written", error);
    let mut handle = std::fs::File::create(&beside).map_err(fault)?;
    handle.write_all(bytes).and_then(|()| handle.sync_all()).map_err(fault)?;
    std::fs::rename(&beside, path).map_err(fault)?;
    // The name itself is on disk only once the folder is.
    let folder = path.parent().ok_or_else(|| Fault::broken("a file has no folder"))?;
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(fault)
}

/// Makes a sealed file known.
pub fn record(tx: &mut Tx<'_>, facts: &FileFacts) -> Result<(), Fault> {
    let digest = unhex(&facts.sha256).ok_or_else(|| Fault::broken("a hash cannot be read"))?;
    let row = (
        file::id.eq(Ref(facts.id)),
        file::name.eq(&facts.name),
        file::media_type.eq(&facts.media_type),
        file::sha256.eq(digest),
        file::bytes.eq(facts.bytes),
        file::at.eq(tx.now().0),
    );
    insert_into(file::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Gives somebody the right to fetch a file once, within ten minutes.
pub fn ticket(tx: &mut Tx<'_>, facts: FileFacts, person: PersonId) -> Result<Ticket, Fault> {
    let secret: [u8; 32] = tx.chance().bytes();
    let until = tx.now().plus_ms(TICKET_MS);
    let row = (
        file_ticket::ticket_hash.eq(Sha256::digest(secret).to_vec()),
        file_ticket::file_id.eq(Ref(facts.id)),
        file_ticket::person_id.eq(Ref(person)),
        file_ticket::until.eq(until.0),
    );
    insert_into(file_ticket::table).values(row).execute(tx.conn)?;
    Ok(Ticket { file: facts, ticket: hex(&secret), until })
}

/// Every file that the books name.
pub fn all(conn: &mut crate::conn::AnyConn) -> Result<Vec<FileId>, Fault> {
    let ids: Vec<Ref<kernel::ids::File>> = file::table.select(file::id).order(file::id).load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// What is known of a file, or `NOT_FOUND`.
pub fn facts(conn: &mut crate::conn::AnyConn, id: FileId) -> Reply<FileFacts> {
    type Found = (String, String, Vec<u8>, i64);
    let found: Option<Found> = file::table
        .find(Ref(id))
        .select((file::name, file::media_type, file::sha256, file::bytes))
        .first(conn)
        .optional()?;
    let (name, media_type, sha256, bytes) = found.ok_or_else(|| Refusal::of(Code::NotFound))?;
    Ok(FileFacts { id, name, media_type, sha256: hex(&sha256), bytes })
}

/// What is known of these files, in one statement; one that does not exist is absent.
pub fn known(conn: &mut crate::conn::AnyConn, ids: &[FileId]) -> Result<HashMap<FileId, FileFacts>, Fault> {
    type Found = (Ref<kernel::ids::File>, String, String, Vec<u8>, i64);
    let found: Vec<Found> = file::table
        .filter(file::id.eq_any(crate::ids::refs(ids)))
        .select((file::id, file::name, file::media_type, file::sha256, file::bytes))
        .load(conn)?;
    let facts = |(id, name, media_type, sha256, bytes): Found| {
        (id.0, FileFacts { id: id.0, name, media_type, sha256: hex(&sha256), bytes })
    };
    Ok(found.into_iter().map(facts).collect())
}

/// Looks at a ticket with a reader: its file's facts while it can be taken, otherwise `NOT_FOUND`. Whoever guesses costs no write.
pub async fn look(store: &Store, id: FileId, ticket: &str) -> Reply<FileFacts> {
    let (hash, now) = (hashed(ticket), store.now().0);
    store
        .read("files.look", move |conn| {
            let mine = file_ticket::table
                .filter(file_ticket::ticket_hash.eq(&hash).and(file_ticket::file_id.eq(Ref(id))))
                .filter(file_ticket::used_at.is_null().and(file_ticket::until.ge(now)));
            let good: i64 = mine.count().get_result(conn)?;
            if good == 1 { facts(conn, id) } else { Err(Refusal::of(Code::NotFound).into()) }
        })
        .await
}

fn hashed(ticket: &str) -> Vec<u8> {
    Sha256::digest(unhex(ticket).unwrap_or_default()).to_vec()
}

/// Takes a ticket: its file's facts the first time and in time, otherwise `NOT_FOUND`.
pub async fn take(store: &Store, id: FileId, ticket: &str) -> Reply<FileFacts> {
    let hash = hashed(ticket);
    store
        .transact("files.take", move |tx| {
            let now = tx.now().0;
            let mine = file_ticket::table
                .filter(file_ticket::ticket_hash.eq(&hash).and(file_ticket::file_id.eq(Ref(id))))
                .filter(file_ticket::used_at.is_null().and(file_ticket::until.ge(now)));
            let taken = update(mine).set(file_ticket::used_at.eq(now)).execute(tx.conn)?;
            if taken != 1 {
                return Err(Refusal::of(Code::NotFound).into());
            }
            facts(tx.conn, id)
        })
        .await
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes written in hexadecimal, if they are.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|start| u8::from_str_radix(&text[start..start + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_reads_back_and_anything_else_is_nothing() {
        assert_eq!(hex(&[0, 15, 16, 255]), "000f10ff");
        for bytes in [vec![], vec![0], vec![1, 2, 254, 255]] {
            assert_eq!(unhex(&hex(&bytes)), Some(bytes));
        }
        for text in ["0", "0g", "é0", "+1", " 1", "0x"] {
            assert_eq!(unhex(text), None, "{text}");
        }
        assert_eq!(unhex("AF"), Some(vec![0xAF]));
    }

    #[test]
    fn a_cabinet_does_not_show_its_key() {
        assert_eq!(format!("{:?}", Cabinet::new("files".into(), [7; 32])), "Cabinet");
    }
}
