"""A finished corpus of an earlier version → the same in the present one: its schema, and all that a build writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpuskit.contract import no_records, schema_version
from corpuskit.counting import counted
from corpuskit.deriving.making import Plan, make
from corpuskit.deriving.source import Source, open_source
from corpuskit.model import FORMAT_VERSION, CorpuskitError, Exit, PathLike, Place
from corpuskit.packaging import Manifest, Part
from corpuskit.packaging.sealing.manifest import MANIFEST
from corpuskit.problems import problem
from corpuskit.versions import newer, older
from corpuskit.workspace.files import shown_name


@dataclass(frozen=True, slots=True)
class Migrated:
    """What was written, and in words what it says otherwise; no manifest where the corpus was of this version."""

    manifest: Manifest | None
    changes: tuple[str, ...] = ()


def migrate(dist: PathLike, out: PathLike | None = None) -> Migrated:
    """Writes a corpus anew, to ``out`` or in place, as the present version of the schema has it.

    No record is cut or described again, and no seed is needed: what an earlier version did not tell stays unknown.
    Raises CorpuskitError: ``no-dist`` (exit 2), ``schema-version-newer`` for a corpus of a later version, what is wrong
    with its files, and as `making.make` does.
    """
    source = open_source(dist)
    before = _versions(source.manifest)
    for found, ours in zip(before, (schema_version(), FORMAT_VERSION), strict=True):
        if newer(found, ours):
            place = Place(shown_name(Path(dist) / MANIFEST))
            raise CorpuskitError([problem("schema-version-newer", place, theirs=found, ours=ours)], Exit.PROBLEMS)
    if not any(older(found, ours) for found, ours in zip(before, (schema_version(), FORMAT_VERSION), strict=True)):
        return Migrated(None)
    plan = Plan(
        [source],
        {"title": source.datasheet["title"], **source.stated},
        source.seeds(),
        also=source.also,
        withheld=source.content.get("withheld"),
        places=list(source.places()),
        features=list(source.features()) if source.has_features else None,
    )
    had = {entry.path for entry in source.manifest.files}
    manifest = make(dist if out is None else out, _parts(source), plan)
    return Migrated(manifest, tuple(_changes(before, had, manifest)))


def _versions(manifest: Manifest) -> tuple[str, str]:
    """Of the record schema, and of the manifest."""
    return manifest.content["schema_version"], manifest.content["format_version"]


def _parts(source: Source) -> Iterator[Part]:
    outside = source.outside()
    for table in source.tables():
        yield Part(table, outside)
        outside = []
    if outside:
        yield Part(no_records(), outside)


def _changes(before: tuple[str, str], had: set[str], manifest: Manifest) -> Iterator[str]:
    now = _versions(manifest)
    if before[0] != now[0]:
        records = manifest.counts.records
        yield f"{counted(records, 'record')} of schema {before[0]} {'is' if records == 1 else 'are'} now of {now[0]}"
    if before[1] != now[1]:
        yield f"the manifest is of format {now[1]}, instead of {before[1]}"
    has = {entry.path for entry in manifest.files}
    yield from (f"{path} is new" for path in sorted(has - had))
    yield from (f"{path} is gone" for path in sorted(had - has))
