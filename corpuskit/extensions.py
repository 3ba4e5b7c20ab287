"""What third parties add (layouts, caveats, rules, exporters), found through entry points of installed packages."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from corpuskit import installed
from corpuskit.model import Exit
from corpuskit.problems import failure

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Kind = Literal["layouts", "caveats", "rules", "exporters"]

#: What an extension of a kind must have; the rest is asked for with a default. A rule is any callable.
NEEDED: dict[Kind, tuple[str, ...]] = {
    "layouts": ("NAME",),
    "caveats": ("NAME", "CODES", "mark"),
    "rules": ("__call__",),
    "exporters": ("NAME", "FILES", "Writer"),
}


@cache
def _entries(kind: Kind) -> Sequence[EntryPoint]:
    """The entry points of the group ``corpuskit.<kind>``; most often nothing installed can have one."""
    if not installed.may_extend("corpuskit."):
        return ()
    from importlib.metadata import entry_points

    return tuple(entry_points(group=f"corpuskit.{kind}"))


@cache
def extensions(kind: Kind) -> tuple[tuple[str, Any], ...]:
    """Name and loaded object of each entry point of the group ``corpuskit.<kind>``, sorted by name.

    The order does not depend on the order of installation, so that it cannot change the bytes of a build. Raises
    CorpuskitError (``extension-broken``) for one that cannot be loaded or lacks what its kind needs.
    """
    found = sorted(_entries(kind), key=lambda entry: (entry.name, entry.value))
    return tuple((entry.name, _loaded(entry, kind)) for entry in found)


def _loaded(entry: EntryPoint, kind: Kind) -> Any:
    try:
        extension = entry.load()
    except Exception as error:
        raise _broken(entry, f"{type(error).__name__}: {error}") from error
    if lacking := [name for name in NEEDED[kind] if not hasattr(extension, name)]:
        raise _broken(entry, f"{entry.value} has no {' and no '.join(lacking)}")
    return extension


def _broken(entry: EntryPoint, reason: str) -> Exception:
    return failure("extension-broken", exit_code=Exit.USAGE, name=entry.name, package=_package(entry), reason=reason)


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.module


def whose(code: str) -> str | None:
    """The installed package that has ``code`` among those of its caveats and rules; None for none."""
    kinds: tuple[Kind, ...] = ("caveats", "rules")
    for kind in kinds:
        for entry in _entries(kind):
            if code in getattr(_loaded(entry, kind), "CODES", ()):
                return _package(entry)
    return None


def at_fault(error: BaseException) -> str | None:
    """The extension in whose code an unforeseen error arose, as ``name of package version``; None for none.

    It is the file of an extension's module that tells: it stands in the traceback, also in the printed one that an
    error brings along from another process.
    """
    told = "".join(traceback.format_exception(error))
    for kind in NEEDED:
        for entry in _entries(kind):
            if (file := _file(entry)) and f'File "{file}"' in told:
                version = f" {entry.dist.version}" if entry.dist is not None else ""
                return f"{entry.name} of {_package(entry)}{version}"
    return None


def _file(entry: EntryPoint) -> str | None:
    with suppress(ImportError, ValueError):  # a package that is half removed
        spec = find_spec(entry.module)
        return spec.origin if spec is not None else None
    return None


def extension_versions() -> dict[str, str]:
    """Distribution name and version of every package that extends corpuskit: they belong to what a build ran with."""
    versions: dict[str, str] = {}
    for kind in NEEDED:
        for entry in _entries(kind):
            if entry.dist is not None:
                versions[entry.dist.name] = entry.dist.version
    return dict(sorted(versions.items()))
