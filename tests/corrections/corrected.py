"""A small corpus of our own for corrections, and what is done with it."""

from __future__ import annotations

from pathlib import Path

import corpuskit
from corpuskit.model import Record

ARTICLES = (
    (
        "Harbour ferry to run all night from June",
        "Coast Courier | 3 May 2024",
        "The ferry between the old harbour and the island will run all night from June, the council said on Friday.",
        "Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.",
        "Residents on both shores had asked for a night service since the last bus was withdrawn.",
    ),
    (
        "Library opens its map room",
        "Coast Courier | 5 May 2024",
        "More than two thousand maps of the coast can be seen from Monday in the new reading room of the library.",
        "The oldest sheet shows the bay before the dyke was built, and a school class has drawn the newest one.",
        "Entry is free, and the room is open every day but Sunday.",
    ),
    (
        "Mill owner gives up the weir",
        "Coast Courier | 9 May 2024",
        "The owner of the last mill on the Hollin Beck will hand its weir to the county, which wants to take it down.",
        "Anglers hope for trout above the bridge by next year; the mill keeps its wheel, which turns without water.",
        "The county pays for a footpath on the left bank in return.",
    ),
    (
        "Night school finds a third teacher",
        "Coast Courier | 14 May 2024",
        "The night school in Nether Tolland has found a third teacher, so the class in bookkeeping begins in May.",
        "Forty people had put down their names for twelve places. Those who were left out come first this time.",
        "The room above the chemist's has been let for it.",
    ),
    (
        "Two roads close for the summer",
        "Coast Courier | 21 May 2024",
        "Two roads into the valley close for repairs on the first of June, and buses go round by the quarry till then.",
        "The detour takes a quarter of an hour. Doctors and fire engines may use the farm track behind the church.",
        "Work on the second road begins when the first is done.",
    ),
)
#: The article that is corrected.
MEANT = 2


def paste(articles: tuple[tuple[str, ...], ...] = ARTICLES) -> str:
    return "\n\n".join("\n".join(article) for article in articles) + "\n"


def workspace(folder: Path, text: str | bytes, corrections: str = "", name: str = "paste.txt") -> Path:
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / name).write_bytes(text.encode() if isinstance(text, str) else text)
    (seeds / "corrections.toml").unlink(missing_ok=True)
    if corrections:
        (seeds / "corrections.toml").write_text(corrections, encoding="utf-8")
    return folder


def records(folder: Path) -> dict[str | None, Record]:
    """The records of a workspace by title."""
    return {record.title: record for record in corpuskit.split(folder)}
