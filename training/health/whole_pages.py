"""Measures the detector on whole news pages: `python training/health/whole_pages.py --pages FILE.jsonl`.

`labels_whole_pages.csv` says of which sentences of which page. FILE has the pages, an object with `url` and `text` a
line; it is kept nowhere. The scores of the installed detector go into `measured_whole_pages.json`, which the model card
shows. While a version is made, add `--trial [--weights FOLDER] [--errors]`: that measures "pages-dev" only, writes
nothing, and lists what is marked wrongly.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

import measuring  # noqa: E402
from agreement import agreement  # noqa: E402
from sources import Sentence, digest  # noqa: E402

from corpuskit.caveats.health import context, model  # noqa: E402
from corpuskit.caveats.health.detect import features_of, readable  # noqa: E402

LABELS = HERE / "labels_whole_pages.csv"
AGAIN = HERE / "labels_whole_pages_again.csv"
OUT = HERE / "measured_whole_pages.json"
PARTS = ("pages-unseen", "pages-dev")


class Answer(NamedTuple):
    """What the detector says of a labelled sentence."""

    sentence: Sentence
    able: bool  #: whether it can be marked at all
    marked: bool
    confidence: float  #: 0 where it cannot be marked
    category: str  #: what it would be if it is marked


def read_pages(path: Path) -> dict[str, str]:
    """Address → text."""
    with path.open(encoding="utf-8") as lines:
        return {row["url"]: row["text"] for row in map(json.loads, lines)}


def read_labels(texts: dict[str, str], part: str, path: Path = LABELS) -> dict[str, list[tuple[int, int, Sentence]]]:
    """Address → (start, end, sentence) of the labelled sentences of a part, in code points of the page.

    Raises KeyError when a page is absent, ValueError when a sentence is not the one that was labelled.
    """
    found: dict[str, list[tuple[int, int, Sentence]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["part"] != part:
                continue
            url, start, end = row["url"], int(row["start"]), int(row["end"])
            text = texts[url][start:end]
            if digest(text) != row["sha256"]:
                raise ValueError(f"{url}[{start}:{end}] is not the sentence that was labelled")
            sentence = Sentence(
                f"{url}@{start}", text, "en", int(row["label"]), row["category"] or None, row["borderline"] == "1",
                url, "whole pages", "read", part,
            )  # fmt: skip
            found[url].append((start, end, sentence))
    return found


def answers_for(text: str, labelled: list[tuple[int, int, Sentence]]) -> list[Answer]:
    """What the detector says of the labelled sentences of a page, read as it stands."""
    sentences = readable([text], "en")
    at = {(one.start, one.end): i for i, one in enumerate(sentences)}
    if not sentences:
        return [Answer(sentence, False, False, 0.0, "") for _, _, sentence in labelled]
    trained = model.load()
    features = features_of([one.text for one in sentences], "en", trained.columns)
    places = context.places([one.span for one in sentences], [len(text)])
    scores = trained.scores(features, places)
    # The category leans to that of the other claims, so only the marked ones are asked together.
    marked = np.flatnonzero(scores >= trained.threshold)
    categories = dict(zip(marked.tolist(), trained.categories_of(features, marked, places), strict=True))
    confidence = trained.confidence(scores)
    found = []
    for start, end, sentence in labelled:
        i = at.get((start, end), -1)
        if i < 0:
            found.append(Answer(sentence, False, False, 0.0, ""))
        else:
            found.append(Answer(sentence, True, i in categories, confidence[i], categories.get(i, "")))
    return found


def scores(answers: list[Answer]) -> dict[str, Any]:
    """As `measured.json` has them, borderline sentences left out; the category only of claims that were marked.

    "false_marks_per_page_without_claims": of the pages of which no sentence, a borderline one neither, is a claim.
    """
    clear = [answer for answer in answers if not answer.sentence.borderline]
    label = np.array([answer.sentence.label for answer in clear])
    marked = np.array([answer.marked for answer in clear])
    out: dict[str, Any] = measuring.scores_of(label, marked)
    out["f1_interval"] = measuring.interval([answer.sentence for answer in clear], label, marked)
    shown = [answer for answer in clear if answer.able]
    out["expected_calibration_error"] = measuring.expected_calibration_error(
        np.array([answer.confidence for answer in shown]), np.array([answer.sentence.label for answer in shown])
    )
    right = [a.category == a.sentence.category for a in clear if a.sentence.label and a.marked]
    out["category_accuracy"] = round(sum(right) / len(right), 3)
    out["borderline"] = len(answers) - len(clear)
    out["with_borderline"] = measuring.scores_of(
        np.array([answer.sentence.label for answer in answers]), np.array([answer.marked for answer in answers])
    )
    out["claims_that_cannot_be_marked"] = sum(answer.sentence.label == 1 and not answer.able for answer in clear)
    pages = {answer.sentence.document for answer in answers}
    without = pages - {answer.sentence.document for answer in answers if answer.sentence.label}
    wrong = sum(answer.marked and answer.sentence.document in without for answer in answers)
    out["pages"], out["pages_without_claims"] = len(pages), len(without)
    out["false_marks_per_page_without_claims"] = round(wrong / len(without), 3) if without else None
    names = sorted({answer.sentence.category for answer in clear if answer.sentence.category})
    own = {name: np.array([answer.sentence.category == name for answer in clear]) for name in names}
    out["by_category"] = {name: measuring.scores_of(label[own[name]], marked[own[name]]) for name in names}
    return out


def read_twice() -> dict[str, Any]:
    """How far the second reading agrees with the first."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        first = {(row["url"], row["start"]): row for row in csv.DictReader(lines)}
    with AGAIN.open(encoding="utf-8", newline="") as lines:
        return agreement([(first[row["url"], row["start"]], row) for row in csv.DictReader(lines)])


