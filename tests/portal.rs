//! Pages, through a real centre: what is shown, under which headers, and what becomes of forms.

mod account;
mod books;
mod carnets;
mod counter;
mod html;
mod money;
mod operator;
mod orders;
mod papers;
mod prescriber;
mod public;
mod requests;
mod rules;
mod sign_in;
mod terms;
mod venues;
mod visit;
