//! People and structures that a page names, each read once however often it names them.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Result, dataloader};
use kernel::{
    ids::{InvitationId, PersonId, StructureId},
    refusal::FaultCode,
};
use store::Store;

use super::{answer, bad_news};
use crate::{
    identity::person::{self, Person},
    proofs::invite,
    structure,
};

/// Reads them for all who wait.
pub(super) struct Loader(pub(super) Store);

impl dataloader::Loader<PersonId> for Loader {
    type Value = Arc<Person>;
    type Error = FaultCode;

    async fn load(&self, ids: &[PersonId]) -> Result<HashMap<PersonId, Arc<Person>>, FaultCode> {
        let ids = ids.to_vec();
        let read = self.0.read("people.named", move |conn| Ok(person::of_ids(conn, &ids)?)).await;
        let people = bad_news::read_for_all(read)?.into_iter();
        Ok(people.map(|person| (person.id, Arc::new(person))).collect())
    }
}

impl dataloader::Loader<StructureId> for Loader {
    type Value = String;
    type Error = FaultCode;

    async fn load(&self, ids: &[StructureId]) -> Result<HashMap<StructureId, String>, FaultCode> {
        let ids = ids.to_vec();
        bad_news::read_for_all(self.0.read("structures.named", move |conn| Ok(structure::names(conn, &ids)?)).await)
    }
}

impl dataloader::Loader<InvitationId> for Loader {
    type Value = String;
    type Error = FaultCode;

    async fn load(&self, ids: &[InvitationId]) -> Result<HashMap<InvitationId, String>, FaultCode> {
        let ids = ids.to_vec();
        bad_news::read_for_all(self.0.read("invitations.named", move |conn| Ok(invite::names(conn, &ids)?)).await)
    }
}

/// The name that was typed for an invitation; nothing where it is not known.
pub(super) async fn invited(ctx: &Context<'_>, id: InvitationId) -> Result<Option<String>> {
    ctx.data::<dataloader::DataLoader<Loader>>()?.load_one(id).await.map_err(answer::said)
}

/// Somebody; nothing for who was never written down.
pub(super) async fn one(ctx: &Context<'_>, id: PersonId) -> Result<Option<Arc<Person>>> {
    ctx.data::<dataloader::DataLoader<Loader>>()?.load_one(id).await.map_err(answer::said)
}

/// The name of a structure; empty for one that is not known.
pub(super) async fn structure_name(ctx: &Context<'_>, id: StructureId) -> Result<String> {
    let loader = ctx.data::<dataloader::DataLoader<Loader>>()?;
    Ok(loader.load_one(id).await.map_err(answer::said)?.unwrap_or_default())
}
