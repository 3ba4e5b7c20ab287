"""Lines that are an address of the web and nothing else."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\s{0,9}(?:https?://|www\.)\S{3,400}\s{0,9}")


def is_address(line: str) -> bool:
    """Whether a line is an address and nothing else."""
    return _ADDRESS.fullmatch(line) is not None
