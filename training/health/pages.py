"""Measures the installed detector on sentences of web pages: `python training/health/pages.py --pages FILE.jsonl`.

`labels_pages.csv` has the address, a hash and the label of each sentence. The pages belong to others and are kept
nowhere: FILE has their sentences, an object with `url` and `text` a line, made by whoever measures. Nothing was learnt
from them. What is measured goes into `measured_pages.json`, which the model card shows.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

import measuring  # noqa: E402
from sources import Sentence, digest  # noqa: E402

from corpuskit.caveats.health import find_claims, model  # noqa: E402

OUT = HERE / "measured_pages.json"


def read(pages: Path) -> list[tuple[Sentence, list[str]]]:
    """The labelled sentences in order, each with the categories that the detector gives it (none, or one).

    Raises KeyError when the file lacks a labelled sentence.
    """
    with pages.open(encoding="utf-8") as lines:
        texts = {digest(row["text"]): row["text"] for row in map(json.loads, lines)}
    found = []
    with (HERE / "labels_pages.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            text = texts[row["sha256"]]
            sentence = Sentence(
                row["sha256"], text, "en", int(row["label"]), row["category"] or None, row["borderline"] == "1",
                row["url"], "pages", "read", "unseen",
            )  # fmt: skip
            found.append((sentence, [claim.category for claim in find_claims(text, "en")]))
    return found


def scores(found: list[tuple[Sentence, list[str]]]) -> dict[str, Any]:
    """As `measured.json` has them, borderline sentences left out; the category only of claims that were marked."""
    clear = [(sentence, given) for sentence, given in found if not sentence.borderline]
    label = np.array([sentence.label for sentence, _ in clear])
    marked = np.array([bool(given) for _, given in clear])
    out: dict[str, Any] = measuring.scores_of(label, marked)
    out["f1_interval"] = measuring.interval([sentence for sentence, _ in clear], label, marked)
    right = [given[0] == sentence.category for sentence, given in clear if sentence.label and given]
    out["category_accuracy"] = round(sum(right) / len(right), 3)
    out["pages"] = len({sentence.document for sentence, _ in clear})
    names = sorted({sentence.category for sentence, _ in clear if sentence.category})
    own = {name: np.array([sentence.category == name for sentence, _ in clear]) for name in names}
    out["by_category"] = {name: measuring.scores_of(label[own[name]], marked[own[name]]) for name in names}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="JSON lines with url and text")
    found = read(parser.parse_args().pages)
    result = scores(found)
    measured = {"weights_sha256": model.description()["weights_sha256"], **result}
    OUT.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print({name: result[name] for name in ("sentences", "claims", "precision", "recall", "f1", "f1_interval")})


if __name__ == "__main__":
    main()
