"""corpus.toml: read, checked against its schema, and applied to the seeds; each error names line and remedy."""

from __future__ import annotations

import datetime
import fnmatch
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpuskit.model import CorpuskitError, Exit, Place, Problem, Seed
from corpuskit.problems import problem
from corpuskit.workspace import files, licenses
from corpuskit.workspace.lines import line_of
from corpuskit.workspace.objections import near, objection

_PLACE = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")
_END = re.compile(r" \(at end of document\)$")
#: A configuration larger than this is a wrong file.
_MOST_BYTES = 4 * 1024 * 1024


def load(path: Path) -> Mapping[str, Any]:
    """corpus.toml as a mapping that follows its schema; local dates become ISO strings.

    Raises CorpuskitError (exit 2, 74 where the machine fails) with every problem that the file has.
    """
    text = _text(path)
    try:
        stated = {key: _plain(value) for key, value in tomllib.loads(text).items()}
        problems = _violations(path, text, stated) or [*_spans(path, text, stated), *_licenses(path, text, stated)]
    except tomllib.TOMLDecodeError as error:
        raise _syntax(path, text, str(error)) from None
    except RecursionError:
        raise _wrong(path, "it is nested too deeply to be read", "write it as corpuskit init does") from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise _wrong(path, "it holds a number that is too long to be read", "write a shorter number") from None
    if problems:
        raise CorpuskitError(problems, Exit.USAGE)
    return stated


def describe(seeds: Sequence[Seed], stated: Mapping[str, Any], path: Path) -> list[Seed]:
    """The seeds with what [seeds] states of them; later tables win key by key.

    Raises CorpuskitError when a table fits no seed, which is a misspelt name.
    """
    tables: Mapping[str, Mapping[str, Any]] = stated.get("seeds", {})
    settings: list[dict[str, Any]] = [{} for _ in seeds]
    unused: list[str] = []
    for pattern, table in tables.items():
        fitting = [i for i, seed in enumerate(seeds) if fits(pattern, seed.name)]
        for i in fitting:
            settings[i].update(table)
        if not fitting:
            unused.append(pattern)
    if unused:
        text = _text(path)
        names = [seed.name for seed in seeds]
        raise CorpuskitError([_fits_none(path, text, pattern, names) for pattern in unused], Exit.USAGE)
    return [Seed(seed.name, seed.path, own) for seed, own in zip(seeds, settings, strict=True)]


def fits(pattern: str, name: str) -> bool:
    """Whether a path below seeds/ is the one meant, or fits the pattern: * and ? within a folder, ** across folders."""
    return pattern == name or _fits(pattern.split("/"), name.split("/"))


def _fits(pattern: list[str], parts: list[str]) -> bool:
    """Each row says which beginnings of the path the pattern's folders so far fit: no backtracking."""
    row = [True] + [False] * len(parts)
    for wanted in pattern:
        if wanted == "**":
            first = row.index(True) if True in row else len(row)
            row = [i >= first for i in range(len(row))]
        else:
            row = [False, *(row[i] and fnmatch.fnmatchcase(part, wanted) for i, part in enumerate(parts))]
    return row[-1]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise files.unreadable(path, error) from None
    if len(data) > _MOST_BYTES:
        raise _wrong(path, "it is larger than any configuration", "keep seeds and configuration apart")
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _wrong(path, "it is not UTF-8", "save it as UTF-8", line=line, byte=error.start) from None


def _syntax(path: Path, text: str, message: str) -> CorpuskitError:
    line, column = text.count("\n") + 1, None
    if found := _PLACE.search(message):
        line, column = int(found[1]), int(found[2])
    reason = _END.sub("", _PLACE.sub("", message))
    reason = reason[:1].lower() + reason[1:]
    return _wrong(path, f"it is not TOML: {reason}", _toml_hint(text, line), line=line, column=column)


def _toml_hint(text: str, line: int) -> str:
    lines = text.split("\n")
    written = lines[line - 1].strip() if line <= len(lines) else ""
    key, equals, value = (part.strip() for part in written.partition("="))
    if any(sign in written for sign in "“”„‘’"):
        return "use straight quotes: \" or '"
    if equals and value and value[0] not in "\"'[{0123456789+-tf":
        return f'text stands in quotes: {key} = "{value}"' if '"' not in value else "text stands in quotes"
    return "see https://toml.io, or the commented file that `corpuskit init` writes"


def _wrong(path: Path, reason: str, remedy: str, **where: Any) -> CorpuskitError:
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


def _violations(path: Path, text: str, stated: Mapping[str, Any]) -> list[Problem]:
    """Every way in which the file does not follow the schema, in the order of the file."""
    import jsonschema

    from corpuskit import contract

    checker = jsonschema.Draft202012Validator(
        contract.schema("corpus"), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    found = []
    for error in checker.iter_errors(stated):
        for where, reason, remedy in objection(error):
            found.append(_placed(path, text, where, reason, remedy))
    return sorted(found, key=lambda p: (p.place.line or 0, p.message))


def _spans(path: Path, text: str, stated: Mapping[str, Any]) -> list[Problem]:
    """Days in ``collected`` that no calendar has, and ranges that end before they begin."""
    tables = {("seeds", name): table for name, table in stated.get("seeds", {}).items()}
    found = []
    for where, table in [((), stated), *tables.items()]:
        value = table.get("collected")
        if value is not None and (wrong := _wrong_span(value)):
            remedy = 'a range is written "2024-09-01/2024-11-30"'
            found.append(_placed(path, text, (*where, "collected"), wrong, remedy))
    return found


def _licenses(path: Path, text: str, stated: Mapping[str, Any]) -> list[Problem]:
    """Licences that SPDX does not know."""
    found = []
    for term in licenses.unknown(stated.get("license", "")):
        close = near(term, licenses.listed())
        meant = f"did you mean {close}? " if close else ""
        remedy = f"{meant}https://spdx.org/licenses has the list; a licence of one's own is written LicenseRef-name"
        found.append(_placed(path, text, ("license",), f'license: SPDX has no licence "{term}"', remedy))
    return found


def _wrong_span(value: str) -> str | None:
    ends = value.split("/")
    for end in ends:
        try:
            datetime.date.fromisoformat((end + "-01-01")[:10])
        except ValueError:
            return f"collected: {end} is not a day of the calendar"
    first, last = ends[0], ends[-1]
    shared = min(len(first), len(last))
    return f"collected: {value} ends before it begins" if last[:shared] < first[:shared] else None


def _fits_none(path: Path, text: str, pattern: str, names: list[str]) -> Problem:
    close = near(pattern, names)
    remedy = f'did you mean [seeds."{close}"]?' if close else "name a path below seeds/, or a pattern such as *.txt"
    return _placed(path, text, ("seeds", pattern), f'[seeds."{pattern}"] fits no seed', remedy)


def _placed(path: Path, text: str, where: Sequence[str | int], reason: str, remedy: str) -> Problem:
    place = Place(files.shown_name(path), line=line_of(text, where))
    return problem("config-invalid", place, reason=reason, remedy=remedy)
