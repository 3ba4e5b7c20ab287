"""A command does not wait for libraries that it does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cli_runs import ROOT

SCRIPT = """
import sys
from corpuskit.cli import main
sys.argv = ["corpuskit", "validate", "-q", {path!r}]
try:
    main()
except SystemExit as end:
    print(end.code, sorted({{"pandas", "corpuskit.pipeline", "corpuskit.splitting"}} & set(sys.modules)))
import pandas
import pyarrow
print(len(pandas.DataFrame({{"a": [1]}})), pyarrow.table({{"a": [1]}}).num_rows)
"""


def test_checking_a_file_of_records_loads_no_pandas_and_nothing_that_cuts(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(path=str(path))], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["1 []", "1 1"]


#: What a build of pasted text in a folder does not need: stores and caches, workers, formats that are asked for, texts
#: that are withheld, and layouts that a person describes or that other kinds of files have.
ELSEWHERE = {
    "corpuskit.engines.cache",
    "corpuskit.engines.workers",
    "corpuskit.packaging.exporters.sqlite",
    "corpuskit.packaging.exporters.tei",
    "corpuskit.packaging.placing.in_store",
    "corpuskit.reports.fingerprints",
    "corpuskit.splitting.layouts.feed",
    "corpuskit.splitting.layouts.nexis_docx",
    "corpuskit.splitting.written_layout",
    "corpuskit.withholding",
    "jsonschema",
    "multiprocessing",
    "pandas",
    "sqlite3",
}
BUILD = """
import re
import sys
import tomllib

compiled, read = 0, 0
compile_, loads = re._compiler.compile, tomllib.loads

def compiling(pattern, flags=0):
    global compiled
    compiled += 1
    return compile_(pattern, flags)

def reading(text, **how):
    global read
    read += 1
    return loads(text, **how)

re._compiler.compile, tomllib.loads = compiling, reading
before = set(sys.modules)  # of what measures coverage, for one
from corpuskit.cli import main
sys.argv = ["corpuskit", "build", "-q", {path!r}]
try:
    main()
except SystemExit as end:
    print(end.code, sorted({elsewhere!r} & set(sys.modules) - before), read, compiled)
import pyarrow
print(pyarrow.default_memory_pool().backend_name)
"""


def test_a_build_of_pasted_text_loads_and_reads_nothing_that_only_others_need(tmp_path: Path) -> None:
    """Of its TOML lists none is read but corpus.toml, and of its patterns those alone that are asked are compiled."""
    (tmp_path / "seeds").mkdir()
    for seed in (ROOT / "seeds").iterdir():
        (tmp_path / "seeds" / seed.name).write_bytes(seed.read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", BUILD.format(path=str(tmp_path), elsewhere=ELSEWHERE)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    code, elsewhere, read, compiled, pool = done.stdout.split()
    assert (code, elsewhere, read) == ("0", "[]", "1")
    assert int(compiled) < 300
    assert pool == "system"  # what Arrow frees goes back to where all else is taken from
