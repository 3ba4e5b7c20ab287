"""Documents of office programs: zips of XML, opened whole with the limits of containers."""

from __future__ import annotations

import io
import zipfile
import zlib

from corpuskit.model import CorpuskitError, Place
from corpuskit.problems import failure
from corpuskit.reading.documents.document import Document
from corpuskit.reading.sources.containers import check_ratio


def package(document: Document, what: str) -> tuple[io.BytesIO, zipfile.ZipFile]:
    """The bytes of an office document, and its parts. ``what`` it is in words.

    Raises CorpuskitError (``layout-broken``, ``too-large``, ``archive-too-large``): it is damaged, or too large
    unpacked.
    """
    data = io.BytesIO(document.data())
    try:
        archive = zipfile.ZipFile(data)
        total = sum(entry.file_size for entry in archive.infolist())
        if total > document.limits.whole_bytes:
            limit = document.limits.whole_bytes
            raise failure("too-large", Place(document.name), file=document.name, limit=limit)
        for entry in archive.infolist():
            check_ratio(entry.file_size, entry.compress_size, f"{document.name}!/{entry.filename}", document.limits)
        damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise broken(document, what, "a zip of XML", str(error) or "a damaged one") from None
    if damaged is not None:
        raise broken(document, what, f"{damaged} as it was packed", "other bytes")
    return data, archive


def broken(document: Document, what: str, expected: str, found: str) -> CorpuskitError:
    """The error for a document that cannot be read as what it looks like."""
    place = Place(document.name)
    return failure("layout-broken", place, file=document.name, layout=what, expected=expected, found=found)
