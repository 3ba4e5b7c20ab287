"""datasheet.html as a file: strict, with a text for every picture, and no data as markup."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import datasheet_corpus as corpus
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit import contract
from corpuskit.datasheet import document, escape, pages
from corpuskit.datasheet.tallies.sample import Sample
from corpuskit.datasheet.written.page import charts, page
from corpuskit.datasheet.written.page.byte_map import PIECES, Lying, byte_map
from corpuskit.datasheet.written.page.first_screen import MOST_WARNINGS
from corpuskit.datasheet.written.page.markup import element, running
from corpuskit.datasheet.written.page.payload import dumps
from corpuskit.datasheet.written.page.timeline import APART, MOST_LEVELS, Dot, dots

#: Every element that the page is made of.
OURS = frozenset(
    re.findall(
        r"[a-z0-9]+",
        """a article b bdi body button caption circle code dd defs details dialog div dl dt figcaption figure footer
        form g h1 h2 h3 head header html input label li line link main meta nav noscript option p path pattern rect
        script section select span strong style summary svg table tbody td text th thead title tr ul""",
    )
)


class Outline(html.parser.HTMLParser):
    """What a page consists of: elements, ids, links and text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: Counter[str] = Counter()
        self.pictures: list[dict[str, str | None]] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        found = dict(attrs)
        self.attributes.update(list(found))
        if "id" in found:
            self.ids.append(str(found["id"]))
        if "href" in found:
            self.links.append(str(found["href"]))
        if tag == "svg":
            self.pictures.append(found)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def written(measures: Any = None, config: dict[str, Any] | None = None, **changes: Any) -> str:
    return pages(measures or corpus.measured(), config or {}, corpus.about(**changes))["datasheet.html"].decode("utf-8")


