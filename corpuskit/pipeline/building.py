"""From records to dist/: validated as they pass, packaged with the pages that document them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpuskit import stores
from corpuskit.metering import Stopwatch
from corpuskit.model import CorpuskitError, Exit, PathLike, Problem
from corpuskit.pipeline.choosing import remembering
from corpuskit.pipeline.facts import facts_of, rules_context
from corpuskit.pipeline.options import Build, Options, Progress
from corpuskit.pipeline.run import Run
from corpuskit.problems import problem, wrong_option
from corpuskit.workspace import SEEDS, Workspace, open_workspace
from corpuskit.workspace.files import shown_name

if TYPE_CHECKING:
    from corpuskit.engines import Engine
    from corpuskit.packaging import Part, Written


def build(
    paths: Sequence[PathLike],
    out: PathLike | None,
    options: Options,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> Build:
    """What `corpuskit.build` documents."""
    from corpuskit import packaging
    from corpuskit.datasheet import figures

    watch = Stopwatch()
    epoch = _epoch()
    workspace = open_workspace(paths, options.fetch)
    dist = _destination(workspace, paths, out)
    workspace = _without_written(workspace, paths, dist)
    run = Run(workspace, options, progress, engine)
    run.cache = remembering(workspace, options)
    manifest = packaging.package(
        dist,
        _checked(run),
        facts=partial(facts_of, run),
        pages=partial(_pages, run, epoch),
        without=options.without & {"jsonl"},
        also=options.also,
        beside=run.engine.jobs > 1,
    )
    if run.cache is not None:
        run.cache.tidy()
    code = Exit.PARTIAL if run.partial else Exit.OK
    changes = run.locking.update(facts_of(run))
    told = None if changes is None else tuple(changes)
    if told is not None and workspace.address is not None and run.locking.path is not None:
        lock = f"{workspace.address}/{run.locking.path.name}"
        with stores.answered(lock, "cannot-write"):
            stores.put(lock, run.locking.path.read_bytes())
    return Build(dist, manifest, figures(run.measures), tuple(run.problems), code, watch.read(), told)


def _destination(workspace: Workspace, paths: Sequence[PathLike], out: PathLike | None) -> Path | str:
    if out is not None:
        return str(out) if stores.is_address(out) else Path(stores.on_disk(out))
    if workspace.address is not None:
        return f"{workspace.address}/dist"
    if workspace.root is None:
        raise _without_place(paths)
    return workspace.root / "dist"


def _without_written(workspace: Workspace, paths: Sequence[PathLike], dist: Path | str) -> Workspace:
    """The workspace without the files of an earlier build, where ``dist`` lies in a folder whose files are seeds."""
    read = paths if workspace.folder is None else [workspace.folder]
    written = None if isinstance(dist, str) else Path(os.path.realpath(dist))
    if written is None or not written.is_dir() or not any(_is_below(written, folder) for folder in read):
        return workspace
    return workspace._replace(
        seeds=tuple(seed for seed in workspace.seeds if seed.path is None or not _is_below(seed.path, written))
    )


def _is_below(path: PathLike, folder: PathLike) -> bool:
    if stores.is_address(path) or stores.is_address(folder):
        return False
    return Path(os.path.realpath(folder)) in Path(os.path.realpath(path)).parents


def _without_place(paths: Sequence[PathLike]) -> CorpuskitError:
    """Loose files, of which no folder is the workspace: often the folder inside it was named."""
    for folder in (Path(path) for path in paths if Path(path).is_dir()):
        name = shown_name(folder)
        if folder.absolute().name == SEEDS:
            return wrong_option(f"{name} holds seeds, and has no place for dist/", "the folder around it, or --out DIR")
        return wrong_option(
            f"{name} holds no {SEEDS}/, so that its files are loose and have no place for dist/", "--out DIR"
        )
    return wrong_option("loose files have no place for dist/", "--out DIR")


def _checked(run: Run) -> Iterator[Part]:
    """The parts of a run, validated as they pass; raises CorpuskitError at the end when a problem stops the build."""
    from corpuskit.packaging.passing import checked
    from corpuskit.validating import Findings

    findings = Findings(run.judge.cap, ignore=run.judge.policy.off)
    for part in checked(run.parts(), rules_context(run), findings):
        run.locking.watch(part.records)
        yield part
    run.tell([*findings.problems(), *_in_doubt(run)])
    run.problems.extend(run.locking.problems(facts_of(run)))
    known = (found for found in run.problems if not (run.partial and found.code == "no-articles"))
    if any(found.fails(run.options.strict) for found in known):
        raise CorpuskitError(run.problems)


def _in_doubt(run: Run) -> Iterator[Problem]:
    """How many boundaries go to review."""
    run.measures.settle()
    tally = run.measures.caveat_codes.get("low-confidence-boundary")
    if tally is not None and tally.records:
        least, total = f"{run.options.min_confidence:g}", run.measures.records
        yield problem("boundaries-in-doubt", records=f"{tally.records:,}", total=f"{total:,}", least=least)


def _pages(run: Run, epoch: str | None, written: Written) -> Mapping[str, bytes]:
    from collections import Counter

    from corpuskit.datasheet import About
    from corpuskit.extensions import extension_versions
    from corpuskit.packaging.pages import documented
    from corpuskit.version import __version__

    about = About(
        __version__,
        run.registry,
        run.options.without,
        Counter(found.code for found in run.problems),
        extension_versions(),
        epoch,
        corrected=run.corrections.applied(),
        judgements=[said for said in run.judgements if run.identities.knows(said["record"])],
    )
    further: Mapping[str, tuple[bytes, str]] = {}
    if run.redactor is not None:
        from corpuskit import withholding

        further = withholding.further(run.redactor.places_file(), run.redactor.features_file())
    return documented(written, run.measures, run.workspace.config, about, run.options.also, further)


def _epoch() -> str | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch), None where it is not set."""
    from datetime import UTC, datetime

    value = os.environ.get("SOURCE_DATE_EPOCH")
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        reason = f"SOURCE_DATE_EPOCH is {value!r}, which is not a number of seconds"
        raise wrong_option(reason, "seconds since 1970") from None
