"""How well splitting cuts pastes: generates dumps with gold from real articles, cuts them and prints the scores.

    python benchmarks/splitting.py [--shared ../shared/splitting] [--seeds 2] [--files 3] [--records 75]

Needs the folder with the article pool, the generator (make_pastes.py) and the scorer (score.py); nothing of it lies in
the repository. Outlets and styles of tests/acceptance/holdout_splitting.toml, on which nothing was trained, are
reported apart. Also prints how well the stated confidence is calibrated.
"""

from __future__ import annotations

import argparse
import collections
import io
import random
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Block, Seed, View

ROOT = Path(__file__).parents[1]
HOLDOUT = tomllib.loads((ROOT / "tests/acceptance/holdout_splitting.toml").read_text("utf-8"))
PROFILES = ("seed", "uniform", "mixed", "hostile")
REGISTRY = Registry.load()
Fields = dict[str, Any]


def view_of(raw: bytes) -> View:
    """A view of a paste, which is UTF-8 or Windows-1252."""
    bom = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    try:
        data, codec = raw[bom:].decode("utf-8").encode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        data, codec = raw.decode("cp1252").encode("utf-8"), "cp1252"

    def blocks(_: int) -> Iterator[Block]:
        if data:
            yield Block(data, bom, 1, codec)

    return View(
        "paste.txt",
        "",
        len(raw),
        None,
        "",
        codec,
        "",
        1.0,
        bom,
        Seed("paste.txt", None),
        blocks,
        lambda: io.BytesIO(raw),
    )


def records_of(raw: bytes) -> tuple[list[Fields], list[Fields]]:
    """Records and outside spans of a paste as `corpuskit split` gives them, in the form that the scorer wants."""
    view = view_of(raw)
    habits = splitting.learn(view)
    records: list[Fields] = []
    outside: list[Fields] = []
    for cut in splitting.cut(view, habits):
        spans = cut.spans
        edges = [*spans.start, spans.end[-1]] if len(spans) else []
        places = cut.block.places(edges)
        outside += [
            {"byte_start": places[i], "byte_end": places[i + 1]} for i in range(len(spans)) if spans.record[i] < 0
        ]
        records += map(_fields, describe(cut, view, habits, registry=REGISTRY).to_pylist())
    return records, outside


def _fields(record: Fields) -> Fields:
    return {
        **{key: record[key] for key in ("title", "subtitle", "authors", "confidence")},
        "outlet": record["outlets"][0]["name"] if record["outlets"] else None,
        "date": record["date"] or record["date_partial"],
        "byte_start": record["provenance"]["byte_start"],
        "byte_end": record["provenance"]["byte_end"],
    }


class Bench:
    """Pastes from a pool, cut and scored."""

    def __init__(self, shared: Path, options: argparse.Namespace) -> None:
        sys.path.insert(0, str(shared))
        import make_pastes
        import score
        import styles

        self.make, self.score, self.options = make_pastes, score, options
        self.styles = list(styles.STYLES)
        self.pool = make_pastes.load_pool(str(shared / "pool_dev.jsonl"), "dev")
        self.confident: list[tuple[float, bool]] = []

    def run(
        self, label: str, pool: list[Fields], names: list[str], profiles: tuple[str, ...], detail: bool = False
    ) -> None:
        """Scores every profile and prints a row for each."""
        by: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
        for profile in profiles:
            total: collections.Counter[str] = collections.Counter()
            for seed in range(101, 101 + self.options.seeds):
                for number in range(self.options.files):
                    r = random.Random(f"dev|{profile}|{seed}|{self.options.records}|{number}")
                    raw, gold = self.make.make_file(pool, profile, r, self.options.records, names, number)
                    found, outside = records_of(raw)
                    counted, hits = self.score.score(gold, found, outside, raw)
                    total += counted
                    self._confidence(raw, gold, found)
                    for record, hit in hits:
                        for key in ("style", "credit_pos"):
                            by[f"{key} {record[key]}"][0] += hit
                            by[f"{key} {record[key]}"][1] += 1
            self._row(label, profile, self.score.report(total))
        for key, (hit, count) in sorted(by.items(), key=lambda k: k[1][0] / k[1][1]) if detail else ():
            print(f"    {key}: {hit}/{count} = {hit / count:.3f}")

    def _confidence(self, raw: bytes, gold: Fields, found: list[Fields]) -> None:
        starts = {g[k] for g in gold["records"] for k in ("byte_start", "title_start")}
        for record in found:
            if record["confidence"] is not None:
                self.confident.append((record["confidence"], self.score.skip(raw, record["byte_start"]) in starts))

    @staticmethod
    def _row(label: str, profile: str, r: Fields) -> None:
        stated = " ".join(f"{k}={r[k + '_when_stated']}" for k in ("subtitle", "authors", "outlet", "date"))
        amb = r["ambiguous"]
        junk, misplaced = r["junk_in_records"] / max(1, r["junk_bytes"]), r["bytes_misplaced"] / max(1, r["bytes"])
        print(
            f"{label:16} {profile:8} F1={r['f1']:.4f} P={r['precision']:.4f} R={r['recall']:.4f} title={r['title']} "
            f"{stated} wrong={r['wrong_dates']}/{r['gold']} ambiguous={amb['right']}/{amb['null']}/{amb['wrong']} "
            f"lost={r['bytes_lost']} misplaced={misplaced:.4f} junk_inside={junk:.3f}",
            flush=True,
        )

    def calibration(self) -> None:
        """Prints stated confidence against the share that is right, and the expected calibration error."""
        if not self.confident:
            print("no calibration")
            return
        ece = 0.0
        for low in range(10):
            part = [(c, r) for c, r in self.confident if low <= min(int(c * 10), 9) < low + 1]
            if part:
                said, right = (sum(x[k] for x in part) / len(part) for k in (0, 1))
                ece += abs(said - right) * len(part) / len(self.confident)
                print(f"    confidence from {low / 10:.1f}: said {said:.3f} right {right:.3f} of {len(part)}")
        print(f"    expected calibration error {ece:.4f}")


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--shared", type=Path, default=ROOT.parent / "shared/splitting")
    a.add_argument("--seeds", type=int, default=2)
    a.add_argument("--files", type=int, default=3)
    a.add_argument("--records", type=int, default=75)
    a.add_argument("--profiles", default=",".join(PROFILES))
    options = a.parse_args()
    if not (options.shared / "make_pastes.py").is_file():
        sys.exit(f"{options.shared} has no make_pastes.py: give the folder with --shared")
    bench = Bench(options.shared, options)
    kept = set(HOLDOUT["outlets"])
    profiles = tuple(options.profiles.split(","))
    bench.run("all", bench.pool, bench.styles, profiles, detail=True)
    bench.calibration()
    bench.confident = []
    outlets = [a for a in bench.pool if a["outlet_key"] in kept]
    bench.run("held-out outlets", outlets, bench.styles, profiles)
    bench.calibration()
    held = [s for s in HOLDOUT["styles"] if s in bench.styles]
    bench.run("held-out styles", outlets, held, tuple(p for p in profiles if p in ("mixed", "hostile")), detail=True)


if __name__ == "__main__":
    main()
