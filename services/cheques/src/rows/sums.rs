//! Sums over rows, for the checks: never a cached total.
//!
//! Written as SQL because each crosses the whole books in one statement; every value is a constant of ours, none is given from outside.

use diesel::{
    QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text},
};
use store::{Fault, conn::AnyConn};

/// A count, and how many of those counted are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QueryableByName)]
pub(crate) struct Tally {
    #[diesel(sql_type = BigInt)]
    pub(crate) counted: i64,
    #[diesel(sql_type = BigInt)]
    pub(crate) wrong: i64,
}

/// The credit balance of a kind of account.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub(crate) struct Balance {
    #[diesel(sql_type = Text)]
    pub(crate) kind: String,
    #[diesel(sql_type = BigInt)]
    pub(crate) cents: i64,
}

/// Runs one of the statements below.
pub(crate) fn tally(conn: &mut AnyConn, statement: &'static str) -> Result<Tally, Fault> {
    Ok(sql_query(statement).get_result(conn)?)
}

/// Credit minus debit, kind by kind.
pub(crate) fn balances(conn: &mut AnyConn) -> Result<Vec<Balance>, Fault> {
    Ok(sql_query(BALANCES).load(conn)?)
}

const BALANCES: &str = "select kind, cast(sum(cents) as bigint) as cents from (
    select credit_kind as kind, sum(amount_cents) as cents from transfer group by credit_kind
    union all
    select debit_kind as kind, -sum(amount_cents) as cents from transfer group by debit_kind
) moves group by kind order by kind";

/// Cheques with more than one redemption that is not undone (I1).
pub(crate) const REDEEMED_ONCE: &str =
    "select count(*) as counted, count(case when times > 1 then 1 end) as wrong from (
    select r.cheque_id, count(*) as times from redemption r
    left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
    where v.cheque_id is null group by r.cheque_id
) standing";

/// Cheques paid more than once, or paid though undone and not owed back (I1).
pub(crate) const PAID_ONCE: &str =
    "select count(*) as counted, count(case when standing > 1 or undone > 0 then 1 end) as wrong from (
    select l.cheque_id, count(case when v.cheque_id is null then 1 end) as standing,
        count(case when v.cheque_id is not null and coalesce(x.owing, '') <> 'recoverable' then 1 end) as undone
    from settlement_line l
    left join redemption_void v on v.cheque_id = l.cheque_id and v.round = l.round
    left join reversal x on x.cheque_id = l.cheque_id and x.round = l.round
    group by l.cheque_id
) paid";

/// Redemptions whose line of the ledger is missing or says something else (I3).
pub(crate) const REDEMPTIONS_POSTED: &str = "select count(*) as counted, count(case when
    t.ledger_no is null or t.amount_cents <> r.value_cents or t.subject <> r.cheque_id or t.credit_kind <> 'due'
    or t.credit_owner <> r.venue_id or t.debit_kind <> 'held' or t.debit_owner <> r.order_id then 1 end) as wrong
    from redemption r left join transfer t on t.ledger_no = r.ledger_no";

/// Undoings whose line of the ledger is missing or does not correct the redemption's line (I3).
pub(crate) const VOIDS_POSTED: &str = "select count(*) as counted, count(case when
    t.ledger_no is null or t.amount_cents <> r.value_cents or t.corrects <> r.ledger_no or t.debit_owner <> r.venue_id
    then 1 end) as wrong
    from redemption_void v join redemption r on r.cheque_id = v.cheque_id and r.round = v.round
    left join transfer t on t.ledger_no = v.ledger_no";

/// Reversals that are not in the ledger as they are told: from whom, to whom, in whose place (I3).
pub(crate) const REVERSALS_POSTED: &str = "select count(*) as counted, count(case when
    v.cheque_id is null or t.ledger_no is null or t.reason <> 'reversal' or t.debit_kind <> x.owing
    or not (t.credit_kind = 'held' and t.credit_owner = r.order_id
        or t.credit_kind = 'refundable' and t.credit_owner = o.funder_id) then 1 end) as wrong
    from reversal x join redemption r on r.cheque_id = x.cheque_id and r.round = x.round
    join funding_order o on o.id = r.order_id
    left join redemption_void v on v.cheque_id = x.cheque_id and v.round = x.round and v.ledger_no = x.ledger_no
    left join transfer t on t.ledger_no = x.ledger_no";

