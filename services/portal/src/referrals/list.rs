//! `/orientations`: what the structure received, or sent. A list names only those whom it knows anyway.

use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::{
    facts,
    queries::{self, Listed, RECEIVE, ReferralTray},
};
use crate::{
    format,
    page::Page,
    parts::{Cell, Pager, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

/// Which list, and where it goes on.
#[derive(Deserialize)]
pub(super) struct Asked {
    liste: Option<String>,
    apres: Option<String>,
}

#[derive(Template)]
#[template(path = "referrals/list.html")]
struct List {
    is_sent: bool,
    counted: String,
    table: Table,
    pager: Pager,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let is_sent = asked.liste.as_deref() == Some(ReferralTray::Sent.word());
    let tray = if is_sent { ReferralTray::Sent } else { ReferralTray::Received };
    let (found, end) = queries::many(&portal, &member, tray, asked.apres.clone()).await?;
    let path = if is_sent { "/orientations?liste=envoyees" } else { "/orientations" };
    let pager = Pager::new(path, asked.apres.as_deref(), end.as_deref());
    let today = portal.clock().now().day();
    let counts = queries::counts(&portal, &member, format!("{:04}-{:02}", today.year(), today.month())).await?;
    let counted = t("referrals-counted").with("sent", counts.sent).with("received", counts.received).to_string();
    let list = List { is_sent, counted, table: table(&found, is_sent), pager };
    Ok(Page::new(t("referrals-title"), &list).wide())
}

fn table(found: &[Listed], is_sent: bool) -> Table {
    let side = if is_sent { "sent" } else { "received" };
    let heads = ["referral-state", "referral-with", "referral-person", "referral-sent", "referral-due"].map(t);
    let mut table = Table::new(t("referrals-caption").with("side", side), heads);
    for one in found {
        let partner = || t("referral-partner").to_string();
        let other = if is_sent { one.venue_name.clone().unwrap_or_else(partner) } else { one.sender_name.clone() };
        let due = if one.stage.is_open() { format::day(&one.due_by) } else { String::new() };
        let due = if one.stage.is_open() && one.late { format!("{due} ({})", t("referral-late")) } else { due };
        let state = facts::stage(one.stage);
        let state = if one.to_tell { format!("{state} ({})", t("referral-to-tell")) } else { state };
        table.row([
            Cell::link(format!("/orientations/{}", one.id.inner()), state),
            Cell::text(other),
            Cell::text(one.short_name.clone().unwrap_or_else(|| t("referral-unnamed").to_string())),
            Cell::text(format::stamp(&one.sent_at)),
            Cell::text(due),
        ]);
    }
    table
}
