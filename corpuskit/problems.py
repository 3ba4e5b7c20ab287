"""The one list of problem and caveat codes (problems.toml), and how a problem is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from corpuskit.model import CorpuskitError, Exit, Place, Problem, Severity
from corpuskit.ready import read_list

LIST = Path(__file__).with_name("problems.toml")


class Code(NamedTuple):
    """An entry of problems.toml.

    ``message`` and ``hint`` are format strings filled with the values that `problem` is given; ``about`` says in a few
    sentences what the code means and what to do (``corpuskit explain CODE``). No policy can change the severity of one
    that ``stops``: what meets it cannot go on.
    """

    code: str
    kind: Literal["problem", "caveat"]
    severity: Severity
    message: str
    hint: str
    about: str
    stops: bool = False


@cache
def codes() -> Mapping[str, Code]:
    """Every code, in the order of the file."""
    listed = read_list(LIST)
    return {
        code: Code(
            code,
            entry["kind"],
            cast(Severity, entry["severity"]),
            entry["message"],
            entry.get("hint", ""),
            entry["about"].strip(),
            entry.get("stops", False),
        )
        for code, entry in listed.items()
    }


def stops(code: str) -> bool:
    """Whether what meets a code cannot go on; never of a third party's."""
    listed = codes().get(code)
    return listed is not None and listed.stops


def problem(code: str, place: Place = Place(), **values: Any) -> Problem:  # noqa: B008  Place is frozen
    """A problem of the listed code at a place; ``values`` fill its message and hint.

    A third party's code (``vendor/code``) is not listed: its values are ``message`` and, if wanted, ``hint`` and
    ``severity`` (a warning without). Raises KeyError when the code is not in problems.toml or a value is missing: both
    are faults of the caller.
    """
    if "/" in code:
        return Problem(code, values.get("severity", "warning"), values["message"], values.get("hint", ""), place)
    entry = codes()[code]
    return Problem(code, entry.severity, entry.message.format(**values), entry.hint.format(**values), place)


def failure(
    code: str,
    place: Place = Place(),  # noqa: B008  Place is frozen
    exit_code: Exit = Exit.PROBLEMS,
    **values: Any,
) -> CorpuskitError:
    """An error of one problem, ready to be raised."""
    return CorpuskitError([problem(code, place, **values)], exit_code)


def wrong_option(reason: str, known: str, place: Place = Place()) -> CorpuskitError:  # noqa: B008  Place is frozen
    """The error (exit 2) for what is asked and cannot be had; ``known`` says what can."""
    return failure("wrong-option", place, Exit.USAGE, reason=reason, known=known)


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, for a hint; None where none is like it."""
    listed = list(known)
    folded = {name.casefold().replace("_", "").replace("-", ""): name for name in listed}
    key = word.casefold().replace("_", "").replace("-", "")
    if key in folded:
        return folded[key]
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, listed, 1, 0.6)), None)
