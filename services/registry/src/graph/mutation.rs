//! What can be done. Every mutation takes a key that the caller made: the same key gets the same answer.

use async_graphql::{Context, ID, Object, Result};

use super::{
    asked,
    bad_news::{Refusal, done_or_refused},
    input::{self, ApplyForAccreditationInput, EvidenceInput, GridAnswersInput, StructureInput, VenueSheetInput},
    payload::{
        AnsweredPayload, ApplicationPayload, DraftPayload, EvidencePayload, EvidenceTicketPayload, ImportPayload,
        MemberPayload, MessagePayload, NodePayload, StandingPayload, StructurePayload, VenueSheetPayload,
    },
};
use crate::{
    answer_criteria::answer_criteria,
    apply::{Demand, apply_for_accreditation},
    attach_evidence::{attach_evidence, open_evidence},
    decide::{WrittenDecision, decide_accreditation},
    declare::declare_node,
    draft::save_draft,
    enrol::{Enrolment, dismiss_member, enrol_member, enrol_named},
    identity::person::Named,
    import_file::{Asked, import_file},
    import_listings::Mode,
    refusal::Refused,
    register::register_structure,
    suspend::{reinstate_venue, suspend_venue, withdraw_venue},
    update_venue::update_venue,
    write_message::write_message,
};

/// What can be done in the registry.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegistryMutation;

/// What can be done in the registry.
#[Object]
impl RegistryMutation {
    /// Registers a structure.
    async fn register_structure(&self, ctx: &Context<'_>, key: ID, input: StructureInput) -> Result<StructurePayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(register_structure(store, &actor, &key, &input.into()).await)?.into())
    }

