"""Into a local folder, as a whole: a reader sees the earlier edition or this one."""

from __future__ import annotations

import shutil
from pathlib import Path

from corpuskit.deriving.source import Source
from corpuskit.packaging.placing.swap import machine_failures, staged
from corpuskit.packaging.sealing.manifest import MANIFEST, SUMS
from corpuskit.problems import wrong_option
from corpuskit.publishing import Published
from corpuskit.workspace.files import shown_name


def paths(source: Source) -> list[str]:
    """The files of a corpus, the manifest last: where it stands, the others do."""
    return [*sorted(entry.path for entry in source.manifest.files), SUMS, MANIFEST]


def publish(source: Source, folder: Path) -> Published:
    """Copies the corpus to a folder that does not exist, is empty or holds an earlier edition."""
    if folder.resolve() == source.folder.resolve():
        raise wrong_option(f"{shown_name(folder)} is the corpus itself", "another folder for --to")
    with staged(folder) as work, machine_failures(folder):
        for path in paths(source):
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source.folder / path, work / path)
    return Published((f"{len(paths(source)):,} files → {folder}",))
