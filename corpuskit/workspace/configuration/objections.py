"""What a violation of the schema of corpus.toml or its like means, in the words of someone who writes the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpuskit.problems import near

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Path = tuple[str | int, ...]

#: Known keys that a message lists.
MOST_KNOWN = 20

_KINDS = {
    "string": "text in quotes",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list in square brackets",
    "object": "a table",
}


def objection(error: ValidationError, of: str) -> Iterator[tuple[Path, str, str]]:
    """Path of the key, what is wrong, and what to do: one for each key that is at fault; ``of`` names the schema."""
    path: Path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown(error, path)
    elif error.validator == "required":
        lacking = [key for key in error.validator_value if key not in error.instance]
        reason = f"{dotted(path) or 'the file'} has no {' and no '.join(lacking)}"
        yield path, reason, f"add {lacking[0]} = {_example(error.schema, lacking[0])}"
    else:
        yield path, f"{dotted(path)}: {_fault(error)}", _remedy(error, of)


def _example(schema: Mapping[str, Any], key: str) -> str:
    """What a key may be given, as it is written; three dots where the schema has no example."""
    examples: Sequence[Any] = schema.get("properties", {}).get(key, {}).get("examples", ())
    return _shown(examples[0]) if examples else "…"


def _unknown(error: ValidationError, path: Path) -> Iterator[tuple[Path, str, str]]:
    schema: Mapping[str, Any] = error.schema
    known = list(schema.get("properties", {}))
    if "patternProperties" in schema:
        extra = [key for key in error.instance if not any(re.search(one, key) for one in schema["patternProperties"])]
        yield from (((*path, key), f"{dotted((*path, key))} cannot be a key", schema["x-keys"]) for key in extra)
        return
    for key in error.instance:
        if key not in known:
            close = near(key, known)
            listed = ", ".join(known[:MOST_KNOWN]) + (" and more" if len(known) > MOST_KNOWN else "")
            remedy = f"did you mean {close}?" if close else f"known keys are {listed}"
            yield (*path, key), f"unknown key {dotted((*path, key))}", remedy


def _fault(error: ValidationError) -> str:
    value = error.instance
    match error.validator:
        case "type":
            return f"has to be {_KINDS.get(error.validator_value, error.validator_value)}, not {_shown(value)}"
        case "enum":
            listed = ", ".join(one or '""' for one in error.validator_value)
            return f"has to be one of {listed}, not {_shown(value)}"
        case "const":
            return f"has to be {_shown(error.validator_value)} here, not {_shown(value)}"
        case "minLength":
            return "is empty"
        case "maximum":
            return f"has to be at most {error.validator_value}, not {_shown(value)}"
        case "minimum":
            return f"has to be at least {error.validator_value}, not {_shown(value)}"
        case "format":
            return f"{_shown(value)} is not a valid {_FORMATS.get(error.validator_value, error.validator_value)}"
        case "maxLength":
            return f"is longer than {error.validator_value} characters"
        case _:
            return f"{_shown(value)} is not written as it has to be"


_FORMATS = {"date": "day (2024-11-30)", "uri": "address (https://…)", "email": "e-mail address"}


def _remedy(error: ValidationError, of: str) -> str:
    schema: Mapping[str, Any] = error.schema
    if (
        error.validator == "enum"
        and isinstance(error.instance, str)
        and (close := near(error.instance, schema["enum"]))
    ):
        return f"did you mean {close}?"
    examples: Sequence[Any] = schema.get("examples", ())
    text: str = schema.get("description", f"see `corpuskit schema {of}`")
    return f"{text} Example: {_shown(examples[0])}" if examples else text


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}…"' if len(value) > 60 else f'"{value}"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value[:5]) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def dotted(path: Path) -> str:
    """A path as it is written in TOML: ``creators[1].orcid`` (counted from 1, as people count)."""
    shown = ""
    for step in path:
        if isinstance(step, int):
            shown += f"[{step + 1}]"
        else:
            plain = step.replace("-", "").replace("_", "").isalnum() and step.isascii()
            shown += ("." if shown else "") + (step if plain else f'"{step}"')
    return shown
