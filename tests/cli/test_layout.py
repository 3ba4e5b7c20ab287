"""``corpuskit layout`` and NAME.layout.toml: a dump described without code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import PASTE, corpuskit
from hypothesis import given
from hypothesis import strategies as st

import corpuskit as api
from corpuskit.checking.verifying.verify import verify
from corpuskit.cli import failures, group
from corpuskit.model import CorpuskitError, Exit
from corpuskit.splitting.written_layout import Pattern, WrittenLayout

Make = Callable[..., Path]
LAYOUT = 'seeds = ["paste.txt"]\nhead = ["title", "credit"]\ncredit = ["{outlet} | {date}"]\n'
ODD = """collected for the river file
=====
12/7/2024 -- By Dana Whit -- The Reed, p. 4
Weir is to go
=== page 2
The owner hands the weir to the county, which takes it down in autumn.

Anglers hope for trout.
=====

13/7/2024 -- By Ines Kob, Tom Ash -- The Reed, p. 11
Mill keeps its wheel
It turns without water.
=====
no head here
"""


def workspace(make: Make, text: str | bytes, layout: str, name: str = "mine") -> Path:
    folder = make({"paste.txt": text.encode() if isinstance(text, str) else text})
    (folder / "seeds" / f"{name}.layout.toml").write_text(layout, "utf-8")
    return folder


def test_a_layout_learned_from_examples_cuts_the_dump(workspace_folder: Make) -> None:
    folder = workspace_folder({"paste.txt": PASTE.encode()})
    learned = corpuskit("layout", "learn", "seeds/paste.txt", "--example", "1", "--example", "7", cwd=folder)
    assert learned.returncode == 0
    assert b"2 articles of seeds/paste.txt begin so" in learned.stderr
    assert learned.stdout.decode().splitlines()[1:] == ['head = ["title", "credit"]', 'credit = ["{outlet} | {date}"]']
    (folder / "seeds" / "mine.layout.toml").write_bytes(learned.stdout)
    shown = corpuskit("layout", "test", "seeds/paste.txt", "seeds/mine.layout.toml", cwd=folder, COLUMNS="60")
    assert (shown.returncode, shown.stderr) == (0, b"2 articles\n")
    assert "outlet = Coast Courier; date = 5 May 2024" in shown.stdout.decode()
    (folder / "seeds" / "corpus.toml").write_text('[seeds."paste.txt"]\nlayout = "mine"\n', "utf-8")
    found = list(api.split(folder))
    assert [(one.title, one.date, one.provenance["layout"], one.confidence) for one in found] == [
        ("Harbour ferry to run all night from June", "2024-05-03", "mine", None),
        ("Library opens its map room", "2024-05-05", "mine", None),
    ]
    evidence = {entry["field"]: entry["rule"] for entry in found[0].evidence}
    assert evidence["credit_line"] == "credit-of-layout"
    assert verify(api.build(folder).dist).problems == ()


def test_a_credit_style_that_nobody_has_seen_is_read_as_it_is_described(workspace_folder: Make) -> None:
    layout = (
        'seeds = ["*.txt"]\nseparator = "====="\nhead = ["credit", "title"]\n'
        'credit = ["{date} -- By {authors} -- {outlet}, p. {page}"]\n'
    )
    folder = workspace(workspace_folder, ODD, layout)
    found = list(api.split(folder))
    assert [one.title for one in found] == ["Weir is to go", "Mill keeps its wheel"]
    assert "=== page 2" in found[0].text
    last = found[-1]
    assert (last.page, [outlet["name"] for outlet in last.outlets], last.date) == ("11", ["The Reed"], "2024-07-13")
    assert last.text == "It turns without water."
    built = api.build(folder)
    assert verify(built.dist).problems == ()
    kinds = {row["kind"] for row in built.figures["outside"]}
    assert {"separator", "unassigned"} <= kinds


@pytest.mark.parametrize("change", [lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: b"\xef\xbb\xbf" + raw])
def test_line_ends_and_byte_order_marks_make_no_difference(
    workspace_folder: Make, change: Callable[[bytes], bytes]
) -> None:
    folder = workspace(workspace_folder, change(PASTE.encode()), LAYOUT)
    assert [one.date for one in api.split(folder)] == ["2024-05-03", "2024-05-05"]
    assert verify(api.build(folder).dist).problems == ()


BLOCKS = """# kept by the library
HEADLINE: Weir is to go
Day: 12 July 2024
Paper: The Reed
Desk: rivers
A second line of headline
The owner hands the weir to the county, which takes it down in autumn.
© The Reed 2024
Read more about weirs
Day: 13 July 2024
Headline: Mill keeps its wheel
Paper: The Reed
It turns without water: Day: or night.
"""
FEET = """Weir is to go
The owner hands the weir to the county.
— The Reed, 12 July 2024

