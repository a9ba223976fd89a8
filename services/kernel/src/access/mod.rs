//! Who may do what: the caller, the one table of rights, and the tokens that prove a caller.

pub mod actor;
pub mod policy;
pub mod role;
pub mod token;

// What tokens are made of; what callers need of it is re-exported by `token`.
mod jws;
mod keys;
mod spelling;
mod word;

pub use actor::{Actor, Whence};
pub use policy::{Action, Reach};
pub use role::Role;
