"""Dumps whose titles hold the credit: the title is without it, its fields point at their own bytes."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from describing_cuts import Piece, records_of, table_of, tiled

from corpuskit import splitting
from corpuskit.lexicon.titles.habits import TitleHabits
from corpuskit.model import Seed
from corpuskit.reading import read
from corpuskit.splitting import Habits

ARTICLES = [
    ("Ferry strike ends after a week", "Quay News", "2021-05-03", "3 May 2021"),
    ("Council delays the vote on its harbour", "Hill Country Gazette", "2021-06-14", "14 June 2021"),
    ("Rain: what the valley has to expect", "The Riverside Courier", "2021-07-01", "1 July 2021"),
    ("A quiet election in the hills", "Harbour Weekly", "2021-08-30", "30 August 2021"),
    ("Library of the port reopens", "Quay News", "2021-09-02", "2 September 2021"),
    ("Why the old mill was sold twice", "Hill Country Gazette", "2021-10-10", "10 October 2021"),
]
TEXT = [
    "The crossing has been closed for as long as anyone can remember, and few had expected that it would open again.",
    "On Tuesday the council voted on a plan that had been drawn up over the course of two years and a long winter.",
    "Residents had asked for a quieter street, better lighting and a bench or two, and most of that was granted.",
]


def described(folder: Path, frame: str, articles: list[tuple[str, str, str, str]] = ARTICLES) -> list[dict[str, Any]]:
    """The records of a dump of such titles, each above three paragraphs in another order."""
    r = random.Random(frame)
    lines: list[str] = []
    for headline, outlet, iso, day in articles:
        lines += [frame.format(h=headline, o=outlet, d=day, iso=iso), *r.sample(TEXT, 3), ""]
    (folder / "dump.txt").write_text("\n".join(lines), "utf-8")
    view = read(Seed("dump.txt", str(folder / "dump.txt"), {}))
    habits = splitting.learn(view)
    records: list[dict[str, Any]] = []
    for cut in splitting.cut(view, habits):
        records += table_of(view, cut, habits).to_pylist()
    return records


@pytest.mark.parametrize(
    "frame",
    [
        "{h} ({o}, {d})",
        "[{o}, {d}] {h}",
        "{h} — {o}, {d}",
        "{h} | {o} | {d}",
        "{iso} - {o} - {h}",
        "{iso} {o}: {h}",
        "{o}: {h} ({d})",
    ],
)
def test_titles_with_outlet_and_day(tmp_path: Path, frame: str) -> None:
    records = described(tmp_path, frame)
    assert [(r["title"], r["outlets"][0]["name"], r["date"]) for r in records] == [
        (headline, outlet, iso) for headline, outlet, iso, _ in ARTICLES
    ]
    data = (tmp_path / "dump.txt").read_bytes()
    for record in records:
        evidence = {e["field"]: e for e in record["evidence"] if e["byte_start"] is not None}
        said = {name: data[e["byte_start"] : e["byte_end"]].decode() for name, e in evidence.items()}
        assert said["title"] == record["title"]
        assert evidence["title"]["rule"] == "title-without-credit"
        assert said["outlets[0].name"] == record["outlets"][0]["name"]
        assert said["date"] == record["date_raw"]
        assert record["credit_line"]


@pytest.mark.parametrize("frame", ["[{o}] {h}", "{h} | {o}", "{h} ({o})", "{h} - {o}"])
def test_titles_with_an_outlet_alone(tmp_path: Path, frame: str) -> None:
    records = described(tmp_path, frame)
    assert [(r["title"], r["outlets"][0]["name"], r["date"]) for r in records] == [
        (headline, outlet, None) for headline, outlet, _, _ in ARTICLES
    ]


def test_a_title_alone_keeps_what_is_printed_in_it(tmp_path: Path) -> None:
    pieces: list[Piece] = [("title", "Ferry strike ends (Quay News, 3 May 2021)\n"), ("body", TEXT[0] + "\n")]
    (record,) = records_of(tmp_path, [pieces])
    assert (record["title"], record["date"], record["outlets"]) == (
        "Ferry strike ends (Quay News, 3 May 2021)", None, []
    )  # fmt: skip


def test_a_title_alone_gives_up_a_listed_outlet_beside_a_day(tmp_path: Path) -> None:
    pieces: list[Piece] = [("title", "Ferry strike ends (Xinhua, 3 May 2021)\n"), ("body", TEXT[0] + "\n")]
    (record,) = records_of(tmp_path, [pieces])
    assert (record["title"], record["date"]) == ("Ferry strike ends", "2021-05-03")
    assert record["outlets"][0]["name"] == "Xinhua"
    assert record["outlets"][0]["id"] is not None


def test_another_day_in_an_unusual_line_does_not_outweigh_that_of_the_title(tmp_path: Path) -> None:
    habits = Habits(titles=TitleHabits())
    for headline, outlet, _, day in ARTICLES:
        habits.titles.add(f"{headline} ({outlet}, {day})")
    pieces: list[Piece] = [
        ("title", "Bridge closed (Quay News, 3 May 2021)\n"),
        ("credit", "Invitation and dates (15 November 2021)\n"),
        ("body", TEXT[0] + "\n"),
    ]
    (record,) = table_of(*tiled(tmp_path, [pieces]), habits).to_pylist()
    assert (record["title"], record["date"]) == ("Bridge closed", "2021-05-03")
    pieces[0] = ("title", "Bridge closed\n")
    (record,) = table_of(*tiled(tmp_path, [pieces]), habits).to_pylist()
    assert record["date"] is None


def pasted(folder: Path, text: str) -> list[dict[str, Any]]:
    """The records of a paste."""
    (folder / "paste.txt").write_text(text, "utf-8")
    view = read(Seed("paste.txt", str(folder / "paste.txt"), {}))
    habits = splitting.learn(view)
    return [record for cut in splitting.cut(view, habits) for record in table_of(view, cut, habits).to_pylist()]


@pytest.mark.parametrize(
    ("tab", "address", "title", "outlets"),
    [
        (
            "Ferry strike ends | Quay Courier",
            "https://www.quaycourier.example/ferry",
            "Ferry strike ends",
            "Quay Courier",
        ),
        ("Ferry strike ends - The Sound", "https://m.thesound.example/ferry-7", "Ferry strike ends", "The Sound"),
        ("Ferry strike ends – Tvarn News", "https://tvarn.example/news/7", "Ferry strike ends", "Tvarn News"),
        ("The ferry | A love story", "https://quaycourier.example/ferry", "The ferry | A love story", None),
    ],
)
def test_the_site_of_an_address_at_the_end_of_a_title(
    tmp_path: Path, tab: str, address: str, title: str, outlets: str | None
) -> None:
    (record,) = pasted(tmp_path, f"{tab}\n{address}\n\n{TEXT[0]}\n\n{TEXT[1]}\n")
    assert record["title"] == title
    assert [outlet["name"] for outlet in record["outlets"]] == ([outlets] if outlets else [])
    assert record["url"] == address


def test_the_domain_of_a_site_beside_an_author(tmp_path: Path) -> None:
    credit = "thequaycourier.example · by Ida Moor · May 3, 2021"
    (record,) = pasted(tmp_path, f"Ferry strike ends – The Quay Courier\n{credit}\n\n{TEXT[0]}\n\n{TEXT[1]}\n")
    assert record["title"] == "Ferry strike ends"
    assert record["authors"] == ["Ida Moor"]


@pytest.mark.parametrize("frame", ['{n}. "{h}", {o}, {d}, p. 3', "“{h}.” {o}, {d}.", "[{n}] „{h}“, in: {o}, {d}, S. 4"])
def test_references_above_their_texts(tmp_path: Path, frame: str) -> None:
    """Four are too few for a habit; each says by itself what it is."""
    heads = [frame.format(n=n, h=h, o=o, d=d) for n, (h, o, _, d) in enumerate(ARTICLES[:4], 1)]
    records = pasted(tmp_path, "".join(f"{head}\n{TEXT[0]}\n{TEXT[1]}\n\n" for head in heads))
    found = [(r["title"].rstrip("."), r["subtitle"], r["outlets"][0]["name"], r["date"]) for r in records]
    assert found == [(headline, None, outlet, iso) for headline, outlet, iso, _ in ARTICLES[:4]]


def test_references_as_the_apa_sets_them(tmp_path: Path) -> None:
    cited = [("Ferry strike ends", "Quay News", "2021, May 3"), ("Mill sold twice", "Harbour Post", "2021, June 14")]
    heads = [f"[{n}] Lane, M. ({day}). {title}. {outlet}." for n, (title, outlet, day) in enumerate(cited, 1)]
    records = pasted(tmp_path, "".join(f"{head}\n{TEXT[0]}\n{TEXT[1]}\n\n" for head in heads))
    found = [(r["title"], r["authors"], r["outlets"][0]["name"], r["date"]) for r in records]
    days = ("2021-05-03", "2021-06-14")
    assert found == [(t, ["Lane, M."], o, iso) for (t, o, _), iso in zip(cited, days, strict=True)]


def test_a_reference_within_a_sentence_is_no_title(tmp_path: Path) -> None:
    cited = f"“{ARTICLES[1][0]},” {ARTICLES[1][1]} wrote on 14 June 2021."
    text = f"{ARTICLES[0][0]}\n{ARTICLES[0][1]} | 3 May 2021\n\n{TEXT[0]}\n\n{cited}\n\n{TEXT[1]}\n"
    assert [record["title"] for record in pasted(tmp_path, text)] == [ARTICLES[0][0]]


def test_two_titles_with_one_number_sign_are_headings(tmp_path: Path) -> None:
    heads = [f"# {headline}\n\n{outlet} | {day}" for headline, outlet, _, day in ARTICLES[:2]]
    records = pasted(tmp_path, "".join(f"{head}\n\n{TEXT[0]}\n\n{TEXT[1]}\n\n" for head in heads))
    assert [record["title"] for record in records] == [headline for headline, *_ in ARTICLES[:2]]
