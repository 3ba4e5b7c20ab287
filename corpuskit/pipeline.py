"""The steps in their order: from seeds to records, and from records to dist/. What the API and the commands call."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit import reading, splitting
from corpuskit.checking.locking import Locking
from corpuskit.checking.places import on_disk
from corpuskit.metering import Profile, Stopwatch, metered
from corpuskit.model import (
    ENGINES,
    FORMATS,
    KINDS,
    STEPS,
    CorpuskitError,
    Exit,
    PathLike,
    Place,
    Problem,
    Record,
    Seed,
    View,
)
from corpuskit.problems import failure, problem
from corpuskit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.caveats.duplicates import Duplicates
    from corpuskit.checking.explain import Line
    from corpuskit.datasheet import Measures
    from corpuskit.engines import Engine
    from corpuskit.engines.cache import Cache
    from corpuskit.engines.tasks import Described
    from corpuskit.packaging import Facts, Manifest, OutsideSpan, Part, Written
    from corpuskit.validating import Context
    from corpuskit.withholding import Hiding

#: Seeds of fewer bytes together are built in one process.
SMALL = 8 * 1024 * 1024

#: A workspace of fewer bytes is cut anew each time.
LITTLE = 1024 * 1024


class Progressed(NamedTuple):
    """How far a build is: bytes of the seed at hand, bytes of all seeds, and the records so far."""

    seed: str
    done: int
    size: int
    all_done: int
    all_size: int
    records: int


#: Called now and then.
Progress = Callable[[Progressed], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How seeds are read and what is done with problems; see `corpuskit.build`."""

    encoding: str | None = None
    strict: bool = False
    keep_going: bool = False
    without: frozenset[str] = field(default_factory=frozenset)
    locked: bool = False
    update_lock: bool = False
    fetch: bool = False
    also: frozenset[str] = field(default_factory=frozenset)
    jobs: int | None = None  #: processes that work at the same time; None: as many as there are cores
    engine: str = ENGINES[0]
    address: str | None = None  #: of a Ray cluster
    cache: bool = True  #: whether seeds that were cut before are not cut again
    min_confidence: float | None = None
    withhold_text: bool = False  #: whether the texts stay out of what is built

    def __post_init__(self) -> None:
        for step in sorted(self.without):
            if step not in STEPS:
                reason = f"there is no step {step!r} to leave out"
                raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known=", ".join(STEPS))
        for name in sorted(self.also - FORMATS.keys()):
            reason = f"there is no format {name!r} to write"
            raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known=", ".join(FORMATS))
        if self.engine not in ENGINES:
            reason = f"there is no engine {self.engine!r}"
            raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known=", ".join(ENGINES))
        if self.address is not None and self.engine != "ray":
            reason = "an address is that of a Ray cluster"
            raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known="--engine ray --address HOST:PORT")
        if self.jobs is not None and self.jobs < 1:
            reason = f"{self.jobs} processes cannot do any work"
            raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known="--jobs 1 and more")

    def fails(self, found: Problem) -> bool:
        """Whether a problem stops a build."""
        return found.severity == "error" or (self.strict and found.severity == "warning")


@dataclass(frozen=True, slots=True)
class Build:
    """What was built: the folder, its manifest, the figures of its datasheet, and the problems that did not stop it."""

    dist: Path
    manifest: Manifest
    figures: Mapping[str, Any]
    problems: tuple[Problem, ...]
    exit_code: Exit
    profile: Profile  #: what it cost
    lock_changes: tuple[str, ...] | None = None  #: what corpuskit.lock says otherwise now; None if it was not written


# -- from seeds to records -------------------------------------------------------------------------------------------


