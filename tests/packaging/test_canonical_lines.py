"""Canonical JSON lines: one object a line for every reader, whatever the text holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from packaging_records import STRINGS

from corpuskit.flat import tables
from corpuskit.packaging import jsonl

LINE_BREAKS = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"


def test_no_character_of_a_text_breaks_a_line_of_any_reader(record: dict[str, Any]) -> None:
    text = LINE_BREAKS.join("ab")
    lines = jsonl.record_lines(tables.from_json([record | {"text": text, "extra": {text: text}}] * 2))
    assert len(lines.decode().splitlines()) == 2
    assert [json.loads(line)["text"] for line in lines.decode().splitlines()] == [text, text]
    assert len(jsonl.dumps({text: [text]}).splitlines()) == 1


def test_text_is_written_as_it_is_and_not_as_escapes() -> None:
    assert jsonl.dumps({"a": "Ünï 漢 🙂 / <b>\x7f"}) == '{"a":"Ünï 漢 🙂 / <b>\x7f"}'


@given(STRINGS)
def test_any_string_comes_back(text: str) -> None:
    assert json.loads(jsonl.lines([text, text]).decode().splitlines()[1]) == text


def test_a_number_that_json_does_not_have_is_refused(record: dict[str, Any]) -> None:
    table = tables.from_json([record | {"confidence": float("nan")}])
    with pytest.raises(ValueError, match="JSON"):
        jsonl.record_lines(table)
    with pytest.raises(ValueError, match="JSON"):
        jsonl.dumps({"confidence": float("inf")})


def test_no_records_are_no_lines() -> None:
    assert jsonl.record_lines(tables.from_json([])) == b""


@pytest.mark.parametrize("number", [0.0, -0.0, 1.0, 1e-7, 5e-324, 0.1 + 0.2, 0.875])
def test_numbers_are_spelt_as_python_spells_them(record: dict[str, Any], number: float) -> None:
    line = jsonl.record_lines(tables.from_json([record | {"confidence": number}, record | {"confidence": 0.5}]))
    assert f'"confidence":{number!r},"provenance"'.encode() in line
