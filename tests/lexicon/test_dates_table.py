"""Printed lines of many languages and what is read in them (data/printed_dates.txt), also disguised."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpuskit.lexicon.dates import PrintedDate, find_dates

TABLE = Path(__file__).parent / "data" / "printed_dates.txt"


def lines() -> Iterator[tuple[str, str, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, raw, want = line.split(" => ")
            yield text.replace("\\n", "\n"), raw, want


def said(date: PrintedDate) -> str:
    """What was found, in the words of the table."""
    if date.rule == "no-year":
        return f"no-year {date.month:02d}-{date.day:02d}"
    if date.rule == "range":
        return f"range {date.partial or '-'}"
    if date.alternatives and date.ambiguous:
        return "ambiguous " + " ".join(dict.fromkeys(reading.iso for reading in date.alternatives))
    if date.iso:
        return date.iso
    return f"{date.precision} {date.partial}" if date.partial else date.rule


def found(text: str) -> list[tuple[str, str]]:
    return [(date.raw, said(date)) for date in find_dates(text)]


@pytest.mark.parametrize(("text", "raw", "want"), list(lines()))
def test_a_printed_line_says_what_the_table_says(text: str, raw: str, want: str) -> None:
    assert found(text) == ([] if raw == "-" else [(raw, want)])


def disguised(change: dict[str, str] | str) -> list[tuple[str, str, str, str]]:
    """The table's lines of dates with spaces replaced, or in another Unicode form, as (changed, raw, want, line)."""
    changed = []
    for text, raw, want in lines():
        if raw == "-" or "\n" in text:
            continue
        if isinstance(change, str):
            new, new_raw = unicodedata.normalize(change, text), unicodedata.normalize(change, raw)
        else:
            new, new_raw = text.translate(str.maketrans(change)), raw.translate(str.maketrans(change))
        if new != text:
            changed.append((new, new_raw, want, text))
    return changed


@pytest.mark.parametrize(
    "change",
    [
        "NFD",
        {" ": "\N{NO-BREAK SPACE}"},
        {" ": "\N{NARROW NO-BREAK SPACE}"},
        {" ": "\N{THIN SPACE}"},
        {" ": "\N{IDEOGRAPHIC SPACE}"},
        {" ": "  "},
        {" ": " \N{LEFT-TO-RIGHT MARK}"},
        {" ": "\N{RIGHT-TO-LEFT MARK} "},
        {" ": "\N{ZERO WIDTH SPACE} "},
        {"/": "\N{RIGHT-TO-LEFT MARK}/"},
        {".": "\N{LEFT-TO-RIGHT MARK}."},
        {"-": "\N{NON-BREAKING HYPHEN}"},
        dict(zip("0123456789", "０１２３４５６７８９", strict=True)),
        dict(zip("0123456789", "٠١٢٣٤٥٦٧٨٩", strict=True)),
        dict(zip("0123456789", "۰۱۲۳۴۵۶۷۸۹", strict=True)),
        dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True)),
        dict(zip("0123456789", "๐๑๒๓๔๕๖๗๘๙", strict=True)),
    ],
    ids=str,
)
def test_spaces_marks_digits_and_unicode_forms_change_nothing(change: dict[str, str] | str) -> None:
    changed = disguised(change)
    assert changed
    wrong = {line: (found(new), want) for new, raw, want, line in changed if found(new) != [(raw, want)]}
    assert wrong == {}


@pytest.mark.parametrize("separator", [" | ", " – ", " • ", ", ", " - ", " / ", "; ", "\n"])
def test_a_name_before_and_after_changes_nothing(separator: str) -> None:
    """Where a date stands in a credit line does not matter to it; only dates that name day and year stand anywhere."""
    wrong = {}
    for text, raw, want in lines():
        if want[:4].isdigit() and text == raw:
            for credit in (f"Example Herald{separator}{text}", f"{text}{separator}Example Herald"):
                if found(credit) != [(raw, want)]:
                    wrong[credit] = found(credit)
    assert wrong == {}


def test_the_table_is_as_wide_as_it_should_be() -> None:
    assert len(list(lines())) >= 450
