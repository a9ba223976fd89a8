//! Bytes as text, strictly: base 16, and base 64 as tokens write it.

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HEX: &[u8; 16] = b"0123456789abcdef";

/// Lower-case base 16.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| char::from(HEX[usize::from(half)])).collect()
}

/// Exactly `N` bytes of base 16, in either case.
pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Base 64 for addresses, without filling.
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 2);
    for group in bytes.chunks(3) {
        let at = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = (at(0) << 16) | (at(1) << 8) | at(2);
        for place in 0..=group.len() {
            text.push(base64_symbol(bits >> (18 - 6 * place)));
        }
    }
    text
}

/// What [`base64`] wrote, and nothing else: no filling, no other alphabet, no bit left over.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() * 3 / 4), 0_u32, 0_u32);
    for symbol in text.bytes() {
        let value = BASE64.iter().position(|known| *known == symbol)?;
        held = (held << 6) | u32::try_from(value).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            let [.., byte] = (held >> bits).to_be_bytes();
            bytes.push(byte);
        }
        held &= (1 << bits) - 1;
    }
    (held == 0 && bits < 6).then_some(bytes)
}

fn base64_symbol(bits: u32) -> char {
    let [.., low] = (bits & 63).to_be_bytes();
    char::from(BASE64[usize::from(low)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_spellings_read_back(bytes in any::<[u8; 7]>(), any_length in proptest::collection::vec(any::<u8>(), 0..50)) {
            prop_assert_eq!(unhex(&hex(&bytes)), Some(bytes));
            prop_assert_eq!(unbase64(&base64(&any_length)), Some(any_length));
        }

        #[test]
        fn only_one_text_reads_as_some_bytes(text in "[A-Za-z0-9_-]{0,12}") {
            if let Some(bytes) = unbase64(&text) {
                prop_assert_eq!(base64(&bytes), text);
            }
        }
    }

    #[test]
    fn known_spellings() {
        assert_eq!(base64(&[0xFB, 0xEF, 0xFF, 0x00]), "--__AA");
        assert_eq!(unbase64("--__AB"), None);
        assert_eq!(unbase64("A"), None);
        assert_eq!(unbase64("AA=="), None);
        assert_eq!(unhex::<1>("+f"), None);
        assert_eq!(unhex::<1>("é"), None);
    }
}
