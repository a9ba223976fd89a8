//! The tokens that prove a caller: one that a person carries, one by which a machine vouches for a request.
//!
//! Both are EdDSA, fixed here and never read from the token; the time is the caller's.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    actor::Actor,
    jws,
    role::Role,
    spelling::{hex, unhex},
};
pub use super::{
    jws::BadToken,
    keys::{BadKey, KeySet, PublicKey, SigningKey},
};
use crate::{
    clock::At,
    ids::{PersonId, StructureId, VenueId},
};

/// Who issues the access tokens, and for whom.
const NETWORK: &str = "passegue";
const ACCESS: &str = "at+jwt";
const ASSERTION: &str = "assertion+jwt";
/// How long a machine's word holds.
const ASSERTION_SECONDS: i64 = 60;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccessClaims {
    iss: String,
    aud: String,
    sub: PersonId,
    org: StructureId,
    roles: Vec<String>,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
}

/// An access token for a person, valid so many minutes from `now`. Nobody in particular cannot have one.
pub fn mint(key: &SigningKey, actor: &Actor, jti: [u8; 16], now: At, minutes: i64) -> Result<String, BadToken> {
    let Actor::Member { person, organisation, roles } = actor else { return Err(BadToken::Claims) };
    let claims = AccessClaims {
        iss: NETWORK.to_owned(),
        aud: NETWORK.to_owned(),
        sub: *person,
        org: *organisation,
        roles: roles.iter().map(|role| role.name().to_owned()).collect(),
        iat: now.seconds(),
        nbf: now.seconds(),
        exp: now.seconds().saturating_add(minutes.saturating_mul(60)),
        jti: hex(&jti),
    };
    jws::seal(key, ACCESS, &claims)
}

/// The person whom an access token proves.
pub fn read(keys: &KeySet, token: &str, now: At) -> Result<Actor, BadToken> {
    Proof::read(keys, token)?.actor(keys, now)
}

/// What an access token was found to say, once its signature was believed: kept, it spares the next reading of the same token.
///
/// What may change meanwhile, the keys that are believed and the time, is asked again each time.
#[derive(Clone, Debug)]
pub struct Proof {
    actor: Actor,
    kid: String,
    issued: i64,
    not_before: i64,
    expires: i64,
}

impl Proof {
    /// Reads a token and believes its signature, whatever its times.
    pub fn read(keys: &KeySet, token: &str) -> Result<Self, BadToken> {
        let (claims, kid) = jws::open::<AccessClaims>(keys, ACCESS, token)?;
        if claims.iss != NETWORK {
            return Err(BadToken::Claims);
        }
        if claims.aud != NETWORK {
            return Err(BadToken::Audience);
        }
        let _: [u8; 16] = unhex(&claims.jti).ok_or(BadToken::Claims)?;
        let roles = claims.roles.iter().map(|name| Role::named(name)).collect::<Option<BTreeSet<_>>>();
        let actor =
            Actor::Member { person: claims.sub, organisation: claims.org, roles: roles.ok_or(BadToken::Claims)? };
        Ok(Self { actor, kid, issued: claims.iat, not_before: claims.nbf, expires: claims.exp })
    }