/// Lines of the ledger that no deed asked for (I4).
pub(crate) const NO_STRAY_LINE: &str = "select count(*) as counted, count(case when
    r.cheque_id is null and v.cheque_id is null and x.cheque_id is null and f.order_id is null and o.id is null and s.id is null
    and b.order_id is null then 1 end) as wrong
    from transfer t
    left join redemption r on r.ledger_no = t.ledger_no and t.reason = 'redemption'
    left join redemption_void v on v.ledger_no = t.ledger_no and t.reason = 'void'
    left join reversal x on x.ledger_no = t.ledger_no and t.reason = 'reversal'
    left join order_funds f on f.ledger_no = t.ledger_no and t.reason = 'funding'
    left join funding_order o on o.id = t.subject and t.reason = 'expiry' and o.closed_at is not null
    left join order_refund b on b.ledger_no = t.ledger_no and t.reason = 'refund'
    left join settlement s on s.id = t.subject
        and t.reason in ('settlement', 'payment', 'rejection', 'return', 'offset', 'fee')";

/// Cheques whose stage and redemptions disagree (I5).
pub(crate) const STAGES_TRUE: &str = "select count(*) as counted, count(case when
    (c.stage = 'redeemed') <> (r.cheque_id is not null) then 1 end) as wrong
    from cheque c left join redemption r on r.cheque_id = c.id and r.round = c.round";

/// Orders whose cheques are not as many as their issued booklets say, or not of their face value (I5).
pub(crate) const ISSUED_COUNTED: &str = "select count(*) as counted, count(case when
    cheques <> issued_carnets * cheques_per_carnet or strange > 0 then 1 end) as wrong from (
    select o.issued_carnets, o.cheques_per_carnet, count(c.id) as cheques,
        count(case when c.value_cents <> o.face_value_cents then 1 end) as strange
    from funding_order o left join cheque c on c.order_id = o.id
    group by o.id, o.issued_carnets, o.cheques_per_carnet, o.face_value_cents
) issued";

/// Stocks, order by order, that are not what came in less what went out, or a booklet's moves that do not follow one another.
pub(crate) const STOCKS_TRUE: &str =
    "select count(*) as counted, count(case when moved <> lying or gaps > 0 then 1 end) as wrong from (
    select holder, order_id, sum(moved) as moved, sum(lying) as lying, sum(gap) as gaps from (
        select to_id as holder, order_id, 1 as moved, 0 as lying, 0 as gap from carnet_move where to_id is not null
        union all
        select from_id, order_id, -1, 0, 0 from carnet_move where from_id is not null
        union all
        select s.prescriber_id, c.order_id, 0, 1, case when c.blocked_at is not null then 1 else 0 end
            from carnet_stock s join carnet c on c.id = s.carnet_id where c.handed_over_at is null
        union all
        select c.order_id, c.order_id, 0, 0, 1 from carnet c
            where c.handed_over_at is not null
            and not exists (select 1 from carnet_move m where m.carnet_id = c.id and m.kind = 'handed-over')
        union all
        select m.order_id, m.order_id, 0, 0, 1 from carnet_move m
            where m.no > 1 and not exists (select 1 from carnet_move p where p.carnet_id = m.carnet_id and p.no = m.no - 1)
    ) sides group by holder, order_id
) stocks";

/// Booklets that replace another one of another order, one that can still serve, or with more cheques than it lost.
pub(crate) const REPLACEMENTS_TRUE: &str = "select count(*) as counted, count(case when
    order_id <> old_order or old_why is null or old_why <> 'replaced' or bears > died then 1 end) as wrong from (
    select n.order_id, o.order_id as old_order, o.blocked_why as old_why,
        (select count(*) from cheque c where c.carnet_id = n.id and c.stage <> 'cancelled') as bears,
        (select count(*) from cheque c where c.carnet_id = o.id and c.stage = 'cancelled') as died
    from carnet n join carnet o on o.id = n.replaces_id
) replacements";

