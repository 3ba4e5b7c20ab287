"""What ``corpuskit validate`` is given, told apart: lines of JSON, Parquet, a finished corpus, or seeds."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyarrow as pa

from corpuskit import stores
from corpuskit.model import OUTSIDE_JSONL, RECORDS_JSONL, Exit, PathLike, Place
from corpuskit.problems import failure
from corpuskit.validating import dist
from corpuskit.validating.batches import JsonLines, Source, Tables
from corpuskit.validating.checking import check
from corpuskit.validating.findings import CAP, Findings, Validation
from corpuskit.validating.rules import Context
from corpuskit.workspace import files

LINES = (".jsonl", ".ndjson")
PARQUET_MAGIC = b"PAR1"
TABLE = Path("data", "records.parquet")
#: Fields of which a record has at least one, even a faulty one.
OURS = frozenset(["schema_version", "id", "text_sha256", "provenance", "evidence", "caveats"])
#: Bytes of the first line that are looked at to know whose it is.
FIRST_LINE = 1 << 20
#: Beginnings of codes that say that a record could not be read whole.
UNREAD = ("json-", "schema-")


class Openers(NamedTuple):
    """How to get records out of what this room cannot read itself, since the rooms that can come later.

    ``parquet`` reads records.parquet with the tables beside it; ``seeds`` cuts a workspace or loose files in memory,
    and says what is known of them. Both give tables of the contract's Arrow schema.
    """

    parquet: Callable[[Path], Iterable[pa.Table]]
    seeds: Callable[[Sequence[PathLike]], tuple[Iterable[pa.Table], Context]]


def validate_paths(
    paths: Sequence[PathLike],
    openers: Openers,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    context: Context | None = None,
    cap: int = CAP,
) -> Validation:
    """Every problem in what lies at the paths; ``-`` is standard input, as JSON lines.

    ``context`` has the rules and requirements for what is no workspace, which brings its own; ``cap`` is that of
    `Findings`. What holds no records of ours is taken as seeds, all of them as one corpus. Raises CorpuskitError when a
    path does not exist or a file cannot be read at all.
    """
    findings = Findings(cap, select, ignore)
    known = context or Context()
    records = 0
    seeds: list[PathLike] = []
    for path in paths:
        if os.fspath(path) != "-" and not Path(path).exists():
            raise files.unusable(path, "there is no such file or folder", "check the path")
        if os.fspath(path) != "-" and _is_seeds(Path(path)):
            seeds.append(path)
        else:
            records += _validate(path, openers, known, findings)
    if seeds:
        tables, of_seeds = openers.seeds(seeds)
        records += check(Tables(tables, os.fspath(seeds[0]), in_seeds=True), of_seeds, findings)
    return findings.validation(records)


def _is_seeds(path: Path) -> bool:
    if path.is_dir():
        return not dist.is_dist(path)
    return path.suffix.lower() not in LINES and not _is_parquet(path)


def _is_parquet(path: Path) -> bool:
    if path.suffix.lower() == ".parquet":
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(PARQUET_MAGIC)) == PARQUET_MAGIC


def _validate(path: PathLike, openers: Openers, known: Context, findings: Findings) -> int:
    name = stores.shown(os.fspath(path))
    with ExitStack() as stack:
        if name == "-":
            return check(JsonLines(sys.stdin.buffer, "-", known.longest), known, findings)
        if Path(path).is_dir():
            return _check_dist(Path(path), name, openers, known, findings)
        if _is_parquet(Path(path)):
            return check(Tables(openers.parquet(Path(path)), name), known, findings)
        file: BinaryIO = stack.enter_context(Path(path).open("rb"))
        _require_records(file, name)
        return check(JsonLines(file, name, known.longest), known, findings)


def _require_records(file: BinaryIO, name: str) -> None:
    """Raises CorpuskitError (exit 2) for JSON lines of another program, all of which would lack nearly every field."""
    if not file.seekable():
        return
    line = file.readline(FIRST_LINE)
    file.seek(0)
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return  # told when the file is read
    if isinstance(first, dict) and first and OURS.isdisjoint(first):
        reason = "its lines are not records of corpuskit; `corpuskit build` reads such a file as a seed"
        raise failure("not-records", Place(name, 1), Exit.USAGE, what=name, reason=reason)


def _check_dist(folder: Path, name: str, openers: Openers, known: Context, findings: Findings) -> int:
    """The records, then what only the whole shows: the tiling of the views and the counts of the manifest."""
    content = dist.manifest(folder, name, findings)
    if findings.seen[dist.NEWER]:
        return 0
    sizes = dist.view_sizes(content)
    sums = dist.Sums()
    with ExitStack() as stack:
        source: Source
        if (folder / RECORDS_JSONL).is_file():
            file = stack.enter_context((folder / RECORDS_JSONL).open("rb"))
            source = JsonLines(file, f"{name}/{RECORDS_JSONL}", known.longest)
        elif (folder / TABLE).is_file():
            source = Tables(openers.parquet(folder / TABLE), f"{name}/{TABLE.as_posix()}")
        else:
            remedy = f"it has neither {RECORDS_JSONL} nor {TABLE.as_posix()}"
            raise failure("not-records", Place(name), Exit.USAGE, what=name, reason=remedy)
        records = check(source, known._replace(view_sizes=sizes), findings, watch=sums.add)
    if any(code.startswith(UNREAD) for code in findings.seen):
        return records  # sums over what could not be read say nothing
    counts = dict(sums.counts)
    outside: dict[str, dist.Spans] = {}
    if (folder / OUTSIDE_JSONL).is_file():
        outside, counts["outside_spans"] = dist.outside_spans(folder, name, findings)
        dist.check_tiling(sizes, sums.spans, outside, findings)
    if content:
        dist.check_seeds(sizes, [*sums.spans, *outside], name, findings)
        dist.check_counts(content, counts, name, findings)
    return records
