"""A file whose text its layout extracts: its bytes, its text in the encoding that was decided, its lines, its DOM."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from corpuskit.model import CorpuskitError, Evident, Place, Seed
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.reading.blocks import Blocks
from corpuskit.reading.encodings import detection
from corpuskit.reading.encodings.deciding import Decision, Scan, decide, scan
from corpuskit.reading.encodings.names import declared_encoding, encoding_named
from corpuskit.reading.encodings.undecodable import undecodable
from corpuskit.reading.line_ends import lines_of
from corpuskit.reading.sources.source import Source
from corpuskit.workspace import Limits
from corpuskit.workspace import files as paths

_DECLARED = later(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,400}?charset\s*+=\s*+["']?\s*+([\w.:-]{1,40})""",
    re.IGNORECASE,
)
#: What pages are read as that state no encoding or a wrong one (HTML Standard, 13.2.3.2: for most languages).
HTML_DEFAULT = "windows-1252"
#: What evidence says of a file that is in another encoding than it says.
DECLARES = "it declares"
#: So many bytes are read at a time.
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Document:
    """A seed as its layout sees it. Everything is read when it is asked for."""

    seed: Seed
    source: Source
    encoding: str | None = None  #: what a person states for seeds that are not UTF-8
    limits: Limits = field(default_factory=Limits)

    @property
    def name(self) -> str:
        """The name of the seed."""
        return self.seed.name

    def data(self) -> bytes:
        """The bytes of the file. Raises CorpuskitError (``too-large``) beyond ``limits.whole_bytes``."""
        pieces, size = [], 0
        for piece in self.source.chunks():
            size += len(piece)
            if size > self.limits.whole_bytes:
                raise failure("too-large", Place(self.name), file=self.name, limit=self.limits.whole_bytes)
            pieces.append(piece)
        return b"".join(pieces)

    @cached_property
    def sha256(self) -> str:
        """The hash of the file."""
        digest = hashlib.sha256()
        for piece in self.source.chunks():
            digest.update(piece)
        return digest.hexdigest()

    @property
    def evident_encoding(self) -> Evident | None:
        """What was decided about the encoding of the file, where its layout read it as text."""
        return self.read_as if "decision" in self.__dict__ else None

    @cached_property
    def _scan(self) -> Scan:
        return scan(self.source, self._stated or (encoding_named(self.encoding) if self.encoding else None))

    @property
    def _stated(self) -> str | None:
        stated = self.seed.settings.get("encoding")
        return encoding_named(stated, paths.place(self.seed.path or self.name)) if stated else None

    @cached_property
    def decision(self) -> Decision:
        """The encoding of a file of text (HTML, XML, JSON, tables). Raises CorpuskitError as `reading.read` does."""
        fallback = encoding_named(self.encoding) if self.encoding else None
        default = HTML_DEFAULT if self._scan.head.lstrip().startswith(b"<") else None
        return decide(self.source, self._scan, self._stated, fallback, self._declared(), default)

    def _declared(self) -> str | None:
        found = _DECLARED.search(self._scan.head[:8192])
        return declared_encoding((found[1] or found[2]).decode("ascii")) if found else None

    @property
    def read_as(self) -> Evident:
        """The encoding, why, and what says so."""
        decision, declared = self.decision, self._declared()
        source = {
            "bom": "its byte-order mark",
            "valid-utf-8": "all its bytes are UTF-8",
            "stated": "corpus.toml or --encoding",
            "declared": "the file declares it, and its bytes allow it",
            "detected": detection.basis(),
            "default": f"what browsers read HTML as that is not in UTF-8, and the best guess of {detection.basis()}",
        }[decision.rule]
        if declared is not None and declared != decision.encoding:
            source += f"; {DECLARES} {declared}"
        return Evident(decision.encoding, decision.rule, f"read as {decision.encoding}: {source}", decision.confidence)

    def text(self) -> str:
        """The text behind the byte-order mark, in memory as a whole."""
        decision = self.decision
        data = self.data()[decision.bom :]
        try:
            return data.decode(decision.encoding)
        except UnicodeDecodeError as error:
            raise self._undecodable(decision, error) from None

    def _undecodable(self, decision: Decision, error: UnicodeDecodeError) -> CorpuskitError:
        remedy = "get an undamaged copy, or state the encoding that it is in: `encoding =` in corpus.toml"
        byte = decision.bom + error.start
        return undecodable(self.source, decision.encoding, byte, error.reason, remedy, decision.bom)

    def lines(self) -> Iterator[str]:
        """The lines with their ends, in bounded memory."""
        decision = self.decision
        blocks = Blocks(self.source, decision.encoding, decision.bom, self.limits.line_bytes)
        for block in blocks.open(_PIECE):
            yield from lines_of(block.data.decode("utf-8"))

    def raw_lines(self) -> Iterator[bytes]:
        """The lines of the file as bytes with their ends (LF), in bounded memory."""
        rest, number = b"", 1
        for chunk in self.source.chunks():
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            number += len(lines)
            if len(rest) > self.limits.line_bytes:
                place = Place(self.name, number)
                raise failure("line-too-long", place, file=self.name, limit=self.limits.line_bytes)
            yield from (line + b"\n" for line in lines)
        if rest:
            yield rest

    def dom(self) -> Any:
        """The root of the file's HTML or XML as lxml gives it (lxml.html.HtmlElement for HTML).

        The parser is given decoded text, so that a wrong declaration in the file changes nothing.
        """
        from corpuskit.reading.parsers.markup import parsed

        return parsed(self.text(), self.name)
