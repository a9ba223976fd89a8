//! What the text of a calendar (RFC 5545) tells: its events within a year, each day of those that come again by itself.
//!
//! Each event is cut out and read alone: one that cannot be read hides no other, and nothing is nested deep enough to harm.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use icalendar::{CalendarComponent, Component, Event, EventLike, EventStatus, Property, parser};
use kernel::clock::{At, Day};

use crate::{
    calendar::{Trouble, Unread, folded},
    recurrence::Rule,
    series::MOST_SESSIONS,
    zone::{instant, zone},
};

/// What a calendar tells.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// Each day of each event, in order of its name.
    pub(crate) told: BTreeMap<(String, At), Told>,
    /// The lines at which an event that cannot be read begins, and why.
    pub(crate) unread: BTreeMap<i64, Unread>,
    /// The names of those events: what was entered of them stays. None: one of them bears none, so that everything stays.
    pub(crate) unread_names: Option<HashSet<String>>,
}

/// One day of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Its title, as it is kept.
    pub(crate) title: String,
    /// What may name its workshop: its title, then its categories, as titles are compared.
    pub(crate) names: Vec<String>,
    /// When it begins.
    pub(crate) starts_at: At,
    /// How long it lasts, if it says so.
    pub(crate) minutes: Option<i64>,
}

const MOST_EVENTS: usize = 2000;
const LONGEST_DAYS: i64 = 365;
const LONGEST_TITLE: usize = 120;
const LONGEST_UID: usize = 255;
/// An event has alarms, and they have nothing.
const DEEPEST: usize = 3;
const LONGEST_EVENT: usize = 100_000;
const DATE_TIME: &str = "%Y%m%dT%H%M%S";

/// Reads a whole calendar: what will begin within a year from `now`. Half a calendar is none.
pub(crate) fn read(text: &str, now: At) -> Result<Events, Trouble> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let blocks = blocks(text)?;
    let mut events = Events { unread_names: Some(HashSet::new()), ..Events::default() };
    let (mut days, mut moved) = (Vec::new(), BTreeMap::new());
    for block in &blocks {
        match block.draft() {
            Ok(Some(draft)) if draft.instead_of.is_some() => _ = moved.insert(draft.key(), draft),
            Ok(Some(draft)) => days.push((block, draft)),
            Ok(None) => {}
            Err(why) => events.cannot_read(block, why),
        }
    }
    for (block, draft) in days {
        let last = now.day().plus_days(LONGEST_DAYS);
        match draft.begins(last) {
            Ok(starts) => events.tell(block, &draft, &coming(starts, &moved, &draft, now)),
            Err(why) => events.cannot_read(block, why),
        }
    }
    let horizon = now.day().plus_days(LONGEST_DAYS + 1).at(0, 0);
    for (key, draft) in moved.into_iter().filter(|(_, draft)| !draft.cancelled) {
        if draft.starts_at > now && draft.starts_at < horizon {
            events.told.insert(key, draft.told(draft.starts_at));
        }
    }
    Ok(events)
}

/// Those that have not begun, and of which the calendar tells nothing else.
fn coming(starts: Vec<At>, moved: &BTreeMap<(String, At), Draft>, draft: &Draft, now: At) -> Vec<At> {
    let is_moved = |at: At| moved.contains_key(&(draft.uid.clone(), at));
    starts.into_iter().filter(|at| *at > now && !is_moved(*at)).collect()
}

impl Events {
    fn tell(&mut self, block: &Block<'_>, draft: &Draft, starts: &[At]) {
        if starts.len() > MOST_SESSIONS {
            self.cannot_read(block, Unread::TooOften);
        }
        for at in starts.iter().take(MOST_SESSIONS) {
            let original = if draft.comes_again() { *at } else { At(0) };
            self.told.insert((draft.uid.clone(), original), draft.told(*at));
        }
    }

