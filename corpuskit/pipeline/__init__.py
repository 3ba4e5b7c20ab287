"""The steps in their order: from seeds to records, and from records to dist/. What the API and the commands call."""

from __future__ import annotations

from corpuskit.pipeline.building import build
from corpuskit.pipeline.choosing import LITTLE, SMALL, choose, remembering
from corpuskit.pipeline.facts import facts_of, rules_context
from corpuskit.pipeline.looking import spans, split, view_bytes, why
from corpuskit.pipeline.options import Build, Options, Progress, Progressed
from corpuskit.pipeline.run import Run

__all__ = [
    "LITTLE",
    "SMALL",
    "Build",
    "Options",
    "Progress",
    "Progressed",
    "Run",
    "build",
    "choose",
    "facts_of",
    "remembering",
    "rules_context",
    "spans",
    "split",
    "view_bytes",
    "why",
]
