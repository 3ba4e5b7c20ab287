"""A seed to its view, by the layout that it has: the file itself, or the text that the layout extracts from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from corpuskit.model import Evident, Piece, Seed, View
from corpuskit.reading import Document, extracted, open_source, read, sample
from corpuskit.splitting.layouts import known_layouts, layout_named
from corpuskit.splitting.recognition import recognised
from corpuskit.workspace import Limits


def open_view(
    seed: Seed,
    *,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  Limits is frozen
    stdin: BinaryIO | None = None,
) -> View:
    """The view of a seed: its layout is what corpus.toml states, else what its content speaks for, else pasted text.

    Raises CorpuskitError as `reading.read` does; ``config-invalid`` for a layout that does not exist;
    ``layout-broken`` for a file that looks like a known export and cannot be read as one.
    """
    source = open_source(seed, limits, stdin)
    stated = seed.settings.get("layout")
    reason: Evident | None = None
    if stated is not None:
        layout = layout_named(stated)
    else:
        found = recognised(sample(source, seed), known_layouts())
        layout, reason = found if found is not None else (None, None)
    if layout is None or hasattr(layout, "cut"):
        view = read(seed, encoding=encoding, limits=limits, source=source)
        return replace(view, layout=layout.NAME if layout else None, layout_reason=reason)
    document = Document(seed, source, encoding, limits)
    if layout.NEEDS == "lines":
        view = read(seed, encoding=encoding, limits=limits, source=source)
        pieces = _OwnLines(layout.NAME, document)
        return replace(view, layout=layout.NAME, layout_reason=reason, open_pieces=pieces)
    return replace(extracted(document, layout.NAME, _Extract(layout.NAME)), layout_reason=reason)


@dataclass(frozen=True, slots=True)
class _Extract:
    """A layout's ``extract``, by the name of the layout, so that a view can be sent to another process."""

    layout: str

    def __call__(self, document: Document) -> Iterator[Piece]:
        layout: Any = layout_named(self.layout)
        pieces: Iterator[Piece] = layout.extract(document)
        return pieces


@dataclass(frozen=True, slots=True)
class _OwnLines:
    """The pieces of a file that is tiled as it lies."""

    layout: str
    document: Document

    def __call__(self) -> Iterator[Piece]:
        return _Extract(self.layout)(self.document)
