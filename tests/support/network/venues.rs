//! Venues: how a place comes into the network, and who works there.

use kernel::access::Role;
use serde_json::{Value, json};

use super::{
    Network,
    answer::{Answer, text},
    cast::{Person, enrol},
    deeds::{APPLY, DECIDE, REINSTATE, SUSPEND, WITHDRAW},
};

/// A venue and its people.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) structure: String,
    pub(crate) counter: Person,
    pub(crate) manager: Person,
}

struct Town {
    name: &'static str,
    code: &'static str,
    point: (f64, f64),
    iban: &'static str,
}

const TOWNS: [Town; 4] = [
    Town { name: "Hesdin", code: "62447", point: (50.373, 2.03727), iban: "FR76 3000 6000 0112 3456 7890 189" },
    Town { name: "Auchy", code: "62050", point: (50.3997, 2.10318), iban: "FR14 2004 1010 0505 0001 3M02 606" },
    Town {
        name: "Beaurainville",
        code: "62100",
        point: (50.42514, 1.90382),
        iban: "FR76 3000 4000 0312 3456 7890 143",
    },
    Town { name: "Azincourt", code: "62069", point: (50.4632, 2.12841), iban: "FR76 1010 7001 0112 3456 7890 129" },
];

/// The demand of a town hall for its venue, as its form is filled in.
pub(crate) fn demand(town: &str) -> Value {
    let town = TOWNS.iter().find(|known| known.name == town).unwrap_or_else(|| panic!("no town {town}"));
    json!({
        "structure": { "name": format!("Commune : {}", town.name), "kind": "VENUE_HOLDER" },
        "venue": {
            "name": format!("Mairie de {}", town.name), "address": "1 place de la Mairie", "commune": town.code,
            "year": 2025, "point": { "lat": town.point.0, "lon": town.point.1 },
            "hours": "Mo-Fr 09:00-12:00,14:00-17:00", "phone": "03 21 86 71 69",
        },
        "account": { "holder": format!("Trésor public {}", town.name), "iban": town.iban, "bic": "BDFEFRPP" },
    })
}

impl Network {
    /// A venue of that town, accredited for three years for every funder.
    pub(crate) async fn venue(&self, town: &str) -> Place {
        let place = self.applicant(town).await;
        self.renews(&place, json!(null), "2028-09-30").await.ok();
        place
    }

    /// The same, accredited for one funder's cheques alone.
    pub(crate) async fn venue_for(&self, town: &str, funder: &str) -> Place {
        let place = self.applicant(town).await;
        self.renews(&place, json!(funder), "2028-09-30").await.ok();
        place
    }

    /// A venue whose first application was refused: known, with people, without any right.
    pub(crate) async fn applicant(&self, town: &str) -> Place {
        let application = self.applies(demand(town)).await.ok();
        let variables = json!({ "application": application["id"], "accept": false, "reason": "Dossier à compléter" });
        self.asks(&self.cast.second_operator, DECIDE, variables).await.ok();
        let structure = text(&application["structureId"]);
        let staff = |role| enrol(&self.line, &self.cast.administrator, &structure, role);
        let (counter, manager) = (staff(Role::CounterStaff).await, staff(Role::VenueManager).await);
        Place { id: text(&application["venueId"]), counter, manager, structure }
    }

    /// The operator files a demand.
    pub(crate) async fn applies(&self, input: Value) -> Answer {
        self.asks(&self.cast.operator, APPLY, json!({ "input": input })).await
    }

    /// The venue's own manager applies for it again, and an operator accepts until that day.
    pub(crate) async fn renews(&self, place: &Place, funder: Value, last_day: &str) -> Answer {
        let mut input = json!({ "venueId": place.id, "account": demand("Hesdin")["account"] });
        input["funderId"] = funder;
        let application = self.asks(&place.manager, APPLY, json!({ "input": input })).await.ok();
        let variables = json!({ "application": application["id"], "accept": true, "lastDay": last_day });
        self.asks(&self.cast.operator, DECIDE, variables).await
    }

    /// The operator suspends a venue.
    pub(crate) async fn suspends(&self, place: &Place) -> Answer {
        self.asks(&self.cast.operator, SUSPEND, why(place)).await
    }

    /// The operator gives its right back.
    pub(crate) async fn reinstates(&self, place: &Place) -> Answer {
        self.asks(&self.cast.operator, REINSTATE, why(place)).await
    }

    /// The operator ends its right.
    pub(crate) async fn withdraws(&self, place: &Place) -> Answer {
        self.asks(&self.cast.operator, WITHDRAW, why(place)).await
    }

    /// Somebody new at a venue.
    pub(crate) async fn newcomer(&self, place: &Place, role: Role) -> Person {
        enrol(&self.line, &self.cast.administrator, &place.structure, role).await
    }

    /// Another venue of the same structure and people, accredited as well.
    pub(crate) async fn annexe(&self, place: &Place, town: &str) -> Place {
        let form = demand(town);
        let input = json!({ "structureId": place.structure, "venue": form["venue"], "account": form["account"] });
        let application = self.applies(input).await.ok();
        let variables = json!({ "application": application["id"], "accept": true, "lastDay": "2028-09-30" });
        self.asks(&self.cast.second_operator, DECIDE, variables).await.ok();
        Place { id: text(&application["venueId"]), ..place.clone() }
    }

    /// Somebody whose structure the network does not know yet.
    pub(crate) fn unregistered(&self, role: Role) -> Person {
        self.line.somebody(&self.line.id(), &[role])
    }

    /// Somebody of a structure that is just now registered, under that role.
    pub(crate) async fn stranger(&self, kind: &str, role: Role) -> Person {
        let structure = super::cast::register(&self.line, &self.cast.operator, "Une autre structure", kind).await;
        enrol(&self.line, &self.cast.administrator, &structure, role).await
    }
}

fn why(place: &Place) -> Value {
    json!({ "venue": place.id, "reason": "Visite de contrôle" })
}
