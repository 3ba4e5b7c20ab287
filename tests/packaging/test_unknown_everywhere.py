"""What is not known of an outlet is `unknown` in every format and on every page, and nothing is put in its place."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import corpuskit
from corpuskit import contract
from corpuskit.model import FORMATS
from corpuskit.packaging.exporters import listed_exporters

SEED = """\
Bridge opens after two years of work
The Riverside Courier | 4 May 2024

The bridge over the river was opened on Saturday. The mayor cut a ribbon and thanked the workers. Trains will run from
Monday on, the company said, and buses will stop at the old ferry landing until the end of the month.

Harbour gets a second crane for grain
RT | 5 May 2024

The harbour ordered a second crane on Monday. It will load grain and timber, the port authority said. The work begins in
June and ends before winter, and the road along the quay stays closed for the time of the works.

Banks expect slower growth this year
Caixin | 6 May 2024

Banks in the south expect slower growth this year. Lending to small firms fell in March, three of them said. Analysts
had expected a rise after the cut of the rate in February, and they now look at the figures of the summer.

A walk along the northern dike
By Jane Roe | 7 May 2024

The dike in the north is open to walkers again. The path had been closed since the storm of January. Benches and two
bridges were built anew, and the ferry calls at the old landing twice a day from now on.
"""
#: What each record has to say: an outlet not listed, one that is rated, one listed without a rating, and none.
EXPECTED = {
    "Bridge opens after two years of work": "unknown",
    "Harbour gets a second crane for grain": "state-controlled",
    "Banks expect slower growth this year": "unknown",
    "A walk along the northern dike": None,
}
WORDS = contract.schema("outlet-registry")["$defs"]["period"]["properties"]["affiliation"]["enum"]
#: An affiliation, or a word that someone might print for one that is not known.
AFTER_A_NAME = re.compile(rf"\b({'|'.join(WORDS)}|independent|neutral|private|reliable|none|n/a)\b", re.IGNORECASE)


def _jsonl(dist: Path) -> dict[str, str | None]:
    rows = (json.loads(line) for line in (dist / "records.jsonl").read_text("utf-8").splitlines())
    return {row["title"]: row["outlets"][0]["affiliation"] if row["outlets"] else None for row in rows}


def _columns(rows: list[dict[str, Any]]) -> dict[str, str | None]:
    return {row["title"]: row["affiliation"] or None for row in rows}


def _parquet(dist: Path) -> dict[str, str | None]:
    return _columns(pq.read_table(dist / "data" / "records.parquet").to_pylist())


def _arrow(dist: Path) -> dict[str, str | None]:
    return _columns(pa.ipc.open_file(dist / "data" / "records.arrow").read_all().to_pylist())


def _csv(dist: Path) -> dict[str, str | None]:
    with (dist / "data" / "records.csv").open(encoding="utf-8", newline="") as file:
        return _columns(list(csv.DictReader(file)))


def _sqlite(dist: Path) -> dict[str, str | None]:
    with sqlite3.connect(dist / "data" / "corpus.sqlite") as database:
        return dict(database.execute("select title, affiliation from records").fetchall())


#: Exporters that write the affiliation, with a way to read it back, and those that write none.
READERS: Mapping[str, Callable[[Path], dict[str, str | None]]] = {
    "jsonl": _jsonl,
    "parquet": _parquet,
    "arrow": _arrow,
    "csv": _csv,
    "sqlite": _sqlite,
}
WITHOUT = {"outside", "text", "json-ld", "tei", "references"}
PAGES = ("DATASHEET.md", "README.md", "datasheet.html", "datasheet.json", "croissant.json", "datapackage.json")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unknown")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "paste.txt").write_text(SEED, "utf-8")
    return corpuskit.build(folder, also=FORMATS).dist


def wrongly_told(text: str) -> list[str]:
    """What stands in a page soon after the name of an outlet of which nothing is known, instead of `unknown`."""
    plain = re.sub(r"<[^>]*>", " ", text)
    found = []
    for name in ("The Riverside Courier", "Caixin"):
        for match in re.finditer(re.escape(name), plain):
            beside = re.split(r"\b(?:RT|Caixin|The Riverside Courier)\b", plain[match.end() : match.end() + 60])[0]
            told = AFTER_A_NAME.search(beside)
            if told is not None and told[1].lower() != "unknown":
                found.append(name + beside)
    return found


def test_every_exporter_is_looked_at() -> None:
    assert {exporter.NAME for exporter in listed_exporters(also=FORMATS)} == READERS.keys() | WITHOUT


@pytest.mark.parametrize("name", READERS)
def test_each_format_says_unknown_and_nothing_else(name: str, dist: Path) -> None:
    assert READERS[name](dist) == EXPECTED


def test_the_other_formats_say_nothing_of_affiliation(dist: Path) -> None:
    files = {
        file.path for exporter in listed_exporters(also=FORMATS) if exporter.NAME in WITHOUT for file in exporter.FILES
    }
    paths = [dist / path for path in files if (dist / path).is_file()] + [*(dist / "data" / "text").iterdir()]
    assert len(paths) > 8
    for path in paths:
        text = path.read_text("utf-8")
        assert not [word for word in WORDS if re.search(rf"\b{word}\b", text)], path
        assert "independen" not in text.lower(), path


@pytest.mark.parametrize("page", PAGES)
def test_no_page_puts_anything_in_the_place_of_unknown(page: str, dist: Path) -> None:
    text = (dist / page).read_text("utf-8")
    assert wrongly_told(text) == []
    if page in ("DATASHEET.md", "datasheet.html"):
        assert re.search(r"The Riverside Courier\W+1\W+unknown", re.sub(r"<[^>]*>", " ", text)), page
    said = re.sub(r"not a finding of independence|not `?independent`?|“[^”]*”", "", text)
    assert "independent" not in said.lower(), page


@pytest.mark.parametrize("word", ["independent", "neutral", "non-state-private", "state-controlled"])
def test_the_look_finds_what_is_put_in_its_place(word: str, dist: Path, tmp_path: Path) -> None:
    """The tests above can fail: planted words are found in a table, in a format and on a page."""
    changed = tmp_path / "dist"
    shutil.copytree(dist, changed)
    for path in ("records.jsonl", "data/records.csv", "DATASHEET.md"):
        text = (changed / path).read_text("utf-8")
        (changed / path).write_text(re.sub(r"\bunknown\b", word, text), "utf-8")
    assert _jsonl(changed) != EXPECTED
    assert _csv(changed) != EXPECTED
    assert wrongly_told((changed / "DATASHEET.md").read_text("utf-8")) != []
