"""Each question is answered from measurement, from corpus.toml, from both, or honestly not at all."""

from __future__ import annotations

import re
from typing import Any

import datasheet_corpus as corpus
import pytest

from corpuskit import contract
from corpuskit.datasheet import answers as answering
from corpuskit.datasheet import document, measured, notices
from corpuskit.datasheet.blocks import Paragraph
from corpuskit.datasheet.wording import SENTENCES, has
from corpuskit.model import OUTSIDE_KINDS
from corpuskit.problems import codes
from corpuskit.workspace import open_workspace

STATED = {
    "title": "A title",
    "creators": [{"name": "Given Family", "affiliation": "Institute", "orcid": "0000-0002-1825-0097"}],
    "funding": [{"funder": "Foundation", "grant": "12345"}],
    "license": "CC-BY-4.0",
    "maintainer": "Institute",
    "contact": "corpus@example.org",
    "released": "2025-01-15",
    "collected": "2024",
    "doi": "10.5281/zenodo.1",
    "datasheet": {"motivation-1": "To compare.", "composition-3": "All of it."},
}


def of(config: dict[str, Any], **changes: Any) -> dict[str, answering.Answer]:
    whole = document(corpus.measured(), config, corpus.about(**changes))
    return {answer.question.id: answer for answer in whole.answers}


def test_there_are_fifty_seven_questions_in_seven_sections() -> None:
    sizes: dict[str, int] = {}
    for question in answering.questions():
        sizes[question.section] = sizes.get(question.section, 0) + 1
        assert question.number == sizes[question.section]
    assert sizes == {
        "motivation": 4,
        "composition": 16,
        "collection": 12,
        "preprocessing": 4,
        "uses": 6,
        "distribution": 7,
        "maintenance": 8,
    }
    assert list(sizes) == list(answering.sections())


def test_every_id_is_a_key_that_corpus_toml_may_have() -> None:
    known = contract.schema("corpus")["properties"]["datasheet"]["properties"]
    assert list(known) == [question.id for question in answering.questions()]


def test_every_measure_and_every_stated_key_exists() -> None:
    known = contract.schema("corpus")["properties"]
    for question in answering.questions():
        assert question.measure is None or callable(getattr(measured, question.measure))
        for key in question.stated:
            assert key in known or key.removeprefix("seeds.") in known["seeds"]["additionalProperties"]["properties"]


def test_without_configuration_nothing_is_stated_and_what_is_measured_is_answered() -> None:
    found = of({})
    assert {answer.status for answer in found.values()} == {"measured", "not stated"}
    assert sum(answer.status == "measured" for answer in found.values()) == 26
    assert found["motivation-1"].status == "not stated"


def test_what_is_stated_stands_beside_what_is_measured() -> None:
    found = of(STATED)
    assert found["motivation-1"].status == "stated"
    assert found["motivation-2"].stated == "- Given Family, Institute, https://orcid.org/0000-0002-1825-0097"
    assert found["motivation-3"].stated == "- Foundation, 12345"
    assert found["composition-3"].status == "measured and stated"
    assert found["collection-5"].stated == "Collected: 2024"
    assert found["distribution-4"].stated.endswith("CC-BY-4.0")
    assert found["maintenance-2"].stated == "corpus@example.org"


def test_what_is_stated_of_seeds_is_an_answer() -> None:
    whole = document(corpus.measured(rights="© the papers", source="by hand"), {}, corpus.about())
    found = {answer.question.id: answer.stated for answer in whole.answers}
    assert found["distribution-5"] == "© the papers"
    assert found["collection-2"] == "by hand"


def test_the_example_of_this_repository_answers_more_than_half() -> None:
    config = dict(open_workspace([contract.CHECKOUT.parent]).config)
    counts = answering.completeness(list(of(config).values()))
    assert sum(part.answered for part in counts) >= 29
    assert sum(part.questions for part in counts) == 57


