"""The reference: a record against the JSON Schema by `jsonschema`, every format asserted, faults in our own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from corpuskit.contract import schema
from corpuskit.formats import FORMATS
from corpuskit.problems import near
from corpuskit.validating.faults import Fault, Pointer, kind, named, quote

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

#: Levels of nesting that are looked into; the schema has four.
DEEPEST = 32
#: Integers travel and are stored as 64 bits.
LARGEST = 2**63 - 1
SURROGATE = re.compile("[\ud800-\udfff]")
JSON_TYPES = {
    "object": "an object",
    "array": "a list",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


@cache
def validator(name: str = "record") -> Draft202012Validator:
    """The reference validator of one of our schemas."""
    return checker(schema(name))


def checker(definition: Mapping[str, Any]) -> Draft202012Validator:
    """A validator that asserts every format. Raises ValueError for a definition with a format that we cannot check."""
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(formats=())
    for form, holds in FORMATS.items():
        formats.checks(form)(_of_strings(holds))
    Draft202012Validator.check_schema(definition)
    if unknown := set(_formats(definition)) - set(FORMATS):
        raise ValueError(f"no checker for format {', '.join(sorted(unknown))}")
    return Draft202012Validator(definition, format_checker=formats)


def faults(record: Any) -> Iterator[Fault]:
    """Everything in which a record (parsed JSON) departs from the schema, in the order of the schema.

    Beyond the schema a record may hold nothing that UTF-8 or 64-bit integers cannot carry.
    """
    if _deeper(record, DEEPEST):
        yield Fault("json-too-deep", (), {"limit": DEEPEST})
        return
    mistyped: set[Pointer] = set()
    incomplete: set[Pointer] = set()
    for error in validator().iter_errors(record):
        pointer = tuple(error.absolute_path)
        if error.validator == "type":
            mistyped.add(pointer)
        elif pointer in mistyped:
            continue  # null where a word of a list is due is one fault, not two
        if error.validator == "required":
            if pointer in incomplete:
                continue
            incomplete.add(pointer)
        yield from _in_words(error, pointer)
    yield from _unstorable(record, ())


def _in_words(error: ValidationError, pointer: Pointer) -> Iterator[Fault]:
    rule, expected, value = error.validator, error.validator_value, error.instance
    told = {"field": named(pointer), "about": error.schema.get("description", "")}
    if rule == "required":
        for name in expected:
            if name not in value:
                about = error.schema["properties"][name].get("description", "")
                there = (*pointer, name)
                yield Fault("schema-missing-field", there, {"field": named(there), "about": about})
    elif rule == "additionalProperties":
        for name in sorted(value.keys() - error.schema["properties"].keys()):
            yield _unknown(name, pointer, list(error.schema["properties"]))
    elif rule == "type":
        told |= {"expected": _types(expected), "found": kind(value)}
        yield Fault("schema-wrong-type", pointer, told)
    elif rule in ("pattern", "format"):
        yield Fault("schema-bad-format", pointer, told | {"value": quote(value), "form": _form(rule, expected)})
    else:
        yield Fault("schema-bad-value", pointer, told | {"value": quote(value), "reason": _reason(rule, expected)})


def _unknown(name: str, pointer: Pointer, known: Sequence[str]) -> Fault:
    close = near(name[:100], known)
    remedy = f"did you mean {close}?" if close else "a field of your own belongs into extra, as a string"
    return Fault(
        "schema-unknown-field", (*pointer, name), {"unknown": quote(name), "in": named(pointer), "remedy": remedy}
    )


def _types(expected: str | Sequence[str]) -> str:
    return " or ".join(JSON_TYPES[name] for name in ([expected] if isinstance(expected, str) else expected))


def _form(rule: str, expected: str) -> str:
    if rule == "format":
        return {
            "date": "a day of the calendar as YYYY-MM-DD",
            "iri": "an absolute address (RFC 3987)",
            "uri": "an absolute URI (RFC 3986)",
        }[expected]
    return "of the form " + expected.removesuffix(r"(?!\n)")


def _reason(rule: str, expected: Any) -> str:
    if rule == "enum":
        return "is none of " + ", ".join(quote(choice) for choice in expected)
    words = {
        "minimum": f"is less than {expected}",
        "maximum": f"is more than {expected}",
        "minLength": "is empty" if expected == 1 else f"is shorter than {expected} characters",
        "const": f"is not {quote(expected)}",
    }
    return words.get(rule, f"breaks the schema's {rule}: {quote(expected)}")


def _deeper(value: Any, limit: int) -> bool:
    """Whether lists and objects lie in each other more than ``limit`` deep, found level by level without recursion."""
    level = [value]
    for _ in range(limit):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [inner for inner in values if isinstance(inner, dict | list)]


def _unstorable(value: Any, pointer: Pointer) -> Iterator[Fault]:
    if isinstance(value, str):
        if SURROGATE.search(value):
            yield Fault("json-lone-surrogate", pointer, {"field": named(pointer), "value": quote(value)})
    elif isinstance(value, int) and abs(value) > LARGEST:
        yield Fault("json-number-too-large", pointer, {"field": named(pointer)})
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if SURROGATE.search(name):
                yield Fault("json-lone-surrogate", pointer, {"field": named(pointer), "value": quote(name)})
            yield from _unstorable(inner, (*pointer, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _unstorable(inner, (*pointer, at))


def _of_strings(holds: Callable[[str], bool]) -> Callable[[object], bool]:
    """A format concerns strings only; other types are the business of ``type``."""
    return lambda value: not isinstance(value, str) or holds(value)


def _formats(definition: Any) -> Iterator[str]:
    if isinstance(definition, Mapping):
        if isinstance(definition.get("format"), str):
            yield definition["format"]
        for inner in definition.values():
            yield from _formats(inner)
