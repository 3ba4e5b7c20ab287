"""Buttons of a page between credit and text: set aside before roles are weighed, and in no field of the record."""

from __future__ import annotations

import pytest
from splitting_dumps import articles
from splitting_views import records_of, tiles, view_of

from corpuskit import splitting
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.pages.furniture import MOST, set_aside

ARTICLES = articles(12, 7)
HEADS = {
    "below": lambda n, o, a: [f"{o} | May {n + 1}, 2021", str(n), "Share", "Facebook", "Tweet", "Save"],
    "between": lambda n, o, a: [f"By {a}", "Share on Facebook", "Share on Twitter", f"{n + 1} May 2021"],
    "listen": lambda n, o, a: [f"By {a}", f"{o}, May {n + 1}, 2021", "Listen to this article", "5 min", "0 Comments"],
    "pieces": lambda n, o, a: [a, "·", "Follow", "Published in", o, "·", "5 min read", "·", f"May {n + 1}, 2021", "--"],
    "apart": lambda n, o, a: "".join(f"\n{x}" for x in (a, "Follow", "·", f"May {n + 1}, 2021", "Share")).split("\n"),
    "office": lambda n, o, a: [f"{n + 1} May 2021", "Share", "Save", a, f"Business correspondent, {o}"],
    "unknown": lambda n, o, a: [f"{n + 1} May 2021", "Share", "Save", "Xq Zwr", "Water correspondent", ""],
    "german": lambda n, o, a: [f"Von {a}", f"{n + 1}. Mai 2021", "Teilen", "Merken", "Drucken"],
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("count", [2, 12])
def test_buttons_below_a_credit_are_in_no_field(head: str, count: int) -> None:
    articles = [
        "\n".join([title, *HEADS[head](n, outlet, author), *text])
        for n, (title, outlet, author, text) in enumerate(ARTICLES[:count])
    ]
    records = records_of("\n\n".join(articles) + "\n")
    assert [(r["title"], r["text"], r["date"]) for r in records] == [
        (title, "\n".join(text), f"2021-05-{n + 1:02d}") for n, (title, _, _, text) in enumerate(ARTICLES[:count])
    ]
    assert not any(word in r["credit_line"] for r in records for word in ("Share", "Teilen", "Follow", "·"))


def test_a_head_in_pieces_tells_the_outlet_too() -> None:
    title, outlet, author, text = ARTICLES[0]
    record = records_of("\n".join([title, *HEADS["pieces"](0, outlet, author), *text]) + "\n")[0]
    assert (record["authors"], [o["name"] for o in record["outlets"]]) == ([author], [outlet])


def test_buttons_of_a_head_are_of_the_record_and_named() -> None:
    title, outlet, author, text = ARTICLES[0]
    data = "\n".join([title, *HEADS["below"](0, outlet, author), "", *text]) + "\n"
    view = view_of(data)
    found = tiles(splitting.cut(view, splitting.learn(view)))
    named = [
        (data.encode()[start:end], record, rule) for kind, start, end, record, rule in found if kind == "furniture"
    ]
    assert b"".join(piece for piece, _, _ in named) == b"0\nShare\nFacebook\nTweet\nSave\n"
    assert {(record, rule) for _, record, rule in named} == {(0, "inside-share-buttons")}


@pytest.mark.parametrize(
    "lines",
    [
        ["The ferry sails again, and nobody had expected it. The crews had waited.", "Share", "Title of the next one"],
        ["Harbour Post | May 3, 2021", "12", "The pier was closed on Monday after a storm had torn away its planks."],
        ["Harbour Post | May 3, 2021", *["Share"] * (MOST + 1), "The pier was closed on Monday after a storm tore it."],
        ["Share", "The pier was closed on Monday after a storm had torn away its planks and benches."],
        ["The pier was closed on Monday after a storm tore it.", "Harbour Post, May 3, 2021", "Share", "Dues rise"],
    ],
    ids=["below a text", "number alone", "too many", "nothing above", "below a foot"],
)
def test_other_lines_are_not_set_aside(lines: list[str]) -> None:
    assert set_aside(index_lines("\n".join(lines).encode()), at_end=True).kinds == {}


def test_a_person_may_say_that_a_record_begins_at_a_button() -> None:
    lines = [line for n, a in enumerate(ARTICLES[:3]) for line in [a[0], *HEADS["below"](n, a[1], a[2]), *a[3]]]
    at = lines.index("Share", 12) + 1
    view = view_of("\n".join(lines) + "\n")
    for size in (200, 1 << 20):
        found = tiles(splitting.cut(view, splitting.learn(view), told={at: True}, block_size=size))
        starts = {record: start for _, start, _, record, _ in reversed(found) if record >= 0}
        assert len("\n".join(lines[: at - 1]).encode()) + 1 in starts.values()


def test_why_says_what_a_button_is() -> None:
    title, outlet, author, text = ARTICLES[0]
    view = view_of("\n".join([title, *HEADS["below"](0, outlet, author), *text]) + "\n")
    found = splitting.why(view, splitting.learn(view), 4)
    assert (found.text, found.role, found.boundary) == ("Share", "furniture of a page", False)


@pytest.mark.parametrize("bullet", ["•", "-", "▪"])
@pytest.mark.parametrize("count", [2, 12])
def test_points_below_a_title_are_its_subtitle(bullet: str, count: int) -> None:
    points = ["Traffic had stood still for a week", "The union speaks of a first step"]
    articles = [
        "\n".join([title, *(f"{bullet} {point}" for point in points), f"{outlet}, {n + 1} May 2021", *text])
        for n, (title, outlet, _, text) in enumerate(ARTICLES[:count])
    ]
    assert [(r["title"], r["subtitle"], r["date"]) for r in records_of("\n\n".join(articles) + "\n")] == [
        (title, " ".join(points), f"2021-05-{n + 1:02d}") for n, (title, *_) in enumerate(ARTICLES[:count])
    ]


def test_subtitles_of_two_lines_are_learned() -> None:
    lines = ["Traffic had stood still for a week", "The union speaks of a first step"]
    articles = [
        "\n".join([title, *lines, f"{outlet} | May {n + 1}, 2021", *text])
        for n, (title, outlet, _, text) in enumerate(ARTICLES)
    ]
    assert [(r["title"], r["subtitle"]) for r in records_of("\n\n".join(articles) + "\n")] == [
        (title, " ".join(lines)) for title, *_ in ARTICLES
    ]


@pytest.mark.parametrize(("label", "gap"), [("", "\n"), ("", "\n\n"), ("Source: ", "\n\n")])
def test_an_address_that_closes_a_text_is_that_of_the_record_above(label: str, gap: str) -> None:
    articles = [
        "\n".join([title, f"{outlet}, {n + 1} May 2021", *text, f"{label}https://quay.example/2021/{n}"])
        for n, (title, outlet, _, text) in enumerate(ARTICLES)
    ]
    found = [(r["title"], r["date"], r["url"]) for r in records_of(gap.join(articles) + "\n")]
    assert found == [
        (title, f"2021-05-{n + 1:02d}", f"https://quay.example/2021/{n}") for n, (title, *_) in enumerate(ARTICLES)
    ]


def test_who_signs_a_text_off_is_its_author_and_what_is_signed_stays_text() -> None:
    articles = [
        "\n".join([title, f"{n + 1} May 2021", *text, f"({author}/{outlet})"])
        for n, (title, outlet, author, text) in enumerate(ARTICLES)
    ]
    records = records_of("\n\n".join(articles) + "\n")
    assert [(r["authors"], r["outlets"][0]["name"]) for r in records] == [
        ([author], outlet) for _, outlet, author, _ in ARTICLES
    ]
    assert all(r["text"].endswith(f"({r['authors'][0]}/{r['outlets'][0]['name']})") for r in records)
