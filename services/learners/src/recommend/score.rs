//! How a session is judged for somebody. Pure: the same wish and the same agendas give the same list, in the same order.
//!
//! A point is a kilometre by car: what a session costs the person, or what it is worth to them. The fewest come first.
//!
//! | what | points |
//! | --- | --- |
//! | each kilometre: by their own car, not said, by bus or with a lift, on foot | 1, 1.5, 2, 4 |
//! | each day of waiting | 1 |
//! | a theme was asked for, and it is another one | 30 |
//! | one level above the person, one below, further below | 10, 15, 40 |
//! | the person's level is not known: each level of the workshop | 5 |
//! | it teaches something in which the person has come least far | -8 |
//! | each need of the person that neither workshop nor place says it meets | 25 |
//! | it is held in the person's own language, which is not French, or in signs for who hears badly | -20 |
//!
//! Left out: what is too far for how they come, too dear for what they have left, on a day or a part of the day on which they cannot
//! come, two levels above them, or in a language that is not theirs.

use std::cmp::Ordering;

use kernel::clock::At;
use registry::{
    agenda::{AgendaWorkshop, Offer},
    distance::{self, Distance, Point},
    sheet,
};

use super::wish::{Part, Wish, weekday};
use crate::{
    diagnostic::skill::{Area, Competence, Level},
    learner::needs::{Access, Transport},
};

/// A session that somebody could go to, with what speaks for it and against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The session.
    pub offer: Offer,
    /// Why it stands where it stands.
    pub why: Why,
    /// The fewest come first.
    pub points: f64,
}

/// Why a session stands where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// How far it is from home, when that is known.
    pub distance: Option<Distance>,
    /// 1 for Monday to 7 for Sunday.
    pub weekday: i64,
    /// When it begins.
    pub part: Part,
    /// How its level suits.
    pub fit: Fit,
    /// Whether it is of the theme that was asked for.
    pub is_wanted_theme: bool,
    /// Whether it teaches something in which the person has come least far.
    pub fills_gap: bool,
    /// Which needs it says it meets.
    pub met: Vec<Access>,
    /// Which needs nothing is said of.
    pub unmet: Vec<Access>,
    /// Whether it is held in the person's own way of speaking, which is not French.
    pub is_own_language: bool,
}

/// How the level of a workshop suits somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Theirs.
    Fits,
    /// One above.
    Above,
    /// Below what they can do.
    Below,
    /// An event to discover: for all.
    ForAll,
    /// What they can do is not known.
    Unknown,
}

/// What is looked at of the place where a session sits.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// Where it is.
    pub point: Point,
    /// How people are received.
    pub care: &'a [sheet::Access],
}

/// A session judged at that instant; none when it is left out.
pub fn judge(wish: &Wish, offer: Offer, spot: Spot<'_>, now: At) -> Option<Judged> {
    let distance = wish.home.map(|home| distance::between(home, spot.point));
    let (weekday, part) = (weekday(offer.starts_at.day()), Part::of(offer.starts_at));
    if distance.is_some_and(|way| way.km > reach_km(wish.transport)) || !is_free_then(wish, weekday, part) {
        return None;
    }
    if wish.cheques.is_some_and(|left| offer.workshop.price_cheques > left) {
        return None;
    }
    let is_own_language = tongue(wish, &offer.workshop.details.language)?;
    let areas = areas(&offer.workshop);
    let (fit, level_points) = fit(wish, &offer.workshop, &areas)?;
    let is_met = |need: &Access| meets(*need, &offer.workshop, spot.care, is_own_language);
    let (met, unmet) = wish.access.iter().copied().partition(is_met);
    let gaps = wish.gaps();
    let why = Why {
        distance,
        weekday,
        part,
        fit,
        is_wanted_theme: wish.theme.as_ref() == Some(&offer.workshop.theme),
        fills_gap: areas.iter().any(|area| gaps.contains(area)),
        met,
        unmet,
        is_own_language,
    };
    let points = points(wish, &why, level_points, waiting(now, offer.starts_at));
    Some(Judged { offer, why, points })
}

/// The order of the list: the fewest points, then the soonest, then by venue and session, so that it never depends on chance.
pub fn order(one: &Judged, other: &Judged) -> Ordering {
    let rest = |judged: &Judged| (judged.offer.starts_at, judged.offer.venue, judged.offer.session);
    one.points.total_cmp(&other.points).then_with(|| rest(one).cmp(&rest(other)))
}

