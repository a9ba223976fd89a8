//! What a funder ordered: how many booklets, of what value, for whom, until when.

use std::collections::BTreeSet;

use kernel::{
    cents::{Cents, Overflow},
    clock::{At, Day},
    ids::{FileId, OrderId, StructureId},
};
use serde::{Deserialize, Serialize};

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
    /// When it was placed.
    pub placed_at: At,
    /// Booklets issued so far.
    pub issued_carnets: i64,
    /// When the last booklet was issued.
    pub issued_at: Option<At>,
    /// The sealed file of codes, from the first booklet on.
    pub print_file: Option<FileId>,
    /// When the funds were confirmed.
    pub funds_at: Option<At>,
    /// When what was left was given back.
    pub closed_at: Option<At>,
}

/// How far an order has come, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderStage {
    /// Placed; neither issued nor funded.
    Placed,
    /// Funded, not issued.
    Funded,
    /// Issued, not funded: its cheques are not active.
    Issued,
    /// Issued and funded.
    Active,
    /// Past its tolerance, the rest given back.
    Closed,
}

impl OrderStage {
    /// As people who operate the network read it in a refusal.
    pub const fn name(self) -> &'static str {
        match self {
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
        match (self.closed_at, self.issued_at, self.funds_at) {
            (Some(_), _, _) => OrderStage::Closed,
            (None, Some(_), Some(_)) => OrderStage::Active,
            (None, Some(_), None) => OrderStage::Issued,
            (None, None, Some(_)) => OrderStage::Funded,
            (None, None, None) => OrderStage::Placed,
        }
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
            (None, None, None, "placed"),
            (None, None, at, "funded"),
            (None, at, None, "issued"),
            (None, at, at, "active"),
            (at, at, at, "closed"),
        ];
        for (closed_at, issued_at, funds_at, stage) in told {
            let order = Order { closed_at, issued_at, funds_at, ..order.clone() };
            assert_eq!(order.stage().name(), stage);
        }
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
        };
        Order {
            id: OrderId::from_bytes([1; 16]),
            funder: StructureId::from_bytes([2; 16]),
            label: "K7QMX".to_owned(),
            terms,
            placed_at: At(0),
            issued_carnets: 0,
            issued_at: None,
            print_file: None,
            funds_at: None,
            closed_at: None,
        }
    }
}
