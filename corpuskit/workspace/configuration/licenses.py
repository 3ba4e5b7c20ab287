"""SPDX licence expressions: which ids of one the SPDX License List does not have."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("spdx_licenses.txt")
#: What the specification lets anyone name themselves: a licence that is not in the list.
OWN = ("LicenseRef-", "DocumentRef-")

_TERM = re.compile(r"[A-Za-z0-9.+-]+")


@cache
def listed() -> frozenset[str]:
    """Every id in the list."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def unknown(expression: str) -> list[str]:
    """Ids in an expression that are neither listed nor LicenseRef-; an exception behind WITH is not looked at."""
    found, exception = [], False
    for term in _TERM.findall(expression):
        if term in ("AND", "OR", "WITH"):
            exception = term == "WITH"
        elif not exception and term.removesuffix("+") not in listed() and not term.startswith(OWN):
            found.append(term)
    return found
