"""Days in columns whose names are not known: never taken for the date, and named to who can map them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpuskit import splitting
from corpuskit.model import Problem, Seed


def problems(folder: Path, text: str) -> list[Problem]:
    file = folder / "a.txt"
    file.write_text(text, encoding="utf-8")
    view = splitting.open_view(Seed(file.name, str(file), {}))
    return [one for cut in splitting.cut(view, splitting.learn(view)) for one in cut.problems]


def table(column: str, *cells: str) -> str:
    rows = [f"Titel;{column};Volltext", *(f'"Brücke {cell}";{cell};"Sie ist zu."' for cell in cells)]
    return "".join(f"{row}\n" for row in rows)


def test_a_table_without_a_date_names_the_column_that_holds_days(tmp_path: Path) -> None:
    (note,) = problems(tmp_path, table("ED", "03.04.2024", "17.04.24", "ohne"))
    assert (note.code, note.severity, note.place.line) == ("days-unmapped", "note", 1)
    assert "'ED'" in note.message
    assert 'columns = {"ED" = "date"}' in (note.hint or "")


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Ersch.-Datum", ("03.04.2024", "17.04.2024")),  # known, and abbreviated
        ("ED", ("12", "31")),
        ("ED", ("vor dem 3. April 2024 bestellt", "am 4. April 2024 bezahlt")),
        ("scraped_at", ("2024-04-03", "2024-04-04")),
    ],
)
def test_dates_that_are_known_and_cells_that_are_none_need_no_note(
    tmp_path: Path, column: str, cells: tuple[str, ...]
) -> None:
    assert problems(tmp_path, table(column, *cells)) == []


def test_an_object_that_cannot_be_read_hides_no_note(tmp_path: Path) -> None:
    rows = [{"title": "A", "text": "It is shut.", "meta": {"stand": "2024-05-30"}}, {"status": 404}]
    found = problems(tmp_path, "".join(f"{json.dumps(row)}\n" for row in rows))
    assert [one.code for one in found] == ["days-unmapped", "article-unread"]
    assert "'meta.stand'" in found[0].message
