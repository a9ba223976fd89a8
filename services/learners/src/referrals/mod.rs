//! Referrals (« orientations »): somebody is sent to a place that suits them, and nobody loses sight of them on the way.

// What things are.
pub mod referral;

pub mod written;

pub mod news;

pub mod link;

pub mod moved;

// What the verbs share.
pub(crate) mod step;

// By whoever sends.
pub mod send;

pub mod settle;

pub mod tell;

pub mod open_link;

// By whoever receives.
pub mod see;

pub mod answer;

pub mod linked;

// As they are read, counted, and looked after.
pub mod seen;

pub mod counts;

pub mod rounds;

pub(crate) mod forget;
