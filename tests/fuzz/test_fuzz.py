"""Any bytes end well or with an error of ours: a seeded, short part; the same bytes each time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from targets import TARGETS, attempt

SEEDS = [
    (Path(__file__).parent.parent / "dumps" / "harbour.txt").read_bytes()[:1500],
    b'title = "x"\n[limits]\nrecords = 3\n[seeds."a*"]\nencoding = "cp1252"\n',
    b"Harbour Post | 12 November 2024, 2024-11-12, 12.11.24\n",
    b'{"id": "x", "title": null, "evidence": [{"field": 1e999}]}\n',
    b"title,text,date\nA,B,2024-01-01\n",
    b"<html><body><h1>A</h1><p>B</p></body></html>",
    b"From: a@example.org\nSubject: =?utf-8?q?x?=\n\nBody\n",
]
ROUNDS = {"reading": 250, "splitting": 40, "dates": 400, "configuration": 250, "validation": 200}

#: Bytes that once ended in a traceback.
FOUND = [("reading", b","), ("splitting", b",")]


def mutated(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(SEEDS))
    for _ in range(1 + chance.randrange(6)):
        kind, at = chance.randrange(4), chance.randrange(len(data) + 1)
        if kind == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 1:
            data[at:at] = bytes(chance.randrange(256) for _ in range(3))
        elif kind == 2:
            del data[at : at + chance.randrange(400)]
        else:
            data[at:at] = data[: chance.randrange(60)]
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_end_well_or_with_an_error_of_ours(name: str) -> None:
    chance = random.Random(name)
    for _ in range(ROUNDS[name]):
        attempt(name, mutated(chance))


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_once_ended_in_a_traceback_does_so_no_more(name: str, data: bytes) -> None:
    attempt(name, data)
