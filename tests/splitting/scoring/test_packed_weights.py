"""The weights that are read are those that are stated, also where the packed file was made of others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpuskit.splitting.scoring import network
from corpuskit.splitting.scoring.packed_weights import PAGE_WEIGHTS, WEIGHTS, Files, packed, read


@pytest.mark.parametrize("files", [WEIGHTS, PAGE_WEIGHTS])
def test_packed_weights_are_those_that_are_stated(files: Files) -> None:
    stated = network.weights_from(json.loads(files.stated.read_bytes()))
    for one, other in zip(stated, network.weights_from(read(files)), strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


def test_weights_that_have_changed_are_read_as_they_are(tmp_path: Path) -> None:
    changed = json.loads(WEIGHTS.stated.read_bytes())
    changed["bias"][0] += 1
    files = WEIGHTS._replace(stated=tmp_path / "weights.json")
    files.stated.write_text(json.dumps(changed), "utf-8")
    assert read(files)["bias"] == changed["bias"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-3], lambda data: data[:-40] + data[-40:].replace(data[-1:], b"\r", 1)]
)
def test_packed_weights_that_are_damaged_are_not_read(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """As by a program that takes them for text and changes their line ends."""
    whole = WEIGHTS.packed.read_bytes()
    files = WEIGHTS._replace(packed=tmp_path / "weights.bin")
    files.packed.write_bytes(damage(whole))
    assert files.packed.read_bytes() != whole
    assert read(files) == json.loads(WEIGHTS.stated.read_bytes())


@pytest.mark.parametrize("number", [0.5, 1 << 15])
def test_a_weight_that_would_be_packed_as_another_is_refused(number: float, tmp_path: Path) -> None:
    changed = json.loads(WEIGHTS.stated.read_bytes())
    changed["second"][0][0] = number
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(changed), "utf-8")
    with pytest.raises(ValueError, match="second"):
        packed(path)
