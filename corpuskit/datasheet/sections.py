"""The sections of a datasheet from the warnings to the questions: contents, outlets, caveats, provenance, fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpuskit import contract
from corpuskit.caveats.affiliation import statement_of
from corpuskit.counting import counted
from corpuskit.datasheet import answers as answering
from corpuskit.datasheet import statements
from corpuskit.datasheet.blocks import Block, Paragraph, listed, table
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.measured import audit, corrections, exports, outside, time
from corpuskit.datasheet.notices import affiliation_wording
from corpuskit.datasheet.tallies.figures import share
from corpuskit.datasheet.wording import paragraph, say
from corpuskit.lexicon.languages import english_name
from corpuskit.lexicon.outlets.registry import Registry
from corpuskit.problems import codes

#: The act of a statement that an outlet makes on itself.
SELF_DESCRIBED = "self-description"
#: Columns of `outlet_rows`.
OUTLET_COLUMNS = ("outlet as printed", "records", "affiliation", "who says so", "authority", "date", "source")


def sections(document: Document) -> list[tuple[str, list[Block]]]:
    """Heading and content of each."""
    return [
        ("What is in here", contents(document)),
        ("Who is behind the outlets", outlets(document)),
        ("Dates", time(document.figures, document.about)),
        ("What to be careful about", caveats(document)),
        ("Where it comes from", provenance(document)),
        ("What was left out", left_out(document)),
        *([("What the exports say of themselves", exports(document.figures))] if exports(document.figures) else []),
        ("Corrections", corrections(document.figures, document.about)),
        ("Audit", audit(document.about)),
        ("Fields", fields()),
        ("Fields filled", filled(document)),
    ]


def contents(document: Document) -> list[Block]:
    """Records by affiliation, language and length."""
    figures = document.figures
    words = [(row["affiliation"], row["records"]) for row in figures["affiliations"]]
    languages = [(language(row["language"]), row["records"]) for row in figures["languages"]]
    lengths = [(length_class(row), row["records"]) for row in figures["length"]["classes"]]
    return [
        paragraph("sections", "contents"),
        table(("affiliation of the outlet credited first", "records"), words, (1,)),
        table(("language", "records"), languages, (1,)),
        table(("length", "records"), lengths, (1,)),
    ]


def language(tag: str) -> str:
    """A language as pages name it: "English (en)"."""
    if tag == "und":
        return "could not be told (und)"
    name = english_name(tag)
    return tag if name is None else name if "(" in name else f"{name} ({tag})"


def length_class(found: Mapping[str, Any]) -> str:
    """A class of lengths in words."""
    if found["below"] is None:
        return f"{found['from']:,} words or more"
    return f"{found['from']:,} to {found['below'] - 1:,} words"


def provenance(document: Document) -> list[Block]:
    """The seeds with their hashes, and that every byte is accounted for."""
    figures = document.figures
    size = figures["bytes"]
    text = paragraph(
        "sections",
        "provenance",
        inside=share(size["in_records"], size["total"]),
        outside=f"{size['outside']:,}",
        spans=f"{sum(row['spans'] for row in figures['outside']):,}",
        unaccounted=f"{size['unaccounted']:,}",
    )
    rows = [
        (
            seed["file"],
            seed["size"],
            seed["records"],
            seed["bytes_in_records"],
            seed["encoding"],
            listed(seed["layouts"]),
            seed["sha256"],
        )
        for seed in figures["seeds"]
    ]
    columns = ("seed", "bytes", "records", "bytes in records", "encoding", "layout", "SHA-256")
    return [
        text,
        table(columns, rows, (1, 2, 3)),
    ]


def left_out(document: Document) -> list[Block]:
    """What of the seeds is in no record, by kind, and what a person excluded."""
    kinds, size = document.figures["outside"], document.figures["bytes"]
    if not kinds:
        return [paragraph("left_out", "nothing")]
    found: list[Block] = [
        paragraph(
            "left_out",
            outside=share(size["outside"], size["total"]),
            spans=counted(sum(row["spans"] for row in kinds), "span"),
        ),
        outside(document.figures),
    ]
    if excluded := sum(row["spans"] for row in kinds if row["kind"] == "excluded"):
        found.append(paragraph("left_out", "excluded", records=counted(excluded, "record")))
    return found


def caveats(document: Document) -> list[Block]:
    """Each code with its counts, then on what its caveats rest."""
    if not document.about.assessed:
        return [paragraph("sections", "caveats_left_out")]
    found = document.figures["caveats"]
    total = document.figures["records"]
    text = paragraph("sections", "caveats", share=share(found["records"], total))
    rows = [
        (tally["code"], tally["caveats"], tally["records"], tally["withdrawn"], _meaning(tally["code"]))
        for tally in found["codes"]
    ]
    groups = [
        (
            group["code"],
            group["statement"],
            group["authority"],
            group["as_of"],
            group["basis"],
            group["reference"],
            group["records"],
        )
        for group in found["groups"]
        if group["rule"] is not None or group["code"] not in {mark["code"] for mark in found["marks"]}
    ]
    marks = [
        (mark["code"], words(mark["category"]), words(mark["speaker"]), mark["passages"]) for mark in found["marks"]
    ]
    return [
        text,
        table(("caveat", "caveats", "records", "withdrawn", "meaning"), rows, (1, 2, 3)),
        table(
            ("caveat", "statement", "authority", "date", "criterion or basis", "source", "records"), groups, (6,), (5,)
        ),
        table(("caveat on a passage", "about", "whose words", "marked passages"), marks, (3,)),
    ]


def _meaning(code: str) -> str:
    """What the list of codes says of it."""
    return " ".join(codes()[code].about.split()) if code in codes() else ""


def words(name: str | None) -> str:
    return (name or "").replace("_", " ")


def outlets(document: Document) -> list[Block]:
    """Every outlet with its affiliation, and who says so, when and where."""
    registry = document.about.registry
    rows = [row for outlet in document.figures["outlets"] for row in outlet_rows(outlet, registry)]
    text = paragraph("sections", "outlets", registry=registry.version)
    return [
        text,
        *listing(document),
        table(OUTLET_COLUMNS, rows, (1,), (6,), most=200),
        *statements.tables(document.figures, registry),
    ]


def listing(document: Document) -> list[Block]:
    """How many outlets lack an entry, and of how many the registry has nothing but their own word."""
    found = document.figures["outlets"]
    entries = document.about.registry.entries
    listed_ones = [entries[outlet["id"]] for outlet in found if outlet["id"] in entries]
    own_word = [entry for entry in listed_ones if all(period.act == SELF_DESCRIBED for period in entry.periods)]
    if not found:
        return []
    text = say("sections", "listing", without=share(len(found) - len(listed_ones), len(found)))
    if own_word:
        text += " " + say("sections", "own_word", outlets=counted(len(own_word), "outlet"))
    return [Paragraph(text)]


def outlet_rows(outlet: Mapping[str, Any], registry: Registry) -> Iterator[tuple[object, ...]]:
    """A row for each statement on which an affiliation of the outlet rests."""
    names = listed(outlet["names"], 3)
    if outlet["countries"]:
        names += f" ({', '.join(outlet['countries'])})"
    entry = registry.entries.get(outlet["id"])
    for word in outlet["affiliations"]:
        said = [(period, entry) for period in entry.periods if period.affiliation == word] if entry else []
        for period, of in said:
            statement = statement_of(period, of)
            yield names, outlet["records"], word, statement, period.authority, period.dated, period.citation
        if not said:
            yield (
                names,
                outlet["records"],
                word,
                unknown_statement(registry, known=entry is not None),
                None,
                None,
                None,
            )


def unknown_statement(registry: Registry, known: bool) -> str:
    """What is said of an outlet that the registry lacks, or lists without an affiliation that holds."""
    wording = affiliation_wording()["unlisted"]
    return str(wording["unset" if known else "statement"]).format(version=registry.version)


def fields() -> list[Block]:
    """The data dictionary, from the contract."""
    rows = [
        (known.name, known.type, "yes" if known.nullable else "no", known.description)
        for known in contract.fields(leaves=True)
    ]
    text = paragraph("sections", "fields", schema=contract.schema_version())
    return [text, table(("field", "type", "may be null", "meaning"), rows, most=200)]


def filled(document: Document) -> list[Block]:
    """In how many records each field is filled."""
    rows = [(known["name"], known["filled"], known["empty"], known["example"]) for known in document.figures["fields"]]
    total = document.figures["records"]
    counts = {
        "fields": len(rows),
        "always": sum(filled == total for _, filled, _, _ in rows),
        "never": sum(not filled for _, filled, _, _ in rows),
    }
    text = paragraph("sections", "fields_filled", **counts)
    found: list[Block] = [text, table(("field", "filled", "empty", "example"), rows, (1, 2))]
    if document.figures["extra"]:
        extra = [(row["name"], row["records"]) for row in document.figures["extra"]]
        found.append(table(("field of this corpus (extra)", "records"), extra, (1,)))
    return found


def completeness(document: Document) -> list[Block]:
    """How many of the questions are answered, by section and in all."""
    counts = answering.completeness(document.answers)
    answered, asked = sum(part.answered for part in counts), sum(part.questions for part in counts)
    rows: list[tuple[object, ...]] = [
        (
            part.title,
            part.questions,
            part.answered,
            part.measured,
            part.both,
            part.stated,
            part.questions - part.answered,
        )
        for part in counts
    ]
    columns = ("section", "questions", "answered", "measured", "measured and stated", "stated", "not stated")
    text = paragraph("sections", "completeness", share=share(answered, asked))
    return [text, table(columns, rows, range(1, 7))]
