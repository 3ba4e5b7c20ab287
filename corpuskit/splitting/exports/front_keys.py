"""Keys and values between two lines of hyphens or of plus signs, and where in the text each value stands.

It is YAML (between plus signs TOML) as clippers, note apps and people write it: plain and quoted values, lists in lines
or in brackets, text in indented lines, comments. A reader of YAML would refuse what people often write by hand
(``title: Ministers: no deal``) and the whole article with it, so lines are read one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.patterns import later

#: Lines between the hyphens, at most.
LONGEST = 300

#: What a line above or below keys begins with.
FENCES = ("---", "+++")
_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*+$")
_KEY = later(r"(?P<key>[^\W\d_][\w -]{0,60}+):(?:[ \t]++|$)")
_TOML_KEY = later(r"(?P<key>[^\W\d_][\w-]{0,60}+)[ \t]*+=[ \t]*+")
_ITEM = later(r"[ \t]*+-(?:[ \t]++|$)")
_INDENTED = later(r"[ \t]++(?=\S)")
#: What says that the value is the text of the indented lines below.
_BLOCK = later(r"[|>][-+\d]{0,2}[ \t]*+(?:#.*)?$")
_QUOTED = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'"
_QUOTED_VALUE = later(rf"(?P<value>{_QUOTED})[ \t]*+(?:#.*)?$", re.DOTALL)
#: A value among others in brackets.
_LISTED = later(rf"{_QUOTED}|[^\s,\"'][^,]*+")
_BARE_CR = later(r"\r(?!\n)")
_COMMENT = later(r"(?<=[ \t])#")
#: A link to another note, with or without other words to show for it.
_NOTE = later(r"\[\[(?:[^\[\]|]*\|)?(?P<value>[^\[\]|]+)\]\]")
_NOTHING = frozenset({"", "null", "~", "[]", "{}"})

Span = tuple[int, int]


class Entry(NamedTuple):
    """A key with its lines, and the code points of these in which each value stands; ``key`` is "" for other lines."""

    key: str
    lines: int
    text: str
    values: tuple[Span, ...]

    @property
    def written(self) -> list[str]:
        """The values as they stand in the lines."""
        return [self.text[start:end] for start, end in self.values]

    @property
    def meant(self) -> list[str]:
        """The values without the escapes of YAML."""
        return [_meant(self.text[start - 1 : start], self.text[start:end]) for start, end in self.values]


def is_fence(line: str) -> bool:
    """Whether a line is one of hyphens or of plus signs, which keys may follow or precede."""
    return _FENCE.match(line.rstrip("\r\n")) is not None


def entries(lines: Sequence[str]) -> list[Entry] | None:
    """From a line of hyphens, the first, to the next one: these and what is between, without a gap; None for others.

    A table of TOML belongs, with all its keys, to the program that keeps it.
    """
    if not lines or not is_fence(lines[0]):
        return None
    fence = lines[0].strip()
    key = _TOML_KEY if fence == "+++" else _KEY
    grouped = [[lines[0]]]
    for line in lines[1 : LONGEST + 2]:
        bare = line.rstrip("\r\n")
        if is_fence(line) and bare.strip() == fence:
            return [_entry(group, key) for group in [*grouped, [line]]]
        if len(grouped) > 1 and (not bare.strip() or grouped[-1][0].startswith("[") or _goes_on(bare)):
            grouped[-1].append(line)
        elif bare.startswith("#") or key.match(bare) is not None or (fence == "+++" and bare.startswith("[")):
            grouped.append([line])
        else:
            return None
    return None


def _goes_on(bare: str) -> bool:
    """Whether a line goes on with the value of the key above it: an item, text that is indented, the end of a list."""
    return _ITEM.match(bare) is not None or _INDENTED.match(bare) is not None or bare.startswith("]")


def _entry(lines: Sequence[str], key: re.Pattern[str]) -> Entry:
    text = "".join(lines)
    found = key.match(lines[0].rstrip("\r\n"))
    if found is None:
        return Entry("", len(lines), text, ())
    return Entry(found["key"].strip(), len(lines), text, tuple(_values(_BARE_CR.sub("\n", text), found.end())))


def _values(text: str, start: int) -> Iterator[Span]:
    """The values of a key whose first line has its own from ``start`` on."""
    first = text.find("\n", start)
    first = len(text) if first < 0 else first
    if _BLOCK.match(text, start, len(text[:first].rstrip())):
        yield from _filled(text, first, len(text))
        return
    value = next(_filled(text, start, len(text)), None)
    if value is None:
        return
    below = [] if text[start:first].strip() else list(_items(text, first))
    if below:
        for span in below:
            yield from _bare(text, *span)
    elif text.startswith("[", value[0]) and not text.startswith("[[", value[0]) and (end := _closed(text, value)):
        for one in _LISTED.finditer(text, value[0] + 1, end):
            yield from _bare(text, *one.span())
    else:
        yield from _bare(text, *value)


def _items(text: str, at: int) -> Iterator[Span]:
    """The items of a list below its key, a line each."""
    while at < len(text):
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        if (item := _ITEM.match(text, at + 1, len(text[:end].rstrip()))) is not None:
            yield item.end(), end
        at = end


def _closed(text: str, value: Span) -> int | None:
    """Where the bracket that closes a list stands; None where none does, or more than a comment is behind it."""
    end = text.rfind("]", *value)
    rest = text[end + 1 : value[1]].strip()
    return end if end > 0 and (not rest or rest.startswith("#")) else None


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    """A value without quotes, comment and the signs of a link to a note; none where it is empty."""
    for first, last in _filled(text, start, end):
        start, end = first, last
        if (quoted := _QUOTED_VALUE.match(text, start, end)) is not None:
            start, end = quoted.start("value") + 1, quoted.end("value") - 1
        elif (comment := _COMMENT.search(text, start, end)) is not None:
            end = comment.start()
        if (note := _NOTE.fullmatch(text, start, end)) is not None:
            start, end = note.span("value")
        yield from _filled(text, start, end)


def _filled(text: str, start: int, end: int) -> Iterator[Span]:
    """The part of a text without white space around it, where it is something."""
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end = start + len(said.strip())
    if text[start:end] not in _NOTHING:
        yield start, end


def _meant(before: str, value: str) -> str:
    if before == "'":
        return value.replace("''", "'")
    if before == '"' and "\\" in value:
        try:
            return str(json.loads(f'"{value}"'))
        except ValueError:
            return value
    return value
