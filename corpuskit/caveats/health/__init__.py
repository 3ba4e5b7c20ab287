"""Marks sentences that make a checkable claim about health or medicine which nothing in the corpus verifies.

The detector passes no verdict: a marked sentence may well be true. It is the same for every outlet, names the
languages that it does not read as not assessed, works offline and gives the same marks on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from corpuskit.caveats.health import model as trained
from corpuskit.caveats.health.detect import Claim, find
from corpuskit.caveats.health.model import wording
from corpuskit.caveats.health.reasons import why
from corpuskit.model import Caveat

__all__ = [
    "CODES",
    "DETECTOR",
    "LANGUAGES",
    "NAME",
    "Claim",
    "Detector",
    "NotAssessedError",
    "detector",
    "find_claims",
    "mark",
    "reads",
    "summary",
    "why",
    "wording",
]

NAME = "health"
CODES = ("unverified-health-claim", "health-claims-not-assessed")
#: Texts are read together up to this many characters; see `detect`.
_BATCH = 1 << 18
#: Latin letters below which a text in an undetermined language is too short to say anything: a few short words.
_MATTERS = 16
#: The last Latin letter (Latin Extended-B): one behind it belongs to a script in which a whole claim takes ten letters.
_LATIN = "\u024f"


class NotAssessedError(ValueError):
    """The detector does not read the language; no claim found would say nothing."""


class Detector(NamedTuple):
    """What detects, and how well: the figures are those that the training script wrote."""

    name: str
    version: str
    languages: tuple[str, ...]
    precision: float
    recall: float
    f1: float
    f1_interval: tuple[float, float]
    measured: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def words(self) -> dict[str, str]:
        """What the wording of `statement.toml` may name."""
        return {
            "name": self.name,
            "version": self.version,
            "languages": ", ".join(self.languages),
            "precision": f"{self.precision:.2f}",
            "recall": f"{self.recall:.2f}",
        }


@cache
def detector() -> Detector:
    """The detector as installed, with its scores on English sentences that were not looked at before it was done."""
    found, meaning = trained.measured(), trained.description()
    held = found["unseen"]
    low, high = held["f1_interval"]
    return Detector(
        wording()["detector"]["name"],
        meaning["version"],
        tuple(meaning["languages"]),
        held["precision"],
        held["recall"],
        held["f1"],
        (low, high),
        found,
    )


def __getattr__(name: str) -> Any:
    if name == "DETECTOR":
        return detector()
    if name == "LANGUAGES":
        return detector().languages
    raise AttributeError(name)


def reads(language: str | None) -> bool:
    """Whether the detector reads a BCP 47 language."""
    return _primary(language) in detector().languages


def _primary(language: str | None) -> str:
    return (language or "").partition("-")[0].lower()


def find_claims(text: str, language: str) -> list[Claim]:
    """The claims of one text, in order. Raises `NotAssessedError` for a language that the detector does not read."""
    if not reads(language):
        raise NotAssessedError(language)
    return [claim for _, claim in find([text], _primary(language))]


def mark(records: pa.Table | pa.RecordBatch, _context: object = None) -> Iterator[tuple[int, Caveat]]:
    """(row, caveat) in row order, by place in the text within a row; reads the columns ``text`` and ``language``.

    The context (registry, configuration) is not looked at: the detector is the same for every outlet.
    """
    texts, languages = records.column("text").to_pylist(), records.column("language").to_pylist()
    found: list[tuple[int, Caveat]] = []
    by_language: dict[str, list[int]] = {}
    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        if not text:
            continue
        if reads(language):
            by_language.setdefault(_primary(language), []).append(row)
        elif _matters(text, language):
            found.append((row, _not_assessed()))
    for language, rows in sorted(by_language.items()):
        for batch in _batches(rows, texts):
            claims = find([texts[row] for row in batch], language)
            found.extend((batch[which], _marked(claim)) for which, claim in claims)
    found.sort(key=lambda pair: (pair[0], pair[1].start or 0))
    yield from found


def _batches(rows: list[int], texts: list[str]) -> Iterator[list[int]]:
    """Rows in runs of about `_BATCH` characters."""
    batch: list[int] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(texts[row])
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@cache
def _alike(category: str) -> tuple[str, str, str, str, str, str, str]:
    """What every caveat of a category says alike: its first fields, from ``code`` to ``category``."""
    words, by = wording(), detector()
    return (
        CODES[0],
        words["marked"]["statement"].format(subject=words["subjects"][category]),
        words["marked"]["basis"].format(**by.words()),
        str(by),
        words["detector"]["reference"],
        words["detector"]["as_of"],
        category,
    )


def _marked(claim: Claim) -> Caveat:
    return Caveat(*_alike(claim.category), claim.speaker, claim.rule, claim.confidence, claim.start, claim.end)


def _not_assessed() -> Caveat:
    words, by = wording(), detector()
    return Caveat(
        code=CODES[1],
        statement=words["not_assessed"]["statement"],
        basis=words["not_assessed"]["basis"].format(**by.words()),
        authority=str(by),
        reference=words["detector"]["reference"],
        as_of=words["detector"]["as_of"],
    )


def _matters(text: str, language: str | None) -> bool:
    """Whether silence on a text in a language that is not read would mislead."""
    if language and language != "und":
        return any(char.isalpha() for char in text)
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _MATTERS or any(char > _LATIN for char in letters)


def summary(sentences: int, records: int) -> str:
    """The sentence that stands wherever the marks are summed up, with the detector's limits."""
    words, by = wording()["summary"], detector()
    form = "one" if sentences == 1 else "in_one" if records == 1 else "statement"
    statement = words[form].format(sentences=f"{sentences:,}", records=f"{records:,}")
    return f"{statement} {words['limits'].format(**by.words())}"
