//! What full books hold besides: an order given back to its end, a booklet that is kept for a booking.

use cheques::{
    bookings::hold_cheques::{HoldCheques, hold_cheques},
    counter::look_up::look_up,
    orders::{
        credit_note::issue_credit_note,
        end_statement::{AnswerEndStatement, answer_end_statement, propose_end_statement},
        refund::{ConfirmRefund, confirm_refund},
    },
};
use kernel::{
    access::{Actor, Role},
    ids::{OrderId, StructureId},
};

use crate::support::books::{Centre, Venue};

/// A booklet of which two cheques are kept for a booking, one of them presented since.
pub(super) async fn kept_for_a_booking(centre: &Centre, funder: StructureId, venue: &Venue) {
    let codes = centre.living(funder, (1, 4, 10)).await;
    let seen = look_up(&centre.desk, &venue.counter, &codes[0]).await.expect("a cheque of the network");
    let asked = HoldCheques {
        booking: centre.chance().id(),
        carnet: seen.carnet,
        code: Some(codes[0].clone()),
        cheques: 2,
        venue: venue.id,
        starts_at: centre.now(),
    };
    hold_cheques(&centre.desk, &venue.counter, "kept", asked).await.expect("kept");
    centre.redeem(venue, &codes[..1]).await.expect("honoured");
}

/// A closed order to its end: a statement that is disputed, one that is accepted, the credit note, the refund.
pub(super) async fn given_back(centre: &Centre, funder: StructureId, order: OrderId) {
    let (desk, buyer) = (&centre.desk, Actor::member(centre.chance().id(), funder, [Role::Funder]));
    for (accept, no) in [(false, 1), (true, 2)] {
        propose_end_statement(desk, &centre.operator, &format!("statement {no}"), order).await.expect("proposed");
        let asked = AnswerEndStatement { order, accept, reason: Some("un carnet manque".to_owned()) };
        answer_end_statement(desk, &buyer, &format!("answer {no}"), asked).await.expect("answered");
    }
    issue_credit_note(desk, &centre.treasurer, "credit", order).await.expect("credited");
    let asked = ConfirmRefund { order, reference: "VIR 7".to_owned() };
    confirm_refund(desk, &centre.treasurer, "refund", asked).await.expect("paid back");
}
