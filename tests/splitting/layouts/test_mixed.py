"""One export after the other in a file: each stretch is cut by its own layout, or its place is named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from exports import Read, read_export, written
from test_mail import MBOX
from test_mediargus import DUMP as MEDIARGUS
from test_nexis_txt import DUMP as NEXIS
from test_nexis_txt import PASTED as TWO_PASTED
from test_nexis_uni import EXPORT as UNI
from test_proquest_txt import EXPORT as PROQUEST

from corpuskit import splitting
from corpuskit.model import Seed
from corpuskit.reading import Document
from corpuskit.splitting import mixed

PASTED = f"{TWO_PASTED}\n"
NUMBERED = PROQUEST.replace("\nFerry back", "\nDocument 1 of 2\n\nFerry back").replace(
    "\nMill closes", "\nDocument 2 of 2\n\nMill closes"
)
EXPORTS = {"nexis-txt": NEXIS, "nexis-uni": UNI, "proquest-txt": PROQUEST, "mediargus": MEDIARGUS}


def layouts(found: Read) -> list[str]:
    return [record["provenance"]["layout"] for record in found.records]


def titles(found: Read) -> list[str]:
    return [record["title"] for record in found.records]


@pytest.mark.parametrize(("first", "second"), list(permutations(EXPORTS, 2)))
def test_two_exports_are_cut_each_by_its_own_layout(tmp_path: Path, first: str, second: str) -> None:
    alone = [read_export(written(tmp_path / name, EXPORTS[name])) for name in (first, second)]
    found = read_export(written(tmp_path / "a.txt", EXPORTS[first] + "\n\n" + EXPORTS[second]))
    assert titles(found) == titles(alone[0]) + titles(alone[1])
    assert layouts(found) == layouts(alone[0]) + layouts(alone[1])
    assert [one["text"] for one in found.records] == [one["text"] for part in alone for one in part.records]
    assert {problem.code for problem in found.problems} == {p.code for part in alone for p in part.problems}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_export_below_itself_begins_anew_and_its_count_is_checked_apart(tmp_path: Path, name: str) -> None:
    alone = read_export(written(tmp_path / "a.txt", EXPORTS[name]))
    found = read_export(written(tmp_path / "a.txt", f"{EXPORTS[name]}\n\n{EXPORTS[name]}"))
    assert titles(found) == titles(alone) * 2
    assert [one["text"] for one in found.records] == [one["text"] for one in alone.records] * 2
    counts = [problem for problem in found.problems if problem.code == "declared-count-differs"]
    assert len(counts) == 2 * sum(problem.code == "declared-count-differs" for problem in alone.problems)


def test_a_file_of_many_exports_is_read_a_few_times_and_not_once_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "a.txt", f"{EXPORTS['nexis-txt']}\n\n{EXPORTS['proquest-txt']}\n\n" * 20)
    held = read_export(path)
    monkeypatch.setattr(mixed, "HELD", 10)
    assert read_export(path)[1:] == held[1:]
    monkeypatch.undo()
    passes = 0
    lines = Document.lines

    def counted(document: Document) -> Iterator[str]:
        nonlocal passes
        passes += 1
        return lines(document)

    monkeypatch.setattr(Document, "lines", counted)
    view = splitting.open_view(Seed(path.name, str(path), {}))
    assert view.open_pieces is not None
    passes = 0
    assert len({piece.record for piece in view.open_pieces()}) > 40
    assert passes < 5


@pytest.mark.parametrize("name", EXPORTS)
def test_pasted_articles_above_an_export_are_cut_as_pasted(tmp_path: Path, name: str) -> None:
    found = read_export(written(tmp_path / "a.txt", PASTED + EXPORTS[name]))
    assert layouts(found)[:3] == ["pasted", "pasted", name]
    assert titles(found)[1] == "Library opens its map room"


@pytest.mark.parametrize("name", ["nexis-txt", "nexis-uni", "proquest-txt"])
def test_pasted_articles_below_an_export_are_cut_as_pasted(tmp_path: Path, name: str) -> None:
    export = NEXIS[: NEXIS.index("                               2 of 4")] if name == "nexis-txt" else EXPORTS[name]
    found = read_export(written(tmp_path / "a.txt", export + "\n\n" + PASTED))
    assert layouts(found)[-3:] == [name, "pasted", "pasted"]
    assert titles(found)[-2:] == ["Harbour ferry to run all night from June", "Library opens its map room"]


def test_numbered_articles_of_proquest_are_not_taken_for_nexis(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", NEXIS + NUMBERED))
    assert layouts(found) == ["nexis-txt"] * 2 + ["proquest-txt"] * 2


def test_the_same_export_again_and_another_between(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", UNI + NEXIS + UNI))
    assert layouts(found) == ["nexis-uni"] * 3 + ["nexis-txt"] * 2 + ["nexis-uni"] * 3


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("above", [True, False])
def test_mail_beside_an_export_is_read_and_where_a_layout_is_stated_named_with_its_place(
    tmp_path: Path, name: str, above: bool
) -> None:
    mail, export = MBOX.decode("latin-1"), EXPORTS[name]
    text = f"{mail}\n\n{export}" if above else f"{export}\n\n{mail}"
    path = written(tmp_path / "a.txt", text)
    found = read_export(path)
    alone = read_export(written(tmp_path / "b.txt", export))
    both = ["mail"] * 2 + layouts(alone) if above else layouts(alone) + ["mail"] * 2
    assert layouts(found) == both
    stated = read_export(path, layout=name)
    problem = next(problem for problem in stated.problems if "mail in a file of its own" in problem.message)
    near = text.split("\n")[problem.place.line - 1 : problem.place.line + 2]
    assert any(line.startswith("From ana at") for line in near)
    assert any(kind == "unassigned" and "Ferry" not in text and "The f" in text for kind, text in stated.outside)
    assert set(layouts(stated)) == {name}


def test_pasted_articles_above_mail_are_cut_as_pasted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PASTED.encode() + MBOX)
    found = read_export(path)
    assert layouts(found) == ["pasted", "pasted", "mail", "mail"]
    assert titles(found)[2:] == ["[coast] Ferry über all", "No date"]


def test_the_word_of_a_person_holds_in_a_stretch_of_another_layout(tmp_path: Path) -> None:
    from corpuskit import splitting

    text = NEXIS + UNI
    view = read_export(written(tmp_path / "a.txt", text)).view
    line = text[: text.index("The ferry sailed again.\nPage 2")].count("\n") + 1
    cuts = list(splitting.cut(view, splitting.learn(view), told={line: True}))
    assert sum(cut.record_count for cut in cuts) == 6
