//! Reading and writing the tables of a venue's node.

mod agenda;
mod session;
mod workshop;

pub(crate) use agenda::{agenda, answers, delivered, due, grow, renew};
pub(crate) use session::{coming, insert_session, session, sessions, sessions_named, update_session};
pub(crate) use workshop::{insert_workshop, offered, update_workshop, workshop, workshops, workshops_named};
