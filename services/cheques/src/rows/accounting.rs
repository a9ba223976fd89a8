//! What an accountant's words are made of, as it lies in the database: pieces, letters, sums of accounts.
//!
//! Written as SQL where a statement crosses the whole books; what is asked from outside is bound, never written in.

use diesel::{
    QueryableByName, RunQueryDsl,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use kernel::{
    clock::At,
    ids::{Id, OrderId},
};
use store::{
    Fault,
    conn::AnyConn,
    each,
    ids::{Ref, SqlId},
};

use crate::{
    account::Owner,
    tables::{order_funds, transfer},
};

/// A redemption as its line of the ledger is told.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Honoured {
    #[diesel(sql_type = BigInt)]
    pub(crate) ledger_no: i64,
    #[diesel(sql_type = Text)]
    pub(crate) label: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) carnet_no: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) cheque_no: i64,
    /// The run that gathered it.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) run_no: Option<i64>,
    /// The line that takes it back from what is due.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(crate) undone: Option<i64>,
}

/// The redemptions whose lines are after a number and up to another.
pub(crate) fn honoured(conn: &mut AnyConn, after: i64, until: i64) -> Result<Vec<Honoured>, Fault> {
    let asked = || sql_query(HONOURED).bind::<BigInt, _>(after).bind::<BigInt, _>(until);
    Ok(each!(conn, |c| asked().load(c))?)
}

const HONOURED: &str = "select r.ledger_no as ledger_no, o.label as label, c.no as carnet_no, q.no as cheque_no,
        s.no as run_no, k.ledger_no as undone
    from redemption r
    join carnet c on c.id = r.carnet_id
    join funding_order o on o.id = r.order_id
    join cheque q on q.id = r.cheque_id
    left join settlement_line l on l.cheque_id = r.cheque_id and l.round = r.round
    left join settlement s on s.id = l.settlement_id
    left join transfer k on k.corrects = r.ledger_no and k.debit_kind = 'due'
    where r.ledger_no > $1 and r.ledger_no <= $2 order by r.ledger_no";

/// A run whose transfers answer each other: their lines may bear its letter.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Cleared {
    #[diesel(sql_type = BigInt)]
    pub(crate) run_no: i64,
    /// The run itself, as an owner.
    #[diesel(sql_type = SqlId)]
    owner: Ref<Owner>,
    /// The first line of the group.
    #[diesel(sql_type = BigInt)]
    pub(crate) first: i64,
    /// When the last line came.
    #[diesel(sql_type = BigInt)]
    at: i64,
}

impl Cleared {
    pub(crate) const fn owner(&self) -> Id<Owner> {
        self.owner.0
    }

    pub(crate) const fn at(&self) -> At {
        At(self.at)
    }
}

/// What a run left of the due of a venue: what it gathered, less what it paid, kept or took from it.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Left {
    #[diesel(sql_type = BigInt)]
    pub(crate) run_no: i64,
    #[diesel(sql_type = SqlId)]
    venue: Ref<Owner>,
    #[diesel(sql_type = BigInt)]
    pub(crate) cents: i64,
    /// The first line.
    #[diesel(sql_type = BigInt)]
    pub(crate) first: i64,
    /// When the last line of the run came.
    #[diesel(sql_type = BigInt)]
    at: i64,
}

impl Left {
    pub(crate) const fn venue(&self) -> Id<Owner> {
        self.venue.0
    }

    pub(crate) const fn at(&self) -> At {
        At(self.at)
    }
}

/// What runs left of the due of venues, by lines up to a number.
pub(crate) fn dues_left(conn: &mut AnyConn, until: i64) -> Result<Vec<Left>, Fault> {
    let asked = || sql_query(DUES_LEFT).bind::<BigInt, _>(until).bind::<BigInt, _>(until).bind::<BigInt, _>(until);
    Ok(each!(conn, |c| asked().load(c))?)
}

