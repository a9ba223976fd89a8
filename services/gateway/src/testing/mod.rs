//! A small network for the tests: a registry in process, venues on machines of their own behind real HTTP.

mod abstracts;
mod desk;
mod door;
mod entities;
mod introspection;
mod limits;
mod network;
mod node;
mod ranking;
mod schemas;
mod shards;
