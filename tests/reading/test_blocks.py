"""Blocks: the text of the file for any block size, whole lines, right line numbers, bounded memory, changes found."""

from __future__ import annotations

import codecs
import io
import itertools
import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_views import text_of, view_of

from corpuskit.model import CorpuskitError, Exit, Seed
from corpuskit.reading import Document, read
from corpuskit.reading.sources import source as sources
from corpuskit.workspace import Limits

FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
LINES = st.lists(
    st.sampled_from(["", "a", "ü", "\u2028", "\x0b\x0c", "\x85", "längere Zeile", "x" * 40 + "\0"]), max_size=12
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\r", "\r\r\n"])


@FEW
@given(LINES, st.data(), st.integers(1, 40), st.sampled_from(["utf-8", "utf-16-le", "gb18030"]))
def test_any_block_size_gives_the_same_text_and_lines(
    tmp_path: Path, lines: list[str], data: st.DataObject, size: int, codec: str
) -> None:
    text = "".join(line + data.draw(ENDS) for line in lines) + data.draw(st.sampled_from(["", "end"]))
    view = view_of(tmp_path, text.encode(codec), stated=codec)
    blocks = list(view.open_blocks(size))
    assert b"".join(block.data for block in blocks) == text.encode()
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    before = ""
    for block in blocks:
        assert block.data
        assert block.start == len(before.encode(codec))
        done = normal_lines(before)
        assert block.line == done + 1
        before += block.data.decode()
        if before != text:
            assert before.endswith(("\n", "\r"))
            assert not (before.endswith("\r") and text[len(before) :].startswith("\n"))
    assert normal_lines(text) == normal.count("\n")


def normal_lines(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@FEW
@given(LINES, st.data(), st.integers(1, 9), st.integers(1, 40))
def test_the_size_of_what_is_read_at_a_time_does_not_matter(
    tmp_path: Path, lines: list[str], data: st.DataObject, chunk: int, size: int
) -> None:
    text = "".join(line + data.draw(ENDS) for line in lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "CHUNK", chunk)
        view = view_of(tmp_path, text.encode())
        blocks = list(view.open_blocks(size))
    assert "".join(block.data.decode() for block in blocks) == text
    assert not any(a.data.endswith(b"\r") and b.data.startswith(b"\n") for a, b in itertools.pairwise(blocks))


@FEW
@given(LINES, st.data(), st.integers(1, 9), st.integers(1, 40), st.sampled_from([b"", codecs.BOM_UTF8]))
def test_reading_goes_on_at_the_first_line_behind_any_byte(
    tmp_path: Path, lines: list[str], data: st.DataObject, chunk: int, size: int, mark: bytes
) -> None:
    raw = mark + "".join(line + data.draw(ENDS) for line in lines).encode() + data.draw(st.sampled_from([b"", b"end"]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "CHUNK", chunk)
        patch.setattr("corpuskit.reading.blocks.CHUNK", chunk)
        view = view_of(tmp_path, raw)
        assert view.open_at is not None
        starts = {block.start: block.line for block in view.open_blocks(1)}  # a line each
        offset = data.draw(st.integers(0, len(raw)))
        first = min((start for start in starts if start >= offset), default=len(raw))
        found = list(view.open_at(size, offset))
    assert b"".join(block.data for block in found) == raw[first:]
    at = first
    for block in found:
        assert (block.start, block.line) == (at, starts[at])
        at += len(block.data)


def test_blocks_are_about_as_long_as_wanted(tmp_path: Path) -> None:
    view = view_of(tmp_path, b"a line of some length\n" * 100_000)
    lengths = [len(block.data) for block in view.open_blocks(50_000)]
    assert max(lengths) <= 50_000
    assert len(lengths) < 50


def test_an_empty_file_has_no_blocks(tmp_path: Path) -> None:
    view = view_of(tmp_path, b"")
    assert (list(view.open_blocks(10)), view.size) == ([], 0)


def test_several_passes_do_not_disturb_each_other(tmp_path: Path) -> None:
    view = view_of(tmp_path, b"one\ntwo\nthree\n")
    first, second = view.open_blocks(1), view.open_blocks(1)
    assert [next(first).data, next(second).data, next(first).data] == [b"one\n", b"one\n", b"two\n"]


def test_a_line_over_the_limit_is_an_error_with_its_place(tmp_path: Path) -> None:
    limits = Limits(line_bytes=1 << 20)
    view = view_of(tmp_path, b"short\n" * 1000 + b"x" * (3 << 20) + b"\nmore\n", limits=limits)
    with pytest.raises(CorpuskitError) as caught:
        list(view.open_blocks(1 << 16))
    (found,) = caught.value.problems
    assert (found.code, found.place.line) == ("line-too-long", 1001)
    assert "line_bytes" in found.hint


def test_a_line_of_bytes_over_the_limit_is_an_error_with_its_place(tmp_path: Path) -> None:
    seed = Seed("a.eml", str(tmp_path / "a.eml"))
    (tmp_path / "a.eml").write_bytes(b"short\n" * 1000 + b"x" * (3 << 20) + b"\nmore\n")
    limits = Limits(line_bytes=1 << 20)
    with pytest.raises(CorpuskitError) as caught:
        list(Document(seed, sources.open_source(seed, limits), limits=limits).raw_lines())
    assert (caught.value.problems[0].code, caught.value.problems[0].place.line) == ("line-too-long", 1001)


def test_a_line_up_to_the_limit_is_read(tmp_path: Path) -> None:
    data = b"x" * (3 << 20) + b"\n" + b"y" * (3 << 20)
    assert text_of(view_of(tmp_path, data, limits=Limits(line_bytes=4 << 20))).encode() == data


def test_a_file_that_is_changed_between_passes_is_found(tmp_path: Path) -> None:
    view = view_of(tmp_path, b"one\n")
    (tmp_path / "seed.txt").write_bytes(b"another\n")
    with pytest.raises(CorpuskitError, match="changed while it was being read"):
        list(view.open_blocks(10))


@pytest.mark.parametrize("after", [b"two\n", b"one\none\n", b""])
def test_a_change_that_leaves_size_and_time_alone_is_found(tmp_path: Path, after: bytes) -> None:
    view = view_of(tmp_path, b"one\n")
    path = tmp_path / "seed.txt"
    status = path.stat()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fstat", lambda descriptor: status)
        path.write_bytes(after)
        with pytest.raises(CorpuskitError, match="changed while it was being read"):
            list(view.open_blocks(10))


def test_a_first_pass_that_was_given_up_is_no_change(tmp_path: Path) -> None:
    data = b"x" * (3 * sources.CHUNK)
    (tmp_path / "a.txt").write_bytes(data)
    source = sources.open_source(Seed("a.txt", str(tmp_path / "a.txt")), Limits())
    one, two = source.chunks(), source.chunks()
    assert next(one) == next(two)
    one.close()
    assert len(b"".join(two)) == len(data) - sources.CHUNK
    assert b"".join(source.chunks()) == data
    (tmp_path / "a.txt").write_bytes(data + b"y")
    with pytest.raises(CorpuskitError, match="changed while it was being read"):
        list(source.chunks())


def test_standard_input_is_read_once_and_can_be_passed_over_again() -> None:
    view = read(Seed("stdin", None), stdin=io.BytesIO(b"one\ntwo\n"))
    assert [text_of(view, 1), text_of(view, 99), view.open_bytes().read()] == [
        "one\ntwo\n",
        "one\ntwo\n",
        b"one\ntwo\n",
    ]


def test_a_long_stream_is_kept_outside_memory_and_an_endless_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "IN_MEMORY", 100)
    data = b"line\n" * 1000
    assert text_of(read(Seed("stdin", None), stdin=io.BytesIO(data))).encode() == data
    with pytest.raises(CorpuskitError, match="delivers more than 4,096 bytes"):
        read(Seed("stdin", None), stdin=io.BytesIO(data), limits=Limits(stream_bytes=4096))


def test_a_closed_standard_input_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(CorpuskitError) as caught:
        read(Seed("stdin", None))
    assert caught.value.exit_code == Exit.USAGE


def test_a_named_pipe_is_read_while_somebody_writes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(b"from a pipe\n" * 50_000))
    writer.start()
    view = read(Seed("pipe", str(tmp_path / "pipe")))
    writer.join()
    assert text_of(view).count("\n") == 50_000


def test_a_named_pipe_without_a_writer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CorpuskitError, match="nobody writes"):
        read(Seed("pipe", str(tmp_path / "pipe")))


def test_a_file_that_vanishes_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError) as caught:
        read(Seed("gone.txt", str(tmp_path / "gone.txt")))
    assert caught.value.exit_code == Exit.USAGE


def test_a_disk_that_fails_is_the_machines_fault() -> None:
    with pytest.raises(CorpuskitError) as caught:
        read(Seed("mem", "/proc/self/mem"))
    assert (caught.value.exit_code, caught.value.problems[0].code) == (Exit.MACHINE, "unreadable")