const DUES_LEFT: &str = "select run_no, venue, cast(sum(cents) as bigint) as cents, min(line) as first, max(at) as at from (
        select s.no as run_no, l.venue_id as venue, sum(l.value_cents) as cents, min(r.ledger_no) as line, 0 as at
        from settlement_line l join settlement s on s.id = l.settlement_id
        join redemption r on r.cheque_id = l.cheque_id and r.round = l.round
        where s.stage in ('approved', 'exported', 'confirmed') and r.ledger_no <= $1
        group by s.no, l.venue_id
        union all
        select s.no as run_no, t.debit_owner as venue, -sum(t.amount_cents) as cents, min(t.ledger_no) as line, max(t.at) as at
        from transfer t join settlement s on s.id = t.subject
        where t.debit_kind = 'due' and t.ledger_no <= $2 group by s.no, t.debit_owner
        union all
        select s.no as run_no, t.credit_owner as venue, sum(t.amount_cents) as cents, min(t.ledger_no) as line, max(t.at) as at
        from transfer t join settlement s on s.id = t.subject
        where t.credit_kind = 'due' and t.ledger_no <= $3 group by s.no, t.credit_owner
    ) sides group by run_no, venue";

/// What a run left of the due of a venue, and a later one took.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Taken {
    #[diesel(sql_type = BigInt)]
    pub(crate) run_no: i64,
    #[diesel(sql_type = SqlId)]
    venue: Ref<Owner>,
    /// The run that took it.
    #[diesel(sql_type = BigInt)]
    pub(crate) later_no: i64,
}

impl Taken {
    pub(crate) const fn venue(&self) -> Id<Owner> {
        self.venue.0
    }
}

/// What later runs took from earlier ones, by lines up to a number. Of a first payment that is capped, a venue may have
/// nothing: that its run was approved then is seen by what left the due of the structure's others.
pub(crate) fn dues_taken(conn: &mut AnyConn, until: i64) -> Result<Vec<Taken>, Fault> {
    let asked = || sql_query(DUES_TAKEN).bind::<BigInt, _>(until).bind::<BigInt, _>(until);
    Ok(each!(conn, |c| asked().load(c))?)
}

const DUES_TAKEN: &str = "select s.no as run_no, c.venue_id as venue, l.no as later_no
    from settlement_carry c
    join settlement s on s.id = c.settlement_id
    join settlement l on l.id = c.taken_by
    where exists (select 1 from transfer t where t.subject = l.id and t.debit_kind = 'due'
        and t.debit_owner = c.venue_id and t.ledger_no <= $1)
    or exists (select 1 from settlement_share z join transfer t on t.debit_kind = 'due' and t.debit_owner = z.venue_id
        where z.settlement_id = l.id and z.structure_id = c.structure_id and t.subject = l.id and t.ledger_no <= $2)
    order by s.no, l.no";

/// The runs whose transfers the bank has all paid or returned, by lines up to a number.
pub(crate) fn transits_cleared(conn: &mut AnyConn, until: i64) -> Result<Vec<Cleared>, Fault> {
    let asked = || sql_query(TRANSITS_CLEARED).bind::<BigInt, _>(until).bind::<BigInt, _>(until);
    Ok(each!(conn, |c| asked().load(c))?)
}

const TRANSITS_CLEARED: &str =
    "select s.no as run_no, sides.owner as owner, min(line) as first, max(sides.at) as at from (
        select credit_owner as owner, amount_cents as cents, ledger_no as line, at from transfer
        where credit_kind = 'in-transit' and ledger_no <= $1
        union all
        select debit_owner as owner, -amount_cents as cents, ledger_no as line, at from transfer
        where debit_kind = 'in-transit' and ledger_no <= $2
    ) sides join settlement s on s.id = sides.owner
    group by s.no, sides.owner having sum(cents) = 0";

/// What went through an account up to a line.
#[derive(Clone, Debug, QueryableByName)]
pub(crate) struct Moved {
    #[diesel(sql_type = Text)]
    pub(crate) kind: String,
    #[diesel(sql_type = SqlId)]
    owner: Ref<Owner>,
    #[diesel(sql_type = BigInt)]
    pub(crate) debit: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) credit: i64,
}

