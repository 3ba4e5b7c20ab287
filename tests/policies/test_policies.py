"""What a corpus demands and what it has accepted: rules and requirements of corpus.toml, severities, the baseline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pastes import FERRY, MAPS

from corpuskit import contract, pipeline
from corpuskit.model import CorpuskitError, Place, Problem
from corpuskit.policies.baseline import Baseline
from corpuskit.reports.fingerprints import fingerprints_of
from corpuskit.validation import validate

PASTE = f"{FERRY}\n{MAPS}"


@pytest.fixture
def records(tmp_path: Path) -> Callable[..., Path]:
    """Writes records, each given as the fields that differ from an empty one."""

    def write(*changes: dict[str, object]) -> Path:
        empty = contract.required_empty()
        place = {
            "file": "a.txt",
            "file_sha256": "0" * 64,
            "view_sha256": "0" * 64,
            "encoding": "utf-8",
            "layout": "pasted",
        }
        path = tmp_path / "records.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number, changed in enumerate(changes):
                span = {
                    "byte_start": 10 * number,
                    "byte_end": 10 * number + 9,
                    "line_start": number + 1,
                    "line_end": number + 1,
                }
                told = {"schema_version": contract.schema_version(), "id": f"{number:016x}", "language": "en"}
                json.dump(empty | told | {"provenance": empty["provenance"] | place | span} | changed, file)
                file.write("\n")
        return path

    return write


def config(folder: Path, text: str) -> Path:
    path = folder / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_of_ones_own_names_each_record_of_which_its_condition_holds(
    records: Callable[..., Path], tmp_path: Path
) -> None:
    stated = config(
        tmp_path,
        """
