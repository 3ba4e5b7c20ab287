"""The files that a person keeps beside the seeds, written by a program: whole or not at all, all else left as it is."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from corpuskit.workspace import files
from corpuskit.workspace.configuration import config, stated


def state(path: Path, table: str, key: str, value: str) -> None:
    """States ``[table] key = value`` in a corpus.toml, which is made where there is none; comments and order stay.

    Raises CorpuskitError, and leaves the file as it was, where it is wrong or would be (exit 2) or cannot be written
    (exit 74).
    """
    import tomlkit

    document = tomlkit.parse(_checked(path, stated.text_of(path) if path.exists() else ""))
    if table not in document:
        document.add(table, tomlkit.table())
    document[table][key] = tomlkit.string(value, multiline="\n" in value)
    put(path, _checked(path, tomlkit.dumps(document)).encode("utf-8"))


def _checked(path: Path, text: str) -> str:
    """The text, if a build would take it as corpus.toml."""
    config.parse(path, text)
    return text


def put(path: Path, data: bytes) -> None:
    """Writes beside a file and puts that in its place. Raises CorpuskitError (exit 74) and leaves the earlier whole.

    Where the path is a link, what it leads to is replaced.
    """
    try:
        _put(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise files.unwritable(path, error) from None


def _put(path: Path, data: bytes) -> None:
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
