"""HTML and XML as a tree: nothing of them is left out without a word."""

from __future__ import annotations

import pytest

from corpuskit.model import CorpuskitError
from corpuskit.reading.parsers import markup


def test_tags_of_type_that_never_end_do_not_cut_a_page_off() -> None:
    lines = [f"Paragraph {number}" for number in range(3000)]
    text = "".join(f"<font size=2><i>{line}<br>" for line in lines)
    assert markup.lines_of(markup.parsed(f"<html><body>{text}</body></html>", "a.html")) == lines
    assert markup.paragraphs(text) == lines


@pytest.mark.parametrize("page", ["<html><body>{}</body></html>", "<rss><channel>{}</channel></rss>"])
def test_elements_deeper_than_any_parser_reads_are_an_error(page: str) -> None:
    inner = "<div>" * 3000 + "The ferry sails." + "</div>" * 3000
    with pytest.raises(CorpuskitError, match="within each other"):
        markup.parsed(page.format(inner), "a.html")


def test_a_string_of_elements_too_deep_keeps_all_its_text() -> None:
    assert "The ferry sails." in markup.paragraphs("<div>" * 3000 + "The ferry sails.")[0]
