"""A record's fields as a person corrects them, with evidence that says so and what stood there before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpuskit.corrections.stanzas import LISTS, Correction
from corpuskit.lexicon.outlets import UNKNOWN, Registry, match_names
from corpuskit.workspace import CORRECTIONS

RULE = "corrected"
_DATES = ("date", "date_partial")


def holds(record: Mapping[str, Any], one: Correction) -> bool:
    """Whether a correction of a field, or of an outlet's entry, says what the record has anyway."""
    if one.kind == "outlet":
        meant = [outlet for outlet in record["outlets"] if outlet["name"] == one.said["outlet"]]
        return all((outlet["id"] or "") == one.said["id"] for outlet in meant)
    name, value = one.said["field"], one.said["value"]
    if name == "date":
        return bool((record["date"] or record["date_partial"] or "") == value)
    if name == "outlets":
        return bool([outlet["name"] for outlet in record["outlets"]] == value)
    return bool((record[name] or type(value)()) == value)


def set_field(record: dict[str, Any], one: Correction, registry: Registry) -> None:
    """Sets a field of a record, in the shape of the JSON, to the value of a correction."""
    name, value = one.said["field"], one.said["value"]
    before = _shown(record, name)
    if name == "date":
        _set_date(record, value)
    elif name == "outlets":
        record[name] = [_outlet(printed, record, registry) for printed in value]
    elif name == "language":
        record[name] = value or "und"
    else:
        record[name] = value if name in LISTS else value or None
    _witness(record, name, one, before)


def name_outlet(record: dict[str, Any], one: Correction) -> bool:
    """Gives an outlet another entry of the registry; False where the record does not credit it."""
    found = False
    for number, outlet in enumerate(record["outlets"]):
        if outlet["name"] != one.said["outlet"]:
            continue
        before = outlet["id"] or "no entry"
        outlet["id"] = one.said["id"] or None
        field = f"outlets[{number}].id"
        record["evidence"] = [entry for entry in record["evidence"] if entry["field"] != field]
        if outlet["id"] is not None:
            record["evidence"].append(_entry(field, one, before))
        else:
            record["evidence"].append(_entry(f"outlets[{number}]", one, before))
        found = True
    return found


def look_up(record: dict[str, Any], registry: Registry) -> None:
    """What the registry knows of the outlets on the record's date, which may have been corrected."""
    day = record["date"] or record["date_partial"]
    for outlet in record["outlets"]:
        entry = registry.outlet(outlet["id"]) if outlet["id"] is not None else None
        outlet["country"] = entry.country if entry else None
        outlet["affiliation"] = registry.reading(outlet["id"], day).affiliation if entry else UNKNOWN


def _set_date(record: dict[str, Any], value: str) -> None:
    record["date"] = value if len(value) == 10 else None
    record["date_partial"] = value if 0 < len(value) < 10 else None
    record["date_precision"] = {10: "day", 7: "month", 4: "year"}.get(len(value))
    record["date_ambiguous"] = False


def _outlet(printed: str, record: Mapping[str, Any], registry: Registry) -> dict[str, Any]:
    day = record["date"] or record["date_partial"]
    found = match_names([printed], registry=registry, date=day, language=record["language"], credit=printed)
    known = found[0] if len(found) == 1 else None
    return {
        "name": printed,
        "id": known.id if known else None,
        "country": known.country if known else None,
        "affiliation": known.affiliation if known else UNKNOWN,
    }


def _shown(record: Mapping[str, Any], name: str) -> str:
    """What stood in a field, as the evidence says it."""
    value = record["date"] or record["date_partial"] if name == "date" else record[name]
    if isinstance(value, list):
        value = "; ".join(item["name"] if isinstance(item, Mapping) else item for item in value)
    return f"“{value}”" if value else "nothing"


def _witness(record: dict[str, Any], name: str, one: Correction, before: str) -> None:
    """Evidence of a correction in place of the former; the bytes that print a date stay evidence of ``date_raw``."""
    kept = []
    for entry in record["evidence"]:
        if entry["field"].split("[")[0] not in (_DATES if name == "date" else (name,)):
            kept.append(entry)
        elif name == "date" and entry["byte_start"] is not None:
            kept.append(entry | {"field": "date_raw"})
    value = record[name]
    if name == "outlets":
        fields = [f"{name}[{number}].name" for number in range(len(value))]
    elif name == "authors":
        fields = [f"{name}[{number}]" for number in range(len(value))]
    else:
        fields = ["date_partial" if name == "date" and record["date_partial"] else name]
    record["evidence"] = kept + [_entry(field, one, before) for field in fields or [name]]


def _entry(field: str, one: Correction, before: str) -> dict[str, Any]:
    """Evidence by a correction: who says so and why, and what it overruled, but for what is private."""
    by = f", {one.by}" if one.by else ""
    source = f"{CORRECTIONS}{by}: {one.reason} (before: {'withheld' if one.said.get('private') else before})"
    return {"field": field, "rule": RULE, "byte_start": None, "byte_end": None, "source": source, "confidence": None}


def withdraw(record: dict[str, Any], corrections: Sequence[Correction]) -> list[Correction]:
    """Marks caveats as withdrawn; returns the corrections of which the record carries no caveat."""
    vain = []
    for one in corrections:
        found = False
        for caveat in record["caveats"]:
            if caveat["code"] == one.said["caveat"] and _speaks_of(one.said.get("passage"), caveat, record["text"]):
                caveat["withdrawn"] = {"reason": one.reason, "by": one.by}
                found = True
        if not found:
            vain.append(one)
    return vain


def _speaks_of(passage: str | None, caveat: Mapping[str, Any], text: str | None) -> bool:
    if passage is None:
        return True
    if caveat["start"] is None or text is None:
        return passage in caveat["statement"]
    return passage in text[caveat["start"] : caveat["end"]]
