//! Dossiers and periods of accounts.

use diesel::{insert_into, prelude::*, update};
use kernel::{
    clock::{At, Day},
    ids::{
        BankAccount as AccountKind, BankAccountId, Dossier, DossierId, File, FileId, Person, PersonId, Structure,
        StructureId,
    },
};
use store::{
    Fault, Tx,
    conn::AnyConn,
    ids::{Ref, refs},
};

use crate::{
    accounts::dossier::{PayeeCheck, Stage},
    tables::{account_period, bank_account, bank_dossier, structure},
};

/// Why a period began.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cause {
    Accreditation,
    Dossier,
    Bank,
}

impl Cause {
    const fn name(self) -> &'static str {
        match self {
            Self::Accreditation => "accreditation",
            Self::Dossier => "dossier",
            Self::Bank => "bank",
        }
    }
}

/// A period as it begins; the one before ends there.
pub(crate) struct NewPeriod {
    pub(crate) structure: StructureId,
    pub(crate) from: At,
    pub(crate) account: Option<BankAccountId>,
    pub(crate) held_until: Option<At>,
    pub(crate) cause: Cause,
}

/// The instant at which the next period may begin: now, and later than the last one began.
pub(crate) fn next_instant(last: Option<&Period>, now: At) -> At {
    last.map_or(now, |last| now.max(last.from.plus_ms(1)))
}

pub(crate) fn insert_period(tx: &mut Tx<'_>, period: &NewPeriod) -> Result<(), Fault> {
    let values = (
        account_period::structure_id.eq(Ref(period.structure)),
        account_period::from_at.eq(period.from.0),
        account_period::bank_account_id.eq(period.account.map(Ref)),
        account_period::held_until.eq(period.held_until.map(|until| until.0)),
        account_period::cause.eq(period.cause.name()),
    );
    insert_into(account_period::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// A period: from an instant until the next one begins.
#[derive(Clone, Debug)]
pub(crate) struct Period {
    pub(crate) structure: StructureId,
    pub(crate) from: At,
    pub(crate) account: Option<Declared>,
    pub(crate) held_until: Option<At>,
}

/// The periods of these structures, in order of time.
pub(crate) fn periods(conn: &mut AnyConn, structures: &[StructureId]) -> Result<Vec<Period>, Fault> {
    type Account = (Option<Ref<AccountKind>>, Option<String>, Option<String>, Option<String>);
    type Row = (Ref<Structure>, i64, Option<i64>, Account);
    let rows: Vec<Row> = account_period::table
        .left_join(bank_account::table)
        .filter(account_period::structure_id.eq_any(refs(structures)))
        .order(account_period::from_at.asc())
        .select((
            account_period::structure_id,
            account_period::from_at,
            account_period::held_until,
            (
                bank_account::id.nullable(),
                bank_account::holder.nullable(),
                bank_account::iban.nullable(),
                bank_account::bic.nullable(),
            ),
        ))
        .load(conn)?;
    let account =
        |(id, holder, iban, bic): Account| Some(Declared { id: id?, holder: holder?, iban: iban?, bic: bic? });
    let period = |(structure, from, held, whole): Row| Period {
        structure: structure.0,
        from: At(from),
        account: account(whole),
        held_until: held.map(At),
    };
    Ok(rows.into_iter().map(period).collect())
}

/// An account, as it was declared.
#[derive(Clone, Queryable)]
pub(crate) struct Declared {
    pub(crate) id: Ref<AccountKind>,
    pub(crate) holder: String,
    pub(crate) iban: String,
    pub(crate) bic: String,
}

/// Nothing of it but its identifier.
impl std::fmt::Debug for Declared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Declared({:?})", self.id)
    }
}

pub(crate) fn account(conn: &mut AnyConn, id: BankAccountId) -> Result<Option<Declared>, Fault> {
    Ok(bank_account::table
        .find(Ref(id))
        .select((bank_account::id, bank_account::holder, bank_account::iban, bank_account::bic))
        .first(conn)
        .optional()?)
}

/// The account that a dossier proposes.
pub(crate) fn account_of(conn: &mut AnyConn, id: DossierId) -> Result<Option<Declared>, Fault> {
    Ok(bank_dossier::table
        .inner_join(bank_account::table)
        .filter(bank_dossier::id.eq(Ref(id)))
        .select((bank_account::id, bank_account::holder, bank_account::iban, bank_account::bic))
        .first(conn)
        .optional()?)
}

/// Whether a dossier of this structure waits.
pub(crate) fn open_of(conn: &mut AnyConn, structure: StructureId) -> Result<bool, Fault> {
    let open = bank_dossier::table
        .filter(bank_dossier::structure_id.eq(Ref(structure)).and(bank_dossier::stage.eq(Stage::Open.name())));
    let count: i64 = open.count().get_result(conn)?;
    Ok(count > 0)
}

/// What is written of a new dossier.
pub(crate) struct NewDossier<'d> {
    pub(crate) id: DossierId,
    pub(crate) structure: StructureId,
    pub(crate) account: BankAccountId,
    pub(crate) document_day: Day,
    pub(crate) file: Option<FileId>,
    pub(crate) public_reference: Option<&'d str>,
    pub(crate) proposed_by: PersonId,
}

pub(crate) fn insert(tx: &mut Tx<'_>, dossier: &NewDossier<'_>) -> Result<(), Fault> {
    let values = (
        bank_dossier::id.eq(Ref(dossier.id)),
        bank_dossier::structure_id.eq(Ref(dossier.structure)),
        bank_dossier::bank_account_id.eq(Ref(dossier.account)),
        bank_dossier::document_day.eq(dossier.document_day.number()),
        bank_dossier::file_id.eq(dossier.file.map(Ref)),
        bank_dossier::public_reference.eq(dossier.public_reference),
        bank_dossier::proposed_by.eq(Ref(dossier.proposed_by)),
        bank_dossier::proposed_at.eq(tx.now().0),
        bank_dossier::stage.eq(Stage::Open.name()),
    );
    insert_into(bank_dossier::table).values(values).execute(tx.conn)?;
    Ok(())
}

