"""A file of text as a view: the file itself, in the encoding that was decided, block by block."""

from __future__ import annotations

from typing import BinaryIO

from corpuskit.model import Seed, View
from corpuskit.reading.blocks import Blocks
from corpuskit.reading.encodings.deciding import decide, scan
from corpuskit.reading.encodings.names import encoding_named
from corpuskit.reading.sources.source import Source, open_source
from corpuskit.workspace import Limits
from corpuskit.workspace import files as paths

#: Size of the blocks in which a file in another encoding is checked from end to end.
_CHECKED = 1024 * 1024


def read(
    seed: Seed,
    *,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  Limits is frozen
    stdin: BinaryIO | None = None,
    source: Source | None = None,
) -> View:
    """A seed as a view: one pass over the file for its hash and encoding, then as many as wanted, block by block.

    The encoding is what corpus.toml states for the seed, or a byte-order mark says (they may not differ); else UTF-8
    where all bytes are; else ``encoding``; else what the detector is sure of. Standard input (``stdin``, by default the
    process's) and named pipes are kept in an unnamed temporary file, up to ``limits.stream_bytes``. ``source`` is the
    seed where it was opened before: a stream can be taken only once.

    Raises CorpuskitError: exit 1 for bytes that are no text or cannot be decoded (with offset and line), 2 for a file
    that is missing or an unknown encoding, 74 when the machine does not let us read.
    """
    stated = seed.settings.get("encoding")
    stated = encoding_named(stated, paths.place(seed.path or seed.name)) if stated else None
    fallback = encoding_named(encoding) if encoding else None
    source = source or open_source(seed, limits, stdin)
    found = scan(source, stated or fallback)
    decision = decide(source, found, stated, fallback)
    blocks = Blocks(source, decision.encoding, decision.bom, limits.line_bytes)
    if decision.encoding != "utf-8":
        for _ in blocks.open(_CHECKED):
            pass
    return View(
        file=seed.name,
        file_sha256=found.sha256,
        size=found.size,
        view=None,
        view_sha256=found.sha256,
        encoding=decision.encoding,
        encoding_rule=decision.rule,
        encoding_confidence=decision.confidence,
        bom=decision.bom,
        seed=seed,
        open_blocks=blocks.open,
        open_bytes=source.open,
        open_at=blocks.open_at if seed.path is not None and not seed.members and decision.encoding == "utf-8" else None,
    )
