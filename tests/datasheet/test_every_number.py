"""Every number that the pages and ``stats`` show is the one that the records give when somebody else counts them."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import recounted
from datasheet_corpus import plain, reader
from hypothesis import given, settings
from hypothesis import strategies as st

import corpuskit
from corpuskit.caveats import health
from corpuskit.cli import summary
from corpuskit.corrections.audit import wilson

OUTLETS = ["RT", "Sputnik", "BBC News", "The Riverside Courier", "Xinhua", "Harbour Gazette", None]
SENTENCES = [
    "A storm kept the ferry in port. ",
    "The council met on Tuesday. ",
    "The new vaccine causes heart failure in one of ten children. ",
    "Der Rat der Stadt beriet am Abend über die Brücke und den Hafen. ",
]
ARTICLE = st.fixed_dictionaries(
    {
        "title": st.text("abc Ä", min_size=1, max_size=20).map(lambda text: f"On {text.strip()}"),
        "text": st.tuples(st.sampled_from(SENTENCES), st.integers(1, 120)).map(lambda drawn: drawn[0] * drawn[1]),
        "source": st.sampled_from(OUTLETS),
        "date": st.sampled_from([None, "2024-02", "2023"]) | st.dates(date(1990, 1, 1), date(2024, 12, 31)).map(str),
        "author": st.sampled_from([None, "Mary Lane", "Luc Moreau"]),
        "section": st.sampled_from([None, "World"]),
    }
)


@settings(max_examples=8)
@given(st.lists(ARTICLE, min_size=1, max_size=14))
def test_any_corpus_is_counted_right_in_every_page(articles: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "articles.jsonl"
        rows = [{key: value for key, value in row.items() if value is not None} for row in articles]
        seed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        check(corpuskit.build(seed, out=Path(folder) / "dist").dist, seed.parent)


def test_pasted_dumps_are_counted_right_in_every_page(corpus: Path) -> None:
    check(corpus, corpus.parent / "seeds")


def check(dist: Path, seeds: Path) -> None:
    made = json.loads((dist / "datasheet.json").read_bytes())
    expected = recounted.figures(dist)
    same_figures(made["figures"], expected, recounted.inside(dist), seeds)
    pages = {name: (dist / name).read_text("utf-8") for name in ("DATASHEET.md", "README.md", "datasheet.html")}
    assert_tables("DATASHEET.md", markdown_tables(pages["DATASHEET.md"]), expected)
    assert_tables("datasheet.html", Tables(pages["datasheet.html"]).found, expected)
    places = {tuple(int(end.replace(",", "")) for end in found) for found in PLACE.findall(pages["datasheet.html"])}
    assert places == recounted.places(dist)
    known = known_numbers(expected, made) | numbers_in_titles(dist)
    for name, text in prose(pages).items():
        strange = numbers_in(text) - known
        assert not strange, f"{name} shows numbers that no count gives: {sorted(strange)}"
    assert stats_of(summary.of_corpus(made["figures"], io.StringIO())) == stats_of_records(expected)


BAR = re.compile(r"^  .*?  +([0-9,]+)  #*$", re.MULTILINE)


def stats_of(shown: str) -> dict[str, list[int]]:
    """The numbers of each chart of ``corpuskit stats``, which has twenty bars at most."""
    _, words, *charts = shown.rstrip("\n").split("\n\n")
    found = {"words": [int(words.partition(" ")[0].replace(",", ""))]}
    for chart in charts:
        title, _, rows = chart.partition("\n")
        found[title] = [int(number.replace(",", "")) for number in BAR.findall(rows + "\n")]
    return found


def stats_of_records(expected: Mapping[str, Any]) -> dict[str, list[int]]:
    """The same from the records."""
    charts = {
        "words": [expected["words"]],
        "records by outlet (affiliation)": [row["main"] for row in expected["outlets"] if row["main"]],
        "records by month": [row["records"] for row in expected["dates"]["months"]],
        "records by language": [row["records"] for row in expected["languages"]],
        "caveats": [row["caveats"] for row in expected["caveats"]["codes"]],
        "bytes outside records": [row["bytes"] for row in expected["outside"]],
    }
    return {title: numbers[:20] for title, numbers in charts.items() if numbers}


# -- datasheet.json ------------------------------------------------------------------------------------------------


def same_figures(made: dict[str, Any], expected: dict[str, Any], inside: int, seeds: Path) -> None:
    """Each figure of datasheet.json against the same counted anew."""
    for name in expected.keys() - {"fields", "caveats", "evidence"}:
        assert made[name] == expected[name], name
    assert [{key: row[key] for key in ("name", "filled", "empty")} for row in made["fields"]] == expected["fields"]
    by = made["caveats"]
    assert by["records"] == expected["caveats"]["records"]
    assert [{k: v for k, v in row.items() if k != "severity"} for row in by["codes"]] == expected["caveats"]["codes"]
    marks = {(row["code"], row["category"], row["speaker"]): row["passages"] for row in by["marks"]}
    assert marks == expected["caveats"]["marks"]
    for row in by["codes"]:
        assert sum(group["caveats"] for group in by["groups"] if group["code"] == row["code"]) == row["caveats"]
    assert {row.pop("field"): row for row in map(dict, made["evidence"])} == {
        name: {**row, "rules": dict(row["rules"])} for name, row in expected["evidence"].items()
    }
    size = made["bytes"]
    assert size["in_records"] == inside
    assert size["outside"] == sum(row["bytes"] for row in expected["outside"])
    assert size["total"] == size["in_records"] + size["outside"]
    assert size["unaccounted"] == 0
    for seed in made["seeds"]:
        assert seed["view"] or seed["size"] == (seeds / seed["file"]).stat().st_size
    assert sum(seed["records"] for seed in made["seeds"]) == expected["records"]
    assert set(made) == expected.keys() | {"bytes", "seeds"}, "a figure that nobody counts anew"


# -- tables --------------------------------------------------------------------------------------------------------

Found = list[tuple[tuple[str, ...], list[tuple[str, ...]]]]


def markdown_tables(page: str) -> Found:
    """Head and rows of each table, its cells without the marks of Markdown."""
    tokens, found = reader().parse(page), []
    cells: list[str] = []
    for token in tokens:
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            cells = []
        elif token.type == "inline" and found and token.level >= 4:
            cells.append("".join(child.content for child in token.children or ()))
        elif token.type == "tr_close":
            found[-1].append(tuple(cells))
    return [(rows[0], rows[1:]) for rows in found]


class Tables(HTMLParser):
    """Head and rows of each table of a page, in their order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[str, ...]] = []
        self.cells: list[str] = []
        self.found: Found = []
        self.inside = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.rows = []
        elif tag == "tr":
            self.cells = []
        elif tag in ("td", "th"):
            self.cells.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.found.append((self.rows[0], self.rows[1:]))
        elif tag == "tr":
            self.rows.append(tuple(self.cells))
        elif tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


