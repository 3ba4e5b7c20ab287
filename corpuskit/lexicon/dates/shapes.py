"""A line of text as its shape: a string with one character per token, over which the forms of dates are found.

    12 November 2024, 14:05   ->   ^bMY,b:b$        (M here for the role character of a month)

Numbers   a 1-9 · b 01-31 in two digits · c 00 and 32-99 in two digits · Y a year that can be understood · Z another
          number of four digits · 5, 6, 8, e of five, six, eight, twelve or fourteen digits · n any other, and a number
          glued to a short word that is no word of a date ("v3", "B12") or to "$", "_" and the like
Words     the role characters of `vocabulary`; without a role x, or v where one or two letters long
年月日時分秒  the date characters of Chinese and Japanese, Korean ones likewise
Marks     . , - / : and = (any longer dash) stand tight between two tokens; loose ones are ; (full stop) | (slash and
          all that parts segments, ends of lines too) ~ (dashes) ! (colon); % a comma tight between two numbers;
          ' ( ) # + & _ themselves, p the rest
Ends      ^ and $; x instead of $ where the text was cut off
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from corpuskit.lexicon.dates.tokens import PUNCTUATION_KIND, TOKEN, comparable, is_blank
from corpuskit.lexicon.dates.vocabulary import NO_WORD, Vocabulary, Word

NUMBERS = "abcYZ568en"
#: Tokens remembered with their characters; most words of a dump recur.
_REMEMBERED = 30_000
#: The date characters of three languages, as one.
_DATE_CHARACTERS = dict(zip("年月日号號時时點点分秒년월일시분초", "年月日日日時時時時分秒年月日時分秒", strict=True))
_IN_CONTEXT = {".": ";", "-": "~", "=": "~", "/": "|", ":": "!", ",": "%", "·": "|"}
_CONTEXT = re.compile(
    rf"((?<=[{NUMBERS}])·(?=[{NUMBERS}]))|(?<=[ ^])[-./:=]|[-./:=](?=[ $])|·|(?<=[v_])[abcYZ568e]"
    rf"|(?<=[{NUMBERS}]),(?=[{NUMBERS}])"
)
#: Lines of fewer tokens are remembered by their characters.
_SHORT = 200
#: Stands for a blank that prints nothing, until blanks are dropped.
_NO_SPACE = "\u200b"
_SPACE = " "
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_BLANKS = _SPACE + _NO_SPACE


class Shape:
    """Character i of ``characters`` stands for token i. Offsets and words are worked out when a date is found."""

    __slots__ = ("_ends", "_pieces", "_shaper", "_tokens", "characters")

    def __init__(self, shaper: Shaper, marked: str, pieces: list[str]) -> None:
        self.characters, self._tokens = _remembered(marked) if len(marked) < _SHORT else _in_context(marked)
        self._shaper = shaper
        self._pieces = pieces
        self._ends: list[int] = []

    def printed(self, i: int) -> str:
        """Token i, which is neither end of the text."""
        return self._pieces[self._tokens[i] - 1]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens ``first`` to ``last`` (exclusive) start and end in the text, in code points."""
        if not self._ends:
            self._ends = [0, *accumulate(map(len, self._pieces))]
        return self._ends[self._tokens[first] - 1], self._ends[self._tokens[last - 1]]

    def word(self, i: int) -> Word:
        """What token i can be; `NO_WORD` for one that is no word of a date."""
        return self._shaper.word(self.printed(i))


def _in_context(marked: str) -> tuple[str, tuple[int, ...]]:
    """From a character for each end and piece of a text: those of tokens as they read beside each other, without
    blanks, and which each was.
    """
    spaced = _CONTEXT.sub(_beside, marked)
    tokens = tuple(i for i, character in enumerate(spaced) if character not in _BLANKS)
    return spaced.replace(_SPACE, "").replace(_NO_SPACE, ""), tokens


#: A dump's credits are printed alike, so the last few thousand are remembered.
_remembered = lru_cache(maxsize=4096)(_in_context)


def _beside(match: re.Match[str]) -> str:
    return "." if match.lastindex else _IN_CONTEXT.get(match.group(), "n")


class Shaper:
    """Makes shapes with one vocabulary. ``years`` are the first and the last that can be understood."""

    def __init__(self, vocabulary: Vocabulary, years: tuple[int, int]) -> None:
        self.vocabulary = vocabulary
        self._years = years
        self._characters: dict[str, str] = {}
        self._words: dict[str, Word] = {}
        self._heads: set[str] = set()  #: remembered tokens that can begin a name of several

    def shape(self, text: str, cut_off: bool = False) -> Shape:
        """The shape of a line; linear in its length."""
        tokens = TOKEN.findall(text)
        known = self._characters
        try:
            characters = [known[token] for token in tokens]
        except KeyError:
            characters = [known.get(token) or self._remember(token) for token in tokens]
        if not self._heads.isdisjoint(tokens):
            self._join_names(tokens, characters)
        end = "x" if cut_off else "$"
        return Shape(self, f"^{''.join(characters)}{end}", tokens)

    def word(self, printed: str) -> Word:
        """What a printed word can be, remembered."""
        found = self._words.get(printed)
        if found is None:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            found = self._words[printed] = self.vocabulary.word(printed)
        return found

    def _remember(self, token: str) -> str:
        if len(self._characters) > _REMEMBERED:
            self._characters.clear()
            self._heads.clear()
        character = self._character(token)
        if len(token) <= 40:
            self._characters[token] = character
        return character

    def _character(self, token: str) -> str:
        first = token[0]
        if first.isdecimal():
            return self._number(token)
        if is_blank(token):
            if not _LINE_ENDS.isdisjoint(token):
                return "|"
            return _SPACE if any(c.isspace() for c in token) else _NO_SPACE
        if token in _DATE_CHARACTERS:
            return _DATE_CHARACTERS[token]
        word = self.vocabulary.word(token)
        if word.phrases:
            self._heads.add(token)
        if word.role != NO_WORD.role:
            return word.role
        if first.isalpha():
            return "v" if len(token) < 3 and first < "\u0590" else word.role
        return PUNCTUATION_KIND.get(token, "p")

    def _number(self, printed: str) -> str:
        digits = len(printed)
        if digits == 1:
            return "a" if int(printed) else "n"
        if digits == 2:
            return "b" if 0 < int(printed) < 32 else "c"
        if digits == 4:
            return "Y" if self._years[0] <= int(printed) <= self._years[1] else "Z"
        return {5: "5", 6: "6", 8: "8", 12: "e", 14: "e"}.get(digits, "n")

    def _join_names(self, tokens: list[str], characters: list[str]) -> None:
        """Make one token of several that are one name ("تشرين الثاني", "พ.ย", "il y a"), from the first to the last."""
        done = 0
        for head in [i for i, token in enumerate(tokens) if token in self._heads]:
            if head < done:
                continue  # of a longer name: "арван нэгдүгээр" is none that begins with "нэгдүгээр"
            phrases = self.word(tokens[head]).phrases
            rest: list[str] = []
            ends: list[int] = []
            for i in range(head + 1, len(tokens)):
                if not is_blank(tokens[i]):
                    rest.append(comparable(tokens[i]))
                    ends.append(i + 1)
                    if not any(names[: len(rest)] == tuple(rest) for names, _ in phrases):
                        break
            for names, whole in phrases:
                if tuple(rest[: len(names)]) == names:
                    done = ends[len(names) - 1]
                    tokens[head:done] = ["".join(tokens[head:done]), *[""] * (done - head - 1)]
                    characters[head:done] = [whole.role, *[_NO_SPACE] * (done - head - 1)]
                    break