fn points(wish: &Wish, why: &Why, level_points: f64, days: f64) -> f64 {
    let when = |is_so: bool, points: f64| if is_so { points } else { 0.0 };
    let way = why.distance.map_or(0.0, |way| way.km * effort(wish.transport));
    let unmet: f64 = why.unmet.iter().map(|_| 25.0).sum();
    way + days
        + level_points
        + unmet
        + when(wish.theme.is_some() && !why.is_wanted_theme, 30.0)
        + when(why.fills_gap, -8.0)
        + when(why.is_own_language, -20.0)
}

/// What a kilometre costs.
const fn effort(transport: Option<Transport>) -> f64 {
    match transport {
        Some(Transport::Car) => 1.0,
        None => 1.5,
        Some(Transport::Bus | Transport::Lift) => 2.0,
        Some(Transport::None) => 4.0,
    }
}

/// How far somebody goes, in kilometres by road.
pub(super) const fn reach_km(transport: Option<Transport>) -> f64 {
    match transport {
        Some(Transport::None) => 5.0,
        Some(Transport::Bus) => 25.0,
        Some(Transport::Lift) => 30.0,
        None => 40.0,
        Some(Transport::Car) => 50.0,
    }
}

fn is_free_then(wish: &Wish, weekday: i64, part: Part) -> bool {
    (wish.days.is_empty() || wish.days.contains(&weekday)) && (wish.parts.is_empty() || wish.parts.contains(&part))
}

/// Whole days from one day of the calendar to the other.
fn waiting(now: At, starts_at: At) -> f64 {
    let days = starts_at.day().number() - now.day().number();
    i32::try_from(days).map_or(f64::MAX, f64::from)
}

/// Whether a language is the person's own and not French; none when they would not understand it.
fn tongue(wish: &Wish, language: &str) -> Option<bool> {
    let own = match wish.language.as_str() {
        "ar" => "ARABIC",
        "en" => "ENGLISH",
        "uk" => "UKRAINIAN",
        "" | "fr" => "FRENCH",
        // Some other one, of which the title tells more.
        _ => "OTHER",
    };
    match language {
        "FRENCH" => Some(false),
        "SIGN_LANGUAGE" => wish.access.contains(&Access::Hearing).then_some(true),
        other => (other == own).then_some(true),
    }
}

/// The areas of what is learnt there.
fn areas(workshop: &AgendaWorkshop) -> Vec<Area> {
    let area = |name: &String| {
        let number = name.strip_prefix('C')?.replace('_', ".");
        Competence::numbered(&number).map(Competence::area)
    };
    let mut areas: Vec<Area> = workshop.details.competences.iter().filter_map(area).collect();
    areas.sort_unstable();
    areas.dedup();
    areas
}

/// How its level suits, and what that costs; none when it is too high.
fn fit(wish: &Wish, workshop: &AgendaWorkshop, areas: &[Area]) -> Option<(Fit, f64)> {
    if workshop.details.discovery {
        return Some((Fit::ForAll, 0.0));
    }
    let Some(level) = wish.level_in(areas).map(Level::number) else {
        let level = i32::try_from(workshop.level).map_or(f64::MAX, f64::from);
        return Some((Fit::Unknown, 5.0 * level));
    };
    match workshop.level - level {
        0 => Some((Fit::Fits, 0.0)),
        1 => Some((Fit::Above, 10.0)),
        -1 => Some((Fit::Below, 15.0)),
        2.. => None,
        _ => Some((Fit::Below, 40.0)),
    }
}

