"""Whether evidence is true: what its bytes print is what the record states, but for white space and named readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpuskit.lexicon.dates import find_dates
from corpuskit.lexicon.languages import language_named
from corpuskit.lexicon.mojibake import repair

#: Fields whose value is that of several spans of bytes, or of a span in which other things may stand.
_TOGETHER = ("credit_line", "correction_notice", "text", "extra")
_DATES = ("date", "date_partial")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,210}>")
_ORDERS = (None, "dmy", "mdy", "ymd")


def untrue(record: Mapping[str, Any], view: bytes) -> list[str]:
    """Each statement of a record (parsed JSON) that its evidence does not bear out; offsets refer to ``view``."""
    return list(_untrue(record, view))


def _untrue(record: Mapping[str, Any], view: bytes) -> Iterator[str]:
    lies = record["provenance"]
    together: dict[str, list[str]] = {}
    for entry in record["evidence"]:
        start, end, field = entry["byte_start"], entry["byte_end"], entry["field"]
        if start is None:
            continue
        if not lies["byte_start"] <= start < end <= lies["byte_end"]:
            yield f"{field}: bytes {start} to {end} lie outside of the record"
            continue
        printed = _squeezed(view[start:end].decode(lies["encoding"]))
        if re.split(r"[.\[]", field)[0] in _TOGETHER:
            together.setdefault(field, []).append(printed)
        elif field != "provenance.byte_start" and not _says(record, field, printed):
            yield f"{field} ({entry['rule']}): {printed!r} is printed for {_stated(record, field)!r}"
    for field, pieces in together.items():
        stated = (_stated(record, field) or "").replace("\ufeff", "")
        if stated and not (_holds if field == "text" else _makes_up)(pieces, stated):
            yield f"{field}: {pieces!r} are printed for {stated!r}"


def _says(record: Mapping[str, Any], field: str, printed: str) -> bool:
    if field == "language":
        return language_named(printed) == record["language"]
    if field in _DATES:
        printed = _untagged(printed)
        meant = repair(printed)
        dates = [date for order in _ORDERS for date in find_dates(meant.text if meant else printed, order=order)]
        read = {printed, *(one for date in dates for one in (date.iso, date.partial))}  # a year says itself
        return record[field] in read and (record["date_raw"] is None or printed == _squeezed(record["date_raw"]))
    stated = _stated(record, field)
    return stated is not None and _squeezed(stated) in (printed, _untagged(printed))


def _makes_up(pieces: list[str], stated: str) -> bool:
    """Whether pieces are all of a value, in whichever order they stand in the view and whatever joins them."""
    return sorted("".join(pieces).replace(";", "").replace(" ", "")) == sorted(re.sub(r"[\s;]", "", stated))


def _holds(pieces: list[str], stated: str) -> bool:
    """Whether the signs of a text stand in what is printed, in their order; what is set aside may stand between."""
    printed = iter("".join(" ".join(pieces).split()))
    return all(sign in printed for sign in "".join(stated.split()))


def _squeezed(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split())


def _untagged(text: str) -> str:
    """Without tags of a page and marks of the direction of writing, which are no part of a name or a day."""
    return _squeezed(_DIRECTION.sub(" ", _TAG.sub(" ", text)))


def _stated(record: Mapping[str, Any], field: str) -> str | None:
    """The value of a field, by its path: ``authors[1]``, ``outlets[0].name``, ``headings[0]``, ``extra.Any key``."""
    if field.startswith("extra."):
        found: str | None = record["extra"].get(field.removeprefix("extra."))
        return found
    value: Any = record
    for step in re.findall(r"[^.\[\]]+", field):
        value = value[int(step)] if isinstance(value, list) else value[step]
    value = value["text"] if isinstance(value, dict) and "text" in value else value
    return value if isinstance(value, str) else None
