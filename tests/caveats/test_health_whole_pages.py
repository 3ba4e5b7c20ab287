"""How whole pages are measured, on a page and labels of our own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

URL = "https://news.example/measles"
TEXT = (
    "Measles is spread by coughs and sneezes, the doctor said. It stays in a room for hours.\n"
    "The ferry to the island sails again on Monday."
)
QUIET = "https://news.example/ferry"


@pytest.fixture
def whole_pages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "training" / "health"))
    import whole_pages

    return whole_pages


def labelled(folder: Path, module: ModuleType, rows: list[tuple[str, str, str, str]]) -> Path:
    """A file of labels for sentences of `TEXT`: (address, sentence, category or nothing, part)."""
    lines = ["url,start,end,sha256,label,category,borderline,part"]
    for url, sentence, category, part in rows:
        start = TEXT.index(sentence)
        place = f"{start},{start + len(sentence)},{module.digest(sentence)}"
        lines.append(f"{url},{place},{int(bool(category))},{category},0,{part}")
    path = folder / "labels.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_claim_that_the_screen_drops_counts_as_missed(tmp_path: Path, whole_pages: ModuleType) -> None:
    spread, ferry = TEXT[: TEXT.index(" It")], TEXT.split("\n")[1]
    rows = [(URL, spread, "transmission", "pages-dev"), (QUIET, ferry, "transmission", "pages-dev")]
    texts = {URL: TEXT, QUIET: TEXT}
    found = whole_pages.read_labels(texts, "pages-dev", labelled(tmp_path, whole_pages, rows))
    answers = [answer for url, own in found.items() for answer in whole_pages.answers_for(texts[url], own)]
    assert [(answer.able, answer.marked) for answer in answers] == [(True, True), (False, False)]
    scores = whole_pages.scores(answers)
    assert (scores["precision"], scores["recall"]) == (1.0, 0.5)
    assert scores["claims_that_cannot_be_marked"] == 1
    assert scores["pages_without_claims"] == 0


def test_marks_on_pages_without_claims_are_counted_by_page(tmp_path: Path, whole_pages: ModuleType) -> None:
    spread = TEXT[: TEXT.index(" It")]
    rows = [(URL, spread, "transmission", "pages-dev"), (QUIET, spread, "", "pages-dev")]
    texts = {URL: TEXT, QUIET: TEXT}
    found = whole_pages.read_labels(texts, "pages-dev", labelled(tmp_path, whole_pages, rows))
    answers = [answer for url, own in found.items() for answer in whole_pages.answers_for(texts[url], own)]
    scores = whole_pages.scores(answers)
    assert (scores["pages_without_claims"], scores["false_marks_per_page_without_claims"]) == (1, 1.0)


def test_another_text_than_the_labelled_one_is_an_error(tmp_path: Path, whole_pages: ModuleType) -> None:
    path = labelled(tmp_path, whole_pages, [(URL, TEXT.split("\n")[1], "", "pages-unseen")])
    assert list(whole_pages.read_labels({URL: TEXT}, "pages-unseen", path)) == [URL]
    assert whole_pages.read_labels({URL: TEXT}, "pages-dev", path) == {}
    with pytest.raises(ValueError, match="not the sentence that was labelled"):
        whole_pages.read_labels({URL: TEXT.replace("ferry", "boats")}, "pages-unseen", path)
    with pytest.raises(KeyError):
        whole_pages.read_labels({}, "pages-unseen", path)


def test_what_is_wrong_in_the_unseen_part_is_never_listed(
    tmp_path: Path, whole_pages: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages.jsonl"
    pages.write_text(json.dumps({"url": URL, "text": TEXT}) + "\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["whole_pages.py", "--pages", str(pages), "--errors"])
    with pytest.raises(SystemExit):
        whole_pages.main()
    assert "only with --trial" in capsys.readouterr().err


def test_no_page_is_in_both_parts_and_every_second_reading_has_a_first(whole_pages: ModuleType) -> None:
    rows = [line.split(",") for line in whole_pages.LABELS.read_text(encoding="utf-8").splitlines()[1:]]
    seen, unseen = ({row[0] for row in rows if row[-1] == part} for part in ("pages-dev", "pages-unseen"))
    assert seen
    assert unseen
    assert not seen & unseen
    again = [line.split(",") for line in whole_pages.AGAIN.read_text(encoding="utf-8").splitlines()[1:]]
    assert {tuple(row[:4]) for row in again} <= {tuple(row[:4]) for row in rows}
