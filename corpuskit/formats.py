"""The formats of strings that the schemas name: what is a date, what is an address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_date(text: str) -> bool:
    """RFC 3339 full-date: a day that the calendar has."""
    if _DATE.fullmatch(text) is None:
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_uri(text: str) -> bool:
    """RFC 3986 URI, by its grammar."""
    from rfc3986_validator import validate_rfc3986  # type: ignore[import-untyped]

    return "\n" not in text and bool(validate_rfc3986(text, rule="URI"))


def is_iri(text: str) -> bool:
    """An absolute IRI (RFC 3987): what is a URI once its letters beyond ASCII are percent-encoded (section 3.1)."""
    from urllib.parse import quote

    if any(character.isspace() or not character.isprintable() for character in text):
        return False
    return is_uri(quote(text, safe="".join(map(chr, range(0x21, 0x7F)))))


#: Every format that our schemas use. Our own, since jsonschema picks its checkers by what else is installed.
FORMATS: Mapping[str, Callable[[str], bool]] = {"date": is_date, "iri": is_iri, "uri": is_uri}
