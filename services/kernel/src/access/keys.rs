//! The Ed25519 keys of the network: one signs, its public half is known under a short name, the `kid`.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use ed25519_dalek::Signer as _;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::spelling::{base64, hex, unbase64, unhex};
use crate::chance::Chance;

/// The secret half: a gateway's, a node's.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A new key.
    pub fn generate(chance: &Chance) -> Self {
        Self::from_seed(chance.bytes())
    }

    /// The key made of these 32 secret bytes.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The 32 secret bytes, to be kept where secrets are kept.
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The signature of these bytes (RFC 8032).
    pub(crate) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }

    /// The half that others know.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// The name under which others know it.
    pub fn kid(&self) -> String {
        self.public().kid()
    }
}

/// The name of the key, never the seed.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.kid())
    }
}

/// What signs now, shared by all who sign: a rotation replaces it for all of them at once. Cheap to clone.
#[derive(Clone)]
pub struct Signer(Arc<RwLock<SigningKey>>);

impl Signer {
    /// Signs with this key until another takes its place.
    pub fn new(key: SigningKey) -> Self {
        Self(Arc::new(RwLock::new(key)))
    }

    /// The key that signs now.
    pub fn key(&self) -> SigningKey {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Signs with that one from now on.
    pub fn replace(&self, key: SigningKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = key;
    }
}

impl From<SigningKey> for Signer {
    fn from(key: SigningKey) -> Self {
        Self::new(key)
    }
}

/// The name of the key that signs now.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.key().kid())
    }
}

/// The text or document holds no usable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an Ed25519 public key")]
pub struct BadKey;

/// The public half of a [`SigningKey`].
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key written as 64 hexadecimal digits; refuses what is no point of the curve, and weak points.
    pub fn from_hex(text: &str) -> Result<Self, BadKey> {
        Self::from_bytes(unhex(text).ok_or(BadKey)?)
    }

    /// As 64 hexadecimal digits.
    pub fn to_hex(&self) -> String {
        hex(&self.0)
    }

    /// The name of the key: the first sixteen hexadecimal digits of its SHA-256.
    pub fn kid(&self) -> String {
        hex(&Sha256::digest(self.0)[..8])
    }

    pub(crate) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn from_bytes(bytes: [u8; 32]) -> Result<Self, BadKey> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| BadKey)?;
        if key.is_weak() { Err(BadKey) } else { Ok(Self(bytes)) }
    }

    fn to_jwk(&self) -> Value {
        json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": self.kid(), "x": base64(&self.0) })
    }

    fn from_jwk(jwk: &Value) -> Result<Self, BadKey> {
        if jwk["kty"] != "OKP" || jwk["crv"] != "Ed25519" {
            return Err(BadKey);
        }
        let bytes = jwk["x"].as_str().and_then(unbase64).ok_or(BadKey)?;
        let key = Self::from_bytes(bytes.try_into().map_err(|_| BadKey)?)?;
        if jwk["kid"] == key.kid() { Ok(key) } else { Err(BadKey) }
    }
}

/// The name of the key.
impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.kid())
    }
}

/// The keys that are believed now. A token names one of them; it never brings its own.
#[derive(Clone, Debug, Default)]
pub struct KeySet(BTreeMap<String, PublicKey>);

impl KeySet {
    /// These keys and no other.
    pub fn of(keys: impl IntoIterator<Item = PublicKey>) -> Self {
        Self(keys.into_iter().map(|key| (key.kid(), key)).collect())
    }

    /// Believes one more: the first half of a rotation.
    pub fn add(&mut self, key: PublicKey) {
        self.0.insert(key.kid(), key);
    }

    /// Believes that one no longer: the second half.
    pub fn retire(&mut self, kid: &str) {
        self.0.remove(kid);
    }

    /// The public document of the keys (RFC 7517).
    pub fn to_jwks(&self) -> Value {
        json!({ "keys": self.0.values().map(PublicKey::to_jwk).collect::<Vec<_>>() })
    }

    /// The keys of such a document; one key that is not ours and the whole is refused.
    pub fn from_jwks(document: &Value) -> Result<Self, BadKey> {
        let keys = document["keys"].as_array().ok_or(BadKey)?;
        keys.iter().map(PublicKey::from_jwk).collect::<Result<Vec<_>, _>>().map(Self::of)
    }

    pub(crate) fn get(&self, kid: &str) -> Option<&PublicKey> {
        self.0.get(kid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_shown() {
        let key = SigningKey::from_seed([7; 32]);
        assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.kid()));
        assert_eq!(key.kid().len(), 16);
        assert_eq!(SigningKey::from_seed(key.seed()).kid(), key.kid());
    }

    #[test]
    fn all_who_sign_change_keys_together() {
        let (old, new) = (SigningKey::from_seed([1; 32]), SigningKey::from_seed([2; 32]));
        let signer = Signer::new(old.clone());
        let same = signer.clone();
        assert_eq!(same.key().kid(), old.kid());
        signer.replace(new.clone());
        assert_eq!(same.key().kid(), new.kid());
        assert_eq!(format!("{same:?}"), format!("Signer({})", new.kid()));
    }

    #[test]
    fn a_set_reads_back_from_its_document() {
        let keys = [1, 2].map(|n| SigningKey::generate(&Chance::from_seed(n)).public());
        let document = KeySet::of(keys.clone()).to_jwks();
        let again = KeySet::from_jwks(&document).unwrap();
        assert_eq!(again.get(&keys[0].kid()), Some(&keys[0]));
        assert_eq!(again.get(&keys[1].kid()), Some(&keys[1]));
        assert_eq!(again.to_jwks(), document);
    }

    #[test]
    fn a_document_with_one_bad_key_is_refused() {
        let good = KeySet::of([SigningKey::from_seed([3; 32]).public()]).to_jwks();
        let changes = [("kty", "RSA"), ("crv", "Ed448"), ("kid", "0000000000000000"), ("x", "AAAA"), ("x", "=")];
        for (field, value) in changes {
            let mut bad = good.clone();
            bad["keys"][0][field] = json!(value);
            assert_eq!(KeySet::from_jwks(&bad).map(|_| ()), Err(BadKey), "{field}");
        }
        assert!(KeySet::from_jwks(&json!({})).is_err());
    }

    #[test]
    fn weak_and_malformed_keys_are_refused() {
        let weak = format!("01{}", "00".repeat(31));
        for text in [weak.as_str(), "", "zz", &"0".repeat(63), &"é".repeat(32)] {
            assert_eq!(PublicKey::from_hex(text), Err(BadKey), "{text}");
        }
        let key = SigningKey::from_seed([9; 32]).public();
        assert_eq!(PublicKey::from_hex(&key.to_hex()), Ok(key));
    }
}
