"""What stands around a sentence: computed from its own text only, exactly, and known to matter."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.caveats import health
from corpuskit.caveats.health import context

CLAIM = "The drug may ease the pain of some patients with arthritis."
MEDICAL = "\n".join(
    [
        "The new treatment reduced the risk of heart disease by a third, the study found.",
        CLAIM,
        "Patients who took the drug had fewer strokes than those given a placebo.",
    ]
)
SPORT = "\n".join(["The coach named the same eleven as in the spring, and nobody in the stadium was surprised."] * 9)
LIKELY, UNLIKELY = 1000, -1000


def around(scores: list[int], spans: list[tuple[int, int, int]], lengths: list[int]) -> dict[str, list[int]]:
    rows = context.surroundings(np.array(scores), context.places(spans, lengths))
    return dict(zip(context.COLUMNS, rows.T.tolist(), strict=True))


def test_neighbours_count_where_nothing_but_a_break_parts_them() -> None:
    found = around([LIKELY, UNLIKELY, LIKELY], [(0, 0, 50), (0, 51, 99), (0, 160, 200)], [400])
    assert found["before"][1] > found["before"][2] == found["before"][0]


def test_a_neighbour_that_is_no_claim_does_not_speak_against_one() -> None:
    found = around([UNLIKELY, LIKELY, UNLIKELY], [(0, 0, 50), (0, 51, 99), (0, 100, 150)], [400])
    unknown = around([LIKELY], [(0, 0, 100)], [100])
    assert found["before"][1] == found["after"][1] == unknown["before"][0] == unknown["after"][0]


def test_the_claims_of_a_text_are_those_of_what_is_left_without_the_sentence() -> None:
    spans = [(0, 0, 1000), (0, 1001, 2000), (1, 0, 1000)]
    found = around([LIKELY] * 3, spans, [2000, 10_000])
    assert found["claims"][0] == found["claims"][1] > found["claims"][2]


@given(st.lists(st.integers(-500, 500), min_size=1, max_size=8), st.integers(-500, 500))
def test_other_texts_change_nothing(scores: list[int], other: int) -> None:
    spans = [(0, 60 * at, 60 * at + 59) for at in range(len(scores))]
    alone = around(scores, spans, [1000])
    beside = around([*scores, other], [*spans, (1, 0, 70)], [1000, 71])
    assert {name: values[:-1] for name, values in beside.items()} == alone


def categories(votes: list[list[int]], text: list[int], marked: list[bool], weight: int = 100) -> list[int]:
    return context.leaning(np.array(votes), np.array(text), np.array(marked), weight).tolist()


def test_the_category_leans_to_that_of_the_other_marked_claims_of_the_text() -> None:
    votes = [[10, 9], [0, 50], [0, 50]]
    assert categories(votes, [0, 0, 0], [True] * 3) == [1, 1, 1]
    assert categories(votes, [0, 1, 1], [True] * 3) == [0, 1, 1]
    assert categories(votes, [0, 0, 0], [True, False, False]) == [0, 1, 1]


def test_a_sentence_that_is_not_marked_leans_to_the_marked_ones_beside_it() -> None:
    assert categories([[0, 50], [10, 9], [0, 50]], [0, 0, 0], [True, False, True]) == [1, 1, 1]


def test_of_two_claims_the_nearer_counts_more() -> None:
    first, second, unsure = [50, 0], [0, 50], [10, 10]
    assert categories([first, unsure, second, second], [0] * 4, [True] * 4)[1] == 1
    assert categories([second, first, unsure, second, second], [0, 0, 0, 1, 1], [True] * 5)[2] == 0


def test_few_claims_move_a_category_less_than_many() -> None:
    other = [0, 90]
    assert categories([[30, 0], other], [0, 0], [True] * 2) == [0, 1]
    assert categories([[30, 0], other, other, other], [0] * 4, [True] * 4) == [1, 1, 1, 1]


@given(st.lists(st.tuples(st.integers(-90, 90), st.integers(-90, 90), st.booleans()), min_size=1, max_size=30))
def test_the_categories_of_a_text_do_not_hang_on_other_texts(rows: list[tuple[int, int, bool]]) -> None:
    votes, marked = [[a, b] for a, b, _ in rows], [mark for _, _, mark in rows]
    alone = categories(votes, [0] * len(rows), marked)
    assert categories(votes * 2, [0] * len(rows) + [1] * len(rows), marked * 2) == alone * 2


def test_a_sentence_among_claims_is_surer_than_in_a_page_of_sport() -> None:
    def confidence(text: str) -> float:
        start = text.index(CLAIM)
        return next((c.confidence for c in health.find_claims(text, "en") if c.start == start), 0.0)

    assert confidence(MEDICAL) > confidence(f"{SPORT}\n{CLAIM}\n{SPORT}")