    fn cannot_read(&mut self, block: &Block<'_>, why: Unread) {
        self.unread.insert(block.line, why);
        let named = self.unread_names.take().zip(block.name());
        self.unread_names = named.map(|(mut names, name)| {
            names.insert(name);
            names
        });
    }
}

/// The text of one event, and the line where it begins.
struct Block<'a> {
    line: i64,
    text: &'a str,
}

/// Cuts the events out of a calendar that has its end.
fn blocks(text: &str) -> Result<Vec<Block<'_>>, Trouble> {
    let (mut at, mut open, mut is_whole, mut found) = (0, None, false, Vec::new());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        match line.trim_end().to_ascii_uppercase().as_str() {
            "BEGIN:VEVENT" => open = Some((number, at)),
            "END:VEVENT" => {
                let until = at + line.len();
                found.extend(open.take().map(|(line, from)| Block { line, text: &text[from..until] }));
            }
            "END:VCALENDAR" => is_whole = true,
            _ => {}
        }
        at += line.len();
    }
    let begins = text.get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR"));
    match (begins && is_whole && open.is_none(), found.len() > MOST_EVENTS) {
        (false, _) => Err(Trouble::Unreadable),
        (true, true) => Err(Trouble::TooMany),
        (true, false) => Ok(found),
    }
}

