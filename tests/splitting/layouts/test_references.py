"""Lists of references: what each of them states, with its abstract as the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import Read, read_export, written

from corpuskit.model import CorpuskitError

RIS = """TY  - NEWS
TI  - Port strike enters third week
ST  - Port strike
AU  - Vale, Ana
AU  - Holm, Piet
T2  - The Harbour Post
DA  - 2024/03/18/
PY  - 2024
SP  - 4
LA  - en
UR  - https://quay.example/strike
AB  - The strike at the port entered its third week on Monday.
Four hundred containers are waiting.
KW  - strike
KW  - port
ER  -

TY  - NEWS
T1  - What the strike costs
JO  - Kustbladet
Y1  - 2024/03/20
ER  -
"""
ENDNOTE = """%0 Newspaper Article
%T Port strike enters third week
%A Vale, Ana
%A Holm, Piet
%J The Harbour Post
%D 2024
%8 March 18
%P 4
%G en
%U https://quay.example/strike
%X The strike at the port entered its third week on Monday.
Four hundred containers are waiting.
%K strike

%0 Newspaper Article
%T What the strike costs
%J Kustbladet
%8 March 20, 2024
"""
BIBTEX = """% exported on Monday
@article{vale_port_2024,
  title = {{Port} strike enters third week},
  journaltitle = {The Harbour Post}, author = {Vale, Ana and Holm, Piet},
  month = mar, year = 2024, day = "18", pages = {4}, language = {en},
  url = {https://quay.example/strike},
  abstract = {The strike at the port entered its third week on Monday.
Four hundred containers are waiting.},
  keywords = {strike}
}
@string{kb = "Kustbladet"}
@article{costs, title = "What the strike costs", journal = "Kustbladet", year = {2024}, month = {3}, day = 20}
"""


def read(tmp_path: Path, text: str) -> Read:
    return read_export(written(tmp_path / "a.txt", text))


@pytest.mark.parametrize("text", [RIS, ENDNOTE, BIBTEX], ids=["ris", "endnote", "bibtex"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_reference_is_a_record_with_its_abstract_as_text(tmp_path: Path, text: str, end: str) -> None:
    found = read(tmp_path, text.replace("\n", end))
    first, second = found.records
    assert (found.view.layout, found.problems) == ("references", [])
    assert (first["title"], first["date"], first["page"]) == ("Port strike enters third week", "2024-03-18", "4")
    assert first["authors"] == ["Vale, Ana", "Holm, Piet"]
    assert [outlet["name"] for outlet in first["outlets"]] == ["The Harbour Post"]
    assert (first["url"], first["language"]) == ("https://quay.example/strike", "en")
    assert first["text"].split() == (
        "The strike at the port entered its third week on Monday. Four hundred containers are waiting.".split()  # noqa: SIM905
    )
    assert "strike" in " ".join(first["extra"].values())
    assert first["subtitle"] is None  # a short title is none
    assert (second["title"], second["date"], second["text"]) == ("What the strike costs", "2024-03-20", "")
    assert [outlet["name"] for outlet in second["outlets"]] == ["Kustbladet"]


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"M{\"u}ller \& S{\o}n", "Müller & Søn"),
        (r"Caf\'e, \c{c}a va, \v{S}koda, na\"{\i}ve", "Café, ça va, Škoda, naïve"),
        (r"{BBC} \emph{News} --- 10\,\% of {\ss}", "BBC News — 10\\,% of ß"),
        (r"pages 4--5, ``so it is''", "pages 4–5, “so it is”"),
        (r"sets \{a, b\}", "sets {a, b}"),
    ],
)
def test_letters_that_latex_writes_with_signs_are_letters(tmp_path: Path, latex: str, printed: str) -> None:
    (record,) = read(tmp_path, f"@misc{{a, title = {{{latex}}}, abstract = {{Some text.}}}}").records
    assert record["title"] == printed


def test_what_stands_between_references_is_outside(tmp_path: Path) -> None:
    assert ("unassigned", "% exported on Monday\n") in read(tmp_path, BIBTEX).outside
    noted = RIS.replace("ER  -\n\n", "ER  - \nExported by a program\n")
    assert ("unassigned", "Exported by a program\n") in read(tmp_path, noted).outside


def test_a_reference_that_does_not_end_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, BIBTEX[: BIBTEX.index("waiting")])
    assert [(problem.code, problem.place.line) for problem in found.problems] == [("export-cut-off", 2)]
    assert found.records[0]["text"].endswith("Four hundred containers are ")


@pytest.mark.parametrize("text", [RIS, ENDNOTE, BIBTEX], ids=["ris", "endnote", "bibtex"])
def test_without_abstracts_there_is_nothing_to_read(tmp_path: Path, text: str) -> None:
    without = text.replace("AB  -", "N1  -").replace("%X", "%Z").replace("abstract", "annote").replace("% exp", "exp")
    without = without.removeprefix("exported on Monday\n")
    with pytest.raises(CorpuskitError, match="a list of references"):
        read(tmp_path, without)
