"""Which outlets a credit names and what has been asserted of them: the registry, and matching of printed names."""

from __future__ import annotations

from corpuskit.lexicon.outlets.matching import Outlet, match_credit, match_names, match_url
from corpuskit.lexicon.outlets.registry import (
    UNKNOWN,
    Assertion,
    Entry,
    Period,
    Reading,
    Registry,
    RegistryError,
)

__all__ = [
    "UNKNOWN",
    "Assertion",
    "Entry",
    "Outlet",
    "Period",
    "Reading",
    "Registry",
    "RegistryError",
    "match_credit",
    "match_names",
    "match_url",
]
