//! Opening hours as people say them.

use opening_hours_syntax::rules::{RuleKind, RuleOperator, RuleSequence, day::WeekDayRange, time::TimeSpan};

use super::days::{self, NO_BREAK, Said, Week};

/// What is said of what French would say badly.
const OTHER: &str = "D’autres horaires existent : demandez-les au lieu.";

/// Opening hours in French, a line for each group of days; none when they are unknown or cannot be read.
///
/// Days that open alike share a line: « lundi et mardi : de 9 h à 12 h et de 14 h à 17 h ». Days that never open are
/// told last. What cannot be said plainly (hours that follow the sun) is replaced by the advice to ask.
pub fn in_words(hours: &str) -> Vec<String> {
    if hours.trim().is_empty() {
        return Vec::new();
    }
    let Ok(expression) = opening_hours_syntax::parse(hours) else { return Vec::new() };
    let mut told = Told::default();
    for rule in &expression.rules {
        told.take(rule);
    }
    told.lines()
}

/// What is said so far: a plain week, and what stands apart from it.
#[derive(Default)]
struct Told {
    week: [Option<Vec<String>>; 7],
    apart: Vec<String>,
    /// Whether days left out of the week may open all the same, at times.
    is_partial: bool,
    is_unclear: bool,
}

impl Told {
    fn take(&mut self, rule: &RuleSequence) {
        match Understood::of(rule) {
            Some(understood) => self.add(understood, rule.operator),
            None => self.is_unclear = true,
        }
    }

    fn add(&mut self, rule: Understood, operator: RuleOperator) {
        let Understood { week, apart, when, times, comment } = rule;
        let is_closed = times.is_empty();
        let (times, comment) = if is_closed { (times, comment) } else { (commented(times, &comment), String::new()) };
        let plain = when.is_empty() && comment.is_empty() && operator != RuleOperator::Fallback;
        match (plain, week) {
            (true, Some(week)) => self.open(week, &times, operator),
            (false, Some(week)) => {
                let days =
                    if week == [true; 7] && !when.is_empty() { String::new() } else { days::week_in_words(week) };
                self.say_apart(&when, &days, &times, &comment);
            }
            (_, None) => {}
        }
        for days in apart {
            self.say_apart(&when, &days, &times, &comment);
        }
    }

    fn open(&mut self, week: Week, times: &[String], operator: RuleOperator) {
        for (held, _) in self.week.iter_mut().zip(week).filter(|(_, concerned)| *concerned) {
            match held {
                Some(held) if operator == RuleOperator::Additional => held.extend_from_slice(times),
                _ => *held = Some(times.to_vec()),
            }
        }
    }

    fn say_apart(&mut self, when: &str, days: &str, times: &[String], comment: &str) {
        let head: Vec<&str> = [when, days].into_iter().filter(|part| !part.is_empty()).collect();
        let comment = if comment.is_empty() { String::new() } else { format!(" ({comment})") };
        self.is_partial |= !times.is_empty() && days != "jours fériés";
        self.apart.push(format!("{}{NO_BREAK}: {}{comment}", head.join(", "), in_one(times)));
    }

    fn lines(self) -> Vec<String> {
        let mut lines: Vec<(usize, String)> = Vec::new();
        let mut said: Vec<&Vec<String>> = Vec::new();
        for (first, times) in self.week.iter().enumerate() {
            let Some(times) = times.as_ref().filter(|times| !times.is_empty() && !said.contains(times)) else {
                continue;
            };
            let alike = std::array::from_fn(|day| self.week[day].as_ref() == Some(times));
            lines.push((first, format!("{}{NO_BREAK}: {}", days::week_in_words(alike), in_one(times))));
            said.push(times);
        }
        let closed: Week = std::array::from_fn(|day| match &self.week[day] {
            Some(times) => times.is_empty(),
            None => !self.is_partial && !self.is_unclear,
        });
        let any_open = !lines.is_empty();
        let mut all: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        if any_open && closed.contains(&true) {
            all.push(format!("{}{NO_BREAK}: fermé", days::week_in_words(closed)));
        }
        all.extend(self.apart);
        all.extend(self.is_unclear.then(|| OTHER.replace(" :", "\u{a0}:")));
        all
    }
}

