#!/usr/bin/env python3
"""Counts a pain.001.001.09 or pain.001.001.03 file again, with the standard library only and no code of the network.

usage: tests/recount.py FILE [--expect-count N] [--expect-total CENTS]
       tests/recount.py --self-test        each planted fault must be found
       tests/recount.py --sample           prints the sound file on which the faults are planted

Prints `N transfers, TOTAL EUR` and exits 0, or lists the faults on stderr and exits 1; 2 when the file cannot be read.
"""
import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from decimal import Decimal, InvalidOperation

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
OLDER = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"

# The characters that every bank of the SEPA area takes.
SEPA_TEXT = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")
BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
IBAN_LENGTHS = {"BE": 16, "DE": 22, "ES": 24, "FR": 27, "IT": 27, "LU": 20, "MC": 27, "NL": 18, "PT": 25}
IDENTIFIERS = {"MsgId", "PmtInfId", "InstrId", "EndToEndId"}
LONGEST = {"Nm": 70, "Ustrd": 140, **{name: 35 for name in IDENTIFIERS}}


class Recount:
    """One document, its faults and its figures."""

    def __init__(self, text):
        self.faults = []
        self.count = 0
        self.total = Decimal(0)
        self.seen = set()
        root = ElementTree.fromstring(text)
        if root.tag not in [f"{{{name}}}Document" for name in (NAMESPACE, OLDER)]:
            self.fault(f"the root is {root.tag}, not Document of pain.001.001.09 or .03")
            return
        initiation = child(root, "CstmrCdtTrfInitn")
        if initiation is None:
            self.fault("there is no CstmrCdtTrfInitn")
            return
        self.whole(root)
        self.payments(initiation)

    def fault(self, sentence):
        self.faults.append(sentence)

    # -- What holds for every element ---------------------------------------------------------------------------

    def whole(self, root):
        for element in root.iter():
            name, text = local(element), element.text or ""
            if len(element) == 0:
                self.leaf(name, text)
            if name.endswith("IBAN"):
                self.iban(text)
            if name.startswith("BIC") and not BIC.fullmatch(text):
                self.fault(f"{name} {text!r} has not the form of a BIC")

    def leaf(self, name, text):
        if not text.strip():
            self.fault(f"{name} is empty")
        elif text != text.strip():
            self.fault(f"{name} {text!r} has blanks around it")
        if not SEPA_TEXT.fullmatch(text):
            self.fault(f"{name} {text!r} has a character outside the SEPA set")
        if len(text) > LONGEST.get(name, len(text)):
            self.fault(f"{name} {text!r} has {len(text)} characters, over {LONGEST[name]}")
        if name in IDENTIFIERS and (text.startswith("/") or text.endswith("/") or "//" in text):
            self.fault(f"{name} {text!r} has a slash at an end, or two in a row")

    def iban(self, text):
        if not IBAN.fullmatch(text):
            self.fault(f"IBAN {text!r} has not the form of an IBAN")
        elif len(text) != IBAN_LENGTHS.get(text[:2], len(text)):
            self.fault(f"IBAN {text} has {len(text)} characters, {text[:2]} has {IBAN_LENGTHS[text[:2]]}")
        elif int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 != 1:
            self.fault(f"IBAN {text} fails modulo 97")

    # -- Counting ---------------------------------------------------------------------------------------------------

    def payments(self, initiation):
        blocks = children(initiation, "PmtInf")
        if not blocks:
            self.fault("there is no PmtInf")
        names = [value(block, "PmtInfId") for block in blocks]
        if len(set(names)) < len(names):
            self.fault("a PmtInfId stands twice")
        for block, name in zip(blocks, names):
            self.block(block, f"PmtInf {name}")
        header = child(initiation, "GrpHdr")
        if header is None:
            self.fault("there is no GrpHdr")
        else:
            self.compare(header, "GrpHdr", self.count, self.total)

    def block(self, block, label):
        transfers = children(block, "CdtTrfTxInf")
        total = sum((self.transfer(transfer) for transfer in transfers), Decimal(0))
        if not transfers:
            self.fault(f"{label} has no transfer")
        if value(block, "DbtrAcct", "Id", "IBAN") is None:
            self.fault(f"{label} has no account to pay from")
        self.compare(block, label, len(transfers), total)
        self.count += len(transfers)
        self.total += total

    def transfer(self, transfer):
        name = value(transfer, "PmtId", "EndToEndId")
        if name is None:
            self.fault("a transfer has no EndToEndId")
        elif name in self.seen:
            self.fault(f"EndToEndId {name} stands twice")
        self.seen.add(name)
        if value(transfer, "CdtrAcct", "Id", "IBAN") is None:
            self.fault(f"transfer {name} has no account to pay to")
        if value(transfer, "Cdtr", "Nm") is None:
            self.fault(f"transfer {name} names nobody")
        return self.amount(transfer, name)

    def amount(self, transfer, name):
        element = descend(transfer, "Amt", "InstdAmt")
        if element is None:
            self.fault(f"transfer {name} has no InstdAmt")
            return Decimal(0)
        if element.get("Ccy") != "EUR":
            self.fault(f"transfer {name} is in {element.get('Ccy')}, not in EUR")
        text = element.text or ""
        if not AMOUNT.fullmatch(text):
            self.fault(f"transfer {name}: {text!r} is no amount in euros and cents")
            return Decimal(0)
        if Decimal(text) <= 0:
            self.fault(f"transfer {name} pays nothing")
        return Decimal(text)

    def compare(self, element, label, count, total):
        said_count, said_total = value(element, "NbOfTxs"), value(element, "CtrlSum")
        if said_count is None or not said_count.isdigit() or int(said_count) != count:
            self.fault(f"{label} says {said_count} transfers, there are {count}")
        try:
            same = said_total is not None and Decimal(said_total) == total
        except InvalidOperation:
            same = False
        if not same:
            self.fault(f"{label} says a sum of {said_total}, the transfers make {total}")

    def expect(self, count, cents):
        if count is not None and count != self.count:
            self.fault(f"{count} transfers were expected, there are {self.count}")
        if cents is not None and Decimal(cents) != self.total * 100:
            self.fault(f"{Decimal(cents) / 100:.2f} EUR were expected, the transfers make {self.total:.2f} EUR")


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def children(element, name):
    return [inner for inner in element if local(inner) == name]


