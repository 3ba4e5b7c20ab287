"""What services of CI hold on to: paths as the checkout has them, and fingerprints that stay when lines move."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath
from urllib.parse import quote as percent

from corpuskit.model import Place, Problem
from corpuskit.reports import Options
from corpuskit.reports.quoting import quotes

#: Cells of a line that go into a fingerprint.
CONTEXT = 200
DRIVE = re.compile(r"[A-Za-z]:/")
NUMBER = re.compile(r"[0-9][0-9,.]*")


def path(place: Place, options: Options) -> str | None:
    """The file of a place with forward slashes, relative to the working directory where it lies below it."""
    if place.file is None:
        return None
    file = Path(place.file) if options.root is None else options.root / place.file
    if not file.is_absolute():
        return PurePath(file).as_posix()
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def uri(name: str) -> str:
    """A path as an RFC 3986 reference; bytes that a file name could not decode are percent-encoded as they are."""
    encoded = percent(name.encode("utf-8", "surrogatepass" if _lone(name) else "surrogateescape"), safe="/~-._")
    if name.startswith("/"):
        return f"file://{encoded}"
    return f"file:///{name[0]}:{encoded[4:]}" if DRIVE.match(name) else encoded


def _lone(name: str) -> bool:
    """Whether the name has surrogates that no byte of a file name stands for."""
    return any("\ud800" <= character <= "\udc7f" or "\udd00" <= character <= "\udfff" for character in name)


def fingerprints(problems: Sequence[Problem], options: Options) -> list[str]:
    """32 hexadecimal digits for each problem, different from each other, without line numbers in them.

    Of code, file and context: the record and field where they are known, else the text at the place, else the message
    with its numbers left off. Problems alike in all of it are told apart by their order.
    """
    return marks(problems, [path(problem.place, options) or "" for problem in problems], options.root)


def marks(problems: Sequence[Problem], names: Sequence[str], root: Path | None) -> list[str]:
    """The same with the name that each problem's file shall have in it."""
    bare = [problem.place for problem in problems if problem.place.record is None]
    lines = quotes(bare, root, CONTEXT)
    seen: Counter[str] = Counter()
    found = []
    for problem, name in zip(problems, names, strict=True):
        place = problem.place
        if place.record is not None:
            context = f"{place.record}\0{place.field or ''}"
        elif place in lines:
            context = lines[place].text.strip()
        else:
            context = NUMBER.sub("", problem.message)
        key = f"{problem.code}\0{name}\0{context}"
        seen[key] += 1
        whole = f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")
        found.append(hashlib.sha256(whole).hexdigest()[:32])
    return found