/// A comment holds for all the times of its rule; it is said after the last.
fn commented(mut times: Vec<String>, comment: &str) -> Vec<String> {
    if let Some(last) = times.last_mut().filter(|_| !comment.is_empty()) {
        last.push_str(&format!(" ({comment})"));
    }
    times
}

fn in_one(times: &[String]) -> String {
    if times.is_empty() { "fermé".to_owned() } else { days::enumerated(times) }
}

/// A rule of which every part can be said.
struct Understood {
    /// Plain days of the week, if it names any, or all of them.
    week: Option<Week>,
    /// Days that stand apart.
    apart: Vec<String>,
    /// Weeks and dates within which it holds.
    when: String,
    /// Empty: closed.
    times: Vec<String>,
    comment: String,
}

impl Understood {
    fn of(rule: &RuleSequence) -> Option<Self> {
        let (week, apart) = selected(&rule.day_selector.weekday)?;
        let times = match rule.kind {
            RuleKind::Closed if is_whole_day(&rule.time_selector.spans) => Vec::new(),
            // Closed for a part of a day, or perhaps open: nothing plain can be said.
            RuleKind::Closed => return None,
            RuleKind::Unknown if rule.comment.is_empty() => return None,
            RuleKind::Open | RuleKind::Unknown => {
                rule.time_selector.spans.iter().map(days::span).collect::<Option<Vec<_>>>()?
            }
        };
        Some(Self { week, apart, when: when(rule)?, times, comment: comment(&rule.comment) })
    }
}

fn is_whole_day(spans: &[TimeSpan]) -> bool {
    spans.iter().filter_map(days::span).eq(["toute la journée".to_owned()])
}

fn selected(selectors: &[WeekDayRange]) -> Option<(Option<Week>, Vec<String>)> {
    if selectors.is_empty() {
        return Some((Some([true; 7]), Vec::new()));
    }
    let (mut week, mut apart) = (None::<Week>, Vec::new());
    for selector in selectors {
        match days::selector(selector)? {
            Said::Apart(days) => apart.push(days),
            Said::Every(more) => {
                let held = week.unwrap_or_default();
                week = Some(std::array::from_fn(|day| held[day] || more[day]));
            }
        }
    }
    // « SH Mo-Fr » may mean those days of the holidays, or those days and the holidays.
    let is_doubtful = week.is_some() && apart.iter().any(|days| days == days::SCHOOL_HOLIDAYS);
    (!is_doubtful).then_some((week, apart))
}

fn when(rule: &RuleSequence) -> Option<String> {
    let days = &rule.day_selector;
    let years = days.year.iter().map(|range| {
        let (years, step) = range.into_parts();
        let (first, last) = (years.start().0, years.end().0);
        (step == 1 && first == last).then(|| format!("en {first}"))
    });
    let dates = days.monthday.iter().map(days::dates);
    let weeks = days.week.iter().map(days::weeks);
    let parts: Vec<String> = years.chain(dates).chain(weeks).collect::<Option<_>>()?;
    Some(parts.join(", "))
}

