"""The layouts: one file for each kind of dump, listed here and nowhere else.

A layout is a module with ``NAME``, ``learn(view, block_size) -> Habits`` and ``cut(view, habits, block_size) ->
Iterator[Cut]``.
"""

from __future__ import annotations

from corpuskit.splitting.layouts import pasted

LAYOUTS = (pasted,)
