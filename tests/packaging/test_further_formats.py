"""Each further format, read by a reader of its own, holds the records of the tables; verify finds what was changed."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from packaging_corpus import build, contents
from packaging_records import records

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.flat import tables
from corpuskit.flat.columns import table_names
from corpuskit.model import FORMATS, CorpuskitError, Exit
from corpuskit.packaging import Part
from corpuskit.packaging.exporters import asked, csv_tables, json_ld, references, tei, text_files
from corpuskit.packaging.groups import groups

sys.path.insert(0, str(Path(__file__).parent.parent / "checking"))

from resealing import reseal

TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus in every format."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(corpus.parent / "seeds", folder / "seeds")
    return corpuskit.build(folder, also=FORMATS).dist


@pytest.fixture(scope="module")
def rows(whole: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(whole / "data" / "records.parquet").to_pylist()
    return found


def test_every_format_that_can_be_asked_for_is_written(whole: Path) -> None:
    assert {exporter.NAME for exporter in asked(FORMATS)} == set(FORMATS) - {"bagit", "dcat"}
    assert json.loads((whole / "manifest.json").read_bytes())["options"]["also"] == sorted(FORMATS)
    found = verify(whole)
    assert found.problems == ()
    assert sum("holds the same records" in line for line in found.checked) == len(FORMATS) - 2
    assert "the bag lists the files that are there" in found.checked


def test_the_size_of_the_parts_changes_no_byte(tmp_path: Path) -> None:
    for name, batch in (("one", 2), ("other", 50)):
        build(tmp_path / name, count=30, batch=batch, also=frozenset(FORMATS))
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_a_corpus_without_records_has_every_format(tmp_path: Path) -> None:
    build(tmp_path / "dist", count=0, also=frozenset(FORMATS))
    assert {problem.code for problem in verify(tmp_path / "dist").problems} == {"no-records"}
    assert pa.ipc.open_file(tmp_path / "dist" / "data" / "records.arrow").read_all().num_rows == 0
    assert json.loads((tmp_path / "dist" / "data" / "records.jsonld").read_bytes())["@graph"] == []
    etree.parse(tmp_path / "dist" / "data" / "records.tei.xml")


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path, dumps: Path) -> None:
    with pytest.raises(CorpuskitError) as error:
        corpuskit.build(dumps / "harbour.txt", out=tmp_path / "dist", also=["excel"])
    assert error.value.exit_code == Exit.USAGE
    assert "csv" in str(error.value.problems[0].hint)


@pytest.mark.parametrize("name", table_names())
def test_arrow_files_hold_the_tables(name: str, whole: Path) -> None:
    table = pa.ipc.open_file(whole / "data" / f"{name}.arrow").read_all()
    assert table.equals(pq.read_table(whole / "data" / f"{name}.parquet").cast(table.schema))


@pytest.mark.parametrize("name", table_names())
def test_csv_files_hold_the_tables(name: str, whole: Path) -> None:
    expected = pq.read_table(whole / "data" / f"{name}.parquet")
    options = pyarrow.csv.ConvertOptions(
        column_types={c: pa.string() for c in expected.column_names},
        strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""],
    )  # fmt: skip
    parsing = pyarrow.csv.ParseOptions(newlines_in_values=True)
    found = pyarrow.csv.read_csv(whole / "data" / f"{name}.csv", parse_options=parsing, convert_options=options)
    assert found.column_names == expected.column_names
    for column in expected.column_names:
        kind = expected.schema.field(column).type
        for cell, value in zip(found[column].to_pylist(), expected[column].to_pylist(), strict=True):
            assert _from_cell(cell, kind) == value


def _from_cell(cell: str | None, kind: pa.DataType) -> Any:
    if cell is None:
        return None
    if pa.types.is_list(kind):
        return json.loads(cell)
    return csv_tables.restored(cell) if pa.types.is_string(kind) else pa.scalar(cell).cast(kind).as_py()


RISKY = st.text(st.sampled_from("'=+-@\t\rab1＝＋－＠\n\""), max_size=5)


@given(st.lists(st.one_of(st.none(), RISKY, st.text()), min_size=1, max_size=8))
def test_no_cell_is_a_formula_and_each_is_restored(values: list[str | None]) -> None:
    cells = csv_tables.safe(pa.table({"a": pa.array(values, pa.string())}))["a"].to_pylist()
    for cell, value in zip(cells, values, strict=True):
        if cell is not None:
            assert cell[:1] not in set("=+-@\t\r＝＋－＠")
            assert csv_tables.restored(cell) == value


def test_the_database_holds_the_tables_and_finds_words(whole: Path, rows: list[dict[str, Any]]) -> None:
    database = sqlite3.connect(f"file:{whole}/data/corpus.sqlite?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    assert database.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert database.execute("pragma foreign_key_check").fetchall() == []
    for found, row in zip(database.execute("select * from records order by rowid"), rows, strict=True):
        for name, value in row.items():
            cell = json.loads(found[name]) if isinstance(value, list) else found[name]
            assert cell == (value.isoformat() if hasattr(value, "isoformat") else value), name
    word = max(re.findall(r"[A-Za-z]{5,}", rows[0]["text"]), key=len)
    ids = database.execute(
        "select id from records where rowid in (select rowid from records_fts where records_fts match ?)", [word]
    ).fetchall()
    assert rows[0]["id"] in {row["id"] for row in ids}
    assert {row["id"] for row in ids} <= {row["id"] for row in rows if word.lower() in str(row).lower()}


def test_there_is_a_text_file_for_each_record(whole: Path, rows: list[dict[str, Any]]) -> None:
    files = {path.name: path for path in (whole / "data" / "text").iterdir()}
    assert len(files) == len(rows)
    for row in rows:
        path = files[text_files.file_name(row["id"], row["date"], row["outlet"])]
        assert path.read_text("utf-8") == f"{row['title']}\n\n{row['text']}\n"


def test_a_text_that_the_disk_takes_a_part_of_is_an_error(record: dict[str, Any]) -> None:
    resource = pytest.importorskip("resource")  # a bound on the size of files cuts them as a full disk does
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    rows = [record | {"text": "a ship came in\n" * 200}]
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            exported(rows, text_files, text_files.FOLDER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@given(st.one_of(st.none(), st.text()), st.sampled_from([None, "2024-01-05"]))
def test_no_outlet_leads_a_file_name_anywhere(outlet: str | None, date: str | None) -> None:
    name = text_files.file_name("00112233445566aa-2", date, outlet)
    assert re.fullmatch(r"(undated|2024-01-05)_[a-z0-9](?:[a-z0-9-]{0,39})_00112233445566aa-2\.txt", name)


def test_a_file_name_says_of_no_outlet_that_there_is_none() -> None:
    names = [text_files.file_name("0", None, outlet).split("_")[1] for outlet in (None, "新华社", "Süd-Kurier")]
    assert names == ["no-outlet", "outlet", "sud-kurier"]


def test_articles_are_linked_data(whole: Path, rows: list[dict[str, Any]]) -> None:
    import rdflib

    graph = rdflib.Graph().parse(whole / "data" / "records.jsonld", format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    assert len(set(graph.subjects(rdflib.RDF.type, schema.NewsArticle))) == len(rows)
    for row in rows:
        article = rdflib.URIRef(f"urn:corpuskit:record:{row['id']}")
        assert str(graph.value(article, schema.articleBody)) == row["text"]
        assert str(graph.value(article, schema.datePublished) or "None") == str(row["date"] or row["date_partial"])


def test_the_texts_of_tei_are_the_texts_of_the_records(whole: Path, rows: list[dict[str, Any]]) -> None:
    root = etree.parse(whole / "data" / "records.tei.xml").getroot()
    texts = root.findall(f"{TEI}TEI")
    assert len(texts) == len(rows)
    for found, row in zip(texts, rows, strict=True):
        parts = found.findall(f".//{TEI}body//{TEI}p") + found.findall(f".//{TEI}body//{TEI}head")
        assert sorted(part.text or "" for part in parts if part.text) == sorted(row["text"].split("\n"))
        heads = [part.text for part in found.findall(f".//{TEI}body//{TEI}head")]
        assert heads == row["heading_texts"]


def exported(rows: list[dict[str, Any]], exporter: Any, path: str) -> bytes:
    """A file of an exporter, of records as parsed JSON that come in two groups."""
    with TemporaryDirectory() as name:
        with exporter.Writer(Path(name)) as writer:
            for group in groups([Part(tables.from_json(rows))], rows=max(1, len(rows) // 2)):
                writer.write(group)
        return (Path(name) / path).read_bytes()


def said(**fields: Any) -> dict[str, Any]:
    """What a record says for certain: a member of an object is left out where nothing is known."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


