//! Asking to sign in: a mail leaves with a link and six digits. For an address that nobody has, the same is answered after the
//! same work: the same statements, the same hashes, a letter that goes nowhere.

use kernel::{
    chance::Chance,
    clock::At,
    ids::{PersonId, SignInId},
    words,
};
use store::{Fault, Reply, Tx, files::hex, ids::Ref};

use super::{
    bucket::{self, Bucket, Rate, What},
    letter::{self, Fate, Letter},
    lodge::Lodge,
    mail::Mail,
    person,
};
use crate::{
    refusal::Refused,
    rows::visit::{self as rows, SignInRow},
};

const MINUTES: i64 = 15;
/// How long the link of the machine's own administrator lives: it is copied by hand.
const HANDED_HOURS: i64 = 24;
/// Five mails at once to one address, then one every ten minutes.
const BY_ADDRESS: Rate = Rate::of(5, 600_000);
/// Ten a minute from one client.
const BY_CLIENT: Rate = Rate::of(10, 6_000);
/// Of all clients together: a storm of wishes fills neither the post nor the books.
const BY_ALL: Rate = Rate::of(600, 500);

const KEY: &str = "sign-in key";
const ACCOUNT: &str = "sign-in account";
const CODE: &str = "sign-in code";
const LINK: &str = "sign-in link";

/// What was asked: where the code is to be given, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// To be given back with the code.
    pub id: SignInId,
    /// The first instant at which neither code nor link serves.
    pub until: At,
}

/// Writes a mail to that address. The same key and address again are answered the same, without another mail.
///
/// `client` is what is known of where the wish comes from. Refusals: `INPUT_INVALID` (`key`, `email`), `TOO_MANY_ATTEMPTS`;
/// none of them depends on whether somebody has that address.
pub async fn ask_sign_in(lodge: &Lodge, client: Option<&str>, key: &str, mail: &str) -> Reply<Asked> {
    if key.is_empty() || key.chars().count() > 100 {
        return Err(Refused::Input("key").into());
    }
    let mail = Mail::parse(mail)?;
    let (lodge, client, key) = (lodge.clone(), client.map(str::to_owned), key.to_owned());
    let store = lodge.store().clone();
    store.transact("identity.ask", move |tx| ask(tx, &lodge, client.as_deref(), &key, &mail)).await
}

fn ask(tx: &mut Tx<'_>, lodge: &Lodge, client: Option<&str>, key: &str, mail: &Mail) -> Reply<Asked> {
    let secrets = lodge.secrets();
    let account = secrets.mac(ACCOUNT, &[mail.as_str().as_bytes()]);
    let id = first_half(secrets.mac(KEY, &[key.as_bytes(), &account]));
    if let Some(wish) = rows::read_wish(tx.conn, id)? {
        return Ok(Asked { id, until: At(wish.until_at) });
    }
    let tried = bucket::ask(tx, What::SignIn, buckets(lodge, client, &account))?;
    tried.keep(tx)?;
    let person = person::of_mail(tx.conn, mail)?.map(|person| person.id);
    let until = tx.now().plus_ms(MINUTES * 60_000);
    let secret = Secret::draw(tx.chance());
    write_wish(tx, lodge, id, person, &account, &secret, until)?;
    let fate = if person.is_some() { Fate::Post } else { Fate::Void };
    letter::write(tx, secrets, &letter_with(mail.clone(), &secret.code, &secret.address(lodge, id)), until, fate)?;
    Ok(Asked { id, until })
}

/// A link that signs somebody in once, to be handed over by whoever runs the machine: no mail is needed.
pub async fn hand_link(lodge: &Lodge, person: PersonId) -> Reply<String> {
    let (lodge, store) = (lodge.clone(), lodge.store().clone());
    let write = move |tx: &mut Tx<'_>| {
        let (id, until) = (tx.chance().id(), tx.now().plus_ms(HANDED_HOURS * 3_600_000));
        let secret = Secret::draw(tx.chance());
        let account = lodge.secrets().mac(ACCOUNT, &[person.bytes()]);
        write_wish(tx, &lodge, id, Some(person), &account, &secret, until)?;
        Ok(secret.address(&lodge, id))
    };
    store.transact("identity.link", write).await
}

/// The keyed hash of the six digits of that wish.
pub(crate) fn code_hash(lodge: &Lodge, id: SignInId, code: &str) -> [u8; 32] {
    lodge.secrets().mac(CODE, &[id.bytes(), code.as_bytes()])
}

/// The keyed hash of the link's secret of that wish.
pub(crate) fn link_hash(lodge: &Lodge, id: SignInId, link: &str) -> [u8; 32] {
    lodge.secrets().mac(LINK, &[id.bytes(), link.as_bytes()])
}

/// What is in a mail, in clear.
struct Secret {
    code: String,
    link: String,
}

impl Secret {
    fn draw(chance: &Chance) -> Self {
        // Of 2^64 numbers the remainder prefers none of a million by more than one in ten thousand billion.
        let code = u64::from_be_bytes(chance.bytes()) % 1_000_000;
        Self { code: format!("{code:06}"), link: hex(&chance.bytes::<24>()) }
    }

    fn address(&self, lodge: &Lodge, id: SignInId) -> String {
        format!("{}/connexion/lien?demande={id}&secret={}", lodge.public_url(), self.link)
    }
}

fn write_wish(
    tx: &mut Tx<'_>,
    lodge: &Lodge,
    id: SignInId,
    person: Option<PersonId>,
    account: &[u8],
    secret: &Secret,
    until: At,
) -> Result<(), Fault> {
    let row = SignInRow {
        id: Ref(id),
        person: person.map(Ref),
        account: account.to_vec(),
        code_hash: code_hash(lodge, id, &secret.code).to_vec(),
        link_hash: link_hash(lodge, id, &secret.link).to_vec(),
        asked_at: tx.now().0,
        until_at: until.0,
        tries: 0,
        used_at: None,
        visit: None,
    };
    rows::insert_wish(tx, &row)
}

fn buckets(lodge: &Lodge, client: Option<&str>, account: &[u8]) -> Vec<Bucket> {
    let of = |kind, whose, rate| Bucket::of(lodge.secrets(), kind, whose, rate);
    let mut buckets = vec![of("ask by address", account, BY_ADDRESS), of("ask by all", b"", BY_ALL)];
    buckets.extend(client.map(|client| of("ask by client", client.as_bytes(), BY_CLIENT)));
    buckets
}

fn first_half(hash: [u8; 32]) -> SignInId {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    SignInId::from_bytes(bytes)
}

fn letter_with(to: Mail, code: &str, address: &str) -> Letter {
    let (first, last) = code.split_at(3);
    let facts =
        [("first", first.into()), ("last", last.into()), ("minutes", MINUTES.into()), ("address", address.into())];
    Letter::of(to, words::letter("sign-in", &facts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_digits_and_all_of_them() {
        let chance = Chance::from_seed(1);
        let codes: Vec<String> = (0..2000).map(|_| Secret::draw(&chance).code).collect();
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit())));
        assert!(codes.iter().any(|code| code.starts_with('0')));
        let digits: std::collections::BTreeSet<u8> = codes.iter().flat_map(|code| code.bytes()).collect();
        assert_eq!(digits.len(), 10);
    }
}
