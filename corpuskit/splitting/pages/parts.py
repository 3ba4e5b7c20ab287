"""What pages print around their articles and between the paragraphs: menus, lists of other articles, comments, feet.

Whoever copies a whole page copies these too. They are told by their phrases (outside.toml): three close to each other,
with what can be nothing else between them, are a menu, a foot, or the comments of readers. One alone is enough only if
no text has it ("Skip to content", "View this email in your browser", "All reactions:"). What is below a heading of
other articles, with text above it and below, is a list in the midst of a text.

A line depends on no more than `REACH` rows on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from corpuskit.splitting.pages.outside import (
    COMMENTS,
    LIST,
    MENU,
    NEWSLETTER,
    OTHER,
    REACTIONS,
    REPLY,
    SECTION,
    SKIP,
    page_part,
)
from corpuskit.splitting.pages.rows import Rows, in_runs, phrase_kind

#: Rows on either side on which it depends whether a row is of a page.
REACH = 36
#: So many phrases close to each other are of a page, within so many rows on either side.
_ENOUGH, _CLOSE = 3, 20
#: A menu of so many lines stands above the article of each page.
_MENU = 5
#: No longer line is a phrase of a page, the name of a section, or a headline. In bytes.
_PHRASE, _SECTION, _HEADLINE = 120, 40, 240
#: So many sections stand between two phrases of a menu, so many headlines below a heading, so many lines in a comment,
#: so many in what invites to a newsletter; so many headlines in the midst of a text.
_SECTIONS, _HEADLINES, _COMMENT, _INVITATION, _IN_TEXT = 12, 10, 8, 2, 4
#: So many lines at most stand between two phrases, buttons among them.
_FARTHEST = 16
_MENUS = (MENU, SECTION, NEWSLETTER, SKIP)
#: No text has such a line, and one is enough.
_SURE = (SKIP, REACTIONS)
#: What a field for an address is called.
_FIELD = re.compile(r"mail|メール|메일|邮|郵|почт", re.IGNORECASE)
#: What parts the steps of a path through a site ("Home > News > Title"), and how long a line is that
#: stands again, and a title; within how many rows.
_STEP = re.compile(r"[>»›→/|]\s?\Z")
_AGAIN, _TITLE, _BELOW, _HEAD_OF_PAGE = 4, 15, 6, 16
#: So many rows between two parts of a page are what is left of it.
_LEFT = 8


def page_parts(rows: Rows, kept: frozenset[int], at_end: bool) -> Iterator[tuple[list[int], Mapping[int, str]]]:
    """Runs of rows that are of a page, each with the kinds of its rows; and runs that may be once more is read."""
    parts = _parts(rows, kept)
    kinds = _joined(rows, parts)
    for row, part in parts.items():
        if part == LIST and row not in kinds:
            paged = sum(kinds.get(near) == MENU for near in range(max(0, row - REACH), row)) >= _MENU
            kinds.update(dict.fromkeys(_within(rows, row, parts, paged, at_end), LIST))
    for row in [*_between(rows, kinds, kept, at_end), *_printed_again(rows, kinds, kept)]:
        kinds[row] = MENU
    for run in in_runs(sorted(kinds)):
        yield run, {row: kinds[row] for row in run}


def waits(rows: Rows, kept: frozenset[int]) -> int:
    """How many rows at the end of what was read wait for more."""
    return REACH if _parts(rows, kept, max(0, len(rows.at) - REACH)) else 0


def _parts(rows: Rows, kept: frozenset[int], first: int = 0) -> dict[int, str]:
    """What rows from ``first`` on are by their phrases."""
    short = np.flatnonzero((rows.sizes[first:] <= _PHRASE) & ~rows.lines.prose[rows.at[first:]]) + first
    found: dict[int, str] = {}
    for row, text in zip(short.tolist(), rows.lines.heads(rows.at[short], _PHRASE), strict=True):
        part = page_part(text)
        if part is not None and not (kept and int(rows.at[row]) in kept):
            found[row] = part
    return found


def _joined(rows: Rows, parts: Mapping[int, str]) -> dict[int, str]:
    """The rows of menus, feet and comments."""
    strong = [row for row, part in parts.items() if part != OTHER]
    chain: list[int] = []
    kinds: dict[int, str] = {}
    for above, below in [*pairwise(strong), (strong[-1], len(rows.at) + REACH)] if strong else ():
        chain.append(above)
        if not _are_joined(rows, parts, above, below):
            kinds.update(_of_chain(rows, chain, parts))
            chain = []
    return kinds


def _of_chain(rows: Rows, chain: list[int], parts: Mapping[int, str]) -> dict[int, str]:
    """The rows between phrases that are joined, where enough of them are close, and not names of sections alone."""
    kinds: dict[int, str] = {}
    at = np.array(chain)
    first, last = np.searchsorted(at, at - _CLOSE), np.searchsorted(at, at + _CLOSE, "right")
    sure = np.cumsum([0, *(_ENOUGH if parts[row] in _SURE else parts[row] != SECTION for row in chain)])
    sections = np.cumsum([0, *(parts[row] == SECTION for row in chain)])
    count = sure[last] - sure[first]
    found = (count > 0) & (count + sections[last] - sections[first] >= _ENOUGH)
    for i, row in enumerate(chain):
        if found[i]:
            end = chain[i + 1] if i + 1 < len(chain) and found[i + 1] else row + 1
            while i + 1 == len(chain) and row < end < min(row + _BELOW, len(rows.at)) and _is_button(rows, end):
                end += 1  # "Home > Region >"
            kinds.update(dict.fromkeys(range(row, end), _kind(parts[row])))
    return kinds


def _kind(part: str) -> str:
    """What a row is set aside as."""
    if part == REACTIONS:
        return COMMENTS
    return MENU if part in _MENUS else part


def _are_joined(rows: Rows, parts: Mapping[int, str], above: int, below: int) -> bool:
    """Whether what stands between two phrases of a page is of the page too; buttons do not count."""
    if below - above > _FARTHEST:
        return False
    between = [row for row in range(above + 1, below) if not _is_button(rows, row)]
    upper, lower = parts[above], parts.get(below)
    if not between:
        return True
    if lower == REPLY and upper in (COMMENTS, REPLY):
        return len(between) <= _COMMENT
    invited = upper == NEWSLETTER or (lower in _MENUS and _FIELD.search(rows.text(below)) is not None)
    if invited and lower in _MENUS and upper in _MENUS and len(between) <= _INVITATION:
        return all(rows.sizes[row] <= _HEADLINE for row in between)
    if upper == LIST and len(between) <= _HEADLINES and (lower in _MENUS or lower in (LIST, COMMENTS)):
        return all(_is_headline(rows, row) for row in between)
    if lower not in _MENUS or upper not in _MENUS or len(between) > _SECTIONS:
        return False
    return all(_is_section(rows, row) for row in between)


def _is_button(rows: Rows, row: int) -> bool:
    return bool(rows.sizes[row] <= _PHRASE) and phrase_kind(rows.text(row).strip()) is not None


def _is_section(rows: Rows, row: int) -> bool:
    return bool(rows.sizes[row] <= _SECTION) and rows.is_of_a_head(row) and not rows.is_of_credit(row)


def _is_headline(rows: Rows, row: int) -> bool:
    return bool(rows.sizes[row] <= _HEADLINE) and rows.is_of_a_head(row) and not rows.has_byline(row)


def _within(rows: Rows, row: int, parts: Mapping[int, str], paged: bool, at_end: bool) -> range:
    """The rows of a list of other articles in the midst of a text, or at the end of what is pasted. What is below its
    heading may be the head of the next article, unless that would have a menu above it as this one has (``paged``), or
    blank lines part it from the text on either side and nothing in it; so no credit is in it.
    """
    above, below = row - 1, row + 1
    while above >= 0 and parts.get(above) == LIST and row - above < _IN_TEXT:
        above -= 1
    if above < 0 or not (rows.is_text(above) or rows.lines.stopped[rows.at[above]]):
        return range(0)
    while below < len(rows.at) and below - row <= _HEADLINES and not (rows.is_parted(below) or rows.is_text(below)):
        if not _is_headline(rows, below) or rows.is_dated(below) or rows.is_name_and_date(below):
            return range(0)
        below += 1
    listed = below - row - 1
    if below == len(rows.at):
        return range(row, below if at_end and listed else row)
    apart = paged or (rows.is_parted(row) and rows.is_parted(below))
    return range(row, below if apart and 0 < listed <= _IN_TEXT and rows.is_text(below) else row)


def _between(rows: Rows, kinds: Mapping[int, str], kept: frozenset[int], at_end: bool) -> Iterator[int]:
    """Rows between two parts of a page, or behind the last one, that have neither a text nor a byline. Above a text the
    lower part stands in the head of its article, and so do the rows.
    """
    found = [*in_runs(sorted(kinds))]
    if at_end and found:
        found.append([len(rows.at)])
    for upper, lower in pairwise(found):
        between = range(upper[-1] + 1, lower[0])
        if len(between) <= _LEFT and all(_is_left(rows, row, kept) for row in between):
            below = range(lower[-1] + 1, min(lower[-1] + 1 + _LEFT, len(rows.at)))
            if not any(rows.is_text(row) for row in below):
                yield from between


def _is_left(rows: Rows, row: int, kept: frozenset[int]) -> bool:
    return not (rows.is_text(row) or rows.has_byline(row) or int(rows.at[row]) in kept) and bool(
        rows.sizes[row] <= _HEADLINE
    )


def _printed_again(rows: Rows, kinds: Mapping[int, str], kept: frozenset[int]) -> Iterator[int]:
    """Rows of a head below a menu that are printed again right below: a line twice, the path to a title, the caption of
    a picture without who took it.
    """
    for last in [run[-1] for run in in_runs(sorted(row for row, kind in kinds.items() if kind == MENU))]:
        for row in range(last + 1, min(last + 1 + _HEAD_OF_PAGE, len(rows.at))):
            if row in kinds or rows.is_text(row):
                break
            text = rows.text(row).strip()
            if len(text) >= _AGAIN and int(rows.at[row]) not in kept:
                yield from _again(rows, row, text)


def _again(rows: Rows, row: int, text: str) -> list[int]:
    """A row that stands again below; a caption also with the one that has who took the picture behind it."""
    for below in range(row + 1, min(row + 1 + _BELOW, len(rows.at))):
        again = rows.text(below).strip() if rows.sizes[below] <= _HEADLINE else ""
        if again == text or (len(again) > _TITLE and text.endswith(again) and _STEP.search(text[: -len(again)])):
            return [row]
        if below == row + 1 and len(text) > _TITLE and again.startswith(text):
            return [row, below]
    return []
