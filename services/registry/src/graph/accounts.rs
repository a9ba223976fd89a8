//! Bank dossiers: on which account a structure is paid, who proposed another one, who decides.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use kernel::{clock::At, ids::DossierId};

use super::{
    asked,
    bad_news::{self, Refusal, done_or_refused},
    page::{self, Page},
};
use crate::accounts::{
    decide::{WrittenDecision, decide_bank_account},
    dossier,
    look::{self, AccountSeen, Waiting},
    paying::Paying,
    propose::{WrittenAccount, propose_bank_account},
};

/// What the bank says of a holder and an account (verification of payee).
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dossier::PayeeCheck")]
pub(super) enum PayeeCheck {
    /// The holder is the one of the account.
    Match,
    /// Nearly: the bank gives the name.
    CloseMatch,
    /// Another one.
    NoMatch,
    /// The other bank does not answer.
    NotPossible,
    /// Nobody asked.
    NotAsked,
}

/// How far a dossier has come.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dossier::Stage", name = "DossierStage")]
pub(super) enum Stage {
    /// Somebody else decides.
    Open,
    /// The structure is paid on it.
    Approved,
    /// It is not.
    Refused,
}

/// How a structure is paid now.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum AccountState {
    /// It never had an account.
    None,
    /// On its account.
    Paid,
    /// On none for three days: the account is new.
    Cooling,
    /// On none: the bank sent money back, and somebody has to look at the account.
    Suspended,
}

/// An account that is proposed.
#[derive(InputObject)]
pub(super) struct BankAccountInput {
    /// Whose it is to be.
    structure_id: ID,
    /// The holder, exactly as on the bank's own paper.
    holder: String,
    /// The IBAN.
    iban: String,
    /// The BIC.
    bic: String,
    /// The day on that paper, within the last year.
    document_day: String,
    /// That paper, brought by `POST /files`.
    file_id: Option<ID>,
    /// Of a public venue: its régie or its mandate; at most 70 characters.
    public_reference: Option<String>,
}

/// A decision on a proposed account.
#[derive(InputObject)]
pub(super) struct BankDecisionInput {
    /// Whether the structure is to be paid on it.
    accept: bool,
    /// What the bank says of the holder: needed to accept.
    payee_check: Option<PayeeCheck>,
    /// The name that the bank gives: needed when it is close.
    payee_name: Option<String>,
    /// Why the account is taken although the bank warns: needed then.
    override_reason: Option<String>,
    /// Why it is not taken: needed to refuse.
    reason: Option<String>,
}

/// What can be asked of dossiers.
#[derive(Clone, Copy, Debug, Default)]
pub struct AccountsQuery;

#[Object]
impl AccountsQuery {
    /// The bank dossier of a structure; null when the caller may not see it.
    async fn bank_account(&self, ctx: &Context<'_>, structure_id: ID) -> Result<Option<BankAccount>> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let seen = look::bank_account(store, &actor, asked::id(&structure_id)).await;
        Ok(bad_news::read(seen)?.map(BankAccount::from))
    }

    /// Proposed accounts that wait for a decision, oldest first; `first` at most 100.
    async fn bank_dossiers(
        &self,
        ctx: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<Page<(i64, DossierId), WaitingDossier>> {
        let (wanted, place) = (page::size(first)?, page::after::<(i64, DossierId)>(after.as_deref())?);
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let most = i64::try_from(wanted).unwrap_or(i64::MAX);
        let found = bad_news::read(look::bank_dossiers(store, &actor, most, place).await)?;
        let following = found.into_iter().map(|one| ((one.dossier.proposed_at.0, one.dossier.id), one.into()));
        Ok(page::cut(following, wanted, place.is_some()))
    }
}

/// What can be done with dossiers.
#[derive(Clone, Copy, Debug, Default)]
pub struct AccountsMutation;

#[Object]
impl AccountsMutation {
    /// Proposes to pay a structure on an account; somebody else decides.
    async fn propose_bank_account(
        &self,
        ctx: &Context<'_>,
        key: ID,
        input: BankAccountInput,
    ) -> Result<BankDossierPayload> {
        let (store, actor) = (asked::store(ctx)?, asked::actor(ctx));
        let written = WrittenAccount {
            holder: input.holder,
            iban: input.iban,
            bic: input.bic,
            document_day: input.document_day,
            file: input.file_id.map(|file| asked::id(&file)),
            public_reference: input.public_reference,
        };
        let done = propose_bank_account(store, &actor, &key, asked::id(&input.structure_id), &written).await;
        Ok(done_or_refused(done)?.into())
    }

