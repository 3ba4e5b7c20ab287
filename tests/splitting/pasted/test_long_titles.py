"""A title may be longer than any paragraph: what stands above a credit, alone and without a sentence, is one."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpuskit

BODY = (
    "The harbour board met on Monday and put off its decision on the new quay until the spring, its chair said.\n"
    "Fishermen had asked for more time to read the plans, which were laid open in the town hall last week.\n"
)
SECOND = f"Ferry returns to the islands\nThe Harbour Post | 3 May 2021\n{BODY}"


def titles(folder: Path, paste: str) -> list[str | None]:
    seed = folder / "paste.txt"
    seed.write_text(paste, "utf-8")
    return [record.title for record in corpuskit.split(seed)]


@pytest.mark.parametrize("words", [45, 400, 2600])
@pytest.mark.parametrize("first", [True, False])
def test_a_long_title_is_kept_whole(tmp_path: Path, words: int, *, first: bool) -> None:
    long = "Quay plans " + " ".join(["harbour"] * words)
    article = f"{long}\nThe Harbour Post | 2 May 2021\n{BODY}"
    paste = f"{article}\n{SECOND}" if first else f"{SECOND}\n{article}"
    assert sorted(filter(None, titles(tmp_path, paste))) == ["Ferry returns to the islands", long]


def test_a_paragraph_above_a_date_is_no_title(tmp_path: Path) -> None:
    prose = "He spoke of the quay. " * 30 + "The list of ships that called here"
    third = "Bakers ask for cheaper flour\nThe Harbour Post | 4 May 2021\nFlour costs twice what it did, bakers say.\n"
    paste = f"{SECOND}\n{prose}\n2 May 2021: Anna, Berta\n\n{third}"
    assert titles(tmp_path, paste) == ["Ferry returns to the islands", "Bakers ask for cheaper flour"]


@pytest.mark.parametrize(
    "markup", ["<link href='https://harbour.example/quay'>", "![quay](https://harbour.example/q.png)"]
)
def test_a_name_and_a_date_directly_below_a_line_are_its_credit(tmp_path: Path, markup: str) -> None:
    """Also where the line looks like a credit itself, by its address and its signs."""
    paste = f"{markup} Quay opens\nThe Harbour Post | 2 May 2021\n{BODY}\n{SECOND}"
    assert titles(tmp_path, paste) == [f"{markup} Quay opens", "Ferry returns to the islands"]


@pytest.mark.parametrize("credit", ["The Harbour Post | 2 May 2021", "HP | May 2, 2021", "Courier – 02.05.2021"])
def test_the_first_line_of_a_file_is_the_title_where_its_credit_follows_at_once(tmp_path: Path, credit: str) -> None:
    paste = f"> Story\n{credit}\n{BODY}\n{SECOND}"
    assert titles(tmp_path, paste) == ["> Story", "Ferry returns to the islands"]


def test_a_byline_may_open_a_file_above_the_rest_of_its_credit(tmp_path: Path) -> None:
    above = "By Ana Vale\nThe Harbour Post | {day} May 2021\n{title}\n\n{body}\n"
    told = [(2, "Ferry returns to the islands"), (3, "Quay opens again in spring"), (4, "Mill closes after a century")]
    paste = "\n".join(above.format(day=day, title=title, body=BODY) for day, title in told)
    assert titles(tmp_path, paste) == [title for _, title in told]
