"""Whether a document holds several pasted articles: people paste into Word as well, and save one article as PDF."""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import KIND_CODE, CorpuskitError, Cut, Evident, View
from corpuskit.splitting.layouts import pasted
from corpuskit.splitting.lines.sampling import block_of

#: So sure has the boundary of an article to be that counts, and so many have to follow on the first article. Of 1,115
#: articles of outlets, each a file, and 297 manuals none has two such boundaries.
_SURE, _MORE = 0.9, 2


def several(view: View) -> Evident | None:
    """What says that the text of a document is cut like a paste; None where it is one article, or may be.

    Asked of the text alone: further articles begin with a title and a credit that prints a day.
    """
    try:
        found = sorted(_further(view), reverse=True)
    except CorpuskitError:  # a text that no paste may be, such as one record beyond the limits
        return None
    if len(found) < _MORE:
        return None
    return Evident(
        pasted.NAME, "several-articles", f"{len(found) + 1} dated credits, each below a title", found[_MORE - 1]
    )


def _further(view: View) -> Iterator[float]:
    """How sure the boundaries are at which a further article with a dated credit begins."""
    size = block_of(view)
    first = True
    for cut in pasted.cut(view, pasted.learn(view, size), size):
        dated = _dated(cut)
        for record, sure in enumerate(cut.boundary_confidence):
            if not first and record in dated and sure is not None and sure >= _SURE:
                yield sure
            first = False


def _dated(cut: Cut) -> set[int]:
    """The records of a cut whose credit prints a whole day."""
    spans, credit = cut.spans, KIND_CODE["credit"]
    return {
        record
        for kind, start, end, record in zip(spans.kind, spans.start, spans.end, spans.record, strict=True)
        if kind == credit
        and any(date.precision == "day" for date in find_dates(cut.block.data[start:end].decode("utf-8")))
    }
