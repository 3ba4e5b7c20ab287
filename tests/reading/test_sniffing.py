"""Files that are not text are refused by name, at once, with what to do; text that looks odd is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reading_views import text_of, view_of

from corpuskit.model import CorpuskitError, Seed
from corpuskit.reading import read
from corpuskit.reading.encodings.sniffing import formats


def refusal(folder: Path, data: bytes) -> tuple[str, str]:
    with pytest.raises(CorpuskitError) as caught:
        view_of(folder, data)
    (found,) = caught.value.problems
    assert found.code == "not-text"
    return found.message, found.hint


def zipped(name: str, data: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (zipped("word/document.xml"), "Word document", "plain text"),
        (zipped("xl/workbook.xml"), "Excel workbook", "CSV"),
        (zipped("mimetype", b"application/epub+zip"), "e-book", "plain text"),
        (zipped("a.txt"), "zip archive", "unpack"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", "pdftotext"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG", "OCR"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG", "OCR"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip", "gunzip"),
        (b"\x28\xb5\x2f\xfd\x04\x58", "Zstandard", "unzstd"),
        (b"PAR1\x15\x04\x15\x10\0\0PAR1", "Parquet", "text column"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "Office document", "plain text"),
        (b"SQLite format 3\0\x10\0", "SQLite", "export"),
        (b"{\\rtf1\\ansi\\deff0 Hello}", "Rich Text", "plain text"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n", "Git LFS", "git lfs pull"),
        (b"x" * 257 + b"ustar\0" + b"\0" * 300, "tar archive", "tar -xf"),
        (b"\0" * 4096, "NUL bytes only", "again"),
        ("Größe".encode("utf-16-le") * 20, "UTF-16 without a byte-order mark", "--encoding utf-16-le"),
        ("size".encode("utf-16-be") * 20, "UTF-16 without a byte-order mark", "--encoding utf-16-be"),
        (bytes(range(256)) * 20, "control characters", "plain text"),
        ("テスト".encode("iso-2022-jp") + b"\xff", "ISO-2022-JP", "iconv"),
    ],
)
def test_what_is_no_text_is_named_with_a_remedy(tmp_path: Path, data: bytes, what: str, remedy: str) -> None:
    message, hint = refusal(tmp_path, data)
    assert what in message
    assert remedy in hint


@pytest.mark.parametrize(
    "text",
    [
        "BMW recalls cars\n",
        "PAR1S, a typing error\n",
        "MZ is a code\n",
        "RIFF raff\n",
        "ID3 tags explained\n",
        "GIF89 is a format\n",
        "a\0b is kept, with the NUL in it, as it is no more than one in very many letters\n",
        "\x1b[31mred\x1b[0m and \x07 bell\n",
        "\ufffd replacement characters of the source stay\n",
    ],
)
def test_text_that_begins_like_data_is_read(tmp_path: Path, text: str) -> None:
    assert text_of(view_of(tmp_path, text.encode())) == text


def test_a_file_full_of_holes_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    with (tmp_path / "holes.txt").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(CorpuskitError, match="NUL bytes only"):
        read(Seed("holes.txt", str(tmp_path / "holes.txt")))


def test_every_format_says_what_to_do() -> None:
    assert all(entry.remedy and entry.name and entry.signature for entry in formats())
