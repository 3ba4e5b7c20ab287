"""The text is whole: hash and number of words are right, and paragraphs are separated by one newline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpuskit.describing.words import word_counts
from corpuskit.validating.faults import Fault
from corpuskit.validating.rules import Found, Rule, where

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

#: What paragraphs separated by one newline never have: blank lines, newlines at the ends, other line ends.
LOOSE = r"\n\n|\A\n|\n\z|\r"


class Check(Rule):
    READS = ("text", "text_sha256", "word_count")
    CODES = ("text-hash-differs", "text-hash-missing", "text-not-paragraphs", "word-count-differs")

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        import pyarrow.compute as pc

        texts, hashes, words = (records.column(name).combine_chunks() for name in self.READS)
        for at in where(pc.and_(texts.is_valid(), hashes.is_null())):
            yield int(rows[at]), Fault("text-hash-missing", ("text_sha256",))
        for at in where(pc.and_(texts.is_valid(), pc.not_equal(hashes, sha256(texts)))):
            yield int(rows[at]), Fault("text-hash-differs", ("text_sha256",))
        for at in where(pc.match_substring_regex(texts, LOOSE)):
            yield int(rows[at]), Fault("text-not-paragraphs", ("text",))
        counted = word_counts(texts)
        for at in where(pc.and_(texts.is_valid(), pc.not_equal(words, counted))):
            told = {"stated": words[at].as_py(), "counted": int(counted[at])}
            yield int(rows[at]), Fault("word-count-differs", ("word_count",), told)


def sha256(texts: pa.Array) -> pa.Array:
    """SHA-256 in hexadecimal digits of each string's UTF-8, straight from Arrow's buffer; of null as of nothing."""
    import numpy as np
    import pyarrow as pa

    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1].tolist()
    bytes_ = memoryview(data) if data is not None else memoryview(b"")
    digests = [hashlib.sha256(bytes_[start:end]).hexdigest() for start, end in pairwise(ends)]
    return pa.array(digests, pa.string())
