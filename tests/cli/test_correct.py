"""``corpuskit correct``: what a person says is written, applied by the next build, and printed in the datasheet."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import corpuskit

import corpuskit as api
from corpuskit.cli import failures, group
from corpuskit.model import Record


@pytest.fixture
def folder(workspace_folder: Callable[..., Path], dumps: Path) -> Path:
    made = workspace_folder({"harbour.txt": (dumps / "harbour.txt").read_bytes()})
    api.build(made)
    return made


def record(folder: Path, title: str) -> Record:
    return next(one for one in api.split(folder) if one.title == title)


def corrections(folder: Path) -> list[dict[str, object]]:
    text = (folder / "seeds" / "corrections.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return [*found.get("correction", ()), *found.get("corrections", {}).values()]


def test_what_cannot_be_added_is_told_without_a_line_and_a_mistake_that_stands_there_with_its_own(folder: Path) -> None:
    name, path = record(folder, "Old lighthouse gets a new keeper").id, folder / "seeds" / "corrections.toml"
    arguments = ("correct", name, "--because", "r", "--set")
    assert corpuskit(*arguments, "date=2024-02-01", cwd=folder).returncode == 0
    before = path.read_bytes()
    for value, said in (("date=1.2.2024", "which is not a date"), ("date=2024-02-02", "is about the same as")):
        done = corpuskit(*arguments, value, cwd=folder)
        assert done.returncode == 2
        assert said in done.stderr.decode()
        assert "corrections.toml: error[config-invalid] nothing was written: " in done.stderr.decode()
    assert path.read_bytes() == before
    path.write_bytes(before + b"[oops\n")
    done = corpuskit(*arguments, "title=T", cwd=folder)
    assert "corrections.toml:6:6: error[config-invalid]" in done.stderr.decode()


def test_a_field_is_set_and_what_stood_in_the_file_stays(folder: Path) -> None:
    path = folder / "seeds" / "corrections.toml"
    path.write_text("# ours\n\n[[correction]]  # odd\nbegins = 'Fish market'\nreason = 'r'", "utf-8")
    before = path.read_bytes()
    known = record(folder, "Storm leaves three villages without power")
    name = known.id[:8]
    done = corpuskit(
        "correct", name, "--set", "authors=A. B.; C", "--set", "date=2024-02", "--because", "r", cwd=folder
    )
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"corrections.toml:8" in done.stderr
    assert path.read_bytes().startswith(before + b"\n\n[corrections]\n")
    found = record(folder, "Storm leaves three villages without power")
    assert (found.authors, found.date_partial, found.id) == (["A. B.", "C"], "2024-02", known.id)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ID"], "--because"),
        (["ID", "--because", "r"], "--set, --withdraw, --withhold or --exclude"),
        (["ID", "--set", "titel=x", "--because", "r"], "did you mean 'title'?"),
        (["ID", "--set", "title", "--because", "r"], "has no `=`"),
        (["ID", "--set", "date=tomorrow", "--because", "r"], "2024-08-30"),
        (["ID", "--withdraw", "undated", "--because", "r"], "--by NAME"),
        (["ID", "--begins", "--because", "r"], "FILE:LINE"),
        (["0000000000", "--set", "title=x", "--because", "r"], "0000000000"),
        (["harbour.txt:1", "--because", "r"], "--begins or --continues"),
        (["harbour.txt:999", "--begins", "--because", "r"], "is not a line with text in a seed"),
        (["other.txt:1", "--begins", "--because", "r"], "is not a line with text"),
        ([], "ID"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = record(folder, "Old lighthouse gets a new keeper").id
    monkeypatch.chdir(folder)
    assert failures.run(group, ["correct", *(name if one == "ID" else one for one in arguments)]) == 2
    assert said in capsys.readouterr().err
    assert not (folder / "seeds" / "corrections.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--next", "--audit", "3"), "--next and --audit are two things to do"),
        (("--next", "--set", "page=1"), "--next asks record by record: it does not go with --set"),
        (("--audit", "3", "abcd"), "--audit asks record by record: it does not go with ID or FILE:LINE"),
        (("seeds/harbour.txt:1", "--begins", "--exclude", "other", "--because", "r"), "--begins is about a line"),
        (("abcd", "--set", "page=1", "--passage", "w", "--because", "r"), "--passage says which words"),
    ],
)
def test_what_would_not_be_heeded_is_refused(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    done = corpuskit("correct", *arguments, cwd=folder, stdin=b"")
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert not (folder / "seeds" / "corrections.toml").exists()


def test_a_caveat_is_withdrawn_and_a_record_excluded(folder: Path) -> None:
    undated = record(folder, "Fish market to open on Sundays").id
    gone = record(folder, "Old lighthouse gets a new keeper").id
    signed = ("--because", "read", "--by", "P. Erson")
    assert corpuskit("correct", undated, "--withdraw", "ambiguous-date", *signed, cwd=folder).returncode == 0
    assert corpuskit("correct", gone, "--exclude", "privacy", *signed, cwd=folder).returncode == 0
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    left = {one.id: one for one in api.split(folder)}
    assert left[undated].caveats[0]["withdrawn"] == {"reason": "read", "by": "P. Erson"}
    assert gone not in left
    shown = corpuskit("explain", undated, cwd=folder).stdout.decode()
    assert "withdrawn by P. Erson: read" in shown


def test_what_explain_prints_can_be_pasted(folder: Path) -> None:
    path = folder / "seeds" / "corrections.toml"
    name = record(folder, "Old lighthouse gets a new keeper").id
    for target, title in ((name, "Old lighthouse gets a new keeper"), ("seeds/harbour.txt:32", None)):
        shown = corpuskit("explain", target, cwd=folder, COLUMNS="40").stdout.decode()
        pasted = shown[shown.index("[[correction]]") :].replace('reason = ""', 'reason = "read"')
        path.write_text(pasted, "utf-8")
        assert any(one.title == title for one in api.split(folder)) == (title is not None)


def asked_of(shown: str) -> list[str]:
    """The lines that were asked about: "35 > the line"."""
    return [line.partition(" > ")[2] for line in shown.splitlines() if line.partition(" > ")[0].strip().isdecimal()]


def test_doubts_are_shown_with_their_evidence_and_answers_taken_from_a_pipe(folder: Path) -> None:
    built = corpuskit("build", "--min-confidence", "1", cwd=folder)
    assert built.returncode == 0
    assert b"boundaries-in-doubt" in built.stderr
    marked = [
        json.loads(line)
        for line in (folder / "dist" / "records.jsonl").read_text("utf-8").splitlines()
        if "low-confidence-boundary" in line
    ]
    assert marked
    answers = b"x\ns\ntitle=Another title\nread\na\n\nm\none article\n"
    shown = corpuskit("correct", "--next", "--below", "1", "--by", "P. Erson", stdin=answers, cwd=folder)
    text = shown.stdout.decode()
    assert shown.returncode == 0
    assert f"1 of {len(marked)}" in text
    assert "answer with a, b, m, s, k or q" in text
    assert "(1 line above)" in text or "no blank lines" in text
    said = corrections(folder)
    assert [set(one) - {"quote", "above", "below"} for one in said[:2]] == [
        {"record", "field", "value", "reason", "by"},
        {"begins", "reason", "by"},
    ]
    assert len(said) == min(len(marked), 2) + 1
    assert corpuskit("build", "-q", "--min-confidence", "1", cwd=folder).returncode == 0
    after = corpuskit("correct", "--next", "--below", "1", stdin=b"q\n", cwd=folder).stdout.decode()
    assert str(said[1]["begins"]) not in [line.partition(" > ")[2] for line in after.splitlines()]


def test_a_record_begins_at_another_line_by_its_number(folder: Path) -> None:
    path = folder / "seeds" / "harbour.txt"
    path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    api.build(folder)
    before = list(api.split(folder))
    place = min(before, key=lambda one: (one.confidence or 1, one.id)).provenance  # the first that is asked about
    lines = path.read_text("utf-8").splitlines()
    start = next(number for number in range(place["line_start"] - 1, 0, -1) if lines[number - 1].strip())
    wrong = ("", "x", "0", str(len(lines)), str(place["line_start"]), "9" * 5000, str(len(lines) + 9))
    answers = "".join(f"b\n{number}\n" for number in (*wrong, start)) + "\n"
    shown = corpuskit("correct", "--next", "--below", "1", stdin=answers.encode(), cwd=folder)
    assert shown.returncode == 0
    assert shown.stdout.decode().count("has no other line") == len(wrong)
    assert [set(one) & {"begins", "continues"} for one in corrections(folder)] == [{"begins"}, {"continues"}]
    begun = [one.provenance["line_start"] for one in api.split(folder)]
    assert start in begun
    assert place["line_start"] not in begun
    assert len(begun) == len(before)


def test_an_answer_to_one_line_is_none_to_others_of_the_same_text(folder: Path) -> None:
    path = folder / "seeds" / "harbour.txt"
    path.write_text("".join(f"Part {part}\n\n{path.read_text('utf-8')}\n" for part in "AB"), "utf-8")
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    before = corpuskit("correct", "--next", "--below", "1", stdin=b"k\n" * 99, cwd=folder).stdout.decode()
    asked = asked_of(before)
    twice = next(line for line in asked if asked.count(line) == 2)
    answers = b"".join(b"a\nread\n" if line == twice else b"k\n" for line in asked[: asked.index(twice) + 1])
    assert corpuskit("correct", "--next", "--below", "1", stdin=answers, cwd=folder).returncode == 0
    after = corpuskit("correct", "--next", "--below", "1", stdin=b"k\n" * 99, cwd=folder).stdout.decode()
    assert [line for line in asked_of(after) if line == twice] == [twice]
    assert corpuskit("build", "-q", cwd=folder).returncode == 0


def test_a_persons_judgements_of_a_sample_reach_the_datasheet(folder: Path) -> None:
    first = corpuskit("correct", "--audit", "4", "--by", "P. Erson", stdin=b"y\nnonsense\ndate\nn\nk\nq\n", cwd=folder)
    assert first.returncode == 0
    assert "known are" in first.stdout.decode()
    path = folder / "seeds" / "audit.toml"
    judged = tomllib.loads(path.read_text("utf-8"))["judgement"]
    assert [(said["boundary"], said.get("wrong")) for said in judged] == [(True, ["date"]), (False, None)]
    again = corpuskit("correct", "--audit", "4", stdin=b"y\nq\n", cwd=folder).stdout.decode()
    assert "1 of 2: " in again
    assert "known are" not in again
    assert tomllib.loads(path.read_text("utf-8"))["judgement"] == judged
    assert all(said["record"] not in again for said in judged)
    api.build(folder)
    page = (folder / "dist" / "DATASHEET.md").read_text("utf-8")
    assert "2 records of a random sample were read and judged by P. Erson" in page
    assert "| boundary | 2 | 1 | 0.500 | 0.095 to 0.905 |" in page
    assert "| date | 1 | 0 | 0.000 | 0.000 to 0.793 |" in page


def test_without_a_workspace_or_a_corpus_it_says_what_is_missing(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    assert corpuskit("correct", "--next", "--workspace", "a.txt", cwd=tmp_path).returncode == 2
    done = corpuskit("correct", "--next", "--dist", "nowhere", cwd=folder)
    assert (done.returncode, b"no-dist" in done.stderr) == (2, True)
