#!/usr/bin/env python3
"""Keeps acknowledgements: lines of stdin are on disk before `ok N` says that N more of them are.

usage: tests/storm/journal.py FILE
"""
import os
import sys


def main(path):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    rest = b""
    while some := os.read(0, 1 << 16):
        lines, end, rest = (rest + some).rpartition(b"\n")
        if end:
            os.write(file, lines + end)
            os.fsync(file)
            print("ok", lines.count(b"\n") + 1, flush=True)


main(sys.argv[1])
