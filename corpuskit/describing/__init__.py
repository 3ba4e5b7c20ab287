"""Spans to fields: the records of a cut as an Arrow table, each field with its evidence.

Nothing is normalised: titles, credits and names are as printed, without the white space around them; the text is the
lines of the body as they are, without line ends and blank lines. What is not printed is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from corpuskit import contract
from corpuskit.describing.credit import Columns, InTitles, Printed
from corpuskit.describing.dates import Settling
from corpuskit.describing.doubt import FOOT, FOOT_OR_HEAD
from corpuskit.describing.evidence import Evidence, rounded
from corpuskit.describing.headline import unmarked, without_bullet
from corpuskit.describing.identity import Identities, span_id
from corpuskit.describing.lines import Lines
from corpuskit.describing.notices import notices
from corpuskit.describing.parts import Line, Parts, lines_of, parts_of, runs_of, trimmed
from corpuskit.describing.places import lines_of_records, provenance
from corpuskit.describing.stated import OfRecord, by_record, of_credit, without_statement
from corpuskit.describing.text import Body, body_of
from corpuskit.describing.title_credit import Held, held_by
from corpuskit.lexicon import languages
from corpuskit.lexicon.outlets import Registry
from corpuskit.lexicon.signoffs import LONGEST, TAIL, signed_tail
from corpuskit.lexicon.words import word_counts
from corpuskit.metering import metered
from corpuskit.model import Cut, View
from corpuskit.patterns import later
from corpuskit.reading import detection
from corpuskit.reading.documents import DECLARES

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.splitting import Habits

__all__ = ["Identities", "describe", "lines_of_records"]

#: A text's language as BCP 47 tag ("und" when it cannot be told) and the confidence in it.
Seen = tuple[str, float | None]
LanguageOf = Callable[[str], Seen]

#: A dateline is looked for in so much of the first paragraph, in bytes.
_HEAD = 1200
#: No longer line of a text is looked at as the credit of another, in bytes.
_CREDIT = 160
_NUMBER = later(rb"[0-9]")
#: With what a text ends that is signed in brackets.
_BRACKETS = (b")", "）".encode())


def describe(cut: Cut, view: View, habits: Habits, *, registry: Registry, with_language: bool = True) -> pa.Table:
    """The records of a cut in their order, in the shape of `contract.arrow_schema`, without caveats.

    Ids are those of `identity.span_id`: `Identities` numbers identical records over the whole corpus. Settings of the
    seed (date_order, language, rights) win over what is found. Without ``with_language`` no language is detected.
    """
    return _Description(cut, view, habits, registry, languages.language_of if with_language else None).table()


class _Description:
    """The columns of a cut while they are filled, record by record."""

    def __init__(
        self, cut: Cut, view: View, habits: Habits, registry: Registry, language_of: LanguageOf | None
    ) -> None:
        self.cut, self.view = cut, view
        self.settings = view.seed.settings
        self.language_of = language_of
        settling = Settling(self.settings.get("date_order"), habits.order_votes.orders())
        self.titles = habits.titles
        self.marked = self.titles.usual_mark() == "#" or self.titles.all_marked("#")
        in_titles = InTitles(settling._replace(dump=self.titles.order_votes.orders()), self.titles.dates())
        self.credit = Columns(registry, settling, habits.credits, in_titles)
        self.evidence = Evidence()
        self.columns: dict[str, list[Any]] = {
            name: []
            for name in (
                *("id", "title", "subtitle", "correction_notice", "language", "text", "headings", "text_sha256"),
                *("source_id", "rights", "extra"),
            )
        }
        self.stated = by_record(cut)

    def table(self) -> pa.Table:
        import pyarrow as pa

        records = parts_of(self.cut)
        bodies = [body_of(self.cut, parts) for parts in records]
        texts = [body.data() for body in bodies]
        seen = self._seen_languages(texts)
        for ordinal, parts in enumerate(records):
            self._record(ordinal, parts, bodies[ordinal], texts[ordinal], seen[ordinal])
        schema = contract.arrow_schema()
        return pa.Table.from_arrays([self._column(field, records) for field in schema], schema=schema)

    def _record(self, ordinal: int, parts: Parts, body: Body, data: bytes, seen: Seen | None) -> None:
        columns, evidence = self.columns, self.evidence
        columns["id"].append(span_id(self.cut.block.data[parts.start : parts.end]))
        self._boundary(ordinal, parts)
        stated = OfRecord(self.cut, self.stated.get(ordinal, ()))
        printed = self._printed(ordinal, parts, body)
        held = None
        if "title" in stated:
            columns["title"].append(stated.text("title", evidence))
        else:
            lines = self._heading("title", parts.title)
            held = self._held(lines, printed.shown)
            columns["title"].append(self._headline("title", parts.title, lines, held))
        subtitle = stated.text("subtitle", evidence)
        if not subtitle:
            subtitle = self._headline("subtitle", parts.subtitle, self._heading("subtitle", parts.subtitle))
        columns["subtitle"].append(subtitle)
        columns["text"].append(data)
        columns["text_sha256"].append(sha256(data).hexdigest())
        if body.paragraphs:
            rule, stop = self.cut.spans.rule[parts.body[0]], body.starts[-1] + len(body.paragraphs[-1])
            evidence.by_bytes("text", rule, body.starts[0], stop)
        language = self._language(data, stated, seen)
        columns["language"].append(language)
        self.credit.add(printed, language, evidence, stated, held)
        columns["correction_notice"].append(self._notice(body))
        columns["headings"].append(self._headings(body))
        columns["source_id"].append(stated.text("source_id", evidence))
        rights = self.settings.get("rights")
        columns["rights"].append(stated.text("rights", evidence) if rights is None else rights)
        columns["extra"].append(stated.others(evidence))
        self._seed_wide()
        evidence.close_record()

    def _boundary(self, ordinal: int, parts: Parts) -> None:
        start, end = parts.start, self.cut.spans.end[parts.first]
        opening = trimmed(self.cut.block.data[start:end], start)
        if opening.text:
            start, end = opening.start, opening.end
        rule, confidence = self.cut.boundary_rule[ordinal], self.cut.boundary_confidence[ordinal]
        self.evidence.by_bytes("provenance.byte_start", rule, start, end, confidence)

    def _headline(self, field: str, numbers: list[int], lines: list[Line], held: Held | None = None) -> str | None:
        """A title as printed, without marks, label and the credit that it holds; one broken over lines is joined by
        spaces.
        """
        if not lines:
            return None
        lines = lines if held is None else [held.title]
        spans = self.cut.spans
        rule = spans.rule[numbers[0]] if held is None else "title-without-credit"
        self.evidence.by_bytes(field, rule, lines[0].start, lines[-1].end, spans.confidence[numbers[0]])
        return " ".join(line.text for line in lines)

    def _heading(self, field: str, numbers: list[int]) -> list[Line]:
        lines = lines_of(self.cut, numbers) if numbers else []
        if lines:
            marked = field == "title" and self.marked
            lines[0] = unmarked(lines[0], field, whole=len(lines) == 1, marked=marked)
            if field == "subtitle":
                lines = [without_bullet(line) for line in lines]
            if field == "title" and (end := self.titles.number_in(lines[0].text)):
                lines[0] = Line(lines[0].text[end:], lines[0].offset(end))
        return lines

    def _held(self, lines: list[Line], credit: str) -> Held | None:
        """The credit that the title of a paste holds, which has one line."""
        return held_by(lines[0], self.titles, self.credit.registry, credit) if len(lines) == 1 else None

    def _printed(self, ordinal: int, parts: Parts, body: Body) -> Printed:
        first = body.first()
        paragraph = None
        if first is not None:
            paragraph = Line(body.paragraphs[first][:_HEAD].decode("utf-8", "ignore"), body.starts[first])
        lines: list[Line] = []
        places: list[tuple[str, int, int]] = []
        stated = self.stated.get(ordinal, ())
        for run in runs_of(self.cut, of_credit(self.cut, parts.credit, stated)):
            if found := lines_of(self.cut, run):
                places.append((self.cut.spans.rule[run[0]], found[0].start, found[-1].end))
                lines += found
        shown = Lines.joined(lines)
        plain = lines_of(self.cut, without_statement(self.cut, parts.credit, stated)) if stated else lines
        at_foot = any(rule in (FOOT, FOOT_OR_HEAD) for rule, _, _ in places)
        below = tuple(_dated_lines(body)) if at_foot else ()
        return Printed(Lines.joined(plain), shown.text, tuple(places), paragraph, below, _last_line(body))

    def _seen_languages(self, texts: list[bytes]) -> list[Seen | None]:
        """What the words of each text tell; None where it is not asked because something states the language.

        All at once, for the clock that meters it: it is looked at twice a cut, not twice a record.
        """
        if self.language_of is None or self.settings.get("language") is not None:
            return [None] * len(texts)
        stated = {at for at, found in self.stated.items() if any(one.field == "language" for one in found)}
        with metered("language"):
            return [None if at in stated else self._seen_language(text) for at, text in enumerate(texts)]

    def _seen_language(self, data: bytes) -> Seen:
        if self.language_of is None:
            return languages.UNKNOWN, None
        return self.language_of(data[: 4 * languages.SAMPLE].decode("utf-8", "ignore"))

    def _language(self, data: bytes, of_record: OfRecord, seen: Seen | None) -> str:
        stated: str | None = self.settings.get("language")
        if stated is not None:
            self.evidence.by_source("language", "stated", "corpus.toml")
            return stated
        if (named := of_record.language(self.evidence)) is not None:
            return named
        language, confidence = seen or self._seen_language(data)
        if language != languages.UNKNOWN:
            self.evidence.by_source("language", "cld2", "the words of the text", confidence)
        return language

    def _notice(self, body: Body) -> str | None:
        found = notices(body.paragraphs)
        if found is None:
            return None
        first, end, rule = found
        stop = body.starts[end - 1] + len(body.paragraphs[end - 1])
        self.evidence.by_bytes("correction_notice", f"notice-{rule}", body.starts[first], stop)
        return b"\n".join(body.paragraphs[first:end]).decode("utf-8")

    def _headings(self, body: Body) -> list[tuple[str, int]]:
        rows = []
        spans = self.cut.spans
        for number, (text, offset, paragraph, span) in enumerate(body.heading_rows()):
            start = body.starts[paragraph]
            end = start + len(body.paragraphs[paragraph])
            self.evidence.by_bytes(f"headings[{number}]", spans.rule[span], start, end, spans.confidence[span])
            rows.append((text, offset))
        return rows

    def _seed_wide(self) -> None:
        """Evidence for what holds for every record of the seed."""
        if "rights" in self.settings:
            self.evidence.by_source("rights", "stated", "corpus.toml")
        self._decided()

    def _decided(self) -> None:
        """Evidence for what was decided about the file as a whole: its encoding, its layout."""
        for field, decided in (("encoding", self.view.read_as), ("layout", self.view.layout_reason)):
            if decided is not None and (decided.rule != "valid-utf-8" or DECLARES in decided.source):
                self.evidence.by_source(f"provenance.{field}", decided.rule, decided.source, decided.confidence)
        if self.view.encoding_rule == "detected":
            source, confidence = detection.basis(), self.view.encoding_confidence
            self.evidence.by_source("provenance.encoding", "detected", source, confidence)
        elif self.view.encoding_rule == "stated":
            self.evidence.by_source("provenance.encoding", "stated", "corpus.toml or --encoding")

    def _column(self, field: pa.Field, records: list[Parts]) -> pa.Array:
        """A column of the table from what was collected, in the type that the contract asks for."""
        import pyarrow as pa

        name, count, of = field.name, len(records), field.type
        if name in self.columns or name in self.credit.columns:
            rows = self.columns[name] if name in self.columns else self.credit.columns[name]
            if name == "extra":
                return pa.array([[{"key": key, "value": value} for key, value in row] for row in rows], of)
            return _rows(rows, of) if name in ("headings", "outlets") else pa.array(rows, of)
        if name == "provenance":
            return provenance(self.view, self.cut.layout, self.cut.block, records, of)
        if name == "evidence":
            return self.evidence.array(self.cut.block, of)
        if name == "word_count":
            return pa.array(word_counts(pa.array(self.columns["text"], pa.string())), of)
        if name == "confidence":
            return pa.array([rounded(one) for one in self.cut.boundary_confidence], of)
        same_for_all = {"schema_version": contract.schema_version()}
        if pa.types.is_list(of):
            return _rows([[]] * count, of)
        return pa.repeat(pa.scalar(same_for_all.get(name), of), count)


def _last_line(body: Body) -> Line | None:
    """The last line of a text, if it is short and stands below a sentence; what is signed in brackets behind the last
    sentence of one.
    """
    if len(body.paragraphs) < 2:
        return None
    last, start = body.paragraphs[-1].rstrip(), body.starts[-1]
    if last.endswith(_BRACKETS) and (tail := signed_tail(last[-4 * TAIL :].decode("utf-8", "ignore"))):
        return Line(tail, start + len(last) - len(tail.encode("utf-8")))
    return trimmed(last, start) if len(last) <= 2 * LONGEST else None


def _dated_lines(body: Body) -> Iterator[str]:
    """The short lines of a text that hold a number."""
    for paragraph in body.paragraphs:
        if len(paragraph) <= _CREDIT and _NUMBER.search(paragraph) is not None:
            yield paragraph.decode("utf-8").strip()


def _rows(rows: list[list[tuple[Any, ...]]], of: pa.DataType) -> pa.Array:
    """Lists of structs from lists of tuples, column by column."""
    import pyarrow as pa

    fields = list(of.value_type)
    flat = [item for row in rows for item in row]
    columns = [pa.array([item[number] for item in flat], field.type) for number, field in enumerate(fields)]
    ends = [0]
    for row in rows:
        ends.append(ends[-1] + len(row))
    return pa.ListArray.from_arrays(
        pa.array(ends, pa.int32()), pa.StructArray.from_arrays(columns, fields=fields), type=of
    )
