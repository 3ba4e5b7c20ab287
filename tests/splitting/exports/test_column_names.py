"""Names of columns are compared alike however they are written, and found below any line ends."""

from __future__ import annotations

import pytest

from corpuskit.splitting.exports.columns import names_article
from corpuskit.splitting.table_places import headers


@pytest.mark.parametrize(
    "name",
    [
        "Headline",
        "HEAD-LINE",
        "head_line",
        " headline ",
        "ｈｅａｄｌｉｎｅ",
        "fields:headline",
        "3.headline",
        "Abstract Note",
    ],
)
def test_a_name_is_known_however_it_is_written(name: str) -> None:
    assert names_article(["Date", name])


@pytest.mark.parametrize("name", ["", ".", ":", "12", "Harbour Post", "headlined", "source.headline.x"])
def test_what_is_listed_nowhere_names_no_article(name: str) -> None:
    assert not names_article([name])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_names_of_columns_are_found_below_any_line_ends(end: str) -> None:
    lines = ["The Harbour, and what came of it", "", "title,text,date", "A plan,The council met.,2024-05-03", ""]
    data = end.join(lines).encode()
    assert list(headers(data)) == [data.index(b"title,")]
