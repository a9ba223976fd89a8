//! The token that a person carries: who acts, where, under which roles, for a few minutes.
//!
//! EdDSA, fixed here and never read from the token; the time is the caller's. What can change before a token ends is told by
//! three claims: `stamp`, which the person's own must not have passed; `sid`, the visit that must not have ended; `proved`,
//! the second at which a second factor was given.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    actor::Actor,
    jws,
    role::Role,
    spelling::{hex, unhex},
};
pub use super::{
    jws::BadToken,
    keys::{BadKey, KeySet, PublicKey, Signer, SigningKey},
    word::{Foreword, Vouched, Voucher, check, vouch},
};
use crate::{
    clock::At,
    ids::{PersonId, StructureId, VisitId},
};

/// Who issues the access tokens, and for whom.
const NETWORK: &str = "passegue";
const ACCESS: &str = "at+jwt";
/// How long a second factor counts as given just now.
pub const PROVED_SECONDS: i64 = 5 * 60;
/// How far ahead of ours the clock may be by which it was given, in seconds.
const AHEAD: i64 = 5;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccessClaims {
    iss: String,
    aud: String,
    sub: PersonId,
    org: StructureId,
    roles: Vec<String>,
    stamp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<VisitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proved: Option<i64>,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
}

/// What a token is to say.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    /// Who acts, in which visit. Whether they are `proved` is told by `proved_at` instead.
    pub actor: &'a Actor,
    /// The person's stamp, as it is now.
    pub stamp: i64,
    /// When a second factor was last given.
    pub proved_at: Option<At>,
}

impl Grant<'_> {
    /// An access token, valid so many minutes from `now`. Nobody in particular cannot have one.
    pub fn mint(&self, key: &SigningKey, jti: [u8; 16], now: At, minutes: i64) -> Result<String, BadToken> {
        let Actor::Member { person, organisation, roles, visit, .. } = self.actor else { return Err(BadToken::Claims) };
        let claims = AccessClaims {
            iss: NETWORK.to_owned(),
            aud: NETWORK.to_owned(),
            sub: *person,
            org: *organisation,
            roles: roles.iter().map(|role| role.name().to_owned()).collect(),
            stamp: self.stamp,
            sid: *visit,
            proved: self.proved_at.map(At::seconds),
            iat: now.seconds(),
            nbf: now.seconds(),
            exp: now.seconds().saturating_add(minutes.saturating_mul(60)),
            jti: hex(&jti),
        };
        jws::seal(key, ACCESS, &claims)
    }
}

/// The machine's own word for somebody: a token without a visit, under the first stamp; proved now if the actor is.
pub fn mint(key: &SigningKey, actor: &Actor, jti: [u8; 16], now: At, minutes: i64) -> Result<String, BadToken> {
    Grant { actor, stamp: 0, proved_at: actor.is_proved().then_some(now) }.mint(key, jti, now, minutes)
}

/// The person whom an access token proves. Whether it was revoked meanwhile is not asked here: see [`Proof::person`].
pub fn read(keys: &KeySet, token: &str, now: At) -> Result<Actor, BadToken> {
    Proof::read(keys, token)?.actor(keys, now)
}

/// What an access token was found to say, once its signature was believed: kept, it spares the next reading of the same token.
///
/// What may change meanwhile, the keys that are believed and the time, is asked again each time.
#[derive(Clone, Debug)]
pub struct Proof {
    person: PersonId,
    organisation: StructureId,
    roles: BTreeSet<Role>,
    visit: Option<VisitId>,
    stamp: i64,
    proved: Option<i64>,
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
        Ok(Self {
            person: claims.sub,
            organisation: claims.org,
            roles: roles.ok_or(BadToken::Claims)?,
            visit: claims.sid,
            stamp: claims.stamp,
            proved: claims.proved,
            kid,
            issued: claims.iat,
            not_before: claims.nbf,
            expires: claims.exp,
        })
    }

    /// The person, if the key is still believed and the time is the token's. The name of a key says which key it is.
    pub fn actor(&self, keys: &KeySet, now: At) -> Result<Actor, BadToken> {
        keys.get(&self.kid).ok_or(BadToken::UnknownKey)?;
        jws::in_time(self.issued, self.not_before, self.expires, now)?;
        let (person, organisation, roles, visit) = (self.person, self.organisation, self.roles.clone(), self.visit);
        Ok(Actor::Member { person, organisation, roles, proved: self.is_proved(now), visit })
    }

    /// Whose it is, under which stamp, in which visit: what a revocation names.
    pub const fn person(&self) -> (PersonId, i64, Option<VisitId>) {
        (self.person, self.stamp, self.visit)
    }

    fn is_proved(&self, now: At) -> bool {
        self.proved.is_some_and(|at| (-AHEAD..PROVED_SECONDS).contains(&now.seconds().saturating_sub(at)))
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
        for field in ["exp", "nbf", "iat", "iss", "aud", "sub", "org", "roles", "stamp", "jti"] {
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
        for typ in ["JWT", "at+JWT", "rt+jwt", "id+jwt", "assertion+jwt"] {
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

    #[test]
    fn a_second_factor_counts_for_five_minutes() {
        let chance = Chance::from_seed(1);
        let actor = actor().in_visit(chance.id()).unproved();
        let token = |proved_at| Grant { actor: &actor, stamp: 3, proved_at }.mint(&key(), [9; 16], NOW, 10).unwrap();
        let proved = |token: &str, seconds: i64| {
            read(&keys(), token, NOW.plus_ms(1000 * seconds)).is_ok_and(|actor| actor.is_proved())
        };
        assert!(!proved(&token(None), 0));
        let given = token(Some(NOW.plus_ms(-60_000)));
        assert!(proved(&given, 0) && proved(&given, 239) && !proved(&given, 240));
        let proof = Proof::read(&keys(), &given).unwrap();
        assert_eq!((proof.person().1, proof.person().2), (3, actor.visit()));
        assert_eq!(read(&keys(), &given, NOW.plus_ms(300_000)), Ok(actor.clone()));
    }

    #[test]
    fn stamp_visit_and_proof_have_one_writing() {
        let odd = [json!("1"), json!(1.5), json!(null), json!([1]), json!(true)];
        for value in odd {
            assert_eq!(refused(&with_claims(|claims| claims["stamp"] = value.clone())), BadToken::Claims, "{value}");
        }
        for value in [json!("1"), json!(1.5), json!([1]), json!(true)] {
            assert_eq!(refused(&with_claims(|claims| claims["proved"] = value.clone())), BadToken::Claims, "{value}");
            assert_eq!(refused(&with_claims(|claims| claims["sid"] = value.clone())), BadToken::Claims, "{value}");
        }
    }
}
