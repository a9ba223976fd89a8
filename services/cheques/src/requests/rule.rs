//! The funder's rule for requests: whether they are taken, by whom they are accepted, and how many.

use serde::{Deserialize, Serialize};

/// Who says yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// The rule itself, at once.
    #[default]
    Automatic,
    /// The funder, one by one.
    ByHand,
    /// Nobody: the order takes no request.
    None,
}

impl Takes {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Automatic, Self::ByHand, Self::None];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::ByHand => "by-hand",
            Self::None => "none",
        }
    }

    /// The way of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|takes| takes.name() == name)
    }
}

/// The rule of an order. Its perimeter, its publics and its second-booklet rule belong to the order's own terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Who says yes.
    pub takes: Takes,
    /// Booklets promised or given on request at most; none: as many as there are.
    pub ceiling: Option<i64>,
    /// The same for the people of one commune.
    pub per_commune: Option<i64>,
    /// For how many days a booklet is kept for somebody.
    pub keep_days: i64,
}

impl Default for Rule {
    fn default() -> Self {
        Self { takes: Takes::Automatic, ceiling: None, per_commune: None, keep_days: 21 }
    }
}

impl Rule {
    /// The name of the first value that cannot be.
    pub fn wrong(&self) -> Option<&'static str> {
        let counts = |most: Option<i64>| most.is_none_or(|most| (1..=100_000).contains(&most));
        let wrongs = [
            (counts(self.ceiling), "ceiling"),
            (counts(self.per_commune), "perCommune"),
            ((1..=90).contains(&self.keep_days), "keepDays"),
        ];
        wrongs.into_iter().find(|(holds, _)| !holds).map(|(_, field)| field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_named() {
        let usual = Rule::default();
        let table = [
            (usual, None),
            (Rule { ceiling: Some(0), ..usual }, Some("ceiling")),
            (Rule { per_commune: Some(100_001), ..usual }, Some("perCommune")),
            (Rule { keep_days: 91, ..usual }, Some("keepDays")),
        ];
        for (rule, wrong) in table {
            assert_eq!(rule.wrong(), wrong);
        }
        assert!(Takes::ALL.into_iter().all(|takes| Takes::named(takes.name()) == Some(takes)));
    }
}
