"""corpus.toml: what it can state, and that each mistake is named with its line and what to write instead."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import contract
from corpuskit.model import CorpuskitError, Exit, Problem, Seed
from corpuskit.workspace import create, open_workspace, starter
from corpuskit.workspace.configuration.config import describe, fits, load
from corpuskit.workspace.configuration.lines import line_of
from corpuskit.workspace.configuration.syntax import syntax_fault
from corpuskit.workspace.limits import Limits

Make = Callable[..., Path]


def problems(make: Make, config: str) -> tuple[Problem, ...]:
    with pytest.raises(CorpuskitError) as caught:
        open_workspace([make({"a.txt": b"x"}, config)])
    assert caught.value.exit_code == Exit.USAGE
    assert {problem.code for problem in caught.value.problems} == {"config-invalid"}
    assert all((problem.place.file or "").endswith("corpus.toml") for problem in caught.value.problems)
    return caught.value.problems


def test_what_is_stated_reaches_the_seeds_and_later_tables_win(workspace_folder: Make) -> None:
    config = """
title = "T"
collected = 2024-11-12
[seeds."**/*.txt"]
encoding = "koi8-r"
rights = "all"
[seeds."x/b.txt"]
rights = "none"
[limits]
line_bytes = 2_000_000
"""
    found = open_workspace([workspace_folder({"a.txt": b"", "x/b.txt": b"", "c.html": b""}, config)])
    assert [dict(seed.settings) for seed in found.seeds] == [
        {"encoding": "koi8-r", "rights": "all"},
        {},
        {"encoding": "koi8-r", "rights": "none"},
    ]
    assert (found.config["title"], found.config["collected"]) == ("T", "2024-11-12")
    assert found.limits.line_bytes == 2_000_000
    assert found.config_path is not None


def test_a_workspace_without_corpus_toml_has_an_empty_configuration(workspace_folder: Make) -> None:
    found = open_workspace([workspace_folder({"a.txt": b"x"})])
    assert (dict(found.config), found.config_path, found.limits) == ({}, None, Limits())


@pytest.mark.parametrize(
    ("config", "line", "message", "hint"),
    [
        ('title = "x"\ntitel = "y"\n', 2, "unknown key titel", "did you mean title?"),
        ('\n[seeds."a.txt"]\nDateOrder = "dmy"\n', 3, 'seeds."a.txt".DateOrder', "did you mean date_order?"),
        ("# c\nversion = 1.0\n", 2, "version: has to be text in quotes, not 1.0", "1.0.0"),
        ('[seeds."a.txt"]\ndate_order = "dd-mm"\n', 2, "one of dmy, mdy, ymd", "Order of day"),
        (
            "creators = [\n  # who\n  {name = 'A'},\n  {affiliation = 'B'},\n]\n",
            1,
            "creators[2] has no name",
            "add name",
        ),
        ('[[creators]]\nname = "A"\n[[creators]]\nname = "B"\norcid = "0"\n', 5, "creators[2].orcid", "0000"),
        (
            '[[creators]]\nname = "A"\n\n# and\n\n[[creators]]\nname = "B"\norcid = "0"\n',
            8,
            "creators[2].orcid",
            "0000",
        ),
        ('homepage = "no address"\n', 1, "not a valid address", "https"),
        ('released = "2024-02-31"\n', 1, "not a valid day", "2025-01-15"),
        ('collected = "2024-02-31"\n', 1, "not a day of the calendar", "range"),
        ('collected = "2024-11/2024-09-01"\n', 1, "ends before it begins", "range"),
        ("released = 2024-01-01T10:00:00\n", 1, "text in quotes", "Day"),
        ('[seeds."b.txt"]\nrights = "x"\n', 1, "fits no seed", 'did you mean [seeds."a.txt"]?'),
        ('[datasheet]\nmotivation-1 = "x"\nmotive-1 = "y"\n', 3, "unknown key", "motivation-1"),
        ('title = ""\n', 1, "title: is empty", "Title"),
        (f'name = "{"a" * 101}"\n', 1, "name: is longer than 100 characters", "name"),
        ("[limits]\nline_bytes = 5\n", 2, "at least 1048576", "Longest line"),
        ('[seeds."a.txt"]\nlanguage = "english"\n', 2, "not written as", "in small letters"),
        ('[seeds."a.txt"]\nlanguage = "EN"\n', 2, "not written as", "in small letters"),
        ('[seeds."a.txt"]\ncolumns = {Kopf = "titel"}\n', 2, ', rights, "", not "titel"', "did you mean title?"),
        *(
            (
                f'[elsewhere]\n"{name}" = {{url = "b.txt", sha256 = "{"0" * 64}"}}\n',
                2,
                "cannot be a key",
                "below seeds/",
            )
            for name in ("../b.txt", "/b.txt", "a//b.txt", "a/./b.txt", "a/..", "b/", "")
        ),
    ],
)
def test_each_mistake_has_a_line_and_a_remedy(
    workspace_folder: Make, config: str, line: int, message: str, hint: str
) -> None:
    (found,) = problems(workspace_folder, config)
    assert message in found.message
    assert hint in found.hint
    assert found.place.line == line


def test_all_mistakes_are_reported_at_once(workspace_folder: Make) -> None:
    found = problems(workspace_folder, 'name = "A B"\nversion = 2\nfoo = 1\n')
    assert [problem.place.line for problem in found] == [1, 2, 3]


@pytest.mark.parametrize(
    ("config", "line", "column", "hint"),
    [
        ('title = "x"\nname = bare\n', 2, 8, 'name = "bare"'),
        ("title = “x”\n", 1, 9, "straight quotes"),
        ('title = "x"\ntitle = "y"\n', 2, None, "a key stands once"),
        ("[seeds\n", 1, None, "close the heading: ]"),
        ('# c\ntitle = "x\n', 2, 11, "close the quotation"),
        ('title = """x\n\nrest\n', 1, None, 'end it with three quotes: """'),
        ('title = "x"\nkeywords = ["a",\n"b"\nname = "y"\n', 2, None, "end it with ]"),
        ('[datasheet]\nuses-1 = "x"\n[datasheet]\n', 3, None, "below one heading"),
        ('title = "C:\\data"\n', 1, None, "write \\\\ for a backslash"),
        ("collected = 2024-13-01\n", 1, None, "a day of the calendar"),
        ('title "x"\n', 1, None, "KEY = VALUE"),
        ("title =\n", 1, None, 'title = "…"'),
        ('seeds."a.txt" = {\nrights = "x" }\n', 1, None, "from { to }"),
    ],
)
def test_what_is_not_toml_is_placed_by_line_and_column(
    workspace_folder: Make, config: str, line: int, column: int | None, hint: str
) -> None:
    (found,) = problems(workspace_folder, config)
    assert found.place.line == line
    assert column is None or found.place.column == column
    assert hint in found.hint
    assert "not TOML" in found.message


@given(
    st.lists(
        st.sampled_from(['a = "b"', "c = [", "]", '"""', "d = '''", "[e]", "[[f]", "{", "g = 1979-13-40", "h", ""]),
        max_size=8,
    )
)
def test_whatever_is_no_toml_has_a_line_of_the_file_and_a_remedy(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = syntax_fault(text, error)
        assert 1 <= found.line <= max(1, len(lines))
        assert found.reason.startswith("it is not TOML: ")
        assert found.remedy


def test_a_byte_order_mark_does_not_harm(workspace_folder: Make) -> None:
    folder = workspace_folder({"a.txt": b"x"})
    (folder / "seeds/corpus.toml").write_bytes(b'\xef\xbb\xbftitle = "x"\r\n')
    assert open_workspace([folder]).config["title"] == "x"


@pytest.mark.parametrize("data", [b'title = "\xe9"\n', b"a = " + b"[" * 100_000, b"#" * 5_000_000])
def test_a_wrong_file_in_place_of_corpus_toml_is_an_error(workspace_folder: Make, data: bytes) -> None:
    folder = workspace_folder({"a.txt": b"x"})
    (folder / "seeds/corpus.toml").write_bytes(data)
    with pytest.raises(CorpuskitError) as caught:
        open_workspace([folder])
    assert caught.value.exit_code == Exit.USAGE


def test_corpus_toml_beside_seeds_is_not_passed_over(workspace_folder: Make) -> None:
    folder = workspace_folder({"a.txt": b"x"})
    (folder / "corpus.toml").write_text('title = "x"')
    with pytest.raises(CorpuskitError, match="lies beside seeds/"):
        open_workspace([folder])


def test_the_defaults_of_the_schema_are_those_of_the_code() -> None:
    stated = contract.schema("corpus")["properties"]["limits"]["properties"]
    assert {key: entry["default"] for key, entry in stated.items()} == Limits()._asdict()


def test_init_writes_a_workspace_that_builds_at_once_and_changes_nothing_that_exists(tmp_path: Path) -> None:
    made = create(tmp_path / "new")
    assert [path.name for path in made] == [
        "corpus.toml",
        ".gitattributes",
        ".gitignore",
        "corpus.schema.json",
        "corrections.schema.json",
    ]
    assert create(tmp_path / "new") == []
    (tmp_path / "new/seeds/a.txt").write_text("x")
    assert not any(open_workspace([tmp_path / "new"]).config.values())


def test_the_starter_shows_every_key_and_each_example_is_valid(workspace_folder: Make) -> None:
    shown = "\n".join(
        line.removeprefix("# ")
        for line in starter().split("\n")
        if re.match(r"(# )?(\[|([a-z_0-9-]+|\"[^\"]+\") = )", line)
    )
    stated = tomllib.loads(shown)
    assert set(stated) == set(contract.schema("corpus")["properties"])
    folder = workspace_folder({"a.txt": b"x"}, shown)
    assert load(folder / "seeds" / "corpus.toml") == stated


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "x/a.txt", False),
        ("**/*.txt", "a.txt", True),
        ("**/*.txt", "x/y/a.txt", True),
        ("x/**", "x/y/a.txt", True),
        ("x/**/a.txt", "x/a.txt", True),
        ("?.txt", "ab.txt", False),
        ("a[1].txt", "a[1].txt", True),
        ("A.txt", "a.txt", False),
        ("**", "any/thing", True),
    ],
)
def test_patterns_stay_within_a_folder_unless_they_have_two_stars(pattern: str, name: str, expected: bool) -> None:
    assert fits(pattern, name) is expected


