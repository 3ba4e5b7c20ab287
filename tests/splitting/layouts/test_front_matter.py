"""Articles in Markdown below keys between lines of hyphens, as clippers and generators of sites keep them."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written
from hypothesis import given
from hypothesis import strategies as st

CLIPPED = """---
title: "Water prices to rise by a tenth"
source: "https://www.example.org/news/water-prices"
author:
  - "[[Maria Keller]]"
  - "[[People/Jon Aber|Jon Aber]]"
published: 2024-02-11
created: 2024-03-01
description: "Households will pay more from April."
tags:
  - "clippings"
  - "water"
---
Households in the city will pay a tenth more for water from April, the supplier said on Sunday.

## Old pipes

It cited the cost of replacing them.

---

The city council is to vote on it.
"""
POST = """---
layout: post
title: "He said \\"no\\" to the bridge"
author: [Ann Vale, "Piet O'Hara"]  # staff
date: 2021-03-04 10:00:00 +0200
publisher: Harbour Post
summary: >
  A long summary
  over two lines.
---

The mayor said no to the bridge on Thursday.
"""
UNTITLED = """---
source: https://x.example/a
author: Ann Vale and Bo Holm # both of the staff
created: 2024-05-06 12:00
---
# It's raining again

Rain fell again.
"""


def test_a_clipped_article_has_what_its_keys_state(tmp_path: Path) -> None:
    (record,) = read_export(written(tmp_path / "a.md", CLIPPED)).records
    assert record["title"] == "Water prices to rise by a tenth"
    assert record["url"] == "https://www.example.org/news/water-prices"
    assert (record["authors"], record["date"]) == (["Maria Keller", "Jon Aber"], "2024-02-11")
    assert record["outlets"] == []
    assert record["extra"] == {
        "created": "2024-03-01",
        "description": "Households will pay more from April.",
        "tags": "clippings; water",
    }
    assert record["provenance"]["layout"] == "front-matter"
    assert [heading["text"] for heading in record["headings"]] == ["## Old pipes"]
    assert record["text"].startswith("Households")
    assert record["text"].endswith("is to vote on it.")
    title = next(one for one in record["evidence"] if one["field"] == "title")
    assert CLIPPED.encode()[title["byte_start"] : title["byte_end"]].decode() == record["title"]


def test_values_are_read_as_yaml_means_them(tmp_path: Path) -> None:
    (record,) = read_export(written(tmp_path / "a.md", POST)).records
    assert record["title"] == 'He said "no" to the bridge'
    assert (record["authors"], record["date"]) == (["Ann Vale", "Piet O'Hara"], "2021-03-04")
    assert record["outlets"][0]["name"] == "Harbour Post"
    assert record["extra"]["summary"] == "A long summary over two lines."
    assert record["text"] == "The mayor said no to the bridge on Thursday."


def test_the_day_on_which_an_article_was_kept_is_no_date_of_it(tmp_path: Path) -> None:
    (record,) = read_export(written(tmp_path / "a.md", UNTITLED)).records
    assert record["date"] is None
    assert record["extra"] == {"created": "2024-05-06 12:00"}


def test_without_a_key_for_it_the_first_heading_is_the_title(tmp_path: Path) -> None:
    (record,) = read_export(written(tmp_path / "a.md", UNTITLED)).records
    assert (record["title"], record["text"]) == ("It's raining again", "Rain fell again.")
    assert record["authors"] == ["Ann Vale", "Bo Holm"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("between", ["", "\n", "\n\n\n"])
def test_files_that_were_put_together_are_cut_again(tmp_path: Path, end: str, between: str) -> None:
    dump = between.join([CLIPPED, POST, UNTITLED, CLIPPED.replace("2024-02-11", "2024-02-12")])
    records = read_export(written(tmp_path / "a.txt", dump.replace("\n", end))).records
    assert [record["date"] for record in records] == ["2024-02-11", "2021-03-04", None, "2024-02-12"]
    assert [len(record["text"].splitlines()) for record in records] == [5, 1, 1, 5]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_value_over_several_lines_is_one(tmp_path: Path, end: str) -> None:
    dump = "---\ntitle: >-\n  Water prices\n  to rise\n\ndate: 2024-02-11\nauthor:\n---\nText.\n"
    (record,) = read_export(written(tmp_path / "a.md", dump.replace("\n", end))).records
    assert (record["title"], record["authors"], record["text"]) == ("Water prices to rise", [], "Text.")


@pytest.mark.parametrize(
    "dump",
    [
        "---\nHarbour ferry to run all night\nCoast Courier | 3 May 2024\n---\nThe ferry will run.\n",
        "---\nNote: a paste\n---\nHarbour ferry to run all night\nCoast Courier | 3 May 2024\nThe ferry will run.\n",
        "---\ntitle: Ferry\ndate: 2024-02-11\n\nno line of hyphens follows\n",
        "---\ntitle: Ferry\nand a line that is no key\ndate: 2024-02-11\n---\n",
    ],
)
def test_lines_of_hyphens_alone_are_no_front_matter(tmp_path: Path, dump: str) -> None:
    found = read_export(written(tmp_path / "a.txt", dump))
    assert all(record["provenance"]["layout"] != "front-matter" for record in found.records)


@given(st.lists(st.sampled_from([*CLIPPED.splitlines(), *POST.splitlines(), "- [", "title: [a", 'x: "', "k: >"])))
def test_whatever_stands_between_and_below_the_hyphens_no_byte_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = written(tmp_path_factory.mktemp("seed") / "a.md", UNTITLED + "\n".join(lines))
    found = read_export(path)  # raises where the pieces are not the file
    assert found.records[0]["title"] == "It's raining again"


def test_keys_between_plus_signs_are_those_of_toml(tmp_path: Path) -> None:
    """As Hugo and Zola write them; tables stand below all keys of the article."""
    keys = (
        'title = "Ferry = sails"\ndate = 2024-05-03T10:00:00Z\nauthors = [\n  "Ana Vale",\n  "Piet Holm",\n]\n# draft\n'
    )
    table = '[params]\ntitle = "Other"\n---\n'
    text = f"\ufeff+++\r\n{(keys + table).replace(chr(10), chr(13) + chr(10))}+++\r\n\r\nIt sails at noon.\r\n"
    found = read_export(written(tmp_path / "a.md", text))
    (record,) = found.records
    assert found.view.layout == "front-matter"
    assert (record["title"], record["date"], record["text"]) == ("Ferry = sails", "2024-05-03", "It sails at noon.")
    assert record["authors"] == ["Ana Vale", "Piet Holm"]