def assert_tables(name: str, found: Found, expected: Mapping[str, Any]) -> None:
    """The tables of counts, each with what it should have, cell by cell; a page leaves off rows beyond the fiftieth."""
    for head, right in tables_of(expected):
        shown = [rows for columns, rows in found if columns[: len(head)] == head]
        if not right:
            continue
        assert shown, f"{name} has no table of {head}"
        wanted = [tuple(str(value).replace(",", "") for value in row) for row in right]
        for rows in shown:
            cells = [tuple(cell.replace(",", "") for cell in row[: len(head)]) for row in rows]
            assert cells in (wanted, wanted[:50]), f"{name}: {head}"


def tables_of(expected: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], list[tuple[Any, ...]]]]:
    """Heads of the tables of counts, and their rows as the records give them."""
    yield (
        ("outlet as printed", "records credited to it first", "records that credit it", "words"),
        [(row["name"], row["main"], row["records"], row["words"]) for row in expected["outlets"]],
    )
    affiliations = [(row["affiliation"], row["records"]) for row in expected["affiliations"]]
    yield ("affiliation of the main outlet", "records"), affiliations
    codes = expected["caveats"]["codes"]
    yield ("caveat", "caveats", "records"), [(row["code"], row["caveats"], row["records"]) for row in codes]
    yield ("field", "records in which it is empty"), [(r["name"], r["empty"]) for r in expected["fields"] if r["empty"]]
    yield ("field", "filled", "empty"), [(row["name"], row["filled"], row["empty"]) for row in expected["fields"]]
    kinds = [(row["kind"], row["spans"], row["bytes"]) for row in expected["outside"]]
    yield ("outside span", "spans", "bytes"), kinds


# -- sentences and charts ------------------------------------------------------------------------------------------

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
#: Numbers that count nothing: days and months, versions, hashes, what a file or a question is called.
NO_COUNT = re.compile(
    r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]+\.[0-9]+\.[0-9]+|[0-9.]+\+[0-9a-f]+|\b(?=[a-z]*[0-9])[0-9a-f]{8,}\b"
    r"|[\w.-]+\.(?:txt|jsonl|json|parquet|html|md|toml)|SHA-?256|sha256|Apache-2\.0|detector [0-9]+|interval of 95 %"
    r"|UTF-8|utf-8|\(2021\)|CC-BY-4\.0|doi\.org\S*|orcid\.org\S*|[\w.]+@[\w.]+"
)


#: Where a record lies, in the map of the bytes.
PLACE = re.compile(r"\(bytes ([0-9,]+) to ([0-9,]+)\)")


def numbers_in(text: str) -> set[float]:
    """The numbers that count something."""
    found = NUMBER.findall(NO_COUNT.sub(" ", text))
    return {float(number.rstrip(",").replace(",", "")) for number in found if number.strip(",")}


