"""The words of printed dates: which roles a word can play in one (see `table` for where they come from).

A role says what a word can be in a date: "month", "weekday", "of", "after_year", … A word may have several (Spanish
"mar" is March and Tuesday). Each distinct set of roles gets one character of its own, so that a line of text becomes a
short string of such characters (its *shape*, see `shapes`) over which the forms of dates are plain regular expressions.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from corpuskit.lexicon.dates.folding import fold
from corpuskit.lexicon.dates.table import Table, table
from corpuskit.lexicon.dates.tokens import tokens_of

Languages = frozenset[str]

#: The characters that stand for a set of roles: those behind ASCII, of which `shapes` uses none for anything else. The
#: some hundred that the packaged data need are below 0x100, where classes of expressions are small tables.
FIRST_ROLE_CHARACTER = 0x80
LAST_ROLE_CHARACTER = 0xFF
#: Stands for a word that plays no role in any date.
OTHER_WORD = "x"

#: Longer words are none of a date.
_LONGEST_WORD = 40


class Word(NamedTuple):
    """What a word can be in a date: ``role`` its character in a shape, the rest the values of its roles."""

    role: str
    months: tuple[tuple[int, Languages], ...] = ()  #: more than one where languages differ ("listopad")
    weekdays: tuple[tuple[int, Languages], ...] = ()  #: Monday is 0
    foreign: tuple[tuple[int, Languages], ...] = ()  #: months of other calendars, with the names of these
    era: int = 0  #: common year = year of the era + this
    phrases: tuple[tuple[tuple[str, ...], Word], ...] = ()  #: (folded tokens that follow, the whole), longest first


NO_WORD = Word(OTHER_WORD)


def is_role(character: str) -> bool:
    """Whether a character of a shape stands for the roles of a word."""
    return FIRST_ROLE_CHARACTER <= ord(character) <= LAST_ROLE_CHARACTER


class Vocabulary:
    """Words by folded spelling."""

    def __init__(self, known: Table) -> None:
        self._table = known
        self._characters = [OTHER_WORD, *(chr(FIRST_ROLE_CHARACTER + n) for n in range(1, len(known.roles)))]
        if len(known.roles) > 1 and not is_role(self._characters[-1]):
            raise ValueError("words of dates play roles in more combinations than there are characters kept for")

    def word(self, printed: str) -> Word:
        """What a printed word, or several that are one name, can be."""
        known, capital = self._table, printed[0] != printed[0].lower()
        folded = fold(printed) if len(printed) <= _LONGEST_WORD else ""
        if folded in known.words or folded in known.phrases:
            return self._head(folded, capital)
        if folded.isalpha() and printed.isascii():  # nearly all, and one token
            return NO_WORD
        first, *others = tokens_of(printed)
        if others and (first in known.words or first in known.phrases):
            phrases = known.phrases.get(first, ())
            return next((self._word(meaning, capital) for names, meaning in phrases if names == others), NO_WORD)
        for era, before in known.eras.items():  # Chinese and Japanese print no space in front of one
            if printed.endswith(era):
                return Word(self._characters[known.era], era=before)
        return NO_WORD

    def _head(self, token: str, capital: bool) -> Word:
        """A word by its first token; what follows that in longer spellings hangs on it."""
        meaning = self._table.words.get(token)
        word = NO_WORD if meaning is None else self._word(meaning, capital)
        longer = self._table.phrases.get(token)
        if longer is None:
            return word
        return word._replace(phrases=tuple((tuple(names), self._word(inner, capital)) for names, inner in longer))

    def _word(self, meaning: list[Any], capital: bool) -> Word:
        _, _, months, weekdays, foreign = meaning
        return Word(self._characters[meaning[capital]], _tagged(months), _tagged(weekdays), _tagged(foreign))

    def characters(self, *roles: str) -> str:
        """The characters, as the inside of a regular expression's class, of every set with one of the roles."""
        sets, wanted = zip(self._table.roles, self._characters, strict=True), frozenset(roles)
        return "".join(character for held, character in sets if not wanted.isdisjoint(held))

    def today_words(self) -> frozenset[str]:
        """Folded spellings of words for days near to now that stand alone ("yesterday"), spaces kept."""
        return frozenset(self._table.today)


def _tagged(meant: list[Any]) -> tuple[tuple[int, Languages], ...]:
    return tuple((number, frozenset(tags)) for number, tags in meant)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the packaged data, made once a process at first use (with the grammar some 40 ms)."""
    return Vocabulary(table())
