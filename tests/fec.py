#!/usr/bin/env python3
"""Checks a file of accounting entries (FEC, article A47 A-1 of the Livre des procedures fiscales) with the standard library
only and no code of the network: names and number of columns, form of each cell, sequences without a gap, entries that
balance, accounts with one name, letters whose lines sum to nothing.

usage: tests/fec.py FILE [--expect-entries N] [--expect-cents CENTS]
       tests/fec.py --self-test        each planted fault must be found
       tests/fec.py --sample           prints the sound file on which the faults are planted

Prints `N entries, M lines, TOTAL EUR` and exits 0, or lists the faults on stderr and exits 1; 2 when it cannot be read.
Reads line by line: what is kept is the open entry, the accounts and the letters that are not yet answered.
"""
import argparse
import datetime
import os
import re
import sys

COLUMNS = [
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
]
NEEDED = ["JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "PieceRef", "PieceDate",
          "EcritureLib", "Debit", "Credit", "ValidDate"]
NAME = re.compile(r"([0-9]{9})FEC([0-9]{8})\.txt")
AMOUNT = re.compile(r"[0-9]+,[0-9]{2}")
ACCOUNT = re.compile(r"[1-9][0-9]{2,}[0-9A-Za-z]*")
OPENING = "AN"
MOST_FAULTS = 50


class Check:
    """One file, its faults and its figures."""

    def __init__(self, name, lines):
        self.faults = []
        self.entries = 0
        self.lines = 0
        self.cents = 0
        self.closing = self.name(name)
        self.open = None
        self.last = {}
        self.journals = {}
        self.accounts = {}
        self.parties = {}
        self.letters = {}
        self.valid = None
        self.began = False
        for number, line in enumerate(lines, 1):
            self.line(number, line)
            if len(self.faults) > MOST_FAULTS:
                break
        self.close()
        self.whole_letters()

    def fault(self, sentence):
        self.faults.append(sentence)

    def name(self, name):
        if name is None:
            return None
        found = NAME.fullmatch(name)
        if not found:
            self.fault(f"the file is called {name!r}, not SIRENFECAAAAMMJJ.txt")
            return None
        siren, day = found.groups()
        digits = [int(c) for c in reversed(siren)]
        doubled = [d if place % 2 == 0 else sum(divmod(2 * d, 10)) for place, d in enumerate(digits)]
        if sum(doubled) % 10:
            self.fault(f"{siren} in the file's name is no SIREN")
        return self.day(day, "the file's name")

    def day(self, text, where):
        try:
            if not re.fullmatch(r"[0-9]{8}", text):
                raise ValueError
            return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            self.fault(f"{where}: {text!r} is no day AAAAMMJJ")
            return None

    # -- One line ---------------------------------------------------------------------------------------------------

    def line(self, number, line):
        if not line.endswith("\r\n"):
            self.fault(f"line {number} does not end as it should")
        cells = line.rstrip("\r\n").split("\t")
        if number == 1:
            if cells != COLUMNS:
                self.fault("the first line does not bear the eighteen names in their order")
            return
        if len(cells) != len(COLUMNS):
            self.fault(f"line {number} has {len(cells)} cells")
            return
        row = dict(zip(COLUMNS, cells))
        for name in NEEDED:
            if not row[name].strip():
                self.fault(f"line {number}: {name} is empty")
        self.lines += 1
        self.days(number, row)
        self.named(number, row)
        self.sequence(number, row)
        self.amounts(number, row)

    def days(self, number, row):
        days = {name: self.day(row[name], f"line {number}, {name}") for name in ("EcritureDate", "PieceDate", "ValidDate")}
        entry, valid = days["EcritureDate"], days["ValidDate"]
        if entry and self.closing and entry > self.closing:
            self.fault(f"line {number}: {entry} is after the exercise")
        if entry and valid and valid < entry:
            self.fault(f"line {number} is validated before it is written")
        if valid and self.valid and valid < self.valid:
            self.fault(f"line {number} is validated before the line above it")
        self.valid = valid or self.valid
        if bool(row["EcritureLet"]) != bool(row["DateLet"]):
            self.fault(f"line {number} has a letter without its day, or a day without its letter")
        if row["DateLet"]:
            self.day(row["DateLet"], f"line {number}, DateLet")

    def named(self, number, row):
        """One number, one name: of journals, accounts and parties."""
        if not ACCOUNT.fullmatch(row["CompteNum"]):
            self.fault(f"line {number}: {row['CompteNum']!r} is no account of the chart")
        pairs = [
            (self.journals, row["JournalCode"], row["JournalLib"], "journal"),
            (self.accounts, row["CompteNum"], row["CompteLib"], "account"),
            (self.parties, (row["CompteNum"], row["CompAuxNum"]), row["CompAuxLib"], "party"),
        ]
        for known, key, name, what in pairs:
            if known.setdefault(key, name) != name:
                self.fault(f"line {number}: {what} {key} has two names, {known[key]!r} and {name!r}")
        if bool(row["CompAuxNum"]) != bool(row["CompAuxLib"]):
            self.fault(f"line {number}: a party without number or name")

    def sequence(self, number, row):
        journal, text = row["JournalCode"], row["EcritureNum"]
        if not re.fullmatch(r"[0-9]+", text):
            self.fault(f"line {number}: {text!r} is no number of an entry")
            return
        entry = (journal, int(text))
        if self.open and self.open[0] == entry:
            if self.open[1] != row["EcritureDate"]:
                self.fault(f"line {number}: entry {text} is of two days")
            return
        self.close()
        if journal == OPENING and self.began:
            self.fault(f"line {number}: opening balances do not come first")
        self.began = self.began or journal != OPENING
        before = self.last.get(journal)
        if before is not None and entry[1] != before + 1:
            self.fault(f"line {number}: journal {journal} goes from entry {before} to {entry[1]}")
        self.last[journal] = entry[1]
        self.open = (entry, row["EcritureDate"], [0, 0])
        self.entries += 1

    def amounts(self, number, row):
        cents = []
        for name in ("Debit", "Credit"):
            if not AMOUNT.fullmatch(row[name]):
                self.fault(f"line {number}: {name} {row[name]!r} is no amount with a comma and two decimals")
                return
            cents.append(int(row[name].replace(",", "")))
        debit, credit = cents
        if (debit == 0) == (credit == 0):
            self.fault(f"line {number} has {row['Debit']} and {row['Credit']}: one of them is an amount, the other is zero")
        if row["Montantdevise"] or row["Idevise"]:
            self.fault(f"line {number} tells another currency")
        if self.open:
            self.open[2][0] += debit
            self.open[2][1] += credit
        self.cents += debit
        if row["EcritureLet"]:
            key = (row["CompteNum"], row["CompAuxNum"], row["EcritureLet"])
            held = self.letters.setdefault(key, [0, 0, row["DateLet"]])
            held[0] += debit - credit
            held[1] += 1
            if held[2] != row["DateLet"]:
                self.fault(f"line {number}: letter {row['EcritureLet']} is of two days")

    # -- What is known at the end ---------------------------------------------------------------------------------------

    def close(self):
        if self.open:
            (journal, entry), _, (debit, credit) = self.open
            if debit != credit:
                self.fault(f"entry {journal} {entry} does not balance: {debit} and {credit} cents")
        self.open = None

    def whole_letters(self):
        for (account, party, letter), (cents, lines, _) in self.letters.items():
            if cents != 0 or lines < 2:
                self.fault(f"letter {letter} of {account} {party}: {lines} line(s) that leave {cents} cents")