def test_a_pattern_of_many_stars_is_matched_at_once() -> None:
    assert not fits("/".join(["**"] * 40 + ["x"]), "/".join("ab" * 60))


KEYS = st.text("abcd", min_size=1, max_size=3)


@given(st.lists(st.tuples(KEYS, st.sampled_from(['"x"', '"""\nx\n"""', "[\n1,\n2]", "{a = 1}"])), max_size=6), KEYS)
def test_the_line_of_a_key_is_the_one_on_which_it_is_written(rows: list[tuple[str, str]], wanted: str) -> None:
    unique = dict(rows)
    text, expected, line = "", None, 1
    for key, value in unique.items():
        text += f"# note\n{key} = {value}\n"
        if key == wanted:
            expected = line + 1
        line += 2 + value.count("\n")
    assert line_of(text, (wanted,)) == expected


@pytest.mark.parametrize("config", ["version = " + "9" * 5000 + "\n", ".".join("k" * 3000) + " = 1\n"])
def test_what_python_cannot_read_is_named_like_any_mistake(config: str, workspace_folder: Make) -> None:
    assert problems(workspace_folder, config)


def test_the_line_of_a_key_is_found_in_tables_and_arrays_of_them_too() -> None:
    text = """\
creators = [
  { name = "A" }, # ]
  { name = "B" },
]
[a."b.c"]
d.e = '''
[x]
'''''

[[f]]
[[f]]
g = 1
[[f.h]]
[f.h.i]
j = "\\"[["
"""
    expected = {
        ("creators", 1, "name"): 1, ("a",): 5, ("a", "b.c", "d", "e"): 6, ("f",): 10, ("f", 1): 11, ("f", 1, "g"): 12,
        ("f", 1, "h", 0): 13, ("f", 1, "h", 0, "i", "j"): 15, ("f", 0, "g"): None, ("x",): None,
    }  # fmt: skip
    assert {path: line_of(text, path) for path in expected} == expected


