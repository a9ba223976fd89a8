//! What callers write.

use async_graphql::{Enum, ID, InputObject};
use kernel::cents::Cents;
use store::Trouble;

use super::{counter::WelcomeKind, objects::Public, order_life::SecondCarnet, paid::Bearer};
use crate::{
    carnets::former::{Attestation, Former},
    orders::rules::{Rules, Second},
    payments::settlement::Version,
    refusal::Refusal,
};

/// A form of the file for the bank.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Version")]
pub(super) enum BankFileVersion {
    /// pain.001.001.03, which some banks still want.
    Three,
    /// pain.001.001.09.
    Nine,
}

/// What an order asks.
#[derive(InputObject)]
pub(super) struct OrderInput {
    /// Who pays.
    pub(super) funder_id: ID,
    /// Booklets, 1 to 100 000.
    pub(super) carnets: i64,
    /// Cheques in each booklet, 1 to 50.
    #[graphql(default = 10)]
    pub(super) cheques_per_carnet: i64,
    /// Value of each cheque in cents: whole euros, 1 to 255.
    #[graphql(default = 1000)]
    pub(super) face_value_cents: i64,
    /// Last day of distribution.
    pub(super) distribution_ends: String,
    /// Last day printed on the cheques.
    pub(super) validity_ends: String,
    /// Last day on which the cheques are honoured.
    pub(super) tolerance_ends: String,
    /// INSEE codes of the home communes it is for; none: everywhere.
    #[graphql(default)]
    pub(super) communes: Vec<String>,
    /// Publics it is for; none: everybody.
    #[graphql(default)]
    pub(super) publics: Vec<Public>,
    /// What the funder settles besides; null: the usual, which forbids nothing.
    pub(super) rules: Option<OrderRulesInput>,
}

/// What a funder settles for its cheques.
#[derive(InputObject)]
pub(super) struct OrderRulesInput {
    /// The year under whose communes the perimeter is named, 2022 to 2026; null: this year.
    communes_year: Option<i32>,
    /// The highest price of a workshop, in cheques; null: no cap.
    cap_cheques: Option<i64>,
    /// Whether somebody may be given a second booklet.
    #[graphql(default_with = "SecondCarnet::Free")]
    second_carnet: SecondCarnet,
    /// The months of `AFTER_MONTHS`, 1 to 60.
    second_months: Option<i64>,
    /// Whether somebody of the family may present a cheque.
    #[graphql(default = true)]
    family_may_present: bool,
    /// How many bookings may be missed before no more cheques are kept in advance; null: any number. None is ever lost by it.
    holds_forgiven: Option<i64>,
    /// Days for which a venue keeps the torn paper once it was paid.
    #[graphql(default)]
    paper_days: i64,
    /// A venue that is owed less than this waits for the next run; at most 1 000 €.
    #[graphql(default)]
    minimum_payment_cents: i64,
}

impl OrderRulesInput {
    /// The rules, or `INPUT_INVALID` where months and their rule do not go together.
    pub(super) fn read(&self) -> Result<Rules, Trouble> {
        let second = match (self.second_carnet, self.second_months) {
            (SecondCarnet::Free, None) => Second::Free,
            (SecondCarnet::Never, None) => Second::Never,
            (SecondCarnet::AfterAllUsed, None) => Second::AfterAllUsed,
            (SecondCarnet::AfterMonths, Some(months)) => Second::AfterMonths(months),
            _ => return Err(Refusal::Invalid { field: "secondMonths" }.into()),
        };
        Ok(Rules {
            commune_year: self.communes_year,
            cap_cheques: self.cap_cheques,
            second,
            family_may_present: self.family_may_present,
            holds_forgiven: self.holds_forgiven,
            paper_days: self.paper_days,
            minimum_payment: Cents::new(self.minimum_payment_cents),
        })
    }
}

/// To whom a booklet goes. Never a name.
#[derive(InputObject)]
pub(super) struct HandOverInput {
    /// The prescriber's structure.
    pub(super) prescriber_id: ID,
    /// The number printed on the booklet.
    pub(super) carnet: String,
    /// INSEE code of the commune where the person lives.
    pub(super) home_commune: String,
    /// Under which public.
    pub(super) public: Public,
    /// The day on which whoever asks saw the proof of eligibility; null when nobody looked.
    pub(super) eligibility_seen_on: Option<String>,
    /// What the prescriber attests, where the order asks it: `secondCarnet` and `personal` of a booklet say so.
    pub(super) attested: Option<AttestationInput>,
}

/// What a prescriber attests when a booklet is handed over. At most one of the three first is told.
#[derive(InputObject)]
pub(super) struct AttestationInput {
    /// The person had no booklet of this order before.
    #[graphql(default)]
    first_carnet: bool,
    /// The printed number of the one that they had.
    former_carnet: Option<String>,
    /// The day on which they were given one, as they say.
    former_on: Option<String>,
    /// Who comes for the booklet.
    taken_by: Option<Bearer>,
}

impl AttestationInput {
    /// As the verb takes it; `INPUT_INVALID` where two answers are given.
    pub(super) fn read(self) -> Result<Attestation, Trouble> {
        let former = match (self.first_carnet, self.former_carnet, self.former_on) {
            (false, None, None) => None,
            (true, None, None) => Some(Former::None),
            (false, Some(serial), None) => Some(Former::Carnet(serial)),
            (false, None, Some(text)) => {
                let day = text.parse().map_err(|_| Trouble::from(Refusal::Dates))?;
                Some(Former::Day(day))
            }
            _ => return Err(Refusal::Invalid { field: "attested" }.into()),
        };
        Ok(Attestation { former, taken_by: self.taken_by.map(Into::into) })
    }
}

/// People welcomed without a cheque. No name.
#[derive(InputObject)]
pub(super) struct WelcomeInput {
    /// Where.
    pub(super) venue_id: ID,
    /// How.
    pub(super) kind: WelcomeKind,
    /// The code of the refusal that led to it.
    pub(super) reason_code: Option<String>,
    /// How many people, 1 to 50.
    #[graphql(default = 1)]
    pub(super) people: i64,
}
