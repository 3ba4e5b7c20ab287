"""What people and commands keep beside the seeds stays whole when the disk takes no more, and the message names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpuskit.checking import lock
from corpuskit.cli import reporting
from corpuskit.corrections import writing
from corpuskit.model import CorpuskitError, Exit, Place
from corpuskit.policies import baseline
from corpuskit.problems import problem
from corpuskit.publishing import editions
from corpuskit.workspace import create
from corpuskit.workspace.configuration import rewriting

FOUND = problem("undated", Place(record="9c764d9e77ab165b"), printed="none is printed")
CORRECTION = '[[correction]]\nbegins = "A line"\nreason = "Read."\n'
EDITION = editions.Edition(None, "1.0.0", None, "## 1.0.0\n\nFirst.\n")
WAYS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "corpus.toml": ('title = "Ferries"\n', lambda path: rewriting.state(path, "datasheet", "uses-1", "None.")),
    "corrections.toml": (CORRECTION, lambda path: writing.append(path, CORRECTION.replace("A line", "Another"))),
    "corpuskit.baseline": ("# accepted\n", lambda path: baseline.write(path, [FOUND], None)),
    "corpuskit.lock": ("# locked\n", lambda path: lock.write(path, {"version": "1"})),
    "CHANGELOG.md": ("# Changes\n", lambda path: editions.write(path, editions.changelog(path), EDITION)),
}


@contextmanager
def no_room() -> Iterator[None]:
    """A bound on the size of files stops them as a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refused(write: Callable[[Path], object], path: Path) -> None:
    with no_room(), pytest.raises(CorpuskitError) as raised:
        write(path)
    (found,) = raised.value.problems
    assert (raised.value.exit_code, found.code, found.place.file) == (Exit.MACHINE, "cannot-write", str(path))


@pytest.mark.parametrize("name", WAYS)
def test_a_file_beside_the_seeds_is_replaced_whole_or_not_at_all(tmp_path: Path, name: str) -> None:
    before, write = WAYS[name]
    path = tmp_path / name
    path.write_text(before, encoding="utf-8")
    refused(write, path)
    assert path.read_text(encoding="utf-8") == before
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    write(path)
    assert path.read_text(encoding="utf-8") != before


def test_a_link_stays_one_and_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to("kept/corpuskit.lock")
    lock.write(tmp_path / "link", {"version": "1"})
    assert (tmp_path / "link").is_symlink()
    assert "version 1\n" in (tmp_path / "kept" / "corpuskit.lock").read_text(encoding="utf-8")


def test_a_report_and_a_new_workspace_that_find_no_room_are_named(tmp_path: Path) -> None:
    refused(lambda path: reporting.write(path, "no problem\n"), tmp_path / "report.txt")
    with no_room(), pytest.raises(CorpuskitError) as raised:
        create(tmp_path / "new")
    assert (raised.value.exit_code, raised.value.problems[0].code) == (Exit.MACHINE, "cannot-write")
