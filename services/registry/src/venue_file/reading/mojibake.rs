//! UTF-8 that somebody read as Windows-1252 (`MÃ©diathÃ¨que`), and the Windows-1252 table itself.

// What the bytes 0x80 to 0x9f mean in Windows-1252; those without a meaning keep their number (WHATWG encoding standard).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The letter that a byte stands for.
pub(crate) fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

fn byte(letter: char) -> Option<u8> {
    let high = HIGH.iter().position(|known| *known == letter).and_then(|place| u8::try_from(place).ok());
    high.map(|place| place + 0x80).or_else(|| u8::try_from(letter).ok())
}

/// The text as it was meant, if it shows that error throughout.
pub(crate) fn mended(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â', 'Å']) {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(byte).collect::<Option<_>>()?;
    // An accent that is right makes a lone byte, which is no UTF-8: then nothing is touched.
    String::from_utf8(bytes).ok().filter(|mended| mended != text)
}
