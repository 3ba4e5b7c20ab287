"""A TOML file that a person keeps beside the seeds: read and checked by its schema; an error names line and remedy."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpuskit import contract
from corpuskit.model import CorpuskitError, Exit, PathLike, Place, Problem
from corpuskit.problems import problem
from corpuskit.workspace import files
from corpuskit.workspace.configuration.conforming import conforms
from corpuskit.workspace.configuration.lines import line_of
from corpuskit.workspace.configuration.objections import objection
from corpuskit.workspace.configuration.syntax import syntax_fault

#: A configuration larger than this is a wrong file.
_MOST_BYTES = 4 * 1024 * 1024

#: What a schema cannot say: problems of a file that follows it, from its path, text and content.
Further = Callable[[Path, str, Mapping[str, Any]], list[Problem]]


def load(path: Path, schema: str, further: Further) -> Mapping[str, Any]:
    """The file as a mapping that follows the schema of that name; local dates become ISO strings.

    Raises CorpuskitError (exit 2, 74 where the machine fails) with every problem that the file has.
    """
    return parse(path, text_of(path), schema, further)


def parse(path: Path, text: str, schema: str, further: Further) -> Mapping[str, Any]:
    """The same for text that the file holds, or is to hold."""
    try:
        stated = {key: _plain(value) for key, value in tomllib.loads(text).items()}
        problems = _no_numbers(path, text, stated) or _violations(path, text, stated, schema)
        problems = problems or further(path, text, stated)
    except tomllib.TOMLDecodeError as error:
        fault = syntax_fault(text, error)
        raise wrong(path, fault.reason, fault.remedy, line=fault.line, column=fault.column) from None
    except RecursionError:
        raise wrong(path, "it is nested too deeply to be read", "write it as corpuskit init does") from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise wrong(path, "it holds a number that is too long to be read", "write a shorter number") from None
    if problems:
        raise CorpuskitError(problems, Exit.USAGE)
    return stated


def text_of(path: Path) -> str:
    """What a file holds; raises CorpuskitError where it cannot be read or is not UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise files.unreadable(path, error) from None
    if len(data) > _MOST_BYTES:
        raise wrong(path, "it is larger than any configuration", "keep seeds and configuration apart")
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise wrong(path, "it is not UTF-8", "save it as UTF-8", line=line, byte=error.start) from None


def wrong(path: PathLike, reason: str, remedy: str, **where: Any) -> CorpuskitError:
    """The error (exit 2) for what people keep beside the seeds, or where; ``where`` are parts of a `Place`."""
    found = problem("config-invalid", Place(files.shown_name(path), **where), reason=reason, remedy=remedy)
    return CorpuskitError([found], Exit.USAGE)


def _plain(value: Any) -> Any:
    """TOML's local dates as ISO strings, which is what JSON Schema and the data set know."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value


def _no_numbers(path: Path, text: str, stated: Mapping[str, Any]) -> list[Problem]:
    """A problem for each ``nan``, of which every bound of a schema holds, and then every comparison fails."""
    found: list[Problem] = []
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), stated)]
    while pending:
        where, value = pending.pop()
        if isinstance(value, dict):
            pending += [((*where, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            pending += [((*where, at), inner) for at, inner in enumerate(value)]
        elif value != value:
            found.append(placed(path, text, where, f"{where[-1]} is no number", "give a number"))
    return sorted(found, key=lambda p: p.place.line or 0)


def _violations(path: Path, text: str, stated: Mapping[str, Any], schema: str) -> list[Problem]:
    """Every way in which the file does not follow the schema, in the order of the file."""
    if conforms(stated, contract.schema(schema)):
        return []
    import jsonschema

    checker = jsonschema.Draft202012Validator(
        contract.schema(schema), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    found = []
    for error in checker.iter_errors(stated):
        for where, reason, remedy in objection(error, schema):
            found.append(placed(path, text, where, reason, remedy))
    return sorted(found, key=lambda p: (p.place.line or 0, p.message))


def placed(path: Path, text: str, where: Sequence[str | int], reason: str, remedy: str) -> Problem:
    """A problem at the line that gives a key, by its path through tables and lists; of the whole file at its first."""
    place = Place(files.shown_name(path), line=line_of(text, where) if where else 1)
    return problem("config-invalid", place, reason=reason, remedy=remedy)
