//! What a funder ordered: how many booklets, of what value, for whom, until when.

use std::collections::BTreeSet;

use kernel::{
    cents::{Cents, Overflow},
    clock::{At, Day},
    ids::{FileId, OrderId, PersonId, StructureId},
};
use serde::{Deserialize, Serialize};

use crate::orders::rules::Rules;

/// The publics of the scheme. Whom an order is for is the funder's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Public {
    /// Demandeur d'emploi.
    JobSeeker,
    /// 18-25 ans en parcours d'insertion.
    YoungInIntegration,
    /// 60 ans et plus.
    SixtyAndOver,
    /// Bénéficiaire des minima sociaux.
    SocialMinima,
    /// Somebody else.
    Other,
}

impl Public {
    /// Every public.
    pub const ALL: [Self; 5] =
        [Self::JobSeeker, Self::YoungInIntegration, Self::SixtyAndOver, Self::SocialMinima, Self::Other];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JobSeeker => "job-seeker",
            Self::YoungInIntegration => "young-in-integration",
            Self::SixtyAndOver => "sixty-and-over",
            Self::SocialMinima => "social-minima",
            Self::Other => "other",
        }
    }

    /// The public of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|public| public.name() == name)
    }
}

/// What is ordered. Carnets and cheques are never one another: each quantity says its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Booklets, 1 to 100 000.
    pub carnets: i64,
    /// Cheques in each booklet, 1 to 50; 10 by default.
    pub cheques_per_carnet: i64,
    /// Value of each cheque: whole euros, 1 to 255; 10 € by default.
    pub face_value: Cents,
    /// Last day on which a booklet may be handed over.
    pub distribution_ends: Day,
    /// Last day printed on the cheque.
    pub validity_ends: Day,
    /// Last day on which a cheque is still honoured.
    pub tolerance_ends: Day,
    /// Home communes of the people it is for; none: everywhere.
    pub communes: BTreeSet<String>,
    /// Publics it is for; none: everybody.
    pub publics: BTreeSet<Public>,
    /// What the funder settled besides.
    #[serde(default, skip_serializing_if = "Rules::is_usual")]
    pub rules: Rules,
}

impl Terms {
    /// Cheques in all.
    pub const fn cheques(&self) -> i64 {
        self.carnets.saturating_mul(self.cheques_per_carnet)
    }

    /// The value of one booklet.
    pub fn carnet_value(&self) -> Result<Cents, Overflow> {
        self.face_value.times(self.cheques_per_carnet)
    }

    /// What the funder pays: the face value of all.
    pub fn value(&self) -> Result<Cents, Overflow> {
        self.face_value.times(self.cheques())
    }
}

/// An order and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its identifier.
    pub id: OrderId,
    /// Who pays.
    pub funder: StructureId,
    /// Printed before the number of each booklet: `K7QMX`.
    pub label: String,
    /// What is ordered.
    pub terms: Terms,
    /// When it was placed, or quoted.
    pub placed_at: At,
    /// When it was signed: placing an order signs it, a quote waits for it.
    pub signed_at: Option<At>,
    /// The last day on which its quote may be signed; none: it was ordered without one.
    pub quote_ends: Option<Day>,
    /// Booklets issued so far.
    pub issued_carnets: i64,
    /// When the last booklet was issued.
    pub issued_at: Option<At>,
    /// The sealed file of codes, from the first booklet on.
    pub print_file: Option<FileId>,
    /// What has come so far, in parts.
    pub received: Cents,
    /// Booklets that this covers, in the order of their numbers: none beyond is active.
    pub covered_carnets: i64,
    /// When the whole face value had come.
    pub funds_at: Option<At>,
    /// When what was left was given back.
    pub closed_at: Option<At>,
}

/// One part of an order's funds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// 1, 2, 3 … within the order.
    pub no: i64,
    /// The public payment order's number, as it was written.
    pub reference: String,
    /// How much came.
    pub amount: Cents,
    /// When it was recorded.
    pub at: At,
    /// By whom.
    pub by: PersonId,
}

