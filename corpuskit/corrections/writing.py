"""Corrections written down: a stanza added to corrections.toml, with everything that stands there left as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from corpuskit.corrections.stanzas import parse
from corpuskit.workspace import files, stated, stating

#: Characters of a quote: enough to stand once in most corpora, and to be read in the file.
QUOTE = 80
_HEAD = "# What a person overrules; docs/corrections.md says how. Each build applies it anew.\n"


def stanza(said: Mapping[str, Any], table: str = "correction") -> str:
    """The table as TOML, ending in a newline; ``said`` has text, true or false, and lists of text."""
    lines = [f"[[{table}]]", *(f"{key} = {_value(value)}" for key, value in said.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool | int):
        return str(value).lower()
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def quote_of(record: Mapping[str, Any]) -> str | None:
    """Words of a record by which it is found again: the beginning of its text, else its title or credit."""
    for name in ("text", "title", "credit_line"):
        line = (record[name] or "").split("\n")[0].strip()
        if line:
            return beginning(line)
    return None


def beginning(line: str) -> str:
    """The first words of a line."""
    if len(line) <= QUOTE:
        return line
    head, _, cut = line[: QUOTE + 1].rpartition(" ")
    return head.rstrip() if head and len(cut) < QUOTE // 2 else line[:QUOTE].rstrip()


def append(path: Path, added: str, check: Callable[[Path, str], object] = parse, head: str = _HEAD) -> int:
    """Adds stanzas at the end of the file and returns the line on which they begin; makes the file where there is none.

    Raises CorpuskitError, and leaves the file as it was, when it or what is added has a mistake (exit 2), or when it
    cannot be written (74).
    """
    try:
        before = path.read_bytes() if path.exists() else head.encode()
        text = stated.text_of(path) if path.exists() else head
        gap = ("" if text.endswith("\n") else "\n") + "\n" if text else ""
        check(path, text + gap + added)
        stating.put(path, before + (gap + added).encode("utf-8"))
    except OSError as error:
        raise files.unreadable(path, error) from None
    return (text + gap).count("\n") + 1
