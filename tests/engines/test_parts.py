"""Parts of a large seed are kept by whoever makes them, and a build that was killed goes on behind them."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from test_same_result import Threadless, contents

from corpuskit import pipeline
from corpuskit.engines import cache, cutting, kept, parts, tasks
from corpuskit.engines.workers import Workers
from corpuskit.packaging.placing import in_store
from corpuskit.splitting.pasted import stretches
from corpuskit.workspace import open_workspace

ROOT = Path(__file__).parent.parent.parent
SMALLER = {"PART": 6_000, "LARGE": 1_000}


@pytest.fixture
def workspace(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pipeline.choosing, "LITTLE", 0)
    monkeypatch.setattr(stretches, "AROUND", 4096)
    for name, value in SMALLER.items():
        monkeypatch.setattr(cutting, name, value)
    (tmp_path / "corpus" / "seeds").mkdir(parents=True)
    (tmp_path / "corpus" / "seeds" / "dump.txt").write_bytes(dump.read_bytes())
    return tmp_path / "corpus"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Where parts begin that were made, not found."""
    found: list[int] = []
    of_part = tasks.of_part

    def noted(recipe: Any, view: Any, habits: Any, start: int, until: int | None, since: Any) -> Any:
        if since is None:
            found.append(start)
        return of_part(recipe, view, habits, start, until, since)

    monkeypatch.setattr(tasks, "of_part", noted)
    return found


def test_a_part_that_was_kept_is_the_part_that_was_made(workspace: Path, tmp_path: Path, made: list[int]) -> None:
    recipe = tasks.Recipe()
    view = tasks.read(recipe, open_workspace([workspace]).seeds[0])
    packed = parts.packed(tasks.learned(view, None))
    for folder in (str(tmp_path / "cache"), "memory://parts/cache"):
        made.clear()
        place = parts.Place(folder, "0123")
        first = [parts.of_part(place, recipe, view, packed, at, at + 6_000) for at in (0, 6_000, 12_000)]
        again = [parts.of_part(place, recipe, view, packed, at, at + 6_000) for at in (0, 6_000, 12_000)]
        assert made == [0, 6_000, 12_000]
        for one, other in zip(first, again, strict=True):
            assert (one.begin, one.end) == (other.begin, other.end)
            assert [piece.end for piece in one.found] == [piece.end for piece in other.found]
            for piece, same in zip(one.found, other.found, strict=True):
                assert piece.records.equals(same.records)
                assert list(piece.outside) == list(same.outside)
                assert piece.statement == same.statement


def test_an_entry_that_is_damaged_or_another_is_made_anew(workspace: Path, tmp_path: Path, made: list[int]) -> None:
    recipe = tasks.Recipe()
    view = tasks.read(recipe, open_workspace([workspace]).seeds[0])
    packed = parts.packed(tasks.learned(view, None))
    place = parts.Place(str(tmp_path / "cache"), "0123")
    whole = parts.of_part(place, recipe, view, packed, 0, 6_000)
    entry = place.of(0, 6_000)
    assert isinstance(entry, Path)
    data = entry.read_bytes()
    sealed = kept.of_part(dataclasses.replace(whole, found=[]))
    assert sealed is not None
    assert kept.to_part(sealed) is not None
    made.clear()
    for damaged in (b"", data[:-20], data[:100] + b"x" + data[101:], b"{}\n"):
        entry.write_bytes(damaged)
        parts.of_part(place, recipe, view, packed, 0, 6_000)
        assert entry.read_bytes() == data
    assert made == [0, 0, 0, 0]
    entry.unlink()
    entry.mkdir()
    parts.of_part(place, recipe, view, packed, 0, 6_000)
    assert not list(entry.parent.glob("*.*-*-*"))


#: A build on two workers, of parts that are as small as in these tests.
BUILD = """
import sys
from corpuskit import pipeline
from corpuskit.engines import cutting
from corpuskit.engines.workers import Workers
pipeline.choosing.LITTLE = 0
cutting.PART, cutting.LARGE = 6_000, 1_000
pipeline.build([sys.argv[1]], None, pipeline.Options(), engine=Workers(2))
"""


def kill_a_build(corpus: str, entries: Callable[[], Sequence[Any]]) -> int:
    """Begins a build, kills it when three parts are kept; returns how many were."""
    build = subprocess.Popen([sys.executable, "-c", BUILD, corpus], cwd=ROOT)
    try:
        deadline = time.monotonic() + 200
        while len(entries()) < 3 and time.monotonic() < deadline:
            assert build.poll() is None, "it ended before it could be killed"
            time.sleep(0.05)
    finally:
        build.kill()  # its workers leave when it does
        build.wait()
    return len(entries())


@pytest.fixture
def small_parts(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace, with parts that are small and guesses as far around as in the build that is killed."""
    monkeypatch.undo()
    monkeypatch.setattr(pipeline.choosing, "LITTLE", 0)
    for name, value in SMALLER.items():
        monkeypatch.setattr(cutting, name, value)
    return workspace


@pytest.mark.slow
def test_a_build_that_was_killed_goes_on_behind_the_parts_that_were_made(
    small_parts: Path, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entries() -> list[Path]:
        return list((small_parts / cache.FOLDER).glob(f"*.*-*{parts.SUFFIX}"))

    before = kill_a_build(str(small_parts), entries)
    assert before >= 3
    assert not (small_parts / "dist").exists()
    made: list[int] = []
    of_part = tasks.of_part

    def noted(*arguments: Any) -> Any:
        if arguments[5] is None:
            made.append(arguments[3])
        return of_part(*arguments)

    monkeypatch.setattr(tasks, "of_part", noted)
    pipeline.build([small_parts], None, pipeline.Options(), engine=Threadless())
    assert len(made) <= len(range(0, dump.stat().st_size, 6_000)) - before
    pipeline.build([small_parts], tmp_path / "clean", pipeline.Options(cache=False))
    assert contents(small_parts / "dist") == contents(tmp_path / "clean")
    assert entries() == []


@pytest.mark.slow
def test_workers_read_seeds_and_keep_parts_in_a_store(
    endpoint: str, small_parts: Path, dump: Path, tmp_path: Path
) -> None:
    """The machine on which the build was begun has neither the seed nor the parts."""
    import fsspec

    s3 = fsspec.filesystem("s3")
    s3.mkdir("parts-in-a-store")
    s3.pipe_file("parts-in-a-store/corpus/seeds/dump.txt", dump.read_bytes())

    def entries() -> list[str]:
        s3.invalidate_cache()
        try:
            found = s3.ls(f"parts-in-a-store/corpus/{cache.FOLDER}")
        except FileNotFoundError:
            return []
        return [path for path in found if "-" in path.rpartition("/")[2]]

    assert kill_a_build("s3://parts-in-a-store/corpus", entries) >= 3
    pipeline.build(["s3://parts-in-a-store/corpus"], None, pipeline.Options(), engine=Workers(2))
    pipeline.build([small_parts], tmp_path / "clean", pipeline.Options(cache=False))
    with in_store.copied("s3://parts-in-a-store/corpus/dist") as copy:
        assert contents(copy) == contents(tmp_path / "clean")
    assert entries() == []
    s3.rm("parts-in-a-store", recursive=True)
