//! The course of a booklet: why it may be blocked, and by which moves it goes from hand to hand.

use store::Fault;

/// Why a booklet is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Nobody knows where it is.
    Lost,
    /// Somebody took it.
    Stolen,
    /// It was not in the parcel in which it was sent.
    Missing,
    /// Another booklet has taken its place: for ever.
    Replaced,
}

impl Why {
    const ALL: [Self; 4] = [Self::Lost, Self::Stolen, Self::Missing, Self::Replaced];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Stolen => "stolen",
            Self::Missing => "missing",
            Self::Replaced => "replaced",
        }
    }

    /// What the database keeps; nothing where the booklet is not blocked.
    pub(crate) fn read(name: Option<&str>) -> Result<Option<Self>, Fault> {
        let known = |name: &str| Self::ALL.into_iter().find(|why| why.name() == name);
        name.map(|name| known(name).ok_or_else(|| Fault::broken("a block has no known reason"))).transpose()
    }
}

/// By which move a booklet goes from a stock to another, or to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// The operator put it into a stock.
    Allotted,
    /// It was sent from a stock, or from the network, to a stock.
    Sent,
    /// It was not in its parcel.
    Missing,
    /// A stock gave it back to the network.
    Returned,
    /// It was lost out of a stock.
    Lost,
    /// It was stolen out of a stock.
    Stolen,
    /// It became somebody's.
    HandedOver,
    /// It was blocked in somebody's hand.
    Blocked,
    /// It was found again.
    Unblocked,
    /// Another one took its place.
    Replaced,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 10] = [
        Self::Allotted,
        Self::Sent,
        Self::Missing,
        Self::Returned,
        Self::Lost,
        Self::Stolen,
        Self::HandedOver,
        Self::Blocked,
        Self::Unblocked,
        Self::Replaced,
    ];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allotted => "allotted",
            Self::Sent => "sent",
            Self::Missing => "missing",
            Self::Returned => "returned",
            Self::Lost => "lost",
            Self::Stolen => "stolen",
            Self::HandedOver => "handed-over",
            Self::Blocked => "blocked",
            Self::Unblocked => "unblocked",
            Self::Replaced => "replaced",
        }
    }

    /// The move of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for why in Why::ALL {
            assert_eq!(Why::read(Some(why.name())).ok().flatten(), Some(why));
        }
        assert!(matches!(Why::read(None), Ok(None)) && Why::read(Some("sold")).is_err());
        for one in Move::ALL {
            assert_eq!(Move::named(one.name()), Some(one));
        }
        assert_eq!(Move::named("Sent"), None);
    }
}
