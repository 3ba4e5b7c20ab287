"""What is fuzzed: each takes any bytes and must end well or with an error of ours; anything else is a finding."""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpuskit import conditions, corrections, splitting
from corpuskit.checking import loading, lock
from corpuskit.corrections import audit
from corpuskit.formats import is_date
from corpuskit.lexicon.dates import find_dates
from corpuskit.model import CorpuskitError, PathLike, Seed
from corpuskit.validating import Context, Openers, validate_paths
from corpuskit.workspace import layouts
from corpuskit.workspace.configuration import config


def reading(data: bytes) -> None:
    """The text of the view is the file, or there is an error."""
    view = splitting.open_view(Seed("stdin", None), stdin=io.BytesIO(data))
    with view.open_bytes() as file:
        assert view.view is not None or file.read() == data


def cutting(data: bytes) -> None:
    """Each byte lies in exactly one span."""
    view = splitting.open_view(Seed("stdin", None), stdin=io.BytesIO(data))
    at = view.bom
    for cut in splitting.cut(view, splitting.learn(view)):
        bounds = cut.block.places([*cut.spans.start, len(cut.block.data)])
        assert bounds[0] == at
        assert all(one <= other for one, other in itertools.pairwise(bounds))
        at = bounds[-1]
    assert at == view.size


def dates(data: bytes) -> None:
    """A day that is found is one of the calendar, and its bytes lie in the text."""
    text = data.decode("utf-8", "replace")
    for found in find_dates(text):
        assert 0 <= found.outer_start <= found.start < found.end <= found.outer_end <= len(text)
        assert found.iso is None or is_date(f"{found.iso}-01-01"[:10])


def configuration(data: bytes) -> None:
    """Each file that people write is read, or the fault is told; and so is a condition."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.toml"
        path.write_bytes(data)
        for load in (config.load, corrections.load, layouts.load, audit.load, lock.read):
            with suppress(CorpuskitError):
                load(path)
    with suppress(conditions.ConditionError):
        conditions.parse(data.decode("utf-8", "replace"))


def validation(data: bytes) -> None:
    """Records are judged, whatever they are."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        path.write_bytes(data)
        validate_paths([path], Openers(loading.nested_tables, _no_seeds), context=Context())


def _no_seeds(paths: Sequence[PathLike]) -> tuple[Iterable[Any], Context]:
    raise AssertionError(paths)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": reading,
    "splitting": cutting,
    "dates": dates,
    "configuration": configuration,
    "validation": validation,
}


def attempt(name: str, data: bytes) -> None:
    """Runs a target; an error of ours is a good end."""
    with suppress(CorpuskitError):
        TARGETS[name](data)
