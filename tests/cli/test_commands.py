"""What a user sees of the commands: output, exit codes, and that nothing raw reaches the terminal."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import PASTE, RAW, ROOT, corpuskit

import corpuskit as api
from corpuskit import contract
from corpuskit.cli import COMMANDS, summary
from corpuskit.model import DOUBTFUL


@pytest.fixture
def workspace(workspace_folder: Callable[..., Path]) -> Path:
    return workspace_folder({"paste.txt": PASTE.encode()})


def test_every_command_is_listed_with_its_own_first_line_and_has_an_example(tmp_path: Path) -> None:
    shown = corpuskit("--help", cwd=tmp_path).stdout.decode()
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", shown, re.MULTILINE)
        help_text = corpuskit(name, "--help", cwd=tmp_path)
        assert help_text.returncode == 0
        assert f"corpuskit {name}" in help_text.stdout.decode().split("Examples:")[1]


def test_help_loads_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['corpuskit', '--help']\n"
        "from corpuskit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pyarrow', 'numpy', 'jsonschema', 'rich', 'pandas'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    from corpuskit import __version__

    assert corpuskit("--version", cwd=tmp_path).stdout.decode() == f"corpuskit {__version__}\n"


def test_an_unknown_command_names_the_nearest_one(tmp_path: Path) -> None:
    done = corpuskit("biuld", cwd=tmp_path)
    assert done.returncode == 2
    assert "Did you mean 'build'?" in done.stderr.decode()


def test_without_a_command_the_help_stands_there_once_and_as_it_is(tmp_path: Path) -> None:
    done = corpuskit(cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == corpuskit("--help", cwd=tmp_path).stdout.decode()


def test_of_many_known_words_the_message_lists_none(tmp_path: Path) -> None:
    told = corpuskit("explain", "zzzzzz", cwd=tmp_path).stderr.decode()
    assert "'zzzzzz' is not a record's id" in told
    assert "docs/problems.md lists all codes" in told
    assert len(told) < 300


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of this test is not that of Windows")
def test_what_is_to_be_typed_next_can_be_copied(tmp_path: Path) -> None:
    (tmp_path / "paste.txt").write_text(PASTE, "utf-8")
    for folder in ("my corpus", "it's Größe $HOME", "plain"):
        told = corpuskit("init", "--example", folder, cwd=tmp_path).stdout.decode()
        added = corpuskit("add", "--yes", "paste.txt", "--workspace", folder, cwd=tmp_path).stderr.decode()
        for said in (told, added):
            words = shlex.split(said.rpartition("next: ")[2])
            assert words == ["corpuskit", "build", folder]


def test_a_build_in_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    done = corpuskit("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "corpuskit init" in done.stderr.decode()
    assert not (tmp_path / "dist").exists()


def test_init_then_build_at_once_works(tmp_path: Path) -> None:
    assert corpuskit("init", "fresh", cwd=tmp_path).returncode == 0
    (tmp_path / "fresh" / "seeds" / "paste.txt").write_text(PASTE, encoding="utf-8")
    done = corpuskit("build", "fresh", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "fresh" / "dist" / "data" / "records.parquet").is_file()


def test_init_changes_nothing_that_exists(workspace: Path) -> None:
    config = workspace / "seeds" / "corpus.toml"
    config.write_text('title = "Mine"\n', encoding="utf-8")
    done = corpuskit("init", ".", cwd=workspace)
    assert done.returncode in (0, 2)
    assert config.read_text(encoding="utf-8") == 'title = "Mine"\n'


def test_a_build_ends_in_a_summary_on_standard_error_and_nothing_on_standard_output(workspace: Path) -> None:
    done = corpuskit("build", cwd=workspace)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b""
    shown = done.stderr.decode()
    for word in ("2 records", "Coast Courier", "2024-05-03", "2024-05-05", "unknown", "dist"):
        assert word in shown, shown


def test_the_summary_says_how_seeds_were_read_what_is_in_doubt_and_which_tables_there_are(workspace: Path) -> None:
    (workspace / "seeds" / "rows.csv").write_text("title,text\nFerry back,It sails again.\n", "utf-8")
    (workspace / "seeds" / "more.csv").write_text("title,text\nMill shut,It stands still.\n", "utf-8")
    done = corpuskit("build", "--also", "sqlite,csv", cwd=workspace)
    rows = dict(line.split("  ", 1) for line in done.stderr.decode().splitlines() if "  " in line)
    assert rows["read as"].strip() == "csv 2 in 2 seeds, pasted 2 in 1 seed"
    assert rows["also"].strip() == "data/corpus.sqlite, data/records.csv"
    assert "texts" not in rows
    sure = [record.confidence for record in api.split(workspace)]
    assert None in sure
    doubtful = sum(one is not None and one < DOUBTFUL for one in sure)
    assert rows.get("in doubt", "").strip().startswith(f"{doubtful} of 4 records" if doubtful else "")
    assert ("in doubt" in rows) == (doubtful > 0)


def test_the_summary_says_how_many_records_have_no_text(workspace: Path) -> None:
    (workspace / "seeds" / "rows.csv").write_text("title,url\nFerry back,https://c.example/1\n", "utf-8")
    done = corpuskit("build", cwd=workspace)
    assert "texts       none in 1 of 3 records\n" in done.stderr.decode()


def test_quiet_prints_nothing_when_all_is_well(workspace: Path) -> None:
    for command in (["build", "-q"], ["validate", "-q"], ["verify", "-q", "dist"]):
        done = corpuskit(*command, cwd=workspace)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_split_prints_the_records_and_writes_nothing(workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))
    done = corpuskit("split", "seeds/paste.txt", cwd=workspace)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["date"] for r in records] == ["2024-05-03", "2024-05-05"]
    assert sorted(workspace.rglob("*")) == before


def test_split_and_build_give_the_same_records(workspace: Path) -> None:
    corpuskit("build", "-q", cwd=workspace)
    built = (workspace / "dist" / "records.jsonl").read_bytes()
    split = corpuskit("split", "seeds", cwd=workspace).stdout
    assert [json.loads(line) for line in split.splitlines()] == [json.loads(line) for line in built.splitlines()]


def test_the_spans_tile_the_file(workspace: Path) -> None:
    done = corpuskit("split", "--spans", "seeds/paste.txt", cwd=workspace)
    spans = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(spans[0]) == {"file", "byte_start", "byte_end", "kind", "record"}
    ends = [0] + [span["byte_end"] for span in spans]
    assert [span["byte_start"] for span in spans] == ends[:-1]
    assert ends[-1] == len(PASTE.encode())
    assert [span["kind"] for span in spans[:3]] == ["title", "credit", "body"]


def test_the_view_of_plain_text_is_the_file(workspace: Path) -> None:
    assert corpuskit("split", "--view", "seeds/paste.txt", cwd=workspace).stdout == PASTE.encode()


def test_standard_input_is_a_seed(tmp_path: Path) -> None:
    done = corpuskit("build", "-", "--out", "dist", cwd=tmp_path, stdin=PASTE.encode())
    assert done.returncode == 0, done.stderr.decode()
    assert len((tmp_path / "dist" / "records.jsonl").read_bytes().splitlines()) == 2


def test_loose_files_need_a_folder_to_write(workspace: Path) -> None:
    done = corpuskit("build", "seeds/paste.txt", cwd=workspace)
    assert done.returncode == 2
    assert "--out" in done.stderr.decode()
    named = corpuskit("build", "seeds", cwd=workspace).stderr.decode()
    assert "seeds holds seeds, and has no place for dist/" in named
    assert "use: the folder around it" in named
    (workspace / "texts").mkdir()
    (workspace / "texts" / "paste.txt").write_text(PASTE, "utf-8")
    assert "texts holds no seeds/" in corpuskit("build", "texts", cwd=workspace).stderr.decode()


def test_the_schema_is_printed_as_it_is(tmp_path: Path) -> None:
    assert corpuskit("schema", cwd=tmp_path).stdout == contract.schema_bytes("record")
    assert corpuskit("schema", "--list", cwd=tmp_path).stdout.decode().split() == contract.schema_names()
    assert corpuskit("schema", "recrod", cwd=tmp_path).returncode == 2


def test_explain_knows_records_codes_and_lines(workspace: Path) -> None:
    corpuskit("build", "-q", cwd=workspace)
    record = json.loads((workspace / "dist" / "records.jsonl").read_text(encoding="utf-8").splitlines()[0])
    shown = corpuskit("explain", record["id"][:8], cwd=workspace).stdout.decode()
    assert record["title"] in shown
    assert "3 May 2024" in shown
    assert "bytes" in shown
    assert "no article" in corpuskit("explain", "no-articles", cwd=workspace).stdout.decode()
    assert corpuskit("explain", "seeds/paste.txt:7", cwd=workspace).returncode == 0
    assert corpuskit("explain", "seeds/paste.txt:9999", cwd=workspace).returncode == 2
    assert corpuskit("explain", "no-artikles", cwd=workspace).returncode == 2


def test_stats_show_what_a_corpus_contains(workspace: Path) -> None:
    corpuskit("build", "-q", cwd=workspace)
    shown = corpuskit("stats", cwd=workspace).stdout.decode()
    assert "Coast Courier" in shown
    data = json.loads(corpuskit("stats", "--json", cwd=workspace).stdout)
    assert data


def test_stats_of_a_corpus_without_records_say_so(workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"none.txt": b"Share\nTweet\n"})
    assert corpuskit("build", "--keep-going", cwd=folder).returncode == 3
    done = corpuskit("stats", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"no records from 1 seed (12 B), every byte accounted for\n")


@pytest.mark.parametrize("out", ["dist", "parts/dist"])
def test_what_an_earlier_build_wrote_among_the_seeds_is_no_seed(tmp_path: Path, out: str) -> None:
    (tmp_path / "paste.txt").write_text(PASTE, encoding="utf-8")
    first, again = (corpuskit("build", ".", "--out", out, cwd=tmp_path) for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0), again.stderr
    assert again.stderr == first.stderr


def test_what_a_repair_would_not_heed_is_refused(workspace: Path) -> None:
    corpuskit("build", "-q", cwd=workspace)
    for options, named in ((("--also", "csv"), "--also"), (("--locked", "-j", "2"), "--jobs"), (("--strict",), None)):
        done = corpuskit("build", "--repair", *options, cwd=workspace)
        assert done.returncode == (2 if named else 0), options
        assert named is None or f"it goes without {named}\n" in done.stderr.decode()


def test_the_name_of_a_folder_is_shown_not_sent(workspace: Path) -> None:
    corpuskit("build", "-q", cwd=workspace)
    for arguments in (
        ("select", "--sample", "1", "--out", "a\x1b[31m"),
        ("merge", "dist", "a\x1b[31m", "--out", "b\x1b[31m"),
        ("publish", "--to", "c\x1b[31m"),
    ):
        done = corpuskit(*arguments, cwd=workspace)
        assert done.returncode == 0, done.stderr
        assert b"\\x1b[31m" in done.stderr
        assert not RAW.search(done.stderr)


def test_a_title_with_escape_sequences_is_shown_not_sent(workspace_folder: Callable[..., Path]) -> None:
    hostile = PASTE.replace("Harbour ferry", "Harbour \x1b]0;owned\x07\x1b[31mferry \u202egnirts\u202c \x9b2J")
    folder = workspace_folder({"paste.txt": hostile.encode()})
    build = corpuskit("build", cwd=folder)
    record = json.loads((folder / "dist" / "records.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert "\x1b]0;owned\x07" in record["title"]
    outputs = [
        build,
        corpuskit("split", "seeds/paste.txt", cwd=folder),
        corpuskit("explain", record["id"], cwd=folder),
        corpuskit("explain", "seeds/paste.txt:1", cwd=folder),
        corpuskit("stats", cwd=folder),
        corpuskit("validate", cwd=folder),
        corpuskit("verify", "dist", cwd=folder),
    ]
    for done in outputs:
        assert not RAW.search(done.stdout + done.stderr), done.args


def test_a_hostile_file_name_is_shown_not_sent(tmp_path: Path) -> None:
    name = b"a\x1b]0;x\x07\n::error::b\xff.txt"
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
        file.write(PASTE.encode())
    done = corpuskit("build", ".", "--out", "dist", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not RAW.search(done.stderr)
    assert b"\n::error::" not in done.stderr


def on_a_terminal(*arguments: str, cwd: Path, columns: int = 80, **environment: str) -> bytes:
    """Standard error and output of a command that runs on a pseudo-terminal of so many columns."""
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, columns))
    with subprocess.Popen(
        [sys.executable, "-m", "corpuskit", *arguments],
        cwd=cwd,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "", **environment},
    ):
        os.close(follower)
        seen = b""
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
    os.close(leader)
    return seen


def test_a_terminal_gets_a_bar_and_colour_and_no_color_is_respected(workspace: Path) -> None:
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    seen = on_a_terminal("build", cwd=workspace, NO_COLOR=plain.get("NO_COLOR", ""))
    assert b"[####" in seen
    assert b"\x1b[" in seen
    without = on_a_terminal("build", cwd=workspace, NO_COLOR="1")
    assert b"\x1b[" not in without


@pytest.mark.parametrize(("columns", "said", "room"), [(0, "", 80), (0, "40", 40), (100, "50", 50), (70, "x", 70)])
def test_the_width_is_what_columns_says_else_the_terminal_else_80(
    workspace: Path, columns: int, said: str, room: int
) -> None:
    seen = on_a_terminal("explain", "no-articles", "--no-pager", cwd=workspace, columns=columns, COLUMNS=said)
    widest = max(len(line) for line in re.sub(rb"\x1b\[[0-9;]*m", b"", seen).decode().splitlines())
    assert room - 12 < widest <= room


@pytest.mark.parametrize("command", ["stats", "verify"])
def test_no_line_is_wider_than_a_narrow_terminal(command: str, workspace: Path) -> None:
    corpuskit("build", "-q", cwd=workspace)
    seen = re.sub(rb"\x1b\[[0-9;]*m", b"", on_a_terminal(command, cwd=workspace, columns=40)).decode()
    assert seen
    assert [line for line in seen.splitlines() if len(line) > 40] == []


def test_a_pipe_gets_plain_lines(workspace: Path) -> None:
    shown = corpuskit("build", cwd=workspace).stderr
    assert b"\x1b" not in shown
    assert b"\r" not in shown


def test_a_full_disk_under_standard_output_is_a_failure_of_the_machine(workspace: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "corpuskit", "split", "seeds/paste.txt"],
            cwd=workspace, stdout=full, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough_is_no_error(workspace: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m corpuskit split seeds/paste.txt | head -c1 >&2; echo ${{PIPESTATUS[0]}}"],
        cwd=workspace, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.stdout == b"0\n"
    assert done.stderr == b"{"


def test_steps_can_be_left_out_and_what_is_left_verifies(workspace: Path) -> None:
    assert corpuskit("build", "-q", "--without", "jsonl,caveats,language", cwd=workspace).returncode == 0
    assert not (workspace / "dist" / "records.jsonl").exists()
    assert corpuskit("verify", "-q", "dist", cwd=workspace).returncode == 0
    wrong = corpuskit("build", "--without", "languages", cwd=workspace)
    assert wrong.returncode == 2
    assert "language, caveats, duplicates, jsonl" in wrong.stderr.decode()


def test_a_workspace_stands_for_its_finished_corpus(workspace: Path) -> None:
    assert corpuskit("build", "-q", cwd=workspace).returncode == 0
    for command in (
        ["stats"],
        ["verify"],
        ["grep", "ferry"],
        ["select", "--sample", "1", "--out", "one"],
        ["publish", "--to", "sent"],
    ):
        done = corpuskit(*command, workspace, cwd=workspace.parent)
        assert done.returncode == 0, (command, done.stderr.decode())


def test_words_that_are_no_text_are_wrong_use(workspace: Path) -> None:
    assert corpuskit("build", "-q", cwd=workspace).returncode == 0
    line = (workspace / "dist" / "records.jsonl").read_bytes().split(b"\n")[0]
    record, word = json.loads(line)["id"], os.fsdecode(b"caf\xe9")
    for command in (
        ["grep", word],
        ["select", "--where", f"title = '{word}'", "--out", "x"],
        ["correct", record, "--set", f"title={word}", "--because", "so printed"],
    ):
        done = corpuskit(*command, cwd=workspace)
        assert done.returncode == 2, done.stderr.decode()
        assert "is not UTF-8 text" in done.stderr.decode()


def test_a_folder_with_files_and_without_seeds_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "paste.txt").write_text(PASTE, "utf-8")
    done = corpuskit("build", "--out", "dist", cwd=tmp_path)
    assert done.returncode == 2
    assert "no-seeds" in done.stderr.decode()
    assert corpuskit("build", ".", "--out", "dist", cwd=tmp_path).returncode == 0


def test_an_encoding_that_there_is_not_is_said_once(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_bytes(PASTE.replace("May", "Maÿ").encode("latin-1"))
    done = corpuskit("build", ".", "--encoding", "windoze-1252", "--out", "dist", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().count("error[unknown-encoding]") == 1


def test_dates_that_nothing_settles_are_told_with_what_would_settle_them(workspace_folder: Callable[..., Path]) -> None:
    paste = "Storm closes the harbour\nHarbour Post | 03/04/2024\n\n" + "Boats stayed at the quay till evening. " * 20
    folder = workspace_folder({"paste.txt": paste.encode()})
    told = " ".join(corpuskit("build", cwd=folder).stderr.decode().split())
    assert "1 date can be read as two days; what settles them: at least 5 dates of the same dump" in told
    told = " ".join(corpuskit("build", "--without", "language", cwd=folder).stderr.decode().split())
    assert "what settles them: the language of the text for full stops (left out by --without language)" in told


def test_a_row_of_the_summary_is_broken_behind_commas() -> None:
    shown = summary.table("", [("outlets", ", ".join(f"The Coast Courier {n}" for n in range(9)))], io.StringIO())
    rows = shown.splitlines()[1:]
    assert len(rows) == 3
    assert all(row.endswith(",") for row in rows[:-1])


def test_what_is_to_be_installed_is_this_distribution() -> None:
    shipped = [path for folder in ("corpuskit", "docs") for path in (ROOT / folder).rglob("*.*")]
    read = [path for path in shipped if path.suffix in (".py", ".toml", ".md")]
    assert len(read) > 300
    assert [path.name for path in read if "corpuskit[" in path.read_text("utf-8")] == []


@pytest.mark.parametrize("words", [["--ci", "github"], ["--ci", "GitLab"], [".", "--ci", "github"]])
def test_a_service_named_behind_ci_is_told_and_becomes_no_folder(tmp_path: Path, words: list[str]) -> None:
    done = corpuskit("init", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert "--ci takes no value" in done.stderr.decode()
    assert not list(tmp_path.iterdir())
    assert corpuskit("init", "--ci", "./github", cwd=tmp_path).returncode == 0
    assert (tmp_path / "github" / "seeds").is_dir()


def test_a_workflow_within_a_repository_is_told_to_belong_to_its_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    told = corpuskit("init", "--ci", "data/my-corpus", cwd=tmp_path).stderr.decode()
    assert "read at the root of a repository alone" in told
    assert "put data/my-corpus behind each" in told
    assert b"root of a repository" not in corpuskit("init", "--ci", cwd=tmp_path).stderr


def test_two_folders_to_start_in_are_refused(tmp_path: Path) -> None:
    done = corpuskit("init", "a", "b", cwd=tmp_path)
    assert done.returncode == 2
    assert "one folder, not 2: a b" in done.stderr.decode()


def test_explain_says_that_the_lines_of_a_table_are_those_of_its_extracted_text(tmp_path: Path) -> None:
    rows = "title,text,date\nFerry,It sails.,2024-01-01\nMaps,They hang.,2024-01-02\n"
    (tmp_path / "table.csv").write_text(rows, encoding="utf-8")
    assert corpuskit("build", "-q", "table.csv", "--out", "dist", cwd=tmp_path).returncode == 0
    lines = (tmp_path / "dist" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    place = json.loads(lines[1])["provenance"]
    told = corpuskit("explain", json.loads(lines[1])["id"], cwd=tmp_path).stdout.decode()
    assert f"table.csv:{place['line_start']}–{place['line_end']} of its extracted text (text-by-csv)" in told
