"""Ids: the same for the same span however it is stored, numbered where records are identical."""

from __future__ import annotations

import codecs
import hashlib
from collections import Counter
from pathlib import Path

import pytest
from describing_cuts import records_of, table_of, tiled
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.describing import Identities
from corpuskit.describing.identity import span_id

PIECES = [("title", "Brücke wird später fertig\n"), ("body", "Die Brücke fehlt.\n"), ("body", "  Noch.  \n")]
ID = hashlib.sha256("Brücke wird später fertig\nDie Brücke fehlt.\n  Noch.  ".encode()).hexdigest()[:16]


def test_an_id_is_the_hash_of_the_span(tmp_path: Path) -> None:
    assert records_of(tmp_path, [PIECES])[0]["id"] == ID


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "windows-1252"])
def test_line_ends_encoding_and_blank_lines_around_do_not_move_it(tmp_path: Path, end: str, codec: str) -> None:
    pieces = [("blank", "\n \n"), *PIECES, ("blank", "\t\n\n")]
    stored = [(kind, text.replace("\n", end)) for kind, text in pieces]
    assert records_of(tmp_path, [stored], codec)[0]["id"] == ID
    view, cut = tiled(tmp_path, [PIECES], mark=codecs.BOM_UTF8)
    assert table_of(view, cut)["id"].to_pylist() == [ID]


@given(st.lists(st.sampled_from(["a", " b ", "ü", ""]), max_size=5), st.sampled_from(["\r\n", "\r"]))
def test_normalising_is_what_it_says(lines: list[str], end: str) -> None:
    normal = "\n".join(lines)
    assert span_id(end.join(lines).encode()) == span_id(normal.encode())
    kept = lines[:]
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    assert span_id(normal.encode()) == hashlib.sha256("\n".join(kept).encode()).hexdigest()[:16]


def test_any_other_change_gives_another_id() -> None:
    assert len({span_id(data) for data in (b"a b", b"a  b", b"a b ", b"a\n\nb", b"a\nb", b"A b")}) == 6


def test_identical_records_are_numbered_in_corpus_order(tmp_path: Path) -> None:
    view, cut = tiled(tmp_path, [PIECES, [("body", "Other.\n")], PIECES, PIECES])
    plain = table_of(view, cut)
    assert plain["id"].to_pylist()[::2] == [ID, ID]
    identities = Identities()
    first = identities.numbered(plain)["id"].to_pylist()
    assert [first[0], first[2], first[3]] == [ID, f"{ID}-2", f"{ID}-3"]
    again = identities.of(cut)
    assert [again[0], again[2], again[3]] == [f"{ID}-4", f"{ID}-5", f"{ID}-6"]
    assert first[1].split("-")[0] == again[1].split("-")[0]


@given(st.lists(st.lists(st.integers(0, 40), max_size=12), max_size=12), st.integers(0, 20))
def test_ids_are_numbered_as_they_come_whatever_the_tables(drawn: list[list[int]], as_they_came: int) -> None:
    identities = Identities()
    seen = Counter[int]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("corpuskit.describing.identity._NEW", as_they_came)
        for numbers in drawn:
            expected = []
            for number in numbers:
                seen[number] += 1
                expected.append(f"{number:016x}" + (f"-{seen[number]}" if seen[number] > 1 else ""))
            assert identities.number(f"{number:016x}" for number in numbers) == expected
    for number in range(42):
        names = [f"{number:016x}", *(f"{number:016x}-{times}" for times in range(2, seen[number] + 2))]
        assert [identities.knows(name) for name in names] == [times < seen[number] for times in range(len(names))]
