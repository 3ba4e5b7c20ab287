"""What is wrong with a file that is no TOML: where, in words, and what to do."""

from __future__ import annotations

import tomllib
from typing import NamedTuple

from corpuskit.patterns import later
from corpuskit.workspace.configuration.lines import statements

_PLACE = later(r" \(at line ([0-9]+), column ([0-9]+)\)$")
_END = later(r" \(at end of document\)$")
_NAMES = later(r"\(('[^()]{1,200}'),?\)")
_DAY = later(r"\d{4}-\d")
#: By words of the parser: what a person does about it.
_REMEDIES = (
    (("overwrite", "duplicate inline table key"), "a key stands once: put both into one, or take this one out"),
    (("twice", "redefine", "mutate"), "put all that belongs to it below one heading"),
    (("unescaped '\\'", "hex value", "scalar value"), "write \\\\ for a backslash, or put the text in single quotes"),
    (
        ("illegal character '\\n'", "unterminated"),
        "close the quotation on its line; of several lines, with three quotes",
    ),
    (("illegal character", "invalid character"), "take the character out: it is none of a text"),
    (("of a table declaration",), "close the heading: ]"),
    (("of an array declaration",), "close the heading: ]]"),
    (("unclosed array",), "end it with ]"),
    (("inline table",), "write the table on one line, from { to }"),
    (("date or datetime",), "write a day of the calendar, as 2024-05-31"),
    (("end of document after a statement",), "write one statement a line, and text in quotes"),
    (
        ("'=' after a key", "invalid statement", "initial character"),
        'write KEY = VALUE, with text in quotes: key = "text"',
    ),
)
#: What a value that goes over several lines begins with, and what to end it with.
_ENDS = {'"""': 'three quotes: """', "'''": "three quotes: '''", "[": "]", "{": "} on the same line"}


class SyntaxFault(NamedTuple):
    """Why a file is no TOML, what to do, and the place (1-based; ``column`` is None where it is the whole line)."""

    reason: str
    remedy: str
    line: int
    column: int | None


def syntax_fault(text: str, error: tomllib.TOMLDecodeError) -> SyntaxFault:
    """What the parser says of a text, at the line on which the statement begins that it could not read."""
    message = str(error)
    reason = _END.sub("", _PLACE.sub("", message))
    reason = reason[:1].lower() + _NAMES.sub(
        lambda names: f"[{names[1]}]".replace("', '", ".").replace("'", ""), reason[1:]
    )
    at = _PLACE.search(message)
    lines = text.rstrip("\n").split("\n")
    line = int(at[1]) if at else len(lines)
    begun = max((one.line for one in statements(text) if one.line <= line), default=line)
    if begun < line:
        _, _, value = lines[begun - 1].partition("=")
        if (end := next((end for sign, end in _ENDS.items() if value.strip().startswith(sign)), None)) is not None:
            told = f"it is not TOML: what begins on this line does not end ({reason} on line {line})"
            return SyntaxFault(told, f"end it with {end}", begun, None)
    return SyntaxFault(f"it is not TOML: {reason}", _remedy(lines, line, reason), line, int(at[2]) if at else None)


def _remedy(lines: list[str], line: int, reason: str) -> str:
    written = lines[line - 1].strip() if line <= len(lines) else ""
    key, equals, value = (part.strip() for part in written.partition("="))
    if any(sign in written for sign in "“”„‘’"):
        return "use straight quotes: \" or '"
    if equals and not value:
        return f'give {key} a value: {key} = "…"'
    if value == "{":
        return "write the table on one line, from { to }"
    if _DAY.match(value):
        return "write a day of the calendar, as 2024-05-31, and a range of days in quotes"
    if equals and value and value[0] not in "\"'[{0123456789+-tf":
        return f'text stands in quotes: {key} = "{value}"' if '"' not in value else "text stands in quotes"
    return next((remedy for words, remedy in _REMEDIES if any(word in reason for word in words)), "see https://toml.io")
