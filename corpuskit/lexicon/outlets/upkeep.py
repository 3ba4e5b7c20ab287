"""Keeping a registry: finding every error in a registry file, and the stanza to fill in for an outlet that it lacks."""

from __future__ import annotations

import json
import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.lexicon.outlets import names
from corpuskit.lexicon.outlets.matching import match_names
from corpuskit.lexicon.outlets.registry import PACKAGED, Registry, RegistryError, read_file
from corpuskit.model import CorpuskitError, Exit, Place, Problem
from corpuskit.problems import failure, problem
from corpuskit.workspace.configuration.lines import line_of
from corpuskit.workspace.configuration.syntax import syntax_fault


class Fault(NamedTuple):
    """What is wrong with a registry file; ``place`` is the entry or key (``outlets/rt/periods/0``)."""

    place: str
    message: str
    line: int | None = None  #: in a TOML file, where the entry or key stands


def problems_of(path: Path, base: Registry | None = None) -> list[Problem]:
    """`check`, as problems to print. Raises CorpuskitError where the file cannot be read."""
    name = os.fspath(path)
    try:
        faults = check(path, base)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        code = Exit.USAGE if isinstance(error, FileNotFoundError | IsADirectoryError) else Exit.MACHINE
        raise failure("unreadable", Place(name), code, what=name, reason=reason, remedy="check the path") from error
    return [
        problem("registry-invalid", Place(name, fault.line), of=fault.place, reason=fault.message) for fault in faults
    ]


def laid_over(*paths: Path) -> Registry:
    """The packaged registry with files of the user's own over it, each checked before it is used.

    Raises CorpuskitError (exit 2) with every fault of the first file that has one, and for a file that cannot be read.
    """
    registry = Registry.load()
    for number, path in enumerate(paths, 1):
        found = problems_of(path, registry)
        if found:
            raise CorpuskitError(found, Exit.USAGE)
        registry = Registry.load(*paths[:number])
    return registry


def check(path: Path, base: Registry | None = None) -> list[Fault]:
    """Every fault of a registry file: against the schema, then names, domains and ids that clash.

    ``base`` is the registry that the file is to be laid over; without it the file has to be complete in itself, but for
    assertions, whose outlets may lie in another file. Raises OSError where the file cannot be read.
    """
    try:
        data = read_file(path)
    except RegistryError as error:
        return [_unread(path, error)]
    faults = list(_against_schema(data)) or [*_clashes(data, base), *_unopened(data, path)]
    return faults if path.suffix == ".json" or not faults else _with_lines(faults, path.read_text("utf-8"), data)


def _unread(path: Path, error: RegistryError) -> Fault:
    """Why a file is no registry, with the line where it is no TOML."""
    if not isinstance(error.__cause__, tomllib.TOMLDecodeError):
        return Fault(path.name, str(error).removeprefix(f"{path.name}: "))
    found = syntax_fault(path.read_text("utf-8"), error.__cause__)
    return Fault(path.name, f"{found.reason}; {found.remedy}", found.line)


def _with_lines(faults: list[Fault], text: str, data: Mapping[str, Any]) -> list[Fault]:
    """The faults with the line of the longest part of their place that stands in the file."""
    outlets = data.get("outlets")
    listed = outlets if isinstance(outlets, list) else []
    ids = [outlet.get("id") if isinstance(outlet, dict) else None for outlet in listed]
    found = []
    for fault in faults:
        path: list[str | int] = [int(step) if step.isdecimal() else step for step in fault.place.split("/")]
        if path[0] == "outlets" and len(path) > 1 and path[1] in ids:
            path[1] = len(ids) - 1 - ids[::-1].index(path[1])  # of an id that stands twice, the second
        while path and (line := line_of(text, path)) is None:
            path.pop()
        found.append(fault._replace(line=line if path else None))
    return found


def _against_schema(data: Mapping[str, Any]) -> Iterator[Fault]:
    from jsonschema import Draft202012Validator

    from corpuskit.contract import schema
    from corpuskit.workspace.configuration.objections import dotted, objection

    errors = Draft202012Validator(schema("outlet-registry")).iter_errors(data)
    found = (
        Fault(_place(data, list(path)), f"{said.removeprefix(f'{dotted(path)}: ')}; {remedy}")
        for error in sorted(errors, key=lambda one: [str(step) for step in one.absolute_path])
        for path, said, remedy in objection(error, "outlet-registry")
    )
    yield from dict.fromkeys(found)  # of several keys that lack, each is told as one fault of all


def _place(data: Mapping[str, Any], path: list[str | int]) -> str:
    """A path into the data, with outlets by their id where they have one."""
    if len(path) > 1 and path[0] == "outlets" and isinstance(path[1], int):
        outlet = data["outlets"][path[1]]
        if isinstance(outlet, dict):
            path = ["outlets", outlet.get("id", path[1]), *path[2:]]
    return "/".join(str(step) for step in path) or "(file)"


