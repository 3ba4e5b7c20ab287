"""Which layout a seed has: what a person states, else the one that its content speaks for, else pasted articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.model import CorpuskitError, Evident, Exit, Place
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.reading import Sample
from corpuskit.ready import read_list

UNREAD = Path(__file__).with_name("unread_exports.toml")
#: Where no layout is surer than this, a file may be an export that is known and not read.
UNSURE = 0.5
#: So much of a text is looked at for the marks of those.
HEAD = 64 * 1024
#: The declaration of XML, if there is one, and the first element behind comments and the like.
_XML_ROOT = later(
    r"[\ufeff\s]*+(?P<declared><\?xml\b[^>]*>)?(?:[^<]|<[!?][^>]*>)*<(?P<root>[^\s/<>]{1,80})(?P<space>[^<>]{0,2000}?\sxmlns\b)?"
)
_OF_XML = "make a table or JSON of it, one article a row"


class Recognised(NamedTuple):
    """That a file has a layout: what in its content says so, in words, and how sure that is (0 to 1)."""

    because: str
    confidence: float


class Unread(NamedTuple):
    """An entry of unread_exports.toml."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    remedy: str
    also: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    times: int = 1

    def fits(self, sample: Sample) -> bool:
        """Whether a file has the marks of it."""
        head = sample.text[:HEAD]
        return (
            (sample.document if self.kind == "document" else self.kind == sample.kind)
            and sum(1 for _ in islice(self.pattern.finditer(head), self.times)) == self.times
            and (self.also is None or self.also.search(head) is not None)
            and (self.unless is None or self.unless.search(head) is None)
        )


@cache
def _unread() -> tuple[Unread, ...]:
    listed = read_list(UNREAD)["export"]
    return tuple(_entry(one) for one in listed)


def _entry(one: Mapping[str, Any]) -> Unread:
    also, unless = (later(one[key]) if key in one else None for key in ("also", "unless"))
    return Unread(one["name"], one["kind"], later(one["pattern"]), one["remedy"], also, unless, one.get("times", 1))


def recognised(sample: Sample, layouts: Sequence[Any]) -> tuple[Any, Evident] | None:
    """The layout that the content speaks for most clearly, and why; of equals the first. None where none does.

    Raises CorpuskitError (``export-unread``) for an export that is known and not read.
    """
    best: tuple[Any, Evident] | None = None
    for layout in layouts:
        recognise = getattr(layout, "recognise", None)
        found: Recognised | None = recognise(sample) if recognise is not None else None
        if found is not None and (best is None or found.confidence > (best[1].confidence or 0.0)):
            best = layout, Evident(layout.NAME, "recognised", found.because, found.confidence)
    if best is None or (best[1].confidence or 0.0) < UNSURE:
        for one in _unread():
            if one.fits(sample):
                raise _refused(sample, one.name, one.remedy)
    if best is None and sample.kind == "markup" and (root := _xml_root(sample)) is not None:
        raise _refused(sample, f"XML of a kind that is not known (its root is `{root}`)", _OF_XML)
    return best


def _xml_root(sample: Sample) -> str | None:
    """The first element of XML: of what is declared to be, is in a space of names, or ends with the same element."""
    found = _XML_ROOT.match(sample.text[:HEAD])
    if found is None:
        return None
    ends = sample.whole and sample.text.rstrip().endswith(f"</{found['root']}>")
    return found["root"] if found["declared"] or found["space"] or ends else None


def _refused(sample: Sample, what: str, remedy: str) -> CorpuskitError:
    name = sample.seed.name
    return failure("export-unread", Place(name), Exit.PROBLEMS, file=name, what=what, remedy=remedy)
