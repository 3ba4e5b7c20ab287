"""A release without texts says nothing that the articles say, and a recipient's own seeds bring all of it back."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.feather
import pyarrow.parquet as pq
import pytest

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.deriving.merging import merge
from corpuskit.deriving.rehydrating import rehydrate
from corpuskit.deriving.selecting import Choice, select
from corpuskit.model import CorpuskitError, Exit
from corpuskit.withholding.features import features

SEED = Path(__file__).parent.parent.parent / "seeds" / "000_f9ebc50f77beef4a.txt"


def records(dist: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dist / "records.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def contents(dist: Path) -> Iterator[tuple[str, str]]:
    """Every file, and every value of what is compressed."""
    for path in sorted(path for path in dist.rglob("*") if path.is_file()):
        yield path.name, path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".parquet":
            yield path.name, str(pq.read_metadata(path).metadata)
            yield path.name, json.dumps(pq.read_table(path).to_pylist(), default=str, ensure_ascii=False)
        if path.suffix == ".arrow":
            rows = pyarrow.feather.read_table(path).to_pylist()
            yield path.name, json.dumps(rows, default=str, ensure_ascii=False)
        if path.suffix == ".sqlite":
            with contextlib.closing(sqlite3.connect(path)) as database:
                yield path.name, "\n".join(database.iterdump())


def test_no_eight_words_of_any_text_stand_anywhere_in_a_release(corpus: Path, release: Path) -> None:
    taken = set().union(*(shingles(record["text"] or "") for record in records(corpus / "dist")))
    assert len(taken) > 5_000
    assert {name: found for name, said in contents(release) if (found := shingles(said) & taken)} == {}


def test_the_search_for_words_can_find_some(corpus: Path, tmp_path: Path) -> None:
    corpuskit.build(corpus, out=tmp_path / "dist", also=["csv", "sqlite"])
    taken = shingles(records(corpus / "dist")[0]["text"])
    found = {name for name, said in contents(tmp_path / "dist") if shingles(said) & taken}
    assert {"records.jsonl", "records.parquet", "datasheet.html", "records.csv", "corpus.sqlite"} <= found


def test_a_release_keeps_ids_dates_outlets_counts_and_places_and_says_what_is_missing(
    corpus: Path, release: Path
) -> None:
    kept = ("id", "date", "outlets", "word_count", "text_sha256", "provenance", "evidence", "language")
    for whole, without in zip(records(corpus / "dist"), records(release), strict=True):
        assert {name: whole[name] for name in kept} == {name: without[name] for name in kept}
        assert (without["text"], without["headings"], without["credit_line"]) == (None, [], None)
        assert without["caveats"][-1]["code"] == "text-withheld"


def test_verify_holds_for_a_release_with_and_without_its_seeds(corpus: Path, release: Path) -> None:
    assert verify(release).problems == ()
    with_seeds = verify(release, corpus / "seeds")
    assert with_seeds.problems == ()
    assert any("compared with the bytes of 3 seeds" in line for line in with_seeds.checked)


def test_the_release_is_the_same_each_time(own_release: Path, corpus: Path, tmp_path: Path) -> None:
    corpuskit.build(corpus, out=tmp_path / "again", withhold_text=True, features=True, also=["csv", "text"], jobs=2)
    assert (own_release / "SHA256SUMS").read_bytes() == (tmp_path / "again" / "SHA256SUMS").read_bytes()


def rows(dist: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dist / "features.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


def test_features_say_what_the_longer_texts_are_like_and_pass_into_parts_and_sums(
    corpus: Path, release: Path, tmp_path: Path
) -> None:
    texts = {record["id"]: record for record in records(corpus / "dist")}
    found = rows(release)
    assert [row["id"] for row in found] == [name for name, told in texts.items() if told["word_count"] >= 100]
    assert found == [features(texts[row["id"]]) for row in found]
    assert len(found) >= 9
    select(release, tmp_path / "parts", Choice(split={"one": 0.5, "two": 0.5}))
    parts = [tmp_path / "parts" / name for name in ("one", "two")]
    assert sorted(row["id"] for part in parts for row in rows(part)) == sorted(row["id"] for row in found)
    merge(parts, tmp_path / "whole")
    assert (tmp_path / "whole" / "features.jsonl").read_bytes() == (release / "features.jsonl").read_bytes()
    assert verify(tmp_path / "whole", corpus / "seeds").problems == ()


def test_features_are_of_withheld_texts_only(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(SEED, out=tmp_path / "dist", features=True)
    assert caught.value.problems[0].code == "wrong-option"


COPIES = {
    "as it is": lambda data: data,
    "with CRLF line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "with a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "in UTF-16": lambda data: data.decode().encode("utf-16"),
}


@pytest.mark.parametrize("change", COPIES.values(), ids=COPIES)
def test_nine_of_nine_texts_come_back_from_a_copy_of_the_seed_under_another_name(change: Any, tmp_path: Path) -> None:
    corpuskit.build(SEED, out=tmp_path / "whole")
    corpuskit.build(SEED, out=tmp_path / "dist", withhold_text=True)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "pasted.txt").write_bytes(change(SEED.read_bytes()))
    found = rehydrate(tmp_path / "dist", tmp_path / "copy")
    assert (found.restored, found.whole, found.same_as_built, found.exit_code) == (9, 9, True, Exit.OK)
    assert (tmp_path / "dist" / "SHA256SUMS").read_bytes() == (tmp_path / "whole" / "SHA256SUMS").read_bytes()


def test_a_corpus_that_was_filled_again_is_the_one_that_was_built(own_release: Path, corpus: Path) -> None:
    found = rehydrate(own_release, corpus / "seeds")
    assert found.same_as_built
    assert found.problems == ()
    for path in sorted(path for path in (corpus / "dist").rglob("*") if path.is_file()):
        assert path.read_bytes() == (own_release / path.relative_to(corpus / "dist")).read_bytes(), path
    assert verify(own_release, corpus / "seeds").problems == ()


def test_a_partial_copy_brings_back_a_part_and_the_rest_follows_later(own_release: Path, corpus: Path) -> None:
    first = rehydrate(own_release, corpus / "seeds" / "harbour.txt")
    assert first.exit_code == Exit.PARTIAL
    assert {found.code for found in first.problems} == {"text-missing"}
    assert 0 < first.restored < first.records
    texts = {record["provenance"]["file"]: record["text"] is not None for record in records(own_release)}
    assert texts == {SEED.name: False, "harbour.txt": True, "moorbach.txt": False}
    without = {record["id"] for record in records(own_release) if record["text"] is None}
    assert {row["id"] for row in rows(own_release)} <= without
    assert verify(own_release, corpus / "seeds").problems == ()
    second = rehydrate(own_release, corpus / "seeds")
    assert (second.exit_code, second.same_as_built) == (Exit.OK, True)


def test_records_are_found_in_a_file_that_holds_only_some_and_others_before_them(tmp_path: Path) -> None:
    corpuskit.build(SEED, out=tmp_path / "dist", withhold_text=True)
    last = records(tmp_path / "dist")[-1]["provenance"]
    copy = b"Notes of my own.\r\n\r\n" + SEED.read_bytes()[last["byte_start"] :].replace(b"\n", b"\r\n")
    (tmp_path / "notes.txt").write_bytes(copy)
    found = rehydrate(tmp_path / "dist", tmp_path / "notes.txt", tmp_path / "out")
    assert (found.restored, found.exit_code) == (1, Exit.PARTIAL)
    assert [record["text"] is not None for record in records(tmp_path / "out")] == [False] * 8 + [True]


def test_another_word_in_the_copy_keeps_its_record_withheld(tmp_path: Path) -> None:
    corpuskit.build(SEED, out=tmp_path / "dist", withhold_text=True)
    (tmp_path / "copy.txt").write_bytes(SEED.read_bytes().replace(b" is ", b" was ", 1))
    found = rehydrate(tmp_path / "dist", tmp_path / "copy.txt")
    assert (found.restored, found.exit_code) == (8, Exit.PARTIAL)


def test_what_cannot_be_filled_is_said_and_nothing_is_written(corpus: Path, own_release: Path, tmp_path: Path) -> None:
    before = (own_release / "SHA256SUMS").read_bytes()
    (tmp_path / "other.txt").write_text("Something else.\n")
    for dist, seeds, code in (
        (own_release, tmp_path / "other.txt", "nothing-restored"),
        (own_release, tmp_path / "absent", "no-such-seeds"),
        (corpus / "dist", corpus / "seeds", "nothing-withheld"),
        (tmp_path, corpus / "seeds", "no-dist"),
    ):
        with pytest.raises(CorpuskitError) as caught:
            rehydrate(dist, seeds)
        assert caught.value.problems[0].code == code
    assert (own_release / "SHA256SUMS").read_bytes() == before


def test_a_value_that_no_seed_prints_is_named_when_the_text_is_back(corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus / "seeds", tmp_path / "seeds")
    one = records(corpus / "dist")[0]
    (tmp_path / "seeds" / "corrections.toml").write_text(
        f'[[correction]]\nrecord = "{one["id"]}"\nquote = "{one["text"][:60]}"\nfield = "title"\n'
        'value = "A title that a person wrote and that is long enough"\nreason = "for a test"\nby = "a test"\n'
    )
    corpuskit.build(tmp_path, withhold_text=True)
    found = rehydrate(tmp_path / "dist", tmp_path / "seeds")
    assert (found.restored - found.whole, found.same_as_built) == (1, False)
    assert [(told.code, "title" in told.message) for told in found.problems] == [("not-all-restored", True)]
