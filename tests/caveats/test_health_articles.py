"""The detector on articles of kinds of news that it did not learn from: the model card tells what is asked for here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpuskit.caveats import health

ARTICLES = Path(__file__).parents[2] / "training" / "health" / "articles.jsonl"


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, str, bool, bool]]:
    """Of each labelled sentence how its article is labelled, its kind, whether it is a claim, whether it is marked."""
    found = []
    for article in map(json.loads, ARTICLES.read_text(encoding="utf-8").splitlines()):
        claims = health.find_claims(article["text"], "en")
        for start, end, label, kind in article["sentences"]:
            marked = any(claim.start < end and claim.end > start for claim in claims)
            found.append((article["form"], kind, label == 1, marked))
    return found


def test_few_marks_are_wrong_and_most_claims_are_found(answers: list[tuple[str, str, bool, bool]]) -> None:
    right = sum(claim and marked for _, _, claim, marked in answers)
    assert right >= 0.93 * sum(marked for _, _, _, marked in answers)
    assert right >= 0.6 * sum(claim for _, _, claim, _ in answers)


def test_half_of_the_claims_in_articles_about_something_else_are_found(
    answers: list[tuple[str, str, bool, bool]],
) -> None:
    single = [marked for form, _, claim, marked in answers if form == "one sentence" and claim]
    assert sum(single) >= 0.5 * len(single)


@pytest.mark.parametrize("kind", ["question", "advice", "announcement", "budget", "person", "war", "finance", "recipe"])
def test_what_the_rule_excludes_is_seldom_marked(kind: str, answers: list[tuple[str, str, bool, bool]]) -> None:
    marks = [marked for _, of, claim, marked in answers if of == kind and not claim]
    assert sum(marks) <= 0.1 * len(marks)
