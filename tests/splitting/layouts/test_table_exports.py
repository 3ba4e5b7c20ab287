"""Tables and JSON with one article a row or object: columns by their names, all others kept."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from exports import read_export, written
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.model import CorpuskitError

TABLE = """Headline;Newspaper;Date;Page;Text;Editor code
Bridge reopens after two years;The Harbour Gazette;3 May 2024;4;"First line.

Second ""quoted"" line.";X1
Mill closes;The Harbour Gazette;4 May 2024;;It closed.;X2
"""


def test_columns_are_known_by_their_names_and_all_others_are_kept(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.txt", TABLE))
    first, second = found.records
    assert found.view.layout == "csv"
    assert (first["title"], first["date"], first["page"]) == ("Bridge reopens after two years", "2024-05-03", "4")
    assert [outlet["name"] for outlet in first["outlets"]] == ["The Harbour Gazette"]
    assert first["text"] == 'First line.\nSecond "quoted" line.'
    assert (first["extra"], second["page"]) == ({"Editor code": "X1"}, None)
    layout = next(entry for entry in first["evidence"] if entry["field"] == "provenance.layout")
    assert layout["rule"] == "recognised"


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
@pytest.mark.parametrize(
    "header",
    [
        "Titre,Journal,Texte",
        "タイトル,媒体,本文",
        "Заголовок,Источник,Текст",
        "Schlagzeile,Zeitung,Volltext",
        "כותרת,מקור,טקסט",
        "تیتر,منبع,متن",
        "शीर्षक,स्रोत,पाठ",
        "หัวข้อ,แหล่งที่มา,เนื้อหา",
        "Titlu,Sursă,Conținut",
        "Pealkiri,Allikas,Sisu",
        "Tittel,Kilde,Tekst",
    ],
)
def test_names_of_columns_are_known_in_many_languages(tmp_path: Path, header: str, delimiter: str) -> None:
    rows = [header, "A ferry sails,The Quay,It sails at noon.", "A mill stops,The Quay,It stopped."]
    text = "\r\n".join(row.replace(",", delimiter) for row in rows)
    found = read_export(written(tmp_path / "a.csv", text))
    assert [record["title"] for record in found.records] == ["A ferry sails", "A mill stops"]
    assert {record["outlets"][0]["name"] for record in found.records} == {"The Quay"}


LEGACY = [
    (
        "windows-1251",
        "Заголовок,Источник,Дата,Текст",
        "Мост закрыт",
        "Совет проголосовал за закрытие моста на два года.",
    ),
    ("shift_jis", "見出し,媒体,日付,本文", "橋の閉鎖", "市議会は火曜日、古い橋を二年間閉鎖することを決めた。"),
    (
        "windows-1253",
        "Τίτλος,Πηγή,Ημερομηνία,Κείμενο",
        "Η γέφυρα",
        "Το συμβούλιο αποφάσισε την Τρίτη να κλείσει τη γέφυρα.",
    ),
]


@pytest.mark.parametrize(("encoding", "header", "title", "text"), LEGACY)
def test_names_of_columns_are_read_in_the_encoding_of_the_file(
    tmp_path: Path, encoding: str, header: str, title: str, text: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"{header}\n{title},The Quay,2024-03-05,{text}\n{title} 2,The Quay,2024-03-06,{text}\n".encode(encoding)
    )
    for settings in ({}, {"encoding": encoding}):
        found = read_export(path, **settings)
        assert [(one["title"], one["text"]) for one in found.records] == [(title, text), (f"{title} 2", text)]


def test_a_table_whose_columns_nobody_knows_is_not_taken_for_one_pasted_article(tmp_path: Path) -> None:
    rows = [f'Bridge {number},The Quay,2024-03-0{number},"The bridge, it says, is closed."' for number in range(1, 4)]
    text = "\n".join(["qaz,wsx,edc,rfv", *rows]) + "\n"
    with pytest.raises(CorpuskitError, match="qaz, wsx, edc, rfv") as caught:
        read_export(written(tmp_path / "a.csv", text))
    assert caught.value.problems[0].code == "layout-broken"
    found = read_export(tmp_path / "a.csv", columns={"qaz": "title", "rfv": "text"})
    assert [record["title"] for record in found.records] == ["Bridge 1", "Bridge 2", "Bridge 3"]


def test_what_corpus_toml_says_of_columns_wins(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "kop,x,title\nA,Body one,old a\nB,Body two,old b\n")
    columns = {"kop": "title", "x": "text", "title": ""}
    found = read_export(path, layout="csv", columns=columns)
    first = found.records[0]
    assert (first["title"], first["text"], first["extra"]) == ("A", "Body one", {"title": "old a"})
    with pytest.raises(CorpuskitError, match="has no such column"):
        read_export(path, layout="csv", columns={"nothing": "title"})


def test_a_row_with_too_many_cells_is_kept_outside_and_named(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.csv", "title,text\nA,one\nB,two,three\nC,four\nD,five\nE,six\nF,seven\n"))
    assert [record["title"] for record in found.records] == ["A", "C", "D", "E", "F"]
    (problem,) = found.problems
    assert (problem.code, problem.place.line) == ("article-unread", 3)
    assert found.outside == [("unassigned", "B,two,three\n")]


def test_a_table_without_articles_is_an_error_that_names_its_columns(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError) as caught:
        read_export(written(tmp_path / "a.json", '[{"price": 1, "size": 2}]'))
    (problem,) = caught.value.problems
    assert problem.code == "layout-broken"
    assert "price, size" in problem.message


def test_each_line_of_json_is_an_article_and_a_broken_one_is_named(tmp_path: Path) -> None:
    rows = [
        {"title": "One", "text": "First.", "published": "2024-01-02", "tags": ["a", "b"], "n": 5},
        {"headline": "Two", "body": "<p>Second.</p><p>Third &amp; last.</p>", "n": None},
    ]
    text = json.dumps(rows[0]) + "\n{broken\n\n" + json.dumps(rows[1]) + "\n"
    found = read_export(written(tmp_path / "a.jsonl", text))
    assert [(record["title"], record["text"]) for record in found.records] == [
        ("One", "First."),
        ("Two", "Second.\nThird & last."),
    ]
    assert found.records[0]["extra"] == {"n": "5", "tags": "a; b"}
    (problem,) = found.problems
    assert (problem.code, problem.place.line) == ("article-unread", 2)
    assert "found none: expecting property name enclosed in double quotes at column 2" in problem.message


@pytest.mark.parametrize(
    ("line", "instead"),
    [("[1, 2]", "found a list"), ('"x"', "found a single value"), ("[" * 99999, "nested too deeply")],
)
def test_a_line_of_json_that_is_no_object_is_named_for_what_it_is(tmp_path: Path, line: str, instead: str) -> None:
    row = json.dumps({"title": "One", "text": "First."})
    (problem,) = read_export(written(tmp_path / "a.jsonl", f"{row}\n{line}\n{row}\n{row}\n")).problems
    assert instead in problem.message


@pytest.mark.parametrize("kept", [2, 9, 20])
def test_lines_of_json_that_end_in_the_middle_of_one_say_so(tmp_path: Path, kept: int) -> None:
    row = json.dumps({"title": "One", "text": "First."})
    found = read_export(written(tmp_path / "a.jsonl", f"{row}\n{row}\n{row[:kept]}"))
    assert len(found.records) == 2
    (problem,) = found.problems
    assert (problem.code, problem.place.line) == ("export-cut-off", 3)
    assert [text.rstrip("\n") for _, text in found.outside] == [row[:kept]]
    assert read_export(written(tmp_path / "b.jsonl", f"{row}\n{row}")).problems == []


@pytest.mark.parametrize("end", ["", "\n", "\nthat goes on", "\n\nD,three\nE,four\n"])
def test_a_table_that_ends_within_a_quotation_says_so(tmp_path: Path, end: str) -> None:
    whole = 'title,text\nA,"One ""thing"",\nand another."\nB,two\nC,"a text'
    found = read_export(written(tmp_path / "a.csv", whole + end))
    assert [record["title"] for record in found.records] == ["A", "B", "C"]
    assert found.records[-1]["text"].startswith("a text")
    (problem,) = found.problems
    assert (problem.code, problem.place.line) == ("export-cut-off", 5)


@given(
    st.lists(st.lists(st.text('a",\n\\ '), min_size=2, max_size=2), min_size=1, max_size=4),
    st.sampled_from(["", "\n", "\r\n"]),
)
def test_a_table_that_is_whole_never_says_so(rows: list[list[str]], end: str) -> None:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows([["title", "text"], *([f"T{a}", f"T{b}"] for a, b in rows)])
    text = made.getvalue().removesuffix("\n") + end
    with tempfile.TemporaryDirectory() as folder:
        found = read_export(written(Path(folder) / "a.csv", text), layout="csv")
    assert [problem for problem in found.problems if problem.code == "export-cut-off"] == []


@pytest.mark.parametrize("between", ["\n", ","])
def test_numbers_in_json_are_kept_as_they_are_printed(tmp_path: Path, between: str) -> None:
    long = "9" * 6000
    row = '{"title": "Ferry sails", "text": "It sails at noon.", "author": NaN, "mark": 1.10, "far": 1e999, "long": %s}'
    rows = between.join([row % long, row % "12345678901234567890.25"])
    found = read_export(written(tmp_path / "a.json", rows + "\n" if between == "\n" else f"[{rows}]"))
    first, second = found.records
    assert first["extra"] == {"mark": "1.10", "far": "1e999", "long": long}
    assert (second["extra"]["long"], second["authors"]) == ("12345678901234567890.25", [])


def test_numbers_deep_in_json_keep_their_digits_too(tmp_path: Path) -> None:
    deep = '{"a": {"b": {"c": {"d": [2.50, {"é": 12345678901234567890.10}]}}}}'
    row = f'{{"title": "Ferry sails", "text": "It sails at noon.", "k": {deep}, "far": {"[" * 600}1.10{"]" * 600}}}'
    (record,) = read_export(written(tmp_path / "a.jsonl", row + "\n")).records
    assert record["extra"]["k.a.b.c.d"] == '2.50; {"é": 12345678901234567890.10}'
    assert record["extra"]["far"].strip("[]") == "1.1"  # so deep that it is left to json


def test_a_list_within_json_is_found_and_its_count_checked(tmp_path: Path) -> None:
    articles = [{"title": f"Title {n}", "source": {"name": "Fjord News"}, "content": "Text."} for n in range(3)]
    path = written(tmp_path / "a.json", json.dumps({"response": {"total": 4, "query": "ferry", "results": articles}}))
    found = read_export(path)
    assert [record["title"] for record in found.records] == ["Title 0", "Title 1", "Title 2"]
    assert found.statement == {"count": ["4"], "query": ["ferry"]}
    (problem,) = found.problems
    assert problem.code == "declared-count-differs"
    assert "declares 4 articles, 3 were found" in problem.message


def test_of_json_that_is_cut_off_everything_before_the_damage_is_read(tmp_path: Path) -> None:
    whole = json.dumps({"articles": [{"title": f"Title {n}", "text": "Text."} for n in range(5)]})
    found = read_export(written(tmp_path / "a.json", whole[: whole.index("Title 3") + 4]))
    assert [record["title"] for record in found.records] == ["Title 0", "Title 1", "Title 2"]
    assert [problem.code for problem in found.problems] == ["export-cut-off"]
    assert "".join(text for _, text in found.outside).startswith('{"title": "Titl')


@pytest.mark.parametrize("block_size", [1, 50, 1 << 20])
def test_the_size_of_blocks_changes_nothing(tmp_path: Path, block_size: int) -> None:
    path = written(tmp_path / "a.csv", TABLE)
    assert read_export(path, block_size).records == read_export(path).records


def test_a_file_beyond_the_limit_of_whole_files_is_an_error(tmp_path: Path) -> None:
    from corpuskit.model import Seed
    from corpuskit.splitting import open_view
    from corpuskit.workspace import Limits

    path = written(tmp_path / "a.json", json.dumps([{"title": "T", "text": "x" * 5000}]))
    with pytest.raises(CorpuskitError) as caught:
        open_view(Seed(path.name, str(path)), limits=Limits(whole_bytes=2000))
    assert caught.value.problems[0].code == "too-large"


def test_objects_with_other_keys_are_mapped_each_by_its_own(tmp_path: Path) -> None:
    rows = [
        {
            "webTitle": "One",
            "fields": {"headline": "First", "byline": "By Ana Vale and Piet Holm", "body": "<p>A.</p>"},
        },
        {"webTitle": "Second", "fields": {"bodyText": "B."}},
    ]
    found = read_export(written(tmp_path / "a.json", json.dumps({"response": {"results": rows}})))
    assert [(r["title"], r["text"], r["authors"]) for r in found.records] == [
        ("First", "A.", ["Ana Vale", "Piet Holm"]),
        ("Second", "B.", []),
    ]
    assert found.records[0]["extra"] == {"webTitle": "One"}


def test_the_line_with_which_excel_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    found = read_export(
        written(tmp_path / "a.csv", "sep=;\r\nTitel;Datum;Text\r\nFähre;3.5.2024;Sie fährt.\r\n", "utf-8-sig")
    )
    assert [(record["title"], record["date"]) for record in found.records] == [("Fähre", "2024-05-03")]
    assert found.outside == [("separator", "sep=;\n")]


def test_a_table_of_texts_alone_has_records_without_a_title(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.csv", 'text,label\n"It sails, again.",1\nIt stopped.,0\nIt opens.,1\n'))
    first = found.records[0]
    assert (first["title"], first["text"]) == (None, "It sails, again.")
    assert len(found.records) == 3


@pytest.mark.parametrize(
    "header",
    [
        "見出し,媒体名,掲載日,記者名,記事本文",
        "标题,来源,发布日期,作者,文章内容",
        "Headline,News outlet,pub_dt,Writers,Full Article",
        "제목,언론사,일자,기고자,본문",
        "Overskrift,Medie,Dato,Forfatter,Tekst",
        "title,source.title,date,authors.0.name,body",
        "head,medium_name,pubtime,byline,content",
    ],
)
def test_names_of_columns_of_other_tools_are_known(tmp_path: Path, header: str) -> None:
    (record,) = read_export(
        written(tmp_path / "a.csv", f"{header}\nFerry,Quay,2024-05-03,Ana Vale,It sails.\n")
    ).records
    assert (record["title"], record["date"], record["authors"]) == ("Ferry", "2024-05-03", ["Ana Vale"])
    assert ([one["name"] for one in record["outlets"]], record["text"]) == (["Quay"], "It sails.")


@pytest.mark.parametrize("seconds", [1714729500, 1714729500000, "1714729500.0"])
def test_a_day_that_is_counted_in_seconds_is_read_and_says_so(tmp_path: Path, seconds: object) -> None:
    path = written(tmp_path / "a.json", json.dumps([{"headline": "Ferry", "body": "It sails.", "published": seconds}]))
    (record,) = read_export(path).records
    assert (record["date"], record["outlets"]) == ("2024-05-03", [])
    entry = next(entry for entry in record["evidence"] if entry["field"] == "date")
    assert "since 1970-01-01 (UTC)" in entry["source"]


def test_authors_are_read_from_lists_and_objects_and_a_number_is_none(tmp_path: Path) -> None:
    rows = [
        {"title": "One", "text": "A.", "authors": [{"name": "Ana Vale"}, {"name": "Piet Holm"}]},
        {"title": "Two", "text": "B.", "authors": "['Ana Vale', \"Piet Holm\"]"},
        {"title": "Three", "text": "C.", "author": 3},
        {"title": "Four", "text": "D.", "authors": [{"firstname": "Ana", "lastname": "Vale", "rank": 1}]},
        {"title": "Five", "text": "E.", "author": {"Family_Name": "Holm", "given_name": "Piet", "middle": "J."}},
    ]
    found = read_export(written(tmp_path / "a.json", json.dumps(rows)))
    two = ["Ana Vale", "Piet Holm"]
    assert [one["authors"] for one in found.records] == [two, two, [], ["Ana Vale"], ["Piet J. Holm"]]
    assert found.records[2]["extra"] == {"author": "3"}
    assert found.records[3]["extra"] == {"authors.rank": "1"}


def test_objects_that_only_wrap_an_article_are_seen_through(tmp_path: Path) -> None:
    hits = [{"_id": "a1", "_source": {"headline": "Ferry", "body": "A.", "author": {"name": "Ana Vale"}}}]
    (record,) = read_export(written(tmp_path / "a.json", json.dumps({"hits": {"hits": hits}}))).records
    assert (record["title"], record["authors"], record["source_id"]) == ("Ferry", ["Ana Vale"], "a1")
    articles = [{"source": {"id": "quay", "name": "The Quay"}, "title": "Ferry &#8211; back", "content": "A."}]
    (record,) = read_export(written(tmp_path / "b.json", json.dumps({"articles": articles}))).records
    assert (record["title"], record["source_id"]) == ("Ferry – back", None)
    assert ([one["name"] for one in record["outlets"]], record["extra"]) == (["The Quay"], {"source.id": "quay"})


def test_numbered_columns_of_authors_are_all_read(tmp_path: Path) -> None:
    text = "title,authors.0.name,authors.1.name,body\nFerry,Ana Vale,Piet Holm,It sails.\n"
    (record,) = read_export(written(tmp_path / "a.csv", text)).records
    assert record["authors"] == ["Ana Vale", "Piet Holm"]


@pytest.mark.parametrize("author", ["홍길동 기자", "记者 王小明", "本报记者：王小明", "文/王小明"])
def test_a_reporters_office_is_no_part_of_the_name(tmp_path: Path, author: str) -> None:
    text = f"제목,일자,기고자,본문\nFerry,20240503,{author},It sails.\n"
    (record,) = read_export(written(tmp_path / "a.csv", text)).records
    assert record["date"] == "2024-05-03"
    assert record["authors"] in (["홍길동"], ["王小明"])


def test_a_column_of_sections_can_hold_pages(tmp_path: Path) -> None:
    text = "标题,报刊,日期,版面,正文\nFerry,Quay,2024-05-03,A12,It sails.\nMill,Quay,2024-05-03,经济,It stops.\n"
    first, second = read_export(written(tmp_path / "a.csv", text)).records
    assert (first["page"], first["section"]) == ("A12", None)
    assert (second["page"], second["section"]) == (None, "经济")


def test_a_text_in_parts_is_one_text(tmp_path: Path) -> None:
    """As channels of Telegram are exported: what is bold or a link is an object among strings."""
    text = [{"type": "bold", "text": "Ferry"}, "\n\nIt sails at noon. ", {"type": "text_link", "text": "More"}]
    messages = [
        {"id": 2, "date": "2024-05-03T10:00:00", "text": text},
        {"id": 3, "date": "2024-05-04", "text": "A mill."},
    ]
    path = written(tmp_path / "result.json", json.dumps({"name": "Coast", "messages": messages}))
    first, second = read_export(path).records
    assert first["text"] == "Ferry\nIt sails at noon. More"
    assert (second["text"], second["date"]) == ("A mill.", "2024-05-04")


ROWS = [
    {"title": f"Ferry {n}", "text": "It sails again.", "date": f"2024-05-0{n}", "source": "Coast Courier"}
    for n in range(1, 5)
]
SHAPES: dict[str, object] = {
    "rows": ROWS,
    "by their ids": {f"a{n}": row for n, row in enumerate(ROWS)},
    "column by column, with numbers": {key: {str(n): row[key] for n, row in enumerate(ROWS)} for key in ROWS[0]},
    "column by column": {key: [row[key] for row in ROWS] for key in ROWS[0]},
    "names apart": {"columns": list(ROWS[0]), "index": [0, 1, 2, 3], "data": [list(row.values()) for row in ROWS]},
    "pages": [{"status": "ok", "articles": ROWS[:3]}, {"status": "ok", "articles": ROWS[3:]}],
    "pages by number": {"1": {"status": "ok", "articles": ROWS[:1]}, "2": {"status": "ok", "articles": ROWS[1:]}},
    "lists by kind": {"news": ROWS[:2], "blogs": ROWS[2:]},
    "with a list of something else": {
        "articles": ROWS,
        "sources": [{"name": "Coast Courier", "description": "A paper"}],
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_rows_of_json_are_found_whatever_holds_them(tmp_path: Path, shape: str) -> None:
    found = read_export(written(tmp_path / "a.json", json.dumps(SHAPES[shape])))
    assert [one["title"] for one in found.records] == [row["title"] for row in ROWS]
    assert [one["date"] for one in found.records] == [row["date"] for row in ROWS]
    assert {one["outlets"][0]["name"] for one in found.records} == {"Coast Courier"}
    assert found.problems == []


def test_quotes_behind_a_backslash_are_those_of_a_cell(tmp_path: Path) -> None:
    table = 'title,text,date\n"Ferry \\"x\\" back","He said \\"no\\", twice",2024-05-03\n'
    table += '"Mill","It \\\\ stops.",2024-05-04\n'
    first, second = read_export(written(tmp_path / "a.csv", table)).records
    assert (first["title"], first["text"], first["date"]) == ('Ferry "x" back', 'He said "no", twice', "2024-05-03")
    assert second["text"] == "It \\ stops."
    doubled = 'title,text\n"A ""b"" \\","c\\"\n"D","e ""f"""\n'
    found = read_export(written(tmp_path / "b.csv", doubled))
    assert [one["title"] for one in found.records] == ['A "b" \\', "D"]


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://quay.example?x="&A1,"Story")', "https://quay.example/a,title", "f(text,title"]
)
def test_a_title_with_a_comma_and_a_word_for_a_column_is_no_head_of_a_table(tmp_path: Path, title: str) -> None:
    body = "Officials said on Friday that it would sail, as they had hoped.\nThe harbour, they said, is ready for it."
    dump = f"{title}\nQuay | May 3, 2024\n{body}\n\nMill stops\nQuay | May 4, 2024\n{body}\n"
    records = read_export(written(tmp_path / "a.txt", dump)).records
    assert [record["provenance"]["layout"] for record in records] == ["pasted", "pasted"]
    assert records[0]["title"] == title