def data_of(source: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', source, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_policy_allows_the_one_script_and_the_one_style_by_hash() -> None:
    source = written()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', source)
    policy = policy.replace("&#x27;", "'")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    (script,) = re.findall(r"<script>(.*?)</script>", source, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    for kind, content in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy


def test_nothing_is_loaded_and_no_attribute_holds_style_or_script() -> None:
    outline = Outline(written())
    assert set(outline.tags) <= OURS
    assert not {"src", "style", "srcset", "action"} & set(outline.attributes)
    assert not [name for name in outline.attributes if name.startswith("on")]


def test_every_link_inside_the_page_leads_somewhere_and_ids_are_there_once() -> None:
    outline = Outline(written())
    assert [name for name, times in Counter(outline.ids).items() if times > 1] == []
    inner = {link[1:] for link in outline.links if link.startswith("#")}
    assert {link for link in inner if not link.startswith("records?")} <= set(outline.ids)


def test_every_picture_has_a_text() -> None:
    pictures = Outline(written()).pictures
    assert len(pictures) > 3
    for picture in pictures:
        assert picture.get("aria-hidden") == "true" or (picture["role"] in {"img", "group"} and picture["aria-label"])


def test_every_chart_has_its_figures_as_a_table() -> None:
    figures = re.findall(r"<figure>(.*?)</figure>", written(), re.DOTALL)
    assert len(figures) > 1
    for figure in figures:
        assert "<summary>As a table</summary>" in figure


def test_the_warnings_and_figures_stand_before_any_chart_and_need_no_script() -> None:
    source = written()
    head = source[: source.index("<main")]
    assert "3 of 6 (50 %) records" in head
    assert "<dt>records (articles)</dt><dd>6</dd>" in head.replace("\n", "")
    assert "<svg" not in head


def test_the_page_answers_what_a_stranger_asks() -> None:
    text = " ".join(
        " ".join(Outline(written(config={"license": "CC-BY-4.0", "contact": "us@example.org"})).text).split()
    )
    for answer in (
        "6 articles with 489 words",
        "rated RT “State-Controlled”",
        "2024-02-07",
        "this is not a finding of independence",
        "1 sentence in 1 record makes a statement about health",
        "paste.txt: 4,000 bytes, 6 records, 3,000 bytes in records",
        "How these articles were chosen is not stated by the maintainer.",
        "CC-BY-4.0",
        "us@example.org",
        "can be read as two different days",
    ):
        assert answer in text, answer


def test_hostile_strings_become_no_markup() -> None:
    measures, config = corpus.hostile()
    source = written(measures, config)
    assert set(Outline(source).tags) <= OURS
    assert Outline(source).tags["script"] == 2
    assert not {link for link in Outline(source).links if "evil" in link and not link.startswith(("#", "http"))}
    body = source[source.index("<body>") : source.index('<script type="application/json"')]
    assert not any(sign in body for sign in "\u202e\u2066\ufeff\u200b\u2028\x1b\x00")
    titles = [record["t"] for record in data_of(source)["records"]]
    assert titles == list(corpus.HOSTILE)


@given(st.text(st.characters(codec="utf-8"), max_size=50) | st.sampled_from(corpus.HOSTILE))
def test_data_in_a_script_element_stays_data(text: str) -> None:
    inside = dumps({"a": text})
    assert json.loads(inside) == {"a": text}
    assert not set(inside) & set("<>&\u2028\u2029")


@given(st.text(st.characters(codec="utf-8"), max_size=50) | st.sampled_from(corpus.HOSTILE))
def test_an_element_shows_its_text_and_attribute(text: str) -> None:
    outline = Outline(element("p", text, title=text))
    assert "".join(outline.text) == escape.visible(text)
    assert outline.tags == Counter({"p": 1})


def test_the_first_record_keeps_what_has_the_number_zero() -> None:
    records = data_of(written())["records"]
    assert all("l" in record and "f" in record and "w" in record for record in records)


def test_corrections_are_offered_only_where_a_build_reads_them() -> None:
    assert data_of(written(corrections=False))["corrections"] is False
    assert data_of(written(corrections=True))["corrections"] is True
    assert corpus.about().corrections == ("corrections" in contract.schema_names())


def test_a_corpus_without_records_has_a_page() -> None:
    measures = corpus.Measures()
    measures.add_seed(corpus.view())
    source = written(measures)
    assert "Every record is in this page." in source
    assert "in the seeds nothing was found that is an article" in source
    assert "<figure>" not in source


def test_a_time_is_drawn_by_day_month_or_year_with_its_gaps() -> None:
    def drawn(*days: str) -> str:
        rows = [
            corpus.record(str(number), [], f"Text {number}.", **corpus.dated(day))
            for number, day in enumerate(days * 31)  # more than are drawn as dots
        ]
        return written(corpus.measured(rows))

    assert "<title>2024-01-02: no records ()</title>" not in drawn("2024-01-01", "2024-01-03")
    assert "Records by day: 2024-01-01 31; 2024-01-02 0; 2024-01-03 31" in drawn("2024-01-01", "2024-01-03").replace(
        "Records by date", "Records by day"
    )
    assert "2023-02 0" in drawn("2023-01-01", "2023-12-01")
    assert "2011 0" in drawn("2010-01-01", "2024-01-01")


def test_near_dots_stand_above_each_other() -> None:
    drawn = dots("Dots", on_one_day(3))
    assert drawn is not None
    assert len(set(re.findall(r'cy="([0-9]+)"', drawn))) == 3


def on_one_day(count: int) -> list[Dot]:
    return [Dot("2024-01-01", "unknown", str(number), f"#r-{number}") for number in range(count)]


def test_dots_that_would_tower_give_way_to_bars() -> None:
    assert dots("Dots", on_one_day(MOST_LEVELS + 1)) is None
    rows = [corpus.record(str(n), [], f"Text {n}.", **corpus.dated("2024-05-01")) for n in range(MOST_LEVELS + 1)]
    source = written(corpus.measured(rows))
    assert "one dot each" not in source
    assert "<title>2024-05-01: 7 records (no outlet credited 7)</title>" in source


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2024-05-01", "2024-05-20", ["2024-05"]),
        ("2024-08-06", "2024-11-12", ["2024-08", "2024-09", "2024-10"]),
        ("2015-02-01", "2024-02-01", ["2016", "2018", "2020", "2022"]),
        ("2023-05-03", "2023-11-07", ["2023-05", "2023-07", "2023-10"]),
        ("1024-01-01", "2024-01-01", ["1024", "1200", "1400", "1600", "1800"]),
    ],
)
def test_a_time_line_is_marked_where_months_or_years_begin(first: str, last: str, labels: list[str]) -> None:
    drawn = dots("Dots", [Dot(day, "unknown", day, f"#r-{day}") for day in (first, last)])
    assert drawn is not None
    assert re.findall(r">([0-9-]+)</text>", drawn) == [*labels, first, last]
    assert drawn.count("<line") <= 2 + 100 / APART


