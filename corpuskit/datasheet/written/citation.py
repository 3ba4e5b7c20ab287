"""CITATION.cff: how to cite the data set, with what is stated only; no file where no author is stated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.datasheet.licenses import spdx
from corpuskit.datasheet.stated import Config, day, title
from corpuskit.datasheet.tallies.figures import Figures
from corpuskit.datasheet.written.front_matter import emit


def citation(figures: Figures, config: Config, epoch: str | None) -> str | None:
    """CFF 1.2.0, or None where neither creators nor a maintainer are stated: the format asks for authors.

    Names are not taken apart into given and family names, which nobody stated: each author is an "entity" with a name.
    """
    authors = [_entity(person) for person in config.get("creators", ())]
    if not authors and "maintainer" in config:
        authors = [{"name": config["maintainer"]}]
    if not authors:
        return None
    found: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": config.get("citation") or "If you use this data set, please cite it as below.",
        "type": "dataset",
        "title": title(config, figures),
        "authors": authors,
        "version": config.get("version"),
        "date-released": day(config, epoch),
        "license": spdx(config.get("license")),
        "doi": config.get("doi"),
        "url": config.get("homepage"),
        "repository": config.get("repository"),
        "abstract": config.get("description"),
        "keywords": list(dict.fromkeys(config.get("keywords", ()))),
    }
    return emit({key: value for key, value in found.items() if value})


def _entity(person: Mapping[str, str]) -> dict[str, str]:
    found = {"name": person["name"]}
    if "orcid" in person:
        found["orcid"] = f"https://orcid.org/{person['orcid']}"
    if "email" in person:
        found["email"] = person["email"]
    return found
