"""The layouts: one file for each kind of dump, listed here and nowhere else, in the order in which they are asked.

A layout is a module with ``NAME`` and ``recognise(sample) -> Recognised | None``, and one of two forms:

* an export: ``NEEDS`` ("lines", "dom", "rows" or "bytes") and ``extract(document) -> Iterator[Piece]``. With "lines"
  the pieces are the lines of the file, all of them; otherwise they make up the text of the view.
* text without marks: ``learn(view, block_size) -> Habits`` and ``cut(view, habits, block_size) -> Iterator[Cut]``.
  One that can cut parts of a view apart from each other also has ``pieces`` and ``guess``, and the further parameters
  that they need (see `corpuskit.splitting`).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from corpuskit.extensions import extensions
from corpuskit.model import Exit
from corpuskit.problems import failure

_MARKUP, _TEXT, _JSON = ("markup",), ("text",), ("json",)
#: The layouts by name, and the kinds of files (`Sample.kind`) that each can be recognised in; none said: in all. The
#: module of one is loaded with the first file that it can be in: half of them are for markup.
_LAYOUTS: dict[str, tuple[str, ...]] = {
    "nexis-txt": _TEXT,
    "nexis-html": _MARKUP,
    "nexis-docx": ("zip",),
    "nexis-uni": _TEXT,
    "mediargus": _TEXT,
    "factiva": _MARKUP,
    "factiva-txt": _TEXT,
    "factiva-xml": _MARKUP,
    "europresse": _MARKUP,
    "integrum": _MARKUP,
    "integrum-txt": _TEXT,
    "kikuzo": _MARKUP,
    "proquest": (),
    "proquest-txt": _TEXT,
    "mail": ("text", "data"),
    "feed": ("markup", "json"),
    "front-matter": _TEXT,
    "news-xml": _MARKUP,
    "xlsx": ("zip",),
    "chat": ("text", "json"),
    "posts": _TEXT,
    "references": _TEXT,
    "csv": _TEXT,
    "jsonl": _JSON,
    "json": _JSON,
    "aggregator": _MARKUP,
    "web-page": ("markup", "text"),
    "joined": ("markup", "text", "json"),
    "single": _TEXT,
    "pasted": _TEXT,
}
#: What a Word, RTF or PDF document is cut by where no other layout is recognised in it.
SINGLE = "single"
#: What takes any text.
_PASTED = "pasted"


def reads_lines(layout: Any) -> bool:
    """Whether a layout is for text as it lies in a file, in lines."""
    return hasattr(layout, "cut") or layout.NEEDS == "lines"


def known_layouts(kind: str | None = None) -> list[Any]:
    """Our layouts, then those of installed packages; with a kind of files, those that can be recognised in one."""
    ours = [_ours(name) for name, kinds in _LAYOUTS.items() if kind is None or not kinds or kind in kinds]
    return [*ours, *_others()]


def _ours(name: str) -> Any:
    return import_module(f"{__name__}.{name.replace('-', '_')}")


def _others() -> list[Any]:
    return [layout for _, layout in extensions("layouts")]


def layout_names() -> tuple[str, ...]:
    """What ``layout`` can name."""
    return (*_LAYOUTS, *(layout.NAME for layout in _others()))


def layout_named(name: str | None) -> Any:
    """The layout of that name; without a name the one that takes any text.

    Raises CorpuskitError (``config-invalid``) for an unknown one.
    """
    name = name or _PASTED
    if name in _LAYOUTS:
        return _ours(name)
    for candidate in _others():
        if name == candidate.NAME:
            return candidate
    remedy = f"layouts: {', '.join(layout_names())}"
    raise failure("config-invalid", exit_code=Exit.USAGE, reason=f"there is no layout {name!r}", remedy=remedy)
