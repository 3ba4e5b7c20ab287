"""Word documents as Nexis makes them, written by us."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def para(text: str = "", *, centre: bool = False, bold: int = 0, size: int = 20, mark: str | None = None) -> str:
    """A paragraph; ``bold`` letters of it are bold, ``|`` is a line break."""
    align = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centre else ""
    start = f'<w:bookmarkStart w:id="1" w:name="{mark}"/><w:bookmarkEnd w:id="1"/>' if mark else ""
    runs = ""
    for part, is_bold in ((text[:bold], True), (text[bold:], False)):
        inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in part.split("|"))
        runs += f'<w:r><w:rPr>{"<w:b/>" * is_bold}<w:sz w:val="{size}"/></w:rPr>{inner}</w:r>' if part else ""
    return f"<w:p>{align}{start}{runs}</w:p>"


def labelled(label: str, value: str) -> str:
    return para(f"{label}:\u00a0{value}", bold=len(label) + 1)


def heading(text: str, mark: str | None = None) -> str:
    return para(text, bold=len(text), size=28, mark=mark)


def end(text: str = "End of Document") -> str:
    return para(f"|{text}", bold=99, size=16) + para()


def document(path: Path, *paragraphs: str) -> Path:
    body = f"<w:document {NS}><w:body>{''.join(paragraphs)}</w:body></w:document>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml", (2024, 1, 1, 0, 0, 0)), "<Types/>")
        archive.writestr(zipfile.ZipInfo("word/document.xml", (2024, 1, 1, 0, 0, 0)), body)
    return path
