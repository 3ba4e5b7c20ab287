"""Differences of two builds, printed: everything is counted where not everything is listed."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from corpuskit.checking.differences import Changed, Differences
from corpuskit.checking.differences.words import changes
from corpuskit.reports import differences as printing

CAVEAT = {"code": "undated", "statement": "No day is printed."}


def record(number: int, **fields: Any) -> dict[str, Any]:
    made = {"id": f"{number:016x}", "date": None, "date_partial": "2024-05", "outlets": [{"name": "Coast Courier"}]}
    return made | {"title": f"Title {number}", "provenance": {"file": "a.txt"}} | fields


def changed(number: int, before: str = "a b", after: str = "a c", **told: Any) -> Changed:
    nothing: dict[str, Any] = {"likeness": None, "fields": {}, "gained": (), "lost": ()}
    return Changed(record(number), record(number), text=tuple(changes(before, after)), **(nothing | told))


def test_what_changed_is_told_record_by_record() -> None:
    told: dict[str, Any] = {"likeness": 0.75, "fields": {"title": ("x", None)}, "gained": (CAVEAT,)}
    edited = dataclasses.replace(changed(3, **told), before=record(9))
    assert printing.text(Differences([record(1)], [record(2, title=None)], [edited], 4)) == (
        "1 added, 1 removed, 1 changed, 4 the same\n"
        "\nadded\n  + 0000000000000001  2024-05  Coast Courier  Title 1\n"
        "\nremoved\n  - 0000000000000002  2024-05  Coast Courier  (no title)\n"
        "\nchanged\n  ~ 0000000000000009 → 0000000000000003  2024-05  Coast Courier  Title 3\n"
        "      title: x → (none)\n      text: a [-b-] {+c+}\n      caveat gained: undated: No day is printed.\n"
    )


@pytest.mark.parametrize("more", [0, 1])
def test_of_many_records_and_changes_the_first_are_listed_and_all_are_counted(more: int) -> None:
    many, within = printing.MOST + more, printing.MOST_WITHIN + more
    before = " ".join(f"word{number} and so it goes" for number in range(within))
    told = changed(1, before, before.replace("word", "other"), lost=(CAVEAT,) * within)
    written = printing.text(Differences([record(number) for number in range(many)], [], [told]))
    assert written.startswith(f"{many} added, 1 changed\n")
    assert written.count("  + ") == printing.MOST
    assert written.count("[-word") == written.count("caveat lost: undated") == printing.MOST_WITHIN
    for said in ("  … and 1 more\n", "text: 1 more change\n", "caveat lost: 1 more\n"):
        assert (said in written) == bool(more)


def test_a_comment_is_never_longer_than_one_may_be() -> None:
    long = [record(number, title="t" * printing.WIDTH) for number in range(printing.MOST)]
    written = printing.markdown(Differences(long, long, []))
    assert len(written) <= printing.COMMENT
    assert written.count("t" * printing.WIDTH) == 2 * printing.MOST
    told = [changed(number, "a", "b " * 150) for number in range(printing.MOST)]
    written = printing.markdown(Differences(long, long, told))
    assert written.startswith("**corpuskit diff:** 100 added, 100 removed, 100 changed\n")
    assert len(written) <= printing.COMMENT
    assert "`corpuskit diff --format text` lists it" in written
