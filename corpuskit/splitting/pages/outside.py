"""Lines that pages carry and articles do not (share buttons, advertisement, navigation, …), by the words in
outside.toml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from corpuskit.lexicon.dates import find_dates
from corpuskit.patterns import later
from corpuskit.ready import read_list

#: Signs that stand around such a line without changing what it is.
_AROUND = " \u00a0\t.:;,!?…»«›‹>→←↑↓▲▼|•·*-–—_#[](){}'\"+=~"
_RULE = re.compile(r"[\s\u00a0*=_~#•·—–\-.+⁂]{3,200}\Z")
_PAGE = re.compile(
    r"(?:page|seite|página|pagina|p\.|стр\.|第)?\s?\d{1,3}\s?(?:of|von|de|sur|di|van|av|/|из|页)\s?\d{1,3}\Z|(?:page|seite|página|pagina)\s\d{1,4}\Z|\d{1,3}\s?(?:min|mins|minutes|minuten|sec)\.?\Z",
    re.IGNORECASE,
)
#: A name without a year, and what may be the day.
_DATED = later(r"© ?[^\d\s][^\d,|\n]{1,60}(?:,|[ \u00a0][-–—|·•])[ \u00a0](?P<day>[^,|\n]{0,12}\d.{3,24})")
_COUNTED = re.compile(r"\s?\(?\d{1,6}[kK]?\)?\Z")
_ITEM_BREAK = later(r"[\s|•·,/]+")
_FIRST_ITEM = re.compile(r"[^\s|•·,/]+")
PHRASES = Path(__file__).parents[2] / "lexicon" / "data" / "outside.toml"
_LONGEST_BUTTON = 24
_COUNT_ENDS = tuple("0123456789k)")
#: Parts of a page around and within an article.
MENU, SKIP, SECTION, NEWSLETTER, LIST, OTHER, COMMENTS, REACTIONS, REPLY = (
    "menu", "skip", "section", "newsletter", "list", "other", "comments", "reactions", "reply"
)  # fmt: skip
_LONGEST_HEADING = 100
#: What is longer is no furniture.
LONGEST = 160


@cache
def _of_article() -> frozenset[str]:
    """Phrases of navigation that stand beside an article, folded."""
    return frozenset(phrase for table in read_list(PHRASES).values() for phrase in table.get("of_article", ()))


@cache
def _phrases() -> tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]], frozenset[str]]:
    """Whole lines by their folded text, starts by their first three characters, and items of a row of buttons."""
    data = read_list(PHRASES)
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


@cache
def _parts() -> dict[str, str]:
    """What phrases are among other lines of a page, by their folded text without signs around: `MENU`, …"""
    data = read_list(PHRASES)
    share, more, navigation, footer = (data[kind] for kind in ("share-buttons", "read-more", "navigation", "footer"))
    buttons = frozenset(more["buttons"])
    headings = [phrase for phrase in (*more["exact"], *more["on_pages"]) if phrase not in buttons]
    menu = {*navigation["exact"], *navigation["on_pages"], *footer["exact"], *footer["on_pages"]}
    menu -= {*navigation["of_article"], *navigation["also_in_articles"]}
    parts = (
        (MENU, menu),
        (SECTION, navigation["sections"]),
        (LIST, headings),
        (COMMENTS, share["of_comments"]),
        (REACTIONS, share["reactions"]),
        (REPLY, share["replies"]),
        (SKIP, [*navigation["skips"], *footer["mailed"]]),
    )
    return {phrase.casefold().strip(_AROUND): part for part, phrases in parts for phrase in phrases}


@cache
def _on_pages() -> frozenset[str]:
    return frozenset(phrase.strip(_AROUND) for phrase in read_list(PHRASES)["share-buttons"]["on_pages"])


@cache
def _starts_of_parts() -> dict[str, tuple[tuple[str, str], ...]]:
    """How lines of pages begin, and what they are, by their first three characters."""
    data = read_list(PHRASES)
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for part, phrases in (
        (OTHER, data["read-more"]["one_other"]),
        (SKIP, data["footer"]["mailed_starts"]),
        (SECTION, data["navigation"]["starts_on_pages"]),
    ):
        for phrase in map(str.casefold, phrases):
            found[phrase[:3]] = (*found.get(phrase[:3], ()), (phrase, part))
    return found


def is_button_of_page(text: str) -> bool:
    """Whether a line is a button, or says for whom a page is, where other lines of a page stand beside it."""
    return text.casefold().strip(_AROUND) in _on_pages()


@cache
def _newsletters() -> tuple[str, ...]:
    """Words that name a newsletter, or how they begin, wherever they stand in a line."""
    return tuple(read_list(PHRASES)["navigation"]["newsletters"])


@cache
def _answers() -> re.Pattern[str]:
    """The beginning of "2 thoughts on “Title”", folded."""
    share = read_list(PHRASES)["share-buttons"]
    answers, upon = ("|".join(map(re.escape, share[key])) for key in ("answers", "upon"))
    return re.compile(rf"\d{{1,4}} (?:{answers}) (?:{upon})\b")


@lru_cache(maxsize=4096)
def page_part(text: str) -> str | None:
    """What a line is that a page has around or within its article: `MENU` (and the foot of a page), `SKIP` (a link past
    it, or a line around a newsletter, which no text has), `SECTION` (of a menu, if others of it are near), `NEWSLETTER`
    (what invites to one), `LIST` (what heads a list of other articles), `OTHER` (one that names another article),
    `COMMENTS`, `REACTIONS` (what heads the numbers of readers, which no text has), `REPLY`; None for any other.
    """
    if len(text) > LONGEST:
        return None
    folded = text.strip().casefold()
    for phrase, part in _starts_of_parts().get(folded[:3], ()):
        if folded.startswith(phrase) and folded != phrase and (part != SECTION or len(folded) <= _LONGEST_HEADING):
            return MENU if part == SKIP and folded[-1] != "." else part  # without a full stop it may be a title
    if len(folded) > _LONGEST_HEADING:
        return MENU if "©" in folded[:2] else None
    found = _parts().get(folded.strip(_AROUND))
    if found is None and folded[-1:] in _COUNT_ENDS and len(folded) < _LONGEST_BUTTON:
        found = _parts().get(_COUNTED.sub("", folded).strip(_AROUND))
        found = found if found == COMMENTS else None
    if found is None and any(word in folded for word in _newsletters()):
        return NEWSLETTER
    if found is None and folded[:1].isdecimal() and _answers().match(folded):
        return COMMENTS
    return MENU if found is None and "©" in folded[:2] else found


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
            return None if _is_credit(stripped) else ("copyright", False)
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


def _is_credit(copyrighted: str) -> bool:
    """Whether a notice of copyright prints the day: "© Coast News, 3 May 2021"."""
    found = _DATED.fullmatch(copyrighted)
    dates = find_dates(found["day"]) if found is not None else []
    return len(dates) == 1 and dates[0].outer_end - dates[0].outer_start == len(found["day"] if found else "")
