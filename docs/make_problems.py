"""Writes problems.md from the one list of codes: ``python docs/make_problems.py``. A test holds the page current."""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

from corpuskit.problems import LIST, Code, codes

PAGE = Path(__file__).with_name("problems.md")
WIDTH = 120
MARKUP = re.compile(r"([*_<>\[\]#\\])")
SECTION = re.compile(r"# -- (\w+) -+$|\[([a-z0-9-]+)\]$")
HEAD = """\
# Problems and caveats

Every code that corpuskit prints or writes, from `corpuskit/problems.toml`; `corpuskit explain CODE` shows the same.
Codes never change their meaning, so scripts may rely on them.

A **problem** is found while building or checking. An *error* stops a build before anything is written (exit code 1),
a *warning* is written down and the build goes on (exit code 0, or 1 with `--strict`), a *note* is good to know. A
**caveat** is attached to a record, for its readers.

Words in braces are filled in where the problem is found.
"""


def page() -> str:
    """The whole page."""
    listed = codes()
    parts = [HEAD]
    for room, names in sections().items():
        parts.append(f"## {room.capitalize()}\n")
        parts.extend(entry(listed[name]) for name in names)
    return "\n".join(parts)


def sections() -> dict[str, list[str]]:
    """The codes of each room, in the order of the file, whose comments name the rooms."""
    found: dict[str, list[str]] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if (match := SECTION.match(line)) is None:
            continue
        if match[1]:
            room = match[1]
            found.setdefault(room, [])
        else:
            found[room].append(match[2])
    return found


def entry(code: Code) -> str:
    """The section of a code."""
    about = textwrap.fill(f"{code.kind.capitalize()}, {code.severity}. {escape(code.about)}", WIDTH)
    lines = [f"### {code.code}\n", f"{about}\n", f"> {escape(code.message)}"]
    if code.hint:
        lines.append(f">\n> *Hint:* {escape(code.hint)}")
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text in which Markdown finds nothing but code spans."""
    parts = text.split("`")
    return "`".join(part if at % 2 else MARKUP.sub(r"\\\1", part) for at, part in enumerate(parts))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {PAGE.name}: {len(codes())} codes\n")
