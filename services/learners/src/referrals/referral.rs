//! A referral: somebody, from whom, to where, and how far it has come. It bears no name and no reason of the person's.

use kernel::{
    clock::{At, Day},
    ids::{LearnerRef, PersonId, ReferralId, SessionId, StructureId, VenueId},
};
use serde::{Deserialize, Serialize};

/// Days in which whoever has to answer does it.
pub const DAYS: i64 = 10;
/// Days more, once both sides were told that it is late.
pub const DAYS_MORE: i64 = 5;

/// A referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// Its identifier.
    pub id: ReferralId,
    /// Who is sent; none once they were forgotten.
    pub learner: Option<LearnerRef>,
    /// The structure that sends.
    pub sender: StructureId,
    /// By whom.
    pub sent_by: PersonId,
    /// To which venue, and the structure that answers for it; none: a partner outside the network.
    pub to: Option<(VenueId, StructureId)>,
    /// What they want to learn, as workshops name it.
    pub theme: Option<String>,
    /// The session that is meant; none: none in particular.
    pub slot: Option<Slot>,
    /// How far it has come.
    pub stage: Stage,
    /// When it was sent.
    pub sent_at: At,
    /// When it was seen.
    pub seen_at: Option<At>,
    /// When it ended.
    pub ended_at: Option<At>,
    /// The last day for whoever has to answer.
    pub due_by: Day,
    /// Whether both sides were told that it is late.
    pub is_reminded: bool,
    /// Why it was refused, or put off.
    pub reasons: Vec<Reason>,
    /// What is proposed, or was agreed, in the place of `slot`.
    pub other: Option<Slot>,
}

/// When somebody is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// A session that was announced; none: an appointment.
    pub session: Option<SessionId>,
    /// When.
    pub starts_at: At,
}

impl Referral {
    /// When the person is expected, as things stand: what was asked while somebody has to answer; nothing once it ended otherwise.
    pub fn agreed(&self) -> Option<Slot> {
        match self.stage {
            Stage::Accepted => self.other.or(self.slot),
            stage if stage.is_open() => self.slot,
            _ => None,
        }
    }

    /// Whether the person is expected, and the moment has not come: the word can still be taken back.
    pub fn is_ahead(&self, now: At) -> bool {
        self.stage == Stage::Accepted && self.agreed().is_none_or(|slot| slot.starts_at > now)
    }

    /// The last day on which whoever received the person reads how to reach them: thirty days after they are expected.
    pub fn reached_until(&self) -> Day {
        let last = self.agreed().map(|slot| slot.starts_at.day()).max(self.ended_at.map(At::day));
        last.unwrap_or(self.due_by).plus_days(crate::learner::serve::DAYS_REACHED)
    }

    /// Whether somebody still has to answer.
    pub fn is_open(&self) -> bool {
        self.stage.is_open()
    }

    /// Whether somebody still has to answer, or the person is expected: whoever receives them has to do with them.
    pub fn is_live(&self) -> bool {
        self.is_open() || self.stage == Stage::Accepted
    }
}

macro_rules! listed {
    ($(#[$doc:meta])* $kind:ident { $($(#[$about:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $kind { $($(#[$about])* #[serde(rename = $name)] $variant,)* }

        impl $kind {
            /// Every one, in the order in which they are proposed.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As the database keeps it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The one of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

listed! {
    /// How far a referral has come.
    Stage {
        /// Nobody looked at it yet.
        Sent "sent",
        /// Whoever receives has looked at it.
        Seen "seen",
        /// Another moment is proposed: whoever sent has to answer.
        Proposed "proposed",
        /// The person is expected.
        Accepted "accepted",
        /// They are not.
        Refused "refused",
        /// Nobody answered in time.
        Lapsed "lapsed",
        /// Whoever sent took it back, or the person was forgotten.
        Withdrawn "withdrawn",
    }
}

impl Stage {
    /// The stages in which somebody has to answer.
    pub const OPEN: [Self; 3] = [Self::Sent, Self::Seen, Self::Proposed];

    /// Whether somebody still has to answer.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

listed! {
    /// Why a referral is refused or put off. Nothing that says something of the person but that they do not wish it.
    Reason {
        /// No seat is left.
        Full "full",
        /// The workshop is too easy or too hard.
        Level "level",
        /// It is too far for them.
        Distance "distance",
        /// The place is not fit for what they need.
        Access "access",
        /// It is not what the place does.
        NotOurs "not-ours",
        /// The place is closed, or nobody is there.
        Closed "closed",
        /// The person could not be reached.
        Unreachable "unreachable",
        /// The person does not wish it.
        Declined "declined",
        /// Something else.
        Other "other",
    }
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;

    #[test]
    fn lists_read_as_they_are_written() {
        assert!(Stage::ALL.iter().all(|one| Stage::named(one.name()) == Some(*one)));
        assert!(Reason::ALL.iter().all(|one| Reason::named(one.name()) == Some(*one)));
        assert_eq!(Stage::ALL.iter().filter(|one| one.is_open()).count(), Stage::OPEN.len());
        assert_eq!((Stage::named("SENT"), Reason::named("")), (None, None));
    }

    #[test]
    fn who_receives_reads_how_to_reach_somebody_for_thirty_days() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let slot = |text: &str| Some(Slot { session: None, starts_at: day(text).at(9, 0) });
        let one = Referral {
            id: Id::from_bytes([1; 16]),
            learner: None,
            sender: Id::from_bytes([2; 16]),
            sent_by: Id::from_bytes([3; 16]),
            to: None,
            theme: None,
            slot: None,
            stage: Stage::Accepted,
            sent_at: day("2025-10-01").at(8, 0),
            seen_at: None,
            ended_at: Some(day("2025-10-03").at(8, 0)),
            due_by: day("2025-10-11"),
            is_reminded: false,
            reasons: Vec::new(),
            other: None,
        };
        assert_eq!(one.reached_until(), day("2025-11-02"));
        let expected = Referral { slot: slot("2025-10-20"), ..one.clone() };
        assert_eq!(expected.reached_until(), day("2025-11-19"));
        let moved = Referral { other: slot("2025-10-27"), ..expected.clone() };
        assert_eq!((moved.agreed(), moved.reached_until()), (slot("2025-10-27"), day("2025-11-26")));
        let (before, then) = (day("2025-10-26").at(9, 0), day("2025-10-27").at(9, 0));
        assert_eq!((moved.is_ahead(before), moved.is_ahead(then)), (true, false));
        let proposed = Referral { stage: Stage::Proposed, ..moved };
        assert!(!proposed.is_ahead(before), "nothing was promised");
        assert_eq!(proposed.agreed(), slot("2025-10-20"));
        for over in [Stage::Refused, Stage::Lapsed, Stage::Withdrawn] {
            assert_eq!(Referral { stage: over, ..proposed.clone() }.agreed(), None, "nobody is expected: {over:?}");
        }
        assert_eq!(Referral { ended_at: None, ..one }.reached_until(), day("2025-11-10"));
    }
}
