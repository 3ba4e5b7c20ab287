"""How long a build of terabytes would take: the schedule simulated, from costs that `build --profile` measured.

    python benchmarks/scale.py [--worker 0.21] [--merge 0.07] [--tb 1,100] [--workers 2,3,4,16]

Parts of 2 MB go to workers in order, at most two for each worker ahead of the one that is merged; the process that
began the build merges them one after the other. ``--worker`` and ``--merge`` are seconds a MB; a part takes its share
with a spread of a third, and one worker in a thousand parts is lost and its part made again.
"""

from __future__ import annotations

import argparse
import heapq
import random

PART = 2.1  #: MB, as `corpuskit.engines.cutting.PART`
AHEAD = 2


def hours(terabytes: float, workers: int, worker: float, merge: float) -> float:
    """Hours for a corpus; more than a terabyte is worked out from the pace of one, which is steady."""
    parts = min(int(terabytes * 1e6 / PART), 50_000)
    rng = random.Random(1)
    free = [0.0] * workers
    merged = [0.0] * parts
    at = 0.0
    for number in range(parts):
        begun = max(heapq.heappop(free), merged[number - AHEAD * workers] if number >= AHEAD * workers else 0.0)
        needed = PART * worker * rng.uniform(0.67, 1.33) * (2 if rng.random() < 0.001 else 1)
        heapq.heappush(free, begun + needed)
        at = max(at, begun + needed) + PART * merge
        merged[number] = at
    return at / 3600 * (terabytes * 1e6 / PART) / parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worker", type=float, default=0.21)
    parser.add_argument("--merge", type=float, default=0.07)
    parser.add_argument("--tb", default="1,100")
    parser.add_argument("--workers", default="2,3,4,16")
    options = parser.parse_args()
    print("| workers | " + " | ".join(f"{size} TB, hours" for size in options.tb.split(",")) + " |")
    print("|---|" + "---|" * len(options.tb.split(",")))
    for workers in map(int, options.workers.split(",")):
        cells = [f"{hours(float(t), workers, options.worker, options.merge):,.1f}" for t in options.tb.split(",")]
        print(f"| {workers} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