def test_a_mistake_in_a_long_file_is_found_at_once(workspace_folder: Make) -> None:
    words = "".join(f'  "word {number}",\n' for number in range(20_000))
    began = time.process_time()
    (first, second) = problems(workspace_folder, f"first = 1\nkeywords = [\n{words}]\nlast = 2\n")
    assert (first.place.line, second.place.line) == (1, 20_004)
    (unended,) = problems(workspace_folder, f"keywords = [\n{words}")
    assert (unended.place.line, "does not end" in unended.message) == (1, True)
    assert time.process_time() - began < 20


def test_thousands_of_tables_of_single_seeds_are_applied_at_once() -> None:
    seeds = [Seed(f"a/{number}.txt", None) for number in range(5_000)]
    tables = {seed.name: {"language": "en"} for seed in seeds} | {"a/*9.txt": {"language": "de"}}
    began = time.process_time()
    found = describe(seeds, {"seeds": tables}, Path("corpus.toml"))
    assert [one.settings["language"] for one in found[8:11]] == ["en", "de", "en"]
    assert time.process_time() - began < 10


def test_a_share_that_is_no_number_is_a_mistake(workspace_folder: Make) -> None:
    (found,) = problems(workspace_folder, '[require.x]\nthat = "word_count > 9"\nat_least = nan\n')
    assert (found.place.line, "no number" in found.message) == (3, True)
    (found,) = problems(workspace_folder, "[duplicates]\nsimilarity = nan\n")
    assert (found.place.line, "no number" in found.message) == (2, True)


def test_a_registry_that_cannot_be_read_is_not_passed_over(workspace_folder: Make) -> None:
    folder = workspace_folder({"a.txt": b"x"})
    (folder / "seeds" / "outlets.toml").symlink_to(folder / "nowhere")
    assert open_workspace([folder]).registries() == [folder / "seeds" / "outlets.toml"]


def test_what_an_editor_keeps_beside_a_layout_is_none(workspace_folder: Make) -> None:
    folder = workspace_folder({"a.txt": b"x"})
    (folder / "seeds" / ".#a.layout.toml").symlink_to("somebody@host.1")
    assert [seed.name for seed in open_workspace([folder]).seeds] == ["a.txt"]
