//! The receipt: turned to the person, in large letters, and printed. It never shows red, and never a word of refusal.

use askama::Template;
use axum::extract::{Path, State};
use cynic::QueryBuilder;
use kernel::access::Role;

use super::{
    confirm::left,
    declare::price,
    queries::{PaidService, ReceiptAgain, ReceiptSeen, ReceiptVariables},
};
use crate::{
    format,
    page::Page,
    parts::{Notice, Slip},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "counter/receipt.html")]
struct Shown {
    notice: Notice,
    slip: Slip,
    /// Where the act is undone, while it can be.
    undo: Option<String>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Role::CounterStaff, Role::VenueManager])?;
    let receipt = find(&portal, &member, &id).await?;
    let shown = Shown {
        notice: notice(&receipt),
        slip: slip(&receipt),
        undo: receipt.voidable.then(|| format!("/guichet/annuler/{id}")),
    };
    Ok(Page::new(t("counter-receipt-title"), &shown))
}

/// The receipt of that number, if it is of the caller's structure.
pub(super) async fn find(portal: &Portal, member: &Member, id: &str) -> Result<ReceiptSeen, Trouble> {
    let variables = ReceiptVariables { id: cynic::Id::new(id) };
    portal.ask(&member.visitor, ReceiptAgain::build(variables)).await?.receipt.ok_or(Trouble::Absent)
}

fn notice(receipt: &ReceiptSeen) -> Notice {
    match receipt.voided {
        true => Notice::done(t("counter-receipt-voided"), t("counter-receipt-voided").part("next")),
        false => Notice::done(t("counter-receipt-done"), t("counter-receipt-done").part("next")),
    }
}

fn slip(receipt: &ReceiptSeen) -> Slip {
    let slip = Slip::new(t(if receipt.voided { "counter-slip-voided" } else { "counter-slip" }))
        .line(t("counter-slip-venue"), &receipt.venue_name)
        .line(t("counter-slip-at"), format::stamp(&receipt.at));
    if receipt.voided {
        return slip.word(t("counter-slip-given-back").with("cheques", receipt.cheques));
    }
    let value = format::euros(receipt.value_cents.into());
    let used = t("counter-slip-cheques").with("cheques", receipt.cheques).saying("value", value);
    let slip = slip.line(t("counter-slip-used"), used);
    let slip = match &receipt.service {
        Some(service) => paid(slip, service),
        None => slip,
    };
    let remaining = receipt.remaining.iter();
    let slip = remaining
        .fold(slip, |slip, one| slip.line(t("counter-slip-remaining").with("carnet", one.carnet.as_str()), left(one)));
    slip.word(t("counter-slip-word"))
}

/// The workshop, its price, and what was paid in money to the venue.
fn paid(slip: Slip, service: &PaidService) -> Slip {
    let slip = slip.line(t("counter-slip-service"), &service.title).line(t("counter-slip-price"), price(service));
    match service.remainder_cents {
        0 => slip,
        cents => slip.line(t("counter-slip-remainder"), format::euros(cents.into())),
    }
}
