//! Giving: the booklet that was asked for becomes the person's. The rules of handing over hold here as everywhere.

use kernel::{
    access::{Action, Actor},
    ids::RequestId,
};
use serde::{Deserialize, Serialize};
use store::{
    Fault, Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    open::{Told, changed, still},
    request::{Request, Stage},
};
use crate::{
    carnets::{
        former::Attestation,
        hand_over::{self, HandOver},
    },
    desk::Desk,
    order::Serial,
    refusal::Refusal,
    rows::{self, requests},
};

/// What is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Give {
    /// Which request.
    pub request: RequestId,
    /// The number printed on the booklet; none: the one that is kept or with the post.
    pub carnet: Option<String>,
    /// What the prescriber attests, where the order asks it and the booklet did not leave by the post.
    #[serde(skip_serializing_if = "Attestation::is_silent")]
    pub attested: Attestation,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The request.
    pub told: Told,
    /// The booklet's printed number.
    pub carnet: String,
}

/// Hands the booklet of a request over: at the counter, or when the post has delivered it. What the order asks is attested as at any
/// hand-over; of a letter, it was when it left.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE`, `INPUT_INVALID` (`carnet`: none, or of another order), then
/// those of `hand_over_carnet`.
pub async fn hand_over_request(desk: &Desk, actor: &Actor, key: &str, asked: Give) -> Reply<Given> {
    let (_, organisation) = actor.known()?;
    actor.may(Action::HandOverRequest, organisation)?;
    let act = ActKey::of(actor, Action::HandOverRequest, key)?;
    let content = ContentHash::of(&asked)?;
    let actor = actor.clone();
    desk.store.once(act, content, move |tx| give(tx, &actor, &asked)).await
}

fn give(tx: &mut Tx<'_>, actor: &Actor, asked: &Give) -> Reply<Given> {
    let stages = [Stage::Accepted, Stage::SetAside, Stage::Posted];
    let one = still(tx, actor, Action::HandOverRequest, asked.request, &stages)?;
    let (person, _) = actor.known()?;
    let serial = chosen(tx, &one, asked.carnet.as_deref())?;
    let year = registry::territory::known_year(tx.now().day().year());
    let successors = registry::territory::Successors::read(tx.conn)?;
    let hand_over = HandOver {
        prescriber: one.structure,
        carnet: serial.to_string(),
        // A commune that joined another since the request is told by its new name.
        home_commune: successors.in_year(&one.home_commune, year).to_owned(),
        public: one.public,
        eligibility_seen_on: Some(one.proof_seen_on),
        attested: asked.attested.clone(),
    };
    let order = rows::orders::labelled(tx.conn, &serial.label)?.ok_or(Refusal::NotFound)?;
    let carnet = rows::carnets::find(tx.conn, order.id, serial.no)?.ok_or(Refusal::NotFound)?;
    let kept = requests::kept_for(tx.conn, carnet.id)?;
    if kept.is_some_and(|kept| kept != one.id) {
        return Err(Refusal::CarnetSetAside.into());
    }
    let to = Request {
        stage: Stage::HandedOver,
        carnet: Some(carnet.id),
        due_by: tx.now().day(),
        ended_at: Some(tx.now()),
        ..one.clone()
    };
    // What was attested of another booklet, which left by the post, is of that one.
    if let Some(posted) = one.carnet.filter(|posted| *posted != carnet.id) {
        rows::attested::take_back(tx, posted)?;
    }
    // The request first: what is handed over is told, and nothing is locked after that.
    requests::free(tx, one.id)?;
    changed(tx, &one, &to)?;
    let handed = hand_over::give(tx, person, &hand_over, &serial, Some(one.id))?;
    let told = Told::of(&to);
    head::announce(tx, &[Event::new("carnet.request-ended", &told)?])?;
    Ok(Given { told, carnet: handed.carnet })
}

/// The booklet that is meant: the one that was typed, otherwise the one that waits; always of the request's order.
fn chosen(tx: &mut Tx<'_>, one: &Request, written: Option<&str>) -> Reply<Serial> {
    let serial = match (written, one.carnet) {
        (Some(written), _) => Serial::parse(written).ok_or(Refusal::NotFound)?,
        (None, Some(carnet)) => {
            let cover = rows::carnets::covers(tx.conn, &[carnet])?.remove(&carnet);
            cover.map(|(serial, _)| serial).ok_or_else(|| Fault::broken("a booklet that is kept is absent"))?
        }
        (None, None) => return Err(Refusal::Invalid { field: "carnet" }.into()),
    };
    let order = rows::orders::labelled(tx.conn, &serial.label)?.ok_or(Refusal::NotFound)?;
    if order.id != one.order {
        return Err(Refusal::Invalid { field: "carnet" }.into());
    }
    Ok(serial)
}
