"""Words that a person withdraws are in no file of the next data set; their place, a hash and the reason are."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from corrected import ARTICLES, MEANT, paste, records, workspace

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.corrections import passages
from corpuskit.corrections.stanzas import Correction
from corpuskit.corrections.writing import quote_of
from corpuskit.deriving.merging import merge
from corpuskit.deriving.rehydrating import rehydrate
from corpuskit.deriving.selecting import Choice, select
from corpuskit.model import FORMATS, CorpuskitError
from corpuskit.reading.documents.extracted import Extraction

TITLE = ARTICLES[MEANT][0]
NAME = "Edda Marlow"
QUOTE = "Anglers hope for trout"
#: The article names a person in its title, on two lines of its text, and over the end of a third.
TEXT = (
    paste()
    .replace(TITLE, f"{TITLE}, says {NAME}")
    .replace("Anglers hope for trout above", f"{NAME} and other anglers hope for trout. Anglers hope for trout above")
    .replace("The county pays for a footpath", "Thanks go to Edda\nMarlow. The county pays for a footpath")
)
EVERY = [*FORMATS]


def stanza(record_id: str, passage: str = NAME, more: str = "") -> str:
    return (
        f'[[correction]]\nrecord = "{record_id}"\nquote = "{QUOTE}"\nwithhold = "privacy"\n'
        f'passage = "{passage}"\nreason = "asked for it"\nby = "P. Erson"\n{more}'
    )


def meant(folder: Path, text: str | bytes = TEXT) -> Any:
    """The record as it is without corrections."""
    return next(r for title, r in records(workspace(folder, text)).items() if title and title.startswith(TITLE))


def corrected(folder: Path, text: str | bytes = TEXT, passage: str = NAME, more: str = "") -> Path:
    return workspace(folder, text, stanza(meant(folder, text).id, passage, more))


def record_of(dist: Path, record_id: str) -> dict[str, Any]:
    lines = (dist / "records.jsonl").read_text("utf-8").split("\n")[:-1]
    return next(record for record in map(json.loads, lines) if record["id"] == record_id)


def contents(dist: Path) -> Iterator[tuple[str, str]]:
    """Every file, and every value of what is compressed."""
    for path in sorted(path for path in dist.rglob("*") if path.is_file()):
        yield path.name, path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".parquet":
            yield path.name, json.dumps(pq.read_table(path).to_pylist(), default=str)
        elif path.suffix == ".arrow":
            yield path.name, json.dumps(pyarrow.feather.read_table(path).to_pylist(), default=str)
        elif path.suffix == ".sqlite":
            with contextlib.closing(sqlite3.connect(path)) as database:
                yield path.name, "\n".join(database.iterdump())


def test_the_words_are_in_no_file_of_any_format_and_their_place_hash_and_reason_are(tmp_path: Path) -> None:
    before = meant(tmp_path)
    built = corpuskit.build(corrected(tmp_path), also=EVERY)
    for name, said in contents(built.dist):
        assert "Marlow" not in said, name
        assert "Edda" not in said, name
    record = record_of(built.dist, before.id)
    assert record["title"] == f"{TITLE}, says [withheld]"
    assert record["text"] == before.text.replace("Edda\nMarlow", "[withheld]\n[withheld]").replace(NAME, "[withheld]")
    assert record["text_sha256"] == hashlib.sha256(record["text"].encode()).hexdigest()
    raw = TEXT.encode()
    told = [entry for entry in record["evidence"] if entry["rule"] == "withheld"]
    assert [entry["field"] for entry in told] == ["title", "text", "text"]
    for entry in told:
        words = raw[entry["byte_start"] : entry["byte_end"]].decode()
        assert words.split() == ["Edda", "Marlow"]
        hashed = hashlib.sha256(f"{before.id}\n{words}".encode()).hexdigest()
        assert entry["source"] == (f"corrections.toml, P. Erson: asked for it (privacy; SHA-256 after the id {hashed})")
    marked = [caveat for caveat in record["caveats"] if caveat["code"] == "passage-withheld"]
    assert [record["text"][caveat["start"] : caveat["end"]] for caveat in marked] == ["[withheld]"] * 3
    datasheet = (built.dist / "DATASHEET.md").read_text("utf-8")
    assert f"words of record {before.id} withheld" in datasheet
    assert "passage-withheld" in datasheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_seeds_bear_out_what_is_left_and_what_was_taken(tmp_path: Path, encoding: str, end: str) -> None:
    made = corrected(tmp_path, TEXT.replace("\n", end).encode(encoding))
    dist = corpuskit.build(made).dist
    assert verify(dist, made / "seeds").problems == ()
    assert corpuskit.validate(dist) == []


def test_other_records_and_the_id_stay_as_they_are(tmp_path: Path) -> None:
    whole = {record.id: record for record in corpuskit.split(workspace(tmp_path, TEXT))}
    left = {record.id: record for record in corpuskit.split(corrected(tmp_path))}
    assert whole.keys() == left.keys()
    assert [name for name in whole if whole[name] != left[name]] == [meant(tmp_path).id]


def test_headings_authors_extras_addresses_and_former_values_lose_the_words_too() -> None:
    def said(name: str) -> dict[str, Any]:
        return {"field": name, "rule": "r", "byte_start": None, "byte_end": None, "source": None, "confidence": None}

    text = f"{NAME} speaks\nOf {NAME}\nMore."
    record: dict[str, Any] = dict.fromkeys(passages.PRINTED) | {
        "id": "0" * 16,
        "url": "https://example.org/Edda Marlow",
        "text": text,
        "headings": [
            {"text": f"Of {NAME}", "offset": text.index("Of")},
            {"text": "More.", "offset": text.index("Mor")},
        ],
        "authors": [NAME, "B. Other"],
        "outlets": [{"name": f"Notes of {NAME}"}],
        "extra": [{"key": "caption", "value": f"Photo: {NAME}"}],
        "evidence": [said("title") | {"source": f"corrections.toml: wrong (before: “{NAME}”)"}],
        "provenance": {"byte_start": 100},
    }
    one = Correction("withhold", "corrections.toml", 1, {"passage": NAME, "withhold": "privacy", "reason": "asked"})
    assert passages.withhold(record, one, text.encode(), "utf-8")
    assert NAME not in json.dumps(record, ensure_ascii=False)
    assert [record["text"][h["offset"] :].split("\n")[0] for h in record["headings"]] == ["Of [withheld]", "More."]
    assert [h["text"] for h in record["headings"]] == ["Of [withheld]", "More."]
    assert (record["authors"], record["url"]) == (["[withheld]", "B. Other"], None)
    assert [entry["byte_start"] for entry in record["evidence"][1:]] == [100, 100 + text.rindex(NAME)]


def test_words_that_a_person_set_are_withheld_too_and_some_that_the_record_lacks_are_told(tmp_path: Path) -> None:
    known = meant(tmp_path)
    field = f'[[correction]]\nrecord = "{known.id}"\nfield = "subtitle"\nvalue = "By {NAME}"\nreason = "printed"\n'
    found = next(r for r in corpuskit.split(corrected(tmp_path, more=field)) if r.id == known.id)
    assert found.subtitle == "By [withheld]"
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(corrected(tmp_path, passage="Nobody Whatever"))
    assert [problem.code for problem in caught.value.problems] == ["correction-unfit"]


def test_a_reason_that_repeats_the_words_is_a_mistake(tmp_path: Path) -> None:
    text = stanza(meant(tmp_path).id).replace("asked for it", f"{NAME}  asked for it")
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(workspace(tmp_path, TEXT, text))
    assert "repeats in its reason what it withholds" in caught.value.problems[0].message


def test_a_later_quote_of_the_record_is_of_words_that_the_seed_still_has() -> None:
    text = "Thanks go to [withheld] of the county, who pays for the footpath."
    assert quote_of({"text": text}) == "of the county, who pays for the footpath."


def test_a_release_without_texts_gives_the_text_back_with_its_gaps(tmp_path: Path) -> None:
    made = corrected(tmp_path)
    corpuskit.build(made, out=tmp_path / "whole")
    corpuskit.build(made, out=tmp_path / "release", withhold_text=True, features=True)
    assert all("Marlow" not in said for _, said in contents(tmp_path / "release"))
    (tmp_path / "copy.txt").write_text(f"Notes.\n\n{TEXT}".replace("\n", "\r\n"), newline="")
    for copy in (made / "seeds" / "paste.txt", tmp_path / "copy.txt"):
        found = rehydrate(tmp_path / "release", copy, tmp_path / "out")
        assert (found.restored, found.whole) == (len(ARTICLES), len(ARTICLES))
        assert found.same_as_built
    assert all("Marlow" not in said for _, said in contents(tmp_path / "out"))


def test_parts_keep_the_gap_and_a_sum_takes_it_from_whichever_corpus_has_it(tmp_path: Path) -> None:
    name = meant(tmp_path).id
    earlier = corpuskit.build(workspace(tmp_path, TEXT), out=tmp_path / "earlier").dist
    later = corpuskit.build(corrected(tmp_path), out=tmp_path / "later").dist
    select(later, tmp_path / "part", Choice(where=f"id = '{name}'"))
    for number, dists in enumerate(([earlier, later], [later, earlier], [earlier, tmp_path / "part"])):
        found = merge(dists, tmp_path / f"sum{number}")
        assert [told.code for told in found.problems] == ["merge-passage-withheld"]
        assert record_of(tmp_path / f"sum{number}", name) == record_of(later, name)
        assert all("Marlow" not in said for _, said in contents(tmp_path / f"sum{number}"))
        assert verify(tmp_path / f"sum{number}").problems == ()


def test_words_of_many_records_are_withheld_without_reading_the_seed_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [{"title": f"Ferry {n}", "text": f"Called by Person{n} it sails."} for n in range(30)]
    folder = tmp_path / "workspace"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "a.json").write_text(json.dumps(articles), encoding="utf-8")
    made = [record.id for record in corpuskit.split(folder)]
    said = "".join(
        f'[[correction]]\nrecord = "{name}"\npassage = "Person{n}"\nwithhold = "privacy"\nreason = "asked for"\n'
        for n, name in enumerate(made)
    )
    (folder / "seeds" / "corrections.toml").write_text(said, encoding="utf-8")
    opened = []
    before = Extraction.open_bytes
    monkeypatch.setattr(Extraction, "open_bytes", lambda self: opened.append(self) or before(self))
    assert {record.text for record in corpuskit.split(folder)} == {"Called by [withheld] it sails."}
    assert len(opened) == 1


def test_a_file_of_judgements_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    folder = workspace(tmp_path, TEXT)
    (folder / "seeds" / "audit.toml").symlink_to(folder / "nowhere")
    with pytest.raises(CorpuskitError, match=r"audit\.toml"):
        list(corpuskit.split(folder))
