"""Credit lines and datelines: who wrote it, where it ran and when, read from what is printed.

Words (bylines, labels, agencies, …) are data: ``data/credits.toml`` and ``data/given_names.txt``. Offsets are code
points of the text handed in; nothing is normalised, so ``text[start:end]`` is the name as printed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from corpuskit.lexicon.dates import PrintedDate, find_dates

#: A credit line is short; what is longer is prose and not parsed.
MAX_CREDIT = 2_000
#: How far into a paragraph a dateline reaches.
MAX_DATELINE = 140


class Named(NamedTuple):
    """A name as printed, where it stands, the rule that found it and how sure that rule is."""

    name: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit states. Empty or None where nothing is stated."""

    authors: tuple[Named, ...] = ()
    outlets: tuple[Named, ...] = ()  #: the main one first; agencies credited with it follow
    date: PrintedDate | None = None  #: of publication (not of an update, where both are printed)
    dates: tuple[PrintedDate, ...] = ()  #: all that are printed
    section: Named | None = None
    place: Named | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, agency and date in front of the first sentence; ``start:end`` includes the dash after it."""

    place: str | None
    agency: Named | None
    date: PrintedDate | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of credits.toml, folded, as sets and as patterns anchored at the start of a piece."""

    sets: Mapping[str, frozenset[str]]
    given_names: frozenset[str]
    byline: re.Pattern[str]
    strong_byline: re.Pattern[str]
    byline_end: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    source: re.Pattern[str]
    editor: re.Pattern[str]
    other: re.Pattern[str]
    caption: re.Pattern[str]
    correction: re.Pattern[str]
    reading_time: re.Pattern[str]
    relative_time: re.Pattern[str]
    time: re.Pattern[str]
    weekday: re.Pattern[str]
    conjunction: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]") for word in sorted(words, key=lambda w: (-len(w), w)))


