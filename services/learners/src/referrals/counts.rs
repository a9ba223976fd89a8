//! How many referrals a structure sent and received in a month, by how far they have come. Nobody is named: who was forgotten is counted.

use std::collections::BTreeMap;

use kernel::{
    access::{Action, Actor, Reach},
    clock::Day,
};
use store::Reply;

use super::referral::Stage;
use crate::{
    desk::Desk,
    rows::referrals::{self as rows, Side},
};

/// The two sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What was sent, by stage.
    pub sent: BTreeMap<Stage, i64>,
    /// What was received, by stage.
    pub received: BTreeMap<Stage, i64>,
}

/// Those of the caller's structure that were sent between two days, both included; none for who sends and receives nobody.
pub async fn referral_counts(desk: &Desk, actor: &Actor, (from, until): (Day, Day)) -> Reply<Option<Counts>> {
    let Some(mine) = actor.organisation().filter(|_| actor.reach(Action::ReferralCounts) > Reach::Never) else {
        return Ok(None);
    };
    let span = (from.at(0, 0), until.plus_days(1).at(0, 0));
    desk.store
        .read_still("referral.counts", move |conn| {
            let sent = rows::counted(conn, mine, Side::Sender, span)?;
            Ok(Some(Counts { sent, received: rows::counted(conn, mine, Side::Receiver, span)? }))
        })
        .await
}
