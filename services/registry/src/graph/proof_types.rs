//! What the graph tells of second factors, machines of counters, invitations and the trail.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use kernel::{clock::At, ids::PersonId};

use super::{bad_news::Refusal, input::Role, payload::payloads, people};
use crate::{
    network_keys,
    proofs::{
        device::{self, Locked},
        invite, leave, second_factor,
        set_up::{PrintedCard, Shown},
        trail::Entry,
    },
};

/// What an application of codes is given, shown to its owner alone.
#[derive(SimpleObject)]
pub(super) struct ShownTotp {
    /// To be typed: base 32 in groups of four.
    secret: String,
    /// As applications read it: `otpauth://…`.
    address: String,
    /// The address as a square for a camera: its side in modules, white margin included.
    square_side: usize,
    /// Its dark modules, as the path of an SVG.
    square_path: String,
    /// First instant at which it is of no use.
    until: String,
}

impl From<Shown> for ShownTotp {
    fn from(shown: Shown) -> Self {
        let Shown { secret, address, square, until } = shown;
        let (square_side, square_path) = (square.side, square.path);
        Self { secret, address, square_side, square_path, until: until.iso_seconds() }
    }
}

/// A card of codes, as it is printed.
#[derive(SimpleObject)]
pub(super) struct PrintedCodeCard {
    printed_at: String,
    /// Twenty; none once ten minutes have passed since it was made.
    codes: Vec<PrintedCode>,
}

/// One code of a card.
#[derive(SimpleObject)]
pub(super) struct PrintedCode {
    /// From 1 to 20.
    no: i64,
    /// Eight digits in two groups.
    code: String,
}

impl From<PrintedCard> for PrintedCodeCard {
    fn from(card: PrintedCard) -> Self {
        let codes = card.codes.into_iter().map(|printed| PrintedCode { no: printed.no, code: printed.code });
        Self { printed_at: card.printed_at.iso_seconds(), codes: codes.collect() }
    }
}

/// A machine of a counter.
#[derive(SimpleObject)]
pub(super) struct Device {
    id: ID,
    organisation_id: ID,
    name: String,
    enrolled_at: String,
    /// First instant at which it serves no more.
    until: String,
    ended_at: Option<String>,
    /// What its own cookie bears; told once, to whoever enrols it.
    secret: Option<String>,
}

impl From<device::Device> for Device {
    fn from(device: device::Device) -> Self {
        Self {
            id: device.id.to_string().into(),
            organisation_id: device.structure.to_string().into(),
            name: device.name,
            enrolled_at: device.enrolled_at.iso_seconds(),
            until: device.until.iso_seconds(),
            ended_at: device.ended_at.map(At::iso_seconds),
            secret: None,
        }
    }
}

impl From<(device::Device, String)> for Device {
    fn from((device, secret): (device::Device, String)) -> Self {
        Self { secret: Some(secret), ..device.into() }
    }
}

/// A machine as it shows itself while it is locked.
#[derive(SimpleObject)]
pub(super) struct OwnDevice {
    id: ID,
    name: String,
    until: String,
    organisation_id: ID,
    organisation_name: String,
    /// Whose short code opens it.
    people: Vec<NamedPerson>,
    /// Whether too many wrong codes were typed under each of these names: only a sign-in by mail helps.
    shut: bool,
}

/// Somebody by name.
#[derive(SimpleObject)]
pub(super) struct NamedPerson {
    id: ID,
    /// Empty when nobody told.
    name: String,
}

impl From<Locked> for OwnDevice {
    fn from(locked: Locked) -> Self {
        let named = |(id, name): (PersonId, String)| NamedPerson { id: id.to_string().into(), name };
        Self {
            id: locked.device.id.to_string().into(),
            name: locked.device.name,
            until: locked.device.until.iso_seconds(),
            organisation_id: locked.device.structure.to_string().into(),
            organisation_name: locked.structure_name,
            people: locked.people.into_iter().map(named).collect(),
            shut: locked.shut,
        }
    }
}

/// Roles that were offered to somebody.
pub(super) struct Invitation(invite::Invitation);

impl From<invite::Invitation> for Invitation {
    fn from(invitation: invite::Invitation) -> Self {
        Self(invitation)
    }
}

/// Roles that were offered to somebody.
#[Object]
impl Invitation {
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    async fn organisation_id(&self) -> ID {
        self.0.structure.to_string().into()
    }

    /// The name of the structure.
    async fn organisation_name(&self, ctx: &Context<'_>) -> Result<String> {
        people::structure_name(ctx, self.0.structure).await
    }

    async fn person_id(&self) -> ID {
        self.0.person.to_string().into()
    }