def prose(pages: Mapping[str, str]) -> dict[str, str]:
    """What the pages say outside of tables; of the registry's own words, which count nothing here, nothing."""
    markdown = pages["DATASHEET.md"]
    lines = [line for line in markdown.split("\n") if not line.startswith(("|", "**", "#"))]
    html = re.sub(r"<(script|style|table|h3|title>Datasheet)\b.*?</\1>", " ", pages["datasheet.html"], flags=re.DOTALL)
    html = re.sub(r'<section aria-labelledby="(sources|cautions)">.*?</section>', " ", html, flags=re.DOTALL)
    html = html[html.index("<body>") :]
    html = PLACE.sub("", html)
    html = re.sub(r'<text [^>]*class="tick">.*?</text>', " ", html)  # a name on an axis: "1995" of 1995 to 1999
    shown = " ".join(re.findall(r'aria-label="([^"]*)"', html)) + plain(html)
    card = pages["README.md"].split("---\n", 2)[2].partition("## Who is behind the outlets")[0]
    card = "\n".join(line for line in card.split("\n") if not line.startswith("#"))
    return {"DATASHEET.md": unescape("\n".join(lines)), "datasheet.html": shown, "README.md": unescape(card)}


def known_numbers(expected: Mapping[str, Any], made: Mapping[str, Any]) -> set[float]:
    """What may stand in a sentence: counts, their shares and sums, and the few numbers that the build itself has."""
    found = set(integers(expected)) | {0.0}
    total, size = expected["records"], made["figures"]["bytes"]["total"]
    outside = sum(row["bytes"] for row in expected["outside"])
    found |= {size, outside, size - outside, len(made["figures"]["seeds"]), len(expected["outlets"])}
    found |= {sum(row["spans"] for row in expected["outside"]), len(expected["evidence"])}
    found |= {sum(row["from_bytes"] + row["from_elsewhere"] for row in expected["evidence"].values())}
    found |= {sum(row["caveats"] for row in expected["caveats"]["codes"]), sum(made["problems"].values())}
    found |= {len(expected["fields"]), sum(row["filled"] == total for row in expected["fields"])}
    found |= {sum(row["filled"] == 0 for row in expected["fields"])}
    dates, sure = expected["dates"], expected["confidence"]
    found |= {total - dates["day"], total - dates["day"] - dates["ambiguous"], sum(sure["tenths"][:9]), sure["least"]}
    if dates["first"]:
        found |= set(range(int(dates["first"][:4]), int(dates["last"][:4]) + 1))
    found |= {int(row["month"][:4]) for row in dates["months"]}
    answered = sum(part["answered"] for part in made["completeness"])
    found |= {answered, 57} | {part[name] for part in made["completeness"] for name in ("answered", "questions")}
    found |= {float(end) for end in recounted.ENDS if end} | {float(end - 1) for end in recounted.ENDS if end}
    found |= {number / 10 for number in range(11)} | detector() | seeds(made)
    counts = {number for number in found if number is not None}
    wholes = {total, size, 57, len(expected["outlets"])}
    return (
        counts | {round(100 * part / whole) for part in counts for whole in wholes if whole and part <= whole} | {99.0}
    )


def integers(value: Any) -> Iterator[float]:
    """Every number in a value, however deep."""
    if isinstance(value, Mapping):
        yield from (number for inner in value.values() for number in integers(inner))
    elif isinstance(value, list):
        yield from (number for inner in value for number in integers(inner))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def numbers_in_titles(dist: Path) -> set[float]:
    """What is printed of the records themselves."""
    lines = (dist / "records.jsonl").read_text("utf-8").splitlines()
    return {number for line in lines for number in numbers_in(json.loads(line)["title"] or "")}


def detector() -> set[float]:
    """What is printed of the detector of health statements: precision, recall, intervals, the test."""
    by = health.detector()
    test = by.measured["unseen"]
    claims = test["claims"]
    right = round(test["recall"] * claims)
    marked = round(right / test["precision"])
    counts = {test["sentences"], claims, right, marked, claims - right, marked - right, 95, 9, 10, 1}
    rates = {round(whole / (whole - right)) for whole in (claims, marked) if whole > right}
    ends = {float(f"{end:.2f}") for whole in (claims, marked) for end in wilson(right, whole)}
    return (
        {float(number) for number in counts | rates}
        | ends
        | {
            float(f"{by.precision:.2f}"),
            float(f"{by.recall:.2f}"),
        }
    )


def seeds(made: Mapping[str, Any]) -> set[float]:
    """Sizes of the seeds, and how much of each is in records."""
    rows = made["figures"]["seeds"]
    return {float(row[name]) for row in rows for name in ("size", "records", "bytes_in_records")}


def test_the_check_finds_a_number_that_is_wrong(corpus: Path) -> None:
    made = json.loads((corpus / "datasheet.json").read_bytes())
    known = known_numbers(recounted.figures(corpus), made)
    assert numbers_in("There are 1,234 records (77.7 %) of 2024-01-01, by corpuskit 1.2.3.") == {1234.0, 77.7}
    assert numbers_in("There are 1,234 records.") - known
