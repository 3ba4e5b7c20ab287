"""Ten questions that a stranger asks of a corpus, answered from datasheet.html alone, without its script.

Each answer is worked out from the records and looked for where docs/datasheet.md says that it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from datasheet_corpus import plain

from corpuskit.caveats import affiliation, health
from corpuskit.datasheet.tallies.figures import share

PAGE = Path(__file__).parent.parent.parent / "docs" / "datasheet.md"
Records = list[dict[str, Any]]


class Corpus:
    """What is asked: the page by its parts, and what lies beside it to check the answers."""

    def __init__(self, dist: Path) -> None:
        self.source = (dist / "datasheet.html").read_text("utf-8")
        self.records = lines(dist / "records.jsonl")
        self.outside = lines(dist / "outside.jsonl")

    def part(self, name: str) -> str:
        """The text of a section, or of the head of the page ("head")."""
        if name == "head":
            return plain(self.source[: self.source.index("<main")])
        begin = self.source.index(f'id="{name}"')
        ends = [at for tag in ("<h3 id=", "</section>") if (at := self.source.find(tag, begin)) > 0]
        return plain(self.source[begin : min(ends)])

    def caveats(self, code: str) -> list[dict[str, Any]]:
        return [caveat for record in self.records for caveat in record["caveats"] if caveat["code"] == code]


def lines(path: Path) -> Records:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def tied(corpus: Corpus) -> None:
    code = affiliation.CODES[0]
    number = sum(any(caveat["code"] == code for caveat in record["caveats"]) for record in corpus.records)
    assert number
    assert f"{share(number, len(corpus.records))} records credit an outlet of which an authority" in corpus.part("head")


def authorities(corpus: Corpus) -> None:
    said = corpus.caveats(affiliation.CODES[0])
    text = plain(corpus.source[corpus.source.index('id="cautions"') : corpus.source.index('id="making"')])
    for caveat in said:
        assert all(caveat[name] in text for name in ("authority", "as_of", "basis"))


def most_marked(corpus: Corpus) -> None:
    marks = {r["id"]: sum(caveat["start"] is not None for caveat in r["caveats"]) for r in corpus.records}
    rows = re.findall(r'<tr id="r-([^"]+)">.*?<td class="number marked">([0-9,]*)</td>', corpus.source)
    assert {name: int(times or 0) for name, times in rows} == marks
    most = max(corpus.records, key=lambda record: marks[record["id"]])
    text = plain(corpus.source[corpus.source.index('id="cautions"') : corpus.source.index('id="making"')])
    assert f"Most in: {plain(most['title'])} ({marks[most['id']]})" in text


def left_out(corpus: Corpus) -> None:
    text = corpus.part("left-out")
    assert ("Nothing: every byte of the seeds is in a record." in text) == (not corpus.outside)
    for kind in {span["kind"] for span in corpus.outside}:
        assert kind in text


def when(corpus: Corpus) -> None:
    days = sorted(record["date"] for record in corpus.records if record["date"])
    assert f"dated {days[0]} to {days[-1]}" in corpus.part("head")


def unlisted(corpus: Corpus) -> None:
    names = {outlet["name"] for r in corpus.records for outlet in r["outlets"] if outlet["affiliation"] == "unknown"}
    assert names
    text = corpus.part("sources")
    unknown = text[text.index("without an entry") :]
    assert "this is not a finding of independence" in unknown
    assert all(name in unknown for name in names)


def chosen(corpus: Corpus) -> None:
    assert "How these articles were chosen" in corpus.part("head")


def licence(corpus: Corpus) -> None:
    assert "Terms. Licence of the compilation: CC-BY-4.0." in corpus.part("head")


def wrong_marks(corpus: Corpus) -> None:
    by = health.detector()
    assert corpus.caveats(health.CODES[0])
    assert f"precision {by.precision:.2f}, recall {by.recall:.2f}" in corpus.part("head")


def boundaries(corpus: Corpus) -> None:
    sure = [record["confidence"] for record in corpus.records if record["confidence"] is not None]
    text = corpus.part("errors")
    assert f"below 0.9 for {share(sum(value < 0.9 for value in sure), len(corpus.records))} records" in text
    assert f"{min(sure):.3f} for the least sure one" in text
    least = min(corpus.records, key=lambda record: (record["confidence"] is None, record["confidence"]))
    assert f"Least sure: {plain(least['title'])} ({min(sure):.3f})." in text


QUESTIONS: Mapping[str, Callable[[Corpus], None]] = {
    "How many records credit an outlet that is tied to a state?": tied,
    "On whose authority, as of when, by which criterion?": authorities,
    "Which record has the most marked passages?": most_marked,
    "What was left out of the records?": left_out,
    "When were the articles published?": when,
    "About which outlets is nothing known?": unlisted,
    "How were the articles chosen?": chosen,
    "Under which licence may I use it?": licence,
    "How often are health claims marked wrongly?": wrong_marks,
    "How certain are the boundaries of records?": boundaries,
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_alone_answers(corpus: Path, question: str) -> None:
    QUESTIONS[question](Corpus(corpus))


def test_the_documentation_says_where_each_answer_stands() -> None:
    asked = re.findall(r"^[0-9]+\. (.*?\?)", PAGE.read_text("utf-8"), re.MULTILINE)
    assert asked == list(QUESTIONS)
