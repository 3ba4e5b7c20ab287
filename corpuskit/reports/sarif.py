"""The report as SARIF 2.1.0 (OASIS), as code scanning takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpuskit.model import Exit, Place, Problem
from corpuskit.problems import codes
from corpuskit.reports import Options
from corpuskit.reports.counting import in_words, worst_first
from corpuskit.reports.fingerprints import fingerprints
from corpuskit.reports.paths import path, uri
from corpuskit.reports.safe import dumps, show
from corpuskit.version import __version__

#: Results of one run that GitHub's code scanning takes.
MOST = 25_000
FINGERPRINT = "corpuskit/v1"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(problems: Sequence[Problem], options: Options) -> str:
    return dumps(log(problems, options), indent=1) + "\n"


def log(problems: Sequence[Problem], options: Options) -> Mapping[str, Any]:
    """The SARIF log; beyond `MOST` results the worst are kept and a notification says what was left out."""
    kept = worst_first(problems)[:MOST]
    order = list(dict.fromkeys(problem.code for problem in kept))
    prints = fingerprints(kept, options)
    rules = {code: _rule(code, next(p for p in kept if p.code == code)) for code in order}
    failed = any(problem.fails(options.strict) for problem in problems)
    invocation: dict[str, Any] = {
        "executionSuccessful": True,
        "exitCode": int(Exit.PROBLEMS if failed else Exit.OK),
    }
    if len(problems) > MOST:
        left = f"{in_words(problems)} in all; the worst {MOST:,} are listed"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": left}}]
    run = {
        "tool": {"driver": {"name": "corpuskit", "semanticVersion": __version__, "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the working directory of corpuskit"}}},
        "invocations": [invocation],
        "results": [
            _result(problem, order.index(problem.code), mark, options)
            for problem, mark in zip(kept, prints, strict=True)
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, example: Problem) -> Mapping[str, Any]:
    """What is known of a code; of a third party's only what the problem says."""
    rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": example.severity}}
    listed = codes().get(code)
    if listed is None:
        return rule
    about = " ".join(listed.about.split())
    rule["shortDescription"] = {"text": about.split(". ")[0].rstrip(".") + "."}
    rule["fullDescription"] = {"text": about}
    rule["help"] = {"text": f"{about} What to do: {listed.hint}." if listed.hint else about}
    return rule


def _result(problem: Problem, rule: int, mark: str, options: Options) -> Mapping[str, Any]:
    text = show(problem.message) + (f"\n{show(problem.hint)}" if problem.hint else "")
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": text},
        "partialFingerprints": {FINGERPRINT: mark},
    }
    location = _location(problem.place, options)
    if location:
        result["locations"] = [location]
    return result


def _location(place: Place, options: Options) -> Mapping[str, Any]:
    location: dict[str, Any] = {}
    file = path(place, options)
    if file is not None:
        reference = uri(file)
        artifact = {"uri": reference}
        if not reference.startswith("file:"):
            artifact["uriBaseId"] = "%SRCROOT%"
        physical: dict[str, Any] = {"artifactLocation": artifact}
        if region := _region(place):
            physical["region"] = region
        location["physicalLocation"] = physical
    if place.record is not None:
        name = show(place.record) + show(place.field or "")
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member" if place.field else "object"}]
    return location


def _region(place: Place) -> Mapping[str, int]:
    region = {}
    if place.line is not None:
        region["startLine"] = place.line
        if place.column is not None:
            region["startColumn"] = place.column
    if place.byte is not None:
        region["byteOffset"] = place.byte
    return region
