"""Regular expressions that are compiled when they are first asked, and once for all runs where Python lets us.

Compiling those of every layout and language took a tenth of a small build, which asks half of them: these are
`later`. One that needs a letter of scripts that most texts have none of says so, and is compiled for a text that has
one. One that any build asks, or that is made where it is asked, is `compiled`, or a plain `re.compile` where that takes
less than a sixth of a millisecond, or where a user wrote it, which is not ours to keep.

To compile those that are asked took another tenth. Python keeps compiled modules and no compiled expressions, though
what its compiler makes of one is a list of numbers, of which `_sre.compile` checks each and makes the expression forty
times as fast. So the command line keeps these lists, in a file beside the compiled modules, and under the conditions of
those: not where Python is told to write none, or may not. Another Python or version of corpuskit does not read it, and
an expression is only kept where what is made of its list equals what `re.compile` has made. A Python without the names
of CPython that this needs compiles everything anew.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, AnyStr, cast

from corpuskit.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

#: The first character of the scripts of China, Japan and Korea, whose large classes take a millisecond to compile.
EAST_ASIA = "\u3000"
_QUESTIONS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")

#: An expression and its flags.
_Asked = tuple[str | bytes, int]
#: Those that this process has compiled itself.
_fresh: dict[_Asked, re.Pattern[Any]] = {}


class _Later:
    """Stands for a compiled expression. Its questions are added by the first of them, and cost no more from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # no protocol of Python is answered by compiling
        expression: re.Pattern[Any] = compiled(self.pattern, self._flags)
        self.__dict__.update({question: getattr(expression, question) for question in _QUESTIONS})
        return getattr(expression, name)

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
    return not text.isascii() and max(text) >= first


def later(pattern: AnyStr, flags: int = 0, *, beyond: str = "") -> re.Pattern[AnyStr]:
    """What `re.compile` returns, for its methods and attributes, compiled by the first of them that is asked for.

    It is no ``re.Pattern`` by type: functions of the module `re` do not take it. A fault in the expression is raised
    (re.error) where it is first asked. ``beyond`` is a character, none of ASCII, that each match holds or one behind
    it: only a text with one is searched (by ``search``, ``match``, ``fullmatch`` or ``finditer``), or compiled for.
    """
    made = _Beyond(str(pattern), int(flags), beyond) if beyond else _Later(pattern, int(flags))
    return cast("re.Pattern[AnyStr]", made)


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, from what an earlier run has kept of it. Raises re.error."""
    asked = (pattern, int(flags))
    if (kept := _kept().get(asked)) is not None:
        made: re.Pattern[AnyStr] = import_module("_sre").compile(*marshal.loads(kept))  # noqa: S302
        return made
    expression = _fresh[asked] = re.compile(pattern, flags)
    return expression


def keep() -> None:
    """Keeps what this process has compiled for the next one: for the end of the command line. Never raises."""
    with suppress(NotImplementedError, OSError):
        file = _file()
        if not _fresh or sys.dont_write_bytecode or not os.access(file.parent, os.W_OK):
            return
        if made := {asked: marshal.dumps(numbers) for asked in _fresh if (numbers := _numbers(asked)) is not None}:
            part = file.with_name(f"{file.name}.{os.getpid()}")
            part.write_bytes(marshal.dumps((_stamp(), {**_kept(), **made})))
            part.replace(file)


@cache
def _kept() -> Mapping[_Asked, bytes]:
    """What `_sre.compile` is given for each expression that an earlier run of the same program has kept."""
    with suppress(NotImplementedError, OSError, EOFError, ValueError, TypeError):
        stamp, kept = marshal.loads(_file().read_bytes())  # noqa: S302  # trusted as the modules beside it are
        if stamp == _stamp():
            return cast("Mapping[_Asked, bytes]", kept)
    return {}


def _file() -> Path:
    """Raises NotImplementedError where Python keeps no compiled modules."""
    from importlib.util import cache_from_source
    from pathlib import Path

    return Path(cache_from_source(__file__)).with_suffix(".kept")


def _stamp() -> str:
    return f"{__version__}, {sys.version}, {sys.byteorder}"


def _numbers(asked: _Asked) -> tuple[Any, ...] | None:
    """What CPython gives `_sre.compile` for an expression; None where that does not make the same expression."""
    pattern, flags = asked
    with suppress(ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        parsed = import_module("re._parser").parse(pattern, flags)
        state, names = parsed.state, [None] * parsed.state.groups
        for name, group in state.groupdict.items():
            names[group] = name
        code = import_module("re._compiler")._code(parsed, flags)  # noqa: SLF001
        whole = list(map(int, code))  # some are named constants of the compiler's own
        given = (pattern, int(flags | state.flags), whole, state.groups - 1, dict(state.groupdict), tuple(names))
        made = import_module("_sre").compile(*given)
        if made == _fresh[asked] and made.groupindex == _fresh[asked].groupindex:
            return given
    return None
