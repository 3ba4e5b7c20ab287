"""A title without the marks and labels that a paste puts around it; its evidence points at what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from describing_cuts import evidence_of, records_of

CREDIT = ("credit", "Delta Observer | March 4, 2024\n")
BODY = ("body", "The vote was put off.\n")
TITLE = "Council delays vote"


@pytest.mark.parametrize(
    "line",
    [
        f"## {TITLE}",
        f"**{TITLE}**",
        f"__{TITLE}__",
        f"### *{TITLE}*",
        f"Title: {TITLE}",
        f"HEADLINE:  {TITLE}",
        f"Заголовок: {TITLE}",
        f"标题：{TITLE}",
        f"Titel: **{TITLE}**",
        f"Headline:\t{TITLE}",
        f"[03/05/2024, 14:22:10] Ana: {TITLE}",
        f"### [{TITLE}](https://example.org/vote?id=3)",
        f"**[{TITLE}](/2024/vote)**",
        f"[**{TITLE}**](https://example.org/vote)",
    ],
)
def test_marks_and_labels_are_no_part_of_a_title(tmp_path: Path, line: str) -> None:
    (record,) = records_of(tmp_path, [[("title", line + "\n"), CREDIT, BODY]])
    assert record["title"] == TITLE
    (entry,) = evidence_of(record, "title")
    assert f"{line}\n".encode()[entry["byte_start"] : entry["byte_end"]].decode() == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "# 1 in the charts again",
        "**Breaking** council delays vote",
        "*Council* delays *vote*",
        "Titles: a council delays three",
        "Council: vote delayed",
        "snake_case wins the vote",
        "_",
        "****",
    ],
)
def test_any_other_sign_is_part_of_it(tmp_path: Path, line: str) -> None:
    (record,) = records_of(tmp_path, [[("title", line + "\n"), CREDIT, BODY]])
    assert record["title"] == line


def test_a_subtitle_has_labels_of_its_own(tmp_path: Path) -> None:
    head = [("title", f"Title: {TITLE}\n"), ("subtitle", "Standfirst: It will be held in May\n"), CREDIT, BODY]
    (record,) = records_of(tmp_path, [head])
    assert (record["title"], record["subtitle"]) == (TITLE, "It will be held in May")
