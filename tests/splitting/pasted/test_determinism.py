"""The same input gives the same spans in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import hashlib, random
from splitting_dumps import make_dump
from splitting_views import tiles, view_of
from corpuskit import splitting
view = view_of(make_dump(random.Random(9), 25).text + "Share\\nRelated articles\\nMayor Resigns\\n")
habits = splitting.learn(view)
cuts = list(splitting.cut(view, habits))
told = [splitting.why(view, habits, line) for line in (1, 2, 30)]
print(hashlib.sha256(repr((tiles(iter(cuts)), [c.boundary_confidence for c in cuts], told)).encode()).hexdigest())
"""


def test_the_hash_seed_and_the_locale_change_nothing() -> None:
    found = set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("77", "tr_TR.UTF-8")):
        paths = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[3])])
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": paths}
        found.add(subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, check=True).stdout)
    assert len(found) == 1
