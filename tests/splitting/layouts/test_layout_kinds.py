"""A layout is asked about files of the kinds that it can be in, and would say no to any other."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from corpuskit.model import Seed
from corpuskit.reading.documents.sample import Sample, sample
from corpuskit.reading.sources.source import Source
from corpuskit.splitting import layouts

FOLDER = Path(layouts.__file__).parent
DUMPS = sorted(path for path in (Path(__file__).parents[2] / "dumps").rglob("*") if path.is_file())


def sampled(name: str, data: bytes) -> Sample:
    return sample(Source(name, None, lambda: io.BytesIO(data)), Seed(name, name))


def test_every_module_of_the_folder_is_listed_under_its_name() -> None:
    listed = [layout.__name__.rpartition(".")[2] for layout in layouts.known_layouts()]
    assert sorted(listed) == sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    for layout in layouts.known_layouts():
        assert layouts.layout_named(layout.NAME) is layout
    assert layouts.layout_names() == tuple(layout.NAME for layout in layouts.known_layouts())


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.name)
def test_no_layout_that_is_not_asked_would_recognise_a_dump(path: Path) -> None:
    """As it lies, and as what begins like markup, JSON, a zip, data of no kind."""
    data = path.read_bytes()
    for start in (b"", b"<html>\n", b"{", b"PK\x03\x04", b"\0"):
        seen = sampled(path.name, start + data)
        asked = layouts.known_layouts(seen.kind)
        others = [layout for layout in layouts.known_layouts() if layout not in asked and hasattr(layout, "recognise")]
        assert others
        assert [layout.NAME for layout in others if layout.recognise(seen) is not None] == []
