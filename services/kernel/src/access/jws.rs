//! The envelope of every token: signed JSON with one algorithm, a type and the name of a key, and nothing else.
//!
//! The header is read strictly: a field that we do not write (`jwk`, `jku`, `x5u`, `crit`, `zip`…) refuses the token, so
//! a token can neither bring its own key nor send us to fetch one.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, errors::ErrorKind};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    keys::{KeySet, SigningKey},
    spelling::{base64, unbase64},
};
use crate::clock::At;

/// Tokens of more bytes are not looked at.
const LONGEST: usize = 8 * 1024;
/// How far another machine's clock may be ahead of ours.
const AHEAD_SECONDS: i64 = 5;

/// Why a token is not believed. The text never repeats the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    /// Too long, not three parts, or a header with more than we write.
    #[error("token cannot be read")]
    Unreadable,
    /// Another algorithm than ours.
    #[error("token algorithm is not accepted")]
    Algorithm,
    /// No key of that name is believed.
    #[error("token key is not known")]
    UnknownKey,
    /// The signature is not of that key.
    #[error("token signature does not match")]
    Signature,
    /// Its time is over.
    #[error("token has expired")]
    Expired,
    /// Its time has not come.
    #[error("token is not valid yet")]
    NotYet,
    /// Meant for somebody else.
    #[error("token is meant for another audience")]
    Audience,
    /// A token of another kind.
    #[error("token is of another type")]
    Type,
    /// A claim is missing, double, of the wrong form, or not ours.
    #[error("token claims are not acceptable")]
    Claims,
    /// It vouches for another request.
    #[error("token vouches for another body")]
    Body,
}

/// The whole header: what is not here is refused.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// Signs claims under a type.
///
/// The library would read the key anew for each token, and draw its public half: as long again as the signature.
pub(crate) fn seal<C: Serialize>(key: &SigningKey, typ: &str, claims: &C) -> Result<String, BadToken> {
    let header = Header { alg: "EdDSA".to_owned(), typ: typ.to_owned(), kid: key.kid() };
    let signed = format!("{}.{}", part(&header)?, part(claims)?);
    let signature = base64(&key.sign(signed.as_bytes()));
    Ok(format!("{signed}.{signature}"))
}

fn part(of: &impl Serialize) -> Result<String, BadToken> {
    serde_json::to_vec(of).map(|json| base64(&json)).map_err(|_| BadToken::Claims)
}

/// The claims of a token of that type, if a known key signed it. Returns also the name of that key.
///
/// Times are not judged here: see [`in_time`].
pub(crate) fn open<C: DeserializeOwned>(keys: &KeySet, typ: &str, token: &str) -> Result<(C, String), BadToken> {
    let header = header_of(token)?;
    if header.alg != "EdDSA" {
        return Err(BadToken::Algorithm);
    }
    if header.typ != typ {
        return Err(BadToken::Type);
    }
    let key = keys.get(&header.kid).ok_or(BadToken::UnknownKey)?;
    let key = DecodingKey::from_ed_der(key.bytes());
    let opened = jsonwebtoken::decode::<C>(token, &key, &signature_only()).map_err(|error| why(error.kind()))?;
    Ok((opened.claims, header.kid))
}

/// Judges the times of a token against ours, in whole seconds.
pub(crate) const fn in_time(issued: i64, not_before: i64, expires: i64, now: At) -> Result<(), BadToken> {
    let now = now.seconds();
    if expires <= now {
        return Err(BadToken::Expired);
    }
    if issued > now.saturating_add(AHEAD_SECONDS) || not_before > now.saturating_add(AHEAD_SECONDS) {
        return Err(BadToken::NotYet);
    }
    Ok(())
}

fn header_of(token: &str) -> Result<Header, BadToken> {
    if token.len() > LONGEST || token.split('.').count() != 3 {
        return Err(BadToken::Unreadable);
    }
    let header = token.split('.').next().and_then(unbase64).ok_or(BadToken::Unreadable)?;
    serde_json::from_slice(&header).map_err(|_| BadToken::Unreadable)
}

/// The library verifies the signature; audience, issuer and times are judged by us, against a clock that is given.
fn signature_only() -> Validation {
    let mut only = Validation::new(Algorithm::EdDSA);
    only.required_spec_claims.clear();
    only.validate_exp = false;
    only.validate_nbf = false;
    only.validate_aud = false;
    only
}

const fn why(kind: &ErrorKind) -> BadToken {
    match kind {
        ErrorKind::InvalidSignature => BadToken::Signature,
        ErrorKind::InvalidAlgorithm => BadToken::Algorithm,
        ErrorKind::Json(_) | ErrorKind::Utf8(_) => BadToken::Claims,
        _ => BadToken::Unreadable,
    }
}
