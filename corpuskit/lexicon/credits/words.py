"""The word lists of credit lines (data/credits.toml, data/given_names.txt), ready for matching.

Labels ("By", "Source:", "Published on") are looked up by their first word before any pattern is tried, because nearly
every piece of a line has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from corpuskit.patterns import later
from corpuskit.ready import read_list

DATA = Path(__file__).parent.parent / "data"

#: Kinds of label in the order in which they are tried, with the table and key of credits.toml.
LABELS = (
    ("author", "byline", "strong"),
    ("updated", "label", "updated"),
    ("seen", "label", "seen"),
    ("published", "label", "published"),
    ("weak-author", "byline", "start"),
    ("outlet", "label", "source"),
    ("outlet", "signoff", "published"),
    ("helper", "label", "helper"),
    ("section", "label", "section"),
    ("page", "label", "page"),
    ("other", "label", "other"),
    ("caption", "label", "caption"),
    ("correction", "label", "correction"),
)


class Words(NamedTuple):
    """Sets of folded words by "table.key", and patterns built from them."""

    sets: Mapping[str, frozenset[str]]
    given_names: frozenset[str]
    openings: Mapping[str, Mapping[str, tuple[str, ...]]]  #: first word, folded → kinds of label → labels that begin so
    byline_ends: tuple[str, ...]
    byline_end: re.Pattern[str]  #: any of those, and spaces before it
    outlet_end: re.Pattern[str]  #: how words end that occur in the names of outlets and not of people
    outlet_kind: re.Pattern[str]  #: how a whole name begins or ends where no spaces part words
    family_end: re.Pattern[str]  #: how family names end
    unparted_outlet: re.Pattern[str]  #: the same where words are not parted
    unparted_names: tuple[str, ...]  #: family names that stand unparted before the given name
    reading_time: re.Pattern[str]
    invitations: re.Pattern[str]  #: what a page invites its readers to
    relative_time: re.Pattern[str]
    time: re.Pattern[str]
    conjunction: re.Pattern[str]
    counted: re.Pattern[str]  #: how often a page was read, shared or commented on


def _any(words: Iterable[str]) -> str:
    """Any of the words, the longest first; French prints a space before a colon, and "~" stands for one word."""
    found = (
        re.escape(word).replace(r"\ ", "[ \u00a0]").replace(r"\~", r"[^\W\d_]{2,24}")
        for word in sorted(words, key=lambda w: (-len(w), w))
    )
    return "|".join(f"{word[:-1]}[ \u00a0]?[:：]" if word.endswith(":") else word for word in found)


def _initials(words: Iterable[str]) -> str:
    """The letters with which words begin: where nearly none of them stands, one look at a letter is enough."""
    return "".join(sorted({word[0] for word in words}))


def _label(kind: str, listed: Iterable[str]) -> re.Pattern[str]:
    """Any of the words at the start, as a whole word, with an optional colon; a byline needs something behind it. A
    single word for a helper needs a colon: "Übersetzung: Eva Lang", but "translated by".
    """
    listed = list(listed)
    unparted = any("\u3040" <= word[-1] <= "\u9fff" for word in listed)  # large classes take long to compile
    if kind.endswith("author"):
        end = rf"(?:(?<=[:|/：｜・＝=／丨])|(?!\w){_BEFORE_NAME if unparted else ''})"
        return re.compile(rf"(?:{_any(listed)}){end}\s{{0,3}}[:：]?\s{{0,3}}(?=\S)", re.IGNORECASE)
    sign = rf"(?:\s{{0,3}}[:：]{_BEHIND_UNPARTED if unparted else ''})"
    if kind == "helper":
        several = [word for word in listed if " " in word or word.endswith(".")]
        return re.compile(
            rf"(?:(?:{_any(listed)}){sign}" + (rf"|(?:{_any(several)})(?!\w)" if several else "") + r")\s{0,3}",
            re.IGNORECASE,
        )
    return re.compile(rf"(?:{_any(listed)})(?!\w){sign}?\s{{0,3}}", re.IGNORECASE)


#: Where words are not parted, a label ends before a name alone: "記者李明"; and a stroke behind one parts.
_BEFORE_NAME = r"|(?-i:(?<=[\u3040-\u9fff])(?=[\u3400-\u9fff]{2,4}(?!\w)))"
_BEHIND_UNPARTED = r"|(?-i:(?<=[\u3040-\u30fa\u3400-\u9fff]))[/／・]"


@cache
def words() -> Words:
    """The word lists, read once."""
    data = read_list(DATA / "credits.toml")
    lines = (DATA / "given_names.txt").read_text("utf-8").splitlines()
    openings: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind, table, key in LABELS:
        for word in data[table][key]:
            kinds = openings.setdefault(_opening(word, 0), {})
            kinds[kind] = (*kinds.get(kind, ()), word)
    text = data["text"]
    return Words(
        sets={
            f"{t}.{k}": frozenset(w.casefold() for w in listed)
            for t, lists in data.items()
            for k, listed in lists.items()
        },
        given_names=frozenset(n.casefold() for line in lines if line[:1] != "#" for n in line.split()),
        openings=openings,
        byline_ends=tuple(data["byline"]["end"]),
        byline_end=re.compile(rf"\s{{0,2}}(?:{_any(data['byline']['end'])})$"),
        outlet_end=re.compile(rf"\w{{2}}(?:{_any(data['outlet']['endings'])})$"),
        outlet_kind=re.compile(
            rf"^(?:{_any(data['outlet']['unspaced_beginnings'])})|(?:{_any(data['outlet']['unspaced_endings'])})$"
        ),
        family_end=re.compile(rf"\w{{2}}\u200c?(?:{_any(data['person']['family_endings'])})$"),
        unparted_outlet=later(rf"(?:{_any(data['outlet']['unparted_endings'])})$"),
        unparted_names=tuple(sorted(data["person"]["unparted"], key=lambda name: (-len(name), name))),
        reading_time=re.compile(
            rf"\d{{1,3}}[ \u00a0-]?(?:{_any(text['reading_time'])})(?!\w)"
            rf"|(?:{_any(text['reading_for'])})[ \u00a0]?:?[ \u00a0]?\d{{1,3}}[ \u00a0]?"
            rf"(?:{_any(text['minutes'])})(?!\w)",
            re.IGNORECASE,
        ),
        invitations=re.compile(
            rf"\b(?=[{_initials(text['invitations'])}])(?:{_any(text['invitations'])})(?!\w)", re.IGNORECASE
        ),
        relative_time=_relative_time(),
        time=re.compile(
            r"(?<![\d.:])(?:(?:at|um|à|às|a las|alle|om|kl\.?|klo|в|o|ore)[ \u00a0])?(?:[01]?\d|2[0-4])"
            r"(?:[:.h]|[ \u00a0]?[hH時时][ \u00a0]?)[0-5]\d(?:[:.][0-5]\d)?分?"
            rf"(?:[ \u00a0]?(?:{_any(text['time_words'])})(?!\w)\.?){{0,3}}(?![\d:])",
            re.IGNORECASE,
        ),
        counted=re.compile(
            rf"(?:\d[\d.,]{{0,9}}+[ \u00a0]?[kKmM万]?[ \u00a0]{{0,2}}(?:{_any(text['counted'])})"
            r"(?:[ \u00a0]{1,3}(?=\d)|$)){1,6}"
            rf"|(?:{_any(text['counted'])}):?[ \u00a0]?\(?\d[\d.,]{{0,9}}+[kKmM万]?[件条條次개건]?\)?",
            re.IGNORECASE,
        ),
        conjunction=re.compile(rf"[ \u00a0](?:{_any(_conjunctions(data['byline']['and']))})[ \u00a0]"),
    )


def _conjunctions(listed: list[str]) -> set[str]:
    """Of one letter only as printed (a capital is an initial: "Sarah E. Lane"); longer ones in capitals too."""
    return {*listed, *(word.upper() for word in listed if len(word) > 1)}


def _relative_time() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:"
        r"(?:an?|one|\d{1,3})[ \u00a0]?(?:h|hrs?|hours?|min|mins|minutes?|days?|d|weeks?|months?|years?)[ \u00a0]ago|"
        r"(?:vor|hace|há|il y a)[ \u00a0]\w{1,6}[ \u00a0]\w{1,10}|"
        r"(?:före|před|pred|prije|pre|acum|πριν από|преди|منذ|قبل)[ \u00a0]\d{1,3}[ \u00a0]\w{1,10}|"
        r"(?:(?:för|for)[ \u00a0])?\d{1,3}[ \u00a0]\w{1,9}[ \u00a0]"
        r"(?:ago|fa|geleden|sedan|siden|sitten|temu|назад|тому|önce|(?:yang )?lalu|trước|पहले)|"
        r"\d{1,3}[ \u00a0](?:órája|perce|napja|hete)|"
        r"\d{1,3}(?:个?小时前|天前|分钟前|時間前|日前|分前|시간 전|일 전))(?!\w)",
        re.IGNORECASE,
    )


_FIRST_WORD = re.compile(r"[^\W\d_]{1,24}")


def _opening(text: str, at: int) -> str:
    """The first word, folded; where words are not parted (Chinese, Japanese, Korean) its first character."""
    match = _FIRST_WORD.match(text, at)
    if match is None:
        return text[at : at + 1]
    word = match.group()
    return word[0] if word[0] > "\u2e7f" else word.casefold()


def label_at(text: str, start: int, end: int, kinds: tuple[str, ...] | None = None) -> tuple[str, re.Match[str]] | None:
    """The label that begins at ``start`` (its kind and match), or None."""
    opening = _opening(text, start)
    if opening not in words().openings:
        return None
    for kind, pattern in _labels(opening):
        if kinds is None or kind in kinds:
            match = pattern.match(text, start, end)
            if match is not None:
                return kind, match
    return None


def heads_text(line: str) -> bool:
    """Whether a line is a label with nothing behind it, which says that the text follows: "Full text:"."""
    label = line.rstrip()
    return label.endswith((":", "：")) and label[:-1].strip().casefold() in words().sets["label.body"]


def counts_readers(line: str) -> bool:
    """Whether a line counts what readers of a text did, and nothing else: "16 comments"."""
    return words().counted.fullmatch(line) is not None


def files(line: str) -> bool:
    """Whether a line opens with words for the sections or tags of a text above it: "Posted in News | Tagged quay"."""
    return _filed().match(line) is not None


@cache
def _filed() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(words().sets['label.filed'])})(?!\w)[ \u00a0]?(?:[:：]|(?=[^\W_]))", re.IGNORECASE)


@cache
def _labels(opening: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The labels that begin with a word, in the order in which they are tried: the longest first ("originally published
    by" before "originally published"), of those as long by kind.
    """
    listed = [(word, kind) for kind, words_of in words().openings[opening].items() for word in words_of]
    listed.sort(key=lambda label: -len(label[0]))
    runs = groupby(listed, key=itemgetter(1))
    return tuple((kind, _label(kind, [word for word, _ in run])) for kind, run in runs)