Mill keeps its wheel
It turns without water.
The Reed wrote so, 1 May 2024.
— The Reed, 13 July 2024
"""


def test_a_block_of_fields_opens_an_article_and_footers_lie_outside(workspace_folder: Make) -> None:
    layout = (
        'seeds = ["*.txt"]\nhead = ["fields", "subtitle?"]\nfooter = ["©", "Read more"]\n'
        '[fields]\nHeadline = "title"\nPaper = "outlet"\nDay = "date"\nDesk = "any"\n'
    )
    folder = workspace(workspace_folder, BLOCKS, layout)
    first, last = api.split(folder)
    assert (first.title, first.subtitle, first.text) == (
        "Weir is to go",
        "A second line of headline",
        "The owner hands the weir to the county, which takes it down in autumn.",
    )
    assert [(one.date, one.outlets[0]["name"]) for one in (first, last)] == [
        ("2024-07-12", "The Reed"),
        ("2024-07-13", "The Reed"),
    ]
    assert (last.title, last.subtitle) == ("Mill keeps its wheel", "It turns without water: Day: or night.")
    assert {entry["rule"] for entry in first.evidence if entry["field"] in ("title", "date")} >= {"field-of-layout"}
    built = api.build(folder)
    assert verify(built.dist).problems == ()
    assert {"footer", "unassigned"} <= {row["kind"] for row in built.figures["outside"]}


def test_a_credit_at_the_foot_ends_an_article(workspace_folder: Make) -> None:
    layout = 'seeds = ["*.txt"]\nhead = ["title"]\nfoot = ["credit"]\ncredit = ["— {outlet}, {date}"]\n'
    folder = workspace(workspace_folder, FEET, layout)
    found = list(api.split(folder))
    assert [(one.title, one.date) for one in found] == [
        ("Weir is to go", "2024-07-12"),
        ("Mill keeps its wheel", "2024-07-13"),
    ]
    assert found[1].text == "It turns without water.\nThe Reed wrote so, 1 May 2024."
    assert verify(api.build(folder).dist).problems == ()


def test_what_may_be_missing_is_taken_where_it_is_there(workspace_folder: Make) -> None:
    layout = 'seeds = ["*.txt"]\nhead = ["title", "subtitle?", "credit"]\ncredit = ["{outlet} | {date}"]\n'
    text = "One\nThe Reed | 3 May 2024\nText.\n\nTwo\nMore of two\n\nThe Reed | 4 May 2024\nText.\n"
    found = list(api.split(workspace(workspace_folder, text, layout)))
    assert [(one.title, one.subtitle) for one in found] == [("One", None), ("Two", "More of two")]


def test_a_missing_subtitle_and_the_order_of_patterns_are_learned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "paste.txt"
    text = "One\nThe Reed | 3 May 2024\nText.\nTwo\nMore of two\nBy Dana Whit | The Reed | 4 May 2024\nText.\n"
    path.write_text(text, "utf-8")
    assert failures.run(group, ["layout", "learn", str(path), "--example", "1", "--example", "4"]) == 0
    shown = capsys.readouterr()
    assert 'head = ["title", "subtitle?", "credit"]\n' in shown.out
    assert 'credit = ["By {authors} | {outlet} | {date}", "{outlet} | {date}"]\n' in shown.out
    assert "2 articles" in shown.err


LINES = st.sampled_from(
    [
        "Paper: The Reed",
        "Day: soon",
        "© The Reed",
        "A title",
        "The Reed | 3 May 2024",
        "",
        "=====",
        "Text that goes on.",
        "  ",
        "x" * 400,
    ]
)


HEADS = [
    ("title", "credit"),
    ("credit", "title"),
    ("title", "subtitle?", "credit"),
    ("fields", "title"),
    ("title?", "fields"),
]


@given(st.lists(LINES, max_size=30), st.booleans(), st.booleans(), st.sampled_from(HEADS))
def test_every_line_is_one_piece(lines: list[str], separated: bool, at_foot: bool, head: tuple[str, ...]) -> None:
    pattern, labels = Pattern.of("{outlet} | {date}"), {"paper": "outlet", "day": "date"}
    layout = WrittenLayout("x", head, (pattern,), "=====" if separated else None, at_foot, ("©",), labels)
    text = [line + "\n" for line in lines]
    found = list(layout.tiled(iter(text)))
    assert [piece.text for piece in found] == text
    records = [piece.record for piece in found if piece.record >= 0]
    assert records == sorted(records)
    assert sorted(set(records)) == list(range(len(set(records))))


PATTERNS = st.sampled_from(["{outlet} | {date}", "({any}) - {outlet}", "{page}-{any}|"])
SAID = {
    "outlet": ["The Reed", "Der Bote"],
    "date": ["3 May 2024", "2024-05-03"],
    "page": ["7", "12"],
    "any": ["x", "a b"],
}


@given(st.text("ab7|() -", max_size=30), PATTERNS)
def test_what_a_pattern_states_lies_in_the_line(line: str, written: str) -> None:
    states = Pattern.of(written).states(line)
    for _, start, end in states or ():
        assert 0 <= start < end <= len(line)
        assert line[start:end].strip()


@given(st.data(), PATTERNS, st.sampled_from(["", " ", "\t "]))
def test_what_a_line_says_is_stated_at_its_place(data: st.DataObject, written: str, around: str) -> None:
    said: dict[str, str] = {}

    def fill(slot: re.Match[str]) -> str:
        said[slot[1]] = data.draw(st.sampled_from(SAID[slot[1]]))
        return said[slot[1]]

    line = around + re.sub(r"\{(\w+)\}", fill, written) + around
    states = Pattern.of(written).states(line)
    assert states is not None
    said.pop("any", None)
    assert {name: line[start:end] for name, start, end in states} == said


@pytest.mark.parametrize(
    ("written", "line", "states"),
    [
        ("{outlet} | {date}", "  The Reed | 3 May 2024 ", {"outlet": "The Reed", "date": "3 May 2024"}),
        ("{outlet} | {date}", "The Reed | no day", None),
        ("{outlet} | {date}", "The Reed, 3 May 2024", None),
        ("({outlet}, S. {page})", "(Der Bote, S. 3)", {"outlet": "Der Bote", "page": "3"}),
        ("({outlet}, S. {page})", "(Der Bote, S. 3) und mehr", None),
        ("{any}: {source_id}", "Doc: 17", {"source_id": "17"}),
    ],
)
def test_a_pattern_fits_a_line_or_does_not(written: str, line: str, states: dict[str, str] | None) -> None:
    found = Pattern.of(written).states(line)
    assert (found if found is None else {name: line[start:end] for name, start, end in found}) == states


@pytest.mark.parametrize(
    ("layout", "reason"),
    [
        ("", "the file has no head"),
        ('footer = ["©"]', "the file has no head"),
        ('head = ["title"]', "nothing says where an article begins"),
        ('head = ["title", "credit"]', "none is described"),
        ('head = ["title"]\nfoot = ["credit"]', "none is described"),
        ('head = ["title", "fields"]', "none are described"),
        ('head = ["title", "credit?"]\ncredit = ["{outlet}"]', "nothing says where an article begins"),
        ('head = ["titel"]', "one of title, subtitle, credit"),
        ('head = ["credit"]\ncredit = ["{outlet}{date}"]', "not written as it has to be"),
        ('head = ["credit"]\ncredit = ["{outlt}"]', "not written as it has to be"),
        ('head = ["title"]\nseparator = "="\nseeds = ["other.txt"]', "fits no seed"),
    ],
)
def test_a_mistake_in_a_layout_is_named(workspace_folder: Make, layout: str, reason: str) -> None:
    with pytest.raises(CorpuskitError, match=reason) as caught:
        list(api.split(workspace(workspace_folder, PASTE, layout)))
    assert caught.value.exit_code == Exit.USAGE
    place = caught.value.problems[0].place
    assert (place.file or "").endswith("mine.layout.toml")
    assert place.line is not None


@pytest.mark.parametrize(
    ("examples", "reason"),
    [(["99"], "no line with text"), (["6"], "no line with text"), (["1", "3"], "different lines")],
)
def test_examples_that_say_nothing_are_refused(
    tmp_path: Path, examples: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "paste.txt").write_text(PASTE, "utf-8")
    arguments = [word for line in examples for word in ("--example", line)]
    assert failures.run(group, ["layout", "learn", str(tmp_path / "paste.txt"), *arguments]) == 2
    assert reason in capsys.readouterr().err


def test_a_line_of_signs_between_articles_is_learned_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("One\nText of one.\n-----\nTwo\nText of two.\n-----\nThree\nText.\n", "utf-8")
    assert failures.run(group, ["layout", "learn", str(path), "--example", "4", "--example", "7"]) == 0
    shown = capsys.readouterr()
    assert 'separator = "-----"\nhead = ["title"]\n' in shown.out
    assert "3 articles" in shown.err
    (tmp_path / "x.layout.toml").write_text(shown.out, "utf-8")
    assert failures.run(group, ["layout", "test", str(path), str(tmp_path / "x.layout.toml")]) == 0
    assert "separator" in capsys.readouterr().out