    /// As whoever invites calls them.
    async fn name(&self, ctx: &Context<'_>) -> Result<String> {
        if let Some(typed) = people::invited(ctx, self.0.id).await? {
            return Ok(typed);
        }
        // Of before that was kept.
        Ok(people::one(ctx, self.0.person).await?.map(|person| person.name.clone()).unwrap_or_default())
    }

    /// Where they are written to.
    async fn mail(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let person = people::one(ctx, self.0.person).await?;
        Ok(person.and_then(|person| person.mail.as_ref().map(|mail| mail.as_str().to_owned())))
    }

    async fn roles(&self) -> Vec<Role> {
        self.0.roles.iter().map(|role| (*role).into()).collect()
    }

    async fn invited_at(&self) -> String {
        self.0.invited_at.iso_seconds()
    }

    /// First instant at which it can be taken no more.
    async fn until(&self) -> String {
        self.0.until.iso_seconds()
    }
}

/// One act of the trail. Neither receipts nor codes are told.
#[derive(SimpleObject)]
pub(super) struct TrailEntry {
    at: String,
    /// Null where the machine itself acted.
    person_id: Option<ID>,
    /// As they are called; null when nobody told.
    person_name: Option<String>,
    organisation_id: Option<ID>,
    organisation_name: Option<String>,
    /// The mutation's name.
    verb: String,
    /// What was done, in French, to be read after the name.
    deed: String,
    /// Why, in the person's own words.
    reason: Option<String>,
}

impl From<Entry> for TrailEntry {
    fn from(entry: Entry) -> Self {
        let (organisation_id, organisation_name) = entry.organisation.unzip();
        Self {
            at: entry.at.iso_seconds(),
            person_id: entry.person.map(|id| id.to_string().into()),
            person_name: entry.name,
            organisation_id: organisation_id.map(|id| id.to_string().into()),
            organisation_name: organisation_name.filter(|name| !name.is_empty()),
            verb: entry.verb,
            deed: entry.deed,
            reason: entry.reason,
        }
    }
}

/// A key of the network, without what is secret in it.
#[derive(Clone, SimpleObject)]
pub(super) struct NetworkKey {
    /// Its short name.
    kid: String,
    /// What it is for: `token`, `paper`, `pepper`, `files`, `visits`.
    kind: String,
    /// When its file was made; null when that is not known.
    since: Option<String>,
    /// Whether it serves what is made now; otherwise it is only believed, or opens what was made before.
    serves: bool,
}

impl From<network_keys::NetworkKey> for NetworkKey {
    fn from(key: network_keys::NetworkKey) -> Self {
        let (kind, since) = (key.kind.to_owned(), key.since.map(At::iso_seconds));
        Self { kid: key.kid, kind, since, serves: key.serves }
    }
}

/// What somebody has set up as a second factor.
#[derive(SimpleObject)]
pub(super) struct OwnSecondFactor {
    /// Since when codes of an application are asked; null: none is.
    totp_since: Option<String>,
    /// The printed card; null: there is none.
    card: Option<OwnCodeCard>,
}

/// A printed card, without its codes.
#[derive(SimpleObject)]
pub(super) struct OwnCodeCard {
    printed_at: String,
    /// How many codes have not served.
    left: i64,
    /// The number that is asked next; null when it is used up.
    asked: Option<i64>,
}

impl From<second_factor::SecondFactor> for OwnSecondFactor {
    fn from(factor: second_factor::SecondFactor) -> Self {
        let card = factor.card.map(|card| OwnCodeCard {
            printed_at: card.printed_at.iso_seconds(),
            left: card.left,
            asked: card.asked,
        });
        Self { totp_since: factor.totp_since.map(At::iso_seconds), card }
    }
}

/// The structure that was left.
#[derive(SimpleObject)]
pub(super) struct LeftOrganisation {
    organisation_id: ID,
    /// How many roles ended.
    roles: usize,
}

impl From<leave::Left> for LeftOrganisation {
    fn from(left: leave::Left) -> Self {
        Self { organisation_id: left.structure.to_string().into(), roles: left.roles }
    }
}

/// Whose second factor was ended.
#[derive(SimpleObject)]
pub(super) struct EndedSecondFactor {
    person_id: ID,
}

impl From<PersonId> for EndedSecondFactor {
    fn from(id: PersonId) -> Self {
        Self { person_id: id.to_string().into() }
    }
}

payloads! {
    /// What an application of codes is given, or why not.
    TotpPayload { totp: ShownTotp }
    /// The card, or why not.
    CodeCardPayload { card: PrintedCodeCard }
    /// The machine, or why not.
    DevicePayload { device: Device }
    /// The invitation, or why not.
    InvitationPayload { invitation: Invitation }
    /// What was left, or why not.
    LeavePayload { left: LeftOrganisation }
    /// Whose second factor was ended, or why not.
    EndSecondFactorPayload { ended: EndedSecondFactor }
}
