"""Elements of HTML: text that is put into them is escaped, so that only elements become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpuskit.datasheet.blocks import Block, Paragraph, Table
from corpuskit.datasheet.escape import addresses, hypertext, paragraphs
from corpuskit.datasheet.wording import say

_VOID = frozenset({"meta", "link", "input"})
#: Shapes of SVG: closed by themselves when they hold nothing.
_SHAPES = frozenset({"rect", "circle", "line"})
_DAY = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9-])")
#: Words in a script that runs from right to left, within a text that has others.
_LEFTWARD = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[ \u200c\u200d-][\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)
#: Letters of an address that are shown; the link has it whole.
_SHOWN = 60
#: Columns from which a table is set as a list of its rows on a narrow screen.
_MANY = 4
#: What a narrow column may break anywhere: hashes, names of files.
_LONG = re.compile(r"\S{25}")


class Html(str):
    """A string that is markup already. Made by `element` and `join` only, never of data."""

    __slots__ = ()


def element(name: str, /, *children: str | Html | None, **attributes: str | int | float | bool | None) -> Html:
    """An element. Plain strings are escaped; an attribute that is None or False is left out, one that is True is bare.

    Attribute names are written with "_" for "-", and with one at the end where Python has the word (``class_``).
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{hypertext(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    inner = join(children)
    if not inner and name in _SHAPES:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>" if name in _VOID else f"<{name}{written}>{inner}</{name}>")


def join(parts: Iterable[str | Html | None], between: str = "") -> Html:
    """Elements and text one after the other; text is escaped."""
    return Html(between.join(part if isinstance(part, Html) else hypertext(part) for part in parts if part is not None))


def running(text: str) -> Html:
    """Running text in which no day or month is broken at the end of a line, and names that run from right to left leave
    what stands between them in its order.
    """
    parts: list[str | Html] = []
    at = 0
    for found in _DAY.finditer(text):
        parts += [_isolated(text[at : found.start()]), element("span", found[0], class_="day")]
        at = found.end()
    return join([*parts, _isolated(text[at:])])


def _isolated(text: str) -> Html:
    parts: list[str | Html] = []
    at = 0
    for found in () if text.isascii() else _LEFTWARD.finditer(text):
        parts += [text[at : found.start()], element("bdi", found[0])]
        at = found.end()
    return join([*parts, text[at:]])


def linked(text: str) -> Html:
    """Text in which addresses are links that show where they lead: long ones up to what tells the site and the page."""
    return join(
        part for before, address in addresses(text) for part in (running(before), _link(address) if address else None)
    )


def _link(address: str) -> Html:
    shown = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
    if len(shown) > _SHOWN:
        shown = f"{shown[: _SHOWN - 1]}…"
    return element("a", shown, href=address, rel="noopener noreferrer")


def prose(text: str) -> Html:
    """What a person wrote in corpus.toml: paragraphs, and lists of lines that begin with "- "."""
    found = []
    for lines in paragraphs(text):
        items = [line[2:] for line in lines if line.startswith("- ")]
        plain = [line for line in lines if not line.startswith("- ")]
        if plain:
            found.append(element("p", linked(" ".join(plain))))
        if items:
            found.append(element("ul", *(element("li", linked(item)) for item in items)))
    return join(found)


def blocks(content: Iterable[Block]) -> Html:
    """Paragraphs and tables; a table without rows is left out."""
    written = []
    for block in content:
        if isinstance(block, Paragraph):
            written.append(element("p", running(block.text)))
        elif block.rows:
            written.append(table(block))
    return join(written)


def table(content: Table, caption: str | None = None) -> Html:
    """A table that scrolls where it is too wide; one of many columns is a list of its rows on a narrow screen.

    A group, not a region: a page has few landmarks.
    """
    head = element(
        "tr",
        *(
            element("th", name, scope="col", class_="number" if number in content.numbers else None)
            for number, name in enumerate(content.columns)
        ),
    )
    many = len(content.columns) >= _MANY
    rows = [
        element(
            "tr",
            *(
                element(
                    "td",
                    linked(cell) if number in content.links else running(cell),
                    class_="number" if number in content.numbers else "long" if _LONG.search(cell) else None,
                    data_label=content.columns[number] if many else None,
                )
                for number, cell in enumerate(row)
            ),
        )
        for row in content.rows
    ]
    more = element("p", say("sections", "left_off", rows=f"{content.left_off:,}")) if content.left_off else None
    title = element("caption", caption) if caption else None
    inner = element("table", title, element("thead", head), element("tbody", *rows), class_="many" if many else None)
    label = caption or f"Table: {', '.join(content.columns)}"
    return join([element("div", inner, class_="scroll", tabindex=0, role="group", aria_label=label), more])
