"""The weights as they are read at the start: from a packed file with the whole numbers of a JSON file.

As JSON they take a thirtieth of a small build to read. The first line of a packed file is JSON: the SHA-256 of the file
that it was made of and of all that stands behind the line, the clues, and the shape of each array; behind it stand the
arrays, in that order, as whole numbers of two bytes, the lower one first (`python docs/make_ready.py` writes them).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np


class Files(NamedTuple):
    """Weights as training writes them, in JSON, and packed."""

    stated: Path
    packed: Path


#: The weights of dumps in general, and those of dumps that carry whole pages.
WEIGHTS, PAGE_WEIGHTS = (
    Files(Path(__file__).with_name(f"{name}.json"), Path(__file__).with_name(f"{name}.bin"))
    for name in ("weights", "page_weights")
)
ARRAYS = ("first", "hidden_bias", "second", "bias", "transition", "initial", "long")
_NUMBER = np.dtype("<i2")


def read(files: Files) -> dict[str, Any]:
    """What the JSON file says: its clues, and its arrays, from the packed file where that was made of it as it is, and
    is as it was made.
    """
    stated, made = files.stated.read_bytes(), files.packed.read_bytes()
    head, _, numbers = made.partition(b"\n")
    found: dict[str, Any] = json.loads(head)
    if (found["of"], found["numbers"]) != (_sha256(stated), _sha256(numbers)):
        as_stated: dict[str, Any] = json.loads(stated)
        return as_stated
    at = 0
    for name, shape in found["shapes"].items():
        count = int(np.prod(shape))
        found[name] = np.frombuffer(numbers, _NUMBER, count, at).reshape(shape)
        at += found[name].nbytes
    return found


def packed(path: Path) -> bytes:
    """What the packed file of a JSON file is to hold. Raises ValueError for a weight that is no whole number of two
    bytes.
    """
    stated = path.read_bytes()
    said = json.loads(stated)
    arrays = {name: np.array(said[name]) for name in ARRAYS}
    limits = np.iinfo(_NUMBER)
    for name, array in arrays.items():
        if array.dtype.kind != "i" or array.min() < limits.min or array.max() > limits.max:
            raise ValueError(f"{path.name}: not every number of {name} is whole and of two bytes")
    numbers = b"".join(array.astype(_NUMBER).tobytes() for array in arrays.values())
    head = {
        "of": _sha256(stated),
        "numbers": _sha256(numbers),
        "clues": said["clues"],
        "shapes": {name: array.shape for name, array in arrays.items()},
    }
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return b"\n".join((line, numbers))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