def _unopened(data: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Rows marked as unopened, which only the packaged registry may have: whoever adds a row has opened its page."""
    if path.resolve().parent == PACKAGED.resolve():
        return
    message = "'unopened' is for rows of the packaged registry; keep the page, the day and the words in 'seen'"
    for outlet in data.get("outlets", ()):
        for number, period in enumerate(outlet.get("periods", ())):
            if "unopened" in period:
                yield Fault(f"outlets/{outlet['id']}/periods/{number}/unopened", message)
    for number, assertion in enumerate(data.get("assertions", ())):
        if "unopened" in assertion:
            yield Fault(f"assertions/{number}/unopened", message)


def _clashes(data: Mapping[str, Any], base: Registry | None) -> Iterator[Fault]:
    outlets: list[dict[str, Any]] = data.get("outlets", [])
    known = set(base.entries) if base is not None else set()
    here = {outlet["id"] for outlet in outlets}
    for outlet_id, count in Counter(outlet["id"] for outlet in outlets).items():
        if count > 1:
            yield Fault(f"outlets/{outlet_id}", f"the id stands {count} times")
    for outlet in outlets:
        place = f"outlets/{outlet['id']}"
        if outlet["id"] not in known:
            for key in ("names", "periods"):
                if key not in outlet:
                    yield Fault(place, f"a new outlet needs {key!r}")
        if outlet.get("parent") is not None and outlet["parent"] not in here | known:
            yield Fault(f"{place}/parent", f"no outlet {outlet['parent']!r}")
    if base is not None:
        for number, assertion in enumerate(data.get("assertions", [])):
            if assertion["outlet"] not in here | known:
                yield Fault(f"assertions/{number}", f"no outlet {assertion['outlet']!r}")
    yield from _shared(outlets, base)


def _shared(outlets: list[dict[str, Any]], base: Registry | None) -> Iterator[Fault]:
    """Names that mean two outlets, and domains of two outlets."""
    named: dict[str, str] = {}
    at: dict[str, str] = {}
    for entry in base or ():
        named.update({names.key(name): entry.id for name in (*entry.names, *entry.names_in_context)})
        at.update(dict.fromkeys((*entry.domains, *entry.domains_unverified), entry.id))
    for outlet in outlets:
        for name in (*outlet.get("names", ()), *outlet.get("names_in_context", ())):
            other = named.setdefault(names.key(name), outlet["id"])
            if other != outlet["id"]:
                yield Fault(
                    f"outlets/{outlet['id']}", f"{name!r} also means {other!r}; list it under names_with_clue of both"
                )
        for domain in (*outlet.get("domains", ()), *outlet.get("domains_unverified", ())):
            other = at.setdefault(domain, outlet["id"])
            if other != outlet["id"]:
                yield Fault(f"outlets/{outlet['id']}", f"domain {domain!r} is also of {other!r}")


class Missing(NamedTuple):
    """A credited name that the registry does not list, and how many records credit it."""

    name: str
    records: int


def missing(credited: Iterable[str], registry: Registry) -> list[Missing]:
    """Credited names (one for each record that prints it) that the registry lacks, the most frequent first."""
    lacking: Counter[str] = Counter()
    for name, records in Counter(credited).items():
        for outlet in match_names([name], registry=registry, date="9999-12-31"):
            if outlet.id is None and outlet.rule in ("not-listed", "ambiguous"):
                lacking[outlet.name] += records
    return [Missing(name, records) for name, records in sorted(lacking.items(), key=lambda one: (-one[1], one[0]))]


def stanza(name: str) -> str:
    """A TOML entry to fill in for an outlet, ready for a registry file beside the seeds.

    It is valid as it stands and claims nothing: the affiliation stays unknown until a source is filled in.
    """
    quoted = json.dumps(name, ensure_ascii=False)
    return f"""\
[[outlets]]
id = {json.dumps(_id(name))}
names = [{quoted}]
# domains = ["example.org"]
# country = "XX"                # ISO 3166-1 alpha-2

[[outlets.periods]]
affiliation = "unknown"         # see docs/registry.md for the words and the rule of each
act = "report"                  # what kind of statement this is: classification, statute, self-description, …
authority = "not looked up"     # who says so
says = "nothing is known yet"   # what is said
citation = "none"               # where it can be read
# date = "2024-01-31"           # when it was said; needed for every word that states a tie to a state
confidence = "low"
# [[outlets.periods.seen]]      # each page that was opened, the day, and at most 25 of its words: needed for every
#                               # affiliation but unknown
# address = "https://example.org/about"
# date = "2024-02-01"
# words = "as they stand there"
"""


def _id(name: str) -> str:
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in names.folded(name)).split()
    return "-".join(words[:10]) or "outlet"
