"""Places in the text of an article at which another one seems to begin: a title with a credit below or above it.

What is found is printed as a credit is: who or which paper, set off from the day of publication, on a short line beside
a line that can be a title, with a paragraph below. What only names a day or a person is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpuskit.lexicon.credits.parsing import parse_credit
from corpuskit.lexicon.credits.words import label_at
from corpuskit.lexicon.dates import find_dates
from corpuskit.lexicon.scripts import COMMAS, FULL_STOPS, SENTENCE_ENDS, begins_small, is_small
from corpuskit.patterns import later

#: A credit and a title are no longer than this, and a paragraph is longer than that.
LONGEST_CREDIT = 120
LONGEST_TITLE = 200
SHORTEST_PARAGRAPH = 40
#: A name behind a word such as "By" is read with at least this confidence.
LEAST_BYLINE = 0.95

_YEAR = later(r"(?:19|20)\d\d|[’']\d\d")
#: Headers of a message that is quoted or passed on, in some languages.
_HEADER = later(
    r"(?:from|to|cc|bcc|sent|date|subject|reply-to|von|an|gesendet|datum|betreff|de|à|envoyé|objet|enviado|para|asunto"
    r"|assunto|da|a|inviato|oggetto|van|aan|verzonden|onderwerp|от|кому|дата|тема)\s?:",
    re.IGNORECASE,
)
#: Posts that are quoted stand above a name and a day too.
_ADDRESS = later(r"@\w|://|\bpic\.twitter\b")
#: A label in capitals, as databases print them.
_LABEL = later(r"[^\W\d_a-zß-ÿ]{3,20}(?:-[^\W\d_a-zß-ÿ]{2,20})?:")
_GOES_ON = (*FULL_STOPS, *COMMAS, ":", "…", "-", "—")
_ENDED = (*SENTENCE_ENDS, "”", '"', "»", "’", "'", ")")


def openings(lines: Sequence[str], *, undated: bool = False) -> list[int]:
    """The lines (from 0) at which other articles seem to begin in the lines of a text, in order.

    With ``undated`` those whose credit is a byline without a day ("By Jane Doe") count too: letters and reports print
    such lines of their own, so that alone they tell little.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    texts = [lines[at].strip() for at in filled]
    found: list[int] = []
    for credit in range(1, len(texts)):
        text = texts[credit]
        dated = _may_be_credit(text)
        if not dated and not (undated and _may_be_byline(text)):
            continue
        title = _title(texts, filled, credit, set_off=not dated)
        if title is None or (found and filled[title] <= found[-1]):
            continue
        if _is_credit(text) if dated else _is_byline(text):
            found.append(filled[title])
    return found


def _title(texts: Sequence[str], filled: Sequence[int], credit: int, *, set_off: bool) -> int | None:
    """Where the article begins whose credit stands at a place; None where no title and paragraph stand beside it.

    With ``set_off`` a blank line parts it from what stands above; else the end of a sentence will do.
    """
    below = next((at for at in range(credit + 1, min(credit + 3, len(texts))) if _is_paragraph(texts[at])), None)
    if below is None:
        return None
    for title in range(credit - 1, max(0, credit - 3), -1):
        apart = filled[title] - filled[title - 1] > 1 or (not set_off and texts[title - 1].endswith(_ENDED))
        if apart and _may_be_title(texts[title]):
            return title
        if len(texts[title]) > LONGEST_TITLE:
            break
    stands_alone = filled[credit] - filled[credit - 1] > 1 and texts[credit - 1].endswith(_ENDED)
    return credit if stands_alone and not set_off and below == credit + 2 and _may_be_title(texts[credit + 1]) else None


def _may_be_title(text: str) -> bool:
    return (
        len(text) <= LONGEST_TITLE
        and not text.startswith(">")
        and _HEADER.match(text) is None
        and not text.endswith(_GOES_ON)
        and not begins_small(text)
        and _ADDRESS.search(text) is None
        and sum(map(str.isalpha, text)) > 5
    )


def _is_paragraph(text: str) -> bool:
    return len(text) >= SHORTEST_PARAGRAPH and not _may_be_credit(text)


def _may_be_credit(text: str) -> bool:
    return (
        _is_short(text)
        and _HEADER.match(text) is None
        and _YEAR.search(text) is not None
        and _ADDRESS.search(text) is None
    )


def _may_be_byline(text: str) -> bool:
    return _is_short(text) and not begins_small(text) and label_at(text, 0, len(text), ("author",)) is not None


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_CREDIT and not text.endswith((".", ":", ";", "!", "?"))


def _is_byline(text: str) -> bool:
    """Whether a line names who wrote it, as such, and nothing else."""
    authors = parse_credit(text).authors
    return bool(authors) and all(one.confidence >= LEAST_BYLINE for one in authors)


def _is_credit(text: str) -> bool:
    """Whether a short line is a day, set off, and the name of somebody or of a paper."""
    dates = [one for one in find_dates(text) if one.precision == "day"]
    if not any(_set_off(text, one.outer_start, one.outer_end) for one in dates):
        return False
    credit = parse_credit(text)
    named = [*credit.authors, *credit.outlets]
    return credit.date is not None and bool(named) and not any(begins_small(one.name) for one in named)


def _set_off(text: str, start: int, end: int) -> bool:
    """Whether a sign, the end of the line, or a script without spaces parts a day from what stands beside it."""
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    signs = not before[-1:].isalnum() and not behind[:1].isalnum() and not behind.startswith(":")
    return signs or (not text.isascii() and not any(char.isupper() or is_small(char) for char in text))
