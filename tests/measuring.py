"""Which processes count for coverage: those of tests/cli; measuring makes each twice as dear."""

from __future__ import annotations

import os


def unmeasured() -> dict[str, str]:
    """The environment without what would have coverage measured in a process that a test starts."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
