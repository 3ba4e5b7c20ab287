"""The caveats about passages of a record, summed up and in their place."""

from __future__ import annotations

from typing import Any

from corpuskit.caveats import health
from corpuskit.checking import explain, passages

TEXT = "He spoke at length. The vaccine caused fever in hundreds of children, the doctor said.\nNobody asked why."
START = TEXT.index("The vaccine")
END = TEXT.index("\n")


def claim(**changes: Any) -> dict[str, Any]:
    fixed = {
        "code": "unverified-health-claim", "statement": "s", "basis": "b", "authority": "a", "reference": None,
        "as_of": None, "category": "vaccine_safety", "speaker": "quoted", "rule": "vaccine_safety",
        "confidence": 0.9, "start": START, "end": END, "withdrawn": None,
    }  # fmt: skip
    return {**fixed, **changes}


def record(*caveats: dict[str, Any], text: str | None = TEXT) -> dict[str, Any]:
    return {"caveats": list(caveats), "text": text, "language": "en", "word_count": 17}


def test_the_text_is_shown_whole_and_in_order_with_the_passages_marked() -> None:
    found = list(passages.in_text(TEXT, [claim()]))
    assert [(passage.text, len(passage.caveats)) for passage in found] == [
        ("He spoke at length.", 0),
        (TEXT[START:END], 1),
        ("Nobody asked why.", 0),
    ]


def test_long_text_between_passages_is_cut_in_its_middle() -> None:
    text = "a" * 500 + " " + TEXT[START:END]
    first, second = passages.in_text(text, [claim(start=501, end=len(text))])
    assert "[…]" in first.text
    assert len(first.text) < 200
    assert second.text == TEXT[START:END]


def test_passages_that_overlap_are_all_shown() -> None:
    other = claim(code="x/y", start=START + 4, end=START + 11)
    found = [passage.text for passage in passages.in_text(TEXT, [claim(), other]) if passage.caveats]
    assert found == [TEXT[START:END], "vaccine"]


def test_the_reason_names_the_words_that_the_rule_saw() -> None:
    said = passages.reason(claim(), TEXT[START:END], "en-GB")
    assert "rule vaccine_safety (vaccine: “vaccine”; " in said
    assert "“fever”" in said
    assert f"characters {START}–{END}" in said
    assert "confidence 0.900" in said


def test_a_rule_that_names_no_class_is_shown_without_words() -> None:
    assert health.why("It lasted for a month.", "context", "en") == ""
    assert health.why("Cancer of the lung kills.", "disease+organ", "en") == "disease: “Cancer”; organ: “lung”"


def test_the_summary_counts_by_category_and_leaves_out_what_was_withdrawn() -> None:
    taken_back = claim(withdrawn={"reason": "a heading", "by": "me"})
    ((said, details),) = passages.summaries([claim(), claim(category="transmission"), taken_back])
    assert said.startswith(
        "unverified-health-claim: 3 passages, shown in the text below. 2 sentences in 1 record make statements about "
        "health that could be checked against evidence. Nothing in this corpus verifies or refutes them."
    )
    assert "vaccine_safety 2" in details
    assert "withdrawn by me: a heading" in passages.reason(taken_back, TEXT[START:END], "en")


def test_another_caveat_about_a_passage_is_shown_with_its_statement() -> None:
    said = passages.reason(claim(code="x/y", statement="Looks odd.", rule=None, speaker=None), "x", "el")
    assert said.startswith("x/y; Looks odd.; category vaccine_safety")


def test_a_withheld_text_leaves_the_caveats_in_the_list() -> None:
    shown = [line.text for line in explain._caveats(record(claim(), text=None))]
    assert shown[0] == "unverified-health-claim: s"
    assert [line.text for line in explain._text(record(claim(), text=None))] == ["withheld"]


def test_a_record_shows_its_marked_sentence_once_in_the_text() -> None:
    lines = [line.text for line in [*explain._caveats(record(claim())), *explain._text(record(claim()))]]
    assert sum(TEXT[START:END] in line for line in lines) == 1
    assert f"> {TEXT[START:END]}" in lines
