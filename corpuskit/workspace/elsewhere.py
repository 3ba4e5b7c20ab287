"""Seeds that lie elsewhere ([elsewhere] of corpus.toml): fetched only when asked, kept by hash, checked at each use."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from corpuskit.model import CorpuskitError, Exit, Place, Problem, Seed
from corpuskit.problems import problem
from corpuskit.stores import SCHEMES
from corpuskit.workspace.files import shown_name, unreadable
from corpuskit.workspace.limits import Limits

#: Folder for what was fetched; each file is called by its SHA-256.
CACHE_VARIABLE = "CORPUSKIT_CACHE"
PART = 1 << 20


def cache_folder() -> Path:
    """Where fetched seeds are kept: $CORPUSKIT_CACHE, or a folder of the user's caches."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "corpuskit" / "seeds"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "corpuskit" / "seeds"


def seeds(pointers: Mapping[str, Mapping[str, Any]], config: Path, limits: Limits, fetch: bool) -> list[Seed]:
    """A seed for each pointer, its path that of the copy in the cache. With ``fetch`` missing copies are got.

    Raises CorpuskitError with everything that is wrong: exit 2 for seeds that were not fetched, 74 where one cannot be
    had, 1 where its bytes are others than the pointer says.
    """
    found: list[Seed] = []
    problems: list[tuple[Problem, Exit]] = []
    for name, pointer in pointers.items():
        try:
            copy = _copy(name, pointer["url"], pointer["sha256"], config, limits, fetch)
        except _RefusedError as refused:
            problems.append((refused.problem, refused.exit_code))
        except CorpuskitError as error:
            problems += [(one, error.exit_code) for one in error.problems]
        else:
            found.append(Seed(name, os.fspath(copy)))
    if problems:
        codes = {code for _, code in problems}
        code = next(c for c in (Exit.MACHINE, Exit.USAGE, Exit.PROBLEMS) if c in codes)
        raise CorpuskitError([one for one, _ in problems], code)
    return found


class _RefusedError(Exception):
    """Why there is no seed at a pointer."""

    def __init__(self, code: str, exit_code: Exit, config: Path, **values: Any) -> None:
        super().__init__(code)
        self.problem = problem(code, Place(shown_name(config)), **values)
        self.exit_code = exit_code


def _copy(name: str, url: str, sha256: str, config: Path, limits: Limits, fetch: bool) -> Path:
    copy = cache_folder() / sha256
    held = _held(copy)
    if held is not None:
        if held == sha256:
            return copy
        if not fetch:
            place = f"the copy in {shown_name(copy)}"
            raise _RefusedError("seed-differs-elsewhere", Exit.PROBLEMS, config, file=name, url=place, sha256=sha256)
    elif not fetch:
        raise _RefusedError("seed-elsewhere", Exit.USAGE, config, file=name, url=url)
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with _opened(url, config) as source:
            _keep(source, copy, sha256, limits.stream_bytes)
    except ModuleNotFoundError as error:
        reason = f"{error.name} is not installed; `pip install 'corpuskit-cli[fetch]'`"
        raise _RefusedError("seed-unfetched", Exit.USAGE, config, file=name, url=url, reason=reason) from None
    except _DiffersError:
        raise _RefusedError(
            "seed-differs-elsewhere", Exit.PROBLEMS, config, file=name, url=url, sha256=sha256
        ) from None
    except Exception as error:  # every file system has errors of its own
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise _RefusedError("seed-unfetched", Exit.MACHINE, config, file=name, url=url, reason=reason) from None
    return copy


def _held(copy: Path) -> str | None:
    """The SHA-256 of what the cache has at a place; None where it has nothing there."""
    try:
        with copy.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(copy, error) from None


class _DiffersError(Exception):
    """The bytes are not those of the hash."""


def _opened(url: str, config: Path) -> BinaryIO:
    """The file at a URL, or at a path relative to the folder of the workspace."""
    scheme, separator, _ = url.partition("://")
    if not separator:
        return (config.parent.parent / url).open("rb")
    if scheme not in SCHEMES or "::" in url:
        raise ValueError(f"{scheme}:// addresses are not supported")
    import fsspec

    return cast(BinaryIO, fsspec.open(url, "rb").open())


def _keep(source: BinaryIO, copy: Path, sha256: str, limit: int) -> None:
    """Writes a copy beside its place and moves it there once its hash is known to be right."""
    digest = hashlib.sha256()
    handle, partly = tempfile.mkstemp(dir=copy.parent, prefix=".fetching-")
    try:
        with os.fdopen(handle, "wb") as file:
            while part := source.read(PART):
                digest.update(part)
                file.write(part)
                if file.tell() > limit:
                    raise ValueError(f"it has more than {limit:,} bytes (stream_bytes under [limits])")
        if digest.hexdigest() != sha256:
            raise _DiffersError
        Path(partly).replace(copy)
    except BaseException:
        Path(partly).unlink(missing_ok=True)
        raise