def choose(workspace: Workspace, options: Options) -> Engine:
    """The engine for a workspace: of little text more is spent on starting processes than on the work itself."""
    from corpuskit.engines.here import Here
    from corpuskit.engines.workers import Workers

    if options.engine == "ray":
        from corpuskit.engines.on_ray import OnRay

        return OnRay(options.address, options.jobs)
    jobs = options.jobs or cores()
    paying = jobs > 1 and _bytes_on_disk(workspace) > SMALL
    return Workers(jobs) if paying and sys.executable else Here()  # Python inside another program can start none


def remembering(workspace: Workspace, options: Options) -> Cache | None:
    """What earlier builds of a workspace have cut. A little text is cut sooner than kept; a lock is not shown to hold
    by what was kept.
    """
    from corpuskit.engines.cache import FOLDER, Cache

    if workspace.root is None or not options.cache or options.locked or _bytes_on_disk(workspace) < LITTLE:
        return None
    return Cache(workspace.root / FOLDER)


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _bytes_on_disk(workspace: Workspace) -> int:
    sizes = 0
    for seed in workspace.seeds:
        with suppress(OSError):
            sizes += Path(seed.path).stat().st_size if seed.path is not None else 0
    return sizes


class Run:
    """One pass over the seeds of a workspace. Collects what must outlive a seed: ids, problems, views, figures."""

    def __init__(
        self,
        workspace: Workspace,
        options: Options,
        progress: Progress | None = None,
        engine: Engine | None = None,
    ) -> None:
        from corpuskit import caveats, describing, policies
        from corpuskit.caveats.duplicates import Duplicates
        from corpuskit.corrections import Applying
        from corpuskit.datasheet import Measures
        from corpuskit.engines import tasks

        self.workspace = workspace
        self.options = options
        self.progress = progress or (lambda _: None)
        self.done, self.size, self.found = 0, _bytes_on_disk(workspace), 0  #: bytes, bytes on disk, records
        self.engine = engine or choose(workspace, options)
        self.cache: Cache | None = None
        self.recipe = tasks.Recipe(
            options.encoding, options.without, workspace.limits, workspace.config, tuple(workspace.registries())
        )
        self.registry = tasks.registry(self.recipe.registries)
        self.context = caveats.Context(self.registry, workspace.config, options.min_confidence)
        self.identities = describing.Identities()
        self.measures: Measures = Measures()
        self.views: list[View] = []
        self._files: dict[str, str] = {}  #: the first seed with each hash
        self.judge = policies.of_workspace(workspace)
        self.locking = Locking.of(workspace.root, options.locked, options.update_lock)
        self.problems: list[Problem] = list(workspace.notices)
        self.failures: list[CorpuskitError] = []
        self.seeds: Sequence[Seed] = workspace.seeds  #: members of containers among them once these were opened
        self.partial = False
        self.with_caveats = "caveats" not in options.without
        self.corrections = Applying([], self.registry)
        self.duplicates: Duplicates | None = None
        if not {"caveats", "duplicates"} & options.without:
            self.duplicates = Duplicates(workspace.config.get("duplicates", {}))
        self.judgements: Sequence[Mapping[str, Any]] = ()
        self.hiding: Hiding | None = None
        if options.withhold_text:
            from corpuskit.withholding import Hiding, salt_of

            self.hiding = Hiding(salt_of(workspace.config, [seed.name for seed in workspace.seeds]))

    def parts(self) -> Iterator[Part]:
        """The records and outside spans of every seed, in order.

        A seed that fails does not hide the faults of those behind it: when all were looked at, CorpuskitError is raised
        with everything that was found. Where duplicates are looked for, no part comes before all seeds were cut.
        """
        parts = self._cut_parts()
        for part in parts if self.duplicates is None else self._with_duplicates(parts, self.duplicates):
            records = self.corrections.withdraw(part.records) if self.with_caveats else part.records
            yield self._measured(self._released(replace(part, records=records)))
        self._end_corrections()
        if self.failures:
            raise self._failed()

    def _released(self, part: Part) -> Part:
        """The part as it may be published: without its texts, where they are withheld."""
        if self.hiding is None:
            return part
        from corpuskit.engines import tasks

        with metered("withhold"):
            provenance = part.records["provenance"]
            file = (
                provenance[0].as_py()["file"] if part.records.num_rows else next((s.file for s in part.outside), None)
            )
            view = next((view for view in self.views if view.file == file), None)
            return self.hiding.part(part, view and tasks.readable(self.recipe, view))

    def _with_duplicates(self, parts: Iterator[Part], duplicates: Duplicates) -> Iterator[Part]:
        """The parts with the caveats that name other records, for which all have to be known."""
        from corpuskit.caveats.duplicates import attach
        from corpuskit.engines.aside import Aside

        aside = Aside()
        try:
            for part in parts:
                aside.add(part)
            found = duplicates.found()
            at = 0
            for part in aside.parts():
                rows = range(at, at + part.records.num_rows)
                here = {row - at: found[row] for row in rows if row in found}
                yield replace(part, records=attach(part.records, here))
                at = rows.stop
        finally:
            aside.close()

    def _cut_parts(self) -> Iterator[Part]:
        """The parts as they are cut and described; raises CorpuskitError as `parts` does."""
        from corpuskit import corrections
        from corpuskit.engines.cutting import cut_seeds

        self.corrections = corrections.of_workspace(self.workspace, self.registry, self.options.encoding)
        found = reading.seeds(self.workspace)
        self.failures.extend(found.failures)
        self.seeds = found.seeds
        self._require_bounds()
        self.judgements = corrections.judgements(self.workspace)
        recipe = replace(self.recipe, told=self.corrections.decided, min_confidence=self.options.min_confidence)
        try:
            for seed, events in cut_seeds(recipe, self.seeds, self.engine, self.cache):
                try:
                    yield from self._of_seed(seed, events)
                except CorpuskitError as error:
                    self.failures.append(error)
        finally:
            self.engine.close()
        if self.failures:
            self._end_corrections()
            raise self._failed()

    def _end_corrections(self) -> None:
        """Keeps what corrections have to say; those that fit nothing are failures, unless a seed could not be read."""
        found = self.corrections.problems(with_caveats=self.with_caveats)
        unfit = [each for each in found if each.severity == "error"]
        self.problems.extend(each for each in found if each.severity != "error")
        if unfit and not self.failures:
            self.failures.append(CorpuskitError(unfit))

    def _of_seed(self, seed: Seed, events: Iterator[View | Described]) -> Iterator[Part]:
        from corpuskit.packaging import Part, byte_order_mark

        view = next(events)
        assert isinstance(view, View)
        self._tell_repeated(view)
        self.views.append(view)
        self.measures.add_seed(view)
        waiting = byte_order_mark(view)
        found = 0
        statement = splitting.Statement(view.file)
        for described in events:
            assert not isinstance(described, View)
            statement.merge(described.statement)
            self.problems.extend(described.problems)
            found += described.records.num_rows
            self.found += described.records.num_rows
            if self.found > self.workspace.limits.records:
                raise _beyond("records", self.workspace.limits.records, "the number of records", view.file)
            records, excluded = self._settled(described, view)
            waiting.extend(described.outside)
            if excluded:
                waiting.extend(excluded)
                waiting.sort(key=lambda span: span.byte_start)
            if found:
                yield Part(records, waiting)
                waiting = []
            self.progress(self._progressed(seed, described.end, view))
        if not found:
            yield Part(_no_records(), self._without_article(view, waiting))
        self.measures.add_statement(view, statement.values)
        self.problems.extend(statement.problems())
        self.progress(self._progressed(seed, view.size, view))
        self.done += view.size

    def _require_bounds(self) -> None:
        """Raises CorpuskitError (``beyond-limit``) for more seeds, or a larger one, than the workspace allows."""
        limits = self.workspace.limits
        if len(self.seeds) > limits.seeds:
            raise _beyond("seeds", limits.seeds, f"the number of seeds, {len(self.seeds):,},")
        for seed in self.workspace.seeds:
            size = 0
            with suppress(OSError):  # what cannot be read is told when it is
                size = Path(seed.path).stat().st_size if seed.path is not None else 0
            if size > limits.seed_bytes:
                raise _beyond("seed_bytes", limits.seed_bytes, f"the size of {size:,} bytes", seed.name)

    def _progressed(self, seed: Seed, done: int, view: View) -> Progressed:
        all_done = self.done + done
        return Progressed(seed.name, done, view.size, all_done, max(self.size, all_done), self.found)

    def _tell_repeated(self, view: View) -> None:
        """A warning for a seed that is the same, byte for byte, as an earlier one."""
        first = self._files.setdefault(view.file_sha256, view.file)
        if first != view.file and view.size:
            self.tell([problem("seed-repeated", Place(file=view.file), file=view.file, first=first)])

    def _settled(self, described: Described, view: View) -> tuple[pa.Table, list[OutsideSpan]]:
        """The records as they stand in the corpus, and what a person left out: what needs those before, in order."""
        from corpuskit.engines import tasks
        from corpuskit.packaging import withheld

        with metered("number"):
            records = self.identities.numbered(described.records)
            kept, excluded = self.corrections.apply(records, self._with_caveats)
            if self.duplicates is not None and described.prints is not None:
                left = set(kept["id"].to_pylist()) if excluded else None
                rows = [row for row, name in enumerate(records["id"].to_pylist()) if left is None or name in left]
                self.duplicates.add(kept, described.prints.of(rows) if excluded else described.prints)
        if not excluded:
            return kept, []
        readable = tasks.readable(self.recipe, view)
        return kept, [withheld(readable, span, span.reason) for span in excluded]

    def _with_caveats(self, records: pa.Table) -> pa.Table:
        from corpuskit import caveats

        return caveats.attach(records, self.context) if self.with_caveats else records

    def _measured(self, part: Part) -> Part:
        import pyarrow as pa

        with metered("measure"):
            self.measures.add(part.records)
            rows = [span.as_json() for span in part.outside]
            self.measures.add_outside(pa.Table.from_pylist(rows, schema=_outside_schema()))
        return part

    def _without_article(self, view: View, outside: Sequence[OutsideSpan]) -> list[OutsideSpan]:
        """A seed in which nothing was found: an error, or with ``keep_going`` one outside span."""
        from corpuskit.packaging import OutsideSpan

        found = problem("no-articles", Place(file=view.file), file=view.file)
        if not self.options.keep_going:
            raise CorpuskitError([found])
        self.partial = True
        self.problems.append(found)
        text = "".join(span.text or "" for span in outside)
        return [OutsideSpan(view.file, 0, view.size, "unassigned", text)] if view.size else []

    def _failed(self) -> CorpuskitError:
        """Everything that was found, with the exit code of the gravest failure: machine, then use, then data."""
        codes = {error.exit_code for error in self.failures}
        code = next((c for c in (Exit.MACHINE, Exit.USAGE) if c in codes), Exit.PROBLEMS)
        found = [*self.problems, *(p for error in self.failures for p in error.problems)]
        return CorpuskitError(on_disk(found, self.workspace.seeds), code)

    def tell(self, found: Iterable[Problem]) -> None:
        """Adds what was found in the records, and leaves of all problems what the corpus wants to hear."""
        self.problems, _ = self.judge.judged([*self.problems, *found])
        self.problems = on_disk(self.problems, self.workspace.seeds)


