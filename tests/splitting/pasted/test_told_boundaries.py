"""What a person says of where records begin holds, and does not depend on how the file is read."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from splitting_dumps import make_dump
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.model import Piece, View
from corpuskit.splitting.overruled import overruled

Tiles = list[tuple[str, int, int, int, str]]


def cuts_of(view: View, told: dict[int, bool], size: int) -> tuple[Tiles, list[float | None]]:
    """Spans and confidences of all boundaries, cut in blocks of about a size."""
    habits = splitting.learn(view)
    cuts = list(splitting.cut(view, habits, told=told, block_size=size))
    return tiles(iter(cuts)), [each for cut in cuts for each in cut.boundary_confidence]


@pytest.mark.parametrize("seed", range(6))
def test_blocks_of_any_size_give_the_same_records_however_much_is_told(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(line for line in make_dump(draw, 40).text.splitlines(keepends=True) if draw.random() < 0.9)
    lines = text.split("\n")
    shown = [number for number, line in enumerate(lines, 1) if 20 < len(line) < 200]
    told = {number: draw.random() < 0.5 for number in draw.sample(shown, 12)}
    view = view_of(text)
    whole = cuts_of(view, told, 1 << 20)
    for size in (300, 1500, 6000):
        assert cuts_of(view, told, size) == whole


def test_a_record_begins_and_goes_on_where_a_person_says_so() -> None:
    data = make_dump(random.Random(3), 12).text.encode()
    view = view_of(data)

    def titles(told: dict[int, bool]) -> list[int]:
        return [start for kind, start, *_ in cuts_of(view, told, 1 << 20)[0] if kind == "title"]

    gone = titles({})[5]
    line = data[:gone].count(b"\n") + 1
    new = sum(map(len, data.splitlines(keepends=True)[: line + 3]))
    assert titles({line: False, line + 4: True}) == sorted({*titles({}), new} - {gone})


PIECES = [
    Piece("=== export\n", "navigation", -1, "head"),
    Piece("Ferry late\n", "title", 0, "title"),
    Piece("Quay Post\n", "credit", 0, "paper", (("outlet", 0, 9),)),
    Piece("It was late.\n", "body", 0, "text"),
    Piece("Choir sings\n", "body", 0, "text"),
    Piece("It sang.\n", "body", 0, "text"),
    Piece("Mill closed\n", "title", 1, "title"),
    Piece("Coast News\n", "credit", 1, "paper", (("outlet", 0, 10),)),
    Piece("It is closed.\n", "body", 1, "text"),
]


def shown(told: dict[int, bool]) -> Iterator[tuple[int, str, str]]:
    return ((p.record, p.kind, p.rule) for p in overruled(PIECES, told, with_ends=True))


def test_of_an_export_too_records_are_parted_and_joined_as_a_person_says() -> None:
    found = list(shown({5: True, 7: False}))
    assert found[4] == (1, "title", "corrected")
    assert [record for record, _, _ in found] == [-1, 0, 0, 0, 1, 1, 1, 1, 1]
    assert [kind for _, kind, _ in found[5:]] == ["body"] * 4
    assert [p.states for p in overruled(PIECES, {7: False}, with_ends=True) if p.rule == "paper"] == [
        PIECES[2].states,
        (),
    ]


def test_of_an_export_a_word_that_fits_no_piece_changes_nothing() -> None:
    unchanged = [(p.record, p.kind, p.rule) for p in PIECES]
    assert list(shown({1: True, 2: False, 99: True})) == unchanged
    assert list(shown({2: True})) == [unchanged[0], (0, "title", "corrected"), *unchanged[2:]]
