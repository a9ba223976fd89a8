//! Faults planted in the rows, as a mistake or a thief would: the check names each.

mod deeds;

use std::collections::BTreeSet;

use cheques::{
    books::daily_root::sign_due,
    counter::void::{VoidRedemption, void_redemption},
    orders::close::close_expired_order,
    payments::{
        export::export_settlement,
        settle::{Approve, Confirm, approve, confirm, prepare},
    },
};
use store::conn::Place;

use crate::support::{
    books::Centre,
    engine::{Engine, on_both_engines},
    sql::{self, meddle},
};

on_both_engines!(every_planted_fault_is_named);

/// What is done to the rows, and the findings that must name it (the beginning of each).
const FAULTS: &[(&str, &str, &[&str])] = &[
    (
        "a redemption of a cheque twice in a row",
        "insert into redemption select cheque_id, round + 7, receipt_id, order_id, carnet_id, venue_id, structure_id,
            value_cents, at, day, redeemed_by, ledger_no from redemption where ledger_no = {live}",
        &["I1 Aucun chèque n’est accepté deux fois"],
    ),
    (
        "a settlement line doubled in another round",
        "insert into settlement_line select cheque_id, round + 7, settlement_id, venue_id, structure_id, value_cents
            from settlement_line where cheque_id = {paid}",
        &["I1 Aucun chèque n’est payé deux fois", "I6"],
    ),
    (
        "a redemption forgotten by its run",
        "delete from settlement_line where cheque_id = {paid}",
        &["I6 Aucune acceptation d’avant le dernier règlement"],
    ),
    (
        "a settlement line for a redemption that was undone",
        "insert into settlement_line select v.cheque_id, v.round, s.id, v.venue_id, r.structure_id, r.value_cents
            from redemption_void v join redemption r on r.cheque_id = v.cheque_id and r.round = v.round
            left join reversal x on x.cheque_id = v.cheque_id
            cross join settlement s where s.no = 1 and x.cheque_id is null",
        &["I1 Aucun chèque n’est payé deux fois", "I6"],
    ),
    (
        "an amount of the ledger raised",
        "update transfer set amount_cents = amount_cents + 100 where ledger_no = {live}",
        &["I3 Chaque acceptation", "I5 L’argent gardé", "I7"],
    ),
    ("funds raised", "update transfer set amount_cents = amount_cents + 100 where reason = 'funding'", &["I5 L’argent", "I7"]),
    ("a line of the ledger deleted", "delete from transfer where ledger_no = {live}", &["I3 Chaque acceptation", "I7"]),
    (
        "the last line of the ledger deleted",
        "delete from transfer where ledger_no = (select ledger_no from head)",
        &["I7"],
    ),
    (
        "two lines of the ledger swapped",
        "update transfer set ledger_no = 1000000 where ledger_no = {live};
         update transfer set ledger_no = {live} where ledger_no = {live} - 1;
         update transfer set ledger_no = {live} - 1 where ledger_no = 1000000",
        &["I3 Chaque acceptation", "I7"],
    ),
    ("a hash rewritten", "update transfer set hash = (select hash from transfer where ledger_no = 1) where ledger_no = 2", &["I7"]),
    ("an instant rewritten", "update transfer set at = at + 1 where ledger_no = 2", &["I7"]),
    ("the head's number raised", "update head set ledger_no = ledger_no + 1", &["I7"]),
    (
        "the head's hash rewritten",
        "update head set ledger_hash = (select hash from transfer where ledger_no = 1)",
        &["I7"],
    ),
    (
        "money to an account of no kind",
        "update transfer set credit_kind = 'pocket' where ledger_no = {live}",
        &["I2", "I3 Chaque acceptation", "I7"],
    ),
    (
        "money to another venue",
        "update transfer set credit_owner = {other venue} where ledger_no = {live}",
        &["I3 Chaque acceptation", "I7"],
    ),
    (
        "a redemption given to another venue",
        "update redemption set venue_id = {other venue} where ledger_no = {live}",
        &["I3 Chaque acceptation"],
    ),
    (
        "a redemption of another value",
        "update redemption set value_cents = value_cents + 100 where ledger_no = {live}",
        &["I3 Chaque acceptation"],
    ),
    (
        "a redemption deleted",
        "delete from redemption where ledger_no = {live}",
        &["I4", "I5 L’état"],
    ),
    (
        "a void that corrects another line",
        "update transfer set corrects = 1 where reason = 'void'",
        &["I3 Chaque annulation", "I7"],
    ),
    (
        "a void without its line",
        "update redemption_void set ledger_no = 1000000",
        &["I3 Chaque annulation", "I4"],
    ),
    ("a void forgotten", "delete from redemption_void", &["I4"]),
    (
        "a reversal told of another account",
        "update reversal set owing = 'recoverable' where owing = 'due'",
        &["I3 Chaque correction"],
    ),
    (
        "a reversal without its line",
        "update reversal set ledger_no = 1000000",
        &["I3 Chaque correction", "I4"],
    ),
    ("a reversal forgotten", "delete from reversal", &["I1 Aucun chèque n’est payé deux fois", "I4"]),
    (
        "a reversal in favour of another funder",
        "update transfer set credit_kind = 'refundable' where reason = 'reversal'",
        &["I3 Chaque correction", "I5 L’argent", "I7"],
    ),
    (
        "a venue that gave back what it never owed",
        "update transfer set debit_kind = 'held', debit_owner = credit_owner, credit_kind = 'recoverable',
            credit_owner = debit_owner where reason = 'reversal' and debit_kind = 'recoverable'",
        &["I3 Chaque correction", "I7", "I10"],
    ),
    (
        "a held redemption in a run",
        "insert into settlement_line select h.cheque_id, h.round, s.id, h.venue_id, h.structure_id, h.value_cents
            from redemption_hold h cross join settlement s where s.no = 2 and h.released_at is null",
        &["I6 Rien de ce qui est retenu", "I6 La part"],
    ),
    (
        "a venue held though a run that may change has its lines",
        "insert into venue_hold (venue_id, no, reason, held_at, held_by)
            select venue_id, 1, 'planté', 0, venue_id from settlement_line
            where settlement_id = (select id from settlement where no = 2) limit 1",
        &["I6 Rien de ce qui est retenu"],
    ),
    ("what was passed over forgotten", "delete from passed_over", &["I6 Aucune acceptation d’avant"]),
    ("passed over for no reason", "delete from redemption_hold", &["I6 Aucune acceptation d’avant"]),
    (
        "passed over though it was released before the last run",
        "update redemption_hold set released_at = 0",
        &["I6 Aucune acceptation d’avant"],
    ),
    ("a cheque made live again", "update cheque set stage = 'live' where id = {spent}", &["I5 L’état", "I5 L’argent"]),
    (
        "a cheque spent without a redemption",
        "update cheque set stage = 'redeemed' where id = {a live one}",
        &["I5 L’état", "I5 L’argent"],
    ),
    (
        "a cheque of another value",
        "update cheque set value_cents = value_cents + 100 where id = {a live one}",
        &["I5 Chaque commande"],
    ),
    ("a cheque deleted", "delete from cheque where id = {a live one}", &["I5 Chaque commande"]),
    ("a booklet too many", "update funding_order set issued_carnets = issued_carnets + 1", &["I5 Chaque commande"]),
    (
        "funds without money",
        "update funding_order set received_cents = 100 where received_cents = 0",
        &["I5 Chaque versement", "I5 L’argent"],
    ),
    ("a part of funds raised", "update order_funds set cents = cents + 100", &["I5 Chaque versement"]),
    (
        "a part of funds that is the line of another",
        "update order_funds set ledger_no = {live}",
        &["I4 Aucune ligne", "I5 Chaque versement"],
    ),
    ("a part of funds forgotten", "delete from order_funds", &["I4 Aucune ligne", "I5 Chaque versement"]),
    (
        "a booklet covered without funds",
        "update funding_order set covered_carnets = covered_carnets + 1 where received_cents > 0 and funds_at is null",
        &["I5 Chaque versement"],
    ),
    (
        "an order said to be whole that is not",
        "update funding_order set funds_at = placed_at where received_cents > 0 and funds_at is null",
        &["I5 Chaque versement"],
    ),
    ("a refund raised", "update order_refund set cents = cents + 100", &["I5 Chaque avoir"]),
    ("a refund forgotten", "delete from order_refund", &["I4 Aucune ligne"]),
    (
        "a refund to another funder",
        "update transfer set debit_owner = {other venue} where reason = 'refund'",
        &["I5 Chaque avoir", "I7"],
    ),
    (
        "a credit note of another amount",
        "update order_document set amount_cents = amount_cents + 100 where kind = 'credit-note'",
        &["I5 Chaque avoir", "pièces"],
    ),
    ("a number left out", "update order_document set no = no + 1 where kind = 'credit-note'", &["pièces"]),
    (
        "a statement whose label is another",
        "update order_document set body = replace(body, '\"label\":\"', '\"label\":\"X') where kind = 'end-statement'",
        &["pièces"],
    ),
    ("a statement forgotten between two", "delete from order_document where kind = 'end-statement' and no = 1", &["pièces"]),
    (
        "a payment raised",
        "update settlement_payment set amount_cents = amount_cents + 100 where structure_id = {paid structure}",
        &["I6 Chaque virement"],
    ),
    (
        "a payment moved to another structure",
        "update settlement_payment set amount_cents = amount_cents + 1000
            where settlement_id = {run} and structure_id = {paid structure};
         update settlement_payment set amount_cents = amount_cents - 1000
            where settlement_id = {run} and structure_id <> {paid structure}",
        &["I6 Chaque virement"],
    ),
    (
        "a paid line given to another venue",
        "update settlement_line set venue_id = (select id from venue where id <> settlement_line.venue_id)
            where cheque_id = {paid}",
        &["I6 Chaque ligne", "I6 La part"],
    ),
    (
        "a share raised",
        "update settlement_share set gathered_cents = gathered_cents + 100, paid_cents = paid_cents + 100
            where settlement_id = {run} and structure_id = {paid structure}",
        &["I6 La part", "I6 Chaque virement", "I6 Chaque lieu"],
    ),
    (
        "money brought over from nowhere",
        "update settlement_share set carried_cents = carried_cents + 100, paid_cents = paid_cents + 100
            where settlement_id = {run} and structure_id = {paid structure}",
        &["I6 Ce qui est reporté", "I6 Chaque virement"],
    ),
    (
        "a rest of a payment that nobody capped",
        "update settlement_share set rest_cents = rest_cents + 100, paid_cents = paid_cents - 100
            where settlement_id = {run} and structure_id = {paid structure}",
        &["I6 Ce qui est reporté", "I6 Chaque virement", "I6 Chaque lieu"],
    ),
    (
        "money kept back that nobody held",
        "insert into settlement_carry (settlement_id, venue_id, structure_id, cheques, amount_cents, why, attempt, at)
            select settlement_id, venue_id, structure_id, 1, 100, 'minimum', 0, 0 from settlement_share where settlement_id = {run}",
        &["I6 Ce qui est reporté"],
    ),
    (
        "a payment marked as come back",
        "update settlement_payment set stage = 'returned' where settlement_id = {run} and structure_id = {paid structure}",
        &["I6 Chaque virement rejeté", "I6 Chaque virement payé"],
    ),
    (
        "money that came back twice",
        "insert into settlement_carry (settlement_id, venue_id, structure_id, cheques, amount_cents, why, attempt, at)
            select settlement_id, venue_id, structure_id, 1, paid_cents, 'returned', 1, 0 from settlement_share where settlement_id = {run}",
        &["I6 Chaque virement rejeté"],
    ),
    (
        "a value moved from a paid line to another",
        "update settlement_line set value_cents = value_cents + 100 where cheque_id = {paid};
         update settlement_line set value_cents = value_cents - 100 where settlement_id = {run} and cheque_id = (
            select cheque_id from settlement_line where settlement_id = {run} order by cheque_id desc limit 1)",
        &["I6 Chaque ligne"],
    ),
    (
        "what a run cleared moved from a venue to another",
        "update transfer set debit_owner = (select id from venue where id <> transfer.debit_owner)
            where reason = 'settlement' and ledger_no = (select min(ledger_no) from transfer where reason = 'settlement')",
        &["I6 Chaque lieu", "I7"],
    ),
    (
        "a line of the ledger for no deed",
        "update transfer set reason = 'expiry' where reason = 'funding' and subject = {unclosed order}",
        &["I4", "I7"],
    ),
    ("a line left out of its run", "delete from settlement_line where cheque_id = {paid}", &["I6"]),
    (
        "a run marked paid though it is not",
        "update settlement set stage = 'confirmed' where no = 2",
        &["I6"],
    ),
    (
        "a run marked prepared though it is paid",
        "update settlement set stage = 'prepared' where no = 1",
        &["I6"],
    ),
    (
        "a venue paid more than it was owed",
        "update transfer set amount_cents = amount_cents + 1000000 where reason = 'settlement'",
        &["I6", "I7", "I10"],
    ),
    (
        "the receipt of an act forgotten",
        "delete from act where verb = 'redeemCheques' and key = (select max(key) from act where verb = 'redeemCheques')",
        &["I4 Chaque reçu"],
    ),
    ("an event taken out", "delete from outbox where position = 3", &["I7 Aucun événement"]),
    ("the last event taken out", "delete from outbox where position = (select position from head)", &["I7 Aucun événement"]),
    (
        "an event of nobody",
        "insert into outbox (position, topic, body, at) select position + 1, 'cheque.redeemed', '{}', 0 from head",
        &["I7 Aucun événement"],
    ),
    (
        "a booklet put into a stock by hand",
        "delete from carnet_move where kind = 'allotted'",
        &["carnets Chaque réserve"],
    ),
    ("a hand-over forgotten", "delete from carnet_move where kind = 'handed-over'", &["carnets Chaque réserve"]),
    (
        "a replaced booklet made good again",
        "update carnet set blocked_at = null, blocked_why = null where blocked_why = 'replaced'",
        &["carnets Chaque carnet"],
    ),
    (
        "a replacement with more than it may bear",
        "update cheque set stage = 'live' where stage = 'cancelled'
            and carnet_id in (select id from carnet where replaces_id is not null)",
        &["carnets Chaque carnet"],
    ),
    (
        "more kept of a booklet than it has",
        "update cheque_hold set cheques = 10",
        &["carnets Chaque carnet a encore"],
    ),
    (
        "a kept cheque that no act presented",
        "delete from cheque_hold_use",
        &["carnets Chaque chèque gardé"],
    ),
    (
        "a kept cheque presented at another venue",
        "update cheque_hold set venue_id = (select structure_id from venue limit 1)",
        &["carnets Chaque chèque gardé"],
    ),
    (
        "a root of another line",
        "update daily_root set ledger_no = ledger_no + 1 where day = (select min(day) from daily_root)",
        &["I7 Chaque racine"],
    ),
    (
        "an act that waits for somebody",
        "insert into parked (id, verb, label, cause, at) select id, 'redeem', 'one', 'planted', 0 from funding_order",
        &["actes"],
    ),
];

