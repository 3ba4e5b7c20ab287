"""Dumps that we wrote ourselves: short articles put together from parts, with the place of every record known."""

from __future__ import annotations

import random
from dataclasses import dataclass

TOPICS = [
    "harbour",
    "railway",
    "vineyard",
    "library",
    "observatory",
    "ferry",
    "orchestra",
    "market",
    "reservoir",
    "lighthouse",
    "bakery",
    "stadium",
]
VERBS = ["reopens", "closes", "expands", "moves", "turns a hundred", "finds new owners", "waits for a permit"]
PLACES = [
    "after a long winter",
    "despite the storm",
    "with help from neighbours",
    "as costs rise",
    "on the second try",
    "without the mayor",
]
OUTLETS = ["The Riverside Courier", "Hill Country Gazette", "Nordlicht", "Le Petit Phare", "Quay News"]
AUTHORS = ["Mary Lane", "Peter Strand", "Anna Vogel", "Luc Moreau"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
STYLES = {
    "bar": lambda o, a, d: [f"{o} | {d[1]} {d[0]}, {d[2]}"],
    "by": lambda o, a, d: [f"By {a} | {o} | {d[1]} {d[0]}, {d[2]}"],
    "iso": lambda o, a, d: [f"[{d[2]}-{MONTHS.index(d[1]) + 1:02d}-{d[0]:02d}] {o}"],
    "two": lambda o, a, d: [f"{a}, {o}", f"Published {d[0]} {d[1]} {d[2]}, 10:35"],
    "dots": lambda o, a, d: [f"{o} – {d[0]:02d}.{MONTHS.index(d[1]) + 1:02d}.{d[2]}"],
}


#: Titles with the paragraphs below each, and no credit.
UNCREDITED = [
    (
        "Old ferry returns to the northern lakes",
        "A paddle steamer that last carried passengers in 1974 left the yard at Tormo on Sunday "
        "with a fresh coat of red paint.",
        "Volunteers had worked on the ferry for eleven years. The boiler was rebuilt by a retired "
        "engineer, Sanna Ketola, in her barn.",
        "The ferry will cross the lakes twice a day until October, and passengers may ride up in "
        "the wheelhouse for a small fee.",
    ),
    (
        "Vineyards turn to goats against weeds",
        "Growers on the slopes above Valdora have rented four hundred goats to clear the rows "
        "between their vines this spring.",
        "Herbicides have become dear, said Pilar Oñate, whose family planted its first vines in "
        "1911. Goats also leave manure behind.",
        "Shepherds move the herd every third day so that no vine is stripped of its leaves, and "
        "dogs keep the animals together.",
    ),
    (
        "Library lends telescopes to night owls",
        "A reader with a card can now borrow a telescope for two weeks from the public library in "
        "Eastmere, free of charge.",
        "The astronomy club gave the first six telescopes. Librarian Moses Adeyemi taught his "
        "staff how to align the mirrors.",
        "Readers have asked for star charts too, and the waiting list for a telescope was longer "
        "in March than that for any novel.",
    ),
    (
        "Tram drivers vote for a shorter week",
        "Drivers of the city's trams agreed on Thursday to a contract under which they will work "
        "thirty-six hours from next year.",
        "The union had asked for thirty-five. Its chairman, Ilja Brandt, said that the vote was "
        "closer than he had expected.",
        "Trams will run less often on Sunday mornings, the operator announced, until sixty more "
        "drivers have been trained.",
    ),
    (
        "Beavers flood a golf course twice",
        "A family of beavers has dammed the stream beside the ninth hole at Larkfield, and water "
        "stands on the green again.",
        "The animals are protected, so the club may not move them. Greenkeeper Hugh Pell now "
        "drains the dam through a pipe.",
        "Members have named the beavers after famous golfers; the youngest gnawed through the flag "
        "of the ninth hole in May.",
    ),
    (
        "Bakers revive a forgotten rye loaf",
        "Three bakers in the valley of the Senn have begun to sell a sour rye loaf for which no "
        "written recipe had survived.",
        "They asked grandmothers, read account books and baked for a winter. The dough rests for "
        "two days, said Reto Amstad.",
        "The loaf keeps for three weeks. Bakers from as far as Lyon have written to ask for a piece of the sour dough.",
    ),
]


@dataclass
class Dump:
    """A text, the character offset of each record's first line, its title, outlet, ISO date and style."""

    text: str
    starts: list[int]
    titles: list[str]
    outlets: list[str]
    dates: list[str]


def prose(r: random.Random, topic: str) -> str:
    """A paragraph on a topic."""
    parts = [
        f"The {topic} has stood at the edge of the town for as long as anyone can remember, and few had expected this.",
        f"On Tuesday the council voted on a plan for the {topic} that had been drawn up over the course of two years.",
        "Residents had asked for a quieter street, better lighting and a bench or two, and most of that was granted.",
        f"“We have waited for this,” said one of the volunteers who looked after the {topic} when nobody else would.",
        "The work will take about eight months and is paid for by the district, with a small part from donations.",
        "What happens to the old building next door has not been decided, and the owner could not be reached.",
    ]
    return " ".join(r.sample(parts, r.randint(1, 4)))


def articles(count: int, seed: int) -> list[tuple[str, str, str, list[str]]]:
    """Articles as parts to print: title, outlet, author, and three paragraphs."""
    rng = random.Random(seed)
    return [
        (
            f"{TOPICS[n % 12].title()} {VERBS[n % 7]} {PLACES[n % 6]}",
            OUTLETS[n % 5],
            AUTHORS[n % 4],
            [f"{prose(rng, TOPICS[n % 12])} {n} people came to look." for _ in range(3)],
        )
        for n in range(count)
    ]


def make_dump(
    r: random.Random,
    count: int,
    style: str | None = None,
    blank_between: int = 0,
    eol: str = "\n",
    paragraphs: tuple[int, int] = (3, 9),
) -> Dump:
    """``count`` articles, each in ``style`` (None: drawn anew), of so many paragraphs."""
    dump = Dump("", [], [], [], [])
    for _ in range(count):
        topic, outlet, author = r.choice(TOPICS), r.choice(OUTLETS), r.choice(AUTHORS)
        day = (r.randint(1, 28), r.choice(MONTHS), r.randint(2015, 2024))
        title = f"{topic.title()} {r.choice(VERBS)} {r.choice(PLACES)}"
        dump.starts.append(len(dump.text))
        dump.titles.append(title)
        dump.outlets.append(outlet)
        dump.dates.append(f"{day[2]}-{MONTHS.index(day[1]) + 1:02d}-{day[0]:02d}")
        lines = [title, *STYLES[style or r.choice(sorted(STYLES))](outlet, author, day)]
        lines += [prose(r, topic) for _ in range(r.randint(*paragraphs))]
        lines += [""] * blank_between
        dump.text += "".join(line + eol for line in lines)
    return dump
