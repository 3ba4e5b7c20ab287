"""The damaged files of a finished corpus made again: from what is left of it, else from its seeds."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpuskit import pipeline
from corpuskit.checking.verifying import files, salvage
from corpuskit.model import CorpuskitError, Exit, PathLike
from corpuskit.packaging.placing.swap import machine_failures, staged
from corpuskit.packaging.sealing.file_facts import measure
from corpuskit.packaging.sealing.manifest import MANIFEST, SUMS, Manifest
from corpuskit.problems import failure
from corpuskit.rebuilding import built_again, options_of
from corpuskit.validating.findings import Findings
from corpuskit.workspace import SEEDS
from corpuskit.workspace.files import no_corpus, place, shown_name

FROM_SEEDS = "the seeds"


@dataclass(frozen=True, slots=True)
class Repaired:
    """Each file that was made again, by path, with what it was made from; ``build`` when all was built anew.

    ``left`` are files that only seeds could give, which are not at hand: they are as they were.
    """

    dist: Path
    made: Mapping[str, str]
    build: pipeline.Build | None = None
    left: tuple[str, ...] = ()


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

    Raises CorpuskitError as a build does, ``no-dist`` (exit 2) where there is no corpus, ``schema-version-newer`` where
    a later version built it; dist/ is then as it was.
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
    if findings.seen[files.NEWER]:
        raise CorpuskitError(findings.problems())
    told = manifest.content if manifest is not None else files.told_by_provenance(dist)
    if told is not None:
        options = replace(options_of(told), keep_going=options.keep_going, strict=options.strict)
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
    with built_again(paths, manifest.content) as again:
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
