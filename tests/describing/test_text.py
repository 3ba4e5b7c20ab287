"""The text: every line of the body as printed; headings where they say; words; notices of correction."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pyarrow as pa
import pytest
from describing_cuts import described, evidence_of, printed, table_of, tiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit.describing.notices import notices
from corpuskit.lexicon.words import word_count, word_counts

FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(alphabet=st.sampled_from("ab é\u00a0\t漢–“‘😀\u2028\u3000かカ\x85\u200b-"), min_size=1, max_size=12)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n \r\n"])


def test_paragraphs_are_joined_by_one_newline_and_keep_their_inner_spaces(tmp_path: Path) -> None:
    record = described(
        tmp_path,
        ("body", "  First,  with   spaces. \r\n"),
        ("blank", "\r\n \r\n"),
        ("body", "Second.\rThird.\n"),
        ("blank", "\n"),
        ("body", "Fourth, without an end"),
    )
    assert record["text"] == "  First,  with   spaces. \nSecond.\nThird.\nFourth, without an end"
    assert record["text_sha256"] == hashlib.sha256(record["text"].encode()).hexdigest()


def test_outside_spans_within_a_record_are_not_in_its_text(tmp_path: Path) -> None:
    record = described(tmp_path, ("body", "One.\n"), ("read-more", "Read more: x\n"), ("body", "Two.\n"))
    assert record["text"] == "One.\nTwo."


@FEW
@given(st.lists(st.tuples(st.sampled_from(["body", "heading"]), WORDS, ENDS), min_size=1, max_size=6))
def test_no_byte_of_the_body_is_lost_but_blank_lines_and_line_ends(
    tmp_path: Path, pieces: list[tuple[str, str, str]]
) -> None:
    view, cut = tiled(tmp_path, [[(kind, text + end) for kind, text, end in pieces]])
    record = table_of(view, cut).to_pylist()[0]
    whole = "".join(text + end for _, text, end in pieces)
    lines = [line for line in re.split(r"\r\n|\r|\n", whole) if line and not line.encode().isspace()]
    assert record["text"] == "\n".join(lines)
    for heading in record["headings"]:
        assert record["text"][heading["offset"] :].startswith(heading["text"])
        assert heading["text"] in lines


def test_headings_are_part_of_the_text_and_know_their_place_in_it(tmp_path: Path) -> None:
    view, cut = tiled(
        tmp_path,
        [
            [
                ("title", "T\n"),
                ("body", "Größe – „so“ 😀.\n"),
                ("heading", "Was das heißt\n"),
                ("body", "Mehr.\n"),
                ("blank", "\n"),
                ("heading", "Und nun?\n"),
                ("body", "Nichts.\n"),
            ]
        ],
    )
    record = table_of(view, cut).to_pylist()[0]
    assert [heading["text"] for heading in record["headings"]] == ["Was das heißt", "Und nun?"]
    for heading in record["headings"]:
        assert record["text"][heading["offset"] :].startswith(heading["text"])
    assert printed(view, evidence_of(record, "headings[1]")[0]) == "Und nun?"


def test_a_heading_at_the_head_of_the_body_hides_no_dateline(tmp_path: Path) -> None:
    record = described(
        tmp_path, ("heading", "Overview\n"), ("body", "GENEVA, March 4, 2024 (Reuters) - It was put off.\n")
    )
    assert record["dateline"] == "GENEVA, March 4, 2024 (Reuters)"


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("  two words ", 2),
        ("no\u00a0break\u2028and – dash", 5),
        ("état-major d’été", 2),
        ("東京で雨", 4),
        ("東京タワーで、雨。", 5),
        ("서울 시장이 말했다", 3),
        ("2024年 RT", 3),
        ("ภาษาไทย ไม่มี", 2),
    ],
)
def test_words_are_counted_as_documented(text: str, count: int) -> None:
    assert word_count(text) == count
    assert word_counts(pa.array([text], pa.string())).tolist() == [count]


@given(st.lists(st.one_of(WORDS, st.text(max_size=20)), max_size=6), st.integers(0, 3))
def test_counting_in_the_buffer_is_counting_each_text(texts: list[str], skip: int) -> None:
    column = pa.array(["skipped words"] * skip + texts, pa.string())[skip:]
    assert word_counts(column).tolist() == [word_count(text) for text in texts]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], max_codepoint=0x2FFF), max_size=40))
def test_in_scripts_with_spaces_words_are_what_lies_between_white_space(text: str) -> None:
    assert word_count(text) == len(text.split())


# -- notices of correction -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "paragraph",
    [
        "Correction: An earlier version gave the wrong name.",
        "CORRECTION – The bridge is 68 metres long.",
        "Corrections & clarifications: the river is the Hollin Beck.",
        "This article was amended on 4 March 2024 to correct a name.",
        "An earlier version of this story misspelt the mayor’s name.",
        "Korrektur: In einer früheren Fassung hieß es, die Brücke sei 80 Meter lang.",
        "In einer früheren Version dieses Artikels stand ein falscher Name.",
        "Rectificatif : le pont mesure 68 mètres.",
        "Fe de erratas: el puente mide 68 metros.",
        "Errata corrige: il ponte è lungo 68 metri.",
        "Исправление: длина моста 68 метров.",
        "訂正：橋の長さは六十八メートルです。",
        "更正：桥长六十八米。",
        "تصحيح: طول الجسر 68 مترا",
    ],
)
def test_a_notice_of_correction_is_found_in_any_language(tmp_path: Path, paragraph: str) -> None:
    record = described(tmp_path, ("title", "T\n"), ("body", f"First.\n{paragraph}\nLast.\n"))
    assert record["correction_notice"] == paragraph
    assert paragraph in record["text"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Correction officers went on strike.",
        "Corrections to the budget were made.",
        "A correction of ten per cent is likely, traders said.",
        "The correction: nobody noticed it.",
        "Precisely at noon the bells rang.",
        "Retractions are rare.",
    ],
)
def test_a_sentence_about_corrections_is_none(paragraph: str) -> None:
    assert notices([paragraph.encode()]) is None


def test_a_label_on_a_line_of_its_own_takes_the_next_line_with_it(tmp_path: Path) -> None:
    view, cut = tiled(tmp_path, [[("body", "First.\nCorrection\nThe river is the Hollin Beck.\nLast.\n")]])
    record = table_of(view, cut).to_pylist()[0]
    assert record["correction_notice"] == "Correction\nThe river is the Hollin Beck."
    (entry,) = evidence_of(record, "correction_notice")
    assert printed(view, entry) == record["correction_notice"]
    assert entry["rule"] == "notice-label-alone"
