"""What ``corpuskit init`` writes: seeds/ with a corpus.toml in which every key is shown and explained."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpuskit import contract
from corpuskit.model import PathLike
from corpuskit.workspace import files
from corpuskit.workspace.configuration.objections import dotted

#: Files that are written as they are.
STARTERS = Path(__file__).with_name("starters")
#: The folder beside seeds/ with the schemas by which editors complete what a person writes.
SCHEMAS = ".schemas"
#: The files that people write, and the schema of each.
WRITTEN = {"corpus.toml": "corpus", "corrections.toml": "corrections"}


def schema_line(name: str) -> str:
    """The first line of a file below seeds/: where editors (taplo, Even Better TOML) find the schema of it."""
    return f"#:schema ../{SCHEMAS}/{WRITTEN[name]}.schema.json\n"


_HEAD = """\
# corpus.toml: what only a person can know of this corpus. Every key is optional: remove the # of those that you fill.
# The raw files lie beside this one. `corpuskit build` checks it; `corpuskit schema corpus` prints the rules.
"""

#: Tables that are there from the start: git merges what two people add to them line by line.
OPEN = ("problems", "rules", "require")
#: How git treats what two people change: seeds never touched, lists merged line by line.
GIT_ATTRIBUTES = """\
# Seeds are evidence: git must never change a byte of them (line ends, encodings).
/seeds/** -text
/seeds/*.toml text eol=lf merge=union
# Lists of lines that two branches may both add to.
/corpuskit.lock text eol=lf merge=union
/corpuskit.baseline text eol=lf merge=union
"""
GIT_IGNORE = """\
# What a build leaves; dist/ can be made again from the seeds at any time.
/dist/
/.dist.lock
/.dist.tmp-*
/.corpuskit-cache/
"""


def create(folder: PathLike, further: Mapping[str, str] | None = None) -> list[Path]:
    """Makes seeds/ with a commented corpus.toml in a folder, and what belongs beside it; returns what was written.

    ``further`` are other files to write, by path below the folder. What exists is left as it is. Raises CorpuskitError
    when the folder cannot be made or written.
    """
    wanted = {"seeds/corpus.toml": starter(), ".gitattributes": GIT_ATTRIBUTES, ".gitignore": GIT_IGNORE}
    wanted |= {f"{SCHEMAS}/{name}.schema.json": contract.schema_bytes(name).decode() for name in WRITTEN.values()}
    wanted |= further or {}
    return [path for name, text in wanted.items() if _write(path := Path(folder) / name, text)]


def example() -> dict[str, str]:
    """A small dump of our own making as a seed, by its path."""
    return {"seeds/example.txt": (STARTERS / "example.txt").read_text(encoding="utf-8")}


def _write(path: Path, text: str) -> bool:
    """Whether the file was written; False where there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb"):
            pass
    except FileExistsError as error:
        if path.exists():
            return False
        raise files.unwritable(error.filename or path, error) from None
    except OSError as error:
        raise files.unwritable(error.filename or path, error) from None
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        path.unlink(missing_ok=True)  # half of it would be taken for the person's own
        raise files.unwritable(path, error) from None
    return True


def starter() -> str:
    """A corpus.toml in which every key of the schema is shown, commented out, with what it means."""
    properties: Mapping[str, Any] = contract.schema("corpus")["properties"]
    plain = {key: entry for key, entry in properties.items() if not _is_table(entry)}
    tables = {key: entry for key, entry in properties.items() if _is_table(entry)}
    parts = [schema_line("corpus.toml") + _HEAD, *(_key(name, entry) for name, entry in plain.items())]
    parts += ["\n".join(_table(name, entry)) + "\n" for name, entry in tables.items()]
    return "\n".join(parts)


def _is_table(entry: Mapping[str, Any]) -> bool:
    return entry["type"] == "object" or "properties" in entry.get("items", {})


def _key(name: str, entry: Mapping[str, Any]) -> str:
    return f"{_comment(entry['description'])}# {name} = {_value(entry['examples'][0])}\n"


def _table(name: str, entry: Mapping[str, Any]) -> Iterator[str]:
    yield _comment(entry["description"]).rstrip()
    if entry["type"] == "array":
        yield f"# [[{name}]]"
        inner = entry["items"]["properties"]
    elif "examples" in entry:
        yield f"[{name}]" if name in OPEN else f"# [{name}]"
        yield from (f"# {dotted((key,))} = {_value(value)}" for key, value in entry["examples"][0].items())
        return
    elif "properties" in entry:
        yield f"# [{name}]"
        inner = entry["properties"]
    else:
        yield f'# [{name}."*.txt"]'
        inner = entry["additionalProperties"]["properties"]
    for key, definition in inner.items():
        yield f"# {key} = {_value(definition['examples'][0])}  # {definition['description']}"


def _comment(text: str) -> str:
    return textwrap.indent(textwrap.fill(text, 118), "# ") + "\n"


def _value(value: Any) -> str:
    """A JSON value in TOML, which writes strings, numbers and arrays of them alike, and objects on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{dotted((key,))} = {_value(held)}" for key, held in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
