//! What can be asked.

use async_graphql::{Context, ID, Object, Result};
use kernel::ids::{ApplicationId, MembershipId, VenueId};

use super::{
    asked, bad_news,
    case_file::{ApplicationDraft, CaseFile, CriteriaGrid, Lookalike},
    commune::{Around, Commune, Communes},
    input::{ApplicationStage, PointInput},
    listing::{FormalityPlace, ListedPlace},
    page::{self, Page},
    payload::{Application, Member, RegisteredStructure},
    place::Place,
    venue::Venue,
};
use crate::{
    accreditation,
    case_file::case_file,
    criteria,
    directory::{self, Rank, Wanted},
    draft, duplicates, finder, formalities, membership, places, structures, territory,
};

/// What can be asked of the registry.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegistryQuery;

/// What can be asked of the registry.
#[Object]
impl RegistryQuery {
    /// The communes of a year from 2022 to 2026, whole.
    async fn communes(&self, ctx: &Context<'_>, year: i32) -> Result<Communes> {
        let store = asked::store(ctx)?;
        if let Err(refusal) = territory::vintage(year) {
            return Ok(Communes { year, nodes: Vec::new(), refusal: Some((&refusal).into()) });
        }
        let found = bad_news::read(store.read("communes", move |conn| Ok(territory::communes(conn, year)?)).await)?;
        let around = Around::new(store.clone());
        let nodes = found.into_iter().map(|commune| Commune::of(commune, &around)).collect();
        Ok(Communes { year, nodes, refusal: None })
    }

    /// The commune that bears this code in that year; null if there is none.
    async fn commune(&self, ctx: &Context<'_>, code: ID, year: i32) -> Result<Option<Commune>> {
        let store = asked::store(ctx)?;
        let look = move |conn: &mut _| Ok(territory::find(conn, &code, year)?);
        let found = bad_news::read(store.read("commune", look).await)?;
        Ok(found.map(|commune| Commune::of(commune, &Around::new(store.clone()))))
    }

