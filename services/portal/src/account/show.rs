//! `/compte`: who one is, what proves it, for whom one acts.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use cynic::QueryBuilder;
use serde_json::json;

use super::{
    access::CHOOSE,
    query::{Account, Me},
    role,
};
use crate::{
    form::Typed,
    format,
    page::{Page, see},
    parts::Facts,
    portal::Portal,
    session::Change,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

#[derive(Template)]
#[template(path = "account/show.html")]
struct Show {
    me: Me,
    /// Whether a role waits for a second factor: `TO_SET_UP` or `ASKED`.
    wanted: &'static str,
}

impl Show {
    fn facts(&self) -> Facts {
        let Me { name, mail, .. } = &self.me;
        let named = Some(name).filter(|name| !name.is_empty());
        Facts::default().known(t("account-name"), named).known(t("account-mail"), mail.as_ref())
    }

    fn factors(&self) -> Facts {
        let factor = &self.me.second_factor;
        let phone = factor.totp_since.as_ref().map(|at| t("account-phone-since").saying("day", format::stamp(at)));
        let card = factor.card.as_ref().map(|card| t("account-card-left").with("left", card.left));
        Facts::default().known(t("account-phone"), phone).known(t("account-card"), card)
    }

    fn roles(&self, membership: &super::query::Membership) -> String {
        role::labels(&membership.roles)
    }

    fn is_here(&self, membership: &super::query::Membership) -> bool {
        self.me.organisation.as_ref().is_some_and(|here| here.id == membership.organisation.id)
    }

    fn has_few(&self) -> bool {
        self.me.second_factor.card.as_ref().is_some_and(|card| card.left <= 5)
    }
}

/// What the account holds.
pub(super) async fn show(State(portal): State<Portal>, member: Member) -> Result<Page, Trouble> {
    let me = own(&portal, &member).await?;
    let wanted = match member.session().second_factor.as_str() {
        // Set up since this token was made: what is left is to give a code.
        "TO_SET_UP" if me.second_factor.is_set_up() => "ASKED",
        "TO_SET_UP" => "TO_SET_UP",
        "ASKED" => "ASKED",
        _ => "",
    };
    Ok(Page::new(t("account-title"), &Show { me, wanted }))
}

/// Who is signed in, as the network knows them now.
pub(super) async fn own(portal: &Portal, member: &Member) -> Result<Me, Trouble> {
    portal.ask(&member.visitor, Account::build(())).await?.me.ok_or(Trouble::SignedOut)
}

/// Acts for another structure from now on.
pub(super) async fn choose(State(portal): State<Portal>, member: Member, typed: Typed) -> Result<Response, Trouble> {
    let asked = CHOOSE.ask(&portal, member.visitor.token(), json!({ "id": typed.get("structure") })).await?;
    // A structure that one has left since is no more on the page.
    Ok(match asked {
        Ok(access) => (Change::Open(access), see("/aujourdhui")).into_response(),
        Err(_) => see("/compte").into_response(),
    })
}
