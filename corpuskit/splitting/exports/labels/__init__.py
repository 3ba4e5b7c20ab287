"""The labels of a database's exports (NAME.toml beside this file): which one, in which language, names which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.ready import read_list

FOLDER = Path(__file__).parent
#: The longest label that is looked for at the beginning of a line.
LONGEST = 40
_LABEL = re.compile(r"[ \t]*(?P<label>[^\W\d_][^:：\n]{0,38}?)[ \t\u00a0]*[:：]")


class Labels(NamedTuple):
    """``fields`` and ``export`` by their labels in small letters."""

    fields: Mapping[str, str]
    export: Mapping[str, str]

    def field(self, label: str) -> str | None:
        """What a label of an article names."""
        return self.fields.get(_plain(label))

    def statement(self, label: str) -> str | None:
        """Which word of the export's statement a label names."""
        return self.export.get(_plain(label))


@cache
def labels(database: str) -> Labels:
    """The labels of a database."""
    listed = read_list(FOLDER / f"{database}.toml")
    export = listed.pop("export", {})
    return Labels(dict(_by_label(listed, "")), dict(_by_label(export, "")))


def _by_label(listed: Mapping[str, Any], around: str) -> Iterator[tuple[str, str]]:
    for name, value in listed.items():
        if isinstance(value, dict):
            yield from _by_label(value, f"{around}{name}.")
        else:
            yield from ((_plain(label), f"{around}{name}") for label in value)


def _plain(label: str) -> str:
    return " ".join(label.casefold().split()).strip(":： ")


def labelled(line: str) -> tuple[str, int] | None:
    """The label with which a line begins, and where its value begins; None where it has none."""
    found = _LABEL.match(line)
    if found is None:
        return None
    start = found.end()
    while start < len(line) and line[start] in " \t\u00a0":
        start += 1
    return found["label"], start
