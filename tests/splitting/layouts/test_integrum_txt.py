"""Reports saved from Integrum as Word or RTF documents, or as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from exports import read_export, written
from test_nexis_txt import PASTED
from test_single_documents import docx

CODES = (
    ("ИС", "Вестник гавани"),
    ("РБ", "МОРЕ"),
    ("НР", "{n}"),
    ("ДТ", "03.05.1994"),
    ("АВ", "Иванова Анна Петровна,"),
)
TITLES = ("ПАРОМ ВЕРНУЛСЯ", "МЕЛЬНИЦА")


def report(row: str = "^{code}: {value}") -> list[str]:
    """A list of contents, then two articles, their codes as a row is written."""
    lines = ["Report 12.05.2021 15:50:05", *(f"{n}. {title}" for n, title in enumerate(TITLES, 1)), ""]
    for number, title in enumerate(TITLES, 1):
        codes = (*CODES, ("ЗГ", title), ("ЪЪ", "новое"))
        rows = [row.format(code=code, value=value.format(n=number)) for code, value in codes]
        lines += [line for one in rows for line in one.split("\n")]
        lines += ["", title, "", "Паром снова вышел в море.", "Экипаж рад.", ""]
    return lines


def as_rtf(path: Path, lines: tuple[str, ...]) -> Path:
    text = "\\par\n".join(lines)
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)
    return written(path, f"{{\\rtf1\\ansi\\ansicpg1251 {escaped}\\par}}")


def as_text(path: Path, lines: tuple[str, ...]) -> Path:
    return written(path, "\n".join(lines))


@pytest.mark.parametrize("make", [docx, as_rtf, as_text])
@pytest.mark.parametrize("row", ["^{code}: {value}", "^{code}:|{value}|", "^{code}:\n{value}"])
def test_each_article_gives_what_its_codes_state(tmp_path: Path, make: Any, row: str) -> None:
    found = read_export(make(tmp_path / "a", tuple(report(row))))
    first, second = found.records
    assert found.view.layout == "integrum-txt"
    assert (first["title"], first["date"], first["section"]) == (TITLES[0], "1994-05-03", "МОРЕ")
    assert (first["outlets"][0]["name"], first["authors"]) == ("Вестник гавани", ["Иванова Анна Петровна"])
    assert first["text"] == second["text"] == "Паром снова вышел в море.\nЭкипаж рад."
    assert (second["title"], second["extra"]["issue"], second["extra"]["ъъ"]) == (TITLES[1], "2", "новое")
    assert found.problems == []


def test_pasted_articles_above_and_below_are_cut_as_such(tmp_path: Path) -> None:
    found = read_export(as_text(tmp_path / "a.txt", (PASTED, *report()[4:], PASTED)))
    assert [one["provenance"]["layout"] for one in found.records] == [
        *["pasted"] * 2, *["integrum-txt"] * 2, *["pasted"] * 2
    ]  # fmt: skip
