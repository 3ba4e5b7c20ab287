"""Prints every regular expression that corpuskit compiles, as JSON lines: file, pattern, flags.

Run by test_patterns.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any

DUMPS = Path(__file__).parent.parent / "dumps"
seen: set[tuple[str, str, int]] = set()
compile_ = re._compile  # type: ignore[attr-defined]  # what every function of the module goes through


def noting(pattern: Any, flags: Any) -> Any:
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    made = compile_(pattern, flags)
    if f"{'/'}corpuskit{'/'}" in frame.f_code.co_filename.replace("\\", "/") and isinstance(made.pattern, str):
        seen.add((Path(frame.f_code.co_filename).name, made.pattern, made.flags & ~re.UNICODE))
    return made


re._compile = noting  # type: ignore[attr-defined]

import corpuskit  # noqa: E402

for found in pkgutil.walk_packages(corpuskit.__path__, "corpuskit."):
    if not found.name.endswith(("__main__", "engines.worker", "on_ray")):
        importlib.import_module(found.name)
for record in corpuskit.split(DUMPS):
    assert record
for one in sorted(seen):
    print(json.dumps(one))