# -- The sound file, and what is done to it ---------------------------------------------------------------------------------

def sample():
    rows = []

    def entry(no, day, text, debit, credit, cents, let=("", "", "", "")):
        amount = f"{cents // 100},{cents % 100:02}"
        for (number, label, aux, name), (d, c), (letter, lettered) in (
                (debit, (amount, "0,00"), let[:2]), (credit, ("0,00", amount), let[2:])):
            rows.append(["PN", "Pass numérique", str(no), day, number, label, aux, name, f"P{no}", day, text, d, c,
                         letter, lettered, day, "", ""])

    bank = ("512100", "Banque", "", "")
    held = ("468700", "Valeur détenue", "K7QMX", "Commande K7QMX")
    due = ("467100", "Dû aux lieux", "20004403000015", "CoopNum")
    transit = ("581000", "Virements en cours", "PASSEGUE-000001", "Règlement n° 1")
    entry(1, "20251001", "Fonds", bank, held, 10000)
    entry(2, "20251002", "Chèque 1", held, due, 1000, ("", "", "R000001", "20251030"))
    entry(3, "20251003", "Chèque 2", held, due, 1000, ("", "", "R000001", "20251030"))
    entry(4, "20251030", "Règlement", due, transit, 2000, ("R000001", "20251030", "V000001", "20251031"))
    entry(5, "20251031", "Virement", transit, bank, 2000, ("V000001", "20251031", "", ""))
    return rows


def written(rows, columns=None):
    return ["\t".join(columns or COLUMNS) + "\r\n"] + ["\t".join(row) + "\r\n" for row in rows]


def changed(line, column, value):
    def change(rows):
        rows[line][COLUMNS.index(column)] = value
        return rows
    return change


