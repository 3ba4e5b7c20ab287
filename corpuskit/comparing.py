"""Two states of a corpus compared: dist folders, files of records, workspaces as they would be built, git revisions."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit.model import RECORDS_JSONL, CorpuskitError, Exit, PathLike, Place
from corpuskit.problems import failure
from corpuskit.workspace.files import place, shown_name

if TYPE_CHECKING:
    from corpuskit.checking.differences import Differences, Side


def compare(one: PathLike, other: PathLike) -> Differences:
    """What makes the second state of a corpus of the first.

    Either is a dist folder, a file of records (JSON lines or Parquet), a workspace, which is cut in memory, or a git
    revision of the workspace in the working directory, which is cut from a temporary copy. Nothing is written but
    temporary files. Raises CorpuskitError: exit 2 where there is none of these, and what reading and cutting raise.
    """
    from corpuskit.checking.differences import differences

    with ExitStack() as held:
        return differences(_side(one, held), _side(other, held))


def _side(named: PathLike, held: ExitStack) -> Side:
    path = Path(named)
    if path.is_dir() and (path / "seeds").is_dir():
        return partial(_lines, _cut(path, _temporary(held)))
    if path.is_dir() and (path / RECORDS_JSONL).is_file():
        from corpuskit.checking.loading import refuse_later

        refuse_later(path)
        return partial(_lines, path / RECORDS_JSONL)
    if path.is_dir() or path.suffix == ".parquet":
        from corpuskit.checking import loading

        return partial(loading.load_records, path)
    if path.exists():
        return partial(_lines, path)
    return partial(_lines, _cut_revision(str(named), _temporary(held)))


def _temporary(held: ExitStack) -> Path:
    return Path(held.enter_context(tempfile.TemporaryDirectory(prefix="corpuskit-diff-", ignore_cleanup_errors=True)))


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """The records of a file of JSON lines."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                raise _no_record(path, number, "it is not JSON in UTF-8") from None
            if not isinstance(record, dict) or "provenance" not in record or "caveats" not in record:
                raise _no_record(path, number, "it is no record of corpuskit")
            yield record


def _no_record(path: Path, line: int, reason: str) -> CorpuskitError:
    return failure("table-unreadable", Place(shown_name(path), line), file=shown_name(path), reason=reason)


def _cut(workspace: Path, folder: Path) -> Path:
    """The records that a build of the workspace would contain, as JSON lines in the folder."""
    from corpuskit.pipeline import Options, split

    path = folder / RECORDS_JSONL
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in split([workspace], Options()):
            file.write(json.dumps(dict(record)) + "\n")
    return path


# -- git -------------------------------------------------------------------------------------------------------------


def _cut_revision(revision: str, folder: Path) -> Path:
    """The records of the workspace as it was at a revision."""
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise failure("nothing-to-compare", place(revision), Exit.USAGE, named=shown_name(revision))
    archive = _git("archive", "--format=tar", commit.decode("ascii").strip(), "--", "seeds")
    if archive is None:
        raise failure("nothing-to-compare", place(revision), Exit.USAGE, named=f"seeds/ at {shown_name(revision)}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder / "workspace", filter="data")
    return _cut(folder / "workspace", folder)


def _git(*arguments: str) -> bytes | None:
    """What git prints of the repository around the working directory; None where it fails or is not there."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)  # noqa: S603, S607  no shell
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
