"""The sentences of the pages (wording.toml), filled with what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpuskit.datasheet.blocks import Paragraph
from corpuskit.ready import read_list

SENTENCES = Path(__file__).with_name("wording.toml")


def say(where: str, name: str = "text", /, **values: object) -> str:
    """A sentence with its names filled. Raises KeyError for a sentence, or a value, that is not there."""
    return _sentences()[where][name].format(**values)


def has(where: str, name: str) -> bool:
    """Whether there is such a sentence."""
    return name in _sentences()[where]


def paragraph(where: str, name: str = "text", /, **values: object) -> Paragraph:
    """The same as a paragraph."""
    return Paragraph(say(where, name, **values))


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return read_list(SENTENCES)
