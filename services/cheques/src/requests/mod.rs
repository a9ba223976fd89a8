//! Requests for a booklet (« commander son pass »): from the wish that somebody records for a person to the booklet in their hand.

// What things are.
pub mod request;

pub mod rule;

pub mod who;

// What the verbs of this room share.
mod room;

mod judge;

mod queue;

pub mod open;

// By whoever receives people.
pub mod ask;

pub mod set_aside;

pub mod post;

pub mod give;

pub mod withdraw;

// By the funder.
pub mod settle_rule;

pub mod decide;

// As they are read, told and forgotten.
pub mod seen;

pub mod rounds;
