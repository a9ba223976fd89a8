//! The credit note (avoir): the unused value of an order, at face value only, once both sides agree on the figures.

use kernel::{
    access::{Action, Actor},
    cents::{Cents, Overflow},
    ids::OrderId,
};
use store::{
    Fault, Reply,
    act::{ActKey, ContentHash},
    head::{self, Event},
};

use super::{
    chapter::{Chapter, may_somewhere},
    document::{Document, Kind},
    draw_up::draw_up,
    end_statement::answer,
    invoice::Issued,
    step,
};
use crate::{desk::Desk, refusal::Refusal};

/// Draws up a credit note of what the accepted statement says is unused, less what was credited before.
///
/// Refusals, in this order: `FORBIDDEN`, `NOT_FOUND`, `WRONG_STAGE` (no accepted statement), `NOTHING_TO_CREDIT`.
pub async fn issue_credit_note(desk: &Desk, actor: &Actor, key: &str, order: OrderId) -> Reply<Issued> {
    may_somewhere(actor, Action::IssueCreditNote)?;
    let (person, _) = actor.known()?;
    let act = ActKey::of(actor, Action::IssueCreditNote, key)?;
    let (content, actor, house) = (ContentHash::of(&order)?, actor.clone(), desk.house.clone());
    desk.store
        .once(act, content, move |tx| {
            let chapter = Chapter::open(tx, &actor, Action::IssueCreditNote, order)?;
            let agreed = chapter.last(Kind::EndStatement).filter(|_| is_accepted(&chapter));
            let Some(statement) = agreed else { return Err(chapter.wrong().into()) };
            let amount = left(statement, &chapter).map_err(overflow)?;
            if amount <= Cents::ZERO {
                return Err(Refusal::NothingToCredit.into());
            }
            let (tally, follows) = (statement.body.tally, statement.number());
            let note = draw_up(tx, &house, &chapter.order, (Kind::CreditNote, amount), person, |body| {
                body.tally = tally;
                body.follows = Some(follows);
            })?;
            let issued = Issued { order, kind: Kind::CreditNote, number: note.number(), amount };
            head::announce(tx, &[Event::new("order.document", &issued)?])?;
            Ok(issued)
        })
        .await
}

fn is_accepted(chapter: &Chapter) -> bool {
    answer(chapter) == Some(step::Kind::StatementAccepted)
}

/// What a statement says is unused, less what was credited before it.
fn left(statement: &Document, chapter: &Chapter) -> Result<Cents, Overflow> {
    let notes = chapter.documents.iter().filter(|document| document.kind == Kind::CreditNote);
    statement.body.amount.minus(Cents::total(notes.map(|note| note.body.amount))?)
}

fn overflow(error: Overflow) -> Fault {
    Fault::because("a credit note does not fit", error)
}