def child(element, name):
    return next(iter(children(element, name)), None)


def descend(element, *names):
    for name in names:
        element = None if element is None else child(element, name)
    return element


def value(element, *names):
    found = descend(element, *names)
    return None if found is None else (found.text or "")


# --- Planted faults -----------------------------------------------------------------------------------------------

TRANSFER = """<CdtTrfTxInf><PmtId><EndToEndId>{name}</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">{amount}</InstdAmt></Amt>\
<CdtrAgt><FinInstnId><BICFI>AGRIFRPP</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>{who}</Nm></Cdtr>\
<CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>Cheques 2025-01</Ustrd></RmtInf></CdtTrfTxInf>"""

BLOCK = """<PmtInf><PmtInfId>{name}</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>\
<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf><ReqdExctnDt><Dt>2025-02-05</Dt></ReqdExctnDt><Dbtr><Nm>Reseau</Nm></Dbtr>\
<DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct>\
<DbtrAgt><FinInstnId><BICFI>PSSTFRPPLIL</BICFI></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>{transfers}</PmtInf>"""

SAMPLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn><GrpHdr><MsgId>RUN-1</MsgId><CreDtTm>2025-02-03T09:00:00</CreDtTm>\
<NbOfTxs>3</NbOfTxs><CtrlSum>260.50</CtrlSum><InitgPty><Nm>Reseau</Nm></InitgPty></GrpHdr>""" + BLOCK.format(
    name="RUN-1-A", count=2, total="160.50", transfers=TRANSFER.format(
        name="RUN-1-1", amount="100.00", who="Mairie", iban="FR7630006000011234567890189") + TRANSFER.format(
        name="RUN-1-2", amount="60.50", who="Atelier", iban="DE89370400440532013000")) + BLOCK.format(
    name="RUN-1-B", count=1, total="100", transfers=TRANSFER.format(
        name="RUN-1-3", amount="100.0", who="Gare", iban="BE68539007547034")) + """</CstmrCdtTrfInitn></Document>
