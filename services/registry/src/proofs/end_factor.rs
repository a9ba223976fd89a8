//! Ending somebody's second factor: their telephone and their card are lost, and an administrator has made sure who asks.

use kernel::{
    access::{Action, Actor},
    ids::PersonId,
    words,
};
use store::{
    Reply, Tx,
    act::{ActKey, ContentHash},
};

use crate::{
    identity::{
        letter::{self, Letter},
        lodge::Lodge,
        person,
        visit::{self, Ending},
    },
    refusal::Refused,
    rows::second_factor as rows,
};

const LETTER_MS: i64 = 24 * 3_600_000;

/// Ends a person's second factor and their visits; they are told by mail, and set up another one.
///
/// Refusals, in this order: `FORBIDDEN`, `STEP_UP_NEEDED`, `INPUT_INVALID` (key), `SAME_PERSON`, `NOT_FOUND`.
pub async fn end_second_factor(lodge: &Lodge, actor: &Actor, key: &str, whose: PersonId) -> Reply<PersonId> {
    actor.may_anywhere(Action::EndSecondFactor)?;
    let (asking, _) = actor.known()?;
    let key = ActKey::of(actor, Action::EndSecondFactor, key)?;
    let here = lodge.clone();
    lodge
        .store()
        .once(key, ContentHash::of(&whose)?, move |tx| {
            if asking == whose {
                return Err(Refused::SamePerson.into());
            }
            end(tx, &here, whose)?;
            Ok(whose)
        })
        .await
}

fn end(tx: &mut Tx<'_>, lodge: &Lodge, whose: PersonId) -> Reply<()> {
    let person = person::find(tx.conn, whose)?.ok_or(Refused::NotFound)?;
    rows::remove_totp(tx, whose, rows::Stage::Waiting)?;
    rows::remove_totp(tx, whose, rows::Stage::Confirmed)?;
    rows::end_cards(tx, whose)?;
    visit::end_all(tx, whose, Ending::Ended)?;
    person::raise_stamp(tx, whose)?;
    if let Some(to) = person.mail {
        let until = tx.now().plus_ms(LETTER_MS);
        letter::write(
            tx,
            lodge.secrets(),
            &Letter::of(to, words::letter("factor-ended", &[])),
            until,
            letter::Fate::Post,
        )?;
    }
    Ok(())
}
