"""A finished corpus built again in a temporary folder, to prove that it is what its seeds give."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpuskit import pipeline, stores
from corpuskit.checking import loading
from corpuskit.checking.verifying import files
from corpuskit.counting import counted
from corpuskit.model import CorpuskitError, Exit, PathLike, Problem
from corpuskit.packaging import jsonl
from corpuskit.packaging.placing import in_store
from corpuskit.packaging.sealing.manifest import MANIFEST, Manifest
from corpuskit.problems import failure, problem
from corpuskit.validating.findings import Findings
from corpuskit.workspace import SEEDS
from corpuskit.workspace.files import no_corpus, place, shown_name

#: What the manifest knows of that on which the bytes of a build depend: its name there, and in words.
CAUSES = (
    ("corpuskit", "corpuskit"),
    ("versions", "version of"),
    ("extensions", "extension"),
    ("registries", "registry of"),
    ("configuration_sha256", "corpus.toml"),
    ("corrections_sha256", "corrections.toml"),
)
#: Causes that cannot change a record: another version of a library or of Python writes the same otherwise.
HARMLESS = "version of"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was found, and in words what was compared."""

    problems: tuple[Problem, ...]
    checked: tuple[str, ...]


def rebuild(dist: PathLike, seeds: PathLike | None = None) -> Rebuilt:
    """Builds the corpus again in a temporary folder, as its manifest says it was built, and compares.

    Raises CorpuskitError: ``no-dist``, ``no-such-seeds`` (exit 2), and whatever a build of the seeds raises.
    """
    if stores.is_address(dist):
        with in_store.copied(str(dist)) as copy:
            return rebuild(copy, seeds or f"{str(dist).rstrip('/').rpartition('/')[0]}/{SEEDS}")
    folder = Path(stores.on_disk(dist))
    findings = Findings()
    if not (folder / MANIFEST).is_file():
        raise no_corpus(dist)
    then = files.read_manifest(folder, findings)
    if then is None:
        return Rebuilt(findings.problems(), ("not built again: the manifest does not say how",))
    if "made_from" in then.content:
        return Rebuilt(findings.problems(), ("not built again: it was made from other corpora, as its manifest says",))
    with built_again(_paths(folder, seeds), then.content) as again:
        return _compared(folder, then, again)


def _paths(dist: Path, seeds: PathLike | None) -> Sequence[PathLike]:
    """What to build: the workspace in which the seeds lie, or loose files."""
    if seeds is not None and stores.is_address(seeds):
        folder, _, last = str(seeds).rstrip("/").rpartition("/")
        return [folder if last == SEEDS else seeds]
    named = dist.resolve().parent / SEEDS if seeds is None else Path(seeds)
    if not named.exists():
        raise failure("no-such-seeds", place(named), Exit.USAGE, folder=shown_name(named))
    return [named.resolve().parent] if named.resolve().name == SEEDS and named.is_dir() else [named]


@contextmanager
def built_again(paths: Sequence[PathLike], told: Mapping[str, Any]) -> Iterator[pipeline.Build]:
    """The corpus that a manifest tells of, built from ``paths`` into a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="corpuskit-") as folder:
        yield pipeline.build(paths, Path(folder) / "dist", options_of(told))


def options_of(told: Mapping[str, Any]) -> pipeline.Options:
    """The options of a build as its manifest tells them. What had no article then may have none now."""
    options = told["options"]
    return pipeline.Options(
        encoding=options.get("encoding"),
        without=frozenset(options.get("without", ())),
        also=frozenset(options.get("also", ())),
        min_confidence=options.get("min_confidence"),
        withhold_text=bool(options.get("withhold_text")),
        features=bool(options.get("features")),
        keep_going=True,
        cache=False,
    )


def _compared(dist: Path, then: Manifest, again: pipeline.Build) -> Rebuilt:
    now = again.manifest
    causes = _causes(then.content, now.content)
    said = "; ".join(causes) or "nothing that the manifest knows of"
    differing = _differing(*({entry.path: entry.sha256 for entry in manifest.files} for manifest in (then, now)))
    if not differing:
        files_and_seal = len(then.files) + 2
        return Rebuilt((), (f"built again: all {files_and_seal:,} files the same, byte for byte",))
    listed = ", ".join(map(shown_name, differing[:5])) + (" …" if len(differing) > 5 else "")
    if now.records_sha256 == then.records_sha256:
        harmless = bool(causes) and all(cause.startswith(HARMLESS) for cause in causes)
        found = problem("rebuilt-otherwise" if harmless else "rebuild-differs", place(dist), files=listed, causes=said)
        return Rebuilt((found,), (f"built again: the same {counted(now.counts.records, 'record')}",))
    records = _differing_records(dist, Path(again.dist))
    names = ", ".join(records[:5]) + (" …" if len(records) > 5 else "")
    listed = f"{counted(len(records), 'record')} ({names}) in {listed}" if records else listed
    return Rebuilt((problem("rebuild-differs", place(dist), files=listed, causes=said),), ("built again: it differs",))


def _causes(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """On what the two builds depended and in which they differ, in words."""
    found = []
    for name, words in CAUSES:
        one, other = then.get(name), now.get(name)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            found += [f"{words} {key}: {one.get(key)} then, {other.get(key)} now" for key in _differing(one, other)]
        elif one != other:
            found.append(f"{words}: {one} then, {other} now" if name == "corpuskit" else f"{words} is another one")
    seeds = ({seed["file"]: seed["sha256"] for seed in content["seeds"]} for content in (then, now))
    return found + [f"seed {shown_name(name)} is another one" for name in _differing(*seeds)]


def _differing_records(dist: Path, again: Path) -> list[str]:
    """Ids of records that only one of the two corpora has, or that differ; empty where one cannot be read."""
    try:
        return _differing(_prints(dist), _prints(again))
    except CorpuskitError:
        return []


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Keys that only one of two mappings has, or that have another value in it."""
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def _prints(dist: Path) -> dict[str, bytes]:
    """A hash of each record as it stands in records.jsonl, by id."""
    found: dict[str, bytes] = {}
    for table in loading.nested_tables(dist):
        lines = b"".join(jsonl.pieces_of_lines(table)).split(b"\n")
        digests = (hashlib.sha256(line).digest() for line in lines)
        found |= zip(table.column("id").to_pylist(), digests, strict=False)
    return found
