//! Posting: a booklet leaves by tracked letter. It becomes the person's when its arrival is noted: on the way it opens nothing.
//! What the order asks is attested before it leaves, since nobody takes a booklet back from a letter box.

use kernel::{
    access::{Action, Actor},
    ids::RequestId,
};
use serde::Serialize;
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    personal::Personal,
};

use super::{
    open::{Told, keep, step, still},
    request::{Request, Stage, due_by},
    who::Who,
};
use crate::{
    carnets::former::{self, Attestation},
    counter::service::Bearer,
    desk::Desk,
    order::Order,
    refusal::Refusal,
    rows::requests as rows,
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Post {
    /// Which request.
    pub request: RequestId,
    /// The number printed on the booklet, as typed.
    pub carnet: String,
    /// The number under which the post follows the letter: 8 to 30 letters and digits.
    pub tracking: String,
    /// What the prescriber attests, where the order asks it.
    #[serde(skip_serializing_if = "Attestation::is_silent")]
    pub attested: Attestation,
}

/// Records that a booklet left by the post for the address of the request.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (`tracking`), `NOT_FOUND`, `WRONG_STAGE`, `INPUT_INVALID` (no address),
/// then those of the booklet, and of what is attested as at any hand-over.
pub async fn post_carnet(desk: &Desk, actor: &Actor, key: &str, asked: Post) -> Reply<Told> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::PostCarnet, organisation)?;
    let asked = Post { tracking: tidy(&asked.tracking)?, ..asked };
    let act = ActKey::of(actor, Action::PostCarnet, key)?;
    let content = ContentHash::of(&asked)?;
    let (actor, personal) = (actor.clone(), desk.cabinet().personal());
    desk.store.once(act, content, move |tx| post(tx, &actor, &personal, &asked)).await
}

fn post(tx: &mut Tx<'_>, actor: &Actor, personal: &Personal, asked: &Post) -> Reply<Told> {
    let one = still(tx, actor, Action::PostCarnet, asked.request, &[Stage::Accepted, Stage::SetAside])?;
    let (person, _) = actor.known()?;
    let sealed = rows::people(tx.conn, &[one.id])?.pop();
    let who = sealed.map(|(id, sealed)| Who::open(personal, id, &sealed)).transpose()?;
    if who.and_then(|who| who.address).is_none() {
        return Err(Refusal::Invalid { field: "postalAddress" }.into());
    }
    let (order, carnet) = keep(tx, &one, &asked.carnet)?;
    let told = addressed(&order, &asked.attested);
    former::judge(tx, &order, &told)?.keep(tx, carnet, person)?;
    let to = Request {
        stage: Stage::Posted,
        carnet: Some(carnet),
        place: None,
        tracking: Some(asked.tracking.clone()),
        due_by: due_by(Stage::Posted, None, tx.now().day()),
        told: 0,
        ..one.clone()
    };
    step(tx, &one, &to, "carnet.posted")
}

/// A letter goes to the person themself: where the order asks who takes the booklet, that is who, unless somebody else is told.
fn addressed(order: &Order, told: &Attestation) -> Attestation {
    let holder = (!order.terms.rules.family_may_present).then_some(Bearer::Holder);
    Attestation { former: told.former.clone(), taken_by: told.taken_by.or(holder) }
}

/// Letters and digits alone, in capitals.
fn tidy(text: &str) -> Result<String, Refusal> {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_ascii_uppercase();
    let fits = (8..=30).contains(&plain.len()) && plain.bytes().all(|c| c.is_ascii_alphanumeric());
    if fits { Ok(plain) } else { Err(Refusal::Invalid { field: "tracking" }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracking_number_is_read_as_it_is_written() {
        assert_eq!(tidy("6a 1234-5678 9012").ok().as_deref(), Some("6A123456789012"));
        for wrong in ["", "1234567", "6A1234567890é", &"1".repeat(31)] {
            assert_eq!(tidy(wrong), Err(Refusal::Invalid { field: "tracking" }));
        }
    }
}
