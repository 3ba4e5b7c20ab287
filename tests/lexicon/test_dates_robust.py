"""No text is too odd: nothing raised, every span inside the text, the same every time, long lines as well."""

from __future__ import annotations

import datetime
import json
import re
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.dates import OrderVotes, find_dates, looks_dated
from corpuskit.lexicon.dates.finding import SEARCHED
from corpuskit.lexicon.dates.table import FOLDER, MADE, data, digest, table, table_of
from corpuskit.lexicon.dates.tokens import TOKEN, comparable, is_blank, tokens_of

_WORDS = sorted(
    {
        name.strip()
        for entry in data()["languages"].values()
        for row in entry.get("months", ())
        for name in row.split(",")
    }
    | {name.strip() for entry in data()["languages"].values() for row in entry["weekdays"] for name in row.split(",")}
    | {
        word
        for entry in data()["languages"].values()
        for key in ("of", "at", "ago", "unit")
        for word in entry.get(key, ())
    }
    | {
        "พ.ศ.",
        "令和",
        "年",
        "月",
        "日",
        "년",
        "월",
        "일",
        "Uhr",
        "GMT",
        "W",
        "T",
        "Z",
        "XI",
        "Aban",
        "yesterday",
        "th",
        "º",
    }
)
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.integers(0, 99999).map(str),
    st.integers(0, 31).map("{:02d}".format),
    st.integers(1990, 2030).map(str),
    st.sampled_from(list(string.punctuation + " \u00a0\u3000\u200f\u200b–—…·•।。、年月日\n\t")),
    st.text(max_size=3),
)
#: Texts made of what dates are made of, so that the forms are tried hard.
date_like = st.lists(_PIECES, max_size=14).map("".join)


def check(text: str) -> None:
    before = 0
    for date in find_dates(text):
        assert 0 <= date.outer_start <= date.start < date.end <= date.outer_end <= len(text)
        assert before <= date.start
        before = date.end
        assert date.raw == text[date.start : date.end]
        if date.iso:
            assert datetime.date.fromisoformat(date.iso)
            assert not date.ambiguous
            assert date.partial is None
        if date.ambiguous:
            assert date.iso is None
        for reading in date.alternatives:
            assert datetime.date.fromisoformat(reading.iso)
        assert date.settled("dmy").raw == date.raw


@given(text=st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    check(text)


@given(text=date_like)
def test_any_heap_of_date_words_is_read_without_a_fault(text: str) -> None:
    check(text)


@given(text=date_like)
def test_what_looks_undated_has_no_day(text: str) -> None:
    if not looks_dated(text):
        assert all(date.rule == "relative" for date in find_dates(text))


@given(text=date_like)
def test_lone_surrogates_and_nulls_are_text_too(text: str) -> None:
    check(text + "\ud800\x00")
    check("\udfff" + text)


@given(text=date_like, copies=st.integers(2, 4))
def test_reading_a_line_again_gives_the_same(text: str, copies: int) -> None:
    first = find_dates(text)
    assert all(find_dates(text) == first for _ in range(copies))


@pytest.mark.parametrize(
    "piece",
    [
        "November ",
        "12 ",
        "12.",
        "1/2/",
        "12.11.2024",
        "2024-",
        "12 de ",
        "a ",
        "تشرين ",
        "ม.",
        "年",
        "(",
        "Tue, ",
        "h",
        "–",
        "\u200f",
        "12 November 2024 – ",
    ],
)
def test_a_line_of_sixty_thousand_is_searched_at_its_head_only(piece: str) -> None:
    long = piece * (60_000 // len(piece))
    check(long)
    assert all(date.end <= SEARCHED for date in find_dates(long))


def test_a_date_that_the_limit_cuts_in_two_is_not_read_by_its_head() -> None:
    filler = "x " * (SEARCHED // 2 - 5)
    for text in (f"{filler}November 12, 2024", f"{filler} 12.11.2024 is"):
        assert all(date.iso in (None, "2024-11-12") for date in find_dates(text))


def test_hangul_in_parts_is_read_and_its_place_found() -> None:
    text = unicodedata.normalize("NFD", "조선 2024년 11월 12일 화요일")
    (date,) = find_dates(text)
    assert (date.iso, date.weekday_agrees) == ("2024-11-12", True)
    assert unicodedata.normalize("NFC", date.raw) == "2024년 11월 12일"


def test_no_date_of_the_development_pastes_is_read_wrong(shared: Path) -> None:
    """Credits printed in 46 styles, by dump: what is read is right, and little that is printed is missed."""
    stated = right = wrong = 0
    for path in sorted(shared.glob("splitting/pastes/dev/*.gold.json")):
        records = [r for r in json.loads(path.read_text(encoding="utf-8"))["records"] if r["credit"]]
        votes = OrderVotes()
        for record in records:
            for date in find_dates(re.sub(r"\s*\n\s*", " | ", record["credit"])):
                votes.add(date)
        for record in records:
            dates = find_dates(re.sub(r"\s*\n\s*", " | ", record["credit"]), order=votes.orders())
            read = next((date.iso for date in dates if date.iso), None)
            wrong += read is not None and read != record["true_date"]
            if record["date"] and not record["date_ambiguous"]:
                stated += 1
                right += read == record["true_date"]
    assert wrong == 0
    assert right >= 0.98 * stated


@given(st.text(max_size=12))
def test_a_name_of_one_word_has_the_tokens_that_any_text_has(name: str) -> None:
    assert tokens_of(name) == tuple(comparable(token) for token in TOKEN.findall(name) if not is_blank(token))


def test_the_table_that_ships_is_made_of_the_files_beside_it() -> None:
    assert table() == table_of(data())
    assert json.loads((FOLDER / MADE).read_text("utf-8"))["of"] == digest(), "run training/dates.py"
