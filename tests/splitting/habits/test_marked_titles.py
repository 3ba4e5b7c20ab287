"""Titles that a recurring line below shows, as "Ingredients" does: where blank lines and credits tell nothing."""

from __future__ import annotations

import pytest
from splitting_views import starts_of

DISHES = [
    "Quince and barley broth",
    "Smoked eel on rye",
    "Mother's plum dumplings",
    "Nettle pie",
    "Lentils with sorrel",
]
PARTS = [
    ["two quinces", "a cup of barley", "salt"],
    ["one smoked eel", "four slices of rye bread", "chives", "butter"],
    ["ten plums", "flour", "an egg"],
    ["a basket of young nettles", "pastry", "goat's cheese"],
    ["a cup of lentils", "sorrel", "an onion", "sour cream"],
]
STEPS = ["Wash everything and cut it small.", "Cook it over a low fire.", "Let it rest before you serve it."]


def recipes(gap: str, intro: bool, count: int) -> tuple[str, list[int]]:
    """Recipes, as many blank lines between as inside, and the lines of their titles."""
    text, starts = "", []
    for dish, parts in zip(DISHES[:count], PARTS, strict=False):
        starts.append(text.count("\n") + 1)
        opening = ["My aunt cooked this whenever the lake froze over."] if intro else []
        text += gap.join([dish, *opening, "Serves 4", "\n".join(["Ingredients", *parts]), "Method", *STEPS, ""])
    return text, starts


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("intro", [False, True])
@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_line_of_every_recipe_shows_their_titles(gap: str, intro: bool, count: int) -> None:
    text, starts = recipes(gap, intro, count)
    assert starts_of(text) == starts


def test_a_line_below_each_heading_of_one_article_begins_none() -> None:
    text = (
        "Five things to carry on a winter walk\n\nWe asked the wardens of the marsh what they never leave at home.\n\n"
    )
    things = ["A tin whistle", "Two pairs of socks", "A map on paper", "Matches in a jar", "A flask of broth"]
    text += "".join(f"{thing}\n\nWardens say\n\nIt has helped me more than once in the fog.\n\n" for thing in things)
    assert starts_of(text) == [1]
