//! Identity: who somebody is, how they prove it, and for how long.
//!
//! **Signing in.** [`ask_sign_in`] writes a [`letter`] with a link and six digits, for fifteen minutes; [`sign_in`] takes either,
//! once, and opens a [`visit`]. For an address that nobody has, the same is answered after the same work, and no letter leaves.
//! Only keyed hashes lie in the database; the keys come from one secret outside it ([`secrets`]).
//!
//! **A visit** is one stay of a person: a row, without any secret. What its bearer carries is made of it each time:
//! a refresh token (the visit, its generation, a keyed hash) and an access token of ten minutes ([`access`]). [`renew`] raises
//! the generation; the one just before is answered the same again for thirty seconds (a lost answer, a double click); any older
//! one is a copy in other hands: the visit ends, and the person's stamp rises.
//!
//! **Rights.** The roles of *one* structure are in the token all at once; [`choose`] changes the structure. A role that wants a
//! second factor ([`Role::wants_second_factor`](kernel::access::Role::wants_second_factor)) is there only once it was given in
//! this visit ([`visit::Visit::proved_at`]), and deeds of `policy::STEP_UP` only within five minutes of it. Who belongs to no
//! structure acts under their own identifier, for which nobody has rights.
//!
//! **Revoking.** Whatever changes a person's rights raises their stamp ([`person::raise_stamp`]); leaving ends the visit. Both
//! are read every second ([`revoked`]) by whoever believes access tokens: an older stamp or an ended visit is refused from then
//! on, and a visit that goes on gets its next token with the rights of now.
//!
//! To add a proof to a visit (a second factor, a device): [`visit::prove`] in your transaction, then [`access::of_visit`].

// Who, and what is kept of them.
pub mod person;

pub mod secrets;

pub mod lodge;

pub mod mail;

pub mod letter;

pub mod addressees;

pub mod bucket;

// A stay, and what its bearer carries.
pub mod visit;

pub mod refresh;

pub mod me;

pub mod second_factor;

pub mod access;

// What is done, one story a file.
pub mod ask_sign_in;

pub mod sign_in;

pub mod renew;

pub mod choose;

pub mod end;

pub mod revoked;
