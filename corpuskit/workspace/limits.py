"""Bounds on what is read ([limits] of corpus.toml); the schema documents them and holds the same defaults."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Sizes in bytes, and counts."""

    line_bytes: int = 16 * 1024 * 1024  #: longest line: lines are the unit that has to fit into memory
    stream_bytes: int = 4 * 1024 * 1024 * 1024  #: most that is taken from standard input or a pipe (kept on disk)
    archive_depth: int = 3  #: containers within containers
    archive_members: int = 100_000  #: files in one container
    archive_bytes: int = 16 * 1024 * 1024 * 1024  #: all files of one container together, unpacked
    archive_ratio: int = 300  #: unpacked to packed size of a file above 16 MiB; text reaches 20
    whole_bytes: int = 512 * 1024 * 1024  #: largest file that has to be in memory as a whole (HTML, docx, PDF)
    seed_bytes: int = 1024 * 1024 * 1024 * 1024  #: largest seed
    seeds: int = 10_000_000  #: seeds, members of containers included
    records: int = 1_000_000_000  #: records of a corpus
    record_bytes: int = 32 * 1024 * 1024  #: longest record; one record at a time is in memory
    record_lines: int = 100_000  #: most lines of a record
    candidates: int = 64  #: others that a record is compared with for duplicates, for each band of its print
    json_line_bytes: int = 256 * 1024 * 1024  #: longest line of JSON lines that validate reads
