"""Which files are seeds, what they are called, and what cannot be one."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.model import CorpuskitError, Exit
from corpuskit.workspace import create, open_workspace
from corpuskit.workspace.names import byte_order, disk_name, seed_name

NAMES = st.binary(min_size=1, max_size=20).filter(lambda name: b"\0" not in name and name not in {b".", b".."})


def names(*paths: object) -> list[str]:
    return [seed.name for seed in open_workspace([os.fspath(path) for path in paths]).seeds]  # type: ignore[call-overload]


def failed(*paths: object) -> CorpuskitError:
    with pytest.raises(CorpuskitError) as caught:
        names(*paths)
    return caught.value


def make(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x")


def test_every_file_below_seeds_is_a_seed_but_toml_dotfiles_and_readme(tmp_path: Path) -> None:
    make(tmp_path / "seeds", "b.txt", "a/z.txt", "a.txt", "layouts.toml", ".hidden", ".git/x", "README", "README.md")
    make(tmp_path / "seeds", "a/README.txt", "a/b/c.html", "readme.txt")
    assert names(tmp_path) == ["a.txt", "a/b/c.html", "a/z.txt", "b.txt", "readme.txt"]


def test_what_file_managers_and_office_leave_behind_is_no_seed(tmp_path: Path) -> None:
    make(tmp_path / "seeds", "a.txt", "Thumbs.db", "b/desktop.ini", ".DS_Store", "b/~$report.docx", "b/~notes.txt")
    assert names(tmp_path) == ["a.txt", "b/~notes.txt"]


def test_seeds_come_in_byte_order_of_their_whole_path(tmp_path: Path) -> None:
    make(tmp_path / "seeds", "d/b", "d-b", "a", "Z", "é", "d.b")
    assert names(tmp_path) == ["Z", "a", "d-b", "d.b", "d/b", "é"]


def test_loose_files_are_named_below_their_common_folder(tmp_path: Path) -> None:
    make(tmp_path, "x/one.txt", "x/y/two.txt")
    assert names(tmp_path / "x/one.txt") == ["one.txt"]
    assert names(tmp_path / "x/y/two.txt", tmp_path / "x/one.txt") == ["one.txt", "y/two.txt"]
    assert names(tmp_path / "x") == ["one.txt", "y/two.txt"]


def test_a_file_named_twice_is_one_seed(tmp_path: Path) -> None:
    make(tmp_path, "one.txt")
    assert names(tmp_path / "one.txt", tmp_path / "." / "one.txt", tmp_path) == ["one.txt"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, "README.txt", ".hidden")
    assert names(tmp_path / "README.txt", tmp_path / ".hidden") == [".hidden", "README.txt"]


def test_standard_input_has_a_name_that_no_file_has(tmp_path: Path) -> None:
    make(tmp_path, "stdin")
    seeds = open_workspace([tmp_path / "stdin", "-"]).seeds
    assert [(seed.name, seed.path is None) for seed in seeds] == [("stdin", False), ("stdin-", True)]


def test_an_empty_workspace_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    error = failed(tmp_path)
    assert (error.exit_code, error.problems[0].code) == (Exit.USAGE, "no-seeds")


def test_the_working_directory_has_to_be_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "one.txt")
    with pytest.raises(CorpuskitError, match="no seeds"):
        open_workspace()
    make(tmp_path / "seeds", "two.txt")
    assert [seed.name for seed in open_workspace().seeds] == ["two.txt"]


def test_a_workspace_is_not_built_together_with_other_files(tmp_path: Path) -> None:
    make(tmp_path, "w/seeds/a.txt", "b.txt")
    assert failed(tmp_path / "w", tmp_path / "b.txt").exit_code == Exit.USAGE


def test_a_configuration_that_is_not_read_is_a_warning(tmp_path: Path) -> None:
    make(tmp_path, "w/seeds/a.txt", "w/seeds/corpus.toml", "w/seeds/corrections.toml")
    notices = open_workspace([tmp_path / "w" / "seeds"]).notices
    assert [(notice.code, notice.severity) for notice in notices] == [("config-unread", "warning")] * 2
    assert [Path(notice.place.file or "").name for notice in notices] == ["corpus.toml", "corrections.toml"]
    assert open_workspace([tmp_path / "w" / "seeds" / "a.txt"]).notices == ()


@pytest.mark.parametrize("path", ["", "no/such/file.txt", "nul\0byte", "x" * 300])
def test_what_is_no_file_is_wrong_use(path: str) -> None:
    error = failed(path)
    assert (error.exit_code, error.problems[0].code) == (Exit.USAGE, "unreadable")
    assert error.problems[0].place.file


def test_every_missing_file_is_named_at_once(tmp_path: Path) -> None:
    assert len(failed(tmp_path / "a", tmp_path / "b").problems) == 2


def test_a_pipe_that_is_named_is_a_seed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert names(tmp_path / "pipe") == ["pipe"]


def test_a_device_is_no_seed() -> None:
    assert "a device" in failed("/dev/zero").problems[0].message


def test_links_that_leave_seeds_are_refused(tmp_path: Path) -> None:
    make(tmp_path, "outside.txt", "seeds/a.txt")
    (tmp_path / "seeds/link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "seeds/up").symlink_to(tmp_path)
    (tmp_path / "seeds/loop").symlink_to("loop")
    (tmp_path / "seeds/gone").symlink_to("nothing")
    error = failed(tmp_path)
    assert error.exit_code == Exit.USAGE
    assert [(Path(problem.place.file or "").name, problem.hint) for problem in error.problems] == [
        ("gone", "remove the link, or put a copy of the file in its place"),
        ("link.txt", "put a copy of the file in its place"),
        ("loop", "the link leads to itself: remove it, or let it point to a file"),
        ("up", "put a copy of the file in its place"),
    ]


def test_a_link_inside_seeds_is_a_seed(tmp_path: Path) -> None:
    make(tmp_path / "seeds", "a.txt")
    (tmp_path / "seeds/b.txt").symlink_to("a.txt")
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_pipe_below_seeds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    os.mkfifo(tmp_path / "seeds" / "pipe")
    assert "a named pipe" in failed(tmp_path).problems[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_the_machines_fault(tmp_path: Path) -> None:
    make(tmp_path / "seeds" / "closed", "a.txt")
    (tmp_path / "seeds" / "closed").chmod(0)
    try:
        assert failed(tmp_path).exit_code == Exit.MACHINE
    finally:
        (tmp_path / "seeds" / "closed").chmod(0o700)


def test_a_workspace_that_may_not_be_entered_is_the_machines_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "seeds", "a.txt")
    is_dir = Path.is_dir

    def refusing(path: Path) -> bool:
        if path.name == "seeds":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", refusing)
    error = failed(tmp_path)
    assert (error.exit_code, error.problems[0].place.file) == (Exit.MACHINE, str(tmp_path / "seeds"))
    assert "ls -l" in error.problems[0].hint


def test_a_file_of_a_new_workspace_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text = Path.write_text

    def full(path: Path, text: str, **how: str) -> int:
        write_text(path, text[:10], **how)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(CorpuskitError) as caught:
        create(tmp_path)
    assert caught.value.exit_code == Exit.MACHINE
    monkeypatch.undo()
    assert (tmp_path / "seeds" / "corpus.toml") in create(tmp_path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"\xff\xfe.txt", r"\xff\xfe.txt"),
        (b"a\\b.txt", r"a\b.txt"),
        (rb"a\xff.txt", r"a\\xff.txt"),
        (b"a\\\xe9.txt", r"a\\\xe9.txt"),
        ("新聞\u202e.txt".encode(), "新聞\u202e.txt"),
        (b"a\nb\x1b]0;x\x07.txt", "a\nb\x1b]0;x\x07.txt"),
    ],
)
def test_names_that_are_not_utf8_are_escaped_visibly(tmp_path: Path, name: bytes, shown: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / os.fsdecode(name)).write_bytes(b"x")
    (seed,) = open_workspace([tmp_path]).seeds
    assert seed.name == shown
    seed.name.encode("utf-8")
    assert seed.path is not None
    assert Path(seed.path).read_bytes() == b"x"


@given(NAMES)
def test_a_name_gives_back_the_bytes_of_the_file_system(name: bytes) -> None:
    shown = seed_name(os.fsdecode(name))
    shown.encode("utf-8")
    assert os.fsencode(disk_name(shown)) == name
    assert byte_order(shown) == name


@given(NAMES, NAMES)
def test_two_files_never_share_a_name(one: bytes, other: bytes) -> None:
    assert (seed_name(os.fsdecode(one)) == seed_name(os.fsdecode(other))) == (one == other)


def test_a_finished_data_set_among_loose_files_is_none_of_them(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "old/2023/dist/records.jsonl", "other/manifest.json")
    (tmp_path / "old/2023/dist/manifest.json").write_text('{"format": "corpuskit-dist", "format_version": "1.0.0"}')
    assert [seed.name for seed in open_workspace([tmp_path]).seeds] == ["a.txt", "other/manifest.json"]
    named = open_workspace([tmp_path / "old/2023/dist"]).seeds  # somebody wants to read it as it is
    assert [seed.name for seed in named] == ["manifest.json", "records.jsonl"]
