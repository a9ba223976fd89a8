//! Text as people pasted it: markup, entities, invisible signs, accents in two pieces.

use super::{
    notes::{Notes, quoted},
    reading::mojibake,
};

/// A text on one line.
pub(super) fn line(raw: &str, field: &'static str, notes: &mut Notes) -> String {
    let clean = clean(raw, field, notes);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that keeps its paragraphs.
pub(super) fn block(raw: &str, field: &'static str, notes: &mut Notes) -> String {
    let clean = clean(raw, field, notes);
    let mut lines: Vec<String> = Vec::new();
    for line in clean.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
        // One empty line between paragraphs, none at the ends.
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// Nothing that a place says is longer.
const LONGEST: usize = 100_000;

fn clean(raw: &str, field: &'static str, notes: &mut Notes) -> String {
    let mut text = raw.get(..raw.floor_char_boundary(LONGEST)).unwrap_or_default().to_owned();
    if text.len() < raw.len() {
        notes.warn("TEXT_CUT", field, "Le texte est beaucoup trop long : il est coupé.");
    }
    if let Some(mended) = mojibake::mended(&text) {
        notes.warn("TEXT_REPAIRED", field, "Des accents étaient illisibles ; ils ont été rétablis. Vérifiez le texte.");
        text = mended;
    }
    if let Some(plain) = without_markup(&text) {
        notes.warn("TEXT_HTML", field, "Le texte contenait des balises HTML ; seul le texte a été gardé.");
        text = plain;
    }
    if text.contains('\u{fffd}') {
        let says = format!("Des caractères sont perdus dans {} : corrigez-les à la source.", quoted(&text));
        notes.warn("TEXT_BROKEN", field, says);
    }
    if text.chars().any(is_hidden) {
        let says = "Des caractères invisibles ou de contrôle ont été retirés.";
        notes.warn("TEXT_INVISIBLE", field, says);
    }
    composed(text.chars().filter(|c| !is_hidden(*c)).map(plain_space))
}

fn plain_space(letter: char) -> char {
    match letter {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        other if other.is_whitespace() && other != '\n' => ' ',
        other => other,
    }
}

// Controls that are no space, zero-width signs, marks that turn the direction of writing.
fn is_hidden(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}');
    let zero_width = matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    let steering = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}');
    control || zero_width || steering
}

// The text without tags and entities, if it had any. Twice, for what was escaped twice.
fn without_markup(text: &str) -> Option<String> {
    if !text.contains(['<', '&']) {
        return None;
    }
    let once = without_tags(&decoded(text));
    let twice = without_tags(&decoded(&once));
    (twice != text).then_some(twice)
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = match tag(after) {
            Some((name, following)) => {
                out.push_str(if is_inline(&name) { "" } else { "\n" });
                skip_hidden(&name, following)
            }
            None => {
                out.push('<');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

const LONGEST_TAG: usize = 2_000;

// The name of the tag and what follows it; `a < b` is no tag.
fn tag(after: &str) -> Option<(String, &str)> {
    let first = after.strip_prefix('/').unwrap_or(after).chars().next()?;
    // A tag that goes on for pages is none; the search must not either.
    let near = after.get(..after.floor_char_boundary(LONGEST_TAG))?;
    let (inside, following) = after.split_at(near.find('>')?);
    let following = following.strip_prefix('>')?;
    let is_tag = first.is_ascii_alphabetic() || first == '!' || first == '?';
    let name = inside.chars().take_while(|c| *c == '/' || c.is_ascii_alphanumeric()).collect::<String>();
    (is_tag && !inside.contains('<')).then(|| (name.to_ascii_lowercase(), following))
}

fn is_inline(name: &str) -> bool {
    let name = name.trim_start_matches('/');
    ["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u"].contains(&name)
}

// What a script or a style holds is not for reading.
fn skip_hidden<'a>(name: &str, following: &'a str) -> &'a str {
    if !["script", "style"].contains(&name) {
        return following;
    }
    let closes =
        |at: usize| following.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
    let end = following.match_indices("</").map(|(at, _)| at).find(|at| closes(*at)).unwrap_or(following.len());
    &following[end..]
}

fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let near = &after[..after.floor_char_boundary(LONGEST_ENTITY)];
        let found = near.find(';').map(|end| (&after[..end], &after[end + 1..]));
        rest = match found.and_then(|(name, following)| Some((entity(name)?, following))) {
            Some((letter, following)) => {
                out.push(letter);
                following
            }
            None => {
                out.push('&');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

const LONGEST_ENTITY: usize = 9;

const ENTITIES: [(&str, char); 42] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("oelig", 'œ'),
    ("aelig", 'æ'),
    ("Agrave", 'À'),
    ("Ccedil", 'Ç'),
    ("Eacute", 'É'),
    ("Egrave", 'È'),
    ("Ecirc", 'Ê'),
    ("Icirc", 'Î'),
    ("Ocirc", 'Ô'),
    ("OElig", 'Œ'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("euro", '€'),
    ("deg", '°'),
];

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter);
    };
    let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
    char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
}

