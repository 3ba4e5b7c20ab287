"""One edition of a data set after another: which version it has to have, and what its changelog says.

The versions of data sets follow semantic versioning, read for records. Whoever relied on the earlier edition may find
that something is gone (major), that there is more or other text (minor), or that it is said better (patch):

* major: records are gone, or the schema of records has another first number;
* minor: records came, or texts changed;
* patch: other fields or caveats of records changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from corpuskit.checking import loading
from corpuskit.checking.differences import Differences, differences
from corpuskit.counting import counted
from corpuskit.datasheet import escape
from corpuskit.deriving.source import Source, open_source
from corpuskit.model import Exit, PathLike
from corpuskit.problems import failure
from corpuskit.workspace import files
from corpuskit.workspace.configuration import rewriting
from corpuskit.workspace.files import place

PARTS = ("major", "minor", "patch")
FIRST = "1.0.0"
TITLE = "# Changes of the data set"
#: Titles that an entry names at most of each kind: the rest are counted.
NAMED = 20

_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Edition:
    """What makes this edition of the earlier one. ``part`` of the version has to rise; None where nothing changed."""

    earlier: str | None
    version: str | None
    part: str | None
    entry: str  #: of the changelog, in Markdown


def edition(source: Source, since: PathLike) -> Edition:
    """Compares a corpus with an earlier edition. Raises CorpuskitError: ``version-too-low`` (exit 1), ``no-dist``."""
    before = open_source(since)
    found = differences(partial(loading.load_records, before.folder), partial(loading.load_records, source.folder))
    earlier, version = before.stated.get("version"), source.stated.get("version")
    part = _part(found, before, source)
    needed = raised(earlier, part)
    if _is_too_low(version, needed, earlier, part):
        where = place(source.folder)
        why = f"{_why(found, part)} since {earlier or 'an edition without a version'}" if part else "an edition has one"
        raise failure("version-too-low", where, Exit.PROBLEMS, version=version or "not stated", why=why, needed=needed)
    return Edition(earlier, version, part, _entry(found, version or "", source))


def raised(version: str | None, part: str | None) -> str:
    """The version after another when a part of it rises: ``raised("1.2.3", "minor")`` is 1.3.0."""
    numbers = _numbers(version)
    if numbers is None:
        return FIRST
    if part is None:
        return str(version)
    at = PARTS.index(part)
    return ".".join(str(n + (i == at) if i <= at else 0) for i, n in enumerate(numbers))


def changelog(path: Path) -> str:
    """The changelog in a file, or its title where there is none yet.

    Raises CorpuskitError (exit 2; 74 where the machine is to blame) for what cannot be one, and for a folder that is
    not there.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise files.unusable(path, "it is not UTF-8 text", "save it in UTF-8, or name another file") from None
    except FileNotFoundError as error:
        if not path.parent.is_dir():
            raise files.unreadable(path.parent, error) from None
        return f"{TITLE}\n"
    except OSError as error:
        raise files.unreadable(path, error) from None


def write(path: Path, text: str, made: Edition) -> None:
    """Puts the entry on top of a changelog, in place of an earlier entry of the same version; its line ends stay."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    head, *entries = re.split(r"(?m)^(?=## )", text.replace("\r\n", "\n"))
    kept = [entry for entry in entries if entry.partition("\n")[0] != made.entry.partition("\n")[0]]
    rewriting.put(path, f"{head.rstrip()}\n\n{made.entry}\n{''.join(kept)}".replace("\n", line_end).encode())


def _numbers(version: str | None) -> tuple[int, ...] | None:
    found = _VERSION.fullmatch(version or "")
    return tuple(map(int, found.groups())) if found else None


def _is_too_low(version: str | None, needed: str, earlier: str | None, part: str | None) -> bool:
    """Versions of another kind than 1.2.3 (a year, a name) cannot be ordered: they only have to differ."""
    have, want = _numbers(version), _numbers(needed)
    if version is None or have is None or (earlier is not None and _numbers(earlier) is None):
        return version is None or (version == earlier and part is not None)
    return want is not None and earlier is not None and have < want


def _part(found: Differences, before: Source, after: Source) -> str | None:
    schemas = {str(one.content["schema_version"]).partition(".")[0] for one in (before, after)}
    if found.removed or len(schemas) > 1:
        return "major"
    if found.added or any(change.text or "text_sha256" in change.fields for change in found.changed):
        return "minor"
    return "patch" if found.changed else None


def _why(found: Differences, part: str | None) -> str:
    if part == "major":
        return f"{counted(len(found.removed), 'record')} went" if found.removed else "the schema changed"
    if found.added and part == "minor":
        return f"{counted(len(found.added), 'record')} came"
    return f"{counted(len(found.changed), 'record')} changed"


def _entry(found: Differences, version: str, source: Source) -> str:
    """Ids, and titles as far as this edition has them: of a record that went, perhaps withdrawn, only the id."""
    released = source.stated.get("released")
    lines = [f"## {version or 'No version'}{f' ({released})' if released else ''}", ""]
    fields = sorted({name for change in found.changed for name in change.fields})
    told = (
        ("added", [_named(record) for record in found.added]),
        ("removed", [f"`{record['id']}`" for record in found.removed]),
        ("changed", [_named(change.after) for change in found.changed]),
    )
    for word, names in told:
        if names:
            also = f" ({', '.join(fields)})" if word == "changed" and fields else ""
            lines.append(f"- {counted(len(names), 'record')} {word}{also}")
            lines += [f"  - {name}" for name in names[:NAMED]]
            lines += [f"  - and {len(names) - NAMED:,} more"] if len(names) > NAMED else []
    return "\n".join([*lines, *([] if any(names for _, names in told) else ["- no record changed"])]) + "\n"


def _named(record: Mapping[str, Any]) -> str:
    title = record["title"]
    return f"`{record['id']}`" + (f" {escape.markdown(' '.join(title.split()))}" if title else "")
