"""The questions, the measures and the pages that document a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.datasheet.about import About
from corpuskit.datasheet.document import Document, document
from corpuskit.datasheet.tallies.figures import figures
from corpuskit.datasheet.tallies.measures import Measures
from corpuskit.datasheet.tallies.sample import Sample

__all__ = ["About", "Document", "Measures", "document", "figures", "pages", "pages_of"]


def pages(measures: Measures, config: Mapping[str, Any], about: About) -> dict[str, bytes]:
    """The pages that document a corpus, by path in dist/.

    ``config`` is corpus.toml as a mapping (empty without one). CITATION.cff is among them only where corpus.toml states
    creators or a maintainer. The same arguments give the same bytes.
    """
    return pages_of(document(measures, config, about), measures.sample)


def pages_of(
    whole: Document,
    sample: Sample,
    linked: Mapping[str, Any] | None = None,
    hashes: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """The pages of a document. ``linked`` is JSON-LD that datasheet.html carries for search engines, ``hashes`` are the
    SHA-256 of the tables by path, which the card carries for loaders.
    """
    from corpuskit.datasheet.written import card, citation, data, markdown
    from corpuskit.datasheet.written.page import page

    found = {
        "README.md": card.card(whole, hashes).encode(),
        "DATASHEET.md": markdown.datasheet(whole).encode(),
        "datasheet.html": page(whole, sample, linked),
        "datasheet.json": data.dumps(whole).encode(),
    }
    cited = citation.citation(whole.figures, whole.config, whole.about.epoch)
    return found if cited is None else {**found, "CITATION.cff": cited.encode()}
