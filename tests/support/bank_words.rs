//! Files as a bank writes them, for stories: statements, notifications, answers.

/// One movement: cents (above zero: money that comes), the reference that follows it, words, a reason when it came back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Movement {
    pub(crate) cents: i64,
    pub(crate) end_to_end: String,
    pub(crate) words: String,
    pub(crate) reason: Option<&'static str>,
    /// The message of ours that it is about, where the bank takes all of it in one amount.
    pub(crate) message: String,
}

impl Movement {
    /// A payment of ours, booked.
    pub(crate) fn paid(reference: &str, cents: i64) -> Self {
        Self { cents: -cents, end_to_end: reference.to_owned(), ..Self::default() }
    }

    /// All payments of a message of ours, booked in one amount.
    pub(crate) fn batch(message: &str, cents: i64) -> Self {
        Self { cents: -cents, message: message.to_owned(), ..Self::default() }
    }

    /// A payment of ours that came back.
    pub(crate) fn returned(reference: &str, cents: i64, reason: &'static str) -> Self {
        Self { cents, end_to_end: reference.to_owned(), reason: Some(reason), ..Self::default() }
    }

    /// Anything else.
    pub(crate) fn other(cents: i64, words: &str) -> Self {
        Self { cents, words: words.to_owned(), ..Self::default() }
    }
}

/// The network's own account in the stories.
pub(crate) const HOUSE: &str = "FR7630006000011234567890189";

fn euros(cents: i64) -> String {
    let cents = cents.unsigned_abs();
    format!("{}.{:02}", cents / 100, cents % 100)
}

const fn side(cents: i64) -> &'static str {
    if cents < 0 { "DBIT" } else { "CRDT" }
}

/// An entry in the newer form (`.08`) or the older one (`.02`).
fn entry(one: &Movement, no: usize, day: &str, newer: bool) -> String {
    let status = if newer { "<Sts><Cd>BOOK</Cd></Sts>" } else { "<Sts>BOOK</Sts>" };
    let amount = euros(one.cents);
    let end_to_end = if one.end_to_end.is_empty() { "NOTPROVIDED" } else { &one.end_to_end };
    let amount_of_part = match newer {
        true => format!("<Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{}</CdtDbtInd>", side(one.cents)),
        false => format!("<AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls>"),
    };
    let words =
        if one.words.is_empty() { String::new() } else { format!("<RmtInf><Ustrd>{}</Ustrd></RmtInf>", one.words) };
    let reason = one.reason.map(|code| format!("<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf>")).unwrap_or_default();
    let details = match one.message.as_str() {
        "" => format!(
            "<TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>{amount_of_part}{words}{reason}</TxDtls>"
        ),
        message => format!("<Btch><MsgId>{message}</MsgId></Btch>"),
    };
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{status}<BookgDt><Dt>{day}</Dt></BookgDt>\
         <ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>B{day}-{no}</AcctSvcrRef><BkTxCd><Prtry><Cd>VIR</Cd></Prtry></BkTxCd>\
         <NtryDtls>{details}</NtryDtls></Ntry>\n",
        side = side(one.cents),
    )
}

fn entries(all: &[Movement], day: &str, newer: bool) -> String {
    all.iter().enumerate().map(|(no, one)| entry(one, no + 1, day, newer)).collect()
}

/// A notification, camt.054.001.08.
pub(crate) fn notification(number: &str, day: &str, all: &[Movement]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\">\
         <BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M-{number}</MsgId><CreDtTm>{day}T18:00:00</CreDtTm></GrpHdr>\
         <Ntfctn><Id>{number}</Id><CreDtTm>{day}T18:00:00</CreDtTm><Acct><Id><IBAN>{HOUSE}</IBAN></Id></Acct>\n{}</Ntfctn>\
         </BkToCstmrDbtCdtNtfctn></Document>\n",
        entries(all, day, true)
    )
}

/// A statement, camt.053.001.02, from a balance on.
pub(crate) fn statement(number: &str, day: &str, opening: i64, all: &[Movement]) -> String {
    let closing = opening + all.iter().map(|one| one.cents).sum::<i64>();
    let balance = |kind: &str, cents: i64| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>\
             <Dt><Dt>{day}</Dt></Dt></Bal>",
            euros(cents),
            side(cents)
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\
         <BkToCstmrStmt><GrpHdr><MsgId>M-{number}</MsgId><CreDtTm>{day}T18:00:00</CreDtTm></GrpHdr>\
         <Stmt><Id>{number}</Id><CreDtTm>{day}T18:00:00</CreDtTm><Acct><Id><IBAN>{HOUSE}</IBAN></Id></Acct>{}{}\n{}</Stmt>\
         </BkToCstmrStmt></Document>\n",
        balance("OPBD", opening),
        balance("CLBD", closing),
        entries(all, day, false)
    )
}

/// An answer to a file of ours, pain.002.001.03: each payment with its status, and why.
pub(crate) fn answer(number: &str, message: &str, all: &[(String, &str, Option<&str>)]) -> String {
    let one = |(reference, status, reason): &(String, &str, Option<&str>)| {
        let reason =
            reason.map(|code| format!("<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>")).unwrap_or_default();
        format!(
            "<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">\
         <CstmrPmtStsRpt><GrpHdr><MsgId>{number}</MsgId><CreDtTm>2025-10-02T18:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>\
         </OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}-1</OrgnlPmtInfId>{}</OrgnlPmtInfAndSts>\
         </CstmrPmtStsRpt></Document>\n",
        all.iter().map(one).collect::<String>()
    )
}
