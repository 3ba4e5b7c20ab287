"""What describes a corpus to other programs, one file a standard.

A column's name, type and description come from schemas/record.schema.json (`corpuskit.flat.columns`), sizes and
hashes from the files as written, title and terms from corpus.toml. What nobody stated is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from corpuskit.packaging.sealing.file_facts import facts_of
from corpuskit.packaging.standards import croissant, data_package, dcat, ro_crate
from corpuskit.packaging.standards.schema_org import schema_org
from corpuskit.packaging.standards.subject import Subject

__all__ = ["Subject", "documents", "schema_org"]


def documents(subject: Subject, pages: Mapping[str, bytes], also: Collection[str] = ()) -> dict[str, bytes]:
    """The descriptions of a corpus by path below dist/; the crate also lists ``pages`` and descriptions.

    ``also`` names what is asked for besides: DCAT.
    """
    made = {croissant.PATH: croissant.croissant(subject), data_package.PATH: data_package.data_package(subject)}
    if dcat.NAME in also:
        made[dcat.PATH] = dcat.dcat(subject)
    others = {path: facts_of(path, data) for path, data in (dict(pages) | made).items()}
    crate = ro_crate.ro_crate(subject._replace(files={**subject.files, **others}))
    return made | ({ro_crate.PATH: crate} if crate is not None else {})
