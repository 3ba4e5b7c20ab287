"""Which encoding a seed is read in, why, and that no byte is ever guessed at."""

from __future__ import annotations

import codecs
import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reading_views import NEWS, text_of, view_of

from corpuskit.model import CorpuskitError, Exit, Problem
from corpuskit.reading.encodings.names import encoding_named, known

FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def problem_of(folder: Path, data: bytes, stated: str | None = None, encoding: str | None = None) -> Problem:
    with pytest.raises(CorpuskitError) as caught:
        view_of(folder, data, stated, encoding)
    assert caught.value.exit_code == Exit.PROBLEMS
    (found,) = caught.value.problems
    assert found.place.file == str(folder / "seed.txt")
    assert "seed.txt" in found.message
    return found


def test_utf8_is_read_as_it_is_and_hashed_as_it_lies_on_disk(tmp_path: Path) -> None:
    data = NEWS.encode()
    view = view_of(tmp_path, data)
    assert (view.encoding, view.encoding_rule, view.bom, view.size) == ("utf-8", "valid-utf-8", 0, len(data))
    assert view.file_sha256 == view.view_sha256 == hashlib.sha256(data).hexdigest()
    assert text_of(view) == NEWS
    assert view.open_bytes().read() == data


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(tmp_path: Path, mark: bytes, codec: str) -> None:
    text = NEWS + "\U0001f4f0 𝔘\n"
    view = view_of(tmp_path, mark + text.encode(codec))
    assert (view.encoding, view.encoding_rule, view.bom) == (codec, "bom", len(mark))
    assert text_of(view) == text


def test_offsets_are_bytes_on_disk_in_any_encoding(tmp_path: Path) -> None:
    data = codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le")
    lines = NEWS.splitlines(keepends=True)
    blocks = list(view_of(tmp_path, data).open_blocks(1))
    assert [(block.start, block.line) for block in blocks] == [
        (2 + 2 * len("".join(lines[:i])), i + 1) for i in range(len(lines))
    ]
    assert all(data[block.start : block.end()].decode("utf-16-le").encode() == block.data for block in blocks)


@pytest.mark.parametrize(
    ("bad", "offset", "line"),
    [
        (b"Gr\xc3\xbc\xc3\x9fe\nund \xff mehr\n", 12, 2),
        (b"\xe2\x80\x93\r\n\r\xe2\x80", 6, 3),
        (b"\xc3\xa4\n\n\xed\xa0\x80", 4, 3),
        (b"\xc3\xa4 \xc0\x80", 3, 1),
        (b"\xc3\xa4 \xf4\x90\x80\x80", 3, 1),
    ],
)
def test_a_bad_byte_in_utf8_is_an_error_with_its_offset_and_line(
    tmp_path: Path, bad: bytes, offset: int, line: int
) -> None:
    found = problem_of(tmp_path, bad)
    assert (found.code, found.place.byte, found.place.line) == ("undecodable", offset, line)
    assert "--encoding" in found.hint


def test_a_bad_byte_after_several_chunks_is_found_at_its_place(tmp_path: Path) -> None:
    data = "ä\n".encode() * 1_000_000 + b"x\xff\n"
    found = problem_of(tmp_path, data)
    assert (found.place.byte, found.place.line, found.place.column) == (3_000_001, 1_000_001, 2)


def test_a_character_cut_by_a_chunk_is_no_bad_byte(tmp_path: Path) -> None:
    data = b"x" + "ä".encode() * 1_100_000 + b"\n"
    assert view_of(tmp_path, data).encoding_rule == "valid-utf-8"


@pytest.mark.parametrize("codec", ["windows-1252", "windows-1251", "koi8-r", "cp932", "gb18030", "iso-8859-2"])
def test_a_legacy_encoding_is_detected_with_its_evidence(tmp_path: Path, codec: str) -> None:
    text = SAMPLES[codec]
    view = view_of(tmp_path, text.encode(codec))
    assert view.encoding_rule == "detected"
    assert text_of(view) == text
    assert 0 < view.encoding_confidence < 1


def test_a_few_foreign_words_in_english_text_are_not_taken_for_western_letters(tmp_path: Path) -> None:
    english = "The ministry said that talks would go on next week, and that nothing had been decided so far.\n" * 20
    text = english + SAMPLES["windows-1251"].split("\n")[0] + "\n" + english
    assert text_of(view_of(tmp_path, text.encode("windows-1251"))) == text


@pytest.mark.parametrize("data", [b"caf\xe9", b"\x93", "мир".encode("koi8-r"), bytes(range(0xA0, 0x100))])
def test_where_the_detector_is_not_sure_the_remedy_is_named(tmp_path: Path, data: bytes) -> None:
    found = problem_of(tmp_path, data)
    assert found.code == "undecodable"
    assert "--encoding NAME" in found.hint
    assert "encoding =" in found.hint


def test_utf8_with_much_damage_is_not_taken_for_a_legacy_encoding(tmp_path: Path) -> None:
    data = "Größe – „Maß“\n".encode() + b"Gr\xf6\xdfe \x96 Ma\xdf\n" * 9
    assert "elsewhere" in problem_of(tmp_path, data).message


def test_curly_quotes_alone_are_enough_for_windows_1252(tmp_path: Path) -> None:
    text = "It’s time, she said. “We will go on,” he added – and left.\n"
    view = view_of(tmp_path, text.encode("cp1252"))
    assert (view.encoding, text_of(view)) == ("windows-1252", text)


