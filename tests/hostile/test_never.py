"""What is never done, whatever a corpus holds: no network, no code but our own, no write outside of the output folder.

Judged by the calls to the system that a build, by worker processes and in every format, and the commands that read it
make: strace lists them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import cases
import pytest

#: Modules that are imported by any build, and files that Python and pytest run where they find them.
TRAPS = ["json", "pickle", "click", "pyarrow", "numpy", "corpuskit", "sitecustomize", "usercustomize", "conftest"]
TRAP = "open({!r}, 'w').close()\n"
#: Builds by a worker process, although there is little to do, then reads what was built as the commands do.
PROGRAM = """
import sys

from corpuskit import pipeline
from corpuskit.cli import main
from corpuskit.engines.workers import Workers
from corpuskit.model import FORMATS

pipeline.build([], None, pipeline.Options(also=frozenset(FORMATS), keep_going=True), engine=Workers(1))
for command in (["validate"], ["verify", "--seeds", "seeds"], ["grep", "harbour", "dist"], ["stats"]):
    try:
        sys.argv[1:] = command
        main()
    except SystemExit as ended:
        assert ended.code == 0, command
"""
CONFIG = """
title = "{{ 7 * 7 }} ${IFS} $(touch trapped) `touch trapped` <?php touch('trapped') ?>"
description = "__import__('os').system('touch trapped')"
name = "never"
"""
WRITING = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC)")
CALL = re.compile(r"^\d+\s+(\w+)\((.*)$")
PATHS = re.compile(r'(?:AT_FDCWD<([^>]*)>|\d+<([^>]*)>)?(?:, )?"((?:[^"\\]|\\.)*)"')
CHANGING = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat"
)
MODES = "chmod,fchmodat,chown,fchownat,truncate,utimensat"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """The place of a workspace full of traps, and each call that was made there: name and arguments."""
    if not shutil.which("strace"):
        if "CORPUSKIT_GATE" in os.environ:
            pytest.fail("strace is not installed")
        pytest.skip("needs strace: apt install strace")
    place = tmp_path_factory.mktemp("never")
    seeds = place / "corpus" / "seeds"
    seeds.mkdir(parents=True)
    for name, (_, data) in cases.texts().items():
        (seeds / name).write_bytes(data)
    (seeds / "corpus.toml").write_text(CONFIG, encoding="utf-8")
    for name in TRAPS:
        (seeds.parent / f"{name}.py").write_text(TRAP.format(str(place / f"{name} was run")), encoding="utf-8")
    (place / "program.py").write_text(PROGRAM, encoding="utf-8")
    (place / "temporary").mkdir()
    wanted = f"trace=%network,execve,{CHANGING},{MODES}"
    done = subprocess.run(
        [
            "strace",
            "-f",
            "-y",
            "-s",
            "4096",
            "-o",
            place / "log",
            "-e",
            wanted,
            sys.executable,
            "-P",
            place / "program.py",
        ],
        cwd=seeds.parent,
        env={**os.environ, "TMPDIR": str(place / "temporary"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    log = (place / "log").read_text(encoding="utf-8", errors="replace")
    return place, [(found[1], found[2]) for line in log.splitlines() if (found := CALL.match(line))]


def test_no_network_is_used_unasked(calls: tuple[Path, list[tuple[str, str]]]) -> None:
    asked = [call for call in calls[1] if call[0] in ("socket", "connect", "bind", "sendto", "sendmsg")]
    assert asked == []


def test_nothing_that_lies_in_a_corpus_is_run(calls: tuple[Path, list[tuple[str, str]]]) -> None:
    place, made = calls
    assert sorted(path.name for path in place.glob("* was run")) == []
    assert not list(place.rglob("trapped"))
    started = {arguments.partition(",")[0].strip('"') for name, arguments in made if name == "execve"}
    assert started == {sys.executable}


def test_nothing_is_written_outside_of_the_output_folder(calls: tuple[Path, list[tuple[str, str]]]) -> None:
    """The work folder beside dist/, the lock, the cache, and the folder of temporary files are all there is else."""
    place, made = calls
    corpus = place / "corpus"
    written = set()
    for name, arguments in made:
        if name in CHANGING.split(",") + MODES.split(",") and " = -1 " not in arguments:
            if name.startswith("open") and not WRITING.search(arguments):
                continue
            for folder, other, path in PATHS.findall(arguments):
                written.add(Path(os.path.normpath(Path(folder or other or corpus) / path)))
    assert len([path for path in written if path.name == "records.parquet"]) == 1
    allowed = re.compile(
        rf"{re.escape(str(corpus))}/\.?(?:dist|corpuskit-cache)|{re.escape(str(place))}/temporary/|/dev/"
    )
    assert sorted(str(path) for path in written if not allowed.match(str(path))) == []
    assert list((place / "temporary").iterdir()) == []
