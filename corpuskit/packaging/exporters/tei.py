"""data/records.tei.xml: the records as a TEI P5 corpus, a text for each with a header of its own.

Headings begin a division. A character that XML cannot hold stands as ``<g n="U+0007"/>``, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.packaging.exporters import DataFile, Writing
from corpuskit.packaging.groups import Group
from corpuskit.packaging.joining import around, constant, each, filled, raw, stringed, whole

NAME = "tei"
PATH = "data/records.tei.xml"
FILES = (DataFile(PATH, "application/tei+xml", about="The records as a TEI P5 corpus, without the caveats."),)

BEGIN = b"""\
<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>Articles</title></titleStmt><publicationStmt><p>README.md beside the folder of \
this file says what the corpus is and under which terms.</p></publicationStmt><sourceDesc><p>Each text names the file \
and the bytes from which it was cut.</p></sourceDesc></fileDesc></teiHeader>
"""
END = b"</teiCorpus>\n"
#: TEI wants one text at least.
NOTHING = (
    b"<TEI><teiHeader><fileDesc><titleStmt><title>No article</title></titleStmt><publicationStmt><p/></publicationStmt>"
    b"<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p/></body></text></TEI>\n"
)
#: Bytes that UTF-8 never has stand for the angle brackets of TEI itself until the values are escaped.
LEFT, RIGHT = b"\xff", b"\xfe"
BRACKETS = bytes.maketrans(LEFT + RIGHT, b"<>")
TO_BRACKETS = bytes.maketrans(b"<>", LEFT + RIGHT)
#: What XML 1.0 does not have: control characters, which are bytes of their own, and two noncharacters.
CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n")
NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_NOT_XML = re.compile(b"|".join((b"[" + re.escape(CONTROLS) + b"]", *NONCHARACTERS)))

#: What stands before a paragraph: nothing, or how a division begins, first or after one that has paragraphs or none.
WITHIN, FIRST, NEXT, AFTER_A_HEADING = range(4)
BEFORE = (b"", b"<div>\n", b"</div>\n<div>\n", b"<p/>\n</div>\n<div>\n")


class Writer(Writing):
    """Appends the texts of each group."""

    WRITES = FILES

    def begin(self) -> None:
        self.files[PATH].write(BEGIN)

    def end(self) -> None:
        self.files[PATH].write(END if self.rows[PATH] else NOTHING + END)

    def write(self, group: Group) -> None:
        for records in group.told():
            self.files[PATH].write(tei(records))
            self.rows[PATH] += len(records["id"])


def tei(records: Mapping[str, pa.Array]) -> bytes:
    """A TEI element for each record, on lines of its own."""
    language = _around(' xml:lang="', raw(records["language"]), '"')
    opened = stringed(_around('<TEI xml:id="r-', raw(records["id"]), '"'), language, _mark(">\n"))
    return _escaped(
        whole(
            stringed(
                opened, _header(records), _mark("\n<text><body>\n"), _body(records), _mark("</body></text>\n</TEI>\n")
            )
        )
    )


def _header(records: Mapping[str, pa.Array]) -> pa.Array:
    main = _element("title", pc.fill_null(records["title"], ""), ' type="main"')
    titles = stringed(main, _element("title", filled(records["subtitle"]), ' type="sub"'))
    authors, outlets = _elements("author", records["authors"]), _elements("publisher", records["outlet_names"])
    when = _around(' when="', raw(records["date"]), '"')
    dated = pc.if_else(records["date"].is_valid(), pc.coalesce(filled(records["date_raw"]), records["date"]), None)
    date = stringed(_mark("<date"), when, _mark(">"), raw(dated), _mark("</date>"))
    begin, end = records["byte_start"].cast("string"), records["byte_end"].cast("string")
    at = pc.binary_join_element_wise(records["file"], ", bytes ", begin, " to ", end, "")
    return stringed(
        *(_mark("<teiHeader><fileDesc><titleStmt>"), titles, authors, _mark("</titleStmt><publicationStmt>")),
        _element("p", pc.coalesce(filled(records["rights"]), "Rights are not stated.")),
        *(_mark("</publicationStmt><sourceDesc><bibl>"), titles, authors, outlets),
        pc.if_else(records["date"].is_valid(), date, None),
        *(_element("ref", filled(records["url"])), _element("note", at)),
        _mark("</bibl></sourceDesc></fileDesc></teiHeader>"),
    )


def _body(records: Mapping[str, pa.Array]) -> pa.Array:
    """Divisions: one for what stands before the first heading, and one for each heading with what follows."""
    texts = pc.split_pattern(pc.fill_null(records["text"], ""), "\n")
    paragraphs, owners = texts.flatten(), pc.list_parent_indices(texts).to_numpy()
    is_head = _heads(paragraphs, owners, records["heading_offsets"])
    before = pa.array([bytes(mark).translate(TO_BRACKETS) for mark in BEFORE], pa.binary())
    after = pa.array([b"</div>\n".translate(TO_BRACKETS), b"<p/>\n</div>\n".translate(TO_BRACKETS)], pa.binary())
    printed = pc.if_else(pa.array(is_head), _element("head", paragraphs, end="\n"), _element("p", paragraphs, end="\n"))
    begun = stringed(before.take(pa.array(_begins(is_head, owners))), printed)
    last = texts.offsets.to_numpy()[1:] - texts.offsets.to_numpy()[0] - 1
    return stringed(each(texts, begun, b""), after.take(pa.array(is_head[last].astype("int8"))))


def _heads(paragraphs: pa.Array, owners: np.ndarray[Any, Any], offsets: pa.ListArray) -> np.ndarray[Any, Any]:
    """Which paragraphs begin where a heading of their record does, in code points from the begin of the text."""
    lengths = pc.utf8_length(paragraphs).to_numpy().astype(np.int64) + 1
    reach = np.concatenate(([0], np.cumsum(lengths)))[:-1]
    first = np.concatenate(([True], owners[1:] != owners[:-1])) if len(owners) else np.zeros(0, dtype=bool)
    within = reach - np.repeat(reach[first], np.diff(np.append(np.flatnonzero(first), len(owners))))
    told = pc.list_parent_indices(offsets).to_numpy().astype(np.int64) << 32 | offsets.flatten().to_numpy()
    return np.isin(owners.astype(np.int64) << 32 | within, told)


def _begins(is_head: np.ndarray[Any, Any], owners: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """What stands before each paragraph, as a place in `BEFORE`."""
    found = np.full(len(owners), WITHIN, dtype=np.int8)
    follows_head = np.concatenate(([False], is_head[:-1]))
    found[is_head] = np.where(follows_head[is_head], AFTER_A_HEADING, NEXT)
    found[np.concatenate(([True], owners[1:] != owners[:-1]))[: len(owners)]] = FIRST
    return found


def _element(name: str, values: pa.Array, attributes: str = "", end: str = "") -> pa.Array:
    """An element for each value; null where the value is."""
    return _around(f"<{name}{attributes}>", raw(values), f"</{name}>{end}")


def _elements(name: str, lists: pa.ListArray) -> pa.Array:
    return each(lists, _element(name, lists.flatten()), b"")


def _around(before: str, values: pa.Array, after: str) -> pa.Array:
    return around(before.encode().translate(TO_BRACKETS), values, after.encode().translate(TO_BRACKETS))


def _mark(text: str) -> pa.Scalar:
    return constant(text.encode().translate(TO_BRACKETS))


def _escaped(written: bytes) -> bytes:
    """The values escaped; only then do LEFT and RIGHT become the brackets of elements."""
    written = written.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    if len(written.translate(None, CONTROLS)) < len(written) or any(one in written for one in NONCHARACTERS):
        written = _NOT_XML.sub(_gap, written)
    return written.translate(BRACKETS)


def _gap(found: re.Match[bytes]) -> bytes:
    return f'<g n="U+{ord(found[0].decode()):04X}"/>'.encode().translate(TO_BRACKETS)
