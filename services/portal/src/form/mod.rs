//! Forms: what was typed is kept, each error stands at the top and beside its field, and a form that is sent twice acts once.
//!
//! The hidden field `cle` is drawn with the page, vouched for by a MAC over the visit, and becomes the idempotency key of the
//! act: a double click, a reload and Back all send the same key, and the network gives the first receipt again.

mod key;
mod sent;
mod typed;

pub use key::KEY;
pub use sent::Form;
pub use typed::{LONGEST_FORM, Typed, is_form};
