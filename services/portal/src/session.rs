//! A signed-in person as the browser's sealed cookie keeps them: the two tokens, and what the head of each page says.

use std::{collections::BTreeSet, fmt};

use kernel::{
    access::Role,
    clock::{At, Clock},
};
use serde::{Deserialize, Serialize};

/// What the network gives at a sign-in and at each renewal: `Access` of the schema, with these names.
///
/// Ask for [`Access::FIELDS`] and read the object as it comes.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Access {
    /// The access token.
    pub token: String,
    /// When it ends (RFC 3339).
    pub until: String,
    /// What renews it, once.
    pub refresh: String,
    /// When the session ends for good (RFC 3339).
    pub refresh_until: String,
    /// `NOT_NEEDED`, `PROVED`, `ASKED` or `TO_SET_UP`.
    pub second_factor: String,
    /// Who it is.
    pub me: Me,
}

/// Who is signed in.
#[derive(Clone, Deserialize)]
pub struct Me {
    /// The person.
    pub id: String,
    /// As they want to be called.
    pub name: String,
    /// For whom they act now; none until they have chosen, or when they left all.
    pub organisation: Option<Organisation>,
    /// As which, there: `COUNTER_STAFF`…
    pub roles: Vec<String>,
}

/// A structure acted for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Access {
    /// What to ask of `Access` in a document.
    pub const FIELDS: &str =
        "token until refresh refreshUntil secondFactor me { id name organisation { id name } roles }";
}

/// A session, kept by the browser under seal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Drawn at sign-in; form keys are bound to it.
    pub visit: String,
    /// The access token.
    pub token: String,
    /// When it ends.
    pub until: At,
    /// What renews it.
    pub refresh: String,
    /// When the session ends for good.
    pub refresh_until: At,
    /// The second factor's state, as the network names it.
    pub second_factor: String,
    /// The person.
    pub person: String,
    /// As they want to be called.
    pub name: String,
    /// For whom they act.
    pub organisation: Option<Organisation>,
    /// As which.
    pub roles: BTreeSet<Role>,
    /// On the machine of a counter: when it was last used.
    #[serde(default)]
    pub used_at: Option<At>,
    /// Renewed because its token was refused: refused once more, it is over.
    #[serde(default)]
    pub again: bool,
}

/// How long before its end a token is renewed.
const AHEAD_MS: i64 = 60_000;

impl Session {
    /// The session that this access opens, or goes on with, under the name of a visit.
    pub fn of(access: Access, visit: String) -> Self {
        let Access { token, until, refresh, refresh_until, second_factor, me } = access;
        let (until, refresh_until) = (at(&until), at(&refresh_until));
        let roles = me.roles.iter().filter_map(|role| named(role)).collect();
        let Me { id, name, organisation, .. } = me;
        Self {
            visit,
            token,
            until,
            refresh,
            refresh_until,
            second_factor,
            person: id,
            name,
            organisation,
            roles,
            used_at: None,
            again: false,
        }
    }

    /// Whether its token ends within a minute.
    pub fn wants_renewal(&self, clock: &Clock) -> bool {
        clock.now().plus_ms(AHEAD_MS) >= self.until
    }

    /// Whether nothing can renew it any more.
    pub fn is_over(&self, clock: &Clock) -> bool {
        clock.now() >= self.refresh_until
    }
}

/// Nothing of it is for a log.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session")
    }
}

/// Nor of this.
impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Access")
    }
}

/// An instant that cannot be read is long past: such an access is not used.
fn at(text: &str) -> At {
    text.parse().unwrap_or(At(0))
}

/// `COUNTER_STAFF` as the schema names it.
fn named(role: &str) -> Option<Role> {
    Role::named(&role.to_ascii_lowercase().replace('_', "-"))
}

/// What a handler wants done to the visitor's session, beside its answer: `(Change::Open(access), see("/aujourdhui"))`.
#[expect(clippy::large_enum_variant, reason = "one for a sign-in, moved once")]
#[derive(Clone, Debug)]
pub enum Change {
    /// Somebody signed in, proved a second factor or chose another organisation.
    Open(Access),
    /// They signed out.
    Close,
}

impl axum::response::IntoResponseParts for Change {
    type Error = std::convert::Infallible;

    fn into_response_parts(
        self,
        mut parts: axum::response::ResponseParts,
    ) -> Result<axum::response::ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}
