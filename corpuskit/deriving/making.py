"""Writes a corpus that is made from finished ones, through the same door as a build."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpuskit import packaging, withholding
from corpuskit.datasheet import About, Measures
from corpuskit.datasheet.tallies.measures import ViewFacts, ViewKey
from corpuskit.deriving.source import Source
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import CorpuskitError, PathLike
from corpuskit.packaging import Facts, Manifest, Part, jsonl
from corpuskit.packaging.outside import as_table
from corpuskit.packaging.pages import documented
from corpuskit.packaging.passing import checked
from corpuskit.validating import Context, Findings
from corpuskit.version import __version__

#: Keys of corpus.toml that are one edition's own: a part of it, or a sum, is another.
OWN = frozenset({"version", "released", "doi", "citation"})
#: Options of a build that hold as long as texts are missing.
RELEASE = ("withhold_text", "features")


@dataclass(frozen=True)
class Plan:
    """What a corpus is made of, beside its records and outside spans.

    ``places`` are the lines of withheld.jsonl, ``withheld`` is what the manifest says of them, None where all texts are
    there. ``features`` are the lines of features.jsonl, None where that is not written. ``how`` is the command and its
    arguments; None for a corpus that has the same records as its source.
    """

    sources: Sequence[Source]
    stated: Mapping[str, Any]
    seeds: Sequence[packaging.SeedFacts]
    how: Mapping[str, str] | None = None
    also: Collection[str] = ()
    withheld: Mapping[str, Any] | None = None
    places: Sequence[Mapping[str, Any]] = field(default_factory=list)
    features: Sequence[Mapping[str, Any]] | None = None


def make(dist: PathLike, parts: Iterable[Part], plan: Plan) -> Manifest:
    """Writes the parts of a corpus to ``dist``, validated as they pass.

    Raises CorpuskitError when the records do not hold together, or the folder cannot be written; ``dist`` is then as it
    was.
    """
    measures = Measures()
    _add_seeds(measures, plan)
    made_from = _made_from(plan)
    return packaging.package(
        dist,
        _checked(parts, measures),
        facts=lambda: _facts(plan, made_from),
        pages=lambda written: documented(
            written, measures, plan.stated, _about(plan, made_from), plan.also, _further(plan)
        ),
        without=_without(plan) & {"jsonl"},
        also=plan.also,
    )


def _checked(parts: Iterable[Part], measures: Measures) -> Iterator[Part]:
    """The parts as they pass schema and rules, counted; raises CorpuskitError at the end for what breaks them."""
    findings = Findings()
    for part in checked(parts, Context(), findings):
        measures.add(part.records)
        measures.add_outside(as_table(part.outside))
        yield part
    errors = [found for found in findings.problems() if found.severity == "error"]
    if errors:
        raise CorpuskitError(errors)


def _add_seeds(measures: Measures, plan: Plan) -> None:
    """What the datasheets of the sources say of the seeds."""
    told = {seed["file"]: seed for source in plan.sources for seed in source.datasheet["figures"]["seeds"]}
    for seed in plan.seeds:
        where, said = ViewKey(seed.file, seed.view), told.get(seed.file, {})
        measures.seeds[where] = ViewFacts(
            seed.view_bytes,
            seed.sha256,
            seed.view_sha256,
            seed.encoding,
            seed.encoding_rule,
            seed.encoding_confidence,
            said.get("stated", {}),
        )
        if said.get("export"):
            measures.statements[where] = dict(said["export"])


def _made_from(plan: Plan) -> Mapping[str, Any] | None:
    if plan.how is None:
        found: Mapping[str, Any] | None = plan.sources[0].content.get("made_from")
        return found
    return {"how": dict(plan.how), "sources": [source.told() for source in plan.sources]}


def _facts(plan: Plan, made_from: Mapping[str, Any] | None) -> Facts:
    first = plan.sources[0].content
    options = {name: value for name, value in first["options"].items() if name not in ("also", *RELEASE)}
    if plan.withheld is not None:
        options |= {"withhold_text": True} | ({"features": True} if plan.features is not None else {})
    registries: dict[str, str] = {}
    for source in plan.sources:
        for name, version in source.content["registries"].items():
            known = registries.setdefault(name, version)
            registries[name] = known if version in known.split(", ") else f"{known}, {version}"
    corrections = {source.content.get("corrections_sha256") for source in plan.sources}
    return Facts(
        plan.seeds,
        plan.stated,
        options,
        registries,
        corrections.pop() if len(corrections) == 1 else None,
        plan.withheld,
        first["configuration_sha256"] if plan.how is None else None,
        made_from,
    )


def _about(plan: Plan, made_from: Mapping[str, Any] | None) -> About:
    registry = copy.copy(Registry.load())
    registry.version = ", ".join(
        sorted({source.content["registries"].get("outlets", registry.version) for source in plan.sources})
    )
    problems = Counter[str]()
    extensions: dict[str, str] = {}
    for source in plan.sources:
        problems |= Counter(source.datasheet.get("problems", {}))
        extensions |= source.content["extensions"]
    return About(__version__, registry, _without(plan), problems, extensions, made_from=made_from)


def _without(plan: Plan) -> frozenset[str]:
    """Steps that any of the sources left out."""
    return frozenset(step for source in plan.sources for step in source.content["options"].get("without", ()))


def _further(plan: Plan) -> dict[str, tuple[bytes, str]]:
    if plan.withheld is None:
        return {}
    numbers = None if plan.features is None else jsonl.lines(plan.features)
    return withholding.further(jsonl.lines(plan.places), numbers)
