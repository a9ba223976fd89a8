//! Who is reading a page: what every handler may take as an argument.

use std::{convert::Infallible, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};
use kernel::access::Role;

use crate::{comfort::Comfort, session::Session, trouble::Trouble};

/// Whoever reads, signed in or not. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Visitor(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    session: Option<Session>,
    ended: bool,
    comfort: Comfort,
    path: String,
}

/// Somebody signed in. As an argument of a handler it sends everybody else to the sign-in page, and brings them back.
#[derive(Clone, Debug)]
pub struct Member {
    /// The same as a visitor: what `portal.ask` wants.
    pub visitor: Visitor,
    session: Session,
}

impl Visitor {
    pub(crate) fn new(session: Option<Session>, ended: bool, comfort: Comfort, path: String) -> Self {
        Self(Arc::new(Seen { session, ended, comfort, path }))
    }

    /// The access token, for the door.
    pub fn token(&self) -> Option<&str> {
        self.0.session.as_ref().map(|session| session.token.as_str())
    }

    /// The session, when somebody is signed in.
    pub fn session(&self) -> Option<&Session> {
        self.0.session.as_ref()
    }

    /// Whether a session was there and has just ended.
    pub fn has_ended(&self) -> bool {
        self.0.ended
    }

    /// What form keys are bound to; empty for nobody.
    pub fn visit(&self) -> &str {
        self.0.session.as_ref().map_or("", |session| &session.visit)
    }

    /// How they like to read.
    pub(crate) fn comfort(&self) -> Comfort {
        self.0.comfort
    }

    /// The path that is read, without its query.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The same as a member, if they are one.
    pub fn member(&self) -> Option<Member> {
        let session = self.session()?.clone();
        Some(Member { visitor: self.clone(), session })
    }
}

impl Member {
    /// Their session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The structure they act for now.
    pub fn organisation(&self) -> Result<&str, Trouble> {
        self.session.organisation.as_ref().map(|organisation| organisation.id.as_str()).ok_or(Trouble::Forbidden)
    }

    /// Whether they hold this role there.
    pub fn is(&self, role: Role) -> bool {
        self.session.roles.contains(&role)
    }

    /// A page of these roles alone: others are told that it is not theirs. What may be done, the network judges again.
    pub fn must_be_one_of(&self, roles: &[Role]) -> Result<(), Trouble> {
        if roles.iter().any(|role| self.is(*role)) { Ok(()) } else { Err(Trouble::Forbidden) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Trouble> {
        parts.extensions.get::<Visitor>().and_then(Visitor::member).ok_or(Trouble::SignedOut)
    }
}