@settings(max_examples=25)
@given(records())
def test_any_records_are_linked_data_and_references(rows: list[dict[str, Any]]) -> None:
    listed = json.loads(exported(rows, json_ld, json_ld.PATH))["@graph"]
    items = json.loads(exported(rows, references, references.CSL))
    for article, item, row in zip(listed, items, rows, strict=True):
        outlets = [outlet["name"] for outlet in row["outlets"]]
        date = row["date"] or row["date_partial"]
        language = None if row["language"] == "und" else row["language"]
        assert article == said(
            **{"@type": "NewsArticle", "@id": f"urn:corpuskit:record:{row['id']}", "identifier": row["source_id"]},
            author=[{"@type": "Person", "name": name} for name in row["authors"]],
            publisher=[{"@type": "Organization", "name": name} for name in outlets],
            datePublished=date,
            inLanguage=language,
            **{name: row[field] for field, name in json_ld.PROPERTIES.items()},
        )
        assert item == said(
            id=row["id"],
            type="article-newspaper",
            title=row["title"],
            page=row["page"],
            section=row["section"],
            URL=row["url"],
            language=language,
            **{"author": [{"literal": name} for name in row["authors"]], "container-title": (outlets or [None])[0]},
            issued={"date-parts": [[int(part) for part in date.split("-")]]} if date else None,
        )


