"""Which encoding a file is in, and why: what is stated, its byte-order mark, UTF-8, what it declares, a detector."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corpuskit.model import Place
from corpuskit.problems import failure
from corpuskit.reading.encodings import detection, sniffing
from corpuskit.reading.encodings.names import known, mark_of
from corpuskit.reading.encodings.undecodable import undecodable
from corpuskit.reading.line_ends import line_ends
from corpuskit.reading.sources.source import Source

_MEND = "get an undamaged copy, or state the encoding that it is in: --encoding NAME, or `encoding =` in corpus.toml"


class Decision(NamedTuple):
    """An encoding, and why: a rule of View.encoding_rule."""

    encoding: str
    rule: str
    bom: int = 0
    confidence: float = 1.0


@dataclass(slots=True)
class Scan:
    """What one pass over a source has found.

    ``bad`` is the offset of the first byte that is not UTF-8; ``wide`` says that NUL bytes speak for UTF-16 or -32.
    """

    head: bytes = b""
    size: int = 0
    sha256: str = ""
    bad: int | None = None
    wide: bool = False


def scan(source: Source, stated: str | None) -> Scan:
    """Hash, size and validity as UTF-8 of a source, in one pass. Raises CorpuskitError where its head is no text."""
    found = Scan()
    lines, ended = 0, b""
    digest = hashlib.sha256()
    checker = _Utf8()
    for chunk in source.chunks():
        if not found.size:
            found.head = chunk[: sniffing.HEAD]
            _refuse(source, sniffing.not_text(found.head))
            holds_nul = sniffing.nuls(chunk)
            found.wide = holds_nul is not None
            mark = mark_of(found.head)
            if not (mark[0] if mark else stated or "").startswith(("utf-16", "utf-32")):
                _refuse(source, holds_nul)
        lines -= ended == b"\r" and chunk.startswith(b"\n")
        source.lines.append(max(0, lines))
        lines += line_ends(chunk)
        ended = chunk[-1:]
        digest.update(chunk)
        found.size += len(chunk)
        checker.take(chunk)
    checker.finish()
    found.sha256 = digest.hexdigest()
    found.bad = checker.bad
    return found


class _Utf8:
    """Checks chunks to be UTF-8 together, a character cut by a chunk's end included."""

    def __init__(self) -> None:
        self.bad: int | None = None
        self._rest = b""
        self._at = 0  # offset of the rest

    def take(self, chunk: bytes) -> None:
        if self.bad is not None:
            return
        if not self._rest and chunk.isascii():
            self._at += len(chunk)
            return
        data = self._rest + chunk
        try:
            _, used = codecs.utf_8_decode(data, "strict", False)
        except UnicodeDecodeError as error:
            self.bad = self._at + error.start
            return
        self._at += used
        self._rest = data[used:]

    def finish(self) -> None:
        if self.bad is None and self._rest:
            self.bad = self._at


def _refuse(source: Source, found: tuple[str, str] | None) -> None:
    if found is not None:
        what, remedy = found
        raise failure("not-text", Place(file=source.name), file=source.name, what=what, remedy=remedy)


def decide(
    source: Source,
    scan: Scan,
    stated: str | None,
    fallback: str | None,
    declared: str | None = None,
    default: str | None = None,
) -> Decision:
    """The encoding of a source. ``declared`` is what the file itself says, believed where its bytes allow it;
    ``default`` is what its format means where nothing else is known, believed where the detector's best guess is that.

    Raises CorpuskitError (``undecodable``) where none can be told, or the one that is sure does not fit.
    """
    mark = mark_of(scan.head)
    if mark is not None:
        name, length = mark
        if stated not in (None, name):
            remedy = f"remove `encoding` or state {name}"
            reason = f"its byte-order mark says {name}, while {stated} is stated"
            raise undecodable(source, stated or name, 0, reason, remedy)
        return _valid(source, scan, Decision(name, "bom", length))
    if stated is not None:
        return _valid(source, scan, Decision(stated, "stated"))
    if scan.bad is None and not scan.wide:
        return Decision("utf-8", "valid-utf-8")
    if fallback is not None:
        return _valid(source, scan, Decision(fallback, "stated"))
    if declared is not None and declared != "utf-8" and _can_be(source, declared):
        return Decision(declared, "declared", confidence=0.9)
    return _detected(source, scan, default)


def _valid(source: Source, scan: Scan, decision: Decision) -> Decision:
    """The decision, where it is not UTF-8 with a byte that UTF-8 does not allow."""
    if decision.encoding == "utf-8" and scan.bad is not None:
        raise undecodable(source, "utf-8", scan.bad, "this byte is not allowed there", _MEND, decision.bom)
    return decision


def _can_be(source: Source, declared: str) -> bool:
    """Whether a source that is not UTF-8 may be in the encoding: it can be decoded, and is not UTF-8 elsewhere."""
    decoder = codecs.getincrementaldecoder(declared)()
    try:
        for chunk in source.chunks():
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return _share_of_utf8(source) <= known()[declared].chance


def _detected(source: Source, scan: Scan, default: str | None) -> Decision:
    """The legacy encoding of a source that is not UTF-8, where a detector is sure of it."""
    assert scan.bad is not None
    _refuse(source, sniffing.data(scan.head))
    found = detection.detect(_lines(source))
    entry = known().get(found.guess or "")
    share = _share_of_utf8(source)
    if share > (entry.chance if entry else 0.0):
        reason = "the file is UTF-8 elsewhere, so this byte is damaged"
        raise undecodable(source, "utf-8", scan.bad, reason, _MEND)
    if not found.sure and found.guess is not None and found.guess == default:
        return Decision(default, "default", confidence=0.7)
    if not found.sure or found.guess is None:
        guess = f" (it may be {found.guess})" if found.guess else ""
        remedy = f"state its encoding{guess}: --encoding NAME, or `encoding =` in corpus.toml"
        reason = "the file is in an older encoding that cannot be told for sure"
        raise undecodable(source, "utf-8", scan.bad, reason, remedy)
    return Decision(found.guess, "detected", confidence=round(found.confidence, 3))


def _lines(source: Source) -> Iterator[bytes]:
    """The lines of a source in an encoding whose line ends are those of ASCII, in pieces of at most a chunk."""
    rest = b""
    for chunk in source.chunks():
        lines = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
        rest = lines.pop() if len(lines) > 1 else b""
        yield from lines
    yield rest


def _share_of_utf8(source: Source) -> float:
    """Share of the sequences above ASCII that are valid UTF-8."""
    valid = broken = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for chunk in source.chunks():
        text = decoder.decode(chunk)
        bad = text.count("\ufffd")
        valid += len(text) - len(text.encode("ascii", "ignore")) - bad
        broken += bad
    return valid / (valid + broken) if valid else 0.0
