"""A correction of a line is written so that the next build finds that line again, wherever else its text stands."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

from corrected import workspace
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpuskit import pipeline
from corpuskit.checking import correcting, reviewing
from corpuskit.corrections import load, place, views
from corpuskit.model import CorpuskitError, Exit
from corpuskit.workspace import open_workspace

#: Lines as whole pages have them: some stand below every article, some begin as others do, one is blank.
LINES = st.sampled_from(["Share", "Share this", "Feedback", "Related", "", "  Share", "The quay is closed", "It rains"])


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12), st.booleans())
@example(["It rains", "Feedback", "Share", "", "The quay is closed", "Feedback", "Share"], False)
@example(["Share", "Share", "Share"], True)
def test_the_line_that_is_meant_is_found_again_or_nothing_is_written(lines: list[str], begins: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened = open_workspace([workspace(Path(folder), "\n".join(lines) + "\n")])
        assert opened.folder is not None
        refused: list[tuple[bool, Exit]] = []
        for number, text in enumerate(lines, 1):
            found = reviewing.passage(opened, "paste.txt", number, None)
            assert found is not None
            if not text:
                continue
            once = [one.strip() for one in lines].count(text.strip()) == 1
            try:
                entry = correcting.of_line(opened, found, begins, "read", None)
            except CorpuskitError as error:
                refused.append((once, error.exit_code))
                continue
            path = opened.folder / "corrections.toml"
            path.write_text("[corrections]\n" + entry, "utf-8")
            placed, problems = place(load(path), views(opened, None, []))
            assert problems == []
            assert [(at.file, at.line) for one in placed for at in one.at] == [("paste.txt", number)]
        assert set(refused) <= {(False, Exit.USAGE)}


def test_what_stands_below_each_article_is_told_by_a_line_of_its_article(tmp_path: Path) -> None:
    furniture = ["Feedback", "Read more on", "Related articles"]
    lines = ["The quay is closed", *furniture, "It rains", *furniture]
    opened = open_workspace([workspace(tmp_path, "\n".join(lines) + "\n")])
    found = reviewing.passage(opened, "paste.txt", 7, None)
    assert found is not None
    (said,) = tomllib.loads(correcting.of_line(opened, found, False, "a menu", None)).values()
    assert said == {"continues": "Read more on", "after": "It rains", "reason": "a menu"}
    assert opened.folder is not None
    path = opened.folder / "again.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    opened = open_workspace([tmp_path])
    (said,) = tomllib.loads(correcting.of_line(opened, found, False, "a menu", None)).values()
    assert said == {"continues": "Read more on", "file": "paste.txt", "after": "It rains", "reason": "a menu"}


def test_what_explain_offers_to_paste_means_the_line_that_was_asked_for(tmp_path: Path) -> None:
    furniture = ["Feedback", "Read more on", "Related articles"]
    lines = ["The quay is closed", *furniture, "It rains", *furniture, "Share", "Share", "Share"]
    folder = workspace(tmp_path, "\n".join(lines) + "\n")
    opened = open_workspace([folder])
    assert opened.folder is not None
    corrections = opened.folder / "corrections.toml"
    for number in (1, 3, 7):
        explained = pipeline.why(opened.folder / "paste.txt", number, pipeline.Options())
        pasted = "\n".join(line.text for line in explained if line.style == "paste")
        corrections.write_text(pasted.replace('reason = ""', 'reason = "read"') + "\n", "utf-8")
        placed, problems = place(load(corrections), views(opened, None, []))
        assert problems == []
        assert [(at.file, at.line) for one in placed for at in one.at] == [("paste.txt", number)]
    explained = pipeline.why(opened.folder / "paste.txt", 10, pipeline.Options())
    pasted = [line.text for line in explained if line.style == "paste"]
    assert pasted[0].startswith("# the line “Share” stands in 3 places")
    assert pasted[3] == "everywhere = true"
