"""The reference and the index of the documentation: complete, current, and without a link that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from corpuskit.cli import COMMANDS, group
from corpuskit.problems import codes

DOCS = Path(__file__).parent.parent.parent / "docs"
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def maker(page_maker: Callable[[str], Any]) -> Any:
    """The script that writes the reference."""
    return page_maker("make_reference")


def test_the_reference_is_current(maker: Any) -> None:
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run python docs/make_reference.py"


def test_the_reference_has_every_command_option_code_and_key(maker: Any) -> None:
    page = maker.page()
    for name in COMMANDS:
        assert f"### corpuskit {name}\n" in page
    for option in options():
        assert all(f"`{name}`" in page for name in option.opts), option.opts
    assert all(f"[{code}](problems.md#{code})" in page for code in codes())
    for key in ("`creators[].orcid`", '`seeds."NAME".encoding`', '`rules."NAME".where`', "`datasheet.uses-5`"):
        assert key in page
    assert "`correction[].reason` | string | Needed." in page


def test_every_command_has_an_example_and_every_option_a_help() -> None:
    for name in COMMANDS:
        assert f"corpuskit {name}" in (command(name).epilog or ""), name
    for option in options():
        assert option.help, option.opts


def test_every_page_stands_in_the_index_and_every_link_leads_somewhere() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in index, f"{page.name} does not stand in docs/README.md"
    for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md"]:
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def options() -> list[click.Option]:
    """Those of all commands, and of the commands within commands."""
    found = [command(name) for name in COMMANDS]
    found += [below for one in found if isinstance(one, click.Group) for below in one.commands.values()]
    return [option for one in found for option in one.params if isinstance(option, click.Option)]
