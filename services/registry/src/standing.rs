//! Standing: whether a venue may be paid for cheques at an instant, and for whose.
//!
//! Every interval is half-open: a right holds at its first instant and no longer at `until`; an event holds from its own instant.

use std::collections::HashMap;

use kernel::{
    clock::At,
    ids::{StructureId, VenueId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use store::{Fault, conn::AnyConn};

use crate::{refusal::Refused, rows};

/// All that decides a venue's standing, whenever it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// The structure that answers for the venue, and is paid.
    pub structure: StructureId,
    /// Every right ever granted.
    pub rights: Vec<Right>,
    /// What happened since, oldest first.
    pub events: Vec<StandingEvent>,
}

/// A right to be paid for a funder's cheques, or for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// Whose cheques; none: all funders'.
    pub funder: Option<StructureId>,
    /// First instant at which it holds.
    pub from: At,
    /// First instant at which it has lapsed.
    pub until: At,
}

/// Something that happened to the whole venue's right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingEvent {
    /// What.
    pub kind: EventKind,
    /// From which instant.
    pub at: At,
}

/// What may happen to a right, beside being granted and lapsing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Held back for a time.
    Suspended,
    /// Given back.
    Reinstated,
    /// Ended for good: only a new application opens another right.
    Withdrawn,
}

/// A reason is a sentence or two.
pub(crate) const LONGEST_REASON: usize = 500;

impl EventKind {
    /// As it is kept: `suspended`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::Reinstated => "reinstated",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Suspended, Self::Reinstated, Self::Withdrawn].into_iter().find(|kind| kind.name() == name)
    }
}

/// How a venue stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// No right was granted yet.
    Never,
    /// May be paid, until then.
    Accredited {
        /// First instant at which the last right has lapsed.
        until: At,
    },
    /// Held back.
    Suspended {
        /// Since when.
        since: At,
    },
    /// Ended by the operator.
    Withdrawn {
        /// Since when.
        since: At,
    },
    /// Ended by its term.
    Lapsed {
        /// Since when.
        since: At,
    },
}

impl Standing {
    /// As the API and refusals call it: `accredited`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Accredited { .. } => "accredited",
            Self::Suspended { .. } => "suspended",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Lapsed { .. } => "lapsed",
        }
    }

    /// Whether somebody decided that it stands so, and said why.
    pub const fn has_reason(self) -> bool {
        matches!(self, Self::Suspended { .. } | Self::Withdrawn { .. })
    }

    /// Since when it stands so, and until when: each where it has a meaning.
    pub const fn bounds(self) -> (Option<At>, Option<At>) {
        match self {
            Self::Never => (None, None),
            Self::Accredited { until } => (None, Some(until)),
            Self::Suspended { since } | Self::Withdrawn { since } | Self::Lapsed { since } => (Some(since), None),
        }
    }
}

impl Situation {
    /// How the venue stands at that instant.
    pub fn standing(&self, at: At) -> Standing {
        let withdrawn = self.last(at, |kind| kind == EventKind::Withdrawn).map(|event| event.at);
        let granted: Vec<&Right> = self.granted(at, withdrawn).collect();
        let Some(until) = granted.iter().map(|right| right.until).max() else {
            return withdrawn.map_or(Standing::Never, |since| Standing::Withdrawn { since });
        };
        if until <= at {
            return Standing::Lapsed { since: until };
        }
        match self.last(at, |_| true) {
            Some(StandingEvent { kind: EventKind::Suspended, at: since }) => Standing::Suspended { since },
            _ => Standing::Accredited { until },
        }
    }

    /// Whether the venue may be paid for this funder's cheques at that instant.
    ///
    /// Refusals, in this order: `VENUE_SUSPENDED` with its day, `VENUE_NOT_ACCREDITED` for whatever else.
    pub fn accepts(&self, funder: StructureId, at: At) -> Result<(), Refusal> {
        match self.standing(at) {
            Standing::Suspended { since } => Err(Refused::Suspended(since).into()),
            Standing::Accredited { .. } if self.covers(funder, at) => Ok(()),
            _ => Err(Refused::NotAccredited.into()),
        }
    }

    /// Whether the venue may be paid for at least one funder's cheques at that instant.
    pub fn is_accredited(&self, at: At) -> bool {
        matches!(self.standing(at), Standing::Accredited { .. })
    }

    /// `now`, or just after the last thing that is known: two things never happen to a venue at one instant.
    pub(crate) fn next_instant(&self, now: At) -> At {
        let events = self.events.iter().map(|event| event.at);
        let rights = self.rights.iter().map(|right| right.from);
        events.chain(rights).map(|at| at.plus_ms(1)).fold(now, At::max)
    }

    fn covers(&self, funder: StructureId, at: At) -> bool {
        let withdrawn = self.last(at, |kind| kind == EventKind::Withdrawn).map(|event| event.at);
        self.granted(at, withdrawn).any(|right| at < right.until && right.funder.is_none_or(|one| one == funder))
    }

    /// The rights granted by then that no withdrawal has ended.
    fn granted(&self, at: At, withdrawn: Option<At>) -> impl Iterator<Item = &Right> {
        self.rights.iter().filter(move |right| right.from <= at && withdrawn.is_none_or(|since| since <= right.from))
    }

    fn last(&self, at: At, is: impl Fn(EventKind) -> bool) -> Option<StandingEvent> {
        self.events.iter().rev().copied().find(|event| event.at <= at && is(event.kind))
    }
}

