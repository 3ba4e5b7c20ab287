"""A few texts are screened by what patterns begin with, many by the patterns alone: both let the same texts through."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from corpuskit.caveats import remains
from corpuskit.caveats.screening import _literal, screened

TEXTS = ["", None, "plain", "[object Object]", "x.write(", "a.dataLayer", "adsbygoogle", "Ã©", "<p>", "100%%A", "+44"]
SCREENS = sorted({pattern for kind in remains.kinds().values() for pattern in kind.screen})


@pytest.mark.parametrize("pattern", [*SCREENS, r"\+ ?\(?[0-9]", "[0-9]", "a?x", "p|w", "ab{2}"])
def test_few_texts_and_many_are_screened_alike(pattern: str) -> None:
    column = pa.chunked_array([pa.array(TEXTS[:4], pa.string()), pa.array(TEXTS[4:], pa.string())])
    found = screened(column, [pattern])
    assert found == [(row, text) for row, text in enumerate(TEXTS) if text and re.search(pattern, text)]
    filled = pa.chunked_array([*column.chunks, pa.array(["." * 20_000], pa.string())])
    assert screened(filled, [pattern]) == found


@pytest.mark.parametrize(
    ("pattern", "literal"),
    [("Ã[^a]", "Ã"), (r"\[/?[a-z]", "["), ("ab?c", "a"), ("ab{2}", "a"), (r"\d", ""), ("ab|cd", ""), (r"\.x\(", ".x(")],
)
def test_a_pattern_begins_with_what_stands_in_every_match(pattern: str, literal: str) -> None:
    assert _literal(pattern) == literal.encode()


def test_every_kind_of_script_passes_its_screen() -> None:
    for text in (
        "window.dataLayer = 1",
        "googletag.cmd",
        "adsbygoogle",
        "document.write(x)",
        "document.getElementById(x)",
    ):
        assert screened(pa.chunked_array([[text]]), remains.kinds()["script"].screen) == [(0, text)]
