"""Writes reference.md from the commands, the codes and the schemas: ``python docs/make_reference.py``.

A test holds the page current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from corpuskit import contract
from corpuskit.cli import COMMANDS, EXIT_CODES, group
from corpuskit.problems import codes

PAGE = Path(__file__).with_name("reference.md")
#: The files that people write, with the schema of each.
FILES = {"seeds/corpus.toml": "corpus", "seeds/corrections.toml": "corrections"}
HEAD = """\
# Reference

Every command, code and configuration key, written from the code: `corpuskit COMMAND --help` shows the first part,
`corpuskit explain CODE` the second, `corpuskit schema NAME` the third.

"""


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join([*_commands(), *_codes(), *_keys()])


def _commands() -> Iterator[str]:
    yield "## Commands\n"
    yield _table(("option of all commands", "meaning"), [*_options(group), ("`-h`, `--help`", "Show the help.")])
    yield _examples(EXIT_CODES)
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        yield from _command(f"corpuskit {name}", command)


def _command(path: str, command: click.Command, level: str = "###", above: str | None = None) -> Iterator[str]:
    """The section of a command, and below it those of its own commands; examples said ``above`` are not repeated."""
    within = isinstance(command, click.Group)
    values = [_value(argument) for argument in command.params if isinstance(argument, click.Argument)]
    yield f"{level} {path}\n"
    yield _paragraphs(command.help or "")
    yield _code(" ".join([path, *(["COMMAND"] if within else []), "[OPTIONS]", *values]))
    if options := list(_options(command)):
        yield _table(("option", "meaning"), options)
    if command.epilog != above:
        yield _examples(command.epilog or "")
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _command(f"{path} {name}", below, level + "#", command.epilog)


def _options(command: click.Command) -> Iterator[tuple[str, str]]:
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len))
            value = "" if option.is_flag else f" `{_value(option)}`"
            default = f" Default: `{option.default}`." if option.show_default else ""
            repeated = " May be repeated." if option.multiple and "repeated" not in (option.help or "") else ""
            yield f"{names}{value}", _sentence(option.help or "") + default + repeated


def _value(parameter: click.Parameter) -> str:
    """What is written for the value, as the help shows it."""
    if parameter.metavar:
        return parameter.metavar
    if isinstance(parameter.type, click.Choice):
        return "|".join(map(str, parameter.type.choices))
    name = (parameter.name or "").upper() if isinstance(parameter, click.Argument) else parameter.type.name.upper()
    return name + ("…" if parameter.nargs == -1 else "")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else text + "."


def _paragraphs(text: str) -> str:
    parts = (part.replace("\b\n", "") for part in text.split("\n\n"))
    return "\n\n".join(" ".join(part.split()) for part in parts) + "\n"


def _examples(epilog: str) -> str:
    """The lines of an epilog below its title, as code."""
    title, _, lines = epilog.replace("\b\n", "").partition("\n")
    return f"{title}\n\n{_code(*lines.rstrip().splitlines())}" if lines else ""


def _code(*lines: str) -> str:
    indented = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    return "\n".join(["```text", *(line[indented:] for line in lines), "```", ""])


def _codes() -> Iterator[str]:
    yield "## Codes\n"
    yield "[problems.md](problems.md) has the message, the meaning and what to do for each.\n"
    for kind in sorted({code.kind for code in codes().values()}, reverse=True):
        links = (f"[{name}](problems.md#{name})" for name, code in codes().items() if code.kind == kind)
        yield f"**{kind.capitalize()}s:** {', '.join(links)}\n"


def _keys() -> Iterator[str]:
    for path, name in FILES.items():
        schema = contract.schema(name)
        yield f"## {path}\n"
        yield f"{schema['description']}\n"
        yield _table(("key", "type", "meaning"), list(_of_object(schema, schema, "")))


def _of_object(root: Mapping[str, Any], node: Mapping[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    """Rows of the keys below an object: its own, and ``NAME`` for those that the user chooses."""
    for key, found in node.get("properties", {}).items():
        yield from _of_key(root, _resolved(root, found), f"{path}{key}", key in node.get("required", ()))
    free = [*node.get("patternProperties", {}).values()]
    if isinstance(node.get("additionalProperties"), dict):
        free.append(node["additionalProperties"])
    for found in free:
        yield from _of_key(root, _resolved(root, found), f'{path}"NAME"', False)


def _of_key(
    root: Mapping[str, Any], found: Mapping[str, Any], path: str, needed: bool
) -> Iterator[tuple[str, str, str]]:
    meaning = _sentence(found.get("description", "Its value."))
    if "enum" in found:
        meaning += " One of " + ", ".join(f"`{value}`" if value else '`""`' for value in found["enum"]) + "."
    if "default" in found:
        meaning += f" Default: `{found['default']}`."
    for example in found.get("examples", [])[:1]:
        if not isinstance(example, (dict, list)):
            meaning += f" Example: `{example}`."
    yield f"`{path}`", _type(found), ("Needed. " if needed else "") + meaning
    items = found.get("items", {})
    if items.get("type") == "object":
        yield from _of_object(root, items, f"{path}[].")
    yield from _of_object(root, found, f"{path}.")


def _resolved(root: Mapping[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
    """A schema with the local one that it refers to laid under it."""
    if "$ref" not in node:
        return dict(node)
    target: Any = root
    for part in node["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return {**target, **node}


def _type(found: Mapping[str, Any]) -> str:
    names = {"object": "table", "array": "list"}
    kinds = found.get("type", "string")
    return " or ".join(names.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {PAGE.name}: {len(COMMANDS)} commands\n")
