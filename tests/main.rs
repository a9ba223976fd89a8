//! One integration binary: the house read as text, the schema, and the stories, on both engines.
//!
//! Run it by `ops/test`, which starts a private PostgreSQL; an absent engine is a failure, never a skip.
// The graph of one process is deep: each part of its root is a layer of futures.
#![recursion_limit = "256"]

mod support;

// The house itself.
mod tidy;

// The database.
mod migrations;

mod store;

// Money.
mod ledger;

mod laws;

mod counts;

// What is shown to the outside.
mod schema;

mod snapshots;

mod agenda;

mod recount;

// What people do with it.
mod stories;

// Pages, as people read them.
mod portal;

// What nobody gets past.
mod trust;

// Programs in processes of their own.
mod commands;
mod federation;
mod storm;
mod village;
