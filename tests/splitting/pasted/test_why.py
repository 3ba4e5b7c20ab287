"""Every line of a dump can be explained, whatever the dump says of its lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from splitting_views import view_of

from corpuskit import splitting

SUBJECTS = ("Harbour crane", "School budget", "Night train", "River flood", "Wheat price", "Library roof")
TEXT = (
    "The council met on Friday to discuss the {}, which had been a problem for years.",
    "A decision is expected next month, and officials put the cost at nine million euros.",
    "Critics called the plan a mistake and asked for another hearing in the town hall.",
)


def paste(head: str, subjects: Sequence[str]) -> str:
    """An article on each subject, below heads of one form."""
    text = "\n".join(TEXT)
    return "".join(f"{head.format(name, day)}\n{text.format(name)}\n" for day, name in enumerate(subjects, 4))


@pytest.mark.parametrize(
    ("head", "subjects"),
    [
        ("{0} divides the council\nQuay News, 0{1}.08.2024", SUBJECTS[:4]),
        ("{0} again\n{0} again\nQuay News | May {1}, 2024\n", SUBJECTS),
    ],
    ids=["heads like the first", "titles printed twice"],
)
def test_every_line_is_explained(head: str, subjects: Sequence[str]) -> None:
    text = paste(head, subjects)
    view = view_of(text)
    habits = splitting.learn(view)
    explained = [splitting.why(view, habits, line) for line in range(1, text.count("\n") + 1)]
    assert None not in explained
    titles = [one for one in explained if one.boundary]
    assert [one.text.split(" ")[0] for one in titles] == [name.split(" ")[0] for name in subjects]
    assert all(one.clues for one in titles)
