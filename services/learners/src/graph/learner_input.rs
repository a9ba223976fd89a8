//! What callers write of somebody who learns.

use async_graphql::{ID, InputObject};
use kernel::clock::Day;
use registry::graph::answer::id;
use store::Trouble;

use super::{
    consent_text::ConsentPurpose,
    learner_types::{AccessNeed, ConsentWay, ProxyRelation, ToldBy, Transport},
};
use crate::{
    learner::{needs::Proxy, record_consents::RecordConsents, who::Who},
    refusal::Refusal,
};

/// Who somebody is. Only the two names are needed.
#[derive(InputObject)]
pub(super) struct LearnerInput {
    given_name: String,
    family_name: String,
    birth_year: Option<i32>,
    /// The day of birth, when it is known.
    birth_date: Option<String>,
    phone: Option<String>,
    /// Whether others answer that telephone too.
    #[graphql(default)]
    phone_shared: bool,
    mail: Option<String>,
    /// Where a letter reaches them, in several lines.
    address: Option<String>,
    /// How they wish to be told; null: when they come again.
    told_by: Option<ToldBy>,
    proxy: Option<ProxyInput>,
    /// The language in which they are at ease: two or three letters.
    #[graphql(default = "fr")]
    language: String,
    #[graphql(default)]
    access: Vec<AccessNeed>,
    transport: Option<Transport>,
    /// INSEE code of the commune where they live, as of this year.
    pub(super) home_commune: Option<String>,
}

impl LearnerInput {
    /// Who it is, or `INPUT_INVALID` (`birthDate`) where the day cannot be read.
    pub(super) fn who(self) -> Result<Who, Trouble> {
        let birth_date = self.birth_date.as_deref().map(str::parse::<Day>).transpose();
        Ok(Who {
            given: self.given_name,
            family: self.family_name,
            birth_year: self.birth_year,
            birth_date: birth_date.map_err(|_| Refusal::Invalid { field: "birthDate" })?,
            phone: self.phone,
            phone_shared: self.phone_shared,
            mail: self.mail,
            address: self.address,
            told_by: self.told_by.map(Into::into),
            proxy: self.proxy.map(Proxy::from),
            language: self.language,
            access: self.access.into_iter().map(Into::into).collect(),
            transport: self.transport.map(Into::into),
        })
    }
}

/// Who acts for somebody.
#[derive(InputObject)]
pub(super) struct ProxyInput {
    name: String,
    relation: ProxyRelation,
    phone: Option<String>,
}
impl From<ProxyInput> for Proxy {
    fn from(input: ProxyInput) -> Self {
        Self { name: input.name, relation: input.relation.into(), phone: input.phone }
    }
}

/// A name that is sought; it may be spelt otherwise.
#[derive(InputObject)]
pub(super) struct LearnerNameInput {
    given_name: String,
    family_name: String,
    birth_year: Option<i32>,
}
impl From<LearnerNameInput> for Who {
    fn from(input: LearnerNameInput) -> Self {
        Self {
            given: input.given_name,
            family: input.family_name,
            birth_year: input.birth_year,
            birth_date: None,
            phone: None,
            phone_shared: false,
            mail: None,
            address: None,
            told_by: None,
            proxy: None,
            language: "fr".to_owned(),
            access: Vec::new(),
            transport: None,
        }
    }
}

/// What somebody says to uses of what is known of them.
#[derive(InputObject)]
pub(super) struct ConsentsInput {
    learner_id: ID,
    /// Each purpose once at most; what is not named stays as it is.
    answers: Vec<ConsentAnswerInput>,
    /// The version of the text that was shown.
    version: i64,
    way: ConsentWay,
}

/// What somebody says to one of them.
#[derive(InputObject)]
pub(super) struct ConsentAnswerInput {
    purpose: ConsentPurpose,
    /// Yes; otherwise no, or no more.
    given: bool,
}

impl ConsentsInput {
    /// As the verb takes it; a learner that cannot be read is `NOT_FOUND`.
    pub(super) fn read(self) -> Result<RecordConsents, Trouble> {
        Ok(RecordConsents {
            learner: id(&self.learner_id)?,
            answers: self.answers.into_iter().map(|one| (one.purpose.into(), one.given)).collect(),
            version: self.version,
            way: self.way.into(),
        })
    }
}
