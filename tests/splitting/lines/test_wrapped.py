"""Dumps whose paragraphs are wrapped are cut like those in which each is a line."""

from __future__ import annotations

import random
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from splitting_dumps import make_dump
from splitting_views import counts_of, record_starts, tiles, view_of

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.lines.wrapping import Width, Wrapping, unwrapped


def wrapped(text: str, width: int, end: str = "\n") -> str:
    """The text with line ends in place of some spaces."""
    fill = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    return end.join(end.join(fill.wrap(line)) for line in text.split("\n"))


def lines_of(text: str, width: Width, **known: bool) -> list[str]:
    lines = unwrapped(index_lines(text.encode()), width, **known)
    return [lines.text(i) for i in range(len(lines))]


def width_of(text: str) -> Width | None:
    lines = index_lines(text.encode())
    found = Wrapping()
    found.add(lines, 0, len(lines))
    return found.width


TEXT = (
    "The ferry that crosses the lake at Tormo was late again on Friday because its boiler had gone cold in the night, "
    "and passengers waited on the quay while the crew carried coal from the shed to the ship."
)


@pytest.mark.parametrize("width", [40, 65, 72, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_where_a_dump_wraps_shows(width: int, end: str) -> None:
    found = width_of(wrapped(f"{TEXT}\n\n{TEXT}\n", width, end))
    assert found is not None
    assert width - 3 <= found.least <= width
    assert width_of(f"{TEXT}\n\n{TEXT}\n") is None


#: By script: titles, and a text. Letters of these scripts have no case, so any line may run on in the next.
WITHOUT_CASE = {
    "Arabic": (
        ("المجلس البلدي يوافق على خط حافلات جديد", "إغلاق الجسر القديم ستة أسابيع للصيانة"),
        "صوّت المجلس يوم الخميس على خط حافلات جديد إلى المستشفى. وقدّمت شركتان عروضهما وتبدأ الخدمة الشهر المقبل.",
        "صحيفة الصباح الجديد | {} أكتوبر 2024",
    ),
    "Hebrew": (
        ("העירייה אישרה קו אוטובוס חדש לבית החולים", "הגשר הישן ייסגר לתיקונים במשך שישה שבועות"),
        "המועצה הצביעה ביום חמישי על קו אוטובוס חדש לבית החולים. שתי חברות הגישו הצעות והשירות יתחיל בחודש הבא.",
        "חדשות הבוקר, תל אביב | {} באוקטובר 2024",
    ),
    "Devanagari": (
        ("नगर परिषद ने नई बस सेवा को मंज़ूरी दी", "पुराना पुल मरम्मत के लिए बंद रहेगा"),
        "परिषद ने गुरुवार को अस्पताल तक जाने वाली नई बस सेवा पर मतदान किया। दो कंपनियों ने अपने प्रस्ताव भेजे हैं।",
        "हिंद समाचार, नई दिल्ली | {} अक्टूबर 2024",
    ),
}


@pytest.mark.parametrize("script", WITHOUT_CASE)
@pytest.mark.parametrize("between", ["", "\n"])
def test_heads_in_a_script_without_case_are_not_wrapped(script: str, between: str) -> None:
    titles, text, credit = WITHOUT_CASE[script]
    heads = [(title, credit.format(day)) for day, title in enumerate(titles, 3)]
    dump = between.join(f"{title}\n{printed}\n{text}\n" for title, printed in heads)
    assert width_of(dump) is None
    assert record_starts(dump) == [dump.encode().index(title.encode()) for title in titles]


@pytest.mark.parametrize("script", WITHOUT_CASE)
def test_texts_in_a_script_without_case_are_wrapped(script: str) -> None:
    text = " ".join([WITHOUT_CASE[script][1]] * 3)
    found = width_of(wrapped(f"{text}\n\n{text}\n", 60))
    assert found is not None
    assert found.least <= 60 <= found.most


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_where_a_sentence_ends_at_the_margin_blank_lines_tell_paragraphs(between: str) -> None:
    text = wrapped(between.join([TEXT] * 3), 72)
    width = width_of(text)
    assert width is not None
    assert width.apart == (between == "\n\n")
    above, below = "They waited on the quay until the ferry was ready to sail for Tormo.", "Passengers had coal."
    assert len(lines_of(f"{above}\n{below}", width)) == (1 if width.apart else 2)


def test_short_lines_of_many_lengths_are_not_wrapped() -> None:
    verse = [
        "The boiler has gone cold tonight upon the northern lake",
        "and nobody on the quay will say",
        "why all the people of the town must wait",
        "until the coal arrives",
    ]
    assert width_of("\n".join(verse * 8)) is None


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The ferry of Tormo is late again as boiler goes cold on lake", "By Sanna Ketola"),
        ("The ferry of Tormo is late again as boiler goes cold on lake", "quaypost.com - 25 October 2007"),
        (
            "The ferry of Tormo is late again as boiler goes cold on lake",
            "TORMO, May 5 (Reuters) - The boiler of the ferry",
        ),
        ("By Sanna Ketola and Hugh Pell of Quay Post | 25 October 2007", "Passengers waited for"),
        ("THE FERRY OF TORMO IS LATE AGAIN AS BOILER GOES COLD ON LAKE", "Passengers waited for"),
        ("They waited on the quay until the ferry was ready to go out.", "Passengers waited for"),
        ("They waited on the quay until the ferry was ready to go", "    Passengers waited for"),
        ("The ferry is late", "Passengers waited for"),
    ],
)
def test_a_full_line_can_be_a_title_or_a_credit(above: str, below: str) -> None:
    assert lines_of(f"{above}\n{below}", Width(65, 71)) == [above, below]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("They waited on the quay until the ferry was ready to go to", "Tormo."),
        ("They waited on the quay until the ferry sailed for the U.S.", "senator."),
        ("Passengers waited for a ferry whose boil-", "er was cold."),
        ("They waited on the quay until the ferry was ready to go on", "May 5."),
        ("They had asked for the boiler of the Tormo Steamers' Guild", "(TSG) to be rebuilt."),
    ],
)
def test_a_paragraph_is_one_line(above: str, below: str) -> None:
    assert lines_of(f"{above}\r\n{below}\r\n", Width(60, 66)) == [f"{above}  {below}"]


