"""A text as it is read aloud: wrapped lines run on, what prints nothing is left out, look-alike letters are Latin ones.

The words of a claim are the same however they are set. Where each character stood is kept, so that places in the
text that is read can be given as places in the text as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from corpuskit.caveats.health.tokens import I64
from corpuskit.lexicon.outlets.names import INVISIBLE, lookalikes
from corpuskit.splitting.lines.index import index_lines
from corpuskit.splitting.lines.wrapping import Wrapping, unwrapped

#: What is found inside words and prints nothing: soft hyphens, zero-width signs, byte-order marks. To look for each in
#: a text is several times faster than to look for all of them at once.
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
#: The vowels and the commonest consonants of other alphabets that look like Latin ones: nobody disguises words without.
_TWINS = "аеіосрαεοιν"
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_BELOW = re.compile("\n {0,8}[a-z]")
#: Fewer lines that begin with a small letter show no wrapped text (as in `wrapping`).
_RUN_ON = 4


class Flowing(NamedTuple):
    """The text that is read, and where each of its characters stands in the text as it is."""

    text: str
    kept: I64 | None  #: code points, ascending; None where all characters are kept

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the text as it is for those of the text that is read, end exclusive."""
        return (start, end) if self.kept is None else (int(self.kept[start]), int(self.kept[end - 1]) + 1)


def flowing(text: str) -> Flowing:
    """``text`` as it is read; most texts are as they are."""
    text, kept = _unwrapped(text), None
    if text.isascii():
        return Flowing(text, None)
    if any(sign in text for sign in _NOTHING):
        kept = np.array([at for at, sign in enumerate(text) if ord(sign) not in INVISIBLE], dtype=np.int64)
        text = text.translate(INVISIBLE)
    if any(letter in text for letter in _TWINS):
        text = _WORD.sub(_in_latin, text)
    return Flowing(text, kept)


def _unwrapped(text: str) -> str:
    """``text`` with a space for each line end inside a paragraph, where its lines are wrapped."""
    if len(_SMALL_BELOW.findall(text)) < _RUN_ON:
        return text
    lines, wrapping = index_lines(text.encode("utf-8", "surrogatepass")), Wrapping()
    wrapping.add(lines, 0, len(lines))
    width = wrapping.width
    return text if width is None else unwrapped(lines, width).data.decode("utf-8", "surrogatepass")


def _in_latin(word: re.Match[str]) -> str:
    """A word of letters of several alphabets in those of the Latin one; any other as it is."""
    letters = word.group()
    if letters.isascii() or not any(letter.isascii() for letter in letters):
        return letters
    return letters.translate(lookalikes())
