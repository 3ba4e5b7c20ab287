"""data/references.*: each record as a reference, for reference managers: BibTeX, RIS and CSL JSON.

Names of authors stay as printed: nobody stated which part is the family name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.groups import Group

NAME = "references"
BIBTEX, RIS, CSL = "data/references.bib", "data/references.ris", "data/references.json"
FILES = (
    DataFile(BIBTEX, "application/x-bibtex", about="A reference for each record, in BibTeX."),
    DataFile(RIS, "application/x-research-info-systems", about="A reference for each record, in RIS."),
    DataFile(CSL, "application/vnd.citationstyles.csl+json", about="A reference for each record, in CSL JSON."),
)

#: What TeX would not print as it stands.
TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Writer:
    """Appends the references of each group to the three files."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir(exist_ok=True)
        self.rows = {file.path: 0 for file in FILES}
        with ExitStack() as opened:
            self.files = {path: opened.enter_context((folder / path).open("wb")) for path in self.rows}
            self.opened = opened.pop_all()
        self.files[CSL].write(b"[")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self.files[CSL].write(b"\n]\n")
        finally:
            self.opened.close()

    def write(self, group: Group) -> None:
        for record in group.told:
            self.files[BIBTEX].write(bibtex(record).encode())
            self.files[RIS].write(ris(record).encode())
            self.files[CSL].write(b",\n" if self.rows[CSL] else b"\n")
            self.files[CSL].write(jsonl.dumps(csl(record)).encode())
            for path in self.rows:
                self.rows[path] += 1


def _line(text: str | None) -> str:
    """The text on one line, without control characters, which none of the formats has."""
    kept = "".join(character if character.isprintable() else " " for character in text or "")
    return " ".join(kept.split())


def _day(record: Mapping[str, Any]) -> list[str]:
    """Year, month and day as far as they are known."""
    return [part for part in (record["date"] or record["date_partial"] or "").split("-") if part]


def bibtex(record: Mapping[str, Any]) -> str:
    """An entry of the type article, keyed by the id of the record."""
    day = _day(record)
    fields = {
        "title": f"{{{_tex(record['title'])}}}" if record["title"] else "",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in record["authors"]),
        "journal": _tex(record["outlet"]),
        "year": day[0] if day else "",
        "month": MONTHS[int(day[1]) - 1] if len(day) > 1 else "",
        "day": day[2].lstrip("0") if len(day) > 2 else "",
        "pages": _tex(record["page"]),
        "url": _line(record["url"]).replace("{", "%7B").replace("}", "%7D"),
        "langid": record["language"] if record["language"] != "und" else "",
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@article{{{record['id']},\n" + ",\n".join(lines) + "\n}\n\n"


def _tex(text: str | None) -> str:
    return _line(text).translate(TEX)


def ris(record: Mapping[str, Any]) -> str:
    """An entry of the type NEWS; lines end as the format asks."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(record)) + "ER  - \r\n\r\n"


def _tags(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    day = _day(record)
    yield "TY", "NEWS"
    yield "ID", record["id"]
    listed = [
        ("TI", record["title"]),
        *(("AU", name) for name in record["authors"]),
        ("T2", record["outlet"]),
        ("PY", day[0] if day else None),
        ("DA", "/".join([*day, "", ""][:3]) + "/" if day else None),
        ("SP", record["page"]),
        ("LA", record["language"] if record["language"] != "und" else None),
        ("UR", record["url"]),
    ]
    for tag, value in listed:
        if _line(value):
            yield tag, _line(value)


def csl(record: Mapping[str, Any]) -> dict[str, Any]:
    """An item of the type article-newspaper."""
    day = _day(record)
    found = {
        "id": record["id"],
        "type": "article-newspaper",
        "title": record["title"],
        "author": [{"literal": name} for name in record["authors"]],
        "container-title": record["outlet"],
        "issued": {"date-parts": [[int(part) for part in day]]} if day else None,
        "page": record["page"],
        "section": record["section"],
        "URL": record["url"],
        "language": record["language"] if record["language"] != "und" else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}
