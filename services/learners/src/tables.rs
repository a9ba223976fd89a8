//! The tables of learners, a file for each room; nobody else writes them.

mod helps;
mod people;
mod questions;
mod referrals;

pub(crate) use helps::{help, help_undone};
pub(crate) use people::{
    learner, learner_attempt, learner_card, learner_consent, learner_mark, learner_merge, learner_moved,
    learner_person, learner_served,
};
pub(crate) use questions::{diagnostic, question_set};
pub(crate) use referrals::{referral, referral_link, referral_news, referral_words};

diesel::allow_tables_to_appear_in_same_query!(
    diagnostic,
    help,
    help_undone,
    learner,
    learner_attempt,
    learner_card,
    learner_consent,
    learner_mark,
    learner_merge,
    learner_moved,
    learner_person,
    learner_served,
    question_set,
    referral,
    referral_link,
    referral_news,
    referral_words,
);