/// Holds that count other cheques as presented than their acts presented, or acts that took fewer cheques at the venue.
pub(crate) const KEPT_USED: &str = "select count(*) as counted, count(case when used <> given or strange > 0 then 1 end) as wrong from (
    select h.used, coalesce((select sum(u.cheques) from cheque_hold_use u where u.booking_id = h.booking_id), 0) as given,
        (select count(*) from cheque_hold_use u where u.booking_id = h.booking_id and u.cheques > (
            select count(*) from redemption r where r.receipt_id = u.receipt_id and r.venue_id = h.venue_id)) as strange
    from cheque_hold h
) holds";

/// Parts of funds whose line of the ledger is missing or says something else, and orders that have received another sum than
/// their parts, or count other booklets as covered than this sum covers (I5).
pub(crate) const FUNDS_TRUE: &str = "select count(*) as counted, coalesce(sum(wrong), 0) as wrong from (
    select case when t.ledger_no is null or t.amount_cents <> f.cents or t.debit_kind <> 'bank' or t.credit_kind <> 'held'
        or t.credit_owner <> f.order_id then 1 else 0 end as wrong
    from order_funds f left join transfer t on t.ledger_no = f.ledger_no
    union all
    select case when received_cents <> parts or covered_carnets <> received_cents / (face_value_cents * cheques_per_carnet)
        or covered_carnets > carnets or (funds_at is not null) <> (received_cents = face_value_cents * cheques_per_carnet * carnets)
        then 1 else 0 end as wrong
    from (select o.received_cents, o.covered_carnets, o.face_value_cents, o.cheques_per_carnet, o.carnets, o.funds_at,
        coalesce((select sum(f.cents) from order_funds f where f.order_id = o.id), 0) as parts from funding_order o) orders
) funds";

/// Refunds that are not the amount of their credit note, or whose line of the ledger is missing or says something else (I5).
pub(crate) const REFUNDS_TRUE: &str = "select count(*) as counted, count(case when
    t.ledger_no is null or t.amount_cents <> b.cents or d.amount_cents <> b.cents or d.kind <> 'credit-note'
    or t.debit_kind <> 'refundable' or t.debit_owner <> o.funder_id or t.credit_kind <> 'bank' then 1 end) as wrong
    from order_refund b join order_document d on d.id = b.document_id join funding_order o on o.id = b.order_id
    left join transfer t on t.ledger_no = b.ledger_no";

/// Orders whose held money is not what came for them less the value of their used cheques (I5).
pub(crate) const HELD_TRUE: &str = "select count(*) as counted, count(case when held <> promised then 1 end) as wrong from (
    select o.id,
        coalesce((select sum(t.amount_cents) from transfer t where t.credit_kind = 'held' and t.credit_owner = o.id), 0)
        - coalesce((select sum(t.amount_cents) from transfer t where t.debit_kind = 'held' and t.debit_owner = o.id), 0) as held,
        case when o.closed_at is not null then 0 else o.received_cents
        - coalesce((select sum(c.value_cents) from cheque c where c.order_id = o.id and c.stage = 'redeemed'), 0) end as promised
    from funding_order o
) orders";

/// Lines of runs that are not those of their redemption (I6).
pub(crate) const LINES_TRUE: &str = "select count(*) as counted, count(case when
    r.cheque_id is null or l.value_cents <> r.value_cents or l.venue_id <> r.venue_id
    or l.structure_id <> r.structure_id then 1 end) as wrong
    from settlement_line l left join redemption r on r.cheque_id = l.cheque_id and r.round = l.round";

/// Structures of a run whose payment is not the sum of what their venues are paid (I6).
pub(crate) const PAYMENTS_TRUE: &str =
    "select count(*) as counted, count(case when shares <> payments then 1 end) as wrong from (
    select settlement_id, structure_id, sum(share) as shares, sum(payment) as payments from (
        select settlement_id, structure_id, paid_cents as share, 0 as payment from settlement_share
        union all
        select settlement_id, structure_id, 0 as share, amount_cents as payment from settlement_payment
    ) sides group by settlement_id, structure_id
) structures";

