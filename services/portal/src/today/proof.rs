//! Whether the money of others is there: a card for those who pay and those who answer for it.

use super::card::Card;
use crate::{books::FundVerdict, format, schema, words::t};

#[derive(cynic::QueryFragment)]
pub(super) struct FundProof {
    verdict: FundVerdict,
    missing_cents: i32,
}

pub(super) fn proof(proof: &FundProof) -> Card {
    let sentence = match proof.verdict {
        FundVerdict::Proven => t("today-proof-proven"),
        FundVerdict::Unproven => t("today-proof-unproven"),
        FundVerdict::Missing => t("today-proof-missing").saying("amount", format::euros(proof.missing_cents.into())),
        FundVerdict::LedgerWrong => t("today-proof-wrong"),
    };
    let card = Card::new(sentence, "/preuve-des-fonds", t("today-proof-see"));
    match proof.verdict {
        FundVerdict::Missing | FundVerdict::LedgerWrong => card.waits(),
        FundVerdict::Proven | FundVerdict::Unproven => card,
    }
}
