"""What differs between two texts, word by word: paragraphs are matched first, so that long texts stay cheap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: Words of the same text that are told on either end of a change.
AROUND = 4
#: Words of a stretch that are compared one by one; a longer one is told as a whole.
MOST_WORDS = 2000

#: A word; of scripts that are written without spaces each sign is one.
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


class Change(NamedTuple):
    """Words that gave way to others (either may be none), with some words that stayed on either end."""

    before: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    after: tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text, with the punctuation that touches them."""
    return _WORD.findall(text)


def changes(one: str, other: str) -> Iterator[Change]:
    """What makes the second text of the first, from left to right; nothing where the words are the same."""
    lines, others = one.split("\n"), other.split("\n")
    for tag, a, b, c, d in SequenceMatcher(None, lines, others, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _in_stretch(words("\n".join(lines[a:b])), words("\n".join(others[c:d])))


def _in_stretch(one: Sequence[str], other: Sequence[str]) -> Iterator[Change]:
    if max(len(one), len(other)) > MOST_WORDS:
        if one != other:
            yield Change((), tuple(one), tuple(other), ())
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(
                tuple(one[max(0, a - AROUND) : a]), tuple(one[a:b]), tuple(other[c:d]), tuple(one[b : b + AROUND])
            )
