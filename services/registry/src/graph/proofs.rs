//! Second factors, machines of counters, invitations and the trail: what can be asked and done.

use async_graphql::{Context, ID, Object, Result};
use kernel::{
    access::Action,
    clock::Day,
    ids::{DeviceId, InvitationId},
    refusal::FaultCode,
};

use super::{
    answer, asked,
    bad_news::{self, done_or_refused},
    identity::AccessPayload,
    input::Role,
    page::{self, Page},
    pairs::DeedInPairs,
    proof_types::{
        CodeCardPayload, Device, DevicePayload, EndSecondFactorPayload, Invitation, InvitationPayload, LeavePayload,
        NetworkKey, OwnDevice, TotpPayload, TrailEntry,
    },
};
use crate::{
    network_keys::NetworkKeys,
    pairs,
    proofs::{
        device,
        end_factor::end_second_factor,
        invite::{self, Answer, Offer},
        leave::leave_organisation,
        open_device::{open_device, set_pin},
        prove::prove_second_factor,
        set_up::{confirm_totp, print_code_card, set_up_totp},
        trail::{self, Wanted},
    },
};

/// What can be asked of proofs.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProofsQuery;

/// What can be asked of proofs.
#[Object]
impl ProofsQuery {
    /// What was done, newest first: by whom, for which structure, when and why. Days are of Paris, both included.
    #[expect(clippy::too_many_arguments, reason = "a search has as many fields as its form")]
    async fn trail(
        &self,
        ctx: &Context<'_>,
        organisation_id: Option<ID>,
        search: Option<String>,
        from: Option<String>,
        until: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<store::trail::Place, TrailEntry>> {
        let (most, after) = (page::size(first)?, page::after(after.as_deref())?);
        let (from, until) = (day(from.as_deref())?, day(until.as_deref())?);
        let organisation = organisation_id.map(|id| asked::id(&id));
        let goes_on = after.is_some();
        let wanted = Wanted { organisation, search, from, until, after };
        let found = trail::entries(asked::store(ctx)?, &asked::actor(ctx), wanted, page::one_more(most)).await;
        let following = bad_news::read(found)?.into_iter().map(|entry| (entry.place, entry.into()));
        Ok(page::cut(following, most, goes_on))
    }

    /// The machines that serve at the counters of a structure; none for who may not see them.
    async fn devices(
        &self,
        ctx: &Context<'_>,
        organisation_id: ID,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<(i64, DeviceId), Device>> {
        let (most, after) = (page::size(first)?, page::after(after.as_deref())?);
        let (actor, goes_on) = (asked::actor(ctx), after.is_some());
        let structure = asked::id(&organisation_id);
        let found = device::devices(asked::store(ctx)?, &actor, structure, after, page::one_more(most)).await;
        let following = bad_news::read(found)?.into_iter();
        Ok(page::cut(following.map(|one| ((one.enrolled_at.0, one.id), one.into())), most, goes_on))
    }

    /// The machine that bears this secret, as it shows itself while it is locked; null once it serves no more.
    async fn own_device(&self, ctx: &Context<'_>, device: String) -> Result<Option<OwnDevice>> {
        let (shown, _) = done_or_refused(device::locked(asked::lodge(ctx)?, &device).await)?;
        Ok(shown)
    }

    /// The invitations of a structure that wait, newest first; none for who may not see them.
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        organisation_id: ID,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Page<(i64, InvitationId), Invitation>> {
        let (most, after) = (page::size(first)?, page::after(after.as_deref())?);
        let (actor, goes_on) = (asked::actor(ctx), after.is_some());
        let structure = asked::id(&organisation_id);
        let found = invite::invitations(asked::store(ctx)?, &actor, structure, after, page::one_more(most)).await;
        let following = bad_news::read(found)?.into_iter();
        Ok(page::cut(following.map(|one| ((one.invited_at.0, one.id), one.into())), most, goes_on))
    }

    /// The keys of the network, without what is secret in them; none for who may not see them.
    async fn network_keys(&self, ctx: &Context<'_>) -> Result<Vec<NetworkKey>> {
        let sees = asked::actor(ctx).may_anywhere(Action::NetworkKeys).is_ok();
        let keys = ctx.data_opt::<NetworkKeys>().filter(|_| sees);
        Ok(keys.map(|keys| keys.now().into_iter().map(Into::into).collect()).unwrap_or_default())
    }

    /// The deeds that two persons do, and whether the network has both; none for who may not see it.
    async fn deeds_in_pairs(&self, ctx: &Context<'_>) -> Result<Vec<DeedInPairs>> {
        let found = pairs::pairs(asked::store(ctx)?, &asked::actor(ctx)).await;
        Ok(bad_news::read(found)?.into_iter().map(Into::into).collect())
    }
}

/// A day as it was written; another text is a fault of the request.
fn day(text: Option<&str>) -> Result<Option<Day>> {
    let written = text.map(str::trim).filter(|text| !text.is_empty());
    written.map(str::parse).transpose().map_err(|_| answer::said(FaultCode::BadRequest))
}

/// What can be done with proofs.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProofsMutation;

/// What can be done with proofs.
#[Object]
impl ProofsMutation {
    /// Shows what an application of codes is given; asked again within fifteen minutes, the same.
    async fn set_up_totp(&self, ctx: &Context<'_>) -> Result<TotpPayload> {
        Ok(done_or_refused(set_up_totp(asked::lodge(ctx)?, &asked::actor(ctx)).await)?.into())
    }

    /// Takes the first code of the application: it is asked from then on.
    async fn confirm_totp(&self, ctx: &Context<'_>, code: String) -> Result<AccessPayload> {
        Ok(done_or_refused(confirm_totp(asked::lodge(ctx)?, &asked::actor(ctx), &code).await)?.into())
    }

    /// Prints a card of codes; the former one ends.
    async fn print_code_card(&self, ctx: &Context<'_>, key: ID) -> Result<CodeCardPayload> {
        Ok(done_or_refused(print_code_card(asked::lodge(ctx)?, &asked::actor(ctx), &key).await)?.into())
    }

    /// Gives the second factor: six digits of the application, or the card's eight under the number that is asked.
    async fn prove_second_factor(&self, ctx: &Context<'_>, code: String) -> Result<AccessPayload> {
        Ok(done_or_refused(prove_second_factor(asked::lodge(ctx)?, &asked::actor(ctx), &code).await)?.into())
    }

    /// Ends somebody's second factor: their telephone and their card are lost.
    async fn end_second_factor(&self, ctx: &Context<'_>, key: ID, person_id: ID) -> Result<EndSecondFactorPayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(end_second_factor(lodge, &actor, &key, asked::id(&person_id)).await)?.into())
    }

    /// Offers roles to somebody, who is written to.
    async fn invite_member(
        &self,
        ctx: &Context<'_>,
        key: ID,
        organisation_id: ID,
        mail: String,
        name: String,
        roles: Vec<Role>,
    ) -> Result<InvitationPayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        let roles = roles.into_iter().map(Into::into).collect();
        let offer = Offer { structure: asked::id(&organisation_id), name, mail, roles };
        Ok(done_or_refused(invite::invite_member(lodge, &actor, &key, &offer).await)?.into())
    }

    /// Takes the roles that were offered.
    async fn accept_invitation(&self, ctx: &Context<'_>, key: ID, id: ID) -> Result<InvitationPayload> {
        answer(ctx, &key, &id, Answer::Accept).await
    }

    /// Does not take them.
    async fn decline_invitation(&self, ctx: &Context<'_>, key: ID, id: ID) -> Result<InvitationPayload> {
        answer(ctx, &key, &id, Answer::Decline).await
    }

    /// Offers them no more.
    async fn cancel_invitation(&self, ctx: &Context<'_>, key: ID, id: ID) -> Result<InvitationPayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(invite::cancel_invitation(lodge, &actor, &key, asked::id(&id)).await)?.into())
    }

    /// Ends every role that the caller holds in a structure.
    async fn leave_organisation(&self, ctx: &Context<'_>, key: ID, organisation_id: ID) -> Result<LeavePayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(leave_organisation(lodge, &actor, &key, asked::id(&organisation_id)).await)?.into())
    }

    /// Enrols the machine at which this is asked, for thirty days.
    async fn enrol_device(
        &self,
        ctx: &Context<'_>,
        key: ID,
        organisation_id: ID,
        name: String,
    ) -> Result<DevicePayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        let structure = asked::id(&organisation_id);
        Ok(done_or_refused(device::enrol_device(lodge, &actor, &key, structure, &name).await)?.into())
    }

    /// Ends a machine, and the visits that it opened.
    async fn end_device(&self, ctx: &Context<'_>, key: ID, id: ID) -> Result<DevicePayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(device::end_device(lodge, &actor, &key, asked::id(&id)).await)?.into())
    }

    /// Chooses the caller's short code at the machine that bears this secret.
    async fn set_pin(&self, ctx: &Context<'_>, device: String, pin: String) -> Result<DevicePayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(set_pin(lodge, &actor, &device, &pin).await)?.into())
    }

    /// Opens the machine that bears this secret with somebody's short code.
    async fn open_device(
        &self,
        ctx: &Context<'_>,
        device: String,
        person_id: ID,
        pin: String,
    ) -> Result<AccessPayload> {
        let lodge = asked::lodge(ctx)?;
        Ok(done_or_refused(open_device(lodge, &device, asked::id(&person_id), &pin).await)?.into())
    }
}

async fn answer(ctx: &Context<'_>, key: &ID, id: &ID, answer: Answer) -> Result<InvitationPayload> {
    let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
    Ok(done_or_refused(invite::answer_invitation(lodge, &actor, key, asked::id(id), answer).await)?.into())
}
