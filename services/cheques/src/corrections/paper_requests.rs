//! Reading requests for papers: those of a venue's structure, or all of them.

use std::collections::{BTreeSet, HashMap};

use kernel::{
    access::{Action, Actor, Reach},
    clock::At,
    ids::{PaperRequestId, SettlementId, VenueId},
};
use store::{Fault, Reply, conn::AnyConn};

use crate::corrections::papers::{PaperSeen, Request, RequestSeen, Stage};
use crate::{
    desk::Desk,
    rows::{
        found::{self, Found},
        papers as rows, runs,
    },
};

/// The requests that the caller may see, at a stage or at all, newest first, before a place in the list; one more than `first`
/// when others follow.
pub async fn paper_requests(
    desk: &Desk,
    actor: &Actor,
    stage: Option<Stage>,
    first: i64,
    before: Option<(At, PaperRequestId)>,
) -> Reply<Vec<RequestSeen>> {
    let mine = match (actor.reach(Action::PaperRequests), actor.organisation()) {
        (Reach::Any, _) => None,
        (Reach::Own, Some(mine)) => Some(mine),
        (Reach::Own, None) | (Reach::Never, _) => return Ok(Vec::new()),
    };
    let now = desk.store.now();
    desk.store
        .read_still("paper-requests", move |conn| {
            let found = rows::page(conn, mine, stage, before, first + 1)?;
            Ok(seen(conn, found, now)?)
        })
        .await
}

/// A request, if the caller may see it.
pub async fn paper_request(desk: &Desk, actor: &Actor, id: PaperRequestId) -> Reply<Option<RequestSeen>> {
    let (actor, now) = (actor.clone(), desk.store.now());
    desk.store
        .read_still("paper-request", move |conn| {
            let found = rows::find(conn, id)?.filter(|one| actor.may(Action::PaperRequest, one.structure).is_ok());
            Ok(seen(conn, found.into_iter().collect(), now)?.pop())
        })
        .await
}

fn seen(conn: &mut AnyConn, requests: Vec<Request>, now: At) -> Result<Vec<RequestSeen>, Fault> {
    let venues: BTreeSet<VenueId> = requests.iter().map(|one| one.venue).collect();
    let names = registry::venue::names(conn, &Vec::from_iter(venues))?;
    let runs: BTreeSet<SettlementId> = requests.iter().map(|one| one.settlement).collect();
    let runs = runs::these(conn, &Vec::from_iter(runs))?;
    let ids: Vec<PaperRequestId> = requests.iter().map(|one| one.id).collect();
    let mut papers = rows::lines(conn, &ids)?;
    let lines: Vec<i64> = papers.values().flat_map(|papers| papers.keys().copied()).collect();
    let acts: HashMap<i64, Found> =
        found::of_lines(conn, &lines)?.into_iter().map(|one| (one.redemption.ledger_no, one)).collect();
    let seen = |request: Request| RequestSeen {
        venue_name: names.get(&request.venue).cloned().unwrap_or_default(),
        settlement_no: runs.get(&request.settlement).map_or(0, |run| run.no),
        late: request.is_late(now.day()),
        papers: papers
            .remove(&request.id)
            .unwrap_or_default()
            .into_values()
            .filter_map(|paper| {
                let found = acts.get(&paper.line)?;
                Some(PaperSeen {
                    paper,
                    receipt: found.redemption.receipt,
                    cheque: (found.serial.to_string(), found.cheque_no),
                    value: found.redemption.value,
                    at: found.redemption.at,
                })
            })
            .collect(),
        request,
    };
    Ok(requests.into_iter().map(seen).collect())
}
