"""The weights that are read are those of weights.json, also where weights.bin was made of others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpuskit.splitting.scoring import network, packed_weights


def test_packed_weights_are_those_that_are_stated() -> None:
    stated = network.weights_from(json.loads(packed_weights.WEIGHTS.read_bytes()))
    read = network.weights_from(packed_weights.read())
    for one, other in zip(stated, read, strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


def test_weights_that_have_changed_are_read_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = json.loads(packed_weights.WEIGHTS.read_bytes())
    changed["bias"][0] += 1
    monkeypatch.setattr(packed_weights, "WEIGHTS", tmp_path / "weights.json")
    packed_weights.WEIGHTS.write_text(json.dumps(changed), "utf-8")
    assert packed_weights.read()["bias"] == changed["bias"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-3], lambda data: data[:-40] + data[-40:].replace(data[-1:], b"\r", 1)]
)
def test_packed_weights_that_are_damaged_are_not_read(
    damage: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a program that takes them for text and changes their line ends."""
    whole = packed_weights.PACKED.read_bytes()
    monkeypatch.setattr(packed_weights, "PACKED", tmp_path / "weights.bin")
    packed_weights.PACKED.write_bytes(damage(whole))
    assert packed_weights.PACKED.read_bytes() != whole
    assert packed_weights.read() == json.loads(packed_weights.WEIGHTS.read_bytes())


@pytest.mark.parametrize("number", [0.5, 1 << 15])
def test_a_weight_that_would_be_packed_as_another_is_refused(
    number: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = json.loads(packed_weights.WEIGHTS.read_bytes())
    changed["second"][0][0] = number
    monkeypatch.setattr(packed_weights, "WEIGHTS", tmp_path / "weights.json")
    packed_weights.WEIGHTS.write_text(json.dumps(changed), "utf-8")
    with pytest.raises(ValueError, match="second"):
        packed_weights.packed()
