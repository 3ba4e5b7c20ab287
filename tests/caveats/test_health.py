"""What the health-claim caveat promises, on sentences written for the purpose and on the real seed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from corpuskit.caveats import health
from corpuskit.caveats.health import model

CLAIMS = [
    "The vaccine caused heart inflammation in hundreds of young men, the doctor said.",
    "Smoking doubles the risk of lung cancer, according to the study.",
    "More than 400 people have died of cholera in the province since June.",
    "There is no evidence that the drug prevents infection.",
    "Malaria is spread by the bite of infected mosquitoes.",
]
NO_CLAIMS = [
    "The economy is sick and the ministers have no cure.",
    "A viral video of the attorney general dancing was watched three million times.",
    "The health ministry's budget will grow by four percent next year.",
    "Does the vaccine cause fever in children?",
    "The summit of the two presidents was held in an old hospital building.",
    "Twelve soldiers were killed when a missile struck their barracks.",
]


def table(texts: list[str | None], languages: list[str | None]) -> pa.Table:
    ids = [f"r{i}" for i in range(len(texts))]
    return pa.table({"id": ids, "text": pa.array(texts, pa.string()), "language": pa.array(languages, pa.string())})


@pytest.mark.parametrize("sentence", CLAIMS)
def test_a_checkable_statement_about_health_is_marked(sentence: str) -> None:
    claims = health.find_claims(sentence, "en")
    assert [(c.start, c.end) for c in claims] == [(0, len(sentence))]
    assert claims[0].category in model.load().categories


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_a_sentence_that_only_sounds_medical_stays_unmarked(sentence: str) -> None:
    assert health.find_claims(sentence, "en") == []


def test_offsets_are_code_points_of_the_text() -> None:
    text = "Крым 🙂.\nÉmile spoke first.\n" + CLAIMS[1] + " He left."
    (claim,) = health.find_claims(text, "en-GB")
    assert text[claim.start : claim.end] == CLAIMS[1]


def test_a_language_that_is_not_read_is_named_never_passed_over() -> None:
    with pytest.raises(health.NotAssessedError):
        health.find_claims("Η γρίπη μεταδίδεται με τον αέρα.", "el")
    found = list(health.mark(table(["Η γρίπη μεταδίδεται.", CLAIMS[0], "x" * 80, "Ok."], ["el", "en", "und", "und"])))
    assert [(row, caveat.code) for row, caveat in found] == [
        (0, "health-claims-not-assessed"),
        (1, "unverified-health-claim"),
        (2, "health-claims-not-assessed"),
    ]


@pytest.mark.parametrize(
    "text", ["大蒜可以治愈流感。", "마늘은 독감을 낫게 한다.", "Чеснок лечит грипп.", "Usingizi huponya homa."]
)
def test_a_short_text_of_no_told_language_is_not_passed_over_either(text: str) -> None:
    """A claim takes ten letters in some scripts, too few for a language to be told."""
    assert [caveat.code for _, caveat in health.mark(table([text], ["und"]))] == ["health-claims-not-assessed"]


def test_a_missing_or_empty_text_gives_nothing() -> None:
    assert list(health.mark(table([None, "", "  \n "], ["en", None, "fr"]))) == []


def test_records_marked_together_are_marked_as_if_alone() -> None:
    texts = [CLAIMS[i % len(CLAIMS)] + " " + NO_CLAIMS[i % len(NO_CLAIMS)] for i in range(40)]
    together = list(health.mark(table(list(texts), ["en"] * 40)))
    alone = [(i, c) for i, text in enumerate(texts) for _, c in health.mark(table([text], ["en"]))]
    assert together == alone


def test_a_long_text_is_marked_the_same_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    long = table(["\n".join(CLAIMS + NO_CLAIMS) + "\n" + " ".join(CLAIMS)], ["en"])
    whole = list(health.mark(long))
    assert len(whole) > len(CLAIMS)
    monkeypatch.setattr("corpuskit.caveats.health.detect._AT_ONCE", 60)
    assert list(health.mark(long)) == whole


def test_a_caveat_says_what_was_found_by_what_and_passes_no_verdict() -> None:
    ((_, caveat),) = health.mark(table([CLAIMS[0]], ["en"]))
    assert caveat.speaker == "quoted"
    assert caveat.authority == str(health.detector())
    assert caveat.confidence is not None
    assert 0 < caveat.confidence < 1
    words = json.dumps(health.wording()).lower()
    for verdict in ("false", "unproven", "misinformation", "misleading", "debunk", "claimreview"):
        assert verdict not in words


def test_marks_are_the_same_in_another_process_and_hash_seed() -> None:
    code = (
        "import sys; from corpuskit.caveats import health;"
        "print([health.find_claims(line, 'en') for line in sys.stdin.read().splitlines()])"
    )
    lines = "\n".join(CLAIMS + NO_CLAIMS)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=lines,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(health.__file__).parents[3])},
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1


def test_the_data_files_belong_together_and_stay_small() -> None:
    model.load()
    here = Path(health.__file__).parent
    data = [p for p in here.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")]
    assert sum(p.stat().st_size for p in data) <= 256_000


@pytest.mark.parametrize("name", ["labels", "written", "written_categories"])
def test_the_sentences_are_those_the_weights_were_learnt_from(name: str) -> None:
    file = Path(__file__).parents[2] / "training" / "health" / f"{name}.csv"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == model.description()[f"{name}_sha256"]


def test_the_model_card_shows_the_measured_scores() -> None:
    root = Path(__file__).parents[2]
    code = "import sys; sys.path.insert(0, 'training/health'); import card; sys.stdout.write(card.page())"
    made = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True, encoding="utf-8")
    assert made.stdout == (root / "docs" / "health-model-card.md").read_text(encoding="utf-8")


def test_the_measured_scores_reach_what_is_promised() -> None:
    measured = model.measured()
    gold = measured["gold_cross_validated"]
    assert gold["f1"] >= 0.83
    assert min(gold["precision"], gold["recall"]) >= 0.80
    assert gold["expected_calibration_error"] <= 0.05
    assert gold["category_accuracy"] >= 0.75
    assert measured["needles"]["f1"] >= 0.87
    assert measured["needles"]["false_positive_rate"] <= 0.08


def test_the_summary_says_how_many_and_that_nothing_verifies_them() -> None:
    words = health.summary(12, 3)
    assert words.startswith(
        "12 sentences in 3 records make statements about health that could be checked against evidence. "
        "Nothing in this corpus verifies or refutes them."
    )
    assert health.detector().version in words
    assert "may still contain such statements" in words


def test_quoted_words_are_told_from_the_outlets_own() -> None:
    text = "He spoke for an hour. “The virus came from a laboratory. It kills one in ten patients.”\n" + CLAIMS[4]
    assert [(text[c.start : c.end][:9], c.speaker) for c in health.find_claims(text, "en")] == [
        ("“The viru", "quoted"),
        ("It kills ", "quoted"),
        ("Malaria i", "own"),
    ]


def test_weights_that_do_not_match_their_description_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {**model.description(), "weights_sha256": "0" * 64}
    model.load.cache_clear()
    monkeypatch.setattr(model, "description", lambda: changed)
    try:
        with pytest.raises(model.WeightsError):
            model.load()
    finally:
        model.load.cache_clear()


def test_in_the_seed_only_the_two_health_articles_are_marked(shared: Path) -> None:
    raw = (shared / "seeds" / "000_f9ebc50f77beef4a.txt").read_bytes()
    for record in json.loads((shared / "seeds" / "seed_gold.json").read_text(encoding="utf-8")):
        text = raw[record["byte_start"] : record["byte_end"]].decode("utf-8")
        assert bool(health.find_claims(text, "en")) == record["health_claims"], record["title"]
