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
