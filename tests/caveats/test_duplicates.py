"""Duplicates: found whatever the order, the blocks and the case; each names the other; none is dropped."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpuskit
from corpuskit.caveats import duplicates, entries
from corpuskit.caveats.duplicates.collected import Collected
from corpuskit.caveats.duplicates.pairs import pairs
from corpuskit.caveats.duplicates.prints import LEAST, plain_text, prints_of
from corpuskit.checking.differences.side_by_side import of_duplicates
from corpuskit.checking.explain import find_record
from corpuskit.contract import arrow_schema
from corpuskit.engines.aside import Aside
from corpuskit.model import Caveat, CorpuskitError, Withdrawn
from corpuskit.packaging import OutsideSpan, Part
from corpuskit.workspace import Limits

WORDS = [
    a + b + c for a in ("bro", "ma", "ste", "li", "ku") for b in ("ver", "lon", "da") for c in ("m", "k", "th", "")
]


def article(seed: int, words: int = 150) -> str:
    found = random.Random(seed)
    return " ".join(found.choice(WORDS) for _ in range(words))


def edited(text: str, words: int, seed: int = 0) -> str:
    """The text with some words in a row replaced."""
    found = text.split()
    at = random.Random(seed).randrange(len(found) - words)
    return " ".join([*found[:at], *(f"new{number}" for number in range(words)), *found[at + words :]])


def alike(texts: list[str], days: list[int] | None = None, within: int | None = None) -> dict[frozenset[str], float]:
    """Pairs of names (a hash of the text and a number for repeated ones) with their similarity."""
    seen: dict[str, int] = {}
    ids = []
    for text in texts:
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        seen[name] = seen.get(name, 0) + 1
        ids.append(f"{name}-{seen[name]}")
    kept = Collected()
    kept.add(ids, days or [-1] * len(texts), prints_of(pa.chunked_array([pa.array(texts)])))
    found = pairs(kept, duplicates.SIMILARITY, within, Limits().candidates)
    return {frozenset((ids[pair.one], ids[pair.other])): pair.similarity for pair in found}


@given(st.text())
def test_a_text_is_compared_without_case_punctuation_and_line_breaks(text: str) -> None:
    plain = plain_text(text).astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    assert plain == re.sub(r"[\W_]+", " ", text.casefold()).strip()


def test_the_same_text_is_found_whatever_its_case_punctuation_and_lines() -> None:
    text = article(1)
    shouted = text.upper().replace(" ", ",\n", 20)
    assert list(alike([text, article(2), shouted]).values()) == [1.0]
    assert list(alike(["Ja.", "ja", "nein"]).values()) == [1.0]
    assert alike(["", "", "…"]) == {}


@pytest.mark.parametrize("script", ["latin", "cyrillic", "cjk"])
def test_nearly_the_same_text_is_found_in_any_script(script: str) -> None:
    def written(text: str) -> str:
        if script == "latin":
            return text
        start = 0x430 if script == "cyrillic" else 0x4E00
        moved = "".join(chr(start + ord(sign) - 97) if sign.isalpha() else sign for sign in text)
        return moved if script == "cyrillic" else moved.replace(" ", "")

    text = article(3, 300)
    found = alike([written(text), written(edited(text, 8)), written(article(4, 300))])
    assert len(found) == 1
    assert 0.85 <= next(iter(found.values())) < 1.0


def test_texts_with_nine_tenths_in_common_are_found_and_those_with_half_are_not() -> None:
    near = [text for seed in range(60) for text in (article(seed, 400), edited(article(seed, 400), 15, seed))]
    assert len(alike(near)) == 60
    half = [text for seed in range(60) for text in (article(seed, 400), edited(article(seed, 400), 150, seed))]
    assert len(alike(half)) == 0


def test_a_short_text_is_compared_as_a_whole_only() -> None:
    short = article(5, 20)
    assert len(short) < LEAST
    assert alike([short, edited(short, 1)]) == {}


@settings(max_examples=20)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_what_is_found_does_not_depend_on_the_order(seeds: list[int], order: random.Random) -> None:
    texts = [article(seed // 2) if seed % 2 else edited(article(seed // 2), 3) for seed in seeds]
    mixed = order.sample(texts, len(texts))
    assert alike(mixed) == alike(texts)


@settings(max_examples=20)
@given(st.lists(st.text(max_size=400), max_size=8), st.integers(0, 8))
def test_the_print_of_a_text_does_not_depend_on_what_stands_around_it(texts: list[str], at: int) -> None:
    whole = prints_of(pa.chunked_array([pa.array(texts, pa.string())]))
    for part, rows in ((texts[:at], range(min(at, len(texts)))), (texts[at:], range(min(at, len(texts)), len(texts)))):
        found = prints_of(pa.chunked_array([pa.array(part, pa.string())]))
        kept = whole.of(list(rows))
        assert found.exact.tolist() == kept.exact.tolist()
        assert found.sketch.tolist() == kept.sketch.tolist()


def test_texts_that_differ_in_punctuation_alone_are_the_same_in_any_alphabet() -> None:
    texts = ["It's late, they said.", "It\u2019s late \u2014 they said", "\u0424\u043e!", "\u0444\u043e"]
    found = prints_of(pa.chunked_array([pa.array(texts)])).exact.tolist()
    assert found[0] == found[1] != found[2] == found[3]


def test_the_print_of_a_long_text_does_not_depend_on_the_pieces_that_it_is_read_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = pa.chunked_array([pa.array([article(7), "Ä" + article(8, 60)])])
    whole = prints_of(texts)
    monkeypatch.setattr("corpuskit.caveats.duplicates.prints._AT_ONCE", 101)
    assert prints_of(texts).sketch.tolist() == whole.sketch.tolist()


def test_a_print_is_the_same_on_every_machine() -> None:
    found = prints_of(pa.chunked_array([pa.array([article(7), "Ein Text, der viel zu kurz ist."])]))
    digest = hashlib.sha256(found.sketch.astype("<u2").tobytes() + found.exact.astype("<u8").tobytes())
    assert digest.hexdigest()[:16] == "52eb5abc89f19929"


def test_a_window_of_time_keeps_apart_what_is_dated_apart() -> None:
    text = article(8)
    assert len(alike([text, text, text], [10, 12, 40], within=7)) == 1
    assert len(alike([text, text, text], [10, 12, -1], within=1)) == 2
    assert len(alike([text, text, text], [10, 12, 40])) == 3


def test_a_group_of_many_is_bounded_and_names_the_nearest() -> None:
    many = Limits().candidates * 3
    prints = prints_of(pa.chunked_array([pa.array([article(9)] * many)]))
    found = duplicates.Duplicates()
    ids = [f"{number:016x}" for number in range(many)]
    found.add(pa.table({"id": ids, "date": pa.nulls(many, pa.string())}), prints)
    caveats = found.found()
    assert sorted(caveats) == list(range(many))
    assert {len(each) for each in caveats.values()} == {duplicates.MOST}
    assert "more are not named here" in caveats[0][0].statement


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_what_is_found_does_not_depend_on_where_sketches_are_kept(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    texts = [text for seed in range(8) for text in (article(seed), edited(article(seed), 3), article(seed))]
    found = alike([*texts, "short"])
    assert len(found) == 24
    monkeypatch.setattr("corpuskit.caveats.duplicates.collected.MOST", at_once)  # bytes in memory, then a file
    monkeypatch.setattr("corpuskit.caveats.duplicates.collected._AT_ONCE", at_once)
    monkeypatch.setattr(import_module("corpuskit.caveats.duplicates.pairs"), "_PAIRS", at_once)
    assert alike([*texts, "short"]) == found


def test_nothing_collected_has_no_duplicates() -> None:
    assert duplicates.Duplicates().found() == {}


Make = Callable[..., Path]


@pytest.fixture
def twice(workspace_folder: Make, dumps: Path) -> Path:
    """A dump, and the same with one article changed in a few words."""
    raw = (dumps / "harbour.txt").read_bytes()
    return workspace_folder({"a.txt": raw, "b.txt": raw.replace(b"on Monday", b"on Tuesday")})


def named(dist: Path) -> dict[str, list[tuple[str, str]]]:
    lines = (dist / "records.jsonl").read_text("utf-8").splitlines()
    return {
        record["id"]: [
            (caveat["code"], caveat["reference"]) for caveat in record["caveats"] if caveat["code"] in duplicates.CODES
        ]
        for record in map(json.loads, lines)
    }


def test_each_record_names_its_pair_and_none_is_dropped(twice: Path) -> None:
    built = corpuskit.build(twice)
    found = named(built.dist)
    assert len(found) == 12
    assert all(len(caveats) == 1 for caveats in found.values())
    for name, [(code, other)] in found.items():
        assert found[other] == [(code, name)]
    assert sorted(code for [(code, _)] in found.values()).count("near-duplicate") == 2
    groups = [row for row in built.figures["caveats"]["groups"] if row["code"] in duplicates.CODES]
    assert [(row["code"], row["records"]) for row in groups] == [("duplicate", 10), ("near-duplicate", 2)]
    assert list(named(corpuskit.build(twice, without=["duplicates"]).dist).values()) == [[]] * 12


def test_explain_shows_the_two_side_by_side(twice: Path) -> None:
    dist = corpuskit.build(twice).dist
    near = next(name for name, caveats in named(dist).items() if caveats[0][0] == "near-duplicate")
    shown = [line.text for line in of_duplicates(dist, find_record(dist, near), 75)]
    assert any("[Monday]" in line for line in shown)
    assert any("[Tuesday]" in line for line in shown)
    assert all(len(line) <= 75 for line in shown)
    same = next(name for name, caveats in named(dist).items() if caveats[0][0] == "duplicate")
    assert "the words of the texts are the same" in [
        line.text for line in of_duplicates(dist, find_record(dist, same), 75)
    ]


def test_a_duplicate_can_be_withdrawn_and_one_that_is_excluded_is_named_no_more(twice: Path) -> None:
    found = named(corpuskit.build(twice).dist)
    first, second = [name for name, caveats in found.items() if caveats[0][0] == "duplicate"][:2]
    (twice / "seeds" / "corrections.toml").write_text(
        f'[[correction]]\nrecord = "{first}"\ncaveat = "duplicate"\nreason = "r"\nby = "P."\n'
        f'[[correction]]\nrecord = "{second}"\nexclude = "other"\nreason = "pasted twice"\n',
        "utf-8",
    )
    built = corpuskit.build(twice)
    assert named(built.dist)[found[second][0][1]] == []
    record = find_record(built.dist, first)
    assert [caveat["withdrawn"]["by"] for caveat in record["caveats"] if caveat["code"] == "duplicate"] == ["P."]


def test_corpus_toml_bounds_time_and_similarity(twice: Path) -> None:
    config = twice / "seeds" / "corpus.toml"
    config.write_text("[duplicates]\nsimilarity = 1.0\n", "utf-8")
    found = named(corpuskit.build(twice).dist)
    assert {code for caveats in found.values() for code, _ in caveats} == {"duplicate"}
    config.write_text("[duplicates]\nsimilarity = 0.1\n", "utf-8")
    with pytest.raises(CorpuskitError, match="similarity"):
        corpuskit.build(twice)


def test_the_same_file_twice_is_a_warning(workspace_folder: Make, dumps: Path) -> None:
    raw = (dumps / "harbour.txt").read_bytes()
    built = corpuskit.build(workspace_folder({"a.txt": raw, "b.txt": raw}))
    assert [(problem.code, problem.severity) for problem in built.problems] == [("seed-repeated", "warning")]
    assert "b.txt is the same file as a.txt" in built.problems[0].message


on_the_whole = st.text(max_size=3).map(lambda statement: Caveat("whole", statement))
on_a_passage = st.builds(
    lambda start, withdrawn: Caveat("passage", "s", confidence=0.5, start=start, end=start + 1, withdrawn=withdrawn),
    st.integers(0, 9),
    st.none() | st.just(Withdrawn("a reason", "a person")),
)
held = st.lists(
    st.tuples(st.lists(on_the_whole, max_size=2), st.lists(on_a_passage, max_size=2)), min_size=1, max_size=5
)


@given(held, st.data())
def test_duplicates_stand_behind_what_is_on_the_whole_record_and_before_passages(
    rows: list[tuple[list[Caveat], list[Caveat]]], data: st.DataObject
) -> None:
    found = {
        row: [Caveat("duplicate", f"{row}, {number}") for number in range(data.draw(st.integers(1, 3)))]
        for row in data.draw(st.sets(st.integers(0, len(rows) - 1)))
    }
    schema = pa.schema([arrow_schema().field("caveats")])
    each = [pa.array([entries([*whole, *passages]).to_pylist()], schema.field(0).type) for whole, passages in rows]
    got = duplicates.attach(pa.table([pa.chunked_array(each)], schema=schema), found)
    wanted = [[*whole, *found.get(row, []), *passages] for row, (whole, passages) in enumerate(rows)]
    assert got["caveats"].to_pylist() == [[caveat.plain() for caveat in caveats] for caveats in wanted]
    assert got.schema == schema


@pytest.mark.parametrize("most", [0, 300, 1 << 20])
def test_parts_that_are_laid_aside_come_back_as_they_were(twice: Path, most: int) -> None:
    table = pa.table({"id": ["a", "b"], "nested": [[{"x": 1}], []]})
    parts = [
        Part(table.slice(number % 2), [OutsideSpan("f", number, number + 1, "blank-outside", None, "00", "r")] * number)
        for number in range(6)
    ]
    aside = Aside(most)
    for part in parts:
        aside.add(part)
    found = list(aside.parts())
    assert [part.records for part in found] == [part.records for part in parts]
    assert [list(part.outside) for part in found] == [list(part.outside) for part in parts]
    assert list(aside.parts()) == []


def test_long_texts_that_differ_in_a_word_are_never_called_the_same() -> None:
    """Of a sketch of so long a text every place may be equal."""
    draw = random.Random(8)
    words = article(1).split()
    text = " ".join(draw.choice(words) for _ in range(60_000))
    (similarity,) = alike([text, edited(text, 1)]).values()
    assert 0.99 < similarity < 1
