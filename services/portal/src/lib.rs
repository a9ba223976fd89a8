#![doc = include_str!("../README.md")]

// The only way to the network.
pub mod door;

pub mod ask;
mod schema;
pub mod trouble;

// Who is reading.
pub mod portal;
pub mod session;
pub mod visitor;

mod visit;

// Files that people bring.
pub mod files;
mod upload;

// What pages are made of.
pub mod form;
pub mod format;
pub mod page;
pub mod parts;
pub mod words;

pub mod assets;
mod comfort;
mod dress;

// What several areas say alike.
mod amount;
mod bars;
mod payday;
mod spreadsheet;
mod structures;

// The pages, area by area.
mod public;

mod sign_in;

mod account;

mod tasks;

pub mod today;

mod counter;

mod prescriber;

mod carnets;

mod application;

mod disputes;

mod papers;

mod venue;

mod operator;

mod treasurer;

mod books;

mod funder;

mod analyst;

mod administrator;

mod requests;

mod learners;

mod diagnostic;

mod propose;

mod referrals;

mod bookings;

mod questions;

mod routes;

// A tool for developers, beside the pages.
pub mod graphiql;

pub use door::{Door, InGateway, Question};
pub use page::Page;
pub use portal::{Letter, Letterbox, Portal, Settings, Site};
pub use routes::router;
pub use trouble::Trouble;
pub use visit::brought;
pub use visitor::{Member, Visitor};
pub use words::t;
