"""Notices of correction that are printed with an article (notices.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpuskit.ready import read_list

LIST = Path(__file__).with_name("notices.toml")
#: Only the beginning of a paragraph is looked at, in bytes; most paragraphs are passed over by their first few.
HEAD = 160
FIRST = 5
#: Signs after a label that make it one.
_AFTER = (":", "：", "-", "–", "—", ".", "|")


class _Openings(NamedTuple):
    """``labels`` and ``sentences`` in folded case; ``bytes`` are their first bytes, in capitals as well."""

    labels: tuple[str, ...]
    sentences: tuple[str, ...]
    first: frozenset[bytes]


@cache
def _openings() -> _Openings:
    listed = read_list(LIST)
    labels = tuple(sorted({word.casefold() for word in listed["labels"]}, key=lambda word: (-len(word), word)))
    sentences = tuple(sentence.casefold() for sentence in listed["sentences"])
    forms = (form for word in (*labels, *sentences) for form in (word, word[:1].upper() + word[1:], word.upper()))
    return _Openings(labels, sentences, frozenset(form.encode()[:FIRST] for form in forms))


def notices(paragraphs: Sequence[bytes]) -> tuple[int, int, str] | None:
    """The first paragraph that opens a notice, the one behind its last, and the rule; None without one.

    Notices that follow each other are one; a label that stands alone takes the next paragraph with it.
    """
    first = _openings().first
    for number, paragraph in enumerate(paragraphs):
        if paragraph[:FIRST] in first and (rule := _rule(paragraph)):
            end = number + 1
            alone = rule == "label-alone"
            while end < len(paragraphs) and (alone or _rule(paragraphs[end])):
                alone = False
                end += 1
            return number, end, rule
    return None


def _rule(paragraph: bytes) -> str | None:
    head = paragraph[:HEAD].decode("utf-8", "ignore").casefold()
    known = _openings()
    if head.startswith(known.sentences):
        return "sentence"
    if not head.startswith(known.labels):
        return None
    for label in known.labels:
        if head.startswith(label):
            rest = head[len(label) :].lstrip(" \u00a0)*")
            if not rest:
                return "label-alone"
            if rest.startswith(_AFTER):
                return "label"
    return None
