"""Mutated dumps, cut and described as a build does: ``python tests/fuzz/mutations.py [--number 20000] [--seed 0]``.

Lines are dropped, repeated, swapped, joined and parted, bits flipped, hostile strings put in. Each must end with
records that hold every schema and rule (each byte in one record or outside span among them) and whose evidence is true,
or with an error of ours;
a text is never changed in silence, since the rules compare it with its hash and its bytes. Runs in this process, some
tens a second. Prints how each ended; ends with 1 if one ended otherwise, and writes it to the working directory.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it

from truth import untrue  # noqa: E402  found by the path above

import corpuskit  # noqa: E402
from corpuskit import validation  # noqa: E402
from corpuskit.model import CorpuskitError  # noqa: E402

DUMPS = sorted((HERE.parent / "dumps").rglob("*.txt"))
#: Strings that mean something to someone.
STRINGS = [
    b"Harbour Post | November 12, 2024", b"By A B | Harbour Post | 31.02.2024", b"Harbour Post \xe2\x80\x93 27.09.2024",
    b"---", b"", b" ", b"\xef\xbb\xbf", b"\0", b"\x1b[31m", b"\xe2\x80\xa8", b"|||", b"By " * 200, b"99.99.9999",
    b"</script>", b"::error::x", b'"', b"\\", b"=1+1", b"\xe2\x80\xae", b"a" * 5000, b"\r", b"\xc2\x85", b"\xe9",
    "１２.１１.２０２４".encode(),
]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to some changes."""
    for _ in range(1 + int(chance.expovariate(0.5))):
        lines = data.split(b"\n")
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        low, high = sorted((one, other))
        place = chance.randrange(len(lines[one]) + 1)
        kind = chance.randrange(10)
        if kind == 0:
            lines[low:high] = lines[low:high] * 2 if chance.random() < 0.5 and high - low < 200 else []
        elif kind == 1:
            lines[one], lines[other] = lines[other], lines[one]
        elif kind == 2:
            lines[one : one + 2] = [b"".join(lines[one : one + 2])]
        elif kind == 3:
            lines[one : one + 1] = [lines[one][:place], lines[one][place:]]
        elif kind in (4, 5):
            lines[one] = lines[one][:place] + chance.choice(STRINGS) + lines[one][place:]
        elif kind == 6:
            lines.insert(one, chance.choice(STRINGS))
        elif kind == 7:
            lines = [line for line in lines if line.strip() or chance.random() < 0.5]
        data = b"\n".join(lines) or b"\n"
        if kind == 8:
            data = chance.choice((b"\r\n", b"\r", b"\n\n", b"\x0b")).join(lines)
        elif kind == 9:
            at = chance.randrange(len(data))
            data = (
                data[:at]
                if chance.random() < 0.3
                else data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
            )
        data = data or b"\n"
    return data


def judged(path: Path) -> tuple[str, bool]:
    """How the dump at a path ends, and whether it may end so."""
    try:
        found = validation.validate([path])
        data = path.read_bytes()
        false = [said for record in corpuskit.split(path) for said in untrue(record, data)]
    except CorpuskitError as error:
        return f"refused: {error.problems[0].code}", True
    except Exception as error:
        return f"{type(error).__name__}: {error}", False
    if false:
        return f"not true: {false[0]}", False
    wrong = sorted({problem.code for problem in found.problems if problem.severity == "error"})
    refused = {"no-articles", "undecodable", "not-text"}
    return f"error: {', '.join(wrong)}" if wrong else "records", set(wrong) <= refused


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    ends: Counter[str] = Counter()
    bad, begun = 0, time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dump.txt"
        for number in range(wanted.number):
            chance = random.Random(f"{wanted.seed} {number}")
            data = mutated(chance.choice(DUMPS).read_bytes()[:4_000], chance)
            path.write_bytes(data)
            said, good = judged(path)
            ends[said] += 1
            if not good:
                bad += 1
                Path(f"mutation-{wanted.seed}-{number}.txt").write_bytes(data)
                print(f"mutation-{wanted.seed}-{number}.txt: {said}", flush=True)
    for said, count in ends.most_common():
        print(f"{count:,} {said}")
    print(f"{wanted.number:,} mutations, {bad} ended badly, {time.process_time() - begun:.0f} s of processor time")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
