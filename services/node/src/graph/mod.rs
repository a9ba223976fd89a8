//! The subgraph `venue`: what a node adds to the network's schema, and how it is asked.

use async_graphql::{EmptySubscription, ErrorExtensionValues, Request, SDLExportOptions, Schema, SchemaBuilder};
use kernel::{access::Actor, refusal::FaultCode};

use crate::house::House;

mod bookings;
mod calendars;
mod catalogue;
mod inputs;
mod load;
mod mutations;
mod news;
mod objects;
mod planning;
mod queries;
mod wire;

pub use mutations::Mutation;
pub use queries::Query;

/// The schema of a node.
///
/// The caller is request data of type [`Actor`]; without it, nobody in particular.
pub type VenueSchema = Schema<Query, Mutation, EmptySubscription>;

const DEEPEST: usize = 20;
const MOST_COMPLEX: usize = 5000;

/// The schema, answering from that house.
pub fn schema(house: House) -> VenueSchema {
    build().data(load::loaders(house.clone())).data(house).finish()
}

/// The schema's text with its federation directives; needs no database.
pub fn sdl() -> String {
    build().finish().sdl_with_options(SDLExportOptions::new().federation().compose_directive())
}

/// Answers one request, written as JSON, in JSON; `None` when the body is no single request.
pub async fn answer(schema: &VenueSchema, body: &[u8], actor: Actor) -> Option<Vec<u8>> {
    let request: Request = serde_json::from_slice(body).ok()?;
    let mut response = schema.execute(request.data(actor)).await;
    for error in &mut response.errors {
        // Ours bear a code already; the library's speak of the request.
        let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
        if extensions.get("code").is_none() {
            extensions.set("code", FaultCode::BadRequest.name());
        }
    }
    serde_json::to_vec(&response).ok()
}

fn build() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query, Mutation, EmptySubscription)
        .enable_federation()
        .disable_introspection()
        .disable_suggestions()
        .limit_depth(DEEPEST)
        .limit_recursive_depth(DEEPEST + 12)
        .limit_complexity(MOST_COMPLEX)
}
