//! Idempotency: an act asked again under the same key gets the first answer, byte for byte, for ever.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
};

use diesel::{insert_into, prelude::*};
use kernel::{
    access::{Action, Actor},
    clock::At,
    fold,
    ids::{Id, Person, PersonId, Structure, StructureId},
    refusal::{Code, Refusal},
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::{
    conn::AnyConn,
    each,
    fault::{Fault, Reply, Trouble},
    ids::Ref,
    recall::{Sought, recalled},
    store::Store,
    tables::act,
    tx::Tx,
};

/// The name of an act: for whom, what, and the key that the caller made before sending; with it, who acts and why.
///
/// Two of them are the same act when organisation, verb and key are: a colleague who asks again gets the first answer.
#[derive(Clone, Debug)]
pub struct ActKey {
    /// The structure that acts; another one never sees the answer.
    pub organisation: StructureId,
    /// The mutation's name.
    pub verb: &'static str,
    /// Made by the caller where the intention was born; 1 to 100 characters.
    pub key: String,
    /// Who acts; none where the machine itself does.
    person: Option<PersonId>,
    /// Why, in the person's own words.
    reason: Option<String>,
}

impl PartialEq for ActKey {
    fn eq(&self, other: &Self) -> bool {
        (self.organisation, self.verb, &self.key) == (other.organisation, other.verb, &other.key)
    }
}
impl Eq for ActKey {}
impl Hash for ActKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.organisation, self.verb, &self.key).hash(state);
    }
}

/// The SHA-256 of what was asked, normalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of the content written as JSON.
    pub fn of(content: &impl Serialize) -> Result<Self, Fault> {
        let text = serde_json::to_vec(content).map_err(|error| Fault::because("an act cannot be written", error))?;
        Ok(Self(Sha256::digest(text).into()))
    }
}

impl ActKey {
    /// The key of an act, refused with `INPUT_INVALID` when it is empty, over 100 characters, or has control characters.
    pub fn new(organisation: StructureId, verb: &'static str, key: &str) -> Result<Self, Refusal> {
        if key.is_empty() || key.chars().count() > 100 || key.chars().any(char::is_control) {
            return Err(Refusal::of(Code::InputInvalid).with("field", "key"));
        }
        Ok(Self { organisation, verb, key: key.to_owned(), person: None, reason: None })
    }

    /// The key of what somebody does; `FORBIDDEN` for nobody in particular. Who it was is kept for the trail.
    pub fn of(actor: &Actor, action: Action, key: &str) -> Result<Self, Refusal> {
        let (person, organisation) = actor.known()?;
        Ok(Self { person: Some(person), ..Self::new(organisation, action.field(), key)? })
    }

    /// The key of what a person does whom no token proves yet: a sign-in.
    pub fn by(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }

    /// The same, with the reason that the person gave: the trail shows it, so it never holds a secret or a learner's name.
    pub fn because(self, reason: &str) -> Self {
        Self { reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()), ..self }
    }
}

impl Store {
    /// Runs the work once for ever under this key, and keeps its receipt in the same transaction.
    ///
    /// Same key and content: the stored receipt. Same key, other content: `KEY_REUSED`. A refusal leaves the key free.
    pub async fn once<T>(
        &self,
        key: ActKey,
        content: ContentHash,
        mut work: impl FnMut(&mut Tx<'_>) -> Reply<T> + Send + 'static,
    ) -> Reply<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.transact(key.verb, move |tx| {
            if let Some(stored) = recall(tx.conn, std::slice::from_ref(&key))?.remove(&key) {
                return Ok(stored.answer(content)??);
            }
            let receipt = match work(tx) {
                // Another process may have done this very act while we waited for a lock: its receipt is the answer.
                Err(Trouble::Refused(refusal)) => {
                    let done = recall(tx.conn, std::slice::from_ref(&key))?.remove(&key);
                    return match done {
                        Some(stored) => Ok(stored.answer(content)??),
                        None => Err(refusal.into()),
                    };
                }
                done => done?,
            };
            let kept = Kept::new(&key, content, &receipt)?;
            record(tx, &[kept])?;
            Ok(receipt)
        })
        .await
    }
}

/// What was answered under a key.
#[derive(Clone, Debug)]
pub struct Stored {
    content: ContentHash,
    receipt: String,
}

impl Stored {
    /// The receipt if the content is the same, otherwise `KEY_REUSED`. Faults when the receipt cannot be read.
    pub fn answer<T: DeserializeOwned>(&self, content: ContentHash) -> Result<Result<T, Refusal>, Fault> {
        if self.content != content {
            return Ok(Err(Refusal::of(Code::KeyReused)));
        }
        let receipt = serde_json::from_str(&self.receipt)
            .map_err(|error| Fault::because("a stored receipt cannot be read", error))?;
        Ok(Ok(receipt))
    }
}

/// An act to be recorded with its receipt.
#[derive(Debug)]
pub struct Kept {
    key: ActKey,
    stored: Stored,
}

impl Kept {
    /// Writes the receipt as it will be answered for ever.
    pub fn new(key: &ActKey, content: ContentHash, receipt: &impl Serialize) -> Result<Self, Fault> {
        let receipt =
            serde_json::to_string(receipt).map_err(|error| Fault::because("a receipt cannot be written", error))?;
        Ok(Self { key: key.clone(), stored: Stored { content, receipt } })
    }

