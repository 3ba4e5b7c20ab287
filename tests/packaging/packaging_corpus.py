"""A small corpus, packaged without the rooms before packaging: a seed of our own making, its records and spans."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpuskit import contract, packaging
from corpuskit.describing.identity import span_id
from corpuskit.flat import tables
from corpuskit.packaging import Facts, Manifest, OutsideSpan, Part, SeedFacts

FILE = "harbour.txt"
RULER = b"----\n"
BODIES = (
    "The ferry ran aground at noon.\nNobody was hurt, the harbour office said.",
    "Prices rose by 3 %.\nA «third» line\twith a tab, a \\ and 漢字.\nLast\u2028line.",
    "One paragraph, that is all.",
)


def articles(count: int) -> Iterator[tuple[str, str]]:
    """Titles and texts, each different."""
    for number in range(count):
        yield f"Notice {number} of the harbour", f"{BODIES[number % 3]}\nFiled as {number}."


def seed(count: int) -> bytes:
    """Records of title, blank line and text, a ruler before each."""
    return b"".join(RULER + f"{title}\n\n{text}\n".encode() for title, text in articles(count))


def _evidence(start: int, title: str) -> dict[str, Any]:
    end = start + len(title.encode())
    return {"field": "title", "rule": "t", "byte_start": start, "byte_end": end, "source": None, "confidence": 0.875}


def _caveat(number: int) -> dict[str, Any]:
    names = contract.schema()["properties"]["caveats"]["items"]["properties"]
    statement = f"The day of publication is not known: notice {number}."
    return {**dict.fromkeys(names), "code": "undated", "statement": statement, "rule": "none-printed"}


def record(number: int, title: str, text: str, start: int, line: int) -> dict[str, Any]:
    """A record that lies at a byte and line of the seed."""
    span = f"{title}\n\n{text}\n".encode()
    whole = contract.required_empty()
    place = {
        "file": FILE,
        "view": None,
        "encoding": "utf-8",
        "layout": "pasted",
        "byte_start": start,
        "byte_end": start + len(span),
        "line_start": line,
        "line_end": line + span.count(b"\n") - 1,
    }
    return whole | {
        "schema_version": contract.schema_version(),
        "id": span_id(span),
        "title": title,
        "language": "en",
        "text": text,
        "word_count": _words(text),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "confidence": 0.99,
        "provenance": place,
        "evidence": [_evidence(start, title)],
        "caveats": [_caveat(number)] if number % 2 else [],
        "extra": {"desk": f"№ {number}"},
    }


def _words(text: str) -> int:
    import pyarrow as pa

    from corpuskit.lexicon.words import word_counts

    return int(word_counts(pa.array([text]))[0])


def parts(count: int, batch: int) -> Iterator[Part]:
    """The corpus in parts of ``batch`` records."""
    digest = hashlib.sha256(seed(count)).hexdigest()
    waiting, outside = [], []
    at, line = 0, 1
    for number, (title, text) in enumerate(articles(count)):
        outside.append(OutsideSpan(FILE, at, at + len(RULER), "separator", RULER.decode()))
        made = record(number, title, text, at + len(RULER), line + 1)
        made["provenance"] |= {"file_sha256": digest, "view_sha256": digest}
        waiting.append(made)
        at, line = made["provenance"]["byte_end"], made["provenance"]["line_end"] + 1
        if len(waiting) == batch:
            yield Part(tables.from_json(waiting), tuple(outside))
            waiting, outside = [], []
    yield Part(tables.from_json(waiting), tuple(outside))


def facts(count: int) -> Facts:
    raw = seed(count)
    digest = hashlib.sha256(raw).hexdigest()
    return Facts([SeedFacts(FILE, digest, None, len(raw), digest, "utf-8", "valid-utf-8", 1.0)])


def pages(written: packaging.Written) -> Mapping[str, bytes]:
    listed = "\n".join(f"{path} {entry.sha256}" for path, entry in written.files.items())
    return {"README.md": f"# Notices\n\n{listed}\n".encode(), "notes/how.txt": b"By hand.\n"}


def build(
    dist: Path,
    count: int = 9,
    batch: int = 4,
    without: frozenset[str] = frozenset(),
    also: frozenset[str] = frozenset(),
    beside: bool = False,
) -> Manifest:
    """Packages the corpus of ``count`` records; the seed lies beside in seeds/ if that folder exists."""
    folder = dist.parent / "seeds"
    if folder.is_dir():
        (folder / FILE).write_bytes(seed(count))
    return packaging.package(
        dist, parts(count, batch), facts=lambda: facts(count), pages=pages, without=without, also=also, beside=beside
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
