"""Values that an option takes from a list: checked with the nearest known one in the message."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import click

#: Known values that a message lists: more are not read by anyone.
MOST = 40


def check(option: str, values: Iterable[str], known: Collection[str]) -> None:
    """Raises a usage error for the first value that is not known; names all that are where they are few."""
    from corpuskit.problems import near

    for value in values:
        if value not in known:
            close = near(value, known)
            listed = f"known: {', '.join(known)}" if len(known) <= MOST else "docs/reference.md lists what is"
            hint = f"did you mean {close!r}?" if close else listed
            raise click.BadOptionUsage(option, f"{option}: {value!r} is not known; {hint}")


def codes(option: str, listed: str) -> frozenset[str]:
    """Problem codes from a comma-separated list; a third party's vendor/code is taken as it is."""
    from corpuskit.problems import codes as known

    values = [code.strip() for code in listed.split(",") if code.strip()]
    check(option, [code for code in values if "/" not in code], list(known()))
    return frozenset(values)


def file_and_line(target: str) -> tuple[str, int] | None:
    """``FILE:LINE`` as a file and a line (1-based); None for another target."""
    found = re.fullmatch(r"(.{1,4096}):(\d{1,12})", target, re.DOTALL)
    return (found[1], int(found[2])) if found else None


class Somewhere(click.Path):
    """A path, or the address of something in a store, which stays text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from corpuskit.stores.addresses import is_address

        return value if isinstance(value, str) and is_address(value) else super().convert(value, param, ctx)


class Dist(click.Path):
    """The folder of a finished corpus; of a workspace, that of its dist/."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from corpuskit.packaging.sealing.manifest import MANIFEST

        folder = super().convert(value, param, ctx)
        assert isinstance(folder, Path)
        inner = folder / "dist"
        return inner if (inner / MANIFEST).is_file() and not (folder / MANIFEST).is_file() else folder


class DistSomewhere(Somewhere, Dist):
    """A finished corpus on disk as `Dist` has it, or the address of one in a store."""
