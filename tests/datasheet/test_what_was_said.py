"""What people and exports said of a corpus has its place in the page and in the data."""

from __future__ import annotations

import json
from pathlib import Path

import datasheet_corpus as corpus
from jsonschema import Draft202012Validator

from corpuskit import contract
from corpuskit.corrections import Applied, parse
from corpuskit.datasheet import Measures, pages
from corpuskit.datasheet.tallies.measures import ViewKey

STANZA = """[[correction]]
record = "9c764d9e77ab165b"
quote = "The ferry stays in port"
field = "date"
value = "2024-01-01"
reason = "Printed."
by = "A. P."
"""


def page(measures: Measures) -> str:
    return pages(measures, {}, corpus.about())["datasheet.html"].decode("utf-8")


def test_what_was_left_out_is_said_by_kind_and_what_a_person_excluded() -> None:
    measures = corpus.measured()
    measures.add_outside(corpus.outside([(3500, 3600, "excluded"), (3600, 3640, "unassigned")]))
    text = corpus.plain(page(measures))
    assert "excluded 1 100 records that a person excluded" in text
    assert "unassigned 1 40 text that nothing assigns to an article" in text
    assert "Excluded by a person: 1 record." in text


def test_corrections_and_an_audit_stand_in_the_page_and_in_the_data() -> None:
    (correction,) = parse(Path("corrections.toml"), STANZA)
    judged = [{"record": "a", "boundary": True, "by": "A. P."}, {"record": "b", "boundary": False}]
    about = corpus.about(corrected=[Applied(correction, "date of record a", 1)], judgements=judged)
    made = pages(corpus.measured(), {}, about)
    text = corpus.plain(made["datasheet.html"].decode())
    assert "date of record a 1 Printed. A. P." in text[text.index("What people corrected") :]
    assert "boundary 2 1 0.500" in text
    data = json.loads(made["datasheet.json"])
    assert data["corrections"] == [{"about": "date of record a", "records": 1, "reason": "Printed.", "by": "A. P."}]
    assert (data["audit"][0]["judged"], data["audit"][0]["right"]) == (2, 1)
    assert data["people"] == {
        "corrections": 1,
        "corrected_entries": 0,
        "withdrawn": 0,
        "judged": 2,
        "judges": ["A. P."],
    }
    Draft202012Validator(contract.schema("datasheet")).validate(data)
    markdown = made["DATASHEET.md"].decode()
    assert "| date of record a | 1 | Printed. | A. P. |" in part(markdown, "Corrections")
    assert "| boundary | 2 | 1 | 0.500 |" in part(markdown, "Audit")


def part(markdown: str, heading: str) -> str:
    """A section of DATASHEET.md."""
    return markdown.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_where_nobody_corrected_or_judged_anything_that_is_said() -> None:
    markdown = pages(corpus.measured(), {}, corpus.about())["DATASHEET.md"].decode()
    assert "No correction by a person was applied" in part(markdown, "Corrections")
    assert "Nobody has read and judged a random sample" in part(markdown, "Audit")
    assert "What the exports say" not in markdown


def test_what_an_export_says_of_itself_stands_in_the_page() -> None:
    measures = corpus.measured()
    measures.statements[ViewKey("paste.txt", None)] = {"export.query": ["ferry and harbour"]}
    text = corpus.plain(page(measures))
    assert "paste.txt export.query ferry and harbour" in text[text.index("What the exports say of themselves") :]
    made = pages(measures, {}, corpus.about())
    assert "| paste.txt | export.query | ferry and harbour |" in part(
        made["DATASHEET.md"].decode(), "What the exports say of themselves"
    )
    assert json.loads(made["datasheet.json"])["exports"] == [
        {"file": "paste.txt", "view": None, "name": "export.query", "values": ["ferry and harbour"]}
    ]