def test_long_labels_fit_a_phone() -> None:
    for name in ("A" * 90, "報" * 60, "The Gazette of the United Harbour Districts and Riverside Communities"):
        drawn = charts.rows("Rows", [charts.Bar(name, (charts.Part("unknown", 1),))])
        (label,) = re.findall(r"<text[^>]*>([^<]*…)</text>", drawn)
        assert 15 < len(label) < 43
        assert f"<title>{name}: 1 record" in drawn


def test_many_warnings_are_folded_below_the_gravest() -> None:
    rows = [
        corpus.record("RT", [corpus.RT], corpus.CLAIM, **corpus.dated("2024-08-06")),
        corpus.record(
            "One",
            [corpus.COURIER],
            "Ein Text, der lang genug ist.",
            language="de",
            date_raw="03.04.2024",
            date_ambiguous=True,
        ),
        corpus.record("Two", [], "A text.", date_precision=None),
    ]
    head = written(corpus.measured(rows)).partition("<main")[0]
    shown, _, folded = head.partition("<details>")
    assert shown.count("<li>") == MOST_WARNINGS
    assert f"{folded.count('<li>') - head.count('<li><a')} more warnings" in folded
    assert "credit an outlet of which an authority" in shown
    assert "No licence is stated" in folded
    assert "<details>" not in written(corpus.measured(rows[:1])).partition("<main")[0]


def test_languages_have_names_and_many_are_summed_up() -> None:
    tags = ["en", "zh-Hant", "tlh", "und", *(f"q{letter}a" for letter in "abcdefghijklmno")]
    rows = [corpus.record(tag, [corpus.RT], f"Text {tag}.", language=tag) for tag in tags]
    source = written(corpus.measured(rows))
    assert "Not drawn: 5 more languages: 5 records (state-controlled 5)." in source
    names = data_of(source)["languages"]
    assert [names[tag] for tag in tags[:4]] == ["English (en)", "Chinese (zh-Hant)", "tlh", "could not be told (und)"]


def test_outlets_of_one_name_are_told_apart() -> None:
    rows = [corpus.record("A", [corpus.RT], "One text."), corpus.record("B", [corpus.outlet("RT")], "Another text.")]
    source = written(corpus.measured(rows))
    assert ">RT (rt)</text>" in source
    assert ">RT (no registry entry)</text>" in source


def test_a_map_of_many_records_stays_small() -> None:
    many = [Lying(number * 10, number * 10 + 9, "unknown", f"T{number}", f"#r-{number}") for number in range(5000)]
    seed = {"file": "a", "view": None, "size": 50_000, "records": 5000, "bytes_in_records": 45_000}
    drawn = byte_map([seed], {("a", None): many})
    assert drawn.count("<a ") == PIECES
    assert 'href="#r-0"' in drawn


def sample_of(names: list[str], limit: int, parts: list[int]) -> list[str]:
    rows = [corpus.record(name, [], f"Text {name}.") for name in names]
    table = corpus.table(rows, marked=False)
    whole = Sample(limit)
    ends = [0, *sorted(min(part, len(rows)) for part in parts), len(rows)]
    for start, end in pairwise(ends):
        whole.add(table.slice(start, end - start).combine_chunks())
    return [title for part in whole.parts() for title in part["title"].to_pylist()]


@given(st.integers(0, 30), st.integers(1, 12), st.lists(st.integers(0, 30), max_size=4))
@settings(max_examples=40)
def test_a_sample_is_the_same_for_any_division_and_keeps_the_order(count: int, limit: int, parts: list[int]) -> None:
    names = [f"Record {number}" for number in range(count)]
    found = sample_of(names, limit, parts)
    assert found == sample_of(names, limit, [])
    assert len(found) == min(count, limit)
    assert found == sorted(found, key=names.index)


