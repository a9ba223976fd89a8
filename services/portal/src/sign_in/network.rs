//! What these pages ask of the network: to be written to, to be let in, to be let out.

use kernel::access::Whence;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{
    ask::{self, Refusal},
    door::Question,
    portal::Portal,
    session::Access,
    trouble::Trouble,
};

/// A wish to sign in, as the network took it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) id: String,
    /// Whether mails are late.
    pub(super) late: bool,
}

/// A refusal as it comes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Refused {
    code: String,
    message: String,
    next_step: String,
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self { code: refused.code, message: refused.message, next_step: refused.next_step }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AskData {
    ask_sign_in: AskPayload,
}

#[derive(Deserialize)]
struct AskPayload {
    asked: Option<Asked>,
    refusal: Option<Refused>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInData {
    sign_in: AccessPayload,
}

#[derive(Deserialize)]
struct AccessPayload {
    access: Option<Access>,
    refusal: Option<Refused>,
}

/// Asks for a mail to that address, in the name of whoever is there.
pub(super) async fn ask_sign_in(
    portal: &Portal,
    whence: Option<Whence>,
    key: &str,
    mail: &str,
) -> Result<Result<Asked, Refusal>, Trouble> {
    const QUERY: &str = "mutation AskSignIn($mail: String!, $key: ID!) { askSignIn(mail: $mail, key: $key) \
                         { asked { id late } refusal { code message nextStep } } }";
    let variables = json!({ "mail": mail, "key": key });
    let AskPayload { asked, refusal } =
        put::<AskData>(portal, whence, "AskSignIn", QUERY.to_owned(), variables).await?.ask_sign_in;
    either(asked, refusal)
}

/// Signs in with the code (`"code"`) or the link's secret (`"link"`).
pub(super) async fn sign_in(
    portal: &Portal,
    whence: Option<Whence>,
    id: &str,
    (proof, value): (&str, &str),
) -> Result<Result<Access, Refusal>, Trouble> {
    let query = format!(
        "mutation SignIn($id: ID!, $code: String, $link: String) {{ signIn(id: $id, code: $code, link: $link) \
         {{ access {{ {} }} refusal {{ code message nextStep }} }} }}",
        Access::FIELDS
    );
    let mut variables = json!({ "id": id });
    variables[proof] = json!(value);
    let AccessPayload { access, refusal } =
        put::<SignInData>(portal, whence, "SignIn", query, variables).await?.sign_in;
    either(access, refusal)
}

/// Ends the visit of this refresh token.
pub(super) async fn end_access(portal: &Portal, refresh: &str) -> Result<(), Trouble> {
    const QUERY: &str = "mutation EndAccess($refresh: String!) { endAccess(refresh: $refresh) { end { ended } } }";
    put::<Value>(portal, None, "EndAccess", QUERY.to_owned(), json!({ "refresh": refresh })).await.map(|_| ())
}

async fn put<T: DeserializeOwned>(
    portal: &Portal,
    whence: Option<Whence>,
    name: &str,
    query: String,
    variables: Value,
) -> Result<T, Trouble> {
    let question = Question { query, variables, operation_name: Some(name.to_owned()), whence };
    Ok(ask::read::<T>(portal.door().ask(question, None).await)?.data)
}

fn either<T>(done: Option<T>, refusal: Option<Refused>) -> Result<Result<T, Refusal>, Trouble> {
    match (done, refusal) {
        (Some(done), _) => Ok(Ok(done)),
        (None, Some(refused)) => Ok(Err(refused.into())),
        (None, None) => Err(Trouble::Broken),
    }
}