impl Moved {
    pub(crate) const fn owner(&self) -> Id<Owner> {
        self.owner.0
    }
}

/// What went through each account, by lines up to a number.
pub(crate) fn moved(conn: &mut AnyConn, until: i64) -> Result<Vec<Moved>, Fault> {
    let asked = || sql_query(MOVED).bind::<BigInt, _>(until).bind::<BigInt, _>(until);
    Ok(each!(conn, |c| asked().load(c))?)
}

const MOVED: &str =
    "select kind, owner, cast(sum(debit) as bigint) as debit, cast(sum(credit) as bigint) as credit from (
        select debit_kind as kind, debit_owner as owner, sum(amount_cents) as debit, 0 as credit
        from transfer where ledger_no <= $1 group by debit_kind, debit_owner
        union all
        select credit_kind as kind, credit_owner as owner, 0 as debit, sum(amount_cents) as credit
        from transfer where ledger_no <= $2 group by credit_kind, credit_owner
    ) sides group by kind, owner order by kind, owner";

/// What went through one account, by lines up to a number: debit, credit.
pub(crate) fn moved_of(conn: &mut AnyConn, kind: &str, owner: Id<Owner>, until: i64) -> Result<(i64, i64), Fault> {
    let cents = || diesel::dsl::sql::<BigInt>("CAST(COALESCE(SUM(amount_cents), 0) AS BIGINT)");
    let before = transfer::ledger_no.le(until);
    let debit = transfer::table
        .filter(transfer::debit_kind.eq(kind).and(transfer::debit_owner.eq(Ref(owner))).and(before))
        .select(cents())
        .first(conn)?;
    let credit = transfer::table
        .filter(transfer::credit_kind.eq(kind).and(transfer::credit_owner.eq(Ref(owner))).and(before))
        .select(cents())
        .first(conn)?;
    Ok((debit, credit))
}

/// The numbers of the lines of an account after one and up to another, in order, at most so many.
pub(crate) fn lines_of(
    conn: &mut AnyConn,
    kind: &str,
    owner: Id<Owner>,
    (after, until): (i64, i64),
    most: i64,
) -> Result<Vec<i64>, Fault> {
    let mine = |numbers: Vec<i64>, more: Vec<i64>| {
        let mut all = [numbers, more].concat();
        all.sort_unstable();
        all.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        all
    };
    let within = transfer::ledger_no.gt(after).and(transfer::ledger_no.le(until));
    let debits = transfer::table
        .filter(transfer::debit_kind.eq(kind).and(transfer::debit_owner.eq(Ref(owner))).and(within))
        .order(transfer::ledger_no)
        .limit(most)
        .select(transfer::ledger_no)
        .load(conn)?;
    let credits = transfer::table
        .filter(transfer::credit_kind.eq(kind).and(transfer::credit_owner.eq(Ref(owner))).and(within))
        .order(transfer::ledger_no)
        .limit(most)
        .select(transfer::ledger_no)
        .load(conn)?;
    Ok(mine(debits, credits))
}

/// The last line written before an instant; 0 when there is none.
pub(crate) fn last_before(conn: &mut AnyConn, at: At) -> Result<i64, Fault> {
    let found: Option<i64> = transfer::table
        .filter(transfer::at.lt(at.0))
        .order(transfer::ledger_no.desc())
        .select(transfer::ledger_no)
        .first(conn)
        .optional()?;
    Ok(found.unwrap_or(0))
}

/// Under which reference a part of the funds of an order came: the one of that line of the ledger, else the last.
pub(crate) fn funds_reference(
    conn: &mut AnyConn,
    order: OrderId,
    ledger_no: Option<i64>,
) -> Result<Option<String>, Fault> {
    let mut parts = order_funds::table.filter(order_funds::order_id.eq(Ref(order))).into_boxed();
    if let Some(no) = ledger_no {
        parts = parts.filter(order_funds::ledger_no.eq(no));
    }
    Ok(parts.order(order_funds::no.desc()).select(order_funds::reference).first(conn).optional()?)
}
