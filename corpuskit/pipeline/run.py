"""From seeds to records: one pass over the seeds of a workspace, and what must outlive a seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from corpuskit import reading, splitting, stores
from corpuskit.arrow import release
from corpuskit.checking.locking import Locking
from corpuskit.checking.places import on_disk
from corpuskit.contract import no_records
from corpuskit.lexicon.unseen import names, unseen
from corpuskit.metering import metered
from corpuskit.model import CorpuskitError, Exit, Place, Problem, Seed, View
from corpuskit.pipeline.bounds import beyond, require_bounds
from corpuskit.pipeline.choosing import bytes_on_disk, choose
from corpuskit.pipeline.options import Options, Progress, Progressed
from corpuskit.pipeline.settings import require_sound
from corpuskit.problems import problem
from corpuskit.workspace import Workspace

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.caveats.duplicates import Duplicates
    from corpuskit.datasheet import Measures
    from corpuskit.engines import Engine
    from corpuskit.engines.cache import Cache
    from corpuskit.engines.tasks import Described
    from corpuskit.packaging import OutsideSpan, Part
    from corpuskit.withholding import Redactor

#: Bytes of an outside span of a seed in which nothing was found, but for the rest of a line.
PIECE = 1024 * 1024
#: Bytes before the first record of a seed that are kept in memory; more go to a temporary file.
MOST_BEFORE = 16 * 1024 * 1024


def _own_registries(workspace: Workspace) -> tuple[bytes, ...]:
    """The registry file of the workspace, if it has one. Raises CorpuskitError where it cannot be used."""
    from corpuskit.lexicon.outlets.upkeep import laid_over

    paths = workspace.registries()
    if paths:
        laid_over(*paths)  # what is wrong is told by the names of the files
    return tuple(path.read_bytes() for path in paths)


def _duplicates(workspace: Workspace, options: Options) -> Duplicates | None:
    """What looks for records with the same text; None where that is left out."""
    if {"caveats", "duplicates"} & options.without:
        return None
    from corpuskit.caveats.duplicates import Duplicates

    return Duplicates(workspace.config.get("duplicates", {}), workspace.limits.candidates)


def _redactor(workspace: Workspace, options: Options) -> Redactor | None:
    """What takes texts out of the corpus; None where they are packaged."""
    if not options.withhold_text:
        return None
    from corpuskit.withholding import Redactor, salt_of

    return Redactor(salt_of(workspace.config, [seed.name for seed in workspace.seeds]), options.features)


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
        from corpuskit.corrections import Applying
        from corpuskit.datasheet import Measures
        from corpuskit.engines import tasks

        require_sound(workspace)
        self.workspace = workspace
        self.options = options
        self.progress = progress or (lambda _: None)
        self.done, self.size, self.found = 0, bytes_on_disk(workspace), 0  #: bytes, bytes on disk, records
        self.engine = engine or choose(workspace, options)
        self.cache: Cache | None = None
        self.recipe = tasks.Recipe(
            options.encoding, options.without, workspace.limits, workspace.config, _own_registries(workspace)
        )
        self.registry = tasks.registry(self.recipe.registries)
        self.context = caveats.Context(self.registry, workspace.config, options.min_confidence)
        self.identities = describing.Identities()
        self.measures: Measures = Measures()
        self.views: list[View] = []
        self._read: View | None = None
        self._files: dict[str, str] = {}  #: the first seed with each hash
        self.judge = policies.of_workspace(workspace)
        self.locking = Locking.of(workspace.root, options.locked, options.update_lock)
        self.problems: list[Problem] = list(workspace.notices)
        self.failures: list[CorpuskitError] = []
        self.seeds: Sequence[Seed] = workspace.seeds  #: members of containers among them once these were opened
        self.partial = False
        self.with_caveats = "caveats" not in options.without
        self.corrections = Applying([], self.registry)
        self.duplicates = _duplicates(workspace, options)
        self.judgements: Sequence[Mapping[str, Any]] = ()
        self.redactor = _redactor(workspace, options)

    def parts(self) -> Iterator[Part]:
        """The records and outside spans of every seed, in order.

        A seed that fails does not hide the faults of those behind it: when all were looked at, CorpuskitError is raised
        with everything that was found. Where duplicates are looked for, no part comes before all seeds were cut.
        """
        from corpuskit.packaging.passing import joined

        parts = self._cut_parts()
        if self.duplicates is not None:
            parts = _with_duplicates(parts, self.duplicates)
        yield from map(self._measured, joined(map(self._released, parts)))
        self._end_corrections()
        if self.failures:
            raise self._failed()

    def _released(self, part: Part) -> Part:
        """The part as it may be published: without caveats that were withdrawn, and without texts that are withheld."""
        if self.with_caveats:
            part = part._replace(records=self.corrections.withdraw(part.records))
        if self.redactor is None:
            return part
        with metered("withhold"):
            return self.redactor.redact(part, self._readable(part))

    def _readable(self, part: Part) -> View | None:
        """The view of a part, as it can be read; None for an empty part."""
        if part.records.num_rows:
            file = part.records["provenance"][0].as_py()["file"]
        elif part.outside:
            file = part.outside[0].file
        else:
            return None
        return self._opened(next(view for view in self.views if view.file == file))

    def _opened(self, view: View) -> View:
        """A view that can be read, opened once as long as no other is asked for."""
        from corpuskit.engines import tasks

        if self._read is None or self._read.file != view.file:
            self._read = tasks.readable(self.recipe, view)
        return self._read

    def _cut_parts(self) -> Iterator[Part]:
        """The parts as they are cut and described; raises CorpuskitError as `parts` does."""
        from corpuskit import corrections
        from corpuskit.engines.cutting import cut_seeds

        self.corrections = corrections.of_workspace(self.workspace, self.registry, self.options.encoding)
        found = reading.seeds(self.workspace)
        self.failures.extend(found.failures)
        self.seeds = found.seeds
        require_bounds(self.workspace, self.seeds)
        self._tell_hidden_names()
        self.judgements = corrections.judgements(self.workspace)
        recipe = self.recipe._replace(told=self.corrections.decided, min_confidence=self.options.min_confidence)
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
        from corpuskit.engines.aside import Aside
        from corpuskit.packaging import Part, byte_order_mark

        view = next(events)
        assert isinstance(view, View)
        self.progress(self._progressed(seed, 0, view))  # what a large dump does is counted before its first record
        self._tell_repeated(view)
        self.views.append(view)
        self.measures.add_seed(view)
        statement = splitting.Statement(view.file, view.view is not None)
        outside: Sequence[OutsideSpan] = byte_order_mark(view)
        records_before = self.found
        with closing(Aside(MOST_BEFORE)) as before:  # what lies above the first record
            for described in events:
                assert not isinstance(described, View)
                statement.merge(described.statement)
                part = self._part(described, view, outside)
                outside = ()
                if self.found > records_before:
                    yield from before.parts()
                    yield part
                else:
                    before.add(part)
                self.progress(self._progressed(seed, described.end, view))
            if self.found == records_before:
                before.add(Part(no_records(), outside))
                yield from self._without_article(view, before.parts())
        self._end_seed(seed, view, statement)

    def _part(self, described: Described, view: View, above: Sequence[OutsideSpan]) -> Part:
        """What a task has described as a part of the corpus, with the spans ``above`` it."""
        from corpuskit.packaging import Part

        self.problems.extend(described.problems)
        self.found += described.records.num_rows
        if self.found > self.workspace.limits.records:
            raise beyond("records", self.workspace.limits.records, "the number of records", view.file)
        records, excluded = self._settled(described, view)
        outside = [*above, *described.outside, *excluded]
        return Part(records, sorted(outside, key=lambda span: span.byte_start) if excluded else outside)

    def _end_seed(self, seed: Seed, view: View, statement: splitting.Statement) -> None:
        from corpuskit.engines import tasks

        self.measures.add_statement(view, statement.values)
        self.problems.extend(statement.problems())
        self.progress(self._progressed(seed, view.size, view))
        self.done += view.size
        if seed.members or (seed.path is not None and stores.is_address(seed.path)):
            self.views[-1] = tasks.closed(view)  # what was unpacked or fetched for it is not kept to the end

    def _tell_hidden_names(self) -> None:
        """A warning for each seed whose name may show other than it is."""
        for seed in self.seeds:
            if places := unseen(seed.name):
                values = {"file": seed.name, "characters": names(seed.name, places)}
                self.problems.append(problem("hidden-in-name", Place(seed.name), **values))

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
        from corpuskit.packaging import withheld

        with metered("number"):
            records = self.identities.numbered(described.records)
            readable = partial(self._opened, view)
            kept, excluded = self.corrections.apply(records, self._with_caveats, readable)
            if self.duplicates is not None and described.prints is not None:
                left = set(kept["id"].to_pylist()) if excluded else None
                rows = [row for row, name in enumerate(records["id"].to_pylist()) if left is None or name in left]
                self.duplicates.add(kept, described.prints.of(rows) if excluded else described.prints)
        if not excluded:
            return kept, []
        return kept, [withheld(readable(), span, span.reason) for span in excluded]

    def _with_caveats(self, records: pa.Table) -> pa.Table:
        from corpuskit import caveats

        return caveats.attach(records, self.context) if self.with_caveats else records

    def _measured(self, part: Part) -> Part:
        from corpuskit.packaging.outside import as_table

        with metered("measure"):
            self.measures.add(part.records)
            self.measures.add_outside(as_table(part.outside))
        return part

    def _without_article(self, view: View, parts: Iterable[Part]) -> Iterator[Part]:
        """A seed in which nothing was found: an error, or with ``keep_going`` outside spans of about `PIECE` bytes."""
        from corpuskit.packaging import OutsideSpan, Part

        found = problem("no-articles", Place(file=view.file), file=view.file)
        if not self.options.keep_going:
            raise CorpuskitError([found])
        self.partial = True
        self.problems.append(found)
        if not view.size:
            yield Part(no_records(), [])
        start, texts = 0, list[str]()
        for span in chain.from_iterable(part.outside for part in parts):
            texts.append(span.text or "")
            if span.byte_end - start >= PIECE or span.byte_end == view.size:
                piece = OutsideSpan(view.file, start, span.byte_end, "unassigned", "".join(texts))
                yield Part(no_records(), [piece])
                start, texts = span.byte_end, []

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


def _with_duplicates(parts: Iterator[Part], duplicates: Duplicates) -> Iterator[Part]:
    """The parts with the caveats that name other records, for which all have to be known."""
    from corpuskit.caveats.duplicates import attach
    from corpuskit.engines.aside import Aside

    aside = Aside()
    try:
        for part in parts:
            aside.add(part)
        found = duplicates.found()
        release()
        at = 0
        for part in aside.parts():
            rows = range(at, at + part.records.num_rows)
            here = {row - at: found[row] for row in rows if row in found}
            yield part._replace(records=attach(part.records, here))
            at = rows.stop
    finally:
        aside.close()
        duplicates.close()
