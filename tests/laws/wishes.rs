//! Requests for a booklet among the verbs of the storm: somebody asks, gives it up, or is given a booklet.

use cheques::{
    carnets::former::Attestation,
    order::Public,
    requests::{
        ask::{RequestCarnet, request_carnet},
        give::{Give, hand_over_request},
        request::Stage,
        seen::carnet_requests,
        who::Who,
        withdraw::withdraw_request,
    },
};
use kernel::{ids::RequestId, refusal::Code};

use super::answered;
use crate::support::{
    books::{Centre, HESDIN},
    sql,
};

/// Those who wish a booklet, as whoever stands outside remembers them.
#[derive(Default)]
pub(super) struct Wishes {
    people: usize,
    open: Vec<Wish>,
    given: usize,
    given_up: usize,
}

#[derive(Clone, Copy)]
struct Wish {
    person: usize,
    request: RequestId,
}

const GIVEN: &str = "select count(*) as number from carnet_request where stage = 'handed-over'";
const GIVEN_UP: &str = "select count(*) as number from carnet_request where stage = 'withdrawn'";
const OPEN: &str =
    "select count(*) as number from carnet_request where stage in ('waiting', 'accepted', 'set-aside', 'posted')";

impl Wishes {
    /// Somebody new asks; now and then it is somebody whose wish is open still, and nothing happens.
    pub(super) async fn ask(&mut self, centre: &Centre, drawn: usize) -> bool {
        let again = self.open.last().copied().filter(|_| drawn.is_multiple_of(8));
        let person = again.map_or(self.people, |wish| wish.person);
        let name = format!("Personne {person}");
        let asked = RequestCarnet {
            who: Who { name, birth_year: 1951, phone: None, address: None },
            public: Public::SixtyAndOver,
            home_commune: HESDIN.to_owned(),
            proof_seen_on: centre.now().day(),
            another_person: false,
        };
        let told = answered(request_carnet(&centre.desk, &centre.prescriber, &centre.key(), asked).await);
        if again.is_some() {
            assert_eq!(told.err(), Some(Code::RequestOpen), "one wish at a time");
            return false;
        }
        let Ok(told) = told else { return false };
        self.people += 1;
        self.open.push(Wish { person, request: told.request });
        true
    }

    /// Somebody wishes no booklet any more.
    pub(super) async fn give_up(&mut self, centre: &Centre, drawn: usize) -> bool {
        let Some(at) = drawn.checked_rem(self.open.len()) else { return false };
        let request = self.open[at].request;
        let done = answered(withdraw_request(&centre.desk, &centre.prescriber, &centre.key(), request).await);
        assert!(done.is_ok(), "an open wish can be given up: {done:?}");
        self.open.remove(at);
        self.given_up += 1;
        true
    }

    /// One of the last wishes to which a booklet is promised, and the label of its order.
    pub(super) async fn promised(&self, centre: &Centre, drawn: usize) -> Option<(RequestId, String)> {
        const LAST: i64 = 8;
        let accepted = Some(Stage::Accepted);
        let seen = answered(carnet_requests(&centre.desk, &centre.prescriber, accepted, LAST, None).await).ok()?;
        assert!(seen.iter().all(|one| self.open.iter().any(|wish| wish.request == one.request.id)), "{seen:?}");
        let one = seen.get(drawn.checked_rem(seen.len())?)?;
        Some((one.request.id, one.order_label.clone()))
    }

    /// Somebody is given that booklet.
    pub(super) async fn give(&mut self, centre: &Centre, request: RequestId, carnet: String) -> bool {
        let asked = Give { request, carnet: Some(carnet), attested: Attestation::default() };
        let done = answered(hand_over_request(&centre.desk, &centre.prescriber, &centre.key(), asked).await);
        if done.is_ok() {
            self.open.retain(|wish| wish.request != request);
            self.given += 1;
        }
        done.is_ok()
    }

    /// What was acknowledged is what is there.
    pub(super) fn agree(&self, centre: &Centre) {
        let there = [GIVEN, GIVEN_UP, OPEN].map(|statement| usize::try_from(sql::number(&centre.place(), statement)));
        assert_eq!(there, [self.given, self.given_up, self.open.len()].map(Ok), "wishes given, given up, open");
    }
}
