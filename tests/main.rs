//! One integration binary: the house read as text, the schema, and the stories, on both engines.
//!
//! Run it by `ops/test`, which starts a private PostgreSQL; an absent engine is a failure, never a skip.

mod support;

// The house itself.
mod tidy;

// The database.
mod migrations;

// What is shown to the outside.
mod recount;
