"""Articles saved from Europresse as HTML, from its pages of today and of before."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

TODAY = """<html><head><meta charset="utf-8"><title>Europresse</title></head><body><p>Sauvegarder</p>
<article><header><div class="rdp__DocPublicationName">
<span class="DocPublicationName">Le Courrier, no. 43018</span></div>
<div class="rdp__DocHeader"><span class="DocHeader">{header}</span></div>
<div class="titreArticle">
<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Le <mark>bac</mark> revient</p>
<p class="sm-margin-TopNews rdp__subtitle">Les îles attendent</p>
<p class="sm-margin-bottomNews">Ana Vale et Piet Holm</p>
</div></header><aside>Aussi paru dans 2 mai 2024 - Le Courrier (site web)</aside>
<section><div class="DocText clearfix"><div class="docOcurrContainer"><p>Le bac est reparti.</p>
<p>© est un signe.</p></div></div></section>
<footer><div class="Doc-LegalInfo"><small>© 2024 Le Courrier. Tous droits réservés.</small></div>
<div class="publiC-lblNodoc">news·20240502·LCX·43018_7</div><p>Ce certificat est émis à Jane.</p></footer></article>
<article><p>Document indisponible</p></article>
<article><header><span class="DocPublicationName">Island Paper</span>
<div><span class="DocHeader">World, Friday, May 3, 2024</span></div><div class="titreArticle">Mill closes</div></header>
<section><div class="DocText"><p>The mill closes.</p></div></section></article></body></html>"""
BEFORE = """<html><head><META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head><body>
<form><input type="button" value="Annuler"></form>
<table><tr><td><span class="DocPublicationName">Le Courrier, no. 12</span><br><span class="DocHeader">Mer, </span>
<span class="DocHeader">jeudi </span><span class="DocHeader">2 mai 2013</span><span class="DocHeader">, p. 03</span>
<br><br>
Les îles attendent<br><span class="TitreArticleVisu">Le <span style="color:red">bac</span> revient</span><br><br>
Ana Vale<br><p></p>Le bac est reparti.<font style="font-weight:bold;"> Tout va bien.</font><p></p>Un signe.<p></p>
<b><i>© 2013 Le Courrier.</i></b><p></p>Numéro de document : news·20130502·LC·0012<br>
<table><tr><td align="center">news·20130502·LC·99</td></tr><tr><td>Ce certificat est émis à Jane.</td></tr></table>
</td></tr></table><p><br>
<table><tr><td><span class="DocPublicationName">Mag</span><br><span class="DocHeader">vendredi </span>
<span class="DocHeader">3 mai 2013</span><br><br><span class="TitreArticleVisu">Le moulin ferme</span><br><br>
Le moulin ferme, dit-on.<p></p>C'est tout.<p></p>Numéro de document : news·20130503·MA·1
<br></td></tr></table></body></html>"""
HEADERS = (
    ("France, jeudi 2 mai 2024 1 134 mots, p. 11", "France", "11", "1 134 mots"),
    ("jeudi 2 mai 2024 - 05:30 134 mots", None, None, "134 mots"),
    ("Votre ville - Sports, jeudi 2 mai 2024, p. 93_T_17", "Votre ville - Sports", "93_T_17", None),
)


@pytest.mark.parametrize("header", HEADERS)
def test_the_classes_of_todays_pages_say_what_everything_is(tmp_path: Path, header: tuple[str, ...]) -> None:
    found = read_export(written(tmp_path / "a.html", TODAY.format(header=header[0])))
    first, second = found.records
    assert (first["title"], first["subtitle"]) == ("Le bac revient", "Les îles attendent")
    assert (first["date"], first["section"], first["page"]) == ("2024-05-02", header[1], header[2])
    assert (first["outlets"][0]["name"], first["extra"]["issue"]) == ("Le Courrier, no. 43018", "no. 43018")
    assert first["extra"].get("words") == header[3]
    assert first["authors"] == ["Ana Vale", "Piet Holm"]
    assert first["text"] == "Le bac est reparti.\n© est un signe."
    assert (first["source_id"], first["rights"]) == (
        "news·20240502·LCX·43018_7",
        "© 2024 Le Courrier. Tous droits réservés.",
    )
    assert first["extra"]["note"].startswith("Aussi paru dans")
    assert (second["title"], second["date"], second["section"]) == ("Mill closes", "2024-05-03", "World")
    assert [problem.code for problem in found.problems] == ["article-unread"]


def test_pages_of_before_say_it_by_classes_and_place(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", BEFORE))
    first, second = found.records
    assert (first["title"], first["subtitle"]) == ("Le bac revient", "Les îles attendent")
    assert (first["date"], first["section"], first["page"]) == ("2013-05-02", "Mer", "03")
    assert (first["authors"], first["rights"]) == (["Ana Vale"], "© 2013 Le Courrier.")
    assert first["text"] == "Le bac est reparti. Tout va bien.\nUn signe."
    assert first["source_id"] == "news·20130502·LC·0012"
    assert (second["title"], second["authors"]) == ("Le moulin ferme", [])
    assert second["text"] == "Le moulin ferme, dit-on.\nC'est tout."
    assert found.problems == []


def test_an_issue_behind_the_name_does_not_keep_an_outlet_from_being_known(tmp_path: Path) -> None:
    page = TODAY.format(header="jeudi 2 mai 2024").replace("Le Courrier, no. 43018", "Sputnik, no. 12")
    outlet = read_export(written(tmp_path / "a.html", page)).records[0]["outlets"][0]
    assert outlet["name"] == "Sputnik, no. 12"
    assert outlet["id"] is not None


def test_a_page_of_europresse_without_articles_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    page = "<html><body><p class='DocPublicationName'></p><p>No documents were selected.</p></body></html>"
    with pytest.raises(CorpuskitError, match="looks like a page of Europresse"):
        read_export(written(tmp_path / "a.html", page))
