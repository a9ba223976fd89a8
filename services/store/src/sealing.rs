//! Sealing what comes in pieces: never more than a piece in memory, never a byte in clear on the disk.
//!
//! Each piece is sealed by itself, with its place and whether it is the last in its nonce (the STREAM construction of
//! Hoang, Reyhanitabar, Rogaway and Vizár): pieces cannot be changed, swapped, repeated or left out.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};

use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit,
    aead::{Aead, Payload},
};
use kernel::{chance::Chance, ids::FileId};
use sha2::{Digest, Sha256};

use crate::fault::Fault;

const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
/// What such a file begins with; one that was sealed whole begins with its nonce, drawn.
const MARK: &[u8; 16] = b"passegue sealed\x02";
const PREFIX: usize = 7;

/// A file being sealed; dropped before its end, it leaves nothing.
pub struct Sealing {
    cipher: ChaCha20Poly1305,
    id: FileId,
    prefix: [u8; PREFIX],
    place: u32,
    held: Vec<u8>,
    out: File,
    beside: PathBuf,
    path: PathBuf,
    hash: Sha256,
    bytes: i64,
    ended: bool,
}

/// A file that was sealed piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its identifier.
    pub id: FileId,
    /// SHA-256 of the content in clear.
    pub sha256: [u8; 32],
    /// Its length in clear.
    pub bytes: i64,
}

impl Sealing {
    /// Begins a file in that folder, under that key.
    pub(crate) fn begin(folder: &Path, key: &[u8; 32], chance: &Chance) -> Result<Self, Fault> {
        let cannot = |error| Fault::of_file("a file cannot be written", error);
        std::fs::create_dir_all(folder).map_err(cannot)?;
        let id: FileId = chance.id();
        let path = folder.join(id.to_string());
        let beside = path.with_extension("part");
        let mut out = File::create(&beside).map_err(cannot)?;
        let prefix: [u8; PREFIX] = chance.bytes();
        out.write_all(&[&MARK[..], &prefix].concat()).map_err(cannot)?;
        let cipher = ChaCha20Poly1305::new(key.into());
        let (held, hash) = (Vec::with_capacity(PIECE), Sha256::new());
        Ok(Self { cipher, id, prefix, place: 0, held, out, beside, path, hash, bytes: 0, ended: false })
    }

    /// Seals what has come; some of it waits for its piece to be whole.
    pub fn push(&mut self, mut clear: &[u8]) -> Result<(), Fault> {
        self.hash.update(clear);
        self.bytes = self.bytes.saturating_add(i64::try_from(clear.len()).unwrap_or(i64::MAX));
        while !clear.is_empty() {
            if self.held.len() == PIECE {
                // More follows: this piece is not the last.
                self.seal(false)?;
            }
            let taken = clear.len().min(PIECE - self.held.len());
            let (now, later) = clear.split_at(taken);
            self.held.extend_from_slice(now);
            clear = later;
        }
        Ok(())
    }

    /// Ends the file: it is whole on the disk, under its name.
    pub fn end(mut self) -> Result<Sealed, Fault> {
        self.seal(true)?;
        let cannot = |error| Fault::of_file("a file cannot be written", error);
        self.out.sync_all().map_err(cannot)?;
        std::fs::rename(&self.beside, &self.path).map_err(cannot)?;
        self.ended = true;
        let folder = self.path.parent().ok_or_else(|| Fault::broken("a file has no folder"))?;
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(cannot)?;
        let hash = std::mem::take(&mut self.hash);
        Ok(Sealed { id: self.id, sha256: hash.finalize().into(), bytes: self.bytes })
    }

    fn seal(&mut self, last: bool) -> Result<(), Fault> {
        let nonce = nonce(&self.prefix, self.place, last);
        let sealed = self
            .cipher
            .encrypt(&nonce.into(), Payload { msg: &self.held, aad: self.id.bytes() })
            .map_err(|_| Fault::broken("a file cannot be sealed"))?;
        self.out.write_all(&sealed).map_err(|error| Fault::of_file("a file cannot be written", error))?;
        self.held.clear();
        self.place = self.place.checked_add(1).ok_or_else(|| Fault::broken("a file is too long"))?;
        Ok(())
    }
}

impl Drop for Sealing {
    fn drop(&mut self) {
        if !self.ended {
            let _ = std::fs::remove_file(&self.beside);
        }
    }
}

