"""Regular expressions that are compiled when they are first asked.

Compiling those of every layout and language took a tenth of a small build, which asks half of them. One that any build
asks, or that is made where it is asked, is a plain `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

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


def later(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, for its methods and attributes, compiled by the first of them that is asked for.

    It is no ``re.Pattern`` by type: functions of the module `re` do not take it. A fault in the expression is raised
    (re.error) where it is first asked.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, int(flags)))
