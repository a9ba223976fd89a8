//! How a place is reached: telephones, mail addresses, pages.

pub(super) mod contact;
pub(super) mod phone;
