"""What is unknown of an outlet is shown as unknown in every file of dist/; no word of judgement is ours anywhere."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import corpuskit
from corpuskit.checking import explain, outlets
from corpuskit.lexicon.outlets import Registry

#: Credits with the id and the affiliation that each has to have in every output.
CREDITS: dict[str, tuple[str | None, str]] = {
    "RT | 3 May 2024": ("rt", "state-controlled"),
    "Coast Courier | 4 May 2024": (None, "unknown"),  # not listed
    "Global Research | 5 May 2024": ("global-research", "unknown"),  # listed, and nothing is settled
    "SouthFront | 6 May 2019": ("south-front", "unknown"),  # designated later
    "The Herald | 7 May 2024": (None, "unknown"),  # one of several of the name
    "Deutsche Welle | 8 May 2024": ("dw", "state-linked"),
    "Coast Independent | 9 May 2024": (None, "unknown"),
}
BODY = """The ferry from the harbour to island number {number} will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.
Residents on both shores had asked for a night service since the last bus was withdrawn in year {number}.
"""
JUDGEMENTS = re.compile(r"\b(independent|propaganda|fake|trustworthy|trusted|neutral|reliable|biased)\b", re.IGNORECASE)
#: Words of others: addresses, quotations, and the names of outlets and classes that hold such a word.
OF_OTHERS = re.compile(
    r"<a href=\"https?://[^\"]*\"[^>]*>[^<\s]*\.[^<\s]*</a>|"  # the shortened address that a link shows
    r"https?://\S+|“[^”]*”|«[^»]*»|Coast Independent|Independent State-\w+|Independent Public"
)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("everywhere")
    articles = [
        f"Harbour ferry number {number} to run all night\n{credit}\n{BODY.format(number=number)}"
        for number, credit in enumerate(CREDITS, 1)
    ]
    (folder / "paste.txt").write_text("\n".join(articles), "utf-8")
    corpuskit.build(folder / "paste.txt", out=folder / "dist")
    return folder / "dist"


def records(dist: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dist / "records.jsonl").read_text("utf-8").splitlines()]


def test_every_record_carries_what_is_known_and_no_more(dist: Path) -> None:
    found = [[(one["id"], one["affiliation"]) for one in record["outlets"]] for record in records(dist)]
    assert found == [[expected] for expected in CREDITS.values()]


def test_the_flat_columns_say_the_same(dist: Path) -> None:
    rows = pq.read_table(dist / "data" / "records.parquet").to_pylist()
    assert [(row["outlet_ids"], row["affiliation"]) for row in rows] == [
        ([known], word) for known, word in CREDITS.values()
    ]
    affiliated = {"state-affiliated-source", "state-funding-or-governance"}
    marked = [bool(affiliated & set(row["caveat_codes"])) for row in rows]
    assert marked == [word != "unknown" for _, word in CREDITS.values()]


def test_no_caveat_on_an_outlet_without_authority_date_and_citation(dist: Path) -> None:
    rows = [
        row for row in pq.read_table(dist / "data" / "caveats.parquet").to_pylist() if row["code"].startswith("state-")
    ]
    assert rows
    for row in rows:
        assert row["authority"]
        assert row["as_of"]
        assert row["reference"]


def test_mark_and_explain_and_the_lookup_say_unknown_too(dist: Path) -> None:
    for credit, (known, word) in CREDITS.items():
        (found,) = corpuskit.mark([{"credit": credit}])
        assert list(zip(found["outlet_ids"], found["affiliation"], strict=True)) == ([(known, word)] if known else [])
    for record, (_, word) in zip(records(dist), CREDITS.values(), strict=True):
        lines = "\n".join(line.text for line in explain.of_record(record))
        assert word in lines
    registry = Registry.load()
    for entry in registry:
        shown = "\n".join(line.text for line in outlets.of_outlet(entry, registry))
        for period in entry.periods:
            assert period.affiliation in shown
            if period.affiliation == "unknown":
                assert "this is not a finding of independence" in shown


def test_pages_count_unknown_as_unknown(dist: Path) -> None:
    registry = Registry.load().version
    for name in ("DATASHEET.md", "README.md", "datasheet.html"):
        page = html.unescape((dist / name).read_text("utf-8"))
        assert "unknown" in page, name
    for name in ("DATASHEET.md", "datasheet.html"):
        page = re.sub(r"<[^>]+>|\s+", " ", html.unescape((dist / name).read_text("utf-8")))
        assert f"no entry in registry {registry}; this is not a finding of independence" in page, name
    tallied = _affiliations(json.loads((dist / "datasheet.json").read_text("utf-8")))
    words = [word for _, word in CREDITS.values()]
    assert {word: words.count(word) for word in set(words)} == tallied


def _affiliations(figures: Mapping[str, Any]) -> dict[str, int]:
    """The counts of records by affiliation, wherever the figures have them."""
    found: dict[str, int] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "affiliation" in value and "records" in value and isinstance(value["affiliation"], str):
                found[value["affiliation"]] = found.get(value["affiliation"], 0) + value["records"]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(figures)
    return found


def test_no_word_of_judgement_is_ours_in_any_file(dist: Path) -> None:
    looked_at = 0
    for path in sorted(dist.rglob("*")):
        if not path.is_file() or path.suffix in (".parquet", ".js"):
            continue
        text = html.unescape(path.read_text("utf-8"))
        text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
        text = OF_OTHERS.sub(" ", text)
        assert not JUDGEMENTS.findall(text), (path.name, JUDGEMENTS.search(text))
        looked_at += 1
    assert looked_at > 5
