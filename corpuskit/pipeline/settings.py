"""What corpus.toml states of seeds and its schema cannot judge: which layouts there are, how languages are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpuskit.model import CorpuskitError, Exit
from corpuskit.problems import near
from corpuskit.workspace import Workspace
from corpuskit.workspace.configuration.stated import placed, text_of

#: Why a key of [seeds."…"] cannot be as it is stated, and what to do: key, reason, remedy.
Objections = Iterator[tuple[str, str, str]]


def require_sound(workspace: Workspace) -> None:
    """Raises CorpuskitError (exit 2) that names the line of every layout there is not and every longer code."""
    path = workspace.config_path
    if path is None:
        return
    found = [
        placed(path, text_of(path), ("seeds", pattern, key), reason, remedy)
        for pattern, table in workspace.config.get("seeds", {}).items()
        for key, reason, remedy in (*_of_layout(table, workspace), *_of_language(table))
    ]
    if found:
        raise CorpuskitError(found, Exit.USAGE)


def _of_layout(table: Mapping[str, Any], workspace: Workspace) -> Objections:
    if "layout" not in table:
        return
    from corpuskit.splitting.layouts import layout_names

    known = [*workspace.config.get("layouts", {}), *layout_names()]
    if table["layout"] not in known:
        close = near(table["layout"], known)
        remedy = f'did you mean layout = "{close}"?' if close else f"layouts: {', '.join(known)}"
        yield "layout", f'there is no layout "{table["layout"]}"', remedy


def _of_language(table: Mapping[str, Any]) -> Objections:
    """BCP 47 has one code for a language, the shortest: who looks for ``en`` would miss ``eng``."""
    main, *others = table.get("language", "").split("-")
    if len(main) != 3:
        return
    from corpuskit.lexicon.languages import language_named

    short = language_named(main)
    if short is not None and short != main:
        remedy = f'write language = "{"-".join([short, *others])}"'
        yield "language", f'the code of this language has two letters: {short}, not "{main}"', remedy
