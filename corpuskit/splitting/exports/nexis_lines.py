"""What a line or paragraph of a text saved from Nexis is (a number, a label, rights, a date), and what it states."""

from __future__ import annotations

import re

from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.splitting.exports.labels import labelled, labels
from corpuskit.splitting.exports.names import names_in

#: "3 of 26 DOCUMENTS", "Dokument 3 von 26", in any interface language: two numbers with a small word between.
_HEAD = re.compile(
    r"[ \t\u00a0]*(?:[^\W\d_]{6,12} )?(?P<number>\d{1,3}(?:[.,]?\d{3})*) (?:of|von|de|sur|van|di|af|av|из|z) "
    r"(?P<count>\d{1,3}(?:[.,]?\d{3})*)(?: (?P<word>[^\W\d_]{6,12}))?[ \t]*[\r\n]*$"
)
_WORD = later(r"(?:D[OÓ][CK]UMENT|ДОКУМЕНТ)[^\W\d_]{0,3}", re.IGNORECASE)
_PAGE = later(r"[;,.]?\s{0,4}\b(?:Pg|Page|Pag|Blz|Seite|S|P|p)\b\.? ?(?P<page>[A-Z]{0,3}-?\d{1,4}[A-Za-z]?)\b")
#: A line that says who has the rights.
RIGHTS = later(r"\s*(?:copyright\b|©|\(c\) ?\d{4})", re.IGNORECASE)
_FIRST_WORD = later(r"[\s,;\u00a0]*(?P<word>[^\W\d_]{1,20}(?:-[^\W\d_]{1,10})?)\.?")
_TIME = later(r"\d[:.h]\d\d|\d ?[AaPp]\.?[Mm]")
#: "Summer, 2008": a word and a year.
_SEASON = later(r"\s*[^\W\d_]{3,12},? (?:19|20)\d\d\s*")
#: Lines indented by so much are centred.
CENTRED = 4
#: What stands behind a label that is not listed is one line of so many characters, and no sentence; what is longer may
#: be a text that begins with a place or a speaker in capitals.
LONGEST_VALUE = 80
#: The labels of Nexis, and what each names.
TABLE = labels("nexis")


def is_head(line: str) -> re.Match[str] | None:
    """The numbered line above an article; None for any other."""
    found = _HEAD.match(line)
    if found is None or not (_WORD.fullmatch(found["word"] or "") or _WORD.match(line.strip())):
        return None
    return found


def known_label(line: str) -> tuple[tuple[str, int] | None, str | None]:
    """The label with which a line begins, and what it names, where it is one in capitals that is listed."""
    label = labelled(line)
    if label is None or label[0].upper() != label[0]:
        return None, None
    return label, TABLE.field(label[0])


def is_centred(text: str) -> bool:
    """Whether some line is indented as much as centring does; a long first line is not."""
    return any(len(line) - len(line.lstrip(" \t\u00a0")) >= CENTRED for line in text.splitlines())


def only_date(text: str) -> bool:
    """Whether a paragraph prints a date, or the season and year of a quarterly, and little else."""
    if is_centred(text) and _SEASON.fullmatch(text):
        return True
    dates = [date for date in find_dates(text) if date.precision is not None]
    return bool(dates) and is_centred(text) and len(text.strip()) < 60


def unlisted_label(text: str) -> tuple[str, int] | None:
    """The label in capitals with which a text begins, and where its value begins; None where it has none or one that
    is listed.
    """
    label = labelled(text)
    if label is None or label[0].upper() != label[0] or label[0].lower() == label[0] or TABLE.field(label[0]):
        return None
    return label


def states_little(text: str, start: int) -> bool:
    """Whether what stands behind a label is short and no sentence."""
    value = text[start:].strip()
    return "\n" not in value and len(value) <= LONGEST_VALUE and not value.endswith((".", "!", "?", "”", '"', "»"))


def stating(record: int, text: str, field: str, rule: str, start: int) -> Piece:
    """A line that states a field from ``start`` on: authors name by name, the page apart from its section."""
    if field == "authors":
        names = [("authors", start + first, start + last) for first, last in names_in(text[start:])]
        return Piece(text, "credit", record, rule, tuple(names))
    states = [(field, start, len(text))]
    page = _PAGE.search(text, start) if field == "section" else None
    if page is not None:
        states = [("page", *page.span("page"))]
        if text[start : page.start()].strip():
            states.insert(0, (field, start, page.start()))
    return Piece(text, "credit", record, rule, tuple(states))


def behind_date(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """What a line states behind its date: after the weekday, which says nothing new, a time or an edition."""
    word = _FIRST_WORD.match(text, start, end)
    if word is not None and word["word"].casefold() in words().sets["text.weekdays"]:
        start = word.end()
    rest = text[start:end].strip(" ,;.\r\n\t\u00a0")
    if not rest:
        return []
    at = text.index(rest, start)
    return [("extra.release_time" if _TIME.search(rest) else "extra.edition", at, at + len(rest))]
