"""Whole dumps, read, cut and described: nothing is lost, and how a dump is stored does not change its records."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from describing_cuts import table_of, tiled

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import KINDS, Seed
from corpuskit.reading import read

DUMPS = ("harbour", "moorbach", "briefing", "polyglot")
#: What depends on how a dump is stored.
STORED = ("provenance", "evidence")


def build(
    path: Path, block_size: int = splitting.BLOCK_SIZE, **settings: Any
) -> tuple[list[dict[str, Any]], list[str]]:
    """The records of a dump, and the text of its outside spans."""
    view = read(Seed(path.name, str(path), settings))
    habits = splitting.learn(view, block_size=block_size)
    records: list[dict[str, Any]] = []
    outside: list[str] = []
    for cut in splitting.cut(view, habits, block_size=block_size):
        table = describe(cut, view, habits, registry=Registry.load())
        table.validate(full=True)
        records += table.to_pylist()
        for number, owner in enumerate(cut.spans.record):
            if owner < 0 and KINDS[cut.spans.kind[number]] != "blank-outside":
                outside.append(cut.block.data[cut.spans.start[number] : cut.spans.end[number]].decode("utf-8"))
    return records, outside


def lines_of(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


@pytest.mark.parametrize("name", DUMPS)
def test_every_line_is_in_one_field_of_one_record_or_outside(dumps: Path, name: str) -> None:
    records, outside = build(dumps / f"{name}.txt")
    found = Counter(line for text in outside for line in lines_of(text))
    for record in records:
        for field in ("title", "subtitle", "credit_line", "text"):
            found.update(lines_of(record[field]))
    assert found == Counter(lines_of((dumps / f"{name}.txt").read_text("utf-8")))


@pytest.mark.parametrize("name", DUMPS)
@pytest.mark.parametrize(
    ("end", "codec", "mark"),
    [
        ("\r\n", "utf-8", b""),
        ("\r", "utf-8", b""),
        ("\n", "utf-8", codecs.BOM_UTF8),
        ("\r\n", "utf-16-le", codecs.BOM_UTF16_LE),
        ("\n", "gb18030", b""),
    ],
)
def test_how_a_dump_is_stored_does_not_change_its_records(
    dumps: Path, tmp_path: Path, name: str, end: str, codec: str, mark: bytes
) -> None:
    plain, _ = build(dumps / f"{name}.txt")
    text = (dumps / f"{name}.txt").read_text("utf-8").replace("\n", end)
    path = tmp_path / f"{name}.txt"
    path.write_bytes(mark + text.encode(codec))
    stored, _ = build(path, **({"encoding": codec} if not mark and codec != "utf-8" else {}))
    assert [{k: v for k, v in record.items() if k not in STORED} for record in stored] == [
        {k: v for k, v in record.items() if k not in STORED} for record in plain
    ]
    data = path.read_bytes()
    for record, other in zip(stored, plain, strict=True):
        place = record["provenance"]
        assert (place["line_start"], place["line_end"]) == (
            other["provenance"]["line_start"],
            other["provenance"]["line_end"],
        )
        whole = data[place["byte_start"] : place["byte_end"]].decode(codec)
        assert lines_of(record["title"])[0] in whole
        assert lines_of(whole)[-1] == lines_of(record["text"])[-1]


def test_a_legacy_encoding_is_detected_and_changes_no_record(dumps: Path, tmp_path: Path) -> None:
    plain, _ = build(dumps / "moorbach.txt")
    path = tmp_path / "moorbach.txt"
    path.write_bytes((dumps / "moorbach.txt").read_text("utf-8").encode("cp1252"))
    stored, _ = build(path)
    assert [record["text"] for record in stored] == [record["text"] for record in plain]
    assert {record["provenance"]["encoding"] for record in stored} == {"windows-1252"}


@pytest.mark.parametrize("name", DUMPS)
def test_the_size_of_blocks_does_not_change_records(dumps: Path, name: str) -> None:
    assert build(dumps / f"{name}.txt", block_size=300) == build(dumps / f"{name}.txt")


def test_dates_that_are_ambiguous_alone_are_settled_by_their_dump(dumps: Path) -> None:
    records, _ = build(dumps / "briefing.txt")
    by_raw = {record["date_raw"]: record for record in records}
    assert (by_raw["03/04/2024"]["date"], by_raw["05/03/2024"]["date"]) == ("2024-04-03", "2024-03-05")
    rules = [entry["rule"] for entry in by_raw["05/03/2024"]["evidence"] if entry["field"] == "date"]
    assert rules == ["numeric-slash", "order-of-dump"]


def test_languages_are_those_of_the_texts(dumps: Path) -> None:
    records, _ = build(dumps / "polyglot.txt")
    assert [record["language"].split("-")[0] for record in records] == ["es", "fr", "ru", "zh", "pl", "no"]


def kind_of(line: str, gold: dict[str, Any]) -> str:
    if not line.strip():
        return "blank"
    kinds = {gold["title"]: "title", gold["subtitle"]: "subtitle", gold["credit_line"]: "credit"}
    return kinds.get(line.strip(), "body")


def test_the_real_seed_cut_by_its_gold_is_described_as_its_gold_says(shared: Path, tmp_path: Path) -> None:
    raw = next((shared / "seeds").glob("*.txt")).read_bytes()
    gold = json.loads((shared / "seeds" / "seed_gold.json").read_text("utf-8"))
    pieces = [
        [
            (kind_of(line, wanted), line)
            for line in raw[wanted["byte_start"] : wanted["byte_end"]].decode().splitlines(True)
        ]
        for wanted in gold
    ]
    records = table_of(*tiled(tmp_path, pieces)).to_pylist()
    for wanted, record in zip(gold, records, strict=True):
        seen = {name: record[name] for name in ("title", "subtitle", "authors", "date", "date_raw", "credit_line")}
        assert seen == {name: wanted[name] for name in seen}
        assert [outlet["name"] for outlet in record["outlets"]] == [wanted["outlet"]]
        place = record["provenance"]
        assert {name: place[name] for name in ("byte_start", "byte_end", "line_start", "line_end")} == {
            name: wanted[name] for name in ("byte_start", "byte_end", "line_start", "line_end")
        }
