//! Those who hold workshops: added, gone, listed for colleagues.

use kernel::{
    access::{Action, Actor},
    ids::{TrainerId, VenueId},
};
use store::{Reply, Tx, act::ContentHash};

use crate::{
    house::{Asked, House},
    refusal, rows,
    trainer::Trainer,
};

/// Adds somebody who holds workshops, at every venue of the structure in this house.
///
/// Refuses `NOT_FOUND` (the venue), `FORBIDDEN`, `INPUT_INVALID`, `KEY_REUSED`.
pub async fn add_trainer(house: &House, asked: &Asked<'_>, name: &str) -> Reply<Trainer> {
    let act = house.admit(asked, Action::AddTrainer)?;
    let structure = house.lets_in(asked.actor, asked.venue, Action::AddTrainer)?;
    let name = refusal::text("name", name, 80)?;
    let content = ContentHash::of(&(asked.venue, &name))?;
    let add = move |tx: &mut Tx<'_>| -> Reply<Trainer> {
        let trainer = Trainer { structure, id: tx.chance().id(), name: name.clone(), ended_at: None };
        rows::insert_trainer(tx, &trainer)?;
        Ok(trainer)
    };
    house.change(act, content, asked.venue, add).await
}

/// Somebody holds nothing more: what is planned stays. Refuses `NOT_FOUND`, `FORBIDDEN`, `KEY_REUSED`, `WRONG_STAGE`.
pub async fn end_trainer(house: &House, asked: &Asked<'_>, id: TrainerId) -> Reply<Trainer> {
    let act = house.admit(asked, Action::EndTrainer)?;
    let structure = house.lets_in(asked.actor, asked.venue, Action::EndTrainer)?;
    let content = ContentHash::of(&(asked.venue, id))?;
    let end = move |tx: &mut Tx<'_>| -> Reply<Trainer> {
        let trainer = rows::trainer(tx.conn, structure, id)?.ok_or_else(refusal::absent)?;
        if trainer.ended_at.is_some() {
            return Err(refusal::stage("ended").into());
        }
        rows::end_trainer(tx, structure, id)?;
        Ok(Trainer { ended_at: Some(tx.now()), ..trainer })
    };
    house.change(act, content, asked.venue, end).await
}

/// Those who hold workshops for the structure of that venue, still or no longer. Refuses `NOT_FOUND`, `FORBIDDEN`.
pub async fn trainers(house: &House, actor: &Actor, venue: VenueId) -> Reply<Vec<Trainer>> {
    let structure = house.lets_in(actor, venue, Action::Trainers)?;
    Ok(house.read("node.trainers", move |conn| rows::trainers(conn, structure)).await?)
}
