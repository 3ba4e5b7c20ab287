"""A bucket of its own on the S3 endpoint for each test, and the same workspace there and on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def s3(endpoint: str) -> Any:
    """The store, as fsspec has it."""
    import fsspec

    return fsspec.filesystem("s3")


@pytest.fixture
def bucket(s3: Any, request: pytest.FixtureRequest) -> Iterator[str]:
    """A bucket of its own."""
    name = f"bucket-{abs(hash(request.node.nodeid)):x}"
    s3.mkdir(name)
    yield name
    s3.invalidate_cache()
    s3.rm(name, recursive=True)


@pytest.fixture
def corpus_there(s3: Any, bucket: str, dumps: Path) -> str:
    """The address of a workspace of two dumps."""
    for name in ("harbour.txt", "moorbach.txt"):
        s3.pipe_file(f"{bucket}/corpus/seeds/{name}", (dumps / name).read_bytes())
    s3.pipe_file(f"{bucket}/corpus/seeds/corpus.toml", b'title = "Two harbours"\n')
    return f"s3://{bucket}/corpus"


@pytest.fixture
def corpus_here(dumps: Path, tmp_path: Path) -> Path:
    """The same workspace on disk."""
    seeds = tmp_path / "here" / "seeds"
    seeds.mkdir(parents=True)
    for name in ("harbour.txt", "moorbach.txt"):
        (seeds / name).write_bytes((dumps / name).read_bytes())
    (seeds / "corpus.toml").write_bytes(b'title = "Two harbours"\n')
    return tmp_path / "here"
