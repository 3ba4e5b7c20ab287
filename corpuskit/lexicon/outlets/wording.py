"""What stands around the name of an outlet (matching.toml), as sets and patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.names import folded, is_unspaced, key, loose
from corpuskit.lexicon.scripts import is_small
from corpuskit.patterns import later
from corpuskit.ready import read_list

MATCHING = Path(__file__).parent.parent / "data" / "matching.toml"


class Wording(NamedTuple):
    """The words of matching.toml in the form of `names.key` or `names.folded`; longest first where order counts."""

    source: tuple[str, ...]
    byline: tuple[str, ...]
    aside: tuple[str, ...]
    photo_parts: frozenset[str]
    photo_words: frozenset[str]
    photo_endings: tuple[str, ...]
    tags: tuple[str, ...]
    tag_words: frozenset[str]
    furniture: re.Pattern[str]
    not_people: frozenset[str]
    copyright_marks: tuple[str, ...]
    copyright_tail: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    role: tuple[str, ...]
    remark: frozenset[str]
    editions: tuple[str, ...]
    generic: frozenset[str]
    small: frozenset[str]
    agencies: frozenset[str]
    company: frozenset[str]
    within: frozenset[str]
    stamp: tuple[str, ...]
    firms: frozenset[str]
    talks: tuple[str, ...]
    edition_kinds: tuple[str, ...]
    inner_label: re.Pattern[str]
    joint: re.Pattern[str]


@cache
def wording() -> Wording:
    """matching.toml, read once."""
    said: Mapping[str, Mapping[str, list[str]]] = read_list(MATCHING)
    words = "|".join(re.escape(word) for word in _longest_first(said["combined"]["words"]))
    return Wording(
        source=_longest_first([*said["label"]["source"], *said["label"]["byline"]]),
        byline=_longest_first(said["label"]["byline"]),
        aside=_longest_first(said["label"]["aside"]),
        photo_parts=frozenset(map(folded, said["photo"]["parts"])),
        photo_words=frozenset(map(folded, said["photo"]["words"])),
        photo_endings=tuple(said["photo"]["endings"]),
        tags=_longest_first(said["label"]["tags"]),
        tag_words=frozenset(map(folded, said["label"]["tags"])),
        furniture=_furniture(said["furniture"]),
        not_people=frozenset(map(folded, said["photo"]["not_people"])),
        copyright_marks=_longest_first(said["copyright"]["marks"]),
        copyright_tail=_longest_first(said["copyright"]["tail"]),
        after=_longest_first([*said["around"]["after"], *said["around"]["company"]]),
        before=_longest_first(said["around"]["before"]),
        role=_longest_first(said["around"]["role"]),
        remark=frozenset(map(folded, said["around"]["remark"])),
        editions=_longest_first([*said["edition"]["languages"], *said["edition"]["regions"]]),
        generic=frozenset(map(folded, said["combined"]["generic"])),
        firms=frozenset(said["combined"]["firms"]),
        talks=_longest_first(said["combined"]["talks"]),
        edition_kinds=_longest_first(said["edition"]["kinds"]),
        inner_label=_inner_label(said["label"]),
        small=frozenset(said["combined"]["small"]),
        agencies=frozenset(map(folded, [*said["combined"]["small"], *said["combined"]["agencies"]])),
        within=frozenset(said["combined"]["within_names"]),
        company=frozenset(said["around"]["company"]),
        stamp=_longest_first(said["label"]["stamp"]),
        joint=re.compile(rf" ?[/;&=／；＆＝] ?|, |[、،] ?| [-+] | (?:{words}) ", re.IGNORECASE),
    )


def _inner_label(said: Mapping[str, list[str]]) -> re.Pattern[str]:
    """The space before a label with its colon inside a segment: ``来源: 新华网 作者: 王明``."""
    labels = "|".join(map(re.escape, _longest_first([label for listed in said.values() for label in listed])))
    return later(rf"(?<!\s)\s+(?=(?:{labels})\s?[:：])", re.IGNORECASE)


def _furniture(said: Mapping[str, list[str]]) -> re.Pattern[str]:
    """``p. 3``, ``№ 99 (8153)``, ``第01版``, ``2021年第9期``, ``8 minute read``, in small letters."""
    before, after = (
        "|".join(map(re.escape, sorted(said[side], key=len, reverse=True))) for side in ("before", "after")
    )
    number = r"[0-9]{1,5}(?:[-–/][0-9]{1,5})?"
    numbered = rf"(?<!\w)(?:{before})[.:]? ?{number}(?: ?\([0-9]{{1,6}}\))?(?!\w)"
    return later(rf"{numbered}|(?:(?<!\d)[0-9]{{4}}年)?第?{number} ?(?:{after})")


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted({key(word) for word in words}, key=lambda word: (-len(word), word)))


def without_end(text: str, ends: tuple[str, ...]) -> str | None:
    """A name without one of these words after it; None when it has none or is nothing else. Words of scripts that put
    no space between words may be attached.
    """
    low = loose(text)
    if not low.endswith(ends):
        return None
    for end in ends:
        if low.endswith(end) and len(text) > len(end):
            rest = text[: len(text) - len(end)]
            if rest[-1].isspace() or is_unspaced(end[0]):
                return rest.rstrip(" ,") or None
    return None


def without_start(text: str, starts: tuple[str, ...]) -> str | None:
    """A name without one of these words before it; None when it has none or is nothing else."""
    low = loose(text)
    if not low.startswith(starts):
        return None
    for start in starts:
        if low.startswith(start) and len(text) > len(start):
            rest = text[len(start) :]
            if rest[0].isspace() or rest[0] in ':："«“=＝' or rest[:2] == ". " or is_unspaced(start[-1]):
                return rest.lstrip(" .:：=＝") or None
    return None


def opens_tags(text: str) -> bool:
    """Whether a text begins with the label of a list of keywords: ``Tags: TASS; RT``."""
    if ":" not in text and "：" not in text:
        return False
    rest = without_start(text, wording().tags)
    return rest is not None and text[: len(text) - len(rest)].rstrip()[-1:] in (":", "：")


def credits_picture(text: str) -> bool:
    """Whether a segment opens or closes as the credit of a picture does: ``Foto: dpa``, ``新华社记者李明摄``."""
    return without_start(text, wording().aside) is not None or closes_picture(text)


def closes_picture(text: str) -> bool:
    return text.rstrip(")）。 ").endswith(wording().photo_endings)


def looks_like_name(text: str) -> bool:
    """Whether text may be a name: at most six words, most of which do not start with a small letter."""
    words = text.split()
    small = sum(is_small(word[0]) for word in words)
    return 0 < len(words) <= 6 and small * 2 <= len(words) and not is_small(words[0][0])


def looks_like_known_person(text: str) -> bool:
    """Whether text has the form of a person's name that begins with a listed given name."""
    return looks_like_person(text) and folded(text.split()[0]) in words().given_names


def looks_like_person(text: str) -> bool:
    """Whether text has the form of a person's name: two to four words with capitals, not all in capitals, no digit."""
    words = text.replace(".", " ").replace("-", "").replace("'", "").replace("’", "").split()
    return (
        2 <= len(words) <= 4
        and wording().not_people.isdisjoint(word.lower() for word in words)
        and all(word[0].isupper() and (len(word) == 1 or not word.isupper()) and word.isalpha() for word in words)
        and any(len(word) > 1 for word in words)
    )
