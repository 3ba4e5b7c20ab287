"""An article of a text saved from Nexis: what stands above its text, the text, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.nexis_lines import (
    CENTRED,
    RIGHTS,
    behind_date,
    is_centred,
    is_head,
    known_label,
    only_date,
    states_little,
    stating,
    unlisted_label,
)

_ADDRESS = later(r":?(?P<url>https?://\S)")
_LINE_END = later(r"\r\n?|\n")
_SECOND = later(r";[ \t]*(?:\r\n?|\n)")
_LENGTH = later(r"\s*\d[\d.,]* {1,2}(?:words|woorden|wörter|mots|palabras|parole|ord|palavras)\s*", re.IGNORECASE)
#: A label of Nexis' own that is not listed: capitals with a hyphen, as nobody who is quoted is called.
_VENDOR_LABEL = later(r"[ \t]*([^\W\d_a-zß-ÿ]{2,12}(?:-[^\W\d_a-zß-ÿ]{2,12}){1,2}): ?")
#: What an article states above its labels.
_OF_HEAD = ("outlet", "date", "title")
#: Labels that stand above a text.
_ABOVE = frozenset(
    [*_OF_HEAD, "authors", "section", "extra.length", "extra.dateline", "extra.highlight", "extra.series"]
)
#: Above the text stand at most so many paragraphs.
MOST_HEAD = 40
#: Among the labels below a text stand at most so many in a row that are not listed, in an export of one article.
MOST_UNLISTED = 2


def is_article(lines: Sequence[str]) -> bool:
    """Whether something stands below the numbered line besides who has the rights."""
    return any(not blank and not RIGHTS.match(part[0]) for blank, part in _paragraphs(lines[1:]))


def article(record: int, lines: Sequence[str], own: Collection[str]) -> Iterator[Piece]:
    """The pieces of an article from its numbered line on; ``own`` are labels that only this export prints."""
    if not is_article(lines):
        yield pieces.unread("".join(lines), "an outlet, a date and a text below this line", "nothing but rights")
        return
    found = is_head(lines[0])
    assert found is not None
    states = (("extra.number", *found.span("number")), ("export.count", *found.span("count")))
    yield Piece(lines[0], "credit", record, "numbered-line", states)
    flush = not lines[0][:1].isspace()
    yield from _Article(record, _paragraphs(lines[1:]), flush, own).pieces()


def _paragraphs(lines: Sequence[str]) -> list[tuple[bool, list[str]]]:
    """Runs of blank lines (True) and of others; a line that opens with a known label begins a run."""
    found: list[tuple[bool, list[str]]] = []
    for blank, run in groupby(lines, key=lambda line: not line.strip()):
        held: list[str] = []
        for line in run:
            label, field = (None, None) if blank else known_label(line)
            if held and field:
                found.append((blank, held))
                held = []
            if field == "body" and label is not None:
                at = label[1] if line[label[1] :].strip() else len(line)
                found.append((blank, [line[:at]]))
                line = line[at:]
            held += [line] if line else []
        found += [(blank, held)] if held else []
    return found


class _Article:
    """An article while it is read from its first paragraph to its last."""

    def __init__(
        self, record: int, parts: list[tuple[bool, list[str]]], flush: bool, own: Collection[str] = ()
    ) -> None:
        self.record, self.parts = record, parts
        self.own = own  #: labels that are not listed and that this export prints all the same
        self.flush = flush  #: a copy in which nothing is centred any more
        self.seen: set[str] = set()

    def pieces(self) -> Iterator[Piece]:
        foot = self._foot()
        at = 0
        while at < foot and at < MOST_HEAD and "text" not in self.seen:
            blank, lines = self.parts[at]
            if not blank and self._is_heading(lines[0]):
                self.seen.add("text")
                yield pieces.label(self.record, lines[0], "heading-of-the-text")
                yield from (pieces.body(self.record, "".join(lines[1:]), "below-the-labels") for _ in lines[1:2])
                at += 1
                continue
            piece = self._blank(lines) if blank else self._of_head("".join(lines), self.parts[at + 1 : foot])
            if piece is None:
                break
            yield piece
            at += 1
        for blank, lines in self.parts[at:foot]:
            yield self._blank(lines) if blank else pieces.body(self.record, "".join(lines), "below-the-labels")
        for blank, lines in self.parts[foot:]:
            yield self._blank(lines) if blank else self._of_foot("".join(lines))

    def _blank(self, lines: list[str]) -> Piece:
        return Piece("".join(lines), "blank", self.record, "blank-line")

    def _is_heading(self, line: str) -> bool:
        """Whether a line below the labels is a label with nothing behind it: it says that the text follows."""
        label = unlisted_label(line)
        return (
            label is not None
            and not line[label[1] :].strip()
            and "title" in self.seen
            and len(self.seen) > len(_OF_HEAD)
        )

    def _foot(self) -> int:
        """Where the paragraphs begin that stand below the text: labels and rights."""
        at = len(self.parts)
        unlisted: list[str] = []
        for number in range(len(self.parts) - 1, 0, -1):
            blank, lines = self.parts[number]
            if blank:
                continue
            text = "".join(lines)
            label = self._label(text)
            other = unlisted_label(text) if label is None and not self._below_head(number) else None
            below = at < len(self.parts)
            if other is not None and other[0] in self.own and (below or states_little(text, other[1])):
                at, unlisted = number, []
                continue
            if other is not None and (_VENDOR_LABEL.match(text) or self._may_be_label(text, other, unlisted)):
                unlisted.append(other[0])
                continue
            last = at == len(self.parts) and self._last_centred(lines)
            if (label is None or label[0] in ("body", "title")) and not last and not self._centred_rights(lines):
                break
            at, unlisted = number, []
        return at

    def _below_head(self, number: int) -> bool:
        """Whether a paragraph follows on a label that stands above texts: it is one, whatever it begins with."""
        above = next((lines for blank, lines in reversed(self.parts[:number]) if not blank), [""])
        label = self._label(above[0])
        return label is not None and label[0] in _ABOVE

    @staticmethod
    def _may_be_label(text: str, label: tuple[str, int], others: Sequence[str]) -> bool:
        """Whether a paragraph among labels that are listed looks like one that is not."""
        return label[0] not in others and len(others) < MOST_UNLISTED and states_little(text, label[1])

    @staticmethod
    def _last_centred(lines: list[str]) -> bool:
        """Whether the last lines of an article are centred and name a year: who has the rights, in other words."""
        text = "".join(lines)
        centred = all(len(line) - len(line.lstrip(" \t\u00a0")) >= 2 * CENTRED for line in lines)
        return centred and len(lines) < 6 and re.search(r"\b(?:19|20)\d\d\b", text) is not None

    @staticmethod
    def _centred_rights(lines: list[str]) -> bool:
        return RIGHTS.match(lines[0]) is not None and len(lines) < 6

    @staticmethod
    def _label(text: str) -> tuple[str, int] | None:
        label, field = known_label(text)
        return (field, label[1]) if label is not None and field is not None else None

    def _of_head(self, text: str, behind: Sequence[tuple[bool, list[str]]]) -> Piece | None:
        """A paragraph above the text; None where the text begins with it."""
        known = self._label(text)
        if known is not None:
            return self._labelled(text, *known)
        if RIGHTS.match(text):
            return self._rights(text, behind)
        centred = is_centred(text)
        if self.flush and (found := self._flush(text)) is not None:
            return found
        if "outlet" not in self.seen and (centred or self.flush):
            return self._outlet(text)
        if "date" not in self.seen and (centred or self.flush) and (date := self._dated(text)) is not None:
            return date
        if centred:
            return self._stating(text, "extra.edition", "centred-line", 0)
        unknown = unlisted_label(text)
        more = any(not blank for blank, _ in behind)  # else it is the text
        follows = unknown is not None and (
            self._labels_follow(behind) or (more and unknown[0] in self.own and states_little(text, unknown[1]))
        )
        if unknown and "title" in self.seen and follows:
            name = "_".join(unknown[0].lower().replace("-", " ").split())
            return self._stating(text, f"extra.{name}", "other-label", unknown[1])
        if "title" not in self.seen and "extra.length" not in self.seen:
            return self._title(text, 0, "line-above-the-labels")
        if len(text.strip()) < 60 and not text.strip().endswith((".", "!", "?")) and self._labels_follow(behind):
            return pieces.credit(self.record, text, "line-below-the-title")
        return None

    def _labels_follow(self, behind: Sequence[tuple[bool, list[str]]]) -> bool:
        """Whether the next paragraph opens with a label, which is not the name of somebody who speaks."""
        following = next((lines[0] for blank, lines in behind if not blank), "")
        if self._label(following) is not None:
            return True
        unlisted = unlisted_label(following)
        return unlisted is not None and self._is_said_once(unlisted[0])

    def _is_said_once(self, label: str) -> bool:
        """Whether one paragraph of the article opens with it, as with a label; those who speak do so again."""
        return sum(not blank and lines[0].lstrip().startswith(f"{label}:") for blank, lines in self.parts) == 1

    def _rights(self, text: str, behind: Sequence[tuple[bool, list[str]]]) -> Piece:
        """Who has the rights. Where the date follows at once, the last line of them is the name of the outlet."""
        lines = text.splitlines(keepends=True)
        following = next(("".join(part) for blank, part in behind if not blank), "")
        if "outlet" in self.seen or len(lines) < 2 or not only_date(following):
            return self._stating(text, "rights", "copyright-line", 0)
        self.seen.add("outlet")
        start = len(text) - len(lines[-1])
        states = (("rights", 0, start), ("outlet", start, len(text)))
        return Piece(text, "credit", self.record, "copyright-line", states)

    def _flush(self, text: str) -> Piece | None:
        """Lines of a copy in which labels were lost and values stand behind a colon."""
        if (found := _ADDRESS.match(text)) is not None:
            return self._stating(text, "url", "address-line", found.start("url"))
        if _LENGTH.fullmatch(text):
            return self._stating(text, "extra.length", "length-line", 0)
        if text.startswith(":") and "title" not in self.seen:
            return self._title(text, 1, "colon-line")
        return None

    def _outlet(self, text: str) -> Piece:
        """The name of the outlet, and below it what else is printed there; the date may be among it."""
        self.seen.add("outlet")
        first = _LINE_END.split(text, maxsplit=1)[0]
        states = [("outlet", 0, len(first))]
        rest = text[len(first) :]
        date = next((one for one in find_dates(rest) if one.precision in ("day", "month")), None)
        if date is not None:
            self.seen.add("date")
            states.append(("date", len(first) + date.start, len(first) + date.end))
        elif rest.strip():
            states.append(("extra.edition", len(first), len(text)))
        return Piece(text, "credit", self.record, "centred-outlet", tuple(states))

    def _dated(self, text: str) -> Piece | None:
        date = next((one for one in find_dates(text) if one.precision is not None), None)
        first = _LINE_END.split(text, maxsplit=1)[0]
        least = 0.3 if date is not None and date.precision == "day" and not self.flush else 0.5
        if date is None or date.outer_end - date.outer_start < least * len(first.strip()) - 8:
            return None
        self.seen.add("date")
        states = [("date", date.start, date.end)]
        end = len(first)
        if end < len(text.rstrip()) and date.outer_end <= end:
            states.append(("extra.edition", end, len(text)))
        states += behind_date(text, date.end, end)
        return Piece(text, "credit", self.record, "centred-date", tuple(states))

    def _title(self, text: str, start: int, rule: str) -> Piece:
        """A headline, up to the semicolon that ends one of its lines: what follows is the second one."""
        self.seen.add("title")
        cut = _SECOND.search(text, start)
        if cut is None:
            return Piece(text, "title", self.record, rule, (("title", start, len(text)),))
        states = (("title", start, cut.start()), ("subtitle", cut.end(), len(text)))
        return Piece(text, "title", self.record, rule, states)

    def _labelled(self, text: str, field: str, start: int) -> Piece:
        if field == "title":
            return self._title(text, start, "label-headline")
        if field == "body":
            self.seen.add("text")
            return pieces.label(self.record, text, "label-body")
        return self._stating(text, field, f"label-{field.removeprefix('extra.').replace('_', '-')}", start)

    def _of_foot(self, text: str) -> Piece:
        known = self._label(text)
        unknown = unlisted_label(text)
        if known is None and unknown is not None:
            name = "_".join(unknown[0].lower().replace("-", " ").split())
            return self._stating(text, f"extra.{name}", "other-label", unknown[1])
        if known is None:
            return self._stating(text, "rights", "copyright-line", 0)
        return self._labelled(text, *known)

    def _stating(self, text: str, field: str, rule: str, start: int) -> Piece:
        self.seen.add(field)
        return stating(self.record, text, field, rule, start)
