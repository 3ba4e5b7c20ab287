"""A finished corpus built again: to prove that it is what its seeds give (`rebuild`), and to mend one (`repair`)."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpuskit import pipeline, stores
from corpuskit.checking import files, loading, salvage
from corpuskit.counting import counted
from corpuskit.model import CorpuskitError, Exit, PathLike, Problem
from corpuskit.packaging import in_store, jsonl
from corpuskit.packaging.manifest import MANIFEST, SUMS, Manifest, measure
from corpuskit.packaging.swap import machine_failures, staged
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
FROM_SEEDS = "the seeds"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was found, and in words what was compared."""

    problems: tuple[Problem, ...]
    checked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """Each file that was made again, by path, with what it was made from; ``build`` when all was built anew.

    ``left`` are files that only seeds could give, which are not at hand: they are as they were.
    """

    dist: Path
    made: Mapping[str, str]
    build: pipeline.Build | None = None
    left: tuple[str, ...] = ()


# -- proof -----------------------------------------------------------------------------------------------------------


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
    with _built_again(_paths(folder, seeds), then.content) as again:
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
def _built_again(paths: Sequence[PathLike], told: Mapping[str, Any]) -> Iterator[pipeline.Build]:
    with tempfile.TemporaryDirectory(prefix="corpuskit-") as folder:
        yield pipeline.build(paths, Path(folder) / "dist", _options(told))


def _options(told: Mapping[str, Any]) -> pipeline.Options:
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
    known = {entry.path: entry.sha256 for entry in now.files}
    told = {entry.path: entry.sha256 for entry in then.files}
    differing = sorted(path for path in known.keys() | told.keys() if known.get(path) != told.get(path))
    if not differing:
        return Rebuilt((), (f"built again: all {len(told) + 2:,} files the same, byte for byte",))
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
    for key, words in CAUSES:
        one, other = then.get(key), now.get(key)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            names = [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
            found += [f"{words} {name}: {one.get(name)} then, {other.get(name)} now" for name in names]
        elif one != other:
            found.append(f"{words}: {one} then, {other} now" if key == "corpuskit" else f"{words} is another one")
    seeds = ({seed["file"]: seed["sha256"] for seed in told["seeds"]} for told in (then, now))
    one, other = seeds
    changed = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return found + [f"seed {shown_name(name)} is another one" for name in changed]


def _differing_records(dist: Path, again: Path) -> list[str]:
    """Ids of records that only one of the two corpora has, or that differ; empty where one cannot be read."""
    try:
        then, now = _prints(dist), _prints(again)
    except CorpuskitError:
        return []
    return sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))


def _prints(dist: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for table in loading.nested_tables(dist):
        lines = b"".join(jsonl.pieces_of_lines(table)).split(b"\n")
        digests = (hashlib.sha256(line).digest() for line in lines)
        found |= zip(table.column("id").to_pylist(), digests, strict=False)
    return found


# -- repair ----------------------------------------------------------------------------------------------------------


def repair(
    paths: Sequence[PathLike],
    out: PathLike | None,
    options: pipeline.Options,
    progress: pipeline.Progress | None = None,
) -> Repaired:
    """Makes the damaged files of a corpus again, from what is left of it, else from its seeds.

    Where that does not give the bytes that the manifest tells (other versions, a changed seed), or where there is no
    readable manifest, the corpus is built anew with the options of the build that wrote it, as far as the corpus still
    tells them; else with ``options``.

    Where seeds are needed and are not at hand, what can be made again is, if anything.

    Raises CorpuskitError as a build does, ``no-dist`` (exit 2) where there is no corpus; dist/ is then as it was.
    """
    dist = _corpus(paths, out)
    findings = Findings()
    manifest = files.read_manifest(dist, findings) if (dist / MANIFEST).is_file() else None
    if manifest is not None:
        damaged = files.check_files(dist, manifest, findings)
        if not damaged:
            return Repaired(dist, {})
        made = _made_again(paths, out, dist, manifest, damaged)
        if made is not None:
            return Repaired(dist, made, left=tuple(sorted(damaged - made.keys())))
    told = manifest.content if manifest is not None else files.told_by_provenance(dist)
    if told is not None:
        options = replace(_options(told), keep_going=options.keep_going, strict=options.strict)
    _require_seeds(paths, out)
    built = pipeline.build(paths, dist, options, progress)
    return Repaired(dist, {entry.path: FROM_SEEDS for entry in built.manifest.files}, built)


def _corpus(paths: Sequence[PathLike], out: PathLike | None) -> Path:
    """The folder of the corpus: named, or dist/ in the workspace."""
    dist = Path(out) if out is not None else Path(paths[0]) / "dist"
    if not (dist / MANIFEST).is_file() and not (dist / SUMS).is_file():
        raise no_corpus(dist)
    return dist


class _NotEnoughError(Exception):
    """What is left, and the seeds, do not give every file as it was built."""


def _made_again(
    paths: Sequence[PathLike], out: PathLike | None, dist: Path, manifest: Manifest, damaged: Collection[str]
) -> dict[str, str] | None:
    """Puts the corpus back as it was built; returns what each file was made from, None where that cannot be done."""
    try:
        with staged(dist) as folder:
            with machine_failures(dist):
                made = salvage.salvage(dist, manifest, damaged, folder)
                missing = {*damaged} - made.keys()
                left = missing if made and not _has_seeds(paths, out) else set()
                if missing - left:
                    _require_seeds(paths, out)
                made |= _of_seeds(paths, manifest, missing - left, folder)
                _complete(dist, manifest, made, folder)
            return made
    except _NotEnoughError:
        return None


def _has_seeds(paths: Sequence[PathLike], out: PathLike | None) -> bool:
    return out is not None or (Path(paths[0]) / SEEDS).is_dir()


def _require_seeds(paths: Sequence[PathLike], out: PathLike | None) -> None:
    """A folder that holds the corpus and no seeds/ is not to be taken for seeds itself."""
    if not _has_seeds(paths, out):
        raise failure("no-seeds", place(paths[0]), Exit.USAGE, folder=shown_name(paths[0]))


def _of_seeds(paths: Sequence[PathLike], manifest: Manifest, missing: Collection[str], folder: Path) -> dict[str, str]:
    """The missing files of a build of the seeds. Raises _NotEnoughError unless all of them are as they were built."""
    if not missing:
        return {}
    told = {entry.path: entry.sha256 for entry in manifest.files}
    with _built_again(paths, manifest.content) as again:
        for path in missing:
            made = Path(again.dist) / path
            if not made.is_file() or measure(made)[1] != told.get(path):
                raise _NotEnoughError
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, folder / path)
    return dict.fromkeys(missing, FROM_SEEDS)


def _complete(dist: Path, manifest: Manifest, made: Collection[str], folder: Path) -> None:
    """Adds the files that were not made again, as far as they are there, and the seal."""
    for entry in manifest.files:
        if entry.path not in made and (dist / entry.path).is_file():
            (folder / entry.path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(dist / entry.path, folder / entry.path)
    (folder / MANIFEST).write_bytes(manifest.to_bytes())
    (folder / SUMS).write_bytes(manifest.sums())
