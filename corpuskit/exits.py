"""What exit codes mean. By itself, since `corpuskit --help` needs no other noun."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What an exit code means; each means one thing only."""

    OK = 0
    PROBLEMS = 1  #: problems in the data (``diff``: they differ; ``--locked``: it moved)
    USAGE = 2  #: used wrongly: options, configuration, missing input
    PARTIAL = 3  #: done in part (``--keep-going``)
    INTERNAL = 70  #: a fault in corpuskit itself, or in an extension (EX_SOFTWARE of sysexits.h)
    MACHINE = 74  #: the machine failed: disk, permission (EX_IOERR of sysexits.h)
    LOCKED = 75  #: another build holds the lock (EX_TEMPFAIL of sysexits.h)
    INTERRUPTED = 130
    TERMINATED = 143