    /// Gives a person a role in a structure; with `name` and `mail`, writes down who they are (who enrols anywhere alone may).
    #[expect(clippy::too_many_arguments, reason = "the arguments of the schema")]
    async fn enrol_member(
        &self,
        ctx: &Context<'_>,
        key: ID,
        organisation_id: ID,
        person_id: ID,
        role: input::Role,
        name: Option<String>,
        mail: Option<String>,
    ) -> Result<MemberPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let Ok(person) = person_id.parse() else { return Ok((None, Some(refused(Refused::Input("personId")))).into()) };
        let enrolment = Enrolment { person, structure: asked::id(&organisation_id), role: role.into() };
        let done = match (name, mail) {
            (None, None) => enrol_member(store, &actor, &key, enrolment).await,
            (name, mail) => match Named::parse(&name.unwrap_or_default(), &mail.unwrap_or_default()) {
                Ok(named) => enrol_named(store, &actor, &key, enrolment, named).await,
                Err(trouble) => Err(trouble),
            },
        };
        Ok(done_or_refused(done)?.into())
    }

    /// Ends a role.
    async fn dismiss_member(&self, ctx: &Context<'_>, key: ID, member_id: ID) -> Result<MemberPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(dismiss_member(store, &actor, &key, asked::id(&member_id)).await)?.into())
    }

    /// Asks that a venue may be paid for cheques.
    async fn apply_for_accreditation(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: ApplyForAccreditationInput,
    ) -> Result<ApplicationPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        match Demand::try_from(input) {
            Ok(demand) => Ok(done_or_refused(apply_for_accreditation(store, &actor, &key, &demand).await)?.into()),
            Err(refusal) => Ok((None, Some(refused(refusal))).into()),
        }
    }

    /// Decides on an application: `accept` with `lastDay`, or not with `reason`. Somebody else than who applied.
    async fn decide_accreditation(
        &self,
        ctx: &Context<'_>,
        key: ID,
        application_id: ID,
        accept: bool,
        last_day: Option<String>,
        reason: Option<String>,
    ) -> Result<ApplicationPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let decision = WrittenDecision { accept, last_day, reason };
        Ok(done_or_refused(decide_accreditation(store, &actor, &key, asked::id(&application_id), &decision).await)?
            .into())
    }

    /// Answers the grid of criteria for an application that waits; what was answered before is replaced.
    async fn answer_criteria(
        &self,
        ctx: &Context<'_>,
        key: ID,
        application_id: ID,
        input: GridAnswersInput,
    ) -> Result<AnsweredPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let done = answer_criteria(store, &actor, &key, asked::id(&application_id), input.into()).await;
        Ok(done_or_refused(done)?.into())
    }

    /// Attaches a file, brought by `POST /files` for the caller's organisation, to a criterion of an application that waits.
    async fn attach_evidence(
        &self,
        ctx: &Context<'_>,
        key: ID,
        application_id: ID,
        input: EvidenceInput,
    ) -> Result<EvidencePayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let (application, file) = (asked::id(&application_id), asked::id(&input.file_id));
        let done = attach_evidence(store, &actor, &key, application, &input.criterion, file).await;
        Ok(done_or_refused(done)?.into())
    }

    /// Gives the right to fetch a file of an application once.
    async fn open_evidence(
        &self,
        ctx: &Context<'_>,
        key: ID,
        application_id: ID,
        file_id: ID,
    ) -> Result<EvidenceTicketPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let done = open_evidence(store, &actor, &key, asked::id(&application_id), asked::id(&file_id)).await;
        Ok(done_or_refused(done)?.into())
    }

    /// Writes about an application, on the side of the structure that applies or of the network.
    async fn write_message(
        &self,
        ctx: &Context<'_>,
        key: ID,
        application_id: ID,
        body: String,
    ) -> Result<MessagePayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let done = write_message(store, &actor, &key, asked::id(&application_id), &body).await;
        Ok(done_or_refused(done)?.into())
    }

    /// Keeps the application that the caller's organisation is writing, in the place of the former draft; empty ends it.
    async fn save_application_draft(&self, ctx: &Context<'_>, key: ID, document: String) -> Result<DraftPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(save_draft(store, &actor, &key, &document).await)?.into())
    }

    /// Changes what a venue says of itself; what is absent stays.
    async fn update_venue(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        input: VenueSheetInput,
    ) -> Result<VenueSheetPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(update_venue(store, &actor, &key, asked::id(&venue_id), input.into()).await)?.into())
    }

    /// Imports a file of listed places, brought by `POST /files`; with `dryRun` says what it would bring. `source`
    /// publishes the rows that do not say who does; `mapping` reads columns that are not those of the standard.
    async fn import_listings(
        &self,
        ctx: &Context<'_>,
        key: ID,
        file_id: ID,
        source: String,
        mapping: Option<String>,
        dry_run: Option<bool>,
    ) -> Result<ImportPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let wanted = Asked { file: asked::id(&file_id), source, mapping };
        let mode = if dry_run.unwrap_or(false) { Mode::Look } else { Mode::Write };
        Ok(done_or_refused(import_file(store, ctx.data()?, &actor, &key, &wanted, mode).await)?.into())
    }

    /// Holds a venue's right back from now on.
    async fn suspend_venue(&self, ctx: &Context<'_>, key: ID, venue_id: ID, reason: String) -> Result<StandingPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(suspend_venue(store, &actor, &key, asked::id(&venue_id), &reason).await)?.into())
    }

    /// Gives the right back.
    async fn reinstate_venue(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        reason: String,
    ) -> Result<StandingPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(reinstate_venue(store, &actor, &key, asked::id(&venue_id), &reason).await)?.into())
    }

    /// Ends the right for good.
    async fn withdraw_venue(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        reason: String,
    ) -> Result<StandingPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(withdraw_venue(store, &actor, &key, asked::id(&venue_id), &reason).await)?.into())
    }

    /// Declares the machine that serves a venue, in the place of a former one.
    async fn declare_node(
        &self,
        ctx: &Context<'_>,
        key: ID,
        venue_id: ID,
        url: String,
        public_key: String,
    ) -> Result<NodePayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(declare_node(store, &actor, &key, asked::id(&venue_id), &url, &public_key).await)?.into())
    }
}

/// What is written in a form that no verb can read.
fn refused(refusal: impl Into<kernel::refusal::Refusal>) -> Refusal {
    (&refusal.into()).into()
}
