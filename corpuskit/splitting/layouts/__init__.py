"""The layouts: one file for each kind of dump, listed here and nowhere else, in the order in which they are asked.

A layout is a module with ``NAME`` and ``recognise(sample) -> Recognised | None``, and one of two forms:

* an export: ``NEEDS`` ("lines", "dom", "rows" or "bytes") and ``extract(document) -> Iterator[Piece]``. With "lines"
  the pieces are the lines of the file, all of them; otherwise they make up the text of the view.
* text without marks: ``learn(view, block_size) -> Habits`` and ``cut(view, habits, block_size) -> Iterator[Cut]``.
  One that can cut parts of a view apart from each other also has ``pieces`` and ``guess``, and the further parameters
  that they need (see `corpuskit.splitting`).
"""

from __future__ import annotations

from typing import Any

from corpuskit.extensions import extensions
from corpuskit.model import Exit
from corpuskit.problems import failure
from corpuskit.splitting.layouts import (
    aggregator,
    csv,
    europresse,
    factiva,
    factiva_txt,
    factiva_xml,
    feed,
    front_matter,
    integrum,
    integrum_txt,
    joined,
    json,
    jsonl,
    kikuzo,
    mail,
    mediargus,
    news_xml,
    nexis_docx,
    nexis_html,
    nexis_txt,
    nexis_uni,
    pasted,
    proquest,
    proquest_txt,
    single,
    web_page,
    xlsx,
)

LAYOUTS: tuple[Any, ...] = (
    nexis_txt,
    nexis_html,
    nexis_docx,
    nexis_uni,
    mediargus,
    factiva,
    factiva_txt,
    factiva_xml,
    europresse,
    integrum,
    integrum_txt,
    kikuzo,
    proquest,
    proquest_txt,
    mail,
    feed,
    front_matter,
    news_xml,
    xlsx,
    csv,
    jsonl,
    json,
    aggregator,
    web_page,
    joined,
    single,
    pasted,
)


#: What a Word, RTF or PDF document is cut by where no other layout is recognised in it.
SINGLE = single.NAME


def reads_lines(layout: Any) -> bool:
    """Whether a layout is for text as it lies in a file, in lines."""
    return hasattr(layout, "cut") or layout.NEEDS == "lines"


def known_layouts() -> list[Any]:
    """Our layouts, then those of installed packages."""
    return [*LAYOUTS, *(layout for _, layout in extensions("layouts"))]


def layout_names() -> tuple[str, ...]:
    """What ``layout`` can name."""
    return tuple(layout.NAME for layout in known_layouts())


def layout_named(name: str | None) -> Any:
    """The layout of that name; without a name the one that takes any text.

    Raises CorpuskitError (``config-invalid``) for an unknown one.
    """
    for candidate in known_layouts():
        if (name or pasted.NAME) == candidate.NAME:
            return candidate
    remedy = f"layouts: {', '.join(layout_names())}"
    raise failure("config-invalid", exit_code=Exit.USAGE, reason=f"there is no layout {name!r}", remedy=remedy)
