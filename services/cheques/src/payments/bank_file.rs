//! The bank's file: pain.001.001.09 or .03 (ISO 20022, customer credit transfer), in SEPA's restricted characters. No address is
//! written: an unstructured one is no longer taken, and none is needed inside SEPA.
//!
//! Everything in it is derived from the run: made twice, it is the same byte for byte. `xmllint` says that it is valid; that
//! the sums and account numbers are right is recounted by an independent program (`tests/recount.py`).

use std::io;

use kernel::{
    cents::Cents,
    clock::{At, Day},
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use crate::{
    desk::House,
    payments::settlement::{Payment, Version},
};

/// What the file says.
#[derive(Clone, Debug)]
pub struct Message<'m> {
    /// `MsgId`.
    pub id: String,
    /// `CreDtTm`: when the run was approved.
    pub created: At,
    /// `ReqdExctnDt`.
    pub execution_day: Day,
    /// Who pays.
    pub house: &'m House,
    /// Who is paid.
    pub payments: &'m [Payment],
    /// The sum of the payments.
    pub total: Cents,
}

type Xml = Writer<Vec<u8>>;

/// Writes the file. Fails only if memory does.
pub fn write(message: &Message<'_>, version: Version) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("Document").with_attribute(("xmlns", namespace(version))).write_inner_content(|xml| {
        within(xml, &["CstmrCdtTrfInitn"], |xml| {
            header(xml, message)?;
            payment_information(xml, message, version)
        })
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

const fn namespace(version: Version) -> &'static str {
    match version {
        Version::Three => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03",
        Version::Nine => "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09",
    }
}

/// What the element is called that holds the code of a bank.
const fn bic(version: Version) -> &'static str {
    match version {
        Version::Three => "BIC",
        Version::Nine => "BICFI",
    }
}

fn header(xml: &mut Xml, message: &Message<'_>) -> io::Result<()> {
    within(xml, &["GrpHdr"], |xml| {
        text(xml, "MsgId", &message.id)?;
        text(xml, "CreDtTm", &message.created.iso_seconds())?;
        counts(xml, message)?;
        within(xml, &["InitgPty"], |xml| text(xml, "Nm", &restricted(&message.house.name, 70)))
    })
}

fn payment_information(xml: &mut Xml, message: &Message<'_>, version: Version) -> io::Result<()> {
    within(xml, &["PmtInf"], |xml| {
        text(xml, "PmtInfId", &format!("{}-1", message.id))?;
        text(xml, "PmtMtd", "TRF")?;
        text(xml, "BtchBookg", "true")?;
        counts(xml, message)?;
        within(xml, &["PmtTpInf", "SvcLvl"], |xml| text(xml, "Cd", "SEPA"))?;
        match version {
            Version::Three => text(xml, "ReqdExctnDt", &message.execution_day.to_string())?,
            Version::Nine => within(xml, &["ReqdExctnDt"], |xml| text(xml, "Dt", &message.execution_day.to_string()))?,
        }
        within(xml, &["Dbtr"], |xml| text(xml, "Nm", &restricted(&message.house.name, 70)))?;
        within(xml, &["DbtrAcct", "Id"], |xml| text(xml, "IBAN", &message.house.iban))?;
        within(xml, &["DbtrAgt", "FinInstnId"], |xml| text(xml, bic(version), &message.house.bic))?;
        text(xml, "ChrgBr", "SLEV")?;
        message.payments.iter().try_for_each(|payment| transfer(xml, message, payment, version))
    })
}

fn transfer(xml: &mut Xml, message: &Message<'_>, payment: &Payment, version: Version) -> io::Result<()> {
    within(xml, &["CdtTrfTxInf"], |xml| {
        within(xml, &["PmtId"], |xml| text(xml, "EndToEndId", &payment.end_to_end_id))?;
        within(xml, &["Amt"], |xml| {
            let amount = xml.create_element("InstdAmt").with_attribute(("Ccy", "EUR"));
            amount.write_text_content(BytesText::new(&payment.amount.to_string())).map(|_| ())
        })?;
        within(xml, &["CdtrAgt", "FinInstnId"], |xml| text(xml, bic(version), &payment.bic))?;
        within(xml, &["Cdtr"], |xml| text(xml, "Nm", &restricted(&payment.holder, 70)))?;
        within(xml, &["CdtrAcct", "Id"], |xml| text(xml, "IBAN", &payment.iban))?;
        // Where only the rest of a first payment is paid, its cheques were told with that one.
        let what = if payment.cheques == 0 { "solde".to_owned() } else { format!("{} cheques", payment.cheques) };
        let remittance = format!("Pass numerique {} {what}", message.id);
        within(xml, &["RmtInf"], |xml| text(xml, "Ustrd", &restricted(&remittance, 140)))
    })
}

fn counts(xml: &mut Xml, message: &Message<'_>) -> io::Result<()> {
    text(xml, "NbOfTxs", &message.payments.len().to_string())?;
    text(xml, "CtrlSum", &message.total.to_string())
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(value)).map(|_| ())
}

/// Nested elements, outermost first, around what the closure writes.
fn within(xml: &mut Xml, names: &[&str], inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    // Boxed, or each level would be a type of its own.
    nested(xml, names, Box::new(inside))
}

