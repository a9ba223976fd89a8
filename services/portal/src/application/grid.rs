//! Answering the grid of criteria: the same form for an application that is being written and for one that waits.

use cynic::MutationBuilder;

use super::case::{CriterionAnswer, CriterionReply, Grid};
use crate::{
    ask::Refusal,
    form::{Form, Typed},
    parts::{Area, Radios},
    portal::Portal,
    schema,
    trouble::Trouble,
    visitor::Member,
    words::t,
};

const REPLIES: [(CriterionReply, &str, &str); 3] = [
    (CriterionReply::Yes, "oui", "reply-yes"),
    (CriterionReply::Soon, "bientot", "reply-soon"),
    (CriterionReply::No, "non", "reply-no"),
];

/// The grid as a form.
pub(crate) struct GridForm {
    pub(crate) grid: Grid,
    pub(crate) form: Form,
}

/// One criterion as two fields.
pub(crate) struct Asked {
    pub(crate) reply: Radios,
    pub(crate) note: Area,
}

impl GridForm {
    /// Each criterion with its fields.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        let asked = |criterion: &super::case::Criterion| {
            let id = criterion.id.inner();
            let radios = self.form.radios(&format!("critere-{id}"), &criterion.question).hint(&criterion.help);
            let reply = REPLIES.iter().fold(radios, |radios, (_, name, label)| radios.choice(name, t(label)));
            let label = t("grid-note").saying("question", &criterion.question);
            Asked { reply, note: self.form.area(&format!("note-{id}"), label).rows(2) }
        };
        self.grid.criteria.iter().map(asked).collect()
    }
}

#[derive(Clone, Debug, cynic::InputObject)]
pub(crate) struct GridAnswersInput {
    pub(crate) version: i32,
    pub(crate) answers: Vec<CriterionAnswerInput>,
}

#[derive(Clone, Debug, cynic::InputObject)]
pub(crate) struct CriterionAnswerInput {
    pub(crate) criterion: cynic::Id,
    pub(crate) reply: CriterionReply,
    pub(crate) note: Option<String>,
}

/// What was answered, as fields of the form.
pub(crate) fn known(answers: &[CriterionAnswer]) -> Typed {
    answers.iter().fold(Typed::default(), |typed, answer| {
        let id = answer.criterion.inner();
        let name = REPLIES.iter().find(|(reply, _, _)| *reply == answer.reply).map_or("", |(_, name, _)| name);
        typed.with(&format!("critere-{id}"), name).with(&format!("note-{id}"), answer.note.as_str())
    })
}

/// What the fields say; a criterion without an answer is left out.
pub(crate) fn answered(grid: &Grid, typed: &Typed) -> GridAnswersInput {
    let answer = |criterion: &super::case::Criterion| {
        let id = criterion.id.inner();
        let sent = typed.get(&format!("critere-{id}"));
        let (reply, _, _) = REPLIES.iter().find(|(_, name, _)| *name == sent)?;
        let note = typed.some(&format!("note-{id}")).map(str::to_owned);
        Some(CriterionAnswerInput { criterion: criterion.id.clone(), reply: *reply, note })
    };
    GridAnswersInput { version: grid.version, answers: grid.criteria.iter().filter_map(answer).collect() }
}

#[derive(cynic::QueryVariables)]
struct Answers {
    key: cynic::Id,
    application: cynic::Id,
    input: GridAnswersInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "Answers")]
struct AnswerCriteria {
    #[arguments(key: $key, applicationId: $application, input: $input)]
    answer_criteria: AnsweredPayload,
}

#[derive(cynic::QueryFragment)]
struct AnsweredPayload {
    refusal: Option<Refusal>,
}

/// Keeps the answers of an application that waits; answers the refusal, if there is one.
pub(crate) async fn save(
    portal: &Portal,
    member: &Member,
    key: &str,
    application: &str,
    input: GridAnswersInput,
) -> Result<Option<Refusal>, Trouble> {
    let answers = Answers { key: key.into(), application: application.into(), input };
    Ok(portal.ask(&member.visitor, AnswerCriteria::build(answers)).await?.answer_criteria.refusal)
}
