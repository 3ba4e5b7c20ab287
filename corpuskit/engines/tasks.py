"""The calls that a build consists of: from a seed, or from a part of a large one, to records and outside spans.

Each depends on its arguments alone. What only the whole corpus shows (numbers of identical records, problems between
records) is left to whoever puts the results together in the order of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit import splitting
from corpuskit.metering import each, metered
from corpuskit.model import Cut, Problem, Seed, View
from corpuskit.workspace import Limits

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.caveats.duplicates import Prints
    from corpuskit.lexicon.outlets import Registry
    from corpuskit.packaging import OutsideSpan


class Recipe(NamedTuple):
    """What a task must know besides its seed: options of the build, and what corpus.toml says."""

    encoding: str | None = None
    without: frozenset[str] = frozenset()
    limits: Limits = Limits()
    config: Mapping[str, Any] = {}
    registries: tuple[bytes, ...] = ()  #: contents of files that are laid over the outlet registry
    #: Lines at which a person says that a record begins or does not, by ``View.file``.
    told: Mapping[str, Mapping[int, bool]] = {}
    min_confidence: float | None = None  #: of a boundary, below which a record carries a caveat


@dataclass(slots=True)
class Described:
    """Consecutive records, not numbered yet, and the outside spans around them; ``end`` is a view offset.

    ``statement`` is what the export says of itself there, ``problems`` what could not be read.
    """

    records: pa.Table
    outside: Sequence[OutsideSpan]
    statement: splitting.Statement
    problems: Sequence[Problem]
    end: int
    prints: Prints | None = None  #: of the texts, where duplicates are looked for


@dataclass(slots=True)
class Part:
    """What a task makes of a part of a view: its records, and the seams at which it begins and ends.

    ``begin`` is None at the start of the view, or where no seam showed; ``end`` at the end.
    """

    begin: Any
    found: list[Described]
    end: Any


def of_seed(recipe: Recipe, seed: Seed) -> tuple[View, list[Described]]:
    """A seed as a whole: its view, of which nothing more than its facts can be read, and its records."""
    view = read(recipe, seed)
    found = list(of_view(recipe, view))
    return closed(view), found


def closed(view: View) -> View:
    """A view of which nothing more than its facts is kept: `readable` reads it again."""
    return view._replace(open_blocks=gone, open_bytes=gone, open_at=None, open_pieces=None)


def gone(*_: Any) -> Any:
    """Stands for how a view is read that was made in another process, or another build."""
    raise ValueError("this view was read in another process")


def readable(recipe: Recipe, view: View) -> View:
    """A view that came from a task, as one that can be read."""
    return read(recipe, view.seed) if view.open_bytes is gone else view


def read(recipe: Recipe, seed: Seed) -> View:
    """A seed as a view."""
    with metered("read") as meter:
        view = splitting.open_view(seed, encoding=recipe.encoding, limits=recipe.limits)
        meter.bytes += view.size
    return view


def divisible(recipe: Recipe, seed: Seed) -> View | None:
    """The view of a seed that can be cut in parts; None for any other."""
    view = read(recipe, seed)
    return view if splitting.divisible(view) else None


def of_view(recipe: Recipe, view: View) -> Iterator[Described]:
    """All of a view, cut by cut."""
    habits = learned(view, None)
    for cut in each("cut", splitting.cut(view, habits, told=recipe.told.get(view.file, {}))):
        yield of_cut(recipe, view, habits, cut)


def learned(view: View, piece: int | None) -> splitting.Habits:
    """The habits of a view, or of one of the pieces that pass 1 divides it into."""
    with metered("learn"):
        return splitting.learn(view, piece=piece)


def of_part(recipe: Recipe, view: View, habits: splitting.Habits, start: int, until: int | None, since: Any) -> Part:
    """A part of a view: from the first seam at or behind the view offset ``start`` to the first at or behind ``until``.

    ``since`` is the seam at which it begins, where that is known; without, it is guessed. A part that one record spans
    has none.
    """
    if since is None and start > view.bom:
        with metered("cut"):
            since = splitting.guess_seam(view, habits, start)
        if since is None:
            return Part(None, [], None)
    found = Part(since, [], since)
    if since is None or until is None or since.start < until:
        told = recipe.told.get(view.file, {})
        for cut in each("cut", splitting.cut_between(view, habits, since, until, told=told)):
            found.found.append(of_cut(recipe, view, habits, cut))
            found.end = cut.seam
    return found


def of_cut(recipe: Recipe, view: View, habits: splitting.Habits, cut: Cut) -> Described:
    """The records and outside spans of a cut."""
    from corpuskit import caveats, describing
    from corpuskit.caveats import duplicates
    from corpuskit.packaging import outside_spans

    with_language = "language" not in recipe.without
    outlets = registry(recipe.registries)
    with metered("describe") as meter:
        records = describing.describe(cut, view, habits, registry=outlets, with_language=with_language)
        meter.bytes += len(cut.block.data)
    if "caveats" not in recipe.without:
        with metered("caveats") as meter:
            records = caveats.attach(records, caveats.Context(outlets, recipe.config, recipe.min_confidence))
            meter.bytes += len(cut.block.data)
    statement = splitting.Statement(view.file, view.view is not None)
    statement.add(cut)
    prints = None
    if not {"caveats", "duplicates"} & recipe.without:
        prints = duplicates.prints_of(records["text"])
    return Described(records, outside_spans(view, cut), statement, cut.problems, cut.block.end(), prints)


@lru_cache(maxsize=1)
def registry(files: tuple[bytes, ...]) -> Registry:
    """The outlet registry with files of the user's own over it, by their contents: a worker has no files but seeds."""
    from corpuskit.lexicon.outlets.upkeep import laid_over

    with TemporaryDirectory(prefix="corpuskit-") if files else nullcontext("") as folder:
        paths = [Path(folder, f"{number}.toml") for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        return laid_over(*paths)
