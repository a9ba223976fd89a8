//! What the verbs of this service work with: the books, the secrets that lie outside them, the queue of acts.

use std::sync::Arc;

use kernel::{
    code::{Code, Pepper},
    ids::ChequeId,
    paper::PaperKey,
};
use store::{Fault, Reply, Store, Trouble, conn::AnyConn, files::Cabinet, queue::Queue};

use crate::{counter::batch::Redeeming, rows};

/// The network's own account, from which venues are paid: configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    /// The account's holder, as the bank knows it.
    pub name: String,
    /// ISO 13616, no spaces.
    pub iban: String,
    /// ISO 9362.
    pub bic: String,
    /// What a code's printed address begins with: `HTTPS://PASS.EXAMPLE`.
    pub public_url: String,
    /// The day of the month on which a settlement is prepared, 1 to 28, when the house has fixed one.
    pub settlement_day: Option<u32>,
}

/// What lies outside the database.
#[derive(Clone)]
pub struct Keys {
    /// Live peppers, oldest first, 1 to 4; the last one hashes new codes.
    pub peppers: Vec<Pepper>,
    /// What signs the paper tokens.
    pub paper: PaperKey,
    /// Where the files of the network lie, sealed.
    pub cabinet: Cabinet,
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) keys: Arc<Keys>,
    pub(crate) house: Arc<House>,
    pub(crate) redeeming: Queue<Redeeming>,
    /// The telephone that is printed on booklets.
    pub(crate) phone: Option<Arc<str>>,
}

const MOST_PEPPERS: usize = 4;

impl Desk {
    /// Opens the service over its books. Faults when a pepper that cheques were hashed with is missing or is another one.
    pub async fn open(store: Store, keys: Keys, house: House) -> Result<Self, Fault> {
        if keys.peppers.is_empty() || keys.peppers.len() > MOST_PEPPERS {
            return Err(Fault::broken("one to four peppers are needed"));
        }
        recognise(&store, &keys.peppers).await?;
        let redeeming = Queue::new(store.clone(), Redeeming);
        Ok(Self { store, keys: Arc::new(keys), house: Arc::new(house), redeeming, phone: None })
    }

    /// The same, whose booklets bear that telephone.
    pub fn with_phone(mut self, phone: Option<&str>) -> Self {
        self.phone = phone.map(Arc::from);
        self
    }

    /// The books.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The cabinet of files.
    pub fn cabinet(&self) -> &Cabinet {
        &self.keys.cabinet
    }

    /// The identifiers that a code has under each live pepper: one of them at most is a cheque's.
    pub(crate) fn ids_of(&self, code: &Code) -> Vec<ChequeId> {
        self.keys.peppers.iter().map(|pepper| pepper.cheque_id(code)).collect()
    }

    pub(crate) fn newest_pepper(&self) -> Result<&Pepper, Fault> {
        self.keys.peppers.last().ok_or_else(|| Fault::broken("no pepper"))
    }
}

/// The live peppers that these books know, by number, with their fingerprints: what a folder of keys is recognised by.
pub fn known_peppers(conn: &mut AnyConn) -> Result<Vec<(i64, Vec<u8>)>, Fault> {
    rows::cheques::peppers(conn)
}

/// The numbers of the known peppers that are not among these, or are other ones under their number.
pub fn unrecognised(known: &[(i64, Vec<u8>)], peppers: &[Pepper]) -> Vec<i64> {
    let is_here = |no: i64, print: &[u8]| peppers.iter().any(|one| one.no() == no && one.fingerprint() == print);
    known.iter().filter(|(no, print)| !is_here(*no, print)).map(|(no, _)| *no).collect()
}

async fn recognise(store: &Store, peppers: &[Pepper]) -> Result<(), Fault> {
    let ours: Vec<(i64, Vec<u8>)> = peppers.iter().map(|pepper| (pepper.no(), pepper.fingerprint().to_vec())).collect();
    let done: Reply<()> =
        store
            .transact("cheques.peppers", move |tx| {
                let known = rows::cheques::peppers(tx.conn)?;
                for (no, fingerprint) in &known {
                    match ours.iter().find(|(mine, _)| mine == no) {
                        None => return Err(Fault::broken(format!(
                            "pepper {no} is missing: cheques hashed with it cannot be found; restore it from the safe"
                        ))
                        .into()),
                        Some((_, mine)) if mine != fingerprint => {
                            return Err(Fault::broken(format!(
                                "pepper {no} is not the one of this database: restore it from the safe"
                            ))
                            .into());
                        }
                        Some(_) => {}
                    }
                }
                for (no, fingerprint) in ours.iter().filter(|(no, _)| known.iter().all(|(one, _)| one != no)) {
                    rows::cheques::insert_pepper(tx, *no, fingerprint)?;
                }
                Ok(())
            })
            .await;
    done.map_err(|trouble| match trouble {
        Trouble::Broken(fault) => fault,
        Trouble::Refused(refusal) => Fault::broken(refusal.code),
    })
}