/// The content in clear of a file that was sealed piece by piece; nothing if it was sealed otherwise.
pub(crate) fn open(sealed: &[u8], key: &[u8; 32], id: FileId) -> Option<Result<Vec<u8>, Fault>> {
    let body = sealed.strip_prefix(MARK)?;
    let Some((prefix, pieces)) = body.split_first_chunk::<PREFIX>() else {
        return Some(Err(Fault::broken("a file is cut short")));
    };
    let cipher = ChaCha20Poly1305::new(key.into());
    let last = pieces.len().div_ceil(PIECE + TAG);
    let mut clear = Vec::with_capacity(pieces.len());
    for (place, piece) in (0_u32..).zip(pieces.chunks(PIECE + TAG)) {
        let is_last = usize::try_from(place).is_ok_and(|place| place + 1 == last);
        let nonce = nonce(prefix, place, is_last);
        match cipher.decrypt(&nonce.into(), Payload { msg: piece, aad: id.bytes() }) {
            Ok(piece) => clear.extend_from_slice(&piece),
            Err(_) => return Some(Err(Fault::broken("a file was altered, or sealed with another key"))),
        }
    }
    // Without any piece there is no last one either: what ends nowhere was cut.
    Some(if last == 0 { Err(Fault::broken("a file is cut short")) } else { Ok(clear) })
}

fn nonce(prefix: &[u8; PREFIX], place: u32, last: bool) -> [u8; 12] {
    let [a, b, c, d, e, f, g] = *prefix;
    let [w, x, y, z] = place.to_be_bytes();
    [a, b, c, d, e, f, g, w, x, y, z, u8::from(last)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [9; 32];

    struct Folder(PathBuf);
    impl Folder {
        fn new() -> Self {
            let unique: FileId = Chance::from_machine().id();
            Self(std::env::temp_dir().join(format!("passegue-sealing-{unique}")))
        }
    }
    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn content(length: usize) -> Vec<u8> {
        (0_u8..=250).cycle().take(length).collect()
    }

    fn sealed(folder: &Folder, content: &[u8], by: usize) -> (Sealed, Vec<u8>) {
        let mut sealing = Sealing::begin(&folder.0, &KEY, &Chance::from_seed(1)).unwrap();
        for some in content.chunks(by) {
            sealing.push(some).unwrap();
        }
        let sealed = sealing.end().unwrap();
        (sealed, std::fs::read(folder.0.join(sealed.id.to_string())).unwrap())
    }

    #[test]
    fn what_is_sealed_in_pieces_is_read_whole() {
        let folder = Folder::new();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7] {
            for by in [1000, PIECE, 5 * PIECE] {
                let content = content(length);
                let (facts, bytes) = sealed(&folder, &content, by);
                assert_eq!(open(&bytes, &KEY, facts.id).unwrap().unwrap(), content, "{length} by {by}");
                assert_eq!(facts.sha256, <[u8; 32]>::from(Sha256::digest(&content)));
                assert!(!bytes.windows(32).any(|part| content.windows(32).next() == Some(part)), "nothing in clear");
            }
        }
    }

    #[test]
    fn whatever_is_done_to_it_is_noticed() {
        let folder = Folder::new();
        let (facts, bytes) = sealed(&folder, &content(2 * PIECE + 100), PIECE);
        let refused = |bytes: &[u8]| open(bytes, &KEY, facts.id).is_none_or(|opened| opened.is_err());
        for at in [0, 16, 22, 23, 23 + PIECE, bytes.len() - 1] {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            assert!(refused(&altered), "byte {at}");
        }
        let (head, pieces) = bytes.split_at(23);
        let pieces: Vec<&[u8]> = pieces.chunks(PIECE + TAG).collect();
        let swapped = [head, pieces[1], pieces[0], pieces[2]].concat();
        let (cut, short) = ([head, pieces[0], pieces[1]].concat(), head.to_vec());
        let repeated = [head, pieces[0], pieces[0], pieces[1], pieces[2]].concat();
        for wrong in [&swapped, &cut, &short, &repeated, &bytes[..17].to_vec()] {
            assert!(refused(wrong));
        }
        let other = Chance::from_seed(2).id();
        assert!(open(&bytes, &KEY, other).unwrap().is_err(), "another file's name");
        assert!(open(&bytes, &[8; 32], facts.id).unwrap().is_err(), "another key");
        assert!(open(&content(100), &KEY, facts.id).is_none(), "sealed otherwise");
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let folder = Folder::new();
        let mut sealing = Sealing::begin(&folder.0, &KEY, &Chance::from_seed(1)).unwrap();
        sealing.push(&content(2 * PIECE)).unwrap();
        drop(sealing);
        assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);
    }
}
