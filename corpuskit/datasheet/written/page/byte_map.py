"""The bytes of each seed as a strip: records in the colour of their affiliation, each a link; the rest is outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpuskit.counting import counted
from corpuskit.datasheet.written.page.charts import colour
from corpuskit.datasheet.written.page.markup import Html, element, join

#: Strips that are drawn; further seeds are counted.
MOST_SEEDS = 24
#: Pieces of a strip: beyond that, neighbouring records share a piece, which leads to the first of them.
PIECES = 160
HEIGHT = 26


_HATCH = element(
    "svg",
    element(
        "defs",
        element(
            "pattern",
            element("path", d="M-1 1l2 -2M0 6l6 -6M5 7l2 -2"),
            id="hatch",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
    ),
    width=0,
    height=0,
    aria_hidden="true",
)


class Lying(NamedTuple):
    """A record as it lies in its seed."""

    start: int
    end: int
    affiliation: str
    title: str
    link: str


def byte_map(seeds: Sequence[Mapping[str, Any]], lying: Mapping[tuple[str, str | None], Sequence[Lying]]) -> Html:
    """A strip for each seed, with its name, its size and how much of it is in records."""
    strips = [_strip(seed, lying.get((seed["file"], seed["view"]), ())) for seed in seeds[:MOST_SEEDS] if seed["size"]]
    more = len(seeds) - MOST_SEEDS
    return join([_HATCH, *strips, element("p", f"{counted(more, 'more seed')} not drawn.") if more > 0 else None])


def _strip(seed: Mapping[str, Any], records: Sequence[Lying]) -> Html:
    name = seed["file"] if seed["view"] is None else f"{seed['file']} ({seed['view']})"
    size = seed["size"]
    label = (
        f"{name}: {size:,} bytes, {counted(seed['records'], 'record')}, {seed['bytes_in_records']:,} bytes in records"
    )
    pieces = [_piece(piece, size) for piece in _pieces(records, size)]
    svg = element(
        "svg",
        element("rect", x=0, y=0, width="100%", height=HEIGHT, class_="outside"),
        *pieces,
        width="100%",
        height=HEIGHT,
        role="group",
        aria_label=f"Map of {name}",
        class_="bytes",
    )
    return element("div", element("p", label, class_="seed"), svg, class_="strip")


def _piece(piece: Lying, size: int) -> Html:
    left, width = 100 * piece.start / size, 100 * (piece.end - piece.start) / size
    rect = element(
        "rect",
        element("title", f"{piece.title} (bytes {piece.start:,} to {piece.end:,})"),
        x=f"{left:.3f}%",
        y=0,
        width=f"{width:.3f}%",
        height=HEIGHT,
        class_=colour(piece.affiliation),
    )
    return element("a", rect, href=piece.link, aria_label=piece.title)


def _pieces(records: Sequence[Lying], size: int) -> Iterator[Lying]:
    """The records themselves where they are few; else runs of them that fill a piece of the strip each."""
    ordered = sorted(records)
    if len(ordered) <= PIECES:
        yield from ordered
        return
    run: list[Lying] = []
    for record in ordered:
        if run and record.start * PIECES // size != run[0].start * PIECES // size:
            yield _together(run)
            run = []
        run.append(record)
    yield _together(run)


def _together(run: Sequence[Lying]) -> Lying:
    """Neighbours as one piece, in the colour that most of their bytes have."""
    weights: dict[str, int] = {}
    for record in run:
        weights[record.affiliation] = weights.get(record.affiliation, 0) + record.end - record.start
    most = max(sorted(weights), key=lambda word: weights[word])
    title = run[0].title if len(run) == 1 else f"{counted(len(run), 'record')}, from: {run[0].title}"
    return Lying(run[0].start, max(record.end for record in run), most, title, run[0].link)
