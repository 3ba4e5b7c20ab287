"""The layout ``single``: one article a file, as people save them one by one: title, credit, text.

For Word, RTF and PDF documents it is taken where no export is recognised in them; for plain text it is stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpuskit.lexicon.credits.words import label_at
from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.reading import Document
from corpuskit.splitting import pieces

NAME = "single"
NEEDS = "lines"

#: A title is not longer; what is, is text.
LONGEST_TITLE = 300
#: A line of credit is not longer, and stands among so many lines below the title.
LONGEST_CREDIT = 140
MOST_CREDITS = 6


def extract(document: Document) -> Iterator[Piece]:
    """One record: the first line is its title, lines of credit below it are read as such, the rest is its text."""
    lines = list(document.lines())
    printed = [at for at, line in enumerate(lines) if line.strip()]
    head = _head([lines[at] for at in printed[: MOST_CREDITS + 2]])
    kinds = dict(zip(printed, head, strict=False))
    for at, line in enumerate(lines):
        kind = kinds.get(at, "body")
        if at < (printed[0] if printed else len(lines)):
            yield pieces.outside(line, "blank-outside", "blank-line")
        elif not line.strip():
            yield Piece(line, "blank", 0, "blank-line")
        else:
            yield Piece(line, kind, 0, f"single-{kind}")


def _head(lines: Sequence[str]) -> list[str]:
    """The kinds of the first lines: title, then subtitle or credit as long as they look like it, then body."""
    if not lines or len(lines[0].strip()) > LONGEST_TITLE:
        return ["body"] * len(lines)
    kinds = ["title"]
    for line in lines[1:]:
        text = line.strip()
        if kinds[-1] == "body":
            kinds.append("body")
        elif _is_credit(text):
            kinds.append("credit")
        elif kinds == ["title"] and len(text) <= LONGEST_TITLE and not text.endswith((".", "!", "”", '"')):
            kinds.append("subtitle")
        else:
            kinds.append("body")
    if "body" not in kinds and "credit" not in kinds:
        kinds[1:] = ["body"] * (len(kinds) - 1)
    return kinds


def _is_credit(text: str) -> bool:
    if len(text) > LONGEST_CREDIT or text.endswith((".", "!", "?")):
        return False
    dated = any(date.precision == "day" for date in find_dates(text))
    return dated or label_at(text, 0, len(text)) is not None
