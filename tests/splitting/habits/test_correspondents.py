"""Names and a city on a line of their own above a date are a credit, though they may look like a subtitle."""

from __future__ import annotations

import pytest
from splitting_views import tiles, view_of

from corpuskit.lexicon.credits.lines_of_names import is_of_correspondents
from corpuskit.splitting import Habits
from corpuskit.splitting.lines import roles
from corpuskit.splitting.pasted.stretches import stretches
from corpuskit.splitting.pasted.tiling import laid

LINE = "Ingrid Tveit and Marlene Lund Holm in New Delhi"
PASTE = f"""Tram line to the old observatory is finished
{LINE}
Mon 13 May 2024 11.02 GMT
The last rails of the tram line to the old observatory were laid on Monday, eleven months behind the plan.
A trip from the market takes nineteen minutes, and the fare is that of the bus which it replaces.
"""


@pytest.mark.parametrize("line", [LINE, "Osk Tvarn in Cairo", "Mary Lane, Osk Tvarn & Ida Moor in Nairobi"])
def test_names_and_a_city_are_of_correspondents(line: str) -> None:
    assert is_of_correspondents(line)


@pytest.mark.parametrize(
    "line", ["Trams in Cairo", "Ingrid Tveit", "What the new line means in New Delhi", "Mary Lane in Hats", ""]
)
def test_other_lines_are_not(line: str) -> None:
    assert not is_of_correspondents(line)


@pytest.mark.parametrize("line", [LINE, "By Ingrid Tveit and Marlene Lund, special correspondents", "AFP with Reuters"])
def test_who_wrote_it_taken_for_a_subtitle_is_part_of_the_credit(line: str) -> None:
    (stretch,) = stretches(view_of(PASTE.replace(LINE, line)), 1 << 20, None)
    stretch.states[:3] = (roles.T, roles.S, roles.CB)
    kinds = [kind for kind, *_ in tiles(iter([laid(stretch, Habits(), "pasted")]))]
    assert kinds[:3] == ["title", "credit", "credit"]
