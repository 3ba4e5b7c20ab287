"""What exit codes mean. By itself, since `corpuskit --help` needs no other noun."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What an exit code means; each means one thing only."""

    OK = 0
    PROBLEMS = 1  #: problems in the data (``diff``: they differ; ``--locked``: it moved)
    USAGE = 2  #: usage error: options, configuration, missing input
    PARTIAL = 3  #: partly done (``--keep-going``)
    INTERNAL = 70  #: a bug in corpuskit itself, or in an extension (EX_SOFTWARE of sysexits.h)
    MACHINE = 74  #: system error: disk, permissions (EX_IOERR of sysexits.h)
    LOCKED = 75  #: another build holds the lock (EX_TEMPFAIL of sysexits.h)
    INTERRUPTED = 130
    TERMINATED = 143
