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
    paste = f"{SECOND}\n{prose}\n2 May 2021: Anna, Berta\n\n{SECOND.replace('3 May', '4 May')}"
    assert titles(tmp_path, paste) == ["Ferry returns to the islands"] * 2
