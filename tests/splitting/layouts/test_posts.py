"""Posts that were copied from a network: a record each, with name, handle and day, and without counts of readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import Read, read_export, written

from corpuskit.model import CorpuskitError

POSTS = """Coast Gazette
@coastgazette
The ferry stops for a week: the quay is to be repaired.

More follows.
9:14 PM · Sep 3, 2024 · 1.2M Views
4,512 Reposts  311 Quotes  18.2K Likes

Harbour Post
@harbourpost
·
Sep 4
Port workers end their strike after three weeks.
120
340
1.1K

Ana Vale @anavale · 5h
Replying to @harbourpost
My mother waited for her medicine for two weeks.

Piet Holm 🚢 @piet.holm@social.example · Aug 31, 2024
He knew about the bridge in May, and 12 people have seen the letter.
2019 was better.

Piet Holm 🚢 @piet.holm · 2h
88
"""


def read(tmp_path: Path, text: str) -> Read:
    return read_export(written(tmp_path / "a.txt", text))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("opening", ["", "\ufeff", "\n\n"])
def test_each_post_is_a_record(tmp_path: Path, opening: str, end: str) -> None:
    found = read(tmp_path, opening + POSTS.replace("\n", end))
    assert (found.view.layout, found.problems) == ("posts", [])
    assert [record["text"].split("\n") for record in found.records] == [
        ["The ferry stops for a week: the quay is to be repaired.", "More follows."],
        ["Port workers end their strike after three weeks."],
        ["My mother waited for her medicine for two weeks."],
        ["He knew about the bridge in May, and 12 people have seen the letter.", "2019 was better."],
    ]
    assert [record["date"] for record in found.records] == ["2024-09-03", None, None, "2024-08-31"]
    assert all(record["title"] is None for record in found.records)


def test_who_posted_and_what_the_network_says_is_kept(tmp_path: Path) -> None:
    first, second, third, fourth = read(tmp_path, POSTS).records
    assert [outlet["name"] for outlet in (*first["outlets"], *second["outlets"])] == ["Coast Gazette", "Harbour Post"]
    assert [third["authors"], fourth["authors"]] == [["Ana Vale"], ["Piet Holm"]]
    assert first["extra"] == {"handle": "@coastgazette", "time": "9:14 PM", "views": "1.2M Views"}
    assert second["date_raw"] == "Sep 4"
    assert third["extra"] == {"handle": "@anavale", "posted": "5h", "replying_to": "@harbourpost"}


def test_a_post_without_words_is_no_record(tmp_path: Path) -> None:
    assert ("unassigned", "Piet Holm 🚢 @piet.holm · 2h\n88\n") in read(tmp_path, POSTS).outside


@pytest.mark.parametrize(
    "text",
    [
        # handles below the bylines of articles
        "".join(
            f"Ferry stops for {n} days\nAna Vale\n@anavale\n{n} May 2024\nThe ferry stops, the harbour office said.\n\n"
            for n in range(3, 6)
        ),
        # names and handles without any time
        "Ana Vale\n@anavale\nwrites on ferries\nPiet Holm\n@pietholm\nwrites on fish\n",
        # one post
        "Ana Vale @anavale · 5h\nMy mother waited for her medicine for two weeks.\n",
    ],
)
def test_other_lines_with_handles_are_no_posts(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).view.layout != "posts"


def test_a_file_that_is_said_to_hold_posts_and_holds_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="expected a name and a handle above each post"):
        read_export(written(tmp_path / "a.txt", "The ferry stops.\n"), layout="posts")


CHANNEL = """May 3
Coast Channel
The ferry stops for a week.
2019 was better.
12.4K views09:41

Coast Channel
Port workers end their strike.

More at 18:30.
980  edited  10:02
Coast Channel
1.1M views Ana Vale, 11:15
Coast Channel
The mill burned down in the night.
77 viewsedited 12:00
"""


@pytest.mark.parametrize("opening", ["", "\ufeff"])
def test_posts_of_a_channel_end_in_how_many_saw_them_and_when(tmp_path: Path, opening: str) -> None:
    found = read(tmp_path, opening + CHANNEL)
    assert (found.view.layout, found.problems) == ("posts", [])
    assert [record["text"].split("\n") for record in found.records] == [
        ["The ferry stops for a week.", "2019 was better."],
        ["Port workers end their strike.", "More at 18:30."],
        ["The mill burned down in the night."],
    ]
    extra = [(record["extra"]["views"], record["extra"]["time"]) for record in found.records]
    assert extra == [("12.4K", "09:41"), ("980", "10:02"), ("77", "12:00")]
    assert [record["date"] for record in found.records] == [None] * 3
    assert found.records[0]["date_raw"] == "May 3"
    assert [[outlet["name"] for outlet in record["outlets"]] for record in found.records] == [["Coast Channel"]] * 3


def test_who_signed_a_post_of_a_channel_is_its_author_and_one_that_was_cut_off_is_kept(tmp_path: Path) -> None:
    text = CHANNEL.replace("77 viewsedited", "77 views Ana Vale,") + "Coast Channel\nThe rain"
    found = read(tmp_path, text)
    assert (found.records[2]["authors"], found.records[3]["text"]) == (["Ana Vale"], "The rain")


def test_lines_of_views_below_different_heads_are_no_channel(tmp_path: Path) -> None:
    text = CHANNEL.replace("Coast Channel\nThe mill", "Mill burns down\nThe mill")
    assert read(tmp_path, text).view.layout != "posts"