def test_completeness_adds_up() -> None:
    found = list(of(STATED).values())
    for part in answering.completeness(found):
        states = [answer.status for answer in found if answer.question.section == part.section]
        assert part.answered == sum(status != "not stated" for status in states)
        assert part.questions == len(states)


def test_a_build_without_caveats_says_that_nothing_was_looked_for() -> None:
    measures = corpus.Measures()
    measures.add_seed(corpus.view())
    measures.add(corpus.table(corpus.sample(), marked=False))
    whole = document(measures, {}, corpus.about(without=frozenset({"caveats"})))
    assert whole.notices[0].key == "caveats-left-out"
    found = {answer.question.id: answer for answer in whole.answers}
    assert "nothing was looked for" in text_of(found["composition-12"])
    assert "detector" not in text_of(found["preprocessing-3"])


def test_warnings_come_with_counts_and_never_a_verdict() -> None:
    found = {notice.key: notice for notice in document(corpus.measured(), {}, corpus.about()).notices}
    tied = found["state-affiliated-source"]
    assert tied.records == 3
    assert tied.text.startswith("3 of 6 (50 %) records credit an outlet")
    assert "State Media Monitor (MJRC), as listed by ASD at GMF (2024-02-07)" in tied.text
    assert "Swiss Federal Council" not in tied.text, "a decision not to suspend asserts no tie"
    assert "this is not a finding of independence" in found["affiliation-unknown"].text
    assert "Nothing in this corpus verifies or refutes it." in found["unverified-health-claim"].text
    assert "precision" in found["unverified-health-claim"].text
    assert found["no-outlet"].records == 1


def test_how_articles_were_chosen_is_said_or_said_to_be_unsaid() -> None:
    def selection(config: dict[str, Any]) -> str:
        return next(n.text for n in document(corpus.measured(), config, corpus.about()).notices if n.key == "selection")

    assert selection({}) == "How these articles were chosen is not stated by the maintainer."
    assert selection({"datasheet": {"collection-3": "By lot.\n\nMore."}}).endswith(
        "in the words of the maintainer: By lot."
    )


def test_a_third_partys_caveat_is_warned_of_with_an_example() -> None:
    rows = corpus.table(corpus.sample()).to_pylist()
    rows[0]["caveats"].append(
        {**rows[0]["caveats"][0], "code": "vendor/odd", "statement": "Odd.", "authority": "Vendor", "reference": None}
    )
    measures = corpus.Measures()
    measures.add(type(corpus.table([])).from_pylist(rows, corpus.table([]).schema))
    found = {notice.key: notice.text for notice in document(measures, {}, corpus.about()).notices}
    assert found["vendor/odd"] == "1 of 6 (17 %) records carry the caveat vendor/odd: such as: Odd."


@pytest.mark.parametrize("word", ["propaganda", "fake", "trustworthy", "false", "unproven", "misinformation"])
def test_our_wording_passes_no_verdict(word: str) -> None:
    sentences = "\n".join(line for line in SENTENCES.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert re.search(rf"\b{word}", sentences, re.IGNORECASE) is None
    assert re.search(rf"\b{word}", answering.QUESTIONS.read_text("utf-8"), re.IGNORECASE) is None


def test_independent_is_never_our_word() -> None:
    assert re.search(r"\bindependent\b", SENTENCES.read_text("utf-8").split("\n[", 1)[1]) is None


def text_of(answer: answering.Answer) -> str:
    return " ".join(block.text for block in answer.measured if isinstance(block, Paragraph))


def test_every_kind_of_outside_span_is_described() -> None:
    assert {name for name in OUTSIDE_KINDS if not has("outside_kinds", name)} == set()


def test_every_caveat_of_ours_has_a_sentence_of_its_own_in_the_warnings() -> None:
    ours = {code for code, known in codes().items() if known.kind == "caveat"}
    assert {code for code in ours - notices.WORDED if not has("warnings", code)} == set()
