"""Bad input: a clear error that names file and remedy, the right exit code, and the earlier dist/ whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from cli_runs import PASTE, ROOT, corpuskit

from corpuskit import build


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "workspace"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "paste.txt").write_bytes(PASTE.encode())
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def built(once_built: Path, tmp_path: Path) -> Path:
    """A workspace with an earlier build, which a test may change."""
    return shutil.copytree(once_built, tmp_path / "workspace")


SEEDS = {
    "an empty file": (b"", 1, "paste.txt"),
    "blank lines only": (b"\n \n\t\n" * 50, 1, "paste.txt"),
    "a byte-order mark only": (b"\xef\xbb\xbf", 1, "paste.txt"),
    "binary rubbish": (bytes(range(256)) * 40, 1, "paste.txt"),
    "NUL bytes only": (b"\0" * 4096, 1, "paste.txt"),
    "a bad byte in UTF-8": ("Überschrift\nKurier | 3. Mai 2024\nEin Satz.\n".encode() + b"\xff\n", 1, "byte 44"),
    "prose without any article": (b"just one line of prose that nobody signed", 1, "no article"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), 1, "PNG"),
}


@pytest.mark.parametrize("case", SEEDS)
def test_a_bad_seed_is_an_error_and_the_earlier_build_stays(case: str, built: Path) -> None:
    data, code, word = SEEDS[case]
    before = fingerprint(built / "dist")
    (built / "seeds" / "paste.txt").write_bytes(data)
    done = corpuskit("build", cwd=built)
    shown = done.stderr.decode()
    assert done.returncode == code, shown
    assert word in shown
    assert "paste.txt" in shown
    assert "Traceback" not in shown
    assert fingerprint(built / "dist") == before
    assert not list(built.glob(".dist.tmp*"))


CONFIGS = {
    "broken TOML": ("title = \n", "corpus.toml:1"),
    "an unknown key": ('titel = "Mine"\n', "title"),
    "a wrong type": ("title = 3\n", "corpus.toml:1"),
    "a day that no calendar has": ('collected = "2024-02-31"\n', "2024-02-31"),
    "a seed that is not there": ('[seeds."pasta.txt"]\nencoding = "utf-8"\n', "paste.txt"),
}


@pytest.mark.parametrize("case", CONFIGS)
def test_a_broken_configuration_is_named_with_file_and_line(case: str, built: Path) -> None:
    text, word = CONFIGS[case]
    before = fingerprint(built / "dist")
    (built / "seeds" / "corpus.toml").write_text(text, encoding="utf-8")
    done = corpuskit("build", cwd=built)
    shown = done.stderr.decode()
    assert done.returncode == 2, shown
    assert "corpus.toml" in shown
    assert word in shown
    assert fingerprint(built / "dist") == before


def test_a_folder_where_a_file_is_expected(built: Path) -> None:
    (built / "seeds" / "corpus.toml").mkdir()
    done = corpuskit("build", cwd=built)
    assert done.returncode in (2, 74), done.stderr
    assert b"corpus.toml" in done.stderr


def test_one_file_is_wanted_where_a_view_is_printed(built: Path) -> None:
    (built / "seeds" / "second.txt").write_bytes(PASTE.encode())
    done = corpuskit("split", "--view", "seeds", cwd=built)
    assert done.returncode == 2
    assert b"2" in done.stderr


def test_a_missing_file_is_wrong_use(built: Path) -> None:
    done = corpuskit("split", "seeds/absent.txt", cwd=built)
    assert done.returncode == 2
    assert "absent.txt" in done.stderr.decode()


def test_keep_going_packages_the_rest(built: Path) -> None:
    (built / "seeds" / "zzz.txt").write_bytes(b"just one line of prose that nobody signed\n")
    assert corpuskit("build", "-q", cwd=built).returncode == 1
    done = corpuskit("build", "--keep-going", cwd=built)
    assert done.returncode == 3, done.stderr.decode()
    assert b"zzz.txt" in (built / "dist" / "outside.jsonl").read_bytes()
    assert corpuskit("verify", "-q", "dist", cwd=built).returncode == 0


def test_a_dist_that_corpuskit_did_not_write_is_never_replaced(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"paste.txt": PASTE.encode()})
    (folder / "dist").mkdir()
    (folder / "dist" / "thesis.odt").write_text("the only copy", encoding="utf-8")
    done = corpuskit("build", cwd=folder)
    assert done.returncode == 2, done.stderr.decode()
    assert (folder / "dist" / "thesis.odt").read_text(encoding="utf-8") == "the only copy"
    assert os.listdir(folder / "dist") == ["thesis.odt"]


def as_nobody(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Runs as a user without rights: root may write wherever it likes."""
    prefix = ["setpriv", "--reuid", "65534", "--clear-groups"] if os.geteuid() == 0 else []
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it may write no coverage
    environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*prefix, sys.executable, "-m", "corpuskit", *arguments],
        cwd=cwd,
        capture_output=True,
        env=environment,
        check=False,
    )


@pytest.fixture
def open_to_all(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The workspace where another user can reach it: pytest's own folders are closed to others."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        place = Path(folder) / "workspace"
        shutil.copytree(built, place)
        yield place


def reachable() -> bool:
    """Whether another user can run this Python: a virtualenv below a private home cannot be reached."""
    done = as_nobody("--version", cwd=Path("/"))
    return done.returncode == 0


def test_a_folder_that_may_not_be_written_is_a_failure_of_the_machine(open_to_all: Path) -> None:
    if not reachable():
        pytest.skip("another user cannot run this Python; the same fault is tried on a read-only mount in tests/faults")
    before = fingerprint(open_to_all / "dist")
    done = as_nobody("build", cwd=open_to_all)
    assert done.returncode == 74, done.stderr
    assert b"Traceback" not in done.stderr
    assert fingerprint(open_to_all / "dist") == before


def test_an_unreadable_file_is_a_failure_of_the_machine(open_to_all: Path) -> None:
    if not reachable():
        pytest.skip("another user cannot run this Python")
    seed = open_to_all / "seeds" / "paste.txt"
    seed.chmod(0)
    done = as_nobody("split", str(seed), cwd=open_to_all)
    seed.chmod(stat.S_IRUSR)
    assert done.returncode == 74, done.stderr
    assert b"paste.txt" in done.stderr


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read: Linux has one"
)
def test_a_file_that_opens_and_cannot_be_read_is_named(tmp_path: Path) -> None:
    done = corpuskit("build", "/proc/self/mem", "--out", "dist", cwd=tmp_path)
    assert done.returncode == 74
    assert b"cannot read /proc/self/mem: input/output error" in done.stderr


def test_what_holds_no_article_is_parted_where_lines_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("corpuskit.pipeline.run"), "PIECE", 1000)
    prose = "The harbour was quiet, and nobody had seen the ferry that the board had promised for the spring. " * 4
    seed = tmp_path / "prose.txt"
    seed.write_text("\n\n".join([prose.strip()] * 12) + "\n", "utf-8")
    build(str(seed), out=str(tmp_path / "dist"), keep_going=True, jobs=1)
    spans = [json.loads(line) for line in (tmp_path / "dist" / "outside.jsonl").read_text("utf-8").splitlines()]
    assert len(spans) > 2
    assert "".join(span["text"] for span in spans).encode() == seed.read_bytes()
    assert [span["byte_start"] for span in spans] == [0, *(span["byte_end"] for span in spans[:-1])]
