"""Dumps that we wrote: records found in several styles, line ends and with outside lines between them."""

from __future__ import annotations

import random

import pytest
from splitting_dumps import STYLES, make_dump
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.model import CorpuskitError


def starts(text: str) -> list[int]:
    view = view_of(text)
    spans = tiles(splitting.cut(view, splitting.learn(view)))
    first: dict[int, int] = {}
    for _, start, _, record, _ in spans:
        if record >= 0:
            first.setdefault(record, start)
    return [len(text.encode()[:at].decode()) for at in first.values()]


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("blank_between", [0, 2])
def test_a_dump_in_one_style_is_cut_at_every_title(style: str, blank_between: int) -> None:
    dump = make_dump(random.Random(style), 12, style, blank_between)
    assert starts(dump.text) == dump.starts


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_a_dump_in_mixed_styles_is_cut_at_every_title_whatever_its_line_ends(eol: str) -> None:
    dump = make_dump(random.Random(5), 20, None, 0, eol)
    assert starts(dump.text) == dump.starts


def test_share_buttons_between_records_are_outside_and_named() -> None:
    one, two = (make_dump(random.Random(s), 1, "bar").text for s in (1, 2))
    text = f"{one}Share\nTweet\nAdvertisement\n{two}Read more\n{one}"
    view = view_of(text)
    found = [kind for kind, _, _, record, _ in tiles(splitting.cut(view, splitting.learn(view))) if record < 0]
    assert found == ["share-buttons", "share-buttons", "advertisement", "read-more"]


def test_an_explanation_of_a_title_names_its_clues_with_their_weights() -> None:
    dump = make_dump(random.Random(7), 8, "bar")
    view = view_of(dump.text)
    habits = splitting.learn(view)
    line = dump.text[: dump.starts[3]].count("\n") + 1
    title, credit = splitting.why(view, habits, line), splitting.why(view, habits, line + 1)
    assert title.boundary
    assert title.role == "title"
    assert title.lead is not None
    assert title.lead > 0
    assert any(w.offset == 1 and w.weight > 0 for w in title.clues)
    assert not credit.boundary
    assert credit.role == "credit"
    assert splitting.why(view, habits, dump.text.count("\n") + 1) is None


def test_a_layout_that_does_not_exist_is_an_error_that_lists_those_that_do() -> None:
    view = view_of("Title\n")
    with pytest.raises(CorpuskitError) as raised:
        splitting.cut(view, splitting.Habits(), layout="nowhere")
    assert "pasted" in raised.value.problems[0].hint