@settings(max_examples=25)
@given(records())
def test_any_records_are_tei(rows: list[dict[str, Any]]) -> None:
    for row in rows:  # some paragraphs begin where a heading does
        starts = [0, *(at + 1 for at, character in enumerate(row["text"] or "") if character == "\n")]
        row["headings"] = [{"text": "", "offset": at} for at in starts if at % 3 == 0]
    root = etree.fromstring(exported(rows, tei, tei.PATH))
    texts = [] if not rows else root.findall(f"{TEI}TEI")
    for found, row in zip(texts, rows, strict=True):
        heads = {heading["offset"] for heading in row["headings"]}
        expected, at = [], 0
        for paragraph in (row["text"] or "").split("\n"):
            expected.append(("head" if at in heads else "p", paragraph))
            at += len(paragraph) + 1
        printed = found.findall(f".//{TEI}body/{TEI}div/*")
        shown = [(etree.QName(part).localname, _with_gaps(part)) for part in printed]
        assert [one for one in shown if one != ("p", "")] == [one for one in expected if one != ("p", "")]
        assert _with_gaps(found.find(f".//{TEI}titleStmt/{TEI}title")) == (row["title"] or "")


def _with_gaps(element: Any) -> str:
    """The text of an element with the characters that XML does not have in their places."""
    gaps = "".join(_character(gap.get("n")) + (gap.tail or "") for gap in element)
    return (element.text or "") + gaps


def _character(named: str) -> str:
    """U+0007 → the character."""
    return chr(int(named.removeprefix("U+"), base=16))


