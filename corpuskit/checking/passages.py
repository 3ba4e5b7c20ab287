"""The caveats about passages of a record: summed up by code, and shown in the text where they stand, with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpuskit.caveats import health
from corpuskit.counting import counted

_CONTEXT = 160  #: characters shown of the text between two passages
_ALIKE = ("basis", "authority", "reference", "as_of")


class Passage(NamedTuple):
    """A piece of the text in order; ``caveats``: those that begin with it, none for what lies between."""

    text: str
    caveats: tuple[Mapping[str, Any], ...]


def of_passages(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The caveats of a record that are about a passage of its text."""
    return [caveat for caveat in record["caveats"] if caveat["start"] is not None and record["text"] is not None]


def summaries(caveats: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """(sentence, details) for each code: how many passages, of which kinds, and what the caveats say alike."""
    for code in dict.fromkeys(caveat["code"] for caveat in caveats):
        own = [caveat for caveat in caveats if caveat["code"] == code]
        standing = [caveat for caveat in own if not caveat["withdrawn"]]
        said = f"{counted(len(own), 'passage')}, shown in the text below"
        if code == health.CODES[0] and standing:
            said += f". {health.summary(len(standing), 1)}"
        kinds = Counter(caveat["category"] for caveat in own if caveat["category"])
        details = [f"{kind} {number}" for kind, number in kinds.most_common()]
        details += [f"{key} {own[0][key]}" for key in _ALIKE if own[0][key] and len({c[key] for c in own}) == 1]
        yield f"{code}: {said}", "; ".join(details)


def in_text(text: str, caveats: Sequence[Mapping[str, Any]]) -> Iterator[Passage]:
    """The text as passages with their caveats and, cut short, what lies between them."""
    at = 0
    for start, end in sorted({(caveat["start"], caveat["end"]) for caveat in caveats}):
        if start > at and (between := text[at:start].strip()):
            yield Passage(_short(between), ())
        here = tuple(caveat for caveat in caveats if (caveat["start"], caveat["end"]) == (start, end))
        yield Passage(text[start:end], here)
        at = max(at, end)
    if rest := text[at:].strip():
        yield Passage(_short(rest), ())


def reason(caveat: Mapping[str, Any], passage: str, language: str) -> str:
    """Why a passage carries a caveat, on one line."""
    known = ("category", "speaker", "rule")
    parts = [f"{caveat['code']}", *(f"{key} {caveat[key]}" for key in known if caveat[key] is not None)]
    if caveat["code"] == health.CODES[0]:
        if health.reads(language) and (words := health.why(passage, caveat["rule"] or "", language)):
            parts[-1] += f" ({words})"
    else:
        parts.insert(1, caveat["statement"])
    if caveat["confidence"] is not None:
        parts.append(f"confidence {caveat['confidence']:.3f}")
    parts.append(f"characters {caveat['start']}–{caveat['end']}")
    if caveat["withdrawn"]:
        parts.append(f"withdrawn by {caveat['withdrawn']['by']}: {caveat['withdrawn']['reason']}")
    return "; ".join(parts)


def _short(between: str) -> str:
    plain = " ".join(between.split())
    half = _CONTEXT // 2
    return plain if len(plain) <= _CONTEXT else f"{plain[:half].rstrip()} […] {plain[-half:].lstrip()}"
