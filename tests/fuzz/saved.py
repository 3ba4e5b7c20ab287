"""What fuzzing begins with: a saved corpus of inputs (corpus/, a file for each target), our own dumps, and words.

An input is a line of base64, so that a change of the corpus can be read as a change. Inputs are made by the fuzzer from
what is written here and from our own dumps, and by nothing else.
"""

from __future__ import annotations

import base64
import gzip
import io
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpuskit import contract

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "corpuskit"
CORPUS = HERE / "corpus"
DUMPS = HERE.parent / "dumps"


def _zip(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


#: Small beginnings of each kind that is read.
BEGINNINGS = [
    (DUMPS / "harbour.txt").read_bytes()[:1500],
    b'title = "x"\n[limits]\nrecords = 3\n[seeds."a*"]\nencoding = "cp1252"\n',
    b"Harbour Post | 12 November 2024, 2024-11-12, 12.11.24\n",
    b'{"id": "x", "title": null, "evidence": [{"field": 1e999}]}\n',
    b"title,text,date\nA,B,2024-01-01\n",
    b"<html><body><h1>A</h1><p>B</p></body></html>",
    b"From: a@example.org\nSubject: =?utf-8?q?x?=\n\nBody\n",
    gzip.compress(b"A\nHarbour Post | 12 November 2024\n\nBody\n", mtime=0),
    _zip("a.txt", b"A\nHarbour Post | 12 November 2024\n\nBody\n"),
]

#: What the fuzzer cannot come upon by itself: the marks of containers, exports and encodings.
MARKS = [
    "%PDF-1.4", "{\\rtf1", "<!DOCTYPE html>", "<?xml", "\ufeff", "From ", "Subject: ", "=?utf-8?b?",
    "Content-Type: multipart/mixed; boundary=x", "Copyright ", "Document ", "LOAD-DATE: ", "1 of 2 DOCUMENTS",
    "DATE: ", "HD\t", "charset=", "&#x", "e+1", "\\ud800", "\u202e", "\r\n", "\x00", '"""', "[[", "]]", "===", "---",
]  # fmt: skip


def read(name: str) -> list[bytes]:
    """The saved inputs of a target."""
    path = CORPUS / f"{name}.txt"
    return [base64.b64decode(line) for line in path.read_bytes().splitlines()] if path.is_file() else []


def write(name: str, inputs: Iterable[bytes]) -> None:
    """Saves the inputs of a target, shortest first."""
    CORPUS.mkdir(exist_ok=True)
    lines = sorted({base64.b64encode(data) + b"\n" for data in inputs if data}, key=lambda line: (len(line), line))
    (CORPUS / f"{name}.txt").write_bytes(b"".join(lines))


def words() -> list[str]:
    """Words that mean something where they stand: keys of the schemas, months, marks."""
    found = set(MARKS)
    for name in ("record", "corpus", "corrections", "layout", "audit"):
        found |= set(_keys(contract.schema(name)))
    with (PACKAGE / "lexicon" / "data" / "months.toml").open("rb") as file:
        found |= set(_strings(tomllib.load(file)))
    return sorted(word for word in found if word)


def _keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (value for value in schema.get("enum", ()) if isinstance(value, str))
        for value in schema.values():
            yield from _keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _keys(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
