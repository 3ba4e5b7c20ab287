"""corrections.toml: each mistake is named with its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from corrected import paste, workspace

import corpuskit
from corpuskit.corrections import load, parse
from corpuskit.model import CorpuskitError, Exit

ID = 'record = "0123456789abcdef"'


@pytest.mark.parametrize(
    ("lines", "line", "reason", "remedy"),
    [
        (["reason = 1"], 2, "text in quotes", "Example"),
        (['begins = "x"'], 1, "no reason", "add reason"),
        (['reason = "r"', 'beginns = "x"'], 3, "unknown key", "did you mean begins?"),
        (['reason = "r"'], 1, "nothing that can be corrected", "begins, continues, field"),
        (['reason = "r"', 'begins = "x"', 'exclude = "privacy"'], 1, "begins and exclude", "one of"),
        (['reason = "r"', ID, 'field = "title"'], 1, "no value", "add value"),
        (['reason = "r"', 'field = "title"', 'value = "x"'], 1, "no record", "add record"),
        (['reason = "r"', ID, 'field = "text"', 'value = "x"'], 4, "one of title", ""),
        (['reason = "r"', ID, 'field = "authors"', 'value = "x"'], 5, "gives authors text", 'value = ["…"]'),
        (['reason = "r"', ID, 'field = "title"', 'value = ["x"]'], 5, "gives title a list", 'value = "…"'),
        (['reason = "r"', ID, 'field = "date"', 'value = "2024-02-30"'], 5, "2024-02-30", "2024-08-30"),
        (['reason = "r"', ID, 'field = "language"', 'value = "english"'], 5, "'english', which is no tag", '"de"'),
        (['reason = "r"', ID, 'field = "language"', 'value = "EN"'], 5, "'EN', which is no tag", '"de"'),
        (['reason = "r"', ID, 'caveat = "undated"'], 1, "no by", "add by"),
        (['reason = "r"', 'begins = "x"', 'value = "x"'], 4, "says nothing there", "take it away"),
        (['reason = "r"', 'outlet = "x"', 'id = "tass"', 'quote = "x"'], 5, "quote and no record", "add record"),
        (['reason = "r"', 'record = "xyz"', 'exclude = "privacy"'], 3, "not written as", "Id of the record"),
        (['reason = "r"', 'begins = "two\\nlines"'], 3, "not written as", "A line"),
        (['reason = "r"', "begins = x"], 3, "not TOML", "text stands in quotes"),
    ],
)
def test_each_mistake_has_a_line_and_a_remedy(
    tmp_path: Path, lines: list[str], line: int, reason: str, remedy: str
) -> None:
    made = workspace(tmp_path, paste(), "\n".join(["[[correction]]", *lines]) + "\n")
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(made)
    assert caught.value.exit_code == Exit.USAGE
    found = caught.value.problems[0]
    assert (found.code, found.place.line) == ("config-invalid", line)
    assert reason in found.message
    assert remedy in found.hint


def test_two_corrections_of_the_same_are_a_mistake(tmp_path: Path) -> None:
    stanza = f'[[correction]]\nreason = "r"\n{ID}\nfield = "title"\nvalue = "{{}}"\n'
    with pytest.raises(CorpuskitError, match="correction 2 is about the same as correction 1") as caught:
        parse(tmp_path / "corrections.toml", "\n" + stanza.format("a") + stanza.format("b"))
    assert caught.value.problems[0].hint == "keep one of the two: the other stands in line 2"
    both = f'[[correction]]\nreason = "r"\n{ID}\nfield = "section"\nvalue = "a"\n'
    assert len(parse(tmp_path / "corrections.toml", stanza.format("a") + both)) == 2


def test_stanzas_know_their_lines_however_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('correction = [\n  {begins = "a", reason = "r"},\n  {begins = "b", reason = "r"},\n]\n', "utf-8")
    assert [one.line for one in load(path)] == [1, 1]
    path.write_text(
        '# x\n[[correction]]\nbegins = "a"\nreason = "r"\n\n  [[ correction ]]\nbegins = "b"\nreason = "r"\n'
    )
    assert [one.line for one in load(path)] == [2, 6]


def test_a_file_beside_seeds_is_refused_and_one_among_loose_files_is_named(tmp_path: Path) -> None:
    made = workspace(tmp_path / "w", paste())
    (made / "corrections.toml").write_text("", "utf-8")
    with pytest.raises(CorpuskitError, match="where nothing reads it"):
        corpuskit.build(made)
    loose = tmp_path / "loose"
    loose.mkdir()
    (loose / "paste.txt").write_text(paste(), "utf-8")
    (loose / "corrections.toml").write_text("", "utf-8")
    assert [problem.code for problem in corpuskit.build(loose, out=tmp_path / "out").problems] == ["config-unread"]


def test_an_empty_file_corrects_nothing(tmp_path: Path) -> None:
    made = workspace(tmp_path, paste(), "# nothing yet\n")
    assert corpuskit.build(made).manifest.content["corrections_sha256"] is None
