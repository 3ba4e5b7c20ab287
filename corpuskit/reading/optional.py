"""Libraries that only some seeds need: imported when such a seed is read, with an error that says what to install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from corpuskit.model import Exit, Place
from corpuskit.problems import failure


def optional(module: str, extra: str, what: str, file: str) -> Any:
    """The module. Raises CorpuskitError (exit 2): ``reader-missing`` where it is not installed, ``reader-broken`` where
    it is and cannot be imported for another reason.

    ``extra`` is the extra of the package that brings it, ``what`` it reads in words, and ``file``
    the name of the seed that needs it.
    """
    values: dict[str, Any] = {"module": module, "extra": extra, "what": what}
    place = Place(file=file)
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name in (module, module.partition(".")[0]):
            raise failure("reader-missing", place, exit_code=Exit.USAGE, **values) from None
        raise failure("reader-broken", place, exit_code=Exit.USAGE, reason=_reason(error), **values) from error
    except Exception as error:  # a library may raise anything while it is imported
        raise failure("reader-broken", place, exit_code=Exit.USAGE, reason=_reason(error), **values) from error


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
