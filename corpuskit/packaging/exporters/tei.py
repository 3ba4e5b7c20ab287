"""data/records.tei.xml: the records as a TEI P5 corpus, a text for each with a header of its own.

Headings begin a division. A character that XML cannot hold stands as ``<g n="U+0007"/>``, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.groups import Group

NAME = "tei"
PATH = "data/records.tei.xml"
FILES = (DataFile(PATH, "application/tei+xml", about="The records as a TEI P5 corpus, without the caveats."),)

BEGIN = """\
<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>Articles</title></titleStmt><publicationStmt><p>README.md beside the folder of \
this file says what the corpus is and under which terms.</p></publicationStmt><sourceDesc><p>Each text names the file \
and the bytes from which it was cut.</p></sourceDesc></fileDesc></teiHeader>
"""
END = "</teiCorpus>\n"
#: TEI wants one text at least.
NOTHING = (
    "<TEI><teiHeader><fileDesc><titleStmt><title>No article</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p/></body></text></TEI>\n"
)
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Writer:
    """Appends the texts of each group."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir(exist_ok=True)
        self.rows = {PATH: 0}
        self.file = (folder / PATH).open("w", encoding="utf-8", newline="\n")
        self.file.write(BEGIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self.file.write(END if self.rows[PATH] else NOTHING + END)
        finally:
            self.file.close()

    def write(self, group: Group) -> None:
        for record in group.told:
            self.file.write(tei(record))
            self.rows[PATH] += 1


def tei(record: Mapping[str, Any]) -> str:
    """A TEI element on lines of its own."""
    language = "" if record["language"] == "und" else f' xml:lang="{escape(record["language"])}"'
    return (
        f'<TEI xml:id="r-{escape(record["id"])}"{language}>\n{_header(record)}\n'
        f"<text><body>\n{''.join(_body(record))}</body></text>\n</TEI>\n"
    )


def _header(record: Mapping[str, Any]) -> str:
    titles = _element("title", record["title"] or "", ' type="main"') + (
        _element("title", record["subtitle"], ' type="sub"') if record["subtitle"] else ""
    )
    authors = "".join(_element("author", name) for name in record["authors"])
    outlets = "".join(_element("publisher", name) for name in record["outlet_names"])
    day = record["date"] or record["date_partial"]
    date = _element("date", record["date_raw"] or day or "", f' when="{day}"' if day else "") if day else ""
    address = _element("ref", record["url"]) if record["url"] else ""
    place = f"{record['file']}, bytes {record['byte_start']} to {record['byte_end']}"
    return (
        f"<teiHeader><fileDesc><titleStmt>{titles}{authors}</titleStmt>"
        f"<publicationStmt>{_element('p', record['rights'] or 'Rights are not stated.')}</publicationStmt>"
        f"<sourceDesc><bibl>{titles}{authors}{outlets}{date}{address}{_element('note', place)}</bibl></sourceDesc>"
        "</fileDesc></teiHeader>"
    )


def _body(record: Mapping[str, Any]) -> Iterator[str]:
    """Divisions: one for what stands before the first heading, and one for each heading with what follows."""
    heads, at, opened, filled = set(record["heading_offsets"]), 0, False, False
    for paragraph in (record["text"] or "").split("\n"):
        if at in heads or not opened:
            if opened:
                yield ("" if filled else "<p/>\n") + "</div>\n"
            yield "<div>\n"
            opened = True
            filled = False
        if at in heads:
            yield _element("head", paragraph) + "\n"
        else:
            yield _element("p", paragraph) + "\n"
            filled = True
        at += len(paragraph) + 1
    yield ("" if filled else "<p/>\n") + "</div>\n"


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{_content(text)}</{name}>"


def _content(text: str) -> str:
    return _NOT_XML.sub(lambda found: f'<g n="U+{ord(found[0]):04X}"/>', escape(text, quote=False))
