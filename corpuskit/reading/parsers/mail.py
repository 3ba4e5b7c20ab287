"""Messages in a file of mail: where each begins, its headers and its text in the encoding that it is really in.

Python's mailbox and the policies of its email package raise on real files; only the lenient parser is used, and every
header and part is decoded here, with evidence of why. The parser is loaded where there is mail: of other seeds it is
only asked whether a line looks like a header.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.patterns import later
from corpuskit.reading.encodings import detection
from corpuskit.reading.encodings.names import declared_encoding
from corpuskit.reading.parsers.markup import paragraphs

if TYPE_CHECKING:
    from email.message import Message

#: "From jane@example.org  Wed Sep 22 05:05:28 2004", with an address that an archive has hidden.
ENVELOPE = re.compile(rb"From (?:\S+|\S+ (?:at|AT|_at_|\[at\]) \S+|-)\s.*\d{4}")
#: The same with the day as ctime writes it: where it stands below no blank line, a message begins there all the same.
DATED_ENVELOPE = later(
    rb"From (?:\S+|\S+ (?:at|AT|_at_|\[at\]) \S+)\s{1,9}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d? \d\d?:\d\d"
)
#: What stands above and below each message in a mailbox of MMDF.
MMDF = b"\x01\x01\x01\x01"
HEADER = re.compile(rb"[!-9;-~]{1,76}:[ \t\r\n]")
#: A batch of news articles: "#! rnews 1234".
BATCH = later(rb"#! ?rnews \d+")
#: Bytes above 0x7F that no letter of ASCII stands beside, or more than two of them in a row.
_APART = later(rb"[\x80-\xff]{3}|(?<![A-Za-z\x80-\xff])[\x80-\xff]+(?![A-Za-z\x80-\xff])")
#: A sign that no word has beside a letter with an accent: bytes of another encoding were taken for Latin-1.
_GARBLED = later("[\u00c0-\u00ff][\u00a2-\u00a9\u00ac-\u00af\u00b1-\u00b6\u00b8\u00b9\u00bc-\u00be]")
_WORD = later(r"=\?([^?\s]{1,60})\?([bqBQ])\?([^?]*)\?=")


class Decoded(NamedTuple):
    """A text, the encoding that it was read in, and why."""

    text: str
    encoding: str
    rule: str
    source: str


class Mail(NamedTuple):
    """A message: headers in their order (names as written, values decoded), its text, and what else it holds.

    ``line`` is the line of the file at which it begins. ``doubtful`` are the names (small letters) of headers whose
    encoding nothing tells, or that were written in another one than they were in: their values are guesses.
    """

    headers: tuple[tuple[str, str], ...]
    texts: tuple[Decoded, ...]
    messages: tuple[Mail, ...]  #: messages within it: a digest
    attachments: tuple[str, ...]
    line: int = 1
    doubtful: frozenset[str] = frozenset()
    behind: str = ""  #: what stands behind the last part of a message of several


def messages(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each message of a file with the number of its first line: an mbox, a batch of news, or a single message."""
    held: list[bytes] = []
    first, blank = 1, True
    waiting: bytes | None = None  # an envelope, until the next line shows that a message follows
    for number, line in enumerate(lines, 1):
        if waiting is not None:
            if HEADER.match(line) or ENVELOPE.match(line):
                if held:
                    yield first, b"".join(held)
                held, first = [], number
            else:
                held.append(waiting)
            waiting = None
        if line.rstrip(b"\r\n") == MMDF:
            if b"".join(held).strip():
                yield first, b"".join(held)
            held, first, blank = [], number + 1, True
            continue
        if (blank and ENVELOPE.match(line)) or DATED_ENVELOPE.match(line) or BATCH.match(line):
            waiting = line
        else:
            held.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if waiting is not None:
        held.append(waiting)  # nothing follows it
    if b"".join(held).strip():
        yield first, b"".join(held)


def person(value: str) -> tuple[int, int]:
    """Where the name of a sender stands; the whole where none is printed beside the address."""
    from email.utils import getaddresses

    found = getaddresses([value])
    name = found[0][0] if found else ""
    at = value.find(name) if name else -1
    if at < 0 and (bracketed := re.search(r"\(([^()]+)\)\s*$", value)) is not None:
        return bracketed.span(1)
    return (at, at + len(name)) if at >= 0 else (0, len(value))


def parsed(data: bytes, line: int = 1) -> Mail:
    """A message from its bytes. What is no header is text.

    Raises RecursionError for parts that lie within each other far deeper than anything that is sent.
    """
    return _mail(message_of(data), line, 0)


def message_of(data: bytes) -> Message:
    """A message as the parser reads it."""
    from email import message_from_bytes

    return message_from_bytes(data)


def _mail(message: Message, line: int, depth: int) -> Mail:
    texts: list[Decoded] = []
    inner: list[Mail] = []
    attachments: list[str] = []
    _collect(message, texts, inner, attachments, depth)
    declared = next((name for part in message.walk() if (name := _declared(part))), None)
    read = [(name, *_header(value, declared)) for name, value in message.raw_items()]
    doubtful = frozenset(name.lower() for name, _, sure in read if not sure)
    headers = tuple((name, value) for name, value, _ in read)
    behind = decoded((message.epilogue or "").encode("utf-8", "surrogateescape"), declared).text
    return Mail(headers, tuple(texts), tuple(inner), tuple(attachments), line, doubtful, behind)


