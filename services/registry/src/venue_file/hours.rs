//! Opening hours: OpenStreetMap's syntax as it is, days in columns, and French prose when it leaves no doubt.

use super::notes::{Notes, quoted};
use week::Week;

mod prose;

mod tokens;

mod week;

const FIELD: &str = "horaires";
const LONGEST: usize = 500;

/// Opening hours as a row writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrittenHours {
    /// A cell said to be in OpenStreetMap's syntax.
    pub(super) osm: String,
    /// A day (Monday is 0) and what its cell says.
    pub(super) days: Vec<(usize, String)>,
    /// The whole week in one cell.
    pub(super) week: String,
    /// In which weeks: « Semaine paire », « Semaine impaire ».
    pub(super) weeks: String,
}

/// What was understood, and the words to keep beside it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ReadHours {
    /// In OpenStreetMap's syntax.
    pub(super) osm: Option<String>,
    /// What was not understood, or says more than hours can.
    pub(super) words: Option<String>,
}

/// Reads opening hours; those that leave a doubt stay words, with a warning.
pub(super) fn read(written: &WrittenHours, notes: &mut Notes) -> ReadHours {
    let odd = |words: String, notes: &mut Notes| {
        let says =
            format!("Les horaires {} n'ont pas été compris avec certitude : ils restent en texte.", quoted(&words));
        notes.warn("HOURS_ODD", FIELD, says);
        ReadHours { osm: None, words: Some(words) }
    };
    let text = written.osm.trim();
    let week = written.week.trim();
    let read = match (text.is_empty(), written.days.iter().any(|(_, cell)| !cell.trim().is_empty())) {
        (false, _) => one_cell(text).ok_or(text.to_owned()),
        (true, true) => days(&written.days),
        (true, false) => one_cell(week).ok_or(week.to_owned()),
    };
    // Words alone would not tell in which weeks they hold.
    let note = written.weeks.trim();
    let noted = |words: String| if note.is_empty() { words } else { format!("{note} : {words}") };
    match read {
        Ok(ReadHours { osm: None, words }) => ReadHours { osm: None, words: words.map(noted) },
        Ok(ReadHours { osm: Some(osm), words }) => match in_weeks(&osm, note) {
            Some(osm) => ReadHours { osm: Some(osm), words: words.map(noted) },
            None => odd(noted(words.unwrap_or(osm)), notes),
        },
        Err(words) => odd(noted(words), notes),
    }
}

fn one_cell(text: &str) -> Option<ReadHours> {
    if text.chars().filter(|c| c.is_alphanumeric()).count() == 0 {
        return Some(ReadHours::default());
    }
    as_osm(text).map(|osm| ReadHours { osm: Some(osm), words: None }).or_else(|| from_prose(text))
}

// As written, or with the spaces that people put after commas taken away.
fn as_osm(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tight = line.replace(", ", ",").replace(" - ", "-");
    [tight, line].into_iter().find(|osm| is_osm(osm))
}

fn is_osm(text: &str) -> bool {
    // « 9h-12h » or a lone « PH » would pass for something else than opening hours.
    let tells = text.contains(':') || text.contains("24/7");
    tells && text.chars().count() <= LONGEST && opening_hours_syntax::parse(text).is_ok()
}

fn from_prose(text: &str) -> Option<ReadHours> {
    let read = prose::read(text)?;
    let osm = read.week.osm().filter(|osm| is_osm(osm));
    let words = (read.by_appointment || osm.is_none()).then(|| text.to_owned());
    (osm.is_some() || read.closed).then_some(ReadHours { osm, words })
}

// Each cell alone; one that is not understood takes all the others with it: half a week would lie.
fn days(cells: &[(usize, String)]) -> Result<ReadHours, String> {
    let (mut week, mut by_appointment) = (Week::default(), false);
    for (day, cell) in cells {
        let told = prose::one_day(cell).ok_or_else(|| joined(cells))?;
        if !week.add(*day, &told.spans) {
            return Err(joined(cells));
        }
        by_appointment |= told.by_appointment;
    }
    let osm = week.osm();
    let words = by_appointment.then(|| joined(cells));
    if osm.as_ref().is_none_or(|osm| is_osm(osm)) { Ok(ReadHours { osm, words }) } else { Err(joined(cells)) }
}

const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

fn joined(cells: &[(usize, String)]) -> String {
    let cells = cells.iter().filter(|(_, cell)| !cell.trim().is_empty());
    let told = cells.map(|(day, cell)| format!("{} : {}", DAYS.get(*day).unwrap_or(&"jour"), cell.trim()));
    told.collect::<Vec<_>>().join(" ; ")
}