    /// Decides on a proposed account. The managers are told by letter; when money went elsewhere before, payments wait for
    /// three days: they go neither to the new account nor to the old one.
    async fn decide_bank_account(
        &self,
        ctx: &Context<'_>,
        key: ID,
        dossier_id: ID,
        decision: BankDecisionInput,
    ) -> Result<BankDossierPayload> {
        let (lodge, actor) = (asked::lodge(ctx)?, asked::actor(ctx));
        let written = WrittenDecision {
            accept: decision.accept,
            payee_check: decision.payee_check.map(Into::into),
            payee_name: decision.payee_name,
            override_reason: decision.override_reason,
            reason: decision.reason,
        };
        let done = decide_bank_account(lodge, &actor, &key, asked::id(&dossier_id), &written).await;
        Ok(done_or_refused(done)?.into())
    }
}

/// A proposed account, and what became of it. The IBAN is masked.
#[derive(SimpleObject)]
pub(super) struct BankDossier {
    id: ID,
    structure_id: ID,
    structure_name: String,
    /// The holder, exactly as on the bank's own paper.
    holder: String,
    /// The IBAN, masked.
    iban: String,
    bic: String,
    /// The day on the bank's own paper.
    document_day: String,
    /// That paper: `openFile` gives the right to fetch it.
    file_id: Option<ID>,
    /// Of a public venue: its régie or its mandate.
    public_reference: Option<String>,
    proposed_at: String,
    stage: Stage,
    decided_at: Option<String>,
    /// Why it was refused.
    reason: Option<String>,
    /// What the bank said of the holder.
    payee_check: Option<PayeeCheck>,
    /// The name that the bank gave.
    payee_name: Option<String>,
    /// Why the account was taken although the bank warned.
    override_reason: Option<String>,
}
impl From<dossier::Dossier> for BankDossier {
    fn from(told: dossier::Dossier) -> Self {
        Self {
            id: told.id.to_string().into(),
            structure_id: told.structure.to_string().into(),
            structure_name: told.structure_name,
            holder: told.holder,
            iban: told.iban,
            bic: told.bic,
            document_day: told.document_day.to_string(),
            file_id: told.file.map(|file| file.to_string().into()),
            public_reference: told.public_reference,
            proposed_at: told.proposed_at.iso_seconds(),
            stage: told.stage.into(),
            decided_at: told.decided_at.map(At::iso_seconds),
            reason: told.reason,
            payee_check: told.payee_check.map(PayeeCheck::from),
            payee_name: told.payee_name,
            override_reason: told.override_reason,
        }
    }
}

/// Answer of `proposeBankAccount` and `decideBankAccount`.
#[derive(SimpleObject)]
pub(super) struct BankDossierPayload {
    /// What was done.
    dossier: Option<BankDossier>,
    /// Why it was not.
    refusal: Option<Refusal>,
}
impl From<(Option<BankDossier>, Option<Refusal>)> for BankDossierPayload {
    fn from((dossier, refusal): (Option<BankDossier>, Option<Refusal>)) -> Self {
        Self { dossier, refusal }
    }
}

/// The bank dossier of a structure.
#[derive(SimpleObject)]
pub(super) struct BankAccount {
    /// How it is paid now.
    state: AccountState,
    /// The end of the three days of a new account.
    held_until: Option<String>,
    /// Since when nothing is paid, when the bank sent money back.
    suspended_since: Option<String>,
    /// The holder of the last account that was approved; null when there was none.
    holder: Option<String>,
    /// Its IBAN, masked.
    iban: Option<String>,
    bic: Option<String>,
    /// What was proposed, newest first, at most 20.
    dossiers: Vec<BankDossier>,
}
impl From<AccountSeen> for BankAccount {
    fn from(seen: AccountSeen) -> Self {
        let (state, held_until, suspended_since) = match seen.paying {
            None => (AccountState::None, None, None),
            Some(Paying::On(_)) => (AccountState::Paid, None, None),
            Some(Paying::Cooling { until }) => (AccountState::Cooling, Some(until.iso_seconds()), None),
            Some(Paying::Suspended { since }) => (AccountState::Suspended, None, Some(since.iso_seconds())),
        };
        let (holder, iban, bic) = match seen.account {
            Some((holder, iban, bic)) => (Some(holder), Some(iban), Some(bic)),
            None => (None, None, None),
        };
        let dossiers = seen.dossiers.into_iter().map(BankDossier::from).collect();
        Self { state, held_until, suspended_since, holder, iban, bic, dossiers }
    }
}

/// A proposed account that waits for whoever decides.
#[derive(SimpleObject)]
pub(super) struct WaitingDossier {
    dossier: BankDossier,
    /// Whether the caller proposed it, and so cannot decide.
    is_own: bool,
    /// The account of today, masked; null: it is the first.
    present_iban: Option<String>,
    /// Other structures with the same IBAN: a reason to look twice.
    also_of: Vec<String>,
}
impl From<Waiting> for WaitingDossier {
    fn from(waiting: Waiting) -> Self {
        let Waiting { dossier, is_own, present, also_of } = waiting;
        Self { dossier: dossier.into(), is_own, present_iban: present, also_of }
    }
}
