//! What the bank says of thousands of payments, in one file: a notification (camt.054) that is brought and taken in.
//!
//! The network pays each venue once in a run: as many runs are made first, without being measured, as the entries need.

use std::{path::PathBuf, time::Instant};

use cheques::{
    counter::redeem::{Presented, redeem},
    desk::Desk,
    payments::{
        export::export_settlement,
        import_bank::import_bank_file,
        settle::{Approve, NewAccounts, approve_knowing, prepare},
        statement,
    },
};
use kernel::{clock::Day, ids::FileId};
use store::{
    Trouble,
    deposits::{self, Sender},
};

use super::{
    ground::Ground,
    network::{People, house},
    sheet::Sheet,
};
use crate::{commands::say, stop::Stop};

/// What is imported.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// La feuille du réseau préparé.
    #[arg(long, value_name = "FICHIER")]
    sheet: PathBuf,
    /// Le premier chèque qui n'a pas été dépensé.
    #[arg(long, value_name = "NOMBRE")]
    spare: usize,
    /// Écritures de l'avis de la banque.
    #[arg(long, value_name = "NOMBRE", default_value_t = 5000)]
    entries: usize,
}

/// A payment as the bank tells it.
struct Sent {
    reference: String,
    euros: String,
}

/// One payment in twenty comes back.
const BACK: usize = 20;

/// Pays venues until there are entries enough, then imports what the bank says of them; prints how long that took.
pub(crate) async fn run(wanted: Wanted, ground: Ground) -> Result<(), Stop> {
    let sheet = Sheet::read(&wanted.sheet)?;
    let centre = ground.find(&sheet.mark).await?;
    let (desk, people) = (centre.desk(), People::new());
    let (mut sent, mut next) = (Vec::new(), wanted.spare);
    while sent.len() < wanted.entries {
        let last = next + sheet.counters.len();
        if last > sheet.codes.len() {
            return Err(Stop::refused("Ce réseau n'a pas assez de chèques de réserve pour tant d'écritures."));
        }
        // One counter after the other: each venue gets a cheque.
        for (counter, code) in sheet.counters.iter().zip(&sheet.codes[next..last]) {
            let presented = Presented::bare(counter.venue, vec![code.clone()]);
            redeem(desk, &counter.actor(), &people.key(), presented).await?;
        }
        next = last;
        sent.extend(pay(desk, &people).await?);
    }
    sent.truncate(wanted.entries);
    let file = bring(desk, &people, notification(&sent, desk.store().now().day())).await?;
    let began = Instant::now();
    let told = import_bank_file(desk, &people.treasurer, &people.key(), file).await?;
    let took = began.elapsed();
    say(format!("imported {}", told.totals.entries));
    say(format!("imported_paid {}", told.totals.paid));
    say(format!("imported_returned {}", told.totals.returned));
    say(format!("import_s {:.3}", took.as_secs_f64()));
    Ok(())
}

/// A run of all that is due, handed to the bank; its payments.
async fn pay(desk: &Desk, people: &People) -> Result<Vec<Sent>, Stop> {
    let run = prepare(desk, &people.treasurer, &people.key()).await?.settlement;
    let asked = Approve { settlement: run, execution_day: None };
    approve_knowing(desk, &people.other_treasurer, &people.key(), asked, NewAccounts::Seen).await?;
    export_settlement(desk, &people.treasurer, &people.key(), run).await?;
    let seen = statement::settlement(desk, &people.treasurer, run).await?;
    let payments = seen.map(|seen| seen.payments).unwrap_or_default();
    let sent = |payment: cheques::payments::settlement::Payment| Sent {
        euros: payment.amount.to_string(),
        reference: payment.end_to_end_id,
    };
    Ok(payments.into_iter().map(sent).collect())
}

/// Every payment leaves the account but those that come back.
fn notification(sent: &[Sent], day: Day) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn>\
         <GrpHdr><MsgId>AVIS-M</MsgId><CreDtTm>{day}T18:00:00</CreDtTm></GrpHdr>\
         <Ntfctn><Id>AVIS</Id><CreDtTm>{day}T18:00:00</CreDtTm><Acct><Id><IBAN>{}</IBAN></Id></Acct>\n",
        house().iban
    );
    for (no, Sent { reference, euros }) in sent.iter().enumerate() {
        let (side, reason) = match no % BACK {
            0 => ("CRDT", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"),
            _ => ("DBIT", ""),
        };
        text.push_str(&format!(
            "<Ntry><Amt Ccy=\"EUR\">{euros}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
             <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{no}</AcctSvcrRef>\
             <BkTxCd><Prtry><Cd>VIR</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>\
             <Amt Ccy=\"EUR\">{euros}</Amt><CdtDbtInd>{side}</CdtDbtInd>{reason}</TxDtls></NtryDtls></Ntry>\n"
        ));
    }
    text.push_str("</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n");
    text
}

/// The treasurer brings the file.
async fn bring(desk: &Desk, people: &People, text: String) -> Result<FileId, Stop> {
    let (person, organisation) = people.treasurer.known().map_err(Trouble::from)?;
    let facts = desk.cabinet().seal(&people.chance, "avis.xml", "application/xml", text.as_bytes())?;
    let id = facts.id;
    deposits::record(desk.store(), facts, Sender { person, organisation }).await?;
    Ok(id)
}
