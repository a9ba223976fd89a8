//! The mutations that answer an access: their document is written here once, around the one call that differs.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    ask::{self, Refusal},
    door::Question,
    portal::Portal,
    session::Access,
    trouble::Trouble,
};

#[derive(Deserialize)]
struct Data {
    payload: Payload,
}

#[derive(Deserialize)]
struct Payload {
    access: Option<Access>,
    refusal: Option<Refusal>,
}

/// One call: the variables that it declares, in parentheses, and itself.
pub(super) struct Call {
    pub(super) declares: &'static str,
    pub(super) calls: &'static str,
}

pub(super) const PROVE: Call = Call { declares: "($code: String!)", calls: "proveSecondFactor(code: $code)" };
pub(super) const CONFIRM: Call = Call { declares: "($code: String!)", calls: "confirmTotp(code: $code)" };
pub(super) const CHOOSE: Call = Call { declares: "($id: ID!)", calls: "chooseOrganisation(organisationId: $id)" };
pub(super) const RENEW: Call = Call { declares: "($refresh: String!)", calls: "renewAccess(refresh: $refresh)" };
pub(super) const OPEN: Call = Call {
    declares: "($device: String!, $person: ID!, $pin: String!)",
    calls: "openDevice(device: $device, personId: $person, pin: $pin)",
};

impl Call {
    /// What is answered: an access, or why not.
    pub(super) async fn ask(
        &self,
        portal: &Portal,
        token: Option<&str>,
        variables: Value,
    ) -> Result<Result<Access, Refusal>, Trouble> {
        let Self { declares, calls } = self;
        let query = format!(
            "mutation Access{declares} {{ payload: {calls} {{ access {{ {} }} refusal {{ code message nextStep }} }} }}",
            Access::FIELDS
        );
        let operation_name = Some("Access".to_owned());
        let question = Question { query, variables, operation_name, whence: None };
        let Payload { access, refusal } = ask::read::<Data>(portal.door().ask(question, token).await)?.data.payload;
        match (access, refusal) {
            (Some(access), _) => Ok(Ok(access)),
            (None, Some(refusal)) => Ok(Err(refusal)),
            (None, None) => Err(Trouble::Broken),
        }
    }
}
