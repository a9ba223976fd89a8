#!/usr/bin/env python3
"""Keeps acknowledgements: each line of stdin is on disk before `ok` answers it.

usage: tests/storm/journal.py FILE
"""
import os
import sys


def main(path):
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for line in sys.stdin.buffer:
        os.write(file, line)
        os.fsync(file)
        print("ok", flush=True)


main(sys.argv[1])
