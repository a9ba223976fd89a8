//! From a path to text: never more bytes than the limit, whatever the file is.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::Path,
};

use crate::venue_file::{reading::mojibake, unreadable::Unreadable};

/// What is read at most, in mebibytes.
const MOST_MEBIBYTES: u64 = 64;
/// What tells text from the rest.
const HEAD: u64 = 8 * 1024;

/// The bytes of a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let about = std::fs::metadata(path).map_err(failed)?;
    if about.is_dir() {
        return Err(Unreadable::Directory);
    }
    let mut file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(failed)?;
    check_head(&bytes)?;
    let most = MOST_MEBIBYTES * 1024 * 1024;
    if about.len() > most {
        return Err(Unreadable::TooLarge(MOST_MEBIBYTES));
    }
    // A pipe tells no length: one byte over the limit is enough to know.
    file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        Err(Unreadable::TooLarge(MOST_MEBIBYTES))
    } else {
        Ok(bytes)
    }
}

fn failed(error: std::io::Error) -> Unreadable {
    match error.kind() {
        ErrorKind::NotFound => Unreadable::Missing,
        ErrorKind::IsADirectory => Unreadable::Directory,
        ErrorKind::PermissionDenied => Unreadable::Denied,
        _ => Unreadable::Failed,
    }
}

fn check_head(bytes: &[u8]) -> Result<(), Unreadable> {
    let head = &bytes[..bytes.len().min(8 * 1024)];
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let archive = [b"PK\x03\x04".as_slice(), b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!"];
    match () {
        () if head.is_empty() => Err(Unreadable::Empty),
        () if zeros == head.len() => Err(Unreadable::Zeros),
        () if archive.iter().any(|start| head.starts_with(start)) => Err(Unreadable::Archive),
        () if head.starts_with(b"%PDF") => Err(Unreadable::NotText),
        () if wide(head).is_none() && zeros * 20 > head.len() => Err(Unreadable::NotText),
        () => Ok(()),
    }
}

/// The text of these bytes: UTF-8 or UTF-16, or Windows-1252 for each line that is neither.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    check_head(&bytes)?;
    let text = match wide(&bytes) {
        Some(order) => from_wide(&bytes, order),
        None => String::from_utf8(bytes).unwrap_or_else(|error| from_mixed(error.as_bytes())),
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    // Old machines end their lines with a lone CR.
    Ok(if text.contains('\n') { text } else { text.replace('\r', "\n") })
}

#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

// UTF-16, by its mark or by a zero in every second byte of the beginning.
fn wide(bytes: &[u8]) -> Option<Order> {
    let zeros = |first: usize| bytes.len() >= 8 && bytes.iter().take(64).skip(first).step_by(2).all(|byte| *byte == 0);
    match bytes {
        [0xff, 0xfe, ..] => Some(Order::Little),
        [0xfe, 0xff, ..] => Some(Order::Big),
        [first, ..] if *first != 0 && zeros(1) => Some(Order::Little),
        [0, second, ..] if *second != 0 && zeros(0) => Some(Order::Big),
        _ => None,
    }
}

fn from_wide(bytes: &[u8], order: Order) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match order {
        Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
        Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
    });
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
}

fn from_mixed(bytes: &[u8]) -> String {
    let line = |line: &[u8]| {
        std::str::from_utf8(line)
            .map_or_else(|_| line.iter().map(|byte| mojibake::letter(*byte)).collect(), str::to_owned)
    };
    bytes.split_inclusive(|byte| *byte == b'\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text() {
        let cases: [(&[u8], &str); 7] = [
            (b"nom\r\nx", "nom\r\nx"),
            (b"\xef\xbb\xbfnom", "nom"),
            (b"M\xe9diath\xe8que \x80", "Médiathèque €"),
            (b"Caf\xc3\xa9\nM\xe9dia", "Café\nMédia"),
            (b"\xff\xfen\0o\0m\0", "nom"),
            (b"n\0o\0m\0;\0", "nom;"),
            (b"a\rb\rc", "a\nb\nc"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(text(bytes.to_vec()).as_deref(), Ok(expected), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_at_once() {
        let cases: [(&[u8], Unreadable); 6] = [
            (b"", Unreadable::Empty),
            (b" \n\n", Unreadable::Empty),
            (&[0; 100], Unreadable::Zeros),
            (b"PK\x03\x04xlsx", Unreadable::Archive),
            (b"%PDF-1.7", Unreadable::NotText),
            (b"\x01\0\0\x02\0\0\0\x7fELF", Unreadable::NotText),
        ];
        for (bytes, expected) in cases {
            assert_eq!(text(bytes.to_vec()), Err(expected), "{bytes:?}");
        }
    }

    #[test]
    fn a_folder_an_absent_file_and_endless_zeros_are_one_line() {
        assert_eq!(bytes(Path::new("/")), Err(Unreadable::Directory));
        assert_eq!(bytes(Path::new("/nulle/part.csv")), Err(Unreadable::Missing));
        let folder = std::env::temp_dir().join(format!("passegue-zeros-{}", std::process::id()));
        let file = File::create(&folder).unwrap();
        file.set_len(2 << 30).unwrap();
        assert_eq!(bytes(&folder), Err(Unreadable::Zeros));
        std::io::Write::write_all(&mut &file, &[b'a'; 9000]).unwrap();
        assert_eq!(bytes(&folder), Err(Unreadable::TooLarge(64)));
        std::fs::remove_file(&folder).unwrap();
    }
}
