"""The head of a message as people paste it from a mail program: "From: …", "Sent: …", "To: …", "Subject: …".

Who sent an article around, and when, is neither its author nor its outlet nor its day. Headers of a message as it is
sent are another thing (layout ``mail``). Labels are data (``[mail]`` of ``credits.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.titles.frames import forwarding
from corpuskit.octets import positions
from corpuskit.patterns import later

#: A label is shorter than this, in bytes; what follows it on its line is not.
LABEL = 40
#: So many labelled lines in a row are looked at, and so many of a head are at least there.
_MOST, _LEAST = 9, 3
#: In so many rows below a head its subject is looked for, as the title of the article.
_BELOW = 3
_LABELLED = later(
    r"[ \t>*_]{0,6}(?P<label>[^\W\d_][^:：\n]{0,30}?)[ \u00a0*_]{0,4}[:：][*_]{0,3}[ \t\u00a0]{0,8}(?P<value>.*)"
)
_WIDE = "：".encode()
_WIDE_COLON = re.compile(_WIDE)
_ROLES = ("from", "sent", "to", "subject", "other")
#: What stands around the words that say that a message was forwarded: "---------- Forwarded message ---------".
_AROUND = " \t\u00a0-–—_=*>:"


def labelled(data: bytes, start: npt.NDArray[np.int64], stop: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The lines (from ``start`` to ``stop`` each) that open `_LEAST` lines in a row with a colon behind a few words."""
    colons = positions(np.frombuffer(data, np.uint8), ord(":"))
    if _WIDE in data:
        wide = [found.start() for found in _WIDE_COLON.finditer(data)]
        colons = np.sort(np.concatenate([colons, np.array(wide, np.int64)]))
    if not len(colons):
        return colons
    first = np.searchsorted(colons, start)
    at = colons[np.minimum(first, len(colons) - 1)]
    close = (at >= start) & (at < np.minimum(stop, start + LABEL))
    run = close.copy()
    for step in range(1, _LEAST):
        run[:-step] &= close[step:]
        run[-step:] = close[-step:]  # more may follow
    return np.flatnonzero(run)


def heads(candidates: list[int], text: Callable[[int], str | None]) -> Iterator[tuple[list[int], list[int]]]:
    """Heads of messages: their rows, and those of them that are of no article.

    ``candidates`` are rows that may open one, ``text`` is a row's text, or None for one that is a paragraph, or no row.
    """
    done = -1
    for row in candidates:
        if row <= done or _role(text(row))[0] != "from":
            continue
        roles = {}
        for at in range(row, row + _MOST):
            role, value = _role(text(at))
            if not role:
                break
            roles[at] = (role, value)
        done = row + len(roles) - 1
        run = [*roles]
        if row and _is_forwarding(text(row - 1)):
            run.insert(0, row - 1)
        yield (
            run,
            [at for at in run if at not in roles or not _is_title(at, *roles[at], done, text)]
            if _is_head({role for role, _ in roles.values()})
            else [],
        )


def is_subject(line: str) -> bool:
    """Whether a line is labelled as the subject of a message."""
    return _role(line)[0] == "subject"


def _is_head(roles: set[str]) -> bool:
    """Whether labels are those of a message: "From", "Date" and "Subject" alone may label the fields of an article."""
    return {"from", "subject"} <= roles and bool(roles & {"sent", "to"})


def _is_title(row: int, role: str, value: str, last: int, text: Callable[[int], str | None]) -> bool:
    """Whether a subject is the only title that is printed."""
    if role != "subject":
        return False
    subject = " ".join(value[forwarding(value) :].casefold().split())
    below = (" ".join((text(at) or "").casefold().split()) for at in range(last + 1, last + 1 + _BELOW))
    return bool(subject) and subject not in below


def _is_forwarding(line: str | None) -> bool:
    return line is not None and line.strip(_AROUND).casefold() in words().sets["mail.forwarded"]


def _role(line: str | None) -> tuple[str, str]:
    """Which label a line of a head has ("" for none), and what it says."""
    found = _LABELLED.match(line) if line is not None else None
    return ("", "") if found is None else (_labels().get(found["label"].casefold(), ""), found["value"].strip())


@cache
def _labels() -> dict[str, str]:
    sets = words().sets
    return {label: role for role in reversed(_ROLES) for label in sets[f"mail.{role}"]}