/// Whether workshop or place says that it is fit for that need.
fn meets(need: Access, workshop: &AgendaWorkshop, care: &[sheet::Access], is_own_language: bool) -> bool {
    let (name, place) = match need {
        Access::Hearing => ("HEARING_LOOP", sheet::Access::Hearing),
        Access::Sight => ("LARGE_PRINT", sheet::Access::Sight),
        Access::Motor => ("WHEELCHAIR", sheet::Access::Mobility),
        Access::Mental => ("", sheet::Access::Mental),
        Access::Reading => ("EASY_WORDS", sheet::Access::Literacy),
    };
    let in_signs = need == Access::Hearing && is_own_language && workshop.details.language == "SIGN_LANGUAGE";
    in_signs || care.contains(&place) || workshop.details.access.iter().any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use kernel::{clock::Day, ids::Id};
    use registry::agenda::AgendaDetails;

    use super::*;

    const HESDIN: Point = Point { lat: 50.373, lon: 2.037 };
    const AUCHY: Point = Point { lat: 50.397, lon: 2.120 };

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Wednesday 1 October 2025, eight in the morning.
    fn now() -> At {
        day("2025-10-01").at(8, 0)
    }

    fn offer(no: u8, change: impl FnOnce(&mut Offer)) -> Offer {
        let mut offer = Offer {
            venue: Id::from_bytes([no; 16]),
            session: Id::from_bytes([no; 16]),
            starts_at: day("2025-10-07").at(9, 30),
            minutes: 90,
            seats: 3,
            workshop: AgendaWorkshop {
                id: Id::from_bytes([no; 16]),
                title: "Premiers clics".to_owned(),
                theme: "COMPUTER_BASICS".to_owned(),
                level: 1,
                minutes: 90,
                price_cheques: 1,
                seats: 8,
                details: AgendaDetails::default(),
            },
        };
        change(&mut offer);
        offer
    }

    fn beginner() -> Wish {
        Wish { language: "fr".to_owned(), overall: Some(Level::Beginner), ..Wish::default() }
    }

    fn judged(wish: &Wish, offer: Offer) -> Option<Judged> {
        judge(wish, offer, Spot { point: AUCHY, care: &[] }, now())
    }

    fn points(wish: &Wish, offer: Offer) -> Option<f64> {
        judged(wish, offer).map(|judged| (judged.points * 10.0).round() / 10.0)
    }

    #[test]
    fn a_session_says_why() {
        let wish = Wish { home: Some(HESDIN), transport: Some(Transport::Car), ..beginner() };
        let seen = judged(&wish, offer(1, |_| {})).unwrap();
        let way = distance::between(HESDIN, AUCHY);
        assert_eq!((seen.why.weekday, seen.why.part, seen.why.fit), (2, Part::Morning, Fit::Fits));
        assert_eq!(seen.why.distance, Some(way));
        assert_eq!(seen.points, way.km + 6.0, "the way, and six days");
        assert!(way.km > 5.0 && way.km < 15.0, "{way:?}");
    }

    #[test]
    fn how_somebody_comes_decides_how_far_they_go() {
        let km = distance::between(HESDIN, AUCHY).km;
        let table = [
            (Some(Transport::Car), Some(km + 6.0)),
            (None, Some(km * 1.5 + 6.0)),
            (Some(Transport::Bus), Some(km * 2.0 + 6.0)),
            (Some(Transport::Lift), Some(km * 2.0 + 6.0)),
            (Some(Transport::None), None),
        ];
        for (transport, expected) in table {
            let wish = Wish { home: Some(HESDIN), transport, ..beginner() };
            let expected = expected.map(|points: f64| (points * 10.0).round() / 10.0);
            assert_eq!(points(&wish, offer(1, |_| {})), expected, "{transport:?}");
        }
        let near = Wish { home: Some(AUCHY), transport: Some(Transport::None), ..beginner() };
        assert_eq!(points(&near, offer(1, |_| {})), Some(6.0));
    }

    #[test]
    fn what_counts_is_counted_as_the_table_says() {
        let levels = |level: Option<Level>| Wish { overall: level, ..beginner() };
        let theme = |name: &str| Wish { theme: Some(name.to_owned()), ..beginner() };
        let weak = Wish {
            levels: [(Area::Safety, Level::Beginner), (Area::Content, Level::Intermediate)].into(),
            ..beginner()
        };
        let teaches = |name: &str| offer(1, |one| one.workshop.details.competences = vec![name.to_owned()]);
        let table = [
            ("as it is", beginner(), offer(1, |_| {}), Some(6.0)),
            ("tomorrow", beginner(), offer(1, |one| one.starts_at = day("2025-10-02").at(9, 0)), Some(1.0)),
            ("the theme asked for", theme("COMPUTER_BASICS"), offer(1, |_| {}), Some(6.0)),
            ("another theme", theme("HEALTH"), offer(1, |_| {}), Some(36.0)),
            ("one above", levels(Some(Level::Untouched)), offer(1, |_| {}), Some(16.0)),
            ("one below", levels(Some(Level::Intermediate)), offer(1, |_| {}), Some(21.0)),
            ("far below", levels(Some(Level::Advanced)), offer(1, |_| {}), Some(46.0)),
            ("too high", levels(Some(Level::Untouched)), offer(1, |one| one.workshop.level = 2), None),
            ("a level that is not known", levels(None), offer(1, |_| {}), Some(11.0)),
            (
                "for all",
                levels(Some(Level::Untouched)),
                offer(1, |one| {
                    one.workshop.level = 3;
                    one.workshop.details.discovery = true;
                }),
                Some(6.0),
            ),
            ("where least is known", weak.clone(), teaches("C4_2"), Some(-2.0)),
            ("where more is known", weak.clone(), teaches("C3_1"), Some(21.0)),
            ("a competence that nobody knows", weak, teaches("C9_9"), Some(6.0)),
        ];
        for (what, wish, offer, expected) in table {
            assert_eq!(points(&wish, offer), expected, "{what}");
        }
    }

    #[test]
    fn what_cannot_be_is_left_out() {
        let cheques = |left: i64| Wish { cheques: Some(left), ..beginner() };
        let days = |days: &[i64]| Wish { days: days.to_vec(), ..beginner() };
        let parts = |parts: &[Part]| Wish { parts: parts.to_vec(), ..beginner() };
        let priced = |cheques: i64| offer(1, |one| one.workshop.price_cheques = cheques);
        let table = [
            ("too dear", cheques(1), priced(2), false),
            ("just enough", cheques(2), priced(2), true),
            ("nothing left", cheques(0), priced(1), false),
            ("free", cheques(0), priced(0), true),
            ("on a Tuesday", days(&[2, 4]), offer(1, |_| {}), true),
            ("on no Tuesday", days(&[1, 3]), offer(1, |_| {}), false),
            ("in the morning", parts(&[Part::Morning]), offer(1, |_| {}), true),
            ("not in the morning", parts(&[Part::Afternoon, Part::Evening]), offer(1, |_| {}), false),
        ];
        for (what, wish, offer, expected) in table {
            assert_eq!(judged(&wish, offer).is_some(), expected, "{what}");
        }
    }

    #[test]
    fn languages_are_understood_or_left_out() {
        let speaks = |letters: &str, access: &[Access]| Wish {
            language: letters.to_owned(),
            access: access.to_vec(),
            ..beginner()
        };
        let table = [
            ("fr", &[][..], "FRENCH", Some(6.0)),
            ("ar", &[][..], "FRENCH", Some(6.0)),
            ("ar", &[][..], "ARABIC", Some(-14.0)),
            ("fr", &[][..], "ARABIC", None),
            ("fr", &[][..], "OTHER", None),
            ("tr", &[][..], "OTHER", Some(-14.0)),
            ("fr", &[][..], "SIGN_LANGUAGE", None),
            ("fr", &[Access::Hearing][..], "SIGN_LANGUAGE", Some(-14.0)),
            ("fr", &[Access::Hearing][..], "FRENCH", Some(31.0)),
            ("fr", &[][..], "ESPERANTO", None),
        ];
        for (letters, access, language, expected) in table {
            let offer = offer(1, |one| one.workshop.details.language = language.to_owned());
            assert_eq!(points(&speaks(letters, access), offer), expected, "{letters} {access:?} {language}");
        }
    }

    #[test]
    fn a_need_is_met_by_the_workshop_or_by_the_place() {
        let wish = Wish { access: vec![Access::Motor, Access::Reading], ..beginner() };
        let easy = offer(1, |one| one.workshop.details.access = vec!["EASY_WORDS".to_owned()]);
        let seen = judged(&wish, easy.clone()).unwrap();
        assert_eq!((seen.why.met, seen.why.unmet, seen.points), (vec![Access::Reading], vec![Access::Motor], 31.0));
        let level = Spot { point: AUCHY, care: &[sheet::Access::Mobility] };
        let seen = judge(&wish, easy, level, now()).unwrap();
        assert_eq!((seen.why.unmet, seen.points), (vec![], 6.0));
    }

    #[test]
    fn the_order_is_always_the_same() {
        let wish = beginner();
        let mut list: Vec<Judged> = [
            offer(3, |_| {}),
            offer(1, |_| {}),
            offer(2, |one| one.starts_at = day("2025-10-07").at(9, 0)),
            offer(4, |one| one.starts_at = day("2025-10-03").at(9, 0)),
            offer(5, |one| one.workshop.level = 2),
        ]
        .into_iter()
        .filter_map(|offer| judged(&wish, offer))
        .collect();
        let names = |list: &[Judged]| list.iter().map(|one| one.offer.venue.bytes()[0]).collect::<Vec<_>>();
        list.sort_by(order);
        assert_eq!(names(&list), [4, 2, 1, 3, 5]);
        list.reverse();
        list.sort_by(order);
        assert_eq!(names(&list), [4, 2, 1, 3, 5]);
    }
}
