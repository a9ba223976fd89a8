//! What the pages of an account ask of the network.

use super::role::Role;
use crate::{
    ask::{PageInfo, Refusal},
    schema,
};

// --- Oneself ----------------------------------------------------------------------------------------------------------

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
pub(super) struct Account {
    pub(super) me: Option<Me>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Me {
    pub(super) name: String,
    pub(super) mail: Option<String>,
    pub(super) organisation: Option<Belonging>,
    pub(super) memberships: Vec<Membership>,
    pub(super) second_factor: OwnSecondFactor,
    pub(super) invitations: Vec<Invitation>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Belonging {
    pub(super) id: cynic::Id,
    pub(super) name: String,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Membership {
    pub(super) organisation: Belonging,
    pub(super) roles: Vec<Role>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct OwnSecondFactor {
    pub(super) totp_since: Option<String>,
    pub(super) card: Option<OwnCodeCard>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct OwnCodeCard {
    pub(super) left: i32,
    pub(super) asked: Option<i32>,
}

impl OwnSecondFactor {
    /// Whether a code can be asked at all.
    pub(super) fn is_set_up(&self) -> bool {
        self.totp_since.is_some() || self.asked().is_some()
    }

    /// The number on the card that is asked next.
    pub(super) fn asked(&self) -> Option<i32> {
        self.card.as_ref().and_then(|card| card.asked)
    }
}

#[derive(cynic::QueryFragment)]
pub(super) struct Invitation {
    pub(super) id: cynic::Id,
    pub(super) organisation_name: String,
    pub(super) name: String,
    pub(super) mail: Option<String>,
    pub(super) roles: Vec<Role>,
    pub(super) until: String,
}

// --- A second factor --------------------------------------------------------------------------------------------------

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation")]
pub(super) struct SetUpTotp {
    pub(super) set_up_totp: TotpPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct TotpPayload {
    pub(super) totp: Option<ShownTotp>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct ShownTotp {
    pub(super) secret: String,
    pub(super) square_side: i32,
    pub(super) square_path: String,
}

#[derive(cynic::QueryVariables)]
pub(super) struct Keyed {
    pub(super) key: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Keyed")]
pub(super) struct PrintCodeCard {
    #[arguments(key: $key)]
    pub(super) print_code_card: CodeCardPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct CodeCardPayload {
    pub(super) card: Option<PrintedCodeCard>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct PrintedCodeCard {
    pub(super) printed_at: String,
    pub(super) codes: Vec<PrintedCode>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct PrintedCode {
    pub(super) no: i32,
    pub(super) code: String,
}

// --- Members and invitations ------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct OfStructure {
    pub(super) id: cynic::Id,
    pub(super) after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfStructure")]
pub(super) struct People {
    #[arguments(organisationId: $id, first: 100, after: $after)]
    pub(super) members: MemberConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfStructure")]
pub(super) struct Waiting {
    #[arguments(organisationId: $id, first: 100, after: $after)]
    pub(super) invitations: InvitationConnection,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfStructure")]
pub(super) struct Machines {
    #[arguments(organisationId: $id, first: 100, after: $after)]
    pub(super) devices: DeviceConnection,
}

#[derive(cynic::QueryFragment)]
pub(super) struct MemberConnection {
    pub(super) nodes: Vec<Member>,
    pub(super) page_info: PageInfo,
}

#[derive(Clone, cynic::QueryFragment)]
pub(super) struct Member {
    pub(super) id: cynic::Id,
    pub(super) person_id: cynic::Id,
    pub(super) name: Option<String>,
    pub(super) mail: Option<String>,
    pub(super) role: Role,
    pub(super) since: String,
}

#[derive(cynic::QueryFragment)]
pub(super) struct InvitationConnection {
    pub(super) nodes: Vec<Invitation>,
    pub(super) page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
pub(super) struct DeviceConnection {
    pub(super) nodes: Vec<Device>,
    pub(super) page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Device {
    pub(super) id: cynic::Id,
    pub(super) name: String,
    pub(super) until: String,
    pub(super) secret: Option<String>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct Invited {
    pub(super) key: cynic::Id,
    pub(super) organisation: cynic::Id,
    pub(super) mail: String,
    pub(super) name: String,
    pub(super) roles: Vec<Role>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Invited")]
pub(super) struct InviteMember {
    #[arguments(key: $key, organisationId: $organisation, mail: $mail, name: $name, roles: $roles)]
    pub(super) invite_member: InvitationPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct InvitationPayload {
    pub(super) refusal: Option<Refusal>,
}

/// One thing by its identifier, in an act.
#[derive(cynic::QueryVariables)]
pub(super) struct One {
    pub(super) key: cynic::Id,
    pub(super) id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "One")]
pub(super) struct AcceptInvitation {
    #[arguments(key: $key, id: $id)]
    pub(super) accept_invitation: InvitationPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "One")]
pub(super) struct DeclineInvitation {
    #[arguments(key: $key, id: $id)]
    pub(super) decline_invitation: InvitationPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "One")]
pub(super) struct CancelInvitation {
    #[arguments(key: $key, id: $id)]
    pub(super) cancel_invitation: InvitationPayload,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "One")]
pub(super) struct DismissMember {
    #[arguments(key: $key, memberId: $id)]
    pub(super) dismiss_member: MemberPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct MemberPayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "One")]
pub(super) struct LeaveOrganisation {
    #[arguments(key: $key, organisationId: $id)]
    pub(super) leave_organisation: LeavePayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct LeavePayload {
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "One")]
pub(super) struct EndSecondFactor {
    #[arguments(key: $key, personId: $id)]
    pub(super) end_second_factor: EndSecondFactorPayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct EndSecondFactorPayload {
    pub(super) refusal: Option<Refusal>,
}

// --- Machines of counters ---------------------------------------------------------------------------------------------

#[derive(cynic::QueryVariables)]
pub(super) struct Enrolled {
    pub(super) key: cynic::Id,
    pub(super) organisation: cynic::Id,
    pub(super) name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Enrolled")]
pub(super) struct EnrolDevice {
    #[arguments(key: $key, organisationId: $organisation, name: $name)]
    pub(super) enrol_device: DevicePayload,
}

#[derive(cynic::QueryFragment)]
pub(super) struct DevicePayload {
    pub(super) device: Option<Device>,
    pub(super) refusal: Option<Refusal>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "One")]
pub(super) struct EndDevice {
    #[arguments(key: $key, id: $id)]
    pub(super) end_device: DevicePayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct Pin {
    pub(super) device: String,
    pub(super) pin: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Pin")]
pub(super) struct SetPin {
    #[arguments(device: $device, pin: $pin)]
    pub(super) set_pin: DevicePayload,
}

#[derive(cynic::QueryVariables)]
pub(super) struct Borne {
    pub(super) device: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Borne")]
pub(super) struct Own {
    #[arguments(device: $device)]
    pub(super) own_device: Option<OwnDevice>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct OwnDevice {
    pub(super) name: String,
    pub(super) until: String,
    pub(super) organisation_name: String,
    pub(super) people: Vec<NamedPerson>,
    pub(super) shut: bool,
}

#[derive(cynic::QueryFragment)]
pub(super) struct NamedPerson {
    pub(super) id: cynic::Id,
    pub(super) name: String,
}
