"""A title without what a paste puts around it: marks of Markdown, the label of a dump that labels its fields, the
head of the message of a chat.
"""

from __future__ import annotations

import re

from corpuskit.describing.parts import Line
from corpuskit.lexicon.credit_words import words
from corpuskit.lexicon.title_frames import message_head

#: "## ", in front of a heading; a single number sign may be meant.
_HEADING = re.compile(r"#{2,6}[ \t\u00a0]+(?=\S)")
#: "Title: "
_LABEL = re.compile(r"(?P<word>[^\W\d_][\w -]{0,20}+)[ \u00a0]?[:：][ \u00a0]{0,9}+(?=\S)")
#: A line in bold or italics.
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^\s*_](?:[^*_]*[^\s*_])?)(?P=mark)")


def unmarked(line: Line, field: str, whole: bool) -> Line:
    """The first line of a title or subtitle (``field``) without marks; ``whole``: whether it is the only one."""
    if end := message_head(line.text):
        line = Line(line.text[end:], line.offset(end))
    if (mark := _HEADING.match(line.text)) is not None:
        line = Line(line.text[mark.end() :], line.offset(mark.end()))
    label = _LABEL.match(line.text)
    if label is not None and label["word"].casefold() in words().sets[f"label.{field}"]:
        line = Line(line.text[label.end() :], line.offset(label.end()))
    if whole and (marked := _EMPHASIS.fullmatch(line.text)) is not None:
        line = Line(marked["text"], line.offset(marked.start("text")))
    return line