def test_rows_of_other_sizes_at_the_end_of_a_table_are_not_lost_in_silence(tmp_path: Path) -> None:
    text = (
        "sep=;\r\nDate;Title;Text\r\n2024-05-03;Ferry;It sails.\r\n2024-05-04;Mill\r\n2024-05-05;Quay;It, too;x;y\r\n"
    )
    found = read_export(written(tmp_path / "a.csv", text))
    assert [record["title"] for record in found.records] == ["Ferry", "Mill"]
    (problem,) = found.problems
    assert (problem.code, problem.place.line) == ("article-unread", 5)
    assert ("unassigned", "2024-05-05;Quay;It, too;x;y\n") in found.outside


STORY = {"headline": "Ferry sails", "body_text": "It sails at noon.", "firstcreated": "2024-05-03T10:00:00+00:00"}


@pytest.mark.parametrize(
    "inner",
    [
        {"subject": [{"code": "04000000", "name": "economy"}, {"code": "2", "name": "port"}]},
        {"place": [{"name": "Westport"}], "infosource": [{"name": "Coast Agency"}]},
        {"comments": [{"author": "Ron", "date": "2024-05-04", "text": "A shame."}]},
    ],
)
def test_lists_in_an_object_that_is_an_article_are_no_articles(tmp_path: Path, inner: dict[str, object]) -> None:
    """As ninjs has it: https://iptc.org/standards/ninjs/."""
    (record,) = read_export(written(tmp_path / "a.json", json.dumps(STORY | inner))).records
    assert (record["title"], record["text"], record["date"]) == ("Ferry sails", "It sails at noon.", "2024-05-03")


