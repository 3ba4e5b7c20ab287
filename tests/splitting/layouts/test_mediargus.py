"""Text saved from Mediargus: a list of contents, then articles that open with day and page."""

from __future__ import annotations

from pathlib import Path

from exports import read_export, written

DUMP = """1. De veerboot vaart weer

Het Kustblad, vrijdag 3 mei 2024, p. 23, 853w.

De veerboot vaart weer na een winter in de haven ...


2. De molen sluit

De Eilandkrant, donderdag 2 mei 2024, p. 4, 61w.

De molen sluit.


3. Een derde artikel

De Eilandkrant, donderdag 2 mei 2024, p. 5, 61w.

Het ontbreekt.




3-05-2024, p.23
Rik Moor
De veerboot vaart weer

De eilandbewoners wachten op de dienstregeling.

 © Kustblad




2-05-2024, p.4

Antwerpen, Limburg

De molen sluit

De molen sluit in mei.
"""


def test_the_outlet_of_an_article_is_taken_from_the_list_of_contents(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", DUMP))
    first, second = found.records
    assert (first["title"], first["date"], first["page"]) == ("De veerboot vaart weer", "2024-05-03", "23")
    assert (first["authors"], first["rights"]) == (["Rik Moor"], "© Kustblad")
    assert first["outlets"][0]["name"] == "Het Kustblad"
    evidence = next(entry for entry in first["evidence"] if entry["field"] == "outlets[0].name")
    assert evidence["source"] == "entry 1 of the list of contents"
    assert (second["title"], second["text"]) == ("De molen sluit", "De molen sluit in mei.")
    assert second["extra"] == {"edition": "Antwerpen, Limburg", "number": "2"}


def test_an_entry_of_the_list_without_its_article_is_named(tmp_path: Path) -> None:
    (problem,) = read_export(written(tmp_path / "a.txt", DUMP)).problems
    assert problem.code == "declared-count-differs"
    assert "declares 3 articles, 2 were found" in problem.message
