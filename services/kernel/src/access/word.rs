//! A machine's word: it vouches for one request, to one receiver, for sixty seconds.
//!
//! EdDSA like the access token, and never taken for one: their types differ.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    actor::Actor,
    jws::{self, BadToken},
    keys::{KeySet, SigningKey},
    spelling::{hex, unhex},
};
use crate::{clock::At, ids::VenueId};

const ASSERTION: &str = "assertion+jwt";
/// How long a machine's word holds.
const ASSERTION_SECONDS: i64 = 60;

/// What a machine vouches for: this caller sends this body to that receiver.
pub struct Vouched<'a> {
    /// The name of the receiver.
    pub audience: &'a str,
    /// Who is asking.
    pub actor: &'a Actor,
    /// The venue concerned, when there is one.
    pub venue: Option<VenueId>,
    /// The body of the request.
    pub body: &'a [u8],
}

/// What was vouched for, once believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// Who is asking.
    pub actor: Actor,
    /// The venue concerned, when there is one. The receiver of a node's word compares it with the owner of the key.
    pub venue: Option<VenueId>,
    /// The number of this word, for the receiver to refuse it a second time.
    pub jti: [u8; 16],
    /// The name of the key that signed.
    pub kid: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AssertionClaims {
    aud: String,
    act: Actor,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    venue: Option<VenueId>,
    bh: String,
    iat: i64,
    exp: i64,
    jti: String,
}

/// A machine's word for one request: sixty seconds, one receiver, one body.
pub fn vouch(key: &SigningKey, what: &Vouched<'_>, jti: [u8; 16], now: At) -> Result<String, BadToken> {
    let claims = AssertionClaims {
        aud: what.audience.to_owned(),
        act: what.actor.clone(),
        venue: what.venue,
        bh: hex(&Sha256::digest(what.body)),
        iat: now.seconds(),
        exp: now.seconds().saturating_add(ASSERTION_SECONDS),
        jti: hex(&jti),
    };
    jws::seal(key, ASSERTION, &claims)
}

/// What a machine vouched for, if one of these keys signed it for this audience and this very body.
pub fn check(keys: &KeySet, token: &str, audience: &str, body: &[u8], now: At) -> Result<Voucher, BadToken> {
    Foreword::check(keys, token, audience, now)?.with(body)
}

/// A machine's word believed before the body that it is about has come.
#[derive(Clone, Debug)]
pub struct Foreword {
    voucher: Voucher,
    body_hash: String,
}

impl Foreword {
    /// Believes a word for this audience, if one of these keys signed it.
    pub fn check(keys: &KeySet, token: &str, audience: &str, now: At) -> Result<Self, BadToken> {
        let (claims, kid) = jws::open::<AssertionClaims>(keys, ASSERTION, token)?;
        if claims.aud != audience {
            return Err(BadToken::Audience);
        }
        jws::in_time(claims.iat, claims.iat, claims.exp, now)?;
        if claims.exp.saturating_sub(claims.iat) > ASSERTION_SECONDS {
            return Err(BadToken::Claims);
        }
        let jti = unhex(&claims.jti).ok_or(BadToken::Claims)?;
        Ok(Self { voucher: Voucher { actor: claims.act, venue: claims.venue, jti, kid }, body_hash: claims.bh })
    }

    /// The venue that the word names, and the name of the key that signed it.
    pub fn signed(&self) -> (Option<VenueId>, &str) {
        (self.voucher.venue, &self.voucher.kid)
    }

