"""Containers: their members are seeds of their own, and what cannot be unpacked is an error that names it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from corpuskit import pipeline
from corpuskit.model import CorpuskitError, Exit, Seed
from corpuskit.reading import open_source, read, seeds
from corpuskit.reading.optional import optional
from corpuskit.reading.sources import containers
from corpuskit.workspace import Limits, open_workspace

ARTICLE = b'{"title": "Ferry back in service", "text": "It sails again.", "date": "2024-05-03"}\n'


def zipped(members: dict[str, bytes], **options: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def expanded(path: Path, limits: Limits = Limits()) -> tuple[Seed, ...]:  # noqa: B008
    workspace = open_workspace([path])
    found = seeds(type(workspace)(None, workspace.seeds, limits=limits))
    for error in found.failures:
        raise error
    return found.seeds


def content(seed: Seed) -> bytes:
    with open_source(seed, Limits()).open() as file:
        return file.read()


def test_files_in_a_zip_are_seeds_in_byte_order(tmp_path: Path) -> None:
    members = {"b.txt": b"two", "a/z.txt": b"one", "B.txt": b"three", "README": b"-", ".x": b"-", "__MACOSX/b": b"-"}
    members |= {"Thumbs.db": b"-", "a/~$z.docx": b"-"}
    (tmp_path / "a.zip").write_bytes(zipped(members))
    found = expanded(tmp_path / "a.zip")
    assert [seed.name for seed in found] == ["a.zip!/B.txt", "a.zip!/a/z.txt", "a.zip!/b.txt"]
    assert [content(seed) for seed in found] == [b"three", b"one", b"two"]


def test_no_file_of_a_zip_is_lost_for_the_way_that_leads_to_it(tmp_path: Path) -> None:
    members = {"./a.txt": b"one", "../../b.txt": b"two", "/c.txt": b"three", "..": b"four", "./.x": b"-"}
    (tmp_path / "a.zip").write_bytes(zipped(members))
    found = expanded(tmp_path / "a.zip")
    assert sorted(content(seed) for seed in found) == [b"four", b"one", b"three", b"two"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("x.jsonl.gz", gzip.compress),
        ("x.jsonl.bz2", bz2.compress),
        ("x.jsonl.xz", lzma.compress),
        ("x.jsonl.zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_a_packed_file_is_the_file_inside(tmp_path: Path, name: str, pack: object) -> None:
    (tmp_path / name).write_bytes(pack(ARTICLE))  # type: ignore[operator]
    (record,) = pipeline.split([tmp_path / name], pipeline.Options())
    assert record.provenance["file"] == f"{name}!/x.jsonl"
    assert record.title == "Ferry back in service"


def test_containers_within_containers_are_opened_up_to_a_depth(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"b.zip": zipped({"c.txt.gz": gzip.compress(b"deep")})}))
    (found,) = expanded(tmp_path / "a.zip")
    assert (found.name, content(found)) == ("a.zip!/b.zip!/c.txt.gz!/c.txt", b"deep")
    with pytest.raises(CorpuskitError) as caught:
        expanded(tmp_path / "a.zip", Limits(archive_depth=2))
    assert caught.value.problems[0].code == "archive-too-large"


def test_a_document_of_an_office_program_stays_whole(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    assert [seed.name for seed in expanded(tmp_path / "a.docx")] == ["a.docx"]


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(archive_members=1), "it holds 2 files"),
        (Limits(archive_bytes=1024 * 1024), "it holds 41"),
        (Limits(archive_ratio=20), "more than 20 times"),
    ],
)
def test_a_container_that_unpacks_to_too_much_is_an_error(tmp_path: Path, limits: Limits, reason: str) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"0" * 40_000_000, "b.txt": b"1" * 1_000_000}))
    with pytest.raises(CorpuskitError) as caught:
        read(expanded(tmp_path / "a.zip", limits)[0], limits=limits)
    (problem,) = caught.value.problems
    assert problem.code == "archive-too-large"
    assert reason in problem.message


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"secret"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    (seed,) = expanded(tmp_path / "a.zip")
    with pytest.raises(CorpuskitError) as caught:
        read(seed)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("archive-broken", "a.zip!/a.txt")
    assert "encrypted" in problem.message


def test_two_members_of_one_name_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"one", "b.txt": b"two"}).replace(b"b.txt", b"a.txt"))
    with pytest.raises(CorpuskitError, match=r"two files in it are called a\.txt"):
        expanded(tmp_path / "a.zip")


def test_damage_gives_an_error_or_the_same_bytes_and_never_a_traceback(tmp_path: Path) -> None:
    rng = random.Random(7)
    text = b"".join(b"Line %d of an article in an archive.\n" % rng.randrange(10**6) for _ in range(400))
    packs = {
        "a.zip": zipped({"a.txt": text}),
        "a.txt.gz": gzip.compress(text),
        "a.txt.xz": lzma.compress(text),
        "a.txt.bz2": bz2.compress(text),
        "a.txt.zst": zstandard.ZstdCompressor(write_checksum=True).compress(text),
    }
    path = tmp_path / "seed"
    for _ in range(200):
        data = bytearray(rng.choice(list(packs.values())))
        if rng.random() < 0.5:
            del data[rng.randrange(8, len(data)) :]
        else:
            data[rng.randrange(8, len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        assert read_or_refused(path) <= {text, b"", "archive-broken", "archive-too-large"}


def read_or_refused(path: Path) -> set[bytes | str]:
    """What the members of a container hold, or the codes of the problems that keep it from being read."""
    try:
        return {content(seed) for seed in expanded(path) if seed.members}
    except CorpuskitError as error:
        return {problem.code for problem in error.problems}


def test_what_corpus_toml_states_of_a_member_or_its_container_counts(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"a.txt": b"x", "b.txt": b"y"}))
    (folder / "corpus.toml").write_text('[seeds."a.zip"]\nrights = "r"\n[seeds."a.zip!/b.txt"]\nlanguage = "de"\n')
    found = seeds(open_workspace([tmp_path])).seeds
    assert [seed.settings for seed in found] == [{"rights": "r"}, {"rights": "r", "language": "de"}]
    (folder / "corpus.toml").write_text('[seeds."a.zip!/c.txt"]\nlanguage = "de"\n')
    with pytest.raises(CorpuskitError, match="fits no file in a container"):
        seeds(open_workspace([tmp_path]))


def test_a_reader_that_is_not_installed_says_what_to_install() -> None:
    with pytest.raises(CorpuskitError) as caught:
        optional("no_such_module", "zstd", "Zstandard files", "a.zst")
    (problem,) = caught.value.problems
    assert (problem.code, caught.value.exit_code) == ("reader-missing", Exit.USAGE)
    assert problem.place.file == "a.zst"
    assert "corpuskit-cli[zstd]" in problem.hint


@pytest.mark.parametrize("fault", ["import no_such_part", "raise ImportError('wrong version')", "1 / 0"])
def test_a_reader_that_cannot_be_loaded_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    (tmp_path / "broken_reader.py").write_text(fault)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(CorpuskitError) as caught:
        optional("broken_reader", "zstd", "Zstandard files", "a.zst")
    (problem,) = caught.value.problems
    assert problem.code == "reader-broken"
    assert "not installed" not in problem.message
    assert any(said in problem.message for said in ("no_such_part", "wrong version", "ZeroDivisionError"))


def test_what_is_no_container_stays_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"BZhello is how this article begins.")
    assert [seed.name for seed in expanded(tmp_path / "a.txt")] == ["a.txt"]
    assert containers.packing(b"PK\x03\x04") is None


@pytest.mark.parametrize(
    ("ending", "pack"),
    [
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_no_byte_of_a_packed_file_is_passed_over(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"a.txt{ending}"
    text = random.Random(3).randbytes(30_000).hex().encode()
    joined = pack(text) + b"\0" * 512 + pack(b"") + pack(text) + b"\0" * 1024
    path.write_bytes(joined)
    (seed,) = expanded(path)
    assert content(seed) == text * 2
    for wrong in (pack(text)[:-2_000], pack(text)[:40], pack(text) + b"and more", pack(text) + pack(text)[:-9]):
        path.write_bytes(wrong)
        with pytest.raises(CorpuskitError) as caught:
            content(seed)
        assert [problem.code for problem in caught.value.problems] == ["archive-broken"]


def test_a_folder_that_is_called_like_a_container_is_an_error_where_seeds_share_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "seeds" / "a.zip!"
    folder.mkdir(parents=True)
    (folder / "b.txt").write_bytes(ARTICLE)
    (tmp_path / "seeds" / "a.zip").write_bytes(zipped({"b.txt": ARTICLE}))
    with pytest.raises(CorpuskitError, match="same name") as caught:
        seeds(open_workspace([tmp_path]))
    assert caught.value.exit_code == Exit.USAGE
    (folder / "b.txt").rename(folder / "c.txt")
    assert [seed.name for seed in seeds(open_workspace([tmp_path])).seeds] == ["a.zip!/b.txt", "a.zip!/c.txt"]
