"""A finished corpus brought where others get it: a folder, a store, a zip for an archive, a repository of data sets.

Nothing is published that `corpuskit verify` finds wrong, and nothing is replaced that corpuskit did not write.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from corpuskit.checking.verifying.verify import verify
from corpuskit.deriving.source import Source, open_source
from corpuskit.model import CorpuskitError, PathLike, Problem
from corpuskit.problems import wrong_option

__all__ = ["Published", "publish"]

#: Where the address of a repository of data sets on the Hugging Face hub begins.
HUB = "hf://datasets/"


@dataclass(frozen=True, slots=True)
class Published:
    """What was done, or would be, in words."""

    steps: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def publish(
    dist: PathLike,
    to: str,
    *,
    push: bool = False,
    card: str = "refuse",
    overwrite: bool = False,
    since: PathLike | None = None,
    changelog: PathLike | None = None,
) -> Published:
    """Publishes the corpus in ``dist`` to a folder, ``NAME.zip``, an address of fsspec, or ``hf://datasets/OWNER/NAME``.

    Only with ``push`` anything is sent to the hub; ``card`` says what becomes of a card there that corpuskit did not
    write ("refuse" or "merge"), and ``overwrite`` lets the corpus take the place of other files there that it did not
    write. ``since`` is the earlier edition: the version that corpus.toml states has to follow from what changed
    (`editions`), and ``changelog`` gets an entry of it. Raises CorpuskitError: what is wrong with the corpus,
    ``not-ours`` (exit 2), ``card-exists``, ``files-exist``, ``version-too-low`` (exit 1), ``wrong-option`` (exit 2),
    ``unreadable`` for the changelog (exit 2), ``cannot-publish`` (exit 74).
    """
    if changelog is not None and since is None:
        raise wrong_option("a changelog says what changed since an edition", "--changelog FILE --since DIST")
    if not to.startswith(HUB) and (push or overwrite or card != "refuse"):
        raise wrong_option("--push, --card and --overwrite are about a repository on the hub", f"--to {HUB}OWNER/NAME")
    source = open_source(dist)
    errors = [found for found in verify(dist).problems if found.severity == "error"]
    if errors:
        raise CorpuskitError(errors)
    if since is None:
        return _send(source, to, push, card, overwrite)
    from corpuskit.publishing import editions

    made = editions.edition(source, since)
    text = None if changelog is None else editions.changelog(Path(changelog))  # before anything is sent
    sent = _send(source, to, push, card, overwrite)
    what = f"a {made.part} change" if made.part else "the same records"
    steps = [f"version {made.version}, {what} since {made.earlier or 'an edition without a version'}"]
    if changelog is not None and text is not None:
        editions.write(Path(changelog), text, made)
        steps.append(f"an entry on what changed → {changelog}")
    return replace(sent, steps=(*sent.steps, *steps))


def _send(source: Source, to: str, push: bool, card: str, overwrite: bool) -> Published:
    if to.startswith(HUB):
        from corpuskit.publishing import hub

        return hub.publish(source, to.removeprefix(HUB), push=push, card=card, overwrite=overwrite)
    if "://" in to:
        from corpuskit.publishing import stores

        return stores.publish(source, to)
    if to.lower().endswith(".zip"):
        from corpuskit.publishing import archive

        return archive.publish(source, Path(to))
    from corpuskit.publishing import folders

    return folders.publish(source, Path(to))
