//! What each line of the ledger is about: its piece, and a sentence, for whoever reads an account.

use std::collections::HashMap;

use store::{Fault, conn::AnyConn};

use crate::{
    order::Serial,
    rows::{self, accounting::Honoured, ledger::Line},
};

/// What a line rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its reference: a cheque's place in its booklet, a run's message, the funder's payment order.
    pub reference: String,
    /// What happened, in French.
    pub label: String,
}

/// The redemptions behind some lines of the ledger, by their own line.
pub(crate) struct Cheques(HashMap<i64, Honoured>);

impl Cheques {
    /// Those behind these lines, which follow each other: the redemptions, and those that a line corrects.
    pub(crate) fn behind(conn: &mut AnyConn, lines: &[Line]) -> Result<Self, Fault> {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(Self(HashMap::new())) };
        let mut found = rows::accounting::honoured(conn, first.ledger_no - 1, last.ledger_no)?;
        let earlier = lines.iter().filter_map(|line| line.corrects).filter(|no| *no < first.ledger_no);
        for no in earlier {
            found.extend(rows::accounting::honoured(conn, no - 1, no)?);
        }
        Ok(Self(found.into_iter().map(|one| (one.ledger_no, one)).collect()))
    }

    /// The redemption behind a line, its own or the one that it corrects.
    pub(crate) fn of(&self, line: &Line) -> Option<&Honoured> {
        self.0.get(&line.corrects.unwrap_or(line.ledger_no))
    }
}

/// What a line rests on; runs and orders are asked of the database, and few.
pub(crate) fn of(conn: &mut AnyConn, line: &Line, cheques: &Cheques) -> Result<Piece, Fault> {
    if let Some(cheque) = cheques.of(line) {
        return Ok(of_cheque(line, cheque));
    }
    match line.reason.as_str() {
        "funding" | "expiry" | "refund" => of_order(conn, line),
        _ => of_run(conn, line),
    }
}

fn of_cheque(line: &Line, cheque: &Honoured) -> Piece {
    let serial = Serial { label: cheque.label.clone(), no: cheque.carnet_no };
    let reference = format!("{serial}/{}", cheque.cheque_no);
    let label = match line.reason.as_str() {
        "redemption" => format!("Chèque {reference} accepté"),
        "void" => format!("Chèque {reference} rendu le jour même"),
        "reversal" => format!("Chèque {reference} : acceptation annulée par le réseau"),
        other => format!("Chèque {reference} : {other}"),
    };
    Piece { reference, label }
}

fn of_order(conn: &mut AnyConn, line: &Line) -> Result<Piece, Fault> {
    let order = rows::orders::find(conn, line.subject.recast())?;
    let label = order.map_or_else(|| "inconnue".to_owned(), |order| order.label);
    if line.reason == "expiry" {
        let told = format!("Commande {label} : valeur non utilisée, à rendre au financeur");
        return Ok(Piece { reference: format!("FIN-{label}"), label: told });
    }
    if line.reason == "refund" {
        let told = format!("Commande {label} : valeur non utilisée, rendue au financeur");
        return Ok(Piece { reference: format!("AVOIR-{label}"), label: told });
    }
    let reference = rows::accounting::funds_reference(conn, line.subject.recast(), Some(line.ledger_no))?;
    let reference = reference.unwrap_or_else(|| format!("FONDS-{label}"));
    Ok(Piece { reference, label: format!("Commande {label} : fonds reçus") })
}

fn of_run(conn: &mut AnyConn, line: &Line) -> Result<Piece, Fault> {
    let Some(run) = rows::settlements::find(conn, line.subject.recast())? else {
        let reference = format!("LIGNE-{}", line.ledger_no);
        return Ok(Piece { label: format!("Écriture {}", line.reason), reference });
    };
    let no = run.no;
    let label = match line.reason.as_str() {
        "settlement" => format!("Règlement n° {no} : dû remis à la banque"),
        "payment" => format!("Règlement n° {no} : virement payé"),
        "offset" => format!("Règlement n° {no} : trop-perçu retenu"),
        "return" => format!("Règlement n° {no} : virement revenu"),
        "rejection" => format!("Règlement n° {no} : virement refusé par la banque"),
        "fee" => format!("Règlement n° {no} : frais retenus"),
        other => format!("Règlement n° {no} : {other}"),
    };
    Ok(Piece { reference: run.message_id(), label })
}