const TABLES: [&str; 26] = [
    "carnet",
    "cheque_hold",
    "cheque_hold_use",
    "carnet_move",
    "act",
    "outbox",
    "transfer",
    "redemption",
    "redemption_void",
    "reversal",
    "redemption_hold",
    "venue_hold",
    "passed_over",
    "cheque",
    "settlement",
    "settlement_line",
    "settlement_payment",
    "settlement_share",
    "settlement_carry",
    "funding_order",
    "order_funds",
    "order_document",
    "order_refund",
    "head",
    "daily_root",
    "parked",
];

/// The key of the last redemption of full books.
pub(crate) const LAST: &str = "the last one";

/// Books with everything in them: two runs, one paid and one only prepared, voids, reversals before and after payment, a
/// redemption that is held, a closed order, one without funds, one that is funded in part.
pub(crate) async fn full_books(engine: Engine) -> Centre {
    let centre = Centre::new(engine, "planted").await;
    let (desk, funder) = (&centre.desk, centre.funder("Département").await);
    let (gare, mairie) = (centre.venue("Gare", None).await, centre.venue("Mairie", None).await);
    let codes = centre.living(funder, (3, 5, 10)).await;
    centre.replaces_one(funder, &gare).await;
    let unpaid = centre.order(funder, (1, 2, 10)).await;
    centre.issue(&unpaid).await;
    let partly = centre.order(funder, (2, 2, 10)).await;
    centre.fund_in_part(&partly, 2500).await;
    centre.issue(&partly).await;
    let short = centre.order_until(funder, (1, 3, 4), centre.now().day()).await;
    centre.fund(&short).await;
    let few = centre.issue(&short).await.concat();
    centre.hand_over(&short, 1).await;
    centre.redeem(&gare, &few[..1]).await.expect("honoured");
    let paid = centre.redeem(&gare, &codes[..3]).await.expect("honoured");
    centre.redeem(&mairie, &codes[3..5]).await.expect("honoured");
    let undone = centre.redeem(&mairie, &codes[5..6]).await.expect("honoured");
    let asked = VoidRedemption { receipt: undone.id, reason: "erreur".to_owned() };
    void_redemption(desk, &mairie.counter, "void", asked).await.expect("undone");
    let run = prepare(desk, &centre.treasurer, "one").await.expect("a run").settlement;
    let asked = Approve { settlement: run, execution_day: None };
    approve(desk, &centre.other_treasurer, "approve", asked).await.expect("approved");
    export_settlement(desk, &centre.treasurer, "export", run).await.expect("exported");
    let asked = Confirm { settlement: run, bank_reference: "VIR".to_owned() };
    confirm(desk, &centre.treasurer, "confirm", asked).await.expect("paid");
    centre.reverses(paid.id, &[2], false).await.expect("reversed though paid");
    centre.redeem(&mairie, &codes[6..8]).await.expect("honoured");
    let doubtful = centre.redeem(&gare, &codes[9..12]).await.expect("honoured");
    centre.holds(doubtful.id, &[5]).await.expect("held");
    centre.reverses(doubtful.id, &[1], true).await.expect("reversed before payment");
    prepare(desk, &centre.treasurer, "two").await.expect("a second run");
    centre.wait_days(2);
    close_expired_order(desk, &centre.operator, "close", short.id).await.expect("closed");
    deeds::given_back(&centre, funder, short.id).await;
    deeds::kept_for_a_booking(&centre, funder, &gare).await;
    centre.redeem_under(LAST, &gare, &codes[8..9]).await.expect("honoured");
    sign_due(desk).await.expect("the days before are signed");
    centre
}

