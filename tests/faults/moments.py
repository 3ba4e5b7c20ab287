"""Whole builds, from seeds to dist/, disturbed at any moment: ``python tests/faults/moments.py [--share 0.1]``.

200 builds are killed, 100 interrupted and 100 terminated at random moments; 50 times four begin at once; 24 sizes of
disk; limits on the size of files, on open files and on memory. Each is the command line in a process forked for it, so
that nothing has to be imported again, but for limits on memory, under which it has to start. Afterwards dist/ is the
earlier build or the new one, whole, the exit code is the right one, nothing has printed a traceback, and the next
build leaves nothing behind but dist/ and its lock. Prints what was wrong, then a line for each kind; ends with 1 if
anything was. Disks need root.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from bench import contents  # noqa: E402  found by the path above

from corpuskit.arrow import without_pandas  # noqa: E402
from corpuskit.cli import failures, group  # noqa: E402
from corpuskit.model import Exit  # noqa: E402

DUMPS = HERE.parent / "dumps"
#: The seeds of the build before, and of the one that is disturbed.
OLD, NEW = (DUMPS / "harbour.txt",), (DUMPS / "harbour.txt", DUMPS / "briefing.txt")
SIGNALS = {signal.SIGKILL: 200, signal.SIGINT: 100, signal.SIGTERM: 100}
ENDS = {signal.SIGKILL: -signal.SIGKILL, signal.SIGINT: Exit.INTERRUPTED, signal.SIGTERM: Exit.TERMINATED}
ROUNDS, TOGETHER, SIZES = 50, 4, 24
FILE_SIZES = (0, 1, 512, 4096, 16_384, 65_536, 131_072, 1 << 20)
OPEN_FILES = (0, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 64)
#: Megabytes of addresses of a process; with less than the first Python itself does not always start.
MEMORY = (128, 192, 256, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 1024, 1280)


class Ended(NamedTuple):
    """How a build ended: its exit code, or minus the signal that killed it, and what it printed."""

    status: int
    said: str


class Grounds:
    """A folder in which builds are disturbed, and the two corpora that may lie there."""

    def __init__(self, folder: Path) -> None:
        self.dist = folder / "dist"
        self.known: dict[int, dict[str, bytes]] = {}
        took = []
        for seeds in (OLD, NEW, NEW, NEW):
            begun = time.monotonic()
            ended = self.build(seeds)
            took.append(time.monotonic() - begun)
            assert ended.status == 0, ended.said
            self.known[len(seeds)] = contents(self.dist)
        self.seconds = statistics.median(took[1:])

    def start(self, seeds: Iterable[Path], before: Callable[[], None] | None = None) -> tuple[int, Path]:
        """Begins a build in a process group of its own; its id, and the file of what it prints."""
        handle, said = tempfile.mkstemp()
        ours = signal.signal(signal.SIGINT, signal.SIG_DFL)  # as the command has it while its modules load
        child = os.fork()
        if child:
            signal.signal(signal.SIGINT, ours)
            os.close(handle)
            return child, Path(said)
        os.setpgid(0, 0)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.close(handle)
        code = 1
        try:
            if before is not None:
                before()
            code = failures.run(group, self.arguments(seeds))
        finally:
            os._exit(code)

    def arguments(self, seeds: Iterable[Path]) -> list[str]:
        return ["build", "-q", "--jobs", "1", "--out", str(self.dist), *map(str, seeds)]

    def end(self, child: int, said: Path) -> Ended:
        _, status = os.waitpid(child, 0)
        printed = said.read_text("utf-8", "replace")
        said.unlink()
        return Ended(os.waitstatus_to_exitcode(status), printed)

    def build(self, seeds: Iterable[Path], before: Callable[[], None] | None = None) -> Ended:
        return self.end(*self.start(seeds, before))

    def state(self) -> int | None:
        """Which of the two corpora lies in dist/; None for anything else."""
        found = contents(self.dist)
        return next((size for size, known in self.known.items() if known == found), None)

    def tidy(self) -> bool:
        return {path.name for path in self.dist.parent.iterdir()} == {".dist.lock", "dist"}

    def reset(self) -> str | None:
        """Builds the earlier corpus over whatever the last one left; what is wrong with that, if anything is."""
        ended = self.build(OLD)
        if ended.status:
            return f"the next build ends with {ended.status}: {ended.said[-300:]}"
        if self.state() != len(OLD):
            return "the next build has not built what it should"
        return None if self.tidy() else "the next build leaves something behind"

    def judged(self, ended: Ended, may: Iterable[int]) -> str | None:
        """What is wrong with the end of a disturbed build, and with the one that follows it."""
        state = self.state()
        wrong = None
        if state is None:
            wrong = "dist/ is neither build"
        elif "Traceback" in ended.said:
            wrong = "a traceback"
        elif ended.status not in may:
            wrong = "another exit code"
        elif ended.status == 0 and state != len(NEW):
            wrong = "exit 0 and no new build"
        elif ended.status > 0 and not self.tidy():
            wrong = "something is left behind"
        found = wrong and f"{wrong} (exit {ended.status}, {ended.said[-300:].strip()})"
        return "; ".join(filter(None, (found, self.reset()))) or None


def hit(grounds: Grounds, number: signal.Signals, chance: random.Random) -> tuple[str, str | None]:
    """A signal to the group of a build, at a moment between its begin and a little after its end."""
    child, said = grounds.start(NEW)
    moment = chance.uniform(0, 1.05 * grounds.seconds)
    time.sleep(moment)
    with suppress(ProcessLookupError, PermissionError):  # it has ended
        os.killpg(child, number)
    ended = grounds.end(child, said)
    wrong = grounds.judged(ended, (0, ENDS[number], -number))
    return "finished before" if ended.status == 0 else "hit", wrong and f"{number.name} at {moment:.4f} s: {wrong}"


def together(grounds: Grounds, chance: random.Random) -> tuple[str, str | None]:
    """Some builds at once: one builds, whoever comes while it does leaves with 75."""
    begun = []
    for _ in range(TOGETHER):
        begun.append(grounds.start(NEW))
        time.sleep(chance.uniform(0, 0.02))
    ends = [grounds.end(*one) for one in begun]
    codes = sorted(one.status for one in ends)
    wrong = None
    if 0 not in codes or set(codes) - {0, Exit.LOCKED}:
        wrong = f"ended with {codes}: {ends}"
    elif grounds.state() != len(NEW) or not grounds.tidy():
        wrong = f"mixed, or something is left behind (ended with {codes})"
    return f"{codes.count(Exit.LOCKED)} of {TOGETHER} turned away", "; ".join(
        filter(None, (wrong, grounds.reset()))
    ) or None


def limited(grounds: Grounds, kind: int, limit: int) -> tuple[str, str | None]:
    """A build under a limit of the system: it is built, or the machine is said to have failed."""
    ended = grounds.build(NEW, lambda: resource.setrlimit(kind, (limit, limit)))
    wrong = grounds.judged(ended, (0, Exit.MACHINE))
    return "built" if ended.status == 0 else "refused", wrong and f"{limit}: {wrong}"


def starved(grounds: Grounds, megabytes: int) -> tuple[str, str | None]:
    """A build by a process that may hold no more addresses than these."""
    bound = megabytes << 20
    done = subprocess.run(
        [sys.executable, "-m", "corpuskit", *grounds.arguments(NEW)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (bound, bound)),
        capture_output=True,
        text=True,
        check=False,
    )
    ended = Ended(done.returncode, done.stderr)
    wrong = grounds.judged(ended, (0, Exit.MACHINE))
    return "built" if ended.status == 0 else "refused", wrong and f"{megabytes} MB: {wrong}"


def on_disk(folder: Path, size: int, known: Grounds) -> tuple[str, str | None]:
    """A build on a disk of ``size`` bytes on which there is an earlier build if that had room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    grounds = object.__new__(Grounds)
    grounds.dist, grounds.known = folder / "dist", known.known
    try:
        first = grounds.build(OLD)
        ended = grounds.build(NEW)
        state = grounds.state() if grounds.dist.exists() else 0
        wrong = None
        if "Traceback" in first.said + ended.said:
            wrong = "a traceback"
        elif (first.status, ended.status) not in ((0, 0), (0, Exit.MACHINE), (Exit.MACHINE, Exit.MACHINE)):
            wrong = "another exit code"
        elif state != (len(NEW) if ended.status == 0 else len(OLD) if first.status == 0 else 0):
            wrong = "dist/ is not what it should be"
        elif {path.name for path in folder.iterdir()} - {".dist.lock", "dist"}:
            wrong = "something is left behind"
        return "built" if ended.status == 0 else "refused", wrong and f"{size} bytes: {wrong} ({first}, {ended})"
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def tell(name: str, tried: Iterable[tuple[str, str | None]]) -> bool:
    """Prints what was wrong, and how many ended in which way; returns whether anything was wrong."""
    begun, ways, wrong = time.monotonic(), Counter[str](), 0
    for way, found in tried:
        ways[way] += 1
        if found:
            wrong += 1
            print(found, flush=True)
    said = ", ".join(f"{count} {way}" for way, count in sorted(ways.items()))
    print(f"{name}: {ways.total()} tried ({said}), {wrong} wrong, {time.monotonic() - begun:.0f} s", flush=True)
    return bool(wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=1.0, help="of the signals, rounds and sizes")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    without_pandas()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chance = random.Random(wanted.seed)
    place = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=place if place.is_dir() else None) as folder:
        work = Path(folder) / "work"
        work.mkdir()
        with tempfile.TemporaryDirectory() as first:  # imports everything
            failures.run(group, ["build", "-q", "--jobs", "1", "--out", f"{first}/dist", *map(str, OLD)])
        grounds = Grounds(work)
        grounds.reset()
        failed = False
        for number, times in SIGNALS.items():
            count = round(times * wanted.share)
            failed |= tell(number.name, (hit(grounds, number, chance) for _ in range(count)))
        rounds = range(round(ROUNDS * wanted.share))
        failed |= tell(f"{TOGETHER} at once", (together(grounds, chance) for _ in rounds))
        for name, kind, limits in (
            ("size of files", resource.RLIMIT_FSIZE, FILE_SIZES),
            ("open files", resource.RLIMIT_NOFILE, OPEN_FILES),
        ):
            some = part(limits, wanted.share, chance)
            failed |= tell(f"limits on the {name}", (limited(grounds, kind, limit) for limit in some))
        some = part(MEMORY, wanted.share, chance)
        failed |= tell("limits on memory", (starved(grounds, limit) for limit in some))
        failed |= tell("sizes of disk", sizes(Path(folder) / "disk", grounds, round(SIZES * wanted.share)))
    return int(failed)


def part(limits: Sequence[int], share: float, chance: random.Random) -> list[int]:
    return sorted(chance.sample(limits, max(1, round(len(limits) * share))))


def sizes(disk: Path, grounds: Grounds, count: int) -> Iterable[tuple[str, str | None]]:
    """Disks from one on which nothing fits to one with room for three corpora."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return
    disk.mkdir()
    room = 3 * sum(-(-len(data) // 4096) * 4096 for data in grounds.known[len(NEW)].values())
    for step in range(count):
        yield on_disk(disk, max(1, round(room * (step + 1) / count / 4096)) * 4096, grounds)


if __name__ == "__main__":
    sys.exit(main())
