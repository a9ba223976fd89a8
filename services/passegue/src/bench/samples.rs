//! Two small subgraphs that need no database: what is measured over them is the way there and back.

use async_graphql::{EmptyMutation, EmptySubscription, ID, Object, Schema, SimpleObject};

/// Both composed, by `ops/bench-peers/compose.mjs`.
pub(crate) const SUPERGRAPH: &str = include_str!("supergraph.graphql");

/// Ten venues, each with its commune.
pub(crate) type VenueSchema = Schema<Venues, EmptyMutation, EmptySubscription>;

/// Workshops of venues, found by the venue's key.
pub(crate) type WorkshopSchema = Schema<Workshops, EmptyMutation, EmptySubscription>;

pub(crate) fn venues() -> VenueSchema {
    Schema::build(Venues, EmptyMutation, EmptySubscription).enable_federation().finish()
}

pub(crate) fn workshops() -> WorkshopSchema {
    Schema::build(Workshops, EmptyMutation, EmptySubscription).enable_federation().finish()
}

/// The root of the first.
pub(crate) struct Venues;

#[derive(SimpleObject)]
struct Commune {
    code: &'static str,
    name: &'static str,
}

#[derive(SimpleObject)]
struct Venue {
    id: ID,
    name: String,
    address: String,
    accepts_cheques: bool,
    commune: Commune,
}

fn venue(no: i64) -> Venue {
    Venue {
        id: format!("venue-{no:02}").into(),
        name: format!("Médiathèque n° {no}"),
        address: format!("{no} place d'Armes"),
        accepts_cheques: no % 3 != 0,
        commune: Commune { code: "62447", name: "Hesdin-la-Forêt" },
    }
}

#[Object]
impl Venues {
    /// Ten venues at most.
    async fn venues(&self, first: i64) -> Vec<Venue> {
        (1..=first.clamp(0, 10)).map(venue).collect()
    }

    #[graphql(entity)]
    async fn venue_by_id(&self, id: ID) -> Option<Venue> {
        id.strip_prefix("venue-").and_then(|no| no.parse().ok()).map(venue)
    }
}

/// The root of the second.
pub(crate) struct Workshops;

#[derive(SimpleObject)]
#[graphql(name = "Venue", complex)]
struct WorkshopVenue {
    id: ID,
}

#[derive(SimpleObject)]
struct Workshop {
    id: ID,
    title: String,
    minutes: i64,
}

#[async_graphql::ComplexObject]
impl WorkshopVenue {
    /// Two workshops at most.
    async fn workshops(&self, first: i64) -> Vec<Workshop> {
        let workshop = |no: i64| Workshop {
            id: format!("{}-{no}", self.id.as_str()).into(),
            title: format!("Premiers pas, séance {no}"),
            minutes: 90,
        };
        (1..=first.clamp(0, 2)).map(workshop).collect()
    }
}

#[Object]
impl Workshops {
    /// A subgraph has a root of its own.
    async fn workshop_minutes(&self) -> i64 {
        90
    }

    #[graphql(entity)]
    async fn venue_by_id(&self, id: ID) -> WorkshopVenue {
        WorkshopVenue { id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn both_answer_what_is_measured() {
        let one = venues().execute("{ venues(first: 2) { id name commune { code } } }").await.into_result().unwrap();
        assert!(one.data.to_string().contains("venue-02"), "{}", one.data);
        let two = workshops()
            .execute("{ _entities(representations: [{__typename: \"Venue\", id: \"venue-01\"}]) { ... on Venue { workshops(first: 2) { id } } } }")
            .await
            .into_result()
            .unwrap();
        assert!(two.data.to_string().contains("venue-01-2"), "{}", two.data);
    }
}
