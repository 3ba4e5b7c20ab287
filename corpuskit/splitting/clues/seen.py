"""What was seen of one line."""

from __future__ import annotations

from dataclasses import dataclass

from corpuskit.lexicon.dates import PrintedDate


@dataclass(slots=True)
class Seen:
    """What was seen of one line beside its clues: the shape of its fields, parts that may be names, dates, its look."""

    shape: str | None = None
    parts: tuple[str, ...] = ()
    dates: tuple[PrintedDate, ...] = ()
    look: str | None = None
