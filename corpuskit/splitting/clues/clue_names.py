"""The list of clues: every yes/no feature of a line by name, in the order of the columns of the weights."""

from __future__ import annotations

_NAMES: list[str] = []
CLUES: dict[str, int] = {}


def _clue(name: str) -> int:
    CLUES[name] = len(_NAMES)
    _NAMES.append(name)
    return CLUES[name]


LENGTHS = (3, 8, 14, 22, 32, 44, 58, 74, 92, 115, 150, 200, 300)
LENGTH = [_clue(f"at most {n} characters") for n in LENGTHS] + [_clue("a long line")]
WORDS = (1, 2, 3, 5, 8, 12, 18, 28)
WORD = [_clue(f"at most {n} words") for n in WORDS] + [_clue("more than 28 words")]
FIRST = {
    k: _clue(f"begins with {k}")
    for k in (
        "a capital",
        "a small letter",
        "a digit",
        "a quotation mark",
        "a dash or bullet",
        "a bracket",
        "a > sign",
        "a # sign",
        "a letter without case",
        "another sign",
    )
}
LAST = {
    k: _clue(f"ends with {k}")
    for k in (
        "a letter",
        "a digit",
        "a full stop",
        "a question mark",
        "an exclamation mark",
        "a colon",
        "a comma",
        "a quotation mark",
        "a stop and a quotation mark",
        "a bracket",
        "an ellipsis",
        "another sign",
    )
}
CASE = {
    k: _clue(k)
    for k in (
        "all capitals",
        "title case",
        "mostly capitalised",
        "sentence case",
        "small letters",
        "script without case",
    )
}
LOWER = [_clue(f"{n} words in small letters") for n in ("no", "1", "2 or 3", "4 to 6", "7 or more")]
DATE = {
    k: _clue(k)
    for k in (
        "full date",
        "partial date",
        "several dates",
        "date at the start",
        "date at the end",
        "date alone",
        "year",
        "time of day",
        "relative time",
        "reading time",
        "ambiguous date",
        "weekday",
    )
}
SIGN = {
    k: _clue(f"{k} between fields")
    for k in ("bar", "bullet", "dash", "hyphen", "slash", "comma", "several commas", "semicolon", "colon", "angle")
}
WRAP = {
    k: _clue(k)
    for k in (
        "in square brackets",
        "in brackets",
        "opens with square brackets",
        "has brackets",
        "has a quotation",
        "indented",
        "trailing space",
        "contains a no-break space",
    )
}
LABEL = {
    k: _clue(k)
    for k in (
        "byline word first",
        "byline word inside",
        "weak byline word first",
        "source label",
        "published label",
        "updated label",
        "editor label",
        "other label",
        "caption word",
        "correction word",
        "byline ending",
        "agency",
        "agency only",
        "outlet word",
        "domain name",
        "address or e-mail",
        "address alone",
        "copyright sign",
        "job title",
    )
}
PIECES = [_clue(f"{n} name-like parts") for n in ("no", "1", "2", "3 or more")]
PROSE = [_clue(f"{n} prose parts") for n in ("no", "1", "2 or more")]
PERSON, ORGANISATION, UNSURE = (
    _clue("a part reads like a person"),
    _clue("a part reads like an outlet"),
    _clue("a part could be either"),
)
ALONE_PERSON, ALONE_OUTLET, ALONE_NAME = (
    _clue("whole line reads like a person"),
    _clue("whole line reads like an outlet"),
    _clue("whole line reads like a name"),
)
OUTSIDE = {
    k: _clue(f"outside phrase: {k}")
    for k in (
        "share-buttons",
        "advertisement",
        "read-more",
        "navigation",
        "footer",
        "copyright",
        "contents",
        "separator",
    )
}
OUTSIDE_EXACT, OUTSIDE_START = _clue("outside phrase, whole line"), _clue("outside phrase, start of line")
LIST = {k: _clue(k) for k in ("numbered item", "lettered item", "bulleted item", "quoted block")}
SENTENCES = [_clue(f"{n} sentence ends inside") for n in ("1", "2 or more")]
DATELINE = {
    k: _clue(f"dateline {k}") for k in ("present", "with agency", "with date", "with full date", "of place alone")
}
BLANKS = [_clue(f"{n} blank lines before") for n in ("no", "1", "2", "3 or more")]
QUESTION = _clue("begins like a question")
LENGTH_RATIO = [
    _clue(f"{how} the line before")
    for how in ("much shorter than", "shorter than", "about as long as", "longer than", "much longer than")
]
NEXT = [_clue(f"shares {n} of its words with what follows") for n in ("none", "few", "some", "many")]
BEFORE = [_clue(f"shares {n} of its words with what precedes") for n in ("none", "few", "some", "many")]
MORE_NEXT, MORE_BEFORE = _clue("closer to what follows"), _clue("closer to what precedes")
SHARED = {k: _clue(f"shares a word with {k}") for k in ("the next line", "the line before")}
LANG = {
    k: _clue(k)
    for k in (
        "language changes around it",
        "language stays around it",
        "language differs from before",
        "language differs from after",
        "language as before",
        "language as after",
    )
}
FIRST_LINE, LAST_LINE = _clue("first line of the file"), _clue("last line of the file")
EDGE = _clue("near the start of the file")
BRIDGED = [
    _clue(f"{n} of the words around it stand on both sides") for n in ("none", "hardly any", "few", "some", "many")
]
# What the whole dump does (habits.py).
HABITS_KNOWN = _clue("habits known")
SHAPE = {
    (role, level): _clue(f"this shape is {how} {role} in this dump")
    for role in ("credit", "head credit", "foot credit")
    for level, how in enumerate(("never", "seldom", "sometimes", "mostly", "always a"))
}
SHAPE_COUNT = [
    _clue(f"this shape occurs {n} in this dump") for n in ("2 or 3 times", "4 to 9 times", "10 times or more")
]
REPEATED = [_clue(f"the same line occurs {n} in this dump") for n in ("twice", "3 to 5 times", "6 times or more")]
NAME_KNOWN = [_clue(f"a part is {n} a credited name in this dump") for n in ("once or twice", "often")]
GAP = [
    _clue(f"{n} blank lines than between paragraphs of this dump")
    for n in ("fewer", "as many", "one more", "two or more")
]
GAP_START = [
    _clue(f"after as many blank lines records {n} begin in this dump")
    for n in ("never", "seldom", "sometimes", "mostly", "always")
]
BELOW = [
    _clue(f"credits stand below the title {n} in this dump")
    for n in ("never", "seldom", "sometimes", "mostly", "always")
]
ABOVE = [
    _clue(f"credits stand above the title {n} in this dump")
    for n in ("never", "seldom", "sometimes", "mostly", "always")
]
FOOT = [
    _clue(f"credits stand at the foot {n} in this dump") for n in ("never", "seldom", "sometimes", "mostly", "always")
]
SUBTITLES = [
    _clue(f"records have a subtitle {n} in this dump") for n in ("never", "seldom", "sometimes", "mostly", "always")
]
LOOK = [
    _clue(f"a line that looks like this is {n} a title in this dump")
    for n in ("never", "seldom", "sometimes", "mostly", "always")
]
LOOK_BELOW = [
    _clue(f"a line that looks like this is {n} a subtitle in this dump")
    for n in ("never", "seldom", "sometimes", "mostly", "always")
]
SHARING = [
    _clue(f"records share words with the one before {n} in this dump")
    for n in ("never", "seldom", "sometimes", "mostly", "always")
]
CLUE_NAMES: tuple[str, ...] = tuple(_NAMES)
