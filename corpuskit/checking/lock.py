"""corpuskit.lock: what a corpus is made of and what it holds, so that a change nobody meant is found.

A line an entry: each seed with its hash, its number of records and their logical hash; the configuration, corrections,
schema, registries and version. Lines are sorted and have no totals, so that git's union driver merges two branches; a
key that two branches changed then stands twice, until `corpuskit build --update-lock` settles it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit import contract
from corpuskit.counting import counted
from corpuskit.model import Exit, Place, Problem
from corpuskit.packaging import jsonl
from corpuskit.packaging.sealing.manifest import Facts
from corpuskit.problems import failure, problem
from corpuskit.version import __version__
from corpuskit.workspace.configuration import rewriting
from corpuskit.workspace.files import place, shown_name, unreadable

if TYPE_CHECKING:
    import pyarrow as pa

LOCK = "corpuskit.lock"
HEAD = "# What this corpus is made of and holds, written by `corpuskit build --update-lock`. Git merges its lines.\n"
SEED = "seed "
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")

#: Entries by their key: what they are of, such as ``schema`` or ``seed "paste.txt"``.
Entries = Mapping[str, str]


@dataclass
class Content:
    """Counts and hashes the records of each seed as canonical JSON lines: no file format and no library is in it."""

    digests: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, records: pa.Table) -> None:
        """Adds consecutive records (a table of the contract's Arrow schema)."""
        import pyarrow.compute as pc

        files = pc.struct_field(records.column("provenance"), ["file"])
        for file in pc.unique(files).to_pylist():
            held = records.filter(pc.equal(files, file))
            digest = self.digests.setdefault(file, hashlib.sha256())
            for piece in jsonl.pieces_of_lines(held):
                digest.update(piece)
            self.counts[file] = self.counts.get(file, 0) + held.num_rows

    def of(self, file: str) -> str:
        """``records:9 logical:…`` of a seed; one without records has the hash of nothing."""
        digest = self.digests.get(file, hashlib.sha256())
        return f"records:{self.counts.get(file, 0)} logical:{digest.hexdigest()}"


class Lock(NamedTuple):
    """A lock file as it lies on disk: each key's values with their lines, and lines that are none of ours."""

    path: Path
    held: Mapping[str, Sequence[tuple[int, str]]]
    unsettled: tuple[int, ...] = ()

    @property
    def entries(self) -> Entries:
        """The first value of each key."""
        return {key: values[0][1] for key, values in self.held.items()}


def entries(facts: Facts, content: Content) -> dict[str, str]:
    """What a lock of this build says."""
    found = {
        "corpuskit": __version__,
        "configuration": _sha256(json.dumps(facts.configuration, ensure_ascii=False, sort_keys=True).encode()),
        "schema": f"{contract.schema_version()}/{_sha256(contract.schema_bytes())}",
    }
    if facts.corrections_sha256:
        found["corrections"] = f"sha256:{facts.corrections_sha256}"
    options = {name: value for name, value in sorted(facts.options.items()) if value}
    if options:
        found["options"] = json.dumps(options, separators=(",", ":"))
    found |= {f"registry {name}": version for name, version in facts.registries.items()}
    for seed in facts.seeds:
        found[SEED + jsonl.dumps(seed.file)] = f"sha256:{seed.sha256} {content.of(seed.file)}"
    return found


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def read(path: Path) -> Lock:
    """The lock in a file, empty where there is none. Lines of a conflict are passed over and named in ``unsettled``.

    Raises CorpuskitError when the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Lock(path, {})
    except UnicodeDecodeError:
        return Lock(path, {}, (1,))
    except OSError as error:
        raise unreadable(path, error) from None
    held: dict[str, list[tuple[int, str]]] = {}
    unsettled = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, value = _parted(line)
        if line.startswith(CONFLICT) or not key or not value:
            unsettled.append(number)
        elif value not in [known for _, known in held.setdefault(key, [])]:
            held[key].append((number, value))
    return Lock(path, held, tuple(unsettled))


def _parted(line: str) -> tuple[str, str]:
    """Key and value of a line; the name of a seed is a JSON string, which may have spaces."""
    if not line.startswith(SEED):
        key, _, value = line.rpartition(" ")
        return key, value
    try:
        _, end = json.JSONDecoder().raw_decode(line, len(SEED))
    except ValueError:
        return "", ""
    return line[:end], line[end:].strip()


def write(path: Path, found: Entries) -> None:
    """Writes the lock: sorted lines, whatever stood there before.

    Raises CorpuskitError (exit 74), and leaves the earlier one as it was, where it cannot be written.
    """
    lines = sorted(f"{key} {value}\n" for key, value in found.items())
    rewriting.put(path, (HEAD + "".join(lines)).encode())


def require(path: Path) -> Lock:
    """The lock of a workspace. Raises CorpuskitError (``lock-missing``, exit 2) where there is none."""
    if not path.is_file():
        raise failure("lock-missing", place(path), Exit.USAGE, file=shown_name(path))
    return read(path)


def moved(lock: Lock, now: Entries) -> list[Problem]:
    """What is no longer as the lock says, and why; empty where nothing moved."""
    name = shown_name(lock.path)
    found = [problem("lock-unsettled", Place(name, line), what="this line is of a conflict") for line in lock.unsettled]
    for key, values in lock.held.items():
        if len(values) > 1:
            what = f"{_named(key)} stands here {len(values)} times, as two branches changed it"
            found.append(problem("lock-unsettled", Place(name, values[1][0]), what=what))
    causes = list(_causes(lock.entries, now))
    for key in sorted({*lock.held, *now}):
        told = _told(key, lock.entries.get(key), now.get(key), causes)
        if told and len(lock.held.get(key, ())) < 2:
            line = lock.held[key][0][0] if key in lock.held else None
            found.append(problem("lock-moved", Place(name, line), what=told))
    return found


def _causes(old: Entries, new: Entries) -> Iterator[str]:
    """What changed that decides how a seed is described; other seeds too, which make duplicates of its articles."""
    for key in sorted({*old, *new}):
        if not key.startswith(SEED) and old.get(key) != new.get(key):
            yield _named(key)
    seeds = [key for key in {*old, *new} if key.startswith(SEED)]
    if any(_part(old.get(key, ""), "sha256:") != _part(new.get(key, ""), "sha256:") for key in seeds):
        yield "other seeds"


def changes(old: Entries, new: Entries) -> Iterator[str]:
    """In words, what a new lock says otherwise than an old one."""
    for key in sorted({*old, *new}):
        if told := _told(key, old.get(key), new.get(key), list(_causes(old, new))):
            yield told


def _told(key: str, old: str | None, new: str | None, causes: Sequence[str]) -> str:
    """What became of an entry, in a sentence; "" for one that is as it was."""
    if old == new:
        return ""
    if not key.startswith(SEED):
        if old is None or new is None:
            return f"{_named(key)} is {'new' if old is None else 'gone'}"
        return f"{_named(key)} changed" if "sha256:" in new else f"{_named(key)} changed from {old} to {new}"
    if new is None:
        return f"{_named(key)} is gone"
    count = _part(new, "records:")
    records = counted(int(count), "record")
    if old is None:
        return f"{_named(key)} is new, with {records}"
    was = _part(old, "records:")
    held = f"it has {records}, as before" if count == was else f"it has {records} instead of {was}"
    if _part(old, "sha256:") != _part(new, "sha256:"):
        return f"{_named(key)} was edited; {held}"
    why = f"because of {', '.join(causes)}" if causes else "though nothing that is locked moved"
    return f"{_named(key)} is described otherwise, {why}; {held}"


def _part(value: str, name: str) -> str:
    return next((part.removeprefix(name) for part in value.split() if part.startswith(name)), "")


def _named(key: str) -> str:
    """The key for a person; names of seeds without their quotation marks."""
    if key.startswith(SEED):
        return f"seed {json.loads(key[len(SEED) :])}"
    return f"the version of {key}" if key == "corpuskit" else f"the {key}"