impl Block<'_> {
    /// What it tells; nothing for what is not for everybody.
    fn draft(&self) -> Result<Option<Draft>, Unread> {
        let event = self.event()?;
        let uid = event.get_uid().map(str::trim).filter(|uid| (1..=LONGEST_UID).contains(&uid.len()));
        let uid = uid.ok_or(Unread::Nameless)?.to_owned();
        let of_some = event.property_value("CLASS").is_some_and(|class| !class.eq_ignore_ascii_case("PUBLIC"));
        if of_some {
            return Ok(None);
        }
        Draft::of(uid, &event).map(Some)
    }

    fn event(&self) -> Result<Event, Unread> {
        if self.text.len() > LONGEST_EVENT || self.depth() > DEEPEST {
            return Err(Unread::Broken);
        }
        let unfolded = parser::unfold(self.text);
        let component = parser::Component::try_from(unfolded.as_str()).map_err(|_| Unread::Broken)?;
        match CalendarComponent::from(component) {
            CalendarComponent::Event(event) => Ok(event),
            _ => Err(Unread::Broken),
        }
    }

    fn depth(&self) -> usize {
        let (mut depth, mut deepest) = (0_usize, 0);
        for line in self.text.lines() {
            let head = line.get(..6).unwrap_or(line).to_ascii_uppercase();
            match (head.as_str(), head.starts_with("END:")) {
                ("BEGIN:", _) => depth += 1,
                (_, true) => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        deepest
    }

    /// Its name for machines, even when nothing else of it can be read.
    fn name(&self) -> Option<String> {
        let unfolded = parser::unfold(self.text);
        let name = unfolded.lines().find_map(|line| line.strip_prefix("UID:")).map(str::trim)?;
        (!name.is_empty()).then(|| name.to_owned())
    }
}

/// An event before its days are counted.
struct Draft {
    uid: String,
    /// Which day of an event that comes again it stands for.
    instead_of: Option<At>,
    title: String,
    names: Vec<String>,
    starts: Moment,
    starts_at: At,
    minutes: Option<i64>,
    rule: Option<Rule>,
    more: Vec<At>,
    but: BTreeSet<At>,
    but_days: BTreeSet<NaiveDate>,
    cancelled: bool,
}

impl Draft {
    fn of(uid: String, event: &Event) -> Result<Self, Unread> {
        let title = title(event.get_summary().unwrap_or_default());
        if title.is_empty() {
            return Err(Unread::Untitled);
        }
        let starts = event.properties().get("DTSTART").ok_or(Unread::NoDate).and_then(Moment::of)?;
        let rule = event.property_value("RRULE").map(|rule| rule.parse::<Rule>().map_err(|_| Unread::NoRule));
        let instead_of = event.properties().get("RECURRENCE-ID").map(instead_of).transpose()?;
        let (but, but_days) = excepted(event)?;
        let categories = event.get_categories().unwrap_or_default();
        Ok(Self {
            uid,
            instead_of,
            names: [title.clone()].iter().chain(&categories).map(|name| folded(name)).collect(),
            title,
            starts,
            starts_at: starts.instant(),
            minutes: minutes(event, starts)?,
            rule: rule.transpose()?,
            more: listed(event, "RDATE")?.iter().map(instant_of).collect::<Result<_, _>>()?,
            but,
            but_days,
            cancelled: event.get_status() == Some(EventStatus::Cancelled),
        })
    }

    fn comes_again(&self) -> bool {
        self.rule.is_some() || !self.more.is_empty()
    }

    fn key(&self) -> (String, At) {
        (self.uid.clone(), self.instead_of.unwrap_or(At(0)))
    }

    /// When it begins, each time, up to that day.
    fn begins(&self, last: Day) -> Result<Vec<At>, Unread> {
        if self.cancelled {
            return Ok(Vec::new());
        }
        let Some(rule) = &self.rule else {
            let mut starts = [vec![self.starts_at], self.more.clone()].concat();
            starts.retain(|at| at.day() <= last && !self.but.contains(at));
            return Ok(starts);
        };
        let first = as_day(self.starts.local.date()).ok_or(Unread::NoDate)?;
        let mut starts: BTreeSet<At> = self.more.iter().copied().collect();
        for date in rule.days(first, last).into_iter().filter_map(as_date) {
            let at = Moment { local: date.and_time(self.starts.local.time()), ..self.starts }.instant();
            if !self.but_days.contains(&date) {
                starts.insert(at);
            }
        }
        Ok(starts.into_iter().filter(|at| at.day() <= last && !self.but.contains(at)).collect())
    }

    fn told(&self, starts_at: At) -> Told {
        Told { title: self.title.clone(), names: self.names.clone(), starts_at, minutes: self.minutes }
    }
}

/// A date and an hour on the clocks of a place.
#[derive(Clone, Copy)]
struct Moment {
    local: NaiveDateTime,
    zone: chrono_tz::Tz,
}

impl Moment {
    fn of(property: &Property) -> Result<Self, Unread> {
        let value = property.value().trim();
        if value.len() == 8 {
            return Err(Unread::NoHour);
        }
        let (value, zone) = match (value.strip_suffix('Z'), property.params().get("TZID")) {
            (Some(value), _) => (value, chrono_tz::UTC),
            (None, Some(name)) => (value, zone(name.value()).ok_or(Unread::NoZone)?),
            (None, None) => (value, chrono_tz::Europe::Paris),
        };
        let local = NaiveDateTime::parse_from_str(value, DATE_TIME).map_err(|_| Unread::NoDate)?;
        Ok(Self { local, zone })
    }

    fn instant(&self) -> At {
        instant(self.zone, self.local)
    }
}

/// A day that is told apart; that all the later ones move with it is not read.
fn instead_of(property: &Property) -> Result<At, Unread> {
    if property.params().contains_key("RANGE") {
        return Err(Unread::NoRule);
    }
    instant_of(property)
}

fn instant_of(property: &Property) -> Result<At, Unread> {
    Moment::of(property).map(|moment| moment.instant())
}

/// How long it lasts, if it says so: none for one that ends as it begins.
fn minutes(event: &Event, starts: Moment) -> Result<Option<i64>, Unread> {
    let lasts = match (event.properties().get("DTEND"), event.property_value("DURATION")) {
        (Some(end), _) => Moment::of(end)?.instant().0 - starts.instant().0,
        (None, Some(text)) => {
            let lasts = iso8601::duration(text).map_err(|_| Unread::NoDate)?;
            i64::try_from(std::time::Duration::from(lasts).as_millis()).map_err(|_| Unread::Length)?
        }
        (None, None) => 0,
    };
    match lasts / 60_000 {
        0 => Ok(None),
        minutes @ 5..=600 => Ok(Some(minutes)),
        _ => Err(Unread::Length),
    }
}

/// The instants and the whole days that are left out.
fn excepted(event: &Event) -> Result<(BTreeSet<At>, BTreeSet<NaiveDate>), Unread> {
    let (mut instants, mut days) = (BTreeSet::new(), BTreeSet::new());
    for one in listed(event, "EXDATE")? {
        match Moment::of(&one) {
            Ok(moment) => _ = instants.insert(moment.instant()),
            Err(Unread::NoHour) => {
                let day = NaiveDate::parse_from_str(one.value().trim(), "%Y%m%d").map_err(|_| Unread::NoDate)?;
                days.insert(day);
            }
            Err(why) => return Err(why),
        }
    }
    Ok((instants, days))
}

/// The values of a property that may come several times and have several, each with its parameters.
fn listed(event: &Event, name: &str) -> Result<Vec<Property>, Unread> {
    let mut found = Vec::new();
    for property in event.multi_properties().get(name).into_iter().flatten() {
        for value in property.value().split(',') {
            let mut one = Property::new(name, value);
            for parameter in property.params().values() {
                one.append_parameter(parameter.clone());
            }
            found.push(one);
        }
    }
    if found.len() > MOST_EVENTS { Err(Unread::NoRule) } else { Ok(found) }
}

/// On one line, without what no title has, and not too long.
fn title(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(LONGEST_TITLE).collect::<String>().trim_end().to_owned()
}

fn as_day(date: NaiveDate) -> Option<Day> {
    date.to_string().parse().ok()
}

fn as_date(day: Day) -> Option<NaiveDate> {
    day.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//FR\r\n";

    fn now() -> At {
        "2025-10-01T06:00:00Z".parse().unwrap()
    }

    fn event(lines: &[&str]) -> String {
        format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", lines.join("\r\n"))
    }

    fn of(events: &[&[&str]]) -> Events {
        let events: String = events.iter().map(|lines| event(lines)).collect();
        read(&format!("{HEAD}{events}END:VCALENDAR\r\n"), now()).unwrap()
    }

    fn starts(events: &Events) -> Vec<String> {
        events.told.values().map(|told| told.starts_at.iso_seconds()).collect()
    }

    const TUESDAY: [&str; 4] = [
        "UID:1@mairie",
        "SUMMARY:Premiers clics\\, suite",
        "DTSTART;TZID=Europe/Paris:20251021T140000",
        "DTEND;TZID=Europe/Paris:20251021T160000",
    ];

    fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [&TUESDAY[..], more].concat()
    }

    #[test]
    fn an_event_is_told_with_its_hour_and_its_length() {
        let events = of(&[&with(&["CATEGORIES:Numérique,Débutants", "DESCRIPTION:une ligne\r\n  pliée"])]);
        let told = &events.told[&("1@mairie".to_owned(), At(0))];
        assert_eq!((told.title.as_str(), told.minutes), ("Premiers clics, suite", Some(120)));
        assert_eq!(told.names, ["premiers clics suite", "numerique", "debutants"]);
        assert_eq!(told.starts_at.iso_seconds(), "2025-10-21T12:00:00Z");
        assert!(events.unread.is_empty());
    }

    #[test]
    fn two_o_clock_stays_two_o_clock_each_week() {
        let weekly = with(&["RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Paris:20251104T140000"]);
        let moved = [
            "UID:1@mairie",
            "SUMMARY:Premiers clics",
            "RECURRENCE-ID;TZID=Europe/Paris:20251111T140000",
            "DTSTART:20251112T090000Z",
            "DURATION:PT1H30M",
        ];
        let events = of(&[&weekly, &moved]);
        assert_eq!(starts(&events), ["2025-10-21T12:00:00Z", "2025-10-28T13:00:00Z", "2025-11-12T09:00:00Z"]);
        assert_eq!(events.told.values().next_back().unwrap().minutes, Some(90));
        assert_eq!(events.told.keys().next_back().unwrap().1.iso_seconds(), "2025-11-11T13:00:00Z");
    }

    #[test]
    fn what_is_over_cancelled_or_not_for_everybody_is_not_told() {
        let past = TUESDAY.map(|line| line.replace("2025", "2024"));
        let past: Vec<&str> = past.iter().map(String::as_str).collect();
        let cancelled = with(&["STATUS:CANCELLED"]);
        let own = with(&["CLASS:PRIVATE"]);
        let far = TUESDAY.map(|line| line.replace("2025", "2027"));
        let far: Vec<&str> = far.iter().map(String::as_str).collect();
        for lines in [&past, &cancelled, &own, &far] {
            let events = of(&[lines]);
            assert!(events.told.is_empty() && events.unread.is_empty(), "{lines:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line_and_hides_nothing_else() {
        let cases: [(&[&str], Unread); 9] = [
            (&["SUMMARY:Sans nom", "DTSTART:20251021T120000Z"], Unread::Nameless),
            (&["UID:2", "DTSTART:20251021T120000Z"], Unread::Untitled),
            (&["UID:2", "SUMMARY:Fête", "DTSTART;VALUE=DATE:20251021"], Unread::NoHour),
            (&["UID:2", "SUMMARY:Fête", "DTSTART:20251341T120000Z"], Unread::NoDate),
            (&["UID:2", "SUMMARY:Fête"], Unread::NoDate),
            (&["UID:2", "SUMMARY:Fête", "DTSTART;TZID=Ici:20251021T120000"], Unread::NoZone),
            (&["UID:2", "SUMMARY:Fête", "DTSTART:20251021T120000Z", "RRULE:FREQ=YEARLY"], Unread::NoRule),
            (&["UID:2", "SUMMARY:Fête", "DTSTART:20251021T120000Z", "DTEND:20251023T120000Z"], Unread::Length),
            (&["UID:2", "SUMMARY:Fête", "DTSTART:20251021T120000Z", "BEGIN:X", "END:Y"], Unread::Broken),
        ];
        for (lines, why) in cases {
            let events = of(&[lines, &TUESDAY]);
            assert_eq!(events.unread, BTreeMap::from([(4, why)]), "{lines:?}");
            assert_eq!(events.told.len(), 1, "{lines:?}");
            let names = events.unread_names.as_ref().map(|names| names.contains("2"));
            assert_eq!(names, (why != Unread::Nameless).then_some(true), "{lines:?}");
        }
    }

    #[test]
    fn what_comes_too_often_is_cut_and_says_so() {
        let events = of(&[&with(&["RRULE:FREQ=DAILY"])]);
        assert_eq!((events.told.len(), events.unread.values().next()), (MOST_SESSIONS, Some(&Unread::TooOften)));
    }

    #[test]
    fn half_a_calendar_is_none() {
        let sound = format!("{HEAD}{}END:VCALENDAR\r\n", event(&TUESDAY));
        assert!(read(&format!("\u{feff}{sound}"), now()).is_ok());
        for text in
            ["", "<html>", &sound[..sound.len() - 20], &sound[3..], &format!("{HEAD}BEGIN:VEVENT\r\nEND:VCALENDAR")]
        {
            assert_eq!(read(text, now()).unwrap_err(), Trouble::Unreadable, "{text}");
        }
        let many = format!("{HEAD}{}END:VCALENDAR\r\n", event(&TUESDAY).repeat(2001));
        assert_eq!(read(&many, now()).unwrap_err(), Trouble::TooMany);
    }

    #[test]
    fn what_is_nested_without_end_harms_nothing() {
        let deep = format!("UID:3\r\n{}", "BEGIN:X\r\n".repeat(10_000));
        let events = of(&[&[deep.as_str()], &TUESDAY]);
        assert_eq!((events.told.len(), events.unread.get(&4)), (1, Some(&Unread::Broken)));
    }
}
