"""What hides is said once, and the script of the page, which cannot import it, says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import hidden
from corpuskit.datasheet import escape
from corpuskit.datasheet.written import page
from corpuskit.reports import safe

SCRIPT = Path(page.__file__).with_name("page.js")


def test_the_script_of_the_page_knows_the_same_characters() -> None:
    (written,) = re.findall(r"const HIDDEN = /\[(.*?)\]/u;", SCRIPT.read_text("utf-8"))
    assert set(re.findall(r"\\p\{(..)\}", written)) == hidden.HIDDEN
    assert {chr(int(code, 16)) for code in re.findall(r"\\u(.{4})", written)} == hidden.BLANK_LETTERS


@pytest.mark.parametrize("shown", [escape.visible, safe.show])
@given(text=st.text(st.characters(codec="utf-8"), max_size=30))
def test_nothing_that_hides_is_shown_raw(shown: object, text: str) -> None:
    assert callable(shown)
    assert not [sign for sign in shown(text) if hidden.hides(sign) and sign not in escape.JOINERS]


@given(st.text(st.characters(), max_size=30))
def test_json_keeps_its_text_where_what_hides_is_escaped(text: str) -> None:
    written = hidden.in_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    written.encode("utf-8")
