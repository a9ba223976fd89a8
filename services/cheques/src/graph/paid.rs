//! What cheques pay for, as it is declared with an act and told again.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use kernel::cents::Cents;
use registry::graph::answer::id;
use store::Trouble;

use crate::counter::service;

/// Who gives cheques, or comes for a booklet.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "service::Bearer")]
pub(super) enum Bearer {
    /// The person whose booklet it is.
    Holder,
    /// Somebody of the family.
    Family,
}

/// A workshop that cheques pay for, as the venue declares it now.
#[derive(InputObject)]
pub(super) struct ServiceInput {
    /// The venue's own session; null: somebody came without one.
    session_id: Option<ID>,
    /// Its title, 1 to 120 characters.
    title: String,
    /// Its price for one person, in cheques: 0 (free) to 10.
    price_cheques: i64,
    /// How many people these cheques pay for, 1 to 10.
    #[graphql(default = 1)]
    people: i64,
    /// What they pay in money besides, to the venue itself; never handled by the network.
    #[graphql(default)]
    remainder_cents: i64,
    /// How many people the session seats.
    seats: Option<i64>,
}

impl ServiceInput {
    /// As the verb takes it; a session that cannot be read is `NOT_FOUND`.
    pub(super) fn read(self) -> Result<service::Service, Trouble> {
        Ok(service::Service {
            session: self.session_id.as_ref().map(id).transpose()?,
            title: self.title,
            price_cheques: self.price_cheques,
            people: self.people,
            remainder: Cents::new(self.remainder_cents),
            seats: self.seats,
        })
    }
}

/// A workshop that cheques paid for, as the venue declared it then.
#[derive(SimpleObject)]
pub(super) struct PaidService {
    /// The venue's own session; null: somebody came without one.
    session_id: Option<ID>,
    title: String,
    /// Its price for one person, in cheques.
    price_cheques: i64,
    /// How many people were paid for.
    people: i64,
    /// What they paid in money besides, to the venue itself.
    remainder_cents: i64,
}
impl From<service::Service> for PaidService {
    fn from(service: service::Service) -> Self {
        Self {
            session_id: service.session.map(|session| session.to_string().into()),
            title: service.title,
            price_cheques: service.price_cheques,
            people: service.people,
            remainder_cents: service.remainder.get(),
        }
    }
}
