//! `/membres`: the people of a structure, the invitations that wait, the machines of its counter.

use askama::Template;
use axum::extract::{Query, State};
use cynic::QueryBuilder;
use kernel::access::Role as Held;
use serde::Deserialize;

use super::{
    query::{self, Device, Invitation, Machines, OfStructure, People, Waiting},
    role::{self, Role},
};
use crate::{form::Form, format, page::Page, portal::Portal, trouble::Trouble, visitor::Member, words::t};

#[derive(Template)]
#[template(path = "account/members.html")]
struct Show {
    /// The structure, when it is not the one acted for: it goes with every link.
    with: String,
    people: Vec<Person>,
    invitations: Vec<(Invitation, Form)>,
    devices: Vec<Device>,
    next: Option<String>,
    is_administrator: bool,
}

/// Somebody, with each of their roles here.
struct Person {
    id: String,
    name: String,
    mail: Option<String>,
    roles: Vec<query::Member>,
}

impl Show {
    fn roles(&self, invitation: &Invitation) -> String {
        role::labels(&invitation.roles)
    }

    fn day(&self, at: &str) -> String {
        format::stamp(at)
    }
}

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    structure: Option<String>,
    apres: Option<String>,
}

/// The structure that a page is about: the one that is named, or the one acted for.
pub(super) fn structure(member: &Member, named: Option<&str>) -> Result<String, Trouble> {
    match named.filter(|named| !named.is_empty()) {
        Some(named) => Ok(named.to_owned()),
        None => Ok(member.organisation()?.to_owned()),
    }
}

/// Who is here.
pub(super) async fn show(
    State(portal): State<Portal>,
    member: Member,
    Query(asked): Query<Asked>,
) -> Result<Page, Trouble> {
    member.must_be_one_of(&[Held::VenueManager, Held::Administrator])?;
    let id = structure(&member, asked.structure.as_deref())?;
    let found = People::build(OfStructure { id: id.as_str().into(), after: asked.apres });
    let found = portal.ask(&member.visitor, found).await?.members;
    let blank = || Form::blank(&portal, &member.visitor);
    let show = Show {
        with: asked.structure.filter(|named| !named.is_empty()).unwrap_or_default(),
        people: by_person(found.nodes),
        invitations: waiting(&portal, &member, &id).await?.into_iter().map(|one| (one, blank())).collect(),
        devices: machines(&portal, &member, &id).await?,
        next: found.page_info.next(),
        is_administrator: member.is(Held::Administrator),
    };
    Ok(Page::new(t("members-title"), &show).wide())
}

/// Every invitation without an answer, page by page.
async fn waiting(portal: &Portal, member: &Member, id: &str) -> Result<Vec<Invitation>, Trouble> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = Waiting::build(OfStructure { id: id.into(), after });
        let page = portal.ask(&member.visitor, page).await?.invitations;
        all.extend(page.nodes);
        after = page.page_info.next();
        if after.is_none() {
            return Ok(all);
        }
    }
}

/// Every machine that serves, page by page.
async fn machines(portal: &Portal, member: &Member, id: &str) -> Result<Vec<Device>, Trouble> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = Machines::build(OfStructure { id: id.into(), after });
        let page = portal.ask(&member.visitor, page).await?.devices;
        all.extend(page.nodes);
        after = page.page_info.next();
        if after.is_none() {
            return Ok(all);
        }
    }
}

/// In the order in which each came first.
fn by_person(members: Vec<query::Member>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for member in members {
        let id = member.person_id.inner().to_owned();
        match people.iter_mut().find(|person| person.id == id) {
            Some(person) => person.roles.push(member),
            None => {
                let (name, mail) = (member.name.clone().unwrap_or_default(), member.mail.clone());
                people.push(Person { id, name, mail, roles: vec![member] });
            }
        }
    }
    people
}

/// Whether whoever reads may give that role.
pub(super) fn givable(member: &Member) -> Vec<Role> {
    match member.is(Held::Administrator) {
        true => Role::ALL.to_vec(),
        false => Role::OF_A_PLACE.to_vec(),
    }
}
