//! At the counter: what cheques pay for, what is looked at, what is accepted, and undone the same day.

// What things are.
pub mod service;

pub mod receipt;

pub mod welcome;

// What is looked at before anything is consumed.
pub mod look_up;

pub mod look_over;

pub mod on_offer;

pub mod counters;

pub(crate) mod attempts;

// The act.
pub mod redeem;

pub(crate) mod batch;

pub mod void;

pub mod record_welcome;

// What is read afterwards.
pub mod receipt_again;

pub mod counter_day;

pub mod paid_services;
