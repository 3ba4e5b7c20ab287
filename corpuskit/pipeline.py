"""The steps in their order: from seeds to records, and from records to dist/. What the API and the commands call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit import reading, splitting
from corpuskit.model import KINDS, Cut, Exit, PathLike, Place, Record, View
from corpuskit.problems import failure
from corpuskit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.checking.explain import Line

#: What can be left out of a build (``--without``).
STEPS = ("language", "caveats", "jsonl")

#: Called with the name of a seed, its bytes done, and its bytes in all.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How seeds are read and what is done with problems; see `corpuskit.build`."""

    encoding: str | None = None
    strict: bool = False
    keep_going: bool = False
    without: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        for step in self.without:
            if step not in STEPS:
                reason = f"there is no step {step!r} to leave out"
                raise failure("wrong-option", exit_code=Exit.USAGE, reason=reason, known=", ".join(STEPS))


def _views(workspace: Workspace, options: Options) -> Iterator[View]:
    for seed in workspace.seeds:
        yield reading.read(seed, encoding=options.encoding, limits=workspace.limits)


def _cuts(view: View) -> Iterator[Cut]:
    return splitting.cut(view, splitting.learn(view), layout=view.seed.settings.get("layout"))


def spans(paths: Sequence[PathLike], options: Options) -> Iterator[dict[str, Any]]:
    """The tiling of every view: ``file``, ``byte_start``, ``byte_end``, ``kind`` and ``record`` (id, null outside)."""
    from corpuskit.describing import Identities

    identities = Identities()
    for view in _views(open_workspace(paths), options):
        if view.bom:
            yield {"file": view.file, "byte_start": 0, "byte_end": view.bom, "kind": "byte-order-mark", "record": None}
        for cut in _cuts(view):
            ids = identities.of(cut)
            starts = cut.block.places([*cut.spans.start, len(cut.block.data)])
            for number, kind in enumerate(cut.spans.kind):
                record = cut.spans.record[number]
                yield {
                    "file": view.file,
                    "byte_start": starts[number],
                    "byte_end": starts[number + 1],
                    "kind": KINDS[kind],
                    "record": ids[record] if record >= 0 else None,
                }


def view_bytes(path: PathLike, options: Options) -> Iterator[bytes]:
    """The text that offsets refer to, in pieces: for plain text the bytes of the file as it lies on disk."""
    (view,) = _views(open_workspace([path]), options)
    with view.open_bytes() as file:
        yield from iter(partial(file.read, 1 << 20), b"")


def why(path: PathLike, line: int, options: Options) -> list[Line]:
    """Why there is a boundary at a line of a file, or none. Raises CorpuskitError when there is no such line."""
    from corpuskit.checking import explain

    (view,) = _views(open_workspace([path]), options)
    return explain.of_line(splitting.why(view, splitting.learn(view), line))
