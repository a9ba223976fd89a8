//! Signing in, as the graph tells it.

use async_graphql::{ComplexObject, Context, Enum, ID, Object, Result, SimpleObject};
use kernel::{access::Whence, ids::PersonId};

use super::{
    asked,
    bad_news::{self, Refusal, done_or_refused},
    input::{Role, StructureKind},
    proof_types::{Invitation, OwnSecondFactor},
};
use crate::{
    identity::{
        access::{self, SecondFactor},
        ask_sign_in::{self, ask_sign_in},
        choose::choose_organisation,
        end::end_access,
        me,
        renew::renew_access,
        sign_in::{Proof, sign_in},
    },
    proofs::{invite::own_invitations, second_factor},
    refusal::Refused,
};

/// Who somebody is, as they read about themselves.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct Me {
    #[graphql(skip)]
    person: PersonId,
    id: ID,
    /// Empty when nobody told.
    name: String,
    /// Null for somebody who cannot sign in.
    mail: Option<String>,
    /// The structure acted for; null for who belongs to none.
    organisation: Option<Belonging>,
    /// The roles that are theirs now, in that structure: those that want a second factor once it was given in this visit.
    roles: Vec<Role>,
    /// Everywhere they belong, longest first, with all the roles held there.
    memberships: Vec<Membership>,
}

#[ComplexObject]
impl Me {
    /// What they have set up as a second factor.
    async fn second_factor(&self, ctx: &Context<'_>) -> Result<OwnSecondFactor> {
        let person = self.person;
        let secrets = asked::lodge(ctx)?.secrets().clone();
        let look = move |conn: &mut _| Ok(second_factor::of(conn, &secrets, person)?);
        Ok(bad_news::read(asked::store(ctx)?.read("me.second_factor", look).await)?.into())
    }

    /// The invitations that wait for them, newest first.
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        let found = bad_news::read(own_invitations(asked::store(ctx)?, self.person).await)?;
        Ok(found.into_iter().map(Into::into).collect())
    }
}

/// A structure to which somebody belongs.
#[derive(Clone, SimpleObject)]
pub(super) struct Belonging {
    id: ID,
    name: String,
    kind: StructureKind,
}

/// What somebody is in a structure.
#[derive(SimpleObject)]
pub(super) struct Membership {
    organisation: Belonging,
    roles: Vec<Role>,
}

impl From<&me::Belonging> for Belonging {
    fn from(one: &me::Belonging) -> Self {
        Self { id: one.structure.to_string().into(), name: one.name.clone(), kind: one.kind.into() }
    }
}

impl From<me::Me> for Me {
    fn from(me: me::Me) -> Self {
        let roles = |roles: &std::collections::BTreeSet<_>| roles.iter().copied().map(Into::into).collect();
        let membership = |one: &me::Belonging| Membership { organisation: one.into(), roles: roles(&one.roles) };
        Self {
            person: me.person.id,
            id: me.person.id.to_string().into(),
            organisation: me.acting_for().map(Into::into),
            roles: roles(&me.roles),
            memberships: me.belongings.iter().map(membership).collect(),
            mail: me.person.mail.as_ref().map(|mail| mail.as_str().to_owned()),
            name: me.person.name,
        }
    }
}

/// Whether a second factor is wanted in this visit.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "access::SecondFactor")]
pub(super) enum SecondFactorState {
    /// No role here wants one.
    NotNeeded,
    /// It was given in this visit.
    Proved,
    /// It is to be given: until then the roles that want one are missing.
    Asked,
    /// It is to be set up first.
    ToSetUp,
}

/// What somebody carries away: give the refresh token back before `until`, each once.
#[derive(SimpleObject)]
pub(super) struct Access {
    /// The access token, for the header `Authorization: Bearer`.
    token: String,
    until: String,
    /// What `renewAccess` takes, once.
    refresh: String,
    refresh_until: String,
    second_factor: SecondFactorState,
    me: Me,
}

impl From<access::Access> for Access {
    fn from(access: access::Access) -> Self {
        let second_factor: SecondFactor = access.second_factor;
        Self {
            token: access.token,
            until: access.until.iso_seconds(),
            refresh: access.refresh,
            refresh_until: access.refresh_until.iso_seconds(),
            second_factor: second_factor.into(),
            me: access.me.into(),
        }
    }
}

