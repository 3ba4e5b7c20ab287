"""Conditions: what they match is what they say, and what they do not understand they name with its place."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpuskit.conditions import ConditionError, parse, parse_where
from corpuskit.flat.columns import flat_schema
from corpuskit.model import CorpuskitError

#: Columns of every kind that a flat table has.
TABLE = ("outlet", "language", "date", "word_count", "confidence", "date_ambiguous", "authors", "outlet_ids")
Row = dict[str, Any]
Naive = Callable[[Row], bool | None]

TEXTS = st.text(st.sampled_from("abAB %_'\"\\é🦊\n.*"), max_size=4)
DAYS = st.dates(date(2023, 12, 28), date(2024, 1, 4))
WHOLE = st.integers(-3, 3)
PARTS = st.sampled_from([0.0, 0.25, 0.5, 1.0, -0.5, 2.0])


def rows() -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries(
        {
            "outlet": st.none() | TEXTS,
            "language": TEXTS,
            "date": st.none() | DAYS,
            "word_count": WHOLE,
            "confidence": st.none() | PARTS,
            "date_ambiguous": st.booleans(),
            "authors": st.lists(TEXTS, max_size=3),
            "outlet_ids": st.lists(st.none() | TEXTS, max_size=3),
        }
    )
    return st.lists(row, max_size=8)


def table(found: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(found, schema=pa.schema([flat_schema().field(name) for name in TABLE]))


# -- a naive evaluator: each test is made as text and as a function of a row ---------------------------------------


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(str(value)) if isinstance(value, str | date) else str(value)


def fits(pattern: str, text: str, flags: int = 0) -> bool:
    expression = "".join({"%": ".*", "_": "."}.get(sign, re.escape(sign)) for sign in pattern)
    return re.fullmatch(expression, text, re.DOTALL | flags) is not None


SIGNS = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
VALUES = {"outlet": TEXTS, "language": TEXTS, "date": DAYS, "word_count": WHOLE | PARTS, "confidence": PARTS | WHOLE}


def known(ask: Callable[[Any], bool], name: str) -> Naive:
    return lambda row: None if row[name] is None else ask(row[name])


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[str, Naive]:
    name = draw(st.sampled_from(sorted(VALUES)))
    value, sign = draw(VALUES[name]), draw(st.sampled_from(sorted(SIGNS)))
    ask = SIGNS[sign]
    if draw(st.booleans()):
        return f"{name} {sign} {literal(value)}", known(lambda held: ask(held, value), name)
    return f"{literal(value)}{sign}{name}", known(lambda held: ask(value, held), name)


@st.composite
def memberships(draw: st.DrawFn) -> tuple[str, Naive]:
    name = draw(st.sampled_from(sorted(VALUES)))
    values = draw(st.lists(VALUES[name], min_size=1, max_size=3))
    return f"{name} in ({', '.join(map(literal, values))})", known(lambda held: held in values, name)


@st.composite
def of_lists(draw: st.DrawFn) -> tuple[str, Naive]:
    name, value = draw(st.sampled_from(["authors", "outlet_ids"])), draw(TEXTS)
    if draw(st.booleans()):
        return f"{quoted(value)} in {name}", lambda row: value in row[name]
    if draw(st.booleans()):
        return f"length({name}) = 1", lambda row: len(row[name]) == 1
    if draw(st.booleans()):
        return f"language in {name}", lambda row: row["language"] in row[name]
    return f"{name} contains {quoted(value)}", lambda row: value in row[name]


@st.composite
def of_texts(draw: st.DrawFn) -> tuple[str, Naive]:
    value = draw(TEXTS)
    if draw(st.booleans()):
        return f"outlet contains {quoted(value)}", known(lambda held: value in held, "outlet")
    return f"length(outlet) > {len(value)}", known(lambda held: len(held) > len(value), "outlet")


PLAIN = st.sampled_from(
    [
        ("date is null", lambda row: row["date"] is None),
        ("outlet IS NOT NULL", lambda row: row["outlet"] is not None),
        ("date_ambiguous", lambda row: row["date_ambiguous"]),
        ("date_ambiguous = false", lambda row: not row["date_ambiguous"]),
        ("word_count between -1 and 1", lambda row: -1 <= row["word_count"] <= 1),
        ("word_count not between -1 and 1", lambda row: not -1 <= row["word_count"] <= 1),
        ("outlet = language", lambda row: None if row["outlet"] is None else row["outlet"] == row["language"]),
    ]
)


def combined(inner: st.SearchStrategy[tuple[str, Naive]]) -> st.SearchStrategy[tuple[str, Naive]]:
    def kleene(tests: list[tuple[str, Naive]], word: str, decides: bool) -> tuple[str, Naive]:
        def ask(row: Row) -> bool | None:
            answers = [test(row) for _, test in tests]
            return decides if decides in answers else None if None in answers else not decides

        return f" {word} ".join(f"({text})" for text, _ in tests), ask

    def negated(test: tuple[str, Naive]) -> tuple[str, Naive]:
        def ask(row: Row) -> bool | None:
            answer = test[1](row)
            return None if answer is None else not answer

        return f"not ({test[0]})", ask

    several = st.lists(inner, min_size=2, max_size=3)
    return (
        several.map(lambda t: kleene(t, "AND", False))
        | several.map(lambda t: kleene(t, "or", True))
        | inner.map(negated)
    )


TESTS = st.recursive(comparisons() | memberships() | of_lists() | of_texts() | PLAIN, combined, max_leaves=6)


@settings(max_examples=200, deadline=None)
@given(TESTS, rows())
def test_a_condition_holds_of_exactly_the_rows_that_it_describes(test: tuple[str, Naive], found: list[Row]) -> None:
    text, naive = test
    condition = parse(text)
    assert condition.columns <= set(TABLE)
    assert condition.mask(table(found)).to_pylist() == [naive(row) is True for row in found], text


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("abA%_\\é\n.("), max_size=5), st.lists(st.text(st.sampled_from("abA%_\\é\n.("), max_size=4))
)
@example("a%b", ["a\nb", "ab", "äb"])
def test_like_takes_percent_and_low_line_and_nothing_else(pattern: str, texts: list[str]) -> None:
    found = pa.table({"language": pa.array(texts, pa.string())})
    for word, flags in (("like", 0), ("ilike", re.IGNORECASE)):
        mask = parse(f"language {word} {quoted(pattern)}").mask(found)
        assert mask.to_pylist() == [fits(pattern, text, flags) for text in texts]


def test_numbers_that_no_float_can_hold_are_compared_all_the_same() -> None:
    found = pa.table({"word_count": [2**62 + 1, 3], "confidence": [0.5, 4.0]})
    assert parse("word_count > 1.5").mask(found).to_pylist() == [True, True]
    assert parse("word_count in (1.5, 3)").mask(found).to_pylist() == [False, True]
    assert parse("word_count < confidence").mask(found).to_pylist() == [False, True]


def test_a_pattern_is_asked_of_each_entry_of_a_list() -> None:
    found = pa.table({"authors": [["Ada Example", "Bo"], [], ["Eve"]]})
    assert parse("authors like 'Ada%'").mask(found).to_pylist() == [True, False, False]
    assert parse("not authors like 'Ada%'").mask(found).to_pylist() == [False, True, True]


WORDS = [
    "date",
    "word_count",
    "and",
    "or",
    "not",
    "(",
    ")",
    "in",
    "=",
    "<",
    "'x'",
    "5",
    "is",
    "null",
    ",",
    "like",
    "authors",
]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS)).map(" ".join))
@example("(" * 3000)
@example("not " * 3000)
@example("word_count < " + "9" * 5000)
@example("word_count = -99999999999999999999")
@example("word_count in (1, 1.5, 9007199254740992)")
def test_whatever_text_is_given_it_is_a_condition_or_an_error_with_its_place(text: str) -> None:
    error = None
    try:
        parse(text).mask(flat_schema().empty_table())
    except ConditionError as raised:
        error = raised
    assert error is None or (0 <= error.at <= len(text) and error.wrong and error.hint)


@pytest.mark.parametrize(
    ("text", "at", "wrong", "hint"),
    [
        ("dat >= '2024-01-01'", 0, "no column 'dat'", "did you mean date?"),
        ("date >= '2024-1-1'", 8, "not a day", "'2024-09-30'"),
        ("date >= '20240101'", 8, "not a day", "'2024-09-30'"),
        ("date >= '2024-02-30'", 8, "not a day", "'2024-09-30'"),
        ("word_count < 'x'", 0, "word_count is a number, 'x' is text", "numbers without"),
        ("authors = 'x'", 8, "holds a list", "'value' in authors"),
        ("authors is null", 0, "never null", "length(authors) = 0"),
        ("date = null", 7, "null cannot be compared", "is null"),
        ("outlet = “RT”", 9, "straight", "'text'"),
        ("outlet = 'RT", 9, "closing quotation mark is missing", "'"),
        ("(outlet = 'RT'", 14, ") is expected", "close"),
        ("outlet = 'RT' outlet", 14, "should end here", "and"),
        ("outlet", 6, "a comparison is expected", "="),
        ("word_count < 5x", 13, "not a number", "50"),
        ("__import__('os')", 0, "no column '__import__'", "columns are"),
        ("date_ambiguous < true", 15, "no order", "= or !="),
        ("1 = 1", 0, "neither side is a column", "quotes"),
        ("", 0, "empty", "such as"),
    ],
)  # fmt: skip
def test_an_error_names_the_place_what_is_wrong_and_what_to_write(text: str, at: int, wrong: str, hint: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert (caught.value.at, wrong in caught.value.wrong, hint in caught.value.hint) == (at, True, True), caught.value


def test_the_other_tables_are_asked_by_their_own_columns() -> None:
    condition = parse("reference is not null", "caveats")
    assert condition.mask(pa.table({"reference": ["x", None]})).to_pylist() == [True, False]
    with pytest.raises(ConditionError):
        parse("title is null", "caveats")


def test_a_wrong_condition_of_an_option_is_wrong_use() -> None:
    with pytest.raises(CorpuskitError) as caught:
        parse_where("dat is null")
    assert caught.value.exit_code == 2
    assert caught.value.problems[0].code == "condition-invalid"
    assert "--where" in caught.value.problems[0].message
    assert "character 1" in caught.value.problems[0].message
    assert "date" in caught.value.problems[0].hint
    assert parse_where("date is null").columns == {"date"}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("outlet = 'RT' and not caveat_codes has 'undated'", "near \"has 'undated'\""),
        ("word_count < 50 and title =", "near 'unt < 50 and title ='"),
    ],
)
def test_an_error_shows_the_condition_from_where_it_is_wrong_or_its_end(text: str, near: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert near in caught.value.reason
