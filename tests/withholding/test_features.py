"""Numbers say what a text is like, and not which text it is."""

from __future__ import annotations

import math
import random
from typing import Any

from corpuskit.lexicon.words import word_count
from corpuskit.withholding.features import LEAST, features

SENTENCE = "the harbour office closed nine ferries at noon since stormy weather had reached the outer islands"
TEXT = "\n".join(f"{SENTENCE.capitalize()}. Was it {number} metres high?" for number in range(8))


def record(text: str, language: str = "en") -> dict[str, Any]:
    return {"id": "0", "text": text, "headings": [], "word_count": word_count(text), "language": language}


def test_the_numbers_are_those_of_the_text() -> None:
    assert features(record(TEXT)) == {
        "id": "0",
        "characters": len(TEXT),
        "letters": sum(map(str.isalpha, TEXT)),
        "digits": 8,
        "words": 168,
        "distinct_words": 15 + 4 + 8,
        "long_words": 8 * 5,
        "paragraphs": 8,
        "headings": 0,
        "questions": 8,
        "sentences": 16,
        "longest_sentence": 16,
        "lix": round(168 / 16 + 100 * 40 / 168, 1),
    }


def test_other_texts_have_the_same_numbers_and_the_text_holds_more_than_they_do() -> None:
    draw = random.Random(1)
    others = set()
    for _ in range(100):
        lines = []
        for line in TEXT.split("\n"):
            first, *rest, last = line.split(".")[0].split(" ")
            draw.shuffle(rest)
            lines.append(" ".join((first, *rest, last)) + line[line.index(".") :])
        others.add("\n".join(lines))
    assert len(others) == 100
    assert {tuple(features(record(text)).items()) for text in others} == {tuple(features(record(TEXT)).items())}
    for words in (LEAST, 1_000, 100_000):
        assert 11 * math.log2(6 * words + 1) < 0.6 * 6 * words


def test_a_short_text_and_one_that_is_not_there_have_none() -> None:
    assert features(record(" ".join(["word"] * (LEAST - 1)))) is None
    assert features(record(" ".join(["word"] * LEAST))) is not None
    assert features({"id": "0", "text": None, "word_count": 500, "headings": [], "language": "en"}) is None


def test_sentences_are_counted_only_where_their_ends_are_known() -> None:
    chinese = features(record("渡轮在中午停航。" * 40, "zh"))
    assert (chinese["sentences"], chinese["longest_sentence"], chinese["lix"]) == (None, None, None)
    assert (chinese["words"], chinese["paragraphs"]) == (280, 1)
    russian = features(record("Паром не ходит. " * 40, "ru"))
    assert (russian["sentences"], russian["longest_sentence"]) == (40, 3)
