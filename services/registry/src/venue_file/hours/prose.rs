//! French prose about opening hours, understood wholly or not at all.

use super::{
    tokens::{self, Token},
    week::{Span, Week, Weeks},
};

/// What a text says.
pub(super) struct Told {
    /// The hours.
    pub(super) week: Week,
    /// It also says « sur rendez-vous ».
    pub(super) by_appointment: bool,
    /// It says that the place is closed, and no hours.
    pub(super) closed: bool,
}

/// Reads a text about a week; none when a word is not known or the order leaves a doubt.
pub(super) fn read(text: &str) -> Option<Told> {
    let tokens = tokens::of(text)?;
    let has = |wanted: Token| tokens.contains(&wanted);
    let by_appointment = has(Token::Appointment);
    let weeks = match (has(Token::OddWeeks), has(Token::EvenWeeks)) {
        (false, false) => Weeks::All,
        (true, false) => Weeks::Odd,
        (false, true) => Weeks::Even,
        (true, true) => return None,
    };
    let groups = groups(&tokens)?;
    // Of several days with their times, nothing says which of them the weeks belong to.
    if weeks != Weeks::All && groups.len() > 2 {
        return None;
    }
    let mut week = Week::of(weeks);
    let closed = fill(&mut week, &groups)?;
    Some(Told { week, by_appointment, closed })
}

/// What a cell says that speaks of one day.
pub(super) struct OneDay {
    /// Empty when it is closed then.
    pub(super) spans: Vec<Span>,
    /// It also says « sur rendez-vous ».
    pub(super) by_appointment: bool,
}

/// Reads a cell that speaks of one day of every week; none when it says more, or leaves a doubt.
pub(super) fn one_day(cell: &str) -> Option<OneDay> {
    let tokens = tokens::of(cell)?;
    if tokens.iter().any(|token| matches!(token, Token::OddWeeks | Token::EvenWeeks)) {
        return None;
    }
    let groups = groups(&tokens)?;
    let spans = match groups.as_slice() {
        [] => tokens.iter().all(|token| matches!(token, Token::Dash | Token::Break | Token::Slash)).then(Vec::new)?,
        [Group::Closed] => Vec::new(),
        [Group::Times(spans)] => spans.clone(),
        _ => return None,
    };
    Some(OneDay { spans, by_appointment: tokens.contains(&Token::Appointment) })
}

enum Group {
    Days(Vec<usize>),
    Times(Vec<Span>),
    Closed,
}

// Days and times by turns, as they stand.
fn groups(tokens: &[Token]) -> Option<Vec<Group>> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_day = |token: &Token| matches!(token, Token::Day(_) | Token::EveryDay);
        let is_time = |token: &Token| matches!(token, Token::Time(_));
        let end = match &tokens[at] {
            token if is_day(token) => run(tokens, at, is_day),
            token if is_time(token) => run(tokens, at, is_time),
            _ => at + 1,
        };
        match &tokens[at] {
            Token::Closed => groups.push(Group::Closed),
            token if is_day(token) => groups.push(Group::Days(days(&tokens[at..end])?)),
            token if is_time(token) => groups.push(Group::Times(spans(&tokens[at..end])?)),
            _ => {}
        }
        at = end;
    }
    Some(merged(groups))
}

// The end of a run of such tokens with only separators between them.
fn run(tokens: &[Token], start: usize, belongs: impl Fn(&Token) -> bool) -> usize {
    let mut end = start + 1;
    let mut at = start + 1;
    while at < tokens.len() {
        match &tokens[at] {
            token if belongs(token) => end = at + 1,
            Token::Dash | Token::To | Token::And | Token::Slash => {}
            _ => break,
        }
        at += 1;
    }
    end
}

// Times parted by a full stop or a line still belong to the days before them.
fn merged(groups: Vec<Group>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for group in groups {
        match (out.last_mut(), group) {
            (Some(Group::Times(known)), Group::Times(more)) => known.extend(more),
            (_, group) => out.push(group),
        }
    }
    out
}

fn days(tokens: &[Token]) -> Option<Vec<usize>> {
    let dashes = tokens.iter().filter(|token| **token == Token::Dash).count();
    let mut days: Vec<usize> = Vec::new();
    let mut joint: Option<Token> = None;
    for token in tokens {
        match token {
            Token::EveryDay => days.extend(0..7),
            Token::Day(day) => {
                match (days.last().copied(), joint) {
                    (Some(first), Some(Token::To)) => days.extend(range(first, *day)?),
                    (Some(first), Some(Token::Dash)) if dashes == 1 => days.extend(dashed(first, *day)?),
                    _ => days.push(*day),
                }
                joint = None;
            }
            other => joint = Some(*other),
        }
    }
    days.sort_unstable();
    days.dedup();
    Some(days)
}

// After the first day, up to and with the last.
fn range(first: usize, last: usize) -> Option<Vec<usize>> {
    (first < last).then(|| (first + 1..=last).collect())
}

// « lundi - vendredi » is a range; « mardi - jeudi » may be two days.
fn dashed(first: usize, last: usize) -> Option<Vec<usize>> {
    match last.checked_sub(first)? {
        1 => Some(vec![last]),
        3.. => range(first, last),
        _ => None,
    }
}

// Times two by two, each later than the one before. `à` joins a pair and never parts two.
fn spans(tokens: &[Token]) -> Option<Vec<Span>> {
    let mut times: Vec<(u32, Option<Token>)> = Vec::new();
    let mut joint = None;
    for token in tokens {
        match token {
            Token::Time(minutes) => times.push((*minutes, joint.take())),
            other => joint = Some(*other),
        }
    }
    if !times.len().is_multiple_of(2) {
        return None;
    }
    let mut spans = Vec::new();
    for pair in times.chunks(2) {
        let ((from, before), (until, between)) = (pair[0], pair[1]);
        let joined = matches!(between, None | Some(Token::To | Token::Dash | Token::Slash));
        if before == Some(Token::To) || !joined {
            return None;
        }
        // « 00:00 - 00:00 » is how some say closed.
        if (from, until) != (0, 0) {
            spans.push((from, until));
        }
    }
    let rising = spans.iter().all(|(from, until)| from < until) && spans.windows(2).all(|two| two[0].1 <= two[1].0);
    rising.then_some(spans)
}

// Days then times, or times then days, the same way from the first to the last. Tells whether it is only closed.
fn fill(week: &mut Week, groups: &[Group]) -> Option<bool> {
    if matches!(groups, [Group::Closed]) {
        return Some(true);
    }
    let pairs = groups.chunks(2).map(|pair| match pair {
        [Group::Days(days), Group::Times(spans)] | [Group::Times(spans), Group::Days(days)] => {
            Some((days, spans.as_slice()))
        }
        [Group::Days(days), Group::Closed] | [Group::Closed, Group::Days(days)] => Some((days, [].as_slice())),
        _ => None,
    });
    let days_first = |group: &Group| matches!(group, Group::Days(_));
    let same_way = groups.chunks(2).all(|pair| pair.first().map(days_first) == groups.first().map(days_first));
    for pair in pairs {
        let (days, spans) = pair?;
        if !days.iter().all(|day| week.add(*day, spans)) {
            return None;
        }
    }
    (same_way && !groups.is_empty()).then_some(false)
}
