"""A line of authors as an export states it: the names in it, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What parts names for sure, and what does where every part looks like a name.
_SURE = re.compile(r"\s*[;|]\s*|\s+/\s+")
_MAYBE = re.compile(
    r"\s*,\s*(?:(?:and|und|et|y|e|en|og|och|i|и)\s+)?|\s+(?:and|und|et|y|en|og|och|&|и)\s+", re.IGNORECASE
)
_BY = re.compile(r"(?:by|von|par|por|da|di|door|av|af)\s*+(?::\s*+)?(?<=\s)(?=\S)", re.IGNORECASE)
#: A name has at most so many words.
MOST_WORDS = 5


def names_in(text: str, commas: bool = True) -> Iterator[tuple[int, int]]:
    """Where each name begins and ends. ``commas``: whether a comma may part two names (not "Doe, Jane").

    Nothing is left out but what parts the names and a "By" before the first.
    """
    at = found.end() if (found := _BY.match(text)) else 0
    for start, end in _parts(text, at, len(text), _SURE):
        parts = list(_parts(text, start, end, _MAYBE)) if commas else []
        if len(parts) > 1 and all(_is_name(text[first:last]) for first, last in parts):
            yield from parts
        else:
            yield start, end


def looks_like_names(text: str) -> bool:
    """Whether a line is one name or several and nothing else."""
    spans = list(names_in(text))
    return bool(spans) and all(_is_name(text[start:end]) and text[end - 1] not in '.!?:»”"' for start, end in spans)


def _parts(text: str, start: int, end: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for found in between.finditer(text, start, end):
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    if text[at:end].strip():
        yield at, end


def _is_name(part: str) -> bool:
    words = part.split()
    return 2 <= len(words) <= MOST_WORDS and words[0][:1].isupper() and not any(char.isdigit() for char in part)
