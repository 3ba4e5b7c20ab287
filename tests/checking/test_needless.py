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


TWO = (
    PASTE
    + """
Library opens its map room
The Guardian | 5 May 2024
More than two thousand maps of the coast can be seen from Monday in the new reading room of the town library.
The oldest sheet shows the bay before the dyke was built, and a school class has drawn the newest one.
Pier closed on Friday
The pier is closed on Friday until noon, and the ferry leaves from the old mole instead, the harbour office said.
"""
)


def test_a_boundary_that_is_found_anyway_is_pointed_out_and_one_that_is_needed_is_not(
    workspace_folder: Callable[..., Path],
) -> None:
    folder = workspace_folder({"a.txt": TWO.encode()})
    assert len(list(corpuskit.split(folder))) == 2
    (folder / "seeds" / "corrections.toml").write_text(
        '[[correction]]\nbegins = "Library opens its map room"\nreason = "Seen in print."\n\n'
        '[[correction]]\ncontinues = "The oldest sheet shows"\nreason = "Seen in print."\n\n'
        '[[correction]]\nbegins = "Pier closed on Friday"\nreason = "Seen in print."\n',
        encoding="utf-8",
    )
    found = [p for p in validate((folder,)).problems if p.code == "correction-needless"]
    assert [p.place.line for p in found] == [1, 5]
    assert "begins at “Library opens its map room”" in found[0].message
    assert validate((folder,), ignore=["correction-needless"]).problems == ()


def test_a_boundary_in_doubt_that_a_person_accepted_is_not_needless(workspace_folder: Callable[..., Path]) -> None:
    paste = (
        TWO.partition("Pier closed")[0] + "Tides\nThe Guardian | 9 May 2024\nThe tide was low on Thursday until noon.\n"
    )
    folder = workspace_folder({"a.txt": paste.encode()})
    (folder / "seeds" / "corrections.toml").write_text(
        '[corrections]\nread = { begins = "Tides", reason = "Read, and right." }\n', encoding="utf-8"
    )
    sure = {record.title: record.confidence for record in corpuskit.split(folder / "seeds" / "a.txt")}
    assert len(sure) == 3
    assert sure["Tides"] < 0.9
    assert validate((folder,)).problems == ()


def test_a_caveat_that_is_withdrawn_and_no_longer_raised_is_pointed_out(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": PASTE.encode()})
    (record,) = corpuskit.split(folder)
    stanza = '[[correction]]\nrecord = "{id}"\ncaveat = "{code}"\nby = "Given Family"\nreason = "Read in full."\n'
    text = stanza.format(id=record.id, code="undated") + stanza.format(id=record.id, code="acme/short-text")
    (folder / "seeds" / "corrections.toml").write_text(text, encoding="utf-8")
    found = validate((folder,)).problems
    assert [(p.code, p.severity, p.place.line) for p in found] == [
        ("correction-needless", "note", 1),
        ("correction-needless", "note", 6),
    ]
    assert corpuskit.build(folder).exit_code == 0


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
