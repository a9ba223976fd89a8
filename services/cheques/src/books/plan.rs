//! The chart of accounts: what each kind of account of the ledger is called by an accountant, and by everybody.
//!
//! The numbers are a proposal within the French general chart (plan comptable général): an accountant confirms them before
//! the first closing. They are said in one place, here, so that changing one is changing a line.

use crate::account::{BANK, DUE, FEES, HELD, IN_TRANSIT, RECOVERABLE, REFUNDABLE};

/// One account of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The kind in the ledger.
    pub kind: &'static str,
    /// Its number in the chart.
    pub number: &'static str,
    /// Its name, in French.
    pub label: &'static str,
    /// What stands behind it, for people, in French.
    pub meaning: &'static str,
}

/// What is said wherever the chart is shown, in French.
pub const TO_BE_CONFIRMED: &str = "Ces numéros de compte sont une proposition : un expert-comptable les confirme.";

/// The chart, in order of number.
pub const CHART: [Entry; 7] = [
    Entry {
        kind: DUE,
        number: "467100",
        label: "Dû aux lieux",
        meaning: "Ce que le réseau doit aux lieux pour les chèques qu’ils ont acceptés.",
    },
    Entry {
        kind: RECOVERABLE,
        number: "467200",
        label: "Trop-perçu à récupérer auprès des lieux",
        meaning: "Ce qu’un lieu a reçu en trop, et qui sera retenu sur ses prochains règlements.",
    },
    Entry {
        kind: HELD,
        number: "468700",
        label: "Valeur détenue pour les financeurs",
        meaning: "L’argent des financeurs, gardé pour les chèques qui ne sont pas encore utilisés.",
    },
    Entry {
        kind: REFUNDABLE,
        number: "468800",
        label: "À rendre aux financeurs",
        meaning: "L’argent des chèques jamais utilisés, promis en retour aux financeurs.",
    },
    Entry {
        kind: BANK,
        number: "512100",
        label: "Banque - compte de cantonnement",
        meaning: "Le compte bancaire où l’argent des financeurs est gardé, à part de tout autre.",
    },
    Entry {
        kind: IN_TRANSIT,
        number: "581000",
        label: "Virements en cours",
        meaning: "Les virements remis à la banque, et qu’elle n’a pas encore payés.",
    },
    Entry {
        kind: FEES,
        number: "706000",
        label: "Frais de gestion retenus",
        meaning: "Les frais que le réseau retient selon ses conditions publiées.",
    },
];

/// The account of the chart for a kind of the ledger.
pub fn of(kind: &str) -> Option<&'static Entry> {
    CHART.iter().find(|entry| entry.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::PROMISES;

    #[test]
    fn every_kind_has_one_account_and_every_account_one_number() {
        for kind in PROMISES.iter().chain(&[BANK, RECOVERABLE]) {
            assert!(of(kind).is_some(), "{kind}");
        }
        let numbers: Vec<&str> = CHART.iter().map(|entry| entry.number).collect();
        assert!(numbers.is_sorted() && numbers.windows(2).all(|two| two[0] != two[1]), "{numbers:?}");
        assert!(CHART.iter().all(|entry| entry.number.len() == 6 && entry.meaning.ends_with('.')));
        assert_eq!(of("pocket"), None);
    }
}
