"""Seeds cut on an engine: whole ones and parts of large ones at the same time, their results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpuskit import reading, splitting
from corpuskit.engines import Call, Engine, Pending, in_order, tasks
from corpuskit.engines.here import Here
from corpuskit.engines.tasks import Described, Part, Recipe
from corpuskit.model import Seed, View

if TYPE_CHECKING:
    from corpuskit.engines import parts
    from corpuskit.engines.cache import Cache

#: Bytes of a part of a large seed.
PART = 2 * 1024 * 1024
#: A seed of more bytes is cut in parts.
LARGE = 4 * 1024 * 1024

#: What comes of a seed: its view, then its records.
Events = Iterator[View | Described]


def cut_seeds(
    recipe: Recipe, seeds: Iterable[Seed], engine: Engine, cache: Cache | None
) -> Iterator[tuple[Seed, Events]]:
    """Each seed with what comes of it, in order; the iterators have to be used up one after the other.

    Using one raises CorpuskitError where the seed cannot be read or cut. What it gives depends neither on the engine
    nor on the size of parts, nor on what ``cache`` has.
    """
    begun: deque[tuple[Seed, Events]] = deque()
    ahead = 0 if engine.jobs == 1 else 2 * engine.jobs
    for seed in seeds:
        begun.append((seed, _remembered(recipe, seed, engine, cache)))
        if len(begun) > ahead:
            yield begun.popleft()
    yield from begun


def _remembered(recipe: Recipe, seed: Seed, engine: Engine, cache: Cache | None) -> Events:
    key = cache.key(recipe, seed) if cache is not None else None
    if cache is None or key is None:
        return _begun(recipe, seed, engine)
    from corpuskit.engines import parts

    return cache.load(key, seed) or cache.keep(key, _begun(recipe, seed, engine, parts.Place(cache.place, key)))


def _begun(recipe: Recipe, seed: Seed, engine: Engine, place: parts.Place | None = None) -> Events:
    """What comes of a seed; what can be done ahead of its turn is handed in at once."""
    if isinstance(engine, Here) or seed.path is None:
        return _streamed(recipe, seed)
    if reading.size_of(seed) > LARGE:
        return _in_parts(recipe, engine, engine.submit((tasks.divisible, (recipe, seed))), seed, place)
    return _whole(engine.submit((tasks.of_seed, (recipe, seed))))


def _streamed(recipe: Recipe, seed: Seed) -> Events:
    view = tasks.read(recipe, seed)
    yield view
    yield from tasks.of_view(recipe, view)


def _whole(pending: Pending[tuple[View, list[Described]]]) -> Events:
    view, pieces = pending.result()
    yield view
    yield from pieces


def _in_parts(
    recipe: Recipe, engine: Engine, pending: Pending[View | None], seed: Seed, place: parts.Place | None
) -> Events:
    """A large seed in parts that are cut at the same time."""
    view = pending.result()
    if view is None:
        yield from _streamed(recipe, seed)
        return
    yield view
    habits = _habits(view, engine)
    begin = None
    found: Iterable[tuple[int, int | None, Part]] = _parts(recipe, view, habits, engine, place)
    for start, until, part in found:
        if start > view.bom:
            if begin is None:  # a record reaches from an earlier part to the end
                continue
            if part.begin is None or not begin.agrees(part.begin):
                part = tasks.of_part(recipe, view, habits, start, until, begin)
        yield from part.found
        begin = part.end


def _parts(
    recipe: Recipe, view: View, habits: splitting.Habits, engine: Engine, place: parts.Place | None
) -> Iterator[tuple[int, int | None, Part]]:
    from corpuskit.engines import parts

    starts = [view.bom, *range(PART, view.size, PART)]
    ends = [*starts[1:], None]
    packed = parts.packed(habits)
    calls: Iterator[Call] = (
        (parts.of_part, (place, recipe, view, packed, start, until)) for start, until in zip(starts, ends, strict=True)
    )
    yield from zip(starts, ends, in_order(engine, calls), strict=True)


def _habits(view: View, engine: Engine) -> splitting.Habits:
    """What the dump does, its pieces counted at the same time.

    The counts of several are added to new ones: those that Ray hands over lie in memory that nobody may write to.
    """
    pieces = splitting.piece_count(view)
    counted: Iterator[splitting.Habits] = in_order(engine, ((tasks.learned, (view, piece)) for piece in range(pieces)))
    if pieces == 1:
        return next(counted)
    found = splitting.Habits()
    for habits in counted:
        found.merge(habits)
    return found
