"""What a build knows of itself, as far as a datasheet has to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpuskit import contract
from corpuskit.corrections import Applied
from corpuskit.lexicon.outlets.registry import Registry


@dataclass(frozen=True, slots=True)
class About:
    """With what the records were made.

    ``without`` names steps that were left out (``--without``), ``problems`` counts what was written down by code,
    ``extensions`` has the packages of third parties that took part with their versions, ``epoch`` is the day of
    SOURCE_DATE_EPOCH (YYYY-MM-DD), used where corpus.toml states no day of release. ``corrected`` has
    the corrections of corrections.toml that were applied, ``judgements`` those of audit.toml on records of the corpus;
    ``made_from`` says from which finished corpora it was made, and how, as in the manifest.
    ``corrections`` says whether a build reads corrections.toml: only then does the page offer what to paste into it.
    """

    corpuskit: str
    registry: Registry
    without: frozenset[str] = frozenset()
    problems: Mapping[str, int] = field(default_factory=dict)
    extensions: Mapping[str, str] = field(default_factory=dict)
    epoch: str | None = None
    corrected: Sequence[Applied] = ()
    judgements: Sequence[Mapping[str, Any]] = ()
    made_from: Mapping[str, Any] | None = None
    corrections: bool = field(default_factory=lambda: "corrections" in contract.schema_names())

    @property
    def assessed(self) -> bool:
        """Whether the caveats were looked for at all: where they were not, their absence says nothing."""
        return "caveats" not in self.without
