//! A small network in a folder of its own.

use std::path::PathBuf;

use kernel::{
    access::Role,
    chance::Chance,
    clock::{At, Clock},
    ids::{PersonId, StructureId, VenueId},
};
use serde_json::{Value, json};
use store::Fault;

use crate::{
    centre::{self, Centre, CentreSettings},
    config::House,
    scratch::Folder,
    serve::{self, Serving},
    venue_node::{self, NodeSettings, VenueNode},
};

pub(super) fn settings(data: PathBuf) -> CentreSettings {
    let house = House {
        name: "Réseau".to_owned(),
        iban: "FR1420041010050500013M02606".to_owned(),
        bic: "PSSTFRPPLIL".to_owned(),
        public_url: "https://pass.example".to_owned(),
        settlement_day: None,
    };
    let clock = Clock::by_hand(At(1_760_000_000_000));
    CentreSettings::local(&data, house, clock, Chance::from_seed(1))
}

/// A centre that serves.
pub(super) struct Network {
    pub(super) centre: Centre,
    pub(super) serving: Serving,
    pub(super) folder: Folder,
    pub(super) client: reqwest::Client,
    token: String,
    pub(super) organisation: StructureId,
    pub(super) person: PersonId,
}

impl Network {
    pub(super) async fn start(name: &str) -> Self {
        let folder = Folder::new(name);
        let centre = centre::open(settings(folder.path().to_path_buf())).await.unwrap();
        let serving = serve::serve(serve::bind("127.0.0.1:0").await.unwrap(), centre.router()).unwrap();
        let (person, organisation) = centre.found("Réseau").await.unwrap();
        let token = centre.mint(person, organisation, [Role::Operator], 60).unwrap();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { centre, serving, folder, client, token, organisation, person }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.serving.url())
    }

    /// The data of an answer; an error is a failure of the test.
    pub(super) async fn ask(&self, query: &str, variables: Value) -> Value {
        self.ask_as(&self.token, query, variables).await
    }

    pub(super) async fn ask_as(&self, token: &str, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let request = self.client.post(self.url("/graphql")).header("passegue-client", "test").bearer_auth(token);
        let mut answer: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
        assert!(answer["errors"].is_null(), "{answer}");
        answer["data"].take()
    }

    /// A new venue of a new structure, as the operator applies for it.
    pub(super) async fn venue(&self, name: &str) -> (VenueId, StructureId) {
        let input = json!({
            "venue": {
                "name": name, "address": "1 place d'Armes", "commune": "62447", "year": 2025,
                "point": { "lat": 50.37, "lon": 2.03 },
            },
            "structure": { "name": name, "kind": "VENUE_HOLDER" },
            "account": { "holder": name, "iban": "FR1420041010050500013M02606", "bic": "PSSTFRPPLIL" },
        });
        let query = "mutation ($key: ID!, $input: ApplyForAccreditationInput!) {
            applyForAccreditation(key: $key, input: $input) {
                application { venueId structureId } refusal { code message }
            }
        }";
        let data = self.ask(query, json!({ "key": name, "input": input })).await;
        let application = &data["applyForAccreditation"]["application"];
        let id = |field: &str| application[field].as_str().unwrap_or_else(|| panic!("{data}")).to_owned();
        (id("venueId").parse().unwrap(), id("structureId").parse().unwrap())
    }

    /// A workshop, created by whoever answers for the venue; the payload.
    pub(super) async fn workshop(&self, venue: VenueId, structure: StructureId) -> Value {
        let token = self.centre.mint(self.person, structure, [Role::VenueManager], 60).unwrap();
        let query = "mutation ($key: ID!, $venueId: ID!, $input: WorkshopInput!) {
            createWorkshop(key: $key, venueId: $venueId, input: $input) {
                workshop { title } refusal { code }
            }
        }";
        let input = json!({
            "title": "Premiers pas", "theme": "COMPUTER_BASICS", "level": "BEGINNER", "minutes": 60, "priceCheques": 1,
            "seats": 8,
        });
        let key = format!("workshop {venue}");
        let mut data = self.ask_as(&token, query, json!({ "key": key, "venueId": venue, "input": input })).await;
        data["createWorkshop"].take()
    }

    /// A venue's own machine, that serves; not declared yet.
    pub(super) async fn machine(&self, name: &str, venue: VenueId, structure: StructureId) -> (VenueNode, Serving) {
        let (clock, chance) = (self.centre.clock().clone(), Chance::from_seed(2));
        let centre = self.serving.url();
        let settings = NodeSettings::local(self.folder.path(), name, venue, structure, &centre, clock, chance);
        let node = venue_node::open(settings).await.unwrap();
        let serving = serve::serve(serve::bind("127.0.0.1:0").await.unwrap(), node.router()).unwrap();
        (node, serving)
    }

    pub(super) async fn declare(&self, venue: VenueId, url: &str, public_key: &str) {
        let query = "mutation ($key: ID!, $venueId: ID!, $url: String!, $publicKey: String!) {
            declareNode(key: $key, venueId: $venueId, url: $url, publicKey: $publicKey) { refusal { code } }
        }";
        let variables = json!({ "key": url, "venueId": venue, "url": url, "publicKey": public_key });
        let data = self.ask(query, variables).await;
        assert!(data["declareNode"]["refusal"].is_null(), "{data}");
    }
}

/// Opens a centre again over a folder where one was; what it says when it cannot.
pub(super) async fn reopened(data: PathBuf) -> Result<Centre, Fault> {
    // Other chance than at first: keys made again would be other keys.
    centre::open(CentreSettings { chance: Chance::from_machine(), ..settings(data) }).await
}
