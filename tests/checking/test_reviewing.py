"""Lines that a person is to look at are shown with those around them, however many are asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit import splitting
from corpuskit.checking.reviewing import AROUND, Line, Passage, passage, passages
from corpuskit.workspace import Workspace, open_workspace

LINES = ["one", "", "two", "three", "  four ", "", "", "five", "six", "seven"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("reviewing")
    (folder / "seeds").mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / "seeds" / name).write_text("".join(f"{line}\n" for line in LINES), encoding="utf-8")
    return open_workspace([folder])


def around(number: int) -> Passage:
    """The passage as its docstring has it."""
    printed = [Line(at, line.strip()) for at, line in enumerate(LINES, 1) if line.strip()]
    above = tuple(line for line in printed if line.number < number)
    below = tuple(line for line in printed if line.number > number)
    return Passage("a.txt", number, above, LINES[number - 1].strip(), below[:AROUND])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(1, len(LINES) + 2), min_size=1))
def test_several_lines_are_shown_as_each_of_them_alone(workspace: Workspace, numbers: set[int]) -> None:
    found = passages(workspace, {"a.txt": numbers, "none.txt": [1]}, None)
    assert found == {("a.txt", number): around(number) for number in numbers if number <= len(LINES)}
    assert passage(workspace, "a.txt", min(numbers), None) == found.get(("a.txt", min(numbers)))


def test_each_seed_is_read_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    open_view: Callable[..., object] = splitting.open_view

    def counting(seed: object, **how: object) -> object:
        opened.append(Path(str(seed.path)).name)  # type: ignore[attr-defined]
        return open_view(seed, **how)

    monkeypatch.setattr(splitting, "open_view", counting)
    assert len(passages(workspace, {"a.txt": range(1, 9), "b.txt": [3]}, None)) == 9
    assert opened == ["a.txt", "b.txt"]
