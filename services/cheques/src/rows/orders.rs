//! Orders as they lie in the database.

use std::collections::{BTreeSet, HashMap};

use diesel::{insert_into, prelude::*, update};
use kernel::{
    cents::Cents,
    clock::{At, Day},
    ids::{File, FileId, Order as OrderKind, OrderId, PersonId, Structure, StructureId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    each,
    ids::{Ref, refs},
};

use crate::{
    order::{Order, Public, Terms},
    orders::rules::{Rules, Second},
    tables::{funding_order, order_commune, order_public},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = funding_order)]
struct Row {
    id: Ref<OrderKind>,
    funder_id: Ref<Structure>,
    label: String,
    carnets: i64,
    cheques_per_carnet: i64,
    face_value_cents: i64,
    distribution_ends: i64,
    validity_ends: i64,
    tolerance_ends: i64,
    placed_at: i64,
    signed_at: Option<i64>,
    quote_ends: Option<i64>,
    issued_carnets: i64,
    issued_at: Option<i64>,
    print_file_id: Option<Ref<File>>,
    received_cents: i64,
    covered_carnets: i64,
    funds_at: Option<i64>,
    closed_at: Option<i64>,
    #[diesel(embed)]
    rules: RulesRow,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = funding_order)]
struct RulesRow {
    commune_year: Option<i64>,
    cap_cheques: Option<i64>,
    second_carnet: String,
    second_months: Option<i64>,
    family_may_present: i64,
    holds_forgiven: Option<i64>,
    paper_days: i64,
    minimum_payment_cents: i64,
}

/// Inserts an order just placed.
pub(crate) fn insert(tx: &mut Tx<'_>, order: &Order, placed_by: PersonId) -> Result<(), Fault> {
    let terms = &order.terms;
    let row = (
        funding_order::id.eq(Ref(order.id)),
        funding_order::funder_id.eq(Ref(order.funder)),
        funding_order::label.eq(&order.label),
        funding_order::carnets.eq(terms.carnets),
        funding_order::cheques_per_carnet.eq(terms.cheques_per_carnet),
        funding_order::face_value_cents.eq(terms.face_value.get()),
        funding_order::distribution_ends.eq(terms.distribution_ends.number()),
        funding_order::validity_ends.eq(terms.validity_ends.number()),
        funding_order::tolerance_ends.eq(terms.tolerance_ends.number()),
        funding_order::placed_by.eq(Ref(placed_by)),
        funding_order::placed_at.eq(order.placed_at.0),
        funding_order::issued_carnets.eq(order.issued_carnets),
        (
            funding_order::signed_at.eq(order.signed_at.map(|at| at.0)),
            funding_order::signed_by.eq(order.signed_at.map(|_| Ref(placed_by))),
            funding_order::quote_ends.eq(order.quote_ends.map(Day::number)),
        ),
        settled(&terms.rules),
    );
    insert_into(funding_order::table).values(row).execute(tx.conn)?;
    let order_id = order_commune::order_id.eq(Ref(order.id));
    let communes: Vec<_> = terms.communes.iter().map(|code| (order_id, order_commune::commune_code.eq(code))).collect();
    each!(&mut *tx.conn, |c| insert_into(order_commune::table).values(&communes).execute(c))?;
    let order_id = order_public::order_id.eq(Ref(order.id));
    let publics: Vec<_> =
        terms.publics.iter().map(|public| (order_id, order_public::public.eq(public.name()))).collect();
    each!(&mut *tx.conn, |c| insert_into(order_public::table).values(&publics).execute(c))?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = funding_order, treat_none_as_default_value = false)]
struct Settled {
    commune_year: Option<i64>,
    cap_cheques: Option<i64>,
    second_carnet: &'static str,
    second_months: Option<i64>,
    family_may_present: i64,
    holds_forgiven: Option<i64>,
    paper_days: i64,
    minimum_payment_cents: i64,
}

fn settled(rules: &Rules) -> Settled {
    Settled {
        commune_year: rules.commune_year.map(i64::from),
        cap_cheques: rules.cap_cheques,
        second_carnet: rules.second.name(),
        second_months: rules.second.months(),
        family_may_present: i64::from(rules.family_may_present),
        holds_forgiven: rules.holds_forgiven,
        paper_days: rules.paper_days,
        minimum_payment_cents: rules.minimum_payment.get(),
    }
}

/// Records that a quote was signed; answers whether it was the first time.
pub(crate) fn sign(tx: &mut Tx<'_>, id: OrderId, by: PersonId) -> Result<bool, Fault> {
    let open = funding_order::table.filter(funding_order::id.eq(Ref(id)).and(funding_order::signed_at.is_null()));
    let set = (funding_order::signed_at.eq(tx.now().0), funding_order::signed_by.eq(Some(Ref(by))));
    Ok(update(open).set(set).execute(tx.conn)? == 1)
}

