"""Dumps that are large enough to be divided, and engines to cut them on."""

from __future__ import annotations

from pathlib import Path

import pytest

DUMPS = Path(__file__).parent.parent / "dumps"


@pytest.fixture(scope="session")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own dumps over and over, each time with other words, some 60 kB."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DUMPS.glob("*.txt"))]
    path = tmp_path_factory.mktemp("engines") / "dump.txt"
    with path.open("w", encoding="utf-8", newline="") as file:
        size = turn = 0
        while size < 60_000:
            text = texts[turn % len(texts)].replace(" the ", f" the {turn}. ")
            file.write(text.replace("\n", "\r\n") if turn % 5 == 3 else text)
            size += len(text)
            turn += 1
    return path
