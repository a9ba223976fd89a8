//! What both sides do with an application: write, attach, open a file.

use cynic::MutationBuilder;

use crate::{ask::Refusal, portal::Portal, schema, trouble::Trouble, visitor::Member};

#[derive(cynic::QueryVariables)]
struct Write {
    key: cynic::Id,
    application: cynic::Id,
    body: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Write")]
struct WriteMessage {
    #[arguments(key: $key, applicationId: $application, body: $body)]
    write_message: MessagePayload,
}

#[derive(cynic::QueryFragment)]
struct MessagePayload {
    refusal: Option<Refusal>,
}

/// Writes in the thread.
pub(crate) async fn write(
    portal: &Portal,
    member: &Member,
    key: &str,
    application: &str,
    body: &str,
) -> Result<Option<Refusal>, Trouble> {
    let write = Write { key: key.into(), application: application.into(), body: body.to_owned() };
    Ok(portal.ask(&member.visitor, WriteMessage::build(write)).await?.write_message.refusal)
}

#[derive(cynic::QueryVariables)]
struct Attach {
    key: cynic::Id,
    application: cynic::Id,
    input: EvidenceInput,
}

#[derive(cynic::InputObject)]
pub(crate) struct EvidenceInput {
    pub(crate) file_id: cynic::Id,
    pub(crate) criterion: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Attach")]
struct AttachEvidence {
    #[arguments(key: $key, applicationId: $application, input: $input)]
    attach_evidence: EvidencePayload,
}

#[derive(cynic::QueryFragment)]
struct EvidencePayload {
    refusal: Option<Refusal>,
}

/// Attaches a file that was brought.
pub(crate) async fn attach(
    portal: &Portal,
    member: &Member,
    key: &str,
    application: &str,
    (file, criterion): (&str, &str),
) -> Result<Option<Refusal>, Trouble> {
    let input = EvidenceInput { file_id: file.into(), criterion: criterion.into() };
    let attach = Attach { key: key.into(), application: application.into(), input };
    Ok(portal.ask(&member.visitor, AttachEvidence::build(attach)).await?.attach_evidence.refusal)
}

#[derive(cynic::QueryVariables)]
struct Open {
    key: cynic::Id,
    application: cynic::Id,
    file: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Open")]
struct OpenEvidence {
    #[arguments(key: $key, applicationId: $application, fileId: $file)]
    open_evidence: EvidenceTicketPayload,
}

#[derive(cynic::QueryFragment)]
struct EvidenceTicketPayload {
    ticket: Option<EvidenceTicket>,
}

#[derive(cynic::QueryFragment)]
struct EvidenceTicket {
    file_id: cynic::Id,
    ticket: String,
}

/// Where a file of an application is fetched, once; absent for who may not see it.
pub(crate) async fn open(
    portal: &Portal,
    member: &Member,
    key: &str,
    application: &str,
    file: &str,
) -> Result<String, Trouble> {
    let open = Open { key: key.into(), application: application.into(), file: file.into() };
    let told = portal.ask(&member.visitor, OpenEvidence::build(open)).await?.open_evidence.ticket;
    let EvidenceTicket { file_id, ticket } = told.ok_or(Trouble::Absent)?;
    Ok(format!("/files/{}?ticket={ticket}", file_id.inner()))
}
