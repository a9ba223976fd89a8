//! The registry as a subgraph: who asks, what is told, how bad news is told.

mod accounts;
mod agenda;
pub mod answer;
mod asked;
mod bad_news;
mod case_file;
mod commune;
mod identity;
mod input;
mod listing;
mod mutation;
pub mod page;
mod pairs;
mod payload;
mod people;
mod place;
mod proof_types;
mod proofs;
mod query;
mod report;
mod venue;

use async_graphql::{
    EmptySubscription, MergedObject, SDLExportOptions, Schema, SchemaBuilder, ValidationMode, dataloader::DataLoader,
};
use store::files::Cabinet;

pub use accounts::{AccountsMutation, AccountsQuery};
pub use identity::{IdentityMutation, IdentityQuery};
pub use mutation::RegistryMutation;
pub use proofs::{ProofsMutation, ProofsQuery};
pub use query::RegistryQuery;

use crate::{identity::lodge::Lodge, network_keys::NetworkKeys};

/// What can be asked of the registry.
#[derive(Clone, Copy, Debug, Default, MergedObject)]
pub struct Query(RegistryQuery, IdentityQuery, ProofsQuery, AccountsQuery);

/// What can be done in the registry.
#[derive(Clone, Copy, Debug, Default, MergedObject)]
pub struct Mutation(RegistryMutation, IdentityMutation, ProofsMutation, AccountsMutation);

/// The registry's part of the graph.
pub type RegistrySchema = Schema<Query, Mutation, EmptySubscription>;

/// The schema over the lodge's database and its files. A request brings its `kernel::access::Actor` as data, and its `Whence` when it is
/// known; without the first nobody asks.
pub fn schema(lodge: Lodge, cabinet: Cabinet) -> RegistrySchema {
    schema_with(lodge, NetworkKeys::default(), cabinet)
}

/// The same, with the keys of the network to be told to its administrators.
pub fn schema_with(lodge: Lodge, keys: NetworkKeys, cabinet: Cabinet) -> RegistrySchema {
    let store = lodge.store().clone();
    let venues = DataLoader::new(venue::Loader(store.clone()), tokio::spawn).max_batch_size(10_000);
    let agendas = DataLoader::new(agenda::Loader(store.clone()), tokio::spawn).max_batch_size(10_000);
    let people = DataLoader::new(people::Loader(store.clone()), tokio::spawn).max_batch_size(10_000);
    builder().data(store).data(lodge).data(keys).data(cabinet).data(venues).data(agendas).data(people).finish()
}

/// The schema in words, for composition; needs no database.
pub fn sdl() -> String {
    builder().finish().sdl_with_options(SDLExportOptions::new().federation())
}

// Documents come from the gateway, which has validated what was asked: only the limits are looked at again.
fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .enable_federation()
        .disable_suggestions()
        .validation_mode(ValidationMode::Fast)
}