/// A wish to sign in: the same is answered whether somebody has that address or not.
#[derive(SimpleObject)]
pub(super) struct AskedSignIn {
    /// To be given back with the code.
    id: ID,
    until: String,
    /// Whether mails are late: the mail server does not take them at the moment.
    late: bool,
}

/// The end of a visit.
#[derive(SimpleObject)]
pub(super) struct EndedAccess {
    ended: bool,
}

macro_rules! payloads {
    ($($(#[$doc:meta])* $payload:ident { $field:ident: $thing:ident })*) => { $(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub(super) struct $payload {
            /// Null when refused.
            $field: Option<$thing>,
            /// Why not.
            refusal: Option<Refusal>,
        }

        impl From<(Option<$thing>, Option<Refusal>)> for $payload {
            fn from(($field, refusal): (Option<$thing>, Option<Refusal>)) -> Self {
                Self { $field, refusal }
            }
        }
    )* };
}

payloads! {
    /// Where to give the code, or why not.
    AskSignInPayload { asked: AskedSignIn }
    /// What lets somebody act, or why not.
    AccessPayload { access: Access }
    /// That the visit is over.
    EndAccessPayload { end: EndedAccess }
}

/// What can be asked about oneself.
#[derive(Clone, Copy, Debug, Default)]
pub struct IdentityQuery;

/// What can be asked about oneself.
#[Object]
impl IdentityQuery {
    /// Who asks; null for nobody in particular.
    async fn me(&self, ctx: &Context<'_>) -> Result<Option<Me>> {
        let found = bad_news::read(me::me(asked::store(ctx)?, &asked::actor(ctx)).await)?;
        Ok(found.map(Into::into))
    }
}

/// What can be done to sign in and to leave.
#[derive(Clone, Copy, Debug, Default)]
pub struct IdentityMutation;

/// What can be done to sign in and to leave.
#[Object]
impl IdentityMutation {
    /// Writes a mail with a link and six digits to that address, if somebody has it; the answer does not say.
    async fn ask_sign_in(&self, ctx: &Context<'_>, mail: String, key: ID) -> Result<AskSignInPayload> {
        let lodge = asked::lodge(ctx)?;
        let whence = ctx.data_opt::<Whence>().map(|whence| whence.0.as_str());
        let late = lodge.post_is_late();
        let told = |asked: ask_sign_in::Asked| AskedSignIn {
            id: asked.id.to_string().into(),
            until: asked.until.iso_seconds(),
            late,
        };
        Ok(done_or_refused(ask_sign_in(lodge, whence, &key, &mail).await.map(told))?.into())
    }

    /// Opens a visit: by the six digits as they were typed, or by the secret of the link. Either serves once.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        id: ID,
        code: Option<String>,
        link: Option<String>,
    ) -> Result<AccessPayload> {
        let proof = match (code, link) {
            (Some(code), None) => Proof::Code(code),
            (None, Some(link)) => Proof::Link(link),
            _ => return Ok((None, Some((&kernel::refusal::Refusal::from(Refused::Input("code"))).into())).into()),
        };
        Ok(done_or_refused(sign_in(asked::lodge(ctx)?, asked::id(&id), proof).await)?.into())
    }

    /// The next access token, with the rights of now, for the last refresh token. An older one ends the visit.
    async fn renew_access(&self, ctx: &Context<'_>, refresh: String) -> Result<AccessPayload> {
        Ok(done_or_refused(renew_access(asked::lodge(ctx)?, &refresh).await)?.into())
    }

    /// Leaves: the visit of that refresh token is over.
    async fn end_access(&self, ctx: &Context<'_>, refresh: String) -> Result<EndAccessPayload> {
        let left = end_access(asked::lodge(ctx)?, &refresh).await;
        Ok(done_or_refused(left.map(|()| EndedAccess { ended: true }))?.into())
    }

    /// Acts for another structure to which one belongs, in the visit of the token.
    async fn choose_organisation(&self, ctx: &Context<'_>, organisation_id: ID) -> Result<AccessPayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        Ok(done_or_refused(choose_organisation(lodge, &actor, asked::id(&organisation_id)).await)?.into())
    }
}