/// The order of that identifier.
pub(crate) fn find(conn: &mut AnyConn, id: OrderId) -> Result<Option<Order>, Fault> {
    let row = funding_order::table.find(Ref(id)).select(Row::as_select()).first(conn).optional()?;
    Ok(with_perimeter(conn, row.into_iter().collect())?.pop())
}

/// These orders, in no particular order.
pub(crate) fn of_ids(conn: &mut AnyConn, ids: &[OrderId]) -> Result<Vec<Order>, Fault> {
    let rows = funding_order::table.filter(funding_order::id.eq_any(refs(ids))).select(Row::as_select()).load(conn)?;
    with_perimeter(conn, rows)
}

/// The order whose booklets bear that label.
pub(crate) fn labelled(conn: &mut AnyConn, label: &str) -> Result<Option<Order>, Fault> {
    let row =
        funding_order::table.filter(funding_order::label.eq(label)).select(Row::as_select()).first(conn).optional()?;
    Ok(with_perimeter(conn, row.into_iter().collect())?.pop())
}

/// Orders placed before a place in the list (newest first), of one funder or of all, at most so many.
pub(crate) fn page(
    conn: &mut AnyConn,
    funder: Option<StructureId>,
    before: Option<(i64, OrderId)>,
    most: i64,
) -> Result<Vec<Order>, Fault> {
    let mut query = funding_order::table.select(Row::as_select()).into_boxed();
    if let Some(funder) = funder {
        query = query.filter(funding_order::funder_id.eq(Ref(funder)));
    }
    if let Some((at, id)) = before {
        let earlier = funding_order::placed_at.lt(at);
        query = query.filter(earlier.or(funding_order::placed_at.eq(at).and(funding_order::id.lt(Ref(id)))));
    }
    let rows = query.order((funding_order::placed_at.desc(), funding_order::id.desc())).limit(most).load(conn)?;
    with_perimeter(conn, rows)
}

/// Raises what an order has received from what was read; answers whether nobody else did meanwhile.
pub(crate) fn fund(tx: &mut Tx<'_>, from: &Order, to: &Order) -> Result<bool, Fault> {
    let as_read = funding_order::received_cents.eq(from.received.get()).and(funding_order::closed_at.is_null());
    let changed = update(funding_order::table.filter(funding_order::id.eq(Ref(from.id)).and(as_read)))
        .set((
            funding_order::received_cents.eq(to.received.get()),
            funding_order::covered_carnets.eq(to.covered_carnets),
            funding_order::funds_at.eq(to.funds_at.map(|at| at.0)),
        ))
        .execute(tx.conn)?;
    Ok(changed == 1)
}

/// Keeps the sealed file of codes; answers whether none was kept before.
pub(crate) fn keep_print_file(tx: &mut Tx<'_>, id: OrderId, file: FileId) -> Result<bool, Fault> {
    let bare = funding_order::table.filter(funding_order::id.eq(Ref(id)).and(funding_order::print_file_id.is_null()));
    Ok(update(bare).set(funding_order::print_file_id.eq(Some(Ref(file)))).execute(tx.conn)? == 1)
}

/// The order whose run this file is.
pub(crate) fn printed_in(conn: &mut AnyConn, file: FileId) -> Result<Option<Order>, Fault> {
    let mine = funding_order::table.filter(funding_order::print_file_id.eq(Some(Ref(file))));
    let row = mine.select(Row::as_select()).first(conn).optional()?;
    Ok(with_perimeter(conn, row.into_iter().collect())?.pop())
}

/// Forgets the sealed file of an order whose run was cancelled; answers whether it was still the same.
pub(crate) fn forget_print_file(tx: &mut Tx<'_>, id: OrderId, file: FileId) -> Result<bool, Fault> {
    let same = funding_order::id.eq(Ref(id)).and(funding_order::print_file_id.eq(Some(Ref(file))));
    let none = funding_order::print_file_id.eq(None::<Ref<File>>);
    Ok(update(funding_order::table.filter(same)).set(none).execute(tx.conn)? == 1)
}

/// Lowers the count of issued booklets from what was read: the order is issued no more. Answers whether nobody else did.
pub(crate) fn retreat_issue(tx: &mut Tx<'_>, id: OrderId, from: i64, to: i64) -> Result<bool, Fault> {
    let there = funding_order::id.eq(Ref(id)).and(funding_order::issued_carnets.eq(from));
    let there = funding_order::table.filter(there).filter(funding_order::covered_carnets.eq(0));
    let less = (funding_order::issued_carnets.eq(to), funding_order::issued_at.eq(None::<i64>));
    Ok(update(there).set(less).execute(tx.conn)? == 1)
}

