#!/usr/bin/env python3
"""Reads calendars again with libraries that share no code with us: python-dateutil for rules, icalendar for feeds.

usage: tests/agenda.py rules FILE       lines of rule, first day, last day, days that were found (a comma between)
       tests/agenda.py feed FILE        a feed: is it valid, and what does it say (one JSON line an event)
       tests/agenda.py --self-test      each planted fault must be found
"""
import datetime
import json
import sys

import dateutil.rrule
import icalendar

LONGEST_LINE = 75


def noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12))


def wrong_rules(lines: list[str]) -> list[str]:
    """What disagrees with dateutil, line by line."""
    found = []
    for number, line in enumerate(lines, 1):
        rule, first, last, days = line.rstrip("\n").split("\t")
        first, last = (datetime.date.fromisoformat(day) for day in (first, last))
        theirs = dateutil.rrule.rrulestr(until_at_noon(rule), dtstart=noon(first)).between(noon(first), noon(last), inc=True)
        theirs = ",".join(day.date().isoformat() for day in theirs)
        if theirs != days:
            found.append(f"line {number}: {rule} from {first} to {last}: {days or 'none'}, dateutil says {theirs or 'none'}")
    return found


def until_at_noon(rule: str) -> str:
    """A rule of days ends with its last day: at noon, as the days are counted here."""
    parts = [part + "T120000" if part.startswith("UNTIL=") else part for part in rule.split(";")]
    return ";".join(parts)


def wrong_feed(content: bytes) -> list[str]:
    """What RFC 5545 does not allow, as far as the parser and a few rules of ours see it."""
    found = []
    if not content.endswith(b"\r\n") or b"\n" in content.replace(b"\r\n", b""):
        found.append("a line does not end with CR LF")
    found += [f"a line of {len(line)} bytes" for line in content.split(b"\r\n") if len(line) > LONGEST_LINE]
    try:
        calendar = icalendar.Calendar.from_ical(content)
    except ValueError as error:
        return [*found, f"cannot be read: {error}"]
    found += [f"the calendar has no {name}" for name in ("VERSION", "PRODID") if name not in calendar]
    events = calendar.walk("VEVENT")
    names = [str(event.get("UID")) for event in events]
    if len(set(names)) != len(names):
        found.append("two events bear the same name")
    for event in events:
        found += [f"an event has no {name}" for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY") if name not in event]
        found += [f"an event has errors: {error}" for error in event.errors]
        start, end = instant(event, "DTSTART"), instant(event, "DTEND")
        if start is None or end is None:
            found.append("an event has no readable start or end")
        elif end <= start:
            found.append("an event ends before it begins")
    return found


def instant(event, name: str) -> datetime.datetime | None:
    try:
        value = getattr(event.get(name), "dt", None)
    except ValueError:
        return None
    return value if isinstance(value, datetime.datetime) and value.tzinfo else None


def told(content: bytes) -> list[str]:
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    def line(event) -> str:
        start = instant(event, "DTSTART").astimezone(datetime.timezone.utc)
        minutes = int((instant(event, "DTEND") - instant(event, "DTSTART")).total_seconds() // 60)
        return json.dumps({
            "uid": str(event["UID"]), "start": start.strftime("%Y-%m-%dT%H:%M:%SZ"), "minutes": minutes,
            "title": str(event["SUMMARY"]), "place": str(event.get("LOCATION", "")), "status": str(event.get("STATUS", "")),
        }, ensure_ascii=False, sort_keys=True)
    return [line(event) for event in events]


SOUND = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//FR\r
BEGIN:VEVENT\r
UID:1@test\r
DTSTAMP:20251001T080000Z\r
DTSTART:20251020T120000Z\r
DTEND:20251020T140000Z\r
SUMMARY:Premiers clics\\, suite\r
END:VEVENT\r
END:VCALENDAR\r
"""


def self_test() -> int:
    sound = SOUND.encode()
    rule = "FREQ=WEEKLY;COUNT=2\t2025-10-01\t2026-10-01\t2025-10-01,2025-10-08"
    planted = [
        not wrong_feed(sound) and json.loads(told(sound)[0])["title"] == "Premiers clics, suite",
        wrong_feed(sound.replace(b"\r\n", b"\n")),
        wrong_feed(sound.replace(b"END:VEVENT\r\n", b"")),
        wrong_feed(sound.replace(b"UID:1@test\r\n", b"")),
        wrong_feed(sound.replace(b"PRODID:-//test//FR\r\n", b"")),
        wrong_feed(sound.replace(b"T140000Z", b"T100000Z")),
        wrong_feed(sound.replace(b"Premiers", b"P" * 80)),
        wrong_feed(sound.replace(b"20251020T120000Z", b"20251399T120000Z")),
        not wrong_rules([rule]),
        wrong_rules([rule.replace("2025-10-08", "2025-10-09")]),
        wrong_rules([rule.replace(",2025-10-08", "")]),
    ]
    for number, seen in enumerate(planted, 1):
        if not seen:
            print(f"planted case {number} went unseen")
    return int(not all(planted))


def main(arguments: list[str]) -> int:
    match arguments:
        case ["--self-test"]:
            return self_test()
        case ["rules", path]:
            lines = open(path, encoding="utf-8").readlines()
            found = wrong_rules(lines)
            print(f"{len(lines)} rules read again, {len(found)} disagree")
        case ["feed", path]:
            content = open(path, "rb").read()
            found = wrong_feed(content)
            if not found:
                print("\n".join(told(content)))
        case _:
            print(__doc__)
            return 2
    print("\n".join(found[:20]), end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
