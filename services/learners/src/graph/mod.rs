//! The `learners` subgraph: people who learn, help outside sessions, diagnostics, what to go to next, referrals. Each room brings a part
//! of each root.

mod consent_text;
mod diagnostic_deeds;
mod diagnostics;
mod help;
mod help_deeds;
mod learner_deeds;
mod learner_input;
mod learner_types;
mod learners;
mod payload;
mod questions;
mod recommend;
mod record;
mod referral_deeds;
mod referrals;

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions, Schema, SchemaBuilder, ValidationMode};

use crate::desk::Desk;
use consent_text::ConsentTextQuery;
use diagnostic_deeds::DiagnosticDeeds;
use diagnostics::DiagnosticQuery;
use help::HelpQuery;
use help_deeds::HelpDeeds;
use learner_deeds::LearnerDeeds;
use learners::LearnersQuery;
use recommend::RecommendQuery;
use record::RecordQuery;
use referral_deeds::ReferralDeeds;
use referrals::ReferralQuery;

/// The root of queries.
#[derive(MergedObject, Default)]
pub struct Query(
    ConsentTextQuery,
    LearnersQuery,
    HelpQuery,
    DiagnosticQuery,
    RecommendQuery,
    ReferralQuery,
    RecordQuery,
);

/// The root of mutations.
#[derive(MergedObject, Default)]
pub struct Mutation(LearnerDeeds, HelpDeeds, DiagnosticDeeds, ReferralDeeds);

/// The subgraph's schema.
pub type LearnersSchema = Schema<Query, Mutation, EmptySubscription>;

/// The subgraph over a desk. Each request bears the caller: a `kernel::access::Actor` in its data.
pub fn schema(desk: Desk) -> LearnersSchema {
    builder().data(desk).finish()
}

/// The subgraph's SDL for composition; needs no database.
pub fn sdl() -> String {
    builder().finish().sdl_with_options(SDLExportOptions::new().federation().compose_directive())
}

// Documents come from the gateway, which has validated what was asked: only the limits are looked at again.
fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .enable_federation()
        .disable_suggestions()
        .validation_mode(ValidationMode::Fast)
}