def both(*changes):
    def change(rows):
        for one in changes:
            rows = one(rows)
        return rows
    return change


SOUND = "200044030FEC20251231.txt"

# What is done to the sound file, and a part of what must be said of it.
FAULTS = [
    ("two lines of an entry are missing", lambda rows: rows[:4] + rows[6:], "goes from entry 2 to 4"),
    ("an entry does not balance", changed(2, "Debit", "10,01"), "does not balance"),
    ("an amount has a point", changed(0, "Debit", "100.00"), "is no amount"),
    ("debit and credit on one line", changed(0, "Credit", "100,00"), "the other is zero"),
    ("a line of nothing", both(changed(2, "Debit", "0,00"), changed(3, "Credit", "0,00")), "the other is zero"),
    ("a day that is none", changed(1, "EcritureDate", "20250231"), "is no day"),
    ("a day with hyphens", changed(1, "PieceDate", "2025-10-01"), "is no day"),
    ("an entry that is not validated", changed(3, "ValidDate", ""), "ValidDate is empty"),
    ("a piece without reference", changed(3, "PieceRef", ""), "PieceRef is empty"),
    ("a letter without its day", changed(3, "DateLet", ""), "a letter without its day"),
    ("a letter that is not answered", both(changed(3, "EcritureLet", ""), changed(3, "DateLet", "")), "that leave"),
    ("an account with two names", changed(0, "CompteLib", "Caisse"), "has two names"),
    ("an account that is none", changed(0, "CompteNum", "banque"), "is no account"),
    ("an entry after the exercise", both(changed(8, "EcritureDate", "20260101"), changed(9, "EcritureDate", "20260101")),
     "is after the exercise"),
    ("an entry of two days", changed(3, "EcritureDate", "20251001"), "is of two days"),
    ("a column too many", lambda rows: [rows[0] + ["x"]] + rows[1:], "has 19 cells"),
    ("lines in another order", lambda rows: rows[4:6] + rows[:4] + rows[6:], "goes from entry"),
    ("opening balances at the end", lambda rows: rows + [["AN"] + row[1:2] + ["1"] + row[3:] for row in
                                                         (list(rows[8]), list(rows[9]))], "do not come first"),
]


def self_test():
    whole = Check(SOUND, written(sample()))
    if whole.faults or (whole.entries, whole.lines, whole.cents) != (5, 10, 16000):
        print(f"the sound file is not found sound: {whole.faults}", file=sys.stderr)
        return 1
    missed = []
    for what, change, part in FAULTS:
        faults = Check(SOUND, written(change(sample()))).faults
        if not any(part in fault for fault in faults):
            missed.append(f"{what}: {faults or 'nothing found'}")
    swapped = COLUMNS[1::-1] + COLUMNS[2:]
    for what, name, lines in (("names in another order", SOUND, written(sample(), swapped)),
                              ("a name that is none", "200044031FEC20251231.txt", written(sample())),
                              ("another form of name", "fec-2025.txt", written(sample())),
                              ("lines that end otherwise", SOUND, [line.replace("\r", "") for line in written(sample())])):
        if not Check(name, lines).faults:
            missed.append(f"{what}: nothing found")
    for sentence in missed:
        print(sentence, file=sys.stderr)
    print(f"{len(FAULTS) + 4 - len(missed)} planted faults found")
    return 1 if missed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?")
    parser.add_argument("--expect-entries", type=int)
    parser.add_argument("--expect-cents", type=int)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--sample", action="store_true")
    asked = parser.parse_args()
    if asked.self_test:
        return self_test()
    if asked.sample:
        sys.stdout.buffer.write("".join(written(sample())).encode())
        return 0
    try:
        with open(asked.file, encoding="utf-8", newline="") as lines:
            check = Check(os.path.basename(asked.file), split(lines))
    except (OSError, UnicodeDecodeError, TypeError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    if asked.expect_entries not in (None, check.entries):
        check.fault(f"{check.entries} entries, {asked.expect_entries} expected")
    if asked.expect_cents not in (None, check.cents):
        check.fault(f"{check.cents} cents, {asked.expect_cents} expected")
    for fault in check.faults:
        print(fault, file=sys.stderr)
    if check.faults:
        return 1
    print(f"{check.entries} entries, {check.lines} lines, {check.cents // 100}.{check.cents % 100:02} EUR")
    return 0


def split(lines):
    """Lines as they end in the file: with newline="" Python keeps them, and takes a lone carriage return for an end too."""
    held = ""
    for line in lines:
        held += line
        if held.endswith("\n"):
            yield held
            held = ""
    if held:
        yield held


if __name__ == "__main__":
    sys.exit(main())
