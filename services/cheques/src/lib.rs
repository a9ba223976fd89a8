#![doc = include_str!("../README.md")]

// What things are.
pub mod order;

pub mod cheque;

pub mod account;

// What the service works with.
pub mod desk;

pub mod ledger;

mod refusal;

pub mod faults;

// The rooms, in the order of a cheque's life: an order, its booklets, who asks for one, what is kept for bookings, the counter,
// what is corrected, what is owed and paid.
pub mod orders;

pub mod carnets;

pub mod requests;

pub mod bookings;

pub mod counter;

pub mod corrections;

pub mod payments;

// What became of the cheques; whether the books are true, and how they are shown to those who are entitled.
pub mod figures;

pub mod books;

// What is kept, and what is answered.
mod rows;

mod tables;

pub mod graph;
