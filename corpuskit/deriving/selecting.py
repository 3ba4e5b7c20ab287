"""Parts of a finished corpus: the records that a condition names, a random sample, or parts for training and test."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.checking import loading
from corpuskit.conditions import Condition, parse_where
from corpuskit.counting import counted
from corpuskit.deriving.making import OWN, Plan, make
from corpuskit.deriving.source import Source, open_source
from corpuskit.model import Exit, PathLike
from corpuskit.packaging import Manifest, OutsideSpan, Part
from corpuskit.problems import failure, wrong_option
from corpuskit.workspace.files import place, shown_name

#: Kind of the outside span that a record becomes which is not selected, and why its text is not there.
KIND, REASON = "not-selected", "not selected"
#: Columns by which a record is found; the hash of the text keeps records together that have the same.
KNOWN = ("id", "file", "byte_start", "byte_end", "text_sha256")


@dataclass(frozen=True, slots=True)
class Choice:
    """What to take: records for which ``where`` holds; of these ``sample`` at random, by ``seed``; or all, in parts.

    ``split`` has each part's share, which are 1 together; records with the same value in the column ``by`` come into
    the same part, without it those with the same text.
    """

    where: str | None = None
    sample: int | None = None
    seed: int = 0
    split: Mapping[str, float] | None = None
    by: str | None = None


def select(dist: PathLike, out: PathLike, choice: Choice) -> dict[str, Manifest]:
    """Writes the chosen records of ``dist`` as a corpus of their own to ``out``; parts go into a folder each below it.

    Returns the manifests by name of the part, "" for the only one. The same corpus and choice give the same records on
    every machine. Raises CorpuskitError: ``no-dist``, ``wrong-option``, ``no-such-column``, ``condition-invalid`` (exit
    2), ``nothing-selected`` (exit 1), and as `making.make` does.
    """
    _require(choice, dist, out)
    source = open_source(dist)
    condition = parse_where(choice.where) if choice.where else None
    rows = _rows(source, condition, choice)
    parts = _parts(rows, choice)
    for name, ids in parts.items():
        if not ids:
            raise failure(
                "nothing-selected", place(dist), Exit.PROBLEMS, part=f"the part {name}" if name else "the selection"
            )
    return {name: _cut(source, Path(out) / name, ids, _how(choice, name)) for name, ids in parts.items()}


def _require(choice: Choice, dist: PathLike, out: PathLike) -> None:
    """Raises CorpuskitError for a choice that is none, or that would take the place of what it is made from."""
    reason, known = "", ""
    if choice.where is None and choice.sample is None and choice.split is None:
        reason, known = "nothing says what to select", "--where, --sample or --split"
    elif choice.sample is not None and choice.split is not None:
        reason, known = "a sample is not split as it is drawn", "--sample, then --split of what it wrote"
    elif choice.split is None and choice.by is not None:
        reason, known = "--by says what stays together in a split", "--split NAME=SHARE,… --by COLUMN"
    elif choice.split is not None and abs(sum(choice.split.values()) - 1) > 1e-6:
        reason, known = "the shares of a split have to be 1 together", "--split train=.8,test=.2"
    elif Path(out).resolve() == Path(dist).resolve():
        reason, known = f"{shown_name(out)} is what is selected from", "another folder for --out"
    if reason:
        raise wrong_option(reason, known)


def _rows(source: Source, condition: Condition | None, choice: Choice) -> pa.Table:
    """The records for which the condition holds: columns to find them by."""
    columns = {*KNOWN, *(condition.columns if condition else ()), *([choice.by] if choice.by else ())}
    table = loading.load(source.folder, sorted(columns))
    return table.filter(condition.mask(table)) if condition else table


def _parts(rows: pa.Table, choice: Choice) -> dict[str, set[str]]:
    ids: list[str] = rows["id"].to_pylist()
    if choice.split is not None:
        keys = rows[choice.by or "text_sha256"].to_pylist()
        if choice.by is None:  # records without text stay together with no other
            keys = [name if key is None else key for name, key in zip(ids, keys, strict=True)]
        return _split(ids, list(map(str, keys)), choice.split, choice.seed)
    if choice.sample is None:
        return {"": set(ids)}
    if not 0 < choice.sample <= len(ids):
        reason = f"a sample of {choice.sample:,} cannot be drawn from {counted(len(ids), 'record')}"
        raise wrong_option(reason, f"--sample 1 to {len(ids)}")
    return {"": set(sorted(ids, key=lambda name: drawn(choice.seed, name))[: choice.sample])}


def drawn(seed: int, name: str) -> str:
    """Where a name comes in a random order: it depends on seed and name alone, not on what else is drawn from."""
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def _split(ids: Sequence[str], keys: Sequence[str], shares: Mapping[str, float], seed: int) -> dict[str, set[str]]:
    """Each group of records, in random order, goes to the part that lacks most."""
    sizes = Counter(keys)
    missing = {name: share * len(ids) for name, share in shares.items()}
    chosen: dict[str, str] = {}
    for key in sorted(sizes, key=lambda key: drawn(seed, key)):
        chosen[key] = max(missing, key=lambda name: missing[name])
        missing[chosen[key]] -= sizes[key]
    parts: dict[str, set[str]] = {name: set() for name in shares}
    for name, key in zip(ids, keys, strict=True):
        parts[chosen[key]].add(name)
    return parts


def _how(choice: Choice, part: str) -> dict[str, str]:
    """The command and its arguments, as the manifest tells them."""
    found = {"command": "select"}
    if choice.where is not None:
        found["where"] = choice.where
    if choice.sample is not None:
        found |= {"sample": str(choice.sample), "seed": str(choice.seed)}
    if choice.split is not None:
        shares = ",".join(f"{name}={share:g}" for name, share in choice.split.items())
        found |= {"split": shares, "part": part, "seed": str(choice.seed)}
    return found | ({"by": choice.by} if choice.by else {})


def _cut(source: Source, out: Path, ids: Collection[str], how: Mapping[str, str]) -> Manifest:
    """Writes the records with these ids; the others become outside spans that name them."""
    left = [row for row in loading.load(source.folder, KNOWN).to_pylist() if row["id"] not in ids]
    stated = {name: value for name, value in source.stated.items() if name not in OWN}
    plan = Plan(
        [source],
        stated,
        source.seeds(),
        how=how,
        also=source.also,
        withheld={**source.content["withheld"], "records_sha256": None} if "withheld" in source.content else None,
        places=_places(source, {row["id"]: row for row in left}),
        features=source.features_of(ids),
    )
    return make(out, _kept(source, ids, left), plan)


def _kept(source: Source, ids: Collection[str], left: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    rank = {seed.file: number for number, seed in enumerate(source.seeds())}
    spans = source.outside() + [
        OutsideSpan(row["file"], row["byte_start"], row["byte_end"], KIND, None, None, REASON, row["id"])
        for row in left
    ]
    spans.sort(key=lambda span: (rank[span.file], span.byte_start))
    wanted = pa.array(sorted(ids), pa.string())
    for table in source.tables():
        records = table.filter(pc.is_in(table["id"], wanted))
        if records.num_rows:
            yield Part(records.combine_chunks(), spans)
            spans = []


def _places(source: Source, left: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines of withheld.jsonl: those of records that are not selected say only where they lie."""
    found = []
    for line in source.places():
        row = left.get(line.get("id", ""))
        if row is not None:
            ends = {"byte_start": row["byte_start"], "byte_end": row["byte_end"]}
            line = {"file": line["file"], **ends, "start": line["start"], "end": line["end"]}
        found.append(line)
    return found
