"""Writes the tables of schema.md from the record schema: ``python docs/make_schema.py``. A test holds them current."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from corpuskit import contract
from corpuskit.flat.columns import RECORDS, columns, table_names

PAGE = Path(__file__).with_name("schema.md")
#: What lies between two such marks is written by this script.
MARKED = re.compile(r"(<!-- (record|tables) -->\n).*?(<!-- /\2 -->)", re.DOTALL)


def page() -> str:
    """The whole page, its tables written anew."""
    made = {"record": record, "tables": tables}
    text = PAGE.read_text(encoding="utf-8")
    return MARKED.sub(lambda match: f"{match[1]}\n{made[match[2]]()}\n{match[3]}", text)


def record() -> str:
    """The fields of a record as they are named in JSON."""
    rows = [(f"`{field.name}`", _type(field), field.description) for field in contract.fields(leaves=True)]
    return _table(("field", "type", "meaning"), rows)


def _type(field: contract.Field) -> str:
    kind = field.format or field.type
    return f"{kind} or null" if field.nullable else kind


def tables() -> str:
    """The columns of the flat tables."""
    return "\n\n".join(_of_table(name) for name in table_names())


def _of_table(name: str) -> str:
    head = f"### `data/{name}.parquet`\n\n"
    return head + _table(("column", "type", "holds", "meaning"), list(_columns(name)))


def _columns(name: str) -> Iterator[tuple[str, ...]]:
    for column in columns(name):
        held = ".".join(column.path if name == RECORDS else column.path[1:])
        holds = f"`{held}`" if held else "repeats others" if column.derived else "key"
        kind = column.type.replace("date32[day]", "date")
        yield f"`{column.name}`", f"{kind} or null" if column.nullable else kind, holds, column.description


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    escaped = [[cell.replace("|", "\\|").replace("<", "\\<") for cell in row] for row in rows]
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in escaped)]
    return "\n".join(f"| {line} |" for line in lines)


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {PAGE.name}\n")


if __name__ == "__main__":
    main()
