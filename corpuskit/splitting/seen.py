"""What was seen of one line."""

from __future__ import annotations

from dataclasses import dataclass

from corpuskit.lexicon.dates import PrintedDate


@dataclass(slots=True)
class Seen:
    """What was seen of one line: its clues, the shape of its fields, parts that may be names, words for comparing."""

    clues: list[int]
    shape: str | None = None
    parts: tuple[str, ...] = ()
    dates: tuple[PrintedDate, ...] = ()
    look: str | None = None
    words: frozenset[str] = frozenset()
    language: str | None = None
    runs: list[str] | None = None  #: the words to tell the language by, until it is asked for