/// How far an order has come, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderStage {
    /// A quote that its funder has not signed.
    Quoted,
    /// Placed; neither issued nor funded.
    Placed,
    /// A booklet at least is covered by funds; not issued.
    Funded,
    /// Issued; no booklet is covered, so that no cheque is active.
    Issued,
    /// Issued, and a booklet at least is covered.
    Active,
    /// Past its tolerance, the rest given back.
    Closed,
}

impl OrderStage {
    /// As people who operate the network read it in a refusal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Placed => "placed",
            Self::Funded => "funded",
            Self::Issued => "issued",
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

impl Order {
    /// The stage, deduced from what is known.
    pub const fn stage(&self) -> OrderStage {
        if self.signed_at.is_none() {
            return OrderStage::Quoted;
        }
        match (self.closed_at, self.issued_at, self.covered_carnets > 0) {
            (Some(_), _, _) => OrderStage::Closed,
            (None, Some(_), true) => OrderStage::Active,
            (None, Some(_), false) => OrderStage::Issued,
            (None, None, true) => OrderStage::Funded,
            (None, None, false) => OrderStage::Placed,
        }
    }

    /// Whether the booklet of that number is active: the run is issued, and funds cover it.
    pub const fn is_active(&self, no: i64) -> bool {
        self.issued_at.is_some() && no <= self.covered_carnets
    }

    /// What has still to come.
    pub fn awaited(&self) -> Result<Cents, Overflow> {
        self.terms.value()?.minus(self.received)
    }

    /// The same order once that much more has come; a remainder too small for a booklet waits for the next part.
    pub fn with_funds(&self, amount: Cents, at: At) -> Result<Self, Overflow> {
        let received = self.received.plus(amount)?;
        let covered = received.get().checked_div(self.terms.carnet_value()?.get()).ok_or(Overflow)?;
        let whole = received >= self.terms.value()?;
        Ok(Self {
            received,
            covered_carnets: covered.min(self.terms.carnets),
            funds_at: self.funds_at.or(whole.then_some(at)),
            ..self.clone()
        })
    }

    /// The printed number of a booklet of this order.
    pub fn serial(&self, no: i64) -> Serial {
        Serial { label: self.label.clone(), no }
    }
}

/// The number printed on a booklet's cover: `K7QMX-0042`. Public: it opens nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial {
    /// The order's label.
    pub label: String,
    /// The booklet's number within the order.
    pub no: i64,
}

impl Serial {
    /// Reads a serial typed by hand: case, spaces, the hyphen and leading zeros do not matter.
    pub fn parse(text: &str) -> Option<Self> {
        let tidy: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let (label, rest) = tidy.split_at_checked(LABEL_SYMBOLS)?;
        // One mark between the two at most: "K7QMX-0042-3" names a cheque, not booklet 423.
        let no = rest.strip_prefix(['-', '–', '—', '/', '.', '_']).unwrap_or(rest);
        if !label.bytes().all(|c| c.is_ascii_alphanumeric()) || !no.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let no = no.parse().ok().filter(|no| *no > 0)?;
        Some(Self { label: label.replace('O', "0").replace(['I', 'L'], "1"), no })
    }
}

/// Symbols in an order's label.
pub const LABEL_SYMBOLS: usize = 5;