    /// What will be answered under the key.
    pub fn stored(&self) -> Stored {
        self.stored.clone()
    }
}

/// What was answered under these keys, in one statement for all.
pub fn recall(conn: &mut AnyConn, keys: &[ActKey]) -> Result<HashMap<ActKey, Stored>, Fault> {
    let mut stored: HashMap<(StructureId, String, String), Stored> = HashMap::new();
    let sought = Sought {
        organisations: keys.iter().map(|key| Ref(key.organisation)).collect(),
        verbs: keys.iter().map(|key| key.verb).collect(),
        keys: keys.iter().map(|key| key.key.as_str()).collect(),
    };
    for (organisation, verb, key, hash, receipt) in recalled(conn, sought)? {
        let content = ContentHash(hash.try_into().map_err(|_| Fault::broken("a stored hash has not 32 bytes"))?);
        stored.insert((organisation.0, verb, key), Stored { content, receipt });
    }
    if stored.is_empty() {
        return Ok(HashMap::new());
    }
    let pick = |key: &ActKey| stored.get(&(key.organisation, key.verb.to_owned(), key.key.clone())).cloned();
    Ok(keys.iter().filter_map(|key| Some((key.clone(), pick(key)?))).collect())
}

/// Keeps the receipts of these acts, in the acts' own transaction.
pub fn record(tx: &mut Tx<'_>, acts: &[Kept]) -> Result<(), Fault> {
    let At(now) = tx.now();
    for some in acts.chunks(1000) {
        let rows: Vec<_> = some.iter().map(|kept| row(kept, now)).collect();
        each!(&mut *tx.conn, |c| insert_into(act::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Keeps that something was done which nobody asks again under its key (a sign-in): who, what, when, no receipt.
pub fn note(tx: &mut Tx<'_>, key: &ActKey) -> Result<(), Fault> {
    let kept = Kept::new(key, ContentHash::of(&"")?, &())?;
    record(tx, &[kept])
}

#[derive(Insertable)]
// Columns that may be left out would make SQLite insert row by row.
#[diesel(table_name = act, treat_none_as_default_value = false)]
struct Row<'k> {
    organisation: Ref<Structure>,
    verb: &'k str,
    key: &'k str,
    content_hash: &'k [u8],
    receipt: &'k str,
    at: i64,
    person: Option<Ref<Person>>,
    reason: Option<&'k str>,
    reason_folded: Option<String>,
}

fn row(kept: &Kept, at: i64) -> Row<'_> {
    Row {
        organisation: Ref(kept.key.organisation),
        verb: kept.key.verb,
        key: &kept.key.key,
        content_hash: &kept.stored.content.0,
        receipt: &kept.stored.receipt,
        at,
        person: kept.key.person.map(Ref),
        reason: kept.key.reason.as_deref(),
        reason_folded: kept.key.reason.as_deref().map(fold::plain),
    }
}

/// Where no structure acts (the machine itself), acts are kept under this name.
pub const NOBODY: StructureId = Id::from_bytes([0; 16]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_to_a_hundred_characters_and_none_is_hidden() {
        let key = |text: &str| ActKey::new(NOBODY, "verb", text).map(|key| key.key);
        for good in ["k", "é", "0f8fad5b-d9cb-469f-a165-70867728950e", &"é".repeat(100)] {
            assert_eq!(key(good).as_deref(), Ok(good));
        }
        for bad in ["", "a\nb", "\u{0}", "a\u{7f}", &"k".repeat(101)] {
            let refusal = key(bad).unwrap_err();
            assert_eq!((refusal.code, refusal.facts["field"].as_str()), (Code::InputInvalid, "key"), "{bad:?}");
        }
    }

    #[test]
    fn an_act_bears_who_and_why_but_is_named_without_them() {
        let chance = kernel::chance::Chance::from_seed(1);
        let (home, action) = (chance.id(), Action::VoidRedemption);
        let [one, other] = [chance.id(), chance.id()].map(|person| Actor::member(person, home, []));
        let first = ActKey::of(&one, action, "k").unwrap().because("erreur de saisie");
        let again = ActKey::of(&other, action, "k").unwrap();
        assert_eq!(first, again);
        assert!(HashMap::from([(first.clone(), ())]).contains_key(&again));
        assert_eq!((first.organisation, first.verb), (home, "voidRedemption"));
        assert_eq!(first.because("").reason, None, "nothing is no reason");
        assert_eq!(ActKey::of(&Actor::Anonymous, action, "k"), Err(Refusal::of(Code::Forbidden)));
    }

    #[test]
    fn a_receipt_is_given_for_the_same_content_only() {
        let key = ActKey::new(NOBODY, "verb", "k").unwrap();
        let (one, other) = (ContentHash::of(&"one").unwrap(), ContentHash::of(&"other").unwrap());
        let stored = Kept::new(&key, one, &("receipt", 7)).unwrap().stored();
        assert_eq!(stored.answer::<(String, i64)>(one).unwrap(), Ok(("receipt".to_owned(), 7)));
        assert_eq!(stored.answer::<(String, i64)>(other).unwrap(), Err(Refusal::of(Code::KeyReused)));
        assert!(stored.answer::<Vec<u8>>(one).is_err(), "a receipt of another form is a fault");
    }
}
