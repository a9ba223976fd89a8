//! Makes tokens that nobody should believe: any header, any claims, signed with the right key, a wrong one or none.

use ed25519_dalek::Signer;
use hmac::{Hmac, KeyInit, Mac};
use kernel::access::token::{KeySet, SigningKey};
use serde_json::{Value, json};
use sha2::Sha256;

/// Starts from an honest token and the key that signed it.
pub(super) struct Forge {
    key: SigningKey,
    header: Value,
    claims: Value,
    token: String,
}

/// A name and a token.
type Attack = (String, String);

impl Forge {
    pub(super) fn of(key: &SigningKey, token: &str) -> Self {
        let part = |place: usize| {
            let text = token.split('.').nth(place).expect("three parts");
            serde_json::from_slice(&unbase64(text)).expect("JSON")
        };
        Self { key: key.clone(), header: part(0), claims: part(1), token: token.to_owned() }
    }

    /// The same once more, by our own hand.
    pub(super) fn faithful(&self) -> String {
        self.signed(&self.header.to_string(), &self.claims.to_string())
    }

    fn signed(&self, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", base64(header.as_bytes()), base64(claims.as_bytes()));
        let signature = ed25519_dalek::SigningKey::from_bytes(&self.key.seed()).sign(message.as_bytes());
        format!("{message}.{}", base64(&signature.to_bytes()))
    }

    /// With another header, signed rightly.
    fn header(&self, field: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[field] = value;
        self.signed(&header.to_string(), &self.claims.to_string())
    }

    /// With another claim, signed rightly.
    fn claim(&self, field: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[field] = value;
        self.signed(&self.header.to_string(), &claims.to_string())
    }

    /// Without a claim, signed rightly.
    fn without(&self, field: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().expect("an object").remove(field);
        self.signed(&self.header.to_string(), &claims.to_string())
    }

    /// The claims as another text.
    fn rewritten(&self, change: impl FnOnce(String) -> String) -> String {
        self.signed(&self.header.to_string(), &change(self.claims.to_string()))
    }

    /// Signed with a secret that both sides are made to share.
    fn hmac(&self, alg: &str, secret: &[u8]) -> String {
        let mut header = self.header.clone();
        header["alg"] = json!(alg);
        let message =
            format!("{}.{}", base64(header.to_string().as_bytes()), base64(self.claims.to_string().as_bytes()));
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length");
        mac.update(message.as_bytes());
        format!("{message}.{}", base64(&mac.finalize().into_bytes()))
    }

    fn with_signature(&self, signature: &str) -> String {
        let (message, _) = self.token.rsplit_once('.').expect("three parts");
        format!("{message}.{signature}")
    }

    fn signature(&self) -> Vec<u8> {
        unbase64(self.token.rsplit_once('.').expect("three parts").1)
    }
}

/// The whole list, by name. `trap` is an address at which nobody may be seen.
pub(super) fn attacks(forge: &Forge, trap: &str) -> Vec<Attack> {
    let mut all = algorithms(forge);
    all.extend(shared_secrets(forge));
    all.extend(signatures(forge));
    all.extend(brought_along(forge, trap));
    all.extend(names_of_keys(forge, trap));
    all.extend(times(forge));
    all.extend(meanings(forge));
    all.extend(spellings(forge));
    all
}

fn algorithms(forge: &Forge) -> Vec<Attack> {
    let names = [
        "none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "RS256", "RS512", "PS256", "ES256", "ES384",
        "eddsa", "EDDSA", "Ed25519", "Ed448", "null", "dir", "RSA-OAEP",
    ];
    let mut all: Vec<Attack> =
        names.map(|alg| (format!("alg {alg}, signed"), forge.header("alg", json!(alg)))).to_vec();
    for alg in ["none", "None", "NONE", "nOnE"] {
        let (message, _) = forge
            .header("alg", json!(alg))
            .rsplit_once('.')
            .map(|(m, s)| (m.to_owned(), s.to_owned()))
            .expect("three parts");
        all.push((format!("alg {alg}, empty signature"), format!("{message}.")));
        all.push((format!("alg {alg}, signature removed"), message));
    }
    for value in [json!(null), json!(["EdDSA"]), json!({ "alg": "EdDSA" }), json!(1)] {
        all.push((format!("alg {value}"), forge.header("alg", value)));
    }
    all
}

