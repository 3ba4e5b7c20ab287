"""What weights are trained on beside random pastes, and how several fits become one."""

from __future__ import annotations

import json
import random
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from corpuskit.splitting.lines import roles
from corpuskit.splitting.scoring import network

ROOT = Path(__file__).parents[3]
TEXT = "The ferry to the island sails again on Monday, after a winter in which it lay in the dock for repairs. " * 3


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("benchmarks", "training/splitting"):
        monkeypatch.syspath_prepend(str(ROOT / folder))


@pytest.fixture
def real() -> ModuleType:
    import real

    return real


def paste(*heads: str) -> str:
    return "".join(f"{head}\n{TEXT}\n{TEXT}\n\n" for head in heads)


def test_records_of_a_page_begin_at_its_title_and_nowhere_else(real: ModuleType) -> None:
    text = paste(
        "Ferry Sails Again\nThe Coast News | May 3, 2021", "A Winter in the Dock\nThe Coast News | May 4, 2021"
    )
    for titles in ([0], [0, 5]):
        sight, states = real.seen(text, titles, network.weights())
        begun = sight.at[np.isin(states, roles.STARTS)]
        assert begun.tolist() == titles
        assert roles.ALLOWED[states[:-1], states[1:]].all()


def test_a_page_whose_title_is_as_long_as_a_paragraph_teaches_nothing(real: ModuleType) -> None:
    text = paste("Ferry Sails Again")
    assert real.seen(text, [1], network.weights()) is None
    assert real.seen(text, [3], network.weights()) is None  # blank


def test_pages_kept_aside_are_never_trained_on_and_hosts_are_in_one_half(tmp_path: Path, real: ModuleType) -> None:
    import real_pages

    pages = [{"host": f"paper{number // 2}.example", "title": f"Title {number}"} for number in range(80)]
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    every, halves = real.load_pages(tmp_path), [real.load_pages(tmp_path, half) for half in (0, 1)]
    assert 0 < len(every) < len(pages)
    assert not any(real_pages.is_aside(page) for page in every)
    hosts = [{page["host"] for page in half} for half in halves]
    assert hosts[0]
    assert hosts[1]
    assert not hosts[0] & hosts[1]
    assert sum(map(len, halves)) == len(every)


def test_titles_are_told_below_the_menus_of_whole_pages() -> None:
    import real_pages

    pages = [
        {"page": f"Home\nNews\n\nTitle {n}\n{TEXT}\nContact\n", "rest": f"Title {n}\n{TEXT}\nContact\n"} for n in (1, 2)
    ]
    text, titles = real_pages.joined(pages, "page", random.Random(1))
    assert [text.split("\n")[line] for line in titles] == ["Title 1", "Title 2"]


def test_a_short_piece_is_a_few_sentences_of_its_article_one_after_the_other() -> None:
    from variety import briefly

    sentences = [f"The ferry sailed {number} times in that long winter." for number in range(9)]
    article = {"title": "Ferry", "subtitle": "A subtitle", "paragraphs": [" ".join(sentences), "Short."]}
    for seed in range(20):
        piece = briefly(article, random.Random(seed))
        text = " ".join(piece["paragraphs"])
        assert text in article["paragraphs"][0]
        assert 1 <= text.count(".") <= 3
    assert article["subtitle"] == "A subtitle"
    assert briefly(article | {"paragraphs": ["Short.", "Shorter."]}, random.Random(1)) is None


def test_fits_from_one_base_are_blended_with_it_by_their_mean() -> None:
    from blend import blended

    def weights(clues: list[str], value: int) -> dict[str, object]:
        named = {"made_by": "a script", "clues": clues, "roles": ["T"], "made_with": {"title_lead": 0}}
        return {**named, "first": [[[value]] * len(clues)], "bias": [value]}

    mean = blended(weights(["a"], 100), [weights(["a", "b"], 200), weights(["a", "b"], 400)], 0.25)
    assert mean["bias"] == [150]
    assert mean["first"] == [[[150], [75]]]  # the base does not know the second clue