def test_long_texts_are_shortened_and_say_so_and_marked_passages_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpuskit.datasheet.tallies.sample.BUDGET", 200)
    long = "The market opened its gates. " * 40 + corpus.CLAIM
    measures = corpus.measured([corpus.record("Long", [], long), corpus.record("Short", [], "A short text.")])
    source = written(measures)
    first, second = data_of(source)["records"]
    assert "Long texts are shortened here" in source
    assert first["k"] is True
    assert len(first["x"]) == 200 - len("A short text.")
    assert first["m"] == ["The new vaccine causes heart failure in one of ten children."]
    assert second["x"] == "A short text."


def test_beyond_much_text_the_sample_stays_small_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpuskit.datasheet.tallies.sample.MUCH", 1000)
    monkeypatch.setattr("corpuskit.datasheet.tallies.sample.SHORT", 100)
    rows = [corpus.record(str(number), [], f"{number} " + "word " * 100) for number in range(8)]
    sample = Sample()
    for row in rows:
        sample.add(corpus.table([row], marked=False).combine_chunks())
    assert sum(table["text"].nbytes for table in sample.tables) < 2000
    assert {len(text) for part in sample.parts() for text in part["text"].to_pylist()} == {100}


def test_a_page_of_a_part_says_that_it_is_one() -> None:
    measures = corpus.measured()
    measures.sample = Sample(limit=2)
    measures.sample.add(corpus.table(corpus.sample()).combine_chunks())
    source = page(document(measures, {}, corpus.about()), measures.sample).decode()
    assert "This page holds a sample of 2 of 6 records" in source
    assert "or in one that this page does not hold" in source


def test_many_outlets_are_summed_up_and_all_named() -> None:
    rows = [corpus.record(f"R{number}", [corpus.outlet(f"Outlet {number:02}")], "Text.") for number in range(50)]
    source = written(corpus.measured([*rows, corpus.record("RT", [corpus.RT], "Text.")]))
    assert "37 more outlets: 37 records (unknown 36, state-controlled 1)" in source
    assert all(f"Outlet {number:02}" in source for number in range(50))


def test_a_page_without_caveats_says_that_they_were_left_out() -> None:
    measures = corpus.Measures()
    measures.add_seed(corpus.view())
    measures.add(corpus.table(corpus.sample(), marked=False))
    source = written(measures, without=frozenset({"caveats"}))
    assert "The caveats were left out of this build: nothing was looked for." in source


def test_withdrawn_caveats_are_counted_and_shown() -> None:
    rows = corpus.table(corpus.sample()).to_pylist()
    rows[0]["caveats"][0]["withdrawn"] = {"reason": "another outlet of that name", "by": "A. Person"}
    measures = corpus.Measures()
    measures.add(type(corpus.table([])).from_pylist(rows, corpus.table([]).schema))
    source = written(measures)
    assert "1 withdrawn by a person" in source
    assert data_of(source)["records"][0]["v"][0][-1] == ["another outlet of that name", "A. Person"]


@pytest.mark.parametrize("much", [1000, 1 << 40])
def test_a_sample_in_a_file_is_the_one_in_memory(much: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpuskit.datasheet.tallies.sample.MUCH", much)
    monkeypatch.setattr("corpuskit.datasheet.tallies.sample.SHORT", 300)
    monkeypatch.setattr("corpuskit.datasheet.tallies.sample.BUDGET", 4000)
    rows = [corpus.record(f"Record {number}", [], f"{number} " + "word " * 100 + corpus.CLAIM) for number in range(60)]
    tables = [corpus.table(rows[at : at + 7]).combine_chunks() for at in range(0, len(rows), 7)]

    def shown(in_memory: int) -> Any:
        monkeypatch.setattr("corpuskit.datasheet.tallies.sample.IN_MEMORY", in_memory)
        sample = Sample(limit=20)
        for number, table in enumerate(tables):
            sample.add(table)
            if number == 4:
                list(sample.parts())  # asked in between, it goes on behind what is in the file
        assert (sample.file is None) == (in_memory > 1)
        return pa.concat_tables(sample.parts())

    held, filed = shown(1 << 40), shown(1)
    assert held.num_rows == 20
    assert held.equals(filed)


def test_names_from_right_to_left_leave_what_stands_between_them_in_its_order() -> None:
    assert running("Anka (1), سانا (2) and خبرگزاری فارس (3)") == (
        "Anka (1), <bdi>سانا</bdi> (2) and <bdi>خبرگزاری فارس</bdi> (3)"
    )
