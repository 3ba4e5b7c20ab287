"""Lines that pages carry and articles do not (share buttons, advertisement, navigation, …), by the words in outside.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

#: Signs that stand around such a line without changing what it is.
_AROUND = " \u00a0\t.:;,!?…»«›‹>→←↑↓▲▼|•·*-–—_#[](){}'\"+=~"
_RULE = re.compile(r"[\s\u00a0*=_~#•·—–\-.+⁂]{3,200}\Z")
_PAGE = re.compile(
    r"(?:page|seite|página|pagina|p\.|стр\.|第)?\s?\d{1,3}\s?(?:of|von|de|sur|di|van|av|/|из|页)\s?\d{1,3}\Z|(?:page|seite|página|pagina)\s\d{1,4}\Z|\d{1,3}\s?(?:min|mins|minutes|minuten|sec)\.?\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s?\(?\d{1,6}[kK]?\)?\Z")
_CRUMBS = re.compile(r"[^\n>»›/|]{2,30}(?:\s[>»›/|]\s[^\n>»›/|]{2,40}){1,6}\Z")


@cache
def _phrases() -> tuple[dict[str, str], tuple[tuple[str, str], ...], frozenset[str]]:
    data = tomllib.loads(resources.files("corpuskit.lexicon").joinpath("data/outside.toml").read_text("utf-8"))
    exact = {
        phrase.casefold().strip(_AROUND): kind for kind, table in data.items() for phrase in table.get("exact", ())
    }
    starts = tuple((phrase.casefold(), kind) for kind, table in data.items() for phrase in table.get("start", ()))
    items = frozenset(item for table in data.values() for item in table.get("items", ()))
    return exact, tuple(sorted(starts, key=lambda s: (-len(s[0]), s))), items


@cache
def _starts() -> tuple[re.Pattern[str], dict[str, str]]:
    starts = _phrases()[1]
    pattern = re.compile("|".join(re.escape(phrase) for phrase, _ in starts))
    return pattern, dict(reversed(starts))


def outside_kind(text: str) -> tuple[str, bool] | None:
    """(kind, exact?) of a line that reads like a page's furniture, or None. ``text`` without its line end."""
    if len(text) > 160:
        return None
    stripped = text.strip()
    if _RULE.match(stripped):
        return "separator", True
    exact, _, items = _phrases()
    folded = stripped.casefold()
    bare = folded.strip(_AROUND)
    kind = exact.get(bare)
    if kind is None and bare and bare[-1].isdigit() or bare.endswith("k"):
        kind = exact.get(_COUNTED.sub("", bare).strip(_AROUND))
    if kind is not None:
        return kind, True
    if len(bare) < 24 and _PAGE.match(bare):
        return "navigation", True
    tokens = re.split(r"[\s|•·,/]+", bare)
    if len(tokens) > 1 and len(tokens) <= 16 and all(token in items for token in tokens if token):
        return "share-buttons", True
    pattern, kinds = _starts()
    match = pattern.match(folded)
    if match is not None:
        return kinds[match.group()], False
    if len(stripped) < 70 and ("©" in stripped[:2]):
        return "copyright", False
    return None
