"""What a person once had to state and no longer has to is pointed out: corrections, entries of seeds/outlets.toml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import corpuskit
from corpuskit.validation import validate

PASTE = """Harbour ferry to run all night from June
The Guardian | 3 May 2024
The ferry between the old harbour and the island will run all night from June, the council said on Friday.
Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring.
"""
CORRECTION = """
[[correction]]
record = "{id}"
field = "{field}"
value = {value}
reason = "Seen in print."
"""


def test_a_correction_that_says_what_is_found_anyway_is_pointed_out(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": PASTE.encode()})
    (record,) = corpuskit.split(folder)
    said = [("date", '"2024-05-03"'), ("title", '"Another"'), ("authors", "[]"), ("outlets", '["The Guardian"]')]
    text = "".join(CORRECTION.format(id=record.id, field=field, value=value) for field, value in said)
    text += '[[correction]]\noutlet = "The Guardian"\nid = "guardian"\nreason = "Seen."\n'
    (folder / "seeds" / "corrections.toml").write_text(text, encoding="utf-8")
    found = [p for p in validate((folder,)).problems if p.code == "correction-needless"]
    assert record.outlets[0]["id"] == "guardian"
    assert [p.place.line for p in found] == [2, 14, 20, 25]
    assert {p.severity for p in found} == {"note"}


def test_an_entry_of_the_registry_that_changes_nothing_is_pointed_out(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": PASTE.encode()})
    (record,) = corpuskit.split(folder)
    known = record.outlets[0]["id"]
    assert known is not None
    entry = '[[outlets]]\nid = "{id}"\n{more}\n'
    text = entry.format(id="abc-au", more='names = ["Coast Radio"]') + entry.format(id=known, more="")
    (folder / "seeds" / "outlets.toml").write_text(text, encoding="utf-8")
    found = [p for p in validate((folder,)).problems if p.code == "override-needless"]
    assert [(p.place.line, p.message.partition(": ")[2]) for p in found] == [
        (2, "no record credits it"),
        (5, "the registry of corpuskit says the same"),
    ]
    assert validate((folder,), ignore=["override-needless"]).problems == ()
