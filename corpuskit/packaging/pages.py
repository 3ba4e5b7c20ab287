"""The pages and the descriptions of a corpus, made when its data files are known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from corpuskit.metering import metered
from corpuskit.packaging import standards
from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.sealing.file_facts import facts_of

if TYPE_CHECKING:
    from corpuskit.datasheet import About, Measures
    from corpuskit.packaging import Written


def documented(
    written: Written,
    measures: Measures,
    config: Mapping[str, Any],
    about: About,
    also: Collection[str],
    further: Mapping[str, tuple[bytes, str]],
) -> dict[str, bytes]:
    """Everything that is written beside the data files, by path below dist/.

    ``further`` are data files that no exporter writes: JSON lines, with what they hold in a sentence.
    """
    from corpuskit.datasheet import document, pages_of

    added = {path: data for path, (data, _) in further.items()}
    with metered("pages"):
        whole = document(measures, config, about)
        held = {path: DataFile(path, "application/jsonl", about=said) for path, (_, said) in further.items()}
        files = {path: facts_of(path, data) for path, data in added.items()}
        subject = standards.Subject(whole, {**written.files, **files}, {**written.tables, **held})
        hashes = {path: facts.sha256 for path, facts in written.files.items()}
        pages = pages_of(whole, measures.sample, standards.schema_org(subject), hashes)
        return pages | standards.documents(subject, pages, also) | added