/// The comment of a rule, in the spelling of a sentence.
fn comment(raw: &str) -> String {
    match raw.trim().to_lowercase().as_str() {
        "on appointment" | "by appointment" | "sur rdv" | "rdv" => "sur rendez-vous".to_owned(),
        _ => raw.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn told(hours: &str, expected: &[&str]) {
        let plain: Vec<String> = in_words(hours).iter().map(|line| line.replace(NO_BREAK, " ")).collect();
        assert_eq!(plain, expected, "{hours}");
    }

    #[test]
    fn a_plain_week() {
        told(
            "Mo,Tu 09:00-12:00,14:00-17:00; We-Fr 09:00-12:30",
            &[
                "lundi et mardi : de 9 h à 12 h et de 14 h à 17 h",
                "du mercredi au vendredi : de 9 h à 12 h 30",
                "samedi et dimanche : fermé",
            ],
        );
        told("Mo-Su 08:00-20:00", &["tous les jours : de 8 h à 20 h"]);
        told("24/7", &["tous les jours : toute la journée"]);
        told(
            "Mo,We,Fr 14:00-18:00",
            &["lundi, mercredi et vendredi : de 14 h à 18 h", "mardi, jeudi, samedi et dimanche : fermé"],
        );
        told(
            "Tu 14:00-18:00; We 14:00-18:00",
            &["mardi et mercredi : de 14 h à 18 h", "lundi, du jeudi au dimanche : fermé"],
        );
        told("09:00-12:00", &["tous les jours : de 9 h à 12 h"]);
        told("Sa-Mo 10:00-12:00", &["lundi, samedi et dimanche : de 10 h à 12 h", "du mardi au vendredi : fermé"]);
        told("Fr 22:00-02:00", &["vendredi : de 22 h à 2 h", "du lundi au jeudi, samedi, dimanche : fermé"]);
        told("Fr 14:00+", &["vendredi : à partir de 14 h", "du lundi au jeudi, samedi, dimanche : fermé"]);
        told("Sa 18:00-24:00", &["samedi : de 18 h à minuit", "du lundi au vendredi, dimanche : fermé"]);
    }

    #[test]
    fn later_rules_take_the_place_of_earlier_ones() {
        told(
            "Mo-Fr 09:00-17:00; We off",
            &["lundi, mardi, jeudi et vendredi : de 9 h à 17 h", "mercredi, samedi et dimanche : fermé"],
        );
        told(
            "Mo-We 09:00-12:00, Tu 14:00-16:00",
            &[
                "lundi et mercredi : de 9 h à 12 h",
                "mardi : de 9 h à 12 h et de 14 h à 16 h",
                "du jeudi au dimanche : fermé",
            ],
        );
    }

    #[test]
    fn what_stands_apart_has_its_own_line() {
        told(
            "Mo-Sa 09:00-12:00; PH off",
            &["du lundi au samedi : de 9 h à 12 h", "dimanche : fermé", "jours fériés : fermé"],
        );
        told(
            "week 1-53/2 Mo 09:00-12:00; week 2-52/2 Tu 14:00-16:00",
            &["semaines impaires, lundi : de 9 h à 12 h", "semaines paires, mardi : de 14 h à 16 h"],
        );
        told("Tu[1] 14:00-17:00", &["le premier mardi du mois : de 14 h à 17 h"]);
        told("Tu[1,3] 14:00-17:00", &["les premier et troisième mardis du mois : de 14 h à 17 h"]);
        told("Sa[-1] 10:00-12:00", &["le dernier samedi du mois : de 10 h à 12 h"]);
        told(
            "Mo 09:00-12:00 \"sur rdv\"",
            &["lundi : de 9 h à 12 h (sur rendez-vous)", "du mardi au dimanche : fermé"],
        );
        told("Jul-Aug Mo-Fr 09:00-12:00", &["de juillet à août, du lundi au vendredi : de 9 h à 12 h"]);
        told("Apr-Oct 10:00-18:00", &["d’avril à octobre : de 10 h à 18 h"]);
        told("Dec 24 off; Mo-Su 10:00-18:00", &["tous les jours : de 10 h à 18 h", "le 24 décembre : fermé"]);
        told("May 01-Sep 30 Sa 10:00-12:00", &["du 1er mai au 30 septembre, samedi : de 10 h à 12 h"]);
        told(
            "SH Mo-Fr 10:00-12:00; Tu 14:00-16:00",
            &["mardi : de 14 h à 16 h", "D’autres horaires existent : demandez-les au lieu."],
        );
    }

    #[test]
    fn what_cannot_be_said_plainly_is_to_be_asked() {
        told("Mo-Fr sunrise-sunset", &["D’autres horaires existent : demandez-les au lieu."]);
        told(
            "Mo-Fr 09:00-17:00; Mo 12:00-13:00 off",
            &["du lundi au vendredi : de 9 h à 17 h", "D’autres horaires existent : demandez-les au lieu."],
        );
        told("", &[]);
        told("  ", &[]);
        told("parfois", &[]);
    }
}
