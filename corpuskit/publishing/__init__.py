"""A finished corpus brought where others get it: a folder, a store, a zip for an archive, a repository of data sets.

Nothing is published that `corpuskit verify` finds wrong, and nothing is replaced that corpuskit did not write.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpuskit.checking.verify import verify
from corpuskit.deriving.source import open_source
from corpuskit.model import CorpuskitError, PathLike, Problem

__all__ = ["Published", "publish"]

HUB = "hf://datasets/"
CARDS = ("refuse", "merge")


@dataclass(frozen=True, slots=True)
class Published:
    """What was done, or would be, in words."""

    steps: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def publish(dist: PathLike, to: str, *, push: bool = False, card: str = "refuse") -> Published:
    """Publishes the corpus in ``dist`` to a folder, ``NAME.zip``, an address of fsspec, or ``hf://datasets/OWNER/NAME``.

    Only with ``push`` anything is sent to the hub; ``card`` says what becomes of a card there that corpuskit did not
    write: "refuse" or "merge". Raises CorpuskitError: what is wrong with the corpus, ``not-ours`` (exit 2),
    ``card-exists`` (exit 1), ``wrong-option`` (exit 2), ``cannot-publish`` (exit 74).
    """
    source = open_source(dist)
    errors = [found for found in verify(dist).problems if found.severity == "error"]
    if errors:
        raise CorpuskitError(errors)
    if to.startswith(HUB):
        from corpuskit.publishing import hub

        return hub.publish(source, to.removeprefix(HUB), push=push, card=card)
    if "://" in to:
        from corpuskit.publishing import stores

        return stores.publish(source, to)
    if to.lower().endswith(".zip"):
        from corpuskit.publishing import archive

        return archive.publish(source, Path(to))
    from corpuskit.publishing import folders

    return folders.publish(source, Path(to))