    /// The person, if the key is still believed and the time is the token's. The name of a key says which key it is.
    pub fn actor(&self, keys: &KeySet, now: At) -> Result<Actor, BadToken> {
        keys.get(&self.kid).ok_or(BadToken::UnknownKey)?;
        jws::in_time(self.issued, self.not_before, self.expires, now)?;
        Ok(self.actor.clone())
    }
}

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
        super::spelling::{base64, unbase64},
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
        mint(&key(), &actor(), [9; 16], NOW, 30).unwrap()
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

    fn with_header(change: impl FnOnce(&mut Value)) -> String {
        let (mut header, claims) = (part(&token(), 0), part(&token(), 1));
        change(&mut header);
        forge_text(&header.to_string(), &claims.to_string())
    }

    fn with_claims(change: impl FnOnce(&mut Value)) -> String {
        let (header, mut claims) = (part(&token(), 0), part(&token(), 1));
        change(&mut claims);
        forge_text(&header.to_string(), &claims.to_string())
    }

    fn refused(token: &str) -> BadToken {
        read(&keys(), token, NOW).expect_err("must be refused")
    }

    #[test]
    fn a_minted_token_proves_its_person() {
        assert_eq!(read(&keys(), &token(), NOW), Ok(actor()));
        assert_eq!(part(&token(), 0), json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": key().kid() }));
        let again = with_claims(|_| ());
        assert_eq!(read(&keys(), &again, NOW), Ok(actor()), "the forge of these tests is faithful");
    }

    #[test]
    fn nobody_in_particular_has_no_token() {
        assert_eq!(mint(&key(), &Actor::Anonymous, [0; 16], NOW, 30), Err(BadToken::Claims));
    }

    #[test]
    fn a_token_lives_its_minutes_and_not_a_second_more() {
        let end = NOW.plus_ms(30 * 60_000);
        assert!(read(&keys(), &token(), end.plus_ms(-1)).is_ok());
        assert_eq!(read(&keys(), &token(), end), Err(BadToken::Expired));
        assert!(read(&keys(), &token(), NOW.plus_ms(-5_000)).is_ok(), "a clock five seconds behind is forgiven");
        assert_eq!(read(&keys(), &token(), NOW.plus_ms(-6_000)), Err(BadToken::NotYet));
    }

    #[test]
    fn the_algorithm_is_ours_whatever_the_token_says() {
        for alg in ["none", "None", "NONE", "nOnE", "HS256", "RS256", "ES256", "eddsa", "Ed25519", ""] {
            assert_eq!(refused(&with_header(|header| header["alg"] = json!(alg))), BadToken::Algorithm, "{alg}");
        }
        let unsigned = with_header(|header| header["alg"] = json!("none"));
        let unsigned = format!("{}.", unsigned.rsplit_once('.').unwrap().0);
        assert_eq!(refused(&unsigned), BadToken::Algorithm);
    }

    #[test]
    fn the_public_key_is_no_shared_secret() {
        let public = key().public();
        let (hex, jwk) = (public.to_hex(), keys().to_jwks()["keys"][0].to_string());
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", base64(public.bytes()));
        for secret in [public.bytes().as_slice(), hex.as_bytes(), jwk.as_bytes(), pem.as_bytes(), b"", b"secret"] {
            let header = jsonwebtoken::Header {
                typ: Some(ACCESS.to_owned()),
                kid: Some(key().kid()),
                ..jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256)
            };
            let secret = jsonwebtoken::EncodingKey::from_secret(secret);
            let forged = jsonwebtoken::encode(&header, &part(&token(), 1), &secret).unwrap();
            assert_eq!(refused(&forged), BadToken::Algorithm);
        }
    }

    #[test]
    fn a_signature_absent_short_or_foreign_is_refused() {
        let token = token();
        let (message, signature) = token.rsplit_once('.').unwrap();
        assert_eq!(refused(message), BadToken::Unreadable);
        for bad in ["", "AAAA", &base64(&[0; 64]), &base64(&[0xFF; 64])] {
            assert_eq!(refused(&format!("{message}.{bad}")), BadToken::Signature, "{bad}");
        }
        assert_eq!(refused(&format!("{message}.{signature}==")), BadToken::Unreadable);
        assert_eq!(refused(&format!("{message}.{signature}.{signature}")), BadToken::Unreadable);
        let stranger = mint(&SigningKey::from_seed([2; 32]), &actor(), [9; 16], NOW, 30).unwrap();
        let foreign = stranger.rsplit_once('.').unwrap().1;
        assert_eq!(refused(&format!("{message}.{foreign}")), BadToken::Signature);
    }

    /// S + L is the same signature modulo the order of the curve; only the small one is accepted.
    #[test]
    fn the_second_writing_of_a_signature_is_refused() {
        const ORDER: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let token = token();
        let (message, signature) = token.rsplit_once('.').unwrap();
        let mut bytes = unbase64(signature).unwrap();
        let mut carry = 0;
        for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(order) + carry;
            let [high, low] = sum.to_be_bytes();
            (*byte, carry) = (low, u16::from(high));
        }
        assert_eq!(refused(&format!("{message}.{}", base64(&bytes))), BadToken::Signature);
    }

    #[test]
    fn every_character_counts() {
        let token = token();
        for place in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(read(&keys(), &changed, NOW).is_err(), "character {place}");
        }
    }

    #[test]
    fn a_token_brings_no_key_and_no_condition_of_its_own() {
        let jwk = keys().to_jwks()["keys"][0].clone();
        let extras = [
            ("jwk", jwk),
            ("jku", json!("http://127.0.0.1:9/jwks")),
            ("x5u", json!("http://127.0.0.1:9/cert")),
            ("x5c", json!(["AAAA"])),
            ("crit", json!(["exp"])),
            ("crit", json!([])),
            ("b64", json!(false)),
            ("zip", json!("DEF")),
            ("enc", json!("A128GCM")),
            ("cty", json!("JWT")),
        ];
        for (field, value) in extras {
            assert_eq!(refused(&with_header(|header| header[field] = value)), BadToken::Unreadable, "{field}");
        }
    }

    #[test]
    fn only_the_name_of_a_key_that_is_believed_opens() {
        let nowhere = ["", "0000000000000000", "../../../../dev/null", "' or 1=1 --", "| id", "http://127.0.0.1:9/key"];
        for kid in nowhere {
            assert_eq!(refused(&with_header(|header| header["kid"] = json!(kid))), BadToken::UnknownKey, "{kid}");
        }
        let huge = with_header(|header| header["kid"] = json!("k".repeat(1 << 20)));
        assert_eq!(refused(&huge), BadToken::Unreadable);
        for kid in [json!(1), json!(null), json!({}), json!([key().kid()])] {
            assert_eq!(refused(&with_header(|header| header["kid"] = kid)), BadToken::Unreadable);
        }
        let anothers = SigningKey::from_seed([2; 32]);
        let both = KeySet::of([key().public(), anothers.public()]);
        let misnamed = with_header(|header| header["kid"] = json!(anothers.kid()));
        assert_eq!(read(&both, &misnamed, NOW), Err(BadToken::Signature));
    }

    #[test]
    fn a_rotation_keeps_both_keys_then_one() {
        let (old, new) = (key(), SigningKey::from_seed([2; 32]));
        let mut believed = keys();
        believed.add(new.public());
        let tokens = [&old, &new].map(|key| mint(key, &actor(), [0; 16], NOW, 30).unwrap());
        assert!(tokens.iter().all(|token| read(&believed, token, NOW).is_ok()));
        believed.retire(&old.kid());
        assert_eq!(read(&believed, &tokens[0], NOW), Err(BadToken::UnknownKey));
        assert!(read(&believed, &tokens[1], NOW).is_ok());
        assert_eq!(read(&KeySet::default(), &tokens[1], NOW), Err(BadToken::UnknownKey));
    }

    #[test]
    fn what_was_believed_is_asked_again_for_its_key_and_its_time() {
        let (old, new) = (key(), SigningKey::from_seed([2; 32]));
        let mut believed = keys();
        let proof = Proof::read(&believed, &token()).unwrap();
        assert_eq!(proof.actor(&believed, NOW), Ok(actor()));
        let end = NOW.plus_ms(30 * 60_000);
        assert_eq!(proof.actor(&believed, end), Err(BadToken::Expired));
        assert_eq!(proof.actor(&believed, NOW.plus_ms(-6_000)), Err(BadToken::NotYet));
        believed.add(new.public());
        believed.retire(&old.kid());
        assert_eq!(proof.actor(&believed, NOW), Err(BadToken::UnknownKey));
    }

    #[test]
    fn times_are_whole_numbers_and_all_present() {
        for field in ["exp", "nbf", "iat", "iss", "aud", "sub", "org", "roles", "jti"] {
            let without = with_claims(|claims| {
                claims.as_object_mut().unwrap().remove(field);
            });
            assert_eq!(refused(&without), BadToken::Claims, "{field}");
        }
        for exp in [json!("1759309200"), json!(1_759_309_200.5), json!(null), json!([1_759_309_200]), json!(true)] {
            assert_eq!(refused(&with_claims(|claims| claims["exp"] = exp.clone())), BadToken::Claims, "{exp}");
        }
        let header = part(&token(), 0).to_string();
        let claims = part(&token(), 1).to_string();
        for number in ["1e400", "1e10", "99999999999999999999", "NaN"] {
            let endless = claims.replace(&(NOW_S + 1800).to_string(), number);
            assert_eq!(refused(&forge_text(&header, &endless)), BadToken::Claims, "{number}");
        }
        for past in [NOW_S, NOW_S - 1, 0, -1, i64::MIN] {
            assert_eq!(refused(&with_claims(|claims| claims["exp"] = json!(past))), BadToken::Expired, "{past}");
        }
        for field in ["nbf", "iat"] {
            for future in [NOW_S + 6, i64::MAX] {
                assert_eq!(refused(&with_claims(|claims| claims[field] = json!(future))), BadToken::NotYet, "{field}");
            }
        }
    }

    #[test]
    fn a_claim_or_header_written_twice_is_refused() {
        let (header, claims) = (part(&token(), 0).to_string(), part(&token(), 1).to_string());
        let twice = format!("{{\"exp\":{},{}", NOW_S + 9_000, &claims[1..]);
        assert_eq!(refused(&forge_text(&header, &twice)), BadToken::Claims);
        let twice = format!("{{\"alg\":\"EdDSA\",{}", &header[1..]);
        assert_eq!(refused(&forge_text(&twice, &claims)), BadToken::Unreadable);
        assert_eq!(refused(&with_claims(|claims| claims["admin"] = json!(true))), BadToken::Claims);
    }

    #[test]
    fn issuer_audience_and_type_are_ours() {
        assert_eq!(refused(&with_claims(|claims| claims["iss"] = json!("elsewhere"))), BadToken::Claims);
        assert_eq!(refused(&with_claims(|claims| claims["aud"] = json!("elsewhere"))), BadToken::Audience);
        assert_eq!(refused(&with_claims(|claims| claims["aud"] = json!(["passegue"]))), BadToken::Claims);
        for typ in ["JWT", "at+JWT", "rt+jwt", "id+jwt", ASSERTION] {
            assert_eq!(refused(&with_header(|header| header["typ"] = json!(typ))), BadToken::Type, "{typ}");
        }
        let untyped = with_header(|header| {
            header.as_object_mut().unwrap().remove("typ");
        });
        assert_eq!(refused(&untyped), BadToken::Unreadable);
    }

    #[test]
    fn roles_are_names_in_a_list() {
        let odd = [
            json!("operator"),
            json!({ "operator": true }),
            json!([["operator"]]),
            json!([{ "operator": null }]),
            json!(["Operator"]),
            json!(["root"]),
            json!([7]),
            json!(null),
        ];
        for roles in odd {
            assert_eq!(refused(&with_claims(|claims| claims["roles"] = roles.clone())), BadToken::Claims, "{roles}");
        }
        let none = with_claims(|claims| claims["roles"] = json!([]));
        assert!(read(&keys(), &none, NOW).is_ok_and(|actor| !Role::ALL.iter().any(|role| actor.is(*role))));
    }

    #[test]
    fn what_is_no_token_is_unreadable() {
        for text in ["", ".", "..", "...", "a.b.c", "é.é.é", "eyJ9.e30.", " ", &"a".repeat(8 * 1024 + 1)] {
            assert_eq!(refused(text), BadToken::Unreadable, "{text}");
        }
        assert_eq!(refused(&format!("Bearer {}", token())), BadToken::Unreadable);
        assert_eq!(refused(&format!("{} ", token())), BadToken::Unreadable);
        assert!(!refused(&token().replace('.', "_")).to_string().contains("eyJ"));
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
        assert_eq!(refused(&word()), BadToken::Type);
        assert_eq!(check(&keys(), &token(), NETWORK, b"", NOW), Err(BadToken::Type));
        let dressed_up = forge_text(&part(&token(), 0).to_string(), &part(&word(), 1).to_string());
        assert_eq!(refused(&dressed_up), BadToken::Claims);
    }

    #[test]
    fn a_word_cannot_be_given_for_longer() {
        let mut claims = part(&word(), 1);
        claims["exp"] = json!(NOW_S + 61);
        let longer = forge_text(&part(&word(), 0).to_string(), &claims.to_string());
        assert_eq!(check(&keys(), &longer, NODE, BODY, NOW), Err(BadToken::Claims));
    }
}
