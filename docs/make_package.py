"""Writes the table of docs/package.md: faults planted into dist/, and which official validators notice each."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "package.md"
BEGIN, END = "<!-- begin: python docs/make_package.py -->", "<!-- end -->"
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("packaging", "checking")]


def missed(corpus: Path, work: Path, every: int = 1) -> Mapping[str, list[str]]:
    """For each fault, or every so many-th of them, the validators that notice it. ``work`` is an empty folder."""
    from planted_faults import FAULTS
    from standard_validators import READS, VALIDATORS

    os.environ["HF_HUB_OFFLINE"] = "1"
    found = {}
    for number, (what, fault) in enumerate(islice(FAULTS.items(), 0, None, every)):
        dist = shutil.copytree(corpus, work / str(number) / "dist")
        fault.into(dist)
        changed = _changed(corpus, dist)
        concerned = [name for name in VALIDATORS if any(re.search(READS[name], path) for path in changed)]
        found[what] = [name for name in concerned if VALIDATORS[name](dist)]
        shutil.rmtree(work / str(number))
    return found


def _changed(corpus: Path, dist: Path) -> set[str]:
    """Files that differ; one that is gone concerns whoever lists files."""
    before, after = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (corpus, dist)
    )
    gone = {f"gone:{path}" for path in before.keys() - after.keys()}
    return gone | {path for path in before if before[path] != after.get(path)}


def page(noticed: Mapping[str, list[str]]) -> str:
    """The page with the table made anew."""
    from standard_validators import VALIDATORS

    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    rows = table(noticed)
    nobody = sum(not names for names in noticed.values())
    told = (
        f"{len(noticed)} faults, each under a seal redone to match. `corpuskit verify` finds {len(noticed)}; of the "
        f"{len(VALIDATORS)} checks by official tools ({', '.join(VALIDATORS)}) none notices {nobody}."
    )
    shown = "\n".join(["| fault | noticed by |", "| --- | --- |", *rows])
    return f"{head}{BEGIN}\n{told}\n\n{shown}\n{END}{tail}"


def table(noticed: Mapping[str, list[str]]) -> list[str]:
    """The rows of the table, one for each fault."""
    return [f"| {what} | {', '.join(names) or 'none'} |" for what, names in noticed.items()]


def main() -> None:
    from conftest import DUMPS, STATED

    import corpuskit

    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "corpus" / "seeds"
        seeds.mkdir(parents=True)
        for source in (DUMPS / "harbour.txt", DUMPS / "moorbach.txt", *(ROOT / "seeds").glob("*.txt")):
            shutil.copy(source, seeds)
        (seeds / "corpus.toml").write_text(STATED, encoding="utf-8")
        noticed = missed(corpuskit.build(seeds.parent).dist, Path(folder) / "work")
    PAGE.write_text(page(noticed), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    main()
