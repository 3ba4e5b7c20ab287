"""How fast, side by side: against what the bytes alone cost, against peers, and with size, files and workers.

    python benchmarks/performance.py [--mb 20] [--runs 5] [--only limit,build,validate,size,files,workers]
                                     [--core 0] [--dump FILE] [--table docs/…]

Everything is a process of its own, pinned to one core where there is `taskset` (but for workers), once for warmth and
then in turn (A B C A B C …). Numbers are medians with the spread from least to most; on a shared machine believe the
ratios, which compare neighbours. Peers that are not installed are left out, and it says so.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import dumps
import peers

HERE = Path(__file__).parent
#: Compiled modules are kept as an installation keeps them, whatever the shell that this is started from says.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
CORE = "language,caveats,duplicates"


@dataclass(frozen=True)
class Timed:
    """Seconds of processors and of the clock, and the most memory (MB) of the process or of one below it."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str], core: int | None) -> Timed:
    """Runs a command to its end. Raises CalledProcessError with what it printed where it fails."""
    pinned = ["taskset", "-c", str(core), *command] if core is not None and shutil.which("taskset") else list(command)
    code = (
        "import json, resource, subprocess, sys, time\n"
        "began = time.perf_counter()\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024,\n"
        "                  done.returncode, done.stderr[-2000:]]))\n"
    )
    measuring = [sys.executable, "-c", code, *pinned]
    out = subprocess.run(measuring, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout
    cpu, wall, memory, status, errors = json.loads(out)
    if status:
        raise subprocess.CalledProcessError(status, command, stderr=errors)
    return Timed(cpu, wall, memory)


def side_by_side(commands: dict[str, Sequence[str]], runs: int, core: int | None) -> dict[str, list[Timed]]:
    """Each command once for warmth, then all in turn."""
    for command in commands.values():
        run(command, core)
    found: dict[str, list[Timed]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run(command, core))
    return found


def working(commands: dict[str, Sequence[str]], report: Report, core: int | None) -> dict[str, Sequence[str]]:
    """The commands that run here; of others it is said why they do not."""
    found: dict[str, Sequence[str]] = {}
    for name, command in commands.items():
        try:
            run(command, core)
        except subprocess.CalledProcessError as error:
            last = (error.stderr or "").strip().splitlines()[-1:] or ["no message"]
            report.say(f"\nLeft out: {name}, which fails here ({last[0][:120]}).")
        else:
            found[name] = command
    return found


def build(dump: Path, out: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "corpuskit", "build", "-q", str(dump), "--out", str(out), "--keep-going"]
    return [*command, "--no-cache", *(options or ("--jobs", "1"))]


def median(times: Sequence[Timed], of: Callable[[Timed], float]) -> float:
    return statistics.median(map(of, times))


def spread(ours: Sequence[Timed], theirs: Sequence[Timed], of: Callable[[Timed], float]) -> str:
    """Ratio of the medians (theirs over ours: above 1 we are faster), with the least and the most of the pairs."""
    single = sorted(of(b) / of(a) for a, b in zip(ours, theirs, strict=True))
    return f"{median(theirs, of) / median(ours, of):.2f} ({single[0]:.2f} to {single[-1]:.2f})"


class Report:
    """Rows of Markdown tables."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def table(self, title: str, *columns: str) -> None:
        self.say(f"\n## {title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")

    def row(self, *cells: object) -> None:
        self.say(f"| {' | '.join(map(str, cells))} |")

    def say(self, text: str) -> None:
        print(text, flush=True)
        self.lines.append(text)


def cpu(timed: Timed) -> float:
    return timed.cpu


def wall(timed: Timed) -> float:
    return timed.wall


def against_limit(report: Report, dump: Path, work: Path, runs: int, core: int | None) -> None:
    size = dump.stat().st_size / 1e6
    report.table(
        f"Against what the bytes alone cost ({size:.0f} MB, one core)", "build", "CPU s", "MB/s", "share of limit"
    )
    kinds = (("Parquet and JSONL", CORE, ("parquet", "jsonl")), ("Parquet alone", f"{CORE},jsonl", ("parquet",)))
    for name, without, written in kinds:
        ours = build(dump, work / "limit", "--jobs", "1", "--without", without)
        seconds = median(side_by_side({"ours": ours}, runs, core)["ours"], cpu)
        alone = [sys.executable, str(HERE / "limit.py"), str(dump), *written]  # says what it took without its start
        least = statistics.median(float(subprocess.check_output(alone, env=ENVIRONMENT)) for _ in range(runs))
        report.row(f"core, {name}", f"{seconds:.2f}", f"{size / seconds:.1f}", f"{least / seconds:.3f}")
    everything = side_by_side({"ours": build(dump, work / "limit", "--jobs", "1")}, runs, core)["ours"]
    report.row("everything on", f"{median(everything, cpu):.2f}", f"{size / median(everything, cpu):.1f}", "")


def against_builders(report: Report, dump: Path, work: Path, runs: int, core: int | None) -> None:
    subprocess.run(build(dump, work / "ready", "--jobs", "1"), check=True)
    ready = work / "ready" / "records.jsonl"
    count = sum(1 for _ in ready.open("rb"))
    ours = build(dump, work / "ours", "--jobs", "1", "--without", f"{CORE},jsonl")
    missing = [name for name in peers.BUILDERS if not _is_there(name)]
    commands = {name: [sys.executable, "-c", code.format(lines=str(ready), out=str(work / "peer"))]
                for name, code in peers.BUILDERS.items() if name not in missing}  # fmt: skip
    found = side_by_side({"corpuskit": ours, **working(commands, report, core)}, runs, core)
    title = f"{count:,} records to Parquet: we cut, check and hash raw text, peers write ready JSON lines"
    report.table(title, "", "CPU s", "records/s", "peer's time to ours")
    for name, times in found.items():
        seconds = median(times, cpu)
        report.row(name, f"{seconds:.2f}", f"{count / seconds:,.0f}", spread(found["corpuskit"], times, cpu))
    if missing:
        brought = (peers.BESIDES.get(name, ("", name))[1] for name in missing)
        report.say(f"\nNot installed: {', '.join(brought)}.")


def _is_there(name: str) -> bool:
    besides, _ = peers.BESIDES.get(name, (name, name))
    return all(importlib.util.find_spec(one) for one in (name, besides))


def against_validators(report: Report, dump: Path, work: Path, runs: int, core: int | None) -> None:
    subprocess.run(build(dump, work / "valid", "--jobs", "1"), check=True)
    lines = work / "valid" / "records.jsonl"
    count = sum(1 for _ in lines.open("rb"))
    commands = {"corpuskit": [sys.executable, "-m", "corpuskit", "validate", "-q", str(lines)]}
    commands |= working(peers.validators(lines, work), report, core)
    found = side_by_side(commands, runs, core)
    title = f"Validating {count:,} records, whole processes"
    report.table(title, "", "wall s", "records/s", "peer's time to ours")
    for name, times in found.items():
        seconds = median(times, wall)
        report.row(name, f"{seconds:.2f}", f"{count / seconds:,.0f}", spread(found["corpuskit"], times, wall))


def with_size(report: Report, sizes: Sequence[float], work: Path, runs: int, core: int | None) -> None:
    report.table("With size (everything on, one process)", "MB", "CPU s", "ms/MB", "most memory, MB")
    for megabytes in sizes:
        dump = work / f"size-{megabytes:g}.txt"
        dumps.write(dump, megabytes)
        times = side_by_side({"ours": build(dump, work / "size", "--jobs", "1")}, max(1, runs // 2), core)["ours"]
        seconds = median(times, cpu)
        memory = max(t.memory for t in times)
        report.row(f"{megabytes:g}", f"{seconds:.2f}", f"{1000 * seconds / megabytes:.0f}", f"{memory:.0f}")
        dump.unlink()


def with_files(report: Report, megabytes: float, work: Path, runs: int, core: int | None) -> None:
    report.table(f"With files ({megabytes:g} MB in all)", "files", "CPU s", "ms/MB")
    for count in (1, 10, 100, 1000):
        folder = work / f"files-{count}"
        folder.mkdir()
        for number in range(count):
            dumps.write(folder / f"{number:04}.txt", megabytes / count)
        seconds = median(side_by_side({"ours": build(folder, work / "of-files")}, max(1, runs // 2), core)["ours"], cpu)
        report.row(count, f"{seconds:.2f}", f"{1000 * seconds / megabytes:.0f}")
        shutil.rmtree(folder)


def with_workers(report: Report, dump: Path, work: Path, runs: int) -> None:
    size = dump.stat().st_size / 1e6
    counts = sorted({1, 2, os.cpu_count() or 1})
    commands = {f"{n}": build(dump, work / "workers", "--jobs", str(n)) for n in counts}
    found = side_by_side(commands, runs, None)
    report.table(f"With workers ({size:.0f} MB)", "workers", "wall s", "times one", "most memory of a process, MB")
    for name, times in found.items():
        single = sorted(a.wall / b.wall for a, b in zip(found["1"], times, strict=True))
        ratio = median(found["1"], wall) / median(times, wall)
        said = f"{ratio:.2f} ({single[0]:.2f} to {single[-1]:.2f})"
        report.row(name, f"{median(times, wall):.2f}", said, f"{max(t.memory for t in times):.0f}")


SECTIONS = ("limit", "build", "validate", "size", "files", "workers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default=",".join(SECTIONS))
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--dump", type=Path, help="a dump of your own in place of the invented one")
    parser.add_argument("--sizes", default="1,20,200,1000")
    parser.add_argument("--table", type=Path, help="write the tables to a file as well")
    options = parser.parse_args()
    only = options.only.split(",")
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(work / "compiled")
        dump = options.dump or work / "dump.txt"
        if options.dump is None:
            dumps.write(dump, options.mb)
        runs, core = options.runs, options.core
        began = time.perf_counter()
        if "limit" in only:
            against_limit(report, dump, work, runs, core)
            if options.dump is None:
                dense = work / "dense.txt"
                dumps.write(dense, options.mb, health=True)
                report.say("\nThe same with a third of the paragraphs on health:")
                against_limit(report, dense, work, runs, core)
        if "build" in only:
            against_builders(report, dump, work, runs, core)
        if "validate" in only:
            against_validators(report, dump, work, runs, core)
        if "size" in only:
            with_size(report, [float(size) for size in options.sizes.split(",")], work, runs, core)
        if "files" in only:
            with_files(report, options.mb, work, runs, core)
        if "workers" in only:
            with_workers(report, dump, work, runs)
        held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        report.say(f"\n{time.perf_counter() - began:.0f} s in all, {options.runs} runs, at most {held:.0f} MB.")
    if options.table is not None:
        options.table.write_text("\n".join(report.lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
