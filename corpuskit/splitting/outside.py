"""Lines that pages carry and articles do not (share buttons, advertisement, navigation, …), by the words in
outside.toml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from corpuskit.patterns import later
from corpuskit.ready import read_list

#: Signs that stand around such a line without changing what it is.
_AROUND = " \u00a0\t.:;,!?…»«›‹>→←↑↓▲▼|•·*-–—_#[](){}'\"+=~"
_RULE = re.compile(r"[\s\u00a0*=_~#•·—–\-.+⁂]{3,200}\Z")
_PAGE = re.compile(
    r"(?:page|seite|página|pagina|p\.|стр\.|第)?\s?\d{1,3}\s?(?:of|von|de|sur|di|van|av|/|из|页)\s?\d{1,3}\Z|(?:page|seite|página|pagina)\s\d{1,4}\Z|\d{1,3}\s?(?:min|mins|minutes|minuten|sec)\.?\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s?\(?\d{1,6}[kK]?\)?\Z")
_ITEM_BREAK = later(r"[\s|•·,/]+")
_FIRST_ITEM = re.compile(r"[^\s|•·,/]+")
LIST = Path(__file__).parent.parent / "lexicon" / "data" / "outside.toml"
_LONGEST_BUTTON = 24
#: What is longer is no furniture.
LONGEST = 160


@cache
def _of_article() -> frozenset[str]:
    """Phrases of navigation that stand beside an article, folded."""
    return frozenset(phrase for table in read_list(LIST).values() for phrase in table.get("of_article", ()))


@cache
def _phrases() -> tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]], frozenset[str]]:
    """Whole lines by their folded text, starts by their first three characters, and items of a row of buttons."""
    data = read_list(LIST)
    exact = {
        phrase.casefold().strip(_AROUND): kind for kind, table in data.items() for phrase in table.get("exact", ())
    }
    starts: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind, table in data.items():
        for phrase in table.get("start", ()):
            starts[phrase.casefold()[:3]] = (*starts.get(phrase.casefold()[:3], ()), (phrase.casefold(), kind))
    exact.pop("", None)
    items = frozenset(item for table in data.values() for item in table.get("items", ()))
    return exact, starts, items


def is_button(text: str) -> bool:
    """Whether a line is the name of one place to share to ("Facebook"), which beside others of its kind is a button."""
    return len(text) <= _LONGEST_BUTTON and text.casefold().strip(_AROUND) in _phrases()[2]


def is_of_article(text: str) -> bool:
    """Whether a line of navigation is one that stands beside an article: "Listen to this article"."""
    return text.casefold().strip(_AROUND) in _of_article()


@lru_cache(maxsize=4096)
def outside_kind(text: str) -> tuple[str, bool] | None:
    """(kind, exact?) of a line that reads like a page's furniture, or None. ``text`` without its line end."""
    if len(text) > LONGEST:
        return None
    stripped = text.strip()
    folded = stripped.casefold()
    bare = folded.strip(_AROUND)
    if not bare or not bare[0].isalnum():
        if _RULE.match(stripped):
            return "separator", True
        if "©" in stripped[:2]:
            return "copyright", False
    exact, starts, items = _phrases()
    kind = exact.get(bare)
    if kind is None and bare and len(bare) < 24 and (bare[0].isdigit() or bare[-1].isdigit() or bare[-1] in "k)"):
        kind = exact.get(_COUNTED.sub("", bare).strip(_AROUND)) or ("navigation" if _PAGE.match(bare) else None)
    if kind is not None:
        return kind, True
    if len(bare) < 120:
        first = _FIRST_ITEM.match(bare)
        if (
            first is not None
            and first.group() in items
            and first.group() != bare
            and all(item in items for item in _ITEM_BREAK.split(bare) if item)
        ):
            return "share-buttons", True
    for phrase, its_kind in starts.get(folded[:3], ()):
        if folded.startswith(phrase):
            return its_kind, False
    return None
