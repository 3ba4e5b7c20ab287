"""Values are found in the normal text of a seed, and come back from it as they were."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.withholding.places import Reader, normal, pieces, value
from corpuskit.withholding.values import hidden, put, shingles

LINES = st.lists(st.text("ab éд漢\u2028 ", min_size=1, max_size=12), min_size=1, max_size=6)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_stands_in_a_text_comes_back_from_a_copy_with_other_line_ends(
    lines: list[str], end: str, marked: bool
) -> None:
    text = "\n".join(lines)
    copy = ("\ufeff" if marked else "") + f"Headline{end}{end}" + text.replace("\n", end) + end
    found = pieces(text, f"Headline\n\n{text}\n")
    assert found is not None
    assert value(found, normal(copy)) == text


def test_a_title_printed_over_two_lines_comes_back_on_one() -> None:
    whole = "Ferry to the outer\n  harbour resumes\nBody.\n"
    found = pieces("Ferry to the outer harbour resumes", whole)
    assert found == [[0, 36, 1]]
    assert value(found, whole) == "Ferry to the outer harbour resumes"


def test_what_the_text_does_not_say_has_no_place() -> None:
    assert pieces("A title that a person corrected", "A title that somebody printed\n") is None


@given(LINES, st.sampled_from(["utf-8", "utf-16-le", "utf-8-sig"]))
def test_a_view_has_the_same_normal_text_in_any_encoding(lines: list[str], encoding: str) -> None:
    data = "\r\n".join(lines).encode(encoding)
    plain = Reader(io.BytesIO("\n".join(lines).encode()), "utf-8")
    other = Reader(io.BytesIO(data), encoding.removesuffix("-sig"))
    assert other.take(len(data)) == plain.take(len("\n".join(lines).encode()))
    assert other.finish() == plain.finish()


def test_only_the_sign_at_the_very_start_is_a_byte_order_mark() -> None:
    reader = Reader(io.BytesIO("\ufeffone\n\ufefftwo\n".encode()), "utf-8")
    assert [reader.take(7), reader.at, reader.take(14), reader.at] == ["one\n", 4, "\ufefftwo\n", 9]
    assert reader.finish() == hashlib.sha256(normal("\ufeffone\n\ufefftwo\n").encode()).hexdigest()


def test_lines_that_are_printed_in_another_order_come_back_in_that_of_the_value() -> None:
    whole = "Harbour Times\nFerry late\nBy Ann Example\n"
    found = pieces("By Ann Example\nHarbour Times", whole)
    assert found is not None
    assert value(found, whole) == "By Ann Example\nHarbour Times"


def record(text: str, **said: object) -> dict[str, object]:
    return {"text": text, "title": None, "credit_line": None, "caveats": [], "outlets": [], "extra": {}} | said


def test_long_titles_credits_and_what_repeats_the_text_are_withheld_and_short_names_are_kept() -> None:
    text = "The ferry to the outer harbour will not sail before noon on Friday."
    made = record(
        text,
        title="Ferry to the outer harbour will wait until Friday",
        credit_line="Harbour Times | 3 May 2024",
        subtitle="No sailings",
        url="https://example.org/the-ferry-to-the-outer-harbour-will-not-sail",
        extra={"abstract/1": text, "desk": "ships", "caption": "What is printed below a picture of the quay there"},
        outlets=[{"name": "Harbour Times"}],
    )
    taken = hidden(made)
    assert sorted(path for path, _, _ in taken) == [
        *("credit_line", "extra/abstract/1", "extra/caption", "title", "url")
    ]
    for path, _, instead in taken:
        put(made, path, instead)
    assert made["extra"] == {"abstract/1": "[withheld]", "desk": "ships", "caption": "[withheld]"}
    assert (made["title"], made["url"], made["subtitle"]) == (None, None, "No sailings")


def test_seven_words_are_kept_and_eight_are_not_and_other_words_than_the_text_has_stay_in_an_address() -> None:
    text = "Nobody has seen the ferry since the storm of last week, it seems."
    url = "https://example.org/what-an-editor-calls-it-in-nine-words-or-more"
    for title, due in (
        ("Ferry to the outer harbour will wait", []),
        ("Ferry to the outer harbour will wait again", ["title"]),
        ("Ferry – quay – mole – pier – dock", ["title"]),  # by white space, nine
        ("Ferry_to_the_outer_harbour_will_wait_again", ["title"]),
    ):
        assert [path for path, _, _ in hidden(record(text, title=title, url=url))] == due
    assert [path for path, _, _ in hidden(record(text, url=f"{url} the ferry since the storm of last"))] == []
    assert [path for path, _, _ in hidden(record(text, url=f"{url} the ferry since the storm of last week"))] == ["url"]


@pytest.mark.parametrize(
    "slug", ["the_ferry_ran_aground_off_the_west_mole", "the%20ferry%20ran%20aground%20off%20the%20west%20mole"]
)
def test_words_of_the_text_are_seen_in_an_address_however_it_joins_them(slug: str) -> None:
    made = record("At noon the ferry ran aground off the west mole.", url=f"https://example.org/{slug}")
    assert [path for path, _, _ in hidden(made)] == ["url"]


def test_a_text_without_spaces_has_runs_of_words_too() -> None:
    assert len(shingles("渡輪星期五中午前不會開航")) == 5
