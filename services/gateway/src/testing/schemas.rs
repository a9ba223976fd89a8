//! The two subgraphs of the test supergraph.

use std::sync::{Arc, Mutex};

use async_graphql::{
    Context, EmptySubscription, Enum, Error, ErrorExtensions, ID, InputObject, Object, Schema, SimpleObject,
};
use kernel::access::Actor;

/// The venues of the test network.
pub(super) fn venue(number: u8) -> String {
    format!("00000000-0000-4000-8000-0000000000{number:02}")
}

pub(super) type Registry = Schema<RegistryQuery, RegistryMutation, EmptySubscription>;

pub(super) fn registry() -> Registry {
    Schema::build(RegistryQuery, RegistryMutation, EmptySubscription).enable_federation().finish()
}

pub(super) struct RegistryQuery;
pub(super) struct RegistryMutation;

#[derive(SimpleObject)]
pub(super) struct Commune {
    code: ID,
    name: String,
    venues: Vec<RegistryVenue>,
}

#[derive(SimpleObject)]
#[graphql(name = "Venue", complex)]
pub(super) struct RegistryVenue {
    id: ID,
}

#[async_graphql::ComplexObject]
impl RegistryVenue {
    async fn name(&self) -> String {
        format!("Venue {}", &self.id[34..])
    }
    async fn commune(&self) -> Commune {
        Commune { code: "62447".into(), name: "Hesdin".into(), venues: Vec::new() }
    }
    async fn flagship(&self) -> Option<Flagship> {
        Some(Flagship { venue_id: self.id.clone(), id: "w0".into() })
    }
}

#[derive(SimpleObject)]
#[graphql(name = "Workshop", unresolvable)]
pub(super) struct Flagship {
    venue_id: ID,
    id: ID,
}

#[derive(Enum, Copy, Clone, PartialEq, Eq)]
pub(super) enum Level {
    Beginner,
    Advanced,
}

#[derive(InputObject)]
pub(super) struct Search {
    level: Level,
    words: Option<Vec<String>>,
    #[graphql(default = 20)]
    limit: i32,
}

fn venues() -> Vec<RegistryVenue> {
    (1..=3).map(|number| RegistryVenue { id: venue(number).into() }).collect()
}

#[Object]
impl RegistryQuery {
    async fn communes(&self) -> Vec<Commune> {
        vec![Commune { code: "62447".into(), name: "Hesdin".into(), venues: venues() }]
    }
    async fn venues(&self, first: Option<usize>) -> Vec<RegistryVenue> {
        venues().into_iter().take(first.unwrap_or(20)).collect()
    }
    async fn venue(&self, id: ID) -> Option<RegistryVenue> {
        Some(RegistryVenue { id })
    }
    async fn find(&self, search: Option<Search>) -> Vec<RegistryVenue> {
        let limit = search.map_or(20, |search| {
            let beginners = search.level == Level::Beginner && search.words.is_none();
            if beginners { search.limit } else { 0 }
        });
        venues().into_iter().take(usize::try_from(limit).unwrap_or(0)).collect()
    }
    async fn caller(&self, context: &Context<'_>) -> String {
        let id = context.data_unchecked::<crate::RequestId>();
        assert_eq!(id.0.len(), 32);
        match context.data_unchecked::<Actor>() {
            Actor::Anonymous => "nobody".into(),
            Actor::Member { person, .. } => person.to_string(),
        }
    }
    async fn broken(&self) -> Result<Option<String>, Error> {
        Err(Error::new("SQLITE_CORRUPT at /srv/data/centre.sqlite"))
    }
    async fn slow(&self) -> Option<String> {
        std::future::pending().await
    }
    #[graphql(entity)]
    async fn find_venue(&self, id: ID) -> RegistryVenue {
        RegistryVenue { id }
    }
    #[graphql(entity)]
    async fn find_commune(&self, code: ID) -> Commune {
        Commune { code, name: "Hesdin".into(), venues: venues() }
    }
}

#[Object]
impl RegistryMutation {
    async fn redeem_cheques(&self, venue: ID, codes: Vec<String>) -> Result<Option<String>, Error> {
        let said = Error::new("Ce n’est pas votre lieu.").extend_with(|_, values| values.set("code", "FORBIDDEN"));
        if codes.is_empty() { Err(said) } else { Ok(Some(format!("{} at {}", codes.len(), *venue))) }
    }
    async fn rename_venue(&self, id: ID, name: String) -> Option<RegistryVenue> {
        (!name.is_empty()).then_some(RegistryVenue { id })
    }
}

/// What was created, in order, over all machines of a test.
pub(super) type Diary = Arc<Mutex<Vec<String>>>;

pub(super) type VenueSchema = Schema<VenueQuery, VenueMutation, EmptySubscription>;

pub(super) fn venue_schema(diary: &Diary) -> VenueSchema {
    let schema = Schema::build(VenueQuery, VenueMutation, EmptySubscription).enable_federation();
    schema.data(diary.clone()).finish()
}

pub(super) struct VenueQuery;
pub(super) struct VenueMutation;

#[derive(SimpleObject)]
#[graphql(name = "Venue", complex)]
pub(super) struct NodeVenue {
    id: ID,
}

#[async_graphql::ComplexObject]
impl NodeVenue {
    async fn workshops(&self, first: Option<usize>) -> Option<Vec<Workshop>> {
        Some(workshops(&self.id, first))
    }
}

#[derive(SimpleObject)]
pub(super) struct Workshop {
    venue_id: ID,
    id: ID,
    title: Option<String>,
    seats: Option<i32>,
    venue: Option<NodeVenue>,
}

fn workshop(venue: &ID, id: &str) -> Workshop {
    Workshop {
        venue_id: venue.clone(),
        id: id.into(),
        title: Some(format!("{id} at {}", &venue[34..])),
        seats: Some(8),
        venue: Some(NodeVenue { id: venue.clone() }),
    }
}

fn workshops(venue: &ID, first: Option<usize>) -> Vec<Workshop> {
    (0..first.unwrap_or(2)).map(|number| workshop(venue, &format!("w{number}"))).collect()
}

#[Object]
impl VenueQuery {
    async fn workshops(&self, venue_id: ID, first: Option<usize>) -> Option<Vec<Workshop>> {
        Some(workshops(&venue_id, first))
    }
    #[graphql(entity)]
    async fn find_venue(&self, id: ID) -> NodeVenue {
        NodeVenue { id }
    }
    #[graphql(entity)]
    async fn find_workshop(&self, venue_id: ID, id: ID) -> Workshop {
        workshop(&venue_id, &id)
    }
}

#[Object]
impl VenueMutation {
    async fn create_workshop(&self, context: &Context<'_>, venue_id: ID, title: String) -> Option<Workshop> {
        context.data_unchecked::<Diary>().lock().unwrap().push(title.clone());
        Some(Workshop { title: Some(title), ..workshop(&venue_id, "new") })
    }
}