// Odd or even weeks of the year, before each rule that names days; none when a rule is more than days and times.
fn in_weeks(osm: &str, note: &str) -> Option<String> {
    let note = note.to_lowercase();
    let prefix = match (note.contains("impaire"), note.replace("impaire", "").contains("paire")) {
        (true, false) => "week 1-53/2 ",
        (false, true) => "week 2-52/2 ",
        _ => return Some(osm.to_owned()),
    };
    let rules: Vec<&str> = osm.split(';').map(str::trim).filter(|rule| !rule.is_empty()).collect();
    // A rule that says its weeks itself needs no note.
    if rules.iter().any(|rule| rule.starts_with("week")) {
        return Some(osm.to_owned());
    }
    // Behind its times a plain rule has no letter: there another rule begins, or a comment.
    let plain = |rule: &str| rule.split_once(':').is_none_or(|(_, rest)| !rest.contains(char::is_alphabetic));
    let rule = |rule: &&str| {
        if rule.starts_with("PH") || rule.starts_with("SH") { (*rule).to_owned() } else { format!("{prefix}{rule}") }
    };
    let whole = rules.iter().map(rule).collect::<Vec<_>>().join("; ");
    (rules.iter().all(|rule| plain(rule)) && is_osm(&whole)).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(text: &str) -> (Option<String>, bool, bool) {
        let mut notes = Notes::default();
        let read = read(&WrittenHours { week: text.to_owned(), ..WrittenHours::default() }, &mut notes);
        (read.osm, read.words.is_some(), !notes.take().is_empty())
    }

    #[test]
    fn prose_without_doubt_becomes_hours() {
        let cases = [
            ("Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00", "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00"),
            (
                "Tu, Th, Fr 13:30-18:00; We, Sa 10:30-12:30, 13:30-18:00",
                "Tu,Th,Fr 13:30-18:00; We,Sa 10:30-12:30,13:30-18:00",
            ),
            ("Les lundi, mardi, jeudi et vendredi de 09h00 à 17h00", "Mo,Tu,Th,Fr 09:00-17:00"),
            ("Du lundi au vendredi, de 9h30 à 17h", "Mo-Fr 09:30-17:00"),
            ("du lundi au vendredi 9h 12h 14h 17h30", "Mo-Fr 09:00-12:00,14:00-17:30"),
            ("9h-12h et 14h-17h du lundi au vendredi", "Mo-Fr 09:00-12:00,14:00-17:00"),
            (
                "Lundi et Jeudi : 9h à 12h30 et 13h30 à 17h Mardi 9h à 12h30",
                "Mo,Th 09:00-12:30,13:30-17:00; Tu 09:00-12:30",
            ),
            ("Mardi : 15h à18h30 Samedi : 9h30 à 12h30 et 14h à 17h30", "Tu 15:00-18:30; Sa 09:30-12:30,14:00-17:30"),
            (
                "Les mardi et jeudi de 15h00 à 19h00 - Les mercredi et vendredi de 9h30 à 13h30",
                "Tu,Th 15:00-19:00; We,Fr 09:30-13:30",
            ),
            ("mercredi de 14 à 18h", "We 14:00-18:00"),
            ("mardi 14-18 / mercredi 10-12/14-18", "Tu 14:00-18:00; We 10:00-12:00,14:00-18:00"),
            ("Lundi - mardi - mercredi - vendredi : 9 h - 12 h 30", "Mo-We,Fr 09:00-12:30"),
            ("mardi matin 9h-10h30", "Tu 09:00-10:30"),
            ("LUNDI 9H30/12H30", "Mo 09:30-12:30"),
            ("lu au ve 09:00 19:00", "Mo-Fr 09:00-19:00"),
            ("Tous les mardis de 9h00 à 12h00", "Tu 09:00-12:00"),
            ("Tous les jours de 9h à 18h", "Mo-Su 09:00-18:00"),
            (
                "Mardi à vendredi de 8h30 à 11h30, Jeudi et vendredi de 13h45 à 17h00",
                "Tu,We 08:30-11:30; Th,Fr 08:30-11:30,13:45-17:00",
            ),
            ("Lundi : fermé. Mardi : 9h-12h", "Tu 09:00-12:00"),
            ("semaine paire : mardi 9h-12h", "week 2-52/2 Tu 09:00-12:00"),
        ];
        for (text, osm) in cases {
            assert_eq!(week(text), (Some(osm.to_owned()), false, false), "{text}");
        }
    }

    #[test]
    fn appointments_stay_in_words_beside_the_hours() {
        let read = week("Le lundi de 9h00 à 12h00 et sur rendez-vous.");
        assert_eq!(read, (Some("Mo 09:00-12:00".to_owned()), true, false));
        assert_eq!(week("Lundi 9h-12h ou sur rdv"), read);
        assert_eq!(week("Lundi 9h-12h, avec ou sans rendez-vous"), (read.0, false, false));
    }

    #[test]
    fn doubt_stays_in_words() {
        let doubtful = [
            "Un lundi après-midi sur deux de 14h00 à 17h00",
            "Le premier mercredi du mois de 14h00 à 17h00",
            "Du lundi au vendredi de 8h à 12h, sauf le mercredi après-midi",
            "Du lundi au vendredi",
            "9h-12h",
            "Les jeudis du mois de 13h030 à 15h00",
            "9h à 12h / 13h à 17h (17h30 le mercredi)",
            "samedi APRÈS-MIDI Tous Les 15 jours de 14H à 16h",
            "mardi 17h-9h",
            "mardi 9h et 12h à 14h, 17h",
            "mardi - jeudi 9h-12h",
            "Mardi 9h-12h, mardi 11h-13h",
            "Ligne Irigo N° 6, 11 - arrêt les Deniers",
            "sur rendez-vous",
            "Lundi 9h-12h semaine paire, mardi 14h-17h",
            "Lundi 9h-12h ou mardi 14h-17h",
            "Lundi 9h-12h ou 14h-17h",
            "Lundi ou mardi 9h-12h",
        ];
        for text in doubtful {
            assert_eq!(week(text), (None, true, true), "{text}");
        }
        assert_eq!(week("-----"), (None, false, false));
        assert_eq!(week(""), (None, false, false));
    }

    fn columns(cells: &[(usize, &str)]) -> (Option<String>, bool) {
        let days = cells.iter().map(|(day, cell)| (*day, (*cell).to_owned())).collect();
        let mut notes = Notes::default();
        let read = read(&WrittenHours { days, ..WrittenHours::default() }, &mut notes);
        (read.osm, !notes.take().is_empty())
    }

    #[test]
    fn days_in_columns() {
        let whole = "09:00 - 12:00 / 14:00 - 16:30";
        let cells = [(0, whole), (1, whole), (2, "09:00 - 12:00"), (3, whole), (4, whole), (5, ""), (6, "Fermé")];
        assert_eq!(columns(&cells).0.as_deref(), Some("Mo,Tu,Th,Fr 09:00-12:00,14:00-16:30; We 09:00-12:00"));
        assert_eq!(columns(&[(3, "00:00 - 00:00 / 09:00 - 19:00")]).0.as_deref(), Some("Th 09:00-19:00"));
        assert_eq!(
            columns(&[(0, "08:30 16:30"), (1, "8h30 à 12h - 13h30 à 17h")]).0.as_deref(),
            Some("Mo 08:30-16:30; Tu 08:30-12:00,13:30-17:00")
        );
        assert_eq!(columns(&[(0, "9h-12h"), (1, "sur demande")]), (None, true));
        assert_eq!(columns(&[(0, ""), (1, " ")]), (None, false));
        assert_eq!(columns(&[(0, "9h-12h semaine paire"), (1, "9h-12h")]), (None, true));
        let days = vec![(0, "9h-12h sur rendez-vous".to_owned()), (1, "14h-17h".to_owned())];
        let mut notes = Notes::default();
        let read = read(&WrittenHours { days, ..WrittenHours::default() }, &mut notes);
        assert_eq!(read.osm.as_deref(), Some("Mo 09:00-12:00; Tu 14:00-17:00"));
        assert_eq!(read.words.as_deref(), Some("lundi : 9h-12h sur rendez-vous ; mardi : 14h-17h"));
    }

    #[test]
    fn odd_and_even_weeks_come_before_each_rule() {
        let (odd, even) = ("Semaine impaire", "Semaine paire");
        let cases = [
            (
                "Mo 09:30-12:30; Tu 14:00-16:00; PH off",
                odd,
                Some("week 1-53/2 Mo 09:30-12:30; week 1-53/2 Tu 14:00-16:00; PH off"),
            ),
            ("Mo 09:30-12:30", even, Some("week 2-52/2 Mo 09:30-12:30")),
            ("Mo 09:30-12:30;Tu 14:00-16:00", even, Some("week 2-52/2 Mo 09:30-12:30; week 2-52/2 Tu 14:00-16:00")),
            ("Mo 09:30-12:30", "", Some("Mo 09:30-12:30")),
            ("Mo 09:30-12:30", "Semaines paires et impaires", Some("Mo 09:30-12:30")),
            ("Mo 09:30-12:30", "Semaines impaires et paires", Some("Mo 09:30-12:30")),
            ("week 1-53/2 Mo 09:30-12:30", odd, Some("week 1-53/2 Mo 09:30-12:30")),
            ("Mo 09:30-12:30, Tu 14:00-16:00", odd, None),
            ("Mo 09:30-12:30 || 14:00-16:00 \"sur appel\"", odd, None),
        ];
        for (osm, note, expected) in cases {
            assert_eq!(in_weeks(osm, note).as_deref(), expected, "{osm} {note}");
        }
        let noted = |week: &str| {
            let mut notes = Notes::default();
            let written = WrittenHours { week: week.to_owned(), weeks: odd.to_owned(), ..WrittenHours::default() };
            (read(&written, &mut notes), notes.take().len())
        };
        let (doubtful, told) = noted("Mo 09:30-12:30, Tu 14:00-16:00");
        assert_eq!((doubtful.osm, told), (None, 1));
        assert_eq!(doubtful.words.as_deref(), Some("Semaine impaire : Mo 09:30-12:30, Tu 14:00-16:00"));
        assert_eq!(noted("").0, ReadHours::default());
    }
}
