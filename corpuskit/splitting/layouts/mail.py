"""The layout ``mail``: mbox, single messages (EML), batches of news, and digests of several messages in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.line_ends import lines_of
from corpuskit.reading.parsers.mail import ENVELOPE, HEADER, MMDF, Mail, decoded, messages, parsed, person
from corpuskit.splitting import pieces
from corpuskit.splitting.recognition import Recognised

NAME = "mail"
NEEDS = "bytes"

#: Headers that no paste has: two of them, one above the other, are a message.
TELLING = frozenset(
    ["from", "date", "subject", "message-id", "received", "mime-version", "newsgroups", "path", "to", "return-path"]
)
FIELDS = {
    "subject": "title",
    "from": "authors",
    "date": "date",
    "message-id": "source_id",
    "archived-at": "url",
    "content-language": "language",
}
#: How a mail program shows the day of a message: one that was pasted from it is text.
_SHOWN = "sent"
#: So many of these below an envelope are a message, where other text stands above it.
LEAST_TELLING = 2
#: How sure that is.
SURE_BELOW = 0.9
#: What the way of a message left behind says nothing of the article.
_TRACE = later(
    r"(?:received|return-path|delivered-to|dkim-.*|arc-.*|x-.*|authentication-results|mime-version|content-(?!language).*|"
    r"errors-to|precedence|path|lines|nntp-.*|xref|envelope-to|list-(?!id).*|status|domainkey-.*|feedback-id|sender|bytes)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*:")
#: RFC 1153: what parts the messages of a digest in plain text.
_BETWEEN = later(r"^-{30}\s*$|^-{70}\s*$")
_DIGEST_HEADER = later(r"(?:Date|From|Subject|Message-ID|To|Cc|Reply-To|Newsgroups): ?", re.IGNORECASE)


def recognise(sample: Sample) -> Recognised | None:
    """The headers of a message, at the top or below the line that parts messages in an mbox."""
    if sample.kind not in ("text", "data"):
        return None
    return _at_top(sample) or _below_text(sample)


def _below_text(sample: Sample) -> Recognised | None:
    """Messages of an mbox below something else."""
    lines = sample.head.replace(b"\r\n", b"\n").split(b"\n")
    for at, (above, line) in enumerate(pairwise(lines), 1):
        if above.strip() or not ENVELOPE.match(line):
            continue
        names = {line.partition(b":")[0].decode("latin-1").lower() for line in lines[at + 1 : at + 9]}
        if len(names & TELLING) >= LEAST_TELLING and HEADER.match(lines[at + 1] + b"\n"):
            return Recognised("a line that opens a message of an mbox, and headers, below other text", SURE_BELOW)
    return None


def _at_top(sample: Sample) -> Recognised | None:
    lines = sample.head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n")
    envelope = bool(ENVELOPE.match(lines[0])) or lines[0].startswith((b"#! rnews", MMDF))
    names = set()
    for line in lines[1 if envelope else 0 : 80]:
        if not line.strip():
            break
        if line[:1] not in b" \t" and (found := _NAME.match(line.decode("latin-1"))):
            names.add(found[0][:-1].lower())
        elif line[:1] not in b" \t":
            return None
    telling = sorted(names & TELLING)
    if not envelope and _SHOWN in names:
        return None
    if len(telling) < (1 if envelope else 3):
        return None
    what = "a line that opens a message of an mbox, and headers" if envelope else "the headers of a message"
    return Recognised(f"{what}: {', '.join(telling[:4])}", 0.94)


def opens(line: str, above: Sequence[str]) -> int | None:
    """How many lines above a message begins, where this line says that one does."""
    after_blank = not above or not above[-1].strip()
    return 0 if after_blank and ENVELOPE.match(line.encode("utf-8")) else None


def extract(document: Document) -> Iterator[Piece]:
    """A record for each message, and for each message within a digest."""
    record = 0
    for line, data in messages(document.raw_lines()):
        if line == 1 and not HEADER.match(data.lstrip(b"\xef\xbb\xbf\r\n")):
            yield from pieces.before(lines_of(decoded(data, None).text), "above-the-messages")
            continue
        try:
            message = parsed(data, line)
        except RecursionError:
            text, expected = decoded(data, None).text, "parts of a message"
            yield pieces.unread(text, expected, "parts within each other beyond any depth", line)
            continue
        for mail in _parts(message):
            found = list(_pieces(record, mail))
            yield from found
            record += any(piece.record >= 0 for piece in found)
        if message.behind.strip():
            yield from pieces.before(lines_of(message.behind), "behind-the-message")


def _parts(mail: Mail) -> Iterator[Mail]:
    """A message; of a digest the messages within it, and what stands around them."""
    inner = mail.messages or tuple(_digested(mail))
    if not inner:
        yield mail
        return
    if mail.messages and any(text.text.strip() for text in mail.texts):
        yield mail
    for one in inner:
        yield from _parts(one)


def _digested(mail: Mail) -> Iterator[Mail]:
    """The messages of a digest in plain text (RFC 1153)."""
    if len(mail.texts) != 1:
        return
    blocks: list[list[str]] = [[]]
    for line in mail.texts[0].text.split("\n"):
        if _BETWEEN.match(line):
            blocks.append([])
        else:
            blocks[-1].append(line)
    entries = ["\n".join(block).strip("\n\r ") for block in blocks[1:]]
    entries = [entry for entry in entries if _DIGEST_HEADER.match(entry)]
    if len(entries) < 2:
        return
    for entry in entries:
        head, _, body = entry.replace("\r", "").partition("\n\n")
        unfolded = re.sub(r"\n[ \t]+", " ", head)
        headers = [line.partition(":") for line in unfolded.split("\n")]
        named = tuple((name, value.strip()) for name, colon, value in headers if colon)
        yield Mail(named, (mail.texts[0]._replace(text=body),), (), (), mail.line)


def _pieces(record: int, mail: Mail) -> Iterator[Piece]:
    told = _encodings(mail)
    titled = False
    for name, value in mail.headers:
        field = None if name.lower() in mail.doubtful else FIELDS.get(name.lower())
        if not value or (field is None and _TRACE.fullmatch(name)):
            continue
        if name.lower() in mail.doubtful:
            told_of = (("extra.encoding", "unknown", f"nothing tells the encoding of the header {name}"),)
            yield pieces.field(
                record, f"extra.{name.lower()}", value, "header-in-unknown-encoding", f"{name}: "
            )._replace(told=told_of)
        elif field == "title" and not titled:
            titled = True
            start = len(name) + 2
            yield Piece(f"{name}: {value}", "title", record, "header-subject", (("title", start, start + len(value)),))
        else:
            yield _header(record, name, value, field)
    for attached in mail.attachments:
        yield pieces.field(record, "extra.attachment", attached, "attachment", "Attachment: ")
    for text in mail.texts:
        body = text.text.replace("\r\n", "\n").strip("\n")
        if body.strip():
            yield Piece(body, "body", record, "message-text", told=told)
            told = ()


def _header(record: int, name: str, value: str, field: str | None) -> Piece:
    label = f"{name}: "
    rule = f"header-{name.lower()}"
    if field == "authors":
        start, end = person(value)
        states = (("authors", len(label) + start, len(label) + end),)
        return Piece(label + value, "credit", record, rule, states)
    if field == "source_id":
        value = value.strip("<>")
        return Piece(
            f"{label}<{value}>", "credit", record, rule, ((field, len(label) + 1, len(label) + 1 + len(value)),)
        )
    if field == "date":
        return pieces.mail_date(record, name, value, rule)
    if field is None or field == "title":
        return pieces.field(record, f"extra.{name.lower()}", value, rule, label)
    return pieces.field(record, field, value.strip("<>") if field == "url" else value, rule, label)


def _encodings(mail: Mail) -> tuple[tuple[str, str, str], ...]:
    """The encoding of a text where it is not what is usual."""
    return tuple(
        ("extra.encoding", text.encoding, f"{text.rule}: {text.source}")
        for text in mail.texts
        if text.rule not in ("ascii", "valid-utf-8") or "declared as" in text.source
    )