def test_reference_managers_read_the_references(whole: Path, rows: list[dict[str, Any]]) -> None:
    import bibtexparser
    import rispy

    with (whole / "data" / "references.bib").open(encoding="utf-8") as file:
        bib = {
            entry["ID"]: entry
            for entry in bibtexparser.bparser.BibTexParser(common_strings=True).parse_file(file).entries
        }
    ris = {entry["id"]: entry for entry in rispy.loads((whole / "data" / "references.ris").read_text("utf-8"))}
    csl = {entry["id"]: entry for entry in json.loads((whole / "data" / "references.json").read_bytes())}
    assert set(bib) == set(ris) == set(csl) == {row["id"] for row in rows}
    for row in rows:
        key = row["id"]
        assert ris[key]["title"] == csl[key]["title"] == row["title"]
        assert ris[key].get("authors", []) == [a["literal"] for a in csl[key].get("author", [])] == row["authors"]
        assert ris[key].get("secondary_title") == csl[key].get("container-title") == row["outlet"]
        if row["date"]:
            day = row["date"]
            assert bib[key]["year"] == ris[key]["year"] == str(day.year)
            assert csl[key]["issued"]["date-parts"] == [[day.year, day.month, day.day]]
            assert ris[key]["date"] == day.strftime("%Y/%m/%d/")


def test_a_partial_date_and_signs_of_tex_are_written_as_the_formats_ask(record: dict[str, Any]) -> None:
    rows = [record | {"date_partial": "2024-03", "title": "50% {of}\n_x_ & y\x07", "url": "urn:x:{y}"}]
    bib = exported(rows, references, references.BIBTEX).decode()
    assert r"title = {{50\% \{of\} \_x\_ \& y}}" in bib
    assert "  month = mar,\n  url = {urn:x:%7By%7D}\n}\n\n" in bib
    assert "DA  - 2024/03//\r\n" in exported(rows, references, references.RIS).decode()
    assert "DA  - 2024///\r\n" in exported([record | {"date_partial": "2024"}], references, references.RIS).decode()


def test_the_folder_is_a_bag(whole: Path) -> None:
    import bagit

    bag = bagit.Bag(str(whole))
    assert bag.is_valid()
    assert bag.info["Bagging-Date"] == "2025-01-15"
    assert "README.md" in {path for path, _ in bag.tagfile_entries().items()}


def test_a_catalogue_reads_the_distributions(whole: Path) -> None:
    import rdflib

    graph = rdflib.Graph().parse(whole / "dcat.jsonld", format="json-ld")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    listed = json.loads((whole / "manifest.json").read_bytes())["files"]
    data = [entry for entry in listed if "rows" in entry and "/text/" not in entry["path"]]
    assert len(list(graph.objects(dataset, dcat.distribution))) == len(data)


def _append(path: str) -> Callable[[Path], None]:
    def change(dist: Path) -> None:
        with (dist / path).open("ab") as file:
            file.write(b" ")

    return change


@pytest.mark.parametrize(
    "path",
    [
        *(
            "data/records.csv",
            "data/corpus.sqlite",
            "data/evidence.arrow",
            "data/records.jsonld",
            "data/records.tei.xml",
        ),
        *("data/references.ris", "manifest-sha256.txt", "bag-info.txt"),
    ],
)
def test_a_change_under_a_new_seal_is_found(path: str, whole: Path, tmp_path: Path) -> None:
    dist = shutil.copytree(whole, tmp_path / "dist")
    _append(path)(dist)
    reseal(dist)
    assert ("export-differs", path) in {
        (p.code, Path(p.place.file or "").relative_to(dist).as_posix()) for p in verify(dist).problems
    }


def test_a_text_file_that_was_taken_away_is_found(whole: Path, tmp_path: Path) -> None:
    dist = shutil.copytree(whole, tmp_path / "dist")
    next((dist / "data" / "text").iterdir()).unlink()
    reseal(dist)
    assert "export-differs" in {problem.code for problem in verify(dist).problems}
