"""What was cut before is not cut again, and nobody can tell from the result."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpuskit import pipeline
from corpuskit.engines import cache, tasks
from corpuskit.model import CorpuskitError
from corpuskit.workspace import Limits, open_workspace

Make = Callable[..., Path]


@pytest.fixture
def workspace(workspace_folder: Make, dumps: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pipeline.choosing, "LITTLE", 0)
    files = {path.name: path.read_bytes() for path in sorted(dumps.glob("*.txt"))[:2]}
    longest = max(files["briefing.txt"].split(b"\n\n"), key=len)
    files["briefing.txt"] += b"\n\nThe same again\nBy Ann Example | May 3, 2024\n\n" + longest
    return workspace_folder(files)


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the seeds that were cut."""
    found: list[str] = []
    read = tasks.read

    def noted(recipe: tasks.Recipe, seed: Any) -> Any:
        found.append(seed.name)
        return read(recipe, seed)

    monkeypatch.setattr(tasks, "read", noted)
    return found


def built(workspace: Path, **options: Any) -> dict[str, bytes]:
    pipeline.build([workspace], None, pipeline.Options(**options))
    dist = workspace / "dist"
    return {str(path.relative_to(dist)): path.read_bytes() for path in sorted(dist.rglob("*")) if path.is_file()}


def entries(workspace: Path) -> list[Path]:
    return sorted((workspace / cache.FOLDER).glob(f"*{cache.SUFFIX}*"))


def test_an_unchanged_seed_is_not_cut_again_and_the_bytes_are_those_of_a_clean_build(
    workspace: Path, cuts: list[str]
) -> None:
    clean = built(workspace, cache=False)
    assert not (workspace / cache.FOLDER).exists()
    built(workspace)
    cuts.clear()
    assert built(workspace) == clean
    assert cuts == []


def test_what_an_export_declares_is_kept_with_it(
    workspace_folder: Make, monkeypatch: pytest.MonkeyPatch, cuts: list[str]
) -> None:
    monkeypatch.setattr(pipeline.choosing, "LITTLE", 0)
    rows = '{"total": 3, "articles": [{"title": "Ferry back", "text": "It sails."}]}'
    workspace = workspace_folder({"a.json": rows.encode(), "joined.json": f"{rows}\n{rows}".encode()})
    clean = built(workspace)
    cuts.clear()
    assert built(workspace) == clean
    assert cuts == []


def test_what_could_not_be_read_is_told_by_every_build(
    workspace_folder: Make, monkeypatch: pytest.MonkeyPatch, cuts: list[str]
) -> None:
    monkeypatch.setattr(pipeline.choosing, "LITTLE", 0)
    rows = ('{"title": "Ferry back", "text": "It sails."}', '{"title": broken', '{"title": "Late", "text": "It does."}')
    workspace = workspace_folder({"a.jsonl": "\n".join(rows).encode()})
    first = pipeline.build([workspace], None, pipeline.Options()).problems
    assert [(problem.code, problem.place.line) for problem in first] == [("article-unread", 2)]
    cuts.clear()
    assert pipeline.build([workspace], None, pipeline.Options()).problems == first
    assert cuts == []


def test_a_changed_seed_alone_is_cut_again(workspace: Path, cuts: list[str]) -> None:
    built(workspace)
    changed = sorted((workspace / "seeds").glob("*.txt"))[1]
    changed.write_text(changed.read_text(encoding="utf-8").replace(" the ", " that "), encoding="utf-8")
    cuts.clear()
    again = built(workspace)
    assert cuts == [changed.name]
    assert again == built(workspace, cache=False)
    assert len(entries(workspace)) == 2  # the entry of what the seed was before is gone


def test_other_options_and_other_statements_are_other_entries(workspace: Path, cuts: list[str]) -> None:
    built(workspace)
    cuts.clear()
    built(workspace, without=frozenset({"language"}))
    assert len(cuts) == 2
    built(workspace)
    cuts.clear()
    built(workspace, without=frozenset({"jsonl"}))
    assert cuts == []
    (workspace / "seeds" / "corpus.toml").write_text('collected = "2024-12-24"\n', encoding="utf-8")
    built(workspace)
    assert len(cuts) == 2


#: Another value of everything that a recipe says.
OTHERS: dict[str, Any] = {
    "encoding": "latin-1",
    "without": frozenset({"language"}),
    "limits": Limits(record_lines=7),
    "config": {"language": "de"},
    "registries": (b"[[outlets]]",),
    "told": {"briefing.txt": {3: True}},
    "min_confidence": 0.5,
}


def test_an_entry_is_named_after_everything_that_its_records_depend_on(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = cache.Cache(workspace / cache.FOLDER)
    first, second = open_workspace([workspace]).seeds
    assert first.name == "briefing.txt"
    plain = tasks.Recipe()
    assert set(OTHERS) == set(plain._fields)
    keys = [here.key(plain, first), here.key(plain, second)]
    keys += [here.key(plain._replace(**{name: value}), first) for name, value in OTHERS.items()]
    keys += [
        here.key(plain, first._replace(**{name: value})) for name, value in (("name", "b"), ("settings", {"a": 1}))
    ]
    for name in ("_code", "version", "extension_versions"):
        with monkeypatch.context() as other:
            other.setattr(cache, name, lambda *of: {"another": "1.0"})
            keys.append(here.key(plain, first))
    assert None not in keys
    assert len(set(keys)) == len(keys)
    assert here.key(plain._replace(told={second.name: {3: True}}), first) == keys[0]


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "folder"])
def test_a_damaged_entry_is_cut_anew(workspace: Path, cuts: list[str], damage: str) -> None:
    clean = built(workspace)
    for path in entries(workspace):
        data = path.read_bytes()
        path.unlink()
        if damage == "folder":
            path.mkdir()
        elif damage == "flipped":
            path.write_bytes(data[:500] + bytes([data[500] ^ 1]) + data[501:])
        else:
            path.write_bytes(data[:-100] if damage == "cut" else b"")
    cuts.clear()
    assert built(workspace) == clean
    assert len(cuts) == 2


def test_the_folder_can_be_deleted_or_be_in_the_way(workspace: Path) -> None:
    clean = built(workspace)
    assert (workspace / cache.FOLDER / ".gitignore").read_bytes() == b"*\n"
    shutil.rmtree(workspace / cache.FOLDER)
    assert built(workspace) == clean
    shutil.rmtree(workspace / cache.FOLDER)
    (workspace / cache.FOLDER).write_bytes(b"a file of somebody's")
    assert built(workspace) == clean
    assert (workspace / cache.FOLDER).read_bytes() == b"a file of somebody's"


def test_a_build_that_fails_keeps_what_it_has_cut_whole(workspace: Path, cuts: list[str]) -> None:
    (workspace / "seeds" / "zz.txt").write_text("no article here\n", encoding="utf-8")
    with pytest.raises(CorpuskitError):
        built(workspace)
    assert not [path for path in entries(workspace) if path.suffix != cache.SUFFIX]
    (workspace / "seeds" / "zz.txt").unlink()
    cuts.clear()
    built(workspace)
    assert cuts == []
