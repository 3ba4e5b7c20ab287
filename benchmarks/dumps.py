"""Dumps of any size for measuring: invented articles one after the other, in several credit styles, always the same.

    python benchmarks/dumps.py OUT.txt --mb 20 [--health]

Words are made of syllables, between common English ones; with ``--health`` a third of the paragraphs speaks of vaccines
and cures, so that the step that looks for health claims has as much to do as it can have.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

COMMON = """
the of and to in a is that for it as was with be by on not he his but at are
this have from or had an they which one you were all her she there would their we him been has when
who will no more if out so up said what its about
"""
SMALL = COMMON.split()
HEALTH = (
    "The vaccine causes serious side effects in children, the doctor said.",
    "Studies show that the treatment prevents infection in most patients.",
    "Vitamin D cures the disease within a week, according to the clinic.",
    "The mask does not protect against the virus, a study found.",
    "Patients who took the drug had a lower risk of heart attack.",
)
OUTLETS = ("Harbour Post", "Delta Observer", "The Sahel Review", "Nile Courier", "Northgate Watch", "Open Ledger")
GIVEN, FAMILY = (
    ("Anna", "David", "Maria", "Omar", "Priya", "Lena"),
    ("Bell", "Okafor", "Nunez", "Haddad", "Kim", "Costa"),
)
MONTHS = ("January", "March", "April", "May", "June", "July", "September", "October", "November", "December")


def article(rng: random.Random, words: list[str], health: bool) -> str:
    """A title, a subtitle now and then, a credit line, and some ten paragraphs: about 4 kB."""

    def sentence() -> str:
        chosen = [rng.choice(SMALL) if rng.random() < 0.5 else rng.choice(words) for _ in range(rng.randint(8, 26))]
        return " ".join(chosen).capitalize() + "."

    def paragraph() -> str:
        if health and rng.random() < 0.33:
            return " ".join(rng.choice(HEALTH) for _ in range(rng.randint(2, 4)))
        return " ".join(sentence() for _ in range(rng.randint(2, 5)))

    title = " ".join(rng.choice(words).capitalize() for _ in range(rng.randint(5, 10)))
    author = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    day = f"{rng.choice(MONTHS)} {rng.randint(1, 28)}, {rng.randint(2015, 2024)}"
    credit = rng.choice((f"By {author} | {rng.choice(OUTLETS)} | {day}", f"{rng.choice(OUTLETS)} – {day}"))
    lines = [title, *([sentence()] if rng.random() < 0.3 else ()), credit, "", *(paragraph() for _ in range(11))]
    return "\n".join(lines) + "\n\n"


def write(path: Path, megabytes: float, health: bool = False) -> int:
    """Writes a dump of about so many MB; returns how many articles it has."""
    rng = random.Random(7)
    words = ["".join(rng.choices(("ba", "de", "ki", "lo", "mu", "ne", "ra", "so", "ti", "vu"), k=rng.randint(1, 4)))
             + rng.choice(("", "n", "s", "r", "t")) for _ in range(20_000)]  # fmt: skip
    written = count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        while written < megabytes * 1e6:
            text = article(rng, words, health)
            file.write(text)
            written += len(text.encode())
            count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--health", action="store_true")
    options = parser.parse_args()
    print(f"{write(options.out, options.mb, options.health):,} articles")


if __name__ == "__main__":
    main()
