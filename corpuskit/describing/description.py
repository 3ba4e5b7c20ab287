"""The columns of the records of a cut, filled record by record, each value with its evidence."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from corpuskit import contract
from corpuskit.describing.credit import Columns, InTitles
from corpuskit.describing.dates import Settling
from corpuskit.describing.evidence import Evidence, rounded
from corpuskit.describing.headline import unmarked, without_bullet
from corpuskit.describing.identity import span_id
from corpuskit.describing.language import Detected, Languages
from corpuskit.describing.notices import notices
from corpuskit.describing.parts import Line, Parts, lines_of, parts_of, trimmed
from corpuskit.describing.places import provenance
from corpuskit.describing.printed import printed_of
from corpuskit.describing.stated import OfRecord, by_record
from corpuskit.describing.text import Body, body_of
from corpuskit.describing.title_credit import Held, held_by
from corpuskit.lexicon.outlets import Registry
from corpuskit.lexicon.words import word_counts
from corpuskit.model import Cut, View
from corpuskit.reading.documents.document import DECLARES
from corpuskit.reading.encodings import detection

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.splitting import Habits

#: Columns that are filled here; those that a credit gives are filled in credit.py.
_COLUMNS = (
    "id",
    "title",
    "subtitle",
    "correction_notice",
    "language",
    "text",
    "headings",
    "text_sha256",
    "source_id",
    "rights",
    "extra",
)


class Description:
    """The columns of a cut while they are filled."""

    def __init__(self, cut: Cut, view: View, habits: Habits, registry: Registry, with_language: bool) -> None:
        self.cut, self.view = cut, view
        self.settings = view.seed.settings
        self.languages = Languages(self.settings.get("language"), with_language)
        settling = Settling(self.settings.get("date_order"), habits.order_votes.orders())
        self.titles = habits.titles
        self.marked = self.titles.usual_mark() == "#" or self.titles.all_marked("#")
        in_titles = InTitles(settling._replace(dump=self.titles.order_votes.orders()), self.titles.dates())
        self.credit = Columns(registry, settling, habits.credits, in_titles)
        self.evidence = Evidence()
        self.columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
        self.stated = by_record(cut)

    def table(self) -> pa.Table:
        import pyarrow as pa

        records = parts_of(self.cut)
        bodies = [body_of(self.cut, parts) for parts in records]
        texts = [body.data() for body in bodies]
        stated = {at for at, found in self.stated.items() if any(one.field == "language" for one in found)}
        detected = self.languages.detected(texts, stated)
        for ordinal, parts in enumerate(records):
            self._record(ordinal, parts, bodies[ordinal], texts[ordinal], detected[ordinal])
        schema = contract.arrow_schema()
        return pa.Table.from_arrays([self._column(field, records) for field in schema], schema=schema)

    def _record(self, ordinal: int, parts: Parts, body: Body, text: bytes, detected: Detected | None) -> None:
        columns, evidence = self.columns, self.evidence
        columns["id"].append(span_id(self.cut.block.data[parts.start : parts.end]))
        self._boundary(ordinal, parts)
        listed = self.stated.get(ordinal, ())
        stated, printed = OfRecord(self.cut, listed), printed_of(self.cut, parts, body, listed)
        held = None
        if "title" in stated:
            columns["title"].append(stated.text("title", evidence))
        else:
            lines = self._title_lines("title", parts.title)
            held = self._held(lines, printed.shown)
            columns["title"].append(self._title("title", parts.title, lines, held))
        subtitle = stated.text("subtitle", evidence)
        if not subtitle:
            subtitle = self._title("subtitle", parts.subtitle, self._title_lines("subtitle", parts.subtitle))
        columns["subtitle"].append(subtitle)
        self._text(parts, body, text)
        language = self.languages.language(text, detected, stated, evidence)
        columns["language"].append(language)
        self.credit.add(printed, language, evidence, stated, held)
        columns["correction_notice"].append(self._notice(body))
        columns["headings"].append(self._headings(body))
        columns["source_id"].append(stated.text("source_id", evidence))
        rights = self.settings.get("rights")
        columns["rights"].append(stated.text("rights", evidence) if rights is None else rights)
        columns["extra"].append(stated.others(evidence))
        self._whole_seed()
        evidence.close_record()

    def _boundary(self, ordinal: int, parts: Parts) -> None:
        start, end = parts.start, self.cut.spans.end[parts.first]
        opening = trimmed(self.cut.block.data[start:end], start)
        if opening.text:
            start, end = opening.start, opening.end
        rule, confidence = self.cut.boundary_rule[ordinal], self.cut.boundary_confidence[ordinal]
        self.evidence.by_bytes("provenance.byte_start", rule, start, end, confidence)

    def _title(self, field: str, numbers: list[int], lines: list[Line], held: Held | None = None) -> str | None:
        """A title or subtitle without the credit that it holds; one that is broken over lines is joined by spaces."""
        if not lines:
            return None
        lines = lines if held is None else [held.title]
        spans = self.cut.spans
        rule = spans.rule[numbers[0]] if held is None else "title-without-credit"
        self.evidence.by_bytes(field, rule, lines[0].start, lines[-1].end, spans.confidence[numbers[0]])
        return " ".join(line.text for line in lines)

    def _title_lines(self, field: str, numbers: list[int]) -> list[Line]:
        """The lines of a title or subtitle without the marks, labels and numbers that a paste has around them."""
        lines = lines_of(self.cut, numbers) if numbers else []
        if lines:
            marked = field == "title" and self.marked
            lines[0] = unmarked(lines[0], field, whole=len(lines) == 1, marked=marked)
            if field == "subtitle":
                lines = [without_bullet(line) for line in lines]
            if field == "title" and (end := self.titles.number_in(lines[0].text)):
                lines[0] = lines[0].part(end)
        return lines

    def _held(self, lines: list[Line], credit: str) -> Held | None:
        """The credit that the title of a paste holds, which has one line."""
        return held_by(lines[0], self.titles, self.credit.registry, credit) if len(lines) == 1 else None

    def _text(self, parts: Parts, body: Body, text: bytes) -> None:
        self.columns["text"].append(text)
        self.columns["text_sha256"].append(sha256(text).hexdigest())
        if body.paragraphs:
            rule, stop = self.cut.spans.rule[parts.body[0]], body.starts[-1] + len(body.paragraphs[-1])
            self.evidence.by_bytes("text", rule, body.starts[0], stop)

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

    def _whole_seed(self) -> None:
        """Evidence for what holds for every record of the seed: its rights, and how its file was read."""
        if "rights" in self.settings:
            self.evidence.by_source("rights", "stated", "corpus.toml")
        for field, decided in (("encoding", self.view.read_as), ("layout", self.view.layout_reason)):
            if decided is not None and (decided.rule != "valid-utf-8" or DECLARES in decided.source):
                self.evidence.by_source(f"provenance.{field}", decided.rule, decided.source, decided.confidence)
        if self.view.encoding_rule == "detected":
            source, confidence = detection.basis(), self.view.encoding_confidence
            self.evidence.by_source("provenance.encoding", "detected", source, confidence)
        elif self.view.encoding_rule == "stated":
            self.evidence.by_source("provenance.encoding", "stated", "corpus.toml or --encoding")

    @cached_property
    def _texts(self) -> pa.Array:
        """The column ``text``, once it is filled."""
        import pyarrow as pa

        return pa.array(self.columns["text"], pa.string())

    def _column(self, field: pa.Field, records: list[Parts]) -> pa.Array:
        """A column of the table from what was collected, in the type that the contract asks for."""
        import pyarrow as pa

        name, count, of = field.name, len(records), field.type
        if name in self.columns or name in self.credit.columns:
            rows = (self.columns if name in self.columns else self.credit.columns)[name]
            if name == "extra":
                return pa.array([[{"key": key, "value": value} for key, value in row] for row in rows], of)
            if name == "text":
                return self._texts
            return _rows(rows, of) if name in ("headings", "outlets") else pa.array(rows, of)
        if name == "provenance":
            return provenance(self.view, self.cut.layout, self.cut.block, records, of)
        if name == "evidence":
            return self.evidence.array(self.cut.block, of)
        if name == "word_count":
            return pa.array(word_counts(self._texts), of)
        if name == "confidence":
            return pa.array([rounded(one) for one in self.cut.boundary_confidence], of)
        if name == "schema_version":
            return pa.repeat(pa.scalar(contract.schema_version(), of), count)
        return _rows([[]] * count, of) if pa.types.is_list(of) else pa.nulls(count, of)


def _rows(rows: list[list[tuple[Any, ...]]], of: pa.DataType) -> pa.Array:
    """Lists of structs from lists of tuples, column by column."""
    import pyarrow as pa

    if not any(rows):
        return pa.array([()] * len(rows), of)
    fields = list(of.value_type)
    flat = [item for row in rows for item in row]
    columns = [pa.array([item[number] for item in flat], field.type) for number, field in enumerate(fields)]
    ends = [0]
    for row in rows:
        ends.append(ends[-1] + len(row))
    return pa.ListArray.from_arrays(
        pa.array(ends, pa.int32()), pa.StructArray.from_arrays(columns, fields=fields), type=of
    )
