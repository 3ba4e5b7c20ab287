"""The text is whole: hash and number of words are right, and paragraphs are separated by one newline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.lexicon.words import word_counts
from corpuskit.octets import positions
from corpuskit.validating.faults import Fault
from corpuskit.validating.rules import Found, Rule, where

_BREAK = ord("\n")


class Check(Rule):
    READS = ("text", "text_sha256", "word_count")
    CODES = ("text-hash-differs", "text-hash-missing", "text-not-paragraphs", "word-count-differs")
    FORGETS = True

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        texts, hashes, words = (one_array(records.column(name)) for name in self.READS)
        for at in where(pc.and_(texts.is_valid(), hashes.is_null())):
            yield int(rows[at]), Fault("text-hash-missing", ("text_sha256",))
        for at in where(pc.and_(texts.is_valid(), pc.not_equal(hashes, sha256(texts)))):
            yield int(rows[at]), Fault("text-hash-differs", ("text_sha256",))
        for at in _loose(texts):
            yield int(rows[at]), Fault("text-not-paragraphs", ("text",))
        counted, stated = word_counts(texts), words.to_numpy(zero_copy_only=False)
        for at in np.flatnonzero((stated != counted) & texts.is_valid().to_numpy(zero_copy_only=False)).tolist():
            told = {"stated": int(stated[at]), "counted": int(counted[at])}
            yield int(rows[at]), Fault("word-count-differs", ("word_count",), told)


def sha256(texts: pa.Array) -> pa.Array:
    """SHA-256 in hexadecimal digits of each string's UTF-8, straight from Arrow's buffer; of null as of nothing."""
    ends, data = _octets(texts)
    held = data.data  # a memoryview, which is cut without copying
    digests = [hashlib.sha256(held[start:end]).hexdigest() for start, end in pairwise(ends.tolist())]
    return pa.array(digests, pa.string())


def _loose(texts: pa.Array) -> list[int]:
    """The texts with what paragraphs separated by one newline never have: blank lines, newlines at an end, returns.

    A newline at the end of a text followed by one at the beginning of the next is a pair in the buffer; that is right,
    as each of the two is a fault of its own.
    """
    ends, data = _octets(texts)
    breaks = positions(data, _BREAK)
    pairs = breaks[:-1][np.diff(breaks) == 1]
    wrong = np.append(pairs, positions(data, ord("\r")))
    found = set((np.searchsorted(ends, wrong, side="right") - 1).tolist())
    filled = np.flatnonzero(ends[:-1] < ends[1:])
    found.update(filled[(data[ends[filled]] == _BREAK) | (data[ends[filled + 1] - 1] == _BREAK)].tolist())
    return [row for row in sorted(found) if texts[row].is_valid]


def _octets(texts: pa.Array) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Where each string begins in its UTF-8 (and the last ends), and all their UTF-8."""
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    octets = np.frombuffer(data, dtype=np.uint8) if data is not None else np.empty(0, dtype=np.uint8)
    return ends - ends[0], octets[ends[0] : ends[-1]]
