"""The entities that an XML file declares for itself (``<!ENTITY co "Coast &amp; Co">``), as what they stand for.

They are replaced before the file is parsed: lxml keeps references as nodes of their own, behind which text is easily
lost, or resolves them without a bound that this project sets. Entities that lie in other files are never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from corpuskit.patterns import later

_BEGINS = later(r"<!DOCTYPE\s", re.IGNORECASE)
#: A declaration of the document type with declarations of its own in brackets. A comment that does not end reaches to
#: the end of the text, so that nothing is looked through twice.
_DOCTYPE = later(
    r"<!DOCTYPE\s[^>\[]*+\[(?P<own>(?:<!--.*?(?:-->|\Z)|\"[^\"]*+\"|'[^']*+'|[^\]\"'])*+)\]\s*+>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = later(
    r"<!--.*?(?:-->|\Z)|<!ENTITY\s++(?P<name>[\w:.-]++)\s++(?P<value>\"[^\"]*+\"|'[^']*+')\s*+>",
    re.DOTALL | re.IGNORECASE,
)
_CODE = later(r"&#(?:\d{1,8}|[xX][0-9A-Fa-f]{1,6});")
_REFERENCE = later(r"&([A-Za-z_:][\w:.-]*+);")
#: Entities that every XML file has.
BUILT_IN = frozenset({"amp", "lt", "gt", "quot", "apos"})

#: An entity that stands for more characters than this is not replaced: its references stay as they are printed.
LONGEST = 4096
#: Characters that entities may add to a file in all, so that a small file does not fill the memory.
MOST = 8 << 20


@dataclass(slots=True)
class Entities:
    """What the references of one file stand for."""

    values: dict[str, str]
    left: int = MOST  #: characters that may still be put in

    def value(self, name: str) -> str | None:
        """What ``&name;`` stands for; None where it is not declared, or too much."""
        value = self.values.get(name)
        if value is None or len(value) > self.left:
            return None
        self.left -= len(value)
        return value


def without_declarations(text: str) -> tuple[str, Entities]:
    """A file of XML without what its document type declares (its lines where they were), and its entities."""
    begins = _BEGINS.search(text)
    doctype = _DOCTYPE.match(text, begins.start()) if begins is not None else None
    if doctype is None:
        return text, Entities({})
    lines = "\n" * doctype[0].count("\n")
    return f"{text[: doctype.start()]}{lines}{text[doctype.end() :]}", Entities(_declared(doctype["own"]))


def _declared(declarations: str) -> dict[str, str]:
    """Name → text, with the entities in it replaced by what they stand for. One that refers to itself or to what is
    declared below it is left out; of two with one name the first counts, as in any XML.
    """
    values: dict[str, str] = {}
    for found in _ENTITY.finditer(declarations):
        if found["name"] and found["name"] not in values:
            value = _CODE.sub(lambda code: unescape(code[0]), found["value"][1:-1])
            if (text := _replaced(value, values)) is not None:
                values[found["name"]] = text
    return values


def _replaced(value: str, values: dict[str, str]) -> str | None:
    """The value of an entity without references to others; None where one is not known, or it becomes too long."""
    parts, length, at = [], len(value), 0
    for found in _REFERENCE.finditer(value):
        if found[1] not in BUILT_IN:
            inner = values.get(found[1])
            length += len(inner or "")
            if inner is None or length > LONGEST:
                return None
            parts += [value[at : found.start()], inner]
            at = found.end()
    return "".join([*parts, value[at:]]) if length <= LONGEST else None
