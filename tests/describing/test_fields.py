"""Each field of a record: as printed, or null, with evidence that points at the bytes which say it."""

from __future__ import annotations

import codecs
import hashlib
import json
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from describing_cuts import described, evidence_of, printed, records_of, table_of, tiled
from hypothesis import given
from hypothesis import strategies as st

import corpuskit
from corpuskit import contract
from corpuskit.describing.outlets import credited
from corpuskit.describing.stated import of_credit, without_statement
from corpuskit.lexicon.credits.names import Named
from corpuskit.lexicon.dates import find_dates
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Seed
from corpuskit.reading import read
from corpuskit.splitting import Habits

TITLE = ("title", "Council delays vote\n")
CREDIT = ("credit", "By Tobias Renn | Delta Observer | March 4, 2024\n")
BODY = ("body", "The vote was put off. It will be held in May.\n")


def test_a_record_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    table = table_of(*tiled(tmp_path, [[TITLE, CREDIT, BODY]]))
    assert table.schema.equals(contract.arrow_schema())
    record = table.to_pylist()[0]
    assert record["schema_version"] == contract.schema_version()
    assert (record["caveats"], record["extra"], record["page"], record["source_id"]) == ([], [], None, None)


def test_a_cut_without_records_gives_an_empty_table(tmp_path: Path) -> None:
    table = table_of(*tiled(tmp_path, [[("unassigned", "Nothing here.\n")]]))
    assert table.num_rows == 0
    assert table.schema.equals(contract.arrow_schema())


def test_credit_fields_are_as_printed_and_their_evidence_lies_on_them(tmp_path: Path) -> None:
    view, cut = tiled(tmp_path, [[TITLE, CREDIT, BODY]])
    record = table_of(view, cut).to_pylist()[0]
    assert record["title"] == "Council delays vote"
    assert record["authors"] == ["Tobias Renn"]
    assert [outlet["name"] for outlet in record["outlets"]] == ["Delta Observer"]
    assert (record["date"], record["date_raw"], record["date_precision"]) == ("2024-03-04", "March 4, 2024", "day")
    assert record["credit_line"] == "By Tobias Renn | Delta Observer | March 4, 2024"
    shown = {entry["field"]: printed(view, entry) for entry in record["evidence"] if entry["source"] is None}
    assert shown == {
        "provenance.byte_start": "Council delays vote",
        "title": "Council delays vote",
        "credit_line": "By Tobias Renn | Delta Observer | March 4, 2024",
        "authors[0]": "Tobias Renn",
        "outlets[0].name": "Delta Observer",
        "date": "March 4, 2024",
        "text": "The vote was put off. It will be held in May.",
    }


def test_a_day_of_the_first_printing_is_that_of_an_article_without_another(tmp_path: Path) -> None:
    signed = ("body", "The vote was put off.\nThis article was originally published by Quay News on May 3, 2024.\n")
    view, cut = tiled(tmp_path, [[TITLE, signed]])
    record = table_of(view, cut).to_pylist()[0]
    assert (record["date"], [outlet["name"] for outlet in record["outlets"]]) == ("2024-05-03", ["Quay News"])
    assert [printed(view, entry) for entry in record["evidence"] if entry["field"] == "date"] == ["May 3, 2024"]
    dated = table_of(*tiled(tmp_path, [[TITLE, CREDIT, signed]])).to_pylist()[0]
    assert dated["date"] == "2024-03-04"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-32-be", "windows-1252"])
def test_evidence_lies_on_the_printed_words_in_any_encoding(tmp_path: Path, codec: str) -> None:
    pieces = [
        ("title", " \tBrücke – später\r\n"),
        ("credit", "\u00a0Moorbacher Tageblatt, 3. März 2024 \r\n"),
        ("credit", "Von Jörg Höß\r\n"),
        ("blank", "\r\n"),
        ("body", "Die Brücke wird später fertig.\r\n"),
    ]
    view, cut = tiled(tmp_path, [[("body", "Ä\n")], pieces], codec)
    record = table_of(view, cut).to_pylist()[1]
    assert record["credit_line"] == "Moorbacher Tageblatt, 3. März 2024\nVon Jörg Höß"
    places = {field: printed(view, evidence_of(record, field)[0]) for field in ("title", "date", "authors[0]")}
    assert places == {"title": "Brücke – später", "date": "3. März 2024", "authors[0]": "Jörg Höß"}
    assert record["provenance"]["byte_start"] == len("Ä\n".encode(codec))
    assert record["provenance"]["byte_end"] == view.size


