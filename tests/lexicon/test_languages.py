"""The language of a text: told where there is text enough, "und" where there is not; the same on every run."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.languages import UNKNOWN, language_of

TEXTS: dict[str, str] = tomllib.loads((Path(__file__).parent / "data" / "paragraphs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_tells_its_language(language: str) -> None:
    tag, confidence = language_of(TEXTS[language])
    assert tag == language
    assert confidence is not None
    assert 0.5 < confidence <= 1


@pytest.mark.parametrize(
    "text", [None, "", " \n", "1,200.50 %", "§ 12 – 13", "OK", "!?!", "https://example.org/a/b", "Xyz 123"]
)
def test_too_little_text_is_no_language(text: str | None) -> None:
    assert language_of(text) == (UNKNOWN, None)


def test_half_in_one_language_and_half_in_another_is_never_sure() -> None:
    for first, second in (("en", "de"), ("fr", "pl"), ("ru", "en"), ("es", "hu")):
        tag, confidence = language_of(TEXTS[first] + "\n" + TEXTS[second])
        assert tag == UNKNOWN or (tag in (first, second) and confidence is not None and confidence < 0.9)


def test_capitals_tell_the_language_too() -> None:
    for language in ("en", "de", "fr", "es", "pt", "it", "pl", "ru"):
        assert language_of(TEXTS[language].upper())[0] in (language, UNKNOWN)


def test_what_lies_behind_the_sample_costs_nothing_and_changes_nothing() -> None:
    assert language_of(TEXTS["en"] * 2_000)[0] == "en"


@given(text=st.text(max_size=300))
def test_any_text_gets_a_tag_and_a_confidence(text: str) -> None:
    tag, confidence = language_of(text)
    assert (confidence is None) == (tag == UNKNOWN)
    assert confidence is None or (0 <= confidence <= 1 and round(confidence, 3) == confidence)


@pytest.mark.parametrize("odd", ["\x00", "\x1b[31m", "\ud800", "\ufffe", "\U0010ffff", "\u202e", "\x9b"])
def test_odd_characters_in_a_text_do_not_hide_its_language(odd: str) -> None:
    assert language_of(odd + TEXTS["en"] + odd)[0] in ("en", UNKNOWN)
    assert language_of(TEXTS["de"][:200] + odd + TEXTS["de"][200:])[0] in ("de", UNKNOWN)


def test_threads_and_hash_seeds_change_nothing() -> None:
    texts = list(TEXTS.values()) * 4
    alone = [language_of(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(language_of, texts)) == alone
    program = (
        "import sys; from corpuskit.lexicon.languages import language_of; "
        "print([language_of(line) for line in sys.stdin])"
    )
    lines = "\n".join(TEXTS.values())
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=lines,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(said) == 1


def test_development_articles_are_told_right(shared: Path) -> None:
    """At most 1 % of labelled articles get another language: that is how many of the labels are wrong themselves."""
    right = wrong = 0
    for line in (shared / "splitting" / "pool_dev.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        if article["lang"] == UNKNOWN:
            continue
        tag, _ = language_of("\n".join(article["paragraphs"])[:1500])
        right += tag == article["lang"]
        wrong += tag not in (article["lang"], UNKNOWN)
    assert wrong <= 0.01 * (right + wrong)
    assert right >= 0.985 * (right + wrong)


def test_one_language_that_is_not_sure_is_told_and_two_are_not() -> None:
    russian = (
        "МОСКВА, 3 сен - РИА Новости. Заявления западных стран о вмешательстве не имеют под собой никаких оснований, "
        "заявила официальный представитель ведомства на брифинге во вторник.\nПо ее словам, Москва неоднократно "
        "предлагала провести консультации, но ответа не получила."
    )
    assert language_of(russian)[0] == "ru"
    assert language_of("Ferry ferry ferry паром паром паром 渡轮渡轮渡轮渡轮")[0] == "und"
