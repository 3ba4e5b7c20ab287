"""Dumps without credits: titles between paragraphs, and blank lines that a person put between articles."""

from __future__ import annotations

import textwrap

import pytest
from splitting_dumps import UNCREDITED
from splitting_views import starts_of

#: Title and paragraphs.
#: Blank lines between articles, below the title and between paragraphs.
GAPS = [(1, 1, 1), (1, 0, 1), (2, 1, 1), (1, 0, 0), (3, 2, 1)]


def dump(gaps: tuple[int, int, int], titled: bool = True, width: int = 0) -> tuple[str, list[int]]:
    """The articles below one another, and at which line each begins."""
    lines: list[str] = []
    starts = []
    between, below, paragraphs = gaps
    for title, *text in UNCREDITED:
        lines += [""] * (between if lines else 0)
        starts.append(len(lines) + 1)
        for number, paragraph in enumerate([title, *text][not titled :]):
            blanks = 0 if not number else below if number == 1 and titled else paragraphs
            lines += [""] * blanks + (textwrap.wrap(paragraph, width) if width else [paragraph])
    return "\n".join(lines) + "\n", starts


@pytest.mark.parametrize("gaps", GAPS)
def test_titles_are_found_by_the_change_of_subject(gaps: tuple[int, int, int]) -> None:
    text, starts = dump(gaps)
    assert starts_of(text) == starts


@pytest.mark.parametrize("gaps", [(2, 1, 1), (3, 1, 1), (1, 0, 0)])
@pytest.mark.parametrize("size", [None, 600])
def test_blank_lines_part_texts_without_titles(gaps: tuple[int, int, int], size: int | None) -> None:
    text, starts = dump(gaps, titled=False)
    assert starts_of(text, size) == starts


#: Headings and paragraphs of one text.
SECTIONS = [
    (
        "Early years of the ferry",
        "The ferry was built at Tormo for the lakes in 1908. Its boiler came from a steamer that "
        "had burned on the lakes.",
        "For thirty years the ferry carried timber and mail from Tormo to the far shore, and in "
        "winter it lay in the ice.",
    ),
    (
        "The ferry today",
        "Passengers cross the lakes twice a day. The ferry leaves Tormo at nine, and the "
        "passengers may see the boiler.",
        "From the far shore the ferry turns back at noon, and passengers ride up in the wheelhouse with the captain.",
    ),
    (
        "Tickets and times",
        "Passengers buy tickets on the ferry. In winter it stays at Tormo, and no steamer crosses the lakes at all.",
        "Tickets cost less for those who live on the shore; the captain takes no money from "
        "children who bring the mail.",
    ),
    (
        "How the ferry was rebuilt",
        "The boiler of the ferry was rebuilt at Tormo by volunteers, who carried passengers across "
        "the lakes to pay for it.",
        "The captain painted the wheelhouse himself, and timber for the deck came by sledge across "
        "the ice to the shore.",
    ),
]


@pytest.mark.parametrize("gaps", [(1, 1, 1), (2, 1, 1), (1, 0, 0)])
def test_headings_of_one_text_begin_no_article(gaps: tuple[int, int, int]) -> None:
    """Two blank lines stand above headings as well: only what is told behind them shows which they are."""
    between, below, paragraphs = gaps
    text = "The ferry of the northern lakes\n"
    for head, first, second in SECTIONS:
        text += "\n" * between + f"{head}\n" + "\n" * below + f"{first}\n" + "\n" * paragraphs + f"{second}\n"
    assert len(starts_of(text)) <= between


@pytest.mark.parametrize("gaps", [(1, 1, 1), (1, 0, 0), (2, 1, 1)])
def test_one_wrapped_text_stays_one(gaps: tuple[int, int, int]) -> None:
    title, *paragraphs = UNCREDITED[0]
    more = [text.replace("ferry", "steamer") for text in paragraphs]
    lines: list[str] = [title]
    for number, paragraph in enumerate(paragraphs + more):
        lines += [""] * (gaps[2] if number else gaps[1]) + textwrap.wrap(paragraph, 64)
    assert starts_of("\n".join(lines) + "\n") == [1]


#: One article each, line by line, with headings that open another side of it.
GUIDES = {
    "one heading": (
        "Keeping bees in a city garden",
        (
            "More and more people keep bees on roofs and balconies, and towns have begun to count the hives. "
            "A colony needs flowers from March to October, water nearby and a place out of the wind."
        ),
        (
            "The first year costs about as much as a bicycle, said Irma Solberg, who teaches beginners in a "
            "shed behind the tram depot. Most of her pupils begin with a single colony and a neighbour who "
            "nods."
        ),
        (
            "Hives stand best where the morning sun warms them and nobody walks past the entrance. Bees that "
            "have to turn in front of a wall fly high over the heads of people."
        ),
        "What to do with the honey",
        (
            "Honey from the lime trees of the avenues is pale and tastes of mint. A strong colony gives "
            "twenty kilograms, which are spun in the kitchen and sieved into jars."
        ),
        (
            "Jars for sale need a label with weight, origin and the name of whoever filled them. The guild "
            "lends its extractor to members for a small fee, and cleans it afterwards."
        ),
        (
            "Honey that has set can be warmed in a bath of forty degrees until it is liquid again. It keeps "
            "for years if the jars are dry and dark."
        ),
    ),
    "several headings": (
        "Winter sale: the best offers of the week",
        (
            "Shops in the old town have begun their winter sale a week early, and the first shelves are empty"
            " already. We looked for offers that are worth a walk in the rain."
        ),
        (
            "Boots lined with felt cost half of what they did in November, at the saddler's by the bridge. "
            "Sizes above forty four are gone."
        ),
        "Lamps for dark evenings",
        (
            "The lamp maker in Weaver Lane lets go of last year's lamps, among them a brass one with a green "
            "shade. A lamp of his takes a bulb that is sold everywhere."
        ),
        ("Whoever brings an old lamp gets a tenth off. He mends lamps too, and shows how a switch is changed."),
        "Pans and kettles",
        (
            "Iron pans from the foundry weigh three kilograms and outlive their owners. A pan must be rubbed "
            "with oil before it is first used."
        ),
        ("Kettles with a whistle are to be had in four colours. The red kettle was sold out by Tuesday noon."),
    ),
}


@pytest.mark.parametrize("name", GUIDES)
def test_headings_of_one_article_are_no_titles(name: str) -> None:
    assert len(starts_of("\n\n".join(GUIDES[name]) + "\n")) == 1
