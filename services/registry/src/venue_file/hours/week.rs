//! A week of opening hours.

/// From one minute of the day to another.
pub(super) type Span = (u32, u32);

/// Which weeks of the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Weeks {
    /// All.
    #[default]
    All,
    /// Odd ones.
    Odd,
    /// Even ones.
    Even,
}

/// The spans of each day, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Week {
    days: [Vec<Span>; 7],
    weeks: Weeks,
}

impl Week {
    /// Nothing open yet, in these weeks.
    pub(super) fn of(weeks: Weeks) -> Self {
        Self { weeks, ..Self::default() }
    }

    /// Adds spans to a day; false when the day does not exist or two of its spans overlap.
    pub(super) fn add(&mut self, day: usize, spans: &[Span]) -> bool {
        let Some(known) = self.days.get_mut(day) else { return false };
        known.extend(spans.iter().filter(|span| !known.contains(span)).copied().collect::<Vec<_>>());
        known.sort_unstable();
        known.windows(2).all(|pair| pair[0].1 <= pair[1].0)
    }

    /// In OpenStreetMap's syntax; none when nothing is open.
    pub(super) fn osm(&self) -> Option<String> {
        let mut rules: Vec<(Vec<usize>, &[Span])> = Vec::new();
        for (day, spans) in self.days.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            match rules.iter_mut().find(|(_, known)| *known == spans.as_slice()) {
                Some((days, _)) => days.push(day),
                None => rules.push((vec![day], spans)),
            }
        }
        let prefix = match self.weeks {
            Weeks::All => "",
            Weeks::Odd => "week 1-53/2 ",
            Weeks::Even => "week 2-52/2 ",
        };
        let rules: Vec<String> =
            rules.iter().map(|(days, spans)| format!("{prefix}{} {}", named(days), times(spans))).collect();
        (!rules.is_empty()).then(|| rules.join("; "))
    }
}

const NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

// Runs of three days or more become ranges.
fn named(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let told = |(first, last): &(usize, usize)| match last - first {
        0 => NAMES[*first].to_owned(),
        1 => format!("{},{}", NAMES[*first], NAMES[*last]),
        _ => format!("{}-{}", NAMES[*first], NAMES[*last]),
    };
    runs.iter().map(told).collect::<Vec<_>>().join(",")
}

fn times(spans: &[Span]) -> String {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    spans.iter().map(|(from, until)| format!("{}-{}", clock(*from), clock(*until))).collect::<Vec<_>>().join(",")
}
