"""A title without what a paste puts around it: marks of Markdown, the label of a dump that labels its fields, the
head of the message of a chat or of a mail.
"""

from __future__ import annotations

import re

from corpuskit.describing.parts import Line
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.titles.frames import forwarding, message_head
from corpuskit.patterns import later

#: "## ", in front of a heading; a single number sign may be meant, unless the dump's titles have it.
_HEADING = re.compile(r"#{2,6}[ \t\u00a0]+(?=\S)")
_ONE_SIGN = later(r"#[ \t\u00a0]+(?=\S)")
#: "Title: "
_LABEL = re.compile(
    r"(?P<around>[*_]{0,3})(?P<word>[^\W\d_][\w -]{0,20}+)[ \u00a0]?[:：](?P=around)[ \t\u00a0]{0,9}+(?=\S)"
)
#: A line in bold or italics.
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^\s*_](?:[^*_]*[^\s*_])?)(?P=mark)")

#: A line that is a link of Markdown: "[Ferry strike ends](https://example.org/ferry)".
_LINK = re.compile(r"\[(?P<text>[^\s\[][^\n]{0,1000}\S)\]\((?:https?:/)?/[^\s()]{1,2000}\)")

#: "• ", in front of a point of a subtitle.
_BULLET = re.compile(r"[•▪●◦‣⁃■►*–-][ \t\u00a0]{1,4}(?=\S)")


def without_bullet(line: Line) -> Line:
    """A line of a subtitle without the bullet in front of it."""
    bullet = _BULLET.match(line.text)
    return line if bullet is None else line.part(bullet.end())


def unmarked(line: Line, field: str, whole: bool, marked: bool) -> Line:
    """The first line of a title or subtitle (``field``) without marks; ``whole``: whether it is the only one,
    ``marked``: whether the dump's titles have a number sign.
    """
    if end := message_head(line.text):
        line = line.part(end)
    mark = _HEADING.match(line.text) or (_ONE_SIGN.match(line.text) if marked else None)
    if mark is not None:
        line = line.part(mark.end())
    label = _LABEL.match(line.text) if ":" in line.text or "：" in line.text else None
    word = label["word"].rstrip().casefold() if label is not None else ""
    if label is not None and (word in words().sets[f"label.{field}"] or (field == "title" and _is_subject(word))):
        end = label.end()
        end += forwarding(line.text[end:]) if _is_subject(word) else 0
        line = line.part(end)
    for pattern in (_EMPHASIS, _LINK, _EMPHASIS) if whole and line.text.startswith(("*", "_", "[")) else ():
        if (inside := pattern.fullmatch(line.text)) is not None:
            line = line.part(*inside.span("text"))
    return line


def _is_subject(word: str) -> bool:
    """Whether a word is how a mail program labels a subject; "Re: " is part of one."""
    sets = words().sets
    return word in sets["mail.subject"] and word not in sets["mail.prefixes"]
