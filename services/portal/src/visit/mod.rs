//! The layer around all pages: who is reading, whether their access goes on, and what becomes of what a handler answered.

mod attend;
mod cookie;
pub(crate) mod device;
mod ended;
mod renew;

pub(crate) use attend::{Attendant, attend};
pub use cookie::brought;
pub(crate) use renew::Renewals;
