"""The report for a person: what, where, the line, what to do, and how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpuskit import reports
from corpuskit.model import Place, Problem, Severity


def made(place: Place = Place(), severity: Severity = "error", code: str = "a-code", hint: str = "do it") -> Problem:  # noqa: B008
    return Problem(code, severity, "it is wrong", hint, place)


def test_no_problem_prints_nothing() -> None:
    assert reports.render([], "text") == ""


def test_a_problem_is_told_with_place_message_and_hint() -> None:
    place = Place("a.jsonl", 3, 14, record="0123", field="/date")
    assert reports.render([made(place)], "text") == (
        "a.jsonl:3:14 record 0123 /date: error[a-code] it is wrong\n  hint: do it\n\n1 error\n"
    )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Place(), ""),
        (Place("a.txt"), "a.txt: "),
        (Place("a.txt", byte=1234), "a.txt: byte 1,234: "),
        (Place("a.txt", 5), "a.txt:5: "),
        (Place(record="x"), "record x: "),
        (Place(":"), "\\x3a: "),
        (Place(field=":"), "\\x3a: "),
        (Place("a\x1b.txt", 5, record="\u202e"), "a\\x1b.txt:5 record <U+202E>: "),
    ],
)
def test_as_much_of_the_place_is_told_as_is_known(place: Place, told: str) -> None:
    assert reports.render([made(place, hint="")], "text") == f"{told}error[a-code] it is wrong\n\n1 error\n"


def test_the_line_is_shown_with_the_place_underlined(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first\nthe second line\n", encoding="utf-8")
    text = reports.render([made(Place("a.txt", 2, 5))], "text", root=tmp_path)
    assert "  | the second line\n  |     ^^^^^^\n" in text
    assert reports.render([made(Place("a.txt", 2))], "text", root=tmp_path).count("|") == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_that_is_shown_is_the_one_that_is_meant_whatever_ends_lines(tmp_path: Path, end: str) -> None:
    text = f"a\rb{end}\r\n{'long ' * 300_000}{end}the wanted line{end}{'x' * (1 << 20)}{end}the last{end}"
    (tmp_path / "a.txt").write_bytes(text.encode())
    shown = reports.render([made(Place("a.txt", 5, 5)), made(Place("a.txt", 7))], "text", root=tmp_path)
    assert "  | the wanted line\n  |     ^^^^^^\n" in shown
    assert "  | the last\n" in shown


def test_the_line_around_a_byte_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"first\r\nbad \xff byte\r\nlast")
    text = reports.render([made(Place("a.txt", byte=11))], "text", root=tmp_path)
    assert "  | bad \\xff byte\n  |     ^^^^\n" in text


def test_wide_characters_and_escapes_are_underlined_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("标题\x1b here\n", encoding="utf-8")
    text = reports.render([made(Place("a.txt", 1, 5))], "text", root=tmp_path)
    assert "  | 标题\\x1b here\n  | " + " " * 9 + "^^^^\n" in text


def test_what_fits_before_the_place_is_shown_from_its_first_sign(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a prefix: WRONG from there on, and more than fits\n", encoding="utf-8")
    for width, shown in ((40, "  | a prefix: WRONG from there on, and …\n"), (30, "  | …prefix: WRONG from there…\n")):
        assert shown in reports.render([made(Place("a.txt", 1, 11))], "text", root=tmp_path, width=width)


def test_of_a_long_line_the_place_alone_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 100_000 + " WRONG " + "y" * 100_000 + "\n", encoding="utf-8")
    text = reports.render([made(Place("a.txt", 1, 100_002))], "text", root=tmp_path, width=60)
    quoted, underlined = [line for line in text.splitlines() if line.startswith("  |")]
    assert len(quoted) <= 60
    assert quoted.index("WRONG") == underlined.index("^^^^^")


@pytest.mark.parametrize("name", ["gone.txt", "a\0b", ".", "x" * 5000])
def test_a_file_that_is_not_at_hand_is_no_reason_to_fail(name: str, tmp_path: Path) -> None:
    text = reports.render([made(Place(name, 3, 1))], "text", root=tmp_path)
    assert "it is wrong" in text
    assert "  |" not in text


def test_a_line_beyond_the_end_of_the_file_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\n", encoding="utf-8")
    assert "  |" not in reports.render([made(Place("a.txt", 9, 1))], "text", root=tmp_path)


def test_no_line_of_a_file_that_is_no_text_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04\x14\x00\nsecond\nthird")
    shown = reports.render([made(Place("a.xlsx", 2))], "text", root=tmp_path)
    assert "second" not in shown
    assert "a.xlsx:2: error[a-code]" in shown


def test_long_lists_are_folded_and_counted() -> None:
    problems = [made(Place("a", line)) for line in range(1, 26)] + [made(code="b-code", severity="warning")]
    text = reports.render(problems, "text")
    assert text.count("error[a-code]") == 10
    assert "… and 15 more a-code" in text
    assert text.endswith("\n25 errors, 1 warning\n")


def test_colours_are_printed_only_when_told() -> None:
    assert "\x1b" not in reports.render([made(Place("a"))], "text")
    coloured = reports.render([made(Place("a"))], "text", colour=True)
    assert "\x1b[31;1merror[a-code]\x1b[0m" in coloured


def test_nothing_of_a_problem_reaches_the_terminal_raw(tmp_path: Path) -> None:
    evil = "\x1b]0;x\x07\u202e\x9b\n"
    (tmp_path / "a.txt").write_text(f"{evil}\n", encoding="utf-8")
    problem = Problem("x/" + evil, "error", evil, evil, Place("a.txt", 1, 1, record=evil, field=evil))
    for form in ("text", "json"):
        written = reports.render([problem], form, root=tmp_path)
        assert not set(written) & set("\x1b\x07\u202e\x9b")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        reports.render([], "xml")