def _beyond(name: str, limit: int, what: str, file: str | None = None) -> CorpuskitError:
    return failure("beyond-limit", Place(file=file), what=what, limit=f"{limit:,}", name=name)


def _outside_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema({"file": pa.string(), "byte_start": pa.int64(), "byte_end": pa.int64(), "kind": pa.string()})


def _no_records() -> pa.Table:
    from corpuskit.contract import arrow_schema

    return arrow_schema().empty_table()


def split(paths: Sequence[PathLike], options: Options) -> Iterator[Record]:
    """The records that a build of ``paths`` would contain. Raises CorpuskitError as a build does."""
    from corpuskit.flat import tables

    for part in Run(open_workspace(paths), options).parts():
        yield from map(Record, tables.to_json(part.records))


def spans(paths: Sequence[PathLike], options: Options) -> Iterator[dict[str, Any]]:
    """The tiling of every view: ``file``, ``byte_start``, ``byte_end``, ``kind`` and ``record`` (id, null outside)."""
    from corpuskit.corrections import of_workspace
    from corpuskit.describing import Identities, lines_of_records
    from corpuskit.lexicon.outlets import Registry

    identities = Identities()
    workspace = open_workspace(paths)
    corrections = of_workspace(workspace, Registry.load(), options.encoding)
    for view in _views(workspace, options):
        if view.bom:
            yield {"file": view.file, "byte_start": 0, "byte_end": view.bom, "kind": "byte-order-mark", "record": None}
        habits = splitting.learn(view)
        for cut in splitting.cut(view, habits, told=corrections.decided.get(view.file, {})):
            ids = identities.of(cut)
            targets = corrections.targets(view.file, ids, *lines_of_records(cut)) if corrections else ()
            excluded = {row for row, one in targets if one.kind == "exclude"}
            bounds = cut.block.places([*cut.spans.start, len(cut.block.data)])
            for number, (kind, record) in enumerate(zip(cut.spans.kind, cut.spans.record, strict=True)):
                left_out = record in excluded
                yield {
                    "file": view.file,
                    "byte_start": bounds[number],
                    "byte_end": bounds[number + 1],
                    "kind": "excluded" if left_out else KINDS[kind],
                    "record": ids[record] if record >= 0 and not left_out else None,
                }


