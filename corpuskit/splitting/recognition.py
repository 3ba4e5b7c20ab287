"""Which layout a seed has: what a person states, else the one that its content speaks for, else pasted articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from corpuskit.model import Evident
from corpuskit.reading import Sample


class Recognised(NamedTuple):
    """That a file has a layout: what in its content says so, in words, and how sure that is (0 to 1)."""

    because: str
    confidence: float


def recognised(sample: Sample, layouts: Sequence[Any]) -> tuple[Any, Evident] | None:
    """The layout that the content speaks for most clearly, and why; of equals the first. None where none does."""
    best: tuple[Any, Evident] | None = None
    for layout in layouts:
        recognise = getattr(layout, "recognise", None)
        found: Recognised | None = recognise(sample) if recognise is not None else None
        if found is not None and (best is None or found.confidence > (best[1].confidence or 0.0)):
            best = layout, Evident(layout.NAME, "recognised", found.because, found.confidence)
    return best
