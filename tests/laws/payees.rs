//! Bank dossiers among the verbs of the storm: an account is proposed by one, decided by another, and nothing is paid for three
//! days when money went elsewhere before.

use kernel::{
    access::{Actor, Role},
    clock::At,
    ids::{DossierId, SettlementId},
    refusal::Code,
};
use registry::accounts::{
    decide::{WrittenDecision, decide_bank_account},
    dossier::PayeeCheck,
    paying::COOLING_MS,
    propose::{WrittenAccount, propose_bank_account},
};

use super::answered;
use crate::support::{
    books::{Centre, Venue},
    iban::iban,
    sql,
};

/// On which account each venue is paid, as whoever stands outside remembers it.
#[derive(Default)]
pub(super) struct Payees {
    of: [Payee; 2],
}

#[derive(Default)]
struct Payee {
    /// The last account that was approved here; none: it is still the one of the accreditation.
    iban: Option<String>,
    /// The dossier that waits, and its account.
    waits: Option<(DossierId, String)>,
    /// Nothing is paid before.
    until: Option<At>,
}

impl Payees {
    /// A venue proposes an account, one in four times another than its own; while a dossier waits, nothing happens.
    pub(super) async fn propose(&mut self, centre: &Centre, venues: &[Venue; 2], drawn: usize) -> bool {
        let (venue, payee) = (&venues[drawn % 2], &mut self.of[drawn % 2]);
        let own = payee.iban.clone().filter(|_| !(drawn / 2).is_multiple_of(4));
        let account = own.unwrap_or_else(|| iban(centre.chance()));
        let manager = Actor::member(centre.chance().id(), venue.structure, [Role::VenueManager]);
        let written = WrittenAccount {
            holder: "Association du lieu".to_owned(),
            iban: account.clone(),
            bic: "AGRIFRPP".to_owned(),
            document_day: centre.now().day().to_string(),
            ..WrittenAccount::default()
        };
        let key = centre.key();
        let dossier = answered(propose_bank_account(&centre.store, &manager, &key, venue.structure, &written).await);
        if payee.waits.is_some() {
            assert_eq!(dossier.err(), Some(Code::DossierOpen), "one dossier at a time");
            return false;
        }
        let Ok(dossier) = dossier else { return false };
        payee.waits = Some((dossier.id, account));
        true
    }

    /// The treasurer approves the account that waits, or one in four times refuses it.
    pub(super) async fn decide(&mut self, centre: &Centre, drawn: usize) -> bool {
        let payee = &mut self.of[drawn % 2];
        let Some((dossier, account)) = payee.waits.take() else { return false };
        let accept = !(drawn / 2).is_multiple_of(4);
        let decision = WrittenDecision {
            accept,
            payee_check: accept.then_some(PayeeCheck::Match),
            reason: (!accept).then(|| "le papier est illisible".to_owned()),
            ..WrittenDecision::default()
        };
        let key = centre.key();
        let done = answered(decide_bank_account(&centre.lodge(), &centre.treasurer, &key, dossier, &decision).await);
        assert!(done.is_ok(), "a dossier that waits is decided: {done:?}");
        if accept && payee.iban.as_ref() != Some(&account) {
            payee.until = Some(centre.now().plus_ms(COOLING_MS));
            payee.iban = Some(account);
        }
        true
    }

    /// A run that was approved just now pays nobody whose account has changed less than three days ago.
    pub(super) fn are_spared(&self, centre: &Centre, venues: &[Venue; 2], run: SettlementId) {
        let paid = sql::payments(&centre.place(), &run.to_string());
        for (venue, payee) in venues.iter().zip(&self.of) {
            if payee.until.is_some_and(|until| centre.now() < until) {
                let digits = venue.structure.to_string().replace('-', "").to_uppercase();
                let theirs = paid.iter().find(|(reference, _)| reference.contains(&digits[..14]));
                assert_eq!(theirs, None, "nothing is paid before {:?}", payee.until);
            }
        }
    }
}