type Inside<'i> = Box<dyn FnOnce(&mut Xml) -> io::Result<()> + 'i>;

fn nested(xml: &mut Xml, names: &[&str], inside: Inside<'_>) -> io::Result<()> {
    let Some((first, rest)) = names.split_first() else {
        return inside(xml);
    };
    xml.create_element(*first).write_inner_content(|xml| nested(xml, rest, inside)).map(|_| ())
}

/// The text in the Latin characters that every SEPA bank accepts, cut to a length; neither starts nor ends with a slash.
pub(crate) fn restricted(said: &str, most: usize) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c) { c } else { ' ' };
    // A line break parts words; left to the transliteration it would join them.
    let one_line: String = said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain: String = deunicode::deunicode(&one_line).chars().map(allowed).collect();
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    let mut one_slash = words.join(" ");
    while one_slash.contains("//") {
        one_slash = one_slash.replace("//", "/");
    }
    let cut: String = one_slash.chars().take(most).collect();
    cut.trim_matches(['/', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use kernel::ids::Id;

    use super::*;
    use crate::payments::bank_news::PaymentStage;

    #[test]
    fn names_are_written_as_banks_read_them() {
        let table = [
            ("Médiathèque d'Hesdin-la-Forêt", "Mediatheque d'Hesdin-la-Foret"),
            ("Cœur & Œuvre « du Pays »", "Coeur OEuvre du Pays"),
            ("trois///barres////", "trois/barres"),
            ("//deux//barres/", "deux/barres"),
            ("a\u{202e}b\nc", "ab c"),
        ];
        for (said, written) in table {
            assert_eq!(restricted(said, 70), written);
        }
        assert_eq!(restricted(&"é".repeat(100), 70).len(), 70);
    }

    /// What a bank reads, line by line: a change here is a decision.
    #[test]
    fn the_file_has_this_shape() {
        let house = House {
            name: "Réseau des 7 Vallées".to_owned(),
            iban: "FR7630006000011234567890189".to_owned(),
            bic: "PSSTFRPPLIL".to_owned(),
            public_url: String::new(),
            settlement_day: None,
        };
        let payments = [payment(1, "Médiathèque d'Hesdin", 11_700, 9), payment(2, "Mairie & Cie", 5, 1)];
        let message = Message {
            id: "PASSEGUE-000001".to_owned(),
            created: At(1_743_494_400_000),
            execution_day: Day::from_number(20_180),
            house: &house,
            payments: &payments,
            total: Cents::new(11_705),
        };
        let written = write(&message, Version::Nine).unwrap();
        assert_eq!(String::from_utf8(written.clone()).unwrap(), SHAPE);
        assert_eq!(write(&message, Version::Nine).unwrap(), written);
        let older = SHAPE.replace("pain.001.001.09", "pain.001.001.03").replace("BICFI", "BIC").replace(
            "<ReqdExctnDt>\n        <Dt>2025-04-02</Dt>\n      </ReqdExctnDt>",
            "<ReqdExctnDt>2025-04-02</ReqdExctnDt>",
        );
        assert_eq!(String::from_utf8(write(&message, Version::Three).unwrap()).unwrap(), older);
    }

    fn payment(no: u8, holder: &str, cents: i64, cheques: i64) -> Payment {
        Payment {
            structure: Id::from_bytes([no; 16]),
            account: Id::from_bytes([no; 16]),
            holder: holder.to_owned(),
            iban: "FR1420041010050500013M02606".to_owned(),
            bic: "AGRIFRPP".to_owned(),
            amount: Cents::new(cents),
            cheques,
            end_to_end_id: format!("PASSEGUE-000001-{no}"),
            attempt: 1,
            stage: PaymentStage::Open,
            reason: None,
        }
    }

    const SHAPE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>PASSEGUE-000001</MsgId>
      <CreDtTm>2025-04-01T08:00:00Z</CreDtTm>
      <NbOfTxs>2</NbOfTxs>
      <CtrlSum>117.05</CtrlSum>
      <InitgPty>
        <Nm>Reseau des 7 Vallees</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>PASSEGUE-000001-1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>true</BtchBookg>
      <NbOfTxs>2</NbOfTxs>
      <CtrlSum>117.05</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>SEPA</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>
        <Dt>2025-04-02</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Reseau des 7 Vallees</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>FR7630006000011234567890189</IBAN>
        </Id>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>PSSTFRPPLIL</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>PASSEGUE-000001-1</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">117.00</InstdAmt>
        </Amt>
        <CdtrAgt>
          <FinInstnId>
            <BICFI>AGRIFRPP</BICFI>
          </FinInstnId>
        </CdtrAgt>
        <Cdtr>
          <Nm>Mediatheque d&apos;Hesdin</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>FR1420041010050500013M02606</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>Pass numerique PASSEGUE-000001 9 cheques</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>PASSEGUE-000001-2</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">0.05</InstdAmt>
        </Amt>
        <CdtrAgt>
          <FinInstnId>
            <BICFI>AGRIFRPP</BICFI>
          </FinInstnId>
        </CdtrAgt>
        <Cdtr>
          <Nm>Mairie Cie</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>FR1420041010050500013M02606</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>Pass numerique PASSEGUE-000001 1 cheques</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
"#;
}
