"""Libraries that only some seeds need: imported when such a seed is read, with an error that says what to install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from corpuskit.model import Exit
from corpuskit.problems import failure


def optional(module: str, extra: str, what: str) -> Any:
    """The module. Raises CorpuskitError (``reader-missing``, exit 2) where it is not installed.

    ``extra`` is the extra of the package that brings it, ``what`` it reads in words.
    """
    try:
        return import_module(module)
    except ImportError:
        raise failure("reader-missing", exit_code=Exit.USAGE, module=module, extra=extra, what=what) from None
