//! Whose an account is: the auxiliary number and name that stand beside an account of the chart.

use std::collections::HashMap;

use kernel::ids::{Id, SettlementId, Structure, Venue};
use registry::structure::Numbered;
use store::{Fault, conn::AnyConn};

use crate::{
    account::{BANK, DUE, FEES, HELD, IN_TRANSIT, Owner, RECOVERABLE, REFUNDABLE},
    rows,
};

/// An auxiliary account: a venue's structure by its SIRET, a funder, an order, a payment run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// Its number, digits and capitals; empty for an account that is one.
    pub number: String,
    /// Its name.
    pub name: String,
}

/// The parties met so far: as many as there are venues, orders and runs, never as many as lines.
#[derive(Default)]
pub(crate) struct Parties {
    known: HashMap<(String, Id<Owner>), Party>,
    structures: HashMap<Id<Structure>, Numbered>,
    owners: HashMap<Id<Venue>, Id<Structure>>,
}

impl Parties {
    /// The party of an account.
    pub(crate) fn of(&mut self, conn: &mut AnyConn, kind: &str, owner: Id<Owner>) -> Result<Party, Fault> {
        let place = (kind.to_owned(), owner);
        if let Some(known) = self.known.get(&place) {
            return Ok(known.clone());
        }
        let party = self.found(conn, kind, owner)?;
        self.known.insert(place, party.clone());
        Ok(party)
    }

    fn found(&mut self, conn: &mut AnyConn, kind: &str, owner: Id<Owner>) -> Result<Party, Fault> {
        Ok(match kind {
            DUE | RECOVERABLE => self.of_venue(conn, owner.recast())?,
            REFUNDABLE => self.of_structure(conn, owner.recast())?,
            HELD => of_order(conn, owner)?,
            IN_TRANSIT => of_run(conn, owner.recast())?,
            BANK | FEES => Party::default(),
            other => return Err(Fault::broken(format!("the ledger has an account of no kind: {other}"))),
        })
    }

    /// Venues of one structure share its SIRET: what they are owed is paid in one transfer.
    fn of_venue(&mut self, conn: &mut AnyConn, venue: Id<Venue>) -> Result<Party, Fault> {
        if self.owners.is_empty() {
            self.owners = registry::venue::owners(conn)?;
        }
        let owner = match self.owners.get(&venue) {
            Some(owner) => Some(*owner),
            None => registry::venue::owner(conn, venue)?,
        };
        match owner {
            Some(structure) => self.of_structure(conn, structure),
            None => Ok(Party { number: short("L", venue), name: "Lieu inconnu".to_owned() }),
        }
    }

    fn of_structure(&mut self, conn: &mut AnyConn, structure: Id<Structure>) -> Result<Party, Fault> {
        if !self.structures.contains_key(&structure) {
            self.structures.extend(registry::structure::numbered(conn, &[structure])?);
        }
        Ok(match self.structures.get(&structure) {
            Some(Numbered { name, siret }) => {
                Party { number: siret.clone().unwrap_or_else(|| short("S", structure)), name: name.clone() }
            }
            None => Party { number: short("S", structure), name: "Structure inconnue".to_owned() },
        })
    }
}

fn of_order(conn: &mut AnyConn, order: Id<Owner>) -> Result<Party, Fault> {
    let found = rows::orders::find(conn, order.recast())?;
    Ok(match found {
        Some(order) => Party { number: order.label.clone(), name: format!("Commande {}", order.label) },
        None => Party { number: short("C", order), name: "Commande inconnue".to_owned() },
    })
}

fn of_run(conn: &mut AnyConn, run: SettlementId) -> Result<Party, Fault> {
    let found = rows::settlements::find(conn, run)?;
    Ok(match found {
        Some(run) => Party { number: run.message_id(), name: format!("Règlement n° {}", run.no) },
        None => Party { number: short("R", run), name: "Règlement inconnu".to_owned() },
    })
}

/// What names something that has no number of its own: a letter, and the beginning of its identifier.
fn short<K>(letter: &str, id: Id<K>) -> String {
    let digits: String = id.to_string().chars().filter(char::is_ascii_hexdigit).take(12).collect();
    format!("{letter}{}", digits.to_ascii_uppercase())
}