def test_a_stated_encoding_wins(tmp_path: Path) -> None:
    data = NEWS.encode("cp1252")
    view = view_of(tmp_path, data, stated="CP-1252")
    assert (view.encoding, view.encoding_rule, text_of(view)) == ("windows-1252", "stated", NEWS)
    assert text_of(view_of(tmp_path, data, stated="koi8-r")).encode("koi8-r") == data


def test_the_option_is_for_seeds_that_are_not_utf8(tmp_path: Path) -> None:
    assert view_of(tmp_path, NEWS.encode(), encoding="koi8-r").encoding == "utf-8"
    assert view_of(tmp_path, NEWS.encode("cp1252"), encoding="koi8-r").encoding == "koi8-r"
    assert view_of(tmp_path, b"plain\n" * 9, encoding="utf-16-le").encoding == "utf-8"
    assert text_of(view_of(tmp_path, b"p\0l\0\n\0" * 9, encoding="utf-16-le")) == "pl\n" * 9


def test_a_mark_that_contradicts_what_is_stated_is_an_error(tmp_path: Path) -> None:
    found = problem_of(tmp_path, codecs.BOM_UTF8 + b"x", stated="cp1252")
    assert "byte-order mark" in found.message


def test_stated_bytes_that_do_not_fit_are_an_error_with_their_offset(tmp_path: Path) -> None:
    found = problem_of(tmp_path, b"ok\nbad \x81 byte", stated="windows-1252")
    assert (found.place.byte, found.place.line) == (7, 2)
    found = problem_of(tmp_path, b"\0a\0\n\xd8\0\0b", stated="utf-16-be")
    assert (found.place.byte, found.place.line) == (4, 2)


def test_bytes_that_another_spelling_would_replace_are_an_error(tmp_path: Path) -> None:
    assert b"\x87\x90".decode("cp932").encode("cp932") != b"\x87\x90"
    found = problem_of(tmp_path, "東京\n".encode("cp932") + b"\x87\x90\n", stated="shift_jis")
    assert (found.place.byte, found.place.line) == (5, 2)
    assert "iconv" in found.hint


@pytest.mark.parametrize(
    ("name", "hint"), [("windows-1522", "windows-1252"), ("utf-16", "utf-16-le"), ("zip", "UTF-8")]
)
def test_an_unknown_encoding_is_wrong_use(tmp_path: Path, name: str, hint: str) -> None:
    with pytest.raises(CorpuskitError) as caught:
        view_of(tmp_path, b"x", encoding=name)
    assert (caught.value.exit_code, caught.value.problems[0].code) == (Exit.USAGE, "unknown-encoding")
    assert hint in caught.value.problems[0].hint


@pytest.mark.parametrize("spelling", ["cp1252", "CP1252", "Windows-1252", "windows_1252", "1252"])
def test_encodings_may_be_spelt_in_any_way(spelling: str) -> None:
    assert encoding_named(spelling) == "windows-1252"


def test_every_listed_encoding_is_a_codec_of_text_without_shift_states() -> None:
    for name in known():
        once, twice = "a".encode(name), "aa".encode(name)
        assert once * 2 == twice
        assert codecs.lookup(name).name


@FEW
@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\n\0\r\0")
@example(b"\r\r\n\n\xe4")
def test_any_bytes_are_a_clear_error_or_exactly_the_text_of_the_file(tmp_path: Path, data: bytes) -> None:
    try:
        view = view_of(tmp_path, data)
    except CorpuskitError:
        assert problem_of(tmp_path, data).hint
        return
    assert text_of(view, 7).encode(view.encoding) == data[view.bom :]


@FEW
@given(st.text(max_size=60), st.sampled_from([name for name in known() if not name.startswith("us-")]))
def test_text_in_a_stated_encoding_comes_back_or_is_refused(tmp_path: Path, text: str, codec: str) -> None:
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        return
    try:
        view = view_of(tmp_path, data, stated=codec)
    except CorpuskitError:
        return
    assert text_of(view, 5).encode(codec) == data[view.bom :]


SAMPLES = {
    "windows-1252": NEWS,
    "windows-1251": "Министр представил план ремонта мостов через реку, сообщила пресс-служба.\n"
    "Работы начнутся весной и продлятся около двух лет, добавил он в пятницу.\n",
    "koi8-r": "Министр представил план ремонта мостов через реку, сообщила пресс-служба.\n"
    "Работы начнутся весной и продлятся около двух лет, добавил он в пятницу.\n",
    "cp932": "大臣は金曜日、川に架かる橋の補修計画を発表した。工事は春に始まり、二年ほど続く見通しだという。\n",
    "gb18030": "部长周五公布了河上桥梁的维修计划。工程将于春季开始，预计持续约两年，他补充说。\n" * 2,
    "iso-8859-2": "Minister przedstawił plan naprawy mostów na rzece. Prace zaczną się wiosną i potrwają około dwóch "
    "lat, powiedział w piątek. Część kosztów pokryją gminy, resztę państwo, dodał później rzecznik.\n",
}


def test_the_place_of_a_bad_byte_in_a_very_long_line_is_told_at_once(tmp_path: Path) -> None:
    began = time.process_time()
    found = problem_of(tmp_path, b"a\r\nb\r" + b"x" * (50 << 20) + b"\xff", "utf-8")
    assert (found.place.line, found.place.column) == (3, (50 << 20) + 1)
    assert time.process_time() - began < 10
