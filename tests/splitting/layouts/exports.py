"""Runs a dump of an export through the steps up to records, and looks at what must hold for every layout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from truth import untrue

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.flat import tables
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import KINDS, Problem, Seed, View
from corpuskit.splitting import Statement


class Read(NamedTuple):
    view: View
    records: list[Mapping[str, Any]]
    problems: list[Problem]
    statement: Mapping[str, list[str]]
    outside: list[tuple[str, str]]  #: kind and text


def read_export(path: Path, block_size: int = 1 << 22, **settings: Any) -> Read:
    """The records of a file. Every byte of its view must be in one span, and its text must hash to what is said."""
    view = splitting.open_view(Seed(path.name, str(path), settings))
    habits = splitting.learn(view)
    statement = Statement(view.file, view.view is not None)
    records: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    outside: list[tuple[str, str]] = []
    whole = b""
    for cut in splitting.cut(view, habits, block_size=block_size):
        data, spans = cut.block.data, cut.spans
        assert [*spans.start, len(data)] == [0, *spans.end]
        whole += data.decode().encode(view.encoding)
        statement.add(cut)
        problems += cut.problems
        table = describe(cut, view, habits, registry=Registry.load(), with_language=False)
        table.validate(full=True)
        records += tables.to_json(table)
        outside += [
            (KINDS[spans.kind[at]], data[spans.start[at] : spans.end[at]].decode())
            for at in range(len(spans))
            if spans.record[at] < 0
        ]
    with view.open_bytes() as file:
        text = file.read()
    assert text[view.bom :] == whole
    assert hashlib.sha256(text).hexdigest() == view.view_sha256
    assert len(text) == view.size
    assert [said for record in records for said in untrue(record, text)] == []
    return Read(view, records, [*problems, *statement.problems()], statement.values, outside)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
