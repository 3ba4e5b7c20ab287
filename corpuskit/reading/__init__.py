"""Bytes to views: what is a seed's encoding, with evidence; blocks of whole lines; containers; documents.

In the order of the work: `sources/` (where bytes come from), `encodings/` (which encoding they are in), `blocks` and
`plain` (a file of text, block by block), `parsers/` (HTML, XML, JSON, mail), `documents/` (files whose text a layout
extracts).

A line ends at LF, CRLF or a lone CR, here as in every room that counts lines. Offsets of a view are bytes of the file
as it lies on disk, whatever its encoding; of a file whose text does not lie in it as bytes, they are bytes of the text
that its layout extracted. A byte that cannot be read is an error with its place, never a replacement character.
"""

from __future__ import annotations

from corpuskit.reading.documents.document import Document
from corpuskit.reading.documents.extracted import extracted
from corpuskit.reading.documents.sample import Sample, sample
from corpuskit.reading.plain import read
from corpuskit.reading.sources.containers import SEPARATOR
from corpuskit.reading.sources.expanding import Expanded, seeds
from corpuskit.reading.sources.source import Source, open_source, size_of

__all__ = [
    "SEPARATOR",
    "Document",
    "Expanded",
    "Sample",
    "Source",
    "extracted",
    "open_source",
    "read",
    "sample",
    "seeds",
    "size_of",
]
