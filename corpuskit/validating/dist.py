"""A finished corpus as a whole: its records and outside spans tile the views, and its manifest counts right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.model import FORMAT_OF_DIST, FORMAT_VERSION, MANIFEST, OUTSIDE_JSONL, Place
from corpuskit.validating.faults import kind, quote
from corpuskit.validating.findings import Findings
from corpuskit.validating.jsonl import blocks, lines
from corpuskit.versions import later_format

#: The code of a data set of a later format, of which nothing further is checked.
NEWER = "schema-version-newer"
#: A span as numbers: start, end.
Spans = list["np.ndarray[Any, Any]"]


def is_dist(path: Path) -> bool:
    """Whether a folder looks like one that a build wrote: by its manifest, whatever is wrong in it."""
    return (path / MANIFEST).is_file()


def manifest(folder: Path, name: str, findings: Findings) -> Mapping[str, Any]:
    """manifest.json as parsed; empty, with a problem, when it cannot be used."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
    except (ValueError, RecursionError) as error:
        reason = "it is not JSON" if not isinstance(error, UnicodeDecodeError) else "it is not UTF-8"
        findings.add("manifest-invalid", Place(f"{name}/{MANIFEST}"), reason=reason)
        return {}
    if not isinstance(content, dict) or content.get("format") != FORMAT_OF_DIST:
        findings.add("manifest-invalid", Place(f"{name}/{MANIFEST}"), reason=f'its format is not "{FORMAT_OF_DIST}"')
        return {}
    theirs = later_format(folder / MANIFEST)
    if theirs is not None:
        findings.add(NEWER, Place(f"{name}/{MANIFEST}"), theirs=theirs, ours=FORMAT_VERSION)
    return content


def view_sizes(content: Mapping[str, Any]) -> dict[str, int]:
    """Bytes of each view, by seed, as far as the manifest tells them."""
    seeds = content.get("seeds")
    sizes = {}
    for seed in seeds if isinstance(seeds, list) else []:
        if isinstance(seed, dict) and isinstance(seed.get("file"), str) and type(seed.get("view_bytes")) is int:
            sizes[seed["file"]] = seed["view_bytes"]
    return sizes


class Sums:
    """Counts and spans of the records of a corpus, batch by batch. Keeps 16 bytes a record."""

    def __init__(self) -> None:
        self.counts = {"records": 0, "words": 0, "evidence": 0, "caveats": 0}
        self.spans: dict[str, Spans] = {}

    def add(self, records: pa.Table) -> None:
        """Adds a batch (the contract's Arrow schema, one chunk a column or more)."""
        self.counts["records"] += records.num_rows
        self.counts["words"] += pc.sum(records.column("word_count")).as_py() or 0
        for name in ("evidence", "caveats"):
            self.counts[name] += pc.sum(pc.list_value_length(records.column(name))).as_py() or 0
        provenance = one_array(records.column("provenance"))
        files = pc.struct_field(provenance, ["file"]).dictionary_encode()
        start, end = (pc.struct_field(provenance, [name]).to_numpy() for name in ("byte_start", "byte_end"))
        codes = files.indices.to_numpy()
        for code, file in enumerate(files.dictionary.to_pylist()):
            chosen = codes == code
            self.spans.setdefault(file, []).append(np.column_stack((start[chosen], end[chosen])))


def check_counts(content: Mapping[str, Any], counts: Mapping[str, int], name: str, findings: Findings) -> None:
    """The manifest's sums against those of the records."""
    stated = content.get("counts")
    place = Place(f"{name}/{MANIFEST}")
    for what, counted in counts.items():
        said = stated.get(what) if isinstance(stated, dict) else None
        if type(said) is not int:
            findings.add("manifest-invalid", place, reason=f"it does not count {what}")
        elif said != counted:
            findings.add("manifest-count-differs", place, stated=said, what=what.replace("_", " "), counted=counted)