"""

# What to replace in the sample (once), by what, and a part of the sentence that must be heard.
PLANTED = [
    ("<NbOfTxs>3<", "<NbOfTxs>4<", "GrpHdr says 4 transfers"),
    ("<NbOfTxs>2<", "<NbOfTxs>1<", "PmtInf RUN-1-A says 1 transfers"),
    ("<NbOfTxs>2</NbOfTxs>", "", "PmtInf RUN-1-A says None transfers"),
    (">260.50<", ">260.51<", "GrpHdr says a sum of 260.51"),
    (">160.50<", ">160.05<", "PmtInf RUN-1-A says a sum of 160.05"),
    (">160.50<", ">NaN<", "PmtInf RUN-1-A says a sum of NaN"),
    ("FR7630006000011234567890189", "FR7630006000011234567890188", "fails modulo 97"),
    ("FR7630006000011234567890189", "FR763000600001123456789018", "FR has 27"),
    ("FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189", "has not the form of an IBAN"),
    ("FR1420041010050500013M02606", "FR1420041010050500013M02607", "fails modulo 97"),
    ("AGRIFRPP", "AGRIFRP", "has not the form of a BIC"),
    ("AGRIFRPP", "agrifrpp", "has not the form of a BIC"),
    (">RUN-1-2<", ">RUN-1-1<", "EndToEndId RUN-1-1 stands twice"),
    (">RUN-1-3<", ">RUN-1-1<", "EndToEndId RUN-1-1 stands twice"),
    (">RUN-1-2<", ">" + "R" * 36 + "<", "has 36 characters, over 35"),
    (">RUN-1-2<", ">/RUN<", "has a slash at an end"),
    (">RUN-1-B<", ">RUN-1-A<", "a PmtInfId stands twice"),
    (">Mairie<", ">Mairie d\u2019Auchy-l\u00e8s-Hesdin<", "outside the SEPA set"),
    (">Mairie<", ">Mairie &amp; fils<", "outside the SEPA set"),
    (">Mairie<", "><", "Nm is empty"),
    (">Mairie<", "> Mairie<", "blanks around it"),
    (">Mairie<", ">" + "M" * 71 + "<", "has 71 characters, over 70"),
    ("<RmtInf>", "<RmtInf/><RmtInf>", "RmtInf is empty"),
    ('Ccy="EUR">60.50', 'Ccy="CHF">60.50', "is in CHF, not in EUR"),
    (">60.50<", ">60.505<", "is no amount"),
    (">60.50<", ">-60.50<", "is no amount"),
    (">60.50<", ">0.00<", "pays nothing"),
    ("<CdtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></CdtrAcct>", "", "has no account to pay to"),
    ("pain.001.001.09", "pain.001.001.08", "not Document of pain.001.001.09"),
]


def self_test():
    sound = Recount(SAMPLE)
    sound.expect(3, 26050)
    missed = [f"the sound sample: {fault}" for fault in sound.faults]
    for old, new, expected in PLANTED:
        broken = SAMPLE.replace(old, new, 1)
        heard = Recount(broken).faults
        if broken == SAMPLE or not any(expected in fault for fault in heard):
            missed.append(f"{old} -> {new}: expected {expected!r}, heard {heard}")
    for count, cents, expected in [(2, None, "2 transfers were expected"), (None, 26051, "260.51 EUR were expected")]:
        other = Recount(SAMPLE)
        other.expect(count, cents)
        if not any(expected in fault for fault in other.faults):
            missed.append(f"--expect: {expected!r} was not heard")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?")
    parser.add_argument("--expect-count", type=int, metavar="N")
    parser.add_argument("--expect-total", type=int, metavar="CENTS")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--sample", action="store_true")
    asked = parser.parse_args()
    if asked.sample:
        sys.stdout.write(SAMPLE)
        return 0
    if asked.self_test:
        missed = self_test()
        print("\n".join(missed) if missed else f"{len(PLANTED)} planted faults found")
        return int(bool(missed))
    if asked.file is None:
        parser.error("a file is needed")
    try:
        with open(asked.file, "rb") as file:
            counted = Recount(file.read())
    except (OSError, ElementTree.ParseError) as error:
        print(f"{asked.file}: {error}", file=sys.stderr)
        return 2
    counted.expect(asked.expect_count, asked.expect_total)
    for fault in counted.faults:
        print(fault, file=sys.stderr)
    if counted.faults:
        return 1
    print(f"{counted.count} transfers, {counted.total:.2f} EUR")
    return 0


if __name__ == "__main__":
    sys.exit(main())