impl std::fmt::Display for Serial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:04}", self.label, self.no)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_is_read_as_people_type_it() {
        let table = [
            ("K7QMX-0042", Some(("K7QMX", 42))),
            ("k7qmx 42", Some(("K7QMX", 42))),
            (" K7QMX/00042 ", Some(("K7QMX", 42))),
            ("k7qmx0042", Some(("K7QMX", 42))),
            ("K7 QM X – 4 2", Some(("K7QMX", 42))),
            ("OILOI-0001", Some(("01101", 1))),
            ("oil0i1", Some(("01101", 1))),
            ("K7QMX-100000", Some(("K7QMX", 100_000))),
            ("K7QMX-0000", None),
            ("K7QMX", None),
            ("K7QM", None),
            ("", None),
            ("K7QMX-42A", None),
            ("K7QMX-0042-3", None),
            ("K7QMX--42", None),
            ("K7QMX-+42", None),
            ("K7QMX-99999999999999999999", None),
            ("ééééé-1", None),
        ];
        for (typed, expected) in table {
            let expected = expected.map(|(label, no): (&str, i64)| Serial { label: label.to_owned(), no });
            assert_eq!(Serial::parse(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_serial_reads_back_as_it_is_printed() {
        for no in [1, 42, 9_999, 10_000, 100_000] {
            let serial = Serial { label: "Z9T0X".to_owned(), no };
            assert_eq!(Serial::parse(&serial.to_string()), Some(serial));
        }
        assert_eq!(Serial { label: "K7QMX".to_owned(), no: 42 }.to_string(), "K7QMX-0042");
    }

    #[test]
    fn publics_are_read_as_they_are_written() {
        for public in Public::ALL {
            assert_eq!(Public::named(public.name()), Some(public));
            assert_eq!(serde_json::to_value(public).unwrap(), public.name());
        }
    }

    #[test]
    fn the_stage_of_an_order_follows_from_what_is_known() {
        let (at, order) = (Some(At(1)), tests_order());
        let told = [
            (None, None, 0, "placed"),
            (None, None, 1, "funded"),
            (None, at, 0, "issued"),
            (None, at, 1, "active"),
            (None, at, 2, "active"),
            (at, at, 2, "closed"),
        ];
        for (closed_at, issued_at, covered_carnets, stage) in told {
            let order = Order { closed_at, issued_at, covered_carnets, ..order.clone() };
            assert_eq!(order.stage().name(), stage);
        }
        assert_eq!(Order { signed_at: None, ..order }.stage(), OrderStage::Quoted);
    }

    #[test]
    fn funds_cover_whole_booklets_in_the_order_of_their_numbers() {
        let order = Order { issued_at: Some(At(1)), ..tests_order() };
        // Two booklets of three cheques of ten euros.
        let mut so_far = order;
        for (part, covered, awaited, whole) in [(2999, 0, 3001, None), (1, 1, 3000, None), (3000, 2, 0, Some(At(7)))] {
            so_far = so_far.with_funds(Cents::new(part), At(7)).unwrap();
            let told = (so_far.covered_carnets, so_far.awaited().unwrap().get(), so_far.funds_at);
            assert_eq!(told, (covered, awaited, whole));
            assert!(so_far.is_active(covered) && !so_far.is_active(covered + 1));
        }
        assert!(!Order { issued_at: None, ..so_far }.is_active(1), "what is not issued is not active");
    }

    #[test]
    fn quantities_are_counted_and_overflow_is_told() {
        let mut terms = tests_order().terms;
        assert_eq!(
            (terms.cheques(), terms.value(), terms.carnet_value()),
            (6, Ok(Cents::new(6000)), Ok(Cents::new(3000)))
        );
        terms.face_value = Cents::new(i64::MAX);
        assert!(terms.value().is_err() && terms.carnet_value().is_err());
    }

    fn tests_order() -> Order {
        let day = Day::from_number(20_000);
        let terms = Terms {
            carnets: 2,
            cheques_per_carnet: 3,
            face_value: Cents::new(1000),
            distribution_ends: day,
            validity_ends: day,
            tolerance_ends: day,
            communes: BTreeSet::new(),
            publics: BTreeSet::new(),
            rules: Rules::default(),
        };
        Order {
            id: OrderId::from_bytes([1; 16]),
            funder: StructureId::from_bytes([2; 16]),
            label: "K7QMX".to_owned(),
            terms,
            placed_at: At(0),
            signed_at: Some(At(0)),
            quote_ends: None,
            issued_carnets: 0,
            issued_at: None,
            print_file: None,
            received: Cents::ZERO,
            covered_carnets: 0,
            funds_at: None,
            closed_at: None,
        }
    }
}
