//! `/orientations/ID`: how far it has come, and what its side can do.

use askama::Template;
use axum::extract::{Path, State};

use super::{
    facts,
    queries::{self, RECEIVE, ReferralStage, Whole},
};
use crate::{
    format,
    page::Page,
    parts::{Cell, Facts, Table},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "referrals/show.html")]
struct Shown {
    facts: Facts,
    /// What can be done: paths and words.
    ways: Vec<(String, String)>,
    news: Table,
    back: &'static str,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(&portal, &member, &id).await?;
    let back = if one.sender { "/orientations?liste=envoyees" } else { "/orientations" };
    let shown = Shown { facts: facts::all(&one), ways: ways(&one), news: news(&one), back };
    Ok(Page::new(t("referral-title"), &shown))
}

fn ways(one: &Whole) -> Vec<(String, String)> {
    let path = one.path();
    let way = |end: String, words: &str| (format!("{path}/{end}"), t(words).to_string());
    let step = |step: &str| (format!("{path}/etapes/{step}"), t("referral-step").with("step", step).to_string());
    let mut ways = Vec::new();
    if one.receiver && one.stage.waits_for_receiver() {
        ways.push(way("repondre".to_owned(), "referral-answer-title"));
    }
    if one.receiver && one.is_expected() {
        ways.push(way("repondre".to_owned(), "referral-answer-again"));
    }
    if one.receiver && one.stage == ReferralStage::Sent {
        ways.push(step("voir"));
    }
    if one.sender {
        let waits = one.news.iter().filter(|news| news.waits());
        ways.extend(waits.map(|news| {
            let words = t("referral-tell-link").with("fact", news.fact.word()).to_string();
            (format!("{path}/dire/{}", news.no), words)
        }));
        if one.stage == ReferralStage::Proposed {
            ways.extend([step("prendre"), step("decliner")]);
        }
        if one.venue_id.is_none() && one.stage.is_open() {
            ways.push(way("adresse".to_owned(), "referral-link-title"));
        }
        if one.stage.is_open() || one.is_expected() {
            ways.push(step("retirer"));
        }
        ways.extend(one.learner_id.iter().map(|_| way("lettre".to_owned(), "referral-letter-title")));
    }
    ways.extend(onward(one));
    ways.extend(
        one.learner_id.iter().map(|id| (format!("/personnes/{}", id.inner()), t("referral-sheet").to_string())),
    );
    ways
}

/// What comes after: a seat where the person is expected, something else where they are not.
fn onward(one: &Whole) -> Vec<(String, String)> {
    let way = |path: String, words: &str| (path, t(words).to_string());
    let is_over = !one.stage.is_open() && one.stage != ReferralStage::Accepted;
    match (one.sender, &one.learner_id, &one.venue_id) {
        (true, Some(learner), _) if is_over => vec![
            way(format!("/propositions?personne={}", learner.inner()), "learner-propose-link"),
            way(format!("/orientations/nouvelle?personne={}", learner.inner()), "referral-again"),
        ],
        (_, _, Some(venue)) if one.stage == ReferralStage::Accepted => {
            vec![way(format!("/lieux/{}", venue.inner()), "referral-seat")]
        }
        _ => Vec::new(),
    }
}

fn news(one: &Whole) -> Table {
    let heads = ["referral-news-whom", "referral-news-what", "referral-news-at", "referral-news-told"].map(t);
    let mut table = Table::new(t("referral-news"), heads);
    for news in &one.news {
        let told = news.told_at.as_deref().map(format::stamp).unwrap_or_else(|| t("referral-news-waits").to_string());
        table.row([
            Cell::text(t("referral-party").with("whom", news.whom.word())),
            Cell::text(t("referral-fact").with("fact", news.fact.word())),
            Cell::text(format::stamp(&news.at)),
            Cell::text(told),
        ]);
    }
    table
}
