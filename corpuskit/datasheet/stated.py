"""What corpus.toml states, as text: the answers of the maintainer, and nothing that they did not say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpuskit.counting import counted
from corpuskit.datasheet.blocks import listed
from corpuskit.datasheet.tallies.figures import Figures
from corpuskit.datasheet.wording import say

Config = Mapping[str, Any]

#: How plain keys are introduced; the text after it is the maintainer's.
_LEAD = {
    "maintainer": "",
    "contact": "",
    "collected": "Collected: ",
    "released": "Released: ",
    "license": "Licence of the compilation (it says nothing about the articles themselves): ",
    "doi": "DOI: https://doi.org/",
    "homepage": "Page: ",
    "repository": "Seeds, configuration and history: ",
}


def stated(question: str, keys: Iterable[str], config: Config, figures: Figures) -> str | None:
    """What the maintainer says of a question: the key under [datasheet] first, then further keys; None for nothing."""
    parts = [config.get("datasheet", {}).get(question), *(_of_key(key, config, figures) for key in keys)]
    return "\n\n".join(part for part in parts if part) or None


def _of_key(key: str, config: Config, figures: Figures) -> str | None:
    if key.startswith("seeds."):
        return _of_seeds(key.removeprefix("seeds."), figures)
    value = config.get(key)
    if not value:
        return None
    if key == "creators":
        return "\n".join(f"- {creator(person)}" for person in value)
    if key == "funding":
        return "\n".join(f"- {part['funder']}" + (f", {part['grant']}" if "grant" in part else "") for part in value)
    return _LEAD[key] + str(value)


def creator(person: Mapping[str, str]) -> str:
    """A creator in one line: name, affiliation, ORCID iD and address, as far as stated."""
    parts = [person["name"], person.get("affiliation"), person.get("email")]
    if orcid := person.get("orcid"):
        parts.append(f"https://orcid.org/{orcid}")
    return ", ".join(part for part in parts if part)


def _of_seeds(key: str, figures: Figures) -> str | None:
    """What is stated of seeds one by one, the same words once with the seeds to which they apply."""
    files: dict[str, list[str]] = {}
    for seed in figures["seeds"]:
        if key in seed["stated"]:
            files.setdefault(seed["stated"][key], []).append(seed["file"])
    if not files:
        return None
    if len(files) == 1 and len(next(iter(files.values()))) == len(figures["seeds"]):
        return next(iter(files))
    return "\n".join(f"- {listed(names, 5)}: {value}" for value, names in files.items())


def title(config: Config, figures: Figures) -> str:
    """The title as stated, else the name, else what the corpus is."""
    found = config.get("title") or config.get("name")
    return str(found) if found else say("page", "untitled", records=counted(figures["records"], "record"))


def day(config: Config, epoch: str | None) -> str | None:
    """The day of release as stated, else that of SOURCE_DATE_EPOCH; never the clock's."""
    return config.get("released") or epoch
