// A file as the network's bank writes it.

/** The account of the demonstration's network. */
const HOUSE = "FR7699999620000000000007732";

/** A notification (camt.054) of one sum that came, for no reason that the network knows. */
export function notification(number, day) {
  const sum = '<Amt Ccy="EUR">12.34</Amt><CdtDbtInd>CRDT</CdtDbtInd>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>M-${number}</MsgId><CreDtTm>${day}T18:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>${number}</Id><CreDtTm>${day}T18:00:00</CreDtTm><Acct><Id><IBAN>${HOUSE}</IBAN></Id></Acct>
<Ntry>${sum}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>B${day}-1</AcctSvcrRef><BkTxCd><Prtry><Cd>VIR</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${sum}<RmtInf><Ustrd>Don de la fete du village</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
`;
}
