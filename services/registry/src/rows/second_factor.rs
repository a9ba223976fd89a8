//! Second factors: applications of codes, and cards of codes.

use diesel::{delete, insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{CodeCard, CodeCardId, PersonId},
};
use store::{Fault, Tx, conn::AnyConn, ids::Ref};

use crate::tables::{code_card, code_card_use, totp};

/// An application of codes, as it lies in its table.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct TotpRow {
    pub(crate) sealed: Vec<u8>,
    pub(crate) last_step: i64,
    pub(crate) since: i64,
}

/// The one that waits for its first code, or the one that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Waiting,
    Confirmed,
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
        }
    }
}

pub(crate) fn totp(conn: &mut AnyConn, person: PersonId, stage: Stage) -> Result<Option<TotpRow>, Fault> {
    Ok(totp::table
        .find((Ref(person), stage.name()))
        .select((totp::sealed, totp::last_step, totp::since))
        .first(conn)
        .optional()?)
}

/// Keeps a new one that waits, in the place of a former one.
pub(crate) fn wait_for_totp(tx: &mut Tx<'_>, person: PersonId, sealed: &[u8]) -> Result<(), Fault> {
    remove_totp(tx, person, Stage::Waiting)?;
    let values = (
        totp::person_id.eq(Ref(person)),
        totp::stage.eq(Stage::Waiting.name()),
        totp::sealed.eq(sealed),
        totp::last_step.eq(0),
        totp::since.eq(tx.now().0),
    );
    insert_into(totp::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// The one that waited is asked from now on, sealed anew, in the place of a former one; false when none waited.
pub(crate) fn confirm_totp(tx: &mut Tx<'_>, person: PersonId, sealed: &[u8], step: i64) -> Result<bool, Fault> {
    remove_totp(tx, person, Stage::Confirmed)?;
    let confirmed = (
        totp::stage.eq(Stage::Confirmed.name()),
        totp::sealed.eq(sealed),
        totp::last_step.eq(step),
        totp::since.eq(tx.now().0),
    );
    let waiting = totp::table.find((Ref(person), Stage::Waiting.name()));
    Ok(update(waiting).set(confirmed).execute(tx.conn)? == 1)
}

/// Keeps that the code of that step served; false when a later one served meanwhile.
pub(crate) fn use_totp(tx: &mut Tx<'_>, person: PersonId, step: i64) -> Result<bool, Fault> {
    let own = totp::table.find((Ref(person), Stage::Confirmed.name())).filter(totp::last_step.lt(step));
    Ok(update(own).set(totp::last_step.eq(step)).execute(tx.conn)? == 1)
}

pub(crate) fn remove_totp(tx: &mut Tx<'_>, person: PersonId, stage: Stage) -> Result<(), Fault> {
    delete(totp::table.find((Ref(person), stage.name()))).execute(tx.conn)?;
    Ok(())
}

/// A card that is in use.
#[derive(Clone, Debug)]
pub(crate) struct CardRow {
    pub(crate) id: CodeCardId,
    pub(crate) printed_at: At,
    /// The number that is asked next.
    pub(crate) asked: Option<i64>,
    /// Of the key under which its codes were made; none: of before.
    pub(crate) mark: Option<Vec<u8>>,
}

type CardFound = (Ref<CodeCard>, i64, Option<i64>, Option<Vec<u8>>);

/// The card of a person that nobody ended.
pub(crate) fn card(conn: &mut AnyConn, person: PersonId) -> Result<Option<CardRow>, Fault> {
    let found: Option<CardFound> = code_card::table
        .filter(code_card::person_id.eq(Ref(person)).and(code_card::ended_at.is_null()))
        .select((code_card::id, code_card::printed_at, code_card::asked, code_card::mark))
        .order((code_card::printed_at.desc(), code_card::id.asc()))
        .first(conn)
        .optional()?;
    Ok(found.map(|(id, printed_at, asked, mark)| CardRow { id: id.0, printed_at: At(printed_at), asked, mark }))
}

/// The numbers of a card that served.
pub(crate) fn used(conn: &mut AnyConn, card: CodeCardId) -> Result<Vec<i64>, Fault> {
    Ok(code_card_use::table.filter(code_card_use::card_id.eq(Ref(card))).select(code_card_use::no).load(conn)?)
}

/// The number of a card that served at that instant.
pub(crate) fn used_at(conn: &mut AnyConn, card: CodeCardId, at: At) -> Result<Option<i64>, Fault> {
    let then = code_card_use::table.filter(code_card_use::card_id.eq(Ref(card)).and(code_card_use::at.eq(at.0)));
    Ok(then.select(code_card_use::no).first(conn).optional()?)
}

/// Keeps a new card and the mark of its key; the former ones of that person end.
pub(crate) fn print_card(
    tx: &mut Tx<'_>,
    (card, mark): (CodeCardId, Vec<u8>),
    person: PersonId,
    asked: i64,
) -> Result<(), Fault> {
    end_cards(tx, person)?;
    let values = (
        code_card::id.eq(Ref(card)),
        code_card::person_id.eq(Ref(person)),
        code_card::printed_at.eq(tx.now().0),
        code_card::asked.eq(Some(asked)),
        code_card::mark.eq(Some(mark)),
    );
    insert_into(code_card::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// Ends every card of a person.
pub(crate) fn end_cards(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Fault> {
    let now = tx.now().0;
    let own = code_card::table.filter(code_card::person_id.eq(Ref(person)).and(code_card::ended_at.is_null()));
    update(own).set(code_card::ended_at.eq(Some(now))).execute(tx.conn)?;
    Ok(())
}

/// Keeps that a number served, and which is asked next. A number that served meanwhile is a clash: the act is judged again.
pub(crate) fn use_code(tx: &mut Tx<'_>, card: CodeCardId, no: i64, next: Option<i64>) -> Result<(), Fault> {
    let at = tx.now().0;
    let values = (code_card_use::card_id.eq(Ref(card)), code_card_use::no.eq(no), code_card_use::at.eq(at));
    insert_into(code_card_use::table).values(values).execute(tx.conn)?;
    update(code_card::table.find(Ref(card))).set(code_card::asked.eq(next)).execute(tx.conn)?;
    Ok(())
}