[rules."press/untitled"]
where = "title is null or title like '%test%'"
message = "there is no title worth the name"
hint = "look at the dump"
severity = "warning"
""",
    )
    path = records({"title": "A title"}, {}, {"title": "a test"})
    found = validate([path], config=stated)
    assert [(p.code, p.severity, p.hint, p.place.line, p.place.field) for p in found.problems] == [
        ("press/untitled", "warning", "look at the dump", 2, "/title"),
        ("press/untitled", "warning", "look at the dump", 3, "/title"),
    ]
    assert validate([path], ignore=["press/untitled"], config=stated).problems == ()
    assert validate([path]).problems == ()


@pytest.mark.parametrize(
    ("requirement", "lines", "words"),
    [
        ("that = \"language = 'en'\"", [2], "it does not hold here"),
        ('that = "title is null"\nat_most = 0', [1, 2, 3, 4], "it does hold here"),
        ("that = \"language = 'en'\"\nat_least = 80", [2], "3 of 4 records (75.0 %), and has to of at least 80 %"),
        ("that = \"language = 'en'\"\nat_least = 75", [], ""),
        ("that = \"language = 'de'\"\nat_most = 20", [2], "'little' (language = 'de'): it holds of 1 of 4"),
        ("that = \"language != 'xx'\"\nat_least = 10\nat_most = 50", [1], "has to of at least 10 % and at most 50 %"),
        ("that = \"language = 'en'\"\nat_least = 10\nat_most = 50", [1], "3 of 4 records (75.0 %)"),
        ("that = \"language = 'xx'\"\nat_least = 10\nat_most = 50", [1], "0 of 4 records (0.0 %)"),
        ('that = "reference is not null"\nof = "caveats"', [3], "does not hold here"),
        ('that = "reference is not null"\nof = "caveats"\nat_least = 60', [3], "1 of 2 caveats (50.0 %)"),
    ],
)  # fmt: skip
def test_a_requirement_names_what_breaks_it(
    records: Callable[..., Path], tmp_path: Path, requirement: str, lines: list[int], words: str
) -> None:
    empty = contract.schema()["properties"]["caveats"]["items"]["properties"]
    caveat = dict.fromkeys(empty) | {"code": "undated", "statement": "x"}
    caveats = [caveat, caveat | {"reference": "https://example.org"}]
    path = records({}, {"language": "de"}, {"caveats": caveats}, {})
    found = validate([path], config=config(tmp_path, f'[require."little"]\n{requirement}\n'))
    assert [p.code for p in found.problems] == ["requirement-unmet"] * len(lines)
    assert [p.place.line for p in found.problems] == lines
    assert all(words in p.message for p in found.problems), found.problems


def test_a_code_can_be_a_warning_or_off(records: Callable[..., Path], tmp_path: Path) -> None:
    path = records({"url": ""}, {"date": "2024-01-01"})
    codes = {p.code: p.severity for p in validate([path]).problems}
    assert codes["date-precision-disagrees"] == "error"
    stated = config(tmp_path, '[problems]\ndate-precision-disagrees = "note"\nschema-bad-format = "off"\n')
    changed = {p.code: p.severity for p in validate([path], config=stated).problems}
    assert changed == {code: s for code, s in codes.items() if code != "schema-bad-format"} | {
        "date-precision-disagrees": "note"
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[problems]\ndate-precision-disagree = "off"', 2, "did you mean date-precision-disagrees?"),
        ('[problems]\nundecodable = "off"', 2, "stops what meets it"),
        ('[problems]\nundated = "off"', 2, "withdraw it in corrections.toml"),
        ('[problems]\nempty-string = "never"', 2, "has to be one of error, warning, note, off"),
        ('[rules]\n"a/b" = { where = "wordcount < 5", message = "x" }', 2, "did you mean word_count?"),
        ('[rules]\nshort = { where = "word_count < 5", message = "x" }', 2, "press/short-text"),
        ('[require]\nx = { that = "date is" }', 2, "`is` needs null after it"),
        ('[require.x]\nthat = "date is null"\nat_least = 101', 3, "at most 100"),
        ('[require]\n"x y" = { that = "date is null", at_least = 60, at_most = 40 }', 2, "no corpus fulfils it"),
        ('[require]\nx = { that = "date is null", at_least = 0.9 }', 2, "a share of 0.9 is at_least = 90"),
    ],
)  # fmt: skip
def test_a_wrong_policy_is_named_with_its_line(
    records: Callable[..., Path], tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(CorpuskitError) as caught:
        validate([records({})], config=config(tmp_path, text))
    (problem,) = caught.value.problems
    assert (caught.value.exit_code, problem.code, problem.place.line) == (2, "config-invalid", line)
    assert words in problem.message + problem.hint


def test_a_baseline_accepts_what_there_is_reports_what_is_new_and_names_what_is_gone(
    records: Callable[..., Path], tmp_path: Path
) -> None:
    baseline = tmp_path / "corpuskit.baseline"
    wrong = {"date_precision": "day"}
    path = records(wrong, {}, wrong)
    assert len(validate([path]).problems) == 2
    assert validate([path], baseline=baseline, update_baseline=True).accepted == 2
    written = baseline.read_text(encoding="utf-8").splitlines()
    assert len(written) == 3
    assert written[1:] == sorted(written[1:])
    assert {line.partition("  ")[2] for line in written[1:]} == {
        f"date-precision-disagrees  {path} {number:016x} /date_precision" for number in (0, 2)
    }
    moved = records({"id": "00000000000000aa"}, wrong | {"id": f"{0:016x}"}, wrong | {"id": "00000000000000ff"})
    found = validate([moved], baseline=baseline)
    assert [p.place.record for p in found.problems] == ["00000000000000ff"]
    assert found.accepted == 1


def test_a_baseline_that_an_editor_of_windows_saved_is_the_same(records: Callable[..., Path], tmp_path: Path) -> None:
    baseline = tmp_path / "corpuskit.baseline"
    path = records({"date_precision": "day"})
    assert validate([path], baseline=baseline, update_baseline=True).accepted == 1
    _, entry = baseline.read_bytes().splitlines()
    baseline.write_bytes(b"\xef\xbb\xbf" + entry + "\u2028 \x0b\r\n".encode())
    assert validate([path], baseline=baseline).accepted == 1


def test_more_problems_than_are_listed_can_be_accepted(records: Callable[..., Path], tmp_path: Path) -> None:
    baseline = tmp_path / "accepted"
    path = records(*[{"date_precision": "day"}] * 150)
    assert validate([path], baseline=baseline, update_baseline=True).accepted == 150
    assert validate([path], baseline=baseline).problems == ()
    more = records(*[{"date_precision": "day"}] * 300)
    found = validate([more], baseline=baseline)
    assert found.accepted == 150
    assert [p.code for p in found.problems[-2:]] == ["date-precision-disagrees", "and-more"]
    assert "150" in found.problems[-1].message


def test_what_stops_a_command_is_accepted_by_no_line_that_somebody_writes() -> None:
    stopping = Problem("undecodable", "error", "it cannot be read", "", Place("a.txt", 1))
    (mark,) = fingerprints_of([stopping], ["a.txt"], None)
    judged = Baseline(Path("corpuskit.baseline"), {mark: (2, stopping.code)}).judge([stopping], None)
    assert (judged.new, judged.accepted) == ((stopping,), 0)


@pytest.mark.parametrize(
    ("line", "words"),
    [("<<<<<<< ours", "a conflict is not settled"), ("what is this", "no entry"), ("\udcff", "not UTF-8")],
)
def test_a_baseline_that_is_none_is_wrong_use(
    records: Callable[..., Path], tmp_path: Path, line: str, words: str
) -> None:
    baseline = tmp_path / "corpuskit.baseline"
    baseline.write_text(f"# one\n{line}\n", encoding="utf-8", errors="surrogateescape")
    with pytest.raises(CorpuskitError) as caught:
        validate([records({})], baseline=baseline)
    (found,) = caught.value.problems
    assert (caught.value.exit_code, found.code, found.place.line) == (2, "baseline-invalid", 2)
    assert words in found.message


def test_a_workspace_is_judged_by_its_own_corpus_toml_when_it_is_built_and_checked(
    workspace_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = 'collected = "2024-05-04"\n[rules]\n'
    stated += '"own/library" = { where = "title like \'Library%\'", message = "again" }\n'
    folder = workspace_folder({"paste.txt": PASTE.encode()}, stated)
    monkeypatch.chdir(folder)
    with pytest.raises(CorpuskitError) as caught:
        pipeline.build((".",), None, pipeline.Options())
    places = {p.code: (p.place.file, p.place.line, p.place.column) for p in caught.value.problems}
    assert places == {"own/library": ("seeds/paste.txt", 6, 1), "date-after-collected": ("seeds/paste.txt", 7, 17)}
    assert {p.code for p in validate((".",)).problems} == set(places)
    assert not (folder / "dist").exists()
    assert validate((".",), update_baseline=True).accepted == 2
    assert validate((".",)).problems == ()
    built = pipeline.build((".",), None, pipeline.Options())
    assert built.problems == ()
    assert validate(("dist",)).problems == ()
    (folder / "seeds" / "corpus.toml").write_text('collected = "2024-06"\n', encoding="utf-8")
    gone = validate((".",)).problems
    assert [(p.code, p.severity, p.place.file, p.place.line) for p in gone] == [
        ("baseline-stale", "warning", "corpuskit.baseline", 2),
        ("baseline-stale", "warning", "corpuskit.baseline", 3),
    ]
