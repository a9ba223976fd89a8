//! What callers write.

use async_graphql::{ID, InputObject};

use super::{counter::WelcomeKind, objects::Public};

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