def outside_spans(folder: Path, name: str, findings: Findings) -> tuple[dict[str, Spans], int]:
    """The spans of outside.jsonl by file, and how many lines it has. Lines that are no spans become problems."""
    found: dict[str, list[tuple[int, int]]] = {}
    number = 0
    listed = f"{name}/{OUTSIDE_JSONL}"
    with (folder / OUTSIDE_JSONL).open("rb") as file:
        read = blocks(file, listed, findings)
        for line in chain.from_iterable(lines(block, listed, findings) for block in read):
            number += 1
            reason = _no_span(line.value)
            if reason:
                findings.add("outside-invalid", Place(listed, line.number), reason=reason)
            else:
                span = line.value
                found.setdefault(span["file"], []).append((span["byte_start"], span["byte_end"]))
    return {file: [np.array(spans, dtype=np.int64)] for file, spans in found.items()}, number


def _no_span(value: Any) -> str | None:
    """Why a value is no outside span."""
    if not isinstance(value, dict):
        return f"it is {kind(value)}"
    for field, held in (("file", str), ("byte_start", int), ("byte_end", int), ("kind", str)):
        if type(value.get(field)) is not held:
            return f"{field} is {quote(value.get(field))}"
    if not 0 <= value["byte_start"] < value["byte_end"] < 2**63:
        return f"bytes {value['byte_start']:,} to {value['byte_end']:,}"
    return None


def check_tiling(
    sizes: Mapping[str, int], records: Mapping[str, Spans], outside: Mapping[str, Spans], findings: Findings
) -> None:
    """Every byte of each view in a record or in one outside span. Records that overlap are the business of a rule."""
    for file, size in sizes.items():
        inside = _union(records.get(file, []))
        rest = _sorted(outside.get(file, []))
        for start, end in _gaps(_union([inside, rest]), size):
            findings.add("bytes-untold", Place(file, byte=start), start=start, end=end, file=file)
        for start, end in _shared(inside, rest):
            findings.add("bytes-told-twice", Place(file, byte=start), start=start, end=end, file=file)
        for start, end in rest[rest[:, 1] > size].tolist():
            reason = f"bytes {start:,} to {end:,} of {quote(file)}, which has {size:,}"
            findings.add("outside-invalid", Place(file, byte=start), reason=reason)


def check_seeds(sizes: Mapping[str, int], told: Iterable[str], name: str, findings: Findings) -> None:
    """Every file that records or outside spans are of is a seed of the manifest."""
    for file in sorted(set(told) - set(sizes)):
        place = Place(f"{name}/{MANIFEST}")
        findings.add("manifest-invalid", place, reason=f"it does not list the seed {quote(file)} with its size")


def _sorted(spans: Iterable[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    kept = np.concatenate([np.empty((0, 2), dtype=np.int64), *spans])
    return kept[np.lexsort((kept[:, 1], kept[:, 0]))]


def _union(spans: Iterable[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """Disjoint spans, ascending and not touching, that cover the same bytes."""
    ordered = _sorted(spans)
    if not len(ordered):
        return ordered
    reach = np.maximum.accumulate(ordered[:, 1])
    fresh = np.concatenate(([True], ordered[1:, 0] > reach[:-1]))
    first = np.flatnonzero(fresh)
    last = np.concatenate((first[1:] - 1, [len(ordered) - 1]))
    return np.column_stack((ordered[first, 0], reach[last]))


def _gaps(covered: np.ndarray[Any, Any], size: int) -> Iterator[tuple[int, int]]:
    """What a union leaves of the bytes 0 to size."""
    at = 0
    for start, end in covered.tolist():
        if at < min(start, size):
            yield at, min(start, size)
        at = max(at, end)
    if at < size:
        yield at, size


def _shared(inside: np.ndarray[Any, Any], rest: np.ndarray[Any, Any]) -> Iterator[tuple[int, int]]:
    """Bytes of outside spans that lie in a record or in the outside span before; both arrays ascend."""
    reach = np.maximum.accumulate(rest[:, 1]) if len(rest) else rest
    for at in range(1, len(rest)):
        if rest[at, 0] < reach[at - 1]:
            yield int(rest[at, 0]), int(min(rest[at, 1], reach[at - 1]))
    first = np.searchsorted(inside[:, 1], rest[:, 0], side="right")
    for (start, end), at in zip(rest.tolist(), first.tolist(), strict=True):
        if at < len(inside) and inside[at, 0] < end:
            yield max(start, int(inside[at, 0])), min(end, int(inside[at, 1]))
