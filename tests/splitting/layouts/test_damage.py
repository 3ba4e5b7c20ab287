"""A damaged export is an error or a problem: never a traceback, never an article before the damage lost in silence."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import test_europresse
import test_factiva
import test_factiva_xml
import test_feed
import test_integrum
import test_kikuzo
import test_mail
import test_mediargus
import test_news_xml
import test_nexis_docx
import test_nexis_html
import test_nexis_txt
import test_nexis_uni
import test_proquest
import test_proquest_txt
import test_single_documents as documents
import test_table_exports
import test_xlsx
from damage import complaint, damages, titles

ARTICLES = [{"title": f"Title {n}", "text": f"Text {n}.", "date": "2024-05-03"} for n in range(9)]
DUMPS = {
    "nexis.txt": test_nexis_txt.DUMP.encode(),
    "nexis-uni.txt": test_nexis_uni.EXPORT.encode(),
    "nexis.html": test_nexis_html.PAGE.encode(),
    "factiva.html": test_factiva.PAGE.format(articles=test_factiva.article(1) + test_factiva.INDEXED).encode(),
    "factiva.xml": test_factiva_xml.answer(*(test_factiva_xml.ARTICLE.format(n=n) for n in (1, 2)), count=2).encode(),
    "europresse.html": test_europresse.BEFORE.encode(),
    "europresse-today.html": test_europresse.TODAY.format(header=test_europresse.HEADERS[0][0]).encode(),
    "integrum.html": test_integrum.REPORT.format(articles=test_integrum.FIRST + test_integrum.THIRD).encode(),
    "kikuzo.html": test_kikuzo.PAGE.format(articles=test_kikuzo.article(1) + test_kikuzo.article(2)).encode(),
    "mediargus.txt": test_mediargus.DUMP.encode(),
    "mail.mbox": test_mail.MBOX,
    "digest.eml": test_mail.DIGEST,
    "proquest.html": test_proquest.PAGE.encode(),
    "proquest.eml": test_proquest.MESSAGE,
    "proquest.txt": test_proquest_txt.EXPORT.encode(),
    "nitf.xml": test_news_xml.NITF.encode(),
    "newsml.xml": test_news_xml.message(
        *(test_news_xml.ITEM.format(n=n, text=test_news_xml.TEXTS[0]) for n in (1, 2))
    ).encode(),
    "rss.xml": test_feed.RSS.encode(),
    "atom.xml": test_feed.ATOM.encode(),
    "feed.json": json.dumps(test_feed.JSON).encode(),
    "list.json": json.dumps({"articles": ARTICLES}).encode(),
    "lines.jsonl": "".join(json.dumps(one) + "\n" for one in ARTICLES).encode(),
    "table.csv": test_table_exports.TABLE.encode(),
}


def dump(name: str, folder: Path) -> bytes:
    if name in DUMPS:
        return DUMPS[name]
    rows: list[list[object]] = [["title", "date", "text"], ["Ferry", "2024-05-03", "It sails."]]
    if name == "nexis.docx":
        parts = (*test_nexis_docx.COVER, test_nexis_docx.article(1), test_nexis_docx.GERMAN)
        test_nexis_docx.document(folder / name, *parts)
    elif name == "table.xlsx":
        test_xlsx.workbook(folder / name, rows)
    else:
        getattr(documents, name.partition(".")[2])(folder / name, documents.LINES)
    return (folder / name).read_bytes()


@pytest.mark.parametrize("name", [*DUMPS, "table.xlsx", "nexis.docx", "a.docx", "a.rtf", "a.pdf"])
def test_damage_is_told_and_hides_no_article_before_it(tmp_path: Path, name: str) -> None:
    data = dump(name, tmp_path)
    path = tmp_path / name
    path.write_bytes(data)
    known, _ = titles(path)
    rng = random.Random(f"{name} 11")
    for damage, _ in zip(damages(data, rng), range(25), strict=False):
        assert complaint(path, damage, known, data) is None, damage