def _views(workspace: Workspace, options: Options) -> Iterator[View]:
    found = reading.seeds(workspace)
    for error in found.failures:
        raise error
    for seed in found.seeds:
        yield splitting.open_view(seed, encoding=options.encoding, limits=workspace.limits)


def view_bytes(path: PathLike, options: Options) -> Iterator[bytes]:
    """The text that offsets refer to, in pieces: for plain text the bytes of the file as it lies on disk."""
    with _view(path, options).open_bytes() as file:
        yield from iter(partial(file.read, 1 << 20), b"")


def why(path: PathLike, line: int, options: Options) -> list[Line]:
    """Why there is a boundary at a line of a file, or none. Raises CorpuskitError when there is no such line."""
    from corpuskit.checking import explain

    view = _view(path, options)
    try:
        found = splitting.why(view, splitting.learn(view), line)
    except IndexError:
        reason = f"{os.fspath(path)} has no line {line}"
        place = Place(file=view.file)
        raise failure("wrong-option", place, Exit.USAGE, reason=reason, known="a line of the file") from None
    return explain.of_line(found)


def _view(path: PathLike, options: Options) -> View:
    """The view of a single file, or of a member of a container (``a.zip!/b.html``).

    Raises CorpuskitError (exit 2) for a folder of several.
    """
    container, _, member = os.fspath(path).partition(reading.SEPARATOR)
    workspace = open_workspace([container] if member and not os.path.lexists(path) else [path])
    found = reading.seeds(workspace)
    for error in found.failures:
        raise error
    seeds = [seed for seed in found.seeds if not member or reading.SEPARATOR.join(seed.members) == member]
    if len(seeds) != 1:
        names = ", ".join(seed.name for seed in found.seeds[:3]) + (" …" if len(found.seeds) > 3 else "")
        reason = f"one file is wanted here, {os.fspath(path)!r} stands for {len(seeds)}"
        raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known=f"a single file: {names}")
    return splitting.open_view(seeds[0], encoding=options.encoding, limits=workspace.limits)


