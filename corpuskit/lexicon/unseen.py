"""Characters that cannot be seen and change what is read: they reorder text, join or part words, or carry a message.

Not among them are those that writing needs: the joiners U+200C and U+200D, the soft hyphen, direction marks in text
that has letters written from right to left, and zero-width spaces in scripts without spaces.
"""

from __future__ import annotations

import re
import unicodedata

from corpuskit.patterns import later

#: As a class of RE2 and of Python: direction marks, overrides and isolates, zero-width and deprecated controls, tags.
CLASS = (
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_HIDDEN = re.compile(CLASS)
_MARKS = frozenset("\u061c\u200e\u200f")
_ZERO_WIDTH_SPACE = "\u200b"
#: Thai, Lao, Tibetan, Burmese, Khmer: a zero-width space says where a line may be broken.
_WITHOUT_SPACES = later("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
#: Flags of regions are spelt with tags behind this emoji, and end in U+E007F.
_FLAG = later("\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f")


def unseen(text: str) -> list[int]:
    """Where in a text hidden characters stand (code points)."""
    found = [match.start() for match in _HIDDEN.finditer(text)]
    if not found:
        return []
    flags = {at for flag in _FLAG.finditer(text) for at in range(*flag.span())}
    needed = set(_needed(text))
    return [at for at in found if at not in flags and text[at] not in needed]


def names(text: str, places: list[int]) -> str:
    """The characters at these places as people look them up: "U+202E, U+2066"."""
    return ", ".join(f"U+{ord(character):04X}" for character in sorted({text[at] for at in places}))


def _needed(text: str) -> str:
    needed = ""
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text if character not in _MARKS):
        needed += "".join(_MARKS)
    return needed + _ZERO_WIDTH_SPACE if _WITHOUT_SPACES.search(text) else needed
