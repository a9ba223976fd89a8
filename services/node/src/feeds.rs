//! Feeds: opened under a secret that the caller makes, followed by whoever has it, closed when it went astray.

use std::collections::HashMap;

use kernel::{
    access::{Action, Actor},
    ids::{FeedId, TrainerId, VenueId},
    refusal::Refusal,
};
use store::{Fault, Reply, Tx, act::ContentHash};

use crate::{
    feed::{self, Feed},
    house::{Asked, House},
    refusal, rows,
};

/// What is past is told for so long: who looks back sees the last weeks.
const BACK_MS: i64 = 30 * 24 * 3_600_000;
/// The next sessions that a feed tells.
const MOST: i64 = 1000;
const MOST_FEEDS: usize = 50;

/// Opens a feed of the venue, or of one person's sessions, under a secret of 32 to 64 letters and digits. Only its hash is kept.
///
/// Refuses `NOT_FOUND` (venue, person), `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`, `WRONG_STAGE` (the secret served before, or fifty
/// are open).
pub async fn open_feed(house: &House, asked: &Asked<'_>, secret: &str, trainer: Option<TrainerId>) -> Reply<Feed> {
    let act = house.admit(asked, Action::OpenFeed)?;
    let structure = house.lets_in(asked.actor, asked.venue, Action::OpenFeed)?;
    let secret = hash(asked.venue, sound(secret)?)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, &secret.0[..], trainer))?;
    let open = move |tx: &mut Tx<'_>| -> Reply<Feed> {
        if let Some(trainer) = trainer {
            rows::trainer(tx.conn, structure, trainer)?.ok_or_else(refusal::absent)?;
        }
        if rows::is_secret_known(tx.conn, venue, &secret.0)? {
            return Err(refusal::stage("used").into());
        }
        if rows::feeds(tx.conn, venue)?.len() >= MOST_FEEDS {
            return Err(refusal::stage("full").into());
        }
        let feed = Feed { venue, id: tx.chance().id(), trainer, created_at: tx.now(), ended_at: None };
        rows::insert_feed(tx, &feed, &secret.0)?;
        Ok(feed)
    };
    house.change(act, content, venue, open).await
}

/// Closes a feed: its address leads nowhere from now on. Refuses `NOT_FOUND`, `FORBIDDEN`, `KEY_REUSED`, `WRONG_STAGE`.
pub async fn close_feed(house: &House, asked: &Asked<'_>, id: FeedId) -> Reply<Feed> {
    let act = house.admit(asked, Action::CloseFeed)?;
    let venue = asked.venue;
    let content = ContentHash::of(&(venue, id))?;
    let close = move |tx: &mut Tx<'_>| -> Reply<Feed> {
        let feed = rows::feed(tx.conn, venue, id)?.ok_or_else(refusal::absent)?;
        if feed.ended_at.is_some() {
            return Err(refusal::stage("ended").into());
        }
        rows::end_feed(tx, venue, id)?;
        Ok(Feed { ended_at: Some(tx.now()), ..feed })
    };
    house.change(act, content, venue, close).await
}

/// The open feeds of a venue, newest first; their secrets are not told again. Refuses `NOT_FOUND`, `FORBIDDEN`.
pub async fn feeds(house: &House, actor: &Actor, venue: VenueId) -> Reply<Vec<Feed>> {
    house.lets_in(actor, venue, Action::Feeds)?;
    Ok(house.read("node.feeds", move |conn| rows::feeds(conn, venue)).await?)
}

/// What a feed tells, as a calendar (RFC 5545); `None` for a secret that opens nothing here, or no longer.
pub async fn follow(house: &House, venue: VenueId, secret: &str) -> Result<Option<String>, Fault> {
    let Some(secret) = sound(secret).ok().filter(|_| house.serves(venue)) else { return Ok(None) };
    let (secret, now) = (hash(venue, secret)?, house.store().now());
    let look = house.read_still("node.feed", move |conn| {
        let Some(feed) = rows::feed_of(conn, venue, &secret.0)? else { return Ok(None) };
        let sessions = rows::followed(conn, venue, feed.trainer, now.plus_ms(-BACK_MS), MOST)?;
        let mut venues: Vec<VenueId> = sessions.iter().map(|session| session.venue).collect();
        venues.sort_unstable();
        venues.dedup();
        let rooms: HashMap<_, _> =
            rows::rooms(conn, &venues)?.into_iter().map(|room| ((room.venue, room.id), room)).collect();
        Ok(Some(feed::calendar(&sessions, &rooms, now)))
    });
    look.await
}

fn sound(secret: &str) -> Result<&str, Refusal> {
    let sound = (32..=64).contains(&secret.len()) && secret.chars().all(|c| c.is_ascii_alphanumeric());
    if sound { Ok(secret) } else { Err(refusal::input("secret")) }
}

/// Of the venue and the secret: 128 bits and more need no slower hash.
fn hash(venue: VenueId, secret: &str) -> Result<ContentHash, Fault> {
    ContentHash::of(&("feed", venue, secret))
}