def _opening(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words at the start, as a whole word, with an optional colon or dash."""
    return re.compile(rf"(?:{_any(words)})(?!\w)(?:\s{{0,3}}[:：])?\s{{0,3}}", re.IGNORECASE)


@cache
def words() -> Words:
    """The word lists, read once."""
    folder = resources.files("corpuskit.lexicon").joinpath("data")
    data = tomllib.loads(folder.joinpath("credits.toml").read_text("utf-8"))
    names = [
        n
        for line in folder.joinpath("given_names.txt").read_text("utf-8").splitlines()
        if line[:1] != "#"
        for n in line.split()
    ]
    sets = {
        f"{table}.{key}": frozenset(w.casefold() for w in listed)
        for table, lists in data.items()
        for key, listed in lists.items()
    }
    text, label = data["text"], data["label"]
    return Words(
        sets=sets,
        given_names=frozenset(names),
        byline=re.compile(
            rf"(?:{_any(data['byline']['start'])})(?:(?<=[:|/：｜])|(?!\w))\s{{0,3}}[:：]?\s{{0,3}}(?=\S)",
            re.IGNORECASE,
        ),
        strong_byline=re.compile(
            rf"(?:{_any(data['byline']['strong'])})(?:(?<=[:|/：｜])|(?!\w))\s{{0,3}}[:：]?\s{{0,3}}(?=\S)",
            re.IGNORECASE,
        ),
        byline_end=re.compile(rf"\s{{0,2}}(?:{_any(data['byline']['end'])})$"),
        published=_opening(label["published"]),
        updated=_opening(label["updated"]),
        source=_opening(label["source"]),
        editor=_opening(label["editor"]),
        other=_opening(label["other"]),
        caption=_opening(label["caption"]),
        correction=_opening(label["correction"]),
        reading_time=re.compile(rf"\d{{1,3}}[ \u00a0-]?(?:{_any(text['reading_time'])})(?!\w)", re.IGNORECASE),
        relative_time=re.compile(
            rf"(?<!\w)(?:(?:an?|one|\d{{1,3}})[ \u00a0]?(?:h|hrs?|hours?|min|mins|minutes?|days?|d|weeks?|months?|years?)[ \u00a0]ago|"
            rf"(?:vor|hace|há|il y a)[ \u00a0]\w{{1,6}}[ \u00a0]\w{{1,10}}|\d{{1,3}}[ \u00a0]\w{{1,9}}[ \u00a0](?:ago|fa|geleden|sedan|siden|temu|назад|тому|önce|lalu)|"
            rf"\d{{1,3}}(?:小时前|天前|分钟前|時間前|日前|分前|시간 전|일 전)|(?:{_any(w for w in text['relative_time'] if ' ' not in w and len(w) > 3)}))(?!\w)",
            re.IGNORECASE,
        ),
        time=re.compile(
            r"(?<![\d.:])(?:(?:at|um|à|às|a las|alle|om|kl\.?|klo|в|o|ore)[ \u00a0])?(?:[01]?\d|2[0-4])(?:[:.h]|[ \u00a0]?[hH時时][ \u00a0]?)[0-5]\d(?:[:.][0-5]\d)?分?"
            rf"(?:[ \u00a0]?(?:{_any(text['time_words'])})(?!\w)\.?){{0,3}}(?![\d:])",
            re.IGNORECASE,
        ),
        weekday=re.compile(rf"(?<!\w)(?:{_any(text['weekdays'])})(?!\w)[.,]?", re.IGNORECASE),
        conjunction=re.compile(rf"[ \u00a0](?:{_any(data['byline']['and'])})[ \u00a0]", re.IGNORECASE),
    )


# Signs that part the fields of a credit line. A hyphen, dash, slash or full stop does so only between spaces or before a label.
_SEPARATOR = re.compile(
    r"[|｜•·●▪■◆»›‧∙・\t\n\[\]()（）【】;；]|[ \u00a0](?:[-–—―~]|--|/|//|::|>)[ \u00a0]|[,，、](?=[ \u00a0]|$)|(?<=[\n\d])\.(?=[ \u00a0])|^[ \u00a0]{0,8}(?:[-–—―>•*]+|by[ \u00a0]line:)[ \u00a0]|:[ \u00a0]{0,2}$"
)
_STRIP = " \u00a0\t,.;:|-–—―•·/\"'“”„«»‘’*_~#>（）()[]【】\u200b\ufeff"
_DOMAIN = re.compile(
    r"(?:\w[\w-]{0,60}\.){1,4}(?:com|org|net|info|de|fr|es|it|nl|ru|uk|eu|at|ch|br|pt|pl|se|no|dk|fi|tv|io|co|news|us|ca|au|in|cn|jp|kr|tr|za|gov|edu|int|mx|ar|be|ie|cz|hu|ro|gr|blog|online|media|press)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_TRAILING_PLACE = re.compile(r"[ \u00a0](?:in|aus|à|en|em|a|i)[ \u00a0](?=[^\W\d_])")


class Piece(NamedTuple):
    """A part of a credit between separators. ``kind`` is what a label before it says, or "" without one."""

    kind: str
    text: str
    start: int
    end: int
    separator: str  #: the sign before it
    strong: bool = False  #: labelled by a word that says nothing else ("By", "Source:")


@dataclass(slots=True)
class Split:
    """A credit taken apart: its pieces, dates and which of its parts name nobody (times, week-days, reading time)."""

    pieces: list[Piece] = field(default_factory=list)
    dates: list[PrintedDate] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    masked: int = 0


def _mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def split_credit(text: str, *, date_order: str | None = None) -> Split:
    """Takes credit lines (joined by a newline) apart. Linear in the length of ``text``, which is cut at 2,000 characters."""
    text = text[:MAX_CREDIT]
    lists = words()
    split = Split()
    masked = text
    if _NUMBER.search(text):
        for printed in find_dates(text, order=date_order):
            split.dates.append(printed)
            masked = _mask(masked, [(printed.outer_start, printed.outer_end)])
            split.masked += printed.outer_end - printed.outer_start
        for name, pattern in (
            ("reading-time", lists.reading_time),
            ("time", lists.time),
            ("relative-time", lists.relative_time),
        ):
            found = [m.span() for m in pattern.finditer(masked)]
            if found:
                split.labels.add(name)
                masked = _mask(masked, found)
                split.masked += sum(end - start for start, end in found)
    else:
        found = [m.span() for m in lists.relative_time.finditer(masked)]
        if found and sum(end - start for start, end in found) < 30:
            split.labels.add("relative-time")
            masked = _mask(masked, found)
    if split.dates:
        masked = _mask(masked, [m.span() for m in lists.weekday.finditer(masked)])
    at, sign = 0, ""
    for match in _SEPARATOR.finditer(masked):
        _piece(split, masked, at, match.start(), sign)
        at, sign = match.end(), match.group().strip() or "\n"
    _piece(split, masked, at, len(masked), sign)
    return split


def _piece(split: Split, text: str, start: int, end: int, sign: str) -> None:
    """Adds text[start:end] without labels and signs at its ends, when anything is left."""
    lists = words()
    kind, strong = "", False
    for _ in range(4):
        while start < end and text[start] in _STRIP and not (text[start] in "([" and ")" in text[start:end]):
            start += 1
        found = ""
        if lists.strong_byline.match(text, start, end):
            found, pattern, strong = "author", lists.strong_byline, True
        elif (match := lists.updated.match(text, start, end)) is not None:
            found, pattern = "updated", lists.updated
        elif (match := lists.published.match(text, start, end)) is not None and (
            match.end() == end or not text[match.start() : match.end()].strip().casefold() in _WEAK
        ):
            found, pattern = "published", lists.published
        elif lists.byline.match(text, start, end):
            found, pattern = "author", lists.byline
        elif (match := lists.source.match(text, start, end)) is not None:
            found, pattern = "outlet", lists.source
            strong = (
                strong
                or text[start : match.end()].rstrip()[-1:] in ":："
                or text[start : match.end()].strip().casefold() in {"via", "source"}
            )
        elif (match := lists.editor.match(text, start, end)) is not None and ":" in text[match.start() : match.end()]:
            found, pattern = "editor", lists.editor
        elif (match := lists.other.match(text, start, end)) is not None and ":" in text[match.start() : match.end()]:
            found, pattern = "other", lists.other
        if not found:
            break
        match = pattern.match(text, start, end)
        assert match is not None
        split.labels.add(found)
        kind = found
        start = match.end()
    if text[end : end + 2].lstrip(" \u00a0").startswith("\n") or text[end - 1 : end] == " ":
        trailing = _BEFORE_DATE.search(text, start, end)
        if trailing is not None and trailing.start() > start:
            end = trailing.start()
    while (
        end > start
        and text[end - 1] in _STRIP
        and not (text[end - 1] == "." and _initial_or_abbreviation(text, start, end))
        and not (text[end - 1] == ")" and "(" in text[start:end])
    ):
        end -= 1
    if end <= start:
        return
    split.pieces.append(Piece(kind, text[start:end], start, end, sign, strong))


#: A word left between a name and its date: "Die Zeit vom 5. Mai".
_BEFORE_DATE = re.compile(
    r"[ \u00a0](?:vom|am|on|of|le|du|el|del|em|il|van|op|den|от|dated|published|posted)[ \u00a0]{0,2}$", re.IGNORECASE
)
_WEAK = frozenset({"on", "am", "le", "el", "il", "del", "op", "den", "vom", "data", "stand", "date", "thứ"})


def _initial_or_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to the name: "Jr.", "Inc.", "J. R. R."."""
    word = text[start : end - 1].rsplit(" ", 1)[-1]
    return word.casefold() in {"jr", "sr", "inc", "ltd", "co", "corp", "e.v", "u.s", "st"} or (
        len(word) == 1 and word.isupper()
    )


_PARTICLES = frozenset(
    "de da do dos das del della di du van von der den ter ten la le el al bin ibn abu af av zu zur y e san st. mc o’ o' d’ d' und".split()
)


def looks_like_name(text: str) -> bool:
    """Whether every word could be part of a name: capitalised, a particle, or of a script without capitals."""
    if not text or len(text) > 60:
        return False
    tokens = text.split()
    if len(tokens) > 7:
        return False
    return all(
        (t[0].isalpha() and not t[0].islower())
        or t[0].isdigit()
        or t.casefold() in _PARTICLES
        or t in "&+-–.!"
        or t[0] in '("“„«#@'
        for t in tokens
    )


def person_score(text: str) -> float:
    """How much a name reads like a person's: above 0 a person, below 0 an organisation. Rough, and used with other clues."""
    lists = words()
    tokens = [t.strip(".,()") for t in text.replace("\u00a0", " ").split()]
    tokens = [t for t in tokens if t]
    folded = [t.casefold() for t in tokens]
    joined = " ".join(folded)
    if not tokens:
        return -1.0
    if _DOMAIN.search(text.strip()) or joined in lists.sets["outlet.agencies"] or _NUMBER.search(text):
        return -4.0
    score = 0.0
    organisation = lists.sets["outlet.words"]
    score -= 2.2 * sum(t in organisation for t in folded)
    given = lists.given_names
    if len(tokens) >= 2 and (folded[0] in given or folded[0].split("-")[0] in given):
        score += 2.5
    elif len(tokens) >= 2 and any(t in given for t in folded[1:-1]):
        score += 1.0
    if len(tokens) == 1:
        score -= 1.5 if text.isascii() or tokens[0][0].isupper() else 0.3
    elif len(tokens) in (2, 3):
        score += 0.5
    elif len(tokens) > 4:
        score -= 1.0
    if any(len(t) == 1 and t.isupper() for t in tokens[1:]):
        score += 1.0
    if all(t.isupper() and 1 < len(t) <= 5 for t in tokens):
        score -= 1.0
    if any(t[0].islower() and t.casefold() not in _PARTICLES for t in tokens if t):
        score -= 1.0
    if folded[0] in {"der", "die", "das", "the", "le", "la", "el", "il", "de", "o", "a", "al"}:
        score -= 1.5
    return score


def _split_names(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """The single names of an author piece: "A and B", "A & B", "A/B"."""
    found: list[Named] = []
    at = 0
    bounds = [m.span() for m in words().conjunction.finditer(piece.text)] + [
        m.span() for m in re.finditer(r"(?<=\w)/(?=\w)", piece.text)
    ]
    if " " not in piece.text.strip() and person_score(piece.text) < -3:
        bounds = []
    for start, end in [*sorted(bounds), (len(piece.text), len(piece.text))]:
        name = piece.text[at:start]
        left = len(name) - len(name.lstrip(_STRIP))
        name = name.strip(" \u00a0,;")
        if name:
            first = piece.start + at + (piece.text[at:start].find(name[0]) if left else 0)
            first = piece.start + piece.text.index(name, at)
            ending = words().byline_end.search(name)
            if ending and ending.start():
                name = name[: ending.start()]
            found.append(Named(name, first, first + len(name), rule, confidence))
        at = end
    return found


_AGENCY_LINK = re.compile(r"[ \u00a0](?:avec|with|mit|con|com|med|met|and|und|et|y|e|/|&|\+)[ \u00a0]|/")


def _split_outlets(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """ "X avec AFP", "TASS/AFP": the outlet and the agencies credited with it. Names are parted only at a known agency."""
    agencies = words().sets["outlet.agencies"]
    found: list[Named] = []
    at = 0
    for match in _AGENCY_LINK.finditer(piece.text):
        left, right = piece.text[at : match.start()].strip(), piece.text[match.end() :].strip()
        first_right = _AGENCY_LINK.split(right, maxsplit=1)[0].strip().casefold()
        acronyms = match.group() == "/" and left.isupper() and right.isupper()
        if left and right and (first_right in agencies or acronyms):
            start = piece.start + piece.text.index(left, at)
            found.append(Named(left, start, start + len(left), rule, confidence))
            at = match.end()
    last = piece.text[at:].strip()
    start = piece.start + piece.text.index(last, at)
    found.append(Named(last, start, start + len(last), rule, confidence))
    return found


def parse_credit(
    text: str, *, date_order: str | None = None, language: str | None = None, outlet_names: frozenset[str] = frozenset()
) -> Credit:
    """Who, where and when, from credit lines joined by a newline.

    ``date_order`` ("dmy", "mdy") is what the dump settles for dates such as 03/04/2024; without it they stay ambiguous.
    ``outlet_names`` (folded) are names known as outlets. ``language`` is taken for the callers' sake and changes nothing yet
    found wrong: credit words of all languages are tried.
    """
    split = split_credit(text, date_order=date_order)
    date = _publication_date(split, text)
    authors: list[Named] = []
    outlets: list[Named] = []
    section: Named | None = None
    place: Named | None = None
    open_author = False
    roles = words().sets["text.roles"]
    labelled_author = any(p.kind == "author" for p in split.pieces)
    for number, piece in enumerate(split.pieces):
        folded = " ".join(piece.text.casefold().split())
        if folded in roles or any(folded.startswith(role + " ") for role in ()):
            open_author = False
            continue
        if piece.kind in ("editor", "other", "updated"):
            open_author = False
            continue
        known = folded in outlet_names or folded in words().sets["outlet.agencies"]
        score = -4.0 if known else person_score(piece.text)
        if piece.kind == "author":
            name, there = _without_place(piece)
            place = there or place
            authors += _split_names(name, "byline", 0.97 if piece.strong else 0.85)
            open_author = True
            continue
        if piece.kind == "outlet":
            outlets += _split_outlets(piece, "source-label", 0.95 if piece.strong else 0.8)
            open_author = False
            continue
        if not _nameable(piece.text):
            open_author = False
            continue
        if (
            open_author
            and piece.separator in {",", "，", "、", ";", "；"}
            and score > -0.6
            and (score > 0.4 or _more_candidates(split.pieces, number))
        ):
            authors += _split_names(piece, "byline-list", 0.85)
            continue
        open_author = False
        and_names = words().conjunction.search(piece.text) is not None and score > -2
        if (
            not labelled_author
            and (score > 0.9 or (and_names and score > -0.5))
            and (not authors or piece.separator in {",", ";", "；", "，", "、"})
        ):
            name, there = _without_place(piece)
            place = there or place
            authors += _split_names(name, "name-like", 0.75)
            continue
        if not outlets:
            outlets += _split_outlets(piece, "credit-name", 0.85)
        elif known or score < -1.9:
            outlets += _split_outlets(piece, "credit-name", 0.6)
        elif section is None:
            section = Named(piece.text, piece.start, piece.end, "credit-rest", 0.4)
    return Credit(tuple(authors), tuple(outlets), date, tuple(split.dates), section, place)


def _nameable(text: str) -> bool:
    """Whether a piece without a label can name anybody: letters, not long, not a sentence in lower case."""
    tokens = text.split()
    if not any(c.isalpha() for c in text) or len(tokens) > 10 or len(text) > 90:
        return False
    lower = sum(t[0].islower() and t.casefold() not in _PARTICLES for t in tokens)
    return lower <= max(1, len(tokens) // 2)


def _more_candidates(pieces: list[Piece], number: int) -> bool:
    """Whether a later piece can still be the outlet, so that this one may be an author."""
    return any(p.kind in ("", "outlet") and person_score(p.text) < 0.4 for p in pieces[number + 1 :])


def _without_place(piece: Piece) -> tuple[Piece, Named | None]:
    """ "Jane Doe in London": the name, and the place apart."""
    match = _TRAILING_PLACE.search(piece.text)
    if match is None or not piece.text[match.end() : match.end() + 1].isupper() or len(piece.text) - match.end() > 40:
        return piece, None
    if person_score(piece.text[: match.start()]) < 0:
        return piece, None
    place = Named(piece.text[match.end() :], piece.start + match.end(), piece.end, "place-after-name", 0.7)
    return piece._replace(text=piece.text[: match.start()], end=piece.start + match.start()), place


def _publication_date(split: Split, text: str) -> PrintedDate | None:
    """The first date that is not an update's; a fuller one wins over a partial one."""
    updated = words().updated
    rank: list[tuple[int, int, PrintedDate]] = []
    for number, printed in enumerate(split.dates):
        before = text[max(0, printed.outer_start - 30) : printed.outer_start]
        is_update = any(updated.match(before, at) for at in _word_starts(before))
        fullness = {"day": 0, "month": 1, "year": 2}.get(printed.precision or "", 3)
        rank.append((fullness * 2 + is_update, number, printed))
    return min(rank, key=lambda r: r[:2])[2] if rank else None


def _word_starts(text: str) -> list[int]:
    return [m.start() for m in re.finditer(r"\b\w", text)]


_DATELINE_END = re.compile(
    r"[ \u00a0]{0,2}(?:--|[-–—―])[ \u00a0]{1,2}(?=\S)|:[ \u00a0](?=\S)|(?<=[/)])[.:]?[ \u00a0](?=\S)|(?<=电)(?=\S)|(?<=電)(?=\S)|(?<=\))(?=\w)"
)
_SLASHED = re.compile(r"/\s?([^/\n]{2,40}?)\s?/")
_PARENTHESISED = re.compile(r"\(([^()\n]{2,40})\)")


def parse_dateline(paragraph: str, *, date_order: str | None = None) -> Dateline | None:
    """The dateline that opens a paragraph, or None: ``PLACE[, DATE] [(AGENCY)] DASH``.

    Only the first 140 characters are looked at. A place alone needs capitals ("GENEVA - "); with a date or an agency it
    may be printed in any case ("Berlin (dpa) - ").
    """
    head = paragraph[:MAX_DATELINE]
    lead = len(head) - len(head.lstrip(" \u00a0\t(（【"))
    if lead == len(head) or head[lead].islower():
        return None
    for match in _DATELINE_END.finditer(head, lead + 2):
        found = _dateline(head, match.start(), match.end(), date_order, paragraph)
        if found is not None:
            return found
        if match.start() > 90:
            break
    return None


def _dateline(head: str, close: int, end: int, date_order: str | None, paragraph: str) -> Dateline | None:
    opening = head[:close]
    dates = find_dates(opening, order=date_order) if _NUMBER.search(opening) else []
    date = next((d for d in dates if d.month), None)
    masked = _mask(opening, [(date.outer_start, date.outer_end)]) if date else opening
    agency = None
    for pattern in (_PARENTHESISED, _SLASHED):
        m = pattern.search(masked)
        if m and looks_like_agency(m.group(1)):
            agency = Named(
                m.group(1).strip(),
                m.start(1) + len(m.group(1)) - len(m.group(1).lstrip()),
                m.start(1) + len(m.group(1).rstrip()),
                "dateline",
                0.9,
            )
            masked = _mask(masked, [m.span()])
            break
    place = " ".join(masked.replace("\n", " ").split()).strip(" ,.;:-–—()（）【】")
    tokens = place.replace("/", " ").replace(",", " ").split()
    if len(tokens) > 6 or len(place) > 48 or any(c.isdigit() for c in place):
        return None
    capitals = bool(place) and place == place.upper() and place != place.lower() and len(place) > 2
    if not (agency or date or (capitals and head[close:end].strip() in {"-", "–", "—", "--", "―"})):
        return None
    if date and not agency and not capitals and not (tokens and "," in opening):
        return None
    if tokens and not all(
        t[0].isupper() or not t[0].isalpha() or t.casefold() in _PARTICLES or t == t.upper() for t in tokens
    ):
        return None
    if not tokens and not agency:
        return None
    return Dateline(place or None, agency, date, 0, end)


def looks_like_agency(text: str) -> bool:
    """Whether what stands in the brackets of a dateline can be an agency or outlet."""
    folded = text.strip().casefold()
    first = re.split(r"[/ ,;]", folded, maxsplit=1)[0]
    agencies = words().sets["outlet.agencies"]
    return folded in agencies or first in agencies or (looks_like_name(text.strip()) and not text.strip().isdigit())
