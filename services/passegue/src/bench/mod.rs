//! What `ops/bench` measures with: a network large enough, a load, long works, and the doors that are compared.
//!
//! Each figure is printed as a line `name value` on stdout; the script keeps them, compares them and says what is reached.

pub(crate) mod sheet;

// A network with its cheques, on ground of its own.
pub(crate) mod ground;

pub(crate) mod network;

pub(crate) mod prepare;

// What is asked of it.
pub(crate) mod load;

mod connection;

mod asks;

mod waits;

pub(crate) mod pages;

mod visit;

mod cpu;

pub(crate) mod spend;

pub(crate) mod settle;

pub(crate) mod books;

pub(crate) mod bank;

pub(crate) mod series;

// Learners, and what they are proposed.
mod names;

pub(crate) mod people;

pub(crate) mod agendas;

// Seats of a venue with a machine of its own.
pub(crate) mod seats;

pub(crate) mod book;

// The doors of the gateway's figures.
pub(crate) mod samples;

pub(crate) mod doors;
