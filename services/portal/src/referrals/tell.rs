//! `/orientations/ID/dire/NO`: the person is told, in the way that they wish; whoever told them says so.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use cynic::MutationBuilder;

use super::{
    deeds::{Tell, TellVars},
    facts,
    queries::{self, RECEIVE, ReferralNews, Whole},
};
use crate::{
    form::{Form, Typed},
    learners::values::ToldBy,
    page::{Page, see},
    parts::{Facts, Radios},
    portal::Portal,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "referrals/tell.html")]
struct Shown<'a> {
    form: &'a Form,
    fact: &'static str,
    facts: Facts,
    action: String,
    path: String,
}

impl Shown<'_> {
    fn way(&self) -> Radios {
        let radios = self.form.radios("facon", t("referral-tell-how"));
        let radios = ToldBy::ALL
            .iter()
            .fold(radios, |radios, one| radios.choice(one.value(), t("learner-told").with("by", one.value())));
        radios.choice("visite", t("referral-told-here"))
    }
}

pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Path((id, no)): Path<(String, String)>,
) -> Result<Page, Trouble> {
    let (one, news) = waiting(&portal, &member, &id, &no).await?;
    // What the person wishes is what is proposed.
    let wish = one.contact.as_ref().and_then(|contact| contact.told_by).map_or("visite", |by| by.value());
    let form = Form::filled(&portal, &member.visitor, Typed::default().with("facon", wish));
    Ok(page(&form, &one, &news))
}

pub(super) async fn tell(
    State(portal): State<Portal>,
    member: Member,
    Path((id, no)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let (one, news) = waiting(&portal, &member, &id, &no).await?;
    let mut form = Form::sent(&portal, &member.visitor, typed);
    let said = form.typed().get("facon").to_owned();
    let way = ToldBy::of(&said);
    if way.is_none() && said != "visite" {
        form.wrong("facon", t("referral-tell-missing"));
    }
    if form.is_wrong() {
        return Ok(page(&form, &one, &news).into_response());
    }
    let vars = TellVars { key: form.key().into(), id: one.id.clone(), no: news.no, way };
    match portal.ask(&member.visitor, Tell::build(vars)).await?.tell_referral.refusal {
        None => Ok(see(&one.path()).into_response()),
        Some(refusal) => {
            form.refuse("", &refusal);
            Ok(page(&form, &one, &news).into_response())
        }
    }
}

/// What the person has to be told. Once told, the page goes on to show it: a form that is sent twice is the same act.
async fn waiting(portal: &Portal, member: &Member, id: &str, no: &str) -> Result<(Whole, ReferralNews), Trouble> {
    member.must_be_one_of(&RECEIVE)?;
    let one = queries::one(portal, member, id).await?;
    let no = no.parse::<i32>().map_err(|_| Trouble::Absent)?;
    let is_it = |news: &&ReferralNews| news.no == no && news.whom == queries::ReferralParty::Person;
    let news = one.news.iter().find(is_it).cloned().ok_or(Trouble::Absent)?;
    Ok((one, news))
}

fn page(form: &Form, one: &Whole, news: &ReferralNews) -> Page {
    let (path, fact) = (one.path(), news.fact.word());
    let shown = Shown { form, fact, facts: facts::all(one), action: format!("{path}/dire/{}", news.no), path };
    Page::of_form(t("referral-tell-title"), form, &shown)
}
