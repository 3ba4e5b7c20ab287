"""The worked examples of CONTRIBUTING.md are loaded as a third party's extensions and take part in a build."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from pastes import FERRY, MAPS

import corpuskit
from corpuskit import extensions

PAGE = Path(__file__).parent.parent / "CONTRIBUTING.md"
PASTE = f"{FERRY}\n{MAPS}".encode()


def examples() -> dict[str, tuple[str, str, types.ModuleType]]:
    """Group of entry points (a further example of one: and its name) → name, object reference and module."""
    found = {}
    for code in re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        group, name, value = re.search(r'entry-points\."([\w.]+)"\]\s+([\w-]+) = "([\w.:]+)"', code).groups()  # type: ignore[union-attr]
        module = types.ModuleType(value.split(":")[0])
        exec(compile(code, str(PAGE), "exec"), module.__dict__)
        found[f"{group}:{name}" if group in found else group] = (name, value, module)
    return found


EXAMPLES = examples()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes one example look like a package that is installed."""

    def install(group: str) -> None:
        name, value, module = EXAMPLES[group]
        package, _, _ = value.partition(":")
        monkeypatch.setitem(__import__("sys").modules, package.split(".")[0], types.ModuleType(package.split(".")[0]))
        monkeypatch.setitem(__import__("sys").modules, package, module)
        group, _, _ = group.partition(":")
        entry = EntryPoint(name, value, group)
        monkeypatch.setattr(extensions, "_entries", lambda kind: (entry,) if entry.group == f"corpuskit.{kind}" else ())
        extensions.extensions.cache_clear()

    yield install
    extensions.extensions.cache_clear()


def records(dist: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (dist / "records.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


def test_there_is_an_example_for_each_of_the_four_extension_points() -> None:
    groups = {name.partition(":")[0] for name in EXAMPLES}
    assert groups == {f"corpuskit.{kind}" for kind in ("caveats", "rules", "exporters", "layouts")}


def test_a_caveat_of_a_third_party_is_attached(
    installed: Callable[[str], None], workspace_folder: Callable[..., Path]
) -> None:
    installed("corpuskit.caveats")
    built = corpuskit.build(workspace_folder({"paste.txt": PASTE}))
    codes = [[c["code"] for c in r["caveats"]] for r in records(built.dist)]  # type: ignore[attr-defined]
    assert all("acme/short-text" in found for found in codes)


def test_a_rule_of_a_third_party_is_asked(
    installed: Callable[[str], None], workspace_folder: Callable[..., Path]
) -> None:
    installed("corpuskit.rules")
    built = corpuskit.build(workspace_folder({"paste.txt": PASTE}))
    lines = records(built.dist)
    lines[1]["title"] = None
    broken = built.dist.parent / "broken.jsonl"
    broken.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert [(p.code, p.severity) for p in corpuskit.validate(broken)] == [("acme/untitled", "error")]


def test_an_exporter_of_a_third_party_writes_its_file_into_the_sealed_package(
    installed: Callable[[str], None], workspace_folder: Callable[..., Path]
) -> None:
    installed("corpuskit.exporters")
    built = corpuskit.build(workspace_folder({"paste.txt": PASTE}))
    titles = (built.dist / "titles.txt").read_text(encoding="utf-8")
    assert titles == "Harbour ferry to run all night from June\nLibrary opens its map room\n"
    assert "titles.txt" in (built.dist / "SHA256SUMS").read_text(encoding="utf-8")


def test_an_export_layout_of_a_third_party_is_recognised_by_its_content(
    installed: Callable[[str], None], workspace_folder: Callable[..., Path]
) -> None:
    installed("corpuskit.layouts")
    first = b"# Ferry to run all night\nCoast Courier, 3 May 2024\nIt will run.\n"
    cards = first + b"# Map room\nCoast Courier, 5 May 2024\nIt opens.\n"
    built = corpuskit.build(workspace_folder({"cards.txt": cards}))
    found = records(built.dist)
    assert [(r["title"], r["date"], r["text"]) for r in found] == [
        ("Ferry to run all night", "2024-05-03", "It will run."),
        ("Map room", "2024-05-05", "It opens."),
    ]
    assert {r["outlets"][0]["name"] for r in found} == {"Coast Courier"}  # type: ignore[index]
    assert {r["provenance"]["layout"] for r in found} == {"cards"}  # type: ignore[index]


def test_a_layout_of_a_third_party_cuts_the_seeds_that_ask_for_it(
    installed: Callable[[str], None], workspace_folder: Callable[..., Path]
) -> None:
    installed("corpuskit.layouts:one-line")
    lines = b"First title\tThe first text.\nno article here\nSecond title\tThe second text.\n"
    folder = workspace_folder({"lines.txt": lines}, config='[seeds."lines.txt"]\nlayout = "one-line"\n')
    built = corpuskit.build(folder)
    assert [(r["title"], r["text"]) for r in records(built.dist)] == [
        ("First title", "The first text."),
        ("Second title", "The second text."),
    ]
    assert json.loads((built.dist / "outside.jsonl").read_text(encoding="utf-8"))["text"] == "no article here\n"
