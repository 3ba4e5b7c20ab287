"""A third party's extension that cannot be used, fails at work or is asked for is named with its package."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PASTE = "".join(
    f"Ferry number {n} is back at the quay\nCoast Courier | {n} May 2024\n"
    "The ferry took up service on Monday after a week in the yard, and carried more than two hundred people.\n"
    "The captain said that the new engine is quieter than the old one.\n\n"
    for n in range(1, 5)
)
CAVEAT = 'NAME = "acme"\nCODES = ("acme/x",)\n\n\ndef mark(records, context):\n'


def build(folder: Path, kind: str, code: str, *options: str) -> subprocess.CompletedProcess[str]:
    """`corpuskit build` of two seeds with an installed package of one module, which has this code."""
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(PASTE)
    return run(folder, kind, code, "build", "a.txt", "b.txt", "--out", "dist", "-q", *options)


def run(folder: Path, kind: str, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with an installed package of one module, which has this code."""
    package = folder / "acme" / "acme_news-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Name: acme-news\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text(f"[corpuskit.{kind}]\nships = acme_ships\n")
    (folder / "acme" / "acme_ships.py").write_text(code)
    return subprocess.run(
        [sys.executable, "-m", "corpuskit", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "acme"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("kind", "code", "reason"),
    [
        ("caveats", "import no_such_library\n", "ModuleNotFoundError: No module named 'no_such_library'"),
        ("caveats", 'NAME = "acme"\n', "acme_ships has no CODES and no mark"),
        ("exporters", 'NAME = "acme"\n', "acme_ships has no FILES and no Writer"),
        ("layouts", "", "acme_ships has no NAME"),
        ("rules", "1 / 0\n", "ZeroDivisionError: division by zero"),
    ],
)
def test_one_that_cannot_be_used_is_an_error_that_names_its_package(
    tmp_path: Path, kind: str, code: str, reason: str
) -> None:
    done = build(tmp_path, kind, code)
    assert "extension-broken" in done.stderr
    assert f"the extension ships of acme-news cannot be used: {reason}" in done.stderr
    assert "pip uninstall acme-news" in done.stderr
    assert (done.returncode, (tmp_path / "dist").exists(), "Traceback" in done.stderr) == (2, False, False)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_that_fails_at_work_is_named_also_from_another_process(tmp_path: Path, jobs: str) -> None:
    done = build(tmp_path, "caveats", CAVEAT + "    raise LookupError('no such quay')\n", "--jobs", jobs)
    assert "error: a bug in the extension ships of acme-news 1.0: LookupError: no such quay" in done.stderr
    assert (done.returncode, (tmp_path / "dist").exists()) == (70, False)


def test_a_sound_one_takes_part(tmp_path: Path) -> None:
    code = (
        CAVEAT + "    for row in range(records.num_rows):\n        yield row, Caveat('acme/x', 'A ship.', rule='a')\n"
    )
    done = build(tmp_path, "caveats", "from corpuskit.model import Caveat\n" + code)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dist" / "records.jsonl").read_text().count("acme/x") == 8


def test_a_code_of_one_is_said_to_be_that_of_its_package(tmp_path: Path) -> None:
    done = run(tmp_path, "caveats", CAVEAT + "    return ()\n", "explain", "acme/x")
    assert "acme/x is a code of acme-news, whose documentation says what it means" in done.stderr
    assert done.returncode == 2