def _collect(part: Message, texts: list[Decoded], inner: list[Mail], attachments: list[str], depth: int) -> None:
    from email.message import Message

    kind = part.get_content_type()
    payload = part.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list) and depth < 8:
        inner.extend(_mail(one, 1, depth + 1) for one in payload if isinstance(one, Message))
    elif isinstance(payload, list) and depth < 40:
        of = [one for one in payload if isinstance(one, Message)]
        for one in [_readable(of)] if kind == "multipart/alternative" and of else of:
            _collect(one, texts, inner, attachments, depth + 1)
    elif part.get_content_maintype() == "text" and _disposition(part) != "attachment":
        texts.append(_text(part))
    else:
        name = _filename(part)
        attachments.append(f"{name} ({kind})" if name else kind)


def _readable(parts: list[Message]) -> Message:
    """Of versions of the same text the plain one, else the last that has text."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and _bytes(part).strip()]
    return plain[0] if plain else parts[-1]


def _disposition(part: Message) -> str:
    return str(part.get("content-disposition", "")).split(";")[0].strip().lower()


def _filename(part: Message) -> str:
    try:
        return _header(part.get_filename() or "", _declared(part))[0]
    except (LookupError, ValueError, TypeError):
        return ""


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, TypeError):
        data = None
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> Decoded:
    found = decoded(_bytes(part), _declared(part))
    if part.get_content_subtype() == "html":
        return Decoded("\n".join(paragraphs(found.text)), found.encoding, found.rule, found.source)
    return found


def html_of(data: bytes) -> Iterator[Decoded]:
    """The parts of a message that are HTML, as HTML; none where they lie too deep within each other to be reached."""
    try:
        parts = list(message_of(data).walk())
    except RecursionError:
        return
    for part in parts:
        if part.get_content_type() == "text/html":
            yield decoded(_bytes(part), _declared(part))


def _declared(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError, TypeError):
        return None


def decoded(data: bytes, declared: str | None) -> Decoded:
    """Bytes as text: UTF-8 where they are, else as declared where that fits, else as a detector says."""
    named = declared_encoding(declared) if declared else None
    says = f"declared as {declared}" if declared else "no encoding is declared"
    shifting = _shifting(data, declared)
    if shifting is None and data.isascii():
        return Decoded(data.decode("ascii"), "us-ascii", "ascii", "all its bytes are ASCII")
    for name, rule, source in (
        (shifting, "declared" if declared else "detected", says),
        ("utf-8", "valid-utf-8", f"all its bytes are UTF-8; {says}"),
        (named, "declared", says),
    ):
        try:
            if name is not None:
                return Decoded(data.decode(name), name, rule, source)
        except UnicodeDecodeError:
            continue
    found = detection.detect(data.replace(b"\r", b"\n").split(b"\n"))
    if found.guess is not None:
        rule = "detected" if found.sure else "guessed"
        return Decoded(data.decode(found.guess, "replace"), found.guess, rule, f"{detection.basis()}; {says}")
    return Decoded(data.decode("latin-1"), "iso-8859-1", "guessed", f"nothing fits, so byte for byte; {says}")


def _shifting(data: bytes, declared: str | None) -> str | None:
    """An encoding with shift states, which only mail uses: its bytes are ASCII, so UTF-8 as well."""
    name = (declared or "").lower().replace("_", "-")
    if name in {"iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "iso-2022-jp-2", "utf-7"}:
        return name
    return "iso-2022-jp" if b"\x1b$B" in data or b"\x1b$@" in data else None


def _header(value: object, declared: str | None) -> tuple[str, bool]:
    """A header on one line, encoded words decoded, and whether its encoding is told by anything; what cannot be decoded
    stays as it is written.

    ``declared`` is the encoding that the text of the message declares: bytes that stand in a header as they are (which
    they should not) are read in it too.
    """
    text, sure = " ".join(str(value).split()), True

    def word(found: re.Match[str]) -> str:
        nonlocal sure
        inner, known = _word(found)
        sure = sure and known
        return inner

    if any("\udc80" <= char <= "\udcff" for char in text):
        text, sure = _short(text.encode("utf-8", "surrogateescape"), declared)
    text = _WORD.sub(word, re.sub(r"(=\?[^?\s]+\?[bqBQ]\?[^?]*\?=)\s+(?==\?)", r"\1", text))
    return text, sure


def _short(data: bytes, declared: str | None) -> tuple[str, bool]:
    """A few bytes as text, and whether that is more than a guess: what they declare, or UTF-8, or letters of Latin
    script, which stand one by one among those of ASCII. A detector needs more bytes than a name has.
    """
    found = decoded(data, declared)
    if _GARBLED.search(found.text) is not None:
        return found.text, False
    if found.rule in ("ascii", "valid-utf-8", "declared"):
        return found.text, True
    if _APART.search(data) is None:
        return data.decode("windows-1252", "replace"), True
    return found.text, False


def _word(found: re.Match[str]) -> tuple[str, bool]:
    name, how, data = found.groups()
    try:
        if how in "bB":
            raw = binascii.a2b_base64(data + "=" * (-len(data) % 4))
        else:
            raw = quopri.decodestring(data.replace("_", " ").encode("ascii", "replace"), header=True)
    except (binascii.Error, ValueError):
        return found[0], True
    return _short(raw, name.split("*")[0])
