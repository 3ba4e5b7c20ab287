"""Short pieces of news one below the other, each a title, a credit and a sentence or two: many share name and month."""

import random
from pathlib import Path

import corpuskit

PIECES = (
    ("Library adds Sunday hours", "The town library will open on Sundays from noon to five, starting next week."),
    (
        "Bake sale raises 900 dollars",
        "The autumn bake sale raised 900 dollars for new instruments.\nAll but one of the cakes were sold.",
    ),
    ("Bridge closes for repairs in May", "Drivers will have to take the road along the river for six weeks."),
    (
        "Council votes on new bus line",
        "The council meets on Thursday to decide on a bus line to the hospital.\nTwo companies have made offers.",
    ),
    ("Storm leaves village without power", "Nearly four hundred homes were dark on Friday night."),
    ("Mayor to step down next spring", "She has been in office for eleven years, and said it was time for a change."),
    (
        "Old mill becomes a museum",
        "Visitors can see the wheel turn again from June.\nThe museum is run by volunteers.",
    ),
    ("Choir looks for new singers", "Rehearsals are on Mondays in the parish hall."),
)
CREDITS = (
    "The Millbrook Ledger | October {}, 2022",
    "By Ana Vale | The Millbrook Ledger | October {}, 2022",
    "October {}, 2022",
    "The Millbrook Ledger, {} October 2022",
    "By ANA VALE, Staff Writer\nOctober {}, 2022",
)


def test_nine_in_ten_of_them_are_found_without_a_blank_line_between(tmp_path: Path) -> None:
    """Of 150 in 50 pastes of two to four. A clue on words that stand on both sides of a line once cost a fifth."""
    rng = random.Random(5)
    found = pieces = 0
    for number in range(50):
        chosen = rng.sample(PIECES, 2 + number % 3)
        credit = CREDITS[number % len(CREDITS)]
        texts = [f"{title}\n{credit.format(rng.randint(1, 28))}\n{text}\n" for title, text in chosen]
        path = tmp_path / f"{number}.txt"
        path.write_text("".join(texts), encoding="utf-8")
        titles = [record.title for record in corpuskit.split(path, without={"caveats"})]
        assert set(titles) <= {title for title, _ in chosen}
        found += len(titles)
        pieces += len(chosen)
    assert found >= 0.9 * pieces