/// Venues of a run whose share is not the sum of their lines (I6).
pub(crate) const SHARES_TRUE: &str =
    "select count(*) as counted, count(case when lines <> shares then 1 end) as wrong from (
    select settlement_id, venue_id, structure_id, sum(line) as lines, sum(share) as shares from (
        select settlement_id, venue_id, structure_id, value_cents as line, 0 as share from settlement_line
        where settlement_id in (select id from settlement where stage <> 'preparing')
        union all
        select settlement_id, venue_id, structure_id, 0 as line, gathered_cents as share from settlement_share
    ) sides group by settlement_id, venue_id, structure_id
) venues";

/// Venues of a run that brought over what no earlier run had left, or left another sum than it kept back (I6).
pub(crate) const CARRIED_TRUE: &str =
    "select count(*) as counted, count(case when brought <> taken or held <> kept then 1 end) as wrong from (
    select settlement_id, venue_id, structure_id, sum(brought) as brought, sum(taken) as taken, sum(held) as held, sum(kept) as kept from (
        select settlement_id, venue_id, structure_id, carried_cents as brought, 0 as taken,
            case when held is not null then gathered_cents - fee_cents else rest_cents end as held, 0 as kept from settlement_share
        union all
        select taken_by, venue_id, structure_id, 0, amount_cents, 0, 0 from settlement_carry where taken_by is not null
        union all
        select settlement_id, venue_id, structure_id, 0, 0, 0, amount_cents from settlement_carry
        where why not in ('rejected', 'returned')
    ) sides group by settlement_id, venue_id, structure_id
) venues";

/// Payments that the bank rejected or returned and whose money does not wait, or waits as another sum (I6).
pub(crate) const BOUNCED_TRUE: &str =
    "select count(*) as counted, count(case when bounced <> waiting then 1 end) as wrong from (
    select settlement_id, structure_id, sum(bounced) as bounced, sum(waiting) as waiting from (
        select settlement_id, structure_id,
            case when stage in ('rejected', 'returned') then amount_cents else 0 end as bounced, 0 as waiting from settlement_payment
        union all
        select settlement_id, structure_id, 0, amount_cents from settlement_carry where why in ('rejected', 'returned')
    ) sides group by settlement_id, structure_id
) structures";

/// Venues of an approved run whose share is not what left their due: paid, repaid and kept as a fee (I6).
pub(crate) const CLEARED_TRUE: &str = "select count(*) as counted, count(case when shares <> cleared then 1 end) as wrong from (
    select settlement_id, venue_id, kind, sum(share) as shares, sum(moved) as cleared from (
        select settlement_id, venue_id, 'settlement' as kind, paid_cents as share, 0 as moved from settlement_share
        where settlement_id in (select id from settlement where stage in ('approved', 'exported', 'confirmed'))
        union all
        select settlement_id, venue_id, 'fee', fee_cents, 0 from settlement_share
        where settlement_id in (select id from settlement where stage in ('approved', 'exported', 'confirmed'))
        union all
        select settlement_id, venue_id, 'offset', offset_cents, 0 from settlement_share
        where settlement_id in (select id from settlement where stage in ('approved', 'exported', 'confirmed'))
        union all
        select subject, debit_owner, reason, 0, amount_cents from transfer where reason in ('settlement', 'fee', 'offset')
    ) sides group by settlement_id, venue_id, kind
) venues";

/// Runs of which the bank paid, rejected or returned otherwise than their payments and their stage say (I6).
pub(crate) const PAID_TRUE: &str = "select count(*) as counted, count(case when
    paid <> paid_moves or rejected <> rejected_moves or returned <> returned_moves
    or (stage = 'confirmed' and open > 0) or (stage not in ('exported', 'confirmed') and open < payments)
    then 1 end) as wrong from (
    select s.stage,
        (select count(*) from settlement_payment p where p.settlement_id = s.id) as payments,
        (select count(*) from settlement_payment p where p.settlement_id = s.id and p.stage = 'open') as open,
        coalesce((select sum(p.amount_cents) from settlement_payment p where p.settlement_id = s.id and p.stage in ('paid', 'returned')), 0) as paid,
        coalesce((select sum(p.amount_cents) from settlement_payment p where p.settlement_id = s.id and p.stage = 'rejected'), 0) as rejected,
        coalesce((select sum(p.amount_cents) from settlement_payment p where p.settlement_id = s.id and p.stage = 'returned'), 0) as returned,
        coalesce((select sum(t.amount_cents) from transfer t where t.debit_kind = 'in-transit' and t.debit_owner = s.id and t.reason = 'payment'), 0) as paid_moves,
        coalesce((select sum(t.amount_cents) from transfer t where t.debit_kind = 'in-transit' and t.debit_owner = s.id and t.reason = 'rejection'), 0) as rejected_moves,
        coalesce((select sum(t.amount_cents) from transfer t where t.debit_kind = 'bank' and t.reason = 'return' and t.subject = s.id), 0) as returned_moves
    from settlement s
) runs";

