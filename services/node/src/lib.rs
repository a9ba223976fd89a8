#![doc = include_str!("../README.md")]

// How closed lists are written.
mod closed_list;

// The nouns.
pub mod house;

pub mod catalogue;

pub mod holidays;

pub mod recurrence;

pub mod workshop;

pub mod session;

pub mod series;

pub mod booking;

pub mod errand;

pub mod tidings;

pub mod room;

pub mod trainer;

pub mod feed;

pub mod calendar;

pub mod agenda;

pub mod page;

// The verbs.
pub mod create_workshop;

pub mod change_workshop;

pub mod workshops;

pub mod schedule_session;

pub mod change_session;

pub mod cancel_session;

pub mod sessions;

pub mod create_series;

pub mod end_series;

pub mod all_series;

pub mod rooms;

pub mod trainers;

pub mod feeds;

pub mod calendars;

pub mod complete_entry;

pub mod read_calendars;

pub mod new_life;

pub mod book_seat;

pub mod confirm_seat;

pub mod end_booking;

pub mod record_attendance;

pub mod errands;

pub mod session_bookings;

pub mod forget;

pub mod lapse;

pub mod turn_away;

pub mod tell;

// What two plans may not share.
mod busy;

// Who sits where.
mod seating;

// What calendars elsewhere tell, and what it means here.
pub mod fetch;

mod zone;

mod events;

mod intake;

// What is refused.
mod refusal;

// The database.
mod rows;

mod tables;

// The doors.
pub mod graph;

mod seen;

pub mod http;

pub mod push;

#[cfg(test)]
mod tests;

pub use house::{Asked, House, IsOpen, Openings, Owners, Served};
