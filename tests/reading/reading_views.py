"""Views of bytes for the tests of reading: written to a file first, as seeds are."""

from __future__ import annotations

from pathlib import Path

from corpuskit.model import Seed, View
from corpuskit.reading import read
from corpuskit.workspace import Limits

NEWS = (
    "Ministerin stellt Pläne für neue Brücken vor\nWeserbote – 3. März 2024\n"
    "Die Brücken über den Fluss müssen erneuert werden, sagte die Ministerin am Freitag. „Es eilt“, fügte sie hinzu.\n"
)


def view_of(
    folder: Path,
    data: bytes,
    stated: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    name: str = "seed.txt",
) -> View:
    path = folder / name
    path.write_bytes(data)
    settings = {"encoding": stated} if stated else {}
    return read(Seed(name, str(path), settings), encoding=encoding, limits=limits or Limits())


def text_of(view: View, size: int = 100) -> str:
    return b"".join(block.data for block in view.open_blocks(size)).decode("utf-8")
