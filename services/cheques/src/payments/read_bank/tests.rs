//! Files as banks write them, and as nobody should.

use kernel::cents::Cents;

use super::*;
use crate::payments::bank_news::{Statement, Word};

/// A statement of two movements, in the older form.
const OLDER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2025-10-03T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>REL-2025-276</Id><CreDtTm>2025-10-03T06:00:00</CreDtTm>
<Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-10-02</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1085.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-10-02</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">15.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-10-02</Dt></BookgDt><ValDt><Dt>2025-10-02</Dt></ValDt>
<AcctSvcrRef>B1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><Btch><MsgId>PASSEGUE-000001</MsgId></Btch>
<TxDtls><Refs><EndToEndId>PASSEGUE-000001-A</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls></TxDtls>
<TxDtls><Refs><EndToEndId>PASSEGUE-000001-B</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">4.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-10-02</Dt></BookgDt>
<BkTxCd><Prtry><Cd>VIR</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Nm>D&#233;partement &amp; Cie</Nm></Dbtr></RltdPties>
<RmtInf><Ustrd>COMMANDE K7QMX</Ustrd><Ustrd>MANDAT 12</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BkTxCd><Prtry><Cd>VIR</Cd></Prtry></BkTxCd></Ntry>
</Stmt></BkToCstmrStmt></Document>
"#;

const ANSWER: &str = r#"<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R1</MsgId><CreDtTm>2025-10-02T09:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>PASSEGUE-000001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>PASSEGUE-000001-1</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>
<TxInfAndSts><OrgnlEndToEndId>PASSEGUE-000001-A</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>PASSEGUE-000001-B</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"#;

fn only(text: &str) -> Statement {
    let mut news = read(text.as_bytes()).unwrap();
    assert_eq!(news.statements.len(), 1);
    news.statements.remove(0)
}

#[test]
fn a_statement_is_read_and_its_parts_sum_up() {
    let statement = only(OLDER);
    assert_eq!((statement.number.as_str(), statement.iban.as_str()), ("REL-2025-276", "FR7630006000011234567890189"));
    assert_eq!((statement.opening, statement.closing), (Some(Cents::new(100_000)), Some(Cents::new(108_500))));
    assert_eq!(statement.until.unwrap().to_string(), "2025-10-02");
    let told: Vec<(i64, &str, &str)> = statement
        .entries
        .iter()
        .map(|entry| (entry.amount.get(), entry.end_to_end.as_str(), entry.reference.as_str()))
        .collect();
    // The bank took one euro more than its payments: that is an entry of its own.
    let expected =
        [(-1000, "PASSEGUE-000001-A", "B1"), (-400, "PASSEGUE-000001-B", "B1"), (-100, "", "B1"), (10_000, "", "")];
    assert_eq!(told, expected);
    let funds = &statement.entries[3];
    assert_eq!((funds.party.as_str(), funds.remittance.as_str()), ("Département & Cie", "COMMANDE K7QMX MANDAT 12"));
}

#[test]
fn the_newer_form_says_the_same() {
    let newer = OLDER
        .replace("camt.053.001.02", "camt.053.001.08")
        .replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")
        .replace("<Sts>PDNG</Sts>", "<Sts><Cd>PDNG</Cd></Sts>")
        .replace(
            "<Dbtr><Nm>D&#233;partement &amp; Cie</Nm></Dbtr>",
            "<Dbtr><Pty><Nm>Département &amp; Cie</Nm></Pty></Dbtr>",
        );
    assert_eq!(only(&newer), only(OLDER));
    let prefixed = newer.replace("<Document xmlns=", "<d:Document xmlns:d=").replace("</Document>", "</d:Document>");
    assert_eq!(only(&prefixed), only(OLDER));
}

#[test]
fn an_answer_says_what_became_of_each_payment() {
    let statement = only(ANSWER);
    let told: Vec<(Word, &str, Option<&str>)> = statement
        .entries
        .iter()
        .map(|entry| (entry.word, entry.end_to_end.as_str(), entry.reason.as_deref()))
        .collect();
    assert_eq!(
        told,
        [(Word::Rejected, "PASSEGUE-000001-A", Some("AC04")), (Word::Accepted, "PASSEGUE-000001-B", None)]
    );
    let block = ANSWER.find("<OrgnlPmtInfAndSts>").unwrap()..ANSWER.find("</CstmrPmtStsRpt>").unwrap();
    let all = ANSWER.replace("<GrpSts>PART", "<GrpSts>RJCT").replace(&ANSWER[block], "");
    let told = only(&all).entries;
    assert_eq!((told.len(), told[0].word, told[0].end_to_end.as_str()), (1, Word::Rejected, ""));
    assert_eq!(told[0].message, "PASSEGUE-000001");
}

#[test]
fn a_file_is_taken_whole_or_not_at_all() {
    let table: [(String, Unreadable); 14] = [
        (String::new(), Unreadable::Kind),
        ("%PDF-1.7".to_owned(), Unreadable::Kind),
        ("<html><Document></html>".to_owned(), Unreadable::Kind),
        (OLDER[..OLDER.len() - 40].to_owned(), Unreadable::Truncated),
        (OLDER[..OLDER.len() / 2].to_owned(), Unreadable::Truncated),
        (OLDER.replace("camt.053.001.02", "camt.052.001.02"), Unreadable::Kind),
        (OLDER.replace("1085.00", "1085.01"), Unreadable::Sums),
        (OLDER.replace("Ccy=\"EUR\">15.00", "Ccy=\"CHF\">15.00"), Unreadable::Currency),
        (OLDER.replace(">15.00<", ">15,00<"), Unreadable::Form),
        (OLDER.replace("<BookgDt><Dt>2025-10-02", "<BookgDt><Dt>02/10/2025"), Unreadable::Form),
        (OLDER.replace("&amp; Cie", "&cie; Cie"), Unreadable::Doctype),
        (
            OLDER.replace("<Document", "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Document"),
            Unreadable::Doctype,
        ),
        (OLDER.replace("<Document", "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Document"), Unreadable::Doctype),
        (OLDER.replace("<Id>REL-2025-276</Id>", ""), Unreadable::Form),
    ];
    for (text, why) in table {
        assert_eq!(read(text.as_bytes()), Err(why), "{}", text.chars().take(120).collect::<String>());
    }
}

#[test]
fn every_beginning_of_a_file_is_refused() {
    for (end, _) in OLDER.trim_end().char_indices().skip(1) {
        assert!(read(&OLDER.as_bytes()[..end]).is_err(), "{end}");
    }
    let deep = format!("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">{}", "<a>".repeat(5000));
    assert_eq!(read(deep.as_bytes()), Err(Unreadable::Form));
    assert!(read(&[0xFF, 0xFE, b'<', 0]).is_err());
}
