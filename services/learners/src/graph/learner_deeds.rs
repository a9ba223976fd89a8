//! What is done about somebody who learns: recorded, changed, served, agreed, merged, forgotten.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use registry::graph::answer::{answer, caller, id};

use super::{
    learner_input::{ConsentsInput, LearnerInput},
    payload::payload,
};
use crate::{
    desk::Desk,
    learner::{
        carded::Carded,
        change::{self, Change, Changed},
        erase,
        keep::{self, Keep},
        merge::{self, MergeLearners, Merged},
        new_card, record_consents, serve, undo_merge,
    },
};

/// The part of the root of mutations that is about learners.
#[derive(Default)]
pub(super) struct LearnerDeeds;

#[Object]
impl LearnerDeeds {
    /// Records somebody in the name of the caller's structure, and gives them a card. Who may be known already is refused with
    /// `LEARNER_SIMILAR`, until the caller says that this is another person.
    async fn keep_learner(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: LearnerInput,
        is_another: Option<bool>,
    ) -> Result<LearnerCardPayload> {
        let (home_commune, is_another) = (input.home_commune.clone(), is_another.unwrap_or_default());
        let asked = input.who().map(|who| Keep { who, home_commune, is_another });
        answer(match asked {
            Ok(asked) => keep::keep_learner(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Writes what is known of somebody anew, whole.
    async fn change_learner(
        &self,
        ctx: &Context<'_>,
        key: ID,
        learner_id: ID,
        input: LearnerInput,
    ) -> Result<LearnerPayload> {
        let home_commune = input.home_commune.clone();
        let asked = id(&learner_id).and_then(|learner| Ok(Change { learner, who: input.who()?, home_commune }));
        answer(match asked {
            Ok(asked) => change::change_learner(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Gives somebody a new card; the numbers of those before lead nowhere any more.
    async fn renew_learner_card(&self, ctx: &Context<'_>, key: ID, learner_id: ID) -> Result<LearnerCardPayload> {
        answer(match id(&learner_id) {
            Ok(learner) => new_card::renew_learner_card(ctx.data::<Desk>()?, &caller(ctx), &key, learner).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Serves somebody who shows their card: the caller's structure sees a first name and a letter, and for thirty days how to reach
    /// them.
    async fn serve_learner(&self, ctx: &Context<'_>, key: ID, card: String) -> Result<LearnerPayload> {
        answer(serve::serve_learner(ctx.data::<Desk>()?, &caller(ctx), &key, card).await)
    }

    /// Records what somebody says to uses of what is known of them; it counts at once.
    async fn record_consents(&self, ctx: &Context<'_>, key: ID, input: ConsentsInput) -> Result<LearnerPayload> {
        answer(match input.read() {
            Ok(asked) => record_consents::record_consents(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Says that two are one: the first, whom the caller's structure keeps, is read under the second from now on.
    async fn merge_learners(
        &self,
        ctx: &Context<'_>,
        key: ID,
        from_id: ID,
        into_id: ID,
    ) -> Result<LearnerMergePayload> {
        let asked = id(&from_id).and_then(|from| Ok(MergeLearners { from, into: id(&into_id)? }));
        answer(match asked {
            Ok(asked) => merge::merge_learners(ctx.data::<Desk>()?, &caller(ctx), &key, asked).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Undoes a merge of the caller's structure: both are as they were.
    async fn undo_learner_merge(&self, ctx: &Context<'_>, key: ID, merge_id: ID) -> Result<LearnerMergePayload> {
        answer(match id(&merge_id) {
            Ok(merge) => undo_merge::undo_learner_merge(ctx.data::<Desk>()?, &caller(ctx), &key, merge).await,
            Err(trouble) => Err(trouble),
        })
    }

    /// Forgets somebody at once and for ever, because they ask it.
    async fn erase_learner(&self, ctx: &Context<'_>, key: ID, learner_id: ID) -> Result<LearnerPayload> {
        answer(match id(&learner_id) {
            Ok(learner) => erase::erase_learner(ctx.data::<Desk>()?, &caller(ctx), &key, learner).await,
            Err(trouble) => Err(trouble),
        })
    }
}

/// Somebody about whom something was done. Nobody is named.
#[derive(SimpleObject)]
pub(super) struct LearnerStep {
    learner_id: ID,
}
impl From<Changed> for LearnerStep {
    fn from(done: Changed) -> Self {
        Self { learner_id: done.learner.to_string().into() }
    }
}
payload! {
    /// Answer of `changeLearner`, `serveLearner`, `recordConsents` and `eraseLearner`.
    LearnerPayload { learner: LearnerStep }
}

/// Somebody who was given a card. Nobody is named.
#[derive(SimpleObject)]
pub(super) struct LearnerCard {
    learner_id: ID,
    /// The number on the card that they have now; null once they are forgotten.
    card: Option<String>,
}
impl From<Carded> for LearnerCard {
    fn from(carded: Carded) -> Self {
        Self { learner_id: carded.learner.to_string().into(), card: carded.card }
    }
}
payload! {
    /// Answer of `keepLearner` and `renewLearnerCard`.
    LearnerCardPayload { learner: LearnerCard }
}

/// Two who are one, or are two again.
#[derive(SimpleObject)]
pub(super) struct MergedLearner {
    /// By which it is undone.
    merge_id: ID,
    /// Who is read: the one they are now, or the first of the two again.
    learner_id: ID,
}
impl From<Merged> for MergedLearner {
    fn from(merged: Merged) -> Self {
        Self { merge_id: merged.merge.to_string().into(), learner_id: merged.learner.to_string().into() }
    }
}
payload! {
    /// Answer of `mergeLearners` and `undoLearnerMerge`.
    LearnerMergePayload { merge: MergedLearner }
}
