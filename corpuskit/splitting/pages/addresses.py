"""Lines that are an address of the web and nothing else, or one behind a label."""

from __future__ import annotations

import re

#: "https://quay.example/strike", "Clipped from: www.quay.example/strike".
_ADDRESS = re.compile(
    r"\s{0,9}(?:[^\W\d_][^\W\d_ ]{0,15}(?: [^\W\d_ ]{1,15}){0,2} ?: ?)?(?:https?://|www\.)\S{3,400}\s{0,9}"
)


def is_address(line: str) -> bool:
    """Whether a line is an address and nothing else, or one behind a label of up to three words and a colon."""
    return _ADDRESS.fullmatch(line) is not None