# -- from records to dist/ -------------------------------------------------------------------------------------------


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
    workspace = open_workspace(paths, options.fetch)
    dist = _destination(workspace, out)
    run = Run(workspace, options, progress, engine)
    run.cache = remembering(workspace, options)
    manifest = packaging.package(
        dist,
        _checked(run),
        facts=partial(facts_of, run),
        pages=partial(_pages, run),
        without=_exporters_left_out(options),
        also=options.also,
    )
    if run.cache is not None:
        run.cache.tidy()
    code = Exit.PARTIAL if run.partial else Exit.OK
    changes = run.locking.update(facts_of(run))
    told = None if changes is None else tuple(changes)
    return Build(dist, manifest, figures(run.measures), tuple(run.problems), code, watch.read(), told)


def _destination(workspace: Workspace, out: PathLike | None) -> Path:
    if out is not None:
        return Path(out)
    if workspace.root is None:
        reason = "loose files have no place for dist/"
        raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known="--out DIR")
    return workspace.root / "dist"


def _checked(run: Run) -> Iterator[Part]:
    """The parts of a run, validated as they pass; raises CorpuskitError at the end when a problem stops the build."""
    from corpuskit.validating import Findings, Tables, checked

    passing: list[Part] = []

    def tables() -> Iterator[pa.Table]:
        for part in run.parts():
            passing.append(part)
            run.locking.watch(part.records)
            yield part.records

    findings = Findings(run.judge.cap, ignore=run.judge.policy.off)
    for _ in checked(Tables(tables(), "records", in_seeds=True), rules_context(run), findings):
        yield from passing
        passing.clear()
    yield from passing
    run.tell([*findings.problems(), *_in_doubt(run)])
    run.problems.extend(run.locking.problems(facts_of(run)))
    if any(run.options.fails(found) for found in run.problems if not (run.partial and found.code == "no-articles")):
        raise CorpuskitError(run.problems)


