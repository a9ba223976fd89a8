//! Who works for the network: registered and enrolled by mutations, like everybody.

use kernel::access::{
    Actor,
    Role::{self, Administrator, Analyst, Funder, Operator, Prescriber, Treasurer},
};
use serde_json::json;

use super::{
    Line, Network,
    answer::text,
    deeds::{DISMISS, ENROL, MEMBERS, REGISTER},
};

/// Somebody, as the gateway knows them.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) actor: Actor,
}

impl Person {
    /// Nobody in particular.
    pub(crate) const fn nobody() -> Self {
        Self { actor: Actor::Anonymous }
    }

    /// Their identifier.
    pub(crate) fn id(&self) -> String {
        self.known().0
    }

    /// The structure they act for.
    pub(crate) fn organisation(&self) -> String {
        self.known().1
    }

    fn known(&self) -> (String, String) {
        let (person, organisation) = self.actor.known().expect("somebody");
        (person.to_string(), organisation.to_string())
    }
}

/// The people of every story.
pub(crate) struct Cast {
    pub(crate) operator: Person,
    pub(crate) second_operator: Person,
    pub(crate) treasurer: Person,
    pub(crate) second_treasurer: Person,
    pub(crate) administrator: Person,
    pub(crate) analyst: Person,
    pub(crate) funder: Person,
    pub(crate) prescriber: Person,
}

impl Cast {
    /// The first operator and administrator come by token alone, as on the day a network is founded.
    pub(super) async fn gather(line: &Line) -> Self {
        let founder = line.somebody(&line.id(), &[Operator, Administrator]);
        let head = register(line, &founder, "Tête de réseau des 7 Vallées", "OPERATOR").await;
        let administrator = line.somebody(&head, &[Administrator]);
        let county = register(line, &founder, "Département du Pas-de-Calais", "FUNDER").await;
        let mission = register(line, &founder, "Mission locale du Montreuillois", "PRESCRIBER").await;
        let epci = register(line, &founder, "Communauté de communes des 7 Vallées", "INTERCOMMUNALITY").await;
        Self {
            operator: enrol(line, &administrator, &head, Operator).await,
            second_operator: enrol(line, &administrator, &head, Operator).await,
            treasurer: enrol(line, &administrator, &head, Treasurer).await,
            second_treasurer: enrol(line, &administrator, &head, Treasurer).await,
            analyst: enrol(line, &administrator, &epci, Analyst).await,
            funder: enrol(line, &administrator, &county, Funder).await,
            prescriber: enrol(line, &administrator, &mission, Prescriber).await,
            administrator,
        }
    }
}

/// Registers a structure; its identifier.
pub(crate) async fn register(line: &Line, who: &Person, name: &str, kind: &str) -> String {
    let answer = line.asks(who, REGISTER, json!({ "input": { "name": name, "kind": kind } })).await;
    text(&answer.ok()["id"])
}

/// Somebody new, enrolled in that structure by the administrator.
pub(crate) async fn enrol(line: &Line, administrator: &Person, structure: &str, role: Role) -> Person {
    let person = line.somebody(structure, &[role]);
    let variables = json!({ "organisation": structure, "person": person.id(), "role": written(role) });
    line.asks(administrator, ENROL, variables).await.ok();
    person
}

impl Network {
    /// Somebody new at the head of the network, with several parts.
    pub(crate) async fn hires(&self, roles: &[Role]) -> Person {
        let head = self.cast.administrator.organisation();
        let person = self.line.somebody(&head, roles);
        for role in roles {
            self.gives(&person, *role).await;
        }
        person
    }

    /// Gives somebody one more part where they act; a token that they carried before says nothing of it.
    pub(crate) async fn gives(&self, person: &Person, role: Role) {
        let asked = json!({ "organisation": person.organisation(), "person": person.id(), "role": written(role) });
        self.asks(&self.cast.administrator, ENROL, asked).await.ok();
    }

    /// Ends every part of somebody where they act.
    pub(crate) async fn dismisses(&self, person: &Person) {
        let asked = json!({ "organisation": person.organisation(), "first": 100 });
        for held in self.asks(&self.cast.administrator, MEMBERS, asked).await.nodes() {
            if held["personId"] == person.id() {
                self.asks(&self.cast.administrator, DISMISS, json!({ "member": held["id"] })).await.ok();
            }
        }
    }
}

/// A role as the schema writes it.
pub(crate) fn written(role: Role) -> String {
    role.name().to_uppercase().replace('-', "_")
}
