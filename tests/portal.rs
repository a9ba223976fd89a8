//! Pages, through a real centre: what is shown, under which headers, and what becomes of forms.

mod account;
mod bookings;
mod books;
mod carnets;
mod counter;
mod diagnostic;
mod help;
mod html;
mod learners;
mod money;
mod operator;
mod orders;
mod papers;
mod prescriber;
mod propose;
mod public;
mod referrals;
mod requests;
mod rules;
mod sign_in;
mod terms;
mod venues;
mod visit;