/// A decision as it is written down.
pub(crate) struct Decided<'d> {
    pub(crate) stage: Stage,
    pub(crate) by: PersonId,
    pub(crate) reason: Option<&'d str>,
    pub(crate) payee_check: Option<PayeeCheck>,
    pub(crate) payee_name: Option<&'d str>,
    pub(crate) override_reason: Option<&'d str>,
}

impl Decided<'_> {
    pub(crate) const fn refused(by: PersonId) -> Self {
        Self { stage: Stage::Refused, by, reason: None, payee_check: None, payee_name: None, override_reason: None }
    }
}

/// Open becomes decided, counted: false when somebody decided meanwhile.
pub(crate) fn decide(tx: &mut Tx<'_>, id: DossierId, decided: &Decided<'_>) -> Result<bool, Fault> {
    let open = bank_dossier::table.filter(bank_dossier::id.eq(Ref(id)).and(bank_dossier::stage.eq(Stage::Open.name())));
    let next = (
        bank_dossier::stage.eq(decided.stage.name()),
        bank_dossier::decided_by.eq(Some(Ref(decided.by))),
        bank_dossier::decided_at.eq(Some(tx.now().0)),
        bank_dossier::reason.eq(decided.reason),
        bank_dossier::payee_check.eq(decided.payee_check.map(PayeeCheck::name)),
        bank_dossier::payee_name.eq(decided.payee_name),
        bank_dossier::override_reason.eq(decided.override_reason),
    );
    Ok(update(open).set(next).execute(tx.conn)? == 1)
}

/// A dossier as it lies in its tables.
#[derive(Clone, Queryable)]
pub(crate) struct DossierRow {
    pub(crate) id: Ref<Dossier>,
    pub(crate) structure: Ref<Structure>,
    pub(crate) structure_name: String,
    pub(crate) holder: String,
    pub(crate) iban: String,
    pub(crate) bic: String,
    pub(crate) document_day: i64,
    pub(crate) file: Option<Ref<File>>,
    pub(crate) public_reference: Option<String>,
    pub(crate) proposed_by: Ref<Person>,
    pub(crate) proposed_at: i64,
    pub(crate) stage: String,
    pub(crate) decided_at: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) payee_check: Option<String>,
    pub(crate) payee_name: Option<String>,
    pub(crate) override_reason: Option<String>,
}

macro_rules! dossiers {
    () => {
        bank_dossier::table.inner_join(bank_account::table).inner_join(structure::table).select((
            bank_dossier::id,
            bank_dossier::structure_id,
            structure::name,
            bank_account::holder,
            bank_account::iban,
            bank_account::bic,
            bank_dossier::document_day,
            bank_dossier::file_id,
            bank_dossier::public_reference,
            bank_dossier::proposed_by,
            bank_dossier::proposed_at,
            bank_dossier::stage,
            bank_dossier::decided_at,
            bank_dossier::reason,
            bank_dossier::payee_check,
            bank_dossier::payee_name,
            bank_dossier::override_reason,
        ))
    };
}

pub(crate) fn read(conn: &mut AnyConn, id: DossierId) -> Result<Option<DossierRow>, Fault> {
    Ok(dossiers!().filter(bank_dossier::id.eq(Ref(id))).first(conn).optional()?)
}

/// The dossiers of a structure, newest first, at most so many.
pub(crate) fn of_structure(conn: &mut AnyConn, id: StructureId, most: i64) -> Result<Vec<DossierRow>, Fault> {
    Ok(dossiers!()
        .filter(bank_dossier::structure_id.eq(Ref(id)))
        .order((bank_dossier::proposed_at.desc(), bank_dossier::id.desc()))
        .limit(most)
        .load(conn)?)
}

/// A place in the list of dossiers that wait.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) at: At,
    pub(crate) id: DossierId,
}

impl Place {
    pub(crate) const fn start() -> Self {
        Self { at: At(i64::MIN), id: DossierId::from_bytes([0; 16]) }
    }
}

/// The dossiers that wait after a place, oldest first, at most so many.
pub(crate) fn waiting(conn: &mut AnyConn, after: Place, most: i64) -> Result<Vec<DossierRow>, Fault> {
    let later = bank_dossier::proposed_at.gt(after.at.0);
    Ok(dossiers!()
        .filter(bank_dossier::stage.eq(Stage::Open.name()))
        .filter(later.or(bank_dossier::proposed_at.eq(after.at.0).and(bank_dossier::id.gt(Ref(after.id)))))
        .order((bank_dossier::proposed_at.asc(), bank_dossier::id.asc()))
        .limit(most)
        .load(conn)?)
}

/// Every structure that ever declared one of these IBANs, with its name.
pub(crate) fn sharers(conn: &mut AnyConn, ibans: &[String]) -> Result<Vec<(String, Ref<Structure>, String)>, Fault> {
    Ok(bank_account::table
        .inner_join(structure::table)
        .filter(bank_account::iban.eq_any(ibans.to_vec()))
        .select((bank_account::iban, structure::id, structure::name))
        .distinct()
        .load(conn)?)
}

pub(crate) fn is_evidence(conn: &mut AnyConn, file: FileId) -> Result<bool, Fault> {
    let count: i64 = bank_dossier::table.filter(bank_dossier::file_id.eq(Some(Ref(file)))).count().get_result(conn)?;
    Ok(count > 0)
}
