//! Everything that knows Diesel: one file a noun.

pub(crate) mod attempts;
pub(crate) mod cards;
pub(crate) mod consents;
pub(crate) mod diagnostics;
pub(crate) mod helps;
pub(crate) mod learners;
pub(crate) mod merges;
pub(crate) mod people;
pub(crate) mod questions;
pub(crate) mod referral_links;
pub(crate) mod referral_news;
pub(crate) mod referrals;
pub(crate) mod served;