def test_a_credit_at_head_and_foot_has_evidence_for_each(tmp_path: Path) -> None:
    foot = ("credit", "Editing by Lucia Hart\n")
    view, cut = tiled(tmp_path, [[TITLE, CREDIT, ("blank", "\n"), ("credit", "Marl\n"), BODY, foot]])
    record = table_of(view, cut).to_pylist()[0]
    shown = [printed(view, entry) for entry in evidence_of(record, "credit_line")]
    assert shown == ["By Tobias Renn | Delta Observer | March 4, 2024\n\nMarl", "Editing by Lucia Hart"]
    assert record["credit_line"] == "By Tobias Renn | Delta Observer | March 4, 2024\nMarl\nEditing by Lucia Hart"


def test_names_of_a_dateline_without_spaces_are_authors_with_evidence_of_their_bytes(tmp_path: Path) -> None:
    lead = ("body", "海岸时报武汉5月1日电（记者李明、王芳）市议会周一开会。\n")
    record = records_of(tmp_path, [[("title", "渡轮\n"), ("credit", "2024-05-01 14:20\n"), lead]])[0]
    assert (record["authors"], [one["name"] for one in record["outlets"]]) == (["李明", "王芳"], ["海岸时报"])
    raw = (tmp_path / "dump.txt").read_bytes()
    for field, name in (("authors[0]", "李明"), ("authors[1]", "王芳"), ("outlets[0].name", "海岸时报")):
        found = next(one for one in record["evidence"] if one["field"] == field)
        assert raw[found["byte_start"] : found["byte_end"]].decode() == name


def test_a_paragraph_of_a_page_that_was_pasted_as_it_is_written_names_no_outlet(tmp_path: Path) -> None:
    records = [[("title", "Ferries\n"), ("credit", f"{line}\n"), BODY] for line in ("<p>Bridge</p>", "Bridge")]
    assert [[one["name"] for one in record["outlets"]] for record in records_of(tmp_path, records)] == [[], ["Bridge"]]


def test_what_is_not_printed_is_null_or_empty(tmp_path: Path) -> None:
    record = described(tmp_path, BODY)
    known = {"schema_version", "id", "language", "text", "word_count", "text_sha256", "confidence", "provenance"}
    for name, value in record.items():
        if name not in known | {"evidence", "date_ambiguous"}:
            assert value in (None, []), name
    assert record["date_ambiguous"] is False
    assert record["language"] == "und"


def test_an_article_may_be_its_headline_alone(tmp_path: Path) -> None:
    record = described(tmp_path, TITLE, CREDIT)
    assert (record["text"], record["word_count"]) == ("", 0)
    assert record["text_sha256"] == hashlib.sha256(b"").hexdigest()


def test_a_title_of_nothing_but_invisible_signs_is_none(tmp_path: Path) -> None:
    record = described(tmp_path, ("title", "\u200b\ufeff \n"), BODY)
    assert record["title"] is None
    assert all(entry["byte_start"] < entry["byte_end"] for entry in record["evidence"])


def test_a_second_byte_order_mark_is_no_part_of_the_title(tmp_path: Path) -> None:
    view, cut = tiled(tmp_path, [[("title", "\ufeff Council delays vote\n"), BODY]], mark=codecs.BOM_UTF8)
    record = table_of(view, cut).to_pylist()[0]
    assert record["title"] == "Council delays vote"
    assert printed(view, evidence_of(record, "title")[0]) == "Council delays vote"


def test_the_marks_of_a_heading_are_no_part_of_the_title(tmp_path: Path) -> None:
    view, cut = tiled(tmp_path, [[("title", "##  Council delays vote\n"), CREDIT, BODY]])
    record = table_of(view, cut).to_pylist()[0]
    (entry,) = (entry for entry in record["evidence"] if entry["field"] == "title")
    assert record["title"] == printed(view, entry) == "Council delays vote"
    assert table_of(*tiled(tmp_path, [[("title", "#1 of the year\n")]])).to_pylist()[0]["title"] == "#1 of the year"


def test_a_title_over_two_lines_is_joined_by_a_space(tmp_path: Path) -> None:
    record = described(tmp_path, ("title", "Council delays \n"), ("title", "vote again\n"), BODY)
    assert record["title"] == "Council delays vote again"


