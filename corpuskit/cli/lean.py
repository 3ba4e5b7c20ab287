"""Spares a command the import of pandas, which pyarrow would look for at the first value that it converts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NoPandas:
    """A finder that says that there is no pandas."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError("pyarrow need not look for pandas", name=name)
        return None


def spare_pandas() -> None:
    """Has pyarrow look for pandas once, in vain: it then never tries again. Where there is one, that saves a second.

    Nothing of corpuskit uses pandas. Where packages are installed that extend it, and may use it, nothing is done.
    """
    from corpuskit.extensions import extension_versions

    if "pandas" in sys.modules or "pyarrow" in sys.modules or extension_versions():
        return
    import pyarrow as pa

    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.scalar(0)
    finally:
        sys.meta_path.remove(finder)
