"""What can be said of a withheld text in numbers, from which it cannot be had again.

Each text of `LEAST` words or more gives eleven whole numbers, none larger than its length, and one that follows from
them. So they take at most ``11 * log2(characters + 1)`` bits (102 for 600 characters), while English of that length
holds some 360 (0.6 bits a character is the lower bound of C. E. Shannon, "Prediction and Entropy of Printed English",
Bell System Technical Journal 30, 1951): a great many texts share every row, and the longer they are the more. Shorter
texts have no row, since of them few may share one. Words, their frequencies, n-grams and embeddings are left out for
the same reason: texts have been put together again from the latter (J. X. Morris et al., "Text Embeddings Reveal
(Almost) As Much As Text", EMNLP 2023).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.caveats.health.sentences import spans
from corpuskit.lexicon.words import word_count
from corpuskit.patterns import later
from corpuskit.withholding.values import tokens

#: Words below which a text has no features.
LEAST = 100
#: Letters above which a word is long (C. H. Björnsson, "Läsbarhet", 1968).
LONG = 6
#: Letters of scripts whose ends of sentences are known: Latin, Greek, Cyrillic.
_KNOWN = later("[A-Za-z\u00aa\u00b5\u00ba-\u024f\u0370-\u052f\u1e00-\u1fff]")
#: The least share of them with which sentences are counted.
_MOSTLY = 0.9


def features(record: Mapping[str, Any]) -> dict[str, Any] | None:
    """The numbers of a record with its text; None for a text that is short, or not there.

    ``sentences``, ``longest_sentence`` (in words) and ``lix`` (words a sentence and long words in a hundred, added) are
    null where less than nine tenths of the letters are Latin, Greek or Cyrillic. ``distinct_words`` are counted without
    regard to case and punctuation.
    """
    text: str | None = record["text"]
    if text is None or record["word_count"] < LEAST:
        return None
    letters = sum(map(str.isalpha, text))
    words = tokens(text)
    found = {
        "id": record["id"],
        "characters": len(text),
        "letters": letters,
        "digits": sum(map(str.isdigit, text)),
        "words": record["word_count"],
        "distinct_words": len(set(words)),
        "long_words": sum(len(word) > LONG for word in words),
        "paragraphs": sum(bool(line.strip()) for line in text.split("\n")),
        "headings": len(record["headings"]),
        "questions": text.count("?"),
        "sentences": None,
        "longest_sentence": None,
        "lix": None,
    }
    if len(_KNOWN.findall(text)) < _MOSTLY * letters:
        return found
    lengths = [word_count(text[start:end]) for start, end in spans(text, record["language"])]
    lix = record["word_count"] / len(lengths) + 100 * found["long_words"] / len(words) if words else 0.0
    return found | {"sentences": len(lengths), "longest_sentence": max(lengths), "lix": round(lix, 1)}
