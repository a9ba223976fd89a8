//! Reading dossiers: a structure's own, and those that wait for a decision.

use kernel::{
    access::{Action, Actor},
    clock::{At, Day},
    ids::{DossierId, FileId, StructureId},
};
use store::{Fault, Reply, Store, conn::AnyConn};

use super::{
    dossier::{Dossier, PayeeCheck, Stage},
    paying::{self, Paying},
};
use crate::{
    account::{self, masked},
    rows::dossier::{self as rows, DossierRow, Place},
};

/// The bank dossier of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSeen {
    /// How it is paid now; none: it never had an account.
    pub paying: Option<Paying>,
    /// The last account that was approved, whether or not it is paid on now: holder, masked IBAN, BIC.
    pub account: Option<(String, String, String)>,
    /// Its dossiers, newest first, 20 at most; the first may wait for a decision.
    pub dossiers: Vec<Dossier>,
}

/// A dossier that waits, for whoever decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The dossier.
    pub dossier: Dossier,
    /// Whether the caller proposed it, and so cannot decide.
    pub is_own: bool,
    /// The account that the structure is paid on now, masked; none: it is its first.
    pub present: Option<String>,
    /// Names of other structures with the same IBAN.
    pub also_of: Vec<String>,
}

const MOST: i64 = 20;

/// The bank dossier of a structure, if the caller may see it.
pub async fn bank_account(store: &Store, actor: &Actor, structure: StructureId) -> Reply<Option<AccountSeen>> {
    if actor.may(Action::BankAccount, structure).is_err() {
        return Ok(None);
    }
    let now = store.now();
    let look = move |conn: &mut AnyConn| {
        let paying = paying::paying(conn, &[structure], now)?.remove(&structure);
        let last = account::latest(conn, &[structure])?.remove(&structure);
        let account = last.map(|account| (account.holder, masked(&account.iban), account.bic));
        let dossiers = rows::of_structure(conn, structure, MOST)?.into_iter().map(dossier).collect::<Result<_, _>>()?;
        Ok(Some(AccountSeen { paying, account, dossiers }))
    };
    store.read("bankAccount", look).await
}

/// The dossiers that wait, oldest first, after a place in the list; one more than `first` when others follow.
pub async fn bank_dossiers(
    store: &Store,
    actor: &Actor,
    first: i64,
    after: Option<(i64, DossierId)>,
) -> Reply<Vec<Waiting>> {
    if actor.may_anywhere(Action::BankDossiers).is_err() {
        return Ok(Vec::new());
    }
    let me = actor.known().ok().map(|(person, _)| person);
    let place = after.map_or(Place::start(), |(at, id)| Place { at: At(at), id });
    let look = move |conn: &mut AnyConn| {
        let rows = rows::waiting(conn, place, first + 1)?;
        let structures: Vec<StructureId> = rows.iter().map(|row| row.structure.0).collect();
        let present = account::latest(conn, &structures)?;
        let ibans: Vec<String> = rows.iter().map(|row| row.iban.clone()).collect();
        let shared = rows::sharers(conn, &ibans)?;
        let waiting = |row: DossierRow| {
            let others = shared.iter().filter(|(iban, whose, _)| *iban == row.iban && whose.0 != row.structure.0);
            let mut also_of: Vec<String> = others.map(|(_, _, name)| name.clone()).collect();
            also_of.sort();
            also_of.dedup();
            let present = present.get(&row.structure.0).map(|account| masked(&account.iban));
            let is_own = Some(row.proposed_by.0) == me;
            Ok(Waiting { is_own, present, also_of, dossier: dossier(row)? })
        };
        Ok(rows.into_iter().map(waiting).collect::<Result<_, Fault>>()?)
    };
    store.read("bankDossiers", look).await
}

/// Whether a file is the paper of a dossier: then whoever decides may open it.
pub fn is_evidence(conn: &mut AnyConn, file: FileId) -> Result<bool, Fault> {
    rows::is_evidence(conn, file)
}

/// One dossier.
pub(super) fn one(conn: &mut AnyConn, id: DossierId) -> Result<Option<Dossier>, Fault> {
    rows::read(conn, id)?.map(dossier).transpose()
}

fn dossier(row: DossierRow) -> Result<Dossier, Fault> {
    let stage = Stage::named(&row.stage).ok_or_else(|| Fault::broken("a dossier has no known stage"))?;
    Ok(Dossier {
        id: row.id.0,
        structure: row.structure.0,
        structure_name: row.structure_name,
        holder: row.holder,
        iban: masked(&row.iban),
        bic: row.bic,
        document_day: Day::from_number(row.document_day),
        file: row.file.map(|file| file.0),
        public_reference: row.public_reference,
        proposed_by: row.proposed_by.0,
        proposed_at: At(row.proposed_at),
        stage,
        decided_at: row.decided_at.map(At),
        reason: row.reason,
        payee_check: row.payee_check.as_deref().and_then(PayeeCheck::named),
        payee_name: row.payee_name,
        override_reason: row.override_reason,
    })
}
