//! Crockford's base 32: the symbols people read on paper, and how kindly they are read back.

/// The thirty-two symbols, in order of value. `I`, `L`, `O` and `U` are left out: they are taken for others.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The symbol for the five low bits of `value`.
pub(crate) fn symbol(value: u8) -> char {
    char::from(ALPHABET[usize::from(value & 31)])
}

/// The symbols of some values, one after the other.
pub(crate) fn spell(values: &[u8]) -> String {
    values.iter().map(|value| symbol(*value)).collect()
}

/// The values of what was typed, pasted or scanned; `None` as soon as one character is neither a symbol nor a space or dash.
///
/// Of an address, only the last part counts, without its query or fragment.
pub(crate) fn read(text: &str) -> Option<Vec<u8>> {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let path = text[..end].trim_end_matches(|c: char| c == '/' || c.is_whitespace());
    let last = path.rsplit('/').next().unwrap_or_default();
    last.chars().filter(|c| !is_spacing(*c)).map(value).collect()
}

/// Bytes as five-bit values, first bit first; the last value is filled up with zeros.
pub(crate) fn to_values(bytes: &[u8]) -> Vec<u8> {
    regroup(bytes.iter().copied(), 8, 5, bytes.len() * 8 / 5 + 1)
}

/// The bytes that five-bit values hold, or `None` when the bits left over are not zero.
pub(crate) fn to_bytes(values: &[u8]) -> Option<Vec<u8>> {
    let whole = values.len() * 5 / 8;
    let bytes = regroup(values.iter().copied(), 5, 8, whole + 1);
    let left_over_is_zero = bytes[whole..].iter().all(|byte| *byte == 0);
    left_over_is_zero.then(|| bytes[..whole].to_vec())
}

/// Cuts a run of bits anew: groups of `from` bits become groups of `to` bits, the last filled up with zeros.
fn regroup(groups: impl Iterator<Item = u8>, from: u32, to: u32, room: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(room);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for group in groups {
        held = (held << from) | u32::from(group);
        bits += from;
        while bits >= to {
            bits -= to;
            out.push(low_byte(held >> bits, to));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        out.push(low_byte(held << (to - bits), to));
    }
    out
}

fn low_byte(value: u32, bits: u32) -> u8 {
    let [.., low] = value.to_be_bytes();
    low & (0xFF >> (8 - bits))
}

/// The symbol meant by a character. A `U` can only be a badly read `V`: if it was not, the check symbols tell.
fn value(typed: char) -> Option<u8> {
    let meant = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    let place = ALPHABET.iter().position(|symbol| char::from(*symbol) == meant)?;
    u8::try_from(place).ok()
}

/// What stands between symbols and means nothing: spaces of any width, dashes of any length, marks without width.
fn is_spacing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_survive_the_journey(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let values = to_values(&bytes);
            prop_assert_eq!(values.len(), (bytes.len() * 8).div_ceil(5));
            prop_assert_eq!(to_bytes(&values), Some(bytes));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,200}") {
            let _ = read(&text);
        }
    }

    #[test]
    fn bits_left_over_must_be_zero() {
        assert_eq!(to_bytes(&[31, 28]), Some(vec![0xFF]));
        assert_eq!(to_bytes(&[31, 29]), None);
    }
}
