#![doc = include_str!("../README.md")]

// The way of a request, from the door to the answer.
mod door;
mod gateway;
mod introspect;
mod limits;
mod plan;
mod planner;
mod proofs;
mod revoked;
mod schema;
mod selection;
mod shape;
mod supergraph;

mod execute;
mod merge;
mod project;
mod represent;

// Who is asked.
mod subgraph;
mod trouble;

mod http;
mod in_process;
mod names;
mod wire;

// The subgraph of the venues, over many machines.
mod http_node;
mod shard;
mod sharded;

#[cfg(test)]
mod testing;

pub use door::{Entrance, router, router_through};
pub use gateway::{CannotLoad, Gateway, Introspection, Reply, Request, Settings};
pub use http::HttpSubgraph;
pub use http_node::{HttpNode, NodeSettings};
pub use in_process::{InProcess, RequestId};
pub use limits::Limits;
pub use merge::Object;
pub use revoked::Revoked;
pub use selection::Argument;
pub use shard::{Ask, Directory, Node, Shard};
pub use sharded::Sharded;
pub use subgraph::{Answer, Call, Caller, Document, Entities, Root, Subgraph, Variable};
pub use supergraph::{BadSupergraph, addresses};
pub use trouble::{Source, Trouble};
pub use wire::{LARGEST_ANSWER, NoClient, Sender};