def test_an_object_in_parts_by_their_roles_is_an_article(tmp_path: Path) -> None:
    """As ninjs has it from version 2 on."""
    story = {
        "headlines": [{"role": "main", "value": "Ferry sails"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>It sails.</p><p>At noon.</p>"}],
        "contentcreated": "2024-05-03T10:00:00+00:00",
        "by": "Ana Vale",
        "people": [{"name": "Piet Holm"}],
        "infosources": [{"name": "Coast Agency"}],
    }
    (record,) = read_export(written(tmp_path / "a.json", json.dumps(story))).records
    assert (record["title"], record["text"], record["date"]) == ("Ferry sails", "It sails.\nAt noon.", "2024-05-03")
    assert (record["authors"], record["outlets"][0]["name"]) == (["Ana Vale"], "Coast Agency")


@pytest.mark.parametrize(
    "groups",
    [
        {"chats": {"about": "All.", "list": [{"name": "Coast", "type": "channel", "id": 1, "messages": ROWS}]}},
        {"category": [{"code": "newspaper", "name": "Newspapers", "records": {"total": 4, "article": ROWS}}]},
        {"channels": [{"name": "A", "messages": ROWS[:1]}, {"name": "B", "messages": ROWS[1:]}]},
    ],
)
def test_objects_with_a_name_alone_group_the_articles_in_them(tmp_path: Path, groups: dict[str, object]) -> None:
    found = read_export(written(tmp_path / "a.json", json.dumps(groups)))
    assert [one["title"] for one in found.records] == [row["title"] for row in ROWS]
    assert [one["text"] for one in found.records] == [row["text"] for row in ROWS]


def test_articles_without_texts_are_not_replaced_by_what_is_said_of_them(tmp_path: Path) -> None:
    rows = [
        {"title": "Ferry", "url": "https://coast.example/1", "comments": [{"author": "Ron", "text": "A shame."}] * 3}
    ]
    (record,) = read_export(written(tmp_path / "a.json", json.dumps({"articles": rows}))).records
    assert (record["title"], record["url"]) == ("Ferry", "https://coast.example/1")


def test_items_of_a_reader_of_feeds_have_text_outlet_and_address(tmp_path: Path) -> None:
    """As the interface of Google Reader had them, which others took over (Feedly, Inoreader)."""
    item = {
        "title": "Ferry",
        "published": 1714730400,
        "origin": {"streamId": "feed/1", "title": "Coast Courier", "htmlUrl": "https://coast.example"},
        "alternate": [{"href": "https://coast.example/1", "type": "text/html"}],
        "summary": {"direction": "ltr", "content": "<p>It sails.</p>"},
    }
    (record,) = read_export(written(tmp_path / "a.json", json.dumps({"items": [item]}))).records
    assert (record["text"], record["outlets"][0]["name"]) == ("It sails.", "Coast Courier")
    assert (record["url"], record["date"]) == ("https://coast.example/1", "2024-05-03")


def test_an_address_in_a_column_of_outlets_is_that_of_the_article(tmp_path: Path) -> None:
    row = {"title": "Ferry", "text": "It sails.", "source": "https://coast.example/1"}
    found = read_export(written(tmp_path / "a.json", json.dumps([row, row | {"url": "https://coast.example/2"}])))
    first, second = found.records
    assert (first["url"], first["outlets"], first["extra"]) == ("https://coast.example/1", [], {})
    assert (second["url"], second["extra"]) == ("https://coast.example/2", {"source": "https://coast.example/1"})


def test_a_subtitle_in_html_is_read_as_a_title_is(tmp_path: Path) -> None:
    row = {"headline": "A <b>ferry</b>", "standfirst": "<p>It sails &amp; stops</p>", "body": "<p>It sails.</p>"}
    (record,) = read_export(written(tmp_path / "a.json", json.dumps([row]))).records
    assert (record["title"], record["subtitle"]) == ("A ferry", "It sails & stops")


@pytest.mark.parametrize("end", ["\v", "\u2028", "\u2029"])
def test_lines_of_a_cell_that_end_in_other_signs_are_lines_of_its_text(tmp_path: Path, end: str) -> None:
    rows = "".join(f"Ferry {number}\t2024-05-03\tIt sails.{end}It stops.\n" for number in range(4))
    records = read_export(written(tmp_path / "a.tsv", f"title\tdate\ttext\n{rows}")).records
    assert [(one["title"], one["text"]) for one in records] == [
        (f"Ferry {n}", "It sails.\nIt stops.") for n in range(4)
    ]


def test_keys_and_numbers_of_json_that_no_program_should_write_are_read(tmp_path: Path) -> None:
    """A key that stands there again, half a character, and a day of thousands of digits."""
    text = (
        r'[{"title": "Ferry", "text": "It sails.", "title": "Boat", "\ud801k": "x\udfff", "date": "2024-05-03"},'
        rf'{{"title": "Harbour", "text": "It opens.", "issued": {{"date-parts": [["{"9" * 5000}"]]}}}}]'
    )
    first, second = read_export(written(tmp_path / "a.json", text)).records
    assert (first["title"], first["date"], first["extra"]) == (
        "Ferry",
        "2024-05-03",
        {"title": "Boat", "\ufffdk": "x\ufffd"},
    )
    assert (second["title"], second["date"]) == ("Harbour", None)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_row_that_a_missing_quotation_mark_put_into_a_cell_is_named(tmp_path: Path, delimiter: str) -> None:
    rows = ["title;date;text", 'Mill sold;2024-05-02;"It was sold.', 'Bridge shut;2024-05-03;"It is shut."', ""]
    found = read_export(written(tmp_path / "a.csv", "\n".join(rows).replace(";", delimiter)))
    (problem,) = found.problems
    assert (problem.code, problem.place.line, len(found.records)) == ("articles-may-follow", 2, 1)
    assert "'Bridge shut" in problem.message


def test_a_text_of_several_lines_with_signs_and_days_is_no_row(tmp_path: Path) -> None:
    rows = ["title;date;text", 'Mill sold;2024-05-02;"It was sold;', 'on 3 May 2024; not before; as some say."', ""]
    assert read_export(written(tmp_path / "a.csv", "\n".join(rows))).problems == []
