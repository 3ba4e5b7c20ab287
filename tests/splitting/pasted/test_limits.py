"""What is refused: records beyond the limit; and what is read of a large dump."""

from __future__ import annotations

import random
from typing import Any

import pytest
from splitting_dumps import make_dump, prose
from splitting_views import counts_of, tiles, view_of

from corpuskit import splitting
from corpuskit.model import CorpuskitError
from corpuskit.splitting.lines import sampling
from corpuskit.splitting.pasted import blocks, tiling


@pytest.mark.parametrize("block_size", [500, 1 << 20])
def test_a_record_over_the_limit_is_an_error_at_its_first_line(
    block_size: int,
) -> None:
    one, two = make_dump(random.Random(1), 3, "bar").text, make_dump(random.Random(2), 3, "bar").text
    long = "".join(prose(random.Random(n), "harbour") + "\n" for n in range(90))
    view = view_of(one + long + two)._replace(record_bytes=20_000)
    with pytest.raises(CorpuskitError) as raised:
        list(splitting.cut(view, splitting.learn(view), block_size=block_size))
    problem = raised.value.problems[0]
    assert problem.code == "record-too-long"
    assert problem.place.byte is not None
    assert one.encode()[problem.place.byte :].count(b"|") == 1  # the last record of the first part grew too long
    assert problem.place.line == one.encode()[: problem.place.byte].count(b"\n") + 1


def test_a_block_of_very_many_lines_is_taken_in_pieces_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of(make_dump(random.Random(3), 30).text)
    habits = splitting.learn(view)
    whole = tiles(splitting.cut(view, habits))
    monkeypatch.setattr(blocks, "_LINES_AT_ONCE", 40)
    assert tiles(splitting.cut(view, habits)) == whole


@pytest.mark.parametrize("block_size", [900, 20_000, 1 << 20])
def test_of_a_large_dump_the_same_pieces_are_read_whatever_the_blocks(
    monkeypatch: pytest.MonkeyPatch, block_size: int
) -> None:
    monkeypatch.setattr(sampling, "WHOLE", 10_000)
    monkeypatch.setattr(sampling, "PIECE", 4_000)
    text = make_dump(random.Random(4), 80, eol="\r\n").text
    view = view_of(text)
    pieces = [b"".join(b.data for b in part.open_blocks(1000)) for part in sampling.sample(view, block_size)]
    assert pieces == [b"".join(b.data for b in p.open_blocks(1000)) for p in sampling.sample(view, 1 << 24)]
    assert len(pieces) > 10
    for piece in pieces:
        assert piece in text.encode()
        assert piece.endswith(b"\n")
    assert counts_of(splitting.learn(view, block_size=block_size)) == counts_of(splitting.learn(view))


class Counted(list[int]):
    """Roles of lines that count how often one is looked at."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        Counted.looks += 1
        return super().__getitem__(at)


def test_thousands_of_lines_at_the_foot_are_each_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tiles(tiling.Tiles):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            self.states = Counted(self.states)

    def looks(lines: int) -> int:
        Counted.looks = 0
        view = view_of("https://quay.example/x\n" * lines)
        list(splitting.cut(view, splitting.learn(view)))
        return Counted.looks

    monkeypatch.setattr(tiling, "Tiles", Tiles)
    few = looks(400)
    assert few > 400
    assert looks(1600) < 5 * few
