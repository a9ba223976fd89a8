//! `passegue audit`: money followed both ways, in plain words.

use cheques::books::audit::{self, BankEntry, Behind, Followed, Passage, Transfer};
use kernel::{cents::Cents, clock::At, words};

use super::opening::{Where, books, say};
use crate::{config::Environment, stop::Stop};

/// What is followed.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum What {
    /// Suivre des chèques tirés au sort, de la commande jusqu'à la banque. La même graine tire les mêmes.
    Sample {
        /// Combien de chèques.
        #[arg(long = "n", value_name = "NOMBRE", default_value_t = 60)]
        most: usize,
        /// La graine du tirage : notez-la, un autre la vérifiera.
        #[arg(long, value_name = "NOMBRE")]
        seed: u64,
        /// Dire tout en JSON, pour une machine.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Where,
    },
    /// Ramener une écriture de la banque aux chèques qu'elle paie.
    BankEntry {
        /// La référence de la banque, ou celle qui suit le virement (PASSEGUE-…).
        #[arg(value_name = "RÉFÉRENCE")]
        reference: String,
        /// Dire tout en JSON, pour une machine.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Where,
    },
}

/// Follows, and prints.
pub async fn run(args: Args, environment: &Environment) -> Result<(), Stop> {
    match args.what {
        What::Sample { most, seed, json, place } => {
            let found = audit::sample(&books(place.of(environment)?.1)?, most, seed).await?;
            if json {
                return in_json(&found);
            }
            for (no, one) in (1..).zip(&found) {
                followed(no, one).into_iter().for_each(say);
            }
            say(format!("{} chèque(s) suivi(s), tirés avec la graine {seed}.", found.len()));
        }
        What::BankEntry { reference, json, place } => {
            let found = audit::bank_entry(&books(place.of(environment)?.1)?, &reference).await?;
            if json {
                return in_json(&found);
            }
            if found.is_empty() {
                return Err(Stop::refused(format!(
                    "Aucune écriture de la banque ne porte la référence « {reference} » : vérifiez-la sur le relevé, et que ce \
                     relevé a été importé."
                )));
            }
            found.iter().flat_map(behind).for_each(say);
        }
    }
    Ok(())
}

fn in_json(found: &impl serde::Serialize) -> Result<(), Stop> {
    say(serde_json::to_string_pretty(found).map_err(|error| Stop::refused(error.to_string()))?);
    Ok(())
}

fn followed(no: usize, one: &Followed) -> Vec<String> {
    let mut lines =
        vec![format!("{no}. Chèque {} de {}, ligne {} du registre", one.cheque, euros(one.value), one.ledger_no)];
    let mut tell = |what: &str, said: String| lines.push(format!("   {what:<12} {said}"));
    let funds = one.order.funds_reference.as_deref().unwrap_or("fonds non confirmés");
    tell("Commande", format!("{} ({}), fonds : {funds}", one.order.label, one.order.funder));
    tell(
        "Remise",
        match &one.hand_over {
            Some(given) => format!("le {} par {}", day(given.at), given.by),
            None => "AUCUNE : ce carnet n'a jamais été remis".to_owned(),
        },
    );
    tell("Acceptation", format!("le {} à {}", day(one.at), one.venue));
    tell("Présence", one.attendance.clone().unwrap_or_else(|| "non connue du centre".to_owned()));
    if let Some((at, line)) = one.undone {
        tell("Annulation", format!("le {}, ligne {line} du registre", day(at)));
    }
    if one.runs.is_empty() {
        let none = match one.undone {
            Some(_) => "aucun : l'acceptation est annulée",
            None => "aucun pour l'instant : le chèque attend le prochain",
        };
        tell("Règlement", none.to_owned());
    }
    for passage in &one.runs {
        through(passage).into_iter().for_each(|(what, said)| tell(what, said));
    }
    lines
}

/// One run that a cheque went through: its transfer, what the bank says of it, and why it was left.
fn through(passage: &Passage) -> Vec<(&'static str, String)> {
    let Passage { run, transfer, bank, left } = passage;
    let mut told = vec![("Règlement", format!("n° {}, {}", run.no, approved(run.approved_at)))];
    let sent = transfer.as_ref().map(|it| {
        let Transfer { reference, amount, cheques, holder, iban } = it;
        format!("{reference} de {}, {cheques} chèque(s), à {holder} ({iban})", euros(*amount))
    });
    told.push(("Virement", sent.unwrap_or_else(|| "aucun".to_owned())));
    if bank.is_empty() && transfer.is_some() {
        told.push(("Banque", "aucune écriture importée".to_owned()));
    }
    told.extend(bank.iter().map(|entry| ("Banque", entry_in_words(entry))));
    told.extend(left.iter().map(|why| ("Reporté", format!("{} : reporté sur un règlement suivant", reason(why)))));
    told
}

fn reason(why: &str) -> &'static str {
    match why {
        "no-account" => "la structure n'avait pas de compte validé",
        "cooling" => "le compte de la structure venait de changer",
        "suspended" => "le compte de la structure était suspendu",
        "minimum" => "la somme était trop petite pour un virement",
        "changed" => "le compte a changé avant l'envoi",
        "capped" => "au-dessus du plafond d'un premier virement",
        "rejected" => "la banque a refusé le virement",
        "returned" => "le virement est revenu",
        _ => "non payé",
    }
}

fn behind(one: &Behind) -> Vec<String> {
    let mut lines = vec![format!("Écriture de la banque : {}", entry_in_words(&one.entry))];
    if let Some(run) = &one.run {
        lines.push(format!("   Règlement n° {}, {}", run.no, approved(run.approved_at)));
    }
    if let Some(order) = &one.order {
        lines.push(format!("   Fonds de la commande {} ({})", order.label, order.funder));
    }
    if one.run.is_none() && one.order.is_none() {
        lines.push("   Rien dans le registre n'y répond : rapprochez-la d'un règlement ou d'une commande.".to_owned());
    }
    for cheque in &one.cheques {
        lines.push(format!(
            "   ligne {:>8}  {}  {}  {}  {}",
            cheque.ledger_no,
            cheque.at.day(),
            cheque.cheque,
            euros(cheque.value),
            cheque.venue
        ));
    }
    if !one.cheques.is_empty() {
        lines.push(format!("   {} chèque(s), {}", one.cheques.len(), euros(one.total)));
        if one.kept != Cents::ZERO {
            lines.push(format!("   dont {} retenus : frais, ou dette de la structure", euros(one.kept)));
        }
        if one.elsewhere != Cents::ZERO {
            lines.push(format!("   dont {} par un autre virement : le premier est plafonné", euros(one.elsewhere)));
        }
    }
    lines
}

fn entry_in_words(entry: &BankEntry) -> String {
    let from = match entry.from.as_str() {
        "statement" => "relevé",
        "notification" => "avis",
        _ => "réponse",
    };
    let ending = match entry.ending.as_str() {
        "paid" => "payé",
        "rejected" => "refusé",
        "returned" => "revenu",
        "accepted" => "accepté par la banque",
        "funds" => "fonds d'une commande",
        "proposed" => "fonds à confirmer",
        "known" => "déjà connu",
        _ => "sans correspondance",
    };
    let day = words::long_day(entry.day);
    format!("{from} {}, {}, le {day}, {} : {ending}", entry.number, entry.reference, euros(entry.amount))
}

fn approved(at: Option<At>) -> String {
    at.map_or_else(|| "pas encore validé".to_owned(), |at| format!("validé le {}", day(at)))
}

fn day(at: At) -> String {
    words::long_day(at.day())
}

fn euros(cents: Cents) -> String {
    words::euros(cents)
}
