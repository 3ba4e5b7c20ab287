"""What the shell offers behind TAB: codes, record ids and other values, read without any heavy library."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from corpuskit.model import RECORDS_JSONL
from corpuskit.patterns import later

if TYPE_CHECKING:
    #: Not generic in the click of before 8.4.
    Item = CompletionItem[str]

#: How much of records.jsonl is looked at: who presses TAB does not wait.
MOST_BYTES = 64_000_000
ID = later(rb'"id":"([0-9a-f]{16}(?:-[0-9]{1,10})?)","title":("(?:[^"\\]|\\.)*"|null)')
#: Where in a line the id and the title stand: at its beginning.
HEAD = 100_000


def targets(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Item]:
    """Record ids and, for `explain`, codes; files where nothing else begins so."""
    found = list(_ids(_dist(context), incomplete))
    if context.info_name == "explain":
        found += codes(context, parameter, incomplete)
    return found or paths(context, parameter, incomplete)


def codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Item]:
    """Problem and caveat codes, each with its message."""
    from corpuskit.problems import codes as known

    return [CompletionItem(name, help=code.message) for name, code in known().items() if name.startswith(incomplete)]


def paths(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Item]:
    """Whatever lies in the folder: the shell itself completes it."""
    return [CompletionItem(incomplete, type="file")]


def schemas(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Item]:
    """Names of the JSON Schemas."""
    from corpuskit.contract import schema_names

    return [CompletionItem(name) for name in schema_names() if name.startswith(incomplete)]


def listed(
    known: Callable[[], Collection[str]],
) -> Callable[[click.Context, click.Parameter, str], list[Item]]:
    """Completes the last value of a comma-separated list, with those that it does not have yet."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Item]:
        before, comma, last = incomplete.rpartition(",")
        had = before.split(",")
        fitting = (name for name in known() if name.startswith(last) and name not in had)
        return [CompletionItem(f"{before}{comma}{name}") for name in fitting]

    return complete


def _known_codes() -> Collection[str]:
    from corpuskit.problems import codes as known

    return known()


#: For options that take several codes.
code_list = listed(_known_codes)


def _dist(context: click.Context) -> Path:
    """The finished corpus that the command is given, or finds by itself."""
    given = context.params.get("dist")
    return Path(given) if given else Path(context.params.get("workspace") or ".") / "dist"


def _ids(dist: Path, incomplete: str) -> Iterator[Item]:
    """Ids that begin so, each with the title of its record; none where there is no corpus yet."""
    if not re.fullmatch(r"[0-9a-f]{0,16}(-[0-9]*)?", incomplete):
        return
    from corpuskit.reports.safe import show

    needle = b'"id":"' + incomplete.encode()
    try:
        with (dist / RECORDS_JSONL).open("rb") as lines:
            for line in lines:
                head = line[:HEAD]
                if needle in head and (match := ID.search(head)) and match[1].startswith(needle[6:]):
                    yield CompletionItem(match[1].decode(), help=show(json.loads(match[2]) or "", 60) or None)
                if lines.tell() > MOST_BYTES:
                    return
    except (OSError, ValueError):
        return