/// Redemptions up to the mark of an ended run, not undone, that entered no run and were not passed over: they would never be
/// paid. One that was passed over must be held still, or released since that run was begun (I6).
pub(crate) const NONE_FORGOTTEN: &str =
    "select count(*) as counted, count(case when l.cheque_id is null and (p.cheque_id is null
        or h.cheque_id is null and w.venue_id is null) then 1 end) as wrong
    from (select coalesce(max(s.mark_ledger_no), 0) as mark, coalesce(max(s.prepared_at), 0) as began
        from settlement s where s.stage <> 'preparing') last
    join redemption r on r.ledger_no <= last.mark
    left join redemption_void v on v.cheque_id = r.cheque_id and v.round = r.round
    left join settlement_line l on l.cheque_id = r.cheque_id and l.round = r.round
    left join passed_over p on p.cheque_id = r.cheque_id and p.round = r.round
    left join (select h.cheque_id, h.round, max(coalesce(h.released_at, 9223372036854775807)) as until
        from redemption_hold h group by h.cheque_id, h.round) h
        on h.cheque_id = r.cheque_id and h.round = r.round and h.until >= last.began
    left join (select w.venue_id, max(coalesce(w.released_at, 9223372036854775807)) as until
        from venue_hold w group by w.venue_id) w on w.venue_id = r.venue_id and w.until >= last.began
    where v.cheque_id is null";

/// Holds that do not keep their redemption out of the runs that may still change (I6).
pub(crate) const HOLDS_TRUE: &str = "select count(*) as counted, count(case when held > 0 then 1 end) as wrong from (
    select h.cheque_id, h.round, (select count(*) from settlement_line l where l.cheque_id = h.cheque_id and l.round = h.round)
        as held
    from redemption_hold h where h.released_at is null
    union all
    select w.venue_id, w.no, (select count(*) from settlement_line l join settlement s on s.id = l.settlement_id
        where l.venue_id = w.venue_id and s.stage in ('preparing', 'prepared')) as held
    from venue_hold w where w.released_at is null
) holds";

/// Promises below zero: a venue paid more than it was owed, an order spent beyond its funds; or a venue that gave more back
/// than it owed (I10).
pub(crate) const NO_NEGATIVE: &str = "select count(*) as counted, count(case when
    kind <> 'recoverable' and cents < 0 or kind = 'recoverable' and cents > 0 then 1 end) as wrong from (
    select kind, owner, sum(cents) as cents from (
        select credit_kind as kind, credit_owner as owner, amount_cents as cents from transfer
        union all
        select debit_kind as kind, debit_owner as owner, -amount_cents as cents from transfer
    ) moves where kind <> 'bank' group by kind, owner
) accounts";

/// Acts parked because they made their batch fail.
pub(crate) const NONE_PARKED: &str = "select count(*) as counted, count(*) as wrong from parked";

/// Receipts given to venues that have no redemption any more, or redemptions without a receipt (I4).
pub(crate) const RECEIPTS_KEPT: &str = "select count(*) as counted,
    abs(count(*) - (select count(distinct receipt_id) from redemption)) as wrong
    from act where verb = 'redeemCheques'";

/// Rows of the outbox that the head has counted and that are not there, or that it never counted (I7).
pub(crate) const NONE_UNTOLD: &str = "select count(o.position) as counted,
    abs(h.position - count(o.position)) + abs(h.position - coalesce(max(o.position), 0)) as wrong
    from head h left join outbox o on o.position > 0 group by h.position";
