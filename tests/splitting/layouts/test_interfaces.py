"""Exports as other interfaces and versions write them: other languages, other orders, labels that no list has."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import Read, read_export, written

TEXT = (
    "The ferry sailed again on Friday",
    "after a winter in the yard.",
    '"We waited," said the mayor: nobody knew why.',
)
#: Numbered line, day, labels of byline, section, length, load date, language, type and text, and the word for words.
NEXIS = {
    "en": "{n} of {of} DOCUMENTS|May {d}, 2024 Friday|BYLINE|SECTION|LENGTH|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|"
    "BODY|words",
    "de": "Dokument {n} von {of}|{d}. Mai 2024 Freitag|AUTOR|RUBRIK|LÄNGE|UPDATE|SPRACHE|PUBLICATION-TYPE|TEXT|Wörter",
    "fr": "{n} sur {of} DOCUMENTS|vendredi {d} mai 2024|AUTEUR|RUBRIQUE|LONGUEUR|DATE-CHARGEMENT|LANGUE|"
    "TYPE-PUBLICATION|TEXTE|mots",
    "nl": "{n} van {of} DOCUMENTEN|{d} mei 2024 vrijdag|AUTEUR|SECTIE|LENGTE|LAAD-DATUM|TAAL|PUBLICATIE-TYPE|"
    "VOLLEDIGE TEKST|woorden",
    "es": "{n} de {of} DOCUMENTOS|{d} de mayo de 2024 viernes|AUTOR|SECCIÓN|LONGITUD|FECHA-CARGA|IDIOMA|"
    "TIPO-PUBLICACIÓN|TEXTO|palabras",
    "it": "{n} di {of} DOCUMENTI|{d} maggio 2024 venerdì|AUTORE|SEZIONE|LUNGHEZZA|DATA-CARICAMENTO|LINGUA|"
    "TIPO-PUBBLICAZIONE|TESTO|parole",
    "pt": "{n} de {of} DOCUMENTOS|{d} de maio de 2024 sexta-feira|AUTOR|SEÇÃO|TAMANHO|DATA-CARGA|IDIOMA|"
    "TIPO-PUBLICAÇÃO|TEXTO|palavras",
}
#: An interface of which no label is listed.
UNLISTED = "{n} z {of} DOKUMENTÓW|{d} maja 2024|PISAŁ|STRONA|DŁUGOŚĆ|DATA-WCZYTANIA|JĘZYK|TYP|TUTAJ|słów"
END = {
    "en": ("Body", "Classification", "End of Document"),
    "de": ("Text", "Klassifizierung", "Ende des Dokuments"),
    "fr": ("Corps", "Classification", "Fin du document"),
    "nl": ("Tekst", "Classificatie", "Einde document"),
    "es": ("Cuerpo", "Clasificación", "Fin del documento"),
    "it": ("Testo", "Classificazione", "Fine documento"),
    "pt": ("Corpo", "Classificação", "Fim do documento"),
}


def nexis(interface: str, n: int, of: int, *, order: str = "bsl", body: bool = False, foot: str = "dtg") -> str:
    """An article; ``order`` and ``foot`` say which labels stand above and below the text, x and y for unlisted ones."""
    head, day, byline, section, length, load, language, kind, text, words = interface.split("|")
    labels = {
        "b": f"{byline}: Ana Vale",
        "s": f"{section}: LOCAL; Pg. 12",
        "l": f"{length}: 355 {words}",
        "d": f"{load}: 9/5/2024",
        "g": f"{language}: ENGLISH",
        "t": f"{kind}: Newspaper",
        "x": "XKENNUNG: something new",
        "y": "MERKMAL: something else",
    }
    above = "".join(f"{labels[one]}\n\n" for one in order)
    below = "".join(f"{labels[one]}\n\n" for one in foot)
    centred = "".join(f"{' ' * 30}{line}\n\n" for line in (head.format(n=n, of=of), "Coast Courier", day.format(d=n)))
    return (
        f"{centred}\nFerry back {n}\n\n{above}{text + ':' + chr(10) if body else ''}"
        + "\n\n".join(TEXT)
        + f"\n\n{below}\n"
    )


def export(interface: str, count: int = 3, **how: object) -> str:
    return "\n".join(nexis(interface, n, count, **how) for n in range(1, count + 1))  # type: ignore[arg-type]


def uni(language: str, n: int) -> str:
    _, day, byline, section, length, load, named, kind, _, words = NEXIS[language].split("|")
    body, classification, end = END[language]
    head = f"Ferry back {n}\nCoast Courier\n{day.format(d=n)}\n\nCopyright 2024 Coast Courier Ltd.\n\n"
    above = f"{section.title()}: LOCAL; Pg. 12\n{length.title()}: 355 {words}\n{byline.title()}: Ana Vale\n\n{body}\n\n"
    below = f"{classification}\n\n{named.title()}: ENGLISH\n\n{kind.title()}: Newspaper\n\n{load.title()}: 9/5/2024\n\n"
    return head + above + "\n\n".join(TEXT) + f"\n\n{below}\n{end}\n\n"


def holds(found: Read, layout: str, count: int = 3) -> None:
    """Every article with title, day, outlet, and a text without labels; nothing was wrong."""
    assert found.view.layout == layout
    assert [one["title"] for one in found.records] == [f"Ferry back {n}" for n in range(1, count + 1)]
    assert [one["date"] for one in found.records] == [f"2024-05-0{n}" for n in range(1, count + 1)]
    for one in found.records:
        assert [outlet["name"] for outlet in one["outlets"]] == ["Coast Courier"]
        assert one["text"] == "\n".join(TEXT)
    assert found.problems == []


@pytest.mark.parametrize(("body", "foot"), [(False, "dgt"), (True, "gt"), (False, "dygt"), (True, "")])
@pytest.mark.parametrize("order", ["bsl", "slbx"])
@pytest.mark.parametrize("language", NEXIS)
def test_nexis_in_any_language_and_order_of_labels(
    tmp_path: Path, language: str, order: str, body: bool, foot: str
) -> None:
    text = export(NEXIS[language], order=order, body=body, foot=foot)
    found = read_export(written(tmp_path / "a.txt", text))
    holds(found, "nexis-txt")
    assert {(one["page"], *one["authors"]) for one in found.records} == {("12", "Ana Vale")}


@pytest.mark.parametrize("foot", ["dgt", "tgd", ""])
@pytest.mark.parametrize("body", [False, True])
def test_labels_that_no_list_has_are_known_by_their_coming_back(tmp_path: Path, body: bool, foot: str) -> None:
    holds(read_export(written(tmp_path / "a.txt", export(UNLISTED, body=body, foot=foot))), "nexis-txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_missing_last_one_change_nothing(tmp_path: Path, ends: str, encoding: str) -> None:
    text = export(NEXIS["fr"]).rstrip("\n").replace("\n", ends)
    holds(read_export(written(tmp_path / "a.txt", text, encoding)), "nexis-txt")


def test_an_export_of_one_article_and_one_line_in_capitals_that_is_its_text(tmp_path: Path) -> None:
    holds(read_export(written(tmp_path / "a.txt", export(NEXIS["de"], 1))), "nexis-txt", 1)
    flash = export(NEXIS["en"], 1).replace("\n\n".join(TEXT), "FLASH: FERRY SAILS AGAIN")
    (record,) = read_export(written(tmp_path / "b.txt", flash)).records
    assert record["text"] == "FLASH: FERRY SAILS AGAIN"


def test_who_speaks_in_a_transcript_is_no_label(tmp_path: Path) -> None:
    talk = "SMITH: Is it back?\n\nJONES: It is.\n\nSMITH: When?\n\nJONES: On Friday"
    text = "\n".join(nexis(NEXIS["en"], n, 2).replace("\n\n".join(TEXT), talk) for n in (1, 2))
    for record in read_export(written(tmp_path / "a.txt", text)).records:
        assert record["text"] == talk.replace("\n\n", "\n")


@pytest.mark.parametrize("language", END)
def test_nexis_uni_in_any_language(tmp_path: Path, language: str) -> None:
    text = "".join(uni(language, n) for n in (1, 2, 3))
    found = read_export(written(tmp_path / "a.txt", text))
    holds(found, "nexis-uni")
    assert {(one["page"], *one["authors"]) for one in found.records} == {("12", "Ana Vale")}


def test_labels_of_nexis_uni_that_no_list_has_are_not_in_the_text(tmp_path: Path) -> None:
    text = (
        "".join(uni("en", n) for n in (1, 2, 3)).replace("Load-Date:", "Wgrano:\u00a0").replace("Classification\n", "")
    )
    holds(read_export(written(tmp_path / "a.txt", text.replace("Publication-Type:", "Typ:\u00a0"))), "nexis-uni")
