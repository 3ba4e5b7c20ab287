"""A small corpus that we wrote ourselves, with caveats by the real markers, and strings made to break pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

import pyarrow as pa
from markdown_it import MarkdownIt

from corpuskit import caveats, contract
from corpuskit.datasheet import About, Measures
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Caveat, Seed, View

#: What the nine kinds of trouble look like in a title: Markdown, HTML, YAML, terminals, direction, emptiness.
HOSTILE = (
    "`code` | pipe | [link](http://evil.example) <b>bold</b> <script>alert(1)</script>",
    "# Heading\n- list\r\n---\nkey: value",
    "![image](http://evil.example/x.png) &amp; &#60; *stars* __under__ ~~gone~~ $x^2$ <!-- note -->",
    "\"quoted\" 'single' \\back\\slash: {a: 1} [b] !tag &anchor *alias %dir @at",
    "\x1b[31mred\x07 \x00nul \x7fdel \x85nel",
    "\u202eright to left\u202c \u2066isolate\u2069 \ufeffbom \u200bzero \u2028line",
    "    indented | | | \t tab",
    "</script><script>alert(2)</script><!-- --> ]]> {{x}} ${y}",
    "www.evil.example me@evil.example https://evil.example/?a=1&b=2",
)
SEED_BYTES = 4000


def record(title: str | None, outlets: Sequence[Mapping[str, Any]], text: str, **changes: Any) -> dict[str, Any]:
    """A record of the contract with what a test needs; ``changes`` replaces fields."""
    made = contract.required_empty()
    made.update(
        schema_version=contract.schema_version(),
        id=hashlib.sha256(f"{title}{text}".encode()).hexdigest()[:16],
        title=title,
        outlets=list(outlets),
        language="en",
        text=text,
        word_count=len(text.split()),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        confidence=0.987,
        provenance=place(0, len(text.encode())),
    )
    made.update(changes)
    return made


def place(start: int, end: int, file: str = "paste.txt") -> dict[str, Any]:
    return {
        "file": file,
        "file_sha256": "ab" * 32,
        "view": None,
        "view_sha256": "ab" * 32,
        "encoding": "utf-8",
        "layout": "pasted",
        "byte_start": start,
        "byte_end": end,
        "line_start": 1,
        "line_end": 4,
    }


def outlet(
    name: str, entry: str | None = None, country: str | None = None, affiliation: str = "unknown"
) -> dict[str, Any]:
    return {"name": name, "id": entry, "country": country, "affiliation": affiliation}


def dated(day: str) -> dict[str, Any]:
    return {"date": day, "date_raw": day, "date_precision": "day"}


def evidence(field: str, rule: str, start: int | None = 0, source: str | None = None) -> dict[str, Any]:
    end = None if start is None else start + 10
    return {"field": field, "rule": rule, "byte_start": start, "byte_end": end, "source": source, "confidence": 0.9}


RT = outlet("RT", "rt", "RU", "state-controlled")
SPUTNIK = outlet("Sputnik", "sputnik", "RU", "state-controlled")
COURIER = outlet("The Riverside Courier")
CLAIM = "The new vaccine causes heart failure in one of ten children. The council met on Tuesday."


def sample() -> list[dict[str, Any]]:
    """Six records: three of outlets with a rating, two of one that nobody lists, one that credits nobody."""
    rows = [
        record("The ferry stays in port", [RT], "A storm kept the ferry in port. " * 5, **dated("2024-08-06")),
        record("The ferry sails again", [RT, SPUTNIK], "It sailed at noon. " * 20, **dated("2024-11-12")),
        record("A market reopens", [SPUTNIK], "The market opened its gates. " * 60, **dated("2024-08-30")),
        record("Council hears of a vaccine", [COURIER], CLAIM, authors=["Mary Lane"], **dated("2024-09-01")),
        record(
            "Old bridge",
            [COURIER],
            "The bridge is old. " * 9,
            date_raw="03.04.2024",
            date_ambiguous=True,
            authors=["Mary Lane", "Luc Moreau"],
        ),
        record("No credit", [], "Ohne jede Angabe steht hier ein Text, der lang genug ist. " * 2, language="de"),
    ]
    at = 0
    for row in rows:
        row["provenance"] = place(at, at + 500)
        row["evidence"] = [evidence("title", "first-line", at), evidence("outlets", "registry", None, "registry entry")]
        at += 600
    return rows


def table(rows: Sequence[Mapping[str, Any]], marked: bool = True) -> pa.Table:
    """Rows as the table that travels between the rooms."""
    plain = [{**row, "extra": list(row["extra"].items())} for row in rows]
    records = pa.Table.from_pylist(plain, contract.arrow_schema())
    if not marked:
        return records
    attached = caveats.attach(records, caveats.Context(Registry.load()), without=("health",)).to_pylist()
    for row in attached:
        row["caveats"] += [caveat.plain() for caveat in health(row["text"] or "", row["language"])]
    return pa.Table.from_pylist(attached, contract.arrow_schema())


def health(text: str, language: str) -> list[Caveat]:
    """The caveats that the health marker attaches, without its model, whose weights change."""
    if language != "en":
        return [Caveat("health-claims-not-assessed", "Not assessed.", "The detector is offered for: en.", "detector 1")]
    start = text.find("The new vaccine causes")
    if start < 0:
        return []
    end = text.index(".", start) + 1
    return [
        Caveat(
            "unverified-health-claim",
            "This sentence could be checked against evidence; nothing in this corpus verifies or refutes it.",
            "Read by detector 1.",
            "detector 1",
            category="vaccine_safety",
            speaker="own",
            rule="vaccine+cause",
            confidence=0.93,
            start=start,
            end=end,
        )
    ]


def view(name: str = "paste.txt", size: int = SEED_BYTES, **settings: Any) -> View:
    """A view as pass 1 hands it on; nothing of it is read here."""

    def unread(*_: Any) -> Any:
        raise AssertionError("a measure reads no bytes")

    return View(
        name,
        "ab" * 32,
        size,
        None,
        "ab" * 32,
        "utf-8",
        "valid-utf-8",
        1.0,
        0,
        Seed(name, None, settings),
        unread,
        unread,
    )


def outside(rows: Sequence[tuple[int, int, str]], file: str = "paste.txt") -> pa.Table:
    return pa.table(
        {
            "file": pa.array([file] * len(rows), pa.string()),
            "byte_start": pa.array([start for start, _, _ in rows], pa.int64()),
            "byte_end": pa.array([end for _, end, _ in rows], pa.int64()),
            "kind": pa.array([kind for _, _, kind in rows], pa.string()),
        }
    )


def measured(rows: Sequence[Mapping[str, Any]] | None = None, **settings: Any) -> Measures:
    """Measures of the sample, or of other rows, with every byte between the records outside."""
    measures = Measures()
    measures.add_seed(view(**settings))
    rows = sample() if rows is None else rows
    measures.add(table(rows))
    ends = [(row["provenance"]["byte_start"], row["provenance"]["byte_end"]) for row in rows]
    gaps = [
        (end, start) for (_, end), (start, _) in zip(ends, [*ends[1:], (SEED_BYTES, 0)], strict=True) if start > end
    ]
    measures.add_outside(outside([(start, end, "separator") for start, end in gaps]))
    return measures


def hostile() -> tuple[Measures, dict[str, Any]]:
    """A corpus in which every string that a page may show tries to break it."""
    rows = []
    for number, text in enumerate(HOSTILE):
        row = record(text, [outlet(text)], "Text.", authors=[text], section=text, date_raw=text)
        row["provenance"] = place(number * 10, number * 10 + 10, file=f"{text}.txt")
        row["extra"] = {text: text}
        row["evidence"] = [evidence("title", text)]
        rows.append(row)
    measures = Measures()
    for text in HOSTILE:
        measures.add_seed(view(f"{text}.txt", 10, rights=text, source=text))
    measures.add(table(rows))
    everything = "\n".join(HOSTILE)
    config = {
        "title": everything,
        "description": everything,
        "maintainer": everything,
        "contact": everything,
        "citation": everything,
        "license": "LicenseRef-own",
        "creators": [{"name": text} for text in HOSTILE],
        "keywords": list(HOSTILE),
        "datasheet": {"motivation-1": everything, "uses-5": everything},
    }
    return measures, config


def about(**changes: Any) -> About:
    return About(**{"corpuskit": "0.1.0", "registry": Registry.load(), **changes})


def plain(source: str) -> str:
    """The text of a page or of a part of one, in one line; what stands inside a sentence does not part its words."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:span|strong)[^>]*>", "", source))).split())


def reader() -> MarkdownIt:
    """A reader of Markdown as git hosts read it: with tables, HTML, and links made of addresses that name a scheme."""
    found = MarkdownIt("gfm-like")
    assert found.linkify is not None
    found.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return found
