//! The steps of an order's life: facts with their day and their author. What follows from them is computed, never kept.

use kernel::{
    clock::{At, Day},
    ids::{FileId, PersonId},
};
use serde::{Deserialize, Serialize};

/// What happened to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The operator made a quote (devis).
    Quoted,
    /// The funder signed it.
    Signed,
    /// A proof of print (BAT) was sent to the funder.
    ProofProposed,
    /// The funder approved it.
    ProofApproved,
    /// The funder refused it, and said why.
    ProofRefused,
    /// The booklets are printed.
    Printed,
    /// The funder has taken note of the end, fifteen days before: distribution stops.
    EndValidated,
    /// The funder accepted the end statement (état contradictoire).
    StatementAccepted,
    /// The funder disputed it, and said why.
    StatementDisputed,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Quoted,
        Self::Signed,
        Self::ProofProposed,
        Self::ProofApproved,
        Self::ProofRefused,
        Self::Printed,
        Self::EndValidated,
        Self::StatementAccepted,
        Self::StatementDisputed,
    ];

    /// As the database keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Signed => "signed",
            Self::ProofProposed => "proof-proposed",
            Self::ProofApproved => "proof-approved",
            Self::ProofRefused => "proof-refused",
            Self::Printed => "printed",
            Self::EndValidated => "end-validated",
            Self::StatementAccepted => "statement-accepted",
            Self::StatementDisputed => "statement-disputed",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// 1, 2, 3 … within the order.
    pub no: i64,
    /// What happened.
    pub kind: Kind,
    /// When.
    pub at: At,
    /// Who did it.
    pub by: PersonId,
    /// The file that it is about: a proof.
    pub file: Option<FileId>,
    /// The number of the document that it is about: `E-2026-0003`.
    pub document: Option<String>,
    /// What its author wrote; empty when nothing was to be said.
    pub note: String,
}

/// Days that the funder has to answer a proof, from the day on which it was sent.
pub const PROOF_DAYS: i64 = 6;

/// How the proof of print of an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// None was sent.
    None,
    /// The last one waits for the funder.
    Waiting {
        /// The last day on which it may be approved.
        until: Day,
    },
    /// The last one was never answered in time: another must be sent.
    Lapsed {
        /// The day after which it no longer could be.
        until: Day,
    },
    /// The last one was approved.
    Approved,
    /// The last one was refused.
    Refused,
}

/// How the proof of print stands on a day, by the steps in their order.
pub fn proof(steps: &[Step], today: Day) -> Proof {
    let is_of_proof =
        |step: &&Step| matches!(step.kind, Kind::ProofProposed | Kind::ProofApproved | Kind::ProofRefused);
    let Some(last) = steps.iter().rev().find(is_of_proof) else { return Proof::None };
    match last.kind {
        Kind::ProofApproved => Proof::Approved,
        Kind::ProofRefused => Proof::Refused,
        _ => {
            let until = last.at.day().plus_days(PROOF_DAYS);
            if today > until { Proof::Lapsed { until } } else { Proof::Waiting { until } }
        }
    }
}

/// Whether a step of that kind was made.
pub fn was(steps: &[Step], kind: Kind) -> bool {
    steps.iter().any(|step| step.kind == kind)
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;

    fn step(kind: Kind, day: &str) -> Step {
        let at = day.parse::<Day>().unwrap().at(12, 0);
        Step { no: 1, kind, at, by: Id::from_bytes([1; 16]), file: None, document: None, note: String::new() }
    }

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }

    #[test]
    fn a_proof_is_answered_within_six_days_or_sent_again() {
        let today: Day = "2025-10-07".parse().unwrap();
        let table: [(&[(Kind, &str)], Proof); 6] = [
            (&[], Proof::None),
            (&[(Kind::ProofProposed, "2025-10-01")], Proof::Waiting { until: today }),
            (&[(Kind::ProofProposed, "2025-09-30")], Proof::Lapsed { until: today.plus_days(-1) }),
            (&[(Kind::ProofProposed, "2025-10-01"), (Kind::ProofApproved, "2025-10-02")], Proof::Approved),
            (&[(Kind::ProofProposed, "2025-10-01"), (Kind::ProofRefused, "2025-10-02")], Proof::Refused),
            (
                &[
                    (Kind::ProofRefused, "2025-10-02"),
                    (Kind::ProofProposed, "2025-10-05"),
                    (Kind::Printed, "2025-10-06"),
                ],
                Proof::Waiting { until: "2025-10-11".parse().unwrap() },
            ),
        ];
        for (steps, expected) in table {
            let steps: Vec<Step> = steps.iter().map(|(kind, day)| step(*kind, day)).collect();
            assert_eq!(proof(&steps, today), expected);
        }
    }
}
