"""The sentences to learn from: labels kept here, texts of others read from a folder beside the project.

`labels.csv` holds what people decided, with where the sentence lies and a hash of it; the text itself stays where it
is. A label whose text is absent or differs from its hash is an error: a score on other sentences means nothing.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CATEGORIES = (
    "vaccine_safety",
    "vaccine_efficacy",
    "treatment_prevention",
    "treatment_safety",
    "diagnosis_test",
    "cause_risk",
    "disease_origin",
    "mortality_statistics",
    "transmission",
    "public_health_policy",
    "disease_nature",
)


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence. ``part``: "train", "held-out", "seed", "silver"; ``tier``: who labelled and how."""

    id: str
    text: str
    language: str
    label: int
    category: str | None
    borderline: bool
    document: str
    origin: str
    tier: str
    part: str


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_bench(shared: Path) -> list[Sentence]:
    """The bench of `health/sentences.dev.jsonl`: gold, hand and silver sentences."""
    found = []
    for row in _rows(shared / "health" / "sentences.dev.jsonl"):
        tier, origin = str(row["tier"]), str(row["origin"])
        part = "silver" if tier == "silver" else "seed" if origin == "seed" else "train"
        category = row["category"] if row["category"] in CATEGORIES else None
        found.append(
            Sentence(
                str(row["id"]),
                str(row["text"]),
                str(row["lang"]),
                int(str(row["label"])),
                str(category) if category else None,
                bool(row["borderline"]),
                str(row["doc"]),
                origin,
                tier,
                part,
            )
        )
    return found


def read_texts(shared: Path) -> dict[str, str]:
    """Source name → text, for every source that `labels.csv` can name."""
    texts = {f"articles:{r['doc']}": str(r["text"]) for r in _rows(shared / "health" / "articles.dev.jsonl")}
    for row in _rows(shared / "splitting" / "pool_dev.jsonl"):
        paragraphs = row["paragraphs"]
        assert isinstance(paragraphs, list)
        texts[f"pool:{row['id']}"] = "\n".join(paragraphs)
    for row in _rows(shared / "health" / "sentences.dev.jsonl"):
        texts[f"bench:{row['id']}"] = str(row["text"])
    return texts


def digest(sentence: str) -> str:
    """What `labels.csv` keeps instead of the sentence."""
    return hashlib.sha256(sentence.encode("utf-8")).hexdigest()[:16]


def read_labels(shared: Path, path: Path = HERE / "labels.csv") -> list[Sentence]:
    """The sentences of `labels.csv`; raises ValueError when a text is absent or is not the one that was labelled."""
    texts = read_texts(shared)
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            source, start, end = row["source"], int(row["start"]), int(row["end"])
            text = texts.get(source, "")[start:end]
            if digest(text) != row["sha256"]:
                raise ValueError(f"{source}[{start}:{end}] is not the sentence that was labelled")
            kind, _, document = source.partition(":")
            found.append(
                Sentence(
                    f"{source}@{start}",
                    text,
                    row["language"],
                    int(row["label"]),
                    row["category"] or None,
                    row["borderline"] == "1",
                    document if kind == "articles" else source,
                    row["origin"],
                    "read",
                    row["part"],
                )
            )
    return found
