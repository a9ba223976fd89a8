//! The rows of workshops.

use std::collections::HashSet;

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::At,
    ids::{Venue, VenueId, Workshop as WorkshopKind, WorkshopId},
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    catalogue::{Access, Competence, Equipment, Language, Theme},
    page::{Page, Slice},
    tables::workshop,
    workshop::{Details, Level, Offer, Workshop},
};

#[derive(Queryable, Insertable)]
#[diesel(table_name = workshop)]
pub(super) struct WorkshopRow {
    venue_id: Ref<Venue>,
    id: Ref<WorkshopKind>,
    title: String,
    theme: String,
    level: i64,
    minutes: i64,
    price_cheques: i64,
    seats: i64,
    created_at: i64,
    ended_at: Option<i64>,
    competences: String,
    equipment: String,
    language: String,
    access: String,
    discovery: i64,
}

/// Writes a new workshop.
pub(crate) fn insert_workshop(tx: &mut Tx<'_>, workshop: &Workshop) -> Result<(), Fault> {
    let Workshop { venue, id, offer, created_at, ended_at } = workshop.clone();
    let details = offer.details;
    let row = WorkshopRow {
        venue_id: Ref(venue),
        id: Ref(id),
        title: offer.title,
        theme: offer.theme.name().to_owned(),
        level: offer.level.number(),
        minutes: offer.minutes,
        price_cheques: offer.price_cheques,
        seats: offer.seats,
        created_at: created_at.0,
        ended_at: ended_at.map(|at| at.0),
        competences: written(&details.competences, Competence::name),
        equipment: written(&details.equipment, Equipment::name),
        language: details.language.name().to_owned(),
        access: written(&details.access, Access::name),
        discovery: i64::from(details.discovery),
    };
    insert_into(workshop::table).values(row).execute(tx.conn)?;
    Ok(())
}

/// Writes what became different of a workshop.
pub(crate) fn update_workshop(tx: &mut Tx<'_>, workshop: &Workshop) -> Result<(), Fault> {
    let (offer, details) = (&workshop.offer, &workshop.offer.details);
    update(workshop::table.find((Ref(workshop.venue), Ref(workshop.id))))
        .set((
            workshop::title.eq(&offer.title),
            workshop::theme.eq(offer.theme.name()),
            workshop::level.eq(offer.level.number()),
            workshop::minutes.eq(offer.minutes),
            workshop::price_cheques.eq(offer.price_cheques),
            workshop::seats.eq(offer.seats),
            workshop::ended_at.eq(workshop.ended_at.map(|at| at.0)),
            workshop::competences.eq(written(&details.competences, Competence::name)),
            workshop::equipment.eq(written(&details.equipment, Equipment::name)),
            workshop::language.eq(details.language.name()),
            workshop::access.eq(written(&details.access, Access::name)),
            workshop::discovery.eq(i64::from(details.discovery)),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// One workshop, whatever its stage.
pub(crate) fn workshop(conn: &mut AnyConn, venue: VenueId, id: WorkshopId) -> Result<Option<Workshop>, Fault> {
    let row: Option<WorkshopRow> = workshop::table.find((Ref(venue), Ref(id))).first(conn).optional()?;
    row.map(Workshop::try_from).transpose()
}

/// A page of a venue's workshops, oldest first.
pub(crate) fn workshops(
    conn: &mut AnyConn,
    venue: VenueId,
    with_ended: bool,
    page: &Page<WorkshopKind>,
) -> Result<Slice<Workshop>, Fault> {
    let mut query = workshop::table.filter(workshop::venue_id.eq(Ref(venue))).into_boxed();
    if !with_ended {
        query = query.filter(workshop::ended_at.is_null());
    }
    if let Some((At(at), id)) = page.after {
        let same_instant = workshop::created_at.eq(at).and(workshop::id.gt(Ref(id)));
        query = query.filter(workshop::created_at.gt(at).or(same_instant));
    }
    let query = query.order((workshop::created_at, workshop::id)).limit(page.first + 1);
    Ok(Slice::cut(each(query.load::<WorkshopRow>(conn)?)?, page.first))
}

/// What these venues offer now, oldest first, at most `first` of each.
pub(crate) fn offered(conn: &mut AnyConn, venues: &[VenueId], first: i64) -> Result<Vec<Workshop>, Fault> {
    let other = diesel::alias!(workshop as other_workshop);
    let first_ones = other
        .filter(other.field(workshop::venue_id).eq(workshop::venue_id))
        .filter(other.field(workshop::ended_at).is_null())
        .order((other.field(workshop::created_at), other.field(workshop::id)))
        .limit(first)
        .select(other.field(workshop::id));
    let rows: Vec<WorkshopRow> = workshop::table
        .filter(workshop::venue_id.eq_any(refs(venues)))
        .filter(workshop::id.eq_any(first_ones))
        .order((workshop::created_at, workshop::id))
        .load(conn)?;
    each(rows)
}

/// The workshops of these names.
pub(crate) fn workshops_named(conn: &mut AnyConn, names: &[(VenueId, WorkshopId)]) -> Result<Vec<Workshop>, Fault> {
    let (venues, ids): (Vec<VenueId>, Vec<WorkshopId>) = names.iter().copied().unzip();
    let rows: Vec<WorkshopRow> = workshop::table
        .filter(workshop::venue_id.eq_any(refs(&venues)).and(workshop::id.eq_any(refs(&ids))))
        .load(conn)?;
    let wanted: HashSet<_> = names.iter().copied().collect();
    each(rows.into_iter().filter(|row| wanted.contains(&(row.venue_id.0, row.id.0))))
}

/// A closed list's members as one column keeps them: their names, with a space between.
fn written<T: Copy>(members: &[T], name: impl Fn(T) -> &'static str) -> String {
    members.iter().map(|member| name(*member)).collect::<Vec<_>>().join(" ")
}

fn read<T>(column: &str, named: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Fault> {
    let unknown = || Fault::broken("a workshop has an unknown word of the catalogue");
    column.split_whitespace().map(|name| named(name).ok_or_else(unknown)).collect()
}

/// Reads rows as nouns.
pub(super) fn each<R, T: TryFrom<R, Error = Fault>>(rows: impl IntoIterator<Item = R>) -> Result<Vec<T>, Fault> {
    rows.into_iter().map(T::try_from).collect()
}

impl TryFrom<WorkshopRow> for Workshop {
    type Error = Fault;
    fn try_from(row: WorkshopRow) -> Result<Self, Fault> {
        let offer = Offer {
            theme: Theme::named(&row.theme).ok_or_else(|| Fault::broken("a workshop has an unknown theme"))?,
            level: Level::numbered(row.level).ok_or_else(|| Fault::broken("a workshop has an unknown level"))?,
            title: row.title,
            minutes: row.minutes,
            price_cheques: row.price_cheques,
            seats: row.seats,
            details: Details {
                competences: read(&row.competences, Competence::named)?,
                equipment: read(&row.equipment, Equipment::named)?,
                language: Language::named(&row.language)
                    .ok_or_else(|| Fault::broken("a workshop has an unknown language"))?,
                access: read(&row.access, Access::named)?,
                discovery: row.discovery == 1,
            },
        };
        let (created_at, ended_at) = (At(row.created_at), row.ended_at.map(At));
        Ok(Self { venue: row.venue_id.0, id: row.id.0, offer, created_at, ended_at })
    }
}
