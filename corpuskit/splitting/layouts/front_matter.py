"""The layout ``front-matter``: articles in Markdown, each below lines ``key: value`` between two lines of hyphens, or
``key = value`` between two of plus signs.

So clippers of browsers (Obsidian Web Clipper, MarkDownload), note apps and generators of sites (Jekyll, Hugo) keep an
article as a file; such files put together follow on each other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from corpuskit.formats import is_iri
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.line_ends import lines_of
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.columns import Mapped, is_day_of_keeping
from corpuskit.splitting.exports.front_keys import FENCES, LONGEST, Entry, entries, is_fence
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "front-matter"
NEEDS = "lines"

#: Keys have to name so many of these fields, or the lines are something else.
TELLING = frozenset({"title", "authors", "outlet", "date", "url"})
LEAST_TOLD = 2
_HEADING = later(r"#{1,6}[ \t]++(?=\S)")


def recognise(sample: Sample) -> Recognised | None:
    """Keys between two such lines at the very beginning, some of which name what an article has."""
    if sample.kind != "text":
        return None
    text = sample.text.lstrip("\ufeff").lstrip()
    lines = lines_of(text) if text.startswith(FENCES) else []
    head = _head(lines)
    if head is None:
        return None
    keys = ", ".join([entry.key for entry in head if entry.key][:6])
    return Recognised(f"two lines {lines[0].strip()}, and the keys {keys} between them", 0.97)


def extract(document: Document) -> Iterator[Piece]:
    """A record from each block of keys to the next."""
    lines = document.lines()
    held: deque[str] = deque()
    record, titled = -1, True
    while _fill(held, lines, 1):
        if is_fence(held[0]):
            _fill(held, lines, LONGEST + 2)
            head = _head(list(held))
            if head is not None:
                record += 1
                for _ in range(sum(entry.lines for entry in head)):
                    held.popleft()
                named = _named(head)
                titled = "title" in named.values()
                yield from (_piece(record, entry, named) for entry in head)
                continue
        line = held.popleft()
        if record < 0:
            kind, rule = ("unassigned", "above-the-keys") if line.strip() else ("blank-outside", "blank-line")
            yield pieces.outside(line, kind, rule)
        else:
            yield _below(record, line, titled)
            titled = titled or _HEADING.match(line) is not None


def _fill(held: deque[str], lines: Iterator[str], count: int) -> bool:
    """Whether there is another line; so many are held where there are."""
    while len(held) < count and (line := next(lines, None)) is not None:
        held.append(line)
    return bool(held)


def _head(lines: Sequence[str]) -> list[Entry] | None:
    """What the lines begin with, where that is the keys of an article."""
    found = entries(lines)
    return found if found is not None and len(TELLING & set(_named(found).values())) >= LEAST_TOLD else None


def _named(head: Sequence[Entry]) -> Mapping[str, str]:
    """Which key gives which field. An address names no outlet, and a text among keys is none: that stands below."""
    filled = {entry.key: entry.meant for entry in head if entry.values}
    kept = set(filter(is_day_of_keeping, filled))
    addresses = {key for key, values in filled.items() if all(map(is_iri, values))} - kept
    named = dict(Mapped((key for key in filled if key not in addresses | kept), {}, "").fields)
    addressed = Mapped((key for key in filled if key in addresses), {}, "").fields
    by_field = {field: key for key, field in addressed.items()}
    if (key := by_field.get("url", by_field.get("outlet"))) is not None:
        named[key] = "url"
    return {key: field for key, field in named.items() if field != "text"}


def _piece(record: int, entry: Entry, named: Mapping[str, str]) -> Piece:
    """The lines of a key."""
    field = named.get(entry.key, f"extra.{entry.key}")
    if not entry.values:
        return pieces.label(record, entry.text, "key" if entry.key else "no-key")
    if field == "authors":
        states = [("authors", start + a, start + b) for start, end in entry.values
                  for a, b in names_in(_unlinked(entry.text[start:end]))]  # fmt: skip
        return Piece(entry.text, "credit", record, "key-authors", tuple(states))
    kind = field if field in ("title", "subtitle") else "credit"
    rule = "key-extra" if field.startswith("extra.") else f"key-{field.replace('_', '-')}"
    count = len(entry.values) if kind == "credit" else 1
    if entry.written == entry.meant:
        return Piece(entry.text, kind, record, rule, tuple((field, *span) for span in entry.values[:count]))
    source = f"the key {entry.key}, its escapes read"
    told = tuple((field, value, source) for value in entry.meant[:count])
    return Piece(entry.text, "credit", record, rule, (("label", 0, len(entry.text)),), told=told)


def _unlinked(text: str) -> str:
    """The text with blanks in place of the signs of links to notes."""
    return text.replace("[[", "  ").replace("]]", "  ")


def _below(record: int, line: str, titled: bool) -> Piece:
    """A line of the text; where no key is the title, the first heading is."""
    if not line.strip():
        return Piece(line, "blank", record, "blank-line")
    heading = _HEADING.match(line)
    if heading is None:
        return pieces.body(record, line, "below-the-keys")
    if titled:
        return pieces.heading(record, line, "number-signs")
    return Piece(line, "title", record, "first-heading", (("title", heading.end(), len(line.rstrip())),))
