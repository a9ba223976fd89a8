#![doc = include_str!("../README.md")]

// What things are.
pub mod order;

pub mod orders;

pub mod cheque;

pub mod receipt;

pub mod welcome;

pub mod settlement;

pub mod account;

// What the service works with.
pub mod desk;

pub mod ledger;

mod refusal;

mod attempts;

// From the order to the booklet in somebody's hand.
pub mod place_order;

pub mod confirm_funds;

pub mod issue;

pub mod print_run;

pub mod allot;

pub mod stock;

pub mod look_carnet_up;

pub mod former;

pub mod hand_over;

// Booklets one by one: stocks, parcels, loss and replacement.
pub mod carnets;

// A booklet that is asked for: « commander son pass ».
pub mod requests;

// At the counter.
pub mod counters;

pub mod look_up;

pub mod look_over;

pub mod redeem;

mod batch;

pub mod void;

pub mod record_welcome;

pub mod receipt_again;

pub mod counter_day;

// What is paid for there; and after it, what is corrected, held back, disputed.
pub mod counter;

// By whoever holds a booklet.
pub mod booklet;

// From the counter to the venue's account.
pub mod settle;

pub mod payments;

pub mod export;

pub mod bank_file;

pub mod statement;

pub mod runs;

pub mod payday;

pub mod close;

pub mod late;

// What became of the cheques.
pub mod funnel;

pub mod commune_figures;

mod small_cells;

// Whether the books are true, and how they are shown to those who are entitled.
pub mod check;

pub mod books;

pub mod faults;

mod rows;

mod tables;

pub mod graph;
