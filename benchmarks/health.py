"""The health-claim detector beside two simple ones, on the bench of gold sentences: `python benchmarks/health.py`.

Needs the development data beside the checkout (`../shared`). The detector's scores are those of cross-validation by
document (`measured.json`): the installed weights have seen most of these sentences, so scoring them again would
flatter. Speed is given in milliseconds, and as a ratio to finding the words of the same text with a regular expression,
which hardly depends on the machine.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training" / "health")]

import pyarrow as pa  # noqa: E402
from baselines import BASELINES  # noqa: E402

from corpuskit.caveats.health import detector, find_claims, mark  # noqa: E402
from corpuskit.caveats.health.model import description  # noqa: E402

#: Scores on web pages, which are kept nowhere: `training/health/pages.py` wrote them.
PAGES = ROOT / "training" / "health" / "measured_pages.json"
#: The same of `training/health/whole_pages.py`.
WHOLE_PAGES = ROOT / "training" / "health" / "measured_whole_pages.json"
#: Articles written for measuring, of which one sentence is labelled or all (`training/health/README.md`).
ARTICLES = ROOT / "training" / "health" / "articles.jsonl"


def scores(rows: list[dict[str, Any]], marked: Callable[[str], bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a rule on labelled sentences."""
    answers = [(row["label"] == 1, marked(row["text"])) for row in rows]
    tp = sum(truth and said for truth, said in answers)
    said, truth = sum(s for _, s in answers), sum(t for t, _ in answers)
    return tp / said if said else 0.0, tp / truth if truth else 0.0, 2 * tp / (said + truth) if said + truth else 0.0


def line(name: str, precision: float, recall: float, f1: float, more: str = "") -> None:
    print(f"{name:28s} P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}  {more}")


def articles() -> None:
    """What is marked of the articles written for measuring, by part and by how many of their sentences are labelled."""
    print("\narticles written for measuring")
    answers: dict[str, list[tuple[bool, bool]]] = {}
    for article in map(json.loads, ARTICLES.read_text(encoding="utf-8").splitlines()):
        claims = find_claims(article["text"], "en")
        for start, end, label, _ in article["sentences"]:
            marked = any(claim.start < end and claim.end > start for claim in claims)
            answers.setdefault(f"{article['part']}: {article['form']}", []).append((label == 1, marked))
    for name, own in answers.items():
        tp, fp = (sum(marked and truth == wanted for truth, marked in own) for wanted in (True, False))
        claimed = sum(truth for truth, _ in own)
        line(name, tp / (tp + fp), tp / claimed, 2 * tp / (tp + fp + claimed), f"({claimed} of {len(own)})")


def grouped(key: str, sets: dict[str, Any]) -> None:
    """The scores of each set by category (recall: a sentence without a claim has none) or by origin."""
    for name, value in sets.items():
        groups = value.get(f"by_{key}", {})
        if groups:
            print(f"\n{name.replace('_', ' ')}, by {key}")
        for group, own in groups.items():
            of = f"({own['claims']} of {own['sentences']})"
            if key == "category":
                print(f"{group:28s} R {own['recall']:.2f}  ({own['claims']})")
            else:
                line(group, own["precision"], own["recall"], own["f1"], of)


def seconds(work: Callable[[], object]) -> float:
    """The fastest of five runs, in processor time."""
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> None:
    shared = ROOT.parent / "shared" / "health"
    if not shared.is_dir():
        sys.exit(f"needs the development data in {shared}")
    with (shared / "sentences.dev.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(text) for text in lines]
    gold = [
        r for r in rows if r["tier"] == "gold" and r["lang"] == "en" and not r["borderline"] and r["origin"] != "seed"
    ]
    measured = detector().measured
    own = measured["gold_cross_validated"]
    print(f"English gold sentences ({own['sentences']}), {detector()}")
    line("corpuskit", own["precision"], own["recall"], own["f1"], f"95 % {own['f1_interval']}")
    for name, rule in BASELINES.items():
        line(name, *scores(gold, rule))
    sets = {name: value for name, value in measured.items() if "f1" in value}
    for path in (PAGES, WHOLE_PAGES):
        pages = json.loads(path.read_text(encoding="utf-8"))
        when = "" if pages["weights_sha256"] == description()["weights_sha256"] else ", by an earlier version"
        own_sets = {"web pages": pages} if path == PAGES else {n: v for n, v in pages.items() if n.startswith("pages_")}
        sets |= {f"{name}{when}": value for name, value in own_sets.items()}
    print("\nevery set")
    for name, value in sets.items():
        known = f"category {value['category_accuracy']:.2f}" if "category_accuracy" in value else ""
        false = f"false positives {value['false_positive_rate']:.2f}"
        line(name.replace("_", " "), value["precision"], value["recall"], value["f1"], f"{false}  {known}")
    for key in ("category", "origin"):
        grouped(key, sets)

    articles()
    speed(shared)


def speed(shared: Path) -> None:
    """Milliseconds per KB of text, of many records marked together and of one text at a time."""
    with (shared / "articles.dev.jsonl").open(encoding="utf-8") as lines:
        articles = [row for row in map(json.loads, lines) if row["lang"] == "en"]
    print("\nspeed: ms per KB on one core; as a multiple of re.findall(r'\\w+'); texts one by one")
    for name, wanted in (("dense with claims", ("FakeHealth",)), ("other news", ("BBC", "Horne2017", "Lee"))):
        texts = [row["text"] for row in articles if row["origin"] in wanted]
        records = pa.table({"text": texts, "language": ["en"] * len(texts)})
        size = sum(len(text) for text in texts) / 1024
        together = seconds(lambda r=records: sum(1 for _ in mark(r)))
        words = seconds(lambda t=texts: [re.findall(r"\w+", text) for text in t])
        single = seconds(lambda t=texts: [find_claims(text, "en") for text in t])
        print(f"{name:28s} {together * 1e3 / size:.3f}  {together / words:.1f} ×  {single * 1e3 / size:.3f}")


if __name__ == "__main__":
    main()
