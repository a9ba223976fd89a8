//! Learners, read: by the structures that keep or serve them.

use async_graphql::{Context, ID, Object, Result, connection::Connection};
use kernel::ids::LearnerRef;
use registry::graph::{
    answer::{caller, present},
    page,
};

use super::{
    learner_input::LearnerNameInput,
    learner_types::{Learner, SimilarLearners},
};
use crate::{
    desk::Desk,
    learner::{
        seen::{self, Seen, Wanted},
        similar,
    },
};

/// The part of the root of queries that reads learners.
#[derive(Default)]
pub(super) struct LearnersQuery;

#[Object]
impl LearnersQuery {
    /// The people whom the caller's structure keeps or serves, newest first; whoever a card leads to, or may bear a name, when one of
    /// them is told. `first` at most 100.
    async fn learners(
        &self,
        ctx: &Context<'_>,
        card: Option<String>,
        name: Option<LearnerNameInput>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Connection<String, Learner>> {
        let (most, before) = (page::size(first)?, after.as_deref().map(page::moment).transpose()?);
        let wanted = match (card, name) {
            (Some(card), _) => Wanted::Card(card),
            (None, Some(name)) => Wanted::Named(Box::new(name.into())),
            (None, None) => Wanted::All(before),
        };
        let found = seen::learners(ctx.data::<Desk>()?, &caller(ctx), wanted, page::wide(most)).await;
        Ok(listed(present(found)?.unwrap_or_default(), most, before.is_some()))
    }

    /// Somebody whom the caller's structure keeps or serves.
    async fn learner(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Learner>> {
        let Ok(id) = id.parse::<LearnerRef>() else { return Ok(None) };
        let seen = seen::learner(ctx.data::<Desk>()?, &caller(ctx), id).await;
        Ok(present(seen)?.flatten().map(Learner::from))
    }

    /// A warning for who records people: those who may be the person of that name; null for who asks too often.
    async fn similar_learners(&self, ctx: &Context<'_>, name: LearnerNameInput) -> Result<Option<SimilarLearners>> {
        let similar = similar::similar_learners(ctx.data::<Desk>()?, &caller(ctx), name.into()).await;
        Ok(present(similar)?.flatten().map(SimilarLearners::from))
    }
}

fn listed(found: Vec<Seen>, most: usize, goes_on: bool) -> Connection<String, Learner> {
    let edge = |one: Seen| (format!("{}.{}", one.learner.kept_at.0, one.learner.id), Learner::from(one));
    page::listed(found.into_iter().map(edge), most, goes_on)
}
