"""What third parties add (layouts, caveats, rules, exporters), found through entry points of installed packages."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Any, Literal

Kind = Literal["layouts", "caveats", "rules", "exporters"]


@cache
def _entries() -> Any:
    """Every entry point that is installed: finding them takes a look into each installed package."""
    return entry_points()


@cache
def extensions(kind: Kind) -> tuple[tuple[str, Any], ...]:
    """Name and loaded object of each entry point of the group ``corpuskit.<kind>``, sorted by name.

    The order does not depend on the order of installation, so that it cannot change the bytes of a build.
    """
    found = sorted(_entries().select(group=f"corpuskit.{kind}"), key=lambda entry: (entry.name, entry.value))
    return tuple((entry.name, entry.load()) for entry in found)


def extension_versions() -> dict[str, str]:
    """Distribution name and version of every package that extends corpuskit: they belong to what a build ran with."""
    versions: dict[str, str] = {}
    for kind in ("layouts", "caveats", "rules", "exporters"):
        for entry in _entries().select(group=f"corpuskit.{kind}"):
            if entry.dist is not None:
                versions[entry.dist.name] = entry.dist.version
    return dict(sorted(versions.items()))
