"""What changed between two builds: every record is told once, and an edited one is known again."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpuskit.checking.differences import differences
from corpuskit.checking.differences.words import changes, words

TEXT = (
    "The ferry between the old harbour and the island will run all night from June, the council said on Friday.\n"
    "Councillors voted for a trial of two years, which is paid for from the parking fund and reviewed each spring."
)
CAVEAT: dict[str, Any] = {
    "code": "undated",
    "statement": "No day is printed.",
    **dict.fromkeys(("category", "speaker", "authority", "as_of", "reference", "start", "end", "withdrawn")),
}


def record(name: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": f"Title of {name}",
        "date": "2024-05-03",
        "date_partial": None,
        "credit_line": "Coast Courier | 3 May 2024",
        "outlets": [],
        "authors": [],
        "headings": [],
        "text": f"{TEXT}\nIt is number {name} of them.",
        "text_sha256": "0" * 64,
        "caveats": [],
        "provenance": {"file": "a.txt", "byte_start": 0},
    } | fields


def compared(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> Any:
    return differences(lambda: one, lambda: other)


def test_what_only_moved_is_the_same() -> None:
    moved = record("a", provenance={"file": "b.txt", "byte_start": 900}, confidence=0.5, evidence=[1])
    found = compared([record("a")], [moved])
    assert not found
    assert (found.same, found.moved) == (1, {("a.txt", "b.txt"): 1})
    edited = record("a", provenance={"file": "b.txt", "byte_start": 0}, date=None)
    assert compared([record("a"), record("b")], [edited, record("b")]).moved == {("a.txt", "b.txt"): 1}


def test_fields_texts_and_caveats_are_told_one_by_one() -> None:
    before = record("a", caveats=[CAVEAT | {"code": "no-more"}, CAVEAT])
    after = record("a", date=None, caveats=[CAVEAT, CAVEAT | {"code": "new"}])
    (change,) = compared([before], [after]).changed
    assert change.likeness is None
    assert change.fields == {"date": ("2024-05-03", None)}
    assert [caveat["code"] for caveat in change.gained] == ["new"]
    assert [caveat["code"] for caveat in change.lost] == ["no-more"]
    assert change.text == ()


def test_an_edited_record_is_known_again_by_its_words() -> None:
    before = [record("a", title="Ferry"), record("b", title="Map room", text="Quite another text on maps. " * 9)]
    edited = TEXT.replace("two years", "three years")
    found = compared(before, [record("c", title="Night ferry", text=edited, credit_line=None), before[1]])
    (change,) = found.changed
    assert (change.before["id"], change.after["id"], found.added, found.removed) == ("a", "c", [], [])
    assert 0.5 <= change.likeness < 1
    assert next((one.removed, one.added) for one in change.text) == (("two",), ("three",))


def test_a_record_whose_text_is_withheld_is_known_by_title_and_credit() -> None:
    found = compared([record("a", title="T")], [record("b", title="T", text=None, text_sha256="1" * 64)])
    (change,) = found.changed
    assert change.fields == {"text_sha256": ("0" * 64, "1" * 64)}


def test_a_caveat_on_the_same_words_is_the_same_wherever_they_stand() -> None:
    first, second = TEXT, f"Corrected.\n{TEXT}"
    before = record("a", text=first, caveats=[CAVEAT | {"start": 0, "end": 9}])
    after = record("b", text=second, caveats=[CAVEAT | {"start": 11, "end": 20}])
    (change,) = compared([before], [after]).changed
    assert (change.gained, change.lost) == ((), ())


def test_texts_that_share_a_notice_alone_are_different_records() -> None:
    notice = "All rights are reserved and no part may be copied without leave of the publisher of this newsletter."
    before = [record(f"a{n}", title=f"A{n}", text=f"{'w' + str(n)} {notice}", credit_line=str(n)) for n in range(30)]
    after = [record(f"b{n}", title=f"B{n}", text=f"{'v' + str(n)} {notice}", credit_line=None) for n in range(30)]
    found = compared(before, after)
    assert (len(found.added), len(found.removed), found.changed) == (30, 30, [])


SOME = st.lists(st.sampled_from("abcdefgh"), unique=True).map(lambda names: [record(name) for name in names])


@given(one=SOME, other=SOME, data=st.data())
def test_every_record_of_either_side_is_told_once(
    one: list[dict[str, Any]], other: list[dict[str, Any]], data: st.DataObject
) -> None:
    other = copy.deepcopy(other)
    for entry in other:
        if data.draw(st.booleans()):
            entry["id"] += "-edited"
            entry["text"] += data.draw(st.text(max_size=30))
        elif data.draw(st.booleans()):
            entry["title"] = data.draw(st.text(max_size=5))
    found = compared(one, other)
    after = [entry["id"] for entry in found.added] + [change.after["id"] for change in found.changed]
    before = [entry["id"] for entry in found.removed] + [change.before["id"] for change in found.changed]
    assert len(after) + found.same == len(other)
    assert len(before) + found.same == len(one)
    assert len(set(after)) == len(after)
    assert len(set(before)) == len(before)
    assert not compared(other, other)


@given(one=st.text(alphabet="ab \n字"), other=st.text(alphabet="ab \n字"))
def test_the_changes_of_a_text_account_for_every_word_that_differs(one: str, other: str) -> None:
    found, before = list(changes(one, other)), words(one)
    left = Counter(before)
    for change in found:
        left.subtract(change.removed)
        left.update(change.added)
        run = [*change.before, *change.removed, *change.after]
        assert any(before[at : at + len(run)] == run for at in range(len(before) + 1))
    assert +left == Counter(words(other))
    assert not list(changes(one, one))


def test_a_long_stretch_is_told_as_a_whole() -> None:
    (change,) = changes("old " * 3000, "new " * 3000)
    assert (len(change.removed), len(change.added)) == (3000, 3000)
