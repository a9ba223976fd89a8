//! The refresh token: a visit, a generation, and a hash that only we can make. Nothing of it lies in the database.

use kernel::ids::VisitId;
use store::files::{hex, unhex};

use super::{secrets::Secrets, visit::Visit};

const PURPOSE: &str = "refresh";
const BYTES: usize = 16 + 8 + 32;

/// What a refresh token says, once it is known to be ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presented {
    /// Which visit.
    pub visit: VisitId,
    /// Which of its refresh tokens.
    pub generation: i64,
}

/// The token of that visit's generation: the same each time it is made.
pub fn token(secrets: &Secrets, visit: &Visit) -> String {
    let (id, generation) = (visit.id.bytes(), visit.generation.to_be_bytes());
    let mac = secrets.mac(PURPOSE, &[id, &generation]);
    hex(&[id.as_slice(), &generation, &mac].concat())
}

/// What a token says; nothing for one that we did not make.
pub fn read(secrets: &Secrets, token: &str) -> Option<Presented> {
    if token.len() != 2 * BYTES || !token.is_ascii() {
        return None;
    }
    let bytes = unhex(token)?;
    let (id, rest) = bytes.split_first_chunk::<16>()?;
    let (generation, mac) = rest.split_first_chunk::<8>()?;
    // The time that this comparison takes tells of a hash that nobody can make without the key.
    if secrets.mac(PURPOSE, &[id, generation]) != *mac {
        return None;
    }
    Some(Presented { visit: VisitId::from_bytes(*id), generation: i64::from_be_bytes(*generation) })
}

#[cfg(test)]
mod tests {
    use kernel::{chance::Chance, clock::At};

    use super::*;

    fn visit(generation: i64) -> Visit {
        let chance = Chance::from_seed(1);
        let (id, person, now) = (chance.id(), chance.id(), At(0));
        let (structure, proved_at) = (None, None);
        Visit {
            id,
            person,
            structure,
            generation,
            started_at: now,
            renewed_at: now,
            until: now,
            proved_at,
            ended: false,
        }
    }

    #[test]
    fn a_token_reads_back_and_no_other_text_does() {
        let secrets = Secrets::new([1; 32]);
        let first = token(&secrets, &visit(1));
        assert_eq!(read(&secrets, &first), Some(Presented { visit: visit(1).id, generation: 1 }));
        assert_eq!(first, token(&secrets, &visit(1)));
        assert_ne!(first, token(&secrets, &visit(2)));
        assert_eq!(read(&Secrets::new([2; 32]), &first), None, "another secret signs everybody out");
        for at in 0..first.len() {
            let mut changed = first.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(read(&secrets, &String::from_utf8(changed).unwrap()), None, "sign {at}");
        }
        for text in ["", "é", &first[1..], &format!("{first}0"), &"é".repeat(56)] {
            assert_eq!(read(&secrets, text), None, "{text}");
        }
    }
}
