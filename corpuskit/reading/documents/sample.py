"""The beginning of a file, by which its layout is recognised."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property

from corpuskit.model import Seed
from corpuskit.patterns import later
from corpuskit.reading.encodings import detection
from corpuskit.reading.encodings.names import declared_encoding, mark_of
from corpuskit.reading.parsers.json_text import unnamed
from corpuskit.reading.sources.containers import ZIP
from corpuskit.reading.sources.source import Source

#: So much of a file is looked at. Exports open with style sheets of many kilobytes.
HEAD = 512 * 1024
#: Characters in which lines with tags are counted.
LOOKED_AT = 64 * 1024

_OPENS = re.compile(r"<[A-Za-z!?]")
#: What no title begins with.
_DOCUMENT = later(r"<(?:\?xml|!doctype|html|head|body|rss|feed|rdf)\b", re.IGNORECASE)
_TAG = later(r"</?[A-Za-z][^<>]{0,1000}>")


@dataclass(frozen=True)
class Sample:
    """The first bytes of a file, and what is seen of them. Layouts are recognised by this, never by a name alone."""

    seed: Seed
    head: bytes
    whole: bool  #: whether ``head`` is the whole file
    source: Source
    document: bool = False  #: whether it is the text of a Word, RTF or PDF document
    encoding: str | None = None  #: what the command line states of files that are not UTF-8

    @cached_property
    def text(self) -> str:
        """The beginning as text, read as well as it can be: as its mark says, as UTF-8, else as `_legacy` says."""
        mark = mark_of(self.head)
        if mark is not None:
            return self.head[mark[1] :].decode(mark[0], "replace")
        try:
            return self.head.decode("utf-8")
        except UnicodeDecodeError as error:
            cut_off = error.start >= len(self.head) - 3 and not self.whole
            return self.head[: error.start].decode("utf-8") if cut_off else self.head.decode(self._legacy, "replace")

    @property
    def _legacy(self) -> str:
        """The encoding of a beginning that is not UTF-8: as stated, what a detector is sure of, else byte for byte.

        Names of columns and labels of exports are told by their letters, which another encoding turns into others.
        """
        stated = self.seed.settings.get("encoding") or self.encoding
        if stated:
            return declared_encoding(stated) or "latin-1"  # an unknown one is told where the file is read
        found = detection.detect(self.head.splitlines())
        return found.guess if found.sure and found.guess else "latin-1"

    @cached_property
    def kind(self) -> str:
        """What the bytes are: ``zip``, ``pdf``, ``rtf``, ``markup`` (HTML, XML), ``json``, ``text``, or ``data``."""
        if self.head.startswith(ZIP):
            return "zip"
        if self.head.startswith(b"%PDF-"):
            return "pdf"
        if self.head.startswith(b"{\\rtf"):
            return "rtf"
        if self.head.startswith(b"\xd0\xcf\x11\xe0") or (mark_of(self.head) is None and b"\0" in self.head[:4096]):
            return "data"
        start = self.text[:4096].lstrip("\ufeff \t\r\n")
        if _OPENS.match(start) and self._is_document(start):
            return "markup"
        return "json" if unnamed(start).lstrip().startswith(("{", "[")) else "text"

    def _is_document(self, start: str) -> bool:
        """Whether what begins with a tag is markup as a whole, and not a paste whose first title has a tag in it."""
        if _DOCUMENT.match(start):
            return True
        lines = [line for line in self.text[:LOOKED_AT].split("\n") if line.strip()]
        ends = self.whole and self.text.rstrip().endswith(">")
        return ends or 3 * sum(_TAG.search(line) is not None for line in lines) >= len(lines)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the files in a zip; none where it is damaged or no zip."""
        if self.kind != "zip":
            return ()
        try:
            with self.source.open() as file, zipfile.ZipFile(file) as archive:
                return tuple(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return ()


def sample(source: Source, seed: Seed, encoding: str | None = None) -> Sample:
    """The first bytes of a source. ``encoding`` is what the command line states of files that are not UTF-8."""
    with source.open() as file:
        head = file.read(HEAD + 1) or b""
        while len(head) <= HEAD and (more := file.read(HEAD + 1 - len(head))):
            head += more
    return Sample(seed, head[:HEAD], len(head) <= HEAD, source, encoding=encoding)
