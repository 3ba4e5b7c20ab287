"""Headings inside a body."""

from __future__ import annotations

import random

import pytest
from splitting_dumps import prose
from splitting_views import tiles, view_of

from corpuskit import splitting


def kinds(lines: list[str]) -> list[str]:
    text = "\n".join(["Harbour Reopens After a Long Winter", "Quay News | May 5, 2024", *lines]) + "\n"
    view = view_of(text)
    data = text.encode()
    spans = tiles(splitting.cut(view, splitting.learn(view)))
    return [kind for kind, start, end, _, _ in spans if data[start:end].decode().strip() in lines]


@pytest.mark.parametrize("heading", ["What happens next?", "Background", "THE NUMBERS", "A View From the Quay"])
def test_a_short_line_between_paragraphs_is_a_heading(heading: str) -> None:
    r = random.Random(heading)
    assert "heading" in kinds([prose(r, "harbour") * 2, heading, prose(r, "harbour") * 2])


@pytest.mark.parametrize("line", ["“It was time.”", "He nodded.", "- one bag of flour", "the rest was sold"])
def test_a_short_sentence_or_item_is_no_heading(line: str) -> None:
    r = random.Random(line)
    assert "heading" not in kinds([prose(r, "harbour") * 2, line, prose(r, "harbour") * 2])
