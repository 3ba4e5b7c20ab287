"""Lines and quotes are found in one pass, however many there are, wherever blocks end."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import pytest
from corrected import ARTICLES, paste

from corpuskit.corrections.finding import find
from corpuskit.model import Block, Seed, View


def view_of(text: str, size: int) -> View:
    """A view in blocks of some lines each."""
    data = text.encode()
    lines = data.splitlines(keepends=True)

    def blocks(_: int) -> Iterator[Block]:
        start = 0
        for at in range(0, len(lines), size):
            part = b"".join(lines[at : at + size])
            yield Block(part, start, at + 1)
            start += len(part)

    seed = Seed("a.txt", None)
    return View("a.txt", "", len(data), None, "", "utf-8", "", 1.0, 0, seed, blocks, lambda: io.BytesIO(data))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_is_looked_for_together_is_found_as_what_is_looked_for_alone(end: str) -> None:
    draw = random.Random(4)
    text = paste(ARTICLES * 2)
    shown = [line for line in text.split("\n") if line]
    cuts = [draw.choice(shown) for _ in range(60)]
    quotes = sorted({line[(at := draw.randrange(len(line) // 2)) : at + draw.randint(3, 40)].strip() for line in cuts})
    lines = {line[: draw.randint(6, 50)].strip(): 1000 for line in draw.sample(shown, 20)}
    text = text.replace("\n", end)
    together = find(quotes, lines, [view_of(text, 7)])
    for quote in quotes:
        assert together.quotes[quote] == find([quote], {}, [view_of(text, 1000)]).quotes[quote], quote
        assert [at.line for at in together.quotes[quote]] == [
            number for number, line in enumerate(text.split(end), 1) for _ in range(line.count(quote))
        ]
    for line in lines:
        assert together.lines[line] == find([], {line: 1000}, [view_of(text, 1000)]).lines[line], line
