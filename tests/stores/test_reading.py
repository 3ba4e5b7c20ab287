"""Seeds that lie in a store are read there, and give what the same seeds on disk give."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

import corpuskit
from corpuskit import pipeline, reading, stores
from corpuskit.engines import cutting
from corpuskit.engines.workers import Workers
from corpuskit.model import CorpuskitError, Exit
from corpuskit.reading.sources import source as sources
from corpuskit.splitting.pasted import stretches
from corpuskit.workspace import open_workspace


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_workspace_in_a_store_gives_the_bytes_that_it_gives_on_disk(
    corpus_there: str, corpus_here: Path, tmp_path: Path
) -> None:
    corpuskit.build(corpus_there, out=tmp_path / "there", jobs=1)
    corpuskit.build(corpus_here)
    assert contents(tmp_path / "there") == contents(corpus_here / "dist")


@pytest.mark.slow
def test_workers_read_ranges_of_a_large_seed_themselves(
    s3: Any, bucket: str, dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = b"\n\n".join((dumps / name).read_bytes() for name in ("briefing.txt", "harbour.txt")) * 4
    (tmp_path / "dump.txt").write_bytes(dump)
    s3.pipe_file(f"{bucket}/dump.txt", dump)
    monkeypatch.setattr(stretches, "AROUND", 4096)
    pipeline.build([tmp_path / "dump.txt"], tmp_path / "here", pipeline.Options())
    monkeypatch.setattr(cutting, "PART", 15_000)
    monkeypatch.setattr(cutting, "LARGE", 1000)
    monkeypatch.setattr(sources, "SMALL", 1000)
    pipeline.build([f"s3://{bucket}/dump.txt"], tmp_path / "there", pipeline.Options(), engine=Workers(2))
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_the_same_files_are_seeds_as_on_disk(s3: Any, bucket: str) -> None:
    names = ("b.txt", "a/c.txt", "README.md", "notes.toml", ".hidden", ".git/x.txt", "a/.DS_Store", "\u00e9t\u00e9.txt")
    for name in names:
        s3.pipe_file(f"{bucket}/seeds/{name}", b"x\n")
    s3.pipe_file(f"{bucket}/seeds/folder/", b"")
    found = open_workspace([f"s3://{bucket}"])
    assert [seed.name for seed in found.seeds] == ["a/c.txt", "b.txt", "\u00e9t\u00e9.txt"]
    assert found.address == f"s3://{bucket}"
    assert found.seeds[0].path == f"s3://{bucket}/seeds/a/c.txt"


def test_loose_seeds_of_a_store_a_disk_and_another_store_have_names_of_their_own(
    s3: Any, bucket: str, tmp_path: Path
) -> None:
    import fsspec

    for name in ("x/a.txt", "x/b.txt", "c.txt"):
        s3.pipe_file(f"{bucket}/{name}", b"x\n")
    assert [seed.name for seed in open_workspace([f"s3://{bucket}/x", f"s3://{bucket}/c.txt"]).seeds] == [
        "c.txt",
        "x/a.txt",
        "x/b.txt",
    ]
    fsspec.filesystem("memory").pipe_file("/loose/c.txt", b"x\n")
    (tmp_path / "c.txt").write_bytes(b"x\n")
    mixed = [f"s3://{bucket}/c.txt", "memory://loose/c.txt", tmp_path / "c.txt"]
    names = [seed.name for seed in open_workspace(mixed).seeds]
    assert f"s3/{bucket}/c.txt" in names
    assert "memory/loose/c.txt" in names
    assert len(set(names)) == 3


def test_a_zip_in_a_store_is_opened_there(s3: Any, bucket: str, dumps: Path, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(dumps / "harbour.txt", "harbour.txt")
    s3.pipe_file(f"{bucket}/all.zip", packed.getvalue())
    (tmp_path / "all.zip").write_bytes(packed.getvalue())
    there = list(corpuskit.split(f"s3://{bucket}/all.zip"))
    assert [record.id for record in there] == [record.id for record in corpuskit.split(tmp_path / "all.zip")]
    assert there[0].provenance["file"] == "all.zip!/harbour.txt"


def test_file_addresses_are_paths(corpus_here: Path, tmp_path: Path) -> None:
    built = corpuskit.build(f"file://{corpus_here}", out=f"file://{tmp_path / 'dist'}")
    assert built.dist == tmp_path / "dist"
    corpuskit.build(corpus_here)
    assert contents(tmp_path / "dist") == contents(corpus_here / "dist")
    assert corpuskit.load(f"file://{tmp_path / 'dist'}").num_rows
    assert corpuskit.validate(f"file://{tmp_path / 'dist'}") == []


def test_a_seed_that_changes_after_it_was_listed_is_told(s3: Any, bucket: str) -> None:
    s3.pipe_file(f"{bucket}/a.txt", b"one\n")
    seed = open_workspace([f"s3://{bucket}/a.txt"]).seeds[0]
    s3.pipe_file(f"{bucket}/a.txt", b"two\n")
    with pytest.raises(CorpuskitError) as caught:
        reading.read(seed)
    assert caught.value.problems[0].code == "seed-changed"
    assert caught.value.exit_code == Exit.PROBLEMS


def test_a_seed_that_changes_between_two_ranges_is_told(s3: Any, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SMALL", 0)
    monkeypatch.setattr(stores.objects, "AHEAD", 1024)
    s3.pipe_file(f"{bucket}/a.txt", b"a line of text\n" * 400_000)
    view = reading.read(open_workspace([f"s3://{bucket}/a.txt"]).seeds[0])
    blocks = view.open_blocks(1 << 20)
    next(blocks)
    s3.pipe_file(f"{bucket}/a.txt", b"another line of text\n" * 400_000)
    with pytest.raises(CorpuskitError) as caught:
        list(blocks)
    assert caught.value.problems[0].code == "seed-changed"
    with pytest.raises(CorpuskitError, match="changed while it was being read"):
        list(view.open_blocks(1 << 20))


def test_a_mistake_in_corpus_toml_is_named_by_its_address(s3: Any, corpus_there: str) -> None:
    s3.pipe_file(f"{corpus_there}/seeds/corpus.toml", b"titel = 1\n")
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(corpus_there)
    assert caught.value.problems[0].place.file == f"{corpus_there}/seeds/corpus.toml"
    assert caught.value.problems[0].place.line == 1
    assert caught.value.exit_code == Exit.USAGE


def test_a_problem_in_a_seed_is_named_by_its_address_and_line(s3: Any, bucket: str, tmp_path: Path) -> None:
    s3.pipe_file(f"{bucket}/a.txt", "Déjà vu\n".encode() + b"line\nb\xffd\n")
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(f"s3://{bucket}/a.txt", out=tmp_path / "dist")
    place = caught.value.problems[0].place
    assert (place.file, place.line, place.column) == (f"s3://{bucket}/a.txt", 3, 2)


def test_nothing_is_fetched_of_a_name_that_leads_out_of_its_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="no file can have this name"):
        stores.standins.copy("memory://bucket", ["../../escaped"], tmp_path / "copy")
    assert not os.path.lexists(tmp_path.parent / "escaped")


def test_the_memory_of_this_process_is_for_no_other(tmp_path: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe_file("/private/a.txt", b"x\n")
    with pytest.raises(CorpuskitError, match="no other process can read"):
        corpuskit.build("memory://private/a.txt", out=tmp_path / "dist", engine="ray")
