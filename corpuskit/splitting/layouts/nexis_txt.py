"""The layout ``nexis-txt``: text saved from Nexis, where "3 of 26 DOCUMENTS" stands above each article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.dates import find_dates
from corpuskit.model import Piece
from corpuskit.patterns import later
from corpuskit.reading import Document, Sample
from corpuskit.reading.documents.office import broken
from corpuskit.reading.line_ends import lines_of
from corpuskit.splitting import pieces
from corpuskit.splitting.exports.below import pasted_below
from corpuskit.splitting.exports.labels import labelled, labels
from corpuskit.splitting.exports.names import names_in
from corpuskit.splitting.recognition import Recognised

NAME = "nexis-txt"
NEEDS = "lines"

#: "3 of 26 DOCUMENTS", "Dokument 3 von 26", in any interface language: two numbers with a small word between.
_HEAD = re.compile(
    r"[ \t\u00a0]*(?:[^\W\d_]{6,12} )?(?P<number>\d{1,3}(?:[.,]?\d{3})*) (?:of|von|de|sur|van|di|af|av|из|z) "
    r"(?P<count>\d{1,3}(?:[.,]?\d{3})*)(?: (?P<word>[^\W\d_]{6,12}))?[ \t]*[\r\n]*$"
)
_WORD = later(r"(?:D[OÓ][CK]UMENT|ДОКУМЕНТ)[^\W\d_]{0,3}", re.IGNORECASE)
_PAGE = later(r"[;,.]?\s{0,4}\b(?:Pg|Page|Pag|Blz|Seite|S|P|p)\b\.? ?(?P<page>[A-Z]{0,3}-?\d{1,4}[A-Za-z]?)\b")
#: A line that says who has the rights.
RIGHTS = later(r"\s*(?:copyright\b|©|\(c\) ?\d{4})", re.IGNORECASE)
_ADDRESS = later(r":?(?P<url>https?://\S)")
_LENGTH = later(r"\s*\d[\d.,]* {1,2}(?:words|woorden|wörter|mots|palabras|parole|ord|palavras)\s*", re.IGNORECASE)
#: A label of Nexis' own that is not listed: capitals with a hyphen, as nobody who is quoted is called.
_VENDOR_LABEL = later(r"[ \t]*([^\W\d_a-zß-ÿ]{2,12}(?:-[^\W\d_a-zß-ÿ]{2,12}){1,2}): ?")
_FIRST_WORD = later(r"[\s,;\u00a0]*(?P<word>[^\W\d_]{1,20}(?:-[^\W\d_]{1,10})?)\.?")
_TIME = later(r"\d[:.h]\d\d|\d ?[AaPp]\.?[Mm]")
#: What an article states above its labels.
_OF_HEAD = ("outlet", "date", "title")
#: Labels that stand above a text.
_ABOVE = frozenset(
    [*_OF_HEAD, "authors", "section", "extra.length", "extra.dateline", "extra.highlight", "extra.series"]
)
#: Labels that stand below a text, and hold no paragraphs.
_BELOW = frozenset(
    ["language", "extra.load_date", "extra.publication_type", "extra.journal_code", "extra.document_type"]
)
#: "Summer, 2008": a word and a year.
_SEASON = later(r"\s*[^\W\d_]{3,12},? (?:19|20)\d\d\s*")
#: Lines indented by so much are centred.
CENTRED = 4
#: Above the text stand at most so many paragraphs.
MOST_HEAD = 40
#: What stands behind a label that is not listed is one line of so many characters, and no sentence; what is longer may
#: be a text that begins with a place or a speaker in capitals.
LONGEST_VALUE = 80
#: Among the labels below a text stand at most so many in a row that are not listed, in an export of one article.
MOST_UNLISTED = 2
_TABLE = labels("nexis")


def recognise(sample: Sample) -> Recognised | None:
    """Lines that number the articles, or a cover page."""
    if sample.kind != "text":
        return None
    lines = lines_of(sample.text)
    found = next((line for line in lines if is_head(line)), None)
    if found is not None:
        return Recognised(f"a line {' '.join(found.split())!r} above an article", 0.97)
    said = {_TABLE.statement(label[0]) for line in lines[:MOST_HEAD] if (label := labelled(line)) is not None}
    return Recognised("the cover page of an export of Nexis", 0.6) if {"request", "date"} <= said else None


def opens(line: str, above: Sequence[str]) -> int | None:
    """How many lines above an export or an article begins, where this line says that one does."""
    label = labelled(line)
    return 0 if is_head(line) or (label is not None and _TABLE.statement(label[0]) == "request") else None


def begins(line: str, above: Sequence[str]) -> bool:
    """Whether a whole export begins with a line that `opens` something: its cover page."""
    return not is_head(line)


def extract(document: Document) -> Iterator[Piece]:
    """The cover page, then an article from each numbered line to the next.

    Raises CorpuskitError (``layout-broken``) where nothing follows on the cover page.
    """
    if not any(map(is_head, document.lines())):
        raise broken(document, "an export of Nexis", "a line like '3 of 26 DOCUMENTS' above each article", "none")
    yield from articles(document.lines(), own_labels(document.lines()))


def articles(lines: Iterable[str], own: Collection[str], *, alone: bool = False) -> Iterator[Piece]:
    """The pieces of an export, of which ``own`` are the `own_labels`; ``alone``: nothing but it can stand there."""
    held: list[str] = []
    record = -1
    for line in lines:
        if is_head(line):
            found = _article(record, held, own) if record >= 0 else _cover(held)
            yield from found
            record += 1 if record < 0 or _is_article(held) else 0
            held = []
        held.append(line)
    if record < 0:
        yield from _cover(held)
        return
    end = len(held) if alone else _end(held)
    yield from _article(record, held[:end], own)
    yield from pieces.before(held[end:], "below-the-articles") if end < len(held) else ()


def _end(lines: Sequence[str]) -> int:
    """Where the last article ends: below labels and rights that stand below its text, if much follows without any;
    else where a pasted article opens.
    """
    place, inside, closed = "head", False, False
    below: set[str] = set()
    text = len(lines)
    for at, line in enumerate(lines):
        field = _known(line)[1]
        if field is not None:
            inside = True
            below = below | {field} if field in _BELOW and place in ("text", "foot") else set()
            place = "foot" if place == "text" else place
            place = "labels" if field in ("extra.length", "body") else place
        elif not line.strip() or RIGHTS.match(line) or _is_centred(line):
            inside = bool(line.strip())
            closed = closed or (place == "foot" and inside)
        elif not inside:
            if (len(below) > 1 or closed) and len("".join(lines[at:]).strip()) >= pieces.LEAST_BEFORE:
                return at
            place = "text" if place == "labels" else place
            text = min(text, at) if place == "text" else text
    pasted = pasted_below(lines[text:])
    return len(lines) if pasted is None else text + pasted


def own_labels(lines: Iterable[str]) -> frozenset[str]:
    """Labels that this export prints and that are not listed, in whatever language: several articles have them, and
    none has one twice, as it has the name of somebody who speaks.
    """
    articles: Counter[str] = Counter()
    twice: set[str] = set()
    seen: set[str] = set()
    for line in lines:
        if ":" not in line:
            if is_head(line):
                seen = set()
            continue
        label = _unlisted(line)
        if label is not None:
            (twice if label[0] in seen else articles).update([label[0]])
            seen.add(label[0])
    return frozenset(name for name, count in articles.items() if count > 1 and name not in twice)


def _unlisted(text: str) -> tuple[str, int] | None:
    """The label in capitals with which a text begins, and where its value begins; None where it has none or one that
    is listed.
    """
    label = labelled(text)
    if label is None or label[0].upper() != label[0] or label[0].lower() == label[0] or _TABLE.field(label[0]):
        return None
    return label


def _states_little(text: str, start: int) -> bool:
    """Whether what stands behind a label is short and no sentence."""
    value = text[start:].strip()
    return "\n" not in value and len(value) <= LONGEST_VALUE and not value.endswith((".", "!", "?", "”", '"', "»"))


def is_head(line: str) -> re.Match[str] | None:
    """The numbered line above an article; None for any other."""
    found = _HEAD.match(line)
    if found is None or not (_WORD.fullmatch(found["word"] or "") or _WORD.match(line.strip())):
        return None
    return found


def _cover(lines: Sequence[str]) -> Iterator[Piece]:
    """What the export says of itself before the first article."""
    first = next((at for at in range(len(lines)) if _opens_cover(lines[at])), len(lines))
    yield from pieces.before(lines[:first], "cover-page")
    for text in _entries(lines[first:]):
        found = labelled(text)
        word = _TABLE.statement(found[0]) if found else None
        if not text.strip():
            yield pieces.outside(text, "blank-outside", "blank-line")
        elif found and word:
            yield pieces.statement(word, text[found[1] :], "cover-page", text[: found[1]])
        else:
            yield pieces.outside(text, "footer", "cover-page")


def _opens_cover(line: str) -> bool:
    found = labelled(line)
    return found is not None and _TABLE.statement(found[0]) is not None


def _entries(lines: Sequence[str]) -> Iterator[str]:
    """The lines of the cover page, each entry with the lines that carry it on."""
    held = ""
    for line in lines:
        if held and (not held.strip() or not line.strip() or labelled(line)):
            yield held
            held = ""
        held += line
    if held:
        yield held


def _is_article(lines: Sequence[str]) -> bool:
    """Whether something stands below the numbered line besides who has the rights."""
    return any(not blank and not RIGHTS.match(part[0]) for blank, part in _paragraphs(lines[1:]))


def _article(record: int, lines: Sequence[str], own: Collection[str]) -> Iterator[Piece]:
    if not _is_article(lines):
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
            label, field = (None, None) if blank else _known(line)
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


def _known(line: str) -> tuple[tuple[str, int] | None, str | None]:
    """The label with which a line begins, and what it names, where it is one in capitals that is listed."""
    label = labelled(line)
    if label is None or label[0].upper() != label[0]:
        return None, None
    return label, _TABLE.field(label[0])


def _is_centred(text: str) -> bool:
    """Whether some line is indented as much as centring does; a long first line is not."""
    return any(len(line) - len(line.lstrip(" \t\u00a0")) >= CENTRED for line in text.splitlines())


def _only_date(text: str) -> bool:
    """Whether a paragraph prints a date, or the season and year of a quarterly, and little else."""
    if _is_centred(text) and _SEASON.fullmatch(text):
        return True
    dates = [date for date in find_dates(text) if date.precision is not None]
    return bool(dates) and _is_centred(text) and len(text.strip()) < 60


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
            if not blank and self._is_heading(lines[0], foot):
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

    def _is_heading(self, line: str, foot: int) -> bool:
        """Whether a line below the labels is a label with nothing behind it: it says that the text follows."""
        label = _unlisted(line)
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
            other = _unlisted(text) if label is None and not self._below_head(number) else None
            below = at < len(self.parts)
            if other is not None and other[0] in self.own and (below or _states_little(text, other[1])):
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
        return label[0] not in others and len(others) < MOST_UNLISTED and _states_little(text, label[1])

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
        label, field = _known(text)
        return (field, label[1]) if label is not None and field is not None else None

    def _of_head(self, text: str, behind: Sequence[tuple[bool, list[str]]]) -> Piece | None:
        """A paragraph above the text; None where the text begins with it."""
        known = self._label(text)
        if known is not None:
            return self._labelled(text, *known)
        if RIGHTS.match(text):
            return self._rights(text, behind)
        centred = _is_centred(text)
        if self.flush and (found := self._flush(text)) is not None:
            return found
        if "outlet" not in self.seen and (centred or self.flush):
            return self._outlet(text)
        if "date" not in self.seen and (centred or self.flush) and (date := self._dated(text)) is not None:
            return date
        if centred:
            return self._stating(text, "extra.edition", "centred-line", 0)
        unknown = _unlisted(text)
        more = any(not blank for blank, _ in behind)  # else it is the text
        follows = unknown is not None and (
            self._labels_follow(behind) or (more and unknown[0] in self.own and _states_little(text, unknown[1]))
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
        unlisted = _unlisted(following)
        return unlisted is not None and self._is_said_once(unlisted[0])

    def _is_said_once(self, label: str) -> bool:
        """Whether one paragraph of the article opens with it, as with a label; those who speak do so again."""
        return sum(not blank and lines[0].lstrip().startswith(f"{label}:") for blank, lines in self.parts) == 1

    def _rights(self, text: str, behind: Sequence[tuple[bool, list[str]]]) -> Piece:
        """Who has the rights. Where the date follows at once, the last line of them is the name of the outlet."""
        lines = text.splitlines(keepends=True)
        following = next(("".join(part) for blank, part in behind if not blank), "")
        if "outlet" in self.seen or len(lines) < 2 or not _only_date(following):
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
        first = text.split("\n", 1)[0]
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
        first = text.split("\n", 1)[0].strip()
        least = 0.3 if date is not None and date.precision == "day" and not self.flush else 0.5
        if date is None or date.outer_end - date.outer_start < least * len(first) - 8:
            return None
        self.seen.add("date")
        states = [("date", date.start, date.end)]
        end = text.find("\n")
        if 0 <= end < len(text.rstrip()) and date.outer_end <= end:
            states.append(("extra.edition", end, len(text)))
        states += behind_date(text, date.end, end if end > 0 else len(text))
        return Piece(text, "credit", self.record, "centred-date", tuple(states))

    def _title(self, text: str, start: int, rule: str) -> Piece:
        """A headline, up to the semicolon that ends one of its lines: what follows is the second one."""
        self.seen.add("title")
        cut = later(r";[ \t]*\r?\n").search(text, start)
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
        unknown = _unlisted(text)
        if known is None and unknown is not None:
            name = "_".join(unknown[0].lower().replace("-", " ").split())
            return self._stating(text, f"extra.{name}", "other-label", unknown[1])
        if known is None:
            return self._stating(text, "rights", "copyright-line", 0)
        return self._labelled(text, *known)

    def _stating(self, text: str, field: str, rule: str, start: int) -> Piece:
        self.seen.add(field)
        return stating(self.record, text, field, rule, start)


def stating(record: int, text: str, field: str, rule: str, start: int) -> Piece:
    """A line that states a field from ``start`` on: authors name by name, the page apart from its section."""
    if field == "authors":
        names = [("authors", start + first, start + last) for first, last in names_in(text[start:])]
        return Piece(text, "credit", record, rule, tuple(names))
    states = [(field, start, len(text))]
    page = _PAGE.search(text, start) if field == "section" else None
    if page is not None:
        states = [("page", *page.span("page"))]
        if text[start : page.start()].strip():
            states.insert(0, (field, start, page.start()))
    return Piece(text, "credit", record, rule, tuple(states))


def behind_date(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """What a line states behind its date: after the weekday, which says nothing new, a time or an edition."""
    word = _FIRST_WORD.match(text, start, end)
    if word is not None and word["word"].casefold() in words().sets["text.weekdays"]:
        start = word.end()
    rest = text[start:end].strip(" ,;.\r\n\t\u00a0")
    if not rest:
        return []
    at = text.index(rest, start)
    return [("extra.release_time" if _TIME.search(rest) else "extra.edition", at, at + len(rest))]
