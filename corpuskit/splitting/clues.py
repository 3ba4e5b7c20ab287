"""Clues: what can be seen of a line, as a list of named yes/no features. The weights that judge them are data (weights.json).

`line_clues` looks at one line alone, `relations` at a line and its neighbours, `Habits` (habits.py) adds what the whole dump
does. Every clue is 0 or 1, so that scores are sums of whole numbers: the same on every machine.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpuskit.lexicon.credits import Split, looks_like_name, parse_dateline, person_score, split_credit, words
from corpuskit.splitting.outside import outside_kind

#: Lines longer than this hold no credit and no outside phrase: they are only measured.
SHORT = 170

_NAMES: list[str] = []
CLUES: dict[str, int] = {}


def _clue(name: str) -> int:
    CLUES[name] = len(_NAMES)
    _NAMES.append(name)
    return CLUES[name]


_LENGTHS = (3, 8, 14, 22, 32, 44, 58, 74, 92, 115, 150, 200, 300)
_LENGTH = [_clue(f"at most {n} characters") for n in _LENGTHS] + [_clue("a long line")]
_WORDS = (1, 2, 3, 5, 8, 12, 18, 28)
_WORD = [_clue(f"at most {n} words") for n in _WORDS] + [_clue("more than 28 words")]
_FIRST = {
    k: _clue(f"begins with {k}")
    for k in (
        "a capital",
        "a small letter",
        "a digit",
        "a quotation mark",
        "a dash or bullet",
        "a bracket",
        "a > sign",
        "a letter without case",
        "another sign",
    )
}
_LAST = {
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
_CASE = {
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
_LOWER = [_clue(f"{n} words in small letters") for n in ("no", "1", "2 or 3", "4 to 6", "7 or more")]
_DATE = {
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
_SIGN = {
    k: _clue(f"{k} between fields")
    for k in ("bar", "bullet", "dash", "hyphen", "slash", "comma", "several commas", "semicolon", "colon", "angle")
}
_WRAP = {
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
_LABEL = {
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
        "copyright sign",
        "job title",
    )
}
_PIECES = [_clue(f"{n} name-like parts") for n in ("no", "1", "2", "3 or more")]
_PROSE = [_clue(f"{n} prose parts") for n in ("no", "1", "2 or more")]
_PERSON, _ORGANISATION, _UNSURE = (
    _clue("a part reads like a person"),
    _clue("a part reads like an outlet"),
    _clue("a part could be either"),
)
_ALONE_PERSON, _ALONE_OUTLET, _ALONE_NAME = (
    _clue("whole line reads like a person"),
    _clue("whole line reads like an outlet"),
    _clue("whole line reads like a name"),
)
_OUTSIDE = {
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
_OUTSIDE_EXACT, _OUTSIDE_START = _clue("outside phrase, whole line"), _clue("outside phrase, start of line")
_LIST = {k: _clue(k) for k in ("numbered item", "lettered item", "bulleted item", "quoted block")}
_SENTENCES = [_clue(f"{n} sentence ends inside") for n in ("1", "2 or more")]
_DATELINE = {
    k: _clue(f"dateline {k}") for k in ("present", "with agency", "with date", "with full date", "of place alone")
}
_BLANKS = [_clue(f"{n} blank lines before") for n in ("no", "1", "2", "3 or more")]
_QUESTION = _clue("begins like a question")
_NEXT = [_clue(f"shares {n} of its words with what follows") for n in ("none", "few", "some", "many")]
_BEFORE = [_clue(f"shares {n} of its words with what precedes") for n in ("none", "few", "some", "many")]
_MORE_NEXT, _MORE_BEFORE = _clue("closer to what follows"), _clue("closer to what precedes")
_LANG = {
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
_FIRST_LINE, _LAST_LINE = _clue("first line of the file"), _clue("last line of the file")
_EDGE = _clue("near the start of the file")
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
CLUE_NAMES: tuple[str, ...] = tuple(_NAMES)

_QUOTES = "\"'“”„«»‘’‚‹›「」『』《》"
_TITLE_LOWER = frozenset(
    "a an and as at but by for from in into nor of on or over the to up via vs with off per s".split()
)
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)]?[ \u00a0](?=[^\W\d_])|[。！？](?=\w)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Jr|Sr|Prof|Gen|Sen|Rep|Gov|Inc|Ltd|Co|Nr|bzw|ca|etc|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)|\b\w|\d)$"
)
_ITEM = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\))\s")
_LETTER_ITEM = re.compile(r"(?:\([a-zA-Zivx]{1,4}\)|[a-z]\))\s")
_BULLET = re.compile(r"[-–—•·*▪●◦‣⁃∙→✓✔►]\s?\S")
_WORD_RUN = re.compile(r"[^\W\d_]{4,}")
_SHORT_RUN = re.compile(r"[^\W\d_]{1,6}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = re.compile(r"https?://|www\.|\S@\w{1,40}\.\w")
_DOMAIN = re.compile(
    r"(?<![\w@/.])[\w-]{2,40}\.(?:com|org|net|info|de|fr|es|it|nl|ru|uk|eu|at|ch|br|pt|pl|se|no|dk|fi|tv|io|news|ca|au|in|cn|jp|kr|blog|online)(?!\w)",
    re.IGNORECASE,
)
_ASKS = frozenset(
    "what why how who when where is are can will was wie warum was wer wann wo ist comment pourquoi qui quand qué por cómo quién como quem perché chi waarom hoe wat".split()
)
_DIGIT = re.compile(r"\d")
_SEPARATORS = re.compile(r"[|｜•·●»:,;/(\[【—–-]")


@dataclass(slots=True)
class Seen:
    """What was seen of one line: its clues, the shape of its fields, the parts that may be names, words for comparing."""

    clues: list[int]
    shape: str | None = None
    parts: tuple[str, ...] = ()
    dates: tuple[object, ...] = ()
    look: str | None = None
    words: frozenset[str] = frozenset()
    language: str | None = None


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(resources.files("corpuskit.lexicon").joinpath("data/function_words.toml").read_text("utf-8"))
    table: dict[str, tuple[str, ...]] = {}
    for language, listed in data.items():
        for word in listed:
            table[word] = (*table.get(word, ()), language)
    return table


def _bucket(value: int, limits: tuple[int, ...]) -> int:
    for number, limit in enumerate(limits):
        if value <= limit:
            return number
    return len(limits)


def content_words(text: str) -> frozenset[str]:
    """The longer words of a text, cut to their first five letters; pairs of characters where words are not parted."""
    lowered = text.casefold()
    if any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in lowered[:40]):
        return frozenset(
            lowered[i : i + 2] for i in range(len(lowered) - 1) if lowered[i].isalpha() and lowered[i + 1].isalpha()
        )
    return frozenset([w[:5] for w in _WORD_RUN.findall(lowered)])


def language_of(text: str) -> str | None:
    """The language with most function words in ``text`` (two more than the next), the script where it says enough, or None."""
    for c in text[:30]:
        if c.isalpha() and c > "\u0370":
            if "\u3040" <= c <= "\u30ff":
                return "ja"
            if "\u4e00" <= c <= "\u9fff":
                return "zh"
            if "\uac00" <= c <= "\ud7a3":
                return "ko"
            if "\u0600" <= c <= "\u06ff":
                return "ar"
            if "\u0900" <= c <= "\u097f":
                return "hi"
            break
    table = _languages()
    votes: dict[str, int] = {}
    for word in set(_SHORT_RUN.findall(text.casefold())):
        for language in table.get(word, ()):
            votes[language] = votes.get(language, 0) + 1
    if not votes:
        return None
    ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    if ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1] + (ranked[0][1] < 4)):
        return ranked[0][0]
    return None


def _first(c: str) -> str:
    if c.isalpha():
        return (
            "a capital" if c.isupper() or c.istitle() else "a small letter" if c.islower() else "a letter without case"
        )
    if c.isdigit():
        return "a digit"
    if c in _QUOTES:
        return "a quotation mark"
    if c in "-–—•·*●▪":
        return "a dash or bullet"
    if c in "([（【":
        return "a bracket"
    return "a > sign" if c == ">" else "another sign"


def _last(text: str) -> str:
    c = text[-1]
    if c.isalpha():
        return "a letter"
    if c.isdigit():
        return "a digit"
    if text.endswith(("...", "…")):
        return "an ellipsis"
    if c in _QUOTES:
        return "a stop and a quotation mark" if text[-2:-1] in ".!?,。" else "a quotation mark"
    return {
        ".": "a full stop",
        "。": "a full stop",
        "।": "a full stop",
        "?": "a question mark",
        "？": "a question mark",
        "!": "an exclamation mark",
        "！": "an exclamation mark",
        ":": "a colon",
        "：": "a colon",
        ",": "a comma",
        ";": "a comma",
        ")": "a bracket",
        "]": "a bracket",
        "）": "a bracket",
        "】": "a bracket",
    }.get(c, "another sign")


def _case(text: str, tokens: list[str]) -> tuple[str, int]:
    """(case class, words that begin with a small letter)."""
    lower = sum(t[0].islower() for t in tokens)
    if text == text.upper():
        return ("all capitals" if text != text.lower() else "script without case"), 0
    if text == text.lower():
        return "small letters", lower
    serious = sum(t[0].islower() and t not in _TITLE_LOWER for t in tokens)
    lettered = sum(t[0].isalpha() for t in tokens) or 1
    if serious == 0:
        return "title case", lower
    return ("mostly capitalised" if serious / lettered < 0.3 else "sentence case"), lower


def long_clues(head: str, tail: str) -> Seen:
    """Clues of a long line, from its first and last characters."""
    stripped, end = head.strip(), tail.rstrip()
    clues = [_LENGTH[-1], _WORD[-1]]
    if stripped:
        clues.append(_FIRST[_first(stripped[0])])
    if end:
        clues.append(_LAST[_last(end)])
    return Seen(clues)


def add_dateline(seen: Seen, head: str) -> None:
    """The dateline clues of the first characters of a paragraph."""
    if not any(sign in head[:120] for sign in ("-", "–", "—", ":", "/", ")", "电", "電")):
        return
    dateline = parse_dateline(head)
    if dateline is None:
        return
    seen.clues.append(_DATELINE["present"])
    if dateline.agency:
        seen.clues.append(_DATELINE["with agency"])
    if dateline.date:
        seen.clues.append(_DATELINE["with full date" if dateline.date.precision == "day" else "with date"])
        seen.dates = (dateline.date,)
    if not dateline.agency and not dateline.date:
        seen.clues.append(_DATELINE["of place alone"])


def line_clues(text: str) -> Seen:
    """Everything that one line of at most 300 characters shows by itself."""
    line = text.strip(" \t\u00a0\u200b\ufeff\u2028\u2029\u3000\x0b\x0c")
    if not line:
        line = text.strip() or "?"
    tokens = line.split()
    clues = [
        _LENGTH[_bucket(len(line), _LENGTHS)],
        _WORD[_bucket(len(tokens), _WORDS)],
        _FIRST[_first(line[0])],
        _LAST[_last(line)],
    ]
    case, lower = _case(line, tokens)
    clues += (_CASE[case], _LOWER[_bucket(lower, (0, 1, 3, 6))])
    if text[0] in " \t\u3000\u00a0":
        clues.append(_WRAP["indented"])
    if text[-1] in " \t\u00a0":
        clues.append(_WRAP["trailing space"])
    if "\u00a0" in line:
        clues.append(_WRAP["contains a no-break space"])
    ends = sum(
        1 for m in _SENTENCE_END.finditer(line) if not _ABBREVIATION.search(line, max(0, m.start() - 6), m.start())
    )
    if ends:
        clues.append(_SENTENCES[min(ends, 2) - 1])
    if any(q in line for q in '"“”„«»「'):
        clues.append(_WRAP["has a quotation"])
    if tokens[0].casefold() in _ASKS:
        clues.append(_QUESTION)
    _list_clues(clues, line)
    seen = Seen(clues)
    seen.look = f"{case}/{_last(line)}/{_bucket(len(line), (30, 60, 90, 130))}"
    if len(line) <= SHORT:
        found = outside_kind(line)
        if found is not None:
            clues += (_OUTSIDE[found[0]], _OUTSIDE_EXACT if found[1] else _OUTSIDE_START)
        _credit_clues(seen, line, tokens)
    if len(line) > 24:
        add_dateline(seen, line)
    seen.clues = sorted(set(clues))
    return seen


def _list_clues(clues: list[int], line: str) -> None:
    if _ITEM.match(line):
        clues.append(_LIST["numbered item"])
    elif _LETTER_ITEM.match(line):
        clues.append(_LIST["lettered item"])
    elif line[0] == ">":
        clues.append(_LIST["quoted block"])
    elif _BULLET.match(line):
        clues.append(_LIST["bulleted item"])


def _credit_clues(seen: Seen, line: str, tokens: list[str]) -> None:
    """What the line says if it is a credit: labels, dates, separators, and whether its parts can be names."""
    clues, lists = seen.clues, words()
    if _ADDRESS.search(line):
        clues.append(_LABEL["address or e-mail"])
    elif _DOMAIN.search(line):
        clues.append(_LABEL["domain name"])
    if "©" in line or line.startswith(("(c)", "(C)")):
        clues.append(_LABEL["copyright sign"])
    for name, pattern in (("caption word", lists.caption), ("correction word", lists.correction)):
        if pattern.match(line):
            clues.append(_LABEL[name])
    if lists.byline_end.search(line):
        clues.append(_LABEL["byline ending"])
    has_digit = _DIGIT.search(line) is not None
    if _YEAR.search(line):
        clues.append(_DATE["year"])
    if not has_digit and len(line) > 90 and not _SEPARATORS.search(line[:40]):
        return
    split = split_credit(line)
    seen.dates = tuple(split.dates)
    _date_clues(clues, split, line)
    _sign_clues(clues, line)
    _name_clues(seen, split, line)
    _label_clues(clues, split, line)
    if len(line) <= 140:
        seen.shape = _shape(split, line)


def _date_clues(clues: list[int], split: Split, line: str) -> None:
    full = [d for d in split.dates if d.precision == "day" or d.ambiguous]
    if full:
        clues.append(_DATE["full date"])
    elif split.dates:
        clues.append(_DATE["partial date"])
    if len(split.dates) > 1:
        clues.append(_DATE["several dates"])
    if any(d.ambiguous for d in split.dates):
        clues.append(_DATE["ambiguous date"])
    if split.dates:
        first, last = split.dates[0], split.dates[-1]
        start, end = len(line[: first.outer_start].strip(" ([—–-|,")), len(line[last.outer_end :].strip(" )].,|"))
        if not start:
            clues.append(_DATE["date at the start"])
        if not end:
            clues.append(_DATE["date at the end"])
        if not start and not end and len(split.dates) == 1:
            clues.append(_DATE["date alone"])
    for label, name in (("time", "time of day"), ("relative-time", "relative time"), ("reading-time", "reading time")):
        if label in split.labels:
            clues.append(_DATE[name])
    if words().weekday.match(line) or (split.dates and words().weekday.search(line)):
        clues.append(_DATE["weekday"])


def _sign_clues(clues: list[int], line: str) -> None:
    spaced = line.replace("\u00a0", " ")
    if "|" in line or "｜" in line:
        clues.append(_SIGN["bar"])
    if any(c in line for c in "•·●∙・"):
        clues.append(_SIGN["bullet"])
    if " – " in spaced or " — " in spaced:
        clues.append(_SIGN["dash"])
    if " - " in spaced:
        clues.append(_SIGN["hyphen"])
    if " / " in spaced or " // " in spaced:
        clues.append(_SIGN["slash"])
    if " > " in spaced or "»" in line or "›" in line:
        clues.append(_SIGN["angle"])
    commas = line.count(",") + line.count("，") + line.count("、")
    if commas:
        clues.append(_SIGN["comma" if commas == 1 else "several commas"])
    if ";" in line:
        clues.append(_SIGN["semicolon"])
    if ":" in line or "：" in line:
        clues.append(_SIGN["colon"])
    if line[0] in "[【":
        clues.append(_WRAP["in square brackets" if line[-1] in "]】" else "opens with square brackets"])
    elif line[0] in "(（" and line[-1] in ")）":
        clues.append(_WRAP["in brackets"])
    elif "(" in line:
        clues.append(_WRAP["has brackets"])


def _name_clues(seen: Seen, split: Split, line: str) -> None:
    clues = seen.clues
    names = prose = 0
    sets = words().sets
    parts: list[str] = []
    for piece in split.pieces:
        if piece.kind in ("editor", "other", "updated") or not any(c.isalpha() for c in piece.text):
            continue
        folded = piece.text.casefold()
        if folded in sets["text.roles"]:
            clues.append(_LABEL["job title"])
        elif folded in sets["outlet.agencies"]:
            clues.append(_LABEL["agency"])
            names += 1
            parts.append(folded)
        elif looks_like_name(piece.text) or _DOMAIN.match(piece.text):
            names += 1
            parts.append(folded)
            score = person_score(piece.text)
            clues.append(_PERSON if score > 0.9 else _ORGANISATION if score < -1.4 else _UNSURE)
            if any(t in sets["outlet.words"] for t in folded.split()):
                clues.append(_LABEL["outlet word"])
        else:
            prose += 1
    clues += (_PIECES[min(names, 3)], _PROSE[min(prose, 2)])
    seen.parts = tuple(parts[:6])
    if len(split.pieces) == 1 and names == 1 and not split.dates and not split.labels:
        score = person_score(line)
        clues.append(_ALONE_PERSON if score > 0.9 else _ALONE_OUTLET if score < -1.4 else _ALONE_NAME)
        if line.casefold() in sets["outlet.agencies"]:
            clues.append(_LABEL["agency only"])


def _label_clues(clues: list[int], split: Split, line: str) -> None:
    lists = words()
    if lists.strong_byline.match(line):
        clues.append(_LABEL["byline word first"])
    elif lists.byline.match(line):
        clues.append(_LABEL["weak byline word first"])
    if "author" in split.labels and any(p.kind == "author" and p.start > 8 for p in split.pieces):
        clues.append(_LABEL["byline word inside"])
    for label, name in (
        ("outlet", "source label"),
        ("published", "published label"),
        ("updated", "updated label"),
        ("editor", "editor label"),
        ("other", "other label"),
    ):
        if label in split.labels:
            clues.append(_LABEL[name])


_LETTERS = re.compile(r"[^\W\d_]+")


def _shape(split: Split, line: str) -> str | None:
    """The line with names, dates and numbers abstracted: ``by N | N | D``. None where nothing marks it as a credit."""
    spans = [(d.start, d.end, "D") for d in split.dates] + [(p.start, p.end, _part_shape(p.text)) for p in split.pieces]
    if not spans:
        return None
    spans.sort()
    out: list[str] = []
    at = 0
    for start, end, sign in spans:
        if start < at:
            continue
        out += (_DIGIT.sub("0", line[at:start].casefold().replace("\u00a0", " ")), sign)
        at = end
    out.append(_DIGIT.sub("0", line[at:].casefold()))
    return "".join(out).strip()


def _part_shape(text: str) -> str:
    tokens = text.split()
    if not looks_like_name(text):
        return "x" if len(tokens) < 6 else "xx"
    return "N" if len(tokens) < 5 else "NN"


def blank_clue(blanks: int) -> int:
    """The clue for so many blank lines before a line."""
    return _BLANKS[min(blanks, 3)]


def edge_clues(number: int, last: bool) -> list[int]:
    """Clues of the place in the file: ``number`` counts lines that are not blank from 0."""
    found = []
    if number == 0:
        found.append(_FIRST_LINE)
    if number < 8:
        found.append(_EDGE)
    if last:
        found.append(_LAST_LINE)
    return found


def relations(line: Seen, before: list[Seen], after: list[Seen]) -> list[int]:
    """Clues from a line and up to three lines that are not blank on either side (``words`` and ``language`` filled in)."""
    clues: list[int] = []
    own = line.words
    if len(own) >= 2:
        follows = frozenset().union(*(s.words for s in after)) if after else frozenset()
        precedes = frozenset().union(*(s.words for s in before)) if before else frozenset()
        forth, back = len(own & follows) / len(own), len(own & precedes) / len(own)
        if after:
            clues.append(_NEXT[_share(forth)])
        if before:
            clues.append(_BEFORE[_share(back)])
        if forth > back + 0.15:
            clues.append(_MORE_NEXT)
        elif back > forth + 0.15:
            clues.append(_MORE_BEFORE)
    earlier = next((s.language for s in reversed(before) if s.language), None)
    later = next((s.language for s in after if s.language), None)
    if earlier and later:
        clues.append(_LANG["language stays around it" if earlier == later else "language changes around it"])
    if line.language and earlier:
        clues.append(_LANG["language as before" if line.language == earlier else "language differs from before"])
    if line.language and later:
        clues.append(_LANG["language as after" if line.language == later else "language differs from after"])
    return clues


def _share(fraction: float) -> int:
    return 0 if fraction == 0 else 1 if fraction <= 0.2 else 2 if fraction <= 0.45 else 3
