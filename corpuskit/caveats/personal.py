"""E-mail addresses and telephone numbers in a text, which may be personal data. The statements do not repeat them.

Numbers are found by phonenumbers (Google's libphonenumber) in international form alone: what a national number means
depends on the country of the reader, which nothing here knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context
from corpuskit.caveats.screening import screened
from corpuskit.model import Caveat
from corpuskit.patterns import later
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "personal"
CODES = ("personal-data",)

_MAIL = later(
    r"(?<![\w.%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}([A-Za-z]{2,24})(?![\w-])"
)
#: "photo@2x.png" is a file.
_FILES = frozenset(("png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "mp4"))
#: Where an international number may begin.
_PLUS = later(r"\+ ?\(?[0-9]")
#: Code points behind the plus that a number may take.
_REACH = 40


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each address and number, with its place."""
    for row, text in screened(records["text"], ["@[A-Za-z0-9]"]):
        for match in _MAIL.finditer(text):
            if match[1].lower() not in _FILES:
                yield row, _caveat("e-mail-address", "an e-mail address", *match.span())
    for row, text in screened(records["text"], [_PLUS.pattern]):
        for start, end in _numbers(text):
            yield row, _caveat("telephone-number", "a telephone number", start, end)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the valid international numbers of a text."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    done = 0
    for match in _PLUS.finditer(text):
        if match.start() < done:
            continue
        first = max(match.start() - 2, 0)
        piece = text[first : match.start() + _REACH]
        for number in PhoneNumberMatcher(piece, None, Leniency.VALID):
            yield first + number.start, first + number.end
            done = first + number.end


def _caveat(category: str, what: str, start: int, end: int) -> Caveat:
    statement = codes()["personal-data"].message.format(what=what)
    return Caveat("personal-data", statement, basis="the text", category=category, rule=category, start=start, end=end)