def test_confidence_is_that_of_the_boundary_in_three_decimals(tmp_path: Path) -> None:
    record = described(tmp_path, TITLE, BODY)
    (entry,) = evidence_of(record, "provenance.byte_start")
    assert (record["confidence"], entry["confidence"], entry["rule"]) == (0.988, 0.988, "opening-rule")


# -- dates ------------------------------------------------------------------------------------------------------------


def dated(folder: Path, credit: str, habits: Habits | None = None, **settings: Any) -> dict[str, Any]:
    view, cut = tiled(folder, [[TITLE, ("credit", credit + "\n"), BODY]], settings=settings)
    record: dict[str, Any] = table_of(view, cut, habits).to_pylist()[0]
    return record


def test_a_date_with_two_readings_is_ambiguous_and_null(tmp_path: Path) -> None:
    record = dated(tmp_path, "Delta Observer | 03/04/2024")
    assert (record["date"], record["date_ambiguous"], record["date_raw"]) == (None, True, "03/04/2024")
    assert (record["date_partial"], record["date_precision"]) == ("2024", "year")


@pytest.mark.parametrize(("order", "day"), [("dmy", "2024-04-03"), ("mdy", "2024-03-04")])
def test_the_order_that_a_person_states_settles_it(tmp_path: Path, order: str, day: str) -> None:
    record = dated(tmp_path, "Delta Observer | 03/04/2024", date_order=order)
    assert (record["date"], record["date_ambiguous"], record["date_precision"]) == (day, False, "day")
    read, settled = evidence_of(record, "date")
    assert (read["rule"], settled["rule"], settled["source"]) == ("numeric-slash", "order-stated", "corpus.toml")


def habits_of(*dates: str) -> Habits:
    habits = Habits()
    for text in dates:
        for date in find_dates(text):
            habits.order_votes.add(date)
    return habits


def test_the_rest_of_the_dump_settles_it_and_evidence_says_so(tmp_path: Path) -> None:
    habits = habits_of("25/03/2024", "19/03/2024", "22/03/2024", "14/03/2024", "13/03/2024", "31/01/2024")
    record = dated(tmp_path, "Delta Observer | 03/04/2024", habits)
    assert record["date"] == "2024-04-03"
    assert evidence_of(record, "date")[1]["rule"] == "order-of-dump"
    stated = dated(tmp_path, "Delta Observer | 03/04/2024", habits, date_order="mdy")
    assert stated["date"] == "2024-03-04"


def test_the_language_of_the_text_settles_two_digit_dates_only(tmp_path: Path) -> None:
    record = dated(tmp_path, "La Gazette, 21.06.18", language="fr")
    assert (record["date"], evidence_of(record, "date")[1]["rule"]) == ("2018-06-21", "order-of-language")
    assert dated(tmp_path, "La Gazette | 03/04/2024", language="fr")["date_ambiguous"]
    assert dated(tmp_path, "The Gazette, 21.06.18", language="ja")["date"] is None


@pytest.mark.parametrize("date", ["2081-06-17", "17.06.2081", "17/06/2081"])
def test_a_year_of_nepals_calendar_in_a_nepali_text_is_not_one_of_the_common_era(tmp_path: Path, date: str) -> None:
    record = dated(tmp_path, f"Delta Observer | {date}", language="ne")
    assert (record["date"], record["date_partial"], record["date_ambiguous"], record["date_raw"]) == (
        None,
        None,
        False,
        date,
    )
    assert evidence_of(record, "date_raw")[0]["rule"] == "foreign-calendar"
    assert dated(tmp_path, "Delta Observer | 2024-06-17", language="ne")["date"] == "2024-06-17"
    assert dated(tmp_path, f"Delta Observer | {date}", language="en")["date"] == "2081-06-17"


@pytest.mark.parametrize(
    ("credit", "partial", "precision", "raw"),
    [
        ("Delta Observer | September 2024", "2024-09", "month", "September 2024"),
        ("Delta Observer | 31 February 2024", None, None, "31 February 2024"),
        ("Delta Observer", None, None, None),
    ],
)
def test_a_date_that_is_no_day_is_null(
    tmp_path: Path, credit: str, partial: str | None, precision: str | None, raw: str | None
) -> None:
    record = dated(tmp_path, credit)
    assert record["date"] is None
    assert (record["date_partial"], record["date_raw"]) == (partial, raw)
    assert record["date_precision"] == precision
    assert not record["date_ambiguous"]


