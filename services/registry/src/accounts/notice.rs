//! The letter that tells the managers of a structure what became of an account: those of today and those of last month, so
//! that whoever takes a structure over in silence is heard of.

use store::{Fault, Tx};

use super::dossier::{Dossier, Stage};
use crate::{
    identity::{
        letter::{self, Letter},
        lodge::Lodge,
        mail::Mail,
    },
    rows::person,
};

const LETTER_MS: i64 = 7 * 24 * 3_600_000;
/// Who managed the structure until so long ago is told as well.
const FORMER_MS: i64 = 30 * 24 * 3_600_000;

pub(super) fn write(tx: &mut Tx<'_>, lodge: &Lodge, dossier: &Dossier, stage: Stage) -> Result<(), Fault> {
    let until = tx.now().plus_ms(LETTER_MS);
    let since = tx.now().plus_ms(-FORMER_MS);
    for to in person::managers(tx.conn, dossier.structure, since)? {
        let letter = told(Mail::kept(to), dossier, stage, lodge.public_url());
        letter::write(tx, lodge.secrets(), &letter, until, letter::Fate::Post)?;
    }
    Ok(())
}

fn told(to: Mail, dossier: &Dossier, stage: Stage, url: &str) -> Letter {
    let (name, iban, holder) = (&dossier.structure_name, &dossier.iban, &dossier.holder);
    let body = match stage {
        Stage::Refused | Stage::Open => format!(
            "Bonjour,\n\nLe compte {iban} proposé pour « {name} » n’est pas accepté.\n\
             Vos paiements continuent comme avant. La raison est écrite ici : {url}/lieu/compte\n"
        ),
        Stage::Approved => format!(
            "Bonjour,\n\nLes chèques de « {name} » seront payés sur un compte que vous avez demandé :\n\
             {iban}, au nom de {holder}.\n\n\
             Si le compte a changé, aucun paiement ne part pendant trois jours, ni sur l’ancien compte ni sur le nouveau.\n\n\
             Vous n’avez rien demandé ? Appelez le réseau tout de suite. Voir le compte : {url}/lieu/compte\n"
        ),
    };
    let subject = match stage {
        Stage::Approved => "Passegué : votre compte bancaire est accepté",
        Stage::Refused | Stage::Open => "Passegué : le compte proposé n’est pas accepté",
    };
    Letter { to, subject: subject.to_owned(), body }
}