    /// Venues, by distance when `near` or `commune` is given, otherwise by name; `openNow` leaves out those of which it is
    /// not known; `organisationId` keeps those of one structure.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the field")]
    async fn venues(
        &self,
        ctx: &Context<'_>,
        near: Option<PointInput>,
        commune: Option<ID>,
        accepts_cheques: Option<bool>,
        open_now: Option<bool>,
        organisation_id: Option<ID>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<Rank, Venue>> {
        let store = asked::store(ctx)?;
        let after: Option<Rank> = page::after(after.as_deref())?;
        let structure = organisation_id.map(|id| asked::id(&id));
        let (near, commune) = (near.map(Into::into), commune.map(|code| code.0));
        let wanted = Wanted { near, commune, accepts_cheques, open_now, structure };
        let now = store.now();
        let found = bad_news::read(store.read("venues", move |conn| Ok(directory::search(conn, &wanted, now)?)).await)?;
        let follows = |found: &directory::Found| after.as_ref().is_none_or(|last| *last < found.rank);
        let following = found.iter().filter(|found| follows(found));
        Ok(page::cut(
            following.map(|found| (found.rank.clone(), Venue::found(found))),
            page::size(first)?,
            after.is_some(),
        ))
    }

    /// The communes that somebody may mean by a name or a postcode in any spelling, the likeliest first; a hundred at
    /// most. Of this year unless told.
    async fn places(&self, ctx: &Context<'_>, search: String, year: Option<i32>) -> Result<Vec<Place>> {
        let store = asked::store(ctx)?;
        let year = year.unwrap_or_else(|| territory::known_year(store.now().day().year()));
        let found = store.read("places", move |conn| Ok(places::search(conn, &search, year)?)).await;
        Ok(bad_news::read(found)?.into_iter().map(Into::into).collect())
    }

    /// The grid of criteria that an applicant answers: that version, or the one that is asked now; null if there is none.
    async fn criteria_grid(&self, version: Option<i64>) -> Option<CriteriaGrid> {
        version.map_or_else(criteria::latest, criteria::version).map(Into::into)
    }

    /// One venue; null if there is none.
    async fn venue(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Venue>> {
        let Ok(id) = id.parse::<VenueId>() else { return Ok(None) };
        let look = move |conn: &mut _| Ok(directory::entries(conn, &[id])?);
        let found = bad_news::read(asked::store(ctx)?.read("venue", look).await)?;
        Ok(found.get(&id).map(Venue::of))
    }

    /// Places that others list, by name: those that have all these words in their name, those of a commune in a year
    /// (this year's unless told).
    async fn listed_places(
        &self,
        ctx: &Context<'_>,
        search: Option<String>,
        commune: Option<ID>,
        year: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<finder::Rank, ListedPlace>> {
        let store = asked::store(ctx)?;
        let (most, after) = (page::size(first)?, page::after::<finder::Rank>(after.as_deref())?);
        let year = year.unwrap_or_else(|| territory::known_year(store.now().day().year()));
        let wanted = finder::Wanted { search, commune: commune.map(|code| (code.0, year)) };
        let goes_on = after.is_some();
        let look = move |conn: &mut _| Ok(finder::find(conn, &wanted, after.as_ref(), page::one_more(most))?);
        let following = bad_news::read(store.read("venues.listed", look).await)?.into_iter();
        Ok(page::cut(following.map(|found| (found.rank.clone(), found.into())), most, goes_on))
    }

    /// Listed places where a formality is done with somebody, or for them (Aidants Connect, France services), the nearest to that
    /// commune first. Of this year unless told.
    async fn formality_places(
        &self,
        ctx: &Context<'_>,
        commune: ID,
        year: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<usize, FormalityPlace>> {
        let store = asked::store(ctx)?;
        let (most, after) = (page::size(first)?, page::after::<usize>(after.as_deref())?);
        let year = year.unwrap_or_else(|| territory::known_year(store.now().day().year()));
        let look = move |conn: &mut _| Ok(formalities::around(conn, &commune, year)?);
        let found = bad_news::read(store.read("venues.formalities", look).await)?.into_iter().enumerate();
        let following = found.filter(|(place, _)| after.is_none_or(|last| last < *place));
        Ok(page::cut(following.map(|(place, found)| (place, found.into())), most, after.is_some()))
    }

    /// The people who hold a role in a structure; none for who may not see them.
    async fn members(
        &self,
        ctx: &Context<'_>,
        organisation_id: ID,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<(i64, MembershipId), Member>> {
        let (wanted, after) = (page::size(first)?, page::after(after.as_deref())?);
        let (actor, goes_on) = (asked::actor(ctx), after.is_some());
        let found =
            membership::members(asked::store(ctx)?, &actor, asked::id(&organisation_id), after, page::one_more(wanted));
        let following = bad_news::read(found.await)?.into_iter();
        Ok(page::cut(following.map(|member| ((member.since.0, member.id), member.into())), wanted, goes_on))
    }

    /// Applications for accreditation, oldest first: all for the operator, their own for a venue's people.
    async fn applications(
        &self,
        ctx: &Context<'_>,
        stage: Option<ApplicationStage>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<(i64, ApplicationId), Application>> {
        let (wanted, after) = (page::size(first)?, page::after(after.as_deref())?);
        let (actor, goes_on) = (asked::actor(ctx), after.is_some());
        let stages = stage.map_or(accreditation::STAGES.to_vec(), |stage| vec![stage.name()]);
        let found = accreditation::applications(asked::store(ctx)?, &actor, stages, after, page::one_more(wanted));
        let following = bad_news::read(found.await)?.into_iter();
        Ok(page::cut(following.map(|one| ((one.applied_at.0, one.id), one.into())), wanted, goes_on))
    }

    /// One application with all that belongs to it; null if there is none, or for who may not see it.
    async fn application(&self, ctx: &Context<'_>, id: ID) -> Result<Option<CaseFile>> {
        let found = case_file(asked::store(ctx)?, &asked::actor(ctx), asked::id(&id)).await;
        Ok(bad_news::read(found)?.map(Into::into))
    }

    /// The application that the caller's organisation is writing; null if there is none.
    async fn application_draft(&self, ctx: &Context<'_>) -> Result<Option<ApplicationDraft>> {
        let found = draft::draft(asked::store(ctx)?, &asked::actor(ctx)).await;
        Ok(bad_news::read(found)?.map(Into::into))
    }

    /// A venue, then what may be the same: twenty at most. Nothing for who may not compare.
    async fn duplicates(&self, ctx: &Context<'_>, venue_id: ID) -> Result<Vec<Lookalike>> {
        let found = duplicates::duplicates(asked::store(ctx)?, &asked::actor(ctx), asked::id(&venue_id)).await;
        Ok(bad_news::read(found)?.into_iter().map(Into::into).collect())
    }

    /// The register of structures, by name: those that have all these words in their name or numbers. Nothing for who may
    /// not see it.
    async fn structures(
        &self,
        ctx: &Context<'_>,
        search: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<structures::Rank, RegisteredStructure>> {
        let (most, after) = (page::size(first)?, page::after::<structures::Rank>(after.as_deref())?);
        let (actor, goes_on) = (asked::actor(ctx), after.is_some());
        let search = search.unwrap_or_default();
        let found = structures::structures(asked::store(ctx)?, &actor, search, after, most.saturating_add(1)).await;
        let following = bad_news::read(found)?.into_iter().map(|(rank, facts)| (rank, facts.into()));
        Ok(page::cut(following, most, goes_on))
    }

    /// A venue that another subgraph names. Always answers: one failing name would empty the whole answer.
    #[graphql(entity)]
    async fn find_venue(&self, id: ID) -> Option<Venue> {
        Some(Venue::named(id))
    }
}
