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

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
    return "docx" if "word/document.xml" in sample.names else None


def sample_of(document: TextDocument, sample: Sample) -> Sample:
    """The beginning of the text of a document, for recognising what it is an export of."""
    return Sample(sample.seed, document.text()[: 512 * 1024].encode("utf-8", "replace"), False, sample.source, True)


def _docx(document: Document) -> list[str]:
    from lxml import etree

    _, archive = package(document, "a Word document")
    try:
        root = etree.fromstring(archive.read("word/document.xml"), etree.XMLParser(huge_tree=True, no_network=True))
    except (KeyError, etree.XMLSyntaxError) as error:
        raise broken(document, "a Word document", "its main part", str(error)) from None
    return [line for paragraph in root.iter(f"{_W}p") for line in text_of_paragraph(paragraph).split("\n")]


def text_of_paragraph(paragraph: Any) -> str:
    """The text of a paragraph of a Word document (an element ``w:p``), line breaks within it as such."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        tag = node.tag[len(_W) :]
        parts.append((node.text or "") if tag == "t" else {"tab": "\t", "noBreakHyphen": "\u2011"}.get(tag, "\n"))
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
