"""Bounds on what is read ([limits] of corpus.toml); the schema documents them and holds the same defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes of the file as it lies on disk."""

    line_bytes: int = 16 * 1024 * 1024  #: longest line: lines are the unit that has to fit into memory
    stream_bytes: int = 4 * 1024 * 1024 * 1024  #: most that is taken from standard input or a pipe (kept on disk)