def _in_doubt(run: Run) -> Iterator[Problem]:
    """How many boundaries go to review."""
    run.measures.settle()
    tally = run.measures.caveat_codes.get("low-confidence-boundary")
    if tally is not None and tally.records:
        least, total = f"{run.options.min_confidence:g}", run.measures.records
        yield problem("boundaries-in-doubt", records=f"{tally.records:,}", total=f"{total:,}", least=least)


def rules_context(run: Run) -> Context:
    """What rules may know of the seeds of a run, and those that its corpus states."""
    from corpuskit.validating import Context

    config = run.workspace.config
    stated = {seed.name: seed.settings.get("collected", config.get("collected")) for seed in run.seeds}
    collected = {name: day for name, day in stated.items() if day}
    return Context(collected=collected, own_rules=run.judge.policy.rules, requirements=run.judge.policy.requirements)


def facts_of(run: Run) -> Facts:
    """What a manifest and a lock tell of a run that has ended."""
    from corpuskit.packaging import Facts, seed_facts

    return Facts(
        [seed_facts(view) for view in run.views],
        run.workspace.config,
        {
            "without": sorted(run.options.without),
            "encoding": run.options.encoding,
            "min_confidence": run.options.min_confidence,
            **({"withhold_text": True} if run.hiding else {}),
        },
        {"outlets": run.registry.version},
        run.corrections.sha256(),
        run.hiding.facts() if run.hiding else None,
    )


def _pages(run: Run, written: Written) -> Mapping[str, bytes]:
    from collections import Counter

    from corpuskit import withholding
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
        _epoch(),
        corrected=run.corrections.applied(),
        judgements=[said for said in run.judgements if run.identities.knows(said["record"])],
    )
    further = {withholding.PATH: (run.hiding.page(), withholding.ABOUT)} if run.hiding is not None else {}
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
        raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known="seconds since 1970") from None


def _exporters_left_out(options: Options) -> frozenset[str]:
    return frozenset({"jsonl"} if "jsonl" in options.without else ())
