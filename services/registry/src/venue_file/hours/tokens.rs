//! The words of French opening hours.

use crate::territory::folded;

/// One word of meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A day, Monday is 0.
    Day(usize),
    /// Every day.
    EveryDay,
    /// A time, in minutes.
    Time(u32),
    /// A dash, which parts or joins.
    Dash,
    /// `à`, `au`, `jusqu'à`.
    To,
    /// `et`, a comma, a slash.
    And,
    /// A slash: between times it may mean `to`.
    Slash,
    /// A full stop, a semicolon, a new line.
    Break,
    /// Closed.
    Closed,
    /// By appointment.
    Appointment,
    /// Odd weeks.
    OddWeeks,
    /// Even weeks.
    EvenWeeks,
}

const LONGEST: usize = 2_000;

/// The tokens of a text, or none when a word is not known or the text is a page long.
pub(super) fn of(text: &str) -> Option<Vec<Token>> {
    if text.len() > LONGEST {
        return None;
    }
    let text = simplified(text);
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '0'..='9' => time(rest)?,
            'a'..='z' => word(rest)?,
            _ => (sign(first)?, first.len_utf8()),
        };
        tokens.extend(token);
        rest = &rest[length..];
    }
    Some(tokens)
}

// Lower case without accents, signs kept, and phrases of several words made one.
fn simplified(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_alphabetic() { folded(&c.to_string()) } else { c.to_string() }).collect();
    let line = plain.replace(['\n', '\r'], " ; ").replace(['’', '\''], " ");
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    for (phrase, word) in PHRASES {
        line = line.replace(phrase, word);
    }
    line
}

const PHRASES: [(&str, &str); 26] = [
    ("rendez-vous", "rdv"),
    ("rendez vous", "rdv"),
    ("apres-midis", "aprem"),
    ("apres-midi", "aprem"),
    ("apres midi", "aprem"),
    ("tous les jours", "quotidien"),
    ("7j/7", "quotidien"),
    ("7 jours sur 7", "quotidien"),
    ("semaines paires", "paires"),
    ("semaine paire", "paires"),
    ("semaines impaires", "impaires"),
    ("semaine impaire", "impaires"),
    ("en paires", "paires"),
    ("en impaires", "impaires"),
    ("journee continue", "public"),
    ("journee continu", "public"),
    ("en continu", "public"),
    ("non stop", "public"),
    ("sans rdv", "public"),
    ("avec ou public", "public"),
    ("ou sur rdv", "rdv"),
    ("ou rdv", "rdv"),
    ("jusqu a", "jusqua"),
    ("---", "-"),
    ("--", "-"),
    ("n/a", "-"),
];

fn sign(letter: char) -> Option<Option<Token>> {
    match letter {
        ' ' | ':' | '\u{a0}' => Some(None),
        '-' | '–' | '—' | '>' | '→' | '‑' => Some(Some(Token::Dash)),
        ',' | '&' | '+' => Some(Some(Token::And)),
        '/' => Some(Some(Token::Slash)),
        '.' | ';' | '|' | '•' => Some(Some(Token::Break)),
        _ => None,
    }
}

// `9h30`, `9 h 30`, `09:00`, `9h`, `14`.
fn time(rest: &str) -> Option<(Option<Token>, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let spaces = |text: &str| text.bytes().take_while(|c| *c == b' ').count();
    let hour_length = digits(rest);
    let hour: u32 = rest[..hour_length].parse().ok().filter(|hour| *hour <= 24 && hour_length <= 2)?;
    let after = &rest[hour_length..];
    let gap = spaces(after);
    let marked = &after[gap..];
    let Some(mark) = marks().into_iter().find(|mark| marked.starts_with(mark)).filter(|mark| *mark != ":" || gap == 0)
    else {
        // A lone number is an hour of the day, or nothing that is sure.
        return (6..=23).contains(&hour).then_some((Some(Token::Time(hour * 60)), hour_length));
    };
    let behind = &marked[mark.len()..];
    let behind_gap = if mark == ":" { 0 } else { spaces(behind) };
    let minutes_text = &behind[behind_gap..];
    let minute_length = digits(minutes_text);
    let used = hour_length + gap + mark.len();
    // `9h 12h 14h`: the digits behind belong to the next time.
    let follows = minutes_text[minute_length..].trim_start_matches(' ');
    let next = mark != ":" && minute_length <= 2 && (follows.starts_with('h') || follows.starts_with(':'));
    if next {
        return Some((Some(Token::Time(hour * 60)), used));
    }
    if minute_length == 2 || (minute_length == 1 && minutes_text.starts_with('0')) {
        let minute: u32 = minutes_text[..minute_length].parse().ok().filter(|minute| *minute < 60)?;
        let whole = hour * 60 + minute;
        let seconds = minutes_text[minute_length..].strip_prefix(":00").map_or(0, |_| 3);
        return (whole <= 1440).then_some((Some(Token::Time(whole)), used + behind_gap + minute_length + seconds));
    }
    (mark != ":" && minute_length == 0).then_some((Some(Token::Time(hour * 60)), used))
}

const fn marks() -> [&'static str; 4] {
    ["heures", "heure", "h", ":"]
}

fn word(rest: &str) -> Option<(Option<Token>, usize)> {
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &rest[..length];
    // « jeu. » and « ven. » are no ends of sentences.
    let dot = usize::from(length == 3 && rest[length..].starts_with('.') && day(word).is_some());
    let token = match word {
        _ if day(word).is_some() => day(word).map(Token::Day),
        "quotidien" => Some(Token::EveryDay),
        "a" | "au" | "aux" | "jusqua" => Some(Token::To),
        "et" | "puis" => Some(Token::And),
        "ferme" | "fermee" | "fermeture" | "off" | "closed" => Some(Token::Closed),
        "rdv" => Some(Token::Appointment),
        "impaires" => Some(Token::OddWeeks),
        "paires" => Some(Token::EvenWeeks),
        "midi" => Some(Token::Time(720)),
        "minuit" => Some(Token::Time(1440)),
        _ if HARMLESS.contains(&word) => None,
        _ => return None,
    };
    Some((token, length + dot))
}

fn day(word: &str) -> Option<usize> {
    const NAMES: [[&str; 6]; 7] = [
        ["lundi", "lundis", "lun", "lu", "mo", "l"],
        ["mardi", "mardis", "mar", "ma", "tu", ""],
        ["mercredi", "mercredis", "mer", "me", "we", ""],
        ["jeudi", "jeudis", "jeu", "je", "th", "j"],
        ["vendredi", "vendredis", "ven", "ve", "fr", "v"],
        ["samedi", "samedis", "sam", "sa", "", "s"],
        ["dimanche", "dimanches", "dim", "di", "su", "d"],
    ];
    // Single letters are left alone: `d` and `l` are also articles.
    NAMES.iter().position(|names| word.len() > 1 && names.contains(&word))
}

/// Words that change nothing.
const HARMLESS: [&str; 34] = [
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "en",
    "ouvert",
    "ouverte",
    "ouverts",
    "ouverture",
    "horaire",
    "horaires",
    "heures",
    "public",
    "accueil",
    "permanence",
    "permanences",
    "tous",
    "toutes",
    "chaque",
    "matin",
    "matins",
    "aprem",
    "soir",
    "journee",
    "lieu",
    "bureau",
    "uniquement",
    "sur",
    "s",
    "avec",
];
