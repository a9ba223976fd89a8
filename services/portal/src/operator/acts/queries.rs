//! What these pages ask: acts with their cheques, and venues whose payments are held.

use cynic::QueryBuilder;

use crate::{ask::PageInfo, format, portal::Portal, schema, trouble::Trouble, visitor::Member, words::t};

#[derive(cynic::QueryVariables)]
struct Sought {
    written: Option<String>,
    venue: Option<cynic::Id>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Sought")]
struct Found {
    #[arguments(written: $written, venueId: $venue, after: $after, first: 20)]
    acts: ActConnection,
}

#[derive(cynic::QueryFragment)]
struct ActConnection {
    nodes: Vec<Act>,
    page_info: PageInfo,
}

/// An act at a counter.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Act {
    pub(super) receipt_id: cynic::Id,
    pub(super) venue: Venue,
    pub(super) venue_name: String,
    pub(super) at: String,
    pub(super) venue_hold: Option<Hold>,
    pub(super) lines: Vec<ActLine>,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Venue {
    pub(super) id: cynic::Id,
}

/// One of its cheques.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct ActLine {
    pub(super) line: i32,
    pub(super) carnet: String,
    pub(super) cheque_no: i32,
    pub(super) value_cents: i32,
    pub(super) settlement_id: Option<cynic::Id>,
    pub(super) settlement_no: Option<i32>,
    pub(super) settlement_stage: Option<String>,
    pub(super) hold: Option<Hold>,
    pub(super) undone: Option<Undone>,
    pub(super) holdable: bool,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Hold {
    pub(super) reason: String,
    pub(super) at: String,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
pub(super) struct Undone {
    pub(super) reason: String,
    pub(super) at: String,
    pub(super) side: UndoneBy,
    pub(super) recoverable: bool,
    pub(super) blocked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, cynic::Enum)]
pub(super) enum UndoneBy {
    Venue,
    Network,
}

impl ActLine {
    /// « K7QMX-0042, chèque 3 ».
    pub(super) fn name(&self) -> String {
        t("act-cheque").saying("carnet", &self.carnet).with("no", self.cheque_no).to_string()
    }

    /// What became of it, in a sentence.
    pub(super) fn fate(&self) -> String {
        if let Some(undone) = &self.undone {
            return undone.told();
        }
        if let Some(hold) = &self.hold {
            return t("act-held").with("at", format::moment(&hold.at)).saying("reason", &hold.reason).to_string();
        }
        let run = self.settlement_no.zip(self.settlement_stage.as_deref());
        match run {
            None => t("act-waits").to_string(),
            Some((no, stage)) => t("act-in-run").with("no", no).saying("stage", stage).to_string(),
        }
    }
}

impl Undone {
    fn told(&self) -> String {
        let sentence = match (self.side, self.recoverable) {
            (UndoneBy::Venue, _) => "act-voided",
            (UndoneBy::Network, false) => "act-reversed",
            (UndoneBy::Network, true) => "act-recoverable",
        };
        let told = t(sentence).with("at", format::moment(&self.at)).saying("reason", &self.reason).to_string();
        if self.blocked { format!("{told} {}", t("act-blocked")) } else { told }
    }
}

/// A page of acts, and where it goes on.
pub(super) async fn acts(
    portal: &Portal,
    member: &Member,
    written: Option<&str>,
    venue: Option<&str>,
    after: Option<&str>,
) -> Result<(Vec<Act>, Option<String>), Trouble> {
    let sought =
        Sought { written: written.map(str::to_owned), venue: venue.map(Into::into), after: after.map(str::to_owned) };
    let found = portal.ask(&member.visitor, Found::build(sought)).await?.acts;
    let end = found.page_info.next();
    Ok((found.nodes, end))
}

/// One act; absent when there is none.
pub(super) async fn act(portal: &Portal, member: &Member, receipt: &str) -> Result<Act, Trouble> {
    let (found, _) = acts(portal, member, Some(receipt), None, None).await?;
    found.into_iter().find(|act| act.receipt_id.inner() == receipt).ok_or(Trouble::Absent)
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct AllHeld {
    held_payments: Vec<HeldPayments>,
}

/// A venue whose payments are held.
#[derive(Clone, Debug, cynic::QueryFragment)]
pub(crate) struct HeldPayments {
    pub(crate) venue: HeldVenue,
    pub(crate) venue_name: String,
    pub(crate) hold: HeldHold,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Venue")]
pub(crate) struct HeldVenue {
    pub(crate) id: cynic::Id,
}

#[derive(Clone, Debug, cynic::QueryFragment)]
#[cynic(graphql_type = "Hold")]
pub(crate) struct HeldHold {
    pub(crate) reason: String,
    pub(crate) at: String,
}

/// Every venue whose payments are held.
pub(crate) async fn held(portal: &Portal, member: &Member) -> Result<Vec<HeldPayments>, Trouble> {
    Ok(portal.ask(&member.visitor, AllHeld::build(())).await?.held_payments)
}
