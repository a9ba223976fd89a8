//! The stories: what people do at the counters of a small network, each told on both engines.

// A cheque's life.
mod redeem_once;

mod stairs;

mod states;

mod attempts;

mod void;

mod corrections;

mod holds;

mod in_pairs;

mod disputes;

mod papers;

mod hand_over;

mod second_carnet;

mod attested;

mod services;

mod stock;

mod loss;

mod parcels;

mod printing;

mod requests;

mod request_queue;

mod diagnostic;

mod recommend;

mod referrals;

mod referral_letters;

mod referral_words;

mod own_data;

mod counter;

mod welcome;

mod help;

mod learners;

mod one_person;

mod forgotten;

mod retention;

mod booklet;

mod kept;

mod expiry;

// Orders and money.
mod orders;

mod order_life;

mod order_end;

mod month_end;

mod payday;

mod bank_files;

mod debts;

mod dossiers;

mod first_payment;

mod figures;

mod books;

mod accounting;

mod proof_with_bank;

mod proofs;

// Venues and people.
mod accreditation;

mod entry;

mod members;

mod territory;

mod listings;

mod sheets;

mod case_files;

mod workshops;

mod series;

mod calendars;

mod bookings;

mod put_off;

mod booking_news;
// From one village to the next.
mod crossing;

// Signing in.
mod sign_in;

mod revoked;

mod second_factor;

mod devices;

mod invitations;

mod trail;

mod weekly;

mod rotation;

// All of it, for a year.
mod year;

// The whole surface.
mod codes;

mod access;

mod anonymous;

mod door;

mod deposits;
