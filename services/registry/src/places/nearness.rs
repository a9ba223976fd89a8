//! How near a name is to what was typed.

/// From the same words to words with a slip of the pen; the nearer is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// The name itself, whatever its spaces and its article.
    Same,
    /// The name begins so.
    Begins,
    /// Each word typed begins a word of the name, in order.
    Words,
    /// It stands somewhere in the name.
    Inside,
    /// The whole name, but for a slip.
    Slip,
    /// The name, or one of its words, begins so but for a slip.
    SlipInside,
}

impl Nearness {
    /// Whether it is near only if something was mistyped.
    pub(super) fn is_a_slip(self) -> bool {
        self >= Self::Slip
    }
}

/// From here on a part of a word says something.
const SHORTEST_INSIDE: usize = 3;
/// From so many letters on one may be wrong, from so many two.
const ONE_SLIP: usize = 4;
const TWO_SLIPS: usize = 11;

/// How near a folded name is to folded words, if it is near at all.
pub(super) fn nearness(name: &str, typed: &str) -> Option<Nearness> {
    let (dense_name, dense) = (name.replace(' ', ""), typed.replace(' ', ""));
    let bare = dense_name.strip_prefix("le").or_else(|| dense_name.strip_prefix("la")).filter(|_| has_article(name));
    if dense == dense_name || Some(dense.as_str()) == bare {
        return Some(Nearness::Same);
    }
    if dense_name.starts_with(&dense) || bare.is_some_and(|bare| bare.starts_with(&dense)) {
        return Some(Nearness::Begins);
    }
    if words_begin(name, typed) {
        return Some(Nearness::Words);
    }
    if dense.len() >= SHORTEST_INSIDE && dense_name.contains(&dense) {
        return Some(Nearness::Inside);
    }
    slip(name, &dense_name, &dense)
}

fn has_article(name: &str) -> bool {
    name.starts_with("le ") || name.starts_with("la ")
}

fn words_begin(name: &str, typed: &str) -> bool {
    let mut rest = name.split(' ');
    typed.split(' ').all(|word| rest.any(|candidate| candidate.starts_with(word)))
}

fn slip(name: &str, dense_name: &str, dense: &str) -> Option<Nearness> {
    let allowed = match dense.len() {
        0..ONE_SLIP => return None,
        ONE_SLIP..TWO_SLIPS => 1,
        _ => 2,
    };
    let begins_within = |from: &str| distance(dense.as_bytes(), from.as_bytes(), true) <= allowed;
    if distance(dense.as_bytes(), dense_name.as_bytes(), false) <= allowed {
        return Some(Nearness::Slip);
    }
    let words: Vec<&str> = name.split(' ').collect();
    (0..words.len()).any(|first| begins_within(&words[first..].concat())).then_some(Nearness::SlipInside)
}

/// Letters to add, take away, change or swap between the two; with `beginning`, only the nearest beginning of `name` counts.
fn distance(typed: &[u8], name: &[u8], beginning: bool) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=name.len()).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, other) in name.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut best = changed.min(last[column + 1] + 1).min(next[column] + 1);
            let swapped = row > 0 && column > 0 && typed[row - 1] == *other && name[column - 1] == *letter;
            if swapped {
                best = best.min(before[column - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    let whole = last.last().copied().unwrap_or_default();
    if beginning { last.into_iter().min().unwrap_or(whole) } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        let cases = [
            ("hesdin", "hesdin", 0),
            ("hedin", "hesdin", 1),
            ("hessdin", "hesdin", 1),
            ("hesdim", "hesdin", 1),
            ("hedsin", "hesdin", 1),
            ("", "abc", 3),
        ];
        for (typed, name, expected) in cases {
            assert_eq!(distance(typed.as_bytes(), name.as_bytes(), false), expected, "{typed} {name}");
        }
        assert_eq!(distance(b"hedin", b"hesdinlaforet", true), 1);
    }

    #[test]
    fn the_nearer_the_smaller() {
        let cases = [
            ("le parcq", "parcq", Some(Nearness::Same)),
            ("hesdin la foret", "hesdin", Some(Nearness::Begins)),
            ("auchy les hesdin", "hesdin", Some(Nearness::Words)),
            ("gouy saint andre", "gouy andre", Some(Nearness::Words)),
            ("marconnelle", "nelle", Some(Nearness::Inside)),
            ("beaurainville", "beaurainvile", Some(Nearness::Slip)),
            ("hesdin la foret", "hedin", Some(Nearness::SlipInside)),
            ("wail", "xyz", None),
            ("wail", "wal", None),
        ];
        for (name, typed, expected) in cases {
            assert_eq!(nearness(name, typed), expected, "{name} {typed}");
        }
    }
}