def use(folder: Path) -> None:
    """Lets the detector load weights out of a folder that `train.py --out` wrote."""
    installed = model.data_file
    model.data_file = lambda name: (folder / name).read_bytes() if name.startswith("weights.") else installed(name)


def errors(answers: list[Answer]) -> None:
    """Prints what is wrong, by kind."""
    kinds = {
        "claims that were missed": lambda a: a.sentence.label == 1 and a.able and not a.marked,
        "claims that cannot be marked": lambda a: a.sentence.label == 1 and not a.able,
        "marked without a claim": lambda a: a.sentence.label == 0 and a.marked,
        "claims with another category": lambda a: a.marked and a.sentence.label and a.category != a.sentence.category,
    }
    for kind, belongs in kinds.items():
        rows = [answer for answer in answers if not answer.sentence.borderline and belongs(answer)]
        print(f"\n## {kind}: {len(rows)}")
        for answer in rows:
            said = f"{answer.sentence.category or '-'} → {answer.category or '-'}"
            print(f"{answer.confidence:.2f}  {said}  {answer.sentence.document}\n      {answer.sentence.text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="JSON lines with url and text")
    parser.add_argument("--trial", action="store_true", help='measure "pages-dev" only and write nothing')
    parser.add_argument("--weights", type=Path, help="with --trial: a folder that `train.py --out` wrote")
    parser.add_argument("--errors", action="store_true", help="with --trial: list what is wrong")
    options = parser.parse_args()
    if (options.weights or options.errors) and not options.trial:
        parser.error('only with --trial: what is wrong in "pages-unseen" stays unseen')
    if options.weights:
        use(options.weights)
    texts, result = read_pages(options.pages), {}
    for part in ("pages-dev",) if options.trial else PARTS:
        labelled = read_labels(texts, part)
        answers = [answer for url, rows in labelled.items() for answer in answers_for(texts[url], rows)]
        result[part] = scores(answers)
        print(part, {name: value for name, value in result[part].items() if name != "by_category"})
        if options.errors:
            errors(answers)
    if not options.trial:
        whole = "\0".join(f"{url}\0{texts[url]}" for url in sorted(texts))
        measured = {
            "weights_sha256": model.description()["weights_sha256"],
            "version": model.description()["version"],
            "texts_sha256": hashlib.sha256(whole.encode("utf-8")).hexdigest(),
            "read_twice": read_twice(),
            **{part.replace("-", "_"): value for part, value in result.items()},
        }
        OUT.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
