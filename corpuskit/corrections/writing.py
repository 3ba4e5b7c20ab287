"""Corrections written down: added to corrections.toml, with everything that stands there left as it is."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpuskit.corrections.passages import INSTEAD
from corpuskit.corrections.stanzas import parse
from corpuskit.model import CorpuskitError, Place, Problem
from corpuskit.workspace import CORRECTIONS
from corpuskit.workspace.configuration import rewriting, stated
from corpuskit.workspace.starter import schema_line

#: Characters of a quote: enough to stand once in most corpora, and to be read in the file.
QUOTE = 80
_TABLE = re.compile(r"^[ \t]*\[[ \t]*corrections[ \t]*\][^\n]*$", re.MULTILINE)
_NEXT_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_HEAD = (
    schema_line(CORRECTIONS) + "# What a person overrules; docs/corrections.md says how. Each build applies it anew.\n"
)


def stanza(said: Mapping[str, Any], table: str = "correction") -> str:
    """The table as TOML, ending in a newline; ``said`` has text, true or false, and lists of text."""
    lines = [f"[[{table}]]", *(f"{key} = {_value(value)}" for key, value in said.items())]
    return "\n".join(lines) + "\n"


def entry(said: Mapping[str, Any]) -> str:
    """The same on a line of its own, to stand below ``[corrections]``: git then merges what two people add."""
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    about = said.get("record") or next(iter(said))
    written = ", ".join(f"{key} = {_value(value)}" for key, value in said.items())
    what = next((kind for kind in ("field", "outlet", "caveat", "exclude", "withhold") if kind in said), "")
    name = "-".join(filter(None, (about, said["field"] if what == "field" else what, digest)))
    return f"{name} = {{ {written} }}\n"


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool | int):
        return str(value).lower()
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def quote_of(record: Mapping[str, Any]) -> str | None:
    """Words of a record by which it is found again: the beginning of its text, else its title or credit."""
    for name in ("text", "title", "credit_line"):
        line = max((record[name] or "").split("\n")[0].split(INSTEAD), key=len).strip()
        if line:
            return beginning(line)
    return None


def beginning(line: str) -> str:
    """The first words of a line."""
    if len(line) <= QUOTE:
        return line
    head, _, cut = line[: QUOTE + 1].rpartition(" ")
    return head.rstrip() if head and len(cut) < QUOTE // 2 else line[:QUOTE].rstrip()


def add(path: Path, entries: Sequence[str]) -> int:
    """Adds lines below ``[corrections]``, as the last of them, and returns the number of the first.

    Makes file and table where there is none. Raises CorpuskitError, and leaves the file as it was, as `append` does.
    """
    text = stated.text_of(path) if path.exists() else _HEAD
    table = _TABLE.search(text)
    if table is None:
        return append(path, "[corrections]\n" + "".join(entries)) + 1
    after = _NEXT_TABLE.search(text, table.end())
    end = len(text) if after is None else after.start()
    kept = text[:end].rstrip("\n")
    added = kept + "\n" + "".join(entries)
    _put(path, text, added + ("" if after is None else "\n") + text[end:], parse)
    return kept.count("\n") + 2


def append(path: Path, added: str, check: Callable[[Path, str], object] = parse, head: str = _HEAD) -> int:
    """Adds stanzas at the end of the file and returns the line on which they begin; makes the file where there is none.

    Raises CorpuskitError, and leaves the file as it was, when it or what is added has a mistake (exit 2), or when it
    cannot be written (74).
    """
    text = stated.text_of(path) if path.exists() else head
    gap = ("" if text.endswith("\n") else "\n") + "\n" if text else ""
    _put(path, text, text + gap + added, check)
    return (text + gap).count("\n") + 1


def _put(path: Path, before: str, text: str, check: Callable[[Path, str], object]) -> None:
    """Writes the text once it has been checked; a byte-order mark stays."""
    check(path, before)  # a mistake that stands there already is told at its line
    try:
        check(path, text)
    except CorpuskitError as error:
        raise CorpuskitError(list(map(_unwritten, error.problems)), error.exit_code) from None
    mark = codecs.BOM_UTF8 if path.exists() and path.read_bytes().startswith(codecs.BOM_UTF8) else b""
    rewriting.put(path, mark + text.encode("utf-8"))


def _unwritten(found: Problem) -> Problem:
    """A mistake in what was to be added, whose line the file does not have."""
    return found._replace(message=f"nothing was written: {found.message}", place=Place(found.place.file))
