"""What a person puts between the articles of a dump: a rule of signs, a number, or the address of each page above or
below it; and the last sheet of a page that a browser printed.

Behind a parting an article begins whatever it looks like, with a title or with text at once; so partings are known
where no line alone would show a boundary. A rule can also stand under a title or between two parts of one text, and an
address can be a link in it, so a dump as a whole must show which it is: where pass 1 found articles, and to which side
an address stands closer. Mergeable counts of fixed size.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.patterns import later
from corpuskit.sorted_numbers import distinct
from corpuskit.splitting.habits.numbering import Numbering
from corpuskit.splitting.pages.addresses import is_address
from corpuskit.splitting.pages.furniture import ADDRESS as CREDIT
from corpuskit.splitting.pages.furniture import SHEET
from corpuskit.splitting.pages.sheets import printed

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

Counts = npt.NDArray[np.int64]
_BUCKETS = 1 << 10
#: Of each kind of rule: how often seen, how often an article was found right behind it, how often under a head.
_SEEN, _BEFORE_START, _UNDER_HEAD = range(3)
#: Of addresses alone on their line: how often seen, as the start of an article, with one right behind, standing closer
#: to what is below them, and right below another address.
_ALL, _STARTING, _ENDING, _LEANING, _LISTED = range(5)
#: Dumps that open with an address, and that close with one.
_OPENS, _CLOSES = range(2)
#: Signs that are drawn as a line across the page; others part the sections of a text as often.
_DRAWN = later(
    r"(?:-{5,200}|={5,200}|_{5,200}|~{5,200}|#{5,200}|\+{5,200}|─{3,200}|━{3,200}|—{3,200}|–{5,200}|═{3,200})\Z"
)
_RULE = re.compile(r"[*=_~#•·+⁂─━═—–-](?:[ \t]?[*=_~#•·+⁂─━═—–-]){2,199}\Z")
_RUN = later(r"(\S)\1{2,199}")
#: So many rules that are drawn across the page are enough where some of them part articles; so many are in any case.
_SOME, _MANY = 3, 5
#: Articles begin nowhere else where so many percent of those found do behind a parting.
_NEARLY_ALL = 80
#: An article begins so few rows behind a parting; what stands before its beginning is furniture of a page.
HEAD = 6
#: What a parting says of a row: an article begins here or a little below, or its address does; elsewhere none is to be
#: expected.
BEHIND, ADDRESS, UNEXPECTED = 2, 3, -1
#: A number that counts articles, and is part of none.
NUMBER = 4
#: An article goes on here.
GOES_ON = -2


@dataclass(slots=True)
class Partings:
    """Counts of rules and addresses by what stands around them. ``a.merge(b)`` adds those of another part."""

    rules: Counts = field(default_factory=lambda: np.zeros((_BUCKETS, 3), np.int64))
    drawn: Counts = field(default_factory=lambda: np.zeros(_BUCKETS, np.int64))  #: those drawn across the page
    addresses: Counts = field(default_factory=lambda: np.zeros(5, np.int64))
    edges: Counts = field(default_factory=lambda: np.zeros(2, np.int64))
    ends: Counts = field(default_factory=lambda: np.zeros(1, np.int64))  #: articles that end with a sheet: "3/3"
    numbers: Numbering = field(default_factory=Numbering)

    def merge(self, other: Partings) -> None:
        """Adds the counts of another part of the dump."""
        for name in ("rules", "drawn", "addresses", "edges", "ends"):
            getattr(self, name).__iadd__(getattr(other, name))
        self.numbers.merge(other.numbers)

    def add(self, sight: Sight, rows: list[int], decided: range, roles: list[str], edges: tuple[bool, bool]) -> None:
        """Counts those of some rows that may be partings.

        ``decided`` are all rows of this part, forced ones too, ``roles`` those of all, as pass 1 found them; ``edges``:
        whether the dump begins with the first row, and whether it ends with the last.
        """
        for row in _below_set_aside(sight):
            last = row == len(roles) and edges[1]
            if row in decided or last:
                self.addresses[_ALL] += 1
                self.addresses[_ENDING] += not last and (_is_start(row, roles) or _start_behind(row, roles) is not None)
                self.edges[_CLOSES] += last
        self.ends += sum(row in decided or (row == len(roles) and edges[1]) for row in _behind_sheets(sight, last=True))
        for row in rows:
            self.numbers.add(sight, row, _start_behind(row, roles) is not None, row == 0 and edges[0])
            text = sight.texts[row].strip()
            if is_address(text):
                self._add_address(sight, row, roles, edges)
            elif _RULE.match(text):
                key = _bucket(text)
                self.drawn[key] += _DRAWN.match(text) is not None
                self.rules[key] += (
                    1,
                    _start_behind(row, roles) == row + 1,
                    row > 0 and not sight.blanks[row] and roles[row - 1] in _HEAD_ROLES,
                )

    def _add_address(self, sight: Sight, row: int, roles: list[str], edges: tuple[bool, bool]) -> None:
        first, last = row == 0 and edges[0], row == len(roles) - 1 and edges[1]
        starting = _is_start(row, roles)
        before = 9 if first else int(sight.blanks[row])
        behind = 9 if last or row + 1 >= len(sight) else int(sight.blanks[row + 1])
        self.addresses += (
            1,
            starting,
            not starting and _start_behind(row, roles) is not None,
            before > behind,
            row > 0 and is_address(sight.texts[row - 1].strip()),
        )
        self.edges += (first, last)

    def any(self) -> bool:
        """Whether anything parts the articles of the dump."""
        return bool(self.ends[0] or self._parting().any() or self.numbers.counting()) or self._side() is not None

    def parted(self, sight: Sight, rows: list[int], records: int) -> Counts | None:
        """What the dump's partings say of each row of a sight: `BEHIND`, `ADDRESS`, `NUMBER`, `UNEXPECTED`, `GOES_ON`,
        or 0; None where nothing parts its articles. ``records`` is how many articles were found before this was known.
        """
        parting, side = self._parting(), self._side()
        if not self.any():
            return None
        printed_out = bool(self.ends[0]) and records <= 2 * int(self.ends[0])
        everywhere = printed_out or self._everywhere(parting, side, records)
        found = np.full(len(sight), UNEXPECTED if everywhere else 0, np.int64)
        if side == _CLOSES:
            for row in _below_set_aside(sight):
                found[row : row + 1] = BEHIND
        for row in _behind_sheets(sight):
            found[row : row + 1] = GOES_ON
        for row in _behind_sheets(sight, last=True):
            found[row : row + 1] = BEHIND
        if sight.opens and len(sight) and (printed_out or sight.lines.prose[sight.at[0]]):
            found[0] = BEHIND
        for row in rows:
            text = sight.texts[row].strip()
            address = side is not None and is_address(text)
            if address and side == _OPENS:
                found[row] = ADDRESS
            elif address or (_RULE.match(text) and parting[_bucket(text)]):
                found[row] = 0
                found[row + 1 : row + 2] = BEHIND
        found[self.numbers.noted(sight, rows)] = BEHIND
        for row in self.numbers.rows(sight, rows):
            found[row] = NUMBER
            found[row + 1 : row + 2] = BEHIND
        return found

    def _everywhere(self, parting: npt.NDArray[np.bool_], side: int | None, records: int) -> bool:
        """Whether nearly all articles that were found stand behind a parting, or there are more partings than these."""
        seen, starts = self.numbers.total()
        seen += int(self.rules[parting, _SEEN].sum())
        starts += int(self.rules[parting, _BEFORE_START].sum())
        if side is not None:
            seen += int(self.addresses[_ALL])
            starts += int(self.addresses[_STARTING if side == _OPENS else _ENDING])
        return seen > 1 and (100 * starts >= _NEARLY_ALL * (records - 1) or seen >= records)

    def _parting(self) -> npt.NDArray[np.bool_]:
        """Which kinds of rules part articles."""
        seen, starts, under = self.rules.T
        parting: npt.NDArray[np.bool_] = (seen > 0) & (2 * starts >= seen) & (5 * under <= seen)
        drawn = (2 * self.drawn > seen) & (seen >= _SOME) & (10 * under <= seen)
        found: npt.NDArray[np.bool_] = parting | (drawn & ((seen >= _MANY) | (4 * starts >= seen)))
        return found

    def _side(self) -> int | None:
        """On which side of an article its address stands: `_OPENS` or `_CLOSES`; None where addresses are links."""
        seen, starting, ending, leaning, listed = self.addresses.tolist()
        opens, closes = self.edges.tolist()
        if seen < 2 or 10 * listed > seen:
            return None
        if opens and not closes and (2 * starting >= seen or 10 * leaning >= 9 * seen):
            return _OPENS
        between = starting + ending  # the last line of the dump shows which side they were to be read on
        if closes and not opens and (2 * between >= seen - 1 or (seen > _SOME and 4 * between >= seen - 1)):
            return _CLOSES
        return None


_HEAD_ROLES = frozenset(("T", "TA", "S", "SA", "CA"))


def _below_set_aside(sight: Sight) -> list[int]:
    """The rows right below addresses that close a text and are therefore no rows; one more than the last row where
    nothing is below.
    """
    lines = [line for line, kind in sight.aside.kinds.items() if kind == CREDIT]
    found: list[int] = np.searchsorted(sight.at, np.array(sorted(lines), np.int64)).tolist()
    return found


def _behind_sheets(sight: Sight, *, last: bool = False) -> list[int]:
    """The rows right below the end of a sheet, or of the last one of an article; one more than the last row where
    nothing is below.
    """
    lines = [line for line, kind in sorted(sight.aside.kinds.items()) if kind == SHEET]
    if last:
        lines = [line for line in lines if printed(sight.lines.text(line).strip()).begins]
    found: list[int] = distinct(np.searchsorted(sight.at, np.array(lines, np.int64))).tolist()
    return found


def _is_start(row: int, roles: list[str]) -> bool:
    return roles[row] == "T" or (roles[row] == "CA" and (row == 0 or roles[row - 1] != "CA"))


def _start_behind(row: int, roles: list[str]) -> int | None:
    """The row of the article that begins behind a row, with nothing but outside lines between."""
    for behind in range(row + 1, min(row + 1 + HEAD, len(roles))):
        if _is_start(behind, roles):
            return behind
        if roles[behind] != "J":
            return None
    return None


def _bucket(text: str) -> int:
    return zlib.crc32(_RUN.sub(r"\1\1\1", text).encode("utf-8", "surrogatepass")) % _BUCKETS
