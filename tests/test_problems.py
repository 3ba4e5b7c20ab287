"""The one list of codes is complete, well said, and what the code gives it fits."""

from __future__ import annotations

import ast
import io
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpuskit import pipeline, reading
from corpuskit.caveats import Context, encoding
from corpuskit.checking import explain
from corpuskit.contract import required_empty
from corpuskit.flat import tables
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import CorpuskitError, Exit, Place, Seed
from corpuskit.problems import LIST, codes, failure, problem
from corpuskit.workspace import Limits

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "corpuskit"
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
#: Calls whose first argument is a code.
MAKERS = frozenset({"problem", "failure", "Fault", "Caveat", "add"})
#: Arguments of `problem` and its kin that fill no words.
OTHERS = frozenset({"place", "exit_code"})
FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,8}")


def made(tree: ast.AST) -> Iterator[tuple[ast.Call, str, str]]:
    """Calls that make a problem or the like of a code that is written down, with the maker's name and the code."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        maker = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = next((k.value for k in node.keywords if k.arg == "code"), node.args[0] if node.args else None)
        if maker in MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            if maker == "add" and not FORM.fullmatch(first.value):
                continue  # a set or a tiling
            yield node, maker, first.value


def constants(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def placeholders(*texts: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_in_the_code_is_listed() -> None:
    missing = [
        (str(path.relative_to(CHECKOUT)), call.lineno, code)
        for path, tree in TREES.items()
        for call, maker, code in made(tree)
        if code not in codes() and maker != "add"
    ]
    assert missing == []


def test_every_listed_code_is_used() -> None:
    used = set().union(*map(constants, TREES.values()))
    data = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.toml") if path != LIST)
    unused = [code for code in codes() if code not in used and f'"{code}"' not in data]
    assert unused == []


def test_every_listed_code_is_tested() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "tests").rglob("*.py"))
    untested = [code for code in codes() if not any(f"{quote}{code}{quote}" in tests for quote in "\"'`")]
    assert untested == []


def test_what_fills_the_words_is_what_they_ask_for() -> None:
    wrong = []
    for path, tree in TREES.items():
        for call, maker, code in made(tree):
            if code not in codes() or any(keyword.arg is None for keyword in call.keywords):
                continue
            if maker not in {"problem", "failure", "add"}:
                continue
            entry = codes()[code]
            asked = placeholders(entry.message, entry.hint)
            given = {str(keyword.arg) for keyword in call.keywords} - OTHERS
            if not asked <= given:
                wrong.append((str(path.relative_to(CHECKOUT)), call.lineno, code, sorted(asked ^ given)))
    assert wrong == []


@pytest.mark.parametrize("code", codes())
def test_an_entry_is_well_formed_and_well_said(code: str) -> None:
    entry = codes()[code]
    assert FORM.fullmatch(code)
    assert entry.kind in {"problem", "caveat"}
    assert entry.severity in {"error", "warning", "note"}
    assert entry.about.endswith((".", "?", "!", ")"))
    assert all(len(line) <= 130 for line in entry.about.splitlines())
    for text in (entry.message, entry.hint, entry.about):
        assert text == text.strip()
        assert "  " not in text
    placeholders(entry.message, entry.hint)  # raises for a stray brace
    if entry.kind == "problem":
        assert entry.message
        assert not entry.message.endswith("."), "a message is printed after its code, as part of a line"
        assert entry.message[0] == entry.message[0].lower() or entry.message.split()[0].isupper()
    if entry.kind == "problem" and entry.severity == "error":
        assert entry.hint, "an error says what to do"


def test_an_error_of_the_list_can_be_raised() -> None:
    error = failure("no-seeds", Place("x"), exit_code=Exit.USAGE, folder="x")
    assert isinstance(error, CorpuskitError)
    assert error.exit_code == Exit.USAGE
    assert error.problems == (problem("no-seeds", Place("x"), folder="x"),)
    assert "no seeds found in x" in str(error)


def test_an_unknown_code_or_a_missing_value_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        problem("no-such-code")
    with pytest.raises(KeyError):
        problem("no-seeds")


def raised(act: Callable[[], object]) -> list[str]:
    with pytest.raises(CorpuskitError) as caught:
        act()
    return [found.code for found in caught.value.problems]


def test_a_seed_that_changes_or_never_ends_has_its_code(tmp_path: Path) -> None:
    path = tmp_path / "seed.txt"
    path.write_bytes(b"one\n")
    view = reading.read(Seed("seed.txt", str(path)))
    path.write_bytes(b"another\n")
    assert raised(lambda: list(view.open_blocks(10))) == ["seed-changed"]
    endless, limits = io.BytesIO(b"line\n" * 100), Limits(stream_bytes=50)
    assert raised(lambda: reading.read(Seed("stdin", None), stdin=endless, limits=limits)) == ["stream-too-long"]


def test_what_is_asked_for_and_is_not_there_has_its_code(tmp_path: Path) -> None:
    assert raised(lambda: pipeline.Options(without=frozenset({"sense"}))) == ["wrong-option"]
    (tmp_path / "records.jsonl").write_text('{"id":"0123456789abcdef"}\n', encoding="utf-8")
    assert raised(lambda: explain.find_record(tmp_path, "ffff")) == ["no-such-record"]
    assert explain.find_record(tmp_path, "0123")["id"] == "0123456789abcdef"


def test_an_encoding_that_was_detected_is_a_caveat_and_a_stated_one_is_not() -> None:
    made = []
    for rule in ("detected", "stated", "valid-utf-8"):
        known = {"field": "provenance.encoding", "rule": rule, "source": "the whole file", "confidence": 0.97}
        found = required_empty()
        found["provenance"]["encoding"] = "windows-1252"
        made.append(found | {"evidence": [known | {"byte_start": None, "byte_end": None}]})
    ((row, caveat),) = encoding.mark(tables.from_json(made), Context(Registry.load()))
    assert (row, caveat.code, caveat.confidence) == (0, "legacy-encoding", 0.97)
    assert "windows-1252" in caveat.statement


def test_codes_are_sorted_by_room_and_said_once(page_maker: Callable[[str], Any]) -> None:
    found = page_maker("make_problems").sections()
    assert [code for room in found.values() for code in room] == list(codes())


def test_the_page_of_problems_is_current(page_maker: Callable[[str], Any]) -> None:
    module = page_maker("make_problems")
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run python docs/make_problems.py"


def test_the_checks_of_this_list_can_fail() -> None:
    tree = ast.parse(
        "problem('a-b', x=1)\nfindings.add('c', place)\nspans.add('Body text', 1)\nFault(code='d')\nproblem(e)"
    )
    assert [(maker, code) for _, maker, code in made(tree)] == [("problem", "a-b"), ("add", "c"), ("Fault", "d")]
    assert placeholders("{a:,} {b.c} {{d}}") == {"a", "b"}
