"""What can be seen of seeds without a build: records, spans, the text of a view, why a boundary is where it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit import reading, splitting
from corpuskit.model import KINDS, PathLike, Place, Record, View
from corpuskit.pipeline.options import Options
from corpuskit.pipeline.run import Run
from corpuskit.problems import wrong_option
from corpuskit.workspace import SEEDS, Workspace, open_workspace

if TYPE_CHECKING:
    from corpuskit.checking.explain import Line


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
    found = splitting.why(view, splitting.learn(view), line)
    if found is None:
        reason = f"{os.fspath(path)} has no line {line}"
        raise wrong_option(reason, "a line of the file", Place(file=view.file))
    paste = _to_correct(path, line, not found.boundary, options) if found.text.strip() and found.rule is None else ()
    return explain.of_line(found, paste)


def _to_correct(path: PathLike, line: int, begins: bool, options: Options) -> Sequence[str]:
    """What to paste to say that a record begins at a line, or none: so that it means this line, in all seeds of the
    workspace in which the file lies.
    """
    from corpuskit.checking import correcting, reviewing

    file = Path(path).absolute()
    seeds = next((folder for folder in file.parents if folder.name == SEEDS), None)
    workspace = open_workspace([path if seeds is None else seeds.parent])
    name = file.name if seeds is None else file.relative_to(seeds).as_posix()
    passage = reviewing.passage(workspace, name, line, options.encoding)
    return () if passage is None else correcting.line_to_paste(workspace, passage, begins, options.encoding)


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
        raise wrong_option(reason, f"a single file: {names}")
    return splitting.open_view(seeds[0], encoding=options.encoding, limits=workspace.limits)
