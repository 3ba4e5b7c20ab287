"""Word, RTF and PDF documents as lines of text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corpuskit.model import CorpuskitError
from corpuskit.patterns import later
from corpuskit.reading.documents.document import Document
from corpuskit.reading.documents.office import broken, package
from corpuskit.reading.documents.sample import Sample
from corpuskit.reading.line_ends import lines_of
from corpuskit.reading.optional import optional

#: The part of a Word document that holds its text.
MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What in a paragraph prints something beside its text.
_PRINTED = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
#: Where tabs stop; what an author took out or moved away while changes were recorded; what a box holds a second time,
#: for programs that cannot show the first.
_UNPRINTED = (
    *(f"{_W}pPr", f"{_W}del", f"{_W}moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_CODE_PAGE = later(rb"\\ansicpg(\d{3,5})")


@dataclass(frozen=True)
class TextDocument(Document):
    """A document that is read as the lines of its text, whatever its file is."""

    @cached_property
    def kind(self) -> str:
        """``docx``, ``rtf`` or ``pdf``."""
        with self.source.open() as file:
            head = file.read(8) or b""
        return "pdf" if head.startswith(b"%PDF") else "rtf" if head.startswith(b"{\\rtf") else "docx"

    def text(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        """The text, a line for each paragraph or, in a PDF, for each printed line.

        Raises CorpuskitError: ``layout-broken`` for a file that is damaged, encrypted or holds no text,
        ``reader-missing`` where its reader is not installed.
        """
        lines = {"pdf": _pdf, "rtf": _rtf, "docx": _docx}[self.kind](self)
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def lines(self) -> Iterator[str]:
        yield from lines_of(self.text())


def document_kind(sample: Sample) -> str | None:
    """Which of the kinds of `TextDocument` a file is; None for others."""
    if sample.kind in ("pdf", "rtf"):
        return sample.kind
    return "docx" if MAIN in sample.names else None


def sample_of(document: TextDocument, sample: Sample) -> Sample:
    """The beginning of the text of a document, for recognising what it is an export of."""
    return Sample(sample.seed, document.text()[: 512 * 1024].encode("utf-8", "replace"), False, sample.source, True)


def _docx(document: Document) -> list[str]:
    paragraphs = [node for node in main_part(document).iter(f"{_W}p") if is_paragraph(node)]
    return [line for paragraph in paragraphs for line in text_of_paragraph(paragraph).split("\n")]


def main_part(document: Document) -> Any:
    """The root of the text of a Word document, as lxml gives it; no entity is resolved. Raises CorpuskitError
    (``layout-broken``, ``too-large``, ``archive-too-large``).
    """
    from lxml import etree

    _, archive = package(document, "a Word document")
    parser = etree.XMLParser(huge_tree=True, no_network=True, resolve_entities=False)
    try:
        return etree.fromstring(archive.read(MAIN), parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise broken(document, "a Word document", "its main part", str(error)) from None


def is_paragraph(node: Any) -> bool:
    """Whether an element is a paragraph of the document itself, and not of a box that stands in another."""
    return node.tag == f"{_W}p" and all(one.tag != f"{_W}p" for one in node.iterancestors())


def text_of_paragraph(paragraph: Any) -> str:
    """The text of a paragraph of a Word document (an element ``w:p``), line breaks within it as such; paragraphs of a
    box that stands in it are lines of their own.
    """
    from lxml import etree

    parts = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, node in walk:
        if node.tag == f"{_W}p" and node is not paragraph:
            parts.append("\n")
        elif event == "start" and node.tag in _UNPRINTED:
            walk.skip_subtree()
        elif event == "start":
            parts.append(_PRINTED.get(node.tag, "") if node.tag != f"{_W}t" else node.text or "")
    return "".join(parts)


def _rtf(document: Document) -> list[str]:
    striprtf = optional("striprtf.striprtf", "rtf", "Rich Text documents (RTF)", document.name)
    data = document.data()
    found = _CODE_PAGE.search(data[:4096])
    try:
        text = striprtf.rtf_to_text(data.decode("latin-1"), encoding=f"cp{found[1].decode()}" if found else "cp1252")
    except (UnicodeError, LookupError, ValueError, IndexError, RecursionError) as error:
        raise broken(document, "a Rich Text document", "RTF that can be read", str(error)) from None
    return str(text).replace("\r\n", "\n").split("\n")


def _pdf(document: Document) -> list[str]:
    pypdf = optional("pypdf", "pdf", "PDF documents", document.name)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    what = "a PDF document"
    try:
        reader = pypdf.PdfReader(io.BytesIO(document.data()))
        if reader.is_encrypted and not reader.decrypt(""):
            raise broken(document, what, "pages that can be read", "that it is encrypted")
        lines = [line for page in reader.pages for line in (page.extract_text() or "").split("\n")]
    except CorpuskitError:
        raise
    except Exception as error:  # pypdf raises whatever broken objects lead it to
        raise broken(document, what, "pages that can be read", f"{type(error).__name__}: {error}") from None
    if not any(line.strip() for line in lines):
        raise broken(document, what, "text", "none: pictures of text have to be recognised first (OCR)")
    return lines