/// Raises the count of issued booklets from what was read; answers whether nobody else did meanwhile.
pub(crate) fn advance_issue(tx: &mut Tx<'_>, id: OrderId, from: i64, to: i64) -> Result<bool, Fault> {
    let there = funding_order::table.filter(funding_order::id.eq(Ref(id)).and(funding_order::issued_carnets.eq(from)));
    Ok(update(there).set(funding_order::issued_carnets.eq(to)).execute(tx.conn)? == 1)
}

/// Records that the last booklet is issued; answers whether it was the first time.
pub(crate) fn end_issue(tx: &mut Tx<'_>, id: OrderId) -> Result<bool, Fault> {
    let open = funding_order::table.filter(funding_order::id.eq(Ref(id)).and(funding_order::issued_at.is_null()));
    Ok(update(open).set(funding_order::issued_at.eq(tx.now().0)).execute(tx.conn)? == 1)
}

/// Records that what was left is given back; answers whether it was the first time.
pub(crate) fn close(tx: &mut Tx<'_>, id: OrderId) -> Result<bool, Fault> {
    let open = funding_order::table.filter(funding_order::id.eq(Ref(id)).and(funding_order::closed_at.is_null()));
    Ok(update(open).set(funding_order::closed_at.eq(tx.now().0)).execute(tx.conn)? == 1)
}

fn with_perimeter(conn: &mut AnyConn, rows: Vec<Row>) -> Result<Vec<Order>, Fault> {
    let ids: Vec<OrderId> = rows.iter().map(|row| row.id.0).collect();
    let communes: Vec<(Ref<OrderKind>, String)> =
        order_commune::table.filter(order_commune::order_id.eq_any(refs(&ids))).load(conn)?;
    let publics: Vec<(Ref<OrderKind>, String)> =
        order_public::table.filter(order_public::order_id.eq_any(refs(&ids))).load(conn)?;
    let mut communes = gather(communes);
    let mut publics = gather(publics);
    rows.into_iter()
        .map(|row| {
            let named = publics.remove(&row.id.0).unwrap_or_default();
            let publics = named.iter().map(|name| Public::named(name)).collect::<Option<_>>();
            let publics = publics.ok_or_else(|| Fault::broken("a public has no known name"))?;
            let communes = communes.remove(&row.id.0).unwrap_or_default();
            order(row, communes, publics)
        })
        .collect()
}

fn gather(pairs: Vec<(Ref<OrderKind>, String)>) -> HashMap<OrderId, BTreeSet<String>> {
    let mut all: HashMap<OrderId, BTreeSet<String>> = HashMap::new();
    for (order, value) in pairs {
        all.entry(order.0).or_default().insert(value);
    }
    all
}

fn order(row: Row, communes: BTreeSet<String>, publics: BTreeSet<Public>) -> Result<Order, Fault> {
    Ok(Order {
        id: row.id.0,
        funder: row.funder_id.0,
        label: row.label,
        terms: Terms {
            carnets: row.carnets,
            cheques_per_carnet: row.cheques_per_carnet,
            face_value: Cents::new(row.face_value_cents),
            distribution_ends: Day::from_number(row.distribution_ends),
            validity_ends: Day::from_number(row.validity_ends),
            tolerance_ends: Day::from_number(row.tolerance_ends),
            communes,
            publics,
            rules: rules(&row.rules)?,
        },
        placed_at: At(row.placed_at),
        signed_at: row.signed_at.map(At),
        quote_ends: row.quote_ends.map(Day::from_number),
        issued_carnets: row.issued_carnets,
        issued_at: row.issued_at.map(At),
        print_file: row.print_file_id.map(|file| file.0),
        received: Cents::new(row.received_cents),
        covered_carnets: row.covered_carnets,
        funds_at: row.funds_at.map(At),
        closed_at: row.closed_at.map(At),
    })
}

fn rules(row: &RulesRow) -> Result<Rules, Fault> {
    let unreadable = || Fault::broken("the rules of an order cannot be read");
    Ok(Rules {
        commune_year: row.commune_year.map(i32::try_from).transpose().map_err(|_| unreadable())?,
        cap_cheques: row.cap_cheques,
        second: Second::named(&row.second_carnet, row.second_months).ok_or_else(unreadable)?,
        family_may_present: row.family_may_present == 1,
        holds_forgiven: row.holds_forgiven,
        paper_days: row.paper_days,
        minimum_payment: Cents::new(row.minimum_payment_cents),
    })
}
