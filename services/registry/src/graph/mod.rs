//! The registry as a subgraph: who asks, what is told, how bad news is told.

mod asked;
mod bad_news;
mod commune;
mod input;
mod listing;
mod mutation;
mod page;
mod payload;
mod query;
mod venue;

use async_graphql::{
    EmptySubscription, SDLExportOptions, Schema, SchemaBuilder, ValidationMode, dataloader::DataLoader,
};
use store::Store;

pub use mutation::Mutation;
pub use query::Query;

/// The registry's part of the graph.
pub type RegistrySchema = Schema<Query, Mutation, EmptySubscription>;

/// The schema over that database. A request brings its `kernel::access::Actor` as data; without one nobody asks.
pub fn schema(store: Store) -> RegistrySchema {
    let loader = DataLoader::new(venue::Loader(store.clone()), tokio::spawn).max_batch_size(10_000);
    builder().data(store).data(loader).finish()
}

/// The schema in words, for composition; needs no database.
pub fn sdl() -> String {
    builder().finish().sdl_with_options(SDLExportOptions::new().federation())
}

// Documents come from the gateway, which has validated what was asked: only the limits are looked at again.
fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query, Mutation, EmptySubscription)
        .enable_federation()
        .disable_suggestions()
        .validation_mode(ValidationMode::Fast)
}
