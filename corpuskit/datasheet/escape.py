"""Strings of others as text: what a title, a name or a path holds never becomes Markdown, HTML or an invisible sign."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from corpuskit.hidden import BLANK_LETTERS, code, hides

#: Joiners without which Persian, Indic scripts and emoji are misspelt: shown raw between two signs that are not ASCII.
JOINERS = frozenset("\u200c\u200d")

#: What means something to some Markdown wherever it stands; "$" starts mathematics on some hosts.
_MARKUP = re.compile(r"([\\`*{}\[\]|~$^])")
#: What means nothing to any Markdown: most cells of tables.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,]*+")
#: An underscore inside a word is only itself, and field names stay readable.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
#: What makes a block at the beginning of a line: heading, list, rule, underline of a heading.
_BLOCK = re.compile(r"^(?:(?=[#+=-])|[0-9]{1,9}(?=[.)](?: |$)))")
#: What some hosts turn into links or emoji by themselves.
_LINKS = {"://": "&#58;//", "www.": "www&#46;", "WWW.": "WWW&#46;", "@": "&#64;"}
_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'*+,;=%-]{1,2000}")


def visible(text: str) -> str:
    """The text on one line, with characters that hide or reorder others shown (``\\x1b``, ``<U+202E>``)."""
    if text.isprintable() and (text.isascii() or BLANK_LETTERS.isdisjoint(text)):
        return text
    return "".join(_shown(text, at) for at in range(len(text)))


def _shown(text: str, at: int) -> str:
    character = text[at]
    if not hides(character):
        return character
    if character in JOINERS and not text[max(at - 1, 0) : at].isascii() and not text[at + 1 : at + 2].isascii():
        return character
    return code(character)


def markdown(text: str) -> str:
    """The text as Markdown that shows just it, in a paragraph, a list item or a table cell, on one line."""
    shown = visible(text).strip(" ")
    if _PLAIN.fullmatch(shown):
        return shown
    shown = _MARKUP.sub(r"\\\1", shown)
    shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = _UNDERSCORE.sub(r"\\_", shown)
    for found, written in _LINKS.items():
        shown = shown.replace(found, written)
    return _BLOCK.sub(r"\g<0>\\", shown)


def prose(text: str) -> str:
    """What a person wrote in corpus.toml as Markdown: paragraphs, lists of lines with "- ", addresses as links."""
    return "\n\n".join(_paragraph(part) for part in paragraphs(text))


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph of a text, without blank ones."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [part for part in found if part]


def _paragraph(lines: list[str]) -> str:
    return "\n".join(f"- {linked(line[2:])}" if line.startswith("- ") else linked(line) for line in lines)


def addresses(text: str) -> Iterator[tuple[str, str]]:
    """Each address of a text with what stands before it; in the end what is left, with an empty address."""
    at = 0
    for found in _URL.finditer(text):
        address = found[0].rstrip(".,;:!?'*_")
        yield text[at : found.start()], address
        at = found.start() + len(address)
    yield text[at:], ""


def linked(line: str) -> str:
    """One line as Markdown in which addresses become links that show where they lead."""
    parts = [_inner(before) + (f"<{address}>" if address else "") for before, address in addresses(line)]
    return "".join(parts) if len(parts) > 1 else markdown(line)


def _inner(text: str) -> str:
    """A part of a line, whose spaces at the ends matter."""
    stripped = markdown(text)
    lead = " " if text[:1] == " " else ""
    tail = " " if text[-1:] == " " and stripped else ""
    return f"{lead}{stripped}{tail}"


def hypertext(text: str) -> str:
    """The text as HTML, also inside a quoted attribute."""
    return html.escape(visible(text), quote=True)