def test_the_dateline_gives_the_day_where_the_credit_has_none(tmp_path: Path) -> None:
    pieces = [TITLE, ("body", "GENEVA, March 4, 2024 (Reuters) - The vote was put off.\n"), BODY]
    view, cut = tiled(tmp_path, [pieces])
    record = table_of(view, cut).to_pylist()[0]
    assert record["dateline"] == "GENEVA, March 4, 2024 (Reuters)"
    assert (record["date"], record["date_raw"]) == ("2024-03-04", "March 4, 2024")
    assert evidence_of(record, "date")[0]["rule"] == "dateline-name-mdy"
    assert printed(view, evidence_of(record, "date")[0]) == "March 4, 2024"
    assert record["outlets"][0]["name"] == "Reuters"
    assert printed(view, evidence_of(record, "outlets[0].name")[0]) == "Reuters"
    assert record["text"].startswith("GENEVA, March 4, 2024 (Reuters) - The")


# -- outlets, addresses, rights -------------------------------------------------------------------------------------


def test_a_listed_outlet_has_what_the_registry_says_with_its_source(tmp_path: Path) -> None:
    record = dated(tmp_path, "RT | November 12, 2024")
    (outlet,) = record["outlets"]
    assert (outlet["name"], outlet["id"], outlet["country"]) == ("RT", "rt", "RU")
    assert outlet["affiliation"] == "state-controlled"
    (entry,) = evidence_of(record, "outlets[0].id")
    assert "outlet registry" in entry["source"]
    assert 0.9 < entry["confidence"] <= 1


def test_an_outlet_that_is_not_listed_is_unknown(tmp_path: Path) -> None:
    (outlet,) = dated(tmp_path, "Delta Observer | March 4, 2024")["outlets"]
    assert outlet == {"name": "Delta Observer", "id": None, "country": None, "affiliation": "unknown"}


def test_the_outlet_that_an_article_ran_in_stands_before_the_agency_that_wrote_it(tmp_path: Path) -> None:
    record = dated(tmp_path, "By Reuters | Delta Observer | March 4, 2024")
    assert record["authors"] == ["Reuters"]
    assert [outlet["name"] for outlet in record["outlets"]] == ["Delta Observer", "Reuters"]


def test_a_name_that_is_not_listed_stays_whole(tmp_path: Path) -> None:
    name = Named("Marl News - Fenbury/Lower Marl", 4, 34, "credit-name", 0.85)
    (found,) = credited([name], f"||| {name.name}", Registry.load(), dateline=None, date=None, language=None, url=None)
    assert (found.outlet.name, found.outlet.id, found.named) == (name.name, None, name)
    assert [outlet["id"] for outlet in dated(tmp_path, "TASS/AFP | March 4, 2024")["outlets"]] == ["tass", "afp"]


def test_an_unlisted_outlet_in_a_dateline_is_credited_where_the_credit_names_none(tmp_path: Path) -> None:
    view, cut = tiled(tmp_path, [[TITLE, ("body", "PORT SELIM, April 3, 2024 (Coastline Wire) - Ships waited.\n")]])
    record = table_of(view, cut).to_pylist()[0]
    assert [outlet["name"] for outlet in record["outlets"]] == ["Coastline Wire"]
    assert printed(view, evidence_of(record, "outlets[0].name")[0]) == "Coastline Wire"
    assert described(tmp_path, TITLE, ("body", "The Office of Harbours (OOH) - a new body - met.\n"))["outlets"] == []


def test_an_address_in_the_credit_is_the_records_address(tmp_path: Path) -> None:
    pieces = [TITLE, CREDIT, ("credit", "https://delta.example/news/2024/vote?id=7.\n"), BODY]
    view, cut = tiled(tmp_path, [pieces])
    record = table_of(view, cut).to_pylist()[0]
    assert record["url"] == "https://delta.example/news/2024/vote?id=7"
    assert printed(view, evidence_of(record, "url")[0]) == record["url"]


@pytest.mark.parametrize(
    "address", ["https://delta.e::error::x/news", "https://delta.example/%zz", "https://[::1/news"]
)
def test_what_only_looks_like_an_address_is_none(tmp_path: Path, address: str) -> None:
    assert described(tmp_path, TITLE, CREDIT, ("credit", f"{address}\n"), BODY)["url"] is None
    row = {"title": "Ships wait", "date": "2024-03-04", "url": address, "text": "Ships waited for the tide."}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (stated,) = corpuskit.split(tmp_path / "rows.jsonl")
    assert (stated.url, stated.extra["url"]) == (None, address)


