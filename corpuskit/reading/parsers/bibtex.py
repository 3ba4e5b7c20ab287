"""BibTeX: the entries of a file with their fields, and what LaTeX writes for letters and signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from corpuskit.patterns import later

_ENTRY = later(r"@[ \t]{0,9}(?P<kind>[A-Za-z]{3,40})\s{0,99}[{(]\s{0,99}(?P<key>[^\s,{}()=\"]{0,200})\s{0,99},")
_FIELD = later(r"[\s,]{0,999}(?P<name>[A-Za-z][A-Za-z0-9_:-]{0,60})\s{0,99}=\s{0,99}")
_BARE = later(r"[^\s,{}#\"()]{1,200}")
_JOINED = later(r"\s{0,99}#\s{0,99}")
#: What is no reference.
_NO_ENTRIES = frozenset(["string", "comment", "preamble"])
#: Signs above and below letters, as combining characters.
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_ACCENTED = later(
    r"\\(?:(?P<sign>[`'^~=.\"])\s?|(?P<letter_sign>[uvHckbdr])(?:\s|(?=\{)))\{?\\?(?P<letter>[A-Za-z])\}?"
)
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "ldots": "…", "dots": "…",
}  # fmt: skip
_COMMAND = later(r"\\(?P<name>[A-Za-z]{1,20})(?:[ \t]{1,9}|\{\})?")
_SIGN = later(r"\\([&%$#_{}])")
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " "}
_WRITTEN = later("---|--|``|''|~")
#: Stand for signs that LaTeX escapes, until braces are taken out.
_KEPT = {"{": "\ue000", "}": "\ue001"}


class Entry(NamedTuple):
    """A reference: its kind, its key, its fields in order, the line on which it begins, its place, whether it ends."""

    kind: str
    key: str
    fields: list[tuple[str, str]]
    line: int
    start: int
    end: int
    ends: bool


def entries(text: str) -> Iterator[Entry]:
    """The references of a file. One that does not end has the fields up to there; macros are kept by their names."""
    at = 0
    line, counted = 1, 0
    while (found := _ENTRY.search(text, at)) is not None:
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        fields, at, ends = _fields(text, found.end())
        if found["kind"].lower() not in _NO_ENTRIES:
            yield Entry(found["kind"].lower(), found["key"], fields, line, found.start(), at, ends)


def _fields(text: str, at: int) -> tuple[list[tuple[str, str]], int, bool]:
    fields = []
    while (found := _FIELD.match(text, at)) is not None:
        value, at = _value(text, found.end())
        fields.append((found["name"].lower(), value))
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    ends = text[at : at + 1] in ("}", ")") and at < len(text)
    return fields, min(at + ends, len(text)), ends


def _value(text: str, at: int) -> tuple[str, int]:
    """A value, whose parts are joined by "#"."""
    parts = []
    while True:
        part, at = _part(text, at)
        parts.append(part)
        joined = _JOINED.match(text, at)
        if joined is None:
            return "".join(parts), at
        at = joined.end()


def _part(text: str, at: int) -> tuple[str, int]:
    opening = text[at : at + 1]
    if opening not in ("{", '"'):
        found = _BARE.match(text, at)
        return (found[0], found.end()) if found is not None else ("", at)
    depth, end = 0, at + 1
    while end < len(text):
        sign = text[end]
        if depth == 0 and sign == ("}" if opening == "{" else '"'):
            break
        depth += (sign == "{") - (sign == "}")
        end += 2 if sign == "\\" else 1
    return text[at + 1 : end], end + 1


def plain(value: str) -> str:
    """A value as it is printed: letters for what LaTeX writes for them, without braces and commands of type."""
    if not re.search(r"[\\{}~`']|--", value):
        return value
    value = _SIGN.sub(lambda found: _KEPT.get(found[1], found[1]), value)
    value = _ACCENTED.sub(_composed, value)
    value = _COMMAND.sub(lambda found: _LETTERS.get(found["name"], ""), value)
    value = _WRITTEN.sub(lambda found: _SIGNS[found[0]], value)
    value = value.replace("{", "").replace("}", "")
    for sign, kept in _KEPT.items():
        value = value.replace(kept, sign)
    return value


def _composed(found: re.Match[str]) -> str:
    sign = _ACCENTS[found["sign"] or found["letter_sign"]]
    return unicodedata.normalize("NFC", found["letter"] + sign)
