"""A seed to its view, by the layout that it has: the file itself, or the text that the layout extracts from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from corpuskit.model import Evident, Piece, Seed, View
from corpuskit.reading import Document, Sample, extracted, open_source, read, sample
from corpuskit.reading.documents.extracted import KEPT
from corpuskit.reading.documents.text_documents import TextDocument, document_kind, sample_of
from corpuskit.splitting.exports.below import marked
from corpuskit.splitting.layouts import SINGLE, known_layouts, layout_named, reads_lines
from corpuskit.splitting.mixed import extract_mixed
from corpuskit.splitting.recognition import recognised
from corpuskit.splitting.several import several
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
    view = _opened(seed, encoding, limits, stdin)
    return view._replace(record_bytes=limits.record_bytes, record_lines=limits.record_lines)


def _opened(seed: Seed, encoding: str | None, limits: Limits, stdin: BinaryIO | None) -> View:
    source = open_source(seed, limits, stdin)
    if "own_layout" in seed.settings:
        from corpuskit.splitting.written_layout import OwnLines, WrittenLayout

        own = WrittenLayout.of(seed.settings["layout"], seed.settings["own_layout"])
        view = read(seed, encoding=encoding, limits=limits, source=source)
        lines = OwnLines(own, Document(seed, source, encoding, limits))
        return view._replace(layout=own.name, open_pieces=lines)
    beginning = sample(source, seed, encoding)
    stated = seed.settings.get("layout")
    layout, reason = _chosen(stated, beginning, known_layouts(beginning.kind))
    kind = document_kind(beginning)
    if kind is not None and (layout is None or reads_lines(layout)):
        return _of_text(TextDocument(seed, source, encoding, limits), kind, beginning, stated)
    if layout is None or reads_lines(layout):
        view = read(seed, encoding=encoding, limits=limits, source=source)._replace(layout_reason=reason)
        if layout is None or hasattr(layout, "cut"):
            return view._replace(layout=layout.NAME if layout else None)
        pieces = _OwnLines(layout.NAME, Document(seed, source, encoding, limits), view.size)
        return view._replace(layout=layout.NAME, open_pieces=pieces)
    document = Document(seed, source, encoding, limits)
    view = extracted(document, f"text-by-{layout.NAME}", _Extract(layout.NAME))
    return view._replace(layout=layout.NAME, layout_reason=reason)


def _chosen(stated: str | None, beginning: Sample, layouts: list[Any]) -> tuple[Any, Evident | None]:
    """The layout that a person states or the content speaks for, and why; None where neither does."""
    if stated is not None:
        return layout_named(stated), None
    return recognised(beginning, layouts) or (None, None)


def _of_text(document: TextDocument, kind: str, beginning: Sample, stated: str | None) -> View:
    """The view of a Word, RTF or PDF document: its text, cut by the layout that the text has, else as pasted articles
    where it holds several, else as one.
    """
    text, name = sample_of(document, beginning), f"text-of-{kind}"
    layout, reason = _chosen(stated, text, [one for one in known_layouts(text.kind) if reads_lines(one)])
    if layout is None or hasattr(layout, "cut"):
        view = extracted(document, name, _Lines())._replace(open_pieces=None, layout_reason=reason)
        if layout is not None:
            return view._replace(layout=layout.NAME)
        pasted = several(view)
        if pasted is not None:
            return view._replace(layout=pasted.value, layout_reason=pasted)
    layout = layout or layout_named(SINGLE)
    view = extracted(document, name, _ExtractLines(layout.NAME))
    return view._replace(layout=layout.NAME, layout_reason=reason)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A text line by line, for a layout that finds out by itself what they are."""

    def __call__(self, document: Document) -> Iterator[Piece]:
        for line in document.lines():
            yield Piece(line.removesuffix("\n"), "body", -1, "line")


@dataclass(frozen=True, slots=True)
class _Extract:
    """A layout's ``extract``, by the name of the layout, so that a view can be sent to another process."""

    layout: str

    def __call__(self, document: Document) -> Iterator[Piece]:
        layout: Any = layout_named(self.layout)
        if hasattr(layout, "opens") and reads_lines(layout):
            return marked(extract_mixed(layout, document))
        return marked(layout.extract(document))


@dataclass(frozen=True, slots=True)
class _ExtractLines:
    """What a layout for lines makes of an extracted text, whose line ends the view adds."""

    layout: str

    def __call__(self, document: Document) -> Iterator[Piece]:
        for piece in _Extract(self.layout)(document):
            yield piece._replace(text=piece.text.removesuffix("\n"))


@dataclass(slots=True)
class _OwnLines:
    """The pieces of a file that is tiled as it lies; of a file of usual size kept, since both passes ask for them."""

    layout: str
    document: Document
    size: int
    kept: list[Piece] | None = None

    def __call__(self) -> Iterator[Piece]:
        if self.kept is None and self.size > KEPT:
            return _Extract(self.layout)(self.document)
        if self.kept is None:
            self.kept = list(_Extract(self.layout)(self.document))
        return iter(self.kept)
