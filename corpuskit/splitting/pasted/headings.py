"""Section headings inside a body, told from short paragraphs by how they look and by what stands around them."""

from __future__ import annotations

from corpuskit.lexicon.scripts import SENTENCE_ENDS
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.scoring.sight import Sight

_LIST = [c.CLUES[name] for name in ("numbered item", "lettered item", "bulleted item", "quoted block")]
_ENDS = ("a full stop", "a comma", "an ellipsis", "a colon", "a stop and a quotation mark", "an exclamation mark")
_BEGINS = ("a small letter", "a dash or bullet", "a > sign")
_OTHERS = (
    "ends with another sign", "small letters", "full date", "partial date", "caption word", "correction word",
    "address or e-mail", "1 sentence ends inside", "2 or more sentence ends inside", "bar between fields",
    "outside phrase, whole line",
)  # fmt: skip
_NOT = [
    c.CLUES[name] for name in (*(f"ends with {e}" for e in _ENDS), *(f"begins with {b}" for b in _BEGINS), *_OTHERS)
]
#: A heading is at most this many characters; what follows it is prose.
LONGEST = 110


def is_heading(sight: Sight, row: int) -> bool:
    """Whether a body row is a heading. The rows around it are body rows as well (the caller sees to that)."""
    text = sight.texts[row].strip()
    if sight.forced[row] or not 3 <= len(text) <= LONGEST or row == 0 or row + 1 >= len(sight):
        return False
    if not _is_prose(sight, row + 1) or sight.holds(row, _NOT):
        return False
    listed = _is_list(sight, row)
    if listed and ((not text.endswith("?") and len(text.split()) > 8) or _is_list(sight, row + 1)):
        return False
    return listed or bool(sight.blanks[row] > 0) or _is_prose(sight, row - 1)


def _is_list(sight: Sight, row: int) -> bool:
    return sight.holds(row, _LIST)


def _is_prose(sight: Sight, row: int) -> bool:
    """A sentence or more: ends like one, or is too long to be anything else."""
    if sight.forced[row]:
        return True
    text = sight.texts[row].rstrip()
    ends = text.endswith((*SENTENCE_ENDS, ":", ";", "”", '"', "»", "’", ")", "」")) or len(text) > 130
    return ends and (len(text) > 40 or _is_list(sight, row))
