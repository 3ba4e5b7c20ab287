"""How the licence that corpus.toml states is called elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpuskit.ready import read_list

LIST = Path(__file__).with_name("licenses.toml")


@cache
def huggingface() -> Mapping[str, str]:
    """SPDX id → id on Hugging Face, of the licences that both know."""
    return dict(read_list(LIST)["huggingface"])


def spdx(stated: str | None) -> str | None:
    """The licence when it is one SPDX id that is sure to be in the SPDX list, else None."""
    return stated if stated in huggingface() else None
