//! Reading and writing the tables of a venue's node.

mod agenda;
mod booking;
mod calendar;
mod feed;
mod put_off;
mod room;
mod series;
mod session;
mod tidings;
mod workshop;

pub(crate) use agenda::{agenda, answers, delivered, due, grow, renew};
pub(crate) use booking::{
    booking, bookings_of, close_errand, close_releases, errands_of, expected_at, expecting, forget, forget_learners,
    hold_still, insert_bookings, insert_errands, kept_in_vain, known_for_long, learners_after, open_errands,
    open_releases, put_at, take_back_errands,
};
pub(crate) use calendar::{
    calendar, calendars, calendars_due, entries, entry, forget_entries, insert_calendar, insert_entry, meanings,
    remember, report, reports, update_calendar, update_entry,
};
pub(crate) use feed::{end_feed, feed, feed_of, feeds, insert_feed, is_secret_known};
pub(crate) use put_off::{close_put_off, open_put_off, put_off, put_off_again};
pub(crate) use room::{
    Taken, end_room, end_trainer, held_by, in_room, insert_room, insert_trainer, plan_on, room, rooms, trainer,
    trainers,
};
pub(crate) use series::{end_series, insert_series, one_series, series_of};
pub(crate) use session::{
    coming, followed, insert_session, of_series, session, sessions, sessions_named, update_session,
};
pub(crate) use tidings::{close_tidings, insert_tidings, open_tidings, sits_next};
pub(crate) use workshop::{insert_workshop, offered, update_workshop, workshop, workshops, workshops_named};
