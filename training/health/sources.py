"""The sentences to learn from: labels kept here, texts of others read from a folder beside the project.

`labels.csv` holds what was decided by reading, with where the sentence lies and a hash of it; the text itself stays
where it is. A label whose text is absent or differs from its hash is an error: a score on other sentences means
nothing. `written.csv` and `written_categories.csv` hold sentences written for training only.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import corpuskit
from corpuskit.caveats.health.detect import able, tagger
from corpuskit.caveats.health.sentences import spans
from corpuskit.caveats.health.tokens import tokenize
from corpuskit.caveats.health.vocabulary import class_names

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
#: Exports of news archives with English articles, below `splitting/samples/`.
EXPORTS = (
    "newspapers/lexis/nyt1.docx",
    "newspapers/lexis/misc.docx",
    "newspapers/lexis/usa-today.docx",
    "newspapers/lexis/guardian1.docx",
    "newspapers/factiva/irish-independence_1_2017-11-14.html",
    "newspapers/factiva/nyt_1_1993-01-03.html",
    "proquest/emls/sample.eml",
    "readtext_nexis/afp_2013-03-12_0501.html",
    "readtext_nexis/sun_2000-11-01_0001.html",
)
#: Classes by which a document is told to be about something else than health.
_TOPICAL = ("disease", "pathogen", "outbreak", "vaccine", "drug", "treatment")
_PRESUMED = 3000
_PRESUMED_LENGTH = 25
_NOT_PRESUMED = ("seed", "FakeHealth", "exports")


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence.

    ``part``: "train" (learnt from and cross-validated), "extra" (only learnt from), "category" (only its category is),
    "held-out", "unseen", "unseen-2", "seed" (only measured). ``tier``: "gold" (read by others),
    "read" (read for this detector), "hand" (written), "silver" (label inferred from the source), "presumed" (sentences
    of documents that are not about health, taken to make no claim).
    """

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


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _part(tier: str, origin: str) -> str:
    if origin == "seed":
        return "seed"
    return "extra" if tier == "silver" else "train"


def read_bench(shared: Path) -> list[Sentence]:
    """The bench of `health/sentences.dev.jsonl`: gold, hand and silver sentences."""
    return [
        Sentence(
            row["id"],
            row["text"],
            row["lang"],
            row["label"],
            row["category"] if row["category"] in CATEGORIES else None,
            row["borderline"],
            row["doc"],
            row["origin"],
            row["tier"],
            _part(row["tier"], row["origin"]),
        )
        for row in _rows(shared / "health" / "sentences.dev.jsonl")
    ]


def read_written(name: str, part: str) -> list[Sentence]:
    """Sentences written for training only: kinds of claim, and of look-alike, that the found texts have few of."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Sentence(
                f"{name}:{i}", row["text"], row["language"], int(row["label"]), row["category"] or None, False,
                f"{name}:{i}", "written", "hand", part,
            )
            for i, row in enumerate(csv.DictReader(lines))
        ]  # fmt: skip


@cache
def read_exports(shared: Path) -> dict[str, tuple[str, str, str]]:
    """Source name → (text, language, origin) of the articles of `EXPORTS`, as corpuskit cuts them."""
    folder = shared / "splitting" / "samples"
    return {
        f"exports:{name}#{record.id}": (record.text or "", record.language, "exports")
        for name in EXPORTS
        for record in corpuskit.split(folder / name, without={"caveats"})  # those need weights
    }


def read_texts(shared: Path) -> dict[str, tuple[str, str, str]]:
    """Source name → (text, language, origin), for every source that `labels.csv` can name."""
    texts = {
        f"articles:{row['doc']}": (row["text"], row["lang"], row["origin"])
        for row in _rows(shared / "health" / "articles.dev.jsonl")
    }
    for row in _rows(shared / "splitting" / "pool_dev.jsonl"):
        texts[f"pool:{row['id']}"] = ("\n".join(row["paragraphs"]), row["lang"], "pool")
    for row in _rows(shared / "health" / "sentences.dev.jsonl"):
        texts[f"bench:{row['id']}"] = (row["text"], row["lang"], row["origin"])
    return {**texts, **read_exports(shared)}


def read_documents(shared: Path) -> dict[str, str]:
    """The English documents whose text is at hand, by name."""
    return {
        document_of(source): text
        for source, (text, language, _) in read_texts(shared).items()
        if language == "en" and not source.startswith("bench:")
    }


def digest(sentence: str) -> str:
    """What `labels.csv` keeps instead of the sentence."""
    return hashlib.sha256(sentence.encode("utf-8")).hexdigest()[:16]


def document_of(source: str) -> str:
    """The document of a source, named as the bench names it."""
    kind, _, name = source.partition(":")
    return name if kind == "articles" else source


def _moved(text: str, start: int, length: int, sha256: str) -> int:
    """Where a sentence of an export lies: as an article is cut by this version it may begin at another line."""
    places = (start, *range(len(text) - length + 1))
    return next((place for place in places if digest(text[place : place + length]) == sha256), start)


def read_labels(shared: Path, path: Path = HERE / "labels.csv") -> list[Sentence]:
    """The sentences of `labels.csv`; raises ValueError when a text is absent or is not the one that was labelled."""
    texts = read_texts(shared)
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            source, start, end = row["source"], int(row["start"]), int(row["end"])
            text, _, origin = texts.get(source, ("", "", ""))
            if origin == "exports":
                start = _moved(text, start, end - start, row["sha256"])
                end = start + int(row["end"]) - int(row["start"])
            if digest(text[start:end]) != row["sha256"]:
                raise ValueError(f"{source}[{start}:{end}] is not the sentence that was labelled")
            found.append(
                Sentence(
                    f"{source}@{start}",
                    text[start:end],
                    row["language"],
                    int(row["label"]),
                    row["category"] or None,
                    row["borderline"] == "1",
                    document_of(source),
                    origin,
                    "read",
                    row["part"],
                )
            )
    return found


def read_presumed(shared: Path, language: str, without: set[str]) -> list[Sentence]:
    """Sentences that name health in documents hardly about it, taken to make no claim; not of documents ``without``."""
    classifier, found = tagger(language).classifier, []
    topical = np.uint64(sum(1 << class_names().index(name) for name in _TOPICAL))
    for source, (text, spoken, origin) in read_texts(shared).items():
        document = document_of(source)
        if spoken != language or source.startswith("bench:") or document in without or origin in _NOT_PRESUMED:
            continue
        masks = classifier.masks(tokenize(text))
        if ((masks & topical) != 0).mean() > 0.006:
            continue
        places = [place for place in spans(text, language) if place[1] - place[0] > _PRESUMED_LENGTH]
        passing = able([text[start:end] for start, end in places], language)
        for (start, end), passes in zip(places, passing, strict=True):
            name = f"{source}@{start}"
            if passes:
                found.append((digest(name), name, text[start:end], document))
    return [
        Sentence(name, text, language, 0, None, False, document, "presumed", "presumed", "extra")
        for _, name, text, document in sorted(found)[:_PRESUMED]
    ]
