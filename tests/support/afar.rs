//! A network as its people know it: addresses, tokens and answers over HTTP; nothing of it runs in this process.

mod client;
mod ground;
mod pages;
mod people;

pub(crate) use client::Client;
pub(crate) use ground::{Ground, word};
pub(crate) use pages::pages;
pub(crate) use people::{Afar, CENTS, Venue};
