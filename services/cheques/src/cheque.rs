//! A cheque, and the stairs it descends before it is honoured.

use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{CarnetId, ChequeId, OrderId, StructureId},
};

use crate::{carnets::course::Why, order::Serial, refusal::Refusal};

/// What a cheque itself remembers. "Active", "handed over" and "expired" are facts of others: see [`Presentable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// May be honoured.
    Live,
    /// Kept for a booking.
    Held,
    /// Honoured.
    Redeemed,
    /// Lost or stolen.
    Blocked,
    /// Replaced or withdrawn.
    Cancelled,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 5] = [Self::Live, Self::Held, Self::Redeemed, Self::Blocked, Self::Cancelled];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Held => "held",
            Self::Redeemed => "redeemed",
            Self::Blocked => "blocked",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// A cheque with every fact on which its fate depends, read in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentable {
    /// Its identifier.
    pub id: ChequeId,
    /// Its place in the booklet, from 1.
    pub no: i64,
    /// Its value.
    pub value: Cents,
    /// What it remembers.
    pub stage: Stage,
    /// How many times it was undone.
    pub round: i64,
    /// Its booklet.
    pub carnet: CarnetId,
    /// The booklet's printed number.
    pub serial: Serial,
    /// Whether the booklet was handed over.
    pub handed_over: bool,
    /// Why the booklet is blocked, if it is.
    pub blocked: Option<Why>,
    /// Its order.
    pub order: OrderId,
    /// Who paid for it.
    pub funder: StructureId,
    /// Whether the order is issued and its funds cover the booklet.
    pub active: bool,
    /// The last day on which it is honoured.
    pub tolerance_ends: Day,
    /// The highest price of a workshop, in cheques and for one person, where its funder set one.
    pub cap: Option<i64>,
    /// Whether only the person whose booklet it is may give it.
    pub personal: bool,
}

impl Presentable {
    /// Whether it was honoured.
    pub fn is_redeemed(&self) -> bool {
        self.stage == Stage::Redeemed
    }

    /// Descends the stairs; the order of the refusals is part of the contract.
    ///
    /// `no` is the cheque's place in the act; `honoured` is when this same venue honoured it, if it did.
    pub fn honour(&self, no: usize, today: Day, honoured: Option<At>) -> Result<(), Refusal> {
        match self.stage {
            Stage::Redeemed => return Err(Refusal::AlreadyRedeemed { no, at: honoured }),
            Stage::Cancelled => return Err(Refusal::Replaced { no }),
            Stage::Blocked => return Err(Refusal::Blocked { no }),
            Stage::Held | Stage::Live => {}
        }
        match self.blocked {
            Some(Why::Replaced) => return Err(Refusal::Replaced { no }),
            Some(_) => return Err(Refusal::Blocked { no }),
            None => {}
        }
        if self.stage == Stage::Held {
            return Err(Refusal::Held { no });
        }
        if !self.active {
            return Err(Refusal::NotActive { no });
        }
        if !self.handed_over {
            return Err(Refusal::NotHandedOver { no });
        }
        if today > self.tolerance_ends {
            return Err(Refusal::Expired { no, until: self.tolerance_ends });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;

    const LAST: i64 = 20_000;

    fn cheque(stage: Stage, blocked: Option<Why>, active: bool, handed_over: bool) -> Presentable {
        Presentable {
            id: Id::from_bytes([1; 16]),
            no: 3,
            value: Cents::new(1000),
            stage,
            round: 0,
            carnet: Id::from_bytes([2; 16]),
            serial: Serial { label: "K7QMX".to_owned(), no: 42 },
            handed_over,
            blocked,
            order: Id::from_bytes([3; 16]),
            funder: Id::from_bytes([4; 16]),
            active,
            tolerance_ends: Day::from_number(LAST),
            cap: None,
            personal: false,
        }
    }

    /// Every step that would refuse, in the documented order.
    fn steps(
        (stage, booklet): (Stage, Option<Why>),
        active: bool,
        handed_over: bool,
        today: i64,
        at: Option<At>,
    ) -> Vec<Refusal> {
        let (no, until) = (7, Day::from_number(LAST));
        let lost = booklet.is_some_and(|why| why != Why::Replaced);
        let all = [
            (stage == Stage::Redeemed, Refusal::AlreadyRedeemed { no, at }),
            (stage == Stage::Cancelled, Refusal::Replaced { no }),
            (stage == Stage::Blocked, Refusal::Blocked { no }),
            (booklet == Some(Why::Replaced), Refusal::Replaced { no }),
            (lost, Refusal::Blocked { no }),
            (stage == Stage::Held, Refusal::Held { no }),
            (!active, Refusal::NotActive { no }),
            (!handed_over, Refusal::NotHandedOver { no }),
            (today > LAST, Refusal::Expired { no, until }),
        ];
        all.into_iter().filter(|(refuses, _)| *refuses).map(|(_, refusal)| refusal).collect()
    }

    #[test]
    fn the_stairs_are_descended_in_their_order() {
        let mut tried = 0;
        let booklets = [None, Some(Why::Lost), Some(Why::Stolen), Some(Why::Missing), Some(Why::Replaced)];
        let states = Stage::ALL.into_iter().flat_map(|stage| booklets.map(|booklet| (stage, booklet)));
        for (stage, booklet) in states {
            for (active, handed_over) in [(false, false), (false, true), (true, false), (true, true)] {
                for today in [LAST - 400, LAST - 1, LAST, LAST + 1, LAST + 400] {
                    for honoured in [None, Some(At(1_741_000_000_000))] {
                        let one = cheque(stage, booklet, active, handed_over);
                        let answer = one.honour(7, Day::from_number(today), honoured);
                        let first = steps((stage, booklet), active, handed_over, today, honoured).into_iter().next();
                        assert_eq!(answer.err(), first, "{stage:?} {booklet:?} {active} {handed_over} {today}");
                        tried += 1;
                    }
                }
            }
        }
        assert_eq!(tried, 1000);
    }

    #[test]
    fn a_cheque_is_honoured_in_one_case_only() {
        let today = Day::from_number(LAST);
        assert_eq!(cheque(Stage::Live, None, true, true).honour(1, today, None), Ok(()));
        let spent = Stage::ALL.into_iter().filter(|stage| cheque(*stage, None, true, true).is_redeemed());
        assert_eq!(spent.collect::<Vec<_>>(), [Stage::Redeemed]);
    }

    #[test]
    fn stages_are_read_as_they_are_written() {
        for stage in Stage::ALL {
            assert_eq!(Stage::named(stage.name()), Some(stage));
        }
        assert_eq!(Stage::named("Live"), None);
    }
}
