"""Why a record is as it is: its fields, boundary and caveats with the evidence for each.

Returns plain lines, each with a style; the command line makes them safe to show and colours them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpuskit.checking import passages
from corpuskit.checking.correcting import to_paste
from corpuskit.checking.loading import refuse_later
from corpuskit.counting import counted
from corpuskit.model import RECORDS_JSONL, Exit, Place
from corpuskit.problems import Code, failure
from corpuskit.splitting import Explanation
from corpuskit.workspace.files import no_corpus

#: "paste" and "side" are never broken over lines.
Style = Literal["title", "heading", "plain", "quote", "dim", "paste", "side"]

#: Fields that are shown by other means than the list of fields.
SHOWN_ELSEWHERE = frozenset({"text", "headings", "evidence", "caveats", "provenance", "schema_version", "extra"})

_TO_CORRECT = "to correct it: paste into seeds/corrections.toml, or use `corpuskit correct`"


class Line(NamedTuple):
    text: str
    style: Style = "plain"


def find_record(dist: Path, wanted: str) -> Mapping[str, Any]:
    """The record of a dist folder whose id is, or begins uniquely with, ``wanted``.

    Raises CorpuskitError (exit 2) when there is no such record, or more than one.
    """
    records = dist / RECORDS_JSONL
    if not records.is_file():
        raise no_corpus(dist)
    refuse_later(dist)
    found: dict[str, Mapping[str, Any]] = {}
    needle = f'"id":"{wanted}'
    with records.open(encoding="utf-8") as lines:
        for line in lines:
            if needle in line:
                record = json.loads(line)
                if record["id"] == wanted:
                    return dict(record)
                if record["id"].startswith(wanted):
                    found[record["id"]] = record
    if len(found) == 1:
        return next(iter(found.values()))
    near = ", ".join(list(found)[:5]) or "none"
    raise failure("no-such-record", Place(file=str(records)), Exit.USAGE, wanted=wanted, near=near)


def of_code(code: Code) -> list[Line]:
    """What a problem or caveat code means and what to do about it."""
    lines = [Line(code.code, "title"), Line(f"a {code.kind}; severity: {code.severity}", "dim"), Line("")]
    lines += [Line(" ".join(paragraph.split())) for paragraph in code.about.split("\n\n")]
    lines += [Line(""), Line("message", "heading"), Line(code.message, "quote")]
    if code.hint:
        lines += [Line("hint", "heading"), Line(code.hint, "quote")]
    return lines


def of_line(found: Explanation, paste: Sequence[str] = ()) -> list[Line]:
    """Why there is a boundary at a line, or none: the clues with their weights, and what else the line could be.

    ``paste`` is what to paste into corrections.toml to say the opposite.
    """
    begins = "a record begins here" if found.boundary else "no record begins here"
    lines = [Line(f"line {found.line}: {begins}", "title"), Line(found.text or "(blank)", "quote")]
    sure = "" if found.confidence is None else f"; confidence {found.confidence:.3f}"
    by = f" ({found.rule})" if found.rule else ""
    lines.append(Line(f"read as {found.role}{by}{sure}", "dim"))
    if found.lead is not None:
        lines += [Line(""), Line("clues, with what each adds to the log odds of a boundary", "heading")]
        lines += [Line(f"{clue.weight:+7.2f}  {clue.clue}{_neighbour(clue.offset)}") for clue in found.clues]
        lines.append(Line(f"{found.lead:+7.2f}  in all: with a boundary against without", "dim"))
    if found.alternatives:
        lines += [Line(""), Line("what else it could be, and how far behind", "heading")]
        lines += [Line(f"{behind:7.2f}  {role}") for role, behind in found.alternatives]
    if paste:
        lines += [Line(""), Line(_TO_CORRECT, "heading"), *(Line(text, "paste") for text in paste)]
    return lines


def _neighbour(offset: int) -> str:
    """On which line a clue was seen, in words."""
    if not offset:
        return ""
    return f" ({counted(abs(offset), 'line')} {'below' if offset > 0 else 'above'})"


def of_record(record: Mapping[str, Any]) -> list[Line]:
    """A record shown well: what it is, where it lies, each field with its evidence, each caveat with its passage."""
    place = record["provenance"]
    of = f" of its extracted text ({place['view']})" if place["view"] else ""
    where = (
        f"{place['file']}:{place['line_start']}–{place['line_end']}{of}, bytes {place['byte_start']}–"
        f"{place['byte_end']}, {place['encoding']}, layout {place['layout']}"
    )
    return [
        Line(record["title"] or "(no title)", "title"),
        Line(f"record {record['id']}", "dim"),
        Line(where, "dim"),
        Line(_boundary(record), "dim"),
        Line(""),
        Line("fields", "heading"),
        *_fields(record),
        Line(""),
        Line("caveats", "heading"),
        *_caveats(record),
        Line(""),
        Line("text", "heading"),
        *_text(record),
        Line(""),
        Line(_TO_CORRECT, "heading"),
        *(Line(text, "paste") for text in to_paste(record)),
    ]


def _boundary(record: Mapping[str, Any]) -> str:
    rules = [entry["rule"] for entry in record["evidence"] if entry["field"] == "provenance.byte_start"]
    sure = "not calibrated" if record["confidence"] is None else f"{record['confidence']:.3f}"
    return f"boundary by {', '.join(rules) or 'no recorded rule'}; confidence {sure}"


def _fields(record: Mapping[str, Any]) -> Iterator[Line]:
    for name, value in record.items():
        if name in SHOWN_ELSEWHERE or value in (None, [], {}):
            continue
        yield Line(f"{name}: {_printed(value)}")
        for entry in record["evidence"]:
            if entry["field"].split(".")[0].split("[")[0] == name:
                yield Line(f"    {_evidence(entry)}", "dim")
    unknown = [name for name, value in record.items() if value is None and name not in SHOWN_ELSEWHERE]
    if unknown:
        yield Line(f"not known: {', '.join(unknown)}", "dim")


def _printed(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_printed(item) for item in value)
    if isinstance(value, Mapping):
        rest = ", ".join(f"{key} {item}" for key, item in value.items() if key != "name" and item is not None)
        return f"{value.get('name')} ({rest})"
    return str(value)


def _evidence(entry: Mapping[str, Any]) -> str:
    at = f"bytes {entry['byte_start']}–{entry['byte_end']}" if entry["byte_start"] is not None else entry["source"]
    sure = "" if entry["confidence"] is None else f", confidence {entry['confidence']:.3f}"
    return f"{entry['field']}: {at}, by rule {entry['rule']}{sure}"


def _caveats(record: Mapping[str, Any]) -> Iterator[Line]:
    """Those about the whole record one by one; those about passages, which stand in the text, summed up."""
    if not record["caveats"]:
        yield Line("none", "dim")
    about_passages = passages.of_passages(record)
    for caveat in record["caveats"]:
        if about_passages and caveat["start"] is not None:
            continue
        note = (
            f"withdrawn by {caveat['withdrawn']['by']}: {caveat['withdrawn']['reason']}" if caveat["withdrawn"] else ""
        )
        yield Line(f"{caveat['code']}: {caveat['statement']}" + (f" [{note}]" if note else ""))
        known = ("basis", "authority", "reference", "as_of", "category", "speaker", "rule", "confidence")
        details = "; ".join(f"{key} {caveat[key]}" for key in known if caveat[key] is not None)
        if details:
            yield Line(f"    {details}", "dim")
    for said, details in passages.summaries(about_passages):
        yield Line(said)
        yield Line(f"    {details}", "dim")


def _text(record: Mapping[str, Any]) -> Iterator[Line]:
    """How the text begins or, where passages of it carry caveats, those in their place with why."""
    if record["text"] is None:
        yield Line("withheld", "dim")
        return
    paragraphs = record["text"].split("\n")
    size = f"{counted(record['word_count'], 'word')} in {counted(len(paragraphs), 'paragraph')}"
    about_passages = passages.of_passages(record)
    if not about_passages:
        yield Line(f"{size}, beginning:", "dim")
        yield Line(paragraphs[0] if len(paragraphs[0]) <= 300 else paragraphs[0][:299] + "…", "quote")
        return
    yield Line(f"{size}; what carries a caveat stands out, what lies between is cut short:", "dim")
    for passage in passages.in_text(record["text"], about_passages):
        yield Line(
            f"> {passage.text}" if passage.caveats else f"  {passage.text}", "quote" if passage.caveats else "dim"
        )
        for caveat in passage.caveats:
            yield Line(f"    {passages.reason(caveat, passage.text, record['language'])}")
