"""Fingerprints of problems, by which services of CI and the baseline know them again when lines move."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpuskit.model import Problem
from corpuskit.reports import Options
from corpuskit.reports.paths import path
from corpuskit.reports.quoting import quotes

#: Terminal cells of a line that go into a fingerprint.
CONTEXT = 200
NUMBER = re.compile(r"[0-9][0-9,.]*")


def fingerprints(problems: Sequence[Problem], options: Options) -> list[str]:
    """32 hexadecimal digits for each problem, different from each other, without line numbers in them.

    Of code, file and context: the record and field where they are known, else the text at the place, else the message
    with its numbers left off. Problems alike in all of it are told apart by their order.
    """
    return fingerprints_of(problems, [path(problem.place, options) or "" for problem in problems], options.root)


def fingerprints_of(problems: Sequence[Problem], names: Sequence[str], root: Path | None) -> list[str]:
    """Fingerprints with the name in ``names`` for each problem's file; ``root`` is the folder its place is in."""
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
