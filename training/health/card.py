"""Writes docs/health-model-card.md: the text of `card.md` with what was measured put in.

    python training/health/card.py

`train.py` calls it as its last step, so no figure on the page is ever typed by hand.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from agreement import agreement

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PACKAGE = ROOT / "corpuskit" / "caveats" / "health"
PAGE = ROOT / "docs" / "health-model-card.md"

#: Set of `measured.json` → what it is, in the order of the table.
SETS = {
    "gold_cross_validated": "English gold sentences, labelled by others; cross-validated by document",
    "read_cross_validated": "English news sentences read for this detector; cross-validated by document",
    "unseen": "English news sentences frozen before version 2 was begun, never looked at",
    "unseen_2": "English news, mostly out of exports of archives, frozen after version 3 was made, never looked at",
    "held_out": "English general news, picked by words of health, kept out of training and tuning",
    "held_out_de": "German news sentences kept out of training and tuning",
    "held_out_collected": "claims collected as such, kept out of training and tuning",
    "hand_cross_validated": "hard cases written by others; cross-validated",
    "seed": "the two health articles of the project's seed, never learnt from",
    "needles": "articles with one inserted sentence, claim or look-alike: is anything marked?",
}


#: The sets that are also shown by category and by origin.
GROUPED = ("gold_cross_validated", "read_cross_validated", "unseen", "unseen_2", "held_out", "held_out_de")


def _row(cells: list[Any]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _table(head: list[str], rows: list[list[Any]]) -> str:
    return "\n".join([_row(head), "|" + "---|" * len(head), *(_row(row) for row in rows)])


def _interval(value: dict[str, Any]) -> str:
    return "–".join(f"{bound:.2f}" for bound in value["f1_interval"]) if "f1_interval" in value else ""


def sets_table(measured: dict[str, Any]) -> str:
    """Scores of every set."""
    names = {**SETS, **{k: k.replace("_", " ") for k, v in measured.items() if "f1" in v and k not in SETS}}
    rows = [
        [
            text,
            value["sentences"],
            value["claims"],
            f"{value['precision']:.2f}",
            f"{value['recall']:.2f}",
            f"{value['f1']:.2f}",
            _interval(value),
            f"{value['false_positive_rate']:.3f}",
            value.get("expected_calibration_error", ""),
            value.get("category_accuracy", ""),
        ]
        for name, text in names.items()
        if (value := measured.get(name))
    ]
    head = [
        "set",
        "n",
        "claims",
        "P",
        "R",
        "F1",
        "95 %",
        "marked without a claim",
        "calibration error",
        "category right",
    ]
    return _table(head, rows)


def groups_table(measured: dict[str, Any], key: str) -> str:
    """Scores by category or origin."""
    rows = []
    for name in [name for name in GROUPED if name in measured]:
        for group, value in measured[name][f"by_{key}"].items():
            precision = f"{value['precision']:.2f}" if key == "origin" and value["claims"] else ""
            recall = f"{value['recall']:.2f}" if value["claims"] else ""
            false = f"{value['false_positive_rate']:.3f}" if key == "origin" else ""
            rows.append([name.replace("_", " "), group, value["sentences"], value["claims"], precision, recall, false])
    return _table(["set", key, "n", "claims", "P", "R", "marked without a claim"], rows)


def baselines_table(measured: dict[str, Any]) -> str:
    """The detector beside two simple ones."""
    rows = []
    for name in [name for name in GROUPED if name in measured and name != "held_out_de"]:
        others = measured[name]["baselines"]
        for rule, value in (("this detector", measured[name]), *others.items()):
            rows.append([name.replace("_", " "), rule, *(f"{value[key]:.2f}" for key in ("precision", "recall", "f1"))])
    return _table(["set", "detector", "P", "R", "F1"], rows)


def of_pages() -> dict[str, str]:
    """What the text names of `measured_pages.json`."""
    value = json.loads((HERE / "measured_pages.json").read_text(encoding="utf-8"))
    rows = [[name, group["claims"], f"{group['recall']:.2f}"] for name, group in value["by_category"].items()]
    return {
        "pages_table": _table(["category", "claims", "R"], rows),
        "pages_interval": _interval(value),
        **{f"pages_{name}": str(value[name]) for name in ("sentences", "pages")},
        **{f"pages_{name}": f"{value[name]:.2f}" for name in ("precision", "recall", "f1")},
        "pages_category": f"{value['category_accuracy']:.2f}",
    }


def of_whole_pages() -> dict[str, str]:
    """What the text names of `measured_whole_pages.json`."""
    value = json.loads((HERE / "measured_whole_pages.json").read_text(encoding="utf-8"))
    parts = {"never looked at": value["pages_unseen"], "to look at while a version is made": value["pages_dev"]}
    rows = [
        [
            name,
            part["pages"],
            part["sentences"],
            part["claims"],
            *(f"{part[key]:.2f}" for key in ("precision", "recall", "f1")),
            _interval(part),
            f"{part['with_borderline']['f1']:.2f}",
            part["expected_calibration_error"],
            f"{part['category_accuracy']:.2f}",
            f"{part['false_marks_per_page_without_claims']:.2f} ({part['pages_without_claims']})",
        ]
        for name, part in parts.items()
    ]
    head = ["part", "pages", "n", "claims", "P", "R", "F1", "95 %", "F1 with borderline ones"]
    head += ["calibration error", "category right", "marks per page without claims (pages)"]
    categories = sorted({name for part in parts.values() for name in part["by_category"]})
    groups = []
    for name in categories:
        own = [part["by_category"].get(name, {"claims": 0, "recall": 0.0}) for part in parts.values()]
        groups.append([name, *(cell for one in own for cell in (one["claims"], f"{one['recall']:.2f}"))])
    return {
        "whole_table": _table(head, rows),
        "whole_categories": _table(["category", "claims, never looked at", "R", "claims, other", "R"], groups),
        "whole_version": value["version"],
        "whole_claims": str(value["pages_unseen"]["claims"]),
        "whole_hidden": str(sum(part["claims_that_cannot_be_marked"] for part in parts.values())),
        "whole_borderline": str(sum(part["borderline"] for part in parts.values())),
        "whole_read_twice": str(value["read_twice"]["sentences"]),
        "whole_same": f"{value['read_twice']['same']:.3f}",
        "whole_kappa": f"{value['read_twice']['kappa']:.2f}",
        "whole_clear": str(value["read_twice"]["clear"]),
        "whole_same_clear": f"{value['read_twice']['same_clear']:.2f}",
        "whole_same_category": f"{value['read_twice']['same_category']:.2f}",
    }


def read_twice() -> dict[str, str]:
    """How far two readings of the same sentences agree, as values of the card's text."""
    with (HERE / "labels.csv").open(encoding="utf-8", newline="") as lines:
        first = {(row["source"], row["start"]): row for row in csv.DictReader(lines)}
    with (HERE / "labels_again.csv").open(encoding="utf-8", newline="") as lines:
        found = agreement([(first[row["source"], row["start"]], row) for row in csv.DictReader(lines)])
    return {
        "read_twice": str(found["sentences"]),
        "same": f"{found['same']:.3f}",
        "kappa": f"{found['kappa']:.2f}",
        "same_category": f"{found['same_category']:.2f}",
    }


