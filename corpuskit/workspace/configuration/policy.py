"""What corpus.toml demands of its corpus: the severity of codes, rules of its own, what has to hold of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from corpuskit.conditions import Condition, ConditionError, parse
from corpuskit.flat.columns import RECORDS
from corpuskit.model import Severity
from corpuskit.problems import codes, near

Setting = Literal["error", "warning", "note", "off"]


class OwnRule(NamedTuple):
    """A rule that is a condition: each record of which it holds has a problem."""

    code: str
    where: Condition
    message: str
    hint: str
    severity: Severity


class Requirement(NamedTuple):
    """What has to hold of a share of the rows, in per cent: of at least one, or of at most one."""

    name: str
    that: Condition
    at_least: float
    at_most: float

    @property
    def of_each(self) -> bool:
        """Whether a single row can break it, so that each that does is named."""
        return self.at_least == 100 or self.at_most == 0


class Policy(NamedTuple):
    """All that a corpus.toml demands: the severity of codes, own rules, requirements. Empty for loose files."""

    settings: Mapping[str, Setting] = {}
    rules: tuple[OwnRule, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @property
    def off(self) -> frozenset[str]:
        """Codes that are not reported."""
        return frozenset(code for code, setting in self.settings.items() if setting == "off")


def policy(stated: Mapping[str, Any]) -> Policy:
    """The policy of a configuration that `violations` has nothing against."""
    rules = tuple(_rule(code, entry) for code, entry in stated.get("rules", {}).items())
    requirements = tuple(_requirement(name, entry) for name, entry in stated.get("require", {}).items())
    return Policy(stated.get("problems", {}), rules, requirements)


def _rule(code: str, entry: Mapping[str, Any]) -> OwnRule:
    where = parse(entry["where"])
    return OwnRule(code, where, entry["message"], entry.get("hint", ""), entry.get("severity", "error"))


def _requirement(name: str, entry: Mapping[str, Any]) -> Requirement:
    that = parse(entry["that"], entry.get("of", RECORDS))
    least = entry.get("at_least", 0 if "at_most" in entry else 100)
    return Requirement(name, that, least, entry.get("at_most", 100))


def violations(stated: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """What is wrong beyond the schema: path of the key, reason and remedy of each fault."""
    for code in stated.get("problems", {}):
        if code not in stated.get("rules", {}):
            yield from ((("problems", code), *told) for told in _of_code(code))
    for code, entry in stated.get("rules", {}).items():
        yield from _of_condition(("rules", code, "where"), entry["where"], RECORDS)
    for name, entry in stated.get("require", {}).items():
        yield from _of_condition(("require", name, "that"), entry["that"], entry.get("of", RECORDS))
        if entry.get("at_least", 0) > entry.get("at_most", 100):
            yield ("require", name), "at_least is more than at_most: no corpus fulfils it", "give one of the two"
        if 0 < (least := entry.get("at_least", 100)) < 1:
            remedy = f"a share of {least:g} is at_least = {100 * least:g}"
            yield ("require", name, "at_least"), f"at_least is in per cent, and {least:g} % is next to none", remedy


def _of_code(code: str) -> Iterator[tuple[str, str]]:
    """Why the severity of a code cannot be set, if it cannot."""
    if "/" in code:
        return  # a third party's, which may not be installed here
    listed = codes().get(code)
    known = [name for name, entry in codes().items() if entry.kind == "problem" and not entry.stops]
    if listed is None:
        close = near(code, known)
        yield f"there is no problem {code!r}", f"did you mean {close}?" if close else "docs/problems.md lists them"
    elif listed.kind == "caveat":
        yield f"{code} is a caveat, which stays with its record", "withdraw it in corrections.toml where it is wrong"
    elif listed.stops:
        yield f"{code} stops what meets it, so that its severity cannot be changed", "remove the line"


def _of_condition(
    path: tuple[str | int, ...], text: str, table: str
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    try:
        parse(text, table)
    except ConditionError as error:
        yield path, error.reason, error.hint