/// The situations of these venues; a venue that does not exist has none. Three statements, however many venues.
pub fn standings(conn: &mut AnyConn, venues: &[VenueId]) -> Result<HashMap<VenueId, Situation>, Fault> {
    let owners = rows::venue::owners(conn, venues)?;
    let empty = |structure| Situation { structure, rights: Vec::new(), events: Vec::new() };
    let mut found: HashMap<VenueId, Situation> =
        owners.into_iter().map(|(venue, owner)| (venue.0, empty(owner.0))).collect();
    for (venue, funder, from, until) in rows::accreditation::rights(conn, venues)? {
        let right = Right { funder: funder.map(|it| it.0), from: At(from), until: At(until) };
        found.entry(venue.0).and_modify(|situation| situation.rights.push(right));
    }
    for (venue, kind, at, _) in rows::accreditation::events(conn, venues)? {
        let kind = EventKind::named(&kind).ok_or_else(|| Fault::broken("an event of a venue has an unknown kind"))?;
        found.entry(venue.0).and_modify(|situation| situation.events.push(StandingEvent { kind, at: At(at) }));
    }
    Ok(found)
}

/// Why these venues stand as they do: the reason of the last event of each.
pub fn reasons(conn: &mut AnyConn, venues: &[VenueId]) -> Result<HashMap<VenueId, String>, Fault> {
    let events = rows::accreditation::events(conn, venues)?;
    Ok(events.into_iter().map(|(venue, _, _, reason)| (venue.0, reason)).collect())
}

#[cfg(test)]
mod tests {
    use kernel::{ids::Id, refusal::Code};

    use super::{
        EventKind::{Reinstated, Suspended, Withdrawn},
        *,
    };

    const ONE: StructureId = Id::from_bytes([1; 16]);
    const OTHER: StructureId = Id::from_bytes([2; 16]);

    fn situation(rights: &[(Option<StructureId>, i64, i64)], events: &[(EventKind, i64)]) -> Situation {
        let right = |&(funder, from, until): &_| Right { funder, from: At(from), until: At(until) };
        let event = |&(kind, at): &_| StandingEvent { kind, at: At(at) };
        Situation {
            structure: ONE,
            rights: rights.iter().map(right).collect(),
            events: events.iter().map(event).collect(),
        }
    }

    #[test]
    fn a_venue_stands_as_its_life_says() {
        let life = situation(
            &[(None, 10, 60), (None, 80, 90)],
            &[(Suspended, 20), (Reinstated, 30), (Suspended, 40), (Withdrawn, 50), (Suspended, 85)],
        );
        let told = [
            (9, "never"),
            (10, "accredited"),
            (19, "accredited"),
            (20, "suspended"),
            (29, "suspended"),
            (30, "accredited"),
            (40, "suspended"),
            (50, "withdrawn"),
            (60, "withdrawn"),
            (79, "withdrawn"),
            (80, "accredited"),
            (85, "suspended"),
            (89, "suspended"),
            (90, "lapsed"),
        ];
        for (at, name) in told {
            assert_eq!(life.standing(At(at)).name(), name, "at {at}");
        }
        assert_eq!(life.standing(At(42)), Standing::Suspended { since: At(40) });
        assert_eq!(life.standing(At(95)), Standing::Lapsed { since: At(90) });
    }

    #[test]
    fn a_right_holds_for_its_funder_from_its_first_instant_to_just_before_its_last() {
        let life = situation(&[(Some(ONE), 10, 20), (None, 15, 18)], &[]);
        let told = [(9, ONE, false), (10, ONE, true), (10, OTHER, false), (15, OTHER, true), (17, OTHER, true)];
        let then = [(18, OTHER, false), (18, ONE, true), (19, ONE, true), (20, ONE, false)];
        for (at, funder, accepted) in told.into_iter().chain(then) {
            let answer = life.accepts(funder, At(at));
            assert_eq!(answer.is_ok(), accepted, "at {at}");
            assert!(answer.is_ok() || answer.is_err_and(|refusal| refusal.code == Code::VenueNotAccredited));
        }
    }

    #[test]
    fn suspension_is_told_before_anything_else_and_with_its_day() {
        let life = situation(&[(Some(ONE), 0, i64::MAX)], &[(Suspended, 86_400_000)]);
        let refusal = life.accepts(OTHER, At(90_000_000)).unwrap_err();
        assert_eq!(refusal.code, Code::VenueSuspended);
        assert_eq!(refusal.facts["since"], "1970-01-02");
    }

    #[test]
    fn a_renewal_does_not_lift_a_suspension_but_a_new_life_starts_clean() {
        let renewed = situation(&[(None, 0, 50), (None, 30, 100)], &[(Suspended, 20)]);
        assert_eq!(renewed.standing(At(60)), Standing::Suspended { since: At(20) });
        let anew = situation(&[(None, 0, 50), (None, 30, 100)], &[(Suspended, 10), (Withdrawn, 20)]);
        assert_eq!(anew.standing(At(30)), Standing::Accredited { until: At(100) });
    }

    #[test]
    fn nothing_happens_twice_at_one_instant() {
        let life = situation(&[(None, 10, 20)], &[]);
        assert_eq!(life.next_instant(At(5)), At(11));
        assert_eq!(life.next_instant(At(15)), At(15));
    }
}