    /// What was vouched for, if this is the body.
    pub fn with(self, body: &[u8]) -> Result<Voucher, BadToken> {
        if self.body_hash == hex(&Sha256::digest(body)) { Ok(self.voucher) } else { Err(BadToken::Body) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{
        super::{
            role::Role,
            spelling::{base64, unbase64},
            token,
        },
        *,
    };
    use crate::chance::Chance;

    const NOW: At = At(1_759_305_600_000);
    const NOW_S: i64 = 1_759_305_600;

    fn key() -> SigningKey {
        SigningKey::from_seed([1; 32])
    }

    fn keys() -> KeySet {
        KeySet::of([key().public()])
    }

    fn actor() -> Actor {
        let chance = Chance::from_seed(1);
        Actor::member(chance.id(), chance.id(), [Role::CounterStaff, Role::VenueManager])
    }

    fn token() -> String {
        token::mint(&key(), &actor(), [9; 16], NOW, 30).unwrap()
    }

    fn part(token: &str, place: usize) -> Value {
        let text = token.split('.').nth(place).unwrap();
        serde_json::from_slice(&unbase64(text).unwrap()).unwrap()
    }

    /// Signs any header and any claims, with the right key.
    fn forge_text(header: &str, claims: &str) -> String {
        use ed25519_dalek::Signer;
        let message = format!("{}.{}", base64(header.as_bytes()), base64(claims.as_bytes()));
        let signature = ed25519_dalek::SigningKey::from_bytes(&key().seed()).sign(message.as_bytes());
        format!("{message}.{}", base64(&signature.to_bytes()))
    }

    const NODE: &str = "node-hesdin";
    const BODY: &[u8] = br#"{"query":"{ sessions { id } }"}"#;

    fn word() -> String {
        let venue = Some(VenueId::from_bytes([4; 16]));
        let what = Vouched { audience: NODE, actor: &actor(), venue, body: BODY };
        vouch(&key(), &what, [8; 16], NOW).unwrap()
    }

    #[test]
    fn a_machine_vouches_for_one_request() {
        let believed = check(&keys(), &word(), NODE, BODY, NOW).unwrap();
        let venue = Some(VenueId::from_bytes([4; 16]));
        assert_eq!(believed, Voucher { actor: actor(), venue, jti: [8; 16], kid: key().kid() });
        let what = Vouched { audience: NODE, actor: &Actor::Anonymous, venue: None, body: b"" };
        let public = vouch(&key(), &what, [7; 16], NOW).unwrap();
        assert!(check(&keys(), &public, NODE, b"", NOW).is_ok_and(|voucher| voucher.actor == Actor::Anonymous));
    }

    #[test]
    fn a_word_serves_no_other_receiver_body_or_minute() {
        let word = word();
        assert_eq!(check(&keys(), &word, "node-auchy", BODY, NOW), Err(BadToken::Audience));
        assert_eq!(check(&keys(), &word, NODE, b"{}", NOW), Err(BadToken::Body));
        assert_eq!(check(&keys(), &word, NODE, b"", NOW), Err(BadToken::Body));
        assert!(check(&keys(), &word, NODE, BODY, NOW.plus_ms(59_999)).is_ok());
        assert_eq!(check(&keys(), &word, NODE, BODY, NOW.plus_ms(60_000)), Err(BadToken::Expired));
        assert_eq!(check(&keys(), &word, NODE, BODY, NOW.plus_ms(-6_000)), Err(BadToken::NotYet));
        assert_eq!(check(&KeySet::default(), &word, NODE, BODY, NOW), Err(BadToken::UnknownKey));
    }

    #[test]
    fn a_word_is_looked_at_before_its_body_and_serves_no_other() {
        let look = |audience, now| Foreword::check(&keys(), &word(), audience, now);
        assert!(look("node-auchy", NOW).is_err_and(|why| why == BadToken::Audience));
        assert!(look(NODE, NOW.plus_ms(60_000)).is_err_and(|why| why == BadToken::Expired));
        let believed = look(NODE, NOW).unwrap();
        assert_eq!(believed.signed().1, key().public().kid());
        assert_eq!(believed.clone().with(b"{}"), Err(BadToken::Body));
        assert!(believed.with(BODY).is_ok());
    }

    #[test]
    fn neither_kind_serves_as_the_other() {
        assert_eq!(token::read(&keys(), &word(), NOW), Err(BadToken::Type));
        assert_eq!(check(&keys(), &token(), "passegue", b"", NOW), Err(BadToken::Type));
        let dressed_up = forge_text(&part(&token(), 0).to_string(), &part(&word(), 1).to_string());
        assert_eq!(token::read(&keys(), &dressed_up, NOW), Err(BadToken::Claims));
    }

    #[test]
    fn a_word_cannot_be_given_for_longer() {
        let mut claims = part(&word(), 1);
        claims["exp"] = json!(NOW_S + 61);
        let longer = forge_text(&part(&word(), 0).to_string(), &claims.to_string());
        assert_eq!(check(&keys(), &longer, NODE, BODY, NOW), Err(BadToken::Claims));
    }
}
