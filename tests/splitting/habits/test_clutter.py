"""Pages that were copied whole and carry lists that no phrase tells: a record without a text costs something there."""

from __future__ import annotations

import random

import numpy as np
import pytest
from splitting_views import starts_of, view_of

from corpuskit import splitting
from corpuskit.splitting.habits.clutter import Clutter
from corpuskit.splitting.habits.counts import RECORDS, Chain
from corpuskit.splitting.lines import roles
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.scoring import network, segment
from corpuskit.splitting.scoring.owning import chained
from corpuskit.splitting.scoring.sight import look_at

ARTICLE = """Harbour town votes to keep its old {building}
By Mara Ellis
{day} May 2024
The council of Tarnmouth decided on Tuesday night to keep the {building} on the pier, and to pay for its repair.
Engineers had warned for two years that the {building} leans towards the sea, and that it could fall in a storm.
"We would have lost the one building that everybody here knows," said the mayor, who had asked for the vote in March.
The repair will cost about two million pounds, of which the region pays half and a fund for old harbours the rest.
Work begins in September and will take eleven months, during which the pier stays open for anglers and walkers.
"""
TEASERS = (
    "Ferry to the islands gets a later boat",
    "Two schools share one new sports hall",
    "Market returns to the old fish quay",
    "Buses in the valley run every ten minutes",
    "Library shows maps of lost villages",
    "Choir of the dockers sings once more",
    "Winter storm left three boats on the beach",
    "New path along the cliffs opens in June",
)
FOOT = "Tarnmouth Weekly\nPuzzles\nTide tables\nLetters\nDeath notices\nJobs\n"
BUILDINGS = ("lighthouse", "customs house", "ice works")


def page(number: int, gap: str = "\n") -> str:
    """An article with dated headlines of others below it."""
    days = range(28, 0, -1)
    listed = gap.join(f"{title}\n{day} April 2024\n" for title, day in zip(TEASERS, days, strict=False))
    return ARTICLE.format(building=BUILDINGS[number], day=12 + number) + f"\nIn this section\n{listed}{FOOT}"


@pytest.mark.parametrize("gap", ["", "\n"])
def test_dated_headlines_below_an_article_are_no_articles(gap: str) -> None:
    assert starts_of(page(0, gap)) == [1]


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("between", ["\n", "\n\n\n"])
def test_nor_are_they_in_a_paste_of_three_pages(gap: str, between: str) -> None:
    text = between.join(page(number, gap) for number in range(3))
    titles = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("Harbour town")]
    assert starts_of(text) == titles


@pytest.mark.parametrize("gap", ["", "\n"])
def test_habits_are_those_of_the_articles_and_not_of_the_lists_between_them(gap: str) -> None:
    text = "\n".join(page(number, gap) for number in range(3))
    assert int(splitting.learn(view_of(text)).records[RECORDS]) == 3


def test_headlines_with_a_sentence_each_are_articles_of_a_dump_of_short_pieces() -> None:
    said = "The town will say more about this when its council meets again next week.\n"
    pieces = [f"{title}\nTarnmouth Weekly | {day} May 2024\n{said}" for day, title in enumerate(TEASERS, 2)]
    text = ARTICLE.format(building="mill", day=1) + "\n" + "\n".join(pieces)
    assert len(starts_of(text)) == 1 + len(TEASERS)


@pytest.mark.parametrize("size", [1, 700, 1500, 100_000])
def test_blocks_of_any_size_give_the_same_records_and_confidences(size: int) -> None:
    draw = random.Random(3)
    view = view_of("\n".join(page(draw.randrange(3), draw.choice(["", "\n"])) for _ in range(30)))
    whole = splitting.learn(view)
    assert whole.clutter.any()
    assert splitting.learn(view, block_size=size).clutter.counts.tolist() == whole.clutter.counts.tolist()
    assert boundaries(view, whole, size) == boundaries(view, whole, 1 << 20)


def boundaries(view: splitting.View, habits: splitting.Habits, size: int) -> list[tuple[int, float | None]]:
    """Where records begin, with their confidence."""
    found: list[tuple[int, float | None]] = []
    for cut in splitting.cut(view, habits, block_size=size):
        first = dict(zip(cut.spans.record[::-1], cut.spans.start[::-1], strict=True))
        starts = cut.block.places([first[record] for record in range(cut.record_count)])
        found += zip(starts, cut.boundary_confidence, strict=True)
    return found


def test_counts_of_parts_add_up() -> None:
    sight = look_at(index_lines((page(0) + page(1)).encode()))
    whole, upper, lower = Clutter(), Clutter(), Clutter()
    whole.add(sight, np.arange(len(sight)))
    upper.add(sight, np.arange(20))
    lower.add(sight, np.arange(20, len(sight)))
    lower.merge(upper)
    assert lower.counts.tolist() == whole.counts.tolist()
    assert whole.any()


@pytest.mark.parametrize("seed", range(4))
def test_leads_in_the_wider_chain_are_the_same_measured_together_and_one_by_one(seed: int) -> None:
    model = chained(Chain(owning=True))
    scores = np.random.default_rng(seed).integers(-40_000, 40_000, (60, len(model.roles))).astype(np.float64)
    path, _ = segment.best_path(scores, np.zeros(60, bool), model)
    asked = list(range(0, 60, 3))
    alone = [segment.lead(scores, model, path, row, 5) for row in asked]
    assert segment.leads(scores, model, path, asked, 5) == alone


def test_the_wider_chain_allows_what_the_plain_one_does_and_nothing_else() -> None:
    plain, wide = network.weights(), chained(Chain(owning=True))
    joined = wide.transition > network.NEVER / 2
    pairs = {(int(wide.roles[a]), int(wide.roles[b])) for a, b in zip(*np.nonzero(joined), strict=True)}
    assert pairs == {(int(a), int(b)) for a, b in zip(*np.nonzero(roles.ALLOWED), strict=True)}
    assert chained().transition.tolist() == plain.transition.tolist()
