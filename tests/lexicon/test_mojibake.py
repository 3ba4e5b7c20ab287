"""Misread UTF-8 is understood, and what it names is given as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.credits.parsing import parse_credit
from corpuskit.lexicon.mojibake import repair


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["für", "naïve café", "Łódź", "–", "Köln · Zürich"])
def test_a_text_misread_is_read_again(text: str, codec: str) -> None:
    printed = text.encode("utf-8").decode(codec, "strict" if codec == "latin-1" else "replace")
    if "\ufffd" in printed:
        pytest.skip("a byte that Windows-1252 does not have")
    repaired = repair(printed)
    assert repaired is not None
    assert repaired.text == text
    assert len(repaired.at) == len(text) + 1


@given(st.text(max_size=60))
def test_places_in_the_repaired_text_point_at_what_is_printed(text: str) -> None:
    repaired = repair(text)
    if repaired is None:
        return
    assert len(repaired.text) < len(text)
    assert repaired.at[0] == 0
    assert repaired.at[-1] == len(text)
    for number, sign in enumerate(repaired.text):
        printed = text[repaired.at[number] : repaired.at[number + 1]]
        assert printed == sign or len(printed) in (2, 3, 4)


@pytest.mark.parametrize("text", ["plain", "Àlex é", "Zürich – Bern", "«à»", "Ça va"])
def test_a_text_that_is_right_is_left_alone(text: str) -> None:
    assert repair(text) is None


def test_a_misread_credit_names_its_parts_as_printed() -> None:
    text = "JÃ¶rg Vogel Â· Der TalbÃ¶te â€“ 3. MÃ¤rz 2021"
    credit = parse_credit(text)
    assert [named.name for named in credit.authors] == ["JÃ¶rg Vogel"]
    assert [named.name for named in credit.outlets] == ["Der TalbÃ¶te"]
    assert credit.date is not None
    assert credit.date.iso == "2021-03-03"
    assert credit.date.raw == "3. MÃ¤rz 2021" == text[credit.date.start : credit.date.end]
    for named in (*credit.authors, *credit.outlets):
        assert text[named.start : named.end] == named.name


@pytest.mark.parametrize("byte", range(0x80, 0xC0))
def test_a_byte_is_known_by_its_sign_in_either_code_page(byte: int) -> None:
    for sign in {bytes([byte]).decode("cp1252", "ignore") or chr(byte), chr(byte)}:
        found = repair("Â" + sign)
        assert found is not None
        assert found.text == bytes([0xC2, byte]).decode()
