"""Regular expressions that are compiled when they are first asked.

Compiling those of every layout and language took a tenth of a small build, which asks half of them. One that any build
asks, or that is made where it is asked, is a plain `re.compile`; one that needs a letter of scripts that most texts
have none of says so, and is compiled for a text that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, AnyStr, cast

#: The first character of the scripts of China, Japan and Korea, whose large classes take a millisecond to compile.
EAST_ASIA = "\u3000"
_QUESTIONS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Later:
    """Stands for a compiled expression. Its questions are added by the first of them, and cost no more from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # no protocol of Python is answered by compiling
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({question: getattr(compiled, question) for question in _QUESTIONS})
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return later, (self.pattern, self._flags)


class _Beyond:
    """Stands for an expression of which every match holds a character from ``first`` on: text without has none."""

    def __init__(self, pattern: str, flags: int, first: str) -> None:
        self._compiled = later(pattern, flags)
        self._first = first

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        return self._compiled.search(text, *within) if reaches(text, self._first) else None

    def match(self, text: str, *within: int) -> re.Match[str] | None:
        return self._compiled.match(text, *within) if reaches(text, self._first) else None

    def fullmatch(self, text: str, *within: int) -> re.Match[str] | None:
        return self._compiled.fullmatch(text, *within) if reaches(text, self._first) else None

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text, *within) if reaches(text, self._first) else iter(())


def reaches(text: str, first: str = EAST_ASIA) -> bool:
    """Whether a text has a character from ``first`` on, which is none of ASCII."""
    return not text.isascii() and _from(first).search(text) is not None


@cache
def _from(first: str) -> re.Pattern[str]:
    """Any character from one on. The greatest of all characters takes five times as long to find; the class of these
    characters takes longer to compile than that of all others.
    """
    return re.compile(f"[^\0-{chr(ord(first) - 1)}]")


def later(pattern: AnyStr, flags: int = 0, *, beyond: str = "") -> re.Pattern[AnyStr]:
    """What `re.compile` returns, for its methods and attributes, compiled by the first of them that is asked for.

    It is no ``re.Pattern`` by type: functions of the module `re` do not take it. A fault in the expression is raised
    (re.error) where it is first asked. ``beyond`` is a character, none of ASCII, that each match holds or one behind
    it: only a text with one is searched (by ``search``, ``match``, ``fullmatch`` or ``finditer``), or compiled for.
    """
    made = _Beyond(str(pattern), int(flags), beyond) if beyond else _Later(pattern, int(flags))
    return cast("re.Pattern[AnyStr]", made)