def _rows_in(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.DictReader(lines))


def page() -> str:
    """The model card."""
    measured = json.loads((PACKAGE / "measured.json").read_text(encoding="utf-8"))
    meaning = json.loads((PACKAGE / "weights.json").read_text(encoding="utf-8"))
    learnt = ", ".join(f"{count:,} {tier}" for tier, count in measured["learnt_from"].items())
    text = (HERE / "card.md").read_text(encoding="utf-8")
    values = {
        "version": meaning["version"],
        "languages": ", ".join(meaning["languages"]),
        "learnt_from": learnt,
        **{name: f"{_rows_in(HERE / f'{name}.csv'):,}" for name in ("written", "written_categories")},
        "held_claims": str(measured["held_out"]["claims"]),
        "held_sentences": str(measured["held_out"]["sentences"]),
        "held_wrong": f"{100 * (1 - measured['held_out']['precision']):.0f}",
        "unseen_claims": str(measured["unseen"]["claims"]),
        "unseen_sentences": str(measured["unseen"]["sentences"]),
        "unseen_2_claims": str(measured["unseen_2"]["claims"]),
        "unseen_2_sentences": str(measured["unseen_2"]["sentences"]),
        "read_f1": f"{measured['read_cross_validated']['f1']:.2f}",
        "needles_recall": f"{100 * measured['needles']['recall']:.0f}",
        "sets": sets_table(measured),
        "baselines": baselines_table(measured),
        "by_category": groups_table(measured, "category"),
        "by_origin": groups_table(measured, "origin"),
        **of_pages(),
        **of_whole_pages(),
        **read_twice(),
    }
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
