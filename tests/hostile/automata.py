"""The positions of a regular expression as an automaton, and whether it can read a text in very many ways.

Python's engine tries one way after the other, so its time is the number of ways. With Glushkov's construction each
character of the pattern is a state, and an edge leads to what can be read next. Then (Weber and Seidl, 1991) there are

- exponentially many ways if from some state two different walks over the same characters lead back to it: ``(a|a)*``,
  ``(?:ab?|b)*``;
- quadratically many or more if a walk leads from a loop to itself, from it to a later loop, and from that to itself,
  all three over the same characters: ``a*b?a*``, also where the two lie in different groups or alternatives.

What cannot go back (possessive repetitions, atomic groups) is one state; looking around reads nothing. A repetition
with an upper bound stands for itself twice at most, which keeps whether its turns can be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

#: More repetitions than this count as unbounded.
BOUND = 4096
REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT}
NOTHING_READ = {sre.AT, sre.ASSERT, sre.ASSERT_NOT}
#: Some characters of each kind; those that a pattern names, and their neighbours, are added to them.
SAMPLE = "\t\n\x0b\r\x1f !\"#&'()*+,-./09:;<=>?@AZ[]_az{|}~\x7f\x85\xa0\u2028\u200béßжЖ漢字あ１²½“”–…₀\ue000\uf8ff"


class Part(NamedTuple):
    """A piece of a pattern: the states it can begin and end with, and whether it can be empty."""

    first: frozenset[int]
    last: frozenset[int]
    empty: bool


NOTHING = Part(frozenset(), frozenset(), True)


@dataclass
class Automaton:
    """States are numbers; ``reads`` has the characters of each as bits, ``next`` what can be read behind it."""

    letters: str
    fold: bool
    reads: list[int] = field(default_factory=list)
    next: list[set[int]] = field(default_factory=list)
    doubled: bool = False  #: an edge of a loop is there twice, as that of ``(a+)+`` from a to a

    @classmethod
    def of(cls, pattern: str, flags: int = 0) -> Automaton:
        tree = parser.parse(pattern, flags)
        found = cls("".join(sorted({*SAMPLE, *_named(tree)})), bool(tree.state.flags & re.IGNORECASE))
        found._sequence(tree)
        return found

    def ways(self) -> str | None:
        """ "exponential", "polynomial", or None where there is a bounded number of ways."""
        if self.doubled:
            return "exponential"
        loops = [states for states in _strong(range(len(self.reads)), self.next.__getitem__) if self._loops(states)]
        if any(self._returns_twice(states) for states in loops):
            return "exponential"
        pairs = ((one, other) for one, other in product(loops, loops) if one is not other)
        return "polynomial" if any(self._lingers(one, other) for one, other in pairs) else None

    def _loops(self, states: frozenset[int]) -> bool:
        return any(self.next[state] & states for state in states)

    def _returns_twice(self, states: frozenset[int]) -> bool:
        """Whether two different walks over the same characters lead from a state back to it."""

        def after(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
            for one, other in product(self.next[pair[0]] & states, self.next[pair[1]] & states):
                if self.reads[one] & self.reads[other]:
                    yield one, other

        found = _strong([(state, state) for state in states], after)
        return any({one == other for one, other in group} == {True, False} for group in found)

    def _lingers(self, one: frozenset[int], other: frozenset[int]) -> bool:
        """Whether the same characters lead around a loop, from it to a later loop, and around that."""
        begins = {state for state in one if self.next[state] - one}
        ends = {state for state in other if self.reads[state]}
        for start, end in product(begins, ends):
            seen = {(start, start, end)}
            waiting = list(seen)
            while waiting:
                here = waiting.pop()
                inside = self.next[here[0]] & one, self.next[here[1]], self.next[here[2]] & other
                for after in product(*inside):
                    if after in seen or not self.reads[after[0]] & self.reads[after[1]] & self.reads[after[2]]:
                        continue
                    if after == (start, end, end):
                        return True
                    seen.add(after)
                    waiting.append(after)
        return False

    # -- construction --------------------------------------------------------------------------------------------

    def _state(self, characters: Iterable[str]) -> Part:
        bits = 0
        for character in characters:
            bits |= 1 << self.letters.index(character)
        self.reads.append(bits)
        self.next.append(set())
        only = frozenset((len(self.reads) - 1,))
        return Part(only, only, False)

    def _join(self, one: Part, other: Part) -> Part:
        for state in one.last:
            self.next[state] |= other.first
        return Part(
            one.first | other.first if one.empty else one.first,
            one.last | other.last if other.empty else other.last,
            one.empty and other.empty,
        )

    def _sequence(self, items: Iterable[Any]) -> Part:
        found = NOTHING
        for item in items:
            found = self._join(found, self._part(*item))
        return found

    def _part(self, kind: Any, value: Any) -> Part:
        if kind in NOTHING_READ:
            return NOTHING
        if kind is sre.SUBPATTERN:
            return self._sequence(value[3])
        if kind is sre.BRANCH:
            parts = [self._sequence(branch) for branch in value[1]]
            return Part(
                frozenset().union(*(part.first for part in parts)),
                frozenset().union(*(part.last for part in parts)),
                any(part.empty for part in parts),
            )
        if kind in REPEATS:
            return self._repeated(*value)
        if kind in (sre.POSSESSIVE_REPEAT, sre.ATOMIC_GROUP):
            return self._closed(kind, value)
        return self._state(self._characters(kind, value))

    def _repeated(self, least: int, most: int, body: Any) -> Part:
        if most > BOUND:
            made = self._sequence(body)
            self.doubled |= any(self.next[state] & made.first for state in made.last)
            self._join(made, made)
            return made._replace(empty=made.empty or not least)
        if not most:
            return NOTHING
        found = self._sequence(body)
        if most > 1:
            again = self._sequence(body)
            found = self._join(found, again._replace(empty=again.empty or least < 2))
        return found._replace(empty=found.empty or not least)

    def _closed(self, kind: Any, value: Any) -> Part:
        """What is never gone back into: one state that reads what it can begin with."""
        inner = Automaton(self.letters, self.fold)
        body = value[2] if kind is sre.POSSESSIVE_REPEAT else value
        part = inner._sequence(body)
        first = {letter for at, letter in enumerate(self.letters) if any(inner.reads[s] >> at & 1 for s in part.first)}
        empty = part.empty or (kind is sre.POSSESSIVE_REPEAT and not value[0])
        return self._state(first)._replace(empty=empty) if first else NOTHING

    def _characters(self, kind: Any, value: Any) -> Iterator[str]:
        matches = _single(kind, value, re.IGNORECASE if self.fold else 0)
        return (letter for letter in self.letters if matches(letter))


def _single(kind: Any, value: Any, flags: int) -> Any:
    """A matcher for one character, by the engine itself."""
    if kind is sre.GROUPREF:
        return lambda letter: True
    source = {sre.LITERAL: _literal, sre.NOT_LITERAL: _not_literal, sre.ANY: lambda _: ".", sre.IN: _class}[kind](value)
    return re.compile(source, flags).fullmatch


def _literal(code: int) -> str:
    return f"\\U{code:08x}"


def _not_literal(code: int) -> str:
    return f"[^\\U{code:08x}]"


def _class(items: Any) -> str:
    said = ""
    for kind, value in items:
        if kind is sre.NEGATE:
            said += "^"
        elif kind is sre.LITERAL:
            said += _literal(value)
        elif kind is sre.RANGE:
            said += f"{_literal(value[0])}-{_literal(value[1])}"
        else:
            letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rpartition("_")[2]]
            said += f"\\{letter.upper() if '_NOT_' in str(value) else letter}"
    return f"[{said}]"


def _named(tree: Any) -> Iterator[str]:
    """The characters that a pattern names, in both cases, and those beside the ends of its ranges."""
    for kind, value in tree:
        codes: list[int] = []
        if kind in (sre.LITERAL, sre.NOT_LITERAL):
            codes = [value]
        elif kind is sre.IN:
            for inner, what in value:
                codes += [what] if inner is sre.LITERAL else [*what, what[1] + 1] if inner is sre.RANGE else []
        for code in codes:
            if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                yield from {chr(code), *chr(code).lower(), *chr(code).upper()}
        for body in _bodies(kind, value):
            yield from _named(body)


def _bodies(kind: Any, value: Any) -> list[Any]:
    if kind is sre.SUBPATTERN:
        return [value[3]]
    if kind in REPEATS or kind is sre.POSSESSIVE_REPEAT:
        return [value[2]]
    if kind is sre.BRANCH:
        return list(value[1])
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is sre.ATOMIC_GROUP else []


def looked_around(pattern: str, flags: int = 0) -> Iterator[Any]:
    """What stands in looks ahead and behind, and in what is never gone back into: matched for itself."""
    waiting = [parser.parse(pattern, flags)]
    while waiting:
        for kind, value in waiting.pop():
            for body in _bodies(kind, value):
                waiting.append(body)
                if kind in (sre.ASSERT, sre.ASSERT_NOT, sre.ATOMIC_GROUP, sre.POSSESSIVE_REPEAT):
                    yield body


def ways(pattern: str, flags: int = 0) -> list[str]:
    """How many ways there are to read a text, for the pattern and for each part that is matched for itself."""
    whole = Automaton.of(pattern, flags)
    found = [whole.ways()]
    for body in looked_around(pattern, flags):
        inner = Automaton(whole.letters, whole.fold)
        inner._sequence(body)
        found.append(inner.ways())
    return [one for one in found if one]


def restarts(pattern: str, flags: int = 0) -> bool:
    """Whether a search can go over the same characters from each of many places, in vain: ``a+b`` in ``aaaa``.

    Then its time grows with the square of the text. A loop that can end the match is no such: it is found at once.
    """
    tree = parser.parse(pattern, flags)
    kind, value = next(iter(tree), (None, None))
    ways = value[1] if kind is sre.BRANCH and len(tree) == 1 else [tree]
    letters = "".join(sorted({*SAMPLE, *_named(tree)}))
    return any(
        _restarts(Automaton(letters, bool(tree.state.flags & re.IGNORECASE)), way, tree.state.flags) for way in ways
    )


def _restarts(found: Automaton, tree: Any, flags: int) -> bool:
    whole = found._sequence(tree)
    loops = [states for states in _strong(range(len(found.reads)), found.next.__getitem__) if found._loops(states)]
    begin = found._state(found.letters)
    found._join(begin, begin)
    before = begin
    kind, value = next(iter(tree), (None, None))
    if kind is sre.AT and value is sre.AT_BEGINNING and flags & re.MULTILINE:
        before = found._state("\n")
    elif kind is sre.AT and value in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
        return False
    elif kind in (sre.ASSERT, sre.ASSERT_NOT) and value[0] < 0 and len(value[1]) == 1:  # what has to stand before it
        named = set(found._characters(*value[1][0]))
        before = found._state(one for one in found.letters if (one in named) is (kind is sre.ASSERT))
    found._join(begin, before)
    found._join(before, whole._replace(empty=False))
    ends = frozenset() if len(tree) and tree[-1][0] in NOTHING_READ else whole.last  # what is asked of the end may fail
    return any(found._lingers(begin.first, states - ends) for states in loops)


def _strong(starts: Iterable[Any], after: Any) -> list[frozenset[Any]]:
    """Groups of nodes that lead to each other (Tarjan, without recursion), of all that the starts lead to."""
    index: dict[Any, int] = {}
    low: dict[Any, int] = {}
    stack: list[Any] = []
    on_stack: set[Any] = set()
    found: list[frozenset[Any]] = []
    for start in starts:
        if start in index:
            continue
        work = [(start, iter(list(after(start))))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, rest = work[-1]
            for following in rest:
                if following not in index:
                    index[following] = low[following] = len(index)
                    stack.append(following)
                    on_stack.add(following)
                    work.append((following, iter(list(after(following)))))
                    break
                if following in on_stack:
                    low[node] = min(low[node], index[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = set()
                    while not group or node not in group:
                        one = stack.pop()
                        on_stack.discard(one)
                        group.add(one)
                    found.append(frozenset(group))
    return found
