"""Strings of others stay text in Markdown and HTML, and what hides in them is shown."""

from __future__ import annotations

import html.parser
import unicodedata
from itertools import pairwise

import pytest
from datasheet_corpus import HOSTILE, reader
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.datasheet import escape

READER = reader()
TEXT = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(HOSTILE)
#: Text made of what Markdown is made of finds more than any text does.
MARKUP = st.text("`*_[]()!<>|#-+=1.)~&;:/\\w@\n\t a\u202e\u200b$^{}", max_size=40)


def shown(text: str) -> str:
    return " ".join(escape.visible(text).split(" ")).strip()


def squeezed(text: str) -> str:
    return " ".join(text.split())


def words_of(source: str) -> str:
    """What a reader sees of one paragraph; fails when it is anything else or holds any markup."""
    tokens = READER.parse(source)
    if not source.strip():
        return ""
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], source
    seen = ""
    for token in tokens[1].children:
        assert token.type in {"text", "text_special"}, (source, token)
        seen += token.content
    return seen


@given(TEXT | MARKUP)
def test_any_text_is_a_paragraph_that_shows_just_it(text: str) -> None:
    assert squeezed(words_of(escape.markdown(text))) == squeezed(shown(text))


@given(TEXT | MARKUP)
def test_any_text_is_one_cell_of_a_table(text: str) -> None:
    source = f"| a | b |\n|---|---|\n| {escape.markdown(text)} | end |\n"
    tokens = READER.parse(source)
    cells = [after for before, after in pairwise(tokens) if before.type == "td_open"]
    assert len(cells) == 2
    assert {child.type for child in cells[0].children} <= {"text", "text_special"}
    assert squeezed("".join(child.content for child in cells[0].children)) == squeezed(shown(text))
    assert cells[1].content == "end"


@given(TEXT | MARKUP)
def test_any_text_is_one_item_of_a_list(text: str) -> None:
    tokens = READER.parse(f"- x{escape.markdown(text)}\n- end\n")
    assert [token.type for token in tokens].count("list_item_open") == 2
    assert {"heading_open", "fence", "code_block", "html_block"}.isdisjoint(token.type for token in tokens)


@given(TEXT)
def test_html_parses_back_to_the_text_as_shown(text: str) -> None:
    class Reader(html.parser.HTMLParser):
        seen = ""

        def handle_starttag(self, tag: str, attrs: object) -> None:
            assert tag == "p"

        def handle_data(self, data: str) -> None:
            self.seen += data

    reader = Reader(convert_charrefs=True)
    reader.feed(f"<p>{escape.hypertext(text)}</p>")
    reader.close()
    assert reader.seen == escape.visible(text)


@given(TEXT)
def test_nothing_that_hides_or_reorders_gets_through(text: str) -> None:
    for character in escape.visible(text):
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or character in escape.JOINERS


def test_hidden_characters_are_named() -> None:
    assert escape.visible("a\u202eb\x1b[0m\n\u200b") == r"a<U+202E>b\x1b[0m\n<U+200B>"


def test_joiners_inside_a_word_of_a_script_that_needs_them_stay() -> None:
    word = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert escape.visible(word) == word
    assert escape.visible("\U0001f469\u200d\U0001f52c") == "\U0001f469\u200d\U0001f52c"
    assert escape.visible("pay\u200dpal") == "pay<U+200D>pal"


def test_field_names_stay_readable() -> None:
    assert escape.markdown("word_count of text_sha256") == "word_count of text_sha256"


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_of_a_person_holds_no_markup_but_lists_and_links(text: str) -> None:
    allowed = {"text", "text_special", "softbreak", "link_open", "link_close"}
    for token in READER.parse(escape.prose(text)):
        assert token.type == "inline" or token.type.startswith(("paragraph_", "bullet_list_", "list_item_"))
        assert {child.type for child in token.children or ()} <= allowed


def test_prose_keeps_paragraphs_lists_and_addresses() -> None:
    written = escape.prose("One *line*\nand (https://example.org/a_b).\n\n- first\n- second\n")
    assert written == "One \\*line\\*\nand (<https://example.org/a_b>).\n\n- first\n- second"


def test_a_long_line_takes_no_longer_than_its_length_asks_for() -> None:
    assert len(escape.markdown("_a" * 30_000)) == 60_001
    assert escape.prose("http://" * 9_000).startswith("<http://")