WORDS = st.text(st.sampled_from("abcdeéüжш."), min_size=1, max_size=12)


@given(st.lists(st.lists(WORDS, max_size=40).map(" ".join), max_size=12), st.integers(30, 90), st.booleans())
def test_unwrapping_changes_line_ends_alone(paragraphs: list[str], width: int, at_end: bool) -> None:
    text = wrapped("\n\n".join(paragraphs), width)
    printed = index_lines(text.encode())
    lines = unwrapped(printed, Width(width, width), at_end=at_end)
    assert lines.printed == text.encode()[: len(lines.data)]
    assert lines.data.replace(b"\n", b" ") == lines.printed.replace(b"\n", b" ")
    assert [printed.start[at] for at in lines.number[:-1]] == lines.start.tolist()
    if at_end:
        assert lines.number[-1] == len(printed)


@given(
    st.lists(st.sampled_from(["", "a full line of words that goes on", "Short", "12 May 2021", "end."]), max_size=30)
)
def test_what_follows_changes_nothing_that_was_settled(shown: list[str]) -> None:
    text = "".join(f"{line}\n" for line in shown)
    whole = lines_of(text, Width(30, 40))
    for stop in range(len(shown)):
        some = lines_of("".join(f"{line}\n" for line in shown[:stop]), Width(30, 40), at_end=False)
        assert some == whole[: len(some)]


def dump(seed: int, width: int) -> tuple[str, list[int]]:
    """A wrapped dump, and the bytes at which its records begin: wrapping puts line ends in place of spaces alone."""
    made = make_dump(random.Random(seed), 20, blank_between=1)
    return wrapped(made.text, width), [len(made.text[:start].encode()) for start in made.starts]


@pytest.mark.parametrize("width", [60, 72])
@pytest.mark.parametrize("seed", range(3))
def test_wrapped_dumps_are_cut_like_others(seed: int, width: int) -> None:
    text, starts = dump(seed, width)
    assert record_starts(text) == starts


def test_a_title_of_two_lines_is_joined_by_a_space() -> None:
    title = "Harbour of Eastmere waits for a permit although the council voted twice for the plan of its neighbours"
    text = wrapped(f"{title}\nBy Mary Lane | Quay News | May 5, 2021\n\n{TEXT}\n\n{TEXT}\n", 60)
    view = view_of(text)
    habits = splitting.learn(view)
    (cut,) = splitting.cut(view, habits)
    (record,) = describe(cut, view, habits, registry=Registry.load()).to_pylist()
    assert (record["title"], record["authors"], record["date"]) == (title, ["Mary Lane"], "2021-05-05")
    assert record["text"].startswith("The ferry that crosses the lake at Tormo was late again on\nFriday")
    assert record["provenance"]["line_end"] == text.count("\n")


@pytest.mark.parametrize("seed", range(3))
def test_blocks_of_any_size_give_the_same_records(seed: int) -> None:
    draw = random.Random(seed)
    text, _ = dump(seed, 64)
    lines = text.split("\n")
    shown = [number for number, line in enumerate(lines, 1) if line]
    view = view_of(text)
    for told in ({}, {number: draw.random() < 0.5 for number in draw.sample(shown, 8)}):
        found = []
        for size in (300, 1500, 6000, 1 << 20):
            habits = splitting.learn(view, block_size=size)
            cuts = list(splitting.cut(view, habits, block_size=size, told=told))
            confidence = [each for cut in cuts for each in cut.boundary_confidence]
            found.append((counts_of(habits), tiles(iter(cuts)), confidence))
        assert all(each == found[0] for each in found)


def test_a_record_begins_inside_a_paragraph_where_a_person_says_so() -> None:
    text, starts = dump(1, 64)
    first = 8  # the second line of a paragraph, or a later one
    start = len("\n".join(text.split("\n")[: first - 1]).encode()) + 1
    view = view_of(text)
    cuts = splitting.cut(view, splitting.learn(view), told={first: True})
    assert start not in starts
    assert start in {begin for _, begin, _, record, _ in tiles(cuts) if record >= 0}


def test_any_line_of_a_paragraph_is_explained_as_the_paragraph() -> None:
    text, _ = dump(1, 64)
    first = 8
    view = view_of(text)
    habits = splitting.learn(view)
    one, other = (splitting.why(view, habits, line) for line in (first, first + 1))
    assert (one.line, other.line) == (first, first + 1)
    assert one._replace(line=first + 1) == other
    assert splitting.why(view, habits, text.rstrip().count("\n") + 1).role == "body"
    assert splitting.why(view, habits, text.count("\n") + 1) is None
