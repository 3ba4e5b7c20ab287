"""The layout ``nexis-uni``: articles saved from Nexis Uni, Lexis Advance and Lexis+ as RTF, PDF or text.

"End of Document" stands below each article. Above its text stand headline, outlet, date, lines with labels and the word
"Body"; below it "Classification" and lines with labels again. (Word documents: `nexis_docx`, which sees more of them.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.labels import labelled, labels
from corpuskit.splitting.exports.nexis_lines import RIGHTS, behind_date, stating
from corpuskit.splitting.recognition import Recognised

NAME = "nexis-uni"
NEEDS = "lines"

_END = re.compile(
    r"\s*(?:End of Document|Ende des Dokuments|Fin du document|Einde (?:van het )?document|Fin del documento|"
    r"Fine (?:del )?documento|Fim do documento|Koniec dokumentu|Slut(?:et)? på dokument(?:et)?|Конец документа)\s*",
    re.IGNORECASE,
)
#: A label of whatever language, set off by a no-break space as Nexis does and people do not.
_SET_OFF = later(r"\s*[^\W\d_][^:\n]{1,38} ?:\u00a0")
#: The first line of the cover page.
_USER = later(
    r"\s*(?:User Name|Benutzername|Nom d['’]utilisateur|Gebruikersnaam|Nombre de usuario|Nome utente|"
    r"Nome de usuário) ?:",
    re.IGNORECASE,
)
#: At the foot of a page in a PDF.
_PAGE = later(r"\s*(?:Page|Seite|Pagina|Página) \d{1,4} (?:of|von|sur|de|van|di) \d{1,4}\s*")
#: An entry of the list on the cover page: "12. A headline".
_ENTRY = later(r"\s*(?P<number>\d{1,4})\.\s+(?P<title>\S.*\S)\s*")
_BRACKETED = later(r"\s*\([^()]*\)\s*")
_COUNT = later(r"[^\W\d_][^\d()]{2,30} \((?P<count>\d{1,3}(?:[.,]?\d{3})*)\)\s*$")
#: What a line without a colon may name as a heading within an article.
_HEADINGS = frozenset(["body", "extra.graphic", "extra.correction", "extra.classification", "extra.notes"])
#: Labels of lines below a text that need no heading above them; others begin lines of texts too ("Note: …").
_BELOW = frozenset(
    [
        "language",
        "extra.load_date",
        "extra.publication_type",
        "extra.journal_code",
        "extra.acc_no",
        "extra.subject",
        "extra.company",
        "extra.industry",
        "extra.person",
        "extra.geographic",
        "extra.ticker",
    ]
)
#: A line with the date holds little else.
LONGEST_DATE = 60
#: An unlisted label has no more words.
MOST_LABEL_WORDS = 3
_TABLE = labels("nexis")


def recognise(sample: Sample) -> Recognised | None:
    """The line that ends each article, with the heading of a text and a label above one."""
    if sample.kind != "text":
        return None
    lines = sample.text.splitlines()
    ended = next((line for line in lines if _END.fullmatch(line)), None)
    if ended is None or not any(_heading(line) == "body" for line in lines) or not any(map(_label, lines)):
        return None
    return Recognised(f"the line {ended.strip()!r} below an article, and labels of Nexis above one", 0.97)


def opens(line: str, above: Sequence[str]) -> int | None:
    """How many lines above an export begins, where this line says that one does."""
    return 0 if _USER.match(line) else None


def begins(line: str, above: Sequence[str]) -> bool:
    """Whether a whole export begins with a line that `opens` something: its cover page."""
    return True


def closes(line: str) -> bool:
    """Whether an article ends with this line."""
    return _END.fullmatch(line) is not None


def extract(document: Document) -> Iterator[Piece]:
    """The cover page with its list of articles, then each article up to the line that ends it."""
    record, held = 0, list[str]()
    for line in document.lines():
        if _END.fullmatch(line):
            found = list(_article(record, held))
            yield from found
            record += any(piece.record >= 0 for piece in found)
            yield pieces.outside(line, "separator", "end-of-article")
            held = []
        else:
            held.append(line)
    if any(map(_label, held)):  # the last article of a file that was cut off
        yield from _article(record, held)
    else:
        yield from pieces.before(held, "below-the-articles")


def _label(line: str) -> str | None:
    """What the label names with which a line begins, where it is listed."""
    found = labelled(line)
    return None if found is None else _TABLE.field(found[0])


def _heading(line: str) -> str | None:
    field = None if ":" in line or len(line) > 40 else _TABLE.field(line)
    return field if field in _HEADINGS else None


def _article(record: int, lines: Sequence[str]) -> Iterator[Piece]:
    body = next((at for at, line in enumerate(lines) if _heading(line) == "body"), None)
    if body is None:
        yield pieces.unread("".join(lines), "a heading 'Body' above the text", "none")
        return
    head = _head(lines, body, first=record == 0)
    yield from _cover(lines[: head.title.start])
    yield from _above(record, lines, head, body)
    foot = _foot(lines, body + 1)
    yield pieces.label(record, lines[body], "heading-body")
    for line in lines[body + 1 : foot]:
        if _heading(line) == "body":
            yield pieces.label(record, line, "heading-body")
        else:
            yield _aside(record, line) or pieces.body(record, line, "below-the-heading")
    place = "extra.note"
    for line in lines[foot:]:
        if (heading := _heading(line)) is not None:
            place = heading
            yield pieces.label(record, line, f"heading-{place.removeprefix('extra.')}")
        else:
            yield _aside(record, line) or _stated(record, line, place)


class Head(NamedTuple):
    """Where the lines above the text stand: headline, outlet, date (the last two are -1 where there is none)."""

    title: range
    outlet: int
    date: int


def _head(lines: Sequence[str], body: int, first: bool) -> Head:
    """The day is the last short line with one above the labels; outlet and headline stand above it."""
    above = [at for at in range(body) if lines[at].strip() and not _PAGE.fullmatch(lines[at])]
    labelled_from = len(above)
    while labelled_from and (_label(lines[above[labelled_from - 1]]) or RIGHTS.match(lines[above[labelled_from - 1]])):
        labelled_from -= 1
    plain = above[:labelled_from] or above
    dated = next((number for number in reversed(range(len(plain))) if _is_dated(lines[plain[number]])), None)
    while dated is not None and dated > 2 and _BRACKETED.fullmatch(lines[plain[dated - 1]]):
        plain.pop(dated - 1)  # a part of the outlet, which is no name of one
        dated -= 1
    if dated is None or dated < 2:
        return _undated(lines, plain, body)
    titles = plain[: dated - 1]
    start = _first_title(lines, titles) if first else titles[0]
    return Head(range(start, titles[-1] + 1), plain[dated - 1], plain[dated])


def _undated(lines: Sequence[str], above: Sequence[int], body: int) -> Head:
    """Without a day: the first lines up to a blank one, of which the last names the outlet where there are several."""
    if not above:
        return Head(range(body, body), -1, -1)
    end = next((at for at in range(above[0], body) if not lines[at].strip()), body)
    last = end - 1 if end - above[0] > 1 else -1
    return Head(range(above[0], end if last < 0 else last), last, -1)


def _first_title(lines: Sequence[str], above: Sequence[int]) -> int:
    """Where the headline begins below a cover page: where the first entry of its list stands again, else one line."""
    entry = next(
        (found["title"] for at in above if (found := _ENTRY.fullmatch(lines[at])) and found["number"] == "1"), ""
    )
    for at in reversed(above):
        if entry and entry.startswith(lines[at].strip()):
            return at
    return above[-1]


def _is_dated(line: str) -> bool:
    if len(line.strip()) > LONGEST_DATE or _label(line) is not None:
        return False
    return any(date.precision in ("day", "month") for date in find_dates(line))


def _cover(lines: Sequence[str]) -> Iterator[Piece]:
    """What the export says of itself: when, how many, the terms of the search, and the list of articles."""
    first = next((at for at, line in enumerate(lines) if _opens_cover(line)), len(lines))
    yield from pieces.before(lines[:first], "above-the-articles")
    for line in lines[first:]:
        known = labelled(line)
        word = _TABLE.statement(known[0]) if known else None
        count = _COUNT.match(line)
        if not line.strip():
            yield pieces.outside(line, "blank-outside", "blank-line")
        elif known and word and line[known[1] :].strip():
            yield pieces.statement(word, line[known[1] :], "cover-page", line[: known[1]])
        elif count is not None:
            yield Piece(line, "contents", -1, "cover-page", (("export.count", *count.span("count")),))
        else:
            yield pieces.outside(line, "contents", "cover-page")


def _opens_cover(line: str) -> bool:
    known = labelled(line)
    states = known is not None and _TABLE.statement(known[0]) is not None
    return states or _USER.match(line) is not None or _COUNT.match(line) is not None


def _above(record: int, lines: Sequence[str], head: Head, body: int) -> Iterator[Piece]:
    for at in range(head.title.start, body):
        line = lines[at]
        aside = _aside(record, line)
        if aside is not None:
            yield aside
        elif at in head.title:
            yield pieces.title(record, line, "headline")
        elif at == head.outlet:
            yield stating(record, line, "outlet", "line-above-the-date", 0)
        elif at == head.date:
            yield _dated(record, line)
        elif at > head.outlet:
            yield _stated(record, line, "extra.edition")
        else:
            yield pieces.credit(record, line, "line-below-the-headline")


def _aside(record: int, line: str) -> Piece | None:
    """A blank line, or the foot of a page."""
    if not line.strip():
        return Piece(line, "blank", record, "blank-line")
    return pieces.label(record, line, "foot-of-a-page") if _PAGE.fullmatch(line) else None


def _dated(record: int, line: str) -> Piece:
    date = next(one for one in find_dates(line) if one.precision in ("day", "month"))
    states = (("date", date.start, date.end), *behind_date(line, date.end, len(line)))
    return Piece(line, "credit", record, "line-with-the-date", states)


def _stated(record: int, line: str, otherwise: str) -> Piece:
    """A line with a label, one that says who has the rights, or another one."""
    known = labelled(line)
    field = _TABLE.field(known[0]) if known is not None else None
    if known is not None and field is not None and field not in ("title", "body"):
        return stating(record, line, field, f"label-{field.removeprefix('extra.').replace('_', '-')}", known[1])
    if RIGHTS.match(line):
        return stating(record, line, "rights", "copyright-line", 0)
    if known is not None and field is None and len(known[0].split()) <= MOST_LABEL_WORDS:
        return stating(record, line, "extra." + "_".join(re.findall(r"\w+", known[0].lower())), "other-label", known[1])
    return stating(record, line, otherwise, f"line-{otherwise.removeprefix('extra.')}", 0)


def _foot(lines: Sequence[str], start: int) -> int:
    """Where what stands below the text begins: a heading, or a label behind which there is nothing but labels."""
    foot = next((at for at in range(start, len(lines)) if _heading(lines[at]) not in (None, "body")), len(lines))
    while foot > start and _stands_below(lines[foot - 1]):
        foot -= 1
    return foot


def _stands_below(line: str) -> bool:
    return not line.strip() or _label(line) in _BELOW or _SET_OFF.match(line) is not None