// Accents that stand as signs of their own (as some machines write them) join their letter.
fn composed(letters: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for letter in letters {
        match (out.chars().next_back(), letter) {
            (Some(base), '\u{300}'..='\u{327}') => match joined(base, letter) {
                Some(whole) => {
                    out.pop();
                    out.push(whole);
                }
                None => out.push(letter),
            },
            _ => out.push(letter),
        }
    }
    out
}

const ACCENTED: [(char, &str, &str); 5] = [
    ('\u{300}', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('\u{301}', "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
    ('\u{302}', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('\u{308}', "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"),
    ('\u{327}', "cC", "çÇ"),
];

fn joined(base: char, accent: char) -> Option<char> {
    let (_, bases, wholes) = ACCENTED.iter().find(|(mark, _, _)| *mark == accent)?;
    let place = bases.chars().position(|letter| letter == base)?;
    wholes.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(notes: Notes) -> Vec<&'static str> {
        notes.take().into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn texts_become_plain() {
        let cases: [(&str, &str, &[&str]); 14] = [
            ("  Mairie   d'Hesdin ", "Mairie d'Hesdin", &[]),
            ("Arts & métiers, 3 < 4 > 2", "Arts & métiers, 3 < 4 > 2", &[]),
            ("<p>Ateliers <b>gratuits</b></p>", "Ateliers gratuits", &["TEXT_HTML"]),
            ("Lundi<br/>mardi", "Lundi mardi", &["TEXT_HTML"]),
            ("M&eacute;diath&egrave;que", "Médiathèque", &["TEXT_HTML"]),
            ("&lt;script&gt;alert(1)&lt;/script&gt;Lieu", "Lieu", &["TEXT_HTML"]),
            ("&amp;lt;b&amp;gt;Lieu", "Lieu", &["TEXT_HTML"]),
            ("L&#39;accueil &#x2019;", "L'accueil ’", &["TEXT_HTML"]),
            ("Me\u{301}diathe\u{300}que", "Médiathèque", &[]),
            ("Mairie\u{0}\u{7}", "Mairie", &["TEXT_INVISIBLE"]),
            ("Mai\u{200b}rie \u{202e}eiriaM", "Mairie eiriaM", &["TEXT_INVISIBLE"]),
            ("10\u{a0}h\u{202f}30", "10 h 30", &[]),
            ("MÃ©diathÃ¨que", "Médiathèque", &["TEXT_REPAIRED"]),
            ("M\u{fffd}diath\u{fffd}que", "M\u{fffd}diath\u{fffd}que", &["TEXT_BROKEN"]),
        ];
        for (raw, expected, warned) in cases {
            let mut notes = Notes::default();
            assert_eq!((line(raw, "nom", &mut notes).as_str(), codes(notes).as_slice()), (expected, warned), "{raw}");
        }
    }

    #[test]
    fn endless_texts_end() {
        for piece in ["<a", "&", "<script></script>", "<!--", "&#x", "\u{202e}"] {
            let text = line(&piece.repeat(1_000_000), "nom", &mut Notes::default());
            assert!(text.len() <= LONGEST, "{piece}");
        }
    }

    #[test]
    fn paragraphs_stay() {
        let raw = "<p>Un</p><p>Deux</p>\r\n\r\n\r\nTrois\u{2028}quatre  ";
        assert_eq!(block(raw, "presentation_detail", &mut Notes::default()), "Un\n\nDeux\n\nTrois\nquatre");
    }
}