async fn every_planted_fault_is_named(engine: Engine) {
    let centre = full_books(engine).await;
    centre.books_balance().await;
    let place = centre.place();
    for table in TABLES {
        meddle(&place, &format!("create table kept_{table} as select * from {table}"));
    }
    let mut named = BTreeSet::new();
    let mut silent = Vec::new();
    for (what, statements, expected) in FAULTS {
        meddle(&place, &filled_in(statements));
        let wrong = centre.wrong_findings().await;
        let unnamed: Vec<_> =
            expected.iter().filter(|finding| !wrong.iter().any(|one| one.starts_with(**finding))).collect();
        if !unnamed.is_empty() {
            silent.push(format!("{what}: {unnamed:?} says nothing, only {wrong:?}"));
        }
        named.extend(wrong);
        restore(&place);
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    centre.books_balance().await;
    let report = cheques::books::check::run(&centre.store).await.expect("a report");
    for finding in report.findings {
        assert!(finding.counted > 0 || finding.name == "actes", "{} {} looks at something", finding.name, finding.says);
        assert!(named.contains(&format!("{} {}", finding.name, finding.says)), "no fault provokes {}", finding.says);
    }
}

// Written without identifiers, which the two engines spell differently.
fn filled_in(statements: &str) -> String {
    let run = "(select id from settlement where no = 1)";
    let paid = "(select l.cheque_id from settlement_line l left join reversal x on x.cheque_id = l.cheque_id
        where l.settlement_id = {run} and x.cheque_id is null order by l.cheque_id limit 1)";
    let structure = "(select structure_id from settlement_line where cheque_id = {paid})";
    let live = "(select max(ledger_no) from redemption)";
    let spent = "(select cheque_id from redemption where ledger_no = {live})";
    let other = "(select id from venue where id <> (select venue_id from redemption where ledger_no = {live}))";
    let unspent = "(select id from cheque where stage = 'live' and order_id = {unclosed order} order by id limit 1)";
    let order =
        "(select id from funding_order where closed_at is null and funds_at is not null and cheques_per_carnet = 5)";
    statements
        .replace("{paid structure}", structure)
        .replace("{a live one}", unspent)
        .replace("{unclosed order}", order)
        .replace("{other venue}", other)
        .replace("{spent}", spent)
        .replace("{paid}", paid)
        .replace("{run}", run)
        .replace("{live}", live)
}

fn restore(place: &Place) {
    for table in TABLES {
        meddle(place, &format!("delete from {table}; insert into {table} select * from kept_{table}"));
    }
    assert_eq!(sql::count(place, "transfer"), sql::count(place, "kept_transfer"));
}