def test_rights_and_language_come_from_corpus_toml_where_they_are_stated(tmp_path: Path) -> None:
    record = described(tmp_path, TITLE, BODY, rights="© the newspapers", language="nds")
    assert (record["rights"], record["language"]) == ("© the newspapers", "nds")
    sources = {entry["field"]: entry["source"] for entry in record["evidence"] if entry["source"]}
    assert sources == {"rights": "corpus.toml", "language": "corpus.toml"}


def test_a_detected_encoding_is_in_the_evidence_with_the_detector(tmp_path: Path) -> None:
    body = "Die Brücke über den Fluss müsse erneuert werden, sagte die Ministerin. „Es eilt“, fügte sie hinzu.\n"
    view, cut = tiled(tmp_path, [[("title", "Ministerin stellt Pläne für neue Brücken vor\n"), ("body", body)]])
    path = tmp_path / "dump.txt"
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    view = read(Seed("dump.txt", str(path)))
    cut.block = next(iter(view.open_blocks(1 << 20)))
    record = table_of(view, cut).to_pylist()[0]
    (entry,) = evidence_of(record, "provenance.encoding")
    assert (entry["rule"], record["provenance"]["encoding"]) == ("detected", "windows-1252")
    assert entry["source"].startswith("chardet ")
    assert 0 < entry["confidence"] <= 1


# -- where it lies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_bytes_and_lines_are_those_of_the_file(tmp_path: Path, end: str) -> None:
    def of(*pieces: tuple[str, str]) -> list[tuple[str, str]]:
        return [(kind, text.replace("\n", end)) for kind, text in pieces]

    records = [of(TITLE, CREDIT, BODY, ("blank", "\n\n")), of(TITLE, BODY)]
    records[1][-1] = ("body", "No line end at the end")
    found = records_of(tmp_path, records)
    size = (tmp_path / "dump.txt").stat().st_size
    places = [record["provenance"] for record in found]
    assert [(place["line_start"], place["line_end"]) for place in places] == [(1, 5), (6, 7)]
    assert [place["byte_start"] for place in places][1] == places[0]["byte_end"]
    assert places[1]["byte_end"] == size


def test_a_byte_order_mark_counts_in_offsets(tmp_path: Path) -> None:
    view, cut = tiled(tmp_path, [[TITLE, BODY]], mark=b"\xef\xbb\xbf")
    place = table_of(view, cut).to_pylist()[0]["provenance"]
    assert (place["byte_start"], place["byte_end"], place["line_start"]) == (3, view.size, 1)


@pytest.mark.parametrize("address", ["https://www.theguardian.com/uk/2022/may/03/ferry", "HTTPS://WWW.THEGUARDIAN.COM"])
def test_an_address_names_its_outlet_by_its_host_alone(tmp_path: Path, address: str) -> None:
    credit = [("credit", address + "\n"), ("credit", "3 May 2022\n")]
    view, cut = tiled(tmp_path, [[TITLE, *credit, BODY]])
    (record,) = table_of(view, cut).to_pylist()
    name = record["outlets"][0]["name"]
    assert (name.lower(), record["outlets"][0]["id"]) == ("www.theguardian.com", "guardian")
    (entry,) = evidence_of(record, "outlets[0].name")
    assert printed(view, entry) == name


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9), st.sampled_from(["authors", "extra.x"])), max_size=8),
)
def test_the_spans_that_state_nothing_are_those_in_which_no_statement_stands_as_a_whole(
    sizes: list[int], places: list[tuple[int, int, str]]
) -> None:
    """Of a record of a table with thousands of columns too, without comparing each span with each statement."""
    ends = list(accumulate(sizes))
    cut: Any = SimpleNamespace(spans=SimpleNamespace(start=[0, *ends[:-1]], end=ends))
    stated: list[Any] = [SimpleNamespace(start=at, end=at + size, field=field) for at, size, field in places]

    def within(number: int, field: str = "") -> bool:
        first, last = cut.spans.start[number], cut.spans.end[number]
        return any(first <= one.start < last and one.end <= last for one in stated if field in ("", one.field))

    numbers = range(len(sizes))
    assert without_statement(cut, numbers, stated) == [one for one in numbers if not within(one)]
    assert of_credit(cut, numbers, stated) == [one for one in numbers if within(one, "authors") or not within(one)]
