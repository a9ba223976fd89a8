//! Asking: a venue or a prescriber records that somebody wishes a booklet. The proof is looked at, and never copied.

use kernel::{
    access::{Action, Actor},
    clock::Day,
    code::Code,
    ids::{OrderId, PersonId, StructureId},
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    judge::{Verdict, Wish, judge},
    open::Told,
    queue,
    request::{Request, Stage, due_by},
    who::Who,
};
use crate::{carnets::hand_over::seen_lately, desk::Desk, order::Public, refusal::Refusal, rows::requests as rows};

/// What is asked.
#[derive(Clone, Debug)]
pub struct RequestCarnet {
    /// Who asks, sealed from here on.
    pub who: Who,
    /// Under which public.
    pub public: Public,
    /// INSEE code of the commune where the person lives, as of this year.
    pub home_commune: String,
    /// The day on which the proof was seen: today or in the thirty days before.
    pub proof_seen_on: Day,
    /// Whether whoever asks here is another person than the one of that name and year who asked before.
    pub another_person: bool,
}

/// Symbols of a reference: a thousand million of them.
const REFERENCE: usize = 6;

/// Records a request in the name of the caller's structure; the funder's rule promises a booklet at once, or puts it in the queue.
/// What the rule refuses is not kept at all. Who is told to be another person of the same name is; that it was said is kept.
///
/// Refusals, in this order: `FORBIDDEN`, `INPUT_INVALID` (who asks), `DATES_INVALID` (the proof), `COMMUNE_UNKNOWN`,
/// `REQUEST_OPEN`, `REQUESTS_CLOSED`, `OUTSIDE_PERIMETER`, `OUTSIDE_PUBLICS`, `SECOND_CARNET`.
pub async fn request_carnet(desk: &Desk, actor: &Actor, key: &str, asked: RequestCarnet) -> Reply<Told> {
    let (person, organisation) = actor.known()?;
    actor.may(Action::RequestCarnet, organisation)?;
    let personal = desk.cabinet().personal();
    let asked = RequestCarnet { who: asked.who.tidy(desk.store.now().day().year())?, ..asked };
    let act = ActKey::of(actor, Action::RequestCarnet, key)?;
    // Who asks is compared by a mark: a plain hash of a name is found by trying names.
    let who = asked.who.seal_of_content(&personal)?;
    let content = (who, asked.public, &asked.home_commune, asked.proof_seen_on);
    let content = match asked.another_person {
        false => ContentHash::of(&content)?,
        true => ContentHash::of(&(content, "another person"))?,
    };
    desk.store
        .once(act, content, move |tx| {
            // Two desks at once: under the head, the second sees the request of the first.
            head::announce(tx, &[])?;
            let mark = asked.who.mark(&personal);
            let (order, verdict, year) = placed(tx, organisation, &asked, &mark)?;
            let one = draft(tx, (organisation, person), &asked, (order, verdict), year);
            rows::insert(tx, &one, (&mark, asked.another_person))?;
            let sealed = asked.who.seal(&personal, one.id, tx)?;
            rows::keep_person(tx, one.id, &sealed)?;
            let told = Told::of(&one);
            head::announce(tx, &[Event::new("carnet.requested", &told)?])?;
            Ok(told)
        })
        .await
}

/// The order that takes it, what it waits for there, and the year of the commune.
fn placed(
    tx: &mut Tx<'_>,
    structure: StructureId,
    asked: &RequestCarnet,
    mark: &[u8; 32],
) -> Reply<(OrderId, Verdict, i32)> {
    let today = tx.now().day();
    seen_lately(Some(asked.proof_seen_on), today)?;
    let year = registry::territory::known_year(today.year());
    registry::territory::commune_at(tx.conn, &asked.home_commune, year)?.ok_or(Refusal::NoSuchCommune)?;
    // Those who came before are served before.
    queue::advance(tx, None)?;
    // Two people may bear one name and be born in one year: what the other one asked is not counted.
    let before = if asked.another_person { Vec::new() } else { rows::of_person(tx.conn, mark)? };
    let wish = Wish {
        structure,
        public: asked.public,
        home_commune: &asked.home_commune,
        commune_year: year,
        before: &before,
    };
    let (order, verdict) = judge(tx.conn, &wish, today)?;
    Ok((order, verdict, year))
}

fn draft(
    tx: &Tx<'_>,
    (structure, person): (StructureId, PersonId),
    asked: &RequestCarnet,
    (order, waits_for): (OrderId, Verdict),
    commune_year: i32,
) -> Request {
    let stage = if waits_for.is_some() { Stage::Waiting } else { Stage::Accepted };
    Request {
        id: tx.chance().id(),
        // A reference that exists already breaks its key; the transaction runs again and draws another.
        reference: Code::draw(tx.chance()).symbols().chars().take(REFERENCE).collect(),
        structure,
        order,
        public: asked.public,
        home_commune: asked.home_commune.clone(),
        commune_year,
        proof_seen_on: asked.proof_seen_on,
        stage,
        waits_for,
        reason: None,
        carnet: None,
        place: None,
        tracking: None,
        due_by: due_by(stage, waits_for, tx.now().day()),
        told: 0,
        asked_at: tx.now(),
        asked_by: person,
        ended_at: None,
    }
}
