"""NAME.layout.toml: layouts that a person has written, and the seeds that are laid out so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpuskit.model import CorpuskitError, Exit, Problem, Seed
from corpuskit.workspace.configuration import config, stated

SUFFIX = ".layout.toml"


def load(path: Path) -> Mapping[str, Any]:
    """The content of a file; raises CorpuskitError (exit 2) with every mistake in it."""
    return stated.load(path, "layout", _mistakes)


def _mistakes(path: Path, text: str, content: Mapping[str, Any]) -> list[Problem]:
    """A credit needs patterns and fields need labels. Where neither a separator nor a credit at the foot tells where an
    article begins, one of them has to be in every head.
    """
    head, found = content["head"], []
    for kind, named, remedy in (("credit", "a credit", "credit = […]"), ("fields", "fields", "[fields]")):
        place = next((key for key in ("head", "foot") if {kind, kind + "?"} & {*content.get(key, ())}), None)
        if place is not None and kind not in content:
            reason = f"{place} has {named} and none {'is' if kind == 'credit' else 'are'} described"
            found.append(stated.placed(path, text, (place,), reason, f"add {remedy}"))
    if not {"credit", "fields"} & {*head} and not {"separator", "foot"} & {*content}:
        reason = "nothing says where an article begins"
        found.append(stated.placed(path, text, ("head",), reason, 'add separator = "…", or "credit" to head or foot'))
    return found


def applied(folder: Path, seeds: Sequence[Seed]) -> tuple[list[Seed], dict[str, Mapping[str, Any]]]:
    """The seeds with the written layouts that they have (``own_layout``: name and content), and all layouts by name.

    A seed has the layout that corpus.toml names, else the one whose ``seeds`` it fits. Raises CorpuskitError for a
    mistake in a file, and for one whose patterns fit no seed.
    """
    paths = sorted(path for path in folder.glob("*" + SUFFIX) if not path.name.startswith("."))
    written = {path.name.removesuffix(SUFFIX): load(path) for path in paths}
    fitting: dict[str, str] = {}
    for name, content in written.items():
        found = [seed.name for seed in seeds for pattern in content.get("seeds", ()) if config.fits(pattern, seed.name)]
        if "seeds" in content and not found:
            path = folder / f"{name}{SUFFIX}"
            reason, remedy = "seeds fits no seed", "name a path below seeds/, or a pattern such as *.txt"
            raise CorpuskitError([stated.placed(path, stated.text_of(path), ("seeds",), reason, remedy)], Exit.USAGE)
        for fits in found:
            fitting.setdefault(fits, name)
    described = []
    for seed in seeds:
        own = seed.settings.get("layout") or fitting.get(seed.name)
        if own in written:
            settings = {**seed.settings, "layout": own, "own_layout": {"name": own, **written[own]}}
            described.append(seed._replace(settings=settings))
        else:
            described.append(seed)
    return described, written