/// The public key as a shared secret, in every form in which it is published; and secrets of the dictionary.
fn shared_secrets(forge: &Forge) -> Vec<Attack> {
    let public = forge.key.public();
    let bytes: Vec<u8> =
        (0..32).map(|place| u8::from_str_radix(&public.to_hex()[2 * place..2 * place + 2], 16).expect("hex")).collect();
    let mut der = vec![0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    der.extend(&bytes);
    let pem = |end: &str| format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----{end}", filled(&der));
    let jwks = KeySet::of([public.clone()]).to_jwks();
    let secrets: Vec<(&str, Vec<u8>)> = vec![
        ("the public key", bytes),
        ("the public key, DER", der.clone()),
        ("the public key, PEM", pem("").into_bytes()),
        ("the public key, PEM with a line end", pem("\n").into_bytes()),
        ("the public key, hexadecimal", public.to_hex().into_bytes()),
        ("the public key, JWK", jwks["keys"][0].to_string().into_bytes()),
        ("the public keys, JWKS", jwks.to_string().into_bytes()),
        ("the public key, x", jwks["keys"][0]["x"].to_string().into_bytes()),
        ("nothing", Vec::new()),
        ("secret", b"secret".to_vec()),
        ("password", b"password".to_vec()),
        ("passegue", b"passegue".to_vec()),
        ("changeme", b"changeme".to_vec()),
        ("key", b"key".to_vec()),
        ("a zero byte", vec![0]),
    ];
    let hs = secrets.iter().map(|(name, secret)| (format!("HS256 with {name}"), forge.hmac("HS256", secret)));
    let ed = secrets.iter().map(|(name, secret)| (format!("EdDSA, HMAC with {name}"), forge.hmac("EdDSA", secret)));
    hs.chain(ed).collect()
}

fn signatures(forge: &Forge) -> Vec<Attack> {
    let signature = forge.signature();
    let other = Forge { key: SigningKey::from_seed([9; 32]), ..Forge::of(&forge.key, &forge.token) };
    let (message, written) = forge.token.rsplit_once('.').expect("three parts");
    let mut flipped = signature.clone();
    flipped[10] ^= 1;
    let list = [
        ("empty signature", forge.with_signature("")),
        ("signature removed", message.to_owned()),
        ("signature removed, dot and all", message.split('.').next().unwrap_or_default().to_owned()),
        ("signature of zeros", forge.with_signature(&base64(&[0; 64]))),
        ("r = s = 0, as ES256 allowed", {
            let forged = forge.header("alg", json!("ES256"));
            format!("{}.{}", forged.rsplit_once('.').expect("three parts").0, base64(&[0; 64]))
        }),
        ("ES256, r = s = 0 in DER", {
            let forged = forge.header("alg", json!("ES256"));
            format!("{}.{}", forged.rsplit_once('.').expect("three parts").0, base64(&[0x30, 6, 2, 1, 0, 2, 1, 0]))
        }),
        ("signature too short", forge.with_signature(&base64(&signature[..63]))),
        ("signature too long", forge.with_signature(&base64(&[signature.as_slice(), &[0]].concat()))),
        ("one bit of the signature", forge.with_signature(&base64(&flipped))),
        ("the second writing of the signature (S + L)", forge.with_signature(&base64(&second_writing(&signature)))),
        ("the signature filled with =", format!("{}==", forge.token)),
        ("the signature twice", format!("{}.{written}", forge.token)),
        ("another key under the name of ours", other.faithful()),
        ("another token's signature", {
            let changed = forge.claim("jti", json!("00000000000000000000000000000000"));
            forge.with_signature(changed.rsplit_once('.').expect("three parts").1)
        }),
    ];
    list.map(|(name, token)| (name.to_owned(), token)).to_vec()
}

/// Keys, addresses and conditions that a token brings along.
fn brought_along(forge: &Forge, trap: &str) -> Vec<Attack> {
    let own = SigningKey::from_seed([9; 32]);
    let jwk = KeySet::of([own.public()]).to_jwks()["keys"][0].clone();
    let with = |field: &str, value: Value| {
        let mut header = forge.header.clone();
        header[field] = value;
        // Signed with the key that it brings: only whoever believes it would open.
        let forged = Forge { key: own.clone(), ..Forge::of(&forge.key, &forge.token) };
        [
            forge.signed(&header.to_string(), &forge.claims.to_string()),
            forged.signed(&header.to_string(), &forge.claims.to_string()),
        ]
    };
    let extras = [
        ("jwk", jwk),
        ("jku", json!(format!("{trap}/jwks.json"))),
        ("jku", json!(format!("{trap}/.well-known/jwks.json#https://pass.example"))),
        ("x5u", json!(format!("{trap}/cert.pem"))),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("AAAA")),
        ("crit", json!(["exp"])),
        ("crit", json!(["b64"])),
        ("crit", json!([])),
        ("crit", json!(["nobody-knows"])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
        ("enc", json!("A128GCM")),
        ("cty", json!("JWT")),
        ("epk", json!({})),
        ("nonce", json!("1")),
    ];
    let two = extras.into_iter().flat_map(|(field, value)| {
        let name = format!("{field} {value}");
        let [ours, theirs] = with(field, value);
        [(format!("{name}, our key"), ours), (format!("{name}, their key"), theirs)]
    });
    two.collect()
}

fn names_of_keys(forge: &Forge, trap: &str) -> Vec<Attack> {
    let kids = [
        json!(""),
        json!("0000000000000000"),
        json!("../../../../../../dev/null"),
        json!("/proc/self/environ"),
        json!("token-1"),
        json!("keys/token-1"),
        json!("' or 1=1 --"),
        json!("x' union select 'secret' --"),
        json!("| sleep 5"),
        json!("$(id)"),
        json!("`id`"),
        json!(format!("{trap}/key")),
        json!("file:///dev/null"),
        json!("k".repeat(4000)),
        json!("k".repeat(1 << 20)),
        json!("\u{0}"),
        json!(null),
        json!(1),
        json!([forge.key.kid()]),
        json!({ "kid": forge.key.kid() }),
        json!(forge.key.kid().to_uppercase()),
        json!(format!("{} ", forge.key.kid())),
        json!(SigningKey::from_seed([9; 32]).kid()),
    ];
    let name = |kid: &Value| kid.to_string().chars().take(40).collect::<String>();
    kids.map(|kid| (format!("kid {}", name(&kid)), forge.header("kid", kid))).to_vec()
}

fn times(forge: &Forge) -> Vec<Attack> {
    let now = forge.claims["iat"].as_i64().expect("a time");
    let exp = forge.claims["exp"].to_string();
    let mut all = Vec::new();
    for value in [
        json!(null),
        json!(format!("{}", now + 600)),
        json!(600.5),
        json!([now + 600]),
        json!(true),
        json!({}),
        json!(now),
        json!(now - 1),
        json!(0),
        json!(-1),
        json!(i64::MIN),
    ] {
        all.push((format!("exp {value}"), forge.claim("exp", value)));
    }
    for number in ["1e400", "1e10", "99999999999999999999", "NaN", "Infinity", "0x7fffffff"] {
        all.push((format!("exp {number}"), forge.rewritten(|claims| claims.replace(&exp, number))));
    }
    for field in ["nbf", "iat"] {
        for value in [json!(now + 3_600), json!(i64::MAX), json!("now"), json!(null)] {
            all.push((format!("{field} {value}"), forge.claim(field, value)));
        }
    }
    for field in ["exp", "nbf", "iat", "iss", "aud", "sub", "org", "roles", "jti"] {
        all.push((format!("no {field}"), forge.without(field)));
    }
    all
}

/// For somebody else, of another kind, or saying more than we say.
fn meanings(forge: &Forge) -> Vec<Attack> {
    let mut all = Vec::new();
    let claims = [
        ("iss", json!("https://elsewhere.example")),
        ("iss", json!(["passegue"])),
        ("aud", json!("elsewhere")),
        ("aud", json!(["passegue"])),
        ("aud", json!(["elsewhere", "passegue"])),
        ("aud", json!("")),
        ("sub", json!("1")),
        ("sub", json!(null)),
        ("org", json!("*")),
        ("org", json!([forge.claims["org"]])),
        ("roles", json!("operator")),
        ("roles", json!(["root"])),
        ("roles", json!([["operator"]])),
        ("roles", json!({ "operator": true })),
        ("roles", json!(["OPERATOR"])),
        ("roles", json!([null])),
        ("role", json!("operator")),
        ("role", json!(["operator"])),
        ("admin", json!(true)),
        ("scope", json!("*")),
        ("jti", json!("")),
        ("jti", json!(1)),
        ("nonce", json!("1")),
        ("refresh", json!(true)),
        ("act", json!({ "sub": "root" })),
        ("cnf", json!({})),
    ];
    all.extend(claims.map(|(field, value)| (format!("{field} {value}"), forge.claim(field, value))));
    for typ in
        ["JWT", "jwt", "AT+JWT", "rt+jwt", "id+jwt", "refresh+jwt", "assertion+jwt", "logout+jwt", "secevent+jwt", ""]
    {
        all.push((format!("typ {typ}"), forge.header("typ", json!(typ))));
    }
    all
}

/// The same things written otherwise.
fn spellings(forge: &Forge) -> Vec<Attack> {
    let (header, claims) = (forge.header.to_string(), forge.claims.to_string());
    let twice = |text: &str, first: &str| format!("{{{first},{}", &text[1..]);
    let list = [
        ("exp twice", forge.signed(&header, &twice(&claims, "\"exp\":9999999999"))),
        ("roles twice", forge.signed(&header, &twice(&claims, "\"roles\":[\"operator\"]"))),
        ("alg twice", forge.signed(&twice(&header, "\"alg\":\"none\""), &claims)),
        ("kid twice", forge.signed(&twice(&header, "\"kid\":\"x\""), &claims)),
        ("typ twice", forge.signed(&twice(&header, "\"typ\":\"JWT\""), &claims)),
        ("claims in a list", forge.signed(&header, &format!("[{claims}]"))),
        ("a header in a list", forge.signed(&format!("[{header}]"), &claims)),
        ("no claims", forge.signed(&header, "")),
        ("claims that are text", forge.signed(&header, "\"operator\"")),
        ("claims of 1 MB", forge.claim("jti", json!("0".repeat(1 << 20)))),
        ("a token in a token", forge.signed(&header, &format!("\"{}\"", forge.token))),
        (
            "a sealed token that unfolds",
            format!("{}....", base64(b"{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}")),
        ),
        ("five parts", format!("{}.AAAA.AAAA", forge.token)),
        ("two dots alone", "..".to_owned()),
        (
            "a whole token of the general form",
            json!({ "payload": base64(claims.as_bytes()), "signatures": [] }).to_string(),
        ),
        ("spaces within", forge.token.replacen('.', " .", 1)),
        ("another alphabet", forge.token.replace(['-', '_'], "+")),
    ];
    // A token without a sign of the other alphabet would be itself again.
    let new = list.into_iter().filter(|(_, token)| *token != forge.token);
    new.map(|(name, token)| (name.to_owned(), token)).collect()
}

/// S + L is the same signature modulo the order of the curve.
fn second_writing(signature: &[u8]) -> Vec<u8> {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = signature.to_vec();
    let mut carry = 0;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let [high, low] = (u16::from(*byte) + u16::from(order) + carry).to_be_bytes();
        (*byte, carry) = (low, u16::from(high));
    }
    bytes
}

const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const PLAIN: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    in_64(bytes, URL_SAFE)
}

/// As PEM writes it.
fn filled(bytes: &[u8]) -> String {
    let text = in_64(bytes, PLAIN);
    let missing = (4 - text.len() % 4) % 4;
    format!("{text}{}", "=".repeat(missing))
}

fn in_64(bytes: &[u8], symbols: &[u8; 64]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let at = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = (at(0) << 16) | (at(1) << 8) | at(2);
        for place in 0..=group.len() {
            let symbol = usize::try_from((bits >> (18 - 6 * place)) & 63).expect("six bits");
            text.push(char::from(symbols[symbol]));
        }
    }
    text
}

fn unbase64(text: &str) -> Vec<u8> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for symbol in text.bytes() {
        let value = URL_SAFE.iter().position(|known| *known == symbol).expect("our alphabet");
        held = (held << 6) | u32::try_from(value).expect("six bits");
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 255).expect("a byte"));
        }
        held &= (1 << bits) - 1;
    }
    bytes
}
