"""Whose words a sentence is: the outlet's own, or those of somebody it quotes or reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_OPEN = "“„«"
_CLOSE = "”»"
# A quotation of at least three words; the length is bounded, a longer one is caught by its opening mark.
_QUOTATION = re.compile(r'["“„«][^"“”„«»]{0,400}?\s[^"“”„«»]{1,400}?\s[^"“”„«»]{1,400}?["”“»]')
_VERBS = {
    "en": r"said|says|say|told|tells|claim(?:s|ed)?|argue[sd]?|stated|wrote|writes|warn(?:s|ed)|noted|notes|added|adds"
    r"|explain(?:s|ed)|insist(?:s|ed)|alleg(?:es|ed)|according to|believe[sd]?|concluded|reported|suggest(?:s|ed)?"
    r"|announced|asserted|testified|recalled|commented|cautioned|estimates?d?|advises?d?",
}


def _reports(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_VERBS.get(language, _VERBS['en'])})\b", re.IGNORECASE)


_PATTERNS = {language: _reports(language) for language in _VERBS}


def _opens(sentence: str, inside: bool) -> bool:
    """Whether a quotation is open after the sentence; straight marks toggle, curly ones say which they are."""
    for char in sentence:
        if char in _OPEN:
            inside = True
        elif char in _CLOSE:
            inside = False
        elif char == '"':
            inside = not inside
    return inside


def speakers(text: str, spans: Iterable[tuple[int, int]], language: str) -> Iterator[str]:
    """ "own" or "quoted" for each sentence of a text; a quotation may run over sentences, not over paragraphs."""
    reports = _PATTERNS.get(language, _PATTERNS["en"])
    inside, last = False, 0
    for start, end in spans:
        if "\n" in text[last:start]:
            inside = False
        sentence = text[start:end]
        begun_inside, inside = inside, _opens(sentence, inside)
        quoted = begun_inside or inside or _QUOTATION.search(sentence) or reports.search(sentence)
        last = end
        yield "quoted" if quoted else "own"
