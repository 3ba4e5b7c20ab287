"""Parts of a corpus say what they were cut from, and together they are what was cut."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.deriving.merging import merge
from corpuskit.deriving.rehydrating import rehydrate
from corpuskit.deriving.selecting import Choice, select
from corpuskit.model import CorpuskitError, Exit


def lines(dist: Path, name: str = "records.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dist / name).read_text(encoding="utf-8").split("\n")[:-1]]


def manifest(dist: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((dist / "manifest.json").read_bytes())
    return found


def code_of(dist: Path, out: Path, choice: Choice) -> tuple[str, Exit]:
    with pytest.raises(CorpuskitError) as caught:
        select(dist, out, choice)
    assert not out.exists()
    return caught.value.problems[0].code, caught.value.exit_code


@settings(max_examples=4)
@given(st.data())
def test_complementary_parts_are_together_what_was_cut(corpus: Path, data: st.DataObject) -> None:
    ids = [record["id"] for record in lines(corpus / "dist")]
    chosen = data.draw(st.sets(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1))
    listed = ", ".join(f"'{name}'" for name in sorted(chosen))
    with TemporaryDirectory() as name:
        folder = Path(name)
        select(corpus / "dist", folder / "one", Choice(where=f"id in ({listed})"))
        select(corpus / "dist", folder / "other", Choice(where=f"not (id in ({listed}))"))
        order = ["one", "other"] if data.draw(st.booleans()) else ["other", "one"]
        merge([folder / part for part in order], folder / "sum")
        assert {record["id"] for record in lines(folder / "one")} == chosen
        for file in ("records.jsonl", "outside.jsonl", "data/records.parquet", "data/caveats.parquet"):
            assert (folder / "sum" / file).read_bytes() == (corpus / "dist" / file).read_bytes()


def test_a_part_is_whole_and_says_how_it_was_cut_from_which(corpus: Path, tmp_path: Path) -> None:
    select(corpus / "dist", tmp_path / "part", Choice(where="outlet = 'RT'"))
    select(tmp_path / "part", tmp_path / "sample", Choice(sample=2, seed=7))
    for folder in (tmp_path / "part", tmp_path / "sample"):
        assert verify(folder, corpus / "seeds").problems == ()
    told = manifest(tmp_path / "sample")["made_from"]
    assert told["how"] == {"command": "select", "sample": "2", "seed": "7"}
    before = told["sources"][0]["made_from"]
    assert before["how"] == {"command": "select", "where": "outlet = 'RT'"}
    assert before["sources"][0]["records_sha256"] == manifest(corpus / "dist")["records_sha256"]
    assert before["sources"][0]["version"] == "1.0.0"
    datasheet = (tmp_path / "part" / "DATASHEET.md").read_text(encoding="utf-8")
    assert "were cut from “Three dumps” (" in datasheet
    assert "Written for tests" in datasheet


def test_a_sample_is_the_same_each_time_and_another_seed_draws_others(corpus: Path, tmp_path: Path) -> None:
    drawn = []
    for number, seed in enumerate((1, 1, 2)):
        select(corpus / "dist", tmp_path / str(number), Choice(sample=5, seed=seed))
        drawn.append([record["id"] for record in lines(tmp_path / str(number))])
    assert drawn[0] == drawn[1] != drawn[2]
    assert {len(ids) for ids in drawn} == {5}


def test_a_split_keeps_what_belongs_together_and_takes_every_record_once(corpus: Path, tmp_path: Path) -> None:
    made = select(corpus / "dist", tmp_path, Choice(split={"train": 0.7, "test": 0.3}, by="outlet", seed=3))
    parts = {name: lines(tmp_path / name) for name in made}
    outlets = [{record["outlets"][0]["name"] if record["outlets"] else None for record in p} for p in parts.values()]
    assert not outlets[0] & outlets[1]
    everything = sorted(record["id"] for part in parts.values() for record in part)
    assert everything == sorted(record["id"] for record in lines(corpus / "dist"))
    merge([tmp_path / "train", tmp_path / "test"], tmp_path / "sum")
    assert verify(tmp_path / "sum", corpus / "seeds").problems == ()


def test_a_split_keeps_equal_texts_together_and_a_sample_may_be_all_there_is(tmp_path: Path) -> None:
    """An article that was printed twice is not in the part for training and in the one for test."""
    rows = [{"title": f"Notice {number}", "text": f"Ferry {number % 4} sails again."} for number in range(12)]
    dist = other(tmp_path / "whole", {"rows.jsonl": "\n".join(map(json.dumps, rows)).encode()})
    select(dist, tmp_path / "split", Choice(split={"train": 0.75, "test": 0.25}, seed=1))
    parts = [lines(tmp_path / "split" / name) for name in ("train", "test")]
    texts = [{record["text"] for record in part} for part in parts]
    assert [(len(part), len(said)) for part, said in zip(parts, texts, strict=True)] == [(9, 3), (3, 1)]
    assert not texts[0] & texts[1]
    select(dist, tmp_path / "sample", Choice(sample=12))
    assert lines(tmp_path / "sample") == lines(dist)
    for size in (0, 13):
        assert code_of(dist, tmp_path / "none", Choice(sample=size)) == ("wrong-option", Exit.USAGE)


def test_a_part_of_a_release_without_texts_is_filled_like_the_whole(
    corpus: Path, own_release: Path, tmp_path: Path
) -> None:
    for name, where in (("rt", "outlet = 'RT'"), ("rest", "outlet is null or outlet != 'RT'")):
        select(own_release, tmp_path / name, Choice(where=where))
        assert verify(tmp_path / name, corpus / "seeds").problems == ()
    merge([tmp_path / "rest", tmp_path / "rt"], tmp_path / "sum")
    assert lines(tmp_path / "sum", "withheld.jsonl") == lines(own_release, "withheld.jsonl")
    for name in ("rt", "sum"):
        assert rehydrate(tmp_path / name, corpus / "seeds").exit_code == Exit.OK
        assert verify(tmp_path / name, corpus / "seeds").problems == ()
    assert lines(tmp_path / "sum") == lines(corpus / "dist")
    with pytest.raises(CorpuskitError) as caught:
        merge([tmp_path / "rest", tmp_path / "rt"], tmp_path / "mixed")
    assert [found.code for found in caught.value.problems] == ["merge-withheld"]


def test_what_cannot_be_selected_is_said_and_nothing_is_written(corpus: Path, tmp_path: Path) -> None:
    dist, out = corpus / "dist", tmp_path / "out"
    assert code_of(dist, out, Choice()) == ("wrong-option", Exit.USAGE)
    assert code_of(dist, out, Choice(sample=10_000)) == ("wrong-option", Exit.USAGE)
    assert code_of(dist, out, Choice(sample=1, split={"a": 1.0})) == ("wrong-option", Exit.USAGE)
    assert code_of(dist, out, Choice(sample=1, by="outlet")) == ("wrong-option", Exit.USAGE)
    assert code_of(dist, out, Choice(split={"a": 0.5, "b": 0.6})) == ("wrong-option", Exit.USAGE)
    assert code_of(dist, out, Choice(split={"a": 0.5, "b": 0.5}, by="colour")) == ("no-such-column", Exit.USAGE)
    assert code_of(dist, out, Choice(where="outlet = 'Nobody'")) == ("nothing-selected", Exit.PROBLEMS)
    assert code_of(dist, out, Choice(where="read('/etc/passwd')")) == ("condition-invalid", Exit.USAGE)
    assert code_of(tmp_path, out, Choice(sample=1)) == ("no-dist", Exit.USAGE)
    with pytest.raises(CorpuskitError, match="what is selected from"):
        select(dist, dist, Choice(sample=1))


def test_a_damaged_corpus_is_not_cut(corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(corpus / "dist", tmp_path / "dist")
    (tmp_path / "dist" / "README.md").write_text("mine")
    assert code_of(tmp_path / "dist", tmp_path / "out", Choice(sample=1)) == ("file-changed", Exit.PROBLEMS)


def other(folder: Path, files: dict[str, bytes], corrections: str | None = None) -> Path:
    """Another corpus."""
    (folder / "seeds").mkdir(parents=True)
    for name, data in files.items():
        (folder / "seeds" / name).write_bytes(data)
    if corrections:
        (folder / "seeds" / "corrections.toml").write_text(corrections, encoding="utf-8")
    corpuskit.build(folder)
    return folder / "dist"


def test_the_same_article_from_two_seeds_is_there_once_with_both_places(corpus: Path, tmp_path: Path) -> None:
    again = other(tmp_path / "again", {"copy.txt": (corpus / "seeds" / "harbour.txt").read_bytes()})
    made = merge([corpus / "dist", again], tmp_path / "sum")
    assert made.twice == len(lines(again))
    assert lines(tmp_path / "sum") == lines(corpus / "dist")
    kept = [span for span in lines(tmp_path / "sum", "outside.jsonl") if span["kind"] == "same-record"]
    assert {span["record"] for span in kept} == {record["id"] for record in lines(again)}
    assert verify(tmp_path / "sum").problems == ()


def correction(record: dict[str, Any], said: str) -> str:
    quoted = record["text"].split("\n")[0][:40]
    return f'[[correction]]\nrecord = "{record["id"]}"\nquote = "{quoted}"\n{said}\nreason = "a test"\nby = "a test"\n'


def test_what_does_not_fit_together_is_an_error(corpus: Path, tmp_path: Path) -> None:
    data = (corpus / "seeds" / "harbour.txt").read_bytes()
    same_name = other(tmp_path / "name", {"harbour.txt": data + b"\n"})
    one = next(record for record in lines(corpus / "dist") if record["provenance"]["file"] == "harbour.txt")
    says_more = other(tmp_path / "more", {"harbour.txt": data}, correction(one, 'field = "page"\nvalue = "7"'))
    for dist, code in ((same_name, "merge-seed-differs"), (says_more, "merge-record-differs")):
        with pytest.raises(CorpuskitError) as caught:
            merge([corpus / "dist", dist], tmp_path / "sum")
        assert {found.code for found in caught.value.problems} == {code}
    for dists, out in (([corpus / "dist"], tmp_path / "sum"), ([corpus / "dist", says_more], says_more)):
        with pytest.raises(CorpuskitError) as caught:
            merge(dists, out)
        assert caught.value.exit_code == Exit.USAGE
    assert not (tmp_path / "sum").exists()


def test_a_record_that_was_withdrawn_stays_out_of_a_sum_with_an_earlier_edition(tmp_path: Path, dumps: Path) -> None:
    data = (dumps / "harbour.txt").read_bytes()
    earlier = other(tmp_path / "earlier", {"harbour.txt": data})
    one = lines(earlier)[1]
    later = other(tmp_path / "later", {"harbour.txt": data}, correction(one, 'exclude = "takedown"'))
    for order in ([earlier, later], [later, earlier]):
        made = merge(order, tmp_path / "sum")
        assert (made.withdrawn, [found.code for found in made.problems]) == (1, ["merge-excluded"])
        assert one["id"] not in {record["id"] for record in lines(tmp_path / "sum")}
        spans = [span for span in lines(tmp_path / "sum", "outside.jsonl") if span["kind"] == "excluded"]
        assert [(span["text"], span["byte_start"]) for span in spans] == [(None, one["provenance"]["byte_start"])]
        assert verify(tmp_path / "sum").problems == ()
    select(tmp_path / "sum", tmp_path / "part", Choice(sample=2))
    assert any(span["kind"] == "excluded" for span in lines(tmp_path / "part", "outside.jsonl"))


def test_corpora_without_records_keep_their_bytes_in_the_sum(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / f"{name}.txt").write_text(f"Share\nTweet {name}\n", encoding="utf-8")
        corpuskit.build(tmp_path / f"{name}.txt", out=tmp_path / name, keep_going=True)
    merge([tmp_path / "one", tmp_path / "other"], tmp_path / "sum")
    assert [found for found in verify(tmp_path / "sum").problems if found.severity == "error"] == []
    assert {span["file"] for span in lines(tmp_path / "sum", "outside.jsonl")} == {"one.txt", "other.txt"}


def test_a_part_does_not_go_into_the_corpus_that_it_is_cut_from(corpus: Path) -> None:
    assert code_of(corpus / "dist", corpus / "dist" / "part", Choice(sample=1)) == ("not-ours", Exit.USAGE)
    assert verify(corpus / "dist").problems == ()
